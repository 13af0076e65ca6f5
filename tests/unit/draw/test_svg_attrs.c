#include "svg_attrs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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
    GStringChunk *strings = g_string_chunk_new(256);
    GmSvgAttrs outer, inner;
    gm_draw_svg_path_attrs(&outer, strings, &st, 0, "p-");
    st.stroke_width = 3;
    gm_draw_svg_path_attrs(&inner, strings, &st, 0, "p-");
    g_autoptr(GString) out = g_string_new(NULL);
    gm_draw_svg_append_attrs(out, &inner, &outer);
    assert_string_equal(out->str, " stroke-width=\"3\"");
    gm_draw_svg_append_attrs(g_string_truncate(out, 0), &outer, &outer);
    assert_string_equal(out->str, "");
    g_string_chunk_free(strings);
}

static void neighbours_of_one_look_are_worth_a_group(void **state)
{
    (void)state;
    GStringChunk *strings = g_string_chunk_new(256);
    GmSvgAttrs outer, shared;
    gm_draw_svg_default_attrs(&outer, strings);
    const char *red = g_string_chunk_insert_const(strings, "#d00000");
    const char *wide = g_string_chunk_insert_const(strings, "2");
    GmSvgAttrs both = {{0}}, one = {{0}}, none = {{0}};
    both.v[GM_SVG_FILL] = one.v[GM_SVG_FILL] = red;
    both.v[GM_SVG_STROKE_WIDTH] = wide;
    none.v[GM_SVG_FILL] = outer.v[GM_SVG_FILL];
    const GmSvgAttrs *members[] = {&both, &both, &both, &one, &none, &one, &one};
    /* who does not care for a width may stand in a group that has one */
    assert_int_equal(gm_draw_svg_worth_group(&shared, members, 7, &outer), 4);
    assert_ptr_equal(shared.v[GM_SVG_FILL], red);
    assert_ptr_equal(shared.v[GM_SVG_STROKE_WIDTH], wide);
    assert_int_equal(gm_draw_svg_worth_group(&shared, members + 3, 4, &outer), 0);
    assert_int_equal(gm_draw_svg_worth_group(&shared, members + 5, 1, &outer), 0);
    GmSvgAttrs inside = gm_draw_svg_inherit(&outer, &both);
    assert_int_equal(gm_draw_svg_worth_group(&shared, members, 4, &inside), 0);
    g_string_chunk_free(strings);
}

static void a_group_says_what_most_of_it_shares(void **state)
{
    (void)state;
    GStringChunk *strings = g_string_chunk_new(256);
    GmStyle thin = {.fill = {1, 1, 1, 1}, .stroke = {0, 0, 0, 1}, .stroke_width = 2};
    GmStyle thick = thin, bare = {.fill = {1, 1, 1, 1}};
    thick.stroke_width = 5;
    GmSvgAttrs a[4], common, initial;
    gm_draw_svg_path_attrs(&a[0], strings, &thin, 0, "p-");
    gm_draw_svg_path_attrs(&a[1], strings, &thick, 0, "p-");
    gm_draw_svg_path_attrs(&a[2], strings, &thick, 0, "p-");
    gm_draw_svg_path_attrs(&a[3], strings, &bare, 0, "p-");
    const GmSvgAttrs *members[] = {&a[0], &a[1], &a[2], &a[3]};
    gm_draw_svg_default_attrs(&initial, strings);
    gm_draw_svg_common_attrs(&common, members, 4, &initial);
    g_autoptr(GString) out = g_string_new(NULL);
    gm_draw_svg_append_attrs(out, &common, &initial);
    assert_string_equal(out->str, " fill=\"#fff\" stroke=\"#000\" stroke-width=\"5\"");
    GmSvgAttrs inside = gm_draw_svg_inherit(&initial, &common);
    gm_draw_svg_append_attrs(g_string_truncate(out, 0), &a[0], &inside);
    assert_string_equal(out->str, " stroke-width=\"2\"");
    /* without a stroke its width does not matter */
    gm_draw_svg_append_attrs(g_string_truncate(out, 0), &a[3], &inside);
    assert_string_equal(out->str, " stroke=\"none\"");
    g_string_chunk_free(strings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_in_their_shortest_form),
        cmocka_unit_test(writes_only_what_differs),
        cmocka_unit_test(neighbours_of_one_look_are_worth_a_group),
        cmocka_unit_test(a_group_says_what_most_of_it_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
