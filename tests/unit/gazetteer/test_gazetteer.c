#include "small_world.h"

static guint find(const GmGazetteer *g, const char *name, GArray *out)
{
    g_array_set_size(out, 0);
    return gm_gazetteer_find(g, name, strlen(name), out);
}

static void find_knows_names_of_all_sorts(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(find(g, "idlib", out), 2);
    assert_int_equal(match_at(out, 0)->place.kind, GM_PLACE_DIVISION);
    assert_int_equal(find(g, "idleb", out), 1);
    assert_int_equal(match_at(out, 0)->match, GM_MATCH_ALTERNATE);
    assert_int_equal(find(g, "syrian", out), 1);
    assert_int_equal(match_at(out, 0)->sort, GM_NAME_DEMONYM);
    assert_string_equal(match_at(out, 0)->place.name, "Syria");
    assert_int_equal(find(g, "us", out), 1);
    assert_int_equal(match_at(out, 0)->sort, GM_NAME_ABBREVIATION);
    assert_int_equal(find(g, "سراقب", out), 1);
    assert_int_equal(find(g, "идлиб", out), 1);
    assert_int_equal(find(g, "idli", out), 0);
    assert_int_equal(find(g, "", out), 0);
    assert_int_equal(find(g, "m4 highway", out), 1);
    assert_string_equal(gm_gazetteer_place_ends(g, match_at(out, 0)->place.ref), "Aleppo|Latakia");
}

static void longest_counts_words(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    assert_int_equal(gm_gazetteer_longest(g, "khan", 4), 2);
    assert_int_equal(gm_gazetteer_longest(g, "idlib", 5), 2);
    assert_int_equal(gm_gazetteer_longest(g, "saraqib", 7), 1);
    assert_int_equal(gm_gazetteer_longest(g, "kha", 3), 0);
    assert_int_equal(gm_gazetteer_longest(g, "shaykhun", 8), 0);
}

static void a_place_keeps_what_its_row_says(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    find(g, "ad dana", out);
    GmPlace p;
    assert_true(gm_gazetteer_place(g, match_at(out, 0)->place.ref, &p));
    assert_string_equal(p.name, "Ad Dana");
    assert_string_equal(p.country, "SY");
    assert_string_equal(p.admin1, "SY.12");
    assert_string_equal(p.feature_code, "PPL");
    assert_string_equal(p.note, "approximate");
    assert_string_equal(p.source, "small");
    assert_int_equal(p.population, 21000);
    assert_float_equal(p.lat, 36.2125, 1e-6);
    assert_float_equal(p.lon, 36.7698, 1e-6);
    assert_false(gm_gazetteer_place(g, 0, &p));
    assert_false(gm_gazetteer_place(g, (guint64)1 << 32 | 999, &p));
    assert_false(gm_gazetteer_place(g, (guint64)9 << 32 | 1, &p));
}

static void names_come_in_languages(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    find(g, "idleb", out);
    guint64 ref = match_at(out, 0)->place.ref;
    assert_string_equal(gm_gazetteer_name_in(g, ref, "ar"), "إدلب");
    assert_string_equal(gm_gazetteer_name_in(g, ref, "ru"), "Идлиб");
    assert_null(gm_gazetteer_name_in(g, ref, "ja"));
    find(g, "syrie", out);
    assert_string_equal(gm_gazetteer_name_in(g, match_at(out, 0)->place.ref, "fr"), "Syrie");
}

static void countries_and_divisions_by_code(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    GmPlace p;
    assert_true(gm_gazetteer_country(g, "SY", &p));
    assert_string_equal(p.name, "Syria");
    assert_true(gm_gazetteer_country(g, "us", &p));
    assert_false(gm_gazetteer_country(g, "XX", &p));
    assert_false(gm_gazetteer_country(g, "", &p));
    assert_true(gm_gazetteer_division(g, "SY.12", &p));
    assert_string_equal(p.name, "Idlib");
    assert_false(gm_gazetteer_division(g, "SY.1", &p));
    assert_false(gm_gazetteer_division(g, "", &p));
    g_autoptr(GArray) roads = gm_gazetteer_of_kind(g, GM_PLACE_HIGHWAY);
    assert_int_equal(roads->len, 1);
}

static void a_box_gives_settlements_by_importance(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autoptr(GArray) all = gm_gazetteer_in_box(g, (GmBox){35, 36, 37, 37}, 0);
    assert_int_equal(all->len, 6);
    assert_string_equal(g_array_index(all, GmPlace, 0).name, "Idlib");
    for (guint i = 1; i < all->len; i++)
        assert_true(g_array_index(all, GmPlace, i - 1).rank <= g_array_index(all, GmPlace, i).rank);
    g_autoptr(GArray) two = gm_gazetteer_in_box(g, (GmBox){35, 36, 37, 37}, 2);
    assert_int_equal(two->len, 2);
    g_autoptr(GArray) across = gm_gazetteer_in_box(g, (GmBox){-90, 10, 90, -80}, 0);
    assert_int_equal(across->len, 8); /* over the antimeridian: all but Paris, France */
    g_autoptr(GArray) none = gm_gazetteer_in_box(g, (GmBox){10, 0, 5, 1}, 0);
    assert_int_equal(none->len, 0);
}

static void the_later_layer_wins(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autofree char *mine = write_file("mine.tsv",
                                       "name\tlat\tlon\tgeonames_id\tnames\n"
                                       "Sarāqib\t35.87\t36.80\t\tMy Saraqib\n" /* 1 km off */
                                       "Idlib town\t35.93\t36.64\t169389\t\n"  /* the same id */
                                       "Dana\t36.9\t36.9\t\t\n",
                                       -1);
    assert_true(gm_gazetteer_add(g, mine, NULL));
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(find(g, "saraqib", out), 1);
    assert_string_equal(match_at(out, 0)->place.source, "mine");
    assert_float_equal(match_at(out, 0)->place.lat, 35.87, 1e-6);
    assert_int_equal(match_at(out, 0)->place.population, 34231); /* what mine does not say */
    assert_string_equal(match_at(out, 0)->place.admin1, "SY.12");
    assert_int_equal(find(g, "sarakeb", out), 1); /* a name that only the lower one knows */
    assert_string_equal(match_at(out, 0)->place.source, "mine");
    assert_string_equal(gm_gazetteer_name_in(g, match_at(out, 0)->place.ref, "ar"), "سراقب");
    assert_int_equal(find(g, "idleb", out), 1);
    assert_string_equal(match_at(out, 0)->place.name, "Idlib town");
    assert_int_equal(find(g, "dana", out), 2); /* far apart: both */
    g_autoptr(GArray) box = gm_gazetteer_in_box(g, (GmBox){35.86, 36.79, 35.88, 36.81}, 0);
    assert_int_equal(box->len, 1);
    assert_string_equal(g_array_index(box, GmPlace, 0).source, "mine");
    GmSourceInfo si;
    assert_int_equal(gm_gazetteer_n_sources(g), 2);
    assert_true(gm_gazetteer_source(g, 1, &si));
    assert_int_equal(si.layer, 1);
    assert_int_equal(si.n_places, 3);
    assert_false(gm_gazetteer_source(g, 2, &si));
}

static void words_have_flags(void **state)
{
    (void)state;
    g_autofree char *index =
        build_index("words.gmx", "word\tflags\nreading\to\nmay\tofm\nGeneral\tt\n");
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(index, NULL);
    assert_int_equal(gm_gazetteer_word(g, "reading", 7), GM_WORD_ORDINARY);
    assert_int_equal(gm_gazetteer_word(g, "may", 3),
                     GM_WORD_ORDINARY | GM_WORD_GIVEN_NAME | GM_WORD_DATE);
    assert_int_equal(gm_gazetteer_word(g, "general", 7), GM_WORD_TITLE);
    assert_int_equal(gm_gazetteer_word(g, "readin", 6), 0);
}

static void names_are_valid_for_a_time(void **state)
{
    (void)state;
    g_autofree char *index =
        build_index("dated.gmx", "geonames_id\tname\tlat\tlon\tvalid_from\tvalid_to\n"
                                 "7\tOldname\t35\t36\t\t2018-05\n"
                                 "7\tNewname\t35\t36\t2018-06-01\t\n");
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(index, NULL);
    GmLookupOptions o = {.date = "2017-01-01"};
    g_autoptr(GArray) old = gm_gazetteer_lookup(g, "Oldname", &o);
    assert_int_equal(old->len, 1);
    assert_string_equal(match_at(old, 0)->place.name, "Newname");
    g_autoptr(GArray) early = gm_gazetteer_lookup(g, "Newname", &o);
    assert_int_equal(early->len, 0);
    o.date = "2018-05-31";
    g_autoptr(GArray) last_day = gm_gazetteer_lookup(g, "Oldname", &o);
    assert_int_equal(last_day->len, 1);
    o.date = "2020-01-01";
    g_autoptr(GArray) late = gm_gazetteer_lookup(g, "Oldname", &o);
    assert_int_equal(late->len, 0);
    /* two places in turn of one name; and one that only had it once */
    g_autofree char *turns =
        build_index("turns.gmx", "geonames_id\tname\tlat\tlon\tvalid_from\tvalid_to\n"
                                 "8\tTown\t35\t36\t\t2018-05\n"
                                 "9\tTown\t40\t41\t2018-06-01\t\n"
                                 "7\tBefore\t35\t37\t\t2018-05\n");
    g_autoptr(GmGazetteer) t = gm_gazetteer_open(turns, NULL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find_on(t, "town", 4, "2015-01-01", found), 1);
    assert_true(match_at(found, 0)->place.geonames_id == 8);
    assert_int_equal(gm_gazetteer_find_on(t, "town", 4, "2020-01-01", found), 1);
    assert_true(match_at(found, 1)->place.geonames_id == 9);
    assert_int_equal(gm_gazetteer_find_on(t, "town", 4, NULL, found), 2);
    assert_int_equal(gm_gazetteer_find_on(t, "before", 6, "2020-01-01", found), 1);
    o.date = NULL;
    g_autoptr(GArray) any = gm_gazetteer_lookup(g, "Oldname", &o);
    assert_int_equal(any->len, 1);
}

static guint n_files(const char *dir)
{
    guint n = 0;
    GDir *d = g_dir_open(dir, 0, NULL);
    while (d && g_dir_read_name(d))
        n++;
    if (d)
        g_dir_close(d);
    return n;
}

/* A table of so many places, the last of them named @last. */
static char *long_table(const char *last)
{
    GString *s = g_string_new("name\tlat\tlon\n");
    for (guint i = 0; i < 6000; i++)
        g_string_append_printf(s, "Village %u\t%u.%04u\t2\n", i, i % 80, i);
    g_string_append_printf(s, "%s\t3\t4\n", last);
    return g_string_free(s, FALSE);
}

static void a_source_is_compiled_once(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autofree char *once = long_table("Onceville"), *twice = long_table("Twiceville Two");
    g_autofree char *mine = write_file("again.tsv", once, -1);
    g_autofree char *folder = g_path_get_dirname(mine);
    g_autofree char *cache = g_build_filename(folder, "cache", "below", NULL);
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_true(gm_gazetteer_add_cached(g, mine, cache, NULL));
    assert_int_equal(n_files(cache), 1);
    g_autoptr(GmGazetteer) again = open_small_world();
    assert_true(gm_gazetteer_add_cached(again, mine, cache, NULL));
    assert_int_equal(n_files(cache), 1);
    assert_int_equal(find(again, "onceville", out), 1);
    g_autofree char *small = write_file("small.tsv", "name\tlat\tlon\nSmallville\t1\t2\n", -1);
    assert_true(gm_gazetteer_add_cached(again, small, cache, NULL));
    assert_int_equal(n_files(cache), 1); /* not worth a file */
    assert_int_equal(find(again, "smallville", out), 1);
    g_autofree char *longer = write_file("again.tsv", twice, -1);
    g_autoptr(GmGazetteer) changed = open_small_world();
    assert_true(gm_gazetteer_add_cached(changed, longer, cache, NULL));
    assert_int_equal(n_files(cache), 1); /* the earlier one is gone */
    assert_int_equal(find(changed, "twiceville two", out), 1);
    g_autoptr(GmGazetteer) nowhere = open_small_world();
    assert_true(gm_gazetteer_add_cached(nowhere, mine, "/proc/nowhere", NULL));
    assert_int_equal(find(nowhere, "twiceville two", out), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(find_knows_names_of_all_sorts),
        cmocka_unit_test(longest_counts_words),
        cmocka_unit_test(a_place_keeps_what_its_row_says),
        cmocka_unit_test(names_come_in_languages),
        cmocka_unit_test(countries_and_divisions_by_code),
        cmocka_unit_test(a_box_gives_settlements_by_importance),
        cmocka_unit_test(the_later_layer_wins),
        cmocka_unit_test(words_have_flags),
        cmocka_unit_test(a_source_is_compiled_once),
        cmocka_unit_test(names_are_valid_for_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
