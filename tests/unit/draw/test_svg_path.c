#include "svg_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *data_of(GmPath *p, int decimals)
{
    GString *g = g_string_new(NULL);
    gm_draw_svg_append_path(g, p, decimals);
    gm_layout_path_free(p);
    return g_string_free(g, FALSE);
}

static void writes_short_relative_paths(void **state)
{
    (void)state;
    GmPath *p = gm_layout_path_new();
    gm_layout_path_move(p, 10, 20);
    gm_layout_path_line(p, 12.5, 20);
    gm_layout_path_line(p, 12.5, 19.25);
    gm_layout_path_line(p, 10.004, 20.006);
    gm_layout_path_close(p);
    g_autofree char *d = data_of(p, 2);
    assert_string_equal(d, "m10 20h2.5v-.75l-2.5.76z");
}

static void lines_that_go_on_are_one(void **state)
{
    (void)state;
    static const double xy[][2] = {{0, 0}, {2, 0}, {5, 0}, {4, 0}, {4, 1}, {4, 3}, {6, 4}};
    GmPath *p = gm_layout_path_new();
    gm_layout_path_move(p, xy[0][0], xy[0][1]);
    for (gsize i = 1; i < G_N_ELEMENTS(xy); i++)
        gm_layout_path_line(p, xy[i][0], xy[i][1]);
    gm_layout_path_line(p, 7, 4);
    g_autofree char *d = data_of(p, 1);
    assert_string_equal(d, "m0 0h5-1v3l2 1h1");
}

static void does_not_drift(void **state)
{
    (void)state;
    /* a thousand steps of a third of a hundredth end where they should */
    GmPath *p = gm_layout_path_new();
    gm_layout_path_move(p, 0, 0);
    for (int i = 1; i <= 1000; i++)
        gm_layout_path_line(p, i / 300.0, i / 300.0);
    g_autofree char *d = data_of(p, 2);
    double x = 0, y = 0;
    char *at = d + 4; /* behind "m0 0" */
    assert_true(g_str_has_prefix(d, "m0 0"));
    while (*at) {
        if (*at == 'l')
            at++;
        x += g_ascii_strtod(at, &at);
        y += g_ascii_strtod(at, &at);
        while (*at == ' ')
            at++;
    }
    assert_true(x > 3.325 && x < 3.341);
    assert_true(y > 3.325 && y < 3.341);
}

static void a_second_part_begins_where_the_first_did(void **state)
{
    (void)state;
    GmPath *p = gm_layout_path_new();
    for (int k = 0; k < 2; k++) {
        gm_layout_path_move(p, 10 * k, 0);
        gm_layout_path_line(p, 10 * k + 1, 1);
        gm_layout_path_line(p, 10 * k + 2, 3);
        gm_layout_path_close(p);
    }
    g_autofree char *d = data_of(p, 2);
    assert_string_equal(d, "m0 0 1 1 1 2zm10 0 1 1 1 2z");
}

/** A closed quadratic spline round a square's corners, as layout makes it. */
static GmPath *rounded_square(void)
{
    static const double q[4][2] = {{0, 0}, {20, 0}, {20, 20}, {0, 20}};
    GmPath *p = gm_layout_path_new();
    gm_layout_path_move(p, 0, 10);
    double x = 0, y = 10;
    for (int i = 0; i < 4; i++) {
        const double *c = q[i], *d = q[(i + 1) % 4];
        double ex = (c[0] + d[0]) / 2, ey = (c[1] + d[1]) / 2;
        gm_layout_path_curve(p, x + (c[0] - x) * 2 / 3, y + (c[1] - y) * 2 / 3,
                             ex + (c[0] - ex) * 2 / 3, ey + (c[1] - ey) * 2 / 3, ex, ey);
        x = ex, y = ey;
    }
    gm_layout_path_close(p);
    return p;
}

static void a_spline_is_written_by_its_joints(void **state)
{
    (void)state;
    g_autofree char *d = data_of(rounded_square(), 1);
    assert_string_equal(d, "m0 10q0-10 10-10t10 10-10 10-10-10z");
}

static void other_curves_stay_cubic(void **state)
{
    (void)state;
    GmPath *p = gm_layout_path_new();
    gm_layout_path_move(p, 0, 0);
    gm_layout_path_curve(p, 0, 5.04, 5, 10, 10, 10);
    g_autofree char *d = data_of(p, 1);
    assert_string_equal(d, "m0 0c0 5 5 10 10 10");
}

static void shapes_are_known_again(void **state)
{
    (void)state;
    double box[4], r, x, y;
    g_autoptr(GmPath) circle = gm_layout_path_new();
    gm_layout_path_circle(circle, 5, 6, 3);
    assert_true(gm_draw_svg_is_circle(circle, &x, &y, &r));
    assert_true(x == 5 && y == 6 && r == 3);
    assert_false(gm_draw_svg_is_round_rect(circle, box, &r));
    g_autoptr(GmPath) rect = gm_layout_path_new();
    gm_layout_path_round_rect(rect, 1, 2, 31, 12, 3);
    assert_true(gm_draw_svg_is_round_rect(rect, box, &r));
    assert_true(box[0] == 1 && box[1] == 2 && box[2] == 31 && box[3] == 12 && r == 3);
    assert_false(gm_draw_svg_is_circle(rect, &x, &y, &r));
    g_array_index(rect->xy, double, 7) += 0.5; /* dented */
    assert_false(gm_draw_svg_is_round_rect(rect, box, &r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_short_relative_paths),
        cmocka_unit_test(lines_that_go_on_are_one),
        cmocka_unit_test(does_not_drift),
        cmocka_unit_test(a_second_part_begins_where_the_first_did),
        cmocka_unit_test(a_spline_is_written_by_its_joints),
        cmocka_unit_test(other_curves_stay_cubic),
        cmocka_unit_test(shapes_are_known_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
