#include "buffer_side.h"

#include "geodesic.h"

/* -1 left or 1 right of the line, where the nearest foot of @p is. */
static int side_of(Zone *z, GmPos p)
{
    double x, y, d;
    oblique_forward(&z->plane, gm_geo_ecef(p), &x, &y);
    Feature f = gm_geo_zone_nearest(z, x, y, &d);
    if (f.kind == FEATURE_EDGE)
        return f.side;
    const ZoneVertex *v = &z->vertices[f.index];
    if (v->in >= 0 && v->out >= 0) {
        /* About a corner only its outer side is near. */
        double turn =
            fold_angle(gm_geo_zone_segment(z, v->out)->az_a - gm_geo_zone_segment(z, v->in)->az_b);
        return turn > 0.0 ? -1 : 1;
    }
    if (v->in < 0 && v->out < 0)
        return 0;
    double along =
        v->out >= 0 ? gm_geo_zone_segment(z, v->out)->az_a : gm_geo_zone_segment(z, v->in)->az_b;
    return fold_angle(gm_geo_azimuth(v->p, p) - along) < 0.0 ? -1 : 1;
}

static GEOSGeometry *faces_of(Geos *gs, const GEOSGeometry *full, GEOSGeometry *lines, double grid)
{
    GEOSGeometry *parts[2] = {lines, GEOSBoundary_r(gs->h, full)};
    GEOSGeometry *all = GEOSGeom_createCollection_r(gs->h, GEOS_GEOMETRYCOLLECTION, parts, 2);
    GEOSGeometry *noded = all ? GEOSUnaryUnionPrec_r(gs->h, all, grid) : NULL;
    const GEOSGeometry *net[1] = {noded};
    GEOSGeometry *faces = noded ? GEOSPolygonize_r(gs->h, net, 1) : NULL;
    if (all)
        GEOSGeom_destroy_r(gs->h, all);
    if (noded)
        GEOSGeom_destroy_r(gs->h, noded);
    return faces;
}

static bool face_kept(Geos *gs, const Oblique *plane, const GEOSPreparedGeometry *full,
                      const GEOSGeometry *face, Zone *z, int side)
{
    GEOSGeometry *inner = GEOSPointOnSurface_r(gs->h, face);
    double x, y;
    bool keep = inner && GEOSGeomGetX_r(gs->h, inner, &x) == 1 &&
                GEOSGeomGetY_r(gs->h, inner, &y) == 1 &&
                GEOSPreparedContains_r(gs->h, full, inner) == 1 &&
                side_of(z, gm_geo_oblique_inverse(plane, x, y)) == side;
    if (inner)
        GEOSGeom_destroy_r(gs->h, inner);
    return keep;
}

GEOSGeometry *gm_geo_keep_side(Geos *gs, const Oblique *plane, GEOSGeometry *full,
                               GEOSGeometry *lines, double grid, Zone *z, int side)
{
    GEOSGeometry *faces = faces_of(gs, full, lines, grid), *out = NULL;
    if (faces) {
        const GEOSPreparedGeometry *ready = GEOSPrepare_r(gs->h, full);
        g_autoptr(GPtrArray) kept = g_ptr_array_new();
        int n = GEOSGetNumGeometries_r(gs->h, faces);
        for (int i = 0; i < n; i++) {
            const GEOSGeometry *face = GEOSGetGeometryN_r(gs->h, faces, i);
            if (face_kept(gs, plane, ready, face, z, side))
                g_ptr_array_add(kept, GEOSGeom_clone_r(gs->h, face));
        }
        GEOSPreparedGeom_destroy_r(gs->h, ready);
        GEOSGeometry *all = GEOSGeom_createCollection_r(
            gs->h, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **)(void *)kept->pdata, kept->len);
        out = all ? GEOSUnaryUnionPrec_r(gs->h, all, grid) : NULL;
        if (all)
            GEOSGeom_destroy_r(gs->h, all);
        GEOSGeom_destroy_r(gs->h, faces);
        if (out && GEOSGetNumGeometries_r(gs->h, out) > 1) { /* a crack may have cut it */
            GEOSGeometry *closed = GEOSUnaryUnionPrec_r(gs->h, out, 10.0 * grid);
            GEOSGeom_destroy_r(gs->h, out);
            out = closed;
        }
    }
    GEOSGeom_destroy_r(gs->h, full);
    return out;
}
