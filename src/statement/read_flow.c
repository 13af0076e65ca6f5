/** Movements of forces, convoys and displaced people from place to place:
 *  "brought reinforcements from A, B and C", "families fled from A to B", "the
 *  column left A for B", "trucks reached B from A". */
#include "readers.h"

/** Who moves: forces, convoys, the displaced. Festivals and trains do not. */
static bool is_mover(const Reading *r, int i, bool travel)
{
    if (is_word(r, i, "they")) /* those of whom the text has just spoken */
        return r->movers + 1 >= (int)r->sentence;
    if (gm_reading_one_of(r, i, "team teams club") && !gm_read_is_military(r, true) &&
        !gm_reading_one_of(r, i - 1, "un rescue medical aid relief inspection monitoring joint"))
        return false;
    if (travel && gm_reading_one_of(r, i, "team teams mission missions elements groups"))
        return false;
    if (has_class(r, i, W_FORCE | W_DISPLACE | W_PATROL) ||
        gm_reading_one_of(
            r, i,
            "truck trucks lorry lorries cars bus buses column columns civilians "
            "households migrants "
            "pickups jeeps returnees helicopters planes flights boats inspectors militiamen "
            "supplies aircraft ships vessels"))
        return true;
    return !travel &&
           gm_reading_one_of(r, i,
                             "group families family residents villagers inhabitants people "
                             "thousands hundreds dozens many others some most");
}

/** Anyone travels; only flight and convoys are news of a place. */
static bool is_travel(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "travel travelled traveled travelling traveling flew fly flown go "
                             "going went come came coming carried carrying carry");
}

/** A mover in the clause around the verb at @i; @first gets its chunk when it
 *  stands close before. */
static bool mover_near(const Reading *r, int i, int *first)
{
    for (int k = i - 1; k >= 0 && k > i - 16; k--) {
        if (gm_reading_punct(r, k, ';'))
            break;
        bool known = (at(r, k)->token_flags & GM_TOKEN_ALL_CAPS) && is_kind(r, k, C_WORD) &&
                     gm_reading_one_of(r, i, "advanced advancing retreated retreating withdrew");
        if (known || is_mover(r, k, is_travel(r, i))) { /* groups by their letters */
            *first = i - k < 6 ? k : *first;
            return true;
        }
    }
    for (int k = i + 1; k < i + 9; k++) {
        if (is_mover(r, k, is_travel(r, i)))
            return true;
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') || is_kind(r, k, C_END))
            return false;
    }
    return false;
}

static bool is_motion(const Reading *r, int i)
{
    return has_class(r, i, W_MOVE | W_DISPLACE) ||
           gm_reading_one_of(
               r, i,
               "travel reached reach reaches flew fly flown walked walk walking "
               "carried carrying carry ferried arrived arriving arrive arrives arrival proceeded "
               "proceeding continued marching escaped escape "
               "transported transport shipped poured streamed set departed going "
               "go come came coming crossing sailed taken pushed pushing driven drive "
               "expelled ousted dislodged forced thrown chased entered "
               "entering fell evacuation movement return deployment redeployment "
               "exodus rolled break broke breaking get got infiltrate "
               "infiltrated sneak");
}

static bool patrol_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0; k--)
        if (has_class(r, k, W_PATROL))
            return true;
    return false;
}

/** Only withdrawals and arrivals say enough with the origin alone. */
static bool origin_suffices(const Reading *r, int i)
{
    if (is_word(r, i, "set")) /* a patrol's round is told of as a whole */
        return gm_reading_one_of(r, i + 1, "out off") && !patrol_before(r, i);
    return gm_reading_one_of(
        r, i,
        "brought bringing sent dispatched transferred withdrew withdrawn "
        "withdraw withdraws withdrawing withdrawal pulled pull pullout "
        "pullback evacuated evacuate fled fleeing flee removed removal "
        "redeployed relocated displaced left leave taken drove driven retreated "
        "retreat retreating pushed expelled ousted dislodged forced went "
        "entered evacuation thrown moved chased rolled sailed departed advanced advancing "
        "redeployment");
}

static bool ends_clause(const Reading *r, int k)
{
    return has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') || is_kind(r, k, C_END);
}

static bool is_stop_or_region(const Reading *r, int k)
{
    return is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION) || is_kind(r, k, C_ACTOR);
}

/** The place behind the preposition at @i, over "the town of" and the like; -1. */
static int place_behind(const Reading *r, int i)
{
    int k = i + 1;
    while (k < i + 4 && (has_class(r, k, W_DET) || gm_reading_one_of(r, k, "nearby neighbouring")))
        k++;
    return is_stop_or_region(r, k) ? k : -1;
}

/** "in the area west of A, having brought reinforcements from B": what is brought
 *  goes to where the sentence is about; -1 when it names no place before. */
static int goal_before(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i, "brought bringing"))
        return -1;
    for (int k = i - 1; k >= 0 && k > i - 14; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            return -1;
        if (is_kind(r, k, C_REGION) || is_kind(r, k, C_PLACE))
            return k;
    }
    return -1;
}

static void list_stops(SentenceReading *sr, int first, const PathStop stops[], guint n)
{
    Reading *r = sr->r;
    int from = first, last = first;
    for (guint k = 0; k < n; k++) {
        from = MIN(from, stops[k].chunk);
        last = MAX(last, stops[k].chunk);
    }
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, from, last);
    for (guint k = 0; k < n; k++) {
        const Chunk *c = at(r, stops[k].chunk);
        for (guint i = 0; i < c->n_refs; i++)
            gm_build_anchor_ref(r, s, stops[k].part, reading_ref(r, c->ref + i));
    }
    gm_build_subject(s, "movement", "flow");
    for (int k = from; k <= last; k++) /* "from villages around A" also tells of near A */
        take(sr, k, k, TAKEN_PLACE | (has_class(r, k - 1, W_NEAR) ? 0 : TAKEN_RANGE));
    gm_build_list(r, s);
}

static void list_flow(SentenceReading *sr, int first, int from, int to)
{
    PathStop stops[] = {{GM_PART_FROM, from}, {GM_PART_TO, to}};
    list_stops(sr, first, stops, to >= 0 ? 2 : 1);
}

/** Those who go somewhere stand before the verb, or behind "the return of". */
static bool goes_by_itself(const Reading *r, int i)
{
    bool noun = has_class(r, i - 1, W_DET) && is_word(r, i + 1, "of");
    for (int k = noun ? i + 2 : i - 1; noun ? k < i + 6 : k > i - 16 && k >= 0;
         k += noun ? 1 : -1) {
        if (gm_reading_punct(r, k, ';') || has_class(r, k, W_STOP))
            return false;
        if (is_mover(r, k, true) || (is_mover(r, k, false) && is_word(r, i + 1, "on")) ||
            (k < i - 1 && has_class(r, k, W_MOVE) && has_class(r, i - 1, W_AND)))
            return true; /* "withdrew from A and redeployed to B": the same ones */
        if (gm_reading_one_of(r, k, "families residents villagers inhabitants people") &&
            gm_reading_one_of(r, i, "returned return returning returns fled"))
            return true;
    }
    return false;
}

/** Where something goes is enough: "returned to B". What units enter is read with them. */
static bool goal_suffices(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "break broke breaking get got infiltrate infiltrated sneak"))
        return is_word(r, i + 1, "into") && goes_by_itself(r, i);
    return goes_by_itself(r, i) && !is_word(r, i + 1, "into") &&
           gm_reading_one_of(
               r, i,
               "returned return returning returns withdrew withdrawn withdraw "
               "retreated retreat retreating headed heading moved moving move moves arrival "
               "movement relocated transferred transfer bussed evacuated went came "
               "come coming going go fell drove driving drive driven pushed fled "
               "flee crossed crossing redeployed advance marched poured streamed "
               "transported carried travelling travelled proceeded continued "
               "sailed rolled");
}

/** "into B at C" over a border, "advanced from A on B": what ends the way. */
static guint add_last_stop(const SentenceReading *sr, int i, PathStop stops[], guint n)
{
    const Reading *r = sr->r;
    int last = stops[n - 1].chunk, place = gm_read_way_place(r, last + 2);
    bool land = stops[n - 1].part == GM_PART_TO && is_kind(r, last, C_PLACE) &&
                gm_reading_place_kind(r, reading_ref(r, at(r, last)->ref), GM_PLACE_SETTLEMENT) ==
                    GM_PLACE_COUNTRY;
    bool on = is_word(r, last + 1, "on") && stops[n - 1].part == GM_PART_FROM &&
              gm_reading_one_of(r, i,
                                "advanced advance advancing advances marched marching moved "
                                "moving converged");
    if (!(on || (land && gm_reading_one_of(r, last + 1, "at near"))) || place < 0 ||
        !is_kind(r, place, C_PLACE) || is_taken(sr, place, TAKEN_PLACE | TAKEN_RANGE))
        return n;
    stops[n] = (PathStop){on ? GM_PART_TO : GM_PART_AT, place};
    return n + 1;
}

/** "withdrew from positions south of A, including B and C" */
static bool read_listed_origins(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int told =
        is_word(r, i + 1, "from") && origin_suffices(r, i) ? gm_read_list_told(r, i + 1) : -1;
    if (told < 0 || is_taken(sr, told, TAKEN_PLACE | TAKEN_RANGE))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, told);
    int behind = gm_read_add_spot_list(r, s, told);
    for (guint k = 0; k < s->anchors->len; k++)
        g_array_index(s->anchors, GmAnchor, k).part = GM_PART_FROM;
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, "movement", "flow");
    take(sr, told, behind - 1, TAKEN_PLACE | TAKEN_RANGE);
    gm_build_list(r, s);
    return true;
}

/** "from A through B to C", "to C from A", "out of A", "back to B" behind the verb. */
static bool read_way(SentenceReading *sr, int i, int first)
{
    enum { MOST = 6 };
    Reading *r = sr->r;
    PathStop stops[MOST + 2];
    int way = i + 1; /* "the arrival of a long column of trucks to A" */
    while (is_word(r, i, "arrival") && way < i + 12 && !gm_reading_one_of(r, way, "to from via"))
        way++;
    guint n = gm_read_path(sr, way, stops, MOST), n_from = 0;
    bool land = false; /* a whole country or a part of something: no goal of its own */
    for (guint k = 0; k < n; k++) {
        n_from += stops[k].part == GM_PART_FROM;
        land = land || !is_kind(r, stops[k].chunk, C_PLACE) ||
               gm_reading_place_kind(r, reading_ref(r, at(r, stops[k].chunk)->ref),
                                     GM_PLACE_SETTLEMENT) == GM_PLACE_COUNTRY;
    }
    if (n == 1 && n_from == 1) {
        int goal = goal_before(r, i);
        if (goal >= 0)
            stops[n++] = (PathStop){GM_PART_TO, goal};
    }
    if (n == 0)
        return false;
    n = add_last_stop(sr, i, stops, n);
    if (n == 1 && !(n_from == 1 && origin_suffices(r, i) && is_kind(r, stops[0].chunk, C_PLACE)) &&
        !(n_from == 0 && !land && goal_suffices(r, i)))
        return false;
    list_stops(sr, first, stops, n);
    return true;
}

/** "The YPG will leave A": an armed group by its initials, no agency, club or broadcaster. */
static bool is_faction(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    gsize n = c->end - c->start;
    return (c->kind == C_WORD || c->kind == C_NAME) && c->n == 1 && n >= 3 && n <= 5 &&
           (c->token_flags & GM_TOKEN_ALL_CAPS) &&
           (has_class(r, i - 1, W_DET) || is_kind(r, i - 1, C_DEMONYM)) &&
           !gm_reading_one_of(r, i,
                              "who iom ocha wfp unhcr icrc ifrc msf fao iaea imf opec bbc cnn afp "
                              "cnbc nba nfl nhl mlb ioc fifa uefa nasa ngo ngos usaid who osce");
}

static bool force_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 6; k--)
        if (has_class(r, k, W_FORCE) || is_faction(r, k) ||
            (is_word(r, k, "they") && r->movers + 1 >= (int)r->sentence))
            return true;
    return false;
}

/** "left A for B", "left A on Monday heading for B". */
static bool read_left(SentenceReading *sr, int i, int first)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "left leaving leave departed fled"))
        return false;
    int from = place_behind(r, i);
    if (from < 0)
        return false;
    for (int k = from + 1; k < from + 9 && !ends_clause(r, k); k++) {
        bool towards = gm_reading_one_of(r, k, "for to towards toward");
        bool reached = gm_reading_one_of(r, k, "reached reaching arrived");
        if (!reached && (!towards || (is_word(r, k, "to") && !has_class(r, k - 1, W_MOVE))))
            continue;
        int to = place_behind(r, k + (reached && gm_reading_one_of(r, k + 1, "in at")));
        if (to < 0)
            continue;
        list_flow(sr, first, from, to);
        return true;
    }
    /* "forces are leaving A": no word of where to */
    if (gm_reading_one_of(r, i, "left leaving leave") && is_kind(r, from, C_PLACE) &&
        force_before(r, i) && !is_taken(sr, from, TAKEN_PLACE)) {
        list_flow(sr, first, from, -1);
        return true;
    }
    return false;
}

/** "reached B from A" */
static bool read_reached(SentenceReading *sr, int i, int first)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i,
                           "reached reach reaching reaches entered arrived arriving arrive "
                           "arrives came moved"))
        return false;
    bool into = gm_reading_one_of(r, i + 1, "in at into to");
    if (!into && gm_reading_one_of(r, i, "arrived arriving arrive arrives came moved"))
        return false;
    int to = place_behind(r, i + into);
    int from = to >= 0 && is_word(r, to + 1, "from") ? place_behind(r, to + 1) : -1;
    if (from < 0)
        return false;
    list_flow(sr, first, from, to);
    return true;
}

bool gm_read_is_advance(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 6; k--) {
        if (gm_reading_one_of(r, k,
                              "advanced advancing advances pushed pushing penetrated thrust "
                              "incursion"))
            return true;
        if (has_class(r, k, W_STOP | W_SAY) || is_kind(r, k, C_PLACE))
            return false;
    }
    return false;
}

/** "advanced 12 km into X", "pushing towards Y": no word of where from. */
static bool read_advance(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i,
                           "advanced advancing advance advances progressing progressed pushed "
                           "pushing moving moved "
                           "heading "
                           "headed marching marched broke breaking"))
        return false;
    bool through = gm_reading_one_of(r, i, "broke breaking");
    if (through && !is_word(r, i + 1, "through"))
        return false;
    int k = i + 1 + through, measure = -1;
    while (k < i + 5 &&
           (has_class(r, k, W_APPROX) || is_kind(r, k, C_MEASURE) || is_kind(r, k, C_DIR) ||
            gm_reading_one_of(r, k, "on further deep")) &&
           !is_kind(r, k, C_PLACE)) {
        measure = is_kind(r, k, C_MEASURE) ? k : measure;
        k++;
    }
    if (!gm_reading_one_of(r, k, through ? "to towards toward into" : "towards toward into") ||
        (is_word(r, k, "into") && measure < 0 && !through))
        return false;
    int to = place_behind(r, k);
    if (to < 0 || is_kind(r, to, C_REGION) || is_taken(sr, to, TAKEN_PLACE))
        return false;
    int from = is_word(r, to + 1, "from") ? place_behind(r, to + 1) : -1;
    if (from >= 0 && !is_kind(r, from, C_PLACE))
        from = -1;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, MAX(from, to));
    if (from >= 0)
        gm_build_anchors(r, s, GM_PART_FROM, from);
    gm_build_anchors(r, s, GM_PART_TO, to);
    if (measure >= 0) {
        gm_build_measure(s, at(r, measure), GM_MEASURE_LENGTH, 0);
        take(sr, measure, measure, TAKEN_MEASURE);
    }
    gm_build_subject(s, "movement", "flow");
    take(sr, i, MAX(from, to), TAKEN_PLACE | TAKEN_RANGE);
    gm_build_list(r, s);
    return true;
}

/** "crossed the border at X", "another column crossed near Y", "into Z through X" */
static bool read_crossed(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int first = i;
    if (!gm_reading_one_of(r, i, "crossed cross crossing") || has_class(r, i - 1, W_DET) ||
        !mover_near(r, i, &first))
        return false;
    bool over = false;
    for (int k = i + 1; k < i + 6; k++) {
        if (is_kind(r, k, C_BORDER) || is_river(r, at(r, k)) ||
            (gm_reading_one_of(r, k, "into") && is_kind(r, k + 1, C_PLACE))) {
            over = true;
            k += is_word(r, k, "into");
            continue;
        }
        if (gm_reading_one_of(r, k, "at through via near") && (over || k == i + 1)) {
            int spot = place_behind(r, k);
            if (spot < 0 || !is_kind(r, spot, C_PLACE) || is_taken(sr, spot, TAKEN_PLACE) ||
                !gm_read_is_spot(r, reading_ref(r, at(r, spot)->ref)))
                return false;
            PathStop stops[6] = {{GM_PART_AT, spot}};
            guint more = gm_read_path(sr, spot + 1, stops + 1, 4);
            if (more > 0 && at(r, spot)->n_refs == 1) { /* "heading to B through C" */
                list_stops(sr, i, stops, more + 1);
                return true;
            }
            GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, spot);
            gm_build_anchors(r, s, GM_PART_AT, spot);
            gm_build_subject(s, "crossing", "crossing");
            take(sr, spot, spot, TAKEN_PLACE);
            gm_build_list(r, s);
            return true;
        }
        if (!has_class(r, k, W_DET) && !gm_reading_one_of(r, k, "over back from"))
            return false;
    }
    return false;
}

void gm_read_flow(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        bool left = gm_reading_one_of(r, i, "left leaving leave");
        if (!is_kind(r, i, C_WORD) || is_taken(sr, i, TAKEN_PLACE | TAKEN_RANGE) ||
            !(left || is_motion(r, i)))
            continue;
        int first = i;
        bool withdrawal =
            gm_reading_one_of(
                r, i, "withdrawal withdrew withdrawn pullout withdraw withdraws withdrawing") ||
            (gm_reading_one_of(r, i, "pull pulled pulling") && is_word(r, i + 1, "back")) ||
            (is_word(r, i, "redeployment") && is_word(r, i + 1, "from")) ||
            (left && force_before(r, i));
        if (!withdrawal && !has_class(r, i, W_DISPLACE) && !mover_near(r, i, &first))
            continue;
        if (!read_listed_origins(sr, i) && !read_reached(sr, i, i) && !read_left(sr, i, i) &&
            !read_advance(sr, i) && !read_crossed(sr, i))
            read_way(sr, i, i);
    }
    for (int i = 0; i < n_chunks(r); i++)
        if (has_class(r, i, W_FORCE | W_DISPLACE))
            r->movers = (int)r->sentence;
}
