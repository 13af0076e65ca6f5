/* Lines without what other lines cover. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hidden_lines.h"

static GmPixelGeom *line(const double *xy, guint n)
{
    GmPixelGeom *g = gm_layout_pixels_new(GM_GEOM_LINE);
    gm_layout_pixels_begin_part(g);
    g_array_append_vals(g->xy, xy, 2 * n);
    return g;
}

static const double highway[] = {100, 0, 200, 10, 300, 0};

static void only_the_covered_stretch_goes(void **state)
{
    (void)state;
    static const double road[] = {0, 50, 100, 0, 200, 10.5, 300, 0, 400, 50};
    g_autoptr(GmPixelGeom) over = line(highway, 3), g = line(road, 5);
    g_autoptr(GmPixelGeom) out = gm_layout_lines_not_under(g, over, 2.0);
    assert_int_equal(gm_layout_pixels_n_parts(out), 2);
    guint n;
    const double *xy = gm_layout_pixels_part(out, 0, &n);
    assert_int_equal(n, 2);
    assert_true(xy[0] == 0 && xy[2] == 100);
    xy = gm_layout_pixels_part(out, 1, &n);
    assert_int_equal(n, 2);
    assert_true(xy[0] == 300 && xy[2] == 400);
}

static void crossing_and_leaving_stay(void **state)
{
    (void)state;
    static const double cross[] = {200, -90, 200, 10, 200, 90};
    static const double bow[] = {100, 0, 200, -30, 300, 0}; /* both ends on it */
    static const double away[] = {100, 0, 300, 0};          /* and so has the chord */
    g_autoptr(GmPixelGeom) over = line(highway, 3), a = line(cross, 3), b = line(bow, 3);
    g_autoptr(GmPixelGeom) c = line(away, 2);
    g_autoptr(GmPixelGeom) x = gm_layout_lines_not_under(a, over, 2.0);
    g_autoptr(GmPixelGeom) y = gm_layout_lines_not_under(b, over, 2.0);
    g_autoptr(GmPixelGeom) z = gm_layout_lines_not_under(c, over, 2.0);
    assert_int_equal(x->xy->len, a->xy->len);
    assert_int_equal(y->xy->len, b->xy->len);
    assert_int_equal(z->xy->len, c->xy->len);
}

static void nothing_covers_nothing(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) none = gm_layout_pixels_new(GM_GEOM_LINE), g = line(highway, 3);
    g_autoptr(GmPixelGeom) out = gm_layout_lines_not_under(g, none, 2.0);
    g_autoptr(GmPixelGeom) all = gm_layout_lines_not_under(g, g, 2.0);
    assert_int_equal(out->xy->len, g->xy->len);
    assert_int_equal(gm_layout_pixels_n_parts(all), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_covered_stretch_goes),
        cmocka_unit_test(crossing_and_leaving_stay),
        cmocka_unit_test(nothing_covers_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
