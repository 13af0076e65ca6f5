/** Lines: roads named with their ends ("M4 (Aleppo–Latakia)", "which connects A
 *  to B", "all roads leading to A from B and C") and roads that are acted on. */
#include "readers.h"

#include <string.h>

static const char *action_at(const Reading *r, int i)
{
    if (!has_class(r, i, W_ACT_ROAD))
        return NULL;
    if (has_class(r, i, W_PATROL))
        return "patrol";
    if (gm_reading_one_of(
            r, i,
            "close closed closing closure block blocked blocking cut cutting "
            "blocks cuts closes severed impassable blockade blockaded blockading shut damaged "
            "washed submerged flooded suspended interrupted destroyed mined "
            "collapsed"))
        return "closed";
    if (gm_reading_one_of(r, i,
                          "open opened opening reopen reopened reopens reopening resume "
                          "resumed traffic clear cleared clearing"))
        return "open";
    if (gm_reading_one_of(r, i, "targeted shelled bombed hit"))
        return "strike";
    return "control";
}

const char *gm_read_road_action(const Reading *r, int i, int *far)
{
    for (int k = i - 1; k >= 0 && k > i - 9; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            break;
        /* another place in between takes the verb */
        if (gm_reading_one_of(r, k, "junction intersection interchange") ||
            is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION))
            break;
        const char *action = action_at(r, k);
        if (action) {
            *far = k;
            return action;
        }
    }
    int k = i + 1;
    while (k < i + 6 &&
           (has_class(r, k, W_BE) || is_kind(r, k, C_PUNCT) ||
            gm_reading_one_of(
                r, k,
                "has have had will must should may could be been was were remain remains "
                "stays stay stayed now also reportedly still fully partially "
                "completely again to would for")))
        k++;
    if (k > i + 1 || gm_reading_one_of(r, k,
                                       "closure reopening reopened closed reopens patrol "
                                       "patrols closures blockade")) {
        const char *action = action_at(r, k);
        if (action && has_class(r, k, W_ACT_ROAD)) {
            *far = k;
            return action;
        }
    }
    return NULL;
}

/** "By way of U.S. 79", "use the X Highway", "the M4 marks the southern limit of": a road
 *  of which this is told and nothing done. */
static bool is_told_of(const Reading *r, int i)
{
    int k = i - 1;
    while (has_class(r, k, W_DET) || is_kind(r, k, C_DIR))
        k--;
    if ((is_word(r, k, "of") && is_word(r, k - 1, "way")) ||
        gm_reading_one_of(r, k, "use using via take taking follow follows following") ||
        (is_word(r, k, "onto") && gm_reading_one_of(r, k - 1, "diverted rerouted detoured")))
        return true;
    if (is_word(r, k, "on") && /* of those who went along it */
        gm_reading_one_of(r, k - 1, "attack attacked ambush ambushed fire explosion blast"))
        return true;
    k = i + 1;
    return gm_reading_one_of(r, k, "marks mark forms form is was marked") &&
           gm_reading_one_of(r, k + 1, "the its a") &&
           (gm_reading_one_of(r, k + 2, "limit boundary edge border dividing") ||
            (is_kind(r, k + 2, C_DIR) &&
             gm_reading_one_of(r, k + 3, "limit boundary edge border end")));
}

static GmStatement *new_line(const Reading *r, int first, int last, int road)
{
    GmStatement *s = gm_build_new(r, GM_ST_LINE, first, last);
    const Chunk *c = at(r, road);
    gm_build_anchors(r, s, GM_PART_ALONG, road);
    if (c->end_refs >= 2)
        gm_build_ends(r, s, c);
    return s;
}

void gm_read_add_lengths(SentenceReading *sr, GmStatement *s, const Args *a)
{
    for (guint i = 0; i < a->measures->len; i++) {
        int m = g_array_index(a->measures, ArgMeasure, i).chunk;
        gm_build_measure(s, at(sr->r, m), GM_MEASURE_LENGTH, 0);
        take(sr, m, m, TAKEN_MEASURE);
    }
}

/** Behind "in the X de-escalation zone" at @k, when ends may follow it. */
static int skip_setting(const Reading *r, int k)
{
    int place = has_class(r, k + 1, W_DET) ? k + 2 : k + 1;
    if (!is_word(r, k, "in") || !(is_kind(r, place, C_PLACE) || is_kind(r, place, C_REGION)))
        return k;
    for (int z = place + 1; z < place + 6 && (is_kind(r, z, C_WORD) || gm_reading_hyphen(r, z));
         z++)
        if (has_class(r, z, W_ZONE))
            return z + 1;
    return place + 1;
}

/** Ends said behind the road: ", which connects A to B", "from A to B". */
static int read_ends(const Reading *r, int road, Args *a)
{
    int k = skip_setting(r, road + 1); /* "the line in X runs from" */
    int length = -1;
    while (k < road + 9 &&
           (is_kind(r, k, C_PUNCT) || (is_kind(r, k, C_MEASURE) && (length = k) >= 0) ||
            gm_reading_one_of(
                r, k,
                "which that also and is are was were a the it now still vital key main "
                "in an uneven arc line curve straight broad wide roughly quiet calm tense "
                "its along whole entire length remained remains stayed stays open closed "
                "runs running stretches stretching extends extending leads "
                "leading supply road highway all way")))
        k++;
    if (!gm_reading_one_of(
            r, k,
            "from between linking connecting joining links connects joins link connect "
            "connected"))
        return road;
    if (gm_phrase_read_arg(r, k, a) == k || !gm_phrase_find(a, GM_PART_FROM))
        return road;
    if (length >= 0) {
        ArgMeasure m = {.chunk = length};
        g_array_append_val(a->measures, m);
    }
    return a->last;
}

/** Where on the road: "at A", "[just] north of A" behind it; its chunk or -1. */
static int where_on_road(const Reading *r, int road)
{
    int k = road + 1;
    if (gm_reading_one_of(r, k, "at near") && is_kind(r, k + 1, C_PLACE))
        return k + 1;
    k += gm_reading_one_of(r, k, "just immediately");
    return is_kind(r, k, C_REGION) && !at(r, k)->inside && at(r, k)->sides ? k : -1;
}

/** "SH94 to the west of A has reopened", "the N2 at B is cut": done to the road there. */
static void read_road_there(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int there = where_on_road(r, i), far = i;
    if (there < 0 || is_taken(sr, i, TAKEN_RANGE | TAKEN_ROAD) || !gm_reading_names_road(r, i))
        return;
    const char *action = gm_read_road_action(r, there, &far);
    if (!action && gm_phrase_goal(r, there + 1) >= 0)
        action = gm_read_road_action(r, gm_phrase_goal(r, there + 1), &far);
    bool alone = i < 2 && !is_kind(r, there + 1, C_WORD) && n_chunks(r) < there + 4;
    if (!alone && (!action || far < there))
        return;
    far = MAX(far, there);
    int goal = gm_phrase_goal(r, there + 1); /* "north of A as far as B" */
    GmStatement *s = new_line(r, i, MAX(far, goal), i);
    bool region = is_kind(r, there, C_REGION);
    gm_build_anchors(r, s, region ? GM_PART_FROM : GM_PART_AT, there);
    if (goal >= 0)
        gm_build_anchors(r, s, GM_PART_TO, goal);
    s->sides = region ? at(r, there)->sides : 0;
    gm_build_subject(s, action ? at(r, far)->fold : "road", action);
    take(sr, i, there, TAKEN_RANGE | TAKEN_ROAD | TAKEN_SILENT);
    gm_build_list(r, s);
}

/** "The Milford road stays shut": a road by one place. */
static bool read_road_of_place(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int far = i, place = i - 1;
    bool name = gm_reading_is_name(r, place);
    if (!gm_reading_one_of(r, i, "road highway railway") || !is_word(r, place - 1, "the") ||
        !(name || (is_kind(r, place, C_PLACE) && at(r, place)->n_refs == 1)) ||
        at(r, place)->possessive)
        return false;
    const char *action = gm_read_road_action(r, i, &far);
    if (!action || far < i)
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, place, far);
    Ref along = {-1, -1, at(r, place)->start, at(r, i)->end};
    gm_build_anchor_ref(r, s, GM_PART_ALONG, &along);
    if (!name)
        gm_build_anchors(r, s, GM_PART_TO, place);
    gm_build_subject(s, at(r, far)->fold, action);
    take(sr, place, i, TAKEN_RANGE | TAKEN_ROAD);
    gm_build_list(r, s);
    return true;
}

/** "the M4, also known as the A–B road": another name of the road before it. */
static bool is_by_name(const Reading *r, int i)
{
    int k = i - 1;
    while (has_class(r, k, W_DET) || gm_reading_quote(r, k))
        k--;
    if (is_word(r, k, "as") && is_word(r, k - 1, "known"))
        k--;
    else if (!gm_reading_one_of(r, k, "called named aka dubbed"))
        return false;
    for (k--; k > 0 && (gm_reading_one_of(r, k, "also is was otherwise better commonly often") ||
                        gm_reading_punct(r, k, ',') || gm_reading_punct(r, k, '('));)
        k--;
    return gm_reading_names_road(r, k);
}

/** "The roads between A and B as well as C and D": the further ends at @k of the roads @i. */
static void read_more_ends(SentenceReading *sr, int i, int k)
{
    Reading *r = sr->r;
    k += gm_reading_punct(r, k, ',');
    bool well = is_word(r, k, "as") && is_word(r, k + 1, "well") && is_word(r, k + 2, "as");
    bool and = has_class(r, k, W_AND) && is_word(r, k + 1, "between");
    if (!well && !and)
        return;
    k += well ? 3 : 1;
    Args a;
    gm_phrase_args_init(&a);
    int behind = gm_phrase_read_two(r, k - !gm_reading_one_of(r, k, "between"), &a);
    if (a.places->len > 0 && !is_taken(sr, a.last, TAKEN_RANGE)) {
        GmStatement *s = new_line(r, i, behind - 1, i);
        s->start = at(r, k)->start;
        gm_build_args(r, s, &a);
        gm_build_subject(s, "road", NULL);
        take(sr, k, behind - 1, TAKEN_RANGE | TAKEN_ROAD);
        gm_build_list(r, s);
    }
    gm_phrase_args_clear(&a);
}

static void read_road(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    Args a;
    if (is_by_name(r, i))
        return;
    read_road_there(sr, i);
    gm_phrase_args_init(&a);
    a.lands = true;
    int last = read_ends(r, i, &a), far = i;
    /* "the M4 and M5 highways": the action holds for all of the list */
    int head = i;
    while (is_kind(r, head - 2, C_ROAD) &&
           (gm_reading_punct(r, head - 1, ',') || has_class(r, head - 1, W_AND)))
        head -= 2;
    int tail = i;
    while (is_kind(r, tail + 2, C_ROAD) &&
           (gm_reading_punct(r, tail + 1, ',') || has_class(r, tail + 1, W_AND)))
        tail += 2;
    const char *action = gm_read_road_action(r, head, &far);
    if (is_word(r, i - 1, "of") && is_kind(r, i - 2, C_MEASURE)) { /* "25 km of the road" */
        ArgMeasure m = {.chunk = i - 2};
        g_array_append_val(a.measures, m);
    }
    if (!action || far > i)
        far = i;
    if (!action)
        action = gm_read_road_action(r, tail, &far);
    bool ends = last > i || c->end_refs == 2;
    if (!action && last > i) /* "the road between A and B was closed" */
        action = gm_read_road_action(r, last, &far);
    if (!action)
        far = i;
    bool known = gm_reading_names_road(r, i);
    bool segment = last > i && is_taken(sr, last, TAKEN_RANGE);
    if (segment)
        ends = false;
    if (ends ? !(is_taken(sr, i, TAKEN_RANGE) && last == i)
             : ((action != NULL || is_told_of(r, i)) && known && !is_taken(sr, i, TAKEN_ROAD))) {
        GmStatement *s = new_line(r, MIN(i, far), MAX(MAX(i, far), last), i);
        gm_build_args(r, s, &a);
        gm_read_add_lengths(sr, s, &a);
        gm_build_subject(s, action ? at(r, far)->fold : "road", action);
        take(sr, i, last, TAKEN_RANGE | TAKEN_ROAD);
        gm_build_list(r, s);
        if (last > i && gm_phrase_find(&a, GM_PART_FROM))
            read_more_ends(sr, i, last + 1);
    }
    gm_phrase_args_clear(&a);
}

/** "along the RN2, the highway to B", "A, on the road to B" with the noun at @i and B at
 *  @to: whose road it is stands before the comma. */
static bool read_road_in_apposition(SentenceReading *sr, int i, int to)
{
    Reading *r = sr->r;
    int k = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
    bool on = is_word(r, k, "on");
    k -= on;
    if (!gm_reading_punct(r, k, ',') ||
        !(on ? is_kind(r, k - 1, C_PLACE) && at(r, k - 1)->n_refs == 1 : is_kind(r, k - 1, C_ROAD)))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, k - 1, to);
    gm_build_anchors(r, s, on ? GM_PART_FROM : GM_PART_ALONG, k - 1);
    gm_build_anchors(r, s, GM_PART_TO, to);
    gm_build_subject(s, "road", NULL);
    take(sr, i, to, TAKEN_RANGE | TAKEN_ROAD);
    gm_build_list(r, s);
    return true;
}

/** "The road from A to B is open; that from B to C is closed" at "that". */
static bool is_road_again(const Reading *r, int i)
{
    if (!strchr("to", at(r, i)->fold[0]) || !gm_reading_one_of(r, i, "that one those") ||
        !gm_reading_one_of(r, i + 1, "from between"))
        return false;
    for (int k = i - 1; k >= 0; k--)
        if (is_kind(r, k, C_ROAD) || has_class(r, k, W_ROAD))
            return true;
    return false;
}

/** "on the main road to A", "along the road from B", "on their way to C" at the noun: the
 *  chunk of the only end that is told; -1. */
static int road_by_one_end(const Reading *r, int i)
{
    int k = i - 1, to = i + 2 + has_class(r, i + 2, W_DET);
    while (k > i - 4 && (has_class(r, k, W_DET) || is_kind(r, k, C_DIR) ||
                         gm_reading_one_of(r, k, "main old new coastal only same supply desert")))
        k--;
    bool way = gm_reading_one_of(r, i, "way ways");
    bool road = is_kind(r, i, C_ROAD);
    if (road && gm_reading_names_road(r, i))
        return -1;
    if ((k == i - 1 && !road) ||
        !gm_reading_one_of(r, k, way ? "on" : "on along off astride via beside") ||
        !gm_reading_one_of(r, i + 1, way ? "to" : "to from towards out into"))
        return -1;
    bool place = is_kind(r, to, C_PLACE) && at(r, to)->n_refs == 1 && !at(r, to)->possessive;
    if (!place || (way && !gm_read_is_military(r, true)) || gm_read_is_figure(r, i, to))
        return -1;
    return is_word(r, i + 1, "from") && gm_phrase_goal(r, to + 1) >= 0 ? -1 : to;
}

/* "leading to A from B", "leading out of A": @k is the verb. */
static void read_leading(const Reading *r, int k, Args *a)
{
    bool out = gm_reading_one_of(r, k + 1, "from out");
    k += is_word(r, k + 1, "out") ? 3 : 2;
    if (!is_kind(r, k, C_PLACE))
        return;
    Arg one = {out ? GM_PART_FROM : GM_PART_TO, k, false, false};
    g_array_append_val(a->places, one);
    a->last = k;
    if (gm_reading_one_of(r, k + 1, "from to into") && is_kind(r, k + 2, C_PLACE)) {
        Arg other = {out ? GM_PART_TO : GM_PART_FROM, k + 2, false, false};
        g_array_append_val(a->places, other);
        a->last = k + 2;
    }
}

/* The ends of the road @i, told from token @k on. What befalls it, where that had to be
 * known ("cut the road to X"), told at token *far; NULL otherwise. */
static const char *read_road_ends(const Reading *r, int i, int k, Args *a, int *far)
{
    int one_end = road_by_one_end(r, i);
    if (one_end >= 0) {
        gm_phrase_add(a, is_word(r, i + 1, "from") ? GM_PART_FROM : GM_PART_TO, one_end, false,
                      false);
        gm_phrase_used(a, i, one_end);
    } else if (gm_reading_one_of(r, k, "leading lead leads") &&
               gm_reading_one_of(r, k + 1, "to into towards from out")) {
        read_leading(r, k, a);
    } else if (gm_reading_one_of(r, k, "from between linking connecting joining links connects")) {
        gm_phrase_read_arg(r, k, a);
    } else if (gm_reading_one_of(r, k, "to towards into out")) {
        const char *action = NULL;
        k += is_word(r, k, "out") && is_word(r, k + 1, "of") ? 2 : 1;
        k += has_class(r, k, W_DET);
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_BORDER)) {
            action = gm_read_road_action(r, i, far);
            action = action ? action : gm_read_road_action(r, k, far);
        }
        if (action) {
            Arg one = {GM_PART_TO, k, false, false};
            g_array_append_val(a->places, one);
            a->last = k;
        }
        return action;
    }
    return NULL;
}

/* @action, @far: what befalls the road, or NULL where it is still to be found. */
static void list_road_to(SentenceReading *sr, int i, const Args *a, const char *action, int far)
{
    Reading *r = sr->r;
    int first = i;
    if (!action)
        action = gm_read_road_action(r, i, &far);
    if (!action)
        action = gm_read_road_action(r, a->last, &far);
    while (gm_reading_one_of(r, first - 1, "all the main both every a only two supply"))
        first--;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, first, a->last);
    for (guint n = 0; n < a->places->len; n++) {
        const Arg *arg = &g_array_index(a->places, Arg, n);
        const Chunk *c = at(r, arg->chunk);
        bool split = a->places->len == 1 && arg->part == GM_PART_FROM && c->n_refs == 2;
        for (guint m = 0; m < c->n_refs; m++)
            gm_build_anchor_ref(r, s, split && m == 1 ? GM_PART_TO : arg->part,
                                reading_ref(r, c->ref + m));
    }
    for (int n = a->last + 1; n < a->last + 5; n++) /* "rail traffic … was suspended" */
        if (is_word(r, i, "traffic") && action_at(r, n)) {
            action = action_at(r, n);
            far = n;
        }
    gm_build_subject(s, action ? at(r, far)->fold : "roads", action);
    take(sr, i, a->last, TAKEN_RANGE | TAKEN_ROAD);
    gm_build_list(r, s);
    if (gm_phrase_find(a, GM_PART_FROM))
        read_more_ends(sr, i, a->last + 1);
}

/** "all the roads leading to A from B, C and D", "roads linking A and B" */
static void read_roads_to(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1, far = i;
    if (gm_reading_one_of(r, k, "which that"))
        k++;
    if (gm_reading_one_of(r, i, "way route") && road_by_one_end(r, i) < 0)
        return;
    if (is_word(r, i, "routes") && !gm_reading_one_of(r, i - 1,
                                                      "transport transportation transit "
                                                      "supply commercial the main"))
        return;
    if (gm_reading_one_of(r, i, "bridge traffic routes") &&
        !gm_reading_one_of(r, k, "linking connecting joining links connects between from"))
        return;
    int to = k + 1 + has_class(r, k + 1, W_DET);
    if (read_road_of_place(sr, i) ||
        (is_word(r, k, "to") && is_kind(r, to, C_PLACE) && read_road_in_apposition(sr, i, to)))
        return;
    Args a;
    gm_phrase_args_init(&a);
    const char *action = read_road_ends(r, i, k, &a, &far);
    if (a.places->len > 0 && a.last > i)
        list_road_to(sr, i, &a, action, far);
    gm_phrase_args_clear(&a);
}

/** "The line of contact in B follows the C river", with the verb at @verb. */
static bool read_river_followed(SentenceReading *sr, int i, int in, int verb, int river)
{
    Reading *r = sr->r;
    bool along = is_word(r, verb + 1, "along") || gm_reading_one_of(r, verb, "follows followed");
    if (river < 0 || !along || is_taken(sr, river, TAKEN_RANGE | TAKEN_MEASURE))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, i, river);
    gm_build_anchors(r, s, GM_PART_ALONG, river);
    if (in >= 0)
        gm_build_anchors(r, s, GM_PART_IN, in);
    gm_build_subject(s, "front line", NULL);
    take(sr, i, river, TAKEN_RANGE);
    gm_build_list(r, s);
    return true;
}

/** "The front line passes through A and B", "runs along the C from A to B". */
static bool read_course(SentenceReading *sr, int i)
{
    enum { MOST = 6 };
    Reading *r = sr->r;
    int verb = i + 1, in = -1;
    if (is_word(r, verb, "in") && is_kind(r, verb + 1, C_PLACE)) {
        in = verb + 1;
        verb += 2;
    }
    while (gm_reading_one_of(r, verb, "now that which currently then also still"))
        verb++;
    if (!gm_reading_one_of(r, verb,
                           "runs run ran running passes pass passed passing goes went stretches "
                           "stretched stretching extends extended cuts crosses follows followed "
                           "following winds"))
        return false;
    int k = verb + 1 + gm_reading_one_of(r, verb + 1, "along down up");
    k += has_class(r, k, W_DET);
    int river = is_river(r, at(r, k)) && !is_taken(sr, k, TAKEN_RANGE) ? k : -1;
    PathStop stops[MOST];
    guint n = gm_read_path(sr, river >= 0 ? river + 1 : verb + 1, stops, MOST), n_refs = 0;
    for (guint m = 0; m < n; m++)
        n_refs += at(r, stops[m].chunk)->n_refs;
    if (n == 0)
        return read_river_followed(sr, i, in, verb, river);
    if ((n_refs < 2 && river < 0) ||
        (n == 2 && river < 0 && stops[0].part == GM_PART_FROM && stops[1].part == GM_PART_TO))
        return false; /* "from A to B": below */
    int last = stops[n - 1].chunk;
    GmStatement *s = gm_build_new(r, river >= 0 ? GM_ST_SEGMENT : GM_ST_LINE, i, last);
    gm_build_anchors(r, s, GM_PART_ALONG, river >= 0 ? river : i);
    for (guint m = 0, seen = 0; m < n; m++) {
        const Chunk *c = at(r, stops[m].chunk);
        for (guint e = 0; e < c->n_refs; e++, seen++) {
            GmAnchorPart part = stops[m].part;
            if (part == GM_PART_AT && seen == 0)
                part = GM_PART_FROM; /* it is told from one end to the other */
            else if (part == GM_PART_AT && seen + 1 == n_refs)
                part = GM_PART_TO;
            gm_build_anchor_ref(r, s, part, reading_ref(r, c->ref + e));
        }
    }
    g_autofree char *line =
        g_utf8_strdown(r->d->text + at(r, i)->start, (gssize)(at(r, i)->end - at(r, i)->start));
    gm_build_subject(s, line, NULL); /* "front line" */
    take(sr, i, last, TAKEN_RANGE);
    gm_build_list(r, s);
    return true;
}

/** "The front line runs from A to B" */
static void read_front(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (read_course(sr, i))
        return;
    Args a;
    gm_phrase_args_init(&a);
    int last = read_ends(r, i, &a);
    int of = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
    bool beside = is_word(r, of, "of") && is_kind(r, of - 1, C_DIR);
    bool stations =
        at(r, i)->end_refs >= 2 && !beside && !is_taken(sr, i, TAKEN_RANGE | TAKEN_ROAD);
    if ((last > i || stations) && !is_taken(sr, last, TAKEN_RANGE)) {
        GmStatement *s = new_line(r, i, last, i);
        gm_build_args(r, s, &a);
        gm_read_add_lengths(sr, s, &a);
        gm_build_subject(s, "line", NULL);
        take(sr, i, last, TAKEN_RANGE);
        gm_build_list(r, s);
    }
    gm_phrase_args_clear(&a);
}

/** "Flooding along the X at A and B", "the X peaked at A": the river there. */
static void read_river(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int before = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
    bool along = is_word(r, before, "along");
    int k = i + 1;
    bool flood = gm_reading_one_of(r, k,
                                   "peaked peaks crested crests flooded floods burst overflowed "
                                   "rose rises swelled spilled");
    k += flood;
    for (int n = 0; flood && n < 3 && !gm_reading_one_of(r, k, "at in near"); n++)
        k++;
    if (!(along || flood) || !gm_reading_one_of(r, k, "at in near") ||
        !is_kind(r, k + 1, C_PLACE) || is_taken(sr, i, TAKEN_RANGE | TAKEN_MEASURE) ||
        is_taken(sr, k + 1, TAKEN_RANGE | TAKEN_PLACE))
        return;
    const Chunk *c = at(r, k + 1);
    bool towns = c->n_refs == 2;
    for (guint n = 0; n < c->n_refs; n++)
        if (!gm_read_is_spot(r, reading_ref(r, c->ref + n)))
            return;
    GmStatement *s = gm_build_new(r, towns ? GM_ST_SEGMENT : GM_ST_LINE, along ? before : i, k + 1);
    gm_build_anchors(r, s, GM_PART_ALONG, i);
    for (guint n = 0; n < c->n_refs; n++)
        gm_build_anchor_ref(r, s,
                            !towns   ? GM_PART_AT
                            : n == 0 ? GM_PART_FROM
                                     : GM_PART_TO,
                            reading_ref(r, c->ref + n));
    gm_build_subject(s, "river", NULL);
    take(sr, i, k + 1, TAKEN_RANGE);
    gm_build_list(r, s);
}

void gm_read_line(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++) {
        if (is_kind(sr->r, i, C_ROAD) && !is_taken(sr, i, TAKEN_RANGE) &&
            (gm_reading_one_of(sr->r, i + 1, "leading lead") || road_by_one_end(sr->r, i) >= 0))
            read_roads_to(sr, i);
        else if (is_kind(sr->r, i, C_ROAD))
            read_road(sr, i);
        else if (is_kind(sr->r, i, C_BORDER))
            gm_read_border_line(sr, i);
        else if (is_kind(sr->r, i, C_LINE))
            read_front(sr, i);
        else if (is_river(sr->r, at(sr->r, i)))
            read_river(sr, i);
        else if ((is_road_again(sr->r, i) ||
                  gm_reading_one_of(sr->r, i,
                                    "road roads highway highways motorway motorways "
                                    "railway railways railroad bridge traffic route routes way")) &&
                 !is_taken(sr, i, TAKEN_RANGE))
            read_roads_to(sr, i);
    }
}
