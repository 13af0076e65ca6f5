#include "geos_bridge.h"

#include <math.h>
#include <string.h>

static void on_error(const char *message, void *user)
{
    Geos *gs = user;
    g_strlcpy(gs->message, message, sizeof gs->message);
}

Geos *gm_geos_open(void)
{
    Geos *gs = g_new0(Geos, 1);
    gs->h = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(gs->h, on_error, gs);
    return gs;
}

void gm_geos_close(Geos *gs)
{
    if (!gs)
        return;
    GEOS_finish_r(gs->h);
    g_free(gs);
}

void gm_geos_fail(const Geos *gs, const char *what, GError **error)
{
    g_set_error(error, GM_GEO_ERROR, GM_GEO_ERROR_LIBRARY, "GEOS could not %s: %s", what,
                gs->message[0] ? gs->message : "no reason given");
}

GEOSGeometry *gm_geos_make_valid(Geos *gs, GEOSGeometry *s)
{
    if (!s || GEOSisValid_r(gs->h, s) == 1)
        return s;
    GEOSGeometry *v = GEOSMakeValid_r(gs->h, s);
    GEOSGeom_destroy_r(gs->h, s);
    return v;
}

static GEOSCoordSequence *sequence(Geos *gs, const GmPos *p, size_t n, double xscale)
{
    GEOSCoordSequence *cs = GEOSCoordSeq_create_r(gs->h, (unsigned)n, 2);
    for (size_t i = 0; cs && i < n; i++)
        GEOSCoordSeq_setXY_r(gs->h, cs, (unsigned)i, p[i].lon * xscale, p[i].lat);
    return cs;
}

GEOSGeometry *gm_geos_ring(Geos *gs, const double *xy, size_t n)
{
    if (n < 4)
        return NULL;
    GEOSCoordSequence *cs = GEOSCoordSeq_copyFromBuffer_r(gs->h, xy, (unsigned)n, 0, 0);
    return cs ? GEOSGeom_createLinearRing_r(gs->h, cs) : NULL;
}

static GEOSGeometry *ring_of(Geos *gs, const GmGeom *g, size_t part, double xscale)
{
    size_t n = gm_geom_part_len(g, part);
    if (n < 4)
        return NULL;
    GEOSCoordSequence *cs = sequence(gs, gm_geom_part(g, part), n, xscale);
    return cs ? GEOSGeom_createLinearRing_r(gs->h, cs) : NULL;
}

/* Polygons as they stand, valid or not; degenerate shells left out. */
static GPtrArray *raw_polygons(Geos *gs, const GmGeom *g, double xscale)
{
    GPtrArray *polys = g_ptr_array_new();
    for (size_t i = 0; i < g->n_parts;) {
        g_autoptr(GPtrArray) holes = g_ptr_array_new();
        GEOSGeometry *shell = ring_of(gs, g, i, xscale);
        size_t k = i + 1;
        for (; k < g->n_parts && g->hole && g->hole[k]; k++) {
            GEOSGeometry *hole = shell ? ring_of(gs, g, k, xscale) : NULL;
            if (hole)
                g_ptr_array_add(holes, hole);
        }
        i = k;
        GEOSGeometry *poly =
            shell ? GEOSGeom_createPolygon_r(gs->h, shell, (GEOSGeometry **)(void *)holes->pdata,
                                             holes->len)
                  : NULL;
        if (poly)
            g_ptr_array_add(polys, poly);
    }
    return polys;
}

static GEOSGeometry *collection(Geos *gs, GPtrArray *parts, int type)
{
    return GEOSGeom_createCollection_r(gs->h, type, (GEOSGeometry **)(void *)parts->pdata,
                                       parts->len);
}

bool gm_geos_is_valid(Geos *gs, const GmGeom *g)
{
    g_autoptr(GPtrArray) polys = raw_polygons(gs, g, 1.0);
    GEOSGeometry *all = collection(gs, polys, GEOS_MULTIPOLYGON);
    bool valid = all && GEOSisValid_r(gs->h, all) == 1;
    if (all)
        GEOSGeom_destroy_r(gs->h, all);
    return valid;
}

/* Overlapping parts: made valid one by one, then united. */
static GEOSGeometry *unite_valid(Geos *gs, GEOSGeometry *multi)
{
    int n = GEOSGetNumGeometries_r(gs->h, multi);
    g_autoptr(GPtrArray) valid = g_ptr_array_new();
    for (int i = 0; i < n; i++) {
        GEOSGeometry *part = GEOSGeom_clone_r(gs->h, GEOSGetGeometryN_r(gs->h, multi, i));
        part = gm_geos_make_valid(gs, part);
        if (part)
            g_ptr_array_add(valid, part);
    }
    GEOSGeom_destroy_r(gs->h, multi);
    GEOSGeometry *all = collection(gs, valid, GEOS_GEOMETRYCOLLECTION);
    GEOSGeometry *united = all ? GEOSUnaryUnion_r(gs->h, all) : NULL;
    if (all)
        GEOSGeom_destroy_r(gs->h, all);
    return united;
}

static GEOSGeometry *polygons(Geos *gs, const GmGeom *g, double xscale)
{
    g_autoptr(GPtrArray) polys = raw_polygons(gs, g, xscale);
    if (polys->len == 0)
        return GEOSGeom_createEmptyPolygon_r(gs->h);
    if (polys->len == 1)
        return gm_geos_make_valid(gs, polys->pdata[0]);
    GEOSGeometry *multi = collection(gs, polys, GEOS_MULTIPOLYGON);
    if (!multi || GEOSisValid_r(gs->h, multi) == 1)
        return multi;
    return unite_valid(gs, multi);
}

GEOSGeometry *gm_geos_from_geom(Geos *gs, const GmGeom *g, double xscale)
{
    if (g->kind == GM_GEOM_POLYGON)
        return polygons(gs, g, xscale);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (size_t i = 0; i < g->n_parts; i++) {
        size_t n = gm_geom_part_len(g, i);
        if (n < (g->kind == GM_GEOM_LINE ? 2u : 1u))
            continue;
        GEOSCoordSequence *cs = sequence(gs, gm_geom_part(g, i), n, xscale);
        GEOSGeometry *part = g->kind == GM_GEOM_LINE ? GEOSGeom_createLineString_r(gs->h, cs)
                                                     : GEOSGeom_createPoint_r(gs->h, cs);
        if (part)
            g_ptr_array_add(parts, part);
    }
    return GEOSGeom_createCollection_r(
        gs->h, g->kind == GM_GEOM_LINE ? GEOS_MULTILINESTRING : GEOS_MULTIPOINT,
        (GEOSGeometry **)(void *)parts->pdata, parts->len);
}

static void add_sequence(Geos *gs, GmGeom *out, const GEOSGeometry *s, double xscale, int turn,
                         bool hole)
{
    const GEOSCoordSequence *cs = GEOSGeom_getCoordSeq_r(gs->h, s);
    unsigned n = 0;
    if (!cs || !GEOSCoordSeq_getSize_r(gs->h, cs, &n) || n == 0)
        return;
    g_autofree GmPos *p = g_new(GmPos, n);
    double area = 0.0;
    for (unsigned i = 0; i < n; i++) {
        double x, y;
        GEOSCoordSeq_getXY_r(gs->h, cs, i, &x, &y);
        p[i] = (GmPos){.lat = fmin(fmax(y, -90.0), 90.0), .lon = x / xscale};
        p[i].lon = fmin(fmax(p[i].lon, -180.0), 180.0);
        if (i > 0) /* about the first position: small rings far from zero keep their sign */
            area += (p[i - 1].lon - p[0].lon) * (p[i].lat - p[0].lat) -
                    (p[i].lon - p[0].lon) * (p[i - 1].lat - p[0].lat);
    }
    if (turn != 0 && (area > 0.0) != (turn > 0))
        for (unsigned i = 0, k = n; i + 1 < k; i++) {
            GmPos t = p[i];
            p[i] = p[--k];
            p[k] = t;
        }
    gm_geom_add_part(out, p, n, hole);
}

static void collect(Geos *gs, const GEOSGeometry *s, GmGeom *out, double xscale)
{
    int type = GEOSGeomTypeId_r(gs->h, s);
    if (GEOSisEmpty_r(gs->h, s) == 1)
        return;
    if (type == GEOS_POLYGON && out->kind == GM_GEOM_POLYGON) {
        add_sequence(gs, out, GEOSGetExteriorRing_r(gs->h, s), xscale, 1, false);
        int n = GEOSGetNumInteriorRings_r(gs->h, s);
        for (int i = 0; i < n; i++)
            add_sequence(gs, out, GEOSGetInteriorRingN_r(gs->h, s, i), xscale, -1, true);
    } else if ((type == GEOS_LINESTRING || type == GEOS_LINEARRING) && out->kind == GM_GEOM_LINE) {
        add_sequence(gs, out, s, xscale, 0, false);
    } else if (type == GEOS_POINT && out->kind == GM_GEOM_POINT) {
        add_sequence(gs, out, s, xscale, 0, false);
    } else if (type >= GEOS_MULTIPOINT) {
        int n = GEOSGetNumGeometries_r(gs->h, s);
        for (int i = 0; i < n; i++)
            collect(gs, GEOSGetGeometryN_r(gs->h, s, i), out, xscale);
    }
}

GmGeom *gm_geos_to_geom(Geos *gs, const GEOSGeometry *s, GmGeomKind kind, double xscale)
{
    GmGeom *out = gm_geom_new(kind);
    collect(gs, s, out, xscale);
    return out;
}
