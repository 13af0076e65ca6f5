/* Our geodesics against PROJ's, wherever on the globe: random pairs, near and far,
 * nearly antipodal, on one meridian, on the equator, on round degrees. */
#include "geodesic_line.h"

#include <../include/geodesic.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const double earth = 6.4e6;
static const double rad = G_PI / 180.0;

static struct geod_geodesic peer(void)
{
    struct geod_geodesic g;
    geod_init(&g, 6378137.0, 1.0 / 298.257223563);
    return g;
}

static double angle(double a, double b) /* degrees in, radians out */
{
    return fabs(remainder(a - b, 360.0)) * rad;
}

static void pair(GRand *r, int kind, GmPos *a, GmPos *b)
{
    *a = (GmPos){g_rand_double_range(r, -90, 90), g_rand_double_range(r, -180, 180)};
    *b = (GmPos){g_rand_double_range(r, -90, 90), g_rand_double_range(r, -180, 180)};
    double small = pow(10.0, g_rand_double_range(r, -12, 0));
    double north = g_rand_double_range(r, -0.5, 0.5), east = g_rand_double_range(r, -0.5, 0.5);
    if (kind == 1) /* near */
        *b = (GmPos){a->lat + small * north, a->lon + small * east};
    if (kind == 2) /* nearly antipodal */
        *b = (GmPos){small * north - a->lat, a->lon + 180.0 + small * east};
    if (kind == 3) { /* round degrees */
        *a = (GmPos){15.0 * round(a->lat / 15), 15.0 * round(a->lon / 15)};
        *b = (GmPos){15.0 * round(b->lat / 15), 15.0 * round(b->lon / 15)};
    }
    if (kind == 4)
        b->lon = a->lon;
    if (kind == 5)
        a->lat = 0.0, b->lat = north > 0.0 ? 0.0 : 1e-3 * small;
    if (kind == 6)
        b->lat = a->lat;
    if (kind == 7)
        b->lat = -a->lat;
    b->lat = fmin(fmax(b->lat, -90.0), 90.0);
    b->lon = remainder(b->lon, 360.0);
}

static void inverse(void **state)
{
    (void)state;
    struct geod_geodesic g = peer();
    g_autoptr(GRand) r = g_rand_new_with_seed(7);
    for (int i = 0; i < 80000; i++) {
        GmPos a, b;
        pair(r, i % 8, &a, &b);
        double s, az1, az2, m12, M12, area;
        geod_geninverse(&g, a.lat, a.lon, b.lat, b.lon, &s, &az1, &az2, &m12, &M12, NULL, &area);
        GeodesicInverse way = gm_geodesic_between_area(a, b);
        assert_true(fabs(way.length - s) < 3e-8);
        bool near = s < 1.01e4; /* by the chord: what spreads only steers searches there */
        assert_true(fabs(way.m12 - m12) < (near ? 1e-7 : 3e-8));
        assert_true(fabs(way.M12 - M12) < (near ? 1e-10 : 1e-14));
        assert_true(gm_geodesic_between(a, b).length == way.length);
        if (fabs(fabs(remainder(b.lon - a.lon, 360.0)) - 180.0) < 1e-9 || m12 < 1e4)
            continue; /* two ways round a pole; azimuths of what is close or opposite */
        assert_true(angle(way.azimuth1, az1) * m12 < 3e-8);
        assert_true(angle(way.azimuth2, az2) * m12 < 3e-8);
        /* 1 nm of the course of a line that could as well go another way */
        assert_true(fabs(way.area - area) < 0.1 + 3e5 / m12);
    }
}

static void direct(void **state)
{
    (void)state;
    struct geod_geodesic g = peer();
    g_autoptr(GRand) r = g_rand_new_with_seed(8);
    for (int i = 0; i < 80000; i++) {
        GmPos a, b;
        pair(r, i % 8, &a, &b);
        double az =
            i % 8 == 3 ? 45.0 * g_rand_int_range(r, -8, 9) : g_rand_double_range(r, -400, 400);
        double s = g_rand_double_range(r, -2e7, 2e7), lat, lon, az2, m12, M12, off;
        geod_gendirect(&g, a.lat, a.lon, az, 0, s, &lat, &lon, &az2, NULL, &m12, &M12, NULL, NULL);
        Geodesic line;
        gm_geodesic_start(&line, a, az);
        GeodesicPoint p = gm_geodesic_at(&line, s, true);
        geod_inverse(&g, lat, lon, p.pos.lat, p.pos.lon, &off, NULL, NULL);
        assert_true(off < 3e-8);
        assert_true(fabs(p.pos.lat) <= 90.0 && fabs(p.pos.lon) <= 180.0);
        assert_true(angle(p.azimuth, az2) * cos(lat * rad) * earth < 3e-8);
        assert_true(fabs(p.m12 - m12) < 3e-8 && fabs(p.M12 - M12) < 1e-14);
    }
}

static void ends(void **state)
{
    (void)state;
    GmPos a = {35.25, 36.5};
    assert_true(gm_geodesic_between(a, a).length == 0.0);
    Geodesic line;
    gm_geodesic_start(&line, a, 77.0);
    GeodesicPoint p = gm_geodesic_at(&line, 0.0, true);
    assert_true(fabs(p.pos.lat - a.lat) < 1e-14 && fabs(p.pos.lon - a.lon) < 1e-14);
    assert_true(fabs(p.m12) < 1e-8 && fabs(p.M12 - 1.0) < 1e-15);
    assert_true(isnan(gm_geodesic_between(a, (GmPos){NAN, 0}).length));
    assert_true(fabs(gm_geodesic_earth_area() / 510065621724088.44 - 1.0) < 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inverse),
        cmocka_unit_test(direct),
        cmocka_unit_test(ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
