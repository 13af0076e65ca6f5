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
    if (is_kind(r, before, C_ROAD))
        return true;
    const Ref *ref = is_kind(r, before, C_PLACE) ? reading_ref(r, at(r, before)->ref) : NULL;
    int known = ref ? (ref->mention >= 0 ? ref->mention : ref->antecedent) : -1;
    return known >= 0 && gm_mention_at(r->m, (guint)known)->has_place;
}

/** Something happens there; no course of a road is told. */
static bool is_of_fighting(const Reading *r)
{
    for (int k = 0; k < n_chunks(r); k++)
        if (has_class(r, k, W_STRIKE | W_CHECK))
            return true;
    return gm_read_is_military(r, false);
}

/** "Trenbeh, west of Saraqib": a point beside a point. */
static void read_gloss(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *of = at(r, i), *place = at(r, i - 2);
    if (is_kind(r, i - 1, C_ROAD) && of->n_refs == 1 && !is_river(r, of) && is_of_fighting(r)) {
        GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, i, i); /* "hit the M4 north of X" */
        gm_build_anchors(r, s, GM_PART_OF, i);
        s->sides = of->sides;
        gm_build_subject(s, "part", NULL);
        gm_build_list(r, s);
        return;
    }
    if (!gm_reading_punct(r, i - 1, ',') || place->kind != C_PLACE || place->n_refs != 1 ||
        of->n_refs != 1 || place->possessive || !gm_read_is_spot(r, reading_ref(r, place->ref)) ||
        !gm_read_is_spot(r, reading_ref(r, of->ref)) || is_river(r, of))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_RELATIVE, i - 2, i);
    gm_build_anchors(r, s, GM_PART_AT, i - 2);
    gm_build_anchors(r, s, GM_PART_OF, i);
    s->sides = of->sides;
    gm_build_subject(s, "place", NULL);
    gm_build_list(r, s);
}

/** "X, a strategic town west of Y", "X lies south of Y", "A and B, both north of C": the
 *  chunk of what lies beside the place of @i, or -1; @unknown when only the text has it. */
static int located_beside(const Reading *r, int i, Ref *unknown)
{
    const Chunk *of = at(r, i);
    if (of->inside || !of->sides || of->n_refs != 1 || is_river(r, of) ||
        !gm_lexicon_sides(gm_text_token_fold(r->d, of->first)) ||
        !gm_read_is_spot(r, reading_ref(r, of->ref)))
        return -1;
    if (gm_reading_one_of(r, i - 1, "both all") && gm_reading_punct(r, i - 2, ',') &&
        is_kind(r, i - 3, C_PLACE) && at(r, i - 3)->n_refs > 1)
        return i - 3;
    int found = gm_read_located_before(r, i, unknown);
    if (unknown->end > 0 && unknown->end - unknown->start < 3) /* "Zone E, north of" */
        return -1;
    if (found >= 0 && unknown->end == 0 &&
        (!is_kind(r, found, C_PLACE) || !gm_read_is_spot(r, reading_ref(r, at(r, found)->ref))))
        return -1;
    return found;
}

static bool read_located(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    Ref unknown = {-1, -1, 0, 0};
    int found = located_beside(r, i, &unknown);
    if (found < 0)
        return false;
    GmStatement *s = gm_read_begin_relative(r, i, i, found, &unknown);
    gm_build_anchors(r, s, GM_PART_OF, i);
    s->sides = at(r, i)->sides;
    gm_build_subject(s, "place", NULL);
    gm_build_list(r, s);
    return true;
}

/** A line that divides land: a named road, a line of contact, a parallel. */
static bool is_divide(const Reading *r, int i)
{
    return is_kind(r, i, C_LINE) || (is_kind(r, i, C_ROAD) && gm_reading_names_road(r, i));
}

static void list_beside(SentenceReading *sr, int first, int line, guint sides)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, line);
    GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, first, line);
    gm_build_anchors(r, s, GM_PART_OF, line);
    if (c->end_refs >= 2)
        gm_build_ends(r, s, c);
    int in = line + 2 + has_class(r, line + 2, W_DET);
    if (c->graticule && is_word(r, line + 1, "in") && is_kind(r, in, C_PLACE)) {
        gm_build_anchors(r, s, GM_PART_IN, in);
        s->end = at(r, in)->end;
    } else if (c->graticule && is_kind(r, first - 1, C_PLACE)) { /* "Mali north of" */
        gm_build_anchors(r, s, GM_PART_IN, first - 1);
        s->start = at(r, first - 1)->start;
    }
    s->sides = sides;
    gm_build_subject(s, "part", NULL);
    take(sr, line, line, TAKEN_RANGE);
    gm_build_list(r, s);
}

/** "South of the M4, …", "the pocket south of the highway", "north of the 36th
 *  parallel": the land on that side of a line, where no strip or patrol has it. */
static void read_beside_line(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1 + has_class(r, i + 1, W_PARTOF);
    if (at(r, i)->adjective || !is_word(r, k, "of"))
        return;
    k += 1 + has_class(r, k + 1, W_DET);
    int before = is_word(r, i - 1, "the") ? i - 2 : i - 1;
    before -= is_word(r, before, "to");
    guint8 other = at(r, k)->graticule ? 0 : TAKEN_RANGE | TAKEN_PLACE;
    if (!is_divide(r, k) || is_taken(sr, i, TAKEN_MEASURE | other) || is_taken(sr, k, TAKEN_ROAD) ||
        is_kind(r, before, C_MEASURE) || (is_kind(r, before, C_PLACE) && !at(r, k)->graticule))
        return;
    list_beside(sr, i, k, at(r, i)->sides);
}

/** A place at @i, or a name that no gazetteer has: sets its last chunk; false for neither. */
static bool end_at(const Reading *r, int i, Ref *ref, int *last)
{
    *last = i;
    if (is_kind(r, i, C_PLACE)) {
        *ref = *reading_ref(r, at(r, i)->ref);
        return !at(r, i)->possessive;
    }
    if (!gm_reading_is_name(r, i))
        return false;
    while (gm_reading_is_name(r, *last + 1))
        ++*last;
    *ref = (Ref){-1, gm_reading_namesake(r, at(r, i)->start, at(r, *last)->end), at(r, i)->start,
                 at(r, *last)->end};
    return true;
}

/** The ends of "a line [running] from A in the west to B in the east", "the line between A
 *  and B", where the words of the line end before @i; the last chunk, or -1. */
static int ends_of_line(const Reading *r, int i, Ref ends[2])
{
    int k = i, last = 0;
    while (k < i + 4 && gm_reading_one_of(r, k,
                                          "running drawn stretching that which runs extending "
                                          "linking joining connecting"))
        k++;
    k += gm_reading_one_of(r, k, "from between");
    k += has_class(r, k, W_DET);
    if (k == i || !end_at(r, k, &ends[0], &last))
        return -1;
    if (is_kind(r, k, C_PLACE) && at(r, k)->n_refs == 2) {
        ends[1] = *reading_ref(r, at(r, k)->ref + 1);
        return k;
    }
    for (int n = last + 1; n < last + 7 && !has_class(r, n, W_STOP | W_BE); n++)
        if (gm_reading_one_of(r, n, "to and with")) {
            n += has_class(r, n + 1, W_DET);
            if (end_at(r, n + 1, &ends[1], &last))
                return last;
        }
    return -1;
}

/** "Everything south of a line from A to B": the land on that side of it. */
static void read_beside_ends(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    Ref ends[2];
    int k = i + 2 + has_class(r, i + 2, W_DET);
    k += gm_reading_one_of(r, k, "imaginary straight");
    if (!is_word(r, i + 1, "of") || is_kind(r, i - 1, C_MEASURE) ||
        !(gm_reading_one_of(r, k, "line axis") || (is_kind(r, k, C_LINE) && at(r, k)->back)))
        return;
    int last = ends_of_line(r, k + 1, ends);
    if (last < 0 || is_taken(sr, last, TAKEN_RANGE | TAKEN_PLACE))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, i, last);
    Ref line = {-1, -1, at(r, k)->start, at(r, k)->end};
    gm_build_anchor_ref(r, s, GM_PART_OF, &line);
    gm_build_anchor_ref(r, s, GM_PART_FROM, &ends[0]);
    gm_build_anchor_ref(r, s, GM_PART_TO, &ends[1]);
    s->sides = at(r, i)->sides;
    gm_build_subject(s, "part", NULL);
    take(sr, i, last, TAKEN_RANGE | TAKEN_PLACE | TAKEN_SILENT);
    gm_build_list(r, s);
}

/** Read early: what runs "from A" is the line. */
void gm_read_line_side(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_DIR))
            read_beside_ends(sr, i);
}

/** "flights below the 32nd parallel" */
static void read_beyond_parallel(SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    int k = i + 1 + has_class(r, i + 1, W_DET);
    if (!at(r, k)->graticule || !gm_reading_one_of(r, i, "below above"))
        return;
    list_beside(sr, i, k, is_word(r, i, "below") ? GM_SIDE_S : GM_SIDE_N);
}

/** "Hasakah countryside", "the countryside of Ain Issa": land and no town. */
static void read_countryside(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    if (c->kind != C_PLACE || c->n_refs != 1 || c->possessive || is_taken(sr, i, TAKEN_PLACE) ||
        is_taken(sr, i, TAKEN_RANGE | TAKEN_MEASURE | TAKEN_SILENT) ||
        !g_str_has_prefix(gm_text_token_fold(r->d, c->first + c->n - 1), "countryside"))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, i, i);
    gm_build_anchors(r, s, GM_PART_OF, i);
    gm_build_subject(s, "surroundings", NULL);
    gm_build_list(r, s);
}

void gm_read_region_part(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_DIR))
            read_beside_line(sr, i);
        else
            read_beyond_parallel(sr, i);
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if (c->kind == C_PLACE)
            read_countryside(sr, i);
        if (c->kind != C_REGION || is_taken(sr, i, TAKEN_SILENT))
            continue;
        if (is_gloss(r, i)) {
            read_gloss(sr, i);
            continue;
        }
        if (read_located(sr, i))
            continue;
        GmStatement *s = gm_build_new(r, GM_ST_REGION_PART, i, i);
        gm_build_anchors(r, s, c->inside ? GM_PART_IN : GM_PART_OF, i);
        s->sides = c->sides;
        gm_build_subject(s, c->sides ? "part" : "surroundings", NULL);
        gm_build_list(r, s);
    }
}
