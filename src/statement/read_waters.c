/** Waters along a coast: "12 nautical miles off the coast of X", "a fishing zone of
 *  six miles off X". Buffers of feature "waters": the sea so far out, not the land. */
#include "readers.h"

static bool is_coast(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "coast coasts coastline shore shores shoreline coastal beaches "
                             "coastlines baseline baselines");
}

static bool is_land(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_ACTOR) || is_kind(r, i, C_REGION) ||
           is_kind(r, i, C_DEMONYM);
}

/** The land whose coast is meant behind chunk @i ("off the coast of X", "from the
 *  Libyan coast", "off X's shore", and with @bare "off X"), or -1. */
static int coast_of(const Reading *r, int i, bool bare, int *last)
{
    int k = i;
    if (!gm_reading_one_of(r, k, "off from of around along"))
        return -1;
    bool off = is_word(r, k, "off");
    k++;
    k += has_class(r, k, W_DET);
    if (is_kind(r, k, C_DIR))
        k++;
    if (is_coast(r, k) && is_word(r, k + 1, "of")) {
        int land = k + 2 + has_class(r, k + 2, W_DET);
        *last = land;
        return is_land(r, land) && !is_kind(r, land, C_DEMONYM) ? land : -1;
    }
    if (is_land(r, k) && is_coast(r, k + 1)) {
        *last = k + 1;
        return k;
    }
    *last = k;
    return bare && off && is_land(r, k) ? k : -1;
}

/** The words say how far a rule reaches, not where something lies. */
static bool is_limit(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 9; k--)
        if (has_class(r, k, W_ZONE) ||
            ((at(r, k)->token_flags & (GM_TOKEN_CAPITAL | GM_TOKEN_SENTENCE_START)) !=
                 GM_TOKEN_CAPITAL && /* no "Northern Limit Line" */
             gm_reading_one_of(
                 r, k,
                 "within inside keep stay remain limit limits zone waters exclusion ban "
                 "banned closer up extends extending fishing prohibited closed")))
            return true;
    return false;
}

static void list_waters(SentenceReading *sr, int measure, int land, int first, int last,
                        const char *subject)
{
    Reading *r = sr->r;
    GmStatement *s = gm_build_new(r, GM_ST_BUFFER, first, last);
    gm_build_anchors(r, s, GM_PART_OF, land);
    gm_build_measure(s, at(r, measure), GM_MEASURE_RADIUS, 0);
    gm_build_subject(s, subject, "waters");
    take(sr, first, last, TAKEN_MEASURE | TAKEN_PLACE | TAKEN_SILENT);
    gm_build_list(r, s);
}

/** "A 12-mile exclusion zone off the coast of X" */
static void read_zone(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    int last = 0, land = -1;
    if (z->args.measures->len != 1)
        return;
    int measure = g_array_index(z->args.measures, ArgMeasure, 0).chunk;
    for (int k = z->noun + 1; k < z->noun + 7 && land < 0; k++)
        land = coast_of(r, k, true, &last);
    if (land < 0)
        return;
    z->done = true;
    list_waters(sr, measure, land, z->first, MAX(last, measure), z->subject);
}

void gm_read_waters(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (guint i = 0; i < sr->zones->len; i++)
        if (!zone_at(sr, i)->done)
            read_zone(sr, zone_at(sr, i));
    for (int i = 0; i < n_chunks(r); i++) {
        if (!is_kind(r, i, C_MEASURE) || is_taken(sr, i, TAKEN_MEASURE) || !is_limit(r, i))
            continue;
        int k = i + 1, last = 0;
        k += gm_reading_one_of(r, k, "away wide offshore");
        int land = coast_of(r, k, g_str_equal(at(r, i)->measure.unit, "nmi"), &last);
        int first = i;
        while (gm_reading_one_of(r, first - 1, "a the of about some up to least at"))
            first--;
        first -= gm_reading_one_of(r, first - 1, "within inside");
        if (land >= 0)
            list_waters(sr, i, land, first, last, "waters");
    }
}
