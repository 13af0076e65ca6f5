/* The border that two polygon sets share. */
#include "chord_index.h"
#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"

#include <string.h>

static ChordIndex *index_rings(const GmGeom *g)
{
    Vec3 *a = g_new(Vec3, g->n_pos), *b = g_new(Vec3, g->n_pos);
    size_t n = 0;
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        for (size_t k = 0; k + 1 < gm_geom_part_len(g, i); k++) {
            a[n] = gm_geo_ecef(p[k]);
            b[n++] = gm_geo_ecef(p[k + 1]);
        }
    }
    return gm_geo_chord_index_new(a, b, n);
}

/* An edge, whichever way it runs. */
typedef struct {
    GmPos lo, hi;
} Edge;

static Edge edge_of(GmPos a, GmPos b)
{
    bool turn = a.lat > b.lat || (a.lat == b.lat && a.lon > b.lon);
    return turn ? (Edge){b, a} : (Edge){a, b};
}

static guint edge_hash(gconstpointer key)
{
    guint64 bits[4], h = 0;
    memcpy(bits, key, sizeof bits);
    for (int i = 0; i < 4; i++)
        h = (h ^ bits[i] ^ bits[i] >> 31) * 0x9e3779b97f4a7c15u;
    return (guint)(h >> 32);
}

static gboolean edge_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(Edge)) == 0;
}

/* All edges of a polygon's rings; @edges holds them. */
static GHashTable *edges_of(const GmGeom *g, Edge *edges)
{
    GHashTable *set = g_hash_table_new(edge_hash, edge_equal);
    for (size_t i = 0; i < g->n_parts; i++)
        for (size_t k = g->start[i] + 1; k < g->start[i + 1]; k++) {
            *edges = edge_of(g->pos[k - 1], g->pos[k]);
            g_hash_table_add(set, edges++);
        }
    return set;
}

/* A position of the ring, or one added between two. */
typedef struct {
    GmPos p;
    bool added;
    bool shared; /* it ends an edge that the other has, too */
} Stop;

/* The ring with edges no longer than @step where they come near to the other's, so
 * that the border's ends are found. */
static GArray *refine(const GmPos *p, size_t n, double step, const ChordIndex *index,
                      GHashTable *theirs)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Stop));
    bool shared = false;
    for (size_t k = 0; k + 1 < n; k++) {
        Edge edge = edge_of(p[k], p[k + 1]);
        bool same = g_hash_table_contains(theirs, &edge);
        Stop s = {p[k], false, same || shared};
        g_array_append_val(out, s);
        shared = same;
        if (same)
            continue;
        Vec3 a = gm_geo_ecef(p[k]), b = gm_geo_ecef(p[k + 1]);
        double chord = vec_len(vec_sub(b, a));
        Vec3 mid = {(a.x + b.x) / 2.0, (a.y + b.y) / 2.0, (a.z + b.z) / 2.0};
        double reach = step + chord * 0.51 + chord * chord / 4e7;
        int m = 1;
        if (chord > step &&
            (chord > 1e6 || gm_geo_chord_index_nearest(index, mid, reach, NULL) < reach))
            m = (int)fmin(fmax(ceil(gm_geo_distance(p[k], p[k + 1]) / step), 1.0), 1000.0);
        for (int i = 1; i < m; i++) {
            Stop q = {{p[k].lat + (p[k + 1].lat - p[k].lat) * i / m,
                       p[k].lon + (p[k + 1].lon - p[k].lon) * i / m},
                      true,
                      false};
            g_array_append_val(out, q);
        }
    }
    if (n > 0) {
        Stop s = {p[n - 1], false, shared};
        g_array_append_val(out, s);
    }
    return out;
}

static bool seam(GmPos a, GmPos b)
{
    return (fabs(a.lon) == 180.0 && fabs(b.lon) == 180.0) ||
           (fabs(a.lat) == 90.0 && fabs(b.lat) == 90.0);
}

static void flush(GArray *run, double tolerance, GmGeom *out)
{
    if (run->len >= 2) {
        g_autoptr(GmGeom) line = gm_geom_new_line((GmPos *)(void *)run->data, run->len);
        if (gm_geo_length(line) > 2.0 * tolerance) /* else two corners that merely meet */
            gm_geom_append(out, line);
    }
    g_array_set_size(run, 0);
}

static void walk_ring(const Stop *s, size_t n, const ChordIndex *index, double tolerance,
                      GmGeom *out)
{
    g_autofree bool *on = g_new(bool, n);
    bool all = true;
    size_t first = 0;
    for (size_t k = 0; k < n; k++) {
        on[k] = s[k].shared ||
                gm_geo_chord_index_nearest(index, gm_geo_ecef(s[k].p), tolerance, NULL) < tolerance;
        all = all && on[k];
        if (!on[k])
            first = k;
    }
    g_autoptr(GArray) run = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (size_t i = 0; i < n; i++) { /* start off the border: runs are whole */
        size_t k = all ? i : (first + i) % (n - 1);
        if (!on[k] || (run->len > 0 && seam(g_array_index(run, GmPos, run->len - 1), s[k].p)))
            flush(run, tolerance, out);
        /* Within a run the ring's own corners are enough. */
        size_t next = k + 1 < n ? k + 1 : 1;
        if (on[k] && (!s[k].added || run->len == 0 || !on[next] || i + 1 == n))
            g_array_append_val(run, s[k].p);
    }
    flush(run, tolerance, out);
}

GmGeom *gm_geo_shared_border(const GmGeom *a, const GmGeom *b, double tolerance, GError **error)
{
    if (!gm_geom_check(a, error) || !gm_geom_check(b, error))
        return NULL;
    if (a->kind != GM_GEOM_POLYGON || b->kind != GM_GEOM_POLYGON || !(tolerance > 0.0)) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                            "a shared border needs two polygons and a positive tolerance");
        return NULL;
    }
    g_autoptr(ChordIndex) index = index_rings(b);
    g_autofree Edge *edges = g_new(Edge, b->n_pos + 1);
    g_autoptr(GHashTable) theirs = edges_of(b, edges);
    GmBox near = gm_box_grow(gm_geom_box(b), tolerance);
    g_autoptr(GmGeom) runs = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < a->n_parts; i++) {
        g_autoptr(GmGeom) part = gm_geom_new_line(gm_geom_part(a, i), gm_geom_part_len(a, i));
        if (!gm_box_meets(near, gm_geom_box(part)))
            continue;
        g_autoptr(GArray) ring =
            refine(part->pos, part->n_pos, fmax(tolerance, 20.0), index, theirs);
        if (ring->len >= 2)
            walk_ring((Stop *)(void *)ring->data, ring->len, index, tolerance, runs);
    }
    return gm_geo_join_parts(runs, 2.0 * tolerance);
}
