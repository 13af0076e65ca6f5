/** Lengths and directions: "some 15–20 km", "thirty-two kilometres deep",
 *  "north-west", "to the north and to the south". */
#include "reading.h"

#include "quantity.h"

#include <math.h>
#include <string.h>

/** A number at @i: digits, or words ("twenty-five", "one hundred"). Sets
 *  @behind to the chunk after it. */
static bool read_number(const Reading *r, int i, double *value, int *behind)
{
    const Chunk *c = at(r, i);
    if (c->kind == C_NUMBER) {
        if (strchr(c->fold, ':') || !gm_text_parse_number(c->fold, value))
            return false;
        *behind = i + 1;
        return true;
    }
    if (c->kind != C_WORD)
        return false;
    double v = 0.0;
    if (!gm_text_parse_number(c->fold, &v))
        return false;
    int k = i + 1;
    for (;;) { /* "twenty-five", "one hundred and fifty" */
        int next = gm_reading_hyphen(r, k) || is_word(r, k, "and") ? k + 1 : k;
        double w = 0.0;
        const Chunk *n = at(r, next);
        if (n->kind != C_WORD || !gm_text_parse_number(n->fold, &w))
            break;
        if ((w == 100.0 || w == 1000.0) && v < w && next == k)
            v *= w;
        else if (w < 10.0 && v >= 20.0 && fmod(v, 10.0) == 0.0 && !is_word(r, k, "and"))
            v += w;
        else if (w < 100.0 && v >= 100.0 && fmod(v, 100.0) == 0.0)
            v += w;
        else
            break;
        k = next + 1;
    }
    *value = v;
    *behind = k;
    return true;
}

/** A unit at @i; sets @behind. "nautical miles" is two words. */
static double read_unit(const Reading *r, int i, const char **name, int *behind)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_WORD)
        return 0.0;
    if (g_str_equal(c->fold, "nautical")) {
        int k = gm_reading_hyphen(r, i + 1) ? i + 2 : i + 1;
        const Chunk *n = at(r, k);
        if (n->kind == C_WORD && g_str_has_prefix(n->fold, "mile")) {
            *name = "nmi";
            *behind = k + 1;
            return 1852.0;
        }
        return 0.0;
    }
    *behind = i + 1;
    return gm_lexicon_unit(c->fold, name);
}

/** Speeds, areas, heights, money and headcounts have a unit that is no length here. */
static bool is_other_quantity(const Reading *r, int first, int behind, const char *unit)
{
    if (gm_reading_one_of(r, behind,
                          "square sq cubic high tall thick altitude elevation per an higher above "
                          "lower race dash sprint freestyle butterfly hurdles relay"))
        return true;
    if (gm_reading_punct(r, behind, '/') && !is_kind(r, behind + 1, C_NUMBER))
        return true;
    if (gm_reading_one_of(r, first - 1, "square sq height altitude elevation magnitude"))
        return true;
    bool money = is_kind(r, first - 1, C_PUNCT) &&
                 memchr("$", r->d->text[at(r, first - 1)->start], 1) != NULL;
    if (money || gm_reading_punct(r, first - 1, '#'))
        return true;
    const char *text = r->d->text + at(r, first)->start;
    if (first > 0 && at(r, first - 1)->kind == C_PUNCT) { /* euro, pound, yen */
        const char *p = r->d->text + at(r, first - 1)->start;
        if (g_str_has_prefix(p, "€") || g_str_has_prefix(p, "£") || g_str_has_prefix(p, "¥"))
            return true;
    }
    (void)text;
    if (g_str_equal(unit, "m")) { /* a lone "m" may be millions */
        const Chunk *u = at(r, behind - 1);
        if (u->end - u->start == 1)
            return !(
                has_class(r, behind, W_DIR | W_ZONE | W_CORRIDOR) || is_kind(r, behind, C_PUNCT) ||
                gm_reading_one_of(r, behind,
                                  "wide deep long from of away off in on to radius buffer zone "
                                  "strip corridor along exclusion either each both "
                                  "northern southern"));
    }
    return false;
}

/** Behind "-", "to", "-to-" or "- to", or 0. */
static int behind_range_dash(const Reading *r, int i)
{
    int k = gm_reading_hyphen(r, i) ? i + 1 : i;
    if (is_word(r, k, "to"))
        k = gm_reading_hyphen(r, k + 1) ? k + 2 : k + 1;
    return k > i ? k : 0;
}

/** Number, maybe a range, and a unit at @i; @behind is set behind the unit. */
static bool read_measure(const Reading *r, int i, GmMeasure *out, int *behind)
{
    double value = 0.0, max = 0.0;
    int k = 0, j = 0;
    const char *unit = NULL;
    bool half = is_word(r, i, "half") && gm_reading_one_of(r, i + 1, "a an") &&
                read_unit(r, i + 2, &unit, &k) > 0.0; /* "half a mile of" */
    if (half) {
        value = 0.5;
        k = i + 2;
    } else if (!read_number(r, i, &value, &k)) {
        /* "a kilometre from", "one mile": one */
        if (!gm_reading_one_of(r, i, "a half") || read_unit(r, i + 1, &unit, &k) <= 0.0)
            return false;
        if (!(has_class(r, k, W_DIR) || gm_reading_one_of(r, k, "from of away off inside into")))
            return false;
        value = 1.0;
        k = i + 1;
    }
    if (!half && is_word(r, k, "and") && is_word(r, k + 1, "a") && is_word(r, k + 2, "half")) {
        value += 0.5; /* "one and a half kilometres" */
        k += 3;
    }
    max = value;
    double metres = read_unit(r, gm_reading_hyphen(r, k) ? k + 1 : k, &unit, &j);
    double metres_max = metres;
    int dash = metres > 0.0 ? j : k;
    bool both = i > 0 && is_word(r, i - 1, "between") && is_word(r, dash, "and");
    int m = 0, next = both ? dash + 1 : behind_range_dash(r, dash);
    if (next > 0 && read_number(r, next, &max, &m)) {
        int u = 0;
        const char *unit2 = NULL;
        double metres2 = read_unit(r, gm_reading_hyphen(r, m) ? m + 1 : m, &unit2, &u);
        if (metres2 > 0.0 && max * metres2 > value * (metres > 0.0 ? metres : metres2)) {
            unit = metres > 0.0 ? unit : unit2;
            metres = metres > 0.0 ? metres : metres2;
            metres_max = metres2;
            j = u;
        } else if (metres <= 0.0) {
            return false;
        } else {
            max = value;
        }
    } else {
        max = value;
    }
    if (metres <= 0.0 || !isfinite(value) || value <= 0.0)
        return false;
    *behind = j;
    out->value = value;
    out->max = max * metres_max / metres;
    out->metres = value * metres;
    out->metres_max = max * metres_max;
    g_strlcpy(out->unit, unit, sizeof out->unit);
    return !is_other_quantity(r, i, j, unit);
}

/* Is the measure of tokens @first to @behind how long a line is: "extends 60 km along", "runs
 * along the border for 120 km"? @p: the token before its approximations. */
static bool is_length(const Reading *r, int first, int behind, int p)
{
    if (gm_reading_one_of(r, first - 1,
                          "for extends extending extend stretches stretching runs running "
                          "stretch extended over") &&
        gm_reading_one_of(r, behind, "from between along across through")) {
        bool line =
            !has_class(r, behind + 1, W_DET) || gm_reading_one_of(r, behind, "along across");
        if (line && !has_class(r, behind + 1, W_LINEMOD)) {
            return true;
        }
    }
    if (gm_reading_one_of(r, first - 1, "covers covering spans spanning") &&
        is_word(r, behind, "of")) /* "covers 120 km of the border" */
        return true;
    if (is_word(r, p, "for") && (gm_reading_punct(r, behind, '.') ||
                                 gm_reading_punct(r, behind, ',') || is_kind(r, behind, C_END)))
        for (int n = p - 1; n > p - 12; n--) /* "runs along the border for 120 km" */
            if (gm_reading_one_of(r, n,
                                  "along runs running run stretches stretching extends "
                                  "extending stretched extended")) {
                return true;
            }
    /* "from A to B, a distance of 60 km" */
    return is_word(r, p, "distance") && is_word(r, p - 1, "a") && gm_reading_punct(r, p - 2, ',');
}

/** What follows or precedes a measure says what is measured. */
static void read_measure_part(const Reading *r, Chunk *c, int *first, int *behind)
{
    static const struct {
        const char *words;
        GmMeasurePart part;
    } after[] = {
        {"wide broad width across", GM_MEASURE_WIDTH},
        {"deep depth", GM_MEASURE_DEPTH},
        {"radius", GM_MEASURE_RADIUS},
        {"long length stretch", GM_MEASURE_LENGTH},
    };
    int k = gm_reading_hyphen(r, *behind) ? *behind + 1 : *behind;
    bool across = is_word(r, k, "across") && is_length(r, *first, *behind, *first - 1);
    if (is_word(r, k, "in") && gm_reading_one_of(r, k + 1, "width depth length radius"))
        k++;
    for (gsize i = 0; i < G_N_ELEMENTS(after); i++) {
        if (across || !gm_reading_one_of(r, k, after[i].words))
            continue; /* "runs 180 km across the island" is no width */
        c->measure.part = after[i].part;
        c->has_part = true;
        *behind = is_word(r, k, "stretch") ? *behind : k + 1;
        return;
    }
    int p = *first - 1;
    while (gm_reading_one_of(r, p,
                             "of about some up to at least is was over roughly least around "
                             "approximately nearly between a least most reaching be"))
        p--;
    bool of_way = is_word(r, k, "of") && /* "200 km of route" */
                  gm_reading_one_of(r, k + 1, "route road track highway coastline railway");
    if (of_way || is_length(r, *first, *behind, p)) {
        c->measure.part = GM_MEASURE_LENGTH;
        c->has_part = true;
        return;
    }
    static const char *const nouns[] = {"width breadth", "depth", "radius", "length"};
    static const GmMeasurePart parts[] = {GM_MEASURE_WIDTH, GM_MEASURE_DEPTH, GM_MEASURE_RADIUS,
                                          GM_MEASURE_LENGTH};
    for (gsize i = 0; i < G_N_ELEMENTS(nouns) && p < *first - 1; i++) {
        if (!gm_reading_one_of(r, p, nouns[i]))
            continue;
        c->measure.part = parts[i];
        c->has_part = true;
        return;
    }
}

/** "20 km (12 miles)": the second says the same again. */
static int behind_conversion(const Reading *r, const GmMeasure *m, int behind)
{
    GmMeasure again = {0};
    int k = 0;
    bool open = gm_reading_punct(r, behind, '(') || gm_reading_punct(r, behind, '/') ||
                gm_reading_punct(r, behind, '[');
    if (!open)
        return behind;
    int from = behind + 1;
    while (has_class(r, from, W_APPROX))
        from++;
    if (!read_measure(r, from, &again, &k))
        return behind;
    double ratio = again.metres / m->metres;
    if (ratio < 0.75 || ratio > 1.33 || g_str_equal(again.unit, m->unit))
        return behind;
    return k + (gm_reading_punct(r, k, ')') || gm_reading_punct(r, k, ']'));
}

/** Behind a number without a unit: "and six to the south", "and 20 in the west", "70
 *  for rocket launchers", "and 30 deep". */
static bool is_of_like_unit(const Reading *r, int i)
{
    int k = i;
    if (gm_reading_one_of(r, k, "long wide deep broad"))
        return true;
    if (is_word(r, k, "for"))
        return gm_reading_one_of(r, k + 1, "multiple") ||
               gm_reading_one_of(r, k + 1,
                                 "artillery mortars tanks mlrs rocket "
                                 "rockets tactical missiles heavy");
    bool joint = gm_reading_one_of(r, k, "to on in");
    k += joint;
    bool the = joint && is_word(r, k, "the");
    k += the;
    guint sides = is_kind(r, k, C_WORD) ? gm_lexicon_sides(at(r, k)->fold) : 0;
    return sides && the && !g_str_has_suffix(at(r, k)->fold, "ern");
}

/** "6 km deep to the north and six to the south": the second has the first's unit. */
static void read_like_units(Reading *r)
{
    int last = -1;
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_kind(r, i, C_MEASURE) || has_class(r, i, W_STOP) || gm_reading_punct(r, i, ';'))
            last = is_kind(r, i, C_MEASURE) ? i : -1;
        bool joined = has_class(r, i - 1, W_AND) || gm_reading_punct(r, i - 1, ',');
        double value = 0.0;
        int behind = 0;
        if (last < 0 || i - last > 10 || !joined || !read_number(r, i, &value, &behind) ||
            value <= 0.0 || !is_of_like_unit(r, behind) || at(r, last)->measure.value <= 0.0)
            continue;
        Chunk c = *at(r, last);
        double metres = c.measure.metres / c.measure.value;
        c.measure.value = c.measure.max = value;
        c.measure.metres = c.measure.metres_max = value * metres;
        Chunk own = c; /* "120 km long and 30 deep" */
        own.has_part = false;
        int first = i;
        read_measure_part(r, &own, &first, &behind);
        c = own.has_part ? own : c;
        gm_reading_merge(r, i, behind - 1, c);
        last = i;
    }
}

void gm_reading_measures(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        Chunk c = {.kind = C_MEASURE};
        int behind = 0, first = i;
        if (!read_measure(r, i, &c.measure, &behind))
            continue;
        if (has_class(r, i - 1, W_APPROX) || (is_word(r, i - 1, "to") && is_word(r, i - 2, "up")) ||
            gm_reading_one_of(r, i - 1, "least most than"))
            c.measure.approximate = true;
        c.measure.part = GM_MEASURE_DISTANCE;
        behind = behind_conversion(r, &c.measure, behind);
        read_measure_part(r, &c, &first, &behind);
        behind = behind_conversion(r, &c.measure, behind);
        GmMeasure other;
        int end = 0;
        if (!c.has_part && gm_reading_one_of(r, behind, "by x") &&
            read_measure(r, behind + 1, &other, &end)) { /* "2 km by 2 km": the sides of a square */
            c.measure.part = GM_MEASURE_WIDTH;
            c.has_part = true;
            c.measure.value = MIN(c.measure.value, other.value);
            c.measure.max = MAX(c.measure.max, other.max);
            c.measure.metres = MIN(c.measure.metres, other.metres);
            c.measure.metres_max = MAX(c.measure.metres_max, other.metres_max);
            behind = end;
        }
        gm_reading_merge(r, i, behind - 1, c);
    }
    read_like_units(r);
}

/** "NW", "SSE" behind a measure; "115 km nne of". */
static guint read_wind_letters(const Reading *r, int i)
{
    static const struct {
        const char *letters;
        guint sides;
    } winds[] = {
        {"n", GM_SIDE_N},    {"ne", GM_SIDE_NE},  {"e", GM_SIDE_E},    {"se", GM_SIDE_SE},
        {"s", GM_SIDE_S},    {"sw", GM_SIDE_SW},  {"w", GM_SIDE_W},    {"nw", GM_SIDE_NW},
        {"nne", GM_SIDE_NE}, {"ene", GM_SIDE_NE}, {"ese", GM_SIDE_SE}, {"sse", GM_SIDE_SE},
        {"ssw", GM_SIDE_SW}, {"wsw", GM_SIDE_SW}, {"wnw", GM_SIDE_NW}, {"nnw", GM_SIDE_NW},
    };
    const Chunk *c = at(r, i);
    if (c->end - c->start > 3 ||
        !(g_ascii_isupper(r->d->text[c->start]) || is_word(r, i + 1, "of")))
        return 0;
    for (gsize k = 0; k < G_N_ELEMENTS(winds); k++)
        if (g_str_equal(c->fold, winds[k].letters))
            return winds[k].sides;
    return 0;
}

/** Direction at @i, also "north-west" and, behind a measure, "NW". */
static guint read_wind(const Reading *r, int i, int *behind, bool *adjective)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_WORD)
        return 0;
    *behind = i + 1;
    guint sides = gm_lexicon_sides(c->fold);
    *adjective = g_str_has_suffix(c->fold, "ern") || g_str_has_suffix(c->fold, "most") ||
                 g_str_equal(c->fold, "central");
    if (sides == 0) {
        if (is_kind(r, i - 1, C_MEASURE))
            return read_wind_letters(r, i);
        return 0;
    }
    if (sides & (GM_SIDE_N | GM_SIDE_S)) { /* "north-west", "north west" */
        int k = gm_reading_hyphen(r, i + 1) ? i + 2 : i + 1;
        const Chunk *n = at(r, k);
        guint second = n->kind == C_WORD ? gm_lexicon_sides(n->fold) : 0;
        if (second & (GM_SIDE_E | GM_SIDE_W)) {
            *behind = k + 1;
            *adjective = g_str_has_suffix(n->fold, "ern");
            bool north = (sides & GM_SIDE_N) != 0, east = (second & GM_SIDE_E) != 0;
            return north ? (east ? GM_SIDE_NE : GM_SIDE_NW) : (east ? GM_SIDE_SE : GM_SIDE_SW);
        }
        if (k == i + 2 && (second & ~(guint)GM_SIDE_OF_CENTRE)) { /* "south-southwest" */
            *behind = k + 1;
            return second;
        }
    }
    if ((sides & (GM_SIDE_E | GM_SIDE_W)) && gm_reading_hyphen(r, i + 1)) {
        bool half = false; /* "west-northwest", "east-south-east" */
        int end = i + 3;
        guint second = read_wind(r, i + 2, &end, &half);
        if (second & (GM_SIDE_NE | GM_SIDE_NW | GM_SIDE_SE | GM_SIDE_SW)) {
            *behind = end;
            *adjective = half;
            return second;
        }
    }
    return sides;
}

/** The chunk after a joining "and", ",", "and to the" at @i, or @i. */
static int behind_join(const Reading *r, int i)
{
    int k = i;
    if (gm_reading_punct(r, k, ','))
        k++;
    if (has_class(r, k, W_AND))
        k++;
    if (k == i)
        return i;
    if (gm_reading_one_of(r, k, "to on in from"))
        k++;
    if (is_word(r, k, "the"))
        k++;
    return k;
}

void gm_reading_directions(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        Chunk c = {.kind = C_DIR};
        int behind = 0;
        c.sides = read_wind(r, i, &behind, &c.adjective);
        if (c.sides == 0)
            continue;
        for (;;) {
            int next = behind_join(r, behind), end = 0;
            bool adjective = false;
            guint more = next > behind ? read_wind(r, next, &end, &adjective) : 0;
            /* "northern Idlib and western Aleppo" has its place in between */
            if (more == 0 || (adjective != c.adjective && adjective))
                break;
            c.sides |= more;
            behind = end;
        }
        gm_reading_merge(r, i, behind - 1, c);
    }
}
