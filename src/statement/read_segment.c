/** Segments: the run of a road between end points, patrolled, closed or just
 *  named: "patrols from A to B", "the M4 between A and B", "towards X". */
#include "readers.h"

#include "quantity.h"

/** The road that the sentence is about: in it, else the one last named. */
static int road_in_sentence(const Reading *r, int near)
{
    int best = -1;
    for (int i = 0; i < n_chunks(r); i++)
        if (at(r, i)->kind == C_ROAD && (best < 0 || ABS(i - near) < ABS(best - near)))
            best = i;
    return best;
}

static bool is_patrol(const Reading *r, int range)
{
    for (int i = 0; i < n_chunks(r); i++)
        if (has_class(r, i, W_PATROL) && ABS(i - range) < 30 &&
            (!(at(r, i)->token_flags & GM_TOKEN_CAPITAL) ||
             (at(r, i)->token_flags & GM_TOKEN_SENTENCE_START)))
            return true;
    /* "They will run from A to B", of the patrols in the sentence before */
    const GmStatement *last = r->list->len ? g_ptr_array_index(r->list, r->list->len - 1) : NULL;
    if (last && last->sentence + 1 == r->sentence && g_strcmp0(last->feature, "patrol") == 0)
        return gm_reading_one_of(r, 0, "they it these both") ||
               (has_class(r, 0, W_DET) && gm_reading_one_of(r, 1, "vehicles convoy column"));
    return false;
}

/** A piece of a road ("section of the M4"), or a named road, close before @i. */
static bool speaks_of_road(const Reading *r, int i, int *first)
{
    for (int k = i - 1; k >= 0 && k > i - 12; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            return false;
        if (is_kind(r, k, C_ROAD)) {
            *first = k;
            for (int p = k - 1; p > k - 7; p--)
                if (has_class(r, p, W_PIECE)) {
                    *first = has_class(r, p - 1, W_DET) ? p - 1 : p;
                    break;
                }
            return true;
        }
    }
    return false;
}

/** Roads described by what they connect are lines, not runs of a line. */
static bool describes_line(const Reading *r, int road, int range)
{
    for (int k = road + 1; k < range; k++)
        if (gm_reading_one_of(r, k,
                              "connects links joins connecting linking joining runs running "
                              "stretches stretching leads leading connected extending "
                              "extends"))
            return true;
    return !gm_reading_names_road(r, road);
}

static void add_road(const Reading *r, GmStatement *s, int road)
{
    if (road >= 0) {
        gm_build_anchors(r, s, GM_PART_ALONG, road);
        return;
    }
    if (r->roads->len == 0)
        return;
    /* named in an earlier sentence: the anchor stands there */
    Ref ref = g_array_index(r->roads, Ref, r->roads->len - 1);
    if (ref.mention >= 0)
        ref.antecedent = ref.mention;
    ref.mention = -1;
    gm_build_anchor_ref(r, s, GM_PART_ALONG, &ref);
}

static void list_segment(SentenceReading *sr, int first, int last, int road, const Args *a,
                         bool patrol)
{
    Reading *r = sr->r;
    GmStatement *s = gm_build_new(r, GM_ST_SEGMENT, first, last);
    gm_build_args(r, s, a);
    if (!gm_statement_anchor(s, GM_PART_ALONG, 0))
        add_road(r, s, road);
    for (guint i = 0; i < a->measures->len; i++) {
        int m = g_array_index(a->measures, ArgMeasure, i).chunk;
        gm_build_measure(s, at(r, m), GM_MEASURE_LENGTH, 0);
        take(sr, m, m, TAKEN_MEASURE);
    }
    int far = 0;
    const char *action = road >= 0 ? gm_read_road_action(r, road, &far) : NULL;
    gm_build_subject(s, patrol ? "patrols" : "section", patrol ? "patrol" : action);
    take(sr, first, last, TAKEN_RANGE | TAKEN_ROAD);
    if (road >= 0)
        take(sr, road, road, TAKEN_ROAD);
    gm_build_list(r, s);
}

/** First chunk of the quote: the patrol's own words before the range. */
static int patrol_start(const Reading *r, int range)
{
    for (int k = range - 1; k >= 0 && k > range - 18; k--) {
        if (!has_class(r, k, W_PATROL))
            continue;
        int first = k;
        while (gm_reading_one_of(r, first - 1,
                                 "joint russian turkish first new regular military "
                                 "the independent night"))
            first--;
        return first;
    }
    return range;
}

/** "Between Israel and Syria": nobody patrols from one land to another. */
static bool joins_lands(const Reading *r, const Arg *end)
{
    const Chunk *c = end ? at(r, end->chunk) : NULL;
    return c && c->n_refs > 0 && c->kind != C_BORDER &&
           gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_AREA) == GM_PLACE_COUNTRY;
}

/* "along the Euphrates from A to B": the river before the range @i, or -1. */
static int river_before(const Reading *r, int i)
{
    int river = i - 1;
    return is_river(r, at(r, river)) &&
                   gm_reading_one_of(r, has_class(r, river - 1, W_DET) ? river - 2 : river - 1,
                                     "along down up on follows following follow")
               ? river
               : -1;
}

/* The road of a range: named before it, or "from A to B the M4 is shut"; -1 none.
 * *named: the words speak of a road, named or not. */
static int road_of_range(const Reading *r, int i, const Args *a, int *first, bool *named)
{
    *named = speaks_of_road(r, i, first);
    for (int k = i - 1; *named && k >= 0; k--)
        if (is_kind(r, k, C_ROAD))
            return k;
    const Arg *to = gm_phrase_find(a, GM_PART_TO), *from = gm_phrase_find(a, GM_PART_FROM);
    int ahead = a->last + 1 + gm_reading_punct(r, a->last + 1, ',');
    ahead += has_class(r, ahead, W_DET);
    int verb = ahead;
    if (!from || (!to && at(r, from->chunk)->n_refs != 2) || *named ||
        !gm_reading_names_road(r, ahead) || !gm_read_road_action(r, ahead, &verb) || verb <= ahead)
        return -1;
    *named = true;
    return ahead;
}

static void add_measure(Args *a, int chunk)
{
    ArgMeasure m = {.chunk = chunk};
    g_array_append_val(a->measures, m);
}

/* How long the run is, before it and behind it, and its road behind it. */
static void read_lengths(const SentenceReading *sr, int i, int road, int *first, Args *a)
{
    const Reading *r = sr->r;
    int before = is_kind(r, i - 1, C_MEASURE) ? i - 1
                 : gm_reading_one_of(r, i - 1, "stretch section") && is_kind(r, i - 2, C_MEASURE)
                     ? i - 2
                     : -1;
    if (before >= 0) {
        add_measure(a, before);
        *first = MIN(*first, before);
    }
    /* "20 miles of westbound Interstate 40 … between A and B" */
    int of = road - 1;
    while (
        road > 0 && of > road - 4 &&
        (has_class(r, of, W_DET) || is_kind(r, of, C_DIR) ||
         gm_reading_one_of(r, of, "main same strategic westbound eastbound northbound southbound")))
        of--;
    if (road > 0 && is_word(r, of, "of") && is_kind(r, of - 1, C_MEASURE) &&
        !is_taken(sr, of - 1, TAKEN_MEASURE)) {
        add_measure(a, of - 1);
        *first = MIN(*first, of - 1);
    }
    /* "between A and B on the M4": the road behind the range */
    int behind = a->last + 1;
    if (gm_reading_one_of(r, behind, "on along of via"))
        gm_phrase_read_arg(r, behind, a);
    if (gm_reading_one_of(r, behind, "for over") && is_kind(r, behind + 1, C_MEASURE)) {
        add_measure(a, behind + 1);
        a->last = behind + 1;
    }
}

static void read_range(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    Args a;
    gm_phrase_args_init(&a);
    a.lands = true;
    int first = i;
    bool pair = is_kind(r, i, C_PLACE) && at(r, i)->pair;
    bool toward = gm_reading_one_of(r, i, "towards toward") && is_kind(r, i + 1, C_PLACE);
    if (gm_reading_one_of(r, i, "from between") && gm_phrase_read_arg(r, i, &a) > i) {
        /* FROM and TO are in */
    } else if (pair || toward) {
        Arg arg = {pair ? GM_PART_FROM : GM_PART_TO, pair ? i : i + 1, false, false};
        g_array_append_val(a.places, arg);
        a.first = i;
        a.last = pair ? i : i + 1;
    }
    const Arg *to = gm_phrase_find(&a, GM_PART_TO), *from = gm_phrase_find(&a, GM_PART_FROM);
    bool patrol = is_patrol(r, i) && !has_class(r, i - 1, W_AREA) &&
                  !(joins_lands(r, from) || joins_lands(r, to));
    bool named;
    int road = road_of_range(r, i, &a, &first, &named), river = river_before(r, i);
    if (river >= 0) {
        road = first = river;
        named = true;
    }
    if ((to || from) && (patrol || named) &&
        !(road >= 0 && river < 0 && describes_line(r, road, i))) {
        if (road < 0)
            road = road_in_sentence(r, i);
        if (patrol)
            first = MIN(first, patrol_start(r, i));
        read_lengths(sr, i, road, &first, &a);
        list_segment(sr, first, a.last, road, &a, patrol);
    }
    gm_phrase_args_clear(&a);
}

/** "the A–B section of the M4", "the section between A and B" (road named before). */
static void read_piece(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    /* "camps stretch from": a verb */
    if (!(has_class(r, i - 1, W_DET) || is_kind(r, i - 1, C_MEASURE) ||
          is_kind(r, i - 1, C_PLACE) || is_kind(r, i - 1, C_DIR) || is_kind(r, i - 1, C_ROAD) ||
          gm_reading_hyphen(r, i - 1) || is_word(r, i + 1, "of") ||
          gm_reading_one_of(r, i - 1,
                            "first last next long short whole main final remaining new "
                            "western eastern northern southern")))
        return;
    Args a;
    gm_phrase_args_init(&a);
    int k = i + 1, first = i;
    if (is_kind(r, i - 1, C_PLACE) && at(r, i - 1)->pair) {
        Arg arg = {GM_PART_FROM, i - 1, false, false};
        g_array_append_val(a.places, arg);
        a.last = i;
        first = i - 1;
    }
    while (is_word(r, first - 1, "the") || is_kind(r, first - 1, C_MEASURE))
        first--;
    if (is_word(r, k, "of") &&
        (is_linear(r, k + 1) || is_linear(r, k + 2) || is_linear(r, k + 3))) {
        Arg along = {GM_PART_ALONG, 0, false, false};
        for (along.chunk = k + 1; !is_linear(r, along.chunk); along.chunk++)
            ;
        if (is_kind(r, along.chunk, C_ROAD) || is_river(r, at(r, along.chunk)))
            g_array_append_val(a.places, along);
        k = along.chunk + 1;
        a.last = MAX(a.last, along.chunk);
    }
    k += gm_reading_punct(r, k, ',') && gm_reading_one_of(r, k + 1, "from between");
    int goal = is_kind(r, k, C_REGION) && !at(r, k)->inside ? gm_phrase_goal(r, k + 1) : -1;
    if (gm_reading_one_of(r, k, "from between linking connecting")) {
        gm_phrase_read_arg(r, k, &a);
    } else if (goal >= 0) { /* "the stretch north of A up to B" */
        gm_phrase_add(&a, GM_PART_FROM, k, false, false);
        gm_phrase_add(&a, GM_PART_TO, goal, false, false);
        gm_phrase_used(&a, k, goal);
        take(sr, k, k, TAKEN_SILENT);
    } else if (is_word(r, k, "through") && is_kind(r, k + 1, C_PLACE) &&
               at(r, k + 1)->n_refs > 1) { /* "the stretch through A, B and C" */
        gm_phrase_add(&a, GM_PART_FROM, k + 1, false, false);
        gm_phrase_used(&a, k, k + 1);
        a.chain = true;
    }
    bool ends = gm_phrase_find(&a, GM_PART_FROM) != NULL;
    bool road = gm_phrase_find(&a, GM_PART_ALONG) != NULL;
    bool sector = first < i && at(r, first)->pair &&
                  gm_reading_one_of(r, i, "sector section stretch segment leg");
    if (ends && (road || r->roads->len > 0 || sector)) {
        for (int m = i - 1; m >= first; m--) {
            if (!is_kind(r, m, C_MEASURE))
                continue;
            ArgMeasure length = {.chunk = m};
            g_array_append_val(a.measures, length);
        }
        list_segment(sr, first, a.last, -1, &a, is_patrol(r, i));
    }
    gm_phrase_args_clear(&a);
}

/** The place behind "in", "at", "from" or straight behind @i; -1 for none. */
static int place_behind(const Reading *r, int i)
{
    int k = i + 1;
    while (k < i + 3 &&
           (gm_reading_one_of(r, k, "in at from near off out") || has_class(r, k, W_DET)))
        k++;
    k = gm_phrase_point(r, k);
    return is_kind(r, k, C_PLACE) && at(r, k)->n_refs == 1 ? k : -1;
}

/** "ended at B", "turned back at B", "reached B" at @i: the chunk of B, or -1. */
static int course_end(const Reading *r, int i)
{
    bool back = gm_reading_one_of(r, i, "turned went headed") && is_word(r, i + 1, "back");
    if (!back && !gm_reading_one_of(r, i,
                                    "ended reached arrived finished ending reaching finishing "
                                    "arriving concluded terminated stopped"))
        return -1;
    return place_behind(r, i + back);
}

/** "The patrol started in A, passed B and ended at C" */
static void read_course(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i,
                           "started began left departed set starting beginning leaving launched"))
        return;
    int from = place_behind(r, i), to = -1;
    for (int k = from + 1; from >= 0 && to < 0 && k < from + 18; k++) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') || is_kind(r, k, C_END))
            break;
        to = course_end(r, k);
        if (to < 0 && k > from + 1)
            to = gm_phrase_goal(r, k);
    }
    if (from < 0 || !is_patrol(r, i) || is_taken(sr, from, TAKEN_RANGE))
        return;
    if (to < 0) { /* a sentence behind may tell the end */
        r->course_from = *reading_ref(r, at(r, from)->ref);
        r->course_sentence = r->sentence;
        return;
    }
    Args a;
    gm_phrase_args_init(&a);
    Arg ends[] = {{GM_PART_FROM, from, false, false}, {GM_PART_TO, to, false, false}};
    g_array_append_vals(a.places, ends, 2);
    list_segment(sr, patrol_start(r, i), to, road_in_sentence(r, i), &a, true);
    take(sr, to, to, TAKEN_PLACE);
    gm_phrase_args_clear(&a);
}

/** "It ended at B, after 26 km", of the patrol that began in the sentence before. */
static void read_course_end(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (r->course_from.end == 0 || r->sentence > r->course_sentence + 2)
        return;
    int to = course_end(r, i);
    if (to < 0 || is_taken(sr, to, TAKEN_RANGE) ||
        !(is_patrol(r, i) ||
          gm_reading_one_of(r, 0, "they it these both the vehicles troops soldiers")))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_SEGMENT, i, to);
    Ref from = r->course_from;
    if (from.mention >= 0)
        from.antecedent = from.mention;
    from.mention = -1;
    gm_build_anchor_ref(r, s, GM_PART_FROM, &from);
    gm_build_anchors(r, s, GM_PART_TO, to);
    add_road(r, s, road_in_sentence(r, i));
    for (int k = to + 1; k < to + 6; k++)
        if (is_kind(r, k, C_MEASURE) && gm_reading_one_of(r, k - 1, "after of over covering")) {
            gm_build_measure(s, at(r, k), GM_MEASURE_LENGTH, 0);
            take(sr, k, k, TAKEN_MEASURE);
        }
    gm_build_subject(s, "patrols", "patrol");
    take(sr, i, to, TAKEN_RANGE | TAKEN_PLACE);
    r->course_from.end = 0;
    gm_build_list(r, s);
}

/** "kilometre 12", "km 12" at @i: the number's chunk behind, or @i. */
static int behind_kilometre(const Reading *r, int i, double *value)
{
    int k = i + gm_reading_one_of(r, i, "kilometre kilometer km kilometres kilometers pk");
    k += gm_reading_one_of(r, k, "post point marker") && k > i;
    if (!is_kind(r, k, C_NUMBER) || !gm_text_parse_number(at(r, k)->fold, value))
        return i;
    return k + 1;
}

/** "between kilometre 12 and kilometre 18", "from km 12 to 18" of a road: where on it,
 *  as a distance that the map's road may not count from the same town. */
static void read_kilometres(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    double from = 0.0, to = 0.0;
    bool between = is_word(r, i, "between");
    if (!(between || is_word(r, i, "from")) || is_kind(r, i + 1, C_NUMBER))
        return;
    int k = behind_kilometre(r, i + 1, &from);
    if (k == i + 1 || !is_word(r, k, between ? "and" : "to"))
        return;
    int behind = behind_kilometre(r, k + 1, &to);
    int road = road_in_sentence(r, i);
    if (behind == k + 1 || to <= from || (road < 0 && r->roads->len == 0))
        return;
    Args a;
    gm_phrase_args_init(&a);
    list_segment(sr, road >= 0 ? MIN(road, i) : i, MAX(road, behind - 1), road, &a,
                 is_patrol(r, i));
    gm_phrase_args_clear(&a);
    GmStatement *s = g_ptr_array_index(r->list, r->list->len - 1);
    GmMeasure m = {.value = from, .max = to, .unit = "km", .metres = from * 1000.0};
    m.metres_max = to * 1000.0;
    m.part = GM_MEASURE_DISTANCE;
    g_array_append_val(s->measures, m);
    gm_build_note(s, "between kilometre %g and kilometre %g of the road", from, to);
}

void gm_read_segment(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++)
        if (has_class(r, i, W_PIECE) && !is_taken(sr, i, TAKEN_RANGE))
            read_piece(sr, i);
    for (int i = 0; i < n_chunks(r); i++) {
        bool range = gm_reading_one_of(r, i, "from between towards toward") ||
                     (is_kind(r, i, C_PLACE) && at(r, i)->pair);
        if (range && !is_taken(sr, i, TAKEN_RANGE))
            read_range(sr, i);
        else if (is_kind(r, i, C_WORD)) {
            read_course_end(sr, i);
            read_course(sr, i);
        }
        if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_RANGE))
            read_kilometres(sr, i);
    }
}
