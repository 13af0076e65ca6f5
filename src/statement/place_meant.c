/** Places spoken of again: "15 km south of the city", "around the plant", "the west of the
 *  province", "1 km from it". */
#include "readers.h"

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

/** Token @t stands in @m's sentence and is the word @noun. */
static bool is_noun_of(const Reading *r, const GmMention *m, guint t, const char *noun)
{
    return t < r->d->tokens->len && gm_text_token(r->d, t)->sentence == m->sentence &&
           g_str_equal(gm_text_token_fold(r->d, t), noun);
}

/** "X district", "the port of X", "X is a mountainous district": the text says what @m is. */
static bool is_called(const Reading *r, const GmMention *m, const char *noun)
{
    enum { AFTER = 8 }; /* tokens */
    guint t = m->first_token, behind = t + m->n_tokens;
    if (is_noun_of(r, m, behind - 1, noun) || is_noun_of(r, m, behind, noun) ||
        (t >= 3 && is_noun_of(r, m, t - 1, "of") && is_noun_of(r, m, t - 2, noun) &&
         !is_noun_of(r, m, t - 3, "a")) ||
        (m->n_tokens > 2 && is_noun_of(r, m, t, noun) && is_noun_of(r, m, t + 1, "of")))
        return true;
    for (guint k = behind; k < behind + AFTER; k++) {
        if (!is_noun_of(r, m, k, "is") && !is_noun_of(r, m, k, "was"))
            continue;
        k++;
        bool article = is_noun_of(r, m, k, "a") || is_noun_of(r, m, k, "the");
        return article && (is_noun_of(r, m, k + 1, noun) || is_noun_of(r, m, k + 2, noun));
    }
    return false;
}

/** The mention last before byte @start of which the text said that it is a @noun; -1. */
static int called_before(const Reading *r, gsize start, const char *noun)
{
    enum { FAR = 60 }; /* mentions */
    guint lo = gm_reading_first_mention(r, start);
    for (guint i = lo; i-- > 0 && lo - i < FAR;) {
        const GmMention *m = gm_mention_at(r->m, i);
        if (m->role == GM_ROLE_LOCATION && is_called(r, m, noun))
            return (int)i;
    }
    return -1;
}

static guint sentence_of(const Reading *r, int mention)
{
    guint first = gm_mention_at(r->m, (guint)mention)->first_token;
    return gm_text_token(r->d, first)->sentence;
}

/** How often the place of mention @i has been named before byte @start. */
static guint times_named(const Reading *r, int i, gsize start)
{
    enum { FAR = 200 }; /* mentions */
    const GmMention *m = gm_mention_at(r->m, (guint)i);
    guint n = 0, lo = gm_reading_first_mention(r, start);
    for (guint k = lo; k-- > 0 && lo - k < FAR;) {
        const GmMention *other = gm_mention_at(r->m, k);
        n += m->has_place ? other->has_place && other->place.ref == m->place.ref
                          : !other->has_place && g_str_equal(other->surface, m->surface);
    }
    return n;
}

/** Mention @i is a city that the sentence at hand has named. */
static bool is_city_here(const Reading *r, int i)
{
    enum { LARGE = 50000 };
    const GmMention *m = i >= 0 ? gm_mention_at(r->m, (guint)i) : NULL;
    return m && m->sentence == r->sentence && m->has_place && m->place.population > LARGE;
}

/** The town that "the city", "the village" at @i means: the last named; of several in
 *  what was just said the city is the largest, unless the text is about one that it called
 *  so. A mention, or -1. */
static int town_called(const Reading *r, int i)
{
    enum { AGO = 6 }; /* sentences */
    gsize start = at(r, i)->start;
    int last = gm_reading_town_before(r, start), best = last;
    if (!is_word(r, i, "city") || is_city_here(r, last))
        return last;
    for (int n = 0, k = last; n < 12 && k >= 0; n++) {
        const GmMention *m = gm_mention_at(r->m, (guint)k);
        if (sentence_of(r, k) + AGO < r->sentence)
            break;
        if (m->has_place &&
            m->place.population > gm_mention_at(r->m, (guint)best)->place.population)
            best = k;
        k = gm_reading_town_before(r, m->start);
    }
    int topic = called_before(r, start, "city");
    bool about = topic >= 0 && best >= 0 &&
                 (times_named(r, topic, start) > 2 * times_named(r, best, start) ||
                  sentence_of(r, topic) + AGO >= r->sentence); /* just called so, the other never */
    return about ? topic : best;
}

/** The province, the district that the noun at @i means; a mention, or -1. */
static int land_called(const Reading *r, int i)
{
    gsize start = at(r, i)->start;
    int called = called_before(r, start, at(r, i)->fold);
    if (called >= 0)
        return called;
    for (int k = i - 1; k > 0;
         k--) { /* "in the west of X, on a hill in the south of the province" */
        bool part =
            is_word(r, k - 1, "of") && (has_class(r, k - 2, W_PARTOF) || is_kind(r, k - 2, C_DIR));
        if (is_kind(r, k, C_PLACE) && at(r, k)->n_refs == 1 && part)
            return reading_ref(r, at(r, k)->ref)->mention;
    }
    return named_before(r, start, GM_PLACE_DIVISION);
}

/** The capital named last, in the whole text: "the capital" at @i; a mention, or -1. */
static int capital_called(const Reading *r, int i)
{
    for (guint k = gm_reading_first_mention(r, at(r, i)->start); k-- > 0;) {
        const GmMention *m = gm_mention_at(r->m, k);
        if (m->has_place && m->place.kind == GM_PLACE_SETTLEMENT &&
            g_str_equal(m->place.feature_code, "PPLC"))
            return (int)k;
    }
    return -1;
}

/** What the sentence at hand is about, for "it" at @i: the place it begins with, or the only
 *  one before; its mention, or -1. */
static int subject_place(const Reading *r, int i)
{
    int first = has_class(r, 0, W_DET), only = -1;
    for (int k = 0; k < i; k++) {
        if (!is_kind(r, k, C_PLACE) || at(r, k)->back)
            continue;
        if (only >= 0 && only != first)
            return -1;
        if (only < 0)
            only = k;
    }
    if (only < 0 || at(r, only)->n_refs != 1 || at(r, only)->possessive)
        return -1;
    const Ref *ref = reading_ref(r, at(r, only)->ref);
    return ref->mention >= 0 ? ref->mention : ref->antecedent;
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
                             "terminal depot facility factory mine bridge capital");
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

/** "A lies 15 km from the city", the city at @i: what stands first in the sentence is not the
 *  one that it lies away from. */
static bool is_lying_off(const Reading *r, int i)
{
    int k = has_class(r, 0, W_DET);
    return is_kind(r, k, C_PLACE) && has_class(r, k + 1, W_BE) && is_kind(r, i - 2, C_MEASURE) &&
           k + 5 >= i - 2;
}

/** "15 km south of the city", "within 5 km of the plant", "a 2 km zone around it":
 *  the place last named. Only behind a measure, or around it. */
static void find_towns_meant(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        bool town = false, the = is_word(r, i - 1, "the");
        bool port = gm_reading_one_of(r, i - 1, "port border coastal") && is_word(r, i, "city") &&
                    is_word(r, i - 2, "the"); /* "the port city" */
        the = the || port;
        if ((!the && !is_word(r, i, "it") && !is_word(r, i - 1, "its")) ||
            is_word(r, i + 1, "city"))
            continue;
        if (is_word(r, i, "capital") && gm_reading_punct(r, i + 1, ',') &&
            is_kind(r, i + 2, C_PLACE))
            continue; /* "the capital, X" */
        bool it = is_word(r, i, "it") || (!the && gm_reading_one_of(r, i, "centre center"));
        int first = is_word(r, i, "it") ? i : i - 1 - port;
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
        int meant = it && is_kind(r, first - 2, C_DIR) ? subject_place(r, i) : -1;
        if (town && is_lying_off(r, first))
            meant = gm_reading_town_before(r, at(r, 0)->start);
        else if (town)
            meant = town_called(r, i);
        else if (is_word(r, i, "capital"))
            meant = capital_called(r, i);
        else if (meant < 0 && !it && gm_reading_one_of(r, i, "port camp airport"))
            meant = called_before(r, at(r, 0)->start, at(r, i)->fold);
        if (meant < 0)
            meant = site_before(r, it ? at(r, i)->start : at(r, 0)->start);
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
        bool site = gm_reading_one_of(r, i, "capital plant airport volcano camp base airbase");
        if (!(town || land || site) || !is_word(r, i - 1, "the") || !is_word(r, of, "of") ||
            is_word(r, i + 1, "of") || is_kind(r, i + 1, C_NAME) ||
            (at(r, i)->token_flags & GM_TOKEN_CAPITAL))
            continue;
        int before = of - 1;
        while (before > of - 4 && has_class(r, before, W_PARTOF))
            before--;
        if (!is_kind(r, before, C_DIR) || (town && unknown_before(r, i)))
            continue;
        if (site && !is_word(r, i, "capital")) {
            i -= find_site_meant(r, i - 1, i);
            continue;
        }
        int meant = town ? town_called(r, i) : land ? land_called(r, i) : capital_called(r, i);
        if (meant < 0)
            continue;
        const GmMention *m = gm_mention_at(r->m, (guint)meant);
        if (gm_text_token(r->d, m->first_token)->sentence + AGO < r->sentence && !site &&
            !is_called(r, m, at(r, i)->fold))
            continue;
        Ref ref = {-1, meant, at(r, i - 1)->start, at(r, i)->end};
        Chunk c = {.kind = C_PLACE, .n_refs = 1, .back = true};
        c.ref = gm_reading_add_ref(r, ref);
        gm_reading_merge(r, i - 1, i, c);
        i--;
    }
}

/** The district spoken of most of those that the text called so lately; a mention, or -1. */
static int district_called(const Reading *r, gsize start)
{
    int best = -1;
    for (int n = 0, i = called_before(r, start, "district"); n < 4 && i >= 0; n++) {
        if (best < 0 || times_named(r, i, start) > times_named(r, best, start))
            best = i;
        i = called_before(r, gm_mention_at(r->m, (guint)i)->start, "district");
    }
    return best;
}

/** "Overran the district", "retook the town": the one last named or called so. */
static void find_taken(Reading *r)
{
    enum { AGO = 5 }; /* sentences */
    for (int i = 2; i < n_chunks(r); i++) {
        bool town = gm_reading_one_of(r, i, "city town village");
        if (!(town || gm_reading_one_of(r, i, "district")) || !is_word(r, i - 1, "the") ||
            !gm_reading_one_of(r, i - 2,
                               "captured seized retook recaptured overran overrun liberated "
                               "stormed besieged encircled surrounded shelled bombed retake "
                               "recapture capture entered") ||
            (at(r, i)->token_flags & GM_TOKEN_CAPITAL) || gm_reading_is_name(r, i + 1) ||
            gm_reading_one_of(r, i + 1, "of centre center hall council police") ||
            (is_kind(r, i + 1, C_WORD) && !has_class(r, i + 1, W_PREP | W_AND | W_STOP | W_DET)))
            continue;
        int meant = town ? town_called(r, i) : district_called(r, at(r, i)->start);
        if (meant < 0 || (town && unknown_before(r, i)))
            continue;
        const GmMention *m = gm_mention_at(r->m, (guint)meant);
        if (m->sentence + AGO < r->sentence)
            continue;
        Chunk c = {.kind = C_PLACE, .n_refs = 1, .back = true};
        c.ref = gm_reading_add_ref(r, (Ref){-1, meant, at(r, i - 1)->start, at(r, i)->end});
        gm_reading_merge(r, i - 1, i, c);
        i--;
    }
}

/** "A and B are towns on the road from C to D": the two that the sentence before is about,
 *  their mentions; false where it begins with no two. */
static bool find_subjects(const Reading *r, int *first, int *last)
{
    if (r->sentence == 0)
        return false;
    const GmSentence *s = gm_text_sentence(r->d, r->sentence - 1);
    guint i = gm_reading_first_mention(r, s->start);
    if (i + 1 >= r->m->list->len)
        return false;
    const GmMention *a = gm_mention_at(r->m, i), *b = gm_mention_at(r->m, i + 1);
    guint behind = a->first_token + a->n_tokens;
    if (a->role != GM_ROLE_LOCATION || b->role != GM_ROLE_LOCATION || b->sentence != a->sentence ||
        a->sentence + 1 != r->sentence || a->first_token > s->first_token + 2 ||
        b->first_token != behind + 1 || !g_str_equal(gm_text_token_fold(r->d, behind), "and"))
        return false;
    *first = (int)i;
    *last = (int)i + 1;
    return true;
}

/** "Both towns", "the two villages": the two that were spoken of, or named last. */
static void find_both(Reading *r)
{
    enum { AGO = 2 }; /* sentences */
    for (int i = 1; i < n_chunks(r); i++) {
        bool both = is_word(r, i - 1, "both"),
             two = is_word(r, i - 1, "two") && is_word(r, i - 2, "the");
        if (!(both || two) || !gm_reading_one_of(r, i, "towns cities villages") ||
            gm_reading_one_of(r, i + 1, "of in near on at"))
            continue;
        int first = both ? i - 1 : i - 2, last = gm_reading_town_before(r, at(r, first)->start);
        const GmMention *b = last >= 0 ? gm_mention_at(r->m, (guint)last) : NULL;
        int before = b ? gm_reading_town_before(r, b->start) : -1;
        if (find_subjects(r, &before, &last))
            b = gm_mention_at(r->m, (guint)last);
        const GmMention *a = before >= 0 ? gm_mention_at(r->m, (guint)before) : NULL;
        if (!a || a->sentence + AGO < r->sentence ||
            (a->has_place && b->has_place && a->place.ref == b->place.ref))
            continue;
        gsize start = at(r, first)->start, end = at(r, i)->end;
        Chunk c = {.kind = C_PLACE, .n_refs = 2, .back = true};
        c.ref = gm_reading_add_ref(r, (Ref){-1, before, start, end});
        gm_reading_add_ref(r, (Ref){-1, last, start, end});
        gm_reading_merge(r, first, i, c);
        i = first;
    }
}

void gm_reading_places_meant(Reading *r)
{
    find_taken(r);
    find_both(r);
    find_sites_meant(r);
    find_towns_meant(r);
    find_parted(r);
}
