/* Coordinates as people write them. */
#include "quantity.h"

#include "document.h"
#include "mgrs.h"
#include "utf8_next.h"

#include <math.h>
#include <string.h>

typedef struct {
    double part[3]; /* degrees, minutes, seconds */
    int n;
    bool negative;
    char hemisphere; /* N S E W or 0 */
    bool fraction;   /* the last part read had one */
} Angle;

typedef struct {
    Angle angle[2];
    int n;        /* angles begun */
    bool split;   /* a comma or semicolon ended the first */
    char leading; /* hemisphere letter written before its angle */
} Reader;

static bool begin_angle(Reader *r)
{
    if (r->n == 2)
        return false;
    r->angle[r->n++] = (Angle){.hemisphere = r->leading};
    r->leading = 0;
    return true;
}

/* Whether a number that comes now begins another angle. */
static bool angle_done(const Reader *r)
{
    if (r->n == 0 || r->leading)
        return true;
    const Angle *a = &r->angle[r->n - 1];
    return a->n == 3 || r->split || (a->n > 0 && a->fraction);
}

static bool read_number(Reader *r, const char **s, bool negative)
{
    const char *p = *s;
    gsize whole = strspn(p, "0123456789");
    gsize fraction = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") : 0;
    gsize len = whole + (fraction ? fraction + 1 : 0);
    if (len == 0 || len > 30)
        return false;
    if ((angle_done(r) || negative) && !begin_angle(r))
        return false;
    Angle *a = &r->angle[r->n - 1];
    char text[32];
    memcpy(text, p, len);
    text[len] = '\0';
    a->part[a->n++] = g_ascii_strtod(text, NULL);
    a->negative |= negative;
    a->fraction = fraction > 0;
    r->split = false;
    *s = p + len;
    return true;
}

static bool is_angle_mark(guint32 c)
{
    return c == 0xB0 || c == 0xBA || c == '\'' || c == '"' || c == 0x2032 || c == 0x2033 ||
           c == 0x2019 || c == 0x201D || c == 0x02DA || c == 0x2018 || c == 0x201C || c == ':';
}

static bool read_hemisphere(Reader *r, char letter, bool before_number)
{
    Angle *a = r->n ? &r->angle[r->n - 1] : NULL;
    if (a && a->n > 0 && !a->hemisphere && !(before_number && r->split)) {
        a->hemisphere = letter;
        r->split = true;
        return true;
    }
    if (r->leading || !before_number)
        return false;
    r->leading = letter;
    return true;
}

static bool read_all(Reader *r, const char *s)
{
    const char *end = s + strlen(s);
    bool negative = false;
    while (s < end) {
        guint32 c;
        bool valid;
        gsize n = utf8_next(s, end, &c, &valid);
        if (g_ascii_isdigit(*s) || *s == '.') {
            if (!read_number(r, &s, negative))
                return false;
            negative = false;
            continue;
        }
        if (negative)
            return false;
        s += n;
        if (c == ',' || c == ';') {
            r->split = true;
        } else if (c == '-' || c == 0x2212 || c == '+') {
            negative = c != '+';
        } else if (c < 0x80 && strchr("NSEWnsew", (int)c)) {
            const char *next = s + strspn(s, " ");
            if (!read_hemisphere(r, g_ascii_toupper((char)c), g_ascii_isdigit(*next)))
                return false;
        } else if (c != ' ' && c != '\t' && c != 0xA0 && c != 0x202F && !is_angle_mark(c)) {
            return false;
        }
    }
    return !negative && !r->leading;
}

/* "35 51 36 46": one run of whole numbers is cut in the middle. */
static void split_run(Reader *r)
{
    Angle *a = &r->angle[0];
    if (r->n == 1 && a->n == 2 && !a->hemisphere) {
        r->angle[1] = (Angle){.part = {a->part[1]}, .n = 1};
        a->n = 1;
        r->n = 2;
    } else if (r->n == 2 && a->n == 3 && r->angle[1].n == 1 && !a->hemisphere) {
        Angle *b = &r->angle[1];
        *b = (Angle){.part = {a->part[2], b->part[0]}, .n = 2};
        a->n = 2;
    }
}

static bool angle_value(const Angle *a, double *out)
{
    double v = 0, scale = 1;
    for (int i = 0; i < a->n; i++) {
        bool last = i == a->n - 1;
        if ((i > 0 && a->part[i] >= 60) || (!last && a->part[i] != floor(a->part[i])))
            return false;
        v += a->part[i] / scale;
        scale *= 60;
    }
    bool south_west = a->hemisphere == 'S' || a->hemisphere == 'W';
    if (a->negative && a->hemisphere)
        return false;
    *out = a->negative || south_west ? -v : v;
    return a->n > 0;
}

bool gm_text_parse_coordinates(const char *s, double *lat, double *lon, GError **error)
{
    GmPos grid;
    if (gm_geo_parse_mgrs(s, &grid, NULL) || gm_geo_parse_utm(s, &grid)) {
        *lat = grid.lat;
        *lon = grid.lon;
        return true;
    }
    Reader r = {0};
    double v[2] = {0, 0};
    bool ok = read_all(&r, s);
    if (ok)
        split_run(&r);
    ok = ok && r.n == 2 && angle_value(&r.angle[0], &v[0]) && angle_value(&r.angle[1], &v[1]);
    char first = r.angle[0].hemisphere, second = r.angle[1].hemisphere;
    bool swapped = first == 'E' || first == 'W';
    bool first_lat = first == 'N' || first == 'S', second_lat = second == 'N' || second == 'S';
    if (ok && (first || second))
        ok = first && second && first_lat != second_lat;
    if (!ok) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_VALUE,
                    "'%s' is not a position; write latitude,longitude as in '35.86,36.77', "
                    "35°51'N 36°46'E, or a grid reference as in 37S CV 02 55",
                    s);
        return false;
    }
    double la = swapped ? v[1] : v[0], lo = swapped ? v[0] : v[1];
    if (fabs(la) > 90 || fabs(lo) > 180) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_VALUE,
                    "'%s' is off the globe: latitude must lie within 90, longitude within 180 "
                    "degrees (latitude comes first)",
                    s);
        return false;
    }
    *lat = la;
    *lon = lo;
    return true;
}
