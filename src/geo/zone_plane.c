#include "plane_geom.h"
#include "plane_offset.h"
#include "sleeve.h"
#include "zone.h"

enum { SOME_CHORDS = 16, CHUNK = 16 };

/* A part's positions in the plane, x and y in turn. */
static double *part_xy(const Zone *z, int part, size_t *count)
{
    int e0 = z->part_edges[part], e1 = z->part_edges[part + 1];
    int c0 = z->edges[e0].chord0, c1 = z->edges[e1 - 1].chord0 + z->edges[e1 - 1].n_chords;
    size_t n = (size_t)(c1 - c0) + 1;
    double *xy = g_new(double, 2 * n);
    xy[0] = z->chords[c0].ax;
    xy[1] = z->chords[c0].ay;
    for (int c = c0; c < c1; c++) {
        xy[2 * (c - c0) + 2] = z->chords[c].bx;
        xy[2 * (c - c0) + 3] = z->chords[c].by;
    }
    *count = n;
    return xy;
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

/* The zones of a few chords each, not yet together. */
typedef struct {
    const Zone *z;
    int segments;
    gint64 deadline;
    GPtrArray *pieces; /* PlaneRings */
} Pieces;

static double reach_of(const Zone *z)
{
    return 1.1 * z->radius + z->depth;
}

/* Takes @net. */
static bool add_piece(Pieces *p, PlaneNet *net)
{
    bool ok = g_get_monotonic_time() < p->deadline && gm_geo_net_solve(net);
    if (ok)
        g_ptr_array_add(p->pieces, gm_geo_net_rings(net, gm_geo_net_solid, NULL));
    gm_geo_net_free(net);
    return ok;
}

static bool add_stretch(Pieces *p, const double *xy, size_t n)
{
    PlaneNet *net = gm_geo_net_new(reach_of(p->z));
    gm_geo_offset_line(net, xy, n, p->z->depth, p->segments);
    return add_piece(p, net);
}

static bool add_hull(Pieces *p, const double *xy, size_t n)
{
    g_autofree double *hull = g_new(double, 2 * n + 2);
    size_t m = gm_geo_offset_hull(xy, n, hull);
    if (m < 4)
        return add_stretch(p, xy, n);
    PlaneNet *net = gm_geo_net_new(reach_of(p->z));
    gm_geo_offset_ring(net, hull, m, p->z->depth, p->segments);
    return add_piece(p, net);
}

static bool add_part(Pieces *p, int part)
{
    const Zone *z = p->z;
    size_t n, m, step;
    g_autofree double *xy = part_xy(z, part, &n);
    /* What a coarser line hides is found when lifting. */
    m = n > SOME_CHORDS ? gm_geo_sleeve(xy, n, 0.003 * z->depth, NULL) : n;
    bool close_by = m > SOME_CHORDS && huddled(z);
    for (size_t i = 0; i + 1 < m; i += step) {
        size_t close = close_by ? huddle(xy + 2 * i, m - i, 0.25 * z->depth) : 0;
        bool hull = close > CHUNK;
        step = hull ? close : MIN(CHUNK, m - 1 - i);
        if (!(hull ? add_hull(p, xy + 2 * i, step + 1) : add_stretch(p, xy + 2 * i, step + 1)))
            return false;
    }
    return true;
}

static bool add_dots(Pieces *p)
{
    const Zone *z = p->z;
    g_autoptr(PlaneNet) net = NULL;
    for (int i = 0, n = 0; i <= z->n_vertices; i++) {
        if (net && (n == CHUNK || i == z->n_vertices)) {
            n = 0;
            if (!add_piece(p, g_steal_pointer(&net)))
                return false;
        }
        if (i == z->n_vertices || z->vertices[i].in >= 0 || z->vertices[i].out >= 0)
            continue;
        if (!net)
            net = gm_geo_net_new(reach_of(z));
        gm_geo_offset_line(net, (double[]){z->vertices[i].x, z->vertices[i].y}, 1, z->depth,
                           p->segments);
        n++;
    }
    return true;
}

static void free_rings(gpointer r)
{
    gm_geo_rings_free(r);
}

/* The flat zone of lines and points: stretch by stretch, then together; a scribble
 * that is too dense for that is given up. */
static PlaneRings *flat_lines(const Zone *z, int segments)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(free_rings);
    Pieces p = {z, segments, g_get_monotonic_time() + 20 * G_USEC_PER_SEC, pieces};
    bool ok = add_dots(&p);
    for (int i = 0; ok && i < z->n_parts; i++)
        if (z->part_edges[i + 1] > z->part_edges[i])
            ok = add_part(&p, i);
    return ok ? gm_geo_rings_unite(pieces, reach_of(z), p.deadline) : NULL;
}

/* The flat zone of polygons; NULL unless they are simple enough. */
static PlaneRings *flat_polygons(const Zone *z, const GmGeom *g, double depth, int segments)
{
    g_autoptr(PlaneRings) rings = gm_geo_rings_new();
    for (int i = 0; i < z->n_parts; i++) {
        if (z->part_edges[i + 1] - z->part_edges[i] < 3)
            return NULL;
        size_t n;
        g_autofree double *xy = part_xy(z, i, &n);
        gm_geo_rings_add(rings, xy, n, g->hole && g->hole[i]);
    }
    g_autoptr(PlaneNet) net = gm_geo_net_new(reach_of(z));
    if (!gm_geo_rings_valid(rings, reach_of(z)))
        return NULL;
    for (guint i = 0; i < rings->hole->len; i++) {
        guint a = g_array_index(rings->start, guint, i),
              b = g_array_index(rings->start, guint, i + 1);
        double *xy = &g_array_index(rings->xy, double, 2 * a);
        if ((gm_geo_ring_area(xy, b - a) < 0.0) != g_array_index(rings->hole, bool, i))
            gm_geo_reverse_xy(xy, b - a);
        gm_geo_offset_ring(net, xy, b - a, depth, segments);
    }
    return gm_geo_net_solve(net) ? gm_geo_net_rings(net, gm_geo_net_solid, NULL) : NULL;
}

/* @xy runs with the zone on its left. */
static bool lift_xy(Zone *z, double *xy, size_t n, bool hole, bool inward, GmGeom *out)
{
    if (inward) /* the input has to be on the left */
        gm_geo_reverse_xy(xy, n);
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

static bool lift_all(Zone *z, PlaneRings *flat, bool inward, GmGeom *out)
{
    for (guint i = 0; i < flat->hole->len; i++) {
        guint a = g_array_index(flat->start, guint, i),
              n = g_array_index(flat->start, guint, i + 1) - a;
        double *xy = &g_array_index(flat->xy, double, 2 * a);
        bool hole = g_array_index(flat->hole, bool, i);
        if (!lift_xy(z, xy, n, hole, inward, out) && !(hole && !inward && filled(z, xy, n)))
            return false;
    }
    return true;
}

GmGeom *gm_geo_zone_buffer(const GmGeom *g, double depth, double tolerance, int segments,
                           bool *suspect)
{
    *suspect = false;
    g_autoptr(Zone) z = gm_geo_zone_new(g, fabs(depth), tolerance);
    if (!z)
        return NULL;
    g_autoptr(PlaneRings) flat =
        g->kind == GM_GEOM_POLYGON ? flat_polygons(z, g, depth, segments) : flat_lines(z, segments);
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    if (!flat || !lift_all(z, flat, depth < 0.0, out))
        g_clear_pointer(&out, gm_geom_free);
    *suspect = z->suspect;
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
