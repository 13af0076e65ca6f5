/* Paths that recur, and the direction of those that run along each other. */
#include "draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { N = 60 };

static void add_style(GmSheet *s, bool filled, bool dashed)
{
    GmStyle *st = g_new0(GmStyle, 1);
    st->name = g_strdup("style");
    *(filled ? &st->fill : &st->stroke) = (GmColour){0, 0, 0, 1};
    st->stroke_width = filled ? 0 : 1;
    st->n_dash = dashed ? 1 : 0;
    st->dash[0] = 3;
    g_ptr_array_add(s->styles, st);
}

/** A ragged line, its shape chosen by @kind; from its end when @back; a ring when @closed. */
static void add_line(GmSheet *s, guint style, int kind, bool back, bool closed)
{
    GmItem *it = g_new0(GmItem, 1);
    it->id = g_strdup_printf("item-%u", s->items->len);
    it->feature = it->clip = -1;
    it->class_ = g_strdup_printf("line-%u", s->items->len);
    it->style = style;
    it->path = gm_layout_path_new();
    for (int i = 0; i < N; i++) {
        int k = back ? N - 1 - i : i;
        (i ? gm_layout_path_line : gm_layout_path_move)(it->path, k * 3.7 + kind,
                                                        (k * 7 % 11) * 9.1 + k * k % 5 * kind);
    }
    if (closed)
        gm_layout_path_close(it->path);
    gm_layout_path_box(it->path, it->box);
    g_ptr_array_add(s->items, it);
}

static GmSheet *empty_sheet(void)
{
    GmSheet *s = gm_layout_sheet_new(300, 200);
    s->dpi = 96;
    add_style(s, false, false);
    add_style(s, false, true);
    add_style(s, true, false);
    return s;
}

static char *drawn(const GmSheet *s)
{
    GString *out = g_string_new(NULL);
    assert_true(gm_draw_output("svg")->draw(s, NULL, out, NULL));
    return g_string_free(out, FALSE);
}

/** The path data of the element with @class_, through its definition; new. */
static char *data_of(const char *svg, const char *class_)
{
    g_autofree char *name = g_strdup_printf("class=\"%s\"", class_);
    const char *at = strstr(svg, name);
    assert_non_null(at);
    g_autofree char *element = g_strndup(at, strcspn(at, ">"));
    const char *link = strstr(element, "href=\"#");
    if (link) {
        g_autofree char *id = g_strndup(link + 7, strcspn(link + 7, "\""));
        g_autofree char *definition = g_strdup_printf("<path id=\"%s\"", id);
        at = strstr(svg, definition);
        assert_non_null(at);
    }
    const char *d = strstr(at, " d=\"") + 4;
    return g_strndup(d, strcspn(d, "\""));
}

/* Two that recur, the second of them first a second time. */
static void each_use_finds_its_own_path(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = empty_sheet();
    static const int kinds[] = {1, 2, 2, 1, 3};
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        add_line(s, 0, kinds[i], false, false);
    g_autofree char *svg = drawn(s);
    g_autofree char *a = data_of(svg, "line-0"), *b = data_of(svg, "line-1");
    g_autofree char *c = data_of(svg, "line-2"), *d = data_of(svg, "line-3");
    assert_string_equal(a, d);
    assert_string_equal(b, c);
    assert_string_not_equal(a, b);
    assert_true(g_str_has_prefix(a, "m1 0") && g_str_has_prefix(b, "m2 0"));
}

static void neighbours_run_the_same_way(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = empty_sheet();
    add_line(s, 0, 1, false, false);
    add_line(s, 0, 1, true, false);
    add_line(s, 2, 1, true, true);
    g_autofree char *svg = drawn(s);
    g_autofree char *a = data_of(svg, "line-0"), *b = data_of(svg, "line-1");
    g_autofree char *ring = data_of(svg, "line-2");
    assert_string_equal(a, b);
    assert_true(g_str_has_prefix(ring, a));
    assert_string_equal(ring + strlen(a), "z");
}

static void dashes_begin_where_they_did(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = empty_sheet();
    add_line(s, 0, 1, false, false);
    add_line(s, 1, 1, true, false);
    g_autofree char *svg = drawn(s);
    g_autofree char *a = data_of(svg, "line-0"), *b = data_of(svg, "line-1");
    assert_string_not_equal(a, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_use_finds_its_own_path),
        cmocka_unit_test(neighbours_run_the_same_way),
        cmocka_unit_test(dashes_begin_where_they_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
