/* The map's own words: every language whole, patterns that fit, names put
 * together in them. */
#include "scene_fixture.h"

#include "map_words.h"
#include "scene_maker.h"

static const char *const languages[] = {"ar", "de", "es", "fr", "ru", "tr", "uk"};

static const char *const keys[] = {
    "",
#define WORD(key, text) #key,
#include "words/en.inc"
#undef WORD
};

static void test_every_language_is_whole(void **state)
{
    (void)state;
    guint missing = 0;
    for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
        g_autofree char *path =
            g_strdup_printf("%s/src/scene/words/%s.inc", GAZMAP_SOURCE_DIR, languages[l]);
        g_autofree char *file = NULL;
        assert_true(g_file_get_contents(path, &file, NULL, NULL));
        assert_true(gm_scene_has_words(languages[l]));
        for (int w = 1; w < GM_N_TERMS; w++) {
            g_autofree char *line = g_strdup_printf("\nWORD(%s, ", keys[w]);
            const char *at = strstr(file, line);
            if (at == NULL || strstr(at + 1, line) != NULL) {
                print_message("%s: no %s, or more than one\n", languages[l], keys[w]);
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
    assert_false(gm_scene_has_words("xx"));
    assert_string_equal(gm_scene_word("xx", GM_TERM_LEGEND), "Legend");
    assert_string_equal(gm_scene_word(NULL, GM_TERM_LEGEND), "Legend");
    assert_string_equal(gm_scene_word("fr-CH", GM_TERM_LEGEND), "Légende");
}

/* Each placeholder of the pattern is one of the English pattern's, or of the
 * other word for a direction; and none is lost. */
static void test_patterns_fit(void **state)
{
    (void)state;
    static const char *const holes[] = {"{name}", "{a}",   "{b}",     "{m}",
                                        "{date}", "{day}", "{month}", "{year}"};
    for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
        for (int w = 1; w < GM_N_TERMS; w++) {
            const char *english = gm_scene_word("en", (GmTerm)w);
            const char *text = gm_scene_word(languages[l], (GmTerm)w);
            assert_true(g_utf8_validate(text, -1, NULL));
            for (gsize h = 0; h < G_N_ELEMENTS(holes); h++) {
                bool in = strstr(english, holes[h]) != NULL;
                if (in != (strstr(text, holes[h]) != NULL))
                    print_message("%s %s: %s\n", languages[l], keys[w], text);
                assert_int_equal(in, strstr(text, holes[h]) != NULL);
            }
            assert_int_equal(strstr(english, "{w") != NULL, strstr(text, "{w") != NULL);
        }
    }
}

static void test_measures_and_dates(void **state)
{
    (void)state;
    const GmMeasure m = {.value = 5.5, .unit = "km", .metres = 5500.0};
    g_autofree char *ru = gm_scene_measure_words("ru", &m);
    assert_string_equal(ru, "5,5\u00a0км");
    const GmMeasure range = {.value = 15, .max = 20, .unit = "mi"};
    g_autofree char *en = gm_scene_measure_words("en", &range);
    assert_string_equal(en, "15–20\u00a0mi");
    static const struct {
        const char *language, *iso, *text;
    } dates[] = {
        {"en", "2020-03-05", "5 March 2020"}, {"en", "2020-03-06T00:01", "00:01, 6 March 2020"},
        {"en", "--03-06", "6 March"},         {"ru", "2020-03-05", "5 марта 2020 г."},
        {"ru", "--03-06", "6 марта"},         {"es", "2020-03-05", "5 de marzo de 2020"},
        {"de", "2020-03-05", "5. März 2020"}, {"fr", "yesterday", "yesterday"},
        {"fr", "2020-13-05", "2020-13-05"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(dates); i++) {
        g_autofree char *text = gm_scene_date_words(dates[i].language, dates[i].iso);
        assert_string_equal(text, dates[i].text);
    }
}

static void test_phrases(void **state)
{
    (void)state;
    g_autofree char *near = gm_scene_phrase("fr", GM_TERM_NAME_NEAR, &(GmTermParts){.a = "Alep"});
    assert_string_equal(near, "Près d’Alep");
    g_autofree char *plain = gm_scene_phrase("fr", GM_TERM_NAME_NEAR, &(GmTermParts){.a = "Hama"});
    assert_string_equal(plain, "Près de Hama");
    /* a Latin part is closed off, or the number behind would join its run */
    g_autofree char *arabic =
        gm_scene_phrase("ar", GM_TERM_NAME_ENDS, &(GmTermParts){.name = "M4", .a = "أ", .b = "ب"});
    assert_non_null(strstr(arabic, "M4\u200f"));
    assert_string_equal(gm_scene_subject_word("tr", "Security corridors"), "güvenlik koridoru");
    assert_string_equal(gm_scene_subject_word("fr", "demilitarised zone"), "zone démilitarisée");
    assert_null(gm_scene_subject_word("fr", "last rebel-held enclave"));
    assert_null(gm_scene_subject_word("en", "corridor"));
    assert_true(gm_scene_is_rtl("ar") && gm_scene_is_rtl("fa-IR") && !gm_scene_is_rtl("fr"));
}

static void test_captions(void **state)
{
    static const struct {
        const char *language, *entry, *caption, *label;
    } cases[] = {
        {"ar", "corridor: along M4 from Tronba to Ain al-Havr\n    each side: 6 km",
         "ممر على طول الطريق M4\u200f، 6\u00a0كم على كل جانب", NULL},
        {"fr", "region part: north of Idlib (province)", "Au nord d’Idlib", "Au nord d’Idlib"},
        {"ru", "buffer: around Homs\n    radius: 10 km", "Буферная зона: Хомс, радиус 10\u00a0км",
         NULL},
        {"tr", "segment: along M4 from Tronba to Ain al-Havr",
         "Yol kesimi: M4 karayolu, Tronba – Ayn el-Hur", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *yaml =
            g_strdup_printf("title: t\ncountry: SY\nlanguage: %s\nfeatures:\n  - %s\n",
                            cases[i].language, cases[i].entry);
        char *message = NULL;
        g_autoptr(GmScene) s = fixture_map(*state, yaml, &message);
        if (s == NULL)
            print_message("%s\n", message);
        g_free(message);
        assert_non_null(s);
        const GmFeature *f = gm_scene_feature(s, 0);
        assert_string_equal(f->caption, cases[i].caption);
        assert_int_equal(f->label == NULL, cases[i].label == NULL);
        if (cases[i].label != NULL)
            assert_string_equal(f->label, cases[i].label);
    }
}

static void test_notes(void **state)
{
    (void)state;
    static const struct {
        const char *language, *english, *said;
    } cases[] = {
        {"en", "its width is not stated; a soft band stands in",
         "its width is not stated; a soft band stands in"},
        {"de", "Attack in Homs: the place inside Homs is not stated",
         "Attack in Homs: die Stelle in Hims ist nicht angegeben"},
        {"fr", "Security corridor: 12 km read as 6 + 6 km; the text also allows 12 + 12 km",
         "Corridor de sécurité : 12\u00a0km lu comme 6 + 6\u00a0km ; le texte permet aussi "
         "12 + 12\u00a0km"},
        {"ru", "Homs lies 5.5 km from the M5; the nearest point of the road is used",
         "Hims – 5,5\u00a0км от дороги (трасса M5); взята ближайшая точка дороги"},
        {"tr",
         "Post: the text puts it 2 km west of Homs; the gazetteer's point lies 3.4 km "
         "south of it",
         "Nokta: metne göre: Hims, 2\u00a0km batıda; dizindeki nokta: 3,4\u00a0km güneyde"},
        {"es", "Also said of Homs, with no place stated inside it: operation, raid (reported)",
         "También se dice de Hims, sin indicar el lugar: operación, incursión (según informes)"},
        {"uk", "a note of somebody's own: with a colon", "a note of somebody's own: with a colon"},
        {"xx", "the arrow shows the direction, not a way",
         "the arrow shows the direction, not a way"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GmScene) s = gm_scene_new();
        g_free(s->language);
        s->language = g_strdup(cases[i].language);
        GmFeature *f = gm_scene_feature_new(GM_FEATURE_PLACE);
        f->name = g_strdup("Homs");
        f->label = g_strdup("Hims");
        g_ptr_array_add(s->features, f);
        g_autofree char *said = gm_scene_note_words(s, f, cases[i].english);
        assert_string_equal(said, cases[i].said);
    }
}

/* Every note that the agreement's map has is one that the tables know. */
static void test_no_note_stays_english(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(
        *state, "The parties agreed to set up a security corridor 12 km deep to the north and to "
                "the south of the M4 highway. Joint patrols will start on 15 March on the M4 from "
                "Tronba, 2 km west of Saraqib, to Ain al-Havr. Attacks were reported in Homs "
                "province. Displaced people moved from Hama to Idlib. Shelling was reported near "
                "Ariha. A camp was set up 10 km south of Manbij. A safe zone is proposed along "
                "the border with Turkey. Observers are deployed in Maarat al-Numan.\n");
    assert_non_null(s);
    guint n = 0, english = 0;
    for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
        g_free(s->language);
        s->language = g_strdup(languages[l]);
        for (guint i = 0; i < s->features->len; i++) {
            const GmFeature *f = gm_scene_feature(s, i);
            for (guint k = 0; k < f->notes->len; k++) {
                const char *note = g_ptr_array_index(f->notes, k);
                g_autofree char *said = gm_scene_note_words(s, f, note);
                n++;
                if (strcmp(said, note) == 0) {
                    print_message("%s: %s\n", languages[l], note);
                    english++;
                }
            }
        }
    }
    assert_true(n >= 6 * G_N_ELEMENTS(languages));
    assert_int_equal(english, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_language_is_whole),
        cmocka_unit_test(test_patterns_fit),
        cmocka_unit_test(test_measures_and_dates),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_captions),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_no_note_stays_english),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
