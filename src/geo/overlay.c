#include "overlay.h"

#include "antimeridian.h"
#include "line_cut.h"
#include "plane_geom.h"
#include "sleeve.h"
#include "wgs84.h"

#include <string.h>

typedef enum { UNITE, INTERSECT, SUBTRACT } Operation;

static bool kept(const int *w, void *user)
{
    Operation op = *(const Operation *)user;
    bool a = w[0] > 0, b = w[1] > 0;
    return op == UNITE ? a || b : op == INTERSECT ? a && b : a && !b;
}

static PlaneBox plain_box(const GmGeom *g)
{
    PlaneBox b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < g->n_pos; i++) {
        b.x0 = fmin(b.x0, g->pos[i].lon);
        b.x1 = fmax(b.x1, g->pos[i].lon);
        b.y0 = fmin(b.y0, g->pos[i].lat);
        b.y1 = fmax(b.y1, g->pos[i].lat);
    }
    return b;
}

static bool apart(const PlaneBox *a, const PlaneBox *b)
{
    return a->x1 < b->x0 || a->x0 > b->x1 || a->y1 < b->y0 || a->y0 > b->y1;
}

/* A little wider, so that what is cut off along it never shows. */
static PlaneBox wider(PlaneBox b)
{
    const double more = 1e-6;
    return (PlaneBox){b.x0 - more, b.y0 - more, b.x1 + more, b.y1 + more};
}

static bool runs_backwards(const PlaneNet *net)
{
    for (guint i = 0; i < net->n_cycles; i++)
        if (net->winding[i * NET_SETS] < 0 || net->winding[i * NET_SETS + 1] < 0)
            return true;
    return false;
}

static GmGeom *overlay_cut(const GmGeom *a, const GmGeom *b, Operation op, bool mended,
                           GError **error)
{
    PlaneBox of_a = plain_box(a), of_b = plain_box(b);
    if (op == INTERSECT && apart(&of_a, &of_b))
        return gm_geom_new(GM_GEOM_POLYGON);
    PlaneBox near_a = wider(of_a), near_b = wider(of_b);
    g_autoptr(PlaneNet) net = gm_geo_net_new(GEO_DEGREES_REACH);
    gm_geo_net_add_polygons(net, a, 0, op == INTERSECT ? &near_b : NULL);
    gm_geo_net_add_polygons(net, b, 1, op == UNITE ? NULL : &near_a);
    if (!gm_geo_net_solve(net)) {
        gm_geo_net_refused(error);
        return NULL;
    }
    if (!mended && runs_backwards(net)) { /* loops run the wrong way: one operand by itself first */
        g_autoptr(GmGeom) ma = gm_geo_plane_mended(a, error);
        g_autoptr(GmGeom) mb = ma ? gm_geo_plane_mended(b, error) : NULL;
        return mb ? overlay_cut(ma, mb, op, true, error) : NULL;
    }
    g_autoptr(PlaneRings) rings = gm_geo_net_rings(net, kept, &op);
    return gm_geo_rings_geom(rings);
}

/* All operands are cut at the antimeridian first; from then on the plane of
 * longitude and latitude is an ordinary plane. */
static GmGeom *overlay(const GmGeom *a, const GmGeom *b, Operation op, GError **error)
{
    g_autoptr(GmGeom) ca =
        gm_geo_crosses_antimeridian(a) ? gm_geo_split_antimeridian(a, error) : NULL;
    g_autoptr(GmGeom) cb =
        gm_geo_crosses_antimeridian(b) ? gm_geo_split_antimeridian(b, error) : NULL;
    if ((!ca && gm_geo_crosses_antimeridian(a)) || (!cb && gm_geo_crosses_antimeridian(b)))
        return NULL;
    return overlay_cut(ca ? ca : a, cb ? cb : b, op, false, error);
}

static bool both_there(const GmGeom *a, const GmGeom *b, bool same_kind, GError **error)
{
    if (!a || !b || (same_kind && a->kind != b->kind)) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                            "a union needs two geometries of one class");
        return false;
    }
    return (a->n_pos == 0 || gm_geom_check(a, error)) && (b->n_pos == 0 || gm_geom_check(b, error));
}

GmGeom *gm_geo_union(const GmGeom *a, const GmGeom *b, GError **error)
{
    if (!both_there(a, b, true, error))
        return NULL;
    if (a->kind == GM_GEOM_POLYGON)
        return overlay(a, b, UNITE, error);
    GmGeom *both = gm_geom_copy(a);
    gm_geom_append(both, b);
    return both;
}

static bool need_polygon(const GmGeom *g, GError **error)
{
    if (g->kind == GM_GEOM_POLYGON)
        return true;
    g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                        "points and lines are cut by polygons only");
    return false;
}

GmGeom *gm_geo_intersection(const GmGeom *a, const GmGeom *b, GError **error)
{
    if (!both_there(a, b, false, error))
        return NULL;
    if (a->kind == GM_GEOM_POLYGON && b->kind == GM_GEOM_POLYGON)
        return overlay(a, b, INTERSECT, error);
    const GmGeom *by = a->kind == GM_GEOM_POLYGON ? a : b;
    return need_polygon(by, error) ? gm_geo_line_cut(by == a ? b : a, by, true, error) : NULL;
}

GmGeom *gm_geo_difference(const GmGeom *a, const GmGeom *b, GError **error)
{
    if (!both_there(a, b, false, error))
        return NULL;
    if (a->kind != GM_GEOM_POLYGON)
        return need_polygon(b, error) ? gm_geo_line_cut(a, b, false, error) : NULL;
    return b->kind == GM_GEOM_POLYGON ? overlay(a, b, SUBTRACT, error) : gm_geom_copy(a);
}

GmGeom *gm_geo_union_all(const GmGeom *const *geoms, size_t n, GError **error)
{
    g_autoptr(GmGeom) all = gm_geom_new(GM_GEOM_POLYGON);
    for (size_t i = 0; i < n; i++) {
        if (!both_there(geoms[i], all, true, error))
            return NULL;
        gm_geom_append(all, geoms[i]);
    }
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(all, error);
    return cut ? gm_geo_plane_mended(cut, error) : NULL;
}

/* The box, or for one over the antimeridian its two halves. */
static GmGeom *box_polygon(GmBox b)
{
    GmGeom *g = gm_geom_new(GM_GEOM_POLYGON);
    bool crosses = b.east < b.west;
    for (int i = 0; i < (crosses ? 2 : 1); i++) {
        double west = crosses && i == 1 ? -180.0 : b.west,
               east = crosses && i == 0 ? 180.0 : b.east;
        GmPos ring[5] = {
            {b.south, west}, {b.south, east}, {b.north, east}, {b.north, west}, {b.south, west}};
        gm_geom_add_part(g, ring, 5, false);
    }
    return g;
}

GmGeom *gm_geo_clip_box(const GmGeom *g, GmBox box, GError **error)
{
    if (g->n_pos > 0 && !gm_geom_check(g, error))
        return NULL;
    if (g->n_pos == 0 || gm_box_is_empty(box))
        return gm_geom_new(g->kind);
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(g, error);
    g_autoptr(GmGeom) window = box_polygon(box);
    if (!cut)
        return NULL;
    return g->kind == GM_GEOM_POLYGON ? overlay_cut(cut, window, INTERSECT, false, error)
                                      : gm_geo_line_cut(cut, window, true, error);
}

static GmGeom *thinned(const GmGeom *g, double degrees, double xscale)
{
    GmGeom *out = gm_geom_new(g->kind);
    g_autofree double *xy = g_new(double, 2 * g->n_pos + 2);
    g_autofree size_t *index = g_new(size_t, g->n_pos + 1);
    g_autofree GmPos *pos = g_new(GmPos, g->n_pos + 1);
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i), m;
        for (size_t k = 0; k < n; k++) {
            xy[2 * k] = p[k].lon * xscale;
            xy[2 * k + 1] = p[k].lat;
        }
        m = gm_geo_sleeve(xy, n, degrees, index);
        bool ring = g->kind == GM_GEOM_POLYGON;
        if (ring && m < 4) {
            gm_geom_add_part(out, p, n, g->hole[i]);
            continue;
        }
        for (size_t k = 0; k < m; k++)
            pos[k] = p[index[k]];
        gm_geom_add_part(out, pos, m, ring && g->hole[i]);
    }
    return out;
}

GmGeom *gm_geo_simplify(const GmGeom *g, double metres, GError **error)
{
    enum { TRIES = 6 };
    if (g->n_pos > 0 && !gm_geom_check(g, error))
        return NULL;
    if (!(metres > 0.0) || g->kind == GM_GEOM_POINT || g->n_pos == 0)
        return gm_geom_copy(g);
    GmBox box = gm_geom_box(g);
    double xscale = fmax(cos((box.south + box.north) / 2.0 * DEG), 0.01);
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(g, error);
    for (int i = 0; cut && i < TRIES; i++) { /* less, while what is left crosses itself */
        g_autoptr(GmGeom) s = thinned(cut, metres / 111194.9 / (1 << i), xscale);
        if (g->kind != GM_GEOM_POLYGON || gm_geo_plane_valid(s))
            return g_steal_pointer(&s);
    }
    return g_steal_pointer(&cut);
}

/* Crossings of the ray that runs east from @p with a cut ring's edges. */
static bool odd_crossings(const GmPos *q, size_t n, GmPos p)
{
    bool odd = false;
    for (size_t k = 1; k < n; k++) {
        GmPos a = q[k - 1], b = q[k];
        if ((a.lat > p.lat) == (b.lat > p.lat))
            continue;
        double lon = a.lon + (p.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon);
        odd ^= lon > p.lon;
    }
    return odd;
}

bool gm_geo_contains(const GmGeom *polygon, GmPos p)
{
    if (!polygon || polygon->kind != GM_GEOM_POLYGON || polygon->n_pos == 0)
        return false;
    bool wraps = false;
    for (size_t i = 0; i < polygon->n_parts && !wraps; i++) {
        const GmPos *q = gm_geom_part(polygon, i);
        for (size_t k = 1; k < gm_geom_part_len(polygon, i) && !wraps; k++)
            wraps = fabs(q[k].lon - q[k - 1].lon) > 180.0;
    }
    g_autoptr(GmGeom) cut = wraps ? gm_geo_split_antimeridian(polygon, NULL) : NULL;
    const GmGeom *g = cut ? cut : polygon;
    bool inside = false;
    for (size_t i = 0; i < g->n_parts; i++) {
        bool in = odd_crossings(gm_geom_part(g, i), gm_geom_part_len(g, i), p);
        if (g->hole && g->hole[i])
            inside = inside && !in;
        else if (inside)
            return true; /* in a shell and in none of its holes */
        else
            inside = in;
    }
    return inside;
}
