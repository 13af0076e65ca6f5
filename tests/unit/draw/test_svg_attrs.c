#include "svg_attrs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *data_of(GmPath *p)
{
    GString *g = g_string_new(NULL);
    gm_draw_svg_append_path(g, p);
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
    g_autofree char *d = data_of(p);
    assert_string_equal(d, "M10 20h2.5v-.75l-2.5.76z");
}

static void does_not_drift(void **state)
{
    (void)state;
    /* a thousand steps of a third of a hundredth end where they should */
    GmPath *p = gm_layout_path_new();
    gm_layout_path_move(p, 0, 0);
    for (int i = 1; i <= 1000; i++)
        gm_layout_path_line(p, i / 300.0, i / 300.0);
    g_autofree char *d = data_of(p);
    double x = 0, y = 0;
    char *at = d + 4; /* behind "M0 0" */
    assert_true(g_str_has_prefix(d, "M0 0"));
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
    g_autofree char *d = data_of(p);
    assert_string_equal(d, "M0 0l1 1 1 2zm10 0 1 1 1 2z");
}

static void colours_in_their_shortest_form(void **state)
{
    (void)state;
    char buf[16];
    gm_draw_svg_colour(buf, sizeof buf, (GmColour){1, 1, 1, 1});
    assert_string_equal(buf, "#fff");
    gm_draw_svg_colour(buf, sizeof buf, (GmColour){0.2, 0.5, 0.4, 0.5});
    assert_string_equal(buf, "#338066");
    gm_draw_svg_colour(buf, sizeof buf, (GmColour){1, 1, 1, 0});
    assert_string_equal(buf, "none");
}

static void writes_only_what_differs(void **state)
{
    (void)state;
    GmStyle st = {.fill = {1, 0, 0, 0.5}, .stroke = {0, 0, 0, 1}, .stroke_width = 2};
    GmSvgAttrs outer, inner;
    gm_draw_svg_path_attrs(&outer, &st, 0, "p-");
    st.stroke_width = 3;
    gm_draw_svg_path_attrs(&inner, &st, 0, "p-");
    g_autoptr(GString) out = g_string_new(NULL);
    gm_draw_svg_append_attrs(out, &inner, &outer);
    assert_string_equal(out->str, " stroke-width=\"3\"");
    gm_draw_svg_append_attrs(g_string_truncate(out, 0), &outer, &outer);
    assert_string_equal(out->str, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_short_relative_paths),
        cmocka_unit_test(does_not_drift),
        cmocka_unit_test(a_second_part_begins_where_the_first_did),
        cmocka_unit_test(colours_in_their_shortest_form),
        cmocka_unit_test(writes_only_what_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
