#include "layout_fixture.h"
#include "typeset.h"

static const GmFace plain = {.size = 20.0, .weight = 400};

typedef struct {
    GmTypesetter *t;
    GmSheet *sheet;
} Type;

static int set_up(void **state)
{
    Type *type = g_new0(Type, 1);
    type->t = gm_layout_typesetter_new(NULL, NULL);
    if (type->t == NULL) {
        g_free(type);
        print_message("no font is installed: skipped\n");
        exit(77);
    }
    type->sheet = gm_layout_sheet_new(100, 100);
    gm_layout_typesetter_begin(type->t, type->sheet, "en");
    *state = type;
    return 0;
}

static int tear_down(void **state)
{
    Type *type = (Type *)*state;
    gm_layout_typesetter_free(type->t);
    gm_layout_sheet_free(type->sheet);
    g_free(type);
    return 0;
}

static const GmGlyphRun *run_of(const GmText *t, guint i)
{
    return &g_array_index(t->runs, GmGlyphRun, i);
}

static void latin(void **state)
{
    Type *type = (Type *)*state;
    g_autoptr(GmText) t = gm_layout_set_text(type->t, "Saraqib", &plain);
    assert_int_equal(t->runs->len, 1);
    assert_int_equal(run_of(t, 0)->glyphs->len, 7);
    assert_false(t->rtl);
    assert_true(t->width > 50.0 && t->width < 90.0);
    double box[4];
    gm_layout_text_box(type->t, t, 2.0, box);
    assert_true(box[0] < 1.0 && box[2] > 50.0 && box[1] < -12.0 && box[3] > 4.0);
    assert_int_equal(type->sheet->fonts->len, 1);
}

static void arabic_joins_and_runs_left(void **state)
{
    Type *type = (Type *)*state;
    g_autoptr(GmText) t = gm_layout_set_text(type->t, "إدلب", &plain);
    assert_true(t->rtl);
    assert_int_equal(t->runs->len, 1);
    const GArray *glyphs = run_of(t, 0)->glyphs;
    assert_true(run_of(t, 0)->rtl);
    /* visual order: the last letter stands leftmost */
    assert_true(g_array_index(glyphs, GmGlyph, 0).cluster >
                g_array_index(glyphs, GmGlyph, glyphs->len - 1).cluster);
    /* joined: ba at the word's end has another glyph than alone */
    g_autoptr(GmText) alone = gm_layout_set_text(type->t, "ب", &plain);
    assert_int_not_equal(g_array_index(glyphs, GmGlyph, 0).glyph,
                         g_array_index(run_of(alone, 0)->glyphs, GmGlyph, 0).glyph);
    for (guint i = 0; i < glyphs->len; i++)
        assert_int_not_equal(g_array_index(glyphs, GmGlyph, i).glyph, 0);
    /* letter-spacing would tear it apart */
    GmFace spaced = plain;
    spaced.spacing = 5.0;
    g_autoptr(GmText) wide = gm_layout_set_text(type->t, "إدلب", &spaced);
    assert_true(fabs(wide->width - t->width) < 5.01);
}

static void mixed_directions(void **state)
{
    Type *type = (Type *)*state;
    g_autoptr(GmText) t = gm_layout_set_text(type->t, "الطريق M4 الدولي", &plain);
    assert_true(t->rtl);
    assert_true(t->runs->len >= 3);
    /* the first word is rightmost */
    const GmGlyphRun *last = run_of(t, t->runs->len - 1);
    assert_int_equal(last->start, 0);
}

static void no_blank_boxes(void **state)
{
    Type *type = (Type *)*state;
    static const char *const names[] = {"Şanlıurfa", "Ма́ршрут", "Αθήνα",
                                        "תל אביב",   "Ḩamāh",   "Đà Nẵng"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GmText) t = gm_layout_set_text(type->t, names[i], &plain);
        for (guint r = 0; r < t->runs->len; r++) {
            const GArray *glyphs = run_of(t, r)->glyphs;
            for (guint k = 0; k < glyphs->len; k++)
                assert_int_not_equal(g_array_index(glyphs, GmGlyph, k).glyph, 0);
        }
    }
}

static void controls_and_bad_bytes(void **state)
{
    Type *type = (Type *)*state;
    g_autoptr(GmText) t = gm_layout_set_text(type->t, "a\nb\tc\x01\xff", &plain);
    assert_true(g_utf8_validate(t->string, -1, NULL));
    assert_null(strchr(t->string, '\n'));
    g_autoptr(GmText) empty = gm_layout_set_text(type->t, "", &plain);
    assert_true(empty->width == 0.0);
}

static void moving_keeps_shape(void **state)
{
    Type *type = (Type *)*state;
    g_autoptr(GmText) t = gm_layout_set_text(type->t, "Idlib", &plain);
    gm_layout_text_move(t, 100.0, 50.0, GM_ANCHOR_END);
    double box[4];
    gm_layout_text_box(type->t, t, 0.0, box);
    assert_true(box[2] < 100.5 && box[2] > 96.0);
    gm_layout_text_move(t, 100.0, 50.0, GM_ANCHOR_MIDDLE);
    gm_layout_text_box(type->t, t, 0.0, box);
    assert_true(fabs((box[0] + box[2]) / 2 - 100.0) < 2.0);
}

static void bending(void **state)
{
    Type *type = (Type *)*state;
    double arc[2 * 41];
    for (int i = 0; i <= 40; i++) {
        arc[2 * i] = 200.0 - 150.0 * cos(i * G_PI / 40);
        arc[2 * i + 1] = 200.0 - 150.0 * sin(i * G_PI / 40);
    }
    g_autoptr(GmText) t = gm_layout_set_text(type->t, "Euphrates", &plain);
    assert_true(gm_layout_text_bend(t, arc, 41, 40.0));
    const GArray *glyphs = run_of(t, 0)->glyphs;
    for (guint i = 0; i < glyphs->len; i++) {
        const GmGlyph *g = &g_array_index(glyphs, GmGlyph, i);
        assert_true(fabs(hypot(g->x - 200, g->y - 200) - 150) < 2.5);
        if (i > 0)
            assert_true(g->angle > g_array_index(glyphs, GmGlyph, i - 1).angle);
    }
    g_autoptr(GmText) again = gm_layout_set_text(type->t, "Euphrates", &plain);
    assert_false(gm_layout_text_bend(again, arc, 3, 0.0)); /* too short */
}

static void wrapping(void **state)
{
    Type *type = (Type *)*state;
    g_autoptr(GPtrArray) lines = gm_layout_wrap(
        type->t, "a security corridor of six kilometres on either side", &plain, 180.0);
    assert_true(lines->len >= 3);
    for (guint i = 0; i < lines->len; i++)
        assert_true(gm_layout_text_width(type->t, (char *)g_ptr_array_index(lines, i), &plain) <
                    181.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(latin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arabic_joins_and_runs_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mixed_directions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_blank_boxes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(controls_and_bad_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(moving_keeps_shape, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bending, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrapping, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
