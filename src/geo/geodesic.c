#include "geodesic.h"

#include "geodesic_line.h"
#include "wgs84.h"

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
    return gm_geodesic_between(a, b).length;
}

double gm_geo_azimuth(GmPos a, GmPos b)
{
    double az = gm_geodesic_between(a, b).azimuth1;
    if (az < 0.0)
        az += 360.0;
    return az >= 360.0 ? 0.0 : az;
}

GmPos gm_geo_direct(GmPos from, double azimuth_deg, double metres)
{
    Geodesic g;
    gm_geodesic_start(&g, from, azimuth_deg);
    return gm_geodesic_at(&g, metres, false).pos;
}

GmPos gm_geo_between(GmPos a, GmPos b, double fraction)
{
    if (fraction == 0.0)
        return a;
    if (fraction == 1.0)
        return b;
    GeodesicInverse way = gm_geodesic_between(a, b);
    return gm_geo_direct(a, way.azimuth1, way.length * fraction);
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

/* 1 or -1 where the way between the longitudes crosses the prime meridian. */
static int crossing(double lon1, double lon2)
{
    double way = fold_lon(lon2 - lon1);
    lon1 = fold_lon(lon1);
    lon2 = fold_lon(lon2);
    if (way > 0.0)
        return (lon1 < 0.0 && lon2 >= 0.0) || (lon1 > 0.0 && lon2 == 0.0);
    return way < 0.0 && lon1 >= 0.0 && lon2 < 0.0 ? -1 : 0;
}

/* Signed: rings around a pole that are wound the wrong way stay small. */
static double ring_area(const GmPos *p, size_t n)
{
    double sum = 0.0, rest = 0.0, earth = gm_geodesic_earth_area();
    int crossings = 0;
    for (size_t k = 0; k + 1 < n; k++) {
        GmPos next = k + 2 < n ? p[k + 1] : p[0];
        double area = gm_geodesic_between_area(p[k], next).area, t = sum + area;
        rest += fabs(sum) >= fabs(area) ? (sum - t) + area : (area - t) + sum;
        sum = t;
        crossings += crossing(p[k].lon, next.lon);
    }
    sum = remainder(sum + rest, earth);
    if (crossings & 1) /* it goes round a pole */
        sum += (sum < 0.0 ? 1.0 : -1.0) * earth / 2.0;
    return sum;
}

/* A cut polygon's edges along the antimeridian and at a pole are no meridian
 * arcs turned around; they are taken as geodesics, which they are. */
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
        double area = fabs(ring_area(p, n));
        sum += g->hole && g->hole[i] ? -area : area;
    }
    return sum;
}
