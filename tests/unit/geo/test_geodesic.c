#include "geodesic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

/* Karney 2013, section 6 and the GeodSolve examples. */
static void known_geodesics(void **state)
{
    (void)state;
    GmPos jfk = {40.6, -73.8};
    GmPos wellington = {-41.32, 174.81}, salamanca = {40.96, -5.50};
    assert_near(gm_geo_distance(wellington, salamanca), 19959679.267, 1e-3);
    assert_near(gm_geo_azimuth(wellington, salamanca), 161.067669986160, 1e-9);
    GmPos p = gm_geo_direct((GmPos){40.6, -73.8}, 45, 10000e3);
    assert_near(gm_geo_distance(jfk, p), 10000e3, 1e-6);
    assert_near(gm_geo_distance((GmPos){0, 0}, (GmPos){90, 0}), 10001965.729, 1e-3);
    assert_near(gm_geo_azimuth((GmPos){0, 0}, (GmPos){0, -1}), 270, 1e-12);
}

static void there_and_back(void **state)
{
    (void)state;
    g_autoptr(GRand) r = g_rand_new_with_seed(1);
    for (int i = 0; i < 2000; i++) {
        GmPos a = {g_rand_double_range(r, -90, 90), g_rand_double_range(r, -180, 180)};
        double az = g_rand_double_range(r, 0, 360), s = g_rand_double_range(r, 1, 1.9e7);
        GmPos b = gm_geo_direct(a, az, s);
        assert_near(gm_geo_distance(a, b), s, 1e-6);
        GmPos m = gm_geo_between(a, b, 0.25);
        assert_near(gm_geo_distance(a, m), s / 4, 1e-6);
        assert_true(fabs(b.lat) <= 90 && fabs(b.lon) <= 180);
    }
}

static void lengths_and_areas(void **state)
{
    (void)state;
    GmPos octant[4] = {{0, 0}, {0, 90}, {90, 0}, {0, 0}};
    g_autoptr(GmGeom) g = gm_geom_new_polygon(octant, 4);
    assert_near(gm_geo_area(g) / (510065621724088.44 / 8), 1, 1e-12);
    gm_geom_add_part(g, (GmPos[]){{1, 1}, {2, 2}, {1, 2}}, 3, true);
    assert_true(gm_geo_area(g) < 510065621724088.44 / 8 - 5e9);
    g_autoptr(GmGeom) line = gm_geom_new_line(octant, 3);
    assert_near(gm_geo_length(line), 10018754.171 + 10001965.729, 1e-2);
    assert_near(gm_geo_area(line), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_geodesics),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(lengths_and_areas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
