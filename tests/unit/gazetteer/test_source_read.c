#include "small_world.h"
#include "source_read.h"

static void keep_warning(const char *message, gpointer user)
{
    g_ptr_array_add(user, g_strdup(message));
}

/* Builds from one file; the warnings, and the report. */
static GPtrArray *build_with_warnings(const char *name, const char *text, GmBuildReport *report)
{
    GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
    GmBuildOptions o = {.warning = keep_warning, .user = warnings};
    g_autofree char *path = write_file(name, text, -1), *out = write_file("built.gmx", "", 0);
    const char *sources[] = {path, NULL};
    assert_true(gm_gazetteer_build(out, sources, &o, report, NULL));
    return warnings;
}

static void bad_lines_are_counted_and_skipped(void **state)
{
    (void)state;
    GmBuildReport report;
    g_autoptr(GPtrArray) warnings = build_with_warnings("bad.tsv",
                                                        "name\tlat\tlon\tkind\n"
                                                        "Good\t35\t36\tsettlement\n"
                                                        "North\t95\t36\tsettlement\n"
                                                        "Word\tthirty\t36\tsettlement\n"
                                                        "\t35\t36\tsettlement\n"
                                                        "Odd\t35\t36\tplanet\n"
                                                        "Bad\xff\t35\t36\tsettlement\n"
                                                        "Wide\t35\t36\tsettlement\tmore\n"
                                                        "# a remark\n"
                                                        "\n"
                                                        "Nan\tnan\t36\tsettlement\n"
                                                        "Fine\t-35.5\t-36.5\t\r\n",
                                                        &report);
    assert_int_equal(report.n_places, 2);
    assert_int_equal(report.n_bad_lines, 7);
    assert_int_equal(warnings->len, 7);
    assert_non_null(
        strstr(g_ptr_array_index(warnings, 0), "bad.tsv:3: a coordinate is out of range"));
    assert_non_null(strstr(g_ptr_array_index(warnings, 6), "bad.tsv:11: "));
}

static void strict_stops_at_the_first(void **state)
{
    (void)state;
    GmBuildOptions o = {.strict = true};
    g_autofree char *path = write_file("strict.tsv", "name\tlat\tlon\nA\t1\t2\nB\t91\t2\n", -1);
    g_autofree char *out = write_file("kept.gmx", "what was here before", -1), *after = NULL;
    const char *sources[] = {path, NULL};
    GError *error = NULL;
    assert_false(gm_gazetteer_build(out, sources, &o, NULL, &error));
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_SOURCE);
    assert_non_null(strstr(error->message, "strict.tsv:3: "));
    g_clear_error(&error);
    assert_true(g_file_get_contents(out, &after, NULL, NULL));
    assert_string_equal(after, "what was here before");
}

static void dumps_are_known_by_their_shape(void **state)
{
    (void)state;
    GmBuildReport report;
    g_autoptr(GPtrArray) warnings =
        build_with_warnings("XX.txt",
                            "164816\tSarāqib\tSaraqib\tSarakeb,ALP,https://x.org/"
                            "y,سراقب\t35.86\t36.80\tP\tPPL\tSY\t\t12\t"
                            "\t\t\t34231\t\t400\tAsia/Damascus\t2024-01-01\n"
                            "1\tWadi\tWadi\t\t35.9\t36.9\tH\tSTM\tSY\t\t12\t\t\t\t0\t\t400\tAsia/"
                            "Damascus\t2024-01-01\n",
                            &report);
    assert_int_equal(warnings->len, 0);
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autofree char *dump =
        write_file("XX2.txt",
                   "164817\tBinnish\tBinnish\tALP,Bennesh\t35.95\t36.71\tP\tPPL\t"
                   "SY\t\t12\t\t\t\t21848\t\t400\tAsia/Damascus\t2024-01-01\n",
                   -1);
    assert_true(gm_gazetteer_add(g, dump, NULL));
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find(g, "bennesh", 7, out), 1);
    assert_string_equal(match_at(out, 0)->place.admin1, "SY.12");
    assert_int_equal(gm_gazetteer_find(g, "alp", 3, out), 0); /* an airport's code */
    GmSourceInfo si;
    assert_true(gm_gazetteer_source(g, 1, &si));
    assert_string_equal(si.credit, "GeoNames");
    assert_string_equal(si.licence, "CC BY 4.0");
}

static void alternate_names_join_their_places(void **state)
{
    (void)state;
    g_autofree char *places =
        write_file("p.tsv", "geonames_id\tname\tlat\tlon\n5\tHere\t1\t2\n", -1);
    g_autofree char *names = write_file("alternateNames.txt",
                                        "1\t5\tde\tHierorten\t\t\t\t\n"
                                        "2\t5\tlink\thttps://example.org\t\t\t\t\n"
                                        "3\t6\ten\tElsewhere\t\t\t\t\n",
                                        -1);
    g_autofree char *out = write_file("joined.gmx", "", 0);
    const char *sources[] = {places, names, NULL};
    assert_true(gm_gazetteer_build(out, sources, NULL, NULL, NULL));
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(out, NULL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find(g, "hierorten", 9, found), 1);
    assert_string_equal(gm_gazetteer_name_in(g, match_at(found, 0)->place.ref, "de"), "Hierorten");
    assert_int_equal(gm_gazetteer_find(g, "elsewhere", 9, found), 0);
}

/* Of Cyrillic names without a mark, the one that sounds like the place's own. */
static void unmarked_names_go_by_sound(void **state)
{
    (void)state;
    g_autofree char *places =
        write_file("p.tsv",
                   "name\tlat\tlon\talternates\n"
                   "Donetsk\t48\t37.8\tДанецк|Донецк|Донецк ош|Донецьк|Юзово\n"
                   "Horlivka\t48.3\t38\tГорловк|Горловка|Һорливка\n",
                   -1);
    g_autofree char *out = write_file("sound.gmx", "", 0);
    const char *sources[] = {places, NULL};
    assert_true(gm_gazetteer_build(out, sources, NULL, NULL, NULL));
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(out, NULL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find(g, "donetsk", 7, found), 1);
    assert_string_equal(gm_gazetteer_name_in(g, match_at(found, 0)->place.ref, "ru"), "Донецк");
    assert_string_equal(gm_gazetteer_name_in(g, match_at(found, 0)->place.ref, "uk"), "Донецьк");
    assert_int_equal(gm_gazetteer_find(g, "horlivka", 8, found), 1);
    assert_string_equal(gm_gazetteer_name_in(g, match_at(found, 1)->place.ref, "ru"), "Горловка");
}

static void later_files_take_the_place_of_earlier_ones(void **state)
{
    (void)state;
    g_autofree char *first = write_file("first.tsv",
                                        "name\tlat\tlon\tpopulation\tnames\n"
                                        "Tronba\t35.86\t36.768\t900\tTurumbah\n"
                                        "Tronba\t33.00\t36.768\t\t\n",
                                        -1);
    g_autofree char *second =
        write_file("second.tsv", "name\tlat\tlon\nTronba\t35.861\t36.769\n", -1);
    g_autofree char *out = write_file("merged.gmx", "", 0);
    const char *sources[] = {first, second, NULL};
    GmBuildReport report;
    assert_true(gm_gazetteer_build(out, sources, NULL, &report, NULL));
    assert_int_equal(report.n_places, 2);
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(out, NULL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find(g, "turumbah", 8, found), 1);
    assert_string_equal(match_at(found, 0)->place.source, "second");
    assert_int_equal(match_at(found, 0)->place.population, 900);
}

static void a_source_can_be_geojson(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autofree char *path = write_file(
        "posts.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
        "{\"type\":\"Point\",\"coordinates\":[36.7,35.7]},\"properties\":{\"name\":\"Post Seven\","
        "\"kind\":\"post\",\"name_ar\":\"النقطة السابعة\"}},{\"type\":\"Feature\",\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[[[36,35],[37,35],[37,36],[36,36],[36,35]]]},"
        "\"properties\":{\"name\":\"Box Area\"}}]}",
        -1);
    assert_true(gm_gazetteer_add(g, path, NULL));
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find(g, "post seven", 10, found), 1);
    assert_int_equal(match_at(found, 0)->place.kind, GM_PLACE_POST);
    assert_int_equal(gm_gazetteer_find(g, "box area", 8, found), 1);
    assert_int_equal(match_at(found, 1)->place.kind, GM_PLACE_AREA);
    assert_float_equal(match_at(found, 1)->place.lat, 35.5, 1e-6);
}

/* As spreadsheets and the query services of Wikidata and OpenStreetMap write them. */
static void tables_with_commas(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        guint good, bad;
    } tables[] = {
        {"\xEF\xBB\xBFName,Latitude,Longitude,country\nTestburg,35.5,36.25,SY\n", 1, 0},
        {"name;lat;lon\n\"Testburg\";35,5;36,25\nOther;35,5;zehn\n", 1, 1},
        {"item,itemLabel,coord\nhttp://www.wikidata.org/entity/Q1,\"Testburg\",Point(36.25 35.5)\n"
         "http://www.wikidata.org/entity/Q2,Far,Point(236.25 35.5)\n",
         1, 1},
        {"name,coordinates\nTestburg,\"35\302\26030'N 36\302\26015'E\"\nNone,\n", 1, 1},
        {"name,lat,lon,note\nTestburg,35.5,36.25,\"said \"\"here\"\", they\"\nOpen,1,2,\"x\n", 1,
         1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        GmBuildReport report;
        g_autofree char *file = g_strdup_printf("table%u.csv", (guint)i);
        g_autoptr(GPtrArray) warnings = build_with_warnings(file, tables[i].text, &report);
        assert_int_equal(report.n_places, tables[i].good);
        assert_int_equal(report.n_bad_lines, tables[i].bad);
        assert_int_equal(warnings->len, tables[i].bad);
        g_autofree char *path = write_file(file, tables[i].text, -1);
        g_autofree char *out = write_file("table.gmx", "", 0);
        const char *sources[] = {path, NULL};
        assert_true(gm_gazetteer_build(out, sources, NULL, NULL, NULL));
        g_autoptr(GmGazetteer) g = gm_gazetteer_open(out, NULL);
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
        assert_int_equal(gm_gazetteer_find(g, "testburg", 8, found), 1);
        assert_true(match_at(found, 0)->place.lat == 35.5);
        assert_true(match_at(found, 0)->place.lon == 36.25);
    }
}

static void dates_and_marks(void **state)
{
    (void)state;
    assert_int_equal(gm_gazetteer_source_date("2018", false), 20180101);
    assert_int_equal(gm_gazetteer_source_date("2018", true), 20181231);
    assert_int_equal(gm_gazetteer_source_date("2018-05", true), 20180531);
    assert_int_equal(gm_gazetteer_source_date("2018-05-09", true), 20180509);
    assert_int_equal(gm_gazetteer_source_date("", true), 0);
    assert_int_equal(gm_gazetteer_source_date("2018-13", false), 0);
    g_autofree char *list = g_strdup("ar:سوريا|dem:en:Syrian|abbr:SAR| |St: Ives|zh-Hant:敘利亞");
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(SourceName));
    gm_gazetteer_source_split_names(list, '|', true, names);
    assert_int_equal(names->len, 5);
    const SourceName *n = &g_array_index(names, SourceName, 0);
    assert_string_equal(n[0].language, "ar");
    assert_int_equal(n[1].sort, GM_NAME_DEMONYM);
    assert_string_equal(n[1].language, "en");
    assert_int_equal(n[1].len, 6);
    assert_int_equal(n[2].sort, GM_NAME_ABBREVIATION);
    assert_string_equal(n[3].text, "St: Ives");
    assert_string_equal(n[4].language, "zh");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_lines_are_counted_and_skipped),
        cmocka_unit_test(strict_stops_at_the_first),
        cmocka_unit_test(dumps_are_known_by_their_shape),
        cmocka_unit_test(alternate_names_join_their_places),
        cmocka_unit_test(unmarked_names_go_by_sound),
        cmocka_unit_test(later_files_take_the_place_of_earlier_ones),
        cmocka_unit_test(a_source_can_be_geojson),
        cmocka_unit_test(tables_with_commas),
        cmocka_unit_test(dates_and_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
