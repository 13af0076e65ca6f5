/* Outlines as curves where they bend evenly: circles, buffers, corridors. */
#include "pixel_geom.h"

#include <math.h>

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

/* From @a to @b as an arc that has the tangents @t and @w; a line where there
 * is none, or where it would bulge by more than @most. */
static void arc_to(GmPath *path, const double *a, const double *b, const double *t, const double *w,
                   double most)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], chord = hypot(dx, dy);
    double s0 = t != NULL && chord > 0.0 ? (t[0] * dy - t[1] * dx) / chord : 0.0;
    double s1 = w != NULL && chord > 0.0 ? (dx * w[1] - dy * w[0]) / chord : 0.0;
    double bulge = chord * (fabs(s0) + fabs(s1)) / 8.0;
    if (t == NULL || w == NULL || s0 * s1 <= 0.0 || bulge > most || bulge < 0.04) {
        gm_layout_path_line(path, b[0], b[1]);
        return;
    }
    double h = chord / 3.0;
    gm_layout_path_curve(path, a[0] + h * t[0], a[1] + h * t[1], b[0] - h * w[0], b[1] - h * w[1],
                         b[0], b[1]);
}

static void smooth_part(const double *xy, guint n, double most, GmPath *path)
{
    bool ring = n > 3 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1];
    guint m = ring ? n - 1 : n, skip = ring ? 0 : 1;
    g_autofree double *t = g_new0(double, 2 * n);
    g_autofree bool *even = g_new0(bool, n);
    for (guint v = skip; v + skip < m; v++)
        even[v] =
            tangent(xy + 2 * ((v + m - 1) % m), xy + 2 * v, xy + 2 * ((v + 1) % m), t + 2 * v);
    gm_layout_path_move(path, xy[0], xy[1]);
    for (guint v = 1; v < m + (ring ? 1 : 0); v++) {
        guint a = v - 1, b = v % m;
        if (v == m && !(even[a] && even[b]))
            break; /* closing draws the line */
        arc_to(path, xy + 2 * a, xy + 2 * b, even[a] ? t + 2 * a : NULL, even[b] ? t + 2 * b : NULL,
               most);
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
