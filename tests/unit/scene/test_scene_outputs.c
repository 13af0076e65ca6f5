/* Documents to scenes to files: what the outputs hold, in our own sentences. */
#include "scene_fixture.h"

#include <jansson.h>

static const char PROTOCOL[] =
    "A ceasefire in Idlib province takes effect at 00:01 on 6 March 2020.\n\n"
    "Joint patrols on the M4 highway will run from the settlement of Tronba, 2 km west of "
    "Saraqib, to the settlement of Ain al-Havr. A 12-km security corridor will be set up to the "
    "north and to the south of the highway.\n\n"
    "The two presidents had met in Moscow. Turkish troops kept observation posts at Morek and "
    "Surman.\n\n"
    "The corridor was also named Qqarthuun by residents of the town of Qqarthuun.\n";

static json_t *geojson_of(const GmScene *s)
{
    GString *out = g_string_new(NULL);
    gm_scene_append_geojson(out, s);
    json_error_t e;
    json_t *j = json_loads(out->str, JSON_REJECT_DUPLICATES, &e);
    if (!j)
        print_message("%s at %d:%d\n", e.text, e.line, e.column);
    assert_non_null(j);
    g_string_free(out, TRUE);
    return j;
}

static const char *text_at(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

static json_t *find(json_t *collection, const char *kind)
{
    json_t *f, *list = json_object_get(collection, "features");
    size_t i;
    json_array_foreach(list, i, f)
    {
        json_t *p = json_object_get(f, "properties");
        if (g_str_equal(text_at(p, "kind"), kind))
            return p;
    }
    return NULL;
}

static void test_the_main_agreement(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    assert_non_null(s);
    const GmFeature *run = feature_with_id(s, "segment-m4-tronba-ain-al-havr");
    assert_non_null(run);
    assert_true(fabs(gm_geo_length(run->geom) - 71600.0) < 500.0);
    const GmFeature *corridor = feature_with_id(s, "corridor-m4-tronba-ain-al-havr");
    assert_non_null(corridor);
    assert_true(has_note(corridor, "12 km read as 6 + 6 km; the text also allows 12 + 12 km"));
    assert_true(has_note(corridor, "its extent along the M4 is not stated"));
    assert_int_equal(corridor->alternatives->len, 1);
    const GmFeature *moscow = feature_with_id(s, "place-moscow");
    if (moscow) /* may also be read as the government */
        assert_false(moscow->frames);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (f->frames)
            assert_true(gm_box_contains((GmBox){34.0, 35.0, 37.5, 38.0},
                                        gm_box_centre(gm_geom_box(f->geom))));
    }
    const GmFeature *ceasefire = feature_of(s, GM_FEATURE_AREA, 0);
    assert_non_null(ceasefire);
    assert_string_equal(ceasefire->valid_from, "2020-03-06T00:01");
    assert_string_equal(s->subtitle, "Ceasefire in Idlib from 00:01, 6 March 2020");
    assert_non_null(feature_of(s, GM_FEATURE_POST, 1));
}

static void test_every_feature_carries_its_quotes(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    json_t *j = geojson_of(s), *f, *list = json_object_get(j, "features");
    size_t i, k;
    assert_string_equal(text_at(j, "type"), "FeatureCollection");
    assert_true(json_array_size(list) > 5);
    json_array_foreach(list, i, f)
    {
        json_t *p = json_object_get(f, "properties"), *e;
        json_t *evidence = json_object_get(p, "evidence");
        assert_true(json_array_size(evidence) > 0);
        assert_string_equal(text_at(f, "id"), text_at(p, "id"));
        assert_true(json_is_object(json_object_get(f, "geometry")));
        assert_true(json_is_array(json_object_get(p, "measures")));
        assert_true(json_is_array(json_object_get(p, "notes")));
        assert_true(json_is_array(json_object_get(p, "alternatives")));
        json_array_foreach(evidence, k, e)
        {
            gsize a = (gsize)json_integer_value(json_object_get(e, "byte_start"));
            gsize b = (gsize)json_integer_value(json_object_get(e, "byte_end"));
            assert_true(a < b && b <= strlen(PROTOCOL));
            assert_string_equal(text_at(e, "document"), "note");
            g_autofree char *said = g_strndup(PROTOCOL + a, b - a);
            assert_string_equal(g_strdelimit(said, "\n", ' '), text_at(e, "quote"));
        }
    }
    json_t *corridor = find(j, "corridor");
    assert_non_null(corridor);
    assert_true(json_number_value(json_object_get(corridor, "area_m2")) > 5e8);
    json_decref(j);
}

static void test_ids_are_unique_and_stable(void **state)
{
    g_autoptr(GmScene) a = fixture_scene(*state, PROTOCOL);
    g_autoptr(GmScene) b = fixture_scene(*state, PROTOCOL);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GString *x = g_string_new(NULL), *y = g_string_new(NULL);
    for (guint i = 0; i < a->features->len; i++)
        assert_true(g_hash_table_add(seen, gm_scene_feature(a, i)->id));
    gm_scene_append_geojson(x, a);
    gm_scene_append_geojson(y, b);
    assert_string_equal(x->str, y->str);
    g_string_free(x, TRUE);
    g_string_free(y, TRUE);
}

static void test_document_to_file_to_scene(void **state)
{
    g_autoptr(GmScene) a = fixture_scene(*state, PROTOCOL);
    GString *yaml = g_string_new(NULL), *x = g_string_new(NULL), *y = g_string_new(NULL);
    gm_scene_append_yaml(yaml, a);
    g_autoptr(GmScene) b = fixture_map(*state, yaml->str, NULL);
    assert_non_null(b);
    gm_scene_append_geojson(x, a);
    gm_scene_append_geojson(y, b);
    assert_string_equal(x->str, y->str);
    assert_string_equal(a->subtitle, b->subtitle);
    for (guint i = 0; i < a->features->len; i++) {
        const GmFeature *f = gm_scene_feature(a, i), *g = gm_scene_feature(b, i);
        assert_int_equal(f->frames, g->frames);
        assert_int_equal(f->rank, g->rank);
        assert_int_equal(f->soft_edge, g->soft_edge);
        assert_int_equal(f->place_ref, g->place_ref);
    }
    g_string_free(yaml, TRUE);
    g_string_free(x, TRUE);
    g_string_free(y, TRUE);
}

static void test_no_place_is_an_error(void **state)
{
    GError *error = NULL;
    Reading r = fixture_read(*state, "empty.txt", "Nothing was said about anywhere at all.");
    const GmStatements *const docs[] = {r.statements};
    assert_null(gm_scene_from_statements(docs, 1, ((Fixture *)*state)->shapes, NULL, &error));
    assert_true(g_error_matches(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOTHING));
    assert_non_null(strstr(error->message, "empty.txt"));
    g_error_free(error);
    fixture_done(&r);
}

static void test_one_document_borrows_from_another(void **state)
{
    const Fixture *f = *state;
    Reading a = fixture_read(f, "news.txt",
                             "Troops patrol a buffer zone along a section of the M4 highway, which "
                             "connects Aleppo to Latakia.");
    Reading b = fixture_read(f, "protocol.txt", PROTOCOL);
    const GmStatements *const docs[] = {a.statements, b.statements};
    GmScene *s = gm_scene_from_statements(docs, 2, f->shapes, NULL, NULL);
    assert_non_null(s);
    bool borrowed = false;
    for (guint i = 0; i < s->features->len; i++)
        borrowed = borrowed || has_note(gm_scene_feature(s, i), "taken from document protocol");
    assert_true(borrowed);
    gm_scene_free(s);
    fixture_done(&a);
    fixture_done(&b);
}

static void test_unplaced_has_its_reason(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    json_t *j = geojson_of(s), *u, *list = json_object_get(j, "unplaced");
    size_t i;
    assert_true(json_is_array(list));
    bool found = false;
    json_array_foreach(list, i, u)
    {
        assert_true(*text_at(u, "reason") && *text_at(u, "quote") && *text_at(u, "what"));
        found = found || strstr(text_at(u, "quote"), "Qqarthuun");
    }
    assert_true(found);
    json_decref(j);
}

static void assert_xml(const char *text)
{
    GMarkupParser nothing = {0};
    GMarkupParseContext *c = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
    assert_true(g_markup_parse_context_parse(c, text, -1, NULL));
    assert_true(g_markup_parse_context_end_parse(c, NULL));
    g_markup_parse_context_free(c);
}

static void test_gpx_holds_all(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    g_autoptr(GString) gpx = g_string_new(NULL);
    gm_scene_append_gpx(gpx, s);
    assert_xml(gpx->str);
    guint points = 0, others = 0, found = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmGeom *g = gm_scene_feature(s, i)->geom;
        points += g->kind == GM_GEOM_POINT ? (guint)g->n_pos : 0;
        others += g->kind != GM_GEOM_POINT;
    }
    for (const char *p = gpx->str; (p = strstr(p, "<wpt ")); p++)
        found++;
    assert_int_equal(found, points);
    found = 0;
    for (const char *p = gpx->str; (p = strstr(p, "<trk>")); p++)
        found++;
    assert_int_equal(found, others);
    assert_true(strstr(gpx->str, "<trk>") > strstr(gpx->str, "<wpt "));
    assert_non_null(strstr(gpx->str, "<type>corridor</type>"));
}

static void test_csv_has_wkt_and_kml_is_xml(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    GString *csv = g_string_new(NULL), *kml = g_string_new(NULL);
    gm_scene_append_csv(csv, s);
    gm_scene_append_kml(kml, s);
    assert_true(g_str_has_prefix(csv->str, "id,kind,"));
    assert_non_null(strstr(csv->str, "LINESTRING"));
    assert_non_null(strstr(csv->str, "POLYGON"));
    assert_xml(kml->str);
    g_string_free(csv, TRUE);
    g_string_free(kml, TRUE);
}

static void test_shapefiles_read_back(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    g_autofree char *dir = g_dir_make_tmp("gazmap-shp-XXXXXX", NULL);
    g_autofree char *stem = g_build_filename(dir, "map.shp", NULL);
    GError *error = NULL;
    assert_true(gm_scene_write_shapefiles(stem, s, &error));
    static const char *const parts[] = {"points", "lines", "polygons"};
    static const char *const ends[] = {"shp", "shx", "dbf", "prj", "cpg"};
    for (guint i = 0; i < 3; i++) {
        g_autofree char *name = g_strdup_printf("%s/map_%s.shp", dir, parts[i]);
        GPtrArray *shapes = gm_shapes_read_file(name, &error);
        assert_non_null(shapes);
        assert_true(shapes->len > 0);
        const GmShape *first = g_ptr_array_index(shapes, 0);
        assert_non_null(g_hash_table_lookup(first->attributes, "certainty"));
        g_ptr_array_unref(shapes);
        for (guint k = 0; k < G_N_ELEMENTS(ends); k++) {
            g_autofree char *file = g_strdup_printf("%s/map_%s.%s", dir, parts[i], ends[k]);
            assert_int_equal(g_remove(file), 0);
        }
    }
    g_rmdir(dir);
}

static void test_labels_in_another_language(void **state)
{
    const Fixture *f = *state;
    Reading r = fixture_read(f, "note.txt", PROTOCOL);
    const GmStatements *const docs[] = {r.statements};
    GmSceneOptions o = GM_SCENE_OPTIONS_INIT;
    o.language = "ar";
    o.language2 = "en";
    GmScene *s = gm_scene_from_statements(docs, 1, f->shapes, &o, NULL);
    assert_non_null(s);
    const GmFeature *saraqib = feature_with_id(s, "place-saraqib");
    assert_non_null(saraqib);
    assert_string_equal(saraqib->label, "سراقب");
    gm_scene_free(s);
    fixture_done(&r);
}

static const GmFeature *of_type(const GmScene *s, GmFeatureKind kind, const char *subtype)
{
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (f->kind == kind && g_strcmp0(f->subtype, subtype) == 0)
            return f;
    }
    return NULL;
}

static void test_an_outline_is_filled_once(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "A ceasefire holds in Idlib province. Sources spoke "
                              "of an airstrike in Idlib province.\n");
    const GmFeature *truce = of_type(s, GM_FEATURE_AREA, "ceasefire");
    const GmFeature *strike = of_type(s, GM_FEATURE_AREA, "listed");
    assert_non_null(truce);
    assert_non_null(strike);
    assert_true(has_note(truce, "airstrike"));
    assert_true(truce->frames);
    assert_false(strike->frames);
    assert_null(strike->label);
    assert_int_equal(strike->certainty, GM_CERTAINTY_INDICATIVE);
    assert_int_equal(strike->geom->kind, GM_GEOM_POLYGON);
}

static void test_a_lone_event_shades_its_area(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, "There was an airstrike in Idlib province.\n");
    assert_non_null(of_type(s, GM_FEATURE_AREA, "strike"));
    assert_null(of_type(s, GM_FEATURE_AREA, "listed"));
}

static void test_a_lone_post_does_not_frame_alone(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "Monitors will be stationed in Sirte. The road from Misrata to Sirte "
                              "is to be reopened.\n");
    for (guint i = 0; i < s->features->len; i++)
        assert_true(gm_scene_feature(s, i)->frames);
    assert_string_equal(s->title, "Sirte, Misrata");
}

/* A wind said of one place of a list is no other's. */
static void test_each_of_a_list_has_its_own_wind(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "A ceasefire holds in the north of Homs province, in Idlib province "
                              "and in Latakia province.\n");
    guint parts = 0, areas = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        parts += f->kind == GM_FEATURE_REGION_PART;
        areas += f->kind == GM_FEATURE_AREA;
    }
    assert_int_equal(parts, 1);
    assert_int_equal(areas, 2);
}

/* Of a land's winds the neighbour decides that the text speaks of: no other border. */
static void test_a_deep_zone_lies_by_the_neighbour(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "Turkey wants a safe zone 30 km deep in northeast Syria. Turkish "
                              "troops took Tell Abyad.\n");
    const GmFeature *zone = of_type(s, GM_FEATURE_STRIP, "zone");
    assert_non_null(zone);
    GmBox box = gm_geom_box(zone->geom);
    assert_true(box.south > 36.0);
    assert_true(box.west > 37.0);
}

/* A whole road that is only named does not take the map away from what it is about. */
static void test_a_far_road_does_not_frame_alone(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "The zone comprises Jarabulus, Manbij, Tell Abyad, Amuda and "
                              "Qamishli. The M4 was closed.\n");
    for (guint i = 0; i < s->features->len; i++)
        assert_true(gm_scene_feature(s, i)->frames);
}

static void test_notes_name_their_feature(void **state)
{
    g_autoptr(GmScene) s = fixture_scene(*state, PROTOCOL);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        for (guint k = 0; k < f->notes->len; k++)
            assert_true(g_unichar_isupper(g_utf8_get_char(g_ptr_array_index(f->notes, k))));
    }
}

static void test_surroundings_are_named_by_their_measure(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "Heavy weapons are banned within 10 km of Saraqib.\n");
    const GmFeature *f = of_type(s, GM_FEATURE_BUFFER, "zone");
    assert_non_null(f);
    assert_string_equal(f->name, "Within 10 km of Saraqib");
}

static void test_sectors_stay_on_land(void **state)
{
    g_autoptr(GmScene) s =
        fixture_scene(*state, "Fighting spread to the area west of Latakia, the port city.\n"
                              "Ships gathered. The areas south of Latakia were calm.\n");
    guint n = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (f->kind != GM_FEATURE_REGION_PART)
            continue;
        n++;
        assert_false(gm_geo_contains(f->geom, (GmPos){35.50, 35.55})); /* the open sea */
    }
    assert_true(n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_main_agreement),
        cmocka_unit_test(test_every_feature_carries_its_quotes),
        cmocka_unit_test(test_ids_are_unique_and_stable),
        cmocka_unit_test(test_document_to_file_to_scene),
        cmocka_unit_test(test_no_place_is_an_error),
        cmocka_unit_test(test_one_document_borrows_from_another),
        cmocka_unit_test(test_unplaced_has_its_reason),
        cmocka_unit_test(test_gpx_holds_all),
        cmocka_unit_test(test_csv_has_wkt_and_kml_is_xml),
        cmocka_unit_test(test_shapefiles_read_back),
        cmocka_unit_test(test_labels_in_another_language),
        cmocka_unit_test(test_an_outline_is_filled_once),
        cmocka_unit_test(test_a_lone_event_shades_its_area),
        cmocka_unit_test(test_a_lone_post_does_not_frame_alone),
        cmocka_unit_test(test_each_of_a_list_has_its_own_wind),
        cmocka_unit_test(test_a_deep_zone_lies_by_the_neighbour),
        cmocka_unit_test(test_a_far_road_does_not_frame_alone),
        cmocka_unit_test(test_notes_name_their_feature),
        cmocka_unit_test(test_surroundings_are_named_by_their_measure),
        cmocka_unit_test(test_sectors_stay_on_land),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
