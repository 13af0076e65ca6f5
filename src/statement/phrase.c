#include "phrase.h"

void gm_phrase_args_init(Args *a)
{
    *a = (Args){.first = -1, .last = -1};
    a->places = g_array_new(FALSE, FALSE, sizeof(Arg));
    a->measures = g_array_new(FALSE, FALSE, sizeof(ArgMeasure));
}

void gm_phrase_args_clear(Args *a)
{
    if (a->places)
        g_array_free(a->places, TRUE);
    if (a->measures)
        g_array_free(a->measures, TRUE);
    a->places = a->measures = NULL;
}

void gm_phrase_used(Args *a, int first, int last)
{
    if (a->first < 0 || first < a->first)
        a->first = first;
    a->last = MAX(a->last, last);
}

void gm_phrase_add(Args *a, GmAnchorPart part, int chunk, bool around, bool beside)
{
    Arg arg = {part, chunk, around, beside};
    g_array_append_val(a->places, arg);
}

const Arg *gm_phrase_find(const Args *a, GmAnchorPart part)
{
    for (guint i = 0; i < a->places->len; i++)
        if (g_array_index(a->places, Arg, i).part == part)
            return &g_array_index(a->places, Arg, i);
    return NULL;
}

int gm_phrase_clause_end(const Reading *r, int i)
{
    for (; i < n_chunks(r); i++) {
        if (has_class(r, i, W_STOP))
            return i;
        if (gm_reading_punct(r, i, ';'))
            return i;
        if (gm_reading_punct(r, i, '.') && i + 1 < n_chunks(r) &&
            (at(r, i + 1)->token_flags & GM_TOKEN_SPACE_BEFORE))
            return i;
    }
    return i;
}

/** Skips "a section of the [strategic] …", "the length of", quotes before a line. */
static int skip_to_line(const Reading *r, int i)
{
    int k = i;
    if (has_class(r, k, W_DET) && is_kind(r, k + 1, C_DEMONYM) && is_word(r, k + 2, "side") &&
        is_word(r, k + 3, "of")) /* "on the Georgian side of the boundary" */
        k += 4;
    else if (has_class(r, k, W_DET) && gm_reading_one_of(r, k + 1, "own side"))
        k += is_word(r, k + 1, "own") && is_word(r, k + 2, "side") && is_word(r, k + 3, "of") ? 4
                                                                                              : 0;
    while (k < i + 8 && !is_linear(r, k) &&
           (has_class(r, k, W_DET | W_PIECE) || gm_reading_quote(r, k) || is_kind(r, k, C_NUMBER) ||
            gm_lexicon_month(at(r, k)->fold) ||
            gm_reading_one_of(r, k,
                              "of strategic main entire whole full shared common international "
                              "important key vital coastal de facto facto both sides each "
                              "either side much most parts some current former heavily "
                              "fortified military busy volatile") ||
            is_kind(r, k, C_DIR) || (gm_reading_hyphen(r, k) && is_kind(r, k - 1, C_DIR))))
        k++;
    return is_linear(r, k) ? k : -1;
}

static bool is_areal(const Reading *r, int i)
{
    if (is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION))
        return true;
    /* "Syrian territory" */
    return is_kind(r, i, C_DEMONYM) &&
           gm_reading_one_of(r, i + 1, "territory territories land soil side lands");
}

static int behind_areal(const Reading *r, int i)
{
    return is_kind(r, i, C_DEMONYM) ? i + 2 : i + 1;
}

/** "on each side", "along both sides", "either side": the chunk behind, or @i. */
static int read_both_sides(const Reading *r, int i)
{
    int k = i;
    if (gm_reading_one_of(r, k, "on to along at from in per"))
        k++;
    if (is_word(r, k, "the"))
        k++;
    if (!gm_reading_one_of(r, k, "each either both") &&
        !(is_word(r, i, "per") && gm_reading_one_of(r, k, "side")))
        return i;
    if (!is_word(r, i, "per"))
        k++;
    return gm_reading_one_of(r, k, "side sides flank flanks bank banks") ? k + 1 : i;
}

static bool says_each(const Reading *r, int i, int behind)
{
    for (; i < behind; i++)
        if (gm_reading_one_of(r, i, "each either per"))
            return true;
    return false;
}

/** "It", of the line that the phrase has. */
static bool is_line_again(const Reading *r, int i, const Args *a)
{
    return at(r, i)->n == 1 && gm_phrase_find(a, GM_PART_ALONG) &&
           g_str_equal(gm_text_token_fold(r->d, at(r, i)->first), "it");
}

/** "of the M4", "from the line" behind @i; the chunk behind, or @i. */
static int read_of_line(const Reading *r, int i, Args *a)
{
    if (!gm_reading_one_of(r, i, "of from off along behind"))
        return i;
    if (is_line_again(r, i + 1, a))
        return i + 2; /* "6 km north of the road and 4 km south of it" */
    int line = skip_to_line(r, i + 1);
    if (line < 0)
        return i;
    gm_phrase_add(a, GM_PART_ALONG, line, false, false);
    gm_phrase_used(a, i, line);
    return line + 1;
}

/** "[to the] north [side] [of LINE]"; @loose: also with no line behind. */
static int read_sides(const Reading *r, int i, Args *a, bool loose)
{
    int k = i;
    bool to = gm_reading_one_of(r, k, "to on in at");
    k += to;
    bool the = is_word(r, k, "the");
    k += the;
    if (!is_kind(r, k, C_DIR))
        return i;
    guint sides = at(r, k)->sides;
    k++;
    if (gm_reading_one_of(r, k, "side sides bank banks"))
        k++;
    int behind = read_of_line(r, k, a);
    if (behind == k && !(loose || (to && the)))
        return i;
    if (behind == k && is_word(r, k, "of"))
        return i;
    a->sides |= sides;
    gm_phrase_used(a, i, behind - 1);
    return behind;
}

/* "north and south": a measure before it is the reach to each of them */
static bool faces_both_ways(guint sides)
{
    const guint pairs[] = {GM_SIDE_N | GM_SIDE_S, GM_SIDE_E | GM_SIDE_W, GM_SIDE_NE | GM_SIDE_SW,
                           GM_SIDE_NW | GM_SIDE_SE};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        if ((sides & pairs[i]) == pairs[i])
            return true;
    return false;
}

static int read_measure_arg(const Reading *r, int i, Args *a)
{
    ArgMeasure m = {.chunk = i};
    int k = i + 1;
    if (gm_reading_punct(r, k, ')'))
        k++;
    if (is_word(r, k, "away") && gm_reading_one_of(r, k + 1, "from of"))
        k++;
    int both = read_both_sides(r, k);
    if (both > k) {
        m.each = true;
        a->sides |= GM_SIDE_OF_BOTH;
        k = read_of_line(r, both, a);
    } else if (gm_phrase_is_nearest(r, i) && skip_to_line(r, i + 2) >= 0) {
        m.from = true;
        int line = skip_to_line(r, i + 2);
        gm_phrase_add(a, GM_PART_ALONG, line, false, false);
        gm_phrase_used(a, i, line);
        k = line + 1;
    } else if (gm_reading_one_of(r, k, "from of behind") && skip_to_line(r, k + 1) >= 0) {
        m.from = !is_word(r, k, "of");
        k = read_of_line(r, k, a);
    } else {
        guint before = a->sides;
        a->sides = 0;
        int side = read_sides(r, k, a, true);
        /* "12 km to the north and to the south" holds for both alike */
        if (side > k)
            m.side = a->sides;
        bool wide = at(r, i)->has_part && at(r, i)->measure.part == GM_MEASURE_WIDTH;
        m.each = !wide && faces_both_ways(m.side);
        a->sides |= before;
        k = side;
    }
    g_array_append_val(a->measures, m);
    gm_phrase_used(a, i, k - 1);
    return k;
}

static int read_except(const Reading *r, int i, Args *a)
{
    int k = i;
    if (gm_reading_one_of(r, k, "except excluding excepting barring save"))
        k++;
    else if (is_word(r, k, "with") && is_word(r, k + 1, "the") && is_word(r, k + 2, "exception"))
        k += 3;
    else if (gm_reading_one_of(r, k, "apart aside") && is_word(r, k + 1, "from"))
        k += 2;
    else if (is_word(r, k, "other") && is_word(r, k + 1, "than"))
        k += 2;
    else if (is_word(r, k, "not") &&
             gm_reading_one_of(r, k + 1, "including include affect touch cover encompass enter"))
        k += 2;
    else if (gm_reading_one_of(r, k, "circumvent circumvents circumventing bypass bypasses"))
        k++;
    else
        return i;
    while (gm_reading_one_of(r, k, "for in of from the"))
        k++;
    if (!is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION))
        return i;
    gm_phrase_add(a, GM_PART_EXCEPT, k, false, false);
    gm_phrase_used(a, i, k);
    return k + 1;
}

/** "on the east bank of the Euphrates" has become a region of a river. */
static int read_bank(const Reading *r, int i, Args *a)
{
    int k = skip_the(r, i + 1);
    const Chunk *c = at(r, k);
    if (c->kind != C_REGION ||
        gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_AREA) != GM_PLACE_RIVER)
        return i;
    gm_phrase_add(a, GM_PART_ALONG, k, false, false);
    a->sides |= c->sides;
    gm_phrase_used(a, i, k);
    return k + 1;
}

static int read_along(const Reading *r, int i, Args *a)
{
    int k = i + 1;
    if (gm_reading_one_of(r, i, "parallel close next adjacent") && is_word(r, k, "to"))
        k++;
    int both = read_both_sides(r, k);
    if (both > k && is_word(r, both, "of")) {
        a->sides |= GM_SIDE_OF_BOTH;
        a->each = a->each || says_each(r, k, both);
        k = both + 1;
    }
    for (int n = 0; n < 2 && (is_kind(r, k, C_MEASURE) || is_word(r, k, "of")); n++)
        k++; /* "along 30 km of the border" */
    int line = skip_to_line(r, k);
    if (line < 0)
        return i;
    if (is_kind(r, i + 1, C_MEASURE)) {
        ArgMeasure m = {.chunk = i + 1};
        g_array_append_val(a->measures, m);
    }
    gm_phrase_add(a, GM_PART_ALONG, line, false, false);
    gm_phrase_used(a, i, line);
    return line + 1;
}

static int read_in(const Reading *r, int i, Args *a)
{
    int k = i + 1;
    while (k < i + 5 && !is_areal(r, k) &&
           (has_class(r, k, W_DET | W_AREA | W_PARTOF) || gm_reading_quote(r, k) ||
            gm_reading_one_of(r, k,
                              "of most much parts entire whole all the opposition rebel held "
                              "contested war torn occupied heart adjoining adjacent neighbouring "
                              "neighboring nearby bordering districts some")))
        k++;
    if (!is_areal(r, k))
        return i;
    const Arg *before = a->places->len ? &g_array_index(a->places, Arg, a->places->len - 1) : NULL;
    if (before && before->chunk == i - 1 && is_word(r, i, "in") &&
        (before->part == GM_PART_FROM || before->part == GM_PART_TO || before->part == GM_PART_OF ||
         before->part == GM_PART_EXCEPT))
        return behind_areal(r, k); /* "A with B in C": where B is */
    if (gm_reading_one_of(r, i, "inside within into"))
        a->inside = true;
    if (is_word(r, i, "into"))
        a->into = true;
    gm_phrase_add(a, GM_PART_IN, k, false, false);
    gm_phrase_used(a, i, behind_areal(r, k) - 1);
    return behind_areal(r, k);
}

/** A nation that owns what follows: "the US base at", "the Russian embassy". */
static bool is_owner_of_noun(const Reading *r, int k)
{
    const Chunk *c = at(r, k);
    bool nation = c->kind == C_DEMONYM || c->kind == C_ACTOR ||
                  (c->kind == C_PLACE && gm_reading_place_kind(r, reading_ref(r, c->ref),
                                                               GM_PLACE_AREA) == GM_PLACE_COUNTRY);
    return nation && is_kind(r, k + 1, C_WORD) && !has_class(r, k + 1, W_PREP | W_AND | W_BE);
}

static int read_around(const Reading *r, int i, Args *a)
{
    int k = i + 1;
    while (k < i + 8 && (is_owner_of_noun(r, k) ||
                         (is_kind(r, k, C_WORD) && !has_class(r, k, W_BE | W_STOP | W_SAY) &&
                          (!has_class(r, k, W_PREP) || gm_reading_one_of(r, k, "at of in")))))
        k++;
    if (is_linear(r, k)) {
        gm_phrase_add(a, GM_PART_ALONG, k, false, false);
    } else if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_NAME)) {
        gm_phrase_add(a, GM_PART_OF, k, true, false);
    } else {
        return i;
    }
    gm_phrase_used(a, i, k);
    return k + 1;
}

/** "on the Golan Heights", "on Sakhalin": lands that one is on. */
static bool is_on_land(const Reading *r, int i)
{
    int k = i + 1 + has_class(r, i + 1, W_DET);
    if (!is_word(r, i, "on") || !is_kind(r, k, C_PLACE) || at(r, k)->possessive)
        return false;
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT);
    return kind == GM_PLACE_REGION || kind == GM_PLACE_ISLAND || kind == GM_PLACE_MOUNTAIN ||
           kind == GM_PLACE_AREA;
}

int gm_phrase_read_arg(const Reading *r, int i, Args *a)
{
    if (is_kind(r, i, C_MEASURE))
        return read_measure_arg(r, i, a);
    if (is_kind(r, i, C_PLACE) && gm_reading_one_of(r, i + 1, "excepted excluded aside")) {
        gm_phrase_add(a, GM_PART_EXCEPT, i, false, false);
        gm_phrase_used(a, i, i + 1);
        return i + 2;
    }
    int k = read_both_sides(r, i);
    if (k > i) {
        a->sides |= GM_SIDE_OF_BOTH;
        a->each = a->each || says_each(r, i, k);
        gm_phrase_used(a, i, k - 1);
        return read_of_line(r, k, a);
    }
    if (is_kind(r, i, C_DIR) || gm_reading_one_of(r, i, "to on in at the")) {
        k = read_sides(r, i, a, false);
        if (k > i)
            return k;
    }
    if (!is_kind(r, i, C_WORD))
        return i;
    if ((k = read_except(r, i, a)) > i)
        return k;
    if (is_word(r, i, "from") && (k = gm_phrase_read_from_to(r, i, a)) > i)
        return k;
    if (is_word(r, i, "out") && is_word(r, i + 1, "of") &&
        (k = gm_phrase_read_from_to(r, i + 1, a)) > i + 1)
        return k;
    if (gm_reading_one_of(r, i, "on along") && (k = read_bank(r, i, a)) > i)
        return k;
    if (is_on_land(r, i) && (k = read_in(r, i, a)) > i)
        return k;
    if (gm_reading_one_of(r, i, "connection communication") && is_word(r, i + 1, "of") &&
        (k = gm_phrase_read_two(r, i + 1, a)) > i + 1)
        return k;
    if (gm_reading_one_of(r, i,
                          "between linking connecting joining separating links connects "
                          "separates connected link connect join separate joins separated") &&
        (k = gm_phrase_read_two(r, i, a)) > i)
        return k;
    if (gm_reading_one_of(r, i,
                          "along astride flanking following bordering straddling parallel on "
                          "around down beyond beside alongside at near close next adjacent "
                          "hugging abutting") &&
        (k = read_along(r, i, a)) > i)
        return k;
    if (gm_reading_one_of(r, i,
                          "around surrounding encircling about ringing surrounds "
                          "surround encircles encircle rings") &&
        (k = read_around(r, i, a)) > i)
        return k;
    bool takes = at(r, i)->fold[0] == 't' && gm_reading_one_of(r, i, "takes take taking") &&
                 is_word(r, i + 1, "in");
    if ((takes || gm_reading_one_of(r, i,
                                    "in inside within for across throughout over covering of into "
                                    "including encompassing comprising covers cover covered "
                                    "includes include comprises comprise encompasses encompass "
                                    "straddles straddling")) &&
        (k = read_in(r, i + takes, a)) > i + takes)
        return k;
    if (gm_reading_one_of(r, i, "at near") && !gm_phrase_find(a, GM_PART_ALONG) &&
        is_kind(r, skip_the(r, i + 1), C_PLACE)) {
        k = skip_the(r, i + 1);
        gm_phrase_add(a, GM_PART_IN, k, false, true);
        gm_phrase_used(a, i, k);
        return k + 1;
    }
    return i;
}

/** Talk about the zone, not the zone's place: "agreed in Sochi". */
static bool turns_away(const Reading *r, int i)
{
    return has_class(r, i, W_SAY) ||
           gm_reading_one_of(r, i,
                             "agreed signed discussed announced negotiated brokered reached "
                             "decided presented outlined unveiled approved meeting talks "
                             "summit conference deal agreement memorandum visit born killed "
                             "wounded arrested died called calls call");
}

/** The zone noun at @i is another thing than the phrase at hand; in apposition
 *  ("a corridor, a narrow strip", "the zone is a strip") it is the same. Returns
 *  the first chunk of the other's phrase, or -1. */
static int other_zone(const Reading *r, int from, int i)
{
    if (!has_class(r, i, W_ZONE | W_CORRIDOR))
        return -1;
    int k = i;
    while (k > from && !has_class(r, k, W_DET))
        k--;
    if (k <= from || gm_reading_punct(r, k - 1, ',') || has_class(r, k - 1, W_BE))
        return -1;
    return k;
}

static void drop_args_behind(Args *a, int chunk)
{
    while (a->places->len > 0 && g_array_index(a->places, Arg, a->places->len - 1).chunk >= chunk)
        g_array_set_size(a->places, a->places->len - 1);
    while (a->measures->len > 0 &&
           g_array_index(a->measures, ArgMeasure, a->measures->len - 1).chunk >= chunk)
        g_array_set_size(a->measures, a->measures->len - 1);
    a->last = MIN(a->last, chunk - 1);
}

/** A new predicate ("and set up a base"), or the place of a place ("X, 20 km
 *  from Y"): what follows is no part of the phrase. */
static bool begins_anew(const Reading *r, int i, const Args *a)
{
    if (has_class(r, i, W_AND) && has_class(r, i + 1, W_DEPLOY | W_MOVE | W_SEIZE | W_STRIKE))
        return true;
    if (gm_reading_punct(r, i, ',') && is_word(r, i + 1, "and") && is_kind(r, i + 2, C_WORD) &&
        !has_class(r, i + 2, W_PREP))
        return true;
    if (gm_reading_punct(r, i, ',') || has_class(r, i, W_AND)) { /* "and a second one" */
        int k = i + 1 + has_class(r, i, W_PREP);
        k += has_class(r, k, W_AND);
        k += has_class(r, k, W_DET);
        if (gm_reading_one_of(r, k, "one another second third other") &&
            (gm_reading_one_of(r, k + 1, "one of") || is_kind(r, k + 1, C_MEASURE)))
            return a->measures->len > 0;
    }
    if (!is_kind(r, i, C_MEASURE) || at(r, i)->has_part)
        return false;
    int k = is_kind(r, i + 1, C_DIR) ? i + 2 : i + 1;
    return gm_reading_one_of(r, k, "from of") && is_kind(r, k + 1, C_PLACE) &&
           !is_river(r, at(r, k + 1)) && !is_line_again(r, k + 1, a);
}

/** Behind a road: ", which connects A to B", ", a highway that links A to B" tell of
 *  the road, no more of the zone along it. */
static bool tells_of_road(const Reading *r, int i)
{
    bool comma = gm_reading_punct(r, i, ',');
    int k = comma ? i + 1 : i;
    if (comma && has_class(r, k, W_DET))
        for (int n = 0;
             n < 4 && (has_class(r, k, W_DET) || is_kind(r, k, C_WORD) || is_kind(r, k, C_ROAD)) &&
             !gm_reading_one_of(r, k, "which that linking connecting");
             n++)
            k++;
    return gm_reading_one_of(r, k, "which that linking connecting");
}

/** Behind a place: ", a base on the highway, near the border" tells of the place, no
 *  more of the zone around it; ", a strip 5 km deep" does. */
static bool tells_of_place(const Reading *r, int i)
{
    if (!gm_reading_punct(r, i, ',') || !gm_reading_one_of(r, i + 1, "a an"))
        return false;
    for (int k = i + 2; k < i + 8 && !gm_reading_punct(r, k, ','); k++)
        if (is_kind(r, k, C_MEASURE) || has_class(r, k, W_ZONE | W_CORRIDOR))
            return false;
    return true;
}

/** "a stretch of the M4 in the X zone linking A and B": the road links them. */
static bool links_for_road(const Reading *r, int from, int i)
{
    if (!gm_reading_one_of(r, i, "linking connecting joining") ||
        has_class(r, from - 1, W_CORRIDOR))
        return false;
    for (int k = from - 2; k > from - 11 && k >= 0; k--)
        if (is_kind(r, k, C_ROAD))
            return true;
    return false;
}

void gm_phrase_collect(const Reading *r, int from, int to, Args *a)
{
    int budget = 14, i = from;
    bool away = false;
    while (i < to && budget > 0) {
        int other = other_zone(r, from, i);
        if (other >= 0) {
            drop_args_behind(a, other);
            return;
        }
        if ((i > from && begins_anew(r, i, a)) || links_for_road(r, from, i))
            return;
        if (is_kind(r, i, C_MEASURE) && a->measures->len > 0 && gm_phrase_weapon_of(r, i) >= 0)
            return; /* the same again, for another weapon: read_again.c */
        if (!away || !gm_reading_one_of(r, i, "in for of at near across over between")) {
            int k = gm_phrase_read_arg(r, i, a);
            if (k > i) {
                i = k;
                budget = 11;
                continue;
            }
        }
        if (is_kind(r, i, C_REGION) && a->places->len == 0 && i == from) {
            /* "a buffer zone north of Saraqib" */
            bool river = gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_AREA) ==
                         GM_PLACE_RIVER;
            bool strip = river && a->measures->len > 0;
            gm_phrase_add(a, strip ? GM_PART_ALONG : GM_PART_IN, i, false, false);
            a->sides |= strip ? at(r, i)->sides : 0;
            gm_phrase_used(a, i, i);
            i++;
            continue;
        }
        if (gm_reading_punct(r, i, ':') ||
            (gm_reading_punct(r, i, ',') &&
             gm_reading_one_of(r, i + 1, "stressing adding saying noting warning insisting")))
            return;
        if (turns_away(r, i))
            away = true;
        if (i == a->last + 1 && is_linear(r, a->last) && tells_of_road(r, i))
            return;
        if (i == a->last + 1 && is_kind(r, a->last, C_PLACE) && tells_of_place(r, i))
            return;
        if (has_class(r, i, W_ZONE | W_CORRIDOR) || is_kind(r, i, C_ACTOR))
            budget -= 2;
        if (!gm_reading_quote(r, i) && !gm_reading_punct(r, i, '('))
            budget--;
        i++;
    }
}
