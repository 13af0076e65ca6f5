#include "svg_path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- path data ---- */

/* What the last character written asks of the next number. */
typedef enum { AFTER_LETTER, AFTER_WHOLE, AFTER_FRACTION } After;

/** The pen: everything in whole units, so that rounding does not add up. */
typedef struct {
    GString *out;
    long unit;         /* units in a pixel: 10 or 100 */
    long x, y, sx, sy; /* where it is; where its part began */
    long run;          /* of a level or upright line not yet written */
    double qx, qy;     /* the last quadratic control point, in units */
    bool after_quadratic;
    char last; /* the command that numbers now belong to; 0: none */
    After after;
} Pen;

static long units(const Pen *pen, double v)
{
    return lround(CLAMP(v, -1e7, 1e7) * (double)pen->unit);
}

/** Appends @v units; a separator only where two numbers would run on: not
 *  before a sign, nor before a point when the last number had its own. */
static void append_number(Pen *pen, long v)
{
    char buf[32];
    unsigned long a = (unsigned long)labs(v), unit = (unsigned long)pen->unit;
    unsigned long whole = a / unit, frac = a % unit;
    char *p = buf + sizeof buf, *end = p;
    if (frac) {
        if (unit == 100 && frac % 10)
            *--p = (char)('0' + frac % 10);
        *--p = (char)('0' + (unit == 100 ? frac / 10 : frac));
        *--p = '.';
    }
    for (; whole; whole /= 10)
        *--p = (char)('0' + whole % 10);
    if (p == end)
        *--p = '0';
    if (v < 0)
        *--p = '-';
    bool runs_on = pen->after == AFTER_WHOLE || (pen->after == AFTER_FRACTION && *p != '.');
    if (runs_on && *p != '-')
        g_string_append_c(pen->out, ' ');
    g_string_append_len(pen->out, p, end - p);
    pen->after = frac ? AFTER_FRACTION : AFTER_WHOLE;
}

static void command(Pen *pen, char c)
{
    if (pen->last != c) {
        g_string_append_c(pen->out, c);
        pen->after = AFTER_LETTER;
    }
    pen->last = c;
}

/** Writes what was put off to see whether the next line goes on with it. */
static void end_run(Pen *pen)
{
    if (pen->run)
        append_number(pen, pen->run);
    pen->run = 0;
}

static void run_on(Pen *pen, char c, long v)
{
    if (pen->last != c || (pen->run > 0) != (v > 0))
        end_run(pen);
    command(pen, c);
    pen->run += v;
}

static void append_offset(Pen *pen, long x, long y)
{
    append_number(pen, x - pen->x);
    append_number(pen, y - pen->y);
}

static void move_to(Pen *pen, long x, long y)
{
    pen->last = 0;
    command(pen, 'm'); /* from 0, 0 at first: as good as absolute */
    append_offset(pen, x, y);
    pen->last = 'l'; /* coordinates after a move are lines */
    pen->x = pen->sx = x, pen->y = pen->sy = y;
}

static void line_to(Pen *pen, long x, long y)
{
    if (x == pen->x && y == pen->y)
        return;
    if (y == pen->y) {
        run_on(pen, 'h', x - pen->x);
    } else if (x == pen->x) {
        run_on(pen, 'v', y - pen->y);
    } else {
        end_run(pen);
        command(pen, 'l');
        append_offset(pen, x, y);
    }
    pen->x = x, pen->y = y;
}

/** A cubic that only raises a quadratic has one control point, @q, in units. */
static bool is_quadratic(const Pen *pen, const double *from, const double *c, double q[2])
{
    for (int k = 0; k < 2; k++) {
        double a = (3 * c[k] - from[k]) / 2, b = (3 * c[2 + k] - c[4 + k]) / 2;
        if (fabs(a - b) * (double)pen->unit > 0.05)
            return false;
        q[k] = (a + b) / 2 * (double)pen->unit;
    }
    return true;
}

static void curve_to(Pen *pen, const double *from, const double *c)
{
    long x = units(pen, c[4]), y = units(pen, c[5]);
    double q[2];
    bool quadratic = is_quadratic(pen, from, c, q);
    if (quadratic) {
        double mx = 2.0 * (double)pen->x - pen->qx, my = 2.0 * (double)pen->y - pen->qy;
        bool mirrors = pen->after_quadratic && fabs(mx - q[0]) < 0.6 && fabs(my - q[1]) < 0.6;
        if (mirrors) { /* what a reader makes of it, so that nothing adds up */
            command(pen, 't');
            pen->qx = mx, pen->qy = my;
        } else {
            command(pen, 'q');
            append_offset(pen, lround(q[0]), lround(q[1]));
            pen->qx = (double)lround(q[0]), pen->qy = (double)lround(q[1]);
        }
    } else {
        command(pen, 'c');
        append_offset(pen, units(pen, c[0]), units(pen, c[1]));
        append_offset(pen, units(pen, c[2]), units(pen, c[3]));
    }
    append_offset(pen, x, y);
    pen->x = x, pen->y = y;
    pen->after_quadratic = quadratic;
}

void gm_draw_svg_append_path(GString *out, const GmPath *p, int decimals)
{
    Pen pen = {.out = out, .unit = decimals == 1 ? 10 : 100};
    const double *c = (const double *)p->xy->data, *from = c;
    for (guint i = 0; i < p->verbs->len; i++) {
        guint8 verb = g_array_index(p->verbs, guint8, i);
        if (verb != GM_PATH_LINE)
            end_run(&pen);
        if (verb == GM_PATH_CLOSE) {
            g_string_append_c(out, 'z');
            pen.last = 'z', pen.x = pen.sx, pen.y = pen.sy;
        } else if (verb == GM_PATH_CURVE) {
            curve_to(&pen, from, c);
            c += 6;
        } else {
            (verb == GM_PATH_MOVE ? move_to : line_to)(&pen, units(&pen, c[0]), units(&pen, c[1]));
            c += 2;
        }
        if (verb != GM_PATH_CURVE)
            pen.after_quadratic = false;
        if (verb != GM_PATH_CLOSE)
            from = c - 2;
    }
    end_run(&pen);
}

char *gm_draw_svg_path_data(const GmPath *p, int decimals)
{
    GString *d = g_string_new(NULL);
    gm_draw_svg_append_path(d, p, decimals);
    return g_string_free(d, FALSE);
}

/* ---- shapes that have a name ---- */

bool gm_draw_svg_is_circle(const GmPath *p, double *cx, double *cy, double *r)
{
    static const guint8 verbs[] = {GM_PATH_MOVE,  GM_PATH_CURVE, GM_PATH_CURVE,
                                   GM_PATH_CURVE, GM_PATH_CURVE, GM_PATH_CLOSE};
    if (p->verbs->len != sizeof verbs || memcmp(p->verbs->data, verbs, sizeof verbs) != 0)
        return false;
    const double *c = (const double *)p->xy->data; /* 26: the start, then three points a curve */
    *cx = (c[0] + c[12]) / 2, *cy = (c[1] + c[13]) / 2;
    *r = hypot(c[0] - *cx, c[1] - *cy);
    for (int k = 0; k < 4; k++) {
        const double *e = c + 6 * (k + 1);
        const double *handle = e - 4;
        if (fabs(hypot(e[0] - *cx, e[1] - *cy) - *r) > 0.005 * *r ||
            fabs(hypot(handle[0] - *cx, handle[1] - *cy) - 1.1417 * *r) > 0.01 * *r)
            return false;
    }
    return *r > 0;
}

bool gm_draw_svg_is_round_rect(const GmPath *p, double box[4], double *r)
{
    static const guint8 verbs[] = {GM_PATH_MOVE,  GM_PATH_LINE, GM_PATH_CURVE, GM_PATH_LINE,
                                   GM_PATH_CURVE, GM_PATH_LINE, GM_PATH_CURVE, GM_PATH_LINE,
                                   GM_PATH_CURVE, GM_PATH_CLOSE};
    if (p->verbs->len != sizeof verbs || memcmp(p->verbs->data, verbs, sizeof verbs) != 0)
        return false;
    const double *c = (const double *)p->xy->data;
    gm_layout_path_box(p, box);
    double radius = c[0] - box[0];
    if (radius <= 0)
        return false;
    g_autoptr(GmPath) same = gm_layout_path_new();
    gm_layout_path_round_rect(same, box[0], box[1], box[2], box[3], radius);
    if (same->verbs->len != p->verbs->len ||
        memcmp(same->verbs->data, p->verbs->data, p->verbs->len) != 0)
        return false;
    for (guint i = 0; i < p->xy->len; i++)
        if (fabs(g_array_index(same->xy, double, i) - c[i]) > 1e-6)
            return false;
    *r = radius;
    return true;
}
