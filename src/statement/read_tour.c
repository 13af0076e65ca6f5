/** Patrols and columns by what they pass: "the patrol toured the villages of A, B and C",
 *  "set off from A and roamed B, reaching C", "the convoy passed through A and B". */
#include "readers.h"

static bool is_touring(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "toured tour tours touring roamed roam roams roaming combed "
                             "traversed traverses traverse crisscrossed visited scoured") ||
           (gm_reading_one_of(r, i, "passed pass passes passing wound winds") &&
            gm_reading_one_of(r, i + 1, "through via by past from"));
}

/** Who goes about, in the clause before the verb at @i: its chunk, or -1. */
static int goers_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 40; k--) {
        if (gm_reading_punct(r, k, ';'))
            return -1;
        if (has_class(r, k, W_PATROL) || gm_reading_one_of(r, k, "convoy convoys column columns"))
            return k;
    }
    return -1;
}

/** The places from @i on as AT; the chunk behind the last. */
static int add_stops(const SentenceReading *sr, GmStatement *s, int i)
{
    const Reading *r = sr->r;
    int behind = i;
    for (int k = i; k < i + 60; k++) {
        if (is_open_place(sr, k)) {
            gm_build_anchors(r, s, GM_PART_AT, k);
            behind = k + 1;
        } else if (!gm_reading_punct(r, k, ',') && !has_class(r, k, W_AND | W_DET | W_SETTLE) &&
                   !gm_reading_quote(r, k) && !is_word(r, k, "of")) {
            break;
        }
    }
    return behind;
}

/** The open place that the words at @k tell, of @verbs and then "at" or "in", or of @word
 *  alone: "starting in A", "from A"; its chunk, or -1. */
static int told_place(const SentenceReading *sr, int k, const char *word, const char *verbs)
{
    const Reading *r = sr->r;
    bool verb = gm_reading_one_of(r, k, verbs);
    if (!is_word(r, k, word) && !(verb && gm_reading_one_of(r, k + 1, "at in near from")))
        return -1;
    int place = gm_read_way_place(r, k + 1 + verb);
    return place >= 0 && is_open_place(sr, place) ? place : -1;
}

/** "set off from A", "starting in A" before the verb at @i: A's chunk, or -1. */
static int origin_before(const SentenceReading *sr, int i)
{
    for (int k = i - 1, place; k >= 0 && k > i - 24; k--)
        if ((place = told_place(sr, k, "from", "started starting starts began begins beginning")) >=
            0)
            return place;
    return -1;
}

/** "to B", "and ended at B" between the origin and the verb at @i: B's chunk, or -1. */
static int end_before(const SentenceReading *sr, int origin, int i)
{
    for (int k = i - 1, place; k > origin && k > i - 14; k--)
        if ((place = told_place(sr, k, "to", "ended ending ends finished finishing concluded")) >=
            0)
            return place;
    return -1;
}

/** ", reaching C", "until reaching the village of C", "as far as C" at @i: C, or -1. */
static int end_behind(const SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    for (int k = i; k < i + 8; k++) {
        int place = -1;
        if (gm_reading_one_of(r, k, "reaching reached"))
            place = gm_read_way_place(r, k + 1);
        else if (is_word(r, k, "far") && is_word(r, k + 1, "as"))
            place = gm_read_way_place(r, k + 2);
        else if (!gm_reading_punct(r, k, ',') && !is_kind(r, k, C_WORD))
            return -1;
        if (place >= 0)
            return is_open_place(sr, place) ? place : -1;
    }
    return -1;
}

static void read_tour(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int who = is_touring(r, i) ? goers_before(r, i) : -1;
    int first = i + 1;
    while (first < i + 12 && (has_class(r, first, W_DET | W_SETTLE | W_AREA | W_AND | W_UNNAMED) ||
                              gm_reading_one_of(r, first, "through via by past from of several") ||
                              is_kind(r, first, C_NUMBER) || gm_reading_punct(r, first, ':') ||
                              gm_reading_quote(r, first)))
        first++;
    if (who < 0 || !is_open_place(sr, first) ||
        !gm_read_is_spot(r, reading_ref(r, at(r, first)->ref)))
        return;
    int from = origin_before(sr, i);
    GmStatement *s = gm_build_new(r, GM_ST_SEGMENT, MIN(i, from >= 0 ? from : i), first);
    if (from >= 0)
        gm_build_anchors(r, s, GM_PART_FROM, from);
    int behind = add_stops(sr, s, first), to = end_behind(sr, behind), last = behind - 1;
    int ended = from >= 0 && to < 0 ? end_before(sr, from, i) : -1;
    if (to >= 0 || ended >= 0)
        gm_build_anchors(r, s, GM_PART_TO, to >= 0 ? to : ended);
    last = MAX(last, to);
    if (from < 0 && to < 0)
        s->kind = GM_ST_DEPLOYMENT;
    s->end = at(r, last)->end;
    bool patrol = has_class(r, who, W_PATROL);
    gm_build_subject(s, patrol ? "patrols" : "convoy", patrol ? "patrol" : "flow");
    take(sr, i, last, TAKEN_PLACE | TAKEN_RANGE);
    if (from >= 0)
        take(sr, from, MAX(from, ended), TAKEN_PLACE | TAKEN_RANGE);
    gm_build_list(r, s);
}

void gm_read_tour(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE | TAKEN_RANGE))
            read_tour(sr, i);
}
