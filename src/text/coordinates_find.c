/* Positions inside running text. Only what nobody can mistake for other numbers: two
 * angles, each with its hemisphere. */
#include "quantity.h"

#include <string.h>

typedef struct {
    double part[3]; /* as written: degrees, minutes, seconds */
    int n;
    gsize digits;  /* whole digits of the first part */
    bool fraction; /* the last part has one */
    bool marked;   /* by a degree sign or its like */
    char letter;   /* N S E W */
} WrittenAngle;

static bool starts(const char *s, const char *end, const char *word)
{
    gsize n = strlen(word);
    return (gsize)(end - s) >= n && memcmp(s, word, n) == 0;
}

/* Skips any of @marks, each a UTF-8 string. */
static const char *skip_any(const char *s, const char *end, const char *const *marks)
{
    for (gsize i = 0; marks[i]; i++)
        if (starts(s, end, marks[i])) {
            s += strlen(marks[i]);
            i = (gsize)-1;
        }
    return s;
}

static const char *skip_space(const char *s, const char *end)
{
    static const char *const spaces[] = {" ", "\t", "\n", "\r", "\xC2\xA0", "\xE2\x80\xAF", NULL};
    return skip_any(s, end, spaces);
}

/* "N", "North", "n." at @s, no longer word; what is behind it, or NULL. */
static const char *read_letter(const char *s, const char *end, char *letter)
{
    static const char *const words[] = {"north", "south", "east", "west"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize n = strlen(words[i]);
        if (s >= end || g_ascii_tolower(*s) != words[i][0])
            continue;
        if ((gsize)(end - s) < n || g_ascii_strncasecmp(s, words[i], n) != 0)
            n = g_ascii_isupper(*s) ? 1 : 0;
        const char *behind = s + n;
        if (n == 0 || (n > 1 && behind < end && g_ascii_isalpha(*behind)))
            return NULL;
        *letter = (char)g_ascii_toupper(words[i][0]);
        return behind;
    }
    return NULL;
}

static const char *read_part(const char *s, const char *end, WrittenAngle *a)
{
    char text[24];
    gsize n = 0, whole = 0;
    while (s + n < end && n < sizeof text - 1 && g_ascii_isdigit(s[n]))
        n++;
    whole = n;
    if (n == 0)
        return NULL;
    memcpy(text, s, n);
    if (s + n + 1 < end && (s[n] == '.' || s[n] == ',') && g_ascii_isdigit(s[n + 1])) {
        text[n++] = '.';
        while (s + n < end && n < sizeof text - 1 && g_ascii_isdigit(s[n])) {
            text[n] = s[n];
            n++;
        }
        a->fraction = true;
    }
    text[n] = '\0';
    if (a->n == 0)
        a->digits = whole;
    a->part[a->n++] = g_ascii_strtod(text, NULL);
    return s + n;
}

/* "5430.5N", "0101530E": digits that run together are cut into degrees, minutes, seconds. */
static bool cut_run(WrittenAngle *a)
{
    bool longitude = a->letter == 'E' || a->letter == 'W';
    gsize degrees = longitude ? 3 : 2;
    if (a->n != 1 || a->digits <= degrees)
        return true;
    double v = a->part[0];
    if (a->digits == degrees + 4) {
        a->part[0] = (int)(v / 10000);
        a->part[1] = (int)((v - a->part[0] * 10000) / 100);
        a->part[2] = v - a->part[0] * 10000 - a->part[1] * 100;
        a->n = 3;
        return true;
    }
    a->part[0] = (int)(v / 100);
    a->part[1] = v - a->part[0] * 100;
    a->n = 2;
    return a->digits == degrees + 2;
}

/* One angle at @s with its hemisphere before or behind; what is behind it, or NULL. */
static const char *read_angle(const char *s, const char *end, WrittenAngle *a)
{
    static const char *const marks[] = {"\xC2\xB0",
                                        "\xC2\xBA",
                                        "\xCB\x9A",
                                        "'",
                                        "\"",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x9D",
                                        "\xE2\x80\xB2",
                                        "\xE2\x80\xB3",
                                        " ",
                                        "\xC2\xA0",
                                        ":",
                                        "-",
                                        "\xE2\x80\x91",
                                        NULL};
    *a = (WrittenAngle){.n = 0};
    bool leading = false;
    const char *p = read_letter(s, end, &a->letter);
    if (p) {
        leading = true;
        p = skip_space(p, end);
    }
    p = p ? p : s;
    while (a->n < 3 && !a->fraction) {
        const char *behind = read_part(p, end, a);
        if (!behind)
            break;
        p = behind;
        const char *next = skip_any(p, end, marks);
        a->marked = a->marked || (next > p && next[-1] != ' ');
        bool more = next < end && g_ascii_isdigit(*next) && next > p;
        if (leading && !more) {
            while (next > p && next[-1] == ' ')
                next--;
            return cut_run(a) ? next : NULL;
        }
        p = next;
    }
    if (a->n == 0 || leading)
        return a->n && leading && cut_run(a) ? p : NULL;
    p = read_letter(p, end, &a->letter);
    return p && cut_run(a) ? p : NULL;
}

static bool value_of(const WrittenAngle *a, double most, double *out)
{
    double v = 0, scale = 1;
    for (int i = 0; i < a->n; i++, scale *= 60) {
        if (i > 0 && a->part[i] >= 60)
            return false;
        v += a->part[i] / scale;
    }
    *out = a->letter == 'S' || a->letter == 'W' ? -v : v;
    return v <= most;
}

/* The position at @s; what is behind it, or NULL. */
static const char *read_position(const char *s, const char *end, double *lat, double *lon)
{
    static const char *const between[] = {
        ",",          ";",      "/",     "and ",     "by ",          " ",
        "\n",         "\r",     "\t",    "\xC2\xA0", "\xE2\x80\xAF", "longitude ",
        "Longitude ", "long. ", "lon. ", NULL};
    WrittenAngle a, b;
    const char *p = read_angle(s, end, &a);
    p = p ? read_angle(skip_any(p, end, between), end, &b) : NULL;
    if (!p || (p < end && g_ascii_isalnum(*p)))
        return NULL;
    bool swapped = a.letter == 'E' || a.letter == 'W';
    bool other = b.letter == 'E' || b.letter == 'W';
    bool bare = a.n == 1 && b.n == 1 && !a.fraction && !b.fraction && !a.marked && !b.marked;
    if (bare || swapped == other || !value_of(swapped ? &b : &a, 90, lat) ||
        !value_of(swapped ? &a : &b, 180, lon))
        return NULL;
    return p;
}

/* Byte @i goes on with a word, a number or an angle. */
static bool goes_on(const char *s, gsize i)
{
    return i > 0 && (g_ascii_isalnum(s[i - 1]) || strchr(".-'\"", s[i - 1]) ||
                     ((guchar)s[i - 1] >= 0x80 && g_ascii_isdigit(s[i]) && s[i - 1] != '\xA0' &&
                      s[i - 1] != '\xAF'));
}

bool gm_text_find_coordinates(const char *s, gsize from, gsize to, gsize *start, gsize *end,
                              double *lat, double *lon)
{
    for (gsize i = from; i < to; i++) {
        if (goes_on(s, i) || !(g_ascii_isdigit(s[i]) || strchr("NSEWnsew", s[i])) || s[i] == '\0')
            continue;
        const char *behind = read_position(s + i, s + to, lat, lon);
        if (!behind)
            continue;
        *start = i;
        *end = (gsize)(behind - s);
        return true;
    }
    return false;
}
