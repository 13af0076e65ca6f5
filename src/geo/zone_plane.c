#include "zone.h"

static GEOSCoordSequence *part_sequence(Geos *gs, const Zone *z, int part)
{
    int e0 = z->part_edges[part], e1 = z->part_edges[part + 1];
    int c0 = z->edges[e0].chord0, c1 = z->edges[e1 - 1].chord0 + z->edges[e1 - 1].n_chords;
    unsigned n = (unsigned)(c1 - c0 + 1);
    g_autofree double *xy = g_new(double, 2 * (size_t)n);
    xy[0] = z->chords[c0].ax;
    xy[1] = z->chords[c0].ay;
    for (int c = c0; c < c1; c++) {
        xy[2 * (c - c0) + 2] = z->chords[c].bx;
        xy[2 * (c - c0) + 3] = z->chords[c].by;
    }
    return GEOSCoordSeq_copyFromBuffer_r(gs->h, xy, n, 0, 0);
}

static GEOSGeometry *collect(Geos *gs, GPtrArray *parts, int type)
{
    return GEOSGeom_createCollection_r(gs->h, type, (GEOSGeometry **)(void *)parts->pdata,
                                       parts->len);
}

/* Lines and points of the zone's features. */
static GEOSGeometry *plane_lines(Geos *gs, const Zone *z)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (int i = 0; i < z->n_parts; i++)
        if (z->part_edges[i + 1] > z->part_edges[i])
            g_ptr_array_add(parts, GEOSGeom_createLineString_r(gs->h, part_sequence(gs, z, i)));
    for (int i = 0; i < z->n_vertices; i++)
        if (z->vertices[i].in < 0 && z->vertices[i].out < 0)
            g_ptr_array_add(
                parts, GEOSGeom_createPointFromXY_r(gs->h, z->vertices[i].x, z->vertices[i].y));
    if (parts->len == 1)
        return parts->pdata[0];
    return collect(gs, parts, GEOS_GEOMETRYCOLLECTION);
}

/* The polygons; NULL unless they are simple enough for a plain buffer. */
static GEOSGeometry *plane_polygons(Geos *gs, const Zone *z, const GmGeom *g)
{
    g_autoptr(GPtrArray) polys = g_ptr_array_new();
    g_autoptr(GPtrArray) holes = g_ptr_array_new();
    GEOSGeometry *shell = NULL;
    bool sound = true;
    for (int i = 0; i <= z->n_parts; i++) {
        bool hole = i < z->n_parts && g->hole && g->hole[i];
        if (!hole && shell) {
            GEOSGeometry *poly = GEOSGeom_createPolygon_r(
                gs->h, shell, (GEOSGeometry **)(void *)holes->pdata, holes->len);
            g_ptr_array_set_size(holes, 0);
            g_ptr_array_add(polys, poly);
            shell = NULL;
        }
        if (i == z->n_parts)
            break;
        if (z->part_edges[i + 1] - z->part_edges[i] < 3) {
            sound = false;
            continue;
        }
        GEOSGeometry *ring = GEOSGeom_createLinearRing_r(gs->h, part_sequence(gs, z, i));
        if (!ring)
            sound = false;
        else if (hole && shell)
            g_ptr_array_add(holes, ring);
        else if (!hole)
            shell = ring;
        else
            GEOSGeom_destroy_r(gs->h, ring);
    }
    GEOSGeometry *all = polys->len == 1 ? polys->pdata[0] : collect(gs, polys, GEOS_MULTIPOLYGON);
    if (all && (!sound || GEOSisValid_r(gs->h, all) != 1)) {
        GEOSGeom_destroy_r(gs->h, all);
        return NULL;
    }
    return all;
}

static void reverse(double *xy, size_t n)
{
    for (size_t i = 0, k = n - 1; i < k; i++, k--)
        for (size_t c = 0; c < 2; c++) {
            double t = xy[2 * i + c];
            xy[2 * i + c] = xy[2 * k + c];
            xy[2 * k + c] = t;
        }
}

/* @xy runs with the zone on its left. */
static bool lift_xy(Zone *z, double *xy, size_t n, bool hole, bool inward, GmGeom *out)
{
    if (inward) /* the input has to be on the left */
        reverse(xy, n);
    g_autoptr(GArray) pos = gm_geo_zone_lift(z, xy, n);
    if (!pos)
        return false;
    if (pos->len == 0)
        return hole; /* a shell gone leaves its holes astray */
    GmPos *p = (GmPos *)(void *)pos->data;
    for (guint i = 0, k = pos->len - 1; inward && i < k; i++, k--) {
        GmPos t = p[i];
        p[i] = p[k];
        p[k] = t;
    }
    gm_geom_add_part(out, p, pos->len, hole);
    return true;
}

static bool lift_ring(Geos *gs, Zone *z, const GEOSGeometry *ring, bool hole, bool inward,
                      GmGeom *out)
{
    const GEOSCoordSequence *cs = GEOSGeom_getCoordSeq_r(gs->h, ring);
    unsigned n = 0;
    if (!cs || !GEOSCoordSeq_getSize_r(gs->h, cs, &n) || n < 4)
        return false;
    g_autofree double *xy = g_new(double, 2 * (size_t)n);
    GEOSCoordSeq_copyToBuffer_r(gs->h, cs, xy, 0, 0);
    double area = 0.0;
    for (unsigned i = 1; i < n; i++)
        area += (xy[2 * i - 2] - xy[0]) * (xy[2 * i + 1] - xy[1]) -
                (xy[2 * i] - xy[0]) * (xy[2 * i - 1] - xy[1]);
    if ((area < 0.0) != hole)
        reverse(xy, n);
    return lift_xy(z, xy, n, hole, inward, out);
}

static bool lift_all(Geos *gs, Zone *z, const GEOSGeometry *s, bool inward, GmGeom *out)
{
    if (GEOSisEmpty_r(gs->h, s) == 1)
        return true;
    if (GEOSGeomTypeId_r(gs->h, s) != GEOS_POLYGON) {
        int n = GEOSGetNumGeometries_r(gs->h, s);
        for (int i = 0; i < n; i++)
            if (!lift_all(gs, z, GEOSGetGeometryN_r(gs->h, s, i), inward, out))
                return false;
        return true;
    }
    if (!lift_ring(gs, z, GEOSGetExteriorRing_r(gs->h, s), false, inward, out))
        return false;
    int n = GEOSGetNumInteriorRings_r(gs->h, s);
    for (int i = 0; i < n; i++)
        if (!lift_ring(gs, z, GEOSGetInteriorRingN_r(gs->h, s, i), true, inward, out))
            return false;
    return true;
}

GmGeom *gm_geo_zone_buffer(const GmGeom *g, double depth, double tolerance, int segments,
                           bool *suspect)
{
    *suspect = false;
    g_autoptr(Zone) z = gm_geo_zone_new(g, fabs(depth), tolerance);
    if (!z)
        return NULL;
    g_autoptr(Geos) gs = gm_geos_open();
    GEOSGeometry *in = g->kind == GM_GEOM_POLYGON ? plane_polygons(gs, z, g) : plane_lines(gs, z);
    GEOSGeometry *flat = in ? GEOSBuffer_r(gs->h, in, depth, segments) : NULL;
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    bool ok = flat && lift_all(gs, z, flat, depth < 0.0, out);
    if (flat)
        GEOSGeom_destroy_r(gs->h, flat);
    if (in)
        GEOSGeom_destroy_r(gs->h, in);
    *suspect = z->suspect;
    if (!ok)
        g_clear_pointer(&out, gm_geom_free);
    return out;
}

GmGeom *gm_geo_zone_refine(const GmGeom *g, double depth, double tolerance, const GmGeom *rough)
{
    g_autoptr(Zone) z = gm_geo_zone_new(g, fabs(depth), tolerance);
    if (!z)
        return NULL;
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    for (size_t i = 0; out && i < rough->n_parts; i++) {
        size_t n = gm_geom_part_len(rough, i);
        g_autofree double *xy = g_new(double, 2 * n);
        for (size_t k = 0; k < n; k++)
            oblique_forward(&z->plane, gm_geo_ecef(gm_geom_part(rough, i)[k]), &xy[2 * k],
                            &xy[2 * k + 1]);
        if (n < 4 || !lift_xy(z, xy, n, rough->hole[i], depth < 0.0, out))
            g_clear_pointer(&out, gm_geom_free);
    }
    return out;
}
