/** Buffers: zones around a place ("a 30-km exclusion zone around the plant",
 *  "within 20 km of the town"), along the inside of an area, between places. */
#include "readers.h"

static void add_measures(const Reading *r, GmStatement *s, const Args *a, bool around)
{
    for (guint i = 0; i < a->measures->len; i++) {
        const ArgMeasure *m = &g_array_index(a->measures, ArgMeasure, i);
        const Chunk *c = at(r, m->chunk);
        GmMeasurePart part = c->has_part ? c->measure.part
                             : around    ? GM_MEASURE_RADIUS
                                         : GM_MEASURE_WIDTH;
        gm_build_measure(s, c, part, a->measures->len > 1 ? m->side : 0);
    }
}

/** The area that an earlier sentence placed: "inside the de-escalation area". */
static bool add_zone_as_area(SentenceReading *sr, GmStatement *s, guint index)
{
    Reading *r = sr->r;
    if (index + 1 >= sr->zones->len)
        return false;
    ZonePhrase *in = zone_at(sr, index + 1), *z = zone_at(sr, index);
    int k = in->first - 1;
    if (!gm_reading_one_of(r, k, "inside within in") || k > z->last + 8)
        return false;
    if (gm_reading_one_of(r, k, "inside within"))
        s->sides |= GM_SIDE_OF_INSIDE;
    Ref ref = {-1, -1, at(r, in->first)->start, at(r, in->noun)->end};
    if (has_class(r, in->first, W_DET) && in->first < in->noun)
        ref.start = at(r, in->first + 1)->start;
    int last = r->last_zone[GM_ST_AREA];
    if (last < 0)
        last = r->last_zone[GM_ST_BUFFER];
    if (last >= 0) {
        const GmStatement *area = g_ptr_array_index(r->list, (guint)last);
        const GmAnchor *in_area = gm_statement_anchor(area, GM_PART_IN, 0);
        in_area = in_area ? in_area : gm_statement_anchor(area, GM_PART_OF, 0);
        if (in_area)
            ref.antecedent = in_area->mention >= 0 ? in_area->mention : in_area->antecedent;
    }
    if (in->args.places->len > 0 && gm_phrase_find(&in->args, GM_PART_IN)) {
        gm_build_args(r, s, &in->args);
    } else if (in->name >= 0) {
        gm_build_anchors(r, s, GM_PART_IN, in->name);
    } else {
        gm_build_anchor_ref(r, s, GM_PART_IN, &ref);
    }
    s->end = MAX(s->end, at(r, in->last)->end);
    in->done = true;
    return true;
}

/** "within a 10 km zone of X": around it, not in it. */
static bool within_zone_of(const Reading *r, const ZonePhrase *z, const Arg *in)
{
    int k = in ? in->chunk - 1 : 0;
    while (k > z->noun + 1 && has_class(r, k, W_DET))
        k--;
    return in && k == z->noun + 1 && is_word(r, k, "of") && z->args.measures->len > 0 &&
           gm_reading_one_of(r, z->first - 1, "within inside");
}

static void read_zone(SentenceReading *sr, guint index)
{
    Reading *r = sr->r;
    ZonePhrase *z = zone_at(sr, index);
    const Arg *of = gm_phrase_find(&z->args, GM_PART_OF),
              *in = gm_phrase_find(&z->args, GM_PART_IN);
    const Arg *from = gm_phrase_find(&z->args, GM_PART_FROM);
    bool along = gm_phrase_find(&z->args, GM_PART_ALONG) != NULL;
    bool measure = z->args.measures->len > 0;
    if (along || z->corridor)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_BUFFER, z->first, z->last);
    bool in_zone = measure && add_zone_as_area(sr, s, index);
    if (!(of || from || (measure && (in || z->name >= 0)) || in_zone)) {
        gm_build_free(s);
        return;
    }
    gm_build_args(r, s, &z->args);
    if (z->name >= 0)
        gm_build_anchors(r, s, (in || of) && z->name != z->noun ? GM_PART_IN : GM_PART_OF, z->name);
    if (z->args.inside)
        s->sides |= GM_SIDE_OF_INSIDE;
    bool beside = (in && in->beside) || within_zone_of(r, z, in);
    add_measures(r, s, &z->args, of != NULL || beside);
    if (beside)
        for (guint i = 0; i < s->anchors->len; i++)
            g_array_index(s->anchors, GmAnchor, i).part = GM_PART_OF;
    gm_build_subject(s, z->subject, "zone");
    z->done = true;
    take(sr, z->first, z->last, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_PLACE);
    gm_build_list(r, s);
}

/** "A, which handles grain, and B": the second place behind the aside. */
static void add_more_places(const Reading *r, GmStatement *s, int i)
{
    if (!gm_reading_punct(r, i + 1, ',') || !gm_reading_one_of(r, i + 2, "which a an the where"))
        return;
    for (int k = i + 3; k < i + 12 && !has_class(r, k, W_STOP & ~W_DET); k++) {
        if (!gm_reading_punct(r, k, ','))
            continue;
        int next = k + 1 + is_word(r, k + 1, "and");
        next += has_class(r, next, W_DET);
        if (next == k + 1 || !is_kind(r, next, C_PLACE))
            return;
        gm_build_anchors(r, s, GM_PART_OF, next);
        s->end = at(r, next)->end;
        return;
    }
}

/* Do the words around the measure @i, whose phrase begins at @first, say that all within
 * so far is meant: "withdraw five kilometres from the port", "an area 2 km around X"? */
static bool says_within(const Reading *r, int first, int i)
{
    bool within = gm_reading_one_of(r, first, "within inside");
    int from = i + 1 + is_word(r, i + 1, "away");
    within = within ||
             (is_word(r, from, "from") && !is_word(r, i - 1, "to") && gm_phrase_is_limit(r, i));
    for (int k = i - 1; k > i - 9 && gm_reading_one_of(r, from, "from outside") && !within; k--)
        if (gm_reading_one_of(r, k,
                              "withdraw withdrew withdrawn withdrawing withdrawal pull pulled "
                              "pulling retreat retreated stay keep kept"))
            within = true;
    return within || gm_phrase_is_nearest(r, i) ||
           (gm_reading_one_of(r, i + 1, "around surrounding") &&
            has_class(r, i - 1, W_ZONE | W_AREA) &&
            !gm_reading_one_of(r, i - 1, "parts land lands countryside"));
}

/* Where the name stands that the radius @i is told of; -1 none. */
static int name_of_radius(const Reading *r, int i)
{
    int k = i + 1;
    if (gm_reading_one_of(r, k, "distance circle away"))
        k++;
    if (!gm_reading_one_of(r, k, "of from around surrounding outside") &&
        !gm_phrase_is_nearest(r, i))
        return -1;
    k++;
    for (int n = 0;
         n < 5 && is_kind(r, k, C_WORD) && !has_class(r, k, W_PREP & ~W_DET) &&
         !has_class(r, k, W_BE) && !(gm_reading_is_name(r, k) && gm_reading_is_name(r, k + 1));
         n++)
        k++;
    if (gm_reading_one_of(r, k, "of in at near")) /* "within 5 km of the centre of X" */
        k++;
    return k;
}

/** "within 20 km of X", "within a 30-km radius around X", "a radius of 5 km from X" */
static void read_radius(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    bool radius = c->has_part && c->measure.part == GM_MEASURE_RADIUS;
    if (c->has_part && !radius)
        return;
    int first = i;
    while (gm_reading_one_of(r, first - 1,
                             "a an the about some roughly approximately of radius up to "
                             "least at just circle") &&
           first > i - 6)
        first--;
    if (gm_reading_one_of(r, first - 1, "within inside in"))
        first--;
    if (!says_within(r, first, i) && !radius)
        return;
    int k = name_of_radius(r, i);
    if (k < 0)
        return;
    bool centre = is_kind(r, k, C_REGION) && at(r, k)->sides == GM_SIDE_OF_CENTRE;
    int name = k;
    while (gm_reading_is_name(r, name) && gm_reading_is_name(r, name + 1))
        name++;
    bool unknown = name > k; /* "within a mile of Nonconnah Creek" */
    if (!is_kind(r, k, C_PLACE) && !is_kind(r, k, C_NAME) && !centre && !unknown)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_BUFFER, first, name);
    if (unknown) {
        Ref ref = {-1, gm_reading_namesake(r, at(r, k)->start, at(r, name)->end), at(r, k)->start,
                   at(r, name)->end};
        gm_build_anchor_ref(r, s, GM_PART_OF, &ref);
    } else {
        gm_build_anchors(r, s, GM_PART_OF, k);
    }
    add_more_places(r, s, name);
    gm_build_measure(s, c, GM_MEASURE_RADIUS, 0);
    gm_build_subject(s, "surroundings", "zone");
    take(sr, first, k, TAKEN_MEASURE | TAKEN_PLACE | (centre ? TAKEN_SILENT : 0));
    gm_build_list(r, s);
}

void gm_read_buffer(SentenceReading *sr)
{
    for (guint i = 0; i < sr->zones->len; i++)
        if (!zone_at(sr, i)->done)
            read_zone(sr, i);
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_MEASURE) && !is_taken(sr, i, TAKEN_MEASURE))
            read_radius(sr, i);
}
