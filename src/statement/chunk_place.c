/** Place phrases: "the strategic town of Saraqib", "Mahardah and Suran towns",
 *  "Syria’s Idlib province"; and parts of places: "northern Hama countryside",
 *  "the areas south and east of Aleppo". */
#include "readers.h"

static bool is_generic_noun(const Reading *r, int i)
{
    return has_class(r, i, W_SETTLE | W_ADMIN | W_BASE | W_CAMP | W_CROSS);
}

/** "[the] [strategic] town of" before the place at @i: its first chunk. */
static int head_before(const Reading *r, int i, guint64 *cls)
{
    int k = i - 1;
    if (is_word(r, k, "of"))
        k--;
    else if (!has_class(r, k, W_SETTLE))
        return i;
    if (!is_generic_noun(r, k))
        return i;
    if (is_kind(r, k - 1, C_DIR)) /* "southern countryside of": a part */
        return i;
    if (gm_reading_one_of(r, k,
                          "area areas region regions enclave enclaves state states "
                          "community communities port base bases camp camps crossing "
                          "crossings") &&
        !is_word(r, k - 1, "the"))
        return i;
    *cls |= at(r, k)->cls & (W_SETTLE | W_ADMIN | W_BASE | W_CAMP | W_CROSS);
    int first = k;
    for (int n = 0; n < 3 && is_kind(r, first - 1, C_WORD) &&
                    !has_class(r, first - 1,
                               W_PREP | W_DET | W_BE | W_AND | W_DEPLOY | W_SEIZE | W_STOP | W_SAY |
                                   W_NEAR | W_MOVE | W_STRIKE | W_CONTROL | W_PATROL);
         n++) {
        first--;
    }
    /* words that no determiner begins are no adjectives of the town */
    if (first < k && !has_class(r, first - 1, W_DET))
        first = k;
    if (has_class(r, first - 1, W_DET))
        first--;
    return first;
}

/** "province", "towns", "military crossing", "observation post" behind @i. */
static int noun_behind(const Reading *r, int i, guint64 *cls)
{
    const guint64 plain = W_SETTLE | W_ADMIN | W_CROSS | W_BASE | W_CAMP | W_CHECK;
    int k = i + 1;
    if (at(r, i)->possessive ||
        gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_SETTLEMENT) ==
            GM_PLACE_COUNTRY) /* "the US base" is not in the US */
        return k;
    int mods = 0;
    while (mods < 2 && has_class(r, k, W_POSTMOD | W_BORDER)) {
        k++;
        mods++;
    }
    bool post =
        mods > 0 || (gm_reading_one_of(r, k, "post outpost point") && is_word(r, i - 1, "the") &&
                     (gm_read_is_military(r, true) || gm_read_told_of_posts(r)));
    bool noun = has_class(r, k, plain) || (post && has_class(r, k, W_POST));
    if (!noun ||
        gm_reading_one_of(r, k,
                          "state states areas land territory positions enclave "
                          "community communities port farm region regions area") ||
        (gm_reading_one_of(r, k, "crossing base camp") && has_class(r, k + 1, W_DET)))
        return gm_reading_one_of(r, i + 1, "region area") ? i + 2 : i + 1;
    *cls |= at(r, k)->cls & (plain | W_POST);
    if (mods == 0 && gm_reading_one_of(r, k, "camp base") && is_kind(r, k + 1, C_NAME))
        return i + 1;
    return k + 1;
}

/** "The Karabakh town of X", "the Damascus suburb of Y": where it lies says the first. */
static void drop_land_before(Reading *r)
{
    for (int i = 0; i + 3 < n_chunks(r); i++) {
        bool of = (is_kind(r, i, C_PLACE) || is_kind(r, i, C_ACTOR)) && !at(r, i)->possessive &&
                  has_class(r, i + 1, W_SETTLE) && is_word(r, i + 2, "of") &&
                  is_kind(r, i + 3, C_PLACE) && has_class(r, i - 1, W_DET);
        if (!of && is_kind(r, i, C_PLACE) && !at(r, i)->possessive && has_class(r, i - 1, W_DET) &&
            is_word(r, i + 1, "capital") && is_kind(r, i + 2, C_PLACE)) {
            Chunk capital = *at(r, i + 2); /* "the X State capital Y" */
            gm_reading_merge(r, i, i + 2, capital);
            continue;
        }
        if (!of)
            continue;
        Chunk c = *at(r, i + 3);
        c.cls |= at(r, i + 1)->cls & W_SETTLE;
        gm_reading_merge(r, i, i + 3, c);
    }
}

static void absorb_generic_words(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        if (!is_kind(r, i, C_PLACE) && !is_kind(r, i, C_ACTOR))
            continue;
        Chunk c = *at(r, i);
        guint64 cls = c.cls;
        int behind = noun_behind(r, i, &cls);
        int first = head_before(r, i, &cls);
        if (c.kind == C_ACTOR)
            continue;
        c.cls = cls;
        gm_reading_merge(r, first, behind - 1, c);
        i = first;
    }
}

/** "Syria’s Idlib province", "Syrian Idlib": only the inner place is meant. */
static void drop_owners(Reading *r)
{
    for (int i = 0; i + 1 < n_chunks(r); i++) {
        const Chunk *a = at(r, i);
        bool owner = (a->kind == C_PLACE || a->kind == C_ACTOR) && a->possessive;
        if (!(owner || a->kind == C_DEMONYM) || !is_kind(r, i + 1, C_PLACE))
            continue;
        if (at(r, i + 1)->start > a->end + 6)
            continue;
        Chunk c = *at(r, i + 1);
        gm_reading_merge(r, i, i + 1, c);
    }
}

void gm_reading_places(Reading *r)
{
    drop_land_before(r);
    absorb_generic_words(r);
    drop_owners(r);
    gm_reading_places_meant(r);
}

static bool is_whole_of_world(const Reading *r, const Chunk *place)
{
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, place->ref), GM_PLACE_SETTLEMENT);
    return kind == GM_PLACE_CONTINENT || kind == GM_PLACE_WATER;
}

static void make_region(Reading *r, int first, int last, int place, guint sides, bool inside)
{
    Chunk c = {.kind = C_REGION, .n_refs = 1, .sides = sides, .inside = inside};
    c.ref = gm_reading_copy_refs(r, at(r, place)->ref, 1);
    c.cls = at(r, place)->cls;
    if (inside && is_river(r, at(r, place))) /* a river has no inside: the land beside it */
        c.inside = false;
    gm_reading_merge(r, first, last, c);
}

/** Places come as places, or as governments that a direction shows to be land. */
static bool is_land(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_ACTOR);
}

static int behind_part_noun(const Reading *r, int i)
{
    int k = i;
    while (k < i + 2 && gm_reading_one_of(r, k,
                                          "countryside countrysides suburbs outskirts "
                                          "hinterland rural province governorate region "
                                          "district districts neighbourhoods "
                                          "neighborhoods axis axes front fronts"))
        k++;
    return k;
}

/** "northern [rural] X [countryside]", "northwest X". */
static bool region_by_adjective(Reading *r, int i)
{
    int k = i + 1;
    if (gm_reading_one_of(r, k, "rural greater neighbouring neighboring nearby"))
        k++;
    if (!is_land(r, k) || at(r, k)->n_refs != 1 || at(r, k)->possessive ||
        is_whole_of_world(r, at(r, k)))
        return false;
    if (at(r, k)->start < reading_ref(r, at(r, k)->ref)->start) /* "southern city of X" */
        return false;
    /* "10 km north Aleppo" is a distance; "the Northern Ireland" a name of its own */
    if (is_kind(r, i - 1, C_MEASURE))
        return false;
    if (gm_reading_hyphen(r, k + 1) && is_kind(r, k + 2, C_WORD)) /* "east Aleppo-based" */
        return false;
    if (has_class(r, k + 1, W_BORDER))
        return false;
    int behind = behind_part_noun(r, k + 1);
    int first = is_word(r, i - 1, "the") ? i - 1 : i;
    make_region(r, first, behind - 1, k, at(r, i)->sides, true);
    return true;
}

/** "north of X", "the areas south and east of X", "in the northeast of X",
 *  "the northern part of X", "western outskirts of X". */
static bool region_by_of(Reading *r, int i)
{
    const Chunk *d = at(r, i);
    int k = i + 1;
    bool part = false;
    bool towards = gm_reading_one_of(r, k, "direction directions");
    k += towards; /* "in southerly directions of X": the land beside it */
    while (!towards && k < i + 4 && (has_class(r, k, W_PARTOF) || (part && is_word(r, k, "and")))) {
        part = true;
        k++;
    }
    if (!is_word(r, k, "of") && !(part && gm_reading_one_of(r, k, "in")))
        return false;
    k++;
    if (is_word(r, k, "the"))
        k++;
    k += gm_reading_one_of(r, k, "neighbouring neighboring nearby adjacent adjoining");
    k += is_kind(r, k, C_DIR) && at(r, k)->sides == GM_SIDE_OF_CENTRE; /* "of central X" */
    if (!is_land(r, k) || at(r, k)->possessive || is_whole_of_world(r, at(r, k)))
        return false;
    int first = i, before = i - 1;
    if (gm_reading_one_of(r, before, "far extreme very") && is_word(r, before - 1, "the"))
        first = before--;
    bool the = is_word(r, before, "the");
    if (the)
        first = before--;
    if (is_kind(r, before, C_MEASURE) ||
        (is_word(r, before, "to") && is_kind(r, before - 1, C_MEASURE)))
        return false;
    bool in = gm_reading_one_of(r, before,
                                "in from across throughout into inside within over "
                                "of towards toward");
    bool inside = part || (the && in && !towards);
    if (!inside) { /* "areas [to the] south of": the words before belong to it */
        if (is_word(r, before, "to"))
            first = before--;
        int size = gm_reading_hyphen(r, before - 1) ? before - 2 : before - 1;
        if (!is_kind(r, size, C_MEASURE) && /* "the 14-Mile Area south of" */
            gm_reading_one_of(r, before,
                              "area areas region regions territory territories land "
                              "lands countryside")) {
            first = before--;
            if (has_class(r, before, W_DET))
                first = before;
        }
    }
    make_region(r, first, k, k, d->sides, inside);
    return true;
}

/** "the centre of X" */
static bool region_centre(Reading *r, int i)
{
    int k = i + 2 + has_class(r, i + 2, W_DET);
    if (!is_word(r, i - 1, "the") || !is_word(r, i + 1, "of") ||
        !gm_reading_one_of(r, i, "centre center heart middle") || !is_land(r, k) ||
        (is_word(r, i, "heart") && gm_reading_punct(r, i - 2, ',')) || /* "X, the heart of" */
        at(r, k)->n_refs != 1 || at(r, k)->possessive || is_whole_of_world(r, at(r, k)))
        return false;
    make_region(r, i - 1, k, k, GM_SIDE_OF_CENTRE, true);
    return true;
}

/** "Syria's northwestern Idlib province": the province lies there, no part of it is meant. */
static bool is_land_of(const Reading *r, int owner, int i)
{
    const Chunk *c = at(r, i);
    if (!is_kind(r, i, C_PLACE) || c->possessive ||
        gm_reading_place_kind(r, reading_ref(r, at(r, owner)->ref), GM_PLACE_SETTLEMENT) !=
            GM_PLACE_COUNTRY)
        return false;
    for (gsize t = c->end; t > c->start; t--)
        if (r->d->text[t - 1] == ' ') {
            g_autofree char *last = g_ascii_strdown(r->d->text + t, (gssize)(c->end - t));
            return (gm_lexicon_class(r->words, last) & W_ADMIN) != 0;
        }
    return false;
}

/** "Idlib’s southern countryside", "X's north". */
static bool region_by_owner(Reading *r, int i)
{
    if (!at(r, i)->possessive || !is_land(r, i) || !is_kind(r, i + 1, C_DIR))
        return false;
    int k = i + 2;
    if (is_land_of(r, i, k)) {
        Chunk c = *at(r, k);
        gm_reading_merge(r, i, k, c);
        return true;
    }
    bool noun = has_class(r, k, W_PARTOF);
    while (has_class(r, k, W_PARTOF) && k < i + 4)
        k++;
    if (!noun && at(r, i + 1)->adjective)
        return false;
    make_region(r, i, k - 1, i, at(r, i + 1)->sides, true);
    return true;
}

/** "the area surrounding X", "areas around X", "the surroundings of X". */
static bool region_around(Reading *r, int i)
{
    int k = i;
    if (has_class(r, k, W_AREA)) {
        k++;
        if (!gm_reading_one_of(r, k, "surrounding around"))
            return false;
        k++;
    } else if (gm_reading_one_of(r, k, "surroundings environs") && is_word(r, k + 1, "of")) {
        k += 2;
    } else {
        return false;
    }
    if (is_word(r, k, "the"))
        k++;
    if (!is_kind(r, k, C_PLACE) || is_whole_of_world(r, at(r, k)))
        return false;
    int first = has_class(r, i - 1, W_DET) ? i - 1 : i;
    make_region(r, first, k, k, 0, false);
    return true;
}

/** A place that is no land of its own. */
static bool is_local(const Reading *r, int i)
{
    if (!is_kind(r, i, C_PLACE))
        return false;
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_SETTLEMENT);
    return kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT && kind != GM_PLACE_WATER;
}

enum { LONGEST_LIST = 64 };

/** The places of the list that begins at @i, "A, B and C", "A and the B dam"; how many, 0
 *  where it is none. */
static int list_members(const Reading *r, int i, int members[LONGEST_LIST])
{
    int n = 1, last = i;
    bool joined = false, spaced = false; /* "X, and Y": no list of two */
    members[0] = i;
    while (!joined && n < LONGEST_LIST && !at(r, last)->possessive) {
        int next = gm_reading_behind_gloss(r, last + 1);
        bool comma = gm_reading_punct(r, next, ',');
        next += comma;
        spaced = comma && n == 1;
        if (has_class(r, next, W_AND)) {
            joined = true;
            next++;
        } else if (is_word(r, next, "as") && is_word(r, next + 1, "well")) {
            joined = true;
            next += 3;
        } else if (!comma) {
            break;
        }
        if (joined && gm_reading_punct(r, next, ',')) { /* "A, B and, in the south, C" */
            int aside = gm_read_behind_aside(r, next);
            next = is_local(r, aside) ? aside : next;
        }
        if (joined && is_word(r, next, "the") && is_local(r, last) && is_local(r, next + 1))
            next++; /* "A and the B dam" */
        if (joined &&
            gm_reading_one_of(r, next,
                              "likely possibly probably perhaps reportedly also then "
                              "finally later even apparently neighbouring neighboring "
                              "nearby") &&
            is_local(r, last) && is_local(r, next + 1))
            next++; /* "A and likely B" */
        if (!is_kind(r, next, C_PLACE)) {
            /* "A, B and villages around", "A, B and, for once, …": the places are a list */
            joined = joined && n > 1 &&
                     (gm_reading_punct(r, next, ',') ||
                      gm_reading_one_of(r, next,
                                        "villages parts other areas several surrounding nearby "
                                        "towns the elsewhere some many"));
            break;
        }
        members[n++] = last = next;
    }
    return !joined || n < 2 || (spaced && n == 2) ? 0 : n;
}

/** Merges "A, B and C"; "A–B" becomes a pair. */
static void merge_lists(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        if (!is_kind(r, i, C_PLACE))
            continue;
        Chunk c = *at(r, i);
        if (gm_reading_hyphen(r, i + 1) && is_kind(r, i + 2, C_PLACE)) {
            c.ref = gm_reading_copy_refs(r, c.ref, c.n_refs);
            gm_reading_copy_refs(r, at(r, i + 2)->ref, at(r, i + 2)->n_refs);
            c.n_refs += at(r, i + 2)->n_refs;
            c.pair = true;
            gm_reading_merge(r, i, i + 2, c);
            continue;
        }
        int members[LONGEST_LIST], n = list_members(r, i, members);
        if (n == 0)
            continue;
        c.ref = r->refs->len;
        c.n_refs = 0;
        for (int k = 0; k < n; k++) {
            const Chunk *m = at(r, members[k]);
            gm_reading_copy_refs(r, m->ref, m->n_refs);
            c.n_refs += m->n_refs;
            c.cls |= m->cls;
        }
        gm_reading_merge(r, i, members[n - 1], c);
    }
}

void gm_reading_regions(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_kind(r, i, C_DIR)) {
            if (region_by_adjective(r, i) || region_by_of(r, i))
                i--; /* it may have grown to the left */
        } else if (is_land(r, i)) {
            region_by_owner(r, i);
        } else if (is_kind(r, i, C_WORD) && !region_centre(r, i)) {
            region_around(r, i);
        }
    }
    merge_lists(r);
}
