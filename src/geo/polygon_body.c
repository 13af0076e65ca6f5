#include "polygon_body.h"

#include "geodesic.h"
#include "seam_join.h"
#include "segment.h"

static const double earth = 6.37e6;
enum { MOST_POSITIONS = 400000 };

/* Metres that an edge may run on from @lat and still be taken for straight, in
 * longitude and latitude and in a plane; parallels bend near a pole. */
static double stride(double lat, double depth)
{
    double polar = (90.0 - fabs(lat)) * DEG * earth;
    double straight = sqrt(2.0 * depth / (2.0 / fmax(polar, 1.0) + 1.0 / earth));
    return fmax(depth / 8.0, fmin(polar / 2.0, straight));
}

static bool add_ring(GmGeom *out, const GmPos *p, size_t n, bool hole, double depth)
{
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    g_array_append_val(pos, p[0]);
    for (size_t i = 0; i + 1 < n; i++) {
        GeoSegment seg;
        if (!gm_geo_segment_init(&seg, p[i], p[i + 1]))
            continue;
        GmPos at = p[i];
        for (double s = stride(at.lat, depth); s < seg.length; s += stride(at.lat, depth)) {
            at = gm_geo_segment_at(&seg, s, NULL);
            g_array_append_val(pos, at);
            if (out->n_pos + pos->len > MOST_POSITIONS + n)
                return false;
        }
        g_array_append_val(pos, p[i + 1]);
    }
    gm_geom_add_part(out, (GmPos *)(void *)pos->data, pos->len, hole);
    return true;
}

GmGeom *gm_geo_polygon_body(const GmGeom *g, double depth, GError **error)
{
    g_autoptr(GmGeom) fine = gm_geom_new(GM_GEOM_POLYGON);
    bool ok = true;
    for (size_t i = 0; ok && i < g->n_parts; i++)
        if (gm_geom_part_len(g, i) > 0)
            ok = add_ring(fine, gm_geom_part(g, i), gm_geom_part_len(g, i), g->hole && g->hole[i],
                          depth);
    if (ok)
        return gm_geo_join_seam(fine, error);
    g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                        "the polygon is not valid and too involved to mend; repair it first");
    return NULL;
}

GmGeom *gm_geo_polygon_rings(const GmGeom *g)
{
    GmGeom *lines = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < g->n_parts; i++)
        if (gm_geom_part_len(g, i) > 0)
            gm_geom_add_part(lines, gm_geom_part(g, i), gm_geom_part_len(g, i), false);
    return lines;
}
