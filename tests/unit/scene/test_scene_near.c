/* Nearness to a line: the plane's answer is the geodesic foot's. */
#include "scene_near.h"

#include "geodesic.h"
#include "line_ref.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static GmGeom *zigzag(GRand *r, double lat, double lon, double step, guint n)
{
    GmPos *pos = g_new(GmPos, n);
    for (guint i = 0; i < n; i++) {
        pos[i] = (GmPos){lat, remainder(lon, 360.0)};
        lat += g_rand_double_range(r, -step, step);
        lon += g_rand_double_range(r, -0.3 * step, step);
    }
    GmGeom *g = gm_geom_new_line(pos, n);
    g_free(pos);
    return g;
}

static void check(GmPos start, double step, double metres)
{
    g_autoptr(GRand) r = g_rand_new_with_seed(7);
    g_autoptr(GmGeom) line = zigzag(r, start.lat, start.lon, step, 80);
    g_autoptr(GmNear) near = gm_near_new(line, metres);
    guint inside = 0;
    for (guint i = 0; i < 400; i++) {
        GmPos from = line->pos[g_rand_int_range(r, 0, 80)];
        GmPos p = gm_geo_direct(from, g_rand_double_range(r, 0.0, 360.0),
                                g_rand_double_range(r, 0.0, 2.5 * metres));
        GmFoot foot;
        assert_true(gm_geo_foot(line, p, &foot, NULL));
        assert_int_equal(gm_near_test(near, p), foot.offset <= metres);
        if (gm_near_is_far(near, p))
            assert_true(foot.offset > metres);
        inside += foot.offset <= metres;
    }
    assert_true(inside > 40);
}

static void test_short_segments(void **state)
{
    (void)state;
    check((GmPos){35.8, 36.5}, 0.02, 4000.0);
    check((GmPos){35.8, 36.5}, 0.02, 150.0);
}

static void test_long_segments_and_far_north(void **state)
{
    (void)state;
    check((GmPos){-10.0, 20.0}, 0.8, 4000.0);
    check((GmPos){70.0, 20.0}, 0.1, 3000.0);
}

static void test_over_the_antimeridian_and_the_poles(void **state)
{
    (void)state;
    check((GmPos){10.0, 179.5}, 0.02, 4000.0);
    check((GmPos){84.0, 20.0}, 0.02, 4000.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_segments),
        cmocka_unit_test(test_long_segments_and_far_north),
        cmocka_unit_test(test_over_the_antimeridian_and_the_poles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
