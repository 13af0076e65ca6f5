#include "overlay.h"

#include "antimeridian.h"
#include "geos_bridge.h"
#include "wgs84.h"

typedef GEOSGeometry *Operation(GEOSContextHandle_t, const GEOSGeometry *, const GEOSGeometry *);

/* All operands are cut at the antimeridian first; from then on the plane of
 * longitude and latitude is an ordinary plane. */
static GEOSGeometry *read_operand(Geos *gs, const GmGeom *g, GError **error)
{
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(g, error);
    if (!cut)
        return NULL;
    GEOSGeometry *s = gm_geos_from_geom(gs, cut, 1.0);
    if (!s)
        gm_geos_fail(gs, "read a geometry", error);
    return s;
}

static GmGeom *overlay(const GmGeom *a, const GmGeom *b, Operation *op, GmGeomKind kind,
                       const char *what, GError **error)
{
    g_autoptr(Geos) gs = gm_geos_open();
    GEOSGeometry *sa = read_operand(gs, a, error), *sb = sa ? read_operand(gs, b, error) : NULL;
    GEOSGeometry *r = sb ? op(gs->h, sa, sb) : NULL;
    GmGeom *out = r ? gm_geos_to_geom(gs, r, kind, 1.0) : NULL;
    if (sb && !r)
        gm_geos_fail(gs, what, error);
    if (r)
        GEOSGeom_destroy_r(gs->h, r);
    if (sa)
        GEOSGeom_destroy_r(gs->h, sa);
    if (sb)
        GEOSGeom_destroy_r(gs->h, sb);
    return out;
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
    return overlay(a, b, GEOSUnion_r, a->kind, "unite two geometries", error);
}

GmGeom *gm_geo_intersection(const GmGeom *a, const GmGeom *b, GError **error)
{
    if (!both_there(a, b, false, error))
        return NULL;
    return overlay(a, b, GEOSIntersection_r, MIN(a->kind, b->kind), "intersect two geometries",
                   error);
}

GmGeom *gm_geo_difference(const GmGeom *a, const GmGeom *b, GError **error)
{
    if (!both_there(a, b, false, error))
        return NULL;
    return overlay(a, b, GEOSDifference_r, a->kind, "take one geometry from another", error);
}

GmGeom *gm_geo_union_all(const GmGeom *const *geoms, size_t n, GError **error)
{
    g_autoptr(GmGeom) all = gm_geom_new(GM_GEOM_POLYGON);
    for (size_t i = 0; i < n; i++) {
        if (!both_there(geoms[i], all, true, error))
            return NULL;
        gm_geom_append(all, geoms[i]);
    }
    g_autoptr(Geos) gs = gm_geos_open();
    GEOSGeometry *s = read_operand(gs, all, error);
    if (!s)
        return NULL;
    GEOSGeometry *u = GEOSUnaryUnion_r(gs->h, s);
    GEOSGeom_destroy_r(gs->h, s);
    if (!u) {
        gm_geos_fail(gs, "unite the geometries", error);
        return NULL;
    }
    GmGeom *out = gm_geos_to_geom(gs, u, GM_GEOM_POLYGON, 1.0);
    GEOSGeom_destroy_r(gs->h, u);
    return out;
}

static GmGeom *clip_rect(Geos *gs, const GEOSGeometry *s, double west, GmBox box, double east,
                         GmGeomKind kind)
{
    GEOSGeometry *c = GEOSClipByRect_r(gs->h, s, west, box.south, east, box.north);
    if (!c || GEOSisValid_r(gs->h, c) != 1) { /* the fast clip may touch itself; do it well */
        if (c)
            GEOSGeom_destroy_r(gs->h, c);
        const double xy[10] = {west,      box.south, east,      box.south, east,
                               box.north, west,      box.north, west,      box.south};
        GEOSGeometry *window = GEOSGeom_createPolygon_r(gs->h, gm_geos_ring(gs, xy, 5), NULL, 0);
        c = window ? GEOSIntersection_r(gs->h, s, window) : NULL;
        if (window)
            GEOSGeom_destroy_r(gs->h, window);
    }
    GmGeom *out = c ? gm_geos_to_geom(gs, c, kind, 1.0) : NULL;
    if (c)
        GEOSGeom_destroy_r(gs->h, c);
    return out;
}

static GmGeom *clip_points(const GmGeom *g, GmBox box)
{
    GmGeom *out = gm_geom_new(GM_GEOM_POINT);
    for (size_t i = 0; i < g->n_pos; i++)
        if (gm_box_contains(box, g->pos[i]))
            gm_geom_add_part(out, g->pos + i, 1, false);
    return out;
}

GmGeom *gm_geo_clip_box(const GmGeom *g, GmBox box, GError **error)
{
    if (g->n_pos > 0 && !gm_geom_check(g, error))
        return NULL;
    if (g->n_pos == 0 || gm_box_is_empty(box))
        return gm_geom_new(g->kind);
    if (g->kind == GM_GEOM_POINT)
        return clip_points(g, box);
    g_autoptr(Geos) gs = gm_geos_open();
    GEOSGeometry *s = read_operand(gs, g, error);
    if (!s)
        return NULL;
    bool crosses = box.east < box.west;
    GmGeom *out = clip_rect(gs, s, box.west, box, crosses ? 180.0 : box.east, g->kind);
    if (out && crosses) {
        g_autoptr(GmGeom) far = clip_rect(gs, s, -180.0, box, box.east, g->kind);
        if (far)
            gm_geom_append(out, far);
    }
    GEOSGeom_destroy_r(gs->h, s);
    if (!out)
        gm_geos_fail(gs, "clip to the box", error);
    return out;
}

GmGeom *gm_geo_simplify(const GmGeom *g, double metres, GError **error)
{
    if (g->n_pos > 0 && !gm_geom_check(g, error))
        return NULL;
    if (!(metres > 0.0) || g->kind == GM_GEOM_POINT || g->n_pos == 0)
        return gm_geom_copy(g);
    GmBox box = gm_geom_box(g);
    double xscale = fmax(cos((box.south + box.north) / 2.0 * DEG), 0.01);
    g_autoptr(Geos) gs = gm_geos_open();
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(g, error);
    GEOSGeometry *s = cut ? gm_geos_from_geom(gs, cut, xscale) : NULL;
    GEOSGeometry *r = s ? GEOSTopologyPreserveSimplify_r(gs->h, s, metres / 111194.9) : NULL;
    GmGeom *out = r ? gm_geos_to_geom(gs, r, g->kind, xscale) : NULL;
    if (cut && !out)
        gm_geos_fail(gs, "simplify", error);
    if (r)
        GEOSGeom_destroy_r(gs->h, r);
    if (s)
        GEOSGeom_destroy_r(gs->h, s);
    return out;
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

GmPos gm_geo_label_point(const GmGeom *polygon)
{
    GmBox box = gm_geom_box(polygon);
    GmPos found = gm_box_centre(box);
    if (!polygon || polygon->kind != GM_GEOM_POLYGON || polygon->n_pos == 0)
        return found;
    double xscale = fmax(cos((box.south + box.north) / 2.0 * DEG), 0.01);
    g_autoptr(Geos) gs = gm_geos_open();
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(polygon, NULL);
    GEOSGeometry *s = gm_geos_from_geom(gs, cut ? cut : polygon, xscale);
    const GEOSGeometry *largest = NULL;
    double most = 0.0;
    for (int i = 0, n = s ? GEOSGetNumGeometries_r(gs->h, s) : 0; i < n; i++) {
        double area;
        const GEOSGeometry *part = GEOSGetGeometryN_r(gs->h, s, i);
        if (GEOSArea_r(gs->h, part, &area) && area > most) {
            most = area;
            largest = part;
        }
    }
    GEOSGeometry *circle =
        largest ? GEOSMaximumInscribedCircle_r(gs->h, largest, sqrt(most) / 50.0) : NULL;
    if (circle) { /* from the centre to the nearest point of the boundary */
        const GEOSCoordSequence *cs = GEOSGeom_getCoordSeq_r(gs->h, circle);
        double x, y;
        if (cs && GEOSCoordSeq_getXY_r(gs->h, cs, 0, &x, &y))
            found = (GmPos){.lat = y, .lon = x / xscale};
        GEOSGeom_destroy_r(gs->h, circle);
    }
    if (s)
        GEOSGeom_destroy_r(gs->h, s);
    return found;
}
