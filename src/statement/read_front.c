/** Lines of contact that are drawn or kept, where only the land is said: "froze the line of
 *  contact in X", "along the ceasefire line in the Y region". */
#include "readers.h"

/** What is done about the line at @i itself; no "near the line", "across the line". */
static bool is_kept(const Reading *r, int i)
{
    int k = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
    return gm_reading_one_of(r, k,
                             "froze freeze freezes freezing fixed fixes marks marked mark marking "
                             "drew draws redrew stabilised stabilized along monitor monitors "
                             "monitoring patrol patrols respect respects");
}

void gm_read_front(SentenceReading *sr)
{
    enum { OTHERS = TAKEN_RANGE | TAKEN_ROAD | TAKEN_MEASURE | TAKEN_PLACE };
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if (c->kind != C_LINE || c->graticule || c->back || c->n_refs == 0 ||
            is_taken(sr, i, OTHERS) || !is_kept(r, i) ||
            !gm_reading_one_of(r, i + 1, "in inside across through"))
            continue;
        int k = i + 2 + has_class(r, i + 2, W_DET);
        bool region = is_kind(r, k, C_REGION) && at(r, k)->inside;
        if ((!region && !is_kind(r, k, C_PLACE)) || at(r, k)->possessive || is_taken(sr, k, OTHERS))
            continue;
        GmStatement *s = gm_build_new(r, GM_ST_LINE, i, k);
        gm_build_anchors(r, s, GM_PART_ALONG, i);
        gm_build_anchors(r, s, GM_PART_IN, k);
        gm_build_subject(s, "line", NULL);
        take(sr, i, k, TAKEN_PLACE | TAKEN_SILENT);
        gm_build_list(r, s);
        i = k;
    }
}
