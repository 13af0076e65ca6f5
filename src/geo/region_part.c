#include "region_part.h"

#include "antimeridian.h"
#include "geodesic.h"
#include "overlay.h"
#include "wgs84.h"

static const double max_radius = 9.9e6; /* metres: under a quarter of the meridian */

double gm_geo_direction_azimuth(GmDirection dir)
{
    return dir == GM_DIR_CENTRE ? 0.0 : 45.0 * (double)dir;
}

/* Longitudes about @mid, so that a region across the antimeridian is in one piece. */
static double about(double lon, double mid)
{
    return remainder(lon - mid, 360.0);
}

typedef struct {
    GmPos mid;
    double ax, ay; /* direction in the plane: east and north shares */
    double lo, hi; /* the part kept, in scaled degrees along the direction */
    double across; /* half width that covers the region */
    double xscale;
} Band;

static double along(const Band *b, GmPos p)
{
    return b->ax * about(p.lon, b->mid.lon) * b->xscale + b->ay * (p.lat - b->mid.lat);
}

static GmPos band_corner(const Band *b, double t, double w)
{
    double x = (b->ax * t - b->ay * w) / b->xscale, y = b->ay * t + b->ax * w;
    return (GmPos){.lat = fmin(fmax(b->mid.lat + y, -90.0), 90.0),
                   .lon = fold_lon(b->mid.lon + fmin(fmax(x, -179.0), 179.0))};
}

/* The band as a polygon whose long sides are straight in longitude/latitude. */
static GmGeom *band_polygon(const Band *b)
{
    enum { STEPS = 32 };
    GmPos ring[2 * (STEPS + 1)];
    for (int i = 0; i <= STEPS; i++) {
        double w = b->across * (2.0 * i / STEPS - 1.0);
        ring[i] = band_corner(b, b->hi, w);
        ring[2 * STEPS + 1 - i] = band_corner(b, b->lo, w);
    }
    return gm_geom_new_polygon(ring, 2 * (STEPS + 1));
}

static GmGeom *centre_part(const GmGeom *polygon, GmBox box, double share, GError **error)
{
    double width = box.east >= box.west ? box.east - box.west : box.east - box.west + 360.0;
    GmPos mid = gm_box_centre(box);
    double h = (box.north - box.south) * share / 2.0, w = width * share / 2.0;
    GmPos ring[4] = {{mid.lat - h, fold_lon(mid.lon - w)},
                     {mid.lat - h, fold_lon(mid.lon + w)},
                     {mid.lat + h, fold_lon(mid.lon + w)},
                     {mid.lat + h, fold_lon(mid.lon - w)}};
    GmBox inner = {ring[0].lat, ring[0].lon, ring[2].lat, ring[1].lon};
    if (w >= 90.0)
        return gm_geo_clip_box(polygon, inner, error);
    g_autoptr(GmGeom) window = gm_geom_new_polygon(ring, 4);
    return gm_geo_intersection(polygon, window, error);
}

static bool check_part(const GmGeom *polygon, double share, GError **error)
{
    if (!gm_geom_check(polygon, error))
        return false;
    if (polygon->kind == GM_GEOM_POLYGON && share > 0.0 && share <= 1.0)
        return true;
    g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE,
                        "a part of a region needs a polygon and a share over 0 and up to 1");
    return false;
}

/* What lies within @share of the polygon's extent from its end in the direction. */
static GmGeom *end_window(const GmGeom *polygon, GmBox box, GmDirection dir, double share)
{
    double az = gm_geo_direction_azimuth(dir) * DEG;
    Band b = {.mid = gm_box_centre(box), .ax = sin(az), .ay = cos(az)};
    if (fabs(b.ax) < 1e-12)
        b.ax = 0.0;
    if (fabs(b.ay) < 1e-12)
        b.ay = 0.0;
    b.xscale = fmax(cos(b.mid.lat * DEG), 0.02);
    double lo = INFINITY, hi = -INFINITY, across = 0.0;
    for (size_t i = 0; i < polygon->n_pos; i++) {
        double t = along(&b, polygon->pos[i]);
        lo = fmin(lo, t);
        hi = fmax(hi, t);
        double x = about(polygon->pos[i].lon, b.mid.lon) * b.xscale;
        across = fmax(across, fabs(b.ax * (polygon->pos[i].lat - b.mid.lat) - b.ay * x));
    }
    b.lo = hi - (hi - lo) * share;
    b.hi = hi + 0.01 * (hi - lo);
    b.across = across * 1.05;
    return band_polygon(&b);
}

GmGeom *gm_geo_region_part(const GmGeom *polygon, GmDirection dir, double share, GError **error)
{
    if (!check_part(polygon, share, error))
        return NULL;
    if (share >= 1.0)
        return gm_geom_copy(polygon);
    GmBox box = gm_geom_box(polygon);
    if (dir == GM_DIR_CENTRE)
        return centre_part(polygon, box, share, error);
    g_autoptr(GmGeom) window = end_window(polygon, box, dir, share);
    return gm_geo_intersection(polygon, window, error);
}

GmGeom *gm_geo_region_corner(const GmGeom *polygon, GmDirection dir, double share, GError **error)
{
    if (!check_part(polygon, share, error))
        return NULL;
    if (share >= 1.0)
        return gm_geom_copy(polygon);
    GmBox box = gm_geom_box(polygon);
    g_autoptr(GmGeom) window = end_window(polygon, box, dir, share);
    for (int turn = 1; turn < 8; turn += 6) { /* the windows first: they are small */
        g_autoptr(GmGeom) beside =
            end_window(polygon, box, (GmDirection)(((int)dir + turn) % 8), share);
        GmGeom *both = gm_geo_intersection(window, beside, error);
        gm_geom_free(window);
        window = both;
        if (!window)
            return NULL;
    }
    return gm_geo_intersection(polygon, window, error);
}

GmGeom *gm_geo_sector(GmPos centre, double az_from, double az_to, double r_inner, double r_outer,
                      GError **error)
{
    g_autoptr(GmGeom) point = gm_geom_new_point(centre);
    if (!gm_geom_check(point, error))
        return NULL;
    if (!isfinite(az_from) || !isfinite(az_to) || !(r_inner >= 0.0 && r_outer > r_inner) ||
        r_outer > max_radius) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE,
                            "a sector needs two azimuths and radii with 0 <= inner < outer "
                            "<= 9,900 km");
        return NULL;
    }
    double sweep = fmod(az_to - az_from, 360.0);
    if (sweep <= 0.0)
        sweep += 360.0;
    bool whole = sweep >= 360.0;
    int n = (int)ceil(sweep / 1.5), m = (int)fmin(200.0, 8.0 + r_outer / 20e3);
    g_autoptr(GArray) ring = g_array_new(FALSE, FALSE, sizeof(GmPos));
    g_autoptr(GmGeom) g = gm_geom_new(GM_GEOM_POLYGON);
    for (int i = whole ? 1 : 0; i <= n; i++) { /* anticlockwise: from az_to back to az_from */
        GmPos p = gm_geo_direct(centre, az_to - sweep * i / n, r_outer);
        g_array_append_val(ring, p);
    }
    if (whole) {
        gm_geom_add_part(g, (GmPos *)(void *)ring->data, ring->len, false);
        g_array_set_size(ring, 0);
    }
    for (int i = 1; !whole && i < m; i++) { /* down the first radius */
        GmPos p = gm_geo_direct(centre, az_from, r_outer + (r_inner - r_outer) * i / m);
        g_array_append_val(ring, p);
    }
    if (r_inner > 0.0)
        for (int i = 0; i <= n - (whole ? 1 : 0); i++) {
            GmPos p = gm_geo_direct(centre, az_from + sweep * i / n, r_inner);
            g_array_append_val(ring, p);
        }
    else if (!whole)
        g_array_append_val(ring, centre);
    for (int i = m - 1; !whole && i > 0; i--) {
        GmPos p = gm_geo_direct(centre, az_to, r_outer + (r_inner - r_outer) * i / m);
        g_array_append_val(ring, p);
    }
    if (ring->len > 0)
        gm_geom_add_part(g, (GmPos *)(void *)ring->data, ring->len, whole);
    return gm_geo_split_antimeridian(g, error);
}
