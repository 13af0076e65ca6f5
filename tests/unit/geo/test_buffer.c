#include "buffer.h"

#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"
#include "region_part.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* cmocka compares floats; these are doubles. */
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static GmGeom *zone(const GmGeom *g, double metres)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = metres;
    GError *error = NULL;
    GmGeom *z = gm_geo_buffer(g, &o, &error);
    assert_null(error);
    assert_non_null(z);
    return z;
}

static void a_circle_is_round(void **state)
{
    (void)state;
    GmPos idlib = {35.93, 36.63};
    g_autoptr(GmGeom) p = gm_geom_new_point(idlib);
    g_autoptr(GmGeom) z = zone(p, 12000);
    for (size_t i = 0; i + 1 < z->n_pos; i++) {
        assert_near(gm_geo_distance(idlib, z->pos[i]), 12000, 0.01);
        GmPos mid = {(z->pos[i].lat + z->pos[i + 1].lat) / 2,
                     (z->pos[i].lon + z->pos[i + 1].lon) / 2};
        assert_near(gm_geo_distance(idlib, mid), 12000, 1.2);
    }
    assert_near(gm_geo_area(z), G_PI * 12000 * 12000, 5e4);
}

static void zones_cross_the_antimeridian(void **state)
{
    (void)state;
    g_autoptr(GmGeom) p = gm_geom_new_point((GmPos){-17, 178});
    g_autoptr(GmGeom) z = zone(p, 300000);
    assert_int_equal(z->n_parts, 2);
    for (size_t i = 0; i < z->n_parts; i++)
        for (size_t k = z->start[i] + 1; k < z->start[i + 1]; k++)
            assert_true(fabs(z->pos[k].lon - z->pos[k - 1].lon) < 180);
    assert_true(gm_geo_contains(z, (GmPos){-17, -179.8}));
    assert_false(gm_geo_contains(z, (GmPos){-17, 0}));
}

static void zones_enclose_the_pole(void **state)
{
    (void)state;
    g_autoptr(GmGeom) p = gm_geom_new_point((GmPos){88, 10});
    g_autoptr(GmGeom) z = zone(p, 300000);
    assert_true(gm_geo_contains(z, (GmPos){89.9, -100}));
    assert_true(gm_geo_contains(z, (GmPos){89.9, 170}));
    assert_false(gm_geo_contains(z, (GmPos){85, -170}));
    assert_near(gm_geo_area(z) / (G_PI * 9e10), 1, 2e-3);
}

static void one_side_stays_there(void **state)
{
    (void)state;
    GmPos q[3] = {{35, 36}, {35, 37}, {36, 37}};
    g_autoptr(GmGeom) line = gm_geom_new_line(q, 3);
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = 5000;
    o.side = GM_SIDE_LEFT;
    g_autoptr(GmGeom) z = gm_geo_buffer(line, &o, NULL);
    assert_non_null(z);
    assert_true(gm_geo_contains(z, (GmPos){35.02, 36.5}));
    assert_false(gm_geo_contains(z, (GmPos){34.98, 36.5}));
    assert_false(gm_geo_contains(z, (GmPos){35.02, 35.99}));
    assert_true(gm_geo_contains(z, (GmPos){35.5, 36.97}));
    assert_false(gm_geo_contains(z, (GmPos){35.5, 37.03}));
}

/* Where a line runs there and back both of the ground's sides are on its left: a spur
 * at the end, within an edge, in the middle, and nothing else. Found by fuzzing. */
static void a_run_back_has_both_sides(void **state)
{
    (void)state;
    static const struct {
        GmPos line[5], spur, bare; /* 4 km off the spur; on the line's other side */
        int n;
    } cases[] = {
        {{{35, 38}, {35, 36}, {36, 36}, {35, 36}}, {35.5, 36.03}, {35.03, 37}, 4},
        {{{35, 38}, {35, 36}, {34, 36}, {35, 36}}, {34.5, 35.97}, {35.03, 37}, 4},
        {{{35, 38}, {35, 36}, {36, 36}, {35.3, 36}}, {35.7, 36.03}, {35.2, 36.03}, 4},
        {{{35, 38}, {35, 36}, {35.5, 36}, {34, 36}}, {35.3, 36.03}, {35.03, 37}, 4},
        {{{35, 38}, {35, 37}, {36, 37}, {35, 37}, {35, 36}}, {35.5, 37.03}, {35.03, 36.5}, 5},
        {{{34, 36}, {35, 36}, {34, 36}}, {34.5, 35.97}, {34.5, 35.9}, 3},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GmGeom) line = gm_geom_new_line(cases[i].line, (size_t)cases[i].n);
        GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
        o.left = o.right = 5000;
        o.side = GM_SIDE_LEFT;
        g_autoptr(GmGeom) z = gm_geo_buffer(line, &o, NULL);
        assert_non_null(z);
        assert_true(gm_geom_check(z, NULL));
        GmPos other = {cases[i].spur.lat, 2.0 * cases[i].line[2].lon - cases[i].spur.lon};
        assert_true(gm_geo_contains(z, cases[i].spur));
        assert_true(gm_geo_contains(z, other));
        assert_false(gm_geo_contains(z, cases[i].bare));
    }
}

static void bad_requests_are_refused(void **state)
{
    (void)state;
    g_autoptr(GmGeom) p = gm_geom_new_point((GmPos){10, 10});
    const double bad[] = {0, -5, 2e7, (double)NAN, (double)INFINITY};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
        o.left = bad[i];
        GError *error = NULL;
        assert_null(gm_geo_buffer(p, &o, &error));
        assert_true(g_error_matches(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE));
        g_clear_error(&error);
    }
}

static void bands_and_sectors(void **state)
{
    (void)state;
    GmPos at = {50, 8};
    g_autoptr(GmGeom) p = gm_geom_new_point(at);
    g_autoptr(GmGeom) band = gm_geo_ring(p, 10000, 20000, 1e-4, NULL);
    assert_near(gm_geo_area(band) / (G_PI * 3e8), 1, 5e-4);
    g_autoptr(GmGeom) s = gm_geo_sector(at, -45, 45, 10000, 20000, NULL);
    assert_near(gm_geo_area(s) / (G_PI * 3e8 / 4), 1, 1e-3);
    assert_true(gm_geo_contains(s, gm_geo_direct(at, 0, 15000)));
    assert_false(gm_geo_contains(s, gm_geo_direct(at, 90, 15000)));
    assert_false(gm_geo_contains(s, gm_geo_direct(at, 0, 5000)));
    GmPos square[4] = {{30, 30}, {30, 34}, {34, 34}, {34, 30}};
    g_autoptr(GmGeom) poly = gm_geom_new_polygon(square, 4);
    g_autoptr(GmGeom) north = gm_geo_region_part(poly, GM_DIR_N, 0.25, NULL);
    assert_true(gm_geo_contains(north, (GmPos){33.1, 32}));
    assert_false(gm_geo_contains(north, (GmPos){32.9, 32}));
    g_autoptr(GmGeom) ne = gm_geo_region_part(poly, GM_DIR_NE, 0.5, NULL);
    assert_true(gm_geo_contains(ne, (GmPos){33, 33}));
    assert_false(gm_geo_contains(ne, (GmPos){31, 31}));
    g_autoptr(GmGeom) corner = gm_geo_region_corner(poly, GM_DIR_SW, 0.5, NULL);
    assert_true(gm_geo_contains(corner, (GmPos){31, 31}));
    assert_false(gm_geo_contains(corner, (GmPos){31, 32.5})); /* south-west, but east */
    assert_false(gm_geo_contains(corner, (GmPos){32.5, 31}));
    assert_null(gm_geo_region_corner(poly, GM_DIR_SW, 0.0, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_circle_is_round),         cmocka_unit_test(zones_cross_the_antimeridian),
        cmocka_unit_test(zones_enclose_the_pole),    cmocka_unit_test(one_side_stays_there),
        cmocka_unit_test(bad_requests_are_refused),  cmocka_unit_test(bands_and_sectors),
        cmocka_unit_test(a_run_back_has_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
