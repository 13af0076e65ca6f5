/** Short texts and the feature that each must lead to: its kind, and words of its
 *  name and notes. */
#include "scene_fixture.h"

typedef struct {
    const char *text;
    GmFeatureKind kind;
    const char *name, *note; /* parts; note may be NULL */
} Case;

static const Case cases[] = {
    /* a strip into a country lies along the border of which the text speaks */
    {"Turkey wants a safe zone 32 kilometres deep inside Syria.", GM_FEATURE_STRIP,
     "border of Syria with Turkey, 32 km deep", "taken to be the one with Turkey"},
    {"Turkish soldiers set up a 10-kilometre buffer zone inside Syria, Ankara said.",
     GM_FEATURE_STRIP, "border of Syria with Turkey, 10 km deep", NULL},
    {"Forces hold a strip 5 km deep along the border of Syria.", GM_FEATURE_STRIP,
     "border of Syria, 5 km deep", "does not say which of the borders"},
    /* troops along a border, no place named: the border itself */
    {"The Lebanese army deployed along the border with Israel.", GM_FEATURE_BORDER,
     "Units along the border of Israel with Lebanon", "exact places along the border not stated"},
    /* an area somewhere in two provinces is not the country that they are in */
    {"A buffer zone of thirty kilometres lies between the parties in the Idlib and Hama provinces "
     "of Syria.",
     GM_FEATURE_ZONE, "Buffer zone in Idlib, Hama", "its boundaries are not stated"},
    /* roads by where they lead */
    {"In Idlib, Syria, a patrol on the Aleppo-Latakia highway started from Tronba and reached the "
     "city of Ariha.",
     GM_FEATURE_SEGMENT, "Patrols on the M4, Tronba – Ariha", NULL},
    {"In Idlib, Syria, a security corridor runs six kilometres north and south of the M4 highway, "
     "a strategic motorway that links Aleppo to Latakia. Patrols on the M4 began from Trumba — two "
     "kilometers to the west of Saraqib — to Ain al-Hawr.",
     GM_FEATURE_CORRIDOR, "along the M4, 6 km each side", "taken from patrols"},
};

static void test_cases(void **state)
{
    guint wrong = 0;
    for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
        const Case *c = &cases[k];
        g_autoptr(GmScene) s = fixture_scene(*state, c->text);
        assert_non_null(s);
        const GmFeature *f = feature_of(s, c->kind, 0);
        if (f && strstr(f->name, c->name) && (!c->note || has_note(f, c->note)))
            continue;
        print_message("%s\n  drawn: %s; wanted: %s\n", c->text, f ? f->name : "nothing", c->name);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* Land south of a river that comes down from the north: beside the reach that runs across,
 * and on its own side of it, windings or not. */
static void test_land_beside_a_turning_river(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "In Lebanon the army set up checkpoints south of the Litani River.");
    assert_non_null(s);
    const GmFeature *f = feature_of(s, GM_FEATURE_REGION_PART, 0);
    assert_non_null(f);
    assert_true(gm_geo_contains(f->geom, (GmPos){33.25, 35.35}));
    assert_false(gm_geo_contains(f->geom, (GmPos){33.40, 35.40})); /* north of it */
    assert_false(gm_geo_contains(f->geom, (GmPos){33.75, 35.95})); /* beside its upper course */
}

static guint n_of(const GmScene *s, GmFeatureKind kind, const char *name)
{
    guint n = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        n += f->kind == kind && strcmp(f->name, name) == 0;
    }
    return n;
}

/* What was taken is the town, not the province of its name; a truce holds in the province,
 * unless the text speaks of the city. */
static void test_towns_that_name_provinces(void **state)
{
    static const struct {
        const char *text;
        guint areas;
    } texts[] = {
        {"In Syria, rebels captured Aleppo and Homs.", 0},
        {"In Syria, rebels captured significant areas in Aleppo city.", 0},
        {"In Syria, a ceasefire in the city of Aleppo took effect.", 0},
        {"In Syria, a ceasefire in Aleppo took effect.", 1},
    };
    for (guint k = 0; k < G_N_ELEMENTS(texts); k++) {
        g_autoptr(GmScene) s = fixture_scene(*state, texts[k].text);
        assert_non_null(s);
        guint areas = 0;
        for (guint i = 0; i < s->features->len; i++)
            areas += gm_scene_feature(s, i)->kind == GM_FEATURE_AREA;
        assert_int_equal(areas, texts[k].areas);
    }
}

/* Places that only the text locates: each is one feature, with its own quotes. */
static void test_places_of_the_text(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(
        *state, "Troops took the village of Qarmuna, 20 km north of Goma. The town of Zarbelle, "
                "15 km east of Bukavu, was shelled. Qarmuna was shelled too.");
    assert_int_equal(n_of(s, GM_FEATURE_PLACE, "Qarmuna"), 1);
    assert_int_equal(n_of(s, GM_FEATURE_PLACE, "Zarbelle"), 1);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        for (guint k = 0; k < f->evidence->len && strcmp(f->name, "Qarmuna") == 0; k++) {
            const GmEvidence *e = g_ptr_array_index(f->evidence, k);
            assert_null(strstr(e->quote, "Zarbelle"));
        }
    }
}

/* What the gazetteer lacks does not swallow the list, nor goes untold. */
static void test_unknown_in_a_list(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "The army keeps military posts at Saraqib, Qarmuna and Ariha.");
    assert_int_equal(n_of(s, GM_FEATURE_PLACE, "Saraqib"), 1);
    bool told = false;
    for (guint i = 0; i < s->unplaced->len; i++)
        told = told ||
               strcmp(((GmUnplaced *)g_ptr_array_index(s->unplaced, i))->surface, "Qarmuna") == 0;
    assert_true(told);
    guint posts = 0;
    for (guint i = 0; i < s->features->len; i++)
        posts += gm_scene_feature(s, i)->kind == GM_FEATURE_POST;
    assert_int_equal(posts, 2);
}

static void test_wider_places(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, "A buffer zone of thirty kilometres lies between "
                                                 "the parties in the Idlib and Hama provinces of "
                                                 "Syria.");
    const GmFeature *f = feature_of(s, GM_FEATURE_ZONE, 0);
    assert_non_null(f);
    assert_null(strstr(f->name, "Syria"));
    assert_string_equal(f->label, "Buffer zone"); /* not "Idlib" */
}

static void test_status_names(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "The army keeps military posts at Saraqib. Troops withdrew from "
                              "Ariha.");
    assert_string_equal(gm_scene_status_name(feature_of(s, GM_FEATURE_PLACE, 0)), "named");
    assert_string_equal(gm_scene_status_name(feature_of(s, GM_FEATURE_POST, 0)), "established");
    assert_int_equal(s->unplaced->len, 0); /* one end of a movement: no noise */
}

/* Found by fuzzing: an origin that is named twice is one. */
static void test_one_origin_named_twice(void **state)
{
    static const char text[] = "Fighters withdrew from Saraqib, Ariha and Saraqib.";
    g_autoptr(GmScene) s = fixture_scene(*state, text);
    assert_non_null(s);
    assert_int_equal(n_of(s, GM_FEATURE_PLACE, "Saraqib"), 1);
    assert_int_equal(n_of(s, GM_FEATURE_PLACE, "Ariha"), 1);
}

/* Two villages that are told to be at one spot, and then elsewhere: two features, each
 * where the text puts it last. They were one, which the second move used after it was freed. */
static void test_places_told_at_one_spot(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(
        *state, "The village of Kobara lies 5 km north of Aleppo. The village of Tesira lies 5 km "
                "north of Aleppo.\n\nThe village of Kobara lies 7 km south of Idlib. The village "
                "of Tesira lies 9 km east of Hama.");
    assert_non_null(s);
    const GmFeature *kobara = NULL, *tesira = NULL;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        kobara = strstr(f->name, "Kobara") ? f : kobara;
        tesira = strstr(f->name, "Tesira") ? f : tesira;
    }
    assert_non_null(kobara);
    assert_non_null(tesira);
    assert_ptr_not_equal(kobara, tesira);
    assert_true(gm_geo_distance(kobara->geom->pos[0], tesira->geom->pos[0]) > 50e3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases),
                                       cmocka_unit_test(test_land_beside_a_turning_river),
                                       cmocka_unit_test(test_towns_that_name_provinces),
                                       cmocka_unit_test(test_places_of_the_text),
                                       cmocka_unit_test(test_unknown_in_a_list),
                                       cmocka_unit_test(test_wider_places),
                                       cmocka_unit_test(test_status_names),
                                       cmocka_unit_test(test_one_origin_named_twice),
                                       cmocka_unit_test(test_places_told_at_one_spot)};
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
