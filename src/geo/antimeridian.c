#include "antimeridian.h"

#include "plane_geom.h"

#include <math.h>

typedef struct {
    double *xy; /* owned; longitudes run on past 180 */
    size_t n;
    double net; /* longitudes gained round the ring: 0, 360 or -360 */
} Track;

static bool jumps(GmPos a, GmPos b)
{
    bool pole = fabs(a.lat) >= 90.0 && fabs(b.lat) >= 90.0;
    bool full = fabs(a.lon) == 180.0 && fabs(b.lon) == 180.0;
    return fabs(a.lon - b.lon) > 180.0 && !pole && !full;
}

bool gm_geo_crosses_antimeridian(const GmGeom *g)
{
    if (g->kind == GM_GEOM_POINT)
        return false;
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        for (size_t k = 1; k < n; k++)
            if (jumps(p[k - 1], p[k]))
                return true;
    }
    return false;
}

static Track unwrap(const GmPos *p, size_t n)
{
    Track t = {g_new(double, 2 * (n + 4)), 0, 0.0};
    double shift = 0.0;
    for (size_t k = 0; k < n; k++) {
        if (k > 0 && jumps(p[k - 1], p[k]))
            shift += p[k].lon < p[k - 1].lon ? 360.0 : -360.0;
        t.xy[2 * t.n] = p[k].lon + shift;
        t.xy[2 * t.n++ + 1] = p[k].lat;
    }
    t.net = n > 0 ? t.xy[2 * n - 2] - t.xy[0] : 0.0;
    return t;
}

/* A ring around a pole becomes a strip from -180 to 180 closed over that pole.
 * It is cut where it crosses the antimeridian nearest to the pole, so that the
 * seam meets it nowhere else. */
static Track close_over_pole(const GmPos *p, size_t n, double pole)
{
    size_t cut = 0;
    double nearest = -INFINITY, cut_lat = 0.0;
    for (size_t k = 0; k + 1 < n; k++) {
        if (!jumps(p[k], p[k + 1]) && fabs(p[k].lon) < 180.0)
            continue;
        double a = p[k].lon < 0.0 ? p[k].lon + 360.0 : p[k].lon;
        double b = p[k + 1].lon < 0.0 ? p[k + 1].lon + 360.0 : p[k + 1].lon;
        double t = a == b ? 0.0 : (180.0 - a) / (b - a);
        if (t < 0.0 || t > 1.0)
            continue;
        double lat = p[k].lat + t * (p[k + 1].lat - p[k].lat);
        if (lat * pole > nearest) {
            nearest = lat * pole;
            cut = k;
            cut_lat = lat;
        }
    }
    g_autofree GmPos *q = g_new(GmPos, n + 3);
    size_t m = 0;
    q[m++] = (GmPos){cut_lat, 0.0};
    for (size_t k = 0; k + 1 < n; k++) {
        GmPos at = p[(cut + 1 + k) % (n - 1)];
        if (fabs(at.lon) == 180.0 && at.lat == cut_lat)
            continue;
        q[m++] = at;
    }
    q[0].lon = q[1].lon < 0.0 ? -180.0 : 180.0;
    Track t = unwrap(q, m);
    double first = t.xy[0], last = t.xy[2 * m - 2] > first ? first + 360.0 : first - 360.0;
    const double tail[8] = {last, cut_lat, last, 90.0 * pole, first, 90.0 * pole, first, cut_lat};
    for (int i = 0; i < 8; i++)
        t.xy[2 * t.n + (size_t)i] = tail[i];
    t.n += 4;
    return t;
}

/* What of a ring lies in each turn of the globe, brought to [-180, 180]. */
static void fold_into(const Track *t, bool hole, PlaneRings *out)
{
    double lo = INFINITY, hi = -INFINITY;
    for (size_t i = 0; i < t->n; i++) {
        lo = fmin(lo, t->xy[2 * i]);
        hi = fmax(hi, t->xy[2 * i]);
    }
    g_autoptr(GArray) cut = g_array_new(FALSE, FALSE, sizeof(double));
    for (double turn = 360.0 * floor((lo + 180.0) / 360.0); turn - 180.0 < hi; turn += 360.0) {
        PlaneBox box = {turn - 180.0, -91.0, turn + 180.0, 91.0};
        gm_geo_ring_clip(t->xy, t->n, box, cut);
        for (guint i = 0; i < cut->len; i += 2)
            g_array_index(cut, double, i) -= turn;
        gm_geo_rings_add(out, (double *)(void *)cut->data, cut->len / 2, hole);
    }
}

static GmGeom *split_polygons(const GmGeom *g, GError **error)
{
    g_autoptr(PlaneRings) folded = gm_geo_rings_new();
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        bool hole = g->hole && g->hole[i];
        if (n < 4)
            continue;
        Track t = unwrap(p, n);
        if (fabs(t.net) > 180.0) {
            /* The inside lies left of a shell, right of a hole. */
            double pole = (t.net > 0.0) != hole ? 1.0 : -1.0;
            g_free(t.xy);
            t = close_over_pole(p, n, pole);
        }
        fold_into(&t, hole, folded);
        g_free(t.xy);
    }
    g_autoptr(PlaneRings) rings = gm_geo_rings_mended(folded, GEO_DEGREES_REACH);
    if (rings)
        return gm_geo_rings_geom(rings);
    gm_geo_net_refused(error);
    return NULL;
}

static GmGeom *split_lines(const GmGeom *g)
{
    GmGeom *out = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
        for (size_t k = 0; k < n; k++) {
            if (k > 0 && jumps(p[k - 1], p[k])) {
                double edge = copysign(180.0, p[k - 1].lon), to = p[k].lon + copysign(360.0, edge);
                double t = to == p[k - 1].lon ? 0.0 : (edge - p[k - 1].lon) / (to - p[k - 1].lon);
                GmPos cut = {p[k - 1].lat + t * (p[k].lat - p[k - 1].lat), edge};
                if (p[k - 1].lon != edge)
                    g_array_append_val(pos, cut);
                if (pos->len >= 2)
                    gm_geom_add_part(out, (GmPos *)(void *)pos->data, pos->len, false);
                g_array_set_size(pos, 0);
                cut.lon = -edge;
                if (p[k].lon != -edge)
                    g_array_append_val(pos, cut);
            }
            g_array_append_val(pos, p[k]);
        }
        if (pos->len >= 2)
            gm_geom_add_part(out, (GmPos *)(void *)pos->data, pos->len, false);
    }
    return out;
}

GmGeom *gm_geo_split_antimeridian(const GmGeom *g, GError **error)
{
    if (!gm_geo_crosses_antimeridian(g))
        return gm_geom_copy(g);
    return g->kind == GM_GEOM_LINE ? split_lines(g) : split_polygons(g, error);
}
