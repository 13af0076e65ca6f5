#include "geodesic.h"

#include "wgs84.h"

const struct geod_geodesic *gm_geo_wgs84(void)
{
    static struct geod_geodesic wgs84;
    static gsize ready = 0;
    if (g_once_init_enter(&ready)) {
        geod_init(&wgs84, WGS84_A, WGS84_F);
        g_once_init_leave(&ready, 1);
    }
    return &wgs84;
}

Vec3 gm_geo_ecef(GmPos p)
{
    double sp = sin(p.lat * DEG), cp = cos(p.lat * DEG);
    double n = WGS84_A / sqrt(1.0 - WGS84_E2 * sp * sp);
    return (Vec3){n * cp * cos(p.lon * DEG), n * cp * sin(p.lon * DEG), n * (1.0 - WGS84_E2) * sp};
}

/* Exact for a point on the ellipsoid; near it, its error is of the height. */
GmPos gm_geo_from_ecef(Vec3 v)
{
    double r = sqrt(v.x * v.x + v.y * v.y);
    double lon = r > 0.0 ? atan2(v.y, v.x) : 0.0;
    return (GmPos){.lat = atan2(v.z, (1.0 - WGS84_E2) * r) / DEG, .lon = lon / DEG};
}

double gm_geo_distance(GmPos a, GmPos b)
{
    double s;
    geod_inverse(gm_geo_wgs84(), a.lat, a.lon, b.lat, b.lon, &s, NULL, NULL);
    return s;
}

double gm_geo_azimuth(GmPos a, GmPos b)
{
    double az;
    geod_inverse(gm_geo_wgs84(), a.lat, a.lon, b.lat, b.lon, NULL, &az, NULL);
    if (az < 0.0)
        az += 360.0;
    return az >= 360.0 ? 0.0 : az;
}

GmPos gm_geo_direct(GmPos from, double azimuth_deg, double metres)
{
    GmPos p;
    geod_direct(gm_geo_wgs84(), from.lat, from.lon, azimuth_deg, metres, &p.lat, &p.lon, NULL);
    return p;
}

GmPos gm_geo_between(GmPos a, GmPos b, double fraction)
{
    if (fraction == 0.0)
        return a;
    if (fraction == 1.0)
        return b;
    double s, az;
    geod_inverse(gm_geo_wgs84(), a.lat, a.lon, b.lat, b.lon, &s, &az, NULL);
    return gm_geo_direct(a, az, s * fraction);
}

double gm_geo_length(const GmGeom *g)
{
    double sum = 0.0;
    if (!g || g->kind == GM_GEOM_POINT)
        return 0.0;
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        for (size_t k = 1; k < n; k++)
            sum += gm_geo_distance(p[k - 1], p[k]);
    }
    return sum;
}

/* A cut polygon's edges along the antimeridian and at a pole are no meridian
 * arcs turned around; geod_polygon takes them as geodesics, which they are. */
double gm_geo_area(const GmGeom *g)
{
    double sum = 0.0;
    if (!g || g->kind != GM_GEOM_POLYGON)
        return 0.0;
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        if (n < 4)
            continue;
        struct geod_polygon poly;
        geod_polygon_init(&poly, 0);
        for (size_t k = 0; k + 1 < n; k++)
            geod_polygon_addpoint(gm_geo_wgs84(), &poly, p[k].lat, p[k].lon);
        double area;
        /* Signed: rings around a pole that are wound the wrong way stay small. */
        geod_polygon_compute(gm_geo_wgs84(), &poly, 0, 1, &area, NULL);
        sum += g->hole && g->hole[i] ? -fabs(area) : fabs(area);
    }
    return sum;
}
