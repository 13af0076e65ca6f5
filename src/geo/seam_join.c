#include "seam_join.h"

#include "oblique.h"
#include "plane_geom.h"

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

static void add_ring(const Oblique *plane, const GmPos *p, size_t n, bool hole, PlaneRings *out)
{
    g_autofree double *xy = g_new(double, 2 * n + 2);
    for (size_t k = 0; k < n; k++) {
        GmPos q = {p[k].lat, p[k].lon == -180.0 ? 180.0 : p[k].lon}; /* one seam, one place */
        if (fabs(q.lat) == 90.0)
            q.lon = 0.0;
        oblique_forward(plane, gm_geo_ecef(q), &xy[2 * k], &xy[2 * k + 1]);
    }
    gm_geo_rings_add(out, xy, n, hole);
}

GmGeom *gm_geo_join_seam(const GmGeom *g, GError **error)
{
    const double reach = 1.4e7; /* metres: the plane holds the globe */
    Vec3 sum = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < g->n_pos; i++) {
        Vec3 v = gm_geo_ecef(g->pos[i]);
        sum = (Vec3){sum.x + v.x, sum.y + v.y, sum.z + v.z};
    }
    Oblique plane = gm_geo_oblique(vec_len(sum) > 1.0 ? gm_geo_from_ecef(sum) : g->pos[0]);
    g_autoptr(PlaneRings) in = gm_geo_rings_new();
    for (size_t i = 0; i < g->n_parts; i++)
        add_ring(&plane, gm_geom_part(g, i), gm_geom_part_len(g, i), g->hole && g->hole[i], in);
    g_autoptr(PlaneRings) whole = gm_geo_rings_mended(in, reach);
    if (!whole) {
        gm_geo_net_refused(error);
        return NULL;
    }
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    g_autofree GmPos *p = g_new(GmPos, whole->xy->len / 2 + 1);
    for (guint i = 0; i < whole->hole->len; i++) {
        guint first = g_array_index(whole->start, guint, i),
              n = g_array_index(whole->start, guint, i + 1) - first;
        for (guint k = 0; k < n; k++)
            p[k] = gm_geo_oblique_inverse(&plane, g_array_index(whole->xy, double, 2 * (first + k)),
                                          g_array_index(whole->xy, double, 2 * (first + k) + 1));
        p[n - 1] = p[0];
        gm_geom_add_part(out, p, n, g_array_index(whole->hole, bool, i));
    }
    return out;
}
