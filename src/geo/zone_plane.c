#include "sleeve.h"
#include "zone.h"

enum { MANY_CHORDS = 3000, SOME_CHORDS = 48, CHUNK = 64 };

/* A part's positions in the plane, x and y in turn. */
static double *part_xy(const Zone *z, int part, unsigned *count)
{
    int e0 = z->part_edges[part], e1 = z->part_edges[part + 1];
    int c0 = z->edges[e0].chord0, c1 = z->edges[e1 - 1].chord0 + z->edges[e1 - 1].n_chords;
    unsigned n = (unsigned)(c1 - c0 + 1);
    double *xy = g_new(double, 2 * (size_t)n);
    xy[0] = z->chords[c0].ax;
    xy[1] = z->chords[c0].ay;
    for (int c = c0; c < c1; c++) {
        xy[2 * (c - c0) + 2] = z->chords[c].bx;
        xy[2 * (c - c0) + 3] = z->chords[c].by;
    }
    *count = n;
    return xy;
}

static GEOSCoordSequence *part_sequence(Geos *gs, const Zone *z, int part)
{
    unsigned n;
    g_autofree double *xy = part_xy(z, part, &n);
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

/* Buffers @in (freed) and keeps the result; false on failure or past @deadline. */
static bool add_flat(Geos *gs, GEOSGeometry *in, double depth, int segments, gint64 deadline,
                     GPtrArray *flats)
{
    GEOSGeometry *flat =
        in && g_get_monotonic_time() < deadline ? GEOSBuffer_r(gs->h, in, depth, segments) : NULL;
    if (in)
        GEOSGeom_destroy_r(gs->h, in);
    if (flat)
        g_ptr_array_add(flats, flat);
    return flat != NULL;
}

/* Whether all lies in one place, as seen from the zone's edge. */
static bool huddled(const Zone *z)
{
    return z->radius < 1.125 * z->depth;
}

/* How many chords from the first on are so close together that only the hull of
 * their ends shows: it is nowhere further out than they by more than the square
 * of its width over eight depths. */
static size_t huddle(const double *xy, size_t n, double width)
{
    double x0 = xy[0], x1 = x0, y0 = xy[1], y1 = y0;
    for (size_t k = 1; k < n; k++) {
        x0 = fmin(x0, xy[2 * k]);
        x1 = fmax(x1, xy[2 * k]);
        y0 = fmin(y0, xy[2 * k + 1]);
        y1 = fmax(y1, xy[2 * k + 1]);
        if (hypot(x1 - x0, y1 - y0) > width)
            return k - 1;
    }
    return n - 1;
}

static bool add_chunks(Geos *gs, const Zone *z, int part, int segments, gint64 deadline,
                       GPtrArray *flats)
{
    unsigned n;
    g_autofree double *xy = part_xy(z, part, &n);
    /* GEOS overlooks as much by itself; what it hides is found when lifting. */
    size_t m = gm_geo_sleeve(xy, n, 0.001 * z->depth, NULL), step;
    for (size_t i = 0; i + 1 < m; i += step) {
        size_t close = huddle(xy + 2 * i, m - i, 0.25 * z->depth);
        bool hull = close > CHUNK && huddled(z);
        step = hull ? close : MIN(CHUNK, m - 1 - i);
        GEOSCoordSequence *cs =
            GEOSCoordSeq_copyFromBuffer_r(gs->h, xy + 2 * i, (unsigned)step + 1, 0, 0);
        GEOSGeometry *line = cs ? GEOSGeom_createLineString_r(gs->h, cs) : NULL;
        if (line && hull) {
            GEOSGeometry *around = GEOSConvexHull_r(gs->h, line);
            GEOSGeom_destroy_r(gs->h, line);
            line = around;
        }
        if (!add_flat(gs, line, z->depth, segments, deadline, flats))
            return false;
    }
    return true;
}

static bool add_dots(Geos *gs, const Zone *z, int segments, gint64 deadline, GPtrArray *flats)
{
    g_autoptr(GPtrArray) dots = g_ptr_array_new();
    for (int i = 0; i <= z->n_vertices; i++) {
        if (dots->len == CHUNK || (i == z->n_vertices && dots->len > 0)) {
            GEOSGeometry *all = collect(gs, dots, GEOS_MULTIPOINT);
            g_ptr_array_set_size(dots, 0);
            if (!add_flat(gs, all, z->depth, segments, deadline, flats))
                return false;
        }
        if (i < z->n_vertices && z->vertices[i].in < 0 && z->vertices[i].out < 0)
            g_ptr_array_add(
                dots, GEOSGeom_createPointFromXY_r(gs->h, z->vertices[i].x, z->vertices[i].y));
    }
    return true;
}

/* The flat zone of very many chords: piece by piece, then together; a scribble
 * that is too dense for that is given up. */
static GEOSGeometry *flat_chunks(Geos *gs, const Zone *z, int segments)
{
    gint64 deadline = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
    g_autoptr(GPtrArray) flats = g_ptr_array_new();
    bool ok = add_dots(gs, z, segments, deadline, flats);
    for (int i = 0; ok && i < z->n_parts; i++)
        if (z->part_edges[i + 1] > z->part_edges[i])
            ok = add_chunks(gs, z, i, segments, deadline, flats);
    GEOSGeometry *all = collect(gs, flats, GEOS_GEOMETRYCOLLECTION);
    GEOSGeometry *flat = ok && all ? GEOSUnaryUnion_r(gs->h, all) : NULL;
    if (all)
        GEOSGeom_destroy_r(gs->h, all);
    return flat;
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

/* Whether a hole of the plane is none on the ground: nothing in it is further
 * from the input than the zone reaches. Its corners and middle tell for small ones. */
static bool filled(Zone *z, const double *xy, size_t n)
{
    double x = 0.0, y = 0.0, lo = INFINITY, hi = -INFINITY;
    if (n > 64)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        x += xy[2 * i] / (double)(n - 1);
        y += xy[2 * i + 1] / (double)(n - 1);
        lo = fmin(lo, fmin(xy[2 * i] - xy[0], xy[2 * i + 1] - xy[1]));
        hi = fmax(hi, fmax(xy[2 * i] - xy[0], xy[2 * i + 1] - xy[1]));
    }
    if (hi - lo > 0.3 * z->depth)
        return false;
    for (size_t i = 0; i < n; i++) {
        double px = i + 1 < n ? (xy[2 * i] + x) / 2.0 : x;
        double py = i + 1 < n ? (xy[2 * i + 1] + y) / 2.0 : y;
        if (gm_geo_zone_distance(z, px, py) > z->depth + 0.5 * z->tolerance)
            return false;
    }
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
    if (lift_xy(z, xy, n, hole, inward, out))
        return true;
    return hole && !inward && filled(z, xy, n);
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

/* Whether the lines have so many chords, or so many in one place, that a buffer of
 * all at once takes too long. */
static bool dense(const Zone *z)
{
    return z->n_chords > MANY_CHORDS || (z->n_chords > SOME_CHORDS && huddled(z));
}

static GEOSGeometry *flat_zone(Geos *gs, const Zone *z, const GmGeom *g, double depth, int segments)
{
    bool polygons = g->kind == GM_GEOM_POLYGON;
    if (!polygons && dense(z))
        return flat_chunks(gs, z, segments);
    GEOSGeometry *in = polygons ? plane_polygons(gs, z, g) : plane_lines(gs, z);
    GEOSGeometry *flat = in ? GEOSBuffer_r(gs->h, in, depth, segments) : NULL;
    if (in)
        GEOSGeom_destroy_r(gs->h, in);
    return flat;
}

GmGeom *gm_geo_zone_buffer(const GmGeom *g, double depth, double tolerance, int segments,
                           bool *suspect)
{
    *suspect = false;
    g_autoptr(Zone) z = gm_geo_zone_new(g, fabs(depth), tolerance);
    if (!z)
        return NULL;
    g_autoptr(Geos) gs = gm_geos_open();
    GEOSGeometry *flat = flat_zone(gs, z, g, depth, segments);
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    bool ok = flat && lift_all(gs, z, flat, depth < 0.0, out);
    if (flat)
        GEOSGeom_destroy_r(gs->h, flat);
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
