#include "plane_ground.h"

#include "plane_geom.h"

/* Where a chord of the plane meets the antimeridian, when it does. */
static void add_seam_place(const PlaneGround *g, GArray *out, const double *from, GmPos a,
                           const double *to, GmPos b)
{
    if (!(fabs(a.lon - b.lon) > 180.0) || fabs(a.lon) == 180.0 || fabs(b.lon) == 180.0)
        return;
    double lo = 0.0, hi = 1.0;
    GmPos m = a;
    for (int i = 0; i < 60; i++) {
        double t = (lo + hi) / 2.0;
        m = gm_geo_oblique_inverse(&g->plane, from[0] + t * (to[0] - from[0]),
                                   from[1] + t * (to[1] - from[1]));
        if ((remainder(m.lon - 180.0, 360.0) > 0.0) == (remainder(a.lon - 180.0, 360.0) > 0.0))
            lo = t;
        else
            hi = t;
    }
    m.lon = copysign(180.0, a.lon);
    g_array_append_val(out, m);
}

static void densify(const PlaneGround *g, GArray *out, double ax, double ay, GmPos a, double bx,
                    double by, GmPos b, int level)
{
    double mx = (ax + bx) / 2.0, my = (ay + by) / 2.0;
    GmPos m = gm_geo_oblique_inverse(&g->plane, mx, my);
    double dlon = remainder(b.lon - a.lon, 360.0);
    double north = (m.lat - (a.lat + b.lat) / 2.0) * 111e3;
    double east = remainder(m.lon - a.lon - dlon / 2.0, 360.0) * 111e3 * cos(m.lat * DEG);
    double far = fabs(bx - ax) + fabs(by - ay);
    if (level < 16 && far > 1.0 && (hypot(north, east) > g->tolerance || fabs(dlon) > 60.0)) {
        densify(g, out, ax, ay, a, mx, my, m, level + 1);
        densify(g, out, mx, my, m, bx, by, b, level + 1);
        return;
    }
    add_seam_place(g, out, (double[]){ax, ay}, a, (double[]){bx, by}, b);
    g_array_append_val(out, b);
}

/* Metres between a place and the straight longitude/latitude line a-b. */
static double astray(GmPos p, GmPos a, GmPos b)
{
    double k = cos(p.lat * DEG), bx = remainder(b.lon - a.lon, 360.0) * k, by = b.lat - a.lat;
    double px = remainder(p.lon - a.lon, 360.0) * k, py = p.lat - a.lat, bb = bx * bx + by * by;
    double t = bb > 0.0 ? fmin(fmax((px * bx + py * by) / bb, 0.0), 1.0) : 0.0;
    return hypot(px - t * bx, py - t * by) * 111.3e3;
}

/* Douglas and Peucker's thinning: what stays is still exact. */
static void thin(const GmPos *p, size_t a, size_t b, double most, bool *keep)
{
    double worst = 0.0;
    size_t at = a;
    for (size_t i = a + 1; i < b; i++) {
        double d = astray(p[i], p[a], p[b]);
        if (d > worst) {
            worst = d;
            at = i;
        }
    }
    bool wide = fabs(remainder(p[b].lon - p[a].lon, 360.0)) > 5.0;
    if (worst <= most && (!wide || b - a < 2))
        return;
    if (at == a)
        at = (a + b) / 2;
    keep[at] = true;
    thin(p, a, at, most, keep);
    thin(p, at, b, most, keep);
}

static void add_thinned(const PlaneGround *g, const GArray *pos, bool hole, GmGeom *out)
{
    const GmPos *p = (const GmPos *)(const void *)pos->data;
    size_t n = pos->len, far = 0, m = 0;
    g_autofree bool *keep = g_new0(bool, n + 1);
    g_autofree GmPos *q = g_new(GmPos, n + 1);
    bool steep = false;
    for (size_t i = 0; i < n; i++) {
        steep = steep || fabs(p[i].lat) > 75.0;
        if (astray(p[i], p[0], p[0]) > astray(p[far], p[0], p[0]))
            far = i;
    }
    keep[0] = keep[far] = keep[n - 1] = true;
    if (!steep && n > 4 && !g->whole) {
        thin(p, 0, far, 8.0 * g->tolerance, keep);
        thin(p, far, n - 1, 8.0 * g->tolerance, keep);
    }
    for (size_t i = 0; i < n; i++)
        if (keep[i] || steep || n <= 4 || g->whole || fabs(p[i].lon) == 180.0)
            q[m++] = p[i];
    if (m >= 4)
        gm_geom_add_part(out, q, m, hole);
}

/* @xy is closed and has the zone on its left. */
static void add_ring(const PlaneGround *g, const double *xy, guint n, bool hole, GmGeom *out)
{
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    GmPos a = gm_geo_oblique_inverse(&g->plane, xy[0], xy[1]);
    const double *last = xy;
    g_array_append_val(pos, a);
    for (guint i = 1; i < n; i++) {
        const double *q = xy + 2 * i;
        if (i + 1 < n && hypot(q[0] - last[0], q[1] - last[1]) < 1e-3 * g->tolerance)
            continue; /* the same place, but for the last digits */
        GmPos b = i + 1 == n ? g_array_index(pos, GmPos, 0)
                             : gm_geo_oblique_inverse(&g->plane, q[0], q[1]);
        densify(g, pos, last[0], last[1], a, q[0], q[1], b, 0);
        a = b;
        last = q;
    }
    add_thinned(g, pos, hole, out);
}

/* Pieces thinner than @width come of rounding where strips meet. */
static bool sliver(const double *xy, guint n, double width)
{
    double length = 0.0;
    for (guint i = 1; i < n; i++)
        length += hypot(xy[2 * i] - xy[2 * i - 2], xy[2 * i + 1] - xy[2 * i - 1]);
    return fabs(gm_geo_ring_area(xy, n)) < width * length / 2.0;
}

void gm_geo_plane_to_ground(const PlaneGround *g, const PlaneRings *r, double width, GmGeom *out)
{
    bool shell = false;
    for (guint i = 0; i < r->hole->len; i++) {
        guint first = g_array_index(r->start, guint, i),
              n = g_array_index(r->start, guint, i + 1) - first;
        const double *xy = &g_array_index(r->xy, double, 2 * first);
        bool hole = g_array_index(r->hole, bool, i), thin = sliver(xy, n, width);
        if (!hole)
            shell = !thin;
        if (shell && !thin)
            add_ring(g, xy, n, hole, out);
    }
}
