/** What a sentence says again without its verb or its noun: "one at A and another at B",
 *  "return A by March and B by June", "so did C", "what they have left is D and E". */
#include "readers.h"

#include <string.h>

/** The statement listed last of the sentence that ends at or before byte @before, or (from
 *  @back sentences ago) of what stands before it; NULL. */
static const GmStatement *told_before(const Reading *r, gsize before, guint back)
{
    enum { MOST = 12 };
    const GmStatement *last = NULL;
    for (guint i = r->list->len, n = 0; i-- > 0 && n < MOST; n++) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence + back < r->sentence)
            break;
        if (s->end <= before && (!last || s->end > last->end))
            last = s;
    }
    return last;
}

/** What stands at places, by its noun, and how it is drawn. */
static const struct {
    const char *words, *feature;
} things[] = {
    {"checkpoint checkpoints roadblock roadblocks barricades barriers", "checkpoint"},
    {"post posts outpost outposts bridgehead bridgeheads watchtowers towers points sites offices",
     "post"},
    {"base bases headquarters garrisons depots barracks airbases", "base"},
    {"crossing crossings gates", "crossing"},
    {"camp camps shelters centres centers hubs", "camp"},
    {"hospital hospitals clinics", "hospital"},
    {"battalion battalions brigade brigades column columns convoy convoys regiments patrols teams "
     "tanks howitzers companies units contingents",
     "unit"},
    {"explosions blasts attacks strikes airstrikes drones rockets missiles shells bombs landings "
     "ambushes fires tunnels graves clashes battles incidents",
     "event"},
};

static const char *feature_of(const Reading *r, int i)
{
    for (gsize n = 0; n < G_N_ELEMENTS(things); n++)
        if (gm_reading_one_of(r, i, things[n].words))
            return things[n].feature;
    return NULL;
}

/** What "one", "another", "others" at @i are: of this sentence's nouns, or of what was told
 *  of just before; NULL. */
static const char *feature_meant(const Reading *r, int i)
{
    enum { FAR = 24 };
    for (int k = i - 1; k >= 0 && k > i - FAR; k--) {
        const char *feature = feature_of(r, k);
        if (feature)
            return feature;
    }
    const GmStatement *s = told_before(r, at(r, i)->start, 1);
    return s && s->kind == GM_ST_DEPLOYMENT && s->feature && strcmp(s->feature, "flow") != 0 &&
                   strcmp(s->feature, "event") != 0
               ? s->feature
               : NULL;
}

/** Behind "at", "on the edge of", "on the Syrian side of" at @i: the place, or -1. */
static int stand_place(const SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "at in near outside inside on by around above beside"))
        return -1;
    int k = i + 1 + has_class(r, i + 1, W_DET);
    k += is_kind(r, k, C_DIR) || is_kind(r, k, C_DEMONYM);
    if (gm_reading_one_of(r, k,
                          "outskirts edge edges side bank shore slope slopes entrance hill hills "
                          "heights summit approaches road") &&
        gm_reading_one_of(r, k + 1, "of to above near"))
        k += 2;
    else if (is_kind(r, k, C_PLACE))
        return is_open_place(sr, k) ? k : -1;
    else
        k = i + 1;
    int place = gm_read_way_place(r, k);
    return place >= 0 && is_open_place(sr, place) ? place : -1;
}

/** Behind "one", "two more", "a third", "others" with its verb ("another stands") at @i: its
 *  preposition, or -1. */
static int another_at(const Reading *r, int i)
{
    int k = i;
    if (gm_reading_one_of(r, i, "a the") &&
        gm_reading_one_of(r, i + 1, "second third fourth fifth sixth last other others"))
        k = i + 2;
    else if (gm_reading_one_of(r, i, "one another others") ||
             (gm_reading_one_of(r, i, "two three four five six seven eight") &&
              !gm_reading_punct(r, i - 1, ':')))
        k = i + 1;
    else
        return -1;
    k += gm_reading_one_of(r, k, "more others further");
    k += 2 * (is_word(r, k, "of") && gm_reading_one_of(r, k + 1, "them these those"));
    for (int n = 0; n < 4 && (has_class(r, k, W_BE) ||
                              gm_reading_one_of(r, k,
                                                "stand stands stood lie lies lay has have "
                                                "been set up being also still opened built "
                                                "located placed established remain remains"));
         n++)
        k++;
    return gm_reading_one_of(r, k, "at in near outside inside on by around above beside") ? k : -1;
}

/** "one at A, another at B and a third near C", "others at A and B" */
static int read_another(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = another_at(r, i), place = k < 0 ? -1 : stand_place(sr, k);
    const char *feature = place < 0 ? NULL : feature_meant(r, i);
    if (!feature || !gm_read_is_spot(r, reading_ref(r, at(r, place)->ref)))
        return i;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, place);
    int behind = i;
    while (place >= 0) {
        behind = gm_read_add_spot_chain(r, s, place, false);
        take(sr, k, behind - 1, TAKEN_PLACE);
        if (place > k + 2 || gm_reading_one_of(r, k, "near around outside"))
            take(sr, k, behind - 1, TAKEN_RANGE); /* said, and no "near" besides */
        int next = behind + gm_reading_punct(r, behind, ',');
        next += has_class(r, next, W_AND) || gm_reading_one_of(r, next, "while");
        k = next > behind ? another_at(r, next) : -1;
        place = k < 0 ? -1 : stand_place(sr, k);
    }
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, feature, feature);
    gm_build_list(r, s);
    return behind - 1;
}

int gm_read_behind_time(const Reading *r, int i)
{
    int k = i + gm_reading_one_of(r, i, "by on in before within during at after until");
    bool led = k > i, time = false;
    for (int n = 0; n < 6; n++, k++) {
        bool day = gm_reading_one_of(r, k,
                                     "monday tuesday wednesday thursday friday saturday sunday "
                                     "yesterday today tomorrow evening morning night afternoon "
                                     "noon midnight dawn dusk day days week weeks month months "
                                     "year years hours") ||
                   (is_kind(r, k, C_WORD) && gm_lexicon_month(at(r, k)->fold) != 0);
        bool number =
            is_kind(r, k, C_NUMBER) || gm_reading_one_of(r, k, "20th 1st two three four five ten");
        if (!day && !number && !has_class(r, k, W_DET) &&
            !gm_reading_one_of(r, k,
                               "next last this same following of end mid early late earlier "
                               "later th st nd rd"))
            break;
        time = time || day || (number && led);
    }
    return time ? k : i;
}

/** The open place that is an object at @i: "the rest of A", "the town of B"; -1. */
static int object_at(const SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    int k = i;
    while (k < i + 5 && !is_open(sr, k) &&
           (has_class(r, k, W_DET | W_SETTLE | W_ADMIN | W_AREA | W_PARTOF) ||
            gm_reading_one_of(r, k, "rest whole most much of nearby neighbouring strategic")))
        k++;
    bool place = is_open(sr, k) && (is_kind(r, k, C_PLACE) || at(r, k)->inside);
    return place && !is_river(r, at(r, k)) ? k : -1;
}

/** What was done to places at the time said, done to others at another: "return A by March,
 *  B by June and the rest of C by July", after statement @base that ends before @k. */
static void read_gapped(SentenceReading *sr, const GmStatement *base, int k)
{
    Reading *r = sr->r;
    int i = gm_read_behind_time(r, k);
    if (i == k)
        return;
    for (;;) {
        int next = i + (gm_reading_punct(r, i, ',') || gm_reading_punct(r, i, ';'));
        next += has_class(r, next, W_AND);
        if (next == i)
            return;
        next += gm_reading_one_of(r, next, "then later also finally");
        int place = object_at(sr, next), last = place;
        if (place < 0)
            return;
        while (has_class(r, last + 1, W_AND) && object_at(sr, last + 2) >= 0)
            last = object_at(sr, last + 2);
        int behind = gm_read_behind_time(r, last + 1);
        if (behind == last + 1)
            return;
        GmStatement *s = gm_build_new(r, base->kind, next, behind - 1);
        for (int n = next; n <= last; n++)
            if (is_open(sr, n)) {
                gm_build_anchors(r, s, base->kind == GM_ST_AREA ? GM_PART_IN : GM_PART_AT, n);
                s->sides |= is_kind(r, n, C_REGION) ? at(r, n)->sides : 0;
            }
        gm_read_list_area(sr, s, next, behind, base->subject, base->feature);
        i = behind;
    }
}

static bool is_told_of_areas(const GmStatement *s)
{
    return s->kind == GM_ST_AREA && s->feature &&
           (strcmp(s->feature, "control") == 0 || strcmp(s->feature, "operation") == 0 ||
            strcmp(s->feature, "emergency") == 0);
}

static void read_gaps(SentenceReading *sr)
{
    Reading *r = sr->r;
    guint n = r->list->len;
    for (guint i = n; i-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence != r->sentence)
            break;
        if (!is_told_of_areas(s))
            continue;
        int k = 0;
        while (k < n_chunks(r) && at(r, k)->start < s->end)
            k++;
        read_gapped(sr, s, k);
    }
}

/** "A fell on Friday, and so did B", "as were C and D" */
static void read_so_did(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "so as") ||
        !gm_reading_one_of(r, i + 1, "did has have had was were is are will"))
        return;
    const GmStatement *base = told_before(r, at(r, i)->start, i < 2);
    int place = object_at(sr, i + 2), last = place;
    if (place < 0 || !base || !is_told_of_areas(base))
        return;
    while (has_class(r, last + 1, W_AND) && object_at(sr, last + 2) >= 0)
        last = object_at(sr, last + 2);
    bool ends = is_kind(r, last + 1, C_PUNCT) || is_kind(r, last + 1, C_END) ||
                has_class(r, last + 1, W_PREP | W_STOP) ||
                gm_read_behind_time(r, last + 1) > last + 1;
    if (!ends || (is_word(r, i, "as") && is_kind(r, last + 1, C_WORD)))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, last);
    for (int n = place; n <= last; n++)
        if (is_open(sr, n))
            gm_build_anchors(r, s, GM_PART_IN, n);
    gm_read_list_area(sr, s, i, last + 1, base->subject, base->feature);
}

/** Over ", the capital," and ", in the south," between the places of a list, from its comma
 *  at @i: where the next place is looked for, or @i. */
static int behind_aside(const SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    for (int k = i + 1; k < i + 9; k++) {
        if (is_kind(r, k, C_END) || gm_reading_punct(r, k, ';') || gm_reading_punct(r, k, '.') ||
            has_class(r, k, W_SAY))
            return i;
        if (!gm_reading_punct(r, k, ','))
            continue;
        int next = k + 1 + has_class(r, k + 1, W_AND);
        next += next > k + 1 && gm_reading_punct(r, next, ',');
        return object_at(sr, next) >= 0 || gm_reading_one_of(r, next, "in on") ? next : i;
    }
    return i;
}

/** Adds the places of a list with asides from @i on; the chunk behind, or @i. */
static int add_listed(const SentenceReading *sr, GmStatement *s, int i)
{
    const Reading *r = sr->r;
    int behind = i;
    for (int k = i; k < i + 60;) {
        int place = object_at(sr, k);
        if (place < 0) {
            int over =
                behind > i && gm_reading_punct(r, k - 1, ',') ? behind_aside(sr, k - 1) : k - 1;
            if (behind == i || over <= k - 1)
                break;
            k = over;
            continue;
        }
        if (behind > i && has_class(r, place + 1, W_BE | W_MOVE))
            break; /* another clause */
        gm_build_anchors(r, s, GM_PART_IN, place);
        s->sides |= is_kind(r, place, C_REGION) ? at(r, place)->sides : 0;
        behind = place + 1;
        int next = behind + gm_reading_punct(r, behind, ',');
        next += has_class(r, next, W_AND);
        if (next == behind)
            break;
        if (gm_reading_punct(r, next, ',')) /* "and, in the south, B" */
            next++;
        k = next;
    }
    return behind;
}

/** "What the junta has left is A, the capital, and B", "all that they still hold is C" */
static void read_what_is_left(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "what all"))
        return;
    int k = i + 1;
    bool holds = false, forces = gm_read_is_military(r, true);
    for (int n = 0; n < 16; n++, k++) {
        if (holds && has_class(r, k, W_BE))
            break;
        if (is_kind(r, k, C_PUNCT) || is_kind(r, k, C_END) || has_class(r, k, W_SAY))
            return;
        forces = forces || gm_reading_one_of(r, k, "junta government group alliance side");
        holds = holds || gm_reading_one_of(r, k,
                                           "left holds hold keeps keep controls control retains "
                                           "retain remains held kept occupies occupy");
    }
    if (!forces || !has_class(r, k, W_BE))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, k);
    int behind = add_listed(sr, s, k + 1);
    if (s->anchors->len == 0)
        gm_build_free(s);
    else
        gm_read_list_area(sr, s, i, behind, "control", "control");
}

static bool is_dash(const Reading *r, int i)
{
    return gm_reading_hyphen(r, i) && at(r, i)->start > at(r, i - 1)->end;
}

/** "Three towns along it — A, B and C — are now in its hands", "both crossings (A and B)
 *  are shut": the fate of what an aside lists. */
static void read_listed_aside(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    bool site = has_class(r, i, W_CROSS | W_BASE | W_CHECK | W_CAMP) ||
                gm_reading_one_of(r, i, "ports airports bridges dams posts hospitals");
    bool land = has_class(r, i, W_SETTLE | W_ADMIN) ||
                gm_reading_one_of(r, i,
                                  "townships islands suburbs neighbourhoods neighborhoods "
                                  "settlements communities areas cities hamlets");
    gsize len = at(r, i)->fold_len;
    if ((!site && !land) || len < 2 || at(r, i)->fold[len - 1] != 's')
        return;
    int open = i + 1;
    while (open < i + 8 && !is_kind(r, open, C_PUNCT) && !has_class(r, open, W_STOP | W_SAY | W_BE))
        open++;
    bool bracket = gm_reading_punct(r, open, '('), comma = gm_reading_punct(r, open, ',');
    if (!bracket && !comma && !is_dash(r, open))
        return;
    GmStatement *s = gm_build_new(r, site ? GM_ST_DEPLOYMENT : GM_ST_AREA, i, open);
    int close = add_listed(sr, s, open + 1 + gm_reading_one_of(r, open + 1, "including namely"));
    for (int n = 0; n < 10 && !(comma     ? gm_reading_punct(r, close, ',')
                                : bracket ? gm_reading_punct(r, close, ')')
                                          : is_dash(r, close));
         n++)
        close++; /* ", which touches the border as well" */
    int verb = close + 1;
    while (verb < close + 7 &&
           (has_class(r, verb, W_BE) ||
            gm_reading_one_of(r, verb,
                              "has have had been being both all now also still remain "
                              "remained since again already reportedly")))
        verb++;
    const char *subject = NULL;
    int last = -1;
    if (!site && s->anchors->len >= 2 && verb < n_chunks(r)) {
        last = gm_read_hands_at(r, verb, &subject);
        last = last < 0 ? gm_read_ruin_at(r, verb, &subject) : last;
    } else if (site && s->anchors->len >= 2 &&
               gm_reading_one_of(r, verb,
                                 "shut closed open opened reopened struck hit destroyed "
                                 "damaged bombed seized captured blocked manned")) {
        last = verb;
        subject = at(r, i)->fold;
    }
    if (last < 0) {
        gm_build_free(s);
        return;
    }
    for (guint n = 0; site && n < s->anchors->len; n++)
        g_array_index(s->anchors, GmAnchor, n).part = GM_PART_AT;
    const char *feature = site ? feature_of(r, i) : "control";
    gm_read_list_area(sr, s, i, last + 1, subject, feature ? feature : "event");
}

/** A country does it: "Armenia was to return". */
static bool is_of_state(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 7 && !has_class(r, k, W_STOP); k--)
        if (is_kind(r, k, C_PLACE))
            return gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT) ==
                   GM_PLACE_COUNTRY;
    return false;
}

/** "The army was to return A", "vacated B": what is given up without a word of taking. */
static void read_returned(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "return returned returning returns vacate vacating") ||
        !(gm_read_is_military(r, true) || is_of_state(r, i)) ||
        has_class(r, i - 1, W_DET | W_ADMIN))
        return;
    int place = object_at(sr, i + 1);
    if (place < 0 || gm_reading_one_of(r, place + 1, "from for") ||
        gm_reading_place_kind(r, reading_ref(r, at(r, place)->ref), GM_PLACE_SETTLEMENT) ==
            GM_PLACE_COUNTRY)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, place);
    int behind = add_listed(sr, s, i + 1);
    gm_read_list_area(sr, s, i, MAX(behind, place + 1), "control", "control");
}

void gm_read_another(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_WORD))
            i = MAX(i, read_another(sr, i));
}

void gm_read_elliptic(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_WORD)) {
            read_returned(sr, i);
            read_so_did(sr, i);
            read_what_is_left(sr, i);
            read_listed_aside(sr, i);
        }
    read_gaps(sr);
}
