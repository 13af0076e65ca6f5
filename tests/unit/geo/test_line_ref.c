#include "line_ref.h"

#include "geodesic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static const GmPos road[] = {{35.0, 36.0}, {35.1, 36.4}, {35.0, 36.9}, {35.4, 37.2}};

static void feet_on_both_sides(void **state)
{
    (void)state;
    g_autoptr(GmGeom) line = gm_geom_new_line(road, 4);
    double first = gm_geo_distance(road[0], road[1]);
    double az = gm_geo_azimuth(road[0], road[1]);
    GmPos on = gm_geo_direct(road[0], az, 10000);
    double there = gm_geo_azimuth(on, road[1]);
    for (int side = -1; side <= 1; side += 2) {
        GmFoot f;
        assert_true(gm_geo_foot(line, gm_geo_direct(on, there + 90 * side, 2500), &f, NULL));
        assert_near(f.chainage, 10000, 1e-3);
        assert_near(f.offset, 2500, 1e-3);
        assert_int_equal(f.side, side);
        assert_false(f.at_end);
        assert_int_equal(f.n_equal, 0);
    }
    GmFoot f; /* outside the bend to the right: its vertex is the foot, on the left */
    assert_true(gm_geo_foot(line, (GmPos){35.2, 36.4}, &f, NULL));
    assert_near(f.chainage, first, 1e-3);
    assert_int_equal(f.side, -1);
    assert_true(gm_geo_foot(line, road[2], &f, NULL));
    assert_int_equal(f.side, 0);
    assert_near(f.offset, 0, 1e-6);
}

static void places_beyond_an_end(void **state)
{
    (void)state;
    g_autoptr(GmGeom) line = gm_geom_new_line(road, 4);
    double az = gm_geo_azimuth(road[0], road[1]);
    GmFoot f;
    assert_true(gm_geo_foot(line, gm_geo_direct(road[0], az + 180, 700), &f, NULL));
    assert_true(f.at_end);
    assert_near(f.chainage, 0, 1e-9);
    assert_near(f.offset, 700, 1e-3);
    assert_int_equal(f.side, 0);
    assert_true(gm_geo_foot(line, gm_geo_direct(road[0], az + 135, 700), &f, NULL));
    assert_true(f.at_end);
    assert_int_equal(f.side, 1);
    assert_true(gm_geo_foot(line, (GmPos){35.5, 37.2}, &f, NULL));
    assert_true(f.at_end);
    assert_near(f.chainage, gm_geo_length(line), 1e-6);
}

static void equal_feet_are_reported(void **state)
{
    (void)state;
    GmPos hairpin[] = {{10, 20}, {10, 21}, {11, 21}, {11, 20}};
    g_autoptr(GmGeom) line = gm_geom_new_line(hairpin, 4);
    GmPos mid = {10.5, 20.9}; /* the connecting edge is nearer */
    GmFoot f;
    assert_true(gm_geo_foot(line, mid, &f, NULL));
    assert_int_equal(f.n_equal, 0);
    GmPos cross[] = {{0, 20}, {0, 21}, {0, 22}};
    g_autoptr(GmGeom) two = gm_geom_new_line(cross, 2);
    gm_geom_add_part(two, (GmPos[]){{1, 20}, {1, 21}}, 2, false);
    /* half-way between two parallels' geodesics, by symmetry at the bisector */
    double lo = 0.4, hi = 0.6;
    for (int i = 0; i < 60; i++) {
        double lat = (lo + hi) / 2;
        g_autoptr(GmGeom) a = gm_geom_new_line(two->pos, 2);
        g_autoptr(GmGeom) b = gm_geom_new_line(two->pos + 2, 2);
        GmFoot fa, fb;
        assert_true(gm_geo_foot(a, (GmPos){lat, 20.5}, &fa, NULL));
        assert_true(gm_geo_foot(b, (GmPos){lat, 20.5}, &fb, NULL));
        if (fa.offset < fb.offset)
            lo = lat;
        else
            hi = lat;
    }
    assert_true(gm_geo_foot(two, (GmPos){lo, 20.5}, &f, NULL));
    assert_int_equal(f.n_equal, 1);
    GmPos loop[] = {{10, 20}, {10, 21}, {11, 20.5}, {10, 20}};
    g_autoptr(GmGeom) closed = gm_geom_new_line(loop, 4);
    assert_true(gm_geo_foot(closed, (GmPos){9.9, 19.9}, &f, NULL));
    assert_false(f.at_end);         /* a loop has no ends */
    assert_int_equal(f.n_equal, 1); /* its seam has two chainages */
}

static void chainages_and_sub_lines_add_up(void **state)
{
    (void)state;
    g_autoptr(GmGeom) line = gm_geom_new_line(road, 4);
    gm_geom_add_part(line, (GmPos[]){{36, 38}, {36.5, 38.5}}, 2, false);
    double total = gm_geo_length(line);
    g_autoptr(GRand) r = g_rand_new_with_seed(2);
    for (int i = 0; i < 500; i++) {
        double a = g_rand_double_range(r, 0, total), b = g_rand_double_range(r, 0, total);
        g_autoptr(GmGeom) one = gm_geo_sub_line(line, 0, a);
        g_autoptr(GmGeom) rest = gm_geo_sub_line(line, a, total);
        assert_near(gm_geo_length(one) + gm_geo_length(rest), total, 1e-5);
        g_autoptr(GmGeom) part = gm_geo_sub_line(line, a, b);
        assert_near(gm_geo_length(part), fabs(a - b), 1e-5);
        GmFoot f;
        assert_true(gm_geo_foot(line, gm_geo_at_chainage(line, a), &f, NULL));
        assert_near(f.chainage, a, 1e-4);
        assert_near(gm_geo_distance(part->pos[0], gm_geo_at_chainage(line, a)), 0, 1e-4);
    }
    g_autoptr(GmGeom) back = gm_geo_reversed(line);
    assert_near(
        gm_geo_distance(gm_geo_at_chainage(line, 30000), gm_geo_at_chainage(back, total - 30000)),
        0, 1e-3);
    assert_near(gm_geo_distance(gm_geo_at_chainage(line, -5), road[0]), 0, 1e-9);
    assert_near(gm_geo_distance(gm_geo_at_chainage(line, 1e9), (GmPos){36.5, 38.5}), 0, 1e-9);
    size_t n;
    g_autofree GmPos *samples = gm_geo_sample_line(line, 700, &n);
    assert_int_equal(n, (size_t)(total / 700) + 1);
    for (size_t i = 0; i < n; i++)
        assert_near(gm_geo_distance(samples[i], gm_geo_at_chainage(line, 700.0 * (double)i)), 0,
                    1e-9);
    g_autoptr(GmGeom) nothing = gm_geo_sub_line(line, 1000, 1000);
    assert_int_equal(nothing->n_pos, 2);
}

static void parts_join_end_to_end(void **state)
{
    (void)state;
    g_autoptr(GmGeom) g = gm_geom_new_line((GmPos[]){{35, 37}, {35, 36}}, 2);
    gm_geom_add_part(g, (GmPos[]){{35, 38}, {35, 39}}, 2, false);
    gm_geom_add_part(g, (GmPos[]){{35.0001, 38}, {35, 37.0001}}, 2, false);
    gm_geom_add_part(g, (GmPos[]){{10, 10}, {11, 11}}, 2, false);
    g_autoptr(GmGeom) j = gm_geo_join_parts(g, 50);
    assert_int_equal(j->n_parts, 2);
    double ends = gm_geo_distance(j->pos[0], j->pos[gm_geom_part_len(j, 0) - 1]);
    assert_near(ends, gm_geo_distance((GmPos){35, 36}, (GmPos){35, 39}), 1);
}

static void requests_that_make_no_sense(void **state)
{
    (void)state;
    GmFoot f;
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGeom) point = gm_geom_new_point(road[0]);
    assert_false(gm_geo_foot(point, road[1], &f, &error));
    g_clear_error(&error);
    g_autoptr(GmGeom) line = gm_geom_new_line(road, 4);
    assert_false(gm_geo_foot(line, (GmPos){(double)NAN, 0}, &f, &error));
    assert_true(g_error_matches(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE));
    g_autoptr(GmGeom) dot = gm_geom_new_line((GmPos[]){road[0], road[0]}, 2);
    assert_true(gm_geo_foot(dot, road[1], &f, NULL));
    assert_near(f.offset, gm_geo_distance(road[0], road[1]), 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feet_on_both_sides),      cmocka_unit_test(places_beyond_an_end),
        cmocka_unit_test(equal_feet_are_reported), cmocka_unit_test(chainages_and_sub_lines_add_up),
        cmocka_unit_test(parts_join_end_to_end),   cmocka_unit_test(requests_that_make_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
