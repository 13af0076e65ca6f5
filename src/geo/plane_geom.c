#include "plane_geom.h"

#include <math.h>
#include <string.h>

double gm_geo_ring_area(const double *xy, size_t n)
{
    double area = 0.0;
    for (size_t i = 1; i < n; i++)
        area += (xy[2 * i - 2] - xy[0]) * (xy[2 * i + 1] - xy[1]) -
                (xy[2 * i] - xy[0]) * (xy[2 * i - 1] - xy[1]);
    return area / 2.0;
}

/* What of a ring lies on one side of a line across axis @k: Sutherland and Hodgman. */
static void clip_half(const double *xy, size_t n, int k, double at, double sign, GArray *out)
{
    g_array_set_size(out, 0);
    for (size_t i = 0; i < n; i++) {
        const double *p = xy + 2 * i, *q = xy + 2 * (i == 0 ? n - 1 : i - 1);
        bool in = sign * (p[k] - at) >= 0.0, was = sign * (q[k] - at) >= 0.0;
        if (in != was && i > 0) {
            double cut[2], t = (at - q[k]) / (p[k] - q[k]);
            cut[k] = at;
            cut[1 - k] = q[1 - k] + t * (p[1 - k] - q[1 - k]);
            g_array_append_vals(out, cut, 2);
        }
        if (in)
            g_array_append_vals(out, p, 2);
    }
    if (out->len >= 2) { /* closed again */
        double first[2] = {g_array_index(out, double, 0), g_array_index(out, double, 1)};
        if (first[0] != g_array_index(out, double, out->len - 2) ||
            first[1] != g_array_index(out, double, out->len - 1))
            g_array_append_vals(out, first, 2);
    }
}

void gm_geo_ring_clip(const double *xy, size_t n, PlaneBox box, GArray *out)
{
    const double at[4] = {box.x0, box.x1, box.y0, box.y1};
    g_autoptr(GArray) from = g_array_sized_new(FALSE, FALSE, sizeof(double), (guint)(2 * n + 16));
    g_array_set_size(out, 0);
    g_array_append_vals(from, xy, (guint)(2 * n));
    for (int i = 0; i < 4; i++) {
        if (i > 0) {
            g_array_set_size(from, 0);
            g_array_append_vals(from, out->data, out->len);
        }
        clip_half((double *)(void *)from->data, from->len / 2, i / 2, at[i], i % 2 ? -1.0 : 1.0,
                  out);
    }
}

static bool reaches_out(const double *xy, size_t n, const PlaneBox *box, bool *apart)
{
    PlaneBox own = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        own.x0 = fmin(own.x0, xy[2 * i]);
        own.x1 = fmax(own.x1, xy[2 * i]);
        own.y0 = fmin(own.y0, xy[2 * i + 1]);
        own.y1 = fmax(own.y1, xy[2 * i + 1]);
    }
    *apart = own.x1 < box->x0 || own.x0 > box->x1 || own.y1 < box->y0 || own.y0 > box->y1;
    return own.x0 < box->x0 || own.x1 > box->x1 || own.y0 < box->y0 || own.y1 > box->y1;
}

void gm_geo_net_add_ring(PlaneNet *net, const double *xy, size_t n, bool hole, int set,
                         const PlaneBox *window)
{
    bool apart = false;
    int weight = (gm_geo_ring_area(xy, n) < 0.0) != hole ? -1 : 1;
    if (!window || !reaches_out(xy, n, window, &apart)) {
        gm_geo_net_add(net, xy, n, set, weight);
    } else if (!apart) {
        g_autoptr(GArray) cut = g_array_new(FALSE, FALSE, sizeof(double));
        gm_geo_ring_clip(xy, n, *window, cut);
        gm_geo_net_add(net, (double *)(void *)cut->data, cut->len / 2, set, weight);
    }
}

void gm_geo_net_add_polygons(PlaneNet *net, const GmGeom *g, int set, const PlaneBox *window)
{
    g_autofree double *xy = g_new(double, 2 * g->n_pos + 2);
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        for (size_t k = 0; k < n; k++) {
            xy[2 * k] = p[k].lon;
            xy[2 * k + 1] = p[k].lat;
        }
        if (n >= 4)
            gm_geo_net_add_ring(net, xy, n, g->hole && g->hole[i], set, window);
    }
}

bool gm_geo_net_solid(const int *winding, void *user)
{
    (void)user;
    return winding[0] > 0;
}

bool gm_geo_net_nonzero(const int *winding, void *user)
{
    (void)user;
    return winding[0] != 0;
}

GmGeom *gm_geo_rings_geom(const PlaneRings *r)
{
    GmGeom *g = gm_geom_new(GM_GEOM_POLYGON);
    g_autofree GmPos *pos = g_new(GmPos, r->xy->len / 2 + 1);
    for (guint i = 0; i < r->hole->len; i++) {
        guint first = g_array_index(r->start, guint, i), n = 0;
        for (guint k = first; k < g_array_index(r->start, guint, i + 1); k++)
            pos[n++] = (GmPos){.lat = CLAMP(g_array_index(r->xy, double, 2 * k + 1), -90.0, 90.0),
                               .lon = CLAMP(g_array_index(r->xy, double, 2 * k), -180.0, 180.0)};
        gm_geom_add_part(g, pos, n, g_array_index(r->hole, bool, i));
    }
    return g;
}

bool gm_geo_net_refused(GError **error)
{
    g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                        "the polygons cross themselves too often to be mended");
    return false;
}

void gm_geo_reverse_xy(double *xy, size_t n)
{
    for (size_t i = 0, k = n - 1; i < k; i++, k--)
        for (size_t c = 0; c < 2; c++) {
            double t = xy[2 * i + c];
            xy[2 * i + c] = xy[2 * k + c];
            xy[2 * k + c] = t;
        }
}

static PlaneNet *net_of_rings(const PlaneRings *r, double reach)
{
    PlaneNet *net = gm_geo_net_new(reach);
    for (guint i = 0; i < r->hole->len; i++) {
        guint a = g_array_index(r->start, guint, i), b = g_array_index(r->start, guint, i + 1);
        gm_geo_net_add_ring(net, &g_array_index(r->xy, double, 2 * a), b - a,
                            g_array_index(r->hole, bool, i), 0, NULL);
    }
    return net;
}

static bool runs_backwards(const PlaneNet *net)
{
    for (guint i = 0; i < net->n_cycles; i++)
        if (net->winding[i * NET_SETS] < 0)
            return true;
    return false;
}

/* Each ring by itself, whichever way its loops run, then together. */
static PlaneNet *net_of_loops(const PlaneRings *r, double reach)
{
    PlaneNet *all = gm_geo_net_new(reach);
    bool ok = true;
    for (guint i = 0; ok && i < r->hole->len; i++) {
        guint a = g_array_index(r->start, guint, i), b = g_array_index(r->start, guint, i + 1);
        g_autoptr(PlaneNet) one = gm_geo_net_new(reach);
        gm_geo_net_add(one, &g_array_index(r->xy, double, 2 * a), b - a, 0, 1);
        ok = gm_geo_net_solve(one);
        g_autoptr(PlaneRings) loops = ok ? gm_geo_net_rings(one, gm_geo_net_nonzero, NULL) : NULL;
        for (guint k = 0; ok && k < loops->hole->len; k++) {
            a = g_array_index(loops->start, guint, k);
            b = g_array_index(loops->start, guint, k + 1);
            gm_geo_net_add_ring(
                all, &g_array_index(loops->xy, double, 2 * a), b - a,
                g_array_index(loops->hole, bool, k) != g_array_index(r->hole, bool, i), 0, NULL);
        }
    }
    if (!ok || !gm_geo_net_solve(all))
        g_clear_pointer(&all, gm_geo_net_free);
    return all;
}

PlaneRings *gm_geo_rings_mended(const PlaneRings *r, double reach)
{
    g_autoptr(PlaneNet) net = net_of_rings(r, reach);
    if (!gm_geo_net_solve(net))
        return NULL;
    if (runs_backwards(net)) {
        gm_geo_net_free(net);
        net = net_of_loops(r, reach);
    }
    return net ? gm_geo_net_rings(net, gm_geo_net_solid, NULL) : NULL;
}

void gm_geo_rings_add(PlaneRings *r, const double *xy, size_t n, bool hole)
{
    if (n < 4)
        return;
    g_array_append_vals(r->xy, xy, (guint)(2 * n));
    guint end = r->xy->len / 2;
    g_array_append_val(r->start, end);
    g_array_append_val(r->hole, hole);
}

static PlaneRings *rings_of(const GmGeom *g)
{
    PlaneRings *r = gm_geo_rings_new();
    g_autofree double *xy = g_new(double, 2 * g->n_pos + 2);
    for (size_t i = 0; i < g->n_parts; i++) {
        size_t n = gm_geom_part_len(g, i);
        for (size_t k = 0; k < n; k++) {
            xy[2 * k] = gm_geom_part(g, i)[k].lon;
            xy[2 * k + 1] = gm_geom_part(g, i)[k].lat;
        }
        gm_geo_rings_add(r, xy, n, g->hole && g->hole[i]);
    }
    return r;
}

bool gm_geo_rings_valid(const PlaneRings *r, double reach)
{
    g_autoptr(PlaneNet) net = net_of_rings(r, reach);
    if (!gm_geo_net_solve(net) || net->merged > 0)
        return false;
    for (guint i = 0; i < net->n_cycles; i++)
        if (net->winding[i * NET_SETS] < 0 || net->winding[i * NET_SETS] > 1)
            return false;
    g_autoptr(PlaneRings) rings = gm_geo_net_rings(net, gm_geo_net_solid, NULL);
    return rings->hole->len == r->hole->len; /* else one touches itself */
}

bool gm_geo_plane_valid(const GmGeom *g)
{
    g_autoptr(PlaneRings) rings = rings_of(g);
    /* Finer than the grid that things are made on (and still within a double's whole
     * numbers): what crosses by less than one of its steps is seen. */
    return rings->hole->len == g->n_parts && gm_geo_rings_valid(rings, GEO_DEGREES_REACH / 256.0);
}

GmGeom *gm_geo_plane_mended(const GmGeom *g, GError **error)
{
    g_autoptr(PlaneRings) in = rings_of(g);
    g_autoptr(PlaneRings) rings = gm_geo_rings_mended(in, GEO_DEGREES_REACH);
    if (rings)
        return gm_geo_rings_geom(rings);
    gm_geo_net_refused(error);
    return NULL;
}

void gm_geo_net_add_rings(PlaneNet *net, const PlaneRings *r, int set)
{
    for (guint i = 0; i < r->hole->len; i++) {
        guint a = g_array_index(r->start, guint, i), b = g_array_index(r->start, guint, i + 1);
        gm_geo_net_add(net, &g_array_index(r->xy, double, 2 * a), b - a, set, 1);
    }
}

/* The pieces first to end - 1 as one: halves, which lie together, before wholes. */
static PlaneRings *unite(GPtrArray *pieces, guint first, guint end, double reach, gint64 deadline)
{
    if (first + 1 == end)
        return g_steal_pointer(&pieces->pdata[first]);
    guint mid = (first + end) / 2;
    g_autoptr(PlaneRings) a = unite(pieces, first, mid, reach, deadline);
    g_autoptr(PlaneRings) b = a ? unite(pieces, mid, end, reach, deadline) : NULL;
    if (!b || g_get_monotonic_time() > deadline)
        return NULL;
    g_autoptr(PlaneNet) net = gm_geo_net_new(reach);
    gm_geo_net_add_rings(net, a, 0);
    gm_geo_net_add_rings(net, b, 0);
    return gm_geo_net_solve(net) ? gm_geo_net_rings(net, gm_geo_net_solid, NULL) : NULL;
}

PlaneRings *gm_geo_rings_unite(GPtrArray *pieces, double reach, gint64 deadline)
{
    return pieces->len == 0 ? gm_geo_rings_new() : unite(pieces, 0, pieces->len, reach, deadline);
}
