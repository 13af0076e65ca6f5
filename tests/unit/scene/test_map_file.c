/* The map file: what is read, where errors point, what is written back. */
#include "scene_fixture.h"

#include <jansson.h>
#include <locale.h>

static void expect(void **state, const char *yaml, const char *message)
{
    char *got = NULL;
    GmScene *s = fixture_map(*state, yaml, &got);
    if (s || !got || !g_str_has_prefix(got, message))
        print_message("wanted: %s\ngot:    %s\n", message, got ? got : "(a scene)");
    assert_null(s);
    assert_true(g_str_has_prefix(got, message));
    g_free(got);
}

static GmScene *read_map(void **state, const char *yaml)
{
    GmScene *s = fixture_map(*state, yaml, NULL);
    assert_non_null(s);
    return s;
}

static void test_top(void **state)
{
    g_autoptr(GmScene) s = read_map(state, "title: Patrols\n"
                                           "subtitle: March\n"
                                           "date: 2020-03-06\n"
                                           "sources: [a.txt, b.txt]\n"
                                           "language: tr\n"
                                           "second_language: ar\n"
                                           "theme: print\n"
                                           "extent: 36,35,37,36.5\n"
                                           "place list: yes\n"
                                           "features:\n"
                                           "  - place: Saraqib\n");
    assert_string_equal(s->title, "Patrols");
    assert_string_equal(s->date, "2020-03-06");
    assert_int_equal(s->sources->len, 2);
    assert_string_equal(s->language2, "ar");
    assert_string_equal(s->extent, "36,35,37,36.5");
    assert_true(s->place_list);
    assert_false(s->unplaced_list);
}

static void test_places_in_every_form(void **state)
{
    g_autoptr(GmScene) s = read_map(state, "features:\n"
                                           "  - place: 35.8645, 36.8059\n"
                                           "    name: Camp\n"
                                           "  - point: 35°51'52\"N 36°48'21\"E\n"
                                           "    kind: base\n"
                                           "  - post: 2 km west of Saraqib\n"
                                           "  - place: Idlib (town)\n"
                                           "  - place: [Ariha, Saraqib]\n");
    assert_int_equal(s->features->len, 5);
    const GmFeature *camp = feature_with_id(s, "place-camp-35-8645-36-8059");
    assert_non_null(camp);
    assert_string_equal(camp->label, "Camp");
    const GmFeature *base = feature_of(s, GM_FEATURE_BASE, 0);
    assert_true(gap(base->geom->pos[0], 35.8644, 36.8058) < 20.0);
    assert_int_equal(feature_of(s, GM_FEATURE_PLACE, 2)->geom->n_parts, 2);
}

static void test_lines_and_polygons(void **state)
{
    g_autoptr(GmScene) s =
        read_map(state, "features:\n"
                        "  - line: [Saraqib, \"35.8,36.6\", 5 km north of Ariha]\n"
                        "    kind: flow\n"
                        "    name: Convoy\n"
                        "  - polygon: [\"35,36\", \"36,36\", \"36,37\"]\n"
                        "    kind: zone\n"
                        "    status: proposed\n"
                        "    certainty: indicative\n");
    const GmFeature *flow = feature_of(s, GM_FEATURE_FLOW, 0);
    assert_int_equal(flow->geom->n_pos, 3);
    const GmFeature *zone = feature_of(s, GM_FEATURE_ZONE, 0);
    assert_int_equal(zone->geom->n_pos, 4);
    assert_int_equal(zone->status, GM_STATUS_PROPOSED);
    assert_int_equal(zone->certainty, GM_CERTAINTY_INDICATIVE);
}

static void test_holes_and_grid_references(void **state)
{
    g_autoptr(GmScene) s =
        read_map(state, "features:\n"
                        "  - polygon: [\"35,36\", \"35,37\", \"36,37\", \"36,36\"]\n"
                        "    holes: [\"35.4,36.4\", \"35.4,36.6\", \"35.6,36.6\"]\n"
                        "    kind: zone\n"
                        "  - post: 37S BV 4 7\n");
    const GmFeature *zone = feature_of(s, GM_FEATURE_ZONE, 0);
    assert_int_equal(zone->geom->n_parts, 2);
    assert_false(zone->geom->hole[0]);
    assert_true(zone->geom->hole[1]);
    assert_true(gap(feature_of(s, GM_FEATURE_POST, 0)->geom->pos[0], 35.886082, 36.175098) < 1.0);
}

static void test_own_table_of_places(void **state)
{
    g_autoptr(GmScene) s =
        read_map(state, "places:\n"
                        "  Hill 404: 35.9, 36.7\n"
                        "  An-Nayrab: {at: \"36.174, 37.229\", as: An-Nayrab (Aleppo)}\n"
                        "features:\n"
                        "  - post: Hill 404\n"
                        "  - place: An-Nayrab\n"
                        "  - region part: between Hill 404 and Saraqib\n");
    assert_true(gap(feature_of(s, GM_FEATURE_POST, 0)->geom->pos[0], 35.9, 36.7) < 1.0);
    const GmFeature *nayrab = feature_of(s, GM_FEATURE_PLACE, 0);
    assert_true(gap(nayrab->geom->pos[0], 36.174, 37.229) < 50.0);
    assert_string_equal(nayrab->label, "An-Nayrab");
}

static void test_keyed_and_phrased_are_the_same(void **state)
{
    g_autoptr(GmScene) a = read_map(state, "features:\n"
                                           "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                           "    each side: 6 km\n");
    g_autoptr(GmScene) b = read_map(state, "features:\n"
                                           "  - corridor: M4\n"
                                           "    from: Tronba\n"
                                           "    to: Ain al-Havr\n"
                                           "    each_side: 6000 m\n");
    const GmFeature *x = gm_scene_feature(a, 0), *y = gm_scene_feature(b, 0);
    assert_string_equal(x->id, y->id);
    assert_int_equal(x->geom->n_pos, y->geom->n_pos);
    assert_memory_equal(x->geom->pos, y->geom->pos, x->geom->n_pos * sizeof(GmPos));
}

static void test_errors_say_where(void **state)
{
    expect(state, "", "map.yaml:1:1: the file is empty");
    expect(state, "- a\n", "map.yaml:1:1: a map file is a table");
    expect(state, "titel: x\n", "map.yaml:1:1: unknown key 'titel'; did you mean 'title'?");
    expect(state, "title: x\n", "map.yaml:1:1: the map has no 'features'");
    expect(state, "features: [a\n", "map.yaml:2:1: not YAML");
    expect(state, "features:\n  - place: Saraqib\n    widht: 5 km\n",
           "map.yaml:3:5: unknown key 'widht'; did you mean 'width'?");
    expect(state, "features:\n  - corridr: M4\n",
           "map.yaml:2:5: unknown key 'corridr'; did you mean 'corridor'?");
    expect(state, "features:\n  - place: Sarakibb\n",
           "map.yaml:2:12: no place named 'Sarakibb'; did you mean Sar");
    expect(state, "features:\n  - place: Qqxxqq Vvzz\n",
           "map.yaml:2:12: no place named 'Qqxxqq Vvzz'");
    expect(state, "features:\n  - corridor: along M4 from Tronba to Ain al-Havr\n    width: 6\n",
           "map.yaml:3:12: '6' is no length");
    expect(state, "features:\n  - buffer: Saraqib\n    radius: 6 furlings\n",
           "map.yaml:3:13: '6 furlings' is no length");
    expect(state, "features:\n  - place: Saraqib\n    status: maybe\n",
           "map.yaml:3:13: 'maybe' is no status");
    expect(state, "features:\n  - place: Saraqib\n    place: Ariha\n",
           "map.yaml:3:5: the key 'place' stands here twice");
    expect(state, "features:\n  - line: [Saraqib]\n",
           "map.yaml:2:11: at least 2 positions are wanted");
    expect(state, "features:\n  - point: 35,36\n    kind: castle\n",
           "map.yaml:3:11: unknown kind 'castle'");
    expect(state, "features:\n  - name: X\n", "map.yaml:2:5: the entry does not say what it is");
    expect(state, "features: []\n", "map.yaml holds no feature to draw");
    expect(state, "places:\n  X: far away\nfeatures:\n  - place: X\n",
           "map.yaml:2:6: not a position");
    expect(state, "features:\n  - layer: missing.geojson\n", "map.yaml:2:12: ");
}

static void test_hostile_yaml(void **state)
{
    expect(state, "a: &x [1]\nb: *x\n", "map.yaml:2:4: aliases");
    GString *deep = g_string_new("features: ");
    for (guint i = 0; i < 5000; i++)
        g_string_append_c(deep, '[');
    expect(state, deep->str, "map.yaml:1:");
    g_string_free(deep, TRUE);
    expect(state, "title: \"\xff\xfe\"\nfeatures: []\n", "map.yaml:1:");
    expect(state, "? [a]\n: b\n", "map.yaml:1:3: a key must be a word");
    expect(state, "a: b\n---\nc: d\n", "map.yaml:3:1: a second document");
}

static char *yaml_of(const GmScene *s)
{
    GString *out = g_string_new(NULL);
    gm_scene_append_yaml(out, s);
    return g_string_free(out, FALSE);
}

static char *geojson_of(const GmScene *s)
{
    GString *out = g_string_new(NULL);
    gm_scene_append_geojson(out, s);
    return g_string_free(out, FALSE);
}

static void assert_round_trip(void **state, const GmScene *s)
{
    g_autofree char *yaml = yaml_of(s), *before = geojson_of(s);
    char *message = NULL;
    g_autoptr(GmScene) back = fixture_map(*state, yaml, &message);
    if (!back)
        print_message("%s\n%s\n", yaml, message);
    assert_non_null(back);
    g_autofree char *after = geojson_of(back), *again = yaml_of(back);
    assert_string_equal(before, after);
    assert_string_equal(yaml, again);
    for (guint i = 0; i < s->features->len; i++)
        assert_int_equal(gm_scene_feature(s, i)->frames, gm_scene_feature(back, i)->frames);
}

static void test_hand_written_round_trip(void **state)
{
    static const char *const entries[] = {
        "  - place: Saraqib\n    label: none\n    quote: \"it said: \\\"here\\\"\"\n",
        "  - place: \"35.5, 36.5\"\n    name: \"yes\"\n    frame: no\n",
        "  - post: 10–12 km south and east of Saraqib\n",
        "  - place: about 40 km from Latakia (town) along M4\n",
        "  - highway: M4 from Aleppo to Latakia (town)\n",
        "  - corridor: along M4 from Tronba to Ain al-Havr\n    north: 6 km\n    south: 2.5 mi\n",
        "  - corridor: along M4 from Tronba to Ain al-Havr\n    width each side: 6 km\n"
        "    sides: both\n",
        "  - buffer: around Saraqib and Ariha\n    radius: about 5 nmi\n    status: reported\n",
        "  - buffer: along M4 from Tronba to Ain al-Havr except Ariha\n    width: 12 km\n",
        "  - strip: of Syria with Turkey from Tall Abyad to Ras al-Ayn\n    depth: 32 km\n"
        "    valid from: 2019-10-22\n    notes: [first, \"second: more\"]\n",
        "  - region part: south and east of Idlib (town)\n",
        "  - region part: central Idlib (province)\n",
        "  - region part: between Idlib (town) and Ariha\n",
        "  - region part: around Idlib (town)\n",
        "  - region part: near \"35.1, 36.1\"\n",
        "  - flow: from Hama (town) and Homs (town) to Saraqib\n    subject: reinforcements\n",
        "  - area: Idlib (province) except Saraqib\n    type: ceasefire\n    style: bold\n",
        "  - polygon: [[\"35,36\", \"36,36\", \"36,37\"], [\"34,36\", \"34.5,36\", \"34.5,37\"]]\n",
        "  - polygon: [\"35,36\", \"35,37\", \"36,37\", \"36,36\"]\n"
        "    holes: [\"35.4,36.4\", \"35.4,36.6\", \"35.6,36.6\"]\n",
        "  - line: [\"35,36\", \"36,36\"]\n    kind: border\n    certainty: approximate\n",
    };
    GString *all = g_string_new("title: all\ncountry: SY\nfeatures:\n");
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
        g_autofree char *yaml = g_strconcat("title: t\ncountry: SY\nfeatures:\n", entries[i], NULL);
        g_autoptr(GmScene) s = read_map(state, yaml);
        assert_round_trip(state, s);
        g_string_append(all, entries[i]);
    }
    g_autoptr(GmScene) s = read_map(state, all->str);
    assert_int_equal(s->features->len, G_N_ELEMENTS(entries));
    assert_round_trip(state, s);
    g_string_free(all, TRUE);
}

static void test_names_that_look_like_grammar(void **state)
{
    g_autoptr(GmScene) s =
        read_map(state, "places:\n"
                        "  \"Mouth of the river\": 35.1, 35.9\n"
                        "  \"North Gate, east\": 35.2, 36.0\n"
                        "features:\n"
                        "  - segment: from \"Mouth of the river\" to \"North Gate, east\"\n"
                        "  - place: Mouth of the river\n");
    assert_int_equal(s->features->len, 2);
    assert_round_trip(state, s);
}

static void test_locale_does_not_matter(void **state)
{
    const char *yaml = "features:\n  - buffer: around Saraqib\n    radius: 2.5 km\n";
    g_autoptr(GmScene) a = read_map(state, yaml);
    g_autofree char *first = geojson_of(a), *written = yaml_of(a);
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        print_message("no locale with decimal commas here: tried in C only\n");
    g_autoptr(GmScene) b = read_map(state, yaml);
    g_autofree char *second = geojson_of(b), *rewritten = yaml_of(b);
    setlocale(LC_ALL, "C");
    assert_string_equal(first, second);
    assert_string_equal(written, rewritten);
}

/** The schema that editors complete from and the reader know the same keys. */
static void test_schema_names_the_keys(void **state)
{
    json_error_t e;
    json_t *schema = json_load_file(GAZMAP_SOURCE_DIR "/src/scene/map_file.schema.json",
                                    JSON_REJECT_DUPLICATES, &e);
    if (!schema)
        print_message("%s:%d: %s\n", e.source, e.line, e.text);
    assert_non_null(schema);
    const char *key;
    json_t *value, *feature = json_object_get(json_object_get(schema, "$defs"), "feature");
    guint n = 0;
    json_object_foreach(json_object_get(feature, "properties"), key, value)
    {
        g_autofree char *yaml = g_strdup_printf(
            "features:\n  - name: X\n    \"%s\": {a: b}\n    place: Saraqib\n", key);
        char *message = NULL;
        GmScene *s = fixture_map(*state, yaml, &message);
        if (s)
            print_message("'%s' takes a table\n", key);
        assert_null(s);
        if (strcmp(key, "layer") == 0) { /* an entry of its own */
            g_free(message);
            continue;
        }
        if (strstr(message, "unknown key"))
            print_message("%s\n", message);
        assert_null(strstr(message, "unknown key '"));
        g_free(message);
        n++;
    }
    assert_true(n > 50);
    json_object_foreach(json_object_get(schema, "properties"), key, value)
    {
        g_autofree char *yaml = g_strdup_printf("\"%s\": {}\nzzz: 1\n", key);
        char *message = NULL;
        assert_null(fixture_map(*state, yaml, &message));
        g_autofree char *unknown = g_strdup_printf("unknown key '%s'", key);
        assert_null(strstr(message, unknown));
        g_free(message);
    }
    json_decref(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_top),
        cmocka_unit_test(test_places_in_every_form),
        cmocka_unit_test(test_lines_and_polygons),
        cmocka_unit_test(test_holes_and_grid_references),
        cmocka_unit_test(test_own_table_of_places),
        cmocka_unit_test(test_keyed_and_phrased_are_the_same),
        cmocka_unit_test(test_errors_say_where),
        cmocka_unit_test(test_hostile_yaml),
        cmocka_unit_test(test_hand_written_round_trip),
        cmocka_unit_test(test_names_that_look_like_grammar),
        cmocka_unit_test(test_locale_does_not_matter),
        cmocka_unit_test(test_schema_names_the_keys),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
