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

/** "South of the M4, …", "the pocket south of the highway": the land on that side
 *  of a road, where no strip or patrol has it. */
static void read_beside_road(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1 + has_class(r, i + 1, W_PARTOF);
    if (at(r, i)->adjective || !is_word(r, k, "of"))
        return;
    k += 1 + has_class(r, k + 1, W_DET);
    int before = is_word(r, i - 1, "the") ? i - 2 : i - 1;
    before -= is_word(r, before, "to");
    if (!is_kind(r, k, C_ROAD) || !gm_reading_names_road(r, k) ||
        is_taken(sr, i, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_PLACE) || is_taken(sr, k, TAKEN_ROAD) ||
        is_kind(r, before, C_MEASURE) || is_kind(r, before, C_PLACE))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, i, k);
    gm_build_anchors(r, s, GM_PART_OF, k);
    s->sides = at(r, i)->sides;
    gm_build_subject(s, "part", NULL);
    gm_build_list(r, s);
}

void gm_read_region_part(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_DIR))
            read_beside_road(sr, i);
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
