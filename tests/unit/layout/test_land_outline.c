#include "land_outline.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const double rect[4] = {0, 0, 100, 80};

static GmPixelGeom *geom(GmGeomKind kind, const double *xy, guint n)
{
    GmPixelGeom *g = gm_layout_pixels_new(kind);
    gm_layout_pixels_begin_part(g);
    g_array_append_vals(g->xy, xy, 2 * n);
    return g;
}

static void add(GmPixelGeom *g, const double *xy, guint n)
{
    gm_layout_pixels_begin_part(g);
    g_array_append_vals(g->xy, xy, 2 * n);
}

/* Every ring with its interior on the same hand, and the areas add up. */
static void check_area(const GmPixelGeom *g, double expected)
{
    assert_true(fabs(fabs(gm_layout_pixels_area(g)) - expected) < 1e-6);
}

static const double shore[] = {40, 0, 50, 40, 40, 80};
static const double east[] = {40, 0, 100, 0, 100, 80, 40, 80, 50, 40, 40, 0};

static void land_lies_on_one_side_of_its_coast(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) coast = geom(GM_GEOM_LINE, shore, 3);
    g_autoptr(GmPixelGeom) land = geom(GM_GEOM_POLYGON, east, 6);
    g_autoptr(GmPixelGeom) g = gm_layout_land_outline(coast, land, rect, 10);
    assert_non_null(g);
    assert_int_equal(gm_layout_pixels_n_parts(g), 1);
    assert_true(gm_layout_pixels_contain(g, 60, 40));
    assert_false(gm_layout_pixels_contain(g, 20, 40));
    /* 60 wide less the bay of 10, and 10 px more on three sides */
    check_area(g, 60 * 80 - 0.5 * 80 * 10 + 10 * 80 + 2 * 70 * 10);
}

static void tiles_become_one(void **state)
{
    (void)state;
    const double north[] = {40, 0, 100, 0, 100, 42, 49.5, 42, 50, 40, 40, 0};
    const double south[] = {50, 40, 100, 40, 100, 80, 40, 80, 50, 40};
    g_autoptr(GmPixelGeom) coast = geom(GM_GEOM_LINE, shore, 3);
    g_autoptr(GmPixelGeom) land = geom(GM_GEOM_POLYGON, north, 6);
    add(land, south, 5); /* they overlap between 40 and 42 */
    g_autoptr(GmPixelGeom) g = gm_layout_land_outline(coast, land, rect, 10);
    assert_non_null(g);
    assert_int_equal(gm_layout_pixels_n_parts(g), 1);
    assert_true(gm_layout_pixels_contain(g, 60, 41));
}

static void islands_and_lakes_turn_opposite(void **state)
{
    (void)state;
    const double island[] = {10, 10, 10, 20, 20, 20, 20, 10, 10, 10};
    const double lake[] = {70, 30, 70, 40, 80, 40, 80, 30, 70, 30};
    g_autoptr(GmPixelGeom) coast = geom(GM_GEOM_LINE, shore, 3);
    g_autoptr(GmPixelGeom) land = geom(GM_GEOM_POLYGON, east, 6);
    add(coast, lake, 5);
    add(coast, island, 5);
    const double hole[] = {70, 30, 80, 30, 80, 40, 70, 40, 70, 30};
    add(land, hole, 5); /* east turns the other way */
    add(land, island, 5);
    /* by the winding rule: the ring of the lake takes away what the land gives */
    g_autoptr(GmPixelGeom) g = gm_layout_land_outline(coast, land, rect, 0);
    assert_non_null(g);
    assert_int_equal(gm_layout_pixels_n_parts(g), 3);
    assert_false(gm_layout_pixels_contain(g, 75, 35));
    assert_true(gm_layout_pixels_contain(g, 15, 15));
    check_area(g, 60 * 80 - 0.5 * 80 * 10 - 100 + 100);
}

static void all_land_or_none(void **state)
{
    (void)state;
    const double all[] = {0, 0, 100, 0, 100, 80, 0, 80, 0, 0};
    g_autoptr(GmPixelGeom) coast = gm_layout_pixels_new(GM_GEOM_LINE);
    g_autoptr(GmPixelGeom) land = geom(GM_GEOM_POLYGON, all, 5);
    g_autoptr(GmPixelGeom) g = gm_layout_land_outline(coast, land, rect, 5);
    assert_non_null(g);
    check_area(g, 110 * 90);
    g_autoptr(GmPixelGeom) sea = gm_layout_pixels_new(GM_GEOM_POLYGON);
    assert_null(gm_layout_land_outline(coast, sea, rect, 5));
}

static void a_coast_that_does_not_bound_the_land_is_refused(void **state)
{
    (void)state;
    const double broken[] = {40, 0, 50, 40};
    const double other[] = {10, 0, 10, 80};
    g_autoptr(GmPixelGeom) land = geom(GM_GEOM_POLYGON, east, 6);
    g_autoptr(GmPixelGeom) open = geom(GM_GEOM_LINE, broken, 2);
    g_autoptr(GmPixelGeom) elsewhere = geom(GM_GEOM_LINE, other, 2);
    assert_null(gm_layout_land_outline(open, land, rect, 5));
    assert_null(gm_layout_land_outline(elsewhere, land, rect, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(land_lies_on_one_side_of_its_coast),
        cmocka_unit_test(tiles_become_one),
        cmocka_unit_test(islands_and_lakes_turn_opposite),
        cmocka_unit_test(all_land_or_none),
        cmocka_unit_test(a_coast_that_does_not_bound_the_land_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
