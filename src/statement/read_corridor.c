/** Corridors: strips along a road, a river or a line of contact; and whatever
 *  the text calls a corridor between places. */
#include "readers.h"

#include <string.h>

static ChunkKind line_of(const Reading *r, const Args *a)
{
    for (guint i = 0; i < a->places->len; i++) {
        const Arg *arg = &g_array_index(a->places, Arg, i);
        if (arg->part == GM_PART_ALONG)
            return at(r, arg->chunk)->kind;
    }
    return C_END;
}

static int n_winds(guint sides)
{
    int n = 0;
    for (guint bit = GM_SIDE_N; bit <= GM_SIDE_NW; bit <<= 1)
        n += (sides & bit) != 0;
    return n;
}

static void add_measures(const Reading *r, GmStatement *s, const Args *a)
{
    for (guint i = 0; i < a->measures->len; i++) {
        const ArgMeasure *m = &g_array_index(a->measures, ArgMeasure, i);
        const Chunk *c = at(r, m->chunk);
        if (c->has_part && c->measure.part == GM_MEASURE_LENGTH) {
            gm_build_measure(s, c, GM_MEASURE_LENGTH, 0);
            continue;
        }
        if (m->each && n_winds(m->side) == 2) { /* "6 km north and south": to each of them */
            for (guint bit = GM_SIDE_N; bit <= GM_SIDE_NW; bit <<= 1)
                if (m->side & bit)
                    gm_build_measure(s, c, GM_MEASURE_DEPTH, bit);
            continue;
        }
        bool depth = m->each || a->each || m->from || n_winds(m->side) == 1 ||
                     (c->has_part && c->measure.part == GM_MEASURE_DEPTH);
        /* one side named and no other: the strip lies there whole */
        depth = depth || (n_winds(s->sides) == 1 && !(s->sides & GM_SIDE_OF_BOTH));
        gm_build_measure(s, c, depth ? GM_MEASURE_DEPTH : GM_MEASURE_WIDTH,
                         n_winds(m->side) == 1 ? m->side : 0);
        if (depth)
            continue;
        s->total_width = true;
        bool two = n_winds(s->sides) >= 2 || (s->sides & GM_SIDE_OF_BOTH);
        if (two && !c->has_part) {
            s->ambiguous_width = true;
            gm_build_note(s,
                          "%g %s read as the whole width; the text also allows %g %s on each side",
                          c->measure.value, c->measure.unit, c->measure.value, c->measure.unit);
        }
    }
}

/** Beside a parallel lies land, no strip. */
static bool is_beside_graticule(const Reading *r, const Args *a)
{
    const Arg *along = gm_phrase_find(a, GM_PART_ALONG);
    return along && at(r, along->chunk)->graticule && a->measures->len == 0;
}

/** A heading that asks: "What the Philadelphi corridor is". */
static bool is_question(const Reading *r)
{
    return gm_reading_one_of(r, 0, "what why how who") &&
           !gm_reading_punct(r, n_chunks(r) - 1, '.');
}

static bool is_corridor(const Reading *r, const ZonePhrase *z)
{
    ChunkKind line = line_of(r, &z->args);
    if (is_beside_graticule(r, &z->args))
        return false;
    if (gm_reading_one_of(r, z->noun, "enclave pocket haven"))
        return false;
    if (is_question(r) && z->args.measures->len == 0)
        return false;
    if (z->corridor)
        return line != C_END || z->name >= 0 || z->unknown >= 0 ||
               gm_phrase_find(&z->args, GM_PART_FROM) ||
               (gm_phrase_find(&z->args, GM_PART_IN) && !z->bare);
    return line == C_ROAD || line == C_LINE || line == C_PLACE || line == C_REGION;
}

/** A generic "line of contact" is a place only together with a measure or one. */
static bool is_placed(const GmStatement *s)
{
    return gm_build_has_place(s) || gm_statement_anchor(s, GM_PART_OF, 0) ||
           gm_statement_anchor(s, GM_PART_TO, 0) ||
           (s->measures->len > 0 && gm_statement_anchor(s, GM_PART_ALONG, 0));
}

static void read_zone(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    if (!is_corridor(r, z))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_CORRIDOR, z->first, z->last);
    gm_build_args(r, s, &z->args);
    if (z->name >= 0 && line_of(r, &z->args) == C_END)
        gm_build_anchors(r, s, GM_PART_OF, z->name);
    else if (z->name >= 0)
        gm_build_anchors(r, s, at(r, z->name)->possessive ? GM_PART_IN : GM_PART_OF, z->name);
    if (z->unknown >= 0) {
        const Chunk *c = at(r, z->unknown);
        Ref ref = {-1, gm_reading_namesake(r, c->start, c->end), c->start, c->end};
        gm_build_anchor_ref(r, s, GM_PART_OF, &ref);
    }
    add_measures(r, s, &z->args);
    gm_build_subject(s, z->subject, "zone");
    if (!is_placed(s)) {
        gm_build_free(s);
        return;
    }
    z->done = true;
    take(sr, z->first, z->last, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_ROAD);
    for (int i = z->first; i <= z->last; i++)
        if (line_of(r, &z->args) == C_REGION && is_kind(r, i, C_REGION))
            take(sr, i, i, TAKEN_SILENT);
    gm_build_list(r, s);
}

/** "Corridors: from A to B and from C to D", "routes, among them A – B, C – D": one
 *  for each pair behind the plural. */
static void read_list(SentenceReading *sr, const ZonePhrase *z)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, z->noun, "corridors") || gm_phrase_find(&z->args, GM_PART_ALONG))
        return;
    for (int i = z->noun + 1; i < n_chunks(r) && !has_class(r, i, W_STOP); i++) {
        Args a;
        gm_phrase_args_init(&a);
        a.lands = true;
        bool pair = is_kind(r, i, C_PLACE) && at(r, i)->pair && !is_taken(sr, i, TAKEN_RANGE);
        if (pair) {
            Arg ends = {GM_PART_FROM, i, false, false};
            g_array_append_val(a.places, ends);
            a.last = i;
        } else if (gm_reading_one_of(r, i, "from between") && !is_taken(sr, i, TAKEN_RANGE)) {
            gm_phrase_read_arg(r, i, &a);
        }
        if (gm_phrase_find(&a, GM_PART_FROM)) {
            GmStatement *s = gm_build_new(r, GM_ST_CORRIDOR, i, a.last);
            gm_build_args(r, s, &a);
            gm_build_subject(s, z->subject, "zone");
            take(sr, i, a.last, TAKEN_RANGE | TAKEN_ROAD | TAKEN_PLACE);
            gm_build_list(r, s);
        }
        gm_phrase_args_clear(&a);
    }
}

/** "15 km from the line of contact", "within 5 km of the M4", "2 km on each
 *  side of the Demarcation Line", with no zone noun. */
static void read_measure_from_line(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    Args a;
    gm_phrase_args_init(&a);
    int behind = gm_phrase_read_arg(r, i, &a);
    ChunkKind line = line_of(r, &a);
    int comma = i - 1;
    while (has_class(r, comma, W_APPROX))
        comma--;
    bool aside = gm_reading_punct(r, comma, ','); /* "X, 30 km from the line": a place */
    const ArgMeasure *m = a.measures->len ? &g_array_index(a.measures, ArgMeasure, 0) : NULL;
    bool sided = m && (m->each || (a.sides & GM_SIDE_OF_BOTH));
    bool strip = sided || (m && gm_phrase_is_limit(r, i));
    strip = strip || (is_word(r, i + 1, "behind") && gm_phrase_weapon_of(r, i) >= 0);
    int first = i;
    for (int k = i - 1; sided && line == C_END && k > i - 8; k--) {
        /* "from the line of contact at least 15 km on each side" */
        if (!is_kind(r, k, C_LINE) && !is_kind(r, k, C_ROAD))
            continue;
        Arg along = {GM_PART_ALONG, k, false, false};
        g_array_append_val(a.places, along);
        line = at(r, k)->kind;
        first = k;
    }
    for (int k = i - 1; k >= 0 && k > i - 12; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            break;
        if (is_word(r, k, "within") || (!aside && has_class(r, k, W_MOVE))) {
            strip = true;
            first = k;
        }
    }
    const Arg *along = gm_phrase_find(&a, GM_PART_ALONG);
    bool river = along && is_river(r, at(r, along->chunk));
    if (strip && (line == C_LINE || line == C_ROAD || river) && !is_kind(r, i - 1, C_DIR)) {
        GmStatement *s = gm_build_new(r, GM_ST_CORRIDOR, first, behind - 1);
        gm_phrase_collect(r, behind, MIN(behind + 10, gm_phrase_clause_end(r, behind)), &a);
        s->end = at(r, a.last)->end;
        gm_build_args(r, s, &a);
        gm_build_measure(s, at(r, i), GM_MEASURE_DEPTH, 0);
        bool weapons = false;
        for (int k = first; k < i; k++)
            weapons = weapons || gm_reading_one_of(r, k, "weapons artillery tanks weaponry arms");
        weapons = weapons || gm_phrase_weapon_of(r, i) >= 0;
        gm_build_subject(s, weapons ? "weapons withdrawal" : "strip", "zone");
        take(sr, first, a.last, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_ROAD);
        gm_build_list(r, s);
    }
    gm_phrase_args_clear(&a);
}

/** "will patrol the north of the M4 while Russia will patrol the south": one
 *  side each, of no stated width. */
static void read_side(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1;
    while (k < i + 4 && (has_class(r, k, W_DET | W_AREA) || is_word(r, k, "to")))
        k++;
    if (!is_kind(r, k, C_DIR) || at(r, k)->adjective != (has_class(r, k + 1, W_PARTOF) != 0))
        return;
    int dir = k++;
    while (has_class(r, k, W_PARTOF))
        k++;
    int line = is_word(r, k, "of") ? k + 1 : -1;
    if (line > 0 && has_class(r, line, W_DET))
        line++;
    bool last = !is_word(r, k, "of") && r->roads->len > 0 && is_taken(sr, 0, TAKEN_SIDE);
    if (!(line > 0 && is_kind(r, line, C_ROAD)) && !last)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_CORRIDOR, i, last ? dir : line);
    if (last) {
        Ref ref = g_array_index(r->roads, Ref, r->roads->len - 1);
        ref.antecedent = ref.mention >= 0 ? ref.mention : ref.antecedent;
        ref.mention = -1;
        gm_build_anchor_ref(r, s, GM_PART_ALONG, &ref);
    } else {
        gm_build_anchors(r, s, GM_PART_ALONG, line);
        take(sr, line, line, TAKEN_ROAD);
    }
    s->sides = at(r, dir)->sides;
    gm_build_subject(s, "patrols", "patrol");
    take(sr, 0, 0, TAKEN_SIDE);
    gm_build_list(r, s);
}

void gm_read_corridor(SentenceReading *sr)
{
    for (guint i = 0; i < sr->zones->len; i++)
        if (!zone_at(sr, i)->done)
            read_zone(sr, zone_at(sr, i));
    for (guint i = 0; i < sr->zones->len; i++)
        read_list(sr, zone_at(sr, i));
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_MEASURE) && !is_taken(sr, i, TAKEN_MEASURE))
            read_measure_from_line(sr, i);
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (has_class(sr->r, i, W_PATROL))
            read_side(sr, i);
}
