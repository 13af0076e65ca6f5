#include "draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static guint add_style(GmSheet *s, GmColour fill)
{
    GmStyle *st = g_new0(GmStyle, 1);
    st->name = g_strdup("style");
    st->fill = fill;
    g_ptr_array_add(s->styles, st);
    return s->styles->len - 1;
}

static GmItem *add_square(GmSheet *s, guint style, double x, double size, int feature)
{
    GmItem *it = g_new0(GmItem, 1);
    it->id = g_strdup_printf("item-%u", s->items->len);
    it->feature = feature;
    it->layer = feature < 0 ? GM_LAYER_BASE : GM_LAYER_THEME;
    it->class_ = g_strdup(feature < 0 ? "land" : "corridor-fill");
    it->style = style;
    it->clip = -1;
    it->path = gm_layout_path_new();
    gm_layout_path_move(it->path, x, x);
    gm_layout_path_line(it->path, x + size, x);
    gm_layout_path_line(it->path, x + size, x + size);
    gm_layout_path_line(it->path, x, x + size);
    gm_layout_path_close(it->path);
    gm_layout_path_box(it->path, it->box);
    g_ptr_array_add(s->items, it);
    return it;
}

/** A red square on a white page and a feature with a hostile name. */
static GmSheet *small_sheet(const char *name)
{
    GmSheet *s = gm_layout_sheet_new(40, 30);
    s->background = (GmColour){1, 1, 1, 1};
    s->dpi = 96;
    s->title = g_strdup("A <map> & \"more\"");
    s->description = g_strdup("One square.");
    GmSheetFeature *f = g_new0(GmSheetFeature, 1);
    f->id = g_strdup("corridor-m4");
    f->kind = g_strdup("corridor");
    f->name = g_strdup(name);
    f->status = g_strdup("agreed");
    f->certainty = g_strdup("exact");
    f->source = g_strdup("doc");
    f->bytes = g_strdup("1-2");
    f->title = g_strdup(name);
    g_ptr_array_add(s->features, f);
    add_square(s, add_style(s, (GmColour){1, 0, 0, 1}), 0, 10, -1);
    add_square(s, add_style(s, (GmColour){0, 0, 1, 0.5}), 10, 10, 0);
    return s;
}

static GString *drawn(const GmSheet *s, const char *format, const GmDrawOptions *o)
{
    GString *out = g_string_new(NULL);
    GError *error = NULL;
    assert_non_null(gm_draw_output(format));
    assert_true(gm_draw_output(format)->draw(s, o, out, &error));
    return out;
}

static void svg_says_what_a_feature_is(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = small_sheet("M4 corridor");
    GmDrawOptions o = GM_DRAW_OPTIONS_INIT;
    o.id_prefix = "a-";
    g_autoptr(GString) svg = drawn(s, "svg", &o);
    assert_non_null(strstr(svg->str, "<g id=\"a-corridor-m4\" class=\"corridor agreed exact\" "
                                     "data-name=\"M4 corridor\" data-kind=\"corridor\" "
                                     "data-certainty=\"exact\" "
                                     "data-source=\"doc\" data-bytes=\"1-2\""));
    assert_non_null(strstr(svg->str, "<title id=\"a-t\">A &lt;map&gt; &amp; &quot;more&quot;"));
    assert_non_null(strstr(svg->str, "aria-labelledby=\"a-t a-d\""));
    assert_null(strstr(svg->str, "style="));
}

static void svg_escapes_what_strangers_wrote(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = small_sheet("\"><script>alert(1)</script>");
    g_autoptr(GString) svg = drawn(s, "svg", NULL);
    assert_null(strstr(svg->str, "<script"));
}

static void prefix_follows_content(void **state)
{
    (void)state;
    g_autoptr(GmSheet) a = small_sheet("one");
    g_autoptr(GmSheet) b = small_sheet("two");
    g_autoptr(GString) x = drawn(a, "svg", NULL);
    g_autoptr(GString) y = drawn(b, "svg", NULL);
    g_autoptr(GString) again = drawn(a, "svg", NULL);
    const char *p = strstr(x->str, "<title id=\""), *q = strstr(y->str, "<title id=\"");
    assert_true(strncmp(p, q, 11 + 8) != 0);
    assert_string_equal(x->str, again->str);
}

static void same_path_twice_is_written_once(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = small_sheet("one");
    for (int k = 0; k < 2; k++) {
        GmItem *it = add_square(s, (guint)k, 0, 10, -1);
        for (int i = 0; i < 60; i++)
            gm_layout_path_line(it->path, i * 0.37, (i * 7 % 11) * 0.91);
    }
    g_autoptr(GString) svg = drawn(s, "svg", NULL);
    guint uses = 0;
    for (const char *p = svg->str; (p = strstr(p, "<use ")); p++)
        uses++;
    assert_int_equal(uses, 2);
}

static guint32 be32(const char *p)
{
    const guint8 *u = (const guint8 *)p;
    return (guint32)u[0] << 24 | (guint32)u[1] << 16 | (guint32)u[2] << 8 | u[3];
}

static void png_has_its_size_and_resolution(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = small_sheet("one");
    s->dpi = 192;
    g_autoptr(GString) png = drawn(s, "png", NULL);
    assert_memory_equal(png->str, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(be32(png->str + 16), 80);
    assert_int_equal(be32(png->str + 20), 60);
    const char *phys = NULL;
    for (gsize i = 0; i + 4 < png->len && !phys; i++)
        if (!memcmp(png->str + i, "pHYs", 4))
            phys = png->str + i + 4;
    assert_non_null(phys);
    assert_int_equal(be32(phys), 7559); /* 192 / 0.0254 */
}

static void png_refuses_the_unreasonable(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = small_sheet("one");
    s->width = 1e6;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    assert_false(gm_draw_output("png")->draw(s, NULL, out, &error));
    assert_true(g_error_matches(error, GM_DRAW_ERROR, GM_DRAW_ERROR_LIMIT));
}

static void pdf_is_the_same_every_day(void **state)
{
    (void)state;
    g_autoptr(GmSheet) s = small_sheet("one");
    g_autoptr(GString) one = drawn(s, "pdf", NULL);
    g_autoptr(GString) two = drawn(s, "pdf", NULL);
    assert_memory_equal(one->str, "%PDF-", 5);
    assert_int_equal(one->len, two->len);
    assert_memory_equal(one->str, two->str, one->len);
}

static void unknown_formats_are_none(void **state)
{
    (void)state;
    assert_null(gm_draw_output("bmp"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(svg_says_what_a_feature_is),
        cmocka_unit_test(svg_escapes_what_strangers_wrote),
        cmocka_unit_test(prefix_follows_content),
        cmocka_unit_test(same_path_twice_is_written_once),
        cmocka_unit_test(png_has_its_size_and_resolution),
        cmocka_unit_test(png_refuses_the_unreasonable),
        cmocka_unit_test(pdf_is_the_same_every_day),
        cmocka_unit_test(unknown_formats_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
