/* Degenerate, hostile and oversized input: a defined answer or a clear error,
 * soon. */
#include "buffer.h"
#include "buffer_union.h"
#include "geodesic.h"
#include "geos_oracle.h"
#include "line_ref.h"
#include "overlay.h"
#include "region_part.h"
#include "wgs84.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static GmGeom *zone_of(const GmGeom *g, double metres, GError **error)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = metres;
    gint64 t0 = g_get_monotonic_time();
    GmGeom *z = gm_geo_buffer(g, &o, error);
    double took = (double)(g_get_monotonic_time() - t0) * 1e-6;
    if (took > 0.5)
        print_message("%zu positions, %.0f m: %.2f s\n", g->n_pos, metres, took);
    assert_true(took < 120);
    assert_true((z != NULL) != (error && *error));
    if (z)
        assert_true(geos_says_valid(z));
    return z;
}

static double zone_area(const GmPos *p, size_t n, double metres)
{
    g_autoptr(GmGeom) g = gm_geom_new_line(p, n);
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGeom) z = zone_of(g, metres, &error);
    assert_non_null(z);
    return gm_geo_area(z);
}

static void degenerate_lines(void **state)
{
    (void)state;
    GmPos dot[4] = {{40, 20}, {40, 20}, {40, 20}, {40, 20}};
    assert_near(zone_area(dot, 1, 1000) / (G_PI * 1e6), 1, 1e-3);
    assert_near(zone_area(dot, 4, 1000) / (G_PI * 1e6), 1, 1e-3);
    GmPos there_and_back[3] = {{40, 20}, {40.1, 20.1}, {40, 20}};
    GmPos there[2] = {{40, 20}, {40.1, 20.1}};
    double once = zone_area(there, 2, 1000);
    assert_near(zone_area(there_and_back, 3, 1000) / once, 1, 2e-4);
    GmPos again[6] = {{40, 20}, {40.1, 20.1}, {40, 20}, {40.1, 20.1}, {40, 20}, {40.1, 20.1}};
    assert_near(zone_area(again, 6, 1000) / once, 1, 2e-4);
    GmPos halves[3] = {{40, 20}, gm_geo_between(there[0], there[1], 0.5), {40.1, 20.1}};
    assert_near(zone_area(halves, 3, 1000) / once, 1, 1e-4);
    GmPos doubled[4] = {{40, 20}, {40, 20}, {40.1, 20.1}, {40.1, 20.1}};
    assert_near(zone_area(doubled, 4, 1000) / once, 1, 1e-6);
    GmPos overlap[4] = {{40, 20}, {40, 21}, {40, 20.5}, {40, 22}};
    GmPos straight[2] = {{40, 20}, {40, 22}};
    assert_near(zone_area(overlap, 4, 1000) / zone_area(straight, 2, 1000), 1, 0.2);
}

static void closed_and_crossing_lines(void **state)
{
    (void)state;
    GmPos square[5] = {{40, 20}, {40, 21}, {41, 21}, {41, 20}, {40, 20}};
    g_autoptr(GmGeom) ring = gm_geom_new_line(square, 5);
    g_autoptr(GmGeom) z = zone_of(ring, 5000, NULL);
    assert_int_equal(z->n_parts, 2);
    assert_true(z->hole[1]);
    assert_false(gm_geo_contains(z, (GmPos){40.5, 20.5}));
    GmPos eight[5] = {{40, 20}, {41, 21}, {41, 20}, {40, 21}, {40, 20}};
    g_autoptr(GmGeom) cross = gm_geom_new_line(eight, 5);
    g_autoptr(GmGeom) y = zone_of(cross, 5000, NULL);
    assert_int_equal(y->n_parts, 3);
    GmGeom bow = *cross; /* the same ring taken for a polygon */
    g_autoptr(GmGeom) poly = gm_geom_new_polygon(bow.pos, 5);
    g_autoptr(GmGeom) x = zone_of(poly, 5000, NULL);
    assert_true(gm_geo_contains(x, (GmPos){40.9, 20.5}));
    g_autoptr(GmGeom) w = zone_of(poly, -5000, NULL);
    assert_true(gm_geo_area(w) < gm_geo_area(x) / 2);
}

static void thin_polygons(void **state)
{
    (void)state;
    GmPos spike[3] = {{40, 20}, {40.0000001, 21}, {40, 20.5}};
    g_autoptr(GmGeom) g = gm_geom_new_polygon(spike, 3);
    g_autoptr(GmGeom) z = zone_of(g, 1000, NULL);
    assert_true(gm_geo_contains(z, (GmPos){40.005, 20.7}));
    g_autoptr(GmGeom) gone = zone_of(g, -1000, NULL);
    assert_int_equal(gone->n_pos, 0);
    GmPos flat[3] = {{40, 20}, {40, 20}, {40, 20}};
    g_autoptr(GmGeom) dot = gm_geom_new_polygon(flat, 3);
    g_autoptr(GmGeom) disc = zone_of(dot, 1000, NULL);
    assert_near(gm_geo_area(disc) / (G_PI * 1e6), 1, 1e-3);
}

static void poles_and_long_lines(void **state)
{
    (void)state;
    GmPos over[2] = {{85, 0}, {85, 180}};
    assert_true(zone_area(over, 2, 100e3) > 1112e3 * 200e3);
    GmPos at_pole[1] = {{90, 77}};
    g_autoptr(GmGeom) pole = gm_geom_new_point(at_pole[0]);
    g_autoptr(GmGeom) cap = zone_of(pole, 200e3, NULL);
    assert_true(gm_geo_contains(cap, (GmPos){89.9, -13}));
    assert_near(gm_geo_area(cap) / (G_PI * 4e10), 1, 1e-3);
    g_autoptr(GmGeom) touch = gm_geom_new_point((GmPos){88, 0});
    double reach = gm_geo_distance((GmPos){88, 0}, (GmPos){90, 0});
    const double near[] = {reach, reach - 1e-3, reach + 1e-3, reach * 0.999, reach * 1.001};
    for (size_t i = 0; i < G_N_ELEMENTS(near); i++) {
        g_autoptr(GmGeom) z = zone_of(touch, near[i], NULL);
        assert_near(gm_geo_area(z) / (G_PI * near[i] * near[i]), 1, 2e-3);
    }
    GmPos round[5] = {{0, 0}, {0, 80}, {0, 160}, {0, -120}, {0, -40}};
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGeom) equator = gm_geom_new_line(round, 5);
    g_autoptr(GmGeom) belt = zone_of(equator, 100e3, &error);
    if (belt)
        assert_true(gm_geo_area(belt) > 35e6 * 200e3);
    else
        print_message("the equator: %s\n", error->message);
    g_autoptr(GmGeom) far = gm_geom_new_point((GmPos){10, 10});
    g_autoptr(GmGeom) huge = zone_of(far, 9.8e6, NULL);
    assert_near(gm_geo_area(huge) / 2.4e14, 1, 0.05);
}

static void bad_requests(void **state)
{
    (void)state;
    g_autoptr(GmGeom) none = gm_geom_new(GM_GEOM_LINE);
    g_autoptr(GmGeom) nan = gm_geom_new_point((GmPos){(double)NAN, 0});
    g_autoptr(GmGeom) past = gm_geom_new_point((GmPos){90.5, 0});
    const GmGeom *bad[] = {none, nan, past};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(zone_of(bad[i], 1000, &error));
        assert_true(strlen(error->message) > 10);
    }
    g_autoptr(GmGeom) good = gm_geom_new_point((GmPos){10, 10});
    const double depths[] = {0, -1, 1e8, (double)NAN, -(double)INFINITY};
    for (size_t i = 0; i < G_N_ELEMENTS(depths); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(zone_of(good, depths[i], &error));
    }
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = 1000;
    o.tolerance = 0;
    assert_null(gm_geo_buffer(good, &o, NULL));
    g_autoptr(GmGeom) tiny = zone_of(good, 1e-3, NULL);
    for (size_t i = 0; i < tiny->n_pos; i++)
        assert_near(gm_geo_distance(good->pos[0], tiny->pos[i]), 1e-3, 1e-7);
}

static GmGeom *walk(size_t n, double step)
{
    g_autoptr(GRand) r = g_rand_new_with_seed(5);
    g_autofree GmPos *p = g_new(GmPos, n);
    GmPos at = {35, 36};
    double az = 90;
    for (size_t i = 0; i < n; i++) {
        p[i] = at;
        az += g_rand_double_range(r, -60, 60) - 0.02 * fold_angle(az - 90);
        at.lat += step * cos(az * DEG) / 111e3;
        at.lon = fold_lon(at.lon + step * sin(az * DEG) / 91e3);
        if (fabs(at.lat) > 80)
            at.lat = 35;
    }
    return gm_geom_new_line(p, n);
}

static void many_vertices(void **state)
{
    (void)state;
    g_autoptr(GmGeom) fine = walk(200000, 2);
    g_autoptr(GmGeom) z = zone_of(fine, 6000, NULL);
    assert_non_null(z);
    g_autoptr(GmGeom) some = walk(20000, 200);
    g_autoptr(GmGeom) y = zone_of(some, 500, NULL);
    assert_non_null(y);
    g_autoptr(GmGeom) dots = gm_geom_new(GM_GEOM_POINT);
    g_autoptr(GRand) r = g_rand_new_with_seed(9);
    for (int i = 0; i < 8000; i++) {
        GmPos p = {g_rand_double_range(r, 33, 37), g_rand_double_range(r, 36, 42)};
        gm_geom_add_part(dots, &p, 1, false);
    }
    g_autoptr(GmGeom) x = zone_of(dots, 1500, NULL);
    assert_non_null(x);
}

/* Rings without area, holes astray, rings that run over themselves: soon done, and
 * around all of the input. */
static void unsound_polygons(void **state)
{
    (void)state;
    GmPos flat[4] = {{0, 4}, {0, 101}, {0, 0}, {0, 4}};
    GmPos shell[4] = {{0, 4}, {0, 101}, {20, 50}, {0, 4}};
    GmPos astray[4] = {{-1, 4}, {-1, 5}, {-2, 9}, {-1, 4}};
    gint64 t0 = g_get_monotonic_time();
    g_autoptr(GmGeom) line = gm_geom_new_polygon(flat, 4);
    g_autoptr(GmGeom) z = zone_of(line, 5000, NULL);
    assert_near(gm_geo_area(z) / (11243.2e3 * 1e4 + G_PI * 25e6), 1, 2e-3);
    g_autoptr(GmGeom) gone = zone_of(line, -5000, NULL);
    assert_int_equal(gone->n_pos, 0);
    g_autoptr(GmGeom) two = gm_geom_new_polygon(shell, 4);
    g_autoptr(GmGeom) alone = zone_of(two, 5000, NULL);
    gm_geom_add_part(two, astray, 4, true);
    g_autoptr(GmGeom) both = zone_of(two, 5000, NULL);
    assert_true(gm_geo_area(both) > gm_geo_area(alone));
    assert_true(gm_geo_contains(both, (GmPos){10, 50}));
    g_autoptr(GmGeom) less = zone_of(two, -5000, NULL);
    assert_true(gm_geo_contains(less, (GmPos){10, 50}));
    assert_true(gm_geo_area(less) < gm_geo_area(two));
    assert_true(g_get_monotonic_time() - t0 < 20 * G_USEC_PER_SEC);
}

static void scribbles(void **state)
{
    (void)state;
    g_autoptr(GRand) r = g_rand_new_with_seed(2);
    GmPos p[3000];
    for (int i = 0; i < 3000; i++) /* a receiver at rest */
        p[i] = (GmPos){35 + g_rand_double_range(r, 0, 3e-4), 36 + g_rand_double_range(r, 0, 3e-4)};
    const size_t counts[] = {390, 3000};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        gint64 t0 = g_get_monotonic_time();
        assert_near(zone_area(p, counts[i], 5000) / (G_PI * 25e6), 1, 0.02);
        assert_true(g_get_monotonic_time() - t0 < 20 * G_USEC_PER_SEC);
    }
    for (int i = 0; i < 3000; i++)
        p[i] = (GmPos){g_rand_double_range(r, 20, 50), g_rand_double_range(r, 30, 60)};
    g_autoptr(GmGeom) wild = gm_geom_new_line(p, 3000);
    g_autoptr(GError) error = NULL;
    assert_null(zone_of(wild, 5000, &error));
    assert_true(g_error_matches(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY));
}

/* Flat ends as the round zone shows them, against the thorough way's. */
static void flat_ends(void **state)
{
    (void)state;
    g_autoptr(GRand) r = g_rand_new_with_seed(8);
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = 5000;
    o.cap = GM_CAP_FLAT;
    for (int i = 0; i < 60; i++) {
        GmPos p[6] = {{g_rand_double_range(r, -70, 70), g_rand_double_range(r, -180, 179)}};
        double az = g_rand_double_range(r, 0, 360);
        for (int k = 1; k < 6; k++) {
            az += g_rand_double_range(r, -100, 100);
            p[k] = gm_geo_direct(p[k - 1], az, g_rand_double_range(r, 1e3, 15e3));
        }
        g_autoptr(GmGeom) line = gm_geom_new_line(p, 6);
        g_autoptr(GmGeom) z = gm_geo_buffer(line, &o, NULL);
        g_autoptr(GmGeom) slow = gm_geo_buffer_union(line, &o, NULL);
        assert_near(gm_geo_area(z) / gm_geo_area(slow), 1, 2e-4);
        assert_true(geos_says_valid(z));
    }
}

/* Thousands of vertices in line are no tangle. */
static void straight_sides(void **state)
{
    (void)state;
    enum { SIDE = 1000 };
    GmPos ring[4 * SIDE];
    for (int i = 0; i < SIDE; i++) {
        double t = i / (double)SIDE;
        ring[i] = (GmPos){35, 36 + t};
        ring[SIDE + i] = (GmPos){35 + t, 37};
        ring[2 * SIDE + i] = (GmPos){36, 37 - t};
        ring[3 * SIDE + i] = (GmPos){36 - t, 36};
    }
    g_autoptr(GmGeom) square = gm_geom_new_polygon(ring, 4 * SIDE);
    for (int sign = -1; sign <= 1; sign += 2) {
        GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
        o.left = sign * 5000;
        g_autoptr(GmGeom) zone = gm_geo_buffer(square, &o, NULL);
        assert_non_null(zone);
        double grown = gm_geo_area(zone) - gm_geo_area(square);
        assert_true(grown * sign > 1.8e9 && grown * sign < 2.2e9);
    }
}

/* Five thousand kilometres there and twenty back, at 5 km: no side may be nothing. */
static void sharp_turns(void **state)
{
    (void)state;
    const GmPos line[] = {{3, 75}, {35.3, 36.1}, {35.2, 36.3}};
    g_autoptr(GmGeom) g = gm_geom_new_line(line, G_N_ELEMENTS(line));
    for (int side = GM_SIDE_LEFT; side <= GM_SIDE_RIGHT; side++) {
        GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
        o.left = o.right = 5000;
        o.side = (GmBufferSide)side;
        g_autoptr(GError) error = NULL;
        g_autoptr(GmGeom) zone = gm_geo_buffer(g, &o, &error);
        assert_true(zone ? zone->n_pos > 0 : error != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degenerate_lines), cmocka_unit_test(closed_and_crossing_lines),
        cmocka_unit_test(thin_polygons),    cmocka_unit_test(poles_and_long_lines),
        cmocka_unit_test(bad_requests),     cmocka_unit_test(many_vertices),
        cmocka_unit_test(unsound_polygons), cmocka_unit_test(scribbles),
        cmocka_unit_test(flat_ends),        cmocka_unit_test(straight_sides),
        cmocka_unit_test(sharp_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
