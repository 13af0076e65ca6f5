/** Areas that people are told to leave: "residents of A and B were ordered to
 *  leave", "evacuation orders for A", "the evacuation of B", "C was evacuated". */
#include "readers.h"

static bool is_order(const Reading *r, int i)
{
    return gm_reading_one_of(
        r, i,
        "ordered told urged asked advised warned instructed called order orders "
        "tells urges warns forced");
}

static bool is_people(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "residents inhabitants villagers civilians people population families "
                             "households locals");
}

/** "to leave", "to evacuate immediately" within a few words of @i: the chunk of
 *  the verb, or -1. */
static int leaving_behind(const Reading *r, int i)
{
    for (int k = i; k < i + 6 && !has_class(r, k, W_STOP); k++)
        if (is_word(r, k, "to") &&
            gm_reading_one_of(r, k + 1, "leave evacuate flee move relocate go") &&
            !is_kind(r, k + 2, C_PLACE))
            return k + 1;
    return -1;
}

static void list(SentenceReading *sr, GmStatement *s, int first, int last)
{
    s->end = at(sr->r, last)->end;
    gm_build_subject(s, "evacuation", "emergency");
    take(sr, first, last, TAKEN_PLACE);
    gm_build_list(sr->r, s);
}

/** "residents of A, B and C were ordered to leave", "the army told people in A to
 *  leave" */
static bool read_people(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!is_people(r, i))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, i);
    int k = i + 1 + gm_reading_one_of(r, i + 1, "living");
    int behind = gm_read_add_areas(r, s, k, "of in from across around near throughout");
    int last = -1;
    if (behind > k) {
        int verb = behind;
        while (verb < behind + 5 && (has_class(r, verb, W_BE) ||
                                     gm_reading_one_of(r, verb, "have has had been also all")))
            verb++;
        if (is_order(r, verb) && verb > behind)
            last = leaving_behind(r, verb + 1);
        for (int n = i - 1; n > i - 4 && last < 0; n--)
            if (is_order(r, n))
                last = leaving_behind(r, behind);
    }
    if (last < 0) {
        gm_build_free(s);
        return false;
    }
    list(sr, s, i, last);
    return true;
}

/** "evacuation orders were issued for A and B", "the evacuation of A" */
static bool read_noun(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "evacuation evacuations"))
        return false;
    bool orders = gm_reading_one_of(
        r, i + 1, "order orders warning warnings notice notices alert alerts advisory zone zones");
    if (!orders && has_class(r, i + 1, W_BE) &&
        gm_reading_one_of(r, i + 2, "ordered under mandatory"))
        orders = true; /* "evacuation is ordered in" */
    int k = i + 1 + (orders && !has_class(r, i + 1, W_BE));
    for (int n = 0; orders && n < 7; n++, k++) {
        bool time =
            gm_reading_one_of(r, k, "in") && gm_reading_one_of(r, k + 1, "place effect force");
        if (gm_reading_one_of(r, k, "for in covering across at around") && !time)
            break;
        if (!has_class(r, k, W_BE) &&
            !gm_reading_one_of(
                r, k,
                "has have had been issued remain remains place effect force in given "
                "lifted extended also and warnings orders ordered under way mandatory"))
            return false;
    }
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, i);
    int behind = gm_read_add_areas(r, s, k, orders ? "for in covering across at around" : "of");
    const GmAnchor *in = gm_statement_anchor(s, GM_PART_IN, 0);
    bool land = false;
    if (in && !orders && in->mention >= 0) {
        const GmMention *m = gm_mention_at(r->m, (guint)in->mention);
        land = m->has_place && m->place.kind == GM_PLACE_COUNTRY;
    }
    if (behind == k || land) {
        gm_build_free(s);
        return false;
    }
    list(sr, s, i, behind - 1);
    return true;
}

/** "[, about 1,000 people,] came under mandatory evacuation" at @i: its last chunk; or -1. */
static int under_evacuation(const Reading *r, int i)
{
    int k = i;
    if (gm_reading_punct(r, k, ','))
        for (k++; k < i + 8 && !gm_reading_punct(r, k, ','); k++)
            if (has_class(r, k, W_STOP | W_BE) || is_kind(r, k, C_PLACE))
                return -1;
    k += k > i;
    while (has_class(r, k, W_BE) ||
           gm_reading_one_of(r, k, "have has had been came come put placed also now remain"))
        k++;
    if (!is_word(r, k, "under"))
        return -1;
    for (int n = k + 1; n < k + 5; n++)
        if (gm_reading_one_of(r, n, "evacuation evacuations"))
            return n;
    return -1;
}

/** "A, B and C were evacuated" */
static void read_evacuated(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1;
    while (k < i + 6 && (has_class(r, k, W_BE) ||
                         gm_reading_one_of(r, k, "has have had been also partly being both all")))
        k++;
    int under = under_evacuation(r, i + 1);
    if (under > 0 && !has_class(r, i - 1, W_PREP & ~W_DET) && !is_taken(sr, i, TAKEN_PLACE)) {
        GmStatement *u = gm_build_new(r, GM_ST_AREA, i, under);
        gm_build_anchors(r, u, GM_PART_IN, i);
        list(sr, u, i, under);
        return;
    }
    if (k == i + 1 || !is_word(r, k, "evacuated") || gm_reading_one_of(r, k + 1, "from to") ||
        has_class(r, i - 1, W_PREP) || is_taken(sr, i, TAKEN_PLACE))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, k);
    gm_build_anchors(r, s, GM_PART_IN, i);
    list(sr, s, i, k);
}

void gm_read_evacuation(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_kind(r, i, C_PLACE))
            read_evacuated(sr, i);
        else if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE) && !read_people(sr, i))
            read_noun(sr, i);
    }
}
