/** Parts of regions: "northern Hama countryside", "south and east of Aleppo",
 *  "the area surrounding Aleppo", "eastern Euphrates". */
#include "readers.h"

/** "Trenbeh, west of Saraqib", "the M5 north of Hama": tells where something
 *  else lies, and means no area of its own. */
static bool is_gloss(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->inside || !gm_lexicon_sides(gm_text_token_fold(r->d, c->first)))
        return false;
    int before = gm_reading_punct(r, i - 1, ',') ? i - 2 : i - 1;
    return is_kind(r, before, C_PLACE) || is_kind(r, before, C_ROAD);
}

void gm_read_region_part(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if (c->kind != C_REGION || is_taken(sr, i, TAKEN_SILENT) || is_gloss(r, i))
            continue;
        GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, i, i);
        gm_build_anchors(r, s, c->inside ? GM_PART_IN : GM_PART_OF, i);
        s->sides = c->sides;
        gm_build_subject(s, c->sides ? "part" : "surroundings", NULL);
        gm_build_list(r, s);
    }
}
