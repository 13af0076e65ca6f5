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
    bool post = mods > 0 || (gm_reading_one_of(r, k, "post outpost point") &&
                             is_word(r, i - 1, "the") && gm_read_is_military(r, true));
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

/** The mention last before byte @start that is of @kind, or (@kind < 0) is a
 *  point on the map; -1. */
static int named_before(const Reading *r, gsize start, int kind)
{
    guint lo = gm_reading_first_mention(r, start);
    for (guint i = lo; i-- > 0 && lo - i < 40;) {
        const GmMention *m = gm_mention_at(r->m, i);
        if (m->role != GM_ROLE_LOCATION)
            continue;
        if (!m->has_place) { /* not on the map, yet what is spoken of */
            if (kind == GM_PLACE_SETTLEMENT || kind < 0)
                return (int)i;
            continue;
        }
        bool area = m->place.kind == GM_PLACE_COUNTRY || m->place.kind == GM_PLACE_DIVISION ||
                    m->place.kind == GM_PLACE_REGION || m->place.kind == GM_PLACE_CONTINENT;
        if (kind >= 0 ? (int)m->place.kind == kind : !area)
            return (int)i;
    }
    return -1;
}

int gm_reading_town_before(const Reading *r, gsize start)
{
    return named_before(r, start, GM_PLACE_SETTLEMENT);
}

/** The town that "the city", "the village" at @i means: the last named; of several in
 *  what was just said the city is the largest. A mention, or -1. */
static int town_called(const Reading *r, int i)
{
    enum { AGO = 6 }; /* sentences */
    gsize start = at(r, i)->start;
    int last = gm_reading_town_before(r, start), best = last;
    if (!is_word(r, i, "city"))
        return last;
    for (int n = 0, k = last; n < 12 && k >= 0; n++) {
        const GmMention *m = gm_mention_at(r->m, (guint)k);
        if (gm_text_token(r->d, m->first_token)->sentence + AGO < r->sentence)
            break;
        if (m->has_place &&
            m->place.population > gm_mention_at(r->m, (guint)best)->place.population)
            best = k;
        k = gm_reading_town_before(r, m->start);
    }
    return best;
}

/** "80 km northwest of X": what stands there is not at X. */
static bool is_measured_from(const Reading *r, int mention)
{
    static const char *const units[] = {"km",         "kilometre", "kilometres", "kilometer",
                                        "kilometers", "miles",     "mile",       "mi",
                                        "m",          "metres",    "meters"};
    const GmDocument *d = r->m->document;
    const GmMention *m = gm_mention_at(r->m, (guint)mention);
    const char *joint = m->first_token > 0 ? gm_text_token_fold(d, m->first_token - 1) : "";
    if (!g_str_equal(joint, "of") && !g_str_equal(joint, "from"))
        return false;
    for (guint i = m->first_token, n = 0; i-- > 0 && n < 5; n++) {
        if (gm_text_token(d, i)->sentence != m->sentence)
            return false;
        for (guint u = 0; u < G_N_ELEMENTS(units); u++)
            if (g_str_equal(gm_text_token_fold(d, i), units[u]))
                return true;
    }
    return false;
}

/** A base or airport where one is named, else the last point; -1 where that only
 *  says from where the site lies. */
static int site_before(const Reading *r, gsize start)
{
    int base = named_before(r, start, GM_PLACE_BASE), point = named_before(r, start, -1);
    if (base >= 0 && point - base < 8)
        return base;
    return point >= 0 && is_measured_from(r, point) ? -1 : point;
}

/** Back-references to places: towns and what may stand at one. */
static bool is_back_noun(const Reading *r, int i, bool *town)
{
    *town = gm_reading_one_of(r, i, "city town village");
    return *town ||
           gm_reading_one_of(r, i,
                             "base plant camp airport airfield airbase garrison crossing "
                             "outpost reactor reactors epicentre epicenter volcano lake summit "
                             "crater craters peak dam caldera vent fissure station refinery port "
                             "terminal depot facility factory mine bridge");
}

/** "The active summit crater", "its stricken plant" that ends at @i: its first chunk, where
 *  plain adjectives stand between; else @i. */
static int site_phrase(const Reading *r, int i)
{
    int k = i;
    while (k > i - 4 &&
           gm_reading_one_of(r, k - 1,
                             "main active summit volcano crater nuclear power chemical "
                             "damaged stricken crippled burning wrecked volcanic "
                             "erupting smoking destroyed ruined reactor volcanos"))
        k--;
    if (gm_reading_one_of(r, k - 1, "the its this that"))
        return k - 1;
    return i;
}

/** A measure stands just before chunk @i, or, where that is "around", near. */
static bool is_sized(const Reading *r, int i)
{
    int k = is_kind(r, i - 1, C_DIR) ? i - 2 : i - 1;
    bool sized = is_kind(r, k, C_MEASURE);
    for (int n = i - 1;
         n > i - 6 && gm_reading_one_of(r, i, "around surrounding surrounds encircles rings"); n--)
        sized = sized || is_kind(r, n, C_MEASURE);
    return sized;
}

/** "both banks of the river", "from the river": the one last named. */
static bool find_river_meant(Reading *r, int i)
{
    if (!is_word(r, i, "river") || !is_word(r, i - 1, "the") || is_word(r, i + 1, "of") ||
        !gm_reading_one_of(r, i - 2, "of from along off beside"))
        return false;
    int meant = named_before(r, at(r, i)->start, GM_PLACE_RIVER);
    if (meant < 0)
        return false;
    Ref ref = {-1, meant, at(r, i - 1)->start, at(r, i)->end};
    Chunk c = {.kind = C_PLACE, .n_refs = 1, .back = true};
    c.ref = gm_reading_add_ref(r, ref);
    gm_reading_merge(r, i - 1, i, c);
    return true;
}

/** The place named last in the sentence before @i is one that only the text knows. */
static bool unknown_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0; k--) {
        if (!is_kind(r, k, C_PLACE) || at(r, k)->n_refs == 0)
            continue;
        const Ref *last = reading_ref(r, at(r, k)->ref + at(r, k)->n_refs - 1);
        return last->mention < 0 && last->antecedent < 0;
    }
    return false;
}

static bool find_site_meant(Reading *r, int first, int i)
{
    Ref ref = {-1, -1, at(r, first)->start, at(r, i)->end};
    if (!gm_reading_site_meant(r, i, &ref))
        return false;
    Chunk c = {.kind = C_PLACE, .n_refs = 1, .back = true};
    c.ref = gm_reading_add_ref(r, ref);
    gm_reading_merge(r, first, i, c);
    return true;
}

/** "7 km from its main crater", "around the stricken plant": sites by more words than "the". */
static void find_sites_meant(Reading *r)
{
    for (int i = 1; i < n_chunks(r); i++) {
        bool town = false;
        if (!is_back_noun(r, i, &town) || town || is_word(r, i + 1, "of") ||
            (gm_reading_one_of(r, i + 1, "at in near") && is_kind(r, i + 2, C_PLACE)))
            continue;
        int first = site_phrase(r, i);
        if (first == i || !gm_reading_one_of(r, first - 1,
                                             "of from outside around surrounding near surrounds "
                                             "encircles rings"))
            continue;
        if (is_sized(r, first - 1) && find_site_meant(r, first, i))
            i = first;
    }
}

/** "15 km south of the city", "within 5 km of the plant", "a 2 km zone around it":
 *  the place last named. Only behind a measure, or around it. */
static void find_towns_meant(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        bool town = false, the = is_word(r, i - 1, "the");
        if (!the && !is_word(r, i, "it") && !is_word(r, i - 1, "its"))
            continue;
        bool it = is_word(r, i, "it") || (!the && gm_reading_one_of(r, i, "centre center"));
        int first = is_word(r, i, "it") ? i : i - 1;
        if (find_river_meant(r, i))
            continue;
        if (!(it || (the && is_back_noun(r, i, &town))) ||
            !gm_reading_one_of(r, first - 1,
                               it ? "of around surrounding surrounds"
                                  : "of from outside around surrounding near "
                                    "surrounds encircles rings") ||
            !(is_sized(r, first - 1) ||
              (the && gm_reading_one_of(r, i, "city town village") && !unknown_before(r, i) &&
               (!is_word(r, first - 1, "around") || gm_read_is_military(r, true)) &&
               gm_reading_one_of(r, first - 1, "outside around surrounding near"))) ||
            is_word(r, i + 1, "of") ||
            (gm_reading_one_of(r, i + 1, "at in near") && is_kind(r, i + 2, C_PLACE)))
            continue;
        /* "X, 3 km from the plant": not X; the one of an earlier sentence */
        int meant =
            town ? town_called(r, i) : site_before(r, it ? at(r, i)->start : at(r, 0)->start);
        Ref ref = {-1, meant, at(r, first)->start, at(r, i)->end};
        if (ref.antecedent < 0)
            continue;
        Chunk c = {.kind = C_PLACE, .n_refs = 1, .back = true};
        c.ref = gm_reading_add_ref(r, ref);
        gm_reading_merge(r, first, i, c);
        i = first;
    }
}

/** "fields to the north of the city", "the west of the province": the one last named, if
 *  that is not long ago. */
static void find_parted(Reading *r)
{
    enum { AGO = 4 }; /* sentences */
    for (int i = 3; i < n_chunks(r); i++) {
        bool town = gm_reading_one_of(r, i, "city town village");
        bool land = gm_reading_one_of(r, i, "province governorate oblast district region");
        int of = i - 2;
        if (!(town || land) || !is_word(r, i - 1, "the") || !is_word(r, of, "of") ||
            is_word(r, i + 1, "of") || is_kind(r, i + 1, C_NAME) ||
            (at(r, i)->token_flags & GM_TOKEN_CAPITAL))
            continue;
        int before = of - 1;
        while (before > of - 4 && has_class(r, before, W_PARTOF))
            before--;
        if (!is_kind(r, before, C_DIR) || (town && unknown_before(r, i)))
            continue;
        int meant = town ? town_called(r, i) : named_before(r, at(r, i)->start, GM_PLACE_DIVISION);
        if (meant < 0)
            continue;
        guint token = gm_mention_at(r->m, (guint)meant)->first_token;
        if (gm_text_token(r->d, token)->sentence + AGO < r->sentence)
            continue;
        Ref ref = {-1, meant, at(r, i - 1)->start, at(r, i)->end};
        Chunk c = {.kind = C_PLACE, .n_refs = 1, .back = true};
        c.ref = gm_reading_add_ref(r, ref);
        gm_reading_merge(r, i - 1, i, c);
        i--;
    }
}

void gm_reading_places(Reading *r)
{
    absorb_generic_words(r);
    drop_owners(r);
    find_sites_meant(r);
    find_towns_meant(r);
    find_parted(r);
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
        at(r, k)->n_refs != 1 || at(r, k)->possessive || is_whole_of_world(r, at(r, k)))
        return false;
    make_region(r, i - 1, k, k, GM_SIDE_OF_CENTRE, true);
    return true;
}

/** "Idlib’s southern countryside", "X's north". */
static bool region_by_owner(Reading *r, int i)
{
    if (!at(r, i)->possessive || !is_land(r, i) || !is_kind(r, i + 1, C_DIR))
        return false;
    int k = i + 2;
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

/** Behind a short gloss with no place of its own: "A (4), B (No 9)"; or @i. */
static int behind_list_gloss(const Reading *r, int i)
{
    if (!gm_reading_punct(r, i, '('))
        return i;
    int k = i + 1;
    while (k < i + 6 && (is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER) ||
                         gm_reading_punct(r, k, '.') || gm_reading_punct(r, k, '#')))
        k++;
    return k > i + 1 && gm_reading_punct(r, k, ')') ? k + 1 : i;
}

/** Merges "A, B and C"; "A–B" becomes a pair. */
static void merge_lists(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        if (!is_kind(r, i, C_PLACE))
            continue;
        int last = i, k = i + 1;
        bool joined = false, spaced = false; /* "X, and Y": no list of two */
        guint n = 1;
        if (gm_reading_hyphen(r, k) && is_kind(r, k + 1, C_PLACE)) {
            Chunk c = *at(r, i);
            c.ref = gm_reading_copy_refs(r, c.ref, c.n_refs);
            gm_reading_copy_refs(r, at(r, k + 1)->ref, at(r, k + 1)->n_refs);
            c.n_refs += at(r, k + 1)->n_refs;
            c.pair = true;
            gm_reading_merge(r, i, k + 1, c);
            continue;
        }
        while (!joined && !at(r, last)->possessive) {
            int next = behind_list_gloss(r, k);
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
            if (!is_kind(r, next, C_PLACE)) {
                /* "A, B and villages around": the places are a list */
                joined = joined && n > 1 &&
                         gm_reading_one_of(r, next,
                                           "villages parts other areas several surrounding "
                                           "nearby towns the elsewhere some many");
                break;
            }
            last = next;
            k = next + 1;
            n++;
        }
        if (!joined || n < 2 || (spaced && n == 2))
            continue;
        Chunk c = *at(r, i);
        guint first_ref = r->refs->len, n_refs = 0;
        for (int j = i; j <= last; j++) {
            if (!is_kind(r, j, C_PLACE))
                continue;
            gm_reading_copy_refs(r, at(r, j)->ref, at(r, j)->n_refs);
            n_refs += at(r, j)->n_refs;
            c.cls |= at(r, j)->cls;
        }
        c.ref = first_ref;
        c.n_refs = n_refs;
        gm_reading_merge(r, i, last, c);
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
