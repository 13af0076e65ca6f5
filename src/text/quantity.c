#include "quantity.h"

#include "document.h"
#include "fold.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *word; /* folded */
    double metres;
} Unit;

static const Unit units[] = {
    {"m", 1},
    {"metre", 1},
    {"metres", 1},
    {"meter", 1},
    {"meters", 1},
    {"metr", 1},
    {"mtr", 1},
    {"mtrs", 1},
    {"km", 1000},
    {"kms", 1000},
    {"kilometre", 1000},
    {"kilometres", 1000},
    {"kilometer", 1000},
    {"kilometers", 1000},
    {"klm", 1000},
    {"mi", 1609.344},
    {"mile", 1609.344},
    {"miles", 1609.344},
    {"nm", 1852},
    {"nmi", 1852},
    {"nautical mile", 1852},
    {"nautical miles", 1852},
    {"ft", 0.3048},
    {"foot", 0.3048},
    {"feet", 0.3048},
    {"yd", 0.9144},
    {"yds", 0.9144},
    {"yard", 0.9144},
    {"yards", 0.9144},
    {"км", 1000},
    {"كم", 1000},
    {"كيلومتر", 1000},
    {"كيلومترا", 1000},
    {"كيلومترات", 1000},
    {"متر", 1},
    {"مترا", 1},
};

double gm_text_unit_metres(const char *folded_word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (units[i].word[0] == folded_word[0] && strcmp(units[i].word, folded_word) == 0)
            return units[i].metres;
    return 0.0;
}

typedef struct {
    const char *word;
    double value;
} NumberWord;

static const NumberWord number_words[] = {
    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fourty", 40},   {"fifty", 50},
    {"sixty", 60},   {"seventy", 70}, {"eighty", 80},    {"ninety", 90},
};

static bool small_number(const char *word, double *value)
{
    for (gsize i = 0; i < G_N_ELEMENTS(number_words); i++)
        if (strcmp(number_words[i].word, word) == 0) {
            *value = number_words[i].value;
            return true;
        }
    return false;
}

/* "a hundred and twenty five", "two thousand", "half", "one and a half" */
static bool parse_words(const char *folded, double *value)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", 12);
    double total = 0, group = 0, v;
    bool any = false;
    for (char **w = words; *w; w++) {
        if (!**w || strcmp(*w, "and") == 0)
            continue;
        if (strcmp(*w, "a") == 0 || strcmp(*w, "an") == 0) {
            if (!w[1] && !any) /* but "half a" mile */
                return false;
            continue;
        }
        if (small_number(*w, &v)) {
            group += v;
        } else if (strcmp(*w, "half") == 0) {
            group += 0.5;
        } else if (strcmp(*w, "quarter") == 0) {
            group += 0.25;
        } else if (strcmp(*w, "dozen") == 0) {
            group = (group > 0 ? group : 1) * 12;
        } else if (strcmp(*w, "hundred") == 0) {
            group = (group > 0 ? group : 1) * 100;
        } else if (strcmp(*w, "thousand") == 0 || strcmp(*w, "million") == 0) {
            total += (group > 0 ? group : 1) * (**w == 't' ? 1e3 : 1e6);
            group = 0;
        } else {
            return false;
        }
        any = true;
    }
    *value = total + group;
    return any;
}

/* Reads a plain number off @s: digits with grouping commas, apostrophes gone
 * in folding, one decimal point; a comma before other than three digits is a
 * decimal comma. Returns the end, or @s when there is none. */
static const char *read_digits(const char *s, double *value)
{
    char digits[40];
    gsize n = 0;
    const char *p = s;
    bool point = false;
    if (!g_ascii_isdigit(*p))
        return s;
    while (n < sizeof digits - 1) {
        if (g_ascii_isdigit(*p)) {
            digits[n++] = *p++;
        } else if ((*p == '.' || *p == ',') && g_ascii_isdigit(p[1]) && !point) {
            gsize run = strspn(p + 1, "0123456789");
            if (*p == ',' && run == 3) {
                p++;
                continue;
            }
            point = true;
            digits[n++] = '.';
            p++;
        } else {
            break;
        }
    }
    digits[n] = '\0';
    *value = g_ascii_strtod(digits, NULL);
    return p;
}

/* "1⁄2", as folding leaves ½, and "1/2". */
static bool read_fraction(const char *s, double *value)
{
    double below;
    const char *p = s;
    if (g_str_has_prefix(p, "\xE2\x81\x84"))
        p += 3;
    else if (*p == '/')
        p++;
    else
        return false;
    const char *end = read_digits(p, &below);
    if (end == p || *end != '\0' || below <= 0)
        return false;
    *value /= below;
    return true;
}

bool gm_text_parse_number(const char *folded, double *value)
{
    double v;
    const char *end = read_digits(folded, &v);
    if (end == folded)
        return parse_words(folded, value);
    while (*end == ' ') { /* "1 200", "2 1⁄2", "2 million" */
        double more;
        const char *next = read_digits(end + 1, &more);
        if (next == end + 1) {
            double scale;
            if (!parse_words(end + 1, &scale) || scale < 100)
                return false;
            *value = v * scale;
            return true;
        }
        if (*next != '\0' && *next != ' ') {
            if (!read_fraction(next, &more))
                return false;
            *value = v + more;
            return true;
        }
        if (next - end != 4)
            return false;
        v = v * 1000 + more;
        end = next;
    }
    if (*end != '\0' && !read_fraction(end, &v))
        return false;
    *value = v;
    return true;
}

/* The number may touch its unit ("6km"): it ends where its characters do. */
bool gm_text_parse_length(const char *s, double *metres, GError **error)
{
    g_autofree char *folded = gm_text_fold(s, -1);
    gsize split = strspn(folded, "0123456789.,/\xE2\x81\x84"); /* with the fraction slash */
    double value = 0, unit = 0;
    /* what folding would hide */
    bool odd = s[strspn(s, " ")] == '-' || strstr(s, "..");
    if (split > 0) {
        g_autofree char *number = g_strndup(folded, split);
        const char *word = folded + split + strspn(folded + split, " ");
        unit = gm_text_parse_number(number, &value) ? gm_text_unit_metres(word) : 0.0;
    }
    if (unit == 0.0) {
        for (char *space = strchr(folded, ' '); space && unit == 0.0;
             space = strchr(space + 1, ' ')) {
            g_autofree char *number = g_strndup(folded, (gsize)(space - folded));
            if (gm_text_parse_number(number, &value))
                unit = gm_text_unit_metres(space + 1);
        }
    }
    if (unit == 0.0 || odd || !isfinite(value * unit)) {
        bool plain = gm_text_parse_number(folded, &value);
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_VALUE,
                    plain ? "'%s' has no unit; write for example '6 km', '500 m', '3 mi'"
                          : "'%s' is not a length; write for example '6 km', '500 m', '3 mi'",
                    s);
        return false;
    }
    *metres = value * unit;
    return true;
}
