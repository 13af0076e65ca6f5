/** What a zone told of before is made of: "The northern pocket is A", "the second zone
 *  takes in B and parts of C"; and areas told with their own size: "A, a piece of shore 14
 *  km long and 1 km wide". */
#include "readers.h"

static bool is_area_noun(const Reading *r, int i)
{
    return has_class(r, i, W_ZONE) ||
           gm_reading_one_of(r, i,
                             "sector pocket pockets canton cantons salient area bubble part "
                             "sectors areas section");
}

static bool is_rank(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "first second third fourth fifth sixth largest smallest biggest last "
                             "other remaining smaller larger main") ||
           is_kind(r, i, C_DIR);
}

/** "The northern pocket", "the second", "the third zone" that ends before @i: its first
 *  chunk, or -1; @noun: the noun is said. */
static int part_before(const Reading *r, int i, bool *noun)
{
    int k = i - 1;
    while (k > i - 6 && (gm_reading_punct(r, k, ',') || gm_reading_one_of(r, k, "now today")))
        k--;
    *noun = is_area_noun(r, k);
    k -= *noun;
    bool rank = is_rank(r, k);
    while (is_rank(r, k))
        k--;
    return rank && is_word(r, k, "the") && (k == 0 || !has_class(r, k - 1, W_PREP)) ? k : -1;
}

/** Zones, pockets, parts in the plural have been told of not long before. */
static bool told_of_several(const Reading *r)
{
    static const char *const several[] = {"zones",   "pockets", "enclaves", "areas",
                                          "sectors", "cantons", "parts"};
    enum { FAR = 160 };
    guint last = at(r, 0)->first + (guint)n_chunks(r);
    guint t = MIN(last, r->d->tokens->len);
    for (guint n = 0; t-- > 0 && n < FAR; n++)
        for (gsize k = 0; k < G_N_ELEMENTS(several); k++)
            if (g_str_equal(gm_text_token_fold(r->d, t), several[k]))
                return true;
    return false;
}

/** Behind "is", "takes in", "consists of" at @i, or @i. */
static int behind_verb(const Reading *r, int i, bool *plain)
{
    *plain = gm_reading_one_of(r, i, "is was");
    if (*plain || gm_reading_one_of(r, i,
                                    "covers covered includes included comprises comprised "
                                    "encompasses encompassed contains spans embraces "
                                    "encompassing comprising"))
        return i + 1;
    if (gm_reading_one_of(r, i, "takes took") && is_word(r, i + 1, "in"))
        return i + 2;
    if (gm_reading_one_of(r, i, "consists consisted consisting") && is_word(r, i + 1, "of"))
        return i + 2;
    if (gm_reading_one_of(r, i, "extends extended stretches stretched") &&
        gm_reading_one_of(r, i + 1, "over across"))
        return i + 2;
    if (has_class(r, i, W_BE) && is_word(r, i + 1, "made") && is_word(r, i + 2, "up"))
        return i + 3 + is_word(r, i + 3, "of");
    return i;
}

/** A word of "along with", "as well as", "particularly" at @i. */
static bool is_along_with(const Reading *r, int i)
{
    return (is_word(r, i, "along") && is_word(r, i + 1, "with")) ||
           (is_word(r, i, "with") && is_word(r, i - 1, "along")) ||
           (is_word(r, i, "as") && is_word(r, i + 1, "well")) ||
           (is_word(r, i, "well") && is_word(r, i - 1, "as")) ||
           (is_word(r, i, "as") && is_word(r, i - 1, "well")) ||
           gm_reading_one_of(r, i, "particularly especially notably");
}

/** Past what joins the next land to the list, "and parts of the neighbouring", at @i. */
static int behind_joint(const Reading *r, int i)
{
    enum { FAR = 9 };
    int next = i;
    while (next < i + FAR) {
        bool in = is_word(r, next, "in");
        if (in && is_word(r, next + 1, "the") && is_kind(r, next + 2, C_DIR) &&
            !at(r, next + 2)->adjective)
            next += 3; /* "A in the west and B" */
        else if (has_class(r, next, W_DET | W_AREA | W_PARTOF | W_ADMIN | W_SETTLE | W_AND) ||
                 gm_reading_punct(r, next, ',') || gm_reading_quote(r, next) ||
                 (gm_reading_punct(r, next, '(') && has_class(r, next - 1, W_ADMIN)) ||
                 (in && has_class(r, next - 1, W_AREA | W_PARTOF)) || is_along_with(r, next) ||
                 gm_reading_one_of(r, next,
                                   "adjoining neighbouring neighboring adjacent of both all "
                                   "whole most nearly almost entire some certain"))
            next++;
        else
            break;
    }
    return next;
}

int gm_read_add_area_list(const Reading *r, GmStatement *s, int i)
{
    int k = i;
    for (;;) {
        int next = behind_joint(r, k);
        bool region = is_kind(r, next, C_REGION);
        if ((!region && !is_kind(r, next, C_PLACE)) || (next == k && k > i) ||
            at(r, next)->possessive || (k > i && has_class(r, next + 1, W_BE)))
            return k;
        if (region && !at(r, next)->inside)
            return k; /* ", east of the capital": where it lies */
        gm_build_anchors(r, s, GM_PART_IN, next);
        if (region)
            s->sides |= at(r, next)->sides;
        k = next + 1;
        k += gm_reading_punct(r, k, ')') && at(r, next)->n_refs > 1; /* "provinces (A and B)" */
        for (int n = k + 1; gm_reading_punct(r, k, '(') && n < k + 6; n++)
            if (gm_reading_punct(r, n, ')')) /* "Kobani (Ayn al-Arab)" */
                k = n + 1;
    }
}

static void read_made_of(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    bool plain = false, noun = false;
    int k = behind_verb(r, i, &plain), first = k > i ? part_before(r, i, &noun) : -1;
    if (first < 0 || (!told_of_several(r) && !(noun && !plain)))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, k);
    int behind = gm_read_add_area_list(r, s, k);
    bool bare = behind == k + 1; /* "the second is in A": said otherwise */
    const GmAnchor *in = gm_statement_anchor(s, GM_PART_IN, 0);
    if (!in || is_taken(sr, behind - 1, TAKEN_PLACE) ||
        (plain && bare && is_kind(r, behind, C_WORD) && !has_class(r, behind, W_AND | W_STOP))) {
        gm_build_free(s);
        return;
    }
    for (guint n = 0; n < sr->zones->len; n++)
        zone_at(sr, n)->done |= zone_at(sr, n)->noun >= first && zone_at(sr, n)->noun < behind;
    gm_read_list_area(sr, s, first, behind, "zone", "zone");
}

static bool is_land_noun(const char *fold)
{
    static const char *const nouns[] = {"region", "area",  "zone",  "sector",   "pocket", "enclave",
                                        "piece",  "strip", "patch", "tract",    "plot",   "stretch",
                                        "belt",   "coast", "shore", "coastline"};
    for (gsize n = 0; n < G_N_ELEMENTS(nouns); n++)
        if (g_str_equal(fold, nouns[n]))
            return true;
    return false;
}

static bool is_size(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    return c->kind == C_MEASURE && c->has_part && c->measure.part != GM_MEASURE_DISTANCE &&
           c->measure.part != GM_MEASURE_RADIUS;
}

/** "A, a piece of shore 14 km long and 1 km wide", "B region: 45 km in length, 9 in depth" */
static void read_sized_area(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *place = at(r, i);
    if (place->n_refs != 1 || place->possessive || is_river(r, place) || is_linear(r, i))
        return;
    bool land = is_land_noun(gm_text_token_fold(r->d, place->first + place->n - 1));
    int k = i + 1;
    bool aside = is_kind(r, k, C_PUNCT) || has_class(r, k, W_BE);
    for (; k < i + 11 && !is_size(r, k); k++) {
        if (!is_kind(r, k, C_WORD) && !is_kind(r, k, C_PUNCT) && !is_kind(r, k, C_DIR))
            return;
        if (has_class(r, k, W_STOP | W_MOVE | W_SEIZE) || gm_reading_punct(r, k, ';'))
            return;
        land = land || is_land_noun(at(r, k)->fold);
    }
    int second = k + 1;
    while (second < k + 4 && (has_class(r, second, W_AND | W_APPROX) ||
                              gm_reading_punct(r, second, ',') || is_word(r, second, "by")))
        second++;
    if (!land || !aside || !is_size(r, k) || !is_size(r, second) ||
        is_taken(sr, k, TAKEN_MEASURE) || at(r, k)->measure.part == at(r, second)->measure.part)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, second);
    gm_build_anchors(r, s, GM_PART_IN, i);
    gm_build_measure(s, at(r, k), at(r, k)->measure.part, 0);
    gm_build_measure(s, at(r, second), at(r, second)->measure.part, 0);
    take(sr, k, second, TAKEN_MEASURE);
    gm_read_list_area(sr, s, i, second + 1, "area", "zone");
}

void gm_read_made_of(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_PLACE))
            read_sized_area(sr, i);
        else if (is_kind(sr->r, i, C_WORD))
            read_made_of(sr, i);
}
