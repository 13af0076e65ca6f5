/* Outlines as curves where they bend evenly: circles, buffers, corridors. */
#include "pixel_geom.h"

#include <math.h>
#include <string.h>

/* The direction of the circle through a vertex and its neighbours: the two
 * edges' directions, each weighted with the other's length. False at corners. */
static bool tangent(const double *a, const double *b, const double *c, double t[2])
{
    double u[2] = {b[0] - a[0], b[1] - a[1]}, w[2] = {c[0] - b[0], c[1] - b[1]};
    double lu = hypot(u[0], u[1]), lw = hypot(w[0], w[1]);
    if (lu < 1e-6 || lw < 1e-6 || lu > 4.0 * lw || lw > 4.0 * lu ||
        u[0] * w[0] + u[1] * w[1] < 0.94 * lu * lw)
        return false;
    t[0] = u[0] / lu * lw + w[0] / lw * lu;
    t[1] = u[1] / lu * lw + w[1] / lw * lu;
    double l = hypot(t[0], t[1]);
    t[0] /= l;
    t[1] /= l;
    return true;
}

/* Where the tangents through @a and @b meet: the control point of the quadratic
 * that has both. False where they bend to different sides, or hardly bend. */
static bool control_point(const double *a, const double *t, const double *b, const double *w,
                          double most, double q[2])
{
    double dx = b[0] - a[0], dy = b[1] - a[1], chord = hypot(dx, dy);
    double across = t[0] * w[1] - t[1] * w[0], ahead = t[0] * w[0] + t[1] * w[1];
    double u = dx * w[1] - dy * w[0], v = t[0] * dy - t[1] * dx;
    if (fabs(across) < 1e-6 || ahead < 0.6) /* at most some 50 degrees a piece */
        return false;
    u /= across, v /= across;
    double bulge = fabs(t[0] * dy - t[1] * dx) / chord * u / 2.0;
    if (u <= 0.05 * chord || v <= 0.05 * chord || bulge > most || bulge < 0.08)
        return false;
    q[0] = a[0] + u * t[0], q[1] = a[1] + u * t[1];
    return true;
}

/* Distance of @p from the quadratic, at the place beside it along the chord. */
static double off_curve(const double *a, const double *q, const double *b, const double *p)
{
    double lo = 0.0, hi = 1.0, dx = b[0] - a[0], dy = b[1] - a[1], x = 0, y = 0;
    double want = (p[0] - a[0]) * dx + (p[1] - a[1]) * dy;
    for (int k = 0; k < 14; k++) {
        double t = (lo + hi) / 2.0, r = 1.0 - t;
        x = r * r * a[0] + 2 * r * t * q[0] + t * t * b[0];
        y = r * r * a[1] + 2 * r * t * q[1] + t * t * b[1];
        if ((x - a[0]) * dx + (y - a[1]) * dy < want)
            lo = t;
        else
            hi = t;
    }
    return hypot(p[0] - x, p[1] - y);
}

typedef struct {
    const double *xy;
    const double *tangents; /* two a vertex */
    const bool *even;       /* has it a tangent? */
    guint m;                /* vertices of the ring or line */
    double most;
} Outline;

#define OFF 0.12 /* px that a vertex may lie beside the curve */

/* The furthest vertex that one curve reaches from @a, @last at most; @a where
 * there is none. */
static guint curve_reaches(const Outline *o, guint a, guint last, double q[2])
{
    const double *from = o->xy + 2 * (a % o->m);
    guint best = a;
    for (guint b = a + 1; o->even[a % o->m] && b <= last && b - a < 24; b++) {
        const double *to = o->xy + 2 * (b % o->m);
        double c[2];
        if (!o->even[b % o->m])
            break;
        if (!control_point(from, o->tangents + 2 * (a % o->m), to, o->tangents + 2 * (b % o->m),
                           o->most * (b - a), c)) {
            if (best > a)
                break;
            continue;
        }
        bool near = true;
        for (guint v = a + 1; v < b && near; v++)
            near = off_curve(from, c, to, o->xy + 2 * (v % o->m)) < OFF;
        if (!near)
            break;
        best = b;
        memcpy(q, c, sizeof c);
    }
    return best;
}

static void smooth_part(const double *xy, guint n, double most, GmPath *path)
{
    bool ring = n > 3 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1];
    guint m = ring ? n - 1 : n, skip = ring ? 0 : 1, last = ring ? m : m - 1;
    g_autofree double *t = g_new0(double, 2 * n);
    g_autofree bool *even = g_new0(bool, n);
    for (guint v = skip; v + skip < m; v++)
        even[v] =
            tangent(xy + 2 * ((v + m - 1) % m), xy + 2 * v, xy + 2 * ((v + 1) % m), t + 2 * v);
    Outline o = {xy, t, even, m, most};
    gm_layout_path_move(path, xy[0], xy[1]);
    for (guint a = 0; a < last;) {
        double q[2];
        const double *from = xy + 2 * a;
        guint b = curve_reaches(&o, a, last, q);
        if (b > a) {
            const double *to = xy + 2 * (b % m);
            gm_layout_path_curve(path, from[0] + (q[0] - from[0]) * 2 / 3,
                                 from[1] + (q[1] - from[1]) * 2 / 3, to[0] + (q[0] - to[0]) * 2 / 3,
                                 to[1] + (q[1] - to[1]) * 2 / 3, to[0], to[1]);
            a = b;
        } else if (++a < m) { /* closing draws the last line of a ring */
            gm_layout_path_line(path, xy[2 * a], xy[2 * a + 1]);
        }
    }
    if (ring)
        gm_layout_path_close(path);
}

GmPath *gm_layout_pixels_smooth_path(const GmPixelGeom *g, double most)
{
    GmPath *path = gm_layout_path_new();
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        smooth_part(xy, n, most, path);
    }
    return path;
}

/* A ring's vertices as the control points of a closed quadratic B-spline, whose
 *  pieces meet in the middle of its edges. */
static void soft_part(const double *xy, guint n, GmPath *path)
{
    guint m = n - 1;
    double at[2] = {(xy[2 * m - 2] + xy[0]) / 2, (xy[2 * m - 1] + xy[1]) / 2};
    gm_layout_path_move(path, at[0], at[1]);
    for (guint v = 0; v < m; v++) {
        const double *q = xy + 2 * v, *next = xy + 2 * (v + 1);
        double to[2] = {(q[0] + next[0]) / 2, (q[1] + next[1]) / 2};
        gm_layout_path_curve(path, at[0] + (q[0] - at[0]) * 2 / 3, at[1] + (q[1] - at[1]) * 2 / 3,
                             to[0] + (q[0] - to[0]) * 2 / 3, to[1] + (q[1] - to[1]) * 2 / 3, to[0],
                             to[1]);
        at[0] = to[0], at[1] = to[1];
    }
    gm_layout_path_close(path);
}

GmPath *gm_layout_pixels_soft_path(const GmPixelGeom *rings)
{
    GmPath *path = gm_layout_path_new();
    for (guint i = 0; i < gm_layout_pixels_n_parts(rings); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(rings, i, &n);
        if (n > 3)
            soft_part(xy, n, path);
    }
    return path;
}
