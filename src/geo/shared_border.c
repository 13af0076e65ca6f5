/* The border that two polygon sets share. */
#include "chord_index.h"
#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"

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

/* The ring with edges no longer than @step, so that the border's ends are found. */
static GArray *refine(const GmPos *p, size_t n, double step, GArray *added)
{
    const bool yes = true, no = false;
    GArray *out = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (size_t k = 0; k + 1 < n; k++) {
        double length = gm_geo_distance(p[k], p[k + 1]);
        int m = (int)fmin(fmax(ceil(length / step), 1.0), 1000.0);
        g_array_append_val(out, p[k]);
        g_array_append_val(added, no);
        for (int i = 1; i < m; i++) {
            GmPos q = {p[k].lat + (p[k + 1].lat - p[k].lat) * i / m,
                       p[k].lon + (p[k + 1].lon - p[k].lon) * i / m};
            g_array_append_val(out, q);
            g_array_append_val(added, yes);
        }
    }
    if (n > 0) {
        g_array_append_val(out, p[n - 1]);
        g_array_append_val(added, no);
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

static void walk_ring(const GmPos *p, const bool *added, size_t n, const ChordIndex *index,
                      double tolerance, GmGeom *out)
{
    g_autofree bool *on = g_new(bool, n);
    bool all = true;
    size_t first = 0;
    for (size_t k = 0; k < n; k++) {
        on[k] = gm_geo_chord_index_nearest(index, gm_geo_ecef(p[k]), tolerance, NULL) < tolerance;
        all = all && on[k];
        if (!on[k])
            first = k;
    }
    g_autoptr(GArray) run = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (size_t i = 0; i < n; i++) { /* start off the border: runs are whole */
        size_t k = all ? i : (first + i) % (n - 1);
        if (!on[k] || (run->len > 0 && seam(g_array_index(run, GmPos, run->len - 1), p[k])))
            flush(run, tolerance, out);
        /* Within a run the ring's own corners are enough. */
        size_t next = k + 1 < n ? k + 1 : 1;
        if (on[k] && (!added[k] || run->len == 0 || !on[next] || i + 1 == n))
            g_array_append_val(run, p[k]);
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
    GmBox near = gm_box_grow(gm_geom_box(b), tolerance);
    g_autoptr(GmGeom) runs = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < a->n_parts; i++) {
        g_autoptr(GmGeom) part = gm_geom_new_line(gm_geom_part(a, i), gm_geom_part_len(a, i));
        if (!gm_box_meets(near, gm_geom_box(part)))
            continue;
        g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(bool));
        g_autoptr(GArray) ring = refine(part->pos, part->n_pos, fmax(tolerance, 20.0), added);
        if (ring->len >= 2)
            walk_ring((GmPos *)(void *)ring->data, (bool *)(void *)added->data, ring->len, index,
                      tolerance, runs);
    }
    return gm_geo_join_parts(runs, 2.0 * tolerance);
}
