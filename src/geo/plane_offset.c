#include "plane_offset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double dent = 0.01; /* of the depth: shallower ones leave no trace */
enum { MOST_PASSED = 24 };

typedef struct {
    PlaneNet *net;
    GArray *xy;
    double depth; /* to the right of the way; negative: to the left */
    double step;  /* radians between an arc's places */
} Curve;

static void add(Curve *c, double x, double y)
{
    double xy[2] = {x, y};
    g_array_append_vals(c->xy, xy, 2);
}

static double turn_of(const double *a, const double *b, const double *c)
{
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
}

/* Whether the places between a and c, which is in their way, stand back from the
 * straight line by little, and on the side that turns away from the curve. */
static bool is_dent(const double *xy, size_t first, size_t to, double sign, double most)
{
    const double *a = xy + 2 * first, *c = xy + 2 * to;
    double ux = c[0] - a[0], uy = c[1] - a[1], uu = ux * ux + uy * uy;
    if (!(uu > 0.0) || to - first > MOST_PASSED)
        return false;
    for (size_t i = first + 1; i < to; i++) {
        double wx = xy[2 * i] - a[0], wy = xy[2 * i + 1] - a[1];
        double t = (wx * ux + wy * uy) / uu, off = sign * (ux * wy - uy * wx);
        if (t < 0.0 || t > 1.0 || off < 0.0 || off * off > most * most * uu)
            return false;
    }
    return true;
}

/* The track as its curve on one side (@sign 1: right) sees it: without its shallow
 * dents. New; the count goes to @count. */
static double *without_dents(const double *xy, size_t n, double sign, double depth, size_t *count)
{
    g_autofree size_t *kept = g_new(size_t, n + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        while (m >= 2 &&
               sign * turn_of(xy + 2 * kept[m - 2], xy + 2 * kept[m - 1], xy + 2 * i) < 0.0 &&
               is_dent(xy, kept[m - 2], i, sign, dent * depth))
            m--;
        kept[m++] = i;
    }
    double *out = g_new(double, 2 * m + 2);
    for (size_t i = 0; i < m; i++) {
        out[2 * i] = xy[2 * kept[i]];
        out[2 * i + 1] = xy[2 * kept[i] + 1];
    }
    *count = m;
    return out;
}

/* An arc about p from one direction to another, left about; its ends are there. */
static void add_arc(Curve *c, const double *p, double from, double to)
{
    double sweep = to - from;
    int n = (int)ceil(fabs(sweep) / c->step - 1e-9);
    for (int i = 1; i < n; i++) {
        double a = from + sweep * i / n;
        add(c, p[0] + fabs(c->depth) * cos(a), p[1] + fabs(c->depth) * sin(a));
    }
}

typedef struct {
    double ax, ay, bx, by; /* the edge moved out */
    double dir;            /* of the way out, radians */
} Side;

static Side side_of(const Curve *c, const double *a, const double *b)
{
    double ux = b[0] - a[0], uy = b[1] - a[1], l = hypot(ux, uy);
    double nx = uy / l * c->depth, ny = -ux / l * c->depth;
    return (Side){a[0] + nx, a[1] + ny, b[0] + nx, b[1] + ny, atan2(ny, nx)};
}

static bool meet(const Side *s, const Side *t, double *x, double *y)
{
    double ux = s->bx - s->ax, uy = s->by - s->ay, vx = t->bx - t->ax, vy = t->by - t->ay;
    double det = ux * vy - uy * vx, wx = t->ax - s->ax, wy = t->ay - s->ay;
    if (det == 0.0)
        return false;
    double p = (wx * vy - wy * vx) / det, q = (wx * uy - wy * ux) / det;
    if (!(p >= 0.0 && p <= 1.0 && q >= 0.0 && q <= 1.0))
        return false;
    *x = s->ax + p * ux;
    *y = s->ay + p * uy;
    return true;
}

/* From the end of one edge's side to the beginning of the next's, about @at. */
static void add_corner(Curve *c, const Side *s, const Side *t, const double *at, double turn)
{
    double x, y;
    if (turn == 0.0 || (turn > 0.0) == (c->depth > 0.0)) { /* outside: a fan */
        double sweep = remainder(t->dir - s->dir, 2.0 * G_PI);
        if (turn != 0.0 && (sweep > 0.0) != (turn > 0.0))
            sweep = -sweep; /* straight back */
        add(c, s->bx, s->by);
        add_arc(c, at, s->dir, s->dir + sweep);
        add(c, t->ax, t->ay);
    } else if (meet(s, t, &x, &y)) {
        add(c, x, y);
    } else { /* inside, with no room: by way of the corner */
        add(c, s->bx, s->by);
        add(c, at[0], at[1]);
        add(c, t->ax, t->ay);
    }
}

static size_t distinct(const double *xy, size_t n, double *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (m == 0 || xy[2 * i] != out[2 * m - 2] || xy[2 * i + 1] != out[2 * m - 1]) {
            out[2 * m] = xy[2 * i];
            out[2 * m++ + 1] = xy[2 * i + 1];
        }
    return m;
}

/* Along one side of an open track, all but its ends. */
static void add_side(Curve *c, const double *xy, size_t n)
{
    Side last = side_of(c, xy, xy + 2);
    add(c, last.ax, last.ay);
    for (size_t i = 1; i + 1 < n; i++) {
        Side next = side_of(c, xy + 2 * i, xy + 2 * i + 2);
        add_corner(c, &last, &next, xy + 2 * i,
                   turn_of(xy + 2 * i - 2, xy + 2 * i, xy + 2 * i + 2));
        last = next;
    }
    add(c, last.bx, last.by);
}

static void close_curve(Curve *c)
{
    double first[2] = {g_array_index(c->xy, double, 0), g_array_index(c->xy, double, 1)};
    g_array_append_vals(c->xy, first, 2);
    gm_geo_net_add(c->net, (double *)(void *)c->xy->data, c->xy->len / 2, 0, 1);
    g_array_free(c->xy, TRUE);
}

static Curve curve(PlaneNet *net, double depth, int segments)
{
    return (Curve){net, g_array_new(FALSE, FALSE, sizeof(double)), depth, G_PI / 2.0 / segments};
}

static void add_cap(Curve *c, const double *before, const double *end)
{
    double out = atan2(end[1] - before[1], end[0] - before[0]);
    add_arc(c, end, out - G_PI / 2.0, out + G_PI / 2.0);
}

void gm_geo_offset_line(PlaneNet *net, const double *given, size_t n, double depth, int segments)
{
    g_autofree double *xy = g_new(double, 2 * n + 2);
    n = distinct(given, n, xy);
    Curve c = curve(net, depth, segments);
    if (n < 2) {
        for (int i = 0; i < 4 * segments; i++)
            add(&c, xy[0] + depth * cos(c.step * i), xy[1] + depth * sin(c.step * i));
        close_curve(&c);
        return;
    }
    for (int way = 0; way < 2; way++) { /* there on the right, and back */
        for (size_t i = 0, k = n - 1; way == 1 && i < k; i++, k--)
            for (size_t j = 0; j < 2; j++) {
                double t = xy[2 * i + j];
                xy[2 * i + j] = xy[2 * k + j];
                xy[2 * k + j] = t;
            }
        size_t m;
        g_autofree double *seen = without_dents(xy, n, 1.0, depth, &m);
        add_side(&c, seen, m);
        add_cap(&c, seen + 2 * (m - 2), seen + 2 * (m - 1));
    }
    close_curve(&c);
}

void gm_geo_offset_ring(PlaneNet *net, const double *given, size_t n, double depth, int segments)
{
    g_autofree double *xy = g_new(double, 2 * n + 2);
    n = distinct(given, n, xy);
    if (n < 4)
        return;
    size_t m;
    g_autofree double *seen = without_dents(xy, n, depth > 0.0 ? 1.0 : -1.0, fabs(depth), &m);
    if (m < 4)
        return;
    Curve c = curve(net, depth, segments);
    Side last = side_of(&c, seen + 2 * (m - 2), seen + 2 * (m - 1));
    for (size_t i = 0; i + 1 < m; i++) {
        const double *before = i == 0 ? seen + 2 * (m - 2) : seen + 2 * (i - 1);
        Side next = side_of(&c, seen + 2 * i, seen + 2 * i + 2);
        add_corner(&c, &last, &next, seen + 2 * i, turn_of(before, seen + 2 * i, seen + 2 * i + 2));
        last = next;
    }
    close_curve(&c);
}

static int by_x(const void *a, const void *b)
{
    const double *p = a, *q = b;
    return p[0] != q[0] ? (p[0] > q[0]) - (p[0] < q[0]) : (p[1] > q[1]) - (p[1] < q[1]);
}

size_t gm_geo_offset_hull(const double *xy, size_t n, double *out)
{
    g_autofree double *s = g_memdup2(xy, 2 * n * sizeof *xy);
    qsort(s, n, 2 * sizeof *s, by_x);
    size_t m = 0;
    for (int way = 0; way < 2; way++) { /* the lower chain, then the upper back */
        size_t floor = m;
        for (size_t i = 0; i < n; i++) {
            const double *p = s + 2 * (way ? n - 1 - i : i);
            if (way == 1 && i == 0)
                continue;
            while (m >= floor + (way ? 1u : 2u) && m >= 2 &&
                   turn_of(out + 2 * (m - 2), out + 2 * (m - 1), p) <= 0.0)
                m--;
            out[2 * m] = p[0];
            out[2 * m++ + 1] = p[1];
        }
    }
    return m;
}
