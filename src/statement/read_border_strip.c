/** Strips along a border: "a 30-km deep safe zone along the border", "within 10 km
 *  of the border", "between A and B to a depth of 32 km". */
#include "readers.h"

static int border_of(const Reading *r, const Args *a)
{
    for (guint i = 0; i < a->places->len; i++) {
        const Arg *arg = &g_array_index(a->places, Arg, i);
        bool end = arg->part == GM_PART_FROM || arg->part == GM_PART_TO;
        if (at(r, arg->chunk)->kind == C_BORDER && !end)
            return arg->chunk;
    }
    return -1;
}

static void add_measures(const Reading *r, GmStatement *s, const Args *a)
{
    for (guint i = 0; i < a->measures->len; i++) {
        const ArgMeasure *m = &g_array_index(a->measures, ArgMeasure, i);
        const Chunk *c = at(r, m->chunk);
        bool length = c->has_part && c->measure.part == GM_MEASURE_LENGTH;
        gm_build_measure(s, c, length ? GM_MEASURE_LENGTH : GM_MEASURE_DEPTH, 0);
    }
}

/** "outside the area of X": what the strip leaves out. */
static void add_outside(SentenceReading *sr, GmStatement *s, int before)
{
    Reading *r = sr->r;
    for (int k = 0; k < before; k++) {
        int t = k + 1;
        if (!is_word(r, k, "outside"))
            continue;
        while (t < k + 4 && (has_class(r, t, W_DET | W_AREA) || is_word(r, t, "of")))
            t++;
        if (!is_kind(r, t, C_PLACE) && !is_kind(r, t, C_REGION))
            continue;
        gm_build_anchors(r, s, GM_PART_EXCEPT, t);
        take(sr, k, t, TAKEN_PLACE | TAKEN_SILENT);
    }
}

/** "in the west and the east of X": on both sides of X, which no part of X is. */
static void leave_out_middle(GmStatement *s)
{
    const guint pairs[] = {GM_SIDE_E | GM_SIDE_W, GM_SIDE_N | GM_SIDE_S};
    bool both = false;
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
        both = both || (s->sides & pairs[i]) == pairs[i];
    for (guint i = 0; both && i < s->anchors->len; i++) {
        GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        if (a->part != GM_PART_IN)
            continue;
        a->part = GM_PART_EXCEPT;
        s->sides &= ~(pairs[0] | pairs[1]);
    }
}

static void list_strip(SentenceReading *sr, const Args *a, int first, int last, int name,
                       const char *subject, bool spoken)
{
    Reading *r = sr->r;
    GmStatement *s = gm_build_new(r, GM_ST_BORDER_STRIP, first, last);
    gm_build_args(r, s, a);
    if (name >= 0)
        gm_build_anchors(r, s, GM_PART_IN, name);
    for (guint i = 0; spoken && i < r->borders->len; i++) {
        Ref ref = g_array_index(r->borders, Ref, i);
        ref.antecedent = ref.mention;
        ref.mention = -1;
        gm_build_anchor_ref(r, s, GM_PART_ALONG, &ref);
    }
    add_measures(r, s, a);
    if (a->inside)
        s->sides |= GM_SIDE_OF_INSIDE;
    leave_out_middle(s);
    add_outside(sr, s, first);
    gm_build_subject(s, subject, "zone");
    take(sr, first, last, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_PLACE | TAKEN_SILENT);
    gm_build_list(r, s);
}

/** "a 1-km-wide strip on the Greek side": sets where the phrase ends. */
static bool is_on_one_side(const Reading *r, ZonePhrase *z)
{
    int k = MAX(z->noun, z->last) + 1;
    if (z->corridor || z->args.measures->len == 0 || z->args.places->len > 0 || z->name >= 0 ||
        r->borders->len == 0 || !is_word(r, k, "on") || !is_word(r, k + 1, "the") ||
        !is_kind(r, k + 2, C_DEMONYM) || !is_word(r, k + 3, "side"))
        return false;
    z->last = k + 3;
    return true;
}

static void read_zone(SentenceReading *sr, ZonePhrase *z)
{
    const Arg *from = gm_phrase_find(&z->args, GM_PART_FROM);
    bool depth = false;
    for (guint i = 0; i < z->args.measures->len; i++) {
        const ArgMeasure *m = &g_array_index(z->args.measures, ArgMeasure, i);
        const Chunk *c = at(sr->r, m->chunk);
        depth = depth || (c->has_part && c->measure.part == GM_MEASURE_DEPTH);
    }
    bool into = z->args.into && z->args.measures->len > 0;
    if (gm_reading_one_of(sr->r, z->noun, "enclave pocket haven"))
        return;
    /* "to a depth of 32 km inside Syria": along the border of a whole country */
    for (guint i = 0; i < z->args.places->len && depth && z->args.inside; i++) {
        const Arg *in = &g_array_index(z->args.places, Arg, i);
        const Chunk *c = at(sr->r, in->chunk);
        if (in->part == GM_PART_IN && c->n_refs == 1 &&
            gm_reading_place_kind(sr->r, reading_ref(sr->r, c->ref), GM_PLACE_AREA) ==
                GM_PLACE_COUNTRY)
            into = true;
    }
    if (is_on_one_side(sr->r, z)) { /* of the border that the text speaks of */
        z->done = true;
        Arg in = {GM_PART_IN, z->last - 1, false, false};
        g_array_append_val(z->args.places, in);
        list_strip(sr, &z->args, z->first, z->last, -1, z->subject, true);
        return;
    }
    if (z->corridor || (border_of(sr->r, &z->args) < 0 && !(from && depth) && !into))
        return;
    z->done = true;
    list_strip(sr, &z->args, z->first, z->last, z->name, z->subject, false);
}

/** "an area along the northern Syrian border" */
static void read_area_along(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    for (guint n = 0; n < sr->zones->len; n++) /* "a strip of land along" */
        if (i >= zone_at(sr, n)->first && i <= zone_at(sr, n)->last)
            return;
    if (!has_class(r, i, W_AREA) || gm_reading_one_of(r, i, "parts positions sites"))
        return;
    Args a;
    gm_phrase_args_init(&a);
    if (gm_reading_one_of(r, i + 1, "along adjacent bordering") &&
        gm_phrase_read_arg(r, i + 1, &a) > i + 1 && border_of(r, &a) >= 0) {
        int first = has_class(r, i - 1, W_DET) ? i - 1 : i;
        gm_phrase_collect(r, a.last + 1, gm_phrase_clause_end(r, a.last + 1), &a);
        list_strip(sr, &a, first, a.last, -1, "area", false);
    }
    gm_phrase_args_clear(&a);
}

/* Words before the measure @i in its clause: where it begins (*start), and whether they
 * say that something keeps within it. */
static bool keeps_within(const Reading *r, int i, int *start)
{
    bool within = false;
    *start = i;
    for (int k = i - 1; k >= 0; k--) {
        if (has_class(r, k, W_STOP | W_SAY) || gm_reading_punct(r, k, ';'))
            break;
        *start = k;
        if (k > i - 6 && gm_reading_one_of(r, k, "within inside depth"))
            within = true;
        if (k > i - 24 && (has_class(r, k, W_MOVE | W_PATROL) ||
                           gm_reading_one_of(r, k,
                                             "extend extends extending extended stretch "
                                             "stretches reach reaches")))
            within = true;
    }
    return within;
}

/* ", 30 km from the border", "flows 30 km from the border": so located, no strip;
 * *beside: behind the name of what lies there. */
static bool is_location(const Reading *r, int i, bool *beside)
{
    int comma = i - 1;
    while (has_class(r, comma, W_APPROX))
        comma--;
    bool lies = gm_reading_one_of(r, comma, "flows flow lies lie lay stands stand sits located") ||
                (gm_reading_one_of(r, comma, "runs run ran is") &&
                 gm_reading_one_of(r, comma - 1, "which that"));
    comma = gm_read_apposition(r, comma);
    *beside = (gm_reading_punct(r, comma, ',') || gm_reading_hyphen(r, comma)) &&
              (is_kind(r, comma - 1, C_PLACE) || is_kind(r, comma - 1, C_LINE) ||
               is_kind(r, comma - 1, C_REGION));
    return lies || *beside || gm_reading_punct(r, comma, ',') ||
           has_class(r, comma, W_SETTLE | W_CAMP | W_BASE);
}

/* What stands around the measure itself: "4 km inward from the border", "200 km long and
 * 60 km deep", "(A to B, 32 km deep)". The arguments from token @i on go to @a; whether the
 * border is told by the measure. */
static bool read_around(const Reading *r, int i, bool depth, int *first, Args *a)
{
    int behind = gm_phrase_read_arg(r, i, a);
    int inward = i + 3 + has_class(r, i + 3, W_DET);
    bool told = gm_reading_one_of(r, i + 1, "inward inwards inland") &&
                gm_reading_one_of(r, i + 2, "from of") && is_kind(r, inward, C_BORDER);
    if (told) {
        Arg along = {GM_PART_ALONG, inward, false, false};
        g_array_append_val(a->places, along);
        a->last = inward;
        behind = inward + 1;
    }
    int length = is_word(r, i - 1, "and") ? i - 2 : -1;
    if (depth && is_kind(r, length, C_MEASURE) && at(r, length)->has_part &&
        at(r, length)->measure.part == GM_MEASURE_LENGTH) {
        ArgMeasure m = {.chunk = length};
        g_array_prepend_val(a->measures, m);
        *first = length;
        *first -= has_class(r, *first - 1, W_AREA | W_ZONE);
        *first -= has_class(r, *first - 1, W_DET);
    }
    gm_phrase_collect(r, behind, gm_phrase_clause_end(r, behind), a);
    if (depth && gm_reading_punct(r, i - 1, ',') && is_kind(r, i - 2, C_PLACE) &&
        is_word(r, i - 3, "to") && is_kind(r, i - 4, C_PLACE) && gm_reading_punct(r, i - 5, '(')) {
        Arg ends[] = {{GM_PART_FROM, i - 4, false, false}, {GM_PART_TO, i - 2, false, false}};
        g_array_append_vals(a->places, ends, 2);
        *first = i - 4;
    }
    return told;
}

/* What is so deep may stand before it, from token @start on. */
static void read_before(const Reading *r, int i, int start, int *first, Args *a)
{
    Args before;
    gm_phrase_args_init(&before);
    for (int k = i - 1; k > start; k--)
        if ((is_kind(r, k, C_MEASURE) && at(r, k)->measure.part != GM_MEASURE_LENGTH) ||
            k == i - 24)
            start = k + 1;
    gm_phrase_collect(r, start, i, &before);
    if (before.places->len > 0) {
        g_array_prepend_vals(a->places, before.places->data, before.places->len);
        *first = MIN(*first, before.first);
        a->inside = a->inside || before.inside;
        for (guint k = before.measures->len; k-- > 0;)
            g_array_prepend_val(a->measures, g_array_index(before.measures, ArgMeasure, k));
    }
    gm_phrase_args_clear(&before);
}

/** Numbers with no zone noun: "within 10 km from the border", "withdraw 30 km
 *  from the border", "between A and B to a depth of 32 km", "10 km deep". */
static void read_measure(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    bool depth = c->has_part && c->measure.part == GM_MEASURE_DEPTH;
    int first = i, start;
    if (c->measure.metres_max < 20.0) /* a trench, a flood */
        return;
    bool into = is_word(r, i + 1, "into") || gm_reading_one_of(r, i + 1, "inside");
    if (into && gm_read_is_advance(r, i)) /* a thrust, no strip along the border */
        return;
    bool within = keeps_within(r, i, &start), beside = false;
    while (first > start && gm_reading_one_of(r, first - 1,
                                              "a the of depth to about some up at least "
                                              "within most than more inside extend"))
        first--;
    Args a;
    gm_phrase_args_init(&a);
    within |= read_around(r, i, depth, &first, &a);
    if (!depth && is_location(r, i, &beside))
        within = false;
    within = within || (!beside && gm_phrase_is_limit(r, i));
    if (depth || (into && within))
        read_before(r, i, start, &first, &a);
    bool border = border_of(r, &a) >= 0;
    bool range = gm_phrase_find(&a, GM_PART_FROM) != NULL;
    bool in = gm_phrase_find(&a, GM_PART_IN) != NULL;
    bool except = gm_phrase_find(&a, GM_PART_EXCEPT) != NULL;
    /* a depth with no border said: the border that the text has spoken of */
    bool spoken = depth && !border && !range && (in || except) && r->borders->len > 0;
    if (spoken || (border && (within || depth)) || (depth && range) || (into && within && in))
        list_strip(sr, &a, first, MAX(a.last, i), -1, "strip", spoken);
    gm_phrase_args_clear(&a);
}

/** The number belongs to a zone phrase that another kind will read. */
static bool is_zone_measure(const SentenceReading *sr, int i)
{
    for (guint n = 0; n < sr->zones->len; n++) {
        const ZonePhrase *z = zone_at(sr, n);
        bool placed = z->args.places->len > 0 || z->name >= 0;
        for (guint k = 0; placed && !z->done && k < z->args.measures->len; k++)
            if (g_array_index(z->args.measures, ArgMeasure, k).chunk == i)
                return true;
    }
    return false;
}

void gm_read_border_strip(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (guint i = 0; i < sr->zones->len; i++)
        if (!zone_at(sr, i)->done)
            read_zone(sr, zone_at(sr, i));
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_kind(r, i, C_MEASURE) && !is_taken(sr, i, TAKEN_MEASURE)) {
            if (!is_zone_measure(sr, i))
                read_measure(sr, i);
        } else if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE)) {
            read_area_along(sr, i);
        }
    }
}
