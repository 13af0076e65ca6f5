/** Rings around what an earlier zone lies around: "those between 20 and 30 km", "people
 *  within 10 km", "and 8 km on the northern side"; and zones whose size is changed: "its
 *  width was raised from 2 km to 4 km". */
#include "readers.h"

static bool is_zone_kind(GmStatementKind k)
{
    return k == GM_ST_CORRIDOR || k == GM_ST_BORDER_STRIP || k == GM_ST_BUFFER;
}

/** The zone told of last, of the last @sentences; NULL without one. Its index in @index. */
static const GmStatement *zone_before(const Reading *r, guint sentences, bool round, int *index)
{
    for (guint i = r->list->len; i-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence + sentences < r->sentence)
            return NULL;
        *index = (int)i;
        if (round ? s->kind == GM_ST_BUFFER && gm_statement_anchor(s, GM_PART_OF, 0) &&
                        gm_statement_measure(s, GM_MEASURE_RADIUS)
                  : is_zone_kind(s->kind) && g_strcmp0(s->feature, "zone") == 0)
            return s;
    }
    return NULL;
}

/** The places of @old, by the words of chunk @first up to @last. */
static GmStatement *like(const Reading *r, const GmStatement *old, int first, int last)
{
    GmStatement *s = gm_build_new(r, old->kind, first, last);
    for (guint i = 0; i < old->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(old->anchors, GmAnchor, i);
        int known = a->mention >= 0 ? a->mention : a->antecedent;
        Ref ref = {-1, known, a->start, a->end};
        if (a->part != GM_PART_EXCEPT)
            gm_build_anchor_ref(r, s, a->part, &ref);
    }
    return s;
}

static void list_ring(SentenceReading *sr, const GmStatement *old, int first, int i, guint sides)
{
    GmStatement *s = like(sr->r, old, first, i);
    gm_build_measure(s, at(sr->r, i), GM_MEASURE_RADIUS, 0);
    s->sides = sides;
    gm_build_subject(s, old->subject, old->feature);
    take(sr, first, i, TAKEN_MEASURE);
    gm_build_list(sr->r, s);
}

/** Those whom an order is for, or the land it holds in, within a few words before @i. */
static int dwellers_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 5; k--) {
        if (gm_reading_one_of(r, k,
                              "those people residents anyone everyone inhabitants households "
                              "villages villagers families settlements homes houses schools ring "
                              "belt civilians population area areas localities communities "
                              "all"))
            return k;
        if (!gm_reading_one_of(r, k,
                               "living who live lived staying and but for in out from "
                               "located lying situated lie"))
            return -1;
    }
    return -1;
}

/** "Those [living] between 20 and 30 km", "people within 10 km" */
static void read_ring(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int before = i - 1;
    while (has_class(r, before, W_APPROX) || gm_reading_one_of(r, before, "a the"))
        before--;
    bool ring = gm_reading_one_of(r, before, "between from") &&
                at(r, i)->measure.max > at(r, i)->measure.value;
    bool within = gm_reading_one_of(r, before, "within");
    int who = ring || within ? dwellers_before(r, before) : -1, unused;
    int behind = i + 1 + gm_reading_one_of(r, i + 1, "away radius");
    bool elsewhere = gm_reading_one_of(r, behind, "of from around along inside into off in to") ||
                     is_kind(r, behind, C_DIR) || is_kind(r, behind, C_REGION);
    const Chunk *c = at(r, i);
    const GmStatement *old =
        who >= 0 && !elsewhere && (!c->has_part || c->measure.part == GM_MEASURE_RADIUS)
            ? zone_before(r, 2, true, &unused)
            : NULL;
    if (old)
        list_ring(sr, old, who, i, 0);
}

/** ", and eight kilometres on the northern side", of the ring of the same sentence */
static void read_other_side(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int unused, k = i + 1;
    k += gm_reading_one_of(r, k, "on to in towards toward");
    k += has_class(r, k, W_DET);
    bool joined = has_class(r, i - 1, W_AND) || gm_reading_punct(r, i - 1, ',') ||
                  gm_reading_punct(r, i - 1, ';');
    bool flank = gm_reading_one_of(r, k + 1, "side flank flanks slope slopes sides sector");
    if (k < i + 2 || !joined || !is_kind(r, k, C_DIR) || !flank || at(r, i)->has_part)
        return;
    const GmStatement *old = zone_before(r, 0, true, &unused);
    if (old && old->sentence == r->sentence)
        list_ring(sr, old, i, i, at(r, k)->sides);
}

/** "its width", "the radius", "the zone" at @i: which measure a change is of. */
static bool is_sized_thing(const Reading *r, int i, GmMeasurePart *part, bool *any)
{
    static const struct {
        const char *words;
        GmMeasurePart part;
    } nouns[] = {{"width breadth", GM_MEASURE_WIDTH},
                 {"depth", GM_MEASURE_DEPTH},
                 {"radius", GM_MEASURE_RADIUS},
                 {"length", GM_MEASURE_LENGTH}};
    for (gsize n = 0; n < G_N_ELEMENTS(nouns); n++)
        if (gm_reading_one_of(r, i, nouns[n].words)) {
            *part = nouns[n].part;
            *any = false;
            return gm_reading_one_of(r, i - 1, "its the whose");
        }
    *any = true;
    return is_word(r, i - 1, "the") &&
           gm_reading_one_of(r, i, "zone strip belt corridor perimeter ring cordon buffer");
}

/** Over "was later widened [from 2] to": the measure's chunk, or -1. */
static int changed_to(const Reading *r, int i)
{
    bool changed = false;
    for (int k = i; k < i + 10; k++) {
        if (is_kind(r, k, C_MEASURE))
            return changed && gm_reading_one_of(r, k - 1, "to from") ? k : -1;
        bool verb = gm_reading_one_of(r, k,
                                      "raised widened extended expanded enlarged increased doubled "
                                      "tripled narrowed reduced cut shrunk lowered grew grown "
                                      "shrank broadened deepened");
        changed = changed || verb;
        if (!verb && !is_kind(r, k, C_NUMBER) && !has_class(r, k, W_BE) &&
            !gm_reading_one_of(r, k,
                               "has have had been being later then since to from will would be "
                               "again further subsequently"))
            return -1;
    }
    return -1;
}

/** "Its width was raised from 2 km to 4 km": the zone told before, at its new size. */
static void read_change(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    GmMeasurePart part = GM_MEASURE_WIDTH;
    bool any = false;
    int meant = -1, k = is_sized_thing(r, i, &part, &any) ? changed_to(r, i + 1) : -1;
    const GmStatement *old =
        k > 0 && !is_taken(sr, k, TAKEN_MEASURE) ? zone_before(r, 3, false, &meant) : NULL;
    if (!old)
        return;
    if (is_word(r, k + 1, "to") && is_kind(r, k + 2, C_MEASURE))
        k += 2;
    if (any)
        part = old->measures->len          ? g_array_index(old->measures, GmMeasure, 0).part
               : old->kind == GM_ST_BUFFER ? GM_MEASURE_RADIUS
                                           : GM_MEASURE_WIDTH;
    GmStatement *s = like(r, old, i - 1, k);
    gm_build_measure(s, at(r, k), part, 0);
    GmMeasure *size = &g_array_index(s->measures, GmMeasure, 0);
    size->value = size->max; /* "from 2 to 4 km": what it is now */
    size->metres = size->metres_max;
    s->sides = old->sides;
    s->total_width = part == GM_MEASURE_WIDTH;
    gm_build_subject(s, old->subject, "zone");
    take(sr, i - 1, k, TAKEN_MEASURE);
    for (guint z = 0; z < sr->zones->len; z++)
        if (zone_at(sr, z)->noun == i)
            zone_at(sr, z)->done = true;
    gm_build_list(r, s);
}

/** Before the zone is read as one told of again. */
void gm_read_resized(SentenceReading *sr)
{
    for (int i = 1; sr->r->list->len > 0 && i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_WORD))
            read_change(sr, i);
}

/** Last: rings of zones that the same sentence may tell of. */
void gm_read_ring(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++) {
        if (!is_kind(sr->r, i, C_MEASURE) || is_taken(sr, i, TAKEN_MEASURE))
            continue;
        read_ring(sr, i);
        read_other_side(sr, i);
    }
}
