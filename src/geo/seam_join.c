#include "seam_join.h"

#include "geos_bridge.h"
#include "oblique.h"

static bool along_seam(GmPos a, GmPos b)
{
    return (fabs(a.lon) == 180.0 && fabs(b.lon) == 180.0) ||
           (fabs(a.lat) == 90.0 && fabs(b.lat) == 90.0);
}

bool gm_geo_has_seam(const GmGeom *g)
{
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        for (size_t k = 1; k < gm_geom_part_len(g, i); k++)
            if (along_seam(p[k - 1], p[k]))
                return true;
    }
    return false;
}

static GEOSGeometry *ring_face(Geos *gs, const Oblique *plane, const GmPos *p, size_t n)
{
    g_autofree double *xy = g_new(double, 2 * n + 2);
    size_t m = 0;
    for (size_t k = 0; k < n; k++) {
        GmPos q = {p[k].lat, p[k].lon == -180.0 ? 180.0 : p[k].lon}; /* one seam, one place */
        if (fabs(q.lat) == 90.0)
            q.lon = 0.0;
        oblique_forward(plane, gm_geo_ecef(q), &xy[2 * m], &xy[2 * m + 1]);
        if (m == 0 || xy[2 * m] != xy[2 * m - 2] || xy[2 * m + 1] != xy[2 * m - 1])
            m++;
    }
    GEOSGeometry *ring = gm_geos_ring(gs, xy, m);
    GEOSGeometry *face = ring ? GEOSGeom_createPolygon_r(gs->h, ring, NULL, 0) : NULL;
    return gm_geos_make_valid(gs, face);
}

static GEOSGeometry *unite(Geos *gs, GPtrArray *faces)
{
    GEOSGeometry *all = GEOSGeom_createCollection_r(
        gs->h, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **)(void *)faces->pdata, faces->len);
    GEOSGeometry *u = all ? GEOSUnaryUnion_r(gs->h, all) : NULL;
    if (all)
        GEOSGeom_destroy_r(gs->h, all);
    return u;
}

static void add_ring(Geos *gs, const Oblique *plane, const GEOSGeometry *ring, bool hole,
                     GmGeom *out)
{
    const GEOSCoordSequence *cs = GEOSGeom_getCoordSeq_r(gs->h, ring);
    unsigned n = 0;
    GEOSCoordSeq_getSize_r(gs->h, cs, &n);
    char ccw = 0;
    GEOSCoordSeq_isCCW_r(gs->h, cs, &ccw);
    g_autofree GmPos *p = g_new(GmPos, n + 1);
    for (unsigned i = 0; i < n; i++) {
        double x, y;
        GEOSCoordSeq_getXY_r(gs->h, cs, (ccw != 0) != hole ? i : n - 1 - i, &x, &y);
        p[i] = gm_geo_oblique_inverse(plane, x, y);
    }
    p[n - 1] = p[0];
    gm_geom_add_part(out, p, n, hole);
}

static void add_faces(Geos *gs, const Oblique *plane, const GEOSGeometry *s, GmGeom *out)
{
    int type = GEOSGeomTypeId_r(gs->h, s);
    if (type == GEOS_POLYGON && GEOSisEmpty_r(gs->h, s) != 1) {
        add_ring(gs, plane, GEOSGetExteriorRing_r(gs->h, s), false, out);
        int n = GEOSGetNumInteriorRings_r(gs->h, s);
        for (int i = 0; i < n; i++)
            add_ring(gs, plane, GEOSGetInteriorRingN_r(gs->h, s, i), true, out);
    } else if (type > GEOS_POLYGON) {
        int n = GEOSGetNumGeometries_r(gs->h, s);
        for (int i = 0; i < n; i++)
            add_faces(gs, plane, GEOSGetGeometryN_r(gs->h, s, i), out);
    }
}

GmGeom *gm_geo_join_seam(const GmGeom *g, GError **error)
{
    Vec3 sum = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < g->n_pos; i++) {
        Vec3 v = gm_geo_ecef(g->pos[i]);
        sum = (Vec3){sum.x + v.x, sum.y + v.y, sum.z + v.z};
    }
    Oblique plane = gm_geo_oblique(vec_len(sum) > 1.0 ? gm_geo_from_ecef(sum) : g->pos[0]);
    g_autoptr(Geos) gs = gm_geos_open();
    g_autoptr(GPtrArray) shells = g_ptr_array_new();
    g_autoptr(GPtrArray) holes = g_ptr_array_new();
    for (size_t i = 0; i < g->n_parts; i++) {
        GEOSGeometry *f = ring_face(gs, &plane, gm_geom_part(g, i), gm_geom_part_len(g, i));
        if (f)
            g_ptr_array_add(g->hole && g->hole[i] ? holes : shells, f);
    }
    GEOSGeometry *all = unite(gs, shells), *gone = holes->len ? unite(gs, holes) : NULL;
    if (all && gone) {
        GEOSGeometry *rest = GEOSDifference_r(gs->h, all, gone);
        GEOSGeom_destroy_r(gs->h, all);
        all = rest;
    }
    if (gone)
        GEOSGeom_destroy_r(gs->h, gone);
    if (!all) {
        gm_geos_fail(gs, "join the polygon over the antimeridian", error);
        return NULL;
    }
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    add_faces(gs, &plane, all, out);
    GEOSGeom_destroy_r(gs->h, all);
    return out;
}
