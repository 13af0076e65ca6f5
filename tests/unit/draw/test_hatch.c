/* A hatch as a tile is the hatch drawn line by line. */
#include "hatch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIZE = 90 };
static const double page[4] = {0, 0, SIZE, SIZE};

/** A page filled with the hatch; by a tile when @tiled. */
static cairo_surface_t *filled(const GmStyle *st, double scale, bool tiled)
{
    int n = (int)(SIZE * scale);
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, n, n);
    cairo_t *cr = cairo_create(image);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    cairo_rectangle(cr, 0, 0, SIZE, SIZE);
    cairo_pattern_t *tile = tiled ? gm_draw_hatch_tile(st, scale) : NULL;
    if (tile) {
        cairo_set_source(cr, tile);
        cairo_fill(cr);
        cairo_pattern_destroy(tile);
    } else {
        gm_draw_hatch_fill(cr, st, page);
    }
    cairo_destroy(cr);
    cairo_surface_flush(image);
    return image;
}

static int worst_difference(cairo_surface_t *a, cairo_surface_t *b)
{
    const guint8 *p = cairo_image_surface_get_data(a), *q = cairo_image_surface_get_data(b);
    int worst = 0, n = cairo_image_surface_get_height(a) * cairo_image_surface_get_stride(a);
    for (int i = 0; i < n; i++)
        if (i % 4 != 3)
            worst = MAX(worst, abs(p[i] - q[i]));
    return worst;
}

static void a_tile_is_the_hatch(void **state)
{
    (void)state;
    static const struct {
        GmFillPattern pattern;
        double angle, gap, scale;
    } cases[] = {{GM_FILL_HATCH, 45, 12 / G_SQRT2, 1},
                 {GM_FILL_HATCH, -45, 9 / G_SQRT2, 1},
                 {GM_FILL_CROSS, 45, 10 / G_SQRT2, 2},
                 {GM_FILL_HATCH, 90, 7, 1},
                 {GM_FILL_CROSS, 0, 6, 1.5}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GmStyle st = {.fill = {0.2, 0.1, 0.4, 1},
                      .pattern = cases[i].pattern,
                      .pattern_angle = cases[i].angle,
                      .pattern_gap = cases[i].gap,
                      .pattern_width = 1.2};
        cairo_pattern_t *tile = gm_draw_hatch_tile(&st, cases[i].scale);
        assert_non_null(tile);
        cairo_pattern_destroy(tile);
        cairo_surface_t *a = filled(&st, cases[i].scale, false);
        cairo_surface_t *b = filled(&st, cases[i].scale, true);
        assert_true(worst_difference(a, b) <= 12);
        cairo_surface_destroy(a);
        cairo_surface_destroy(b);
    }
}

static void what_does_not_recur_has_no_tile(void **state)
{
    (void)state;
    GmStyle st = {.fill = {0, 0, 0, 1}, .pattern = GM_FILL_HATCH, .pattern_width = 1};
    st.pattern_angle = 45, st.pattern_gap = 5;
    assert_null(gm_draw_hatch_tile(&st, 1));
    st.pattern_angle = 30, st.pattern_gap = 6;
    assert_null(gm_draw_hatch_tile(&st, 1));
    st.pattern_angle = 0;
    assert_null(gm_draw_hatch_tile(&st, 1.1));
    assert_null(gm_draw_hatch_tile(&st, 1000));
    st.pattern = GM_FILL_DOTS;
    assert_null(gm_draw_hatch_tile(&st, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tile_is_the_hatch),
        cmocka_unit_test(what_does_not_recur_has_no_tile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
