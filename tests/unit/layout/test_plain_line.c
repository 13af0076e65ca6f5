/* HarfBuzz alone sets a plain line as Pango does: the same glyphs, in the same
 * places; what is not plain is told. */
#include "font_map.h"
#include "layout_fixture.h"
#include "plain_line.h"

#include <string.h>

static const int size = 13 * PANGO_SCALE;

typedef struct {
    GmFontFiles *files;
    PangoFontMap *map;
    PangoContext *context;
} Fonts;

static int set_up(void **state)
{
    Fonts *f = g_new0(Fonts, 1);
    f->files = gm_layout_font_files_new(NULL, NULL);
    if (f->files == NULL || gm_layout_font_files_get(f->files, 0, 0) == NULL) {
        print_message("Noto Sans is not installed: skipped\n");
        exit(77);
    }
    f->map = gm_layout_font_map_new(f->files);
    f->context = pango_font_map_create_context(f->map);
    pango_context_set_round_glyph_positions(f->context, FALSE);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    Fonts *f = (Fonts *)*state;
    g_object_unref(f->context);
    g_object_unref(f->map);
    gm_layout_font_files_free(f->files);
    g_free(f);
    return 0;
}

static void describe(const Fonts *f, guint slot, const char *language)
{
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, "Noto Sans");
    pango_font_description_set_weight(d, slot & 1 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(d, slot & 2 ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(d, size);
    pango_context_set_font_description(f->context, d);
    pango_context_set_language(f->context, pango_language_from_string(language));
    pango_font_description_free(d);
}

static void assert_same(const Fonts *f, const char *line, guint slot, const char *language)
{
    describe(f, slot, language);
    PangoAttrList *none = pango_attr_list_new();
    GList *items = pango_itemize_with_base_dir(f->context, PANGO_DIRECTION_LTR, line, 0,
                                               (int)strlen(line), none, NULL);
    assert_int_equal(g_list_length(items), 1);
    PangoItem *item = (PangoItem *)items->data;
    PangoGlyphString *theirs = pango_glyph_string_new();
    pango_shape_with_flags(line, item->length, line, -1, &item->analysis, theirs, PANGO_SHAPE_NONE);

    hb_font_t *font = hb_font_create(gm_layout_font_files_get(f->files, 0, slot)->face);
    hb_font_set_scale(font, size, size);
    hb_buffer_t *ours = gm_layout_shape_plain_line(line, language, font);
    guint n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(ours, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(ours, &n);
    assert_int_equal(n, theirs->num_glyphs);
    for (guint i = 0; i < n; i++) {
        const PangoGlyphInfo *g = &theirs->glyphs[i];
        if (info[i].codepoint != g->glyph || at[i].x_advance != g->geometry.width)
            print_message("'%s', glyph %u, slot %u, %s\n", line, i, slot, language);
        assert_int_equal(info[i].codepoint, g->glyph);
        assert_int_equal(info[i].cluster, theirs->log_clusters[i]);
        assert_int_equal(at[i].x_advance, g->geometry.width);
        assert_int_equal(at[i].x_offset, g->geometry.x_offset);
        assert_int_equal(-at[i].y_offset, g->geometry.y_offset);
    }
    hb_buffer_destroy(ours);
    hb_font_destroy(font);
    pango_glyph_string_free(theirs);
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
    pango_attr_list_unref(none);
}

/* Every plain character, alone and among letters. */
static void characters(void **state)
{
    const Fonts *f = (const Fonts *)*state;
    hb_face_t *face = gm_layout_font_files_get(f->files, 0, 0)->face;
    guint plain = 0;
    for (gunichar c = 0x20; c < 0x3000; c++) {
        char line[32] = "Av ";
        line[3 + g_unichar_to_utf8(c, line + 3)] = '\0';
        const char *alone = line + 3;
        if (!g_unichar_validate(c) || !gm_layout_is_plain_line(alone, "en", face))
            continue;
        plain++;
        assert_same(f, alone, 0, "en");
        strcat(line, "To fi");
        if (gm_layout_is_plain_line(line, "en", face))
            assert_same(f, line, 0, "en");
    }
    assert_true(plain > 600);
}

static void lines(void **state)
{
    const Fonts *f = (const Fonts *)*state;
    static const char *const texts[] = {"Jisr al-Shughur",
                                        "Security corridor (6 km), AVATAR Ty fi ffl",
                                        "‘Ayn ‘Īsá — Ra’s al-‘Ayn, 36.5° N",
                                        "İstanbul, Iğdır, Diyarbakır; Țăndărei, Łódź",
                                        "1 : 500,000",
                                        "Москва и область, 12 км",
                                        "Київ ґ Ї «так»",
                                        "1:600\u202F000",
                                        "Ab\u016B az\u0327 Z\u0327uh\u016Br a\u0301\u0323",
                                        "12 + 12 km × 3 … “so”",
                                        "e\u00DFe \u00C6 \u1E25"};
    static const char *const languages[] = {"ar", "de", "en", "es", "fa", "fr", "he",
                                            "it", "nl", "pt", "ru", "tr", "uk"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        for (guint k = 0; k < G_N_ELEMENTS(languages); k++)
            for (guint slot = 0; slot < 4; slot++) {
                const GmFontFile *file = gm_layout_font_files_get(f->files, 0, slot);
                if (file == NULL)
                    continue;
                assert_true(gm_layout_is_plain_line(texts[i], languages[k], file->face));
                assert_same(f, texts[i], slot, languages[k]);
            }
}

static void what_is_not_plain(void **state)
{
    const Fonts *f = (const Fonts *)*state;
    hb_face_t *face = gm_layout_font_files_get(f->files, 0, 0)->face;
    static const char *const others[] = {
        "",         "إدلب",          "Idlib إدلب", "Москва Moscow", "Αθήνα", "東京", "a\u200fb",
        "a\u00ADb", "1\uFE0F\u20E3", "😀",          "a\u202Eb"};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        assert_false(gm_layout_is_plain_line(others[i], "en", face));
    assert_false(gm_layout_is_plain_line("Idlib", "ja", face));
    assert_true(gm_layout_is_plain_line("Москва", "en", face));
    assert_true(gm_layout_is_plain_line("Idlib", NULL, face));
    assert_true(gm_layout_is_plain_line("Idlib", "tr-TR", face));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_plain, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
