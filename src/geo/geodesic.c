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

/* ---- area: short edges on the sphere of the same area */

static const double straight_edge =
    1e3; /* metres: that a geodesic may run on and be a circle there */
static const double short_edge = 50e3; /* that what it bends grows but with the square */

typedef struct {
    GmPos p;
    Vec3 v;
    double t; /* the tangent of half the authalic latitude */
} Corner;

/* Snyder 1987, equations 3-11 and 3-12. */
static Corner corner_at(GmPos p)
{
    double e = sqrt(WGS84_E2), s = sin(p.lat * DEG), w = 1.0 - WGS84_E2 * s * s;
    double pole = 1.0 / (1.0 - WGS84_E2) + atanh(e) / e;
    double authalic = CLAMP((s / w + atanh(e * s) / e) / pole, -1.0, 1.0);
    return (Corner){p, gm_geo_ecef(p),
                    authalic / (1.0 + sqrt((1.0 - authalic) * (1.0 + authalic)))};
}

/* Between a circle's arc and the equator, in units of the sphere's squared radius. */
static double under_arc(const Corner *a, const Corner *b)
{
    double half = remainder(b->p.lon - a->p.lon, 360.0) * DEG / 2.0;
    return 2.0 * atan2(sin(half) * (a->t + b->t), cos(half) * (1.0 + a->t * b->t));
}

/* The middle of a short edge: that of its chord, lifted. */
static Corner middle_of(const Corner *a, const Corner *b, double far)
{
    Vec3 m = {(a->v.x + b->v.x) / 2.0, (a->v.y + b->v.y) / 2.0, (a->v.z + b->v.z) / 2.0};
    GmPos p = gm_geo_from_ecef(m);
    double h = far * far / (8.0 * 6.37e6), c = cos(p.lat * DEG);
    return corner_at(
        gm_geo_from_ecef((Vec3){m.x + h * c * cos(p.lon * DEG), m.y + h * c * sin(p.lon * DEG),
                                m.z + h * sin(p.lat * DEG)}));
}

static double under_edge(const Corner *a, const Corner *b)
{
    double whole = under_arc(a, b), far = vec_len(vec_sub(a->v, b->v));
    if (far <= straight_edge)
        return whole;
    Corner m = middle_of(a, b, far);
    return (4.0 * (under_arc(a, &m) + under_arc(&m, b)) - whole) / 3.0;
}

/* Signed: rings around a pole that are wound the wrong way stay small. */
static double ring_area(const GmPos *p, size_t n)
{
    double sum = 0.0, rest = 0.0, earth = gm_geodesic_earth_area(), r2 = earth / (4.0 * G_PI);
    int crossings = 0;
    Corner last = corner_at(p[0]);
    for (size_t k = 0; k + 1 < n; k++) {
        Corner next = corner_at(k + 2 < n ? p[k + 1] : p[0]);
        bool near = vec_len(vec_sub(next.v, last.v)) <= short_edge;
        double area =
            near ? r2 * under_edge(&last, &next) : gm_geodesic_between_area(last.p, next.p).area;
        double t = sum + area;
        rest += fabs(sum) >= fabs(area) ? (sum - t) + area : (area - t) + sum;
        sum = t;
        crossings += crossing(last.p.lon, next.p.lon);
        last = next;
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
