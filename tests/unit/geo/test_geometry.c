#include "geometry.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* cmocka compares floats; these are doubles. */
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static void polygons_close_and_append(void **state)
{
    (void)state;
    GmPos square[4] = {{0, 0}, {0, 1}, {1, 1}, {1, 0}};
    g_autoptr(GmGeom) g = gm_geom_new_polygon(square, 4);
    assert_int_equal(gm_geom_part_len(g, 0), 5);
    gm_geom_add_part(g, square, 4, true);
    g_autoptr(GmGeom) c = gm_geom_copy(g);
    gm_geom_append(c, g);
    assert_int_equal(c->n_parts, 4);
    assert_int_equal(c->n_pos, 20);
    assert_false(c->hole[2]);
    assert_true(c->hole[3]);
    assert_int_equal(c->start[4], 20);
}

static void many_parts_take_few_moves(void **state)
{
    (void)state;
    enum { N = 100000 };
    const GmPos square[4] = {{0, 0}, {0, 1}, {1, 1}, {1, 0}};
    g_autoptr(GmGeom) g = gm_geom_new(GM_GEOM_POLYGON);
    guint moves = 0;
    for (guint i = 0; i < N; i++) {
        size_t room = g->room_pos;
        gm_geom_add_part(g, square, 4, i % 3 == 1);
        moves += g->room_pos != room;
        assert_true(g->room_pos >= g->n_pos && g->room_parts >= g->n_parts);
    }
    assert_true(moves < 40);
    assert_int_equal(g->n_pos, 5 * N);
    assert_int_equal(g->start[N], 5 * N);
    for (guint i = 0; i < N; i++)
        assert_true(g->hole[i] == (i % 3 == 1));
    g_autoptr(GmGeom) one = gm_geom_new_line(square, 4);
    assert_int_equal(one->room_pos, 4); /* most have one part, and waste nothing */
    g_autoptr(GmGeom) c = gm_geom_copy(g);
    assert_int_equal(c->room_pos, 5 * N);
    assert_true(gm_geom_check(c, NULL));
}

static void boxes_know_the_antimeridian(void **state)
{
    (void)state;
    GmPos fiji[3] = {{-18, 177}, {-17, 179.5}, {-16, -179}};
    g_autoptr(GmGeom) line = gm_geom_new_line(fiji, 3);
    GmBox b = gm_geom_box(line);
    assert_near(b.west, 177, 1e-12);
    assert_near(b.east, -179, 1e-12);
    assert_true(gm_box_contains(b, (GmPos){-17, 180}));
    assert_true(gm_box_contains(b, (GmPos){-17, -180}));
    assert_false(gm_box_contains(b, (GmPos){-17, 0}));
    assert_near(gm_box_centre(b).lon, 179, 1e-9);
    GmBox j = gm_box_join(b, (GmBox){-20, -175, -19, -170});
    assert_near(j.west, 177, 1e-12);
    assert_near(j.east, -170, 1e-12);
    assert_true(gm_box_meets(b, (GmBox){-17, -179.5, -16.5, -100}));
    assert_false(gm_box_meets(b, (GmBox){-17, -100, -16.5, 100}));
    GmBox g = gm_box_grow(b, 111e3);
    assert_true(g.west < 176 && g.west > 175.5 && g.south < -18.9);
}

static void far_parts_take_the_widest_gap(void **state)
{
    (void)state;
    g_autoptr(GmGeom) g = gm_geom_new_point((GmPos){10, 170});
    gm_geom_add_part(g, &(GmPos){12, -170}, 1, false);
    gm_geom_add_part(g, &(GmPos){11, 100}, 1, false);
    GmBox b = gm_geom_box(g);
    assert_near(b.west, 100, 1e-12);
    assert_near(b.east, -170, 1e-12);
    g_autoptr(GmGeom) none = gm_geom_new(GM_GEOM_LINE);
    assert_true(gm_box_is_empty(gm_geom_box(none)));
    GmBox world = gm_box_join((GmBox){0, -180, 1, 0}, (GmBox){0, 0, 1, 180});
    assert_near(world.west, -180, 0);
    assert_near(world.east, 180, 0);
}

static void faults_are_named(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGeom) g = gm_geom_new_point((GmPos){91, 0});
    assert_false(gm_geom_check(g, &error));
    assert_true(g_error_matches(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE));
    g_clear_error(&error);
    g->pos[0] = (GmPos){(double)NAN, 0};
    assert_false(gm_geom_check(g, &error));
    g_clear_error(&error);
    g_autoptr(GmGeom) none = gm_geom_new(GM_GEOM_POINT);
    assert_false(gm_geom_check(none, &error));
    assert_true(g_error_matches(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polygons_close_and_append),
        cmocka_unit_test(many_parts_take_few_moves),
        cmocka_unit_test(boxes_know_the_antimeridian),
        cmocka_unit_test(far_parts_take_the_widest_gap),
        cmocka_unit_test(faults_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
