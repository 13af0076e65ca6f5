/* Outlines that take the course of the lines they run along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "follow_lines.h"

#include <math.h>

static GmPixelGeom *geom(GmGeomKind kind, const double *xy, guint n)
{
    GmPixelGeom *g = gm_layout_pixels_new(kind);
    gm_layout_pixels_begin_part(g);
    g_array_append_vals(g->xy, xy, 2 * n);
    return g;
}

/* A square whose left side should be the wavy line beside it. */
static const double square[] = {100, 100, 300, 100, 300, 300, 100, 300, 100, 100};

static GmPixelGeom *wave(void)
{
    GmPixelGeom *g = gm_layout_pixels_new(GM_GEOM_LINE);
    gm_layout_pixels_begin_part(g);
    for (int y = 20; y <= 380; y += 10)
        gm_layout_pixels_add(g, 100.0 + 9.0 * sin(y / 17.0), y);
    return g;
}

static void takes_the_lines_course(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) ring = geom(GM_GEOM_POLYGON, square, 5);
    g_autoptr(GmPixelGeom) line = wave();
    g_autoptr(GmPixelGeom) out = gm_layout_follow_lines(ring, line, 15.0);
    guint n, on = 0;
    const double *xy = gm_layout_pixels_part(out, 0, &n);
    assert_int_equal(gm_layout_pixels_n_parts(out), 1);
    assert_true(xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]);
    for (guint i = 0; i < n; i++)
        on += gm_layout_pixels_distance(line, xy[2 * i], xy[2 * i + 1]) < 0.01;
    assert_true(on >= 15);                        /* the line's own vertices */
    for (double y = 130.0; y < 275.0; y += 5.0) { /* inside is what is right of the line */
        double x = 0.0, best = 1e9;
        for (double t = 80.0; t < 120.0; t += 0.25) {
            double d = gm_layout_pixels_distance(line, t, y);
            if (d < best) {
                best = d;
                x = t;
            }
        }
        assert_true(gm_layout_pixels_contain(out, x + 2.5, y));
        assert_false(gm_layout_pixels_contain(out, x - 2.5, y));
    }
    /* the far sides are as they were */
    assert_true(gm_layout_pixels_contain(out, 298.0, 200.0));
    assert_false(gm_layout_pixels_contain(out, 302.0, 200.0));
}

static void leaves_what_is_out_of_reach(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) ring = geom(GM_GEOM_POLYGON, square, 5);
    static const double far[] = {60, 0, 60, 400};
    g_autoptr(GmPixelGeom) line = geom(GM_GEOM_LINE, far, 2);
    g_autoptr(GmPixelGeom) out = gm_layout_follow_lines(ring, line, 15.0);
    assert_true(fabs(gm_layout_pixels_area(out) - 40000.0) < 1.0);
    g_autoptr(GmPixelGeom) none = gm_layout_pixels_new(GM_GEOM_LINE);
    g_autoptr(GmPixelGeom) same = gm_layout_follow_lines(ring, none, 15.0);
    assert_true(fabs(gm_layout_pixels_area(same) - 40000.0) < 1.0);
}

/* A long loop of the line away from the outline is not taken. */
static void does_not_stray(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) ring = geom(GM_GEOM_POLYGON, square, 5);
    static const double loop[] = {95, 60, 95, 150, -900, 150, -900, 250, 95, 250, 95, 340};
    g_autoptr(GmPixelGeom) line = geom(GM_GEOM_LINE, loop, 6);
    g_autoptr(GmPixelGeom) out = gm_layout_follow_lines(ring, line, 15.0);
    double box[4];
    gm_layout_pixels_box(out, box);
    assert_true(box[0] > 80.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_lines_course),
        cmocka_unit_test(leaves_what_is_out_of_reach),
        cmocka_unit_test(does_not_stray),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
