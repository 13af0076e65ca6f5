/* What a person's spelling finds: rules on small worlds, then the measure on the
 * variants of real names, against the gazetteer in this repository with all
 * Syrian villages laid over it. */
#include "fold.h"
#include "geodesic.h"
#include "small_world.h"
#include <stdio.h>

static const GmPos idlib = {35.93, 36.63};

static void exact_first_then_variants(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    g_autoptr(GArray) paris = gm_gazetteer_lookup(g, "Paris", &o);
    assert_int_equal(paris->len, 2);
    assert_string_equal(match_at(paris, 0)->place.country, "FR");
    o.country = "US";
    g_autoptr(GArray) texas = gm_gazetteer_lookup(g, "PARIS", &o);
    assert_string_equal(match_at(texas, 0)->place.admin1, "US.TX");
    o.country = NULL;
    g_autoptr(GArray) within = gm_gazetteer_lookup(g, "Paris, United States", &o);
    assert_string_equal(match_at(within, 0)->place.admin1, "US.TX");
    g_autoptr(GArray) variant = gm_gazetteer_lookup(g, "Sarâkeb", &o);
    assert_int_equal(match_at(variant, 0)->match, GM_MATCH_ALTERNATE);
    g_autoptr(GArray) han = gm_gazetteer_lookup(g, "Han Şeyhun", &o);
    assert_int_equal(han->len, 1);
    assert_int_equal(match_at(han, 0)->match, GM_MATCH_VARIANT);
    assert_string_equal(match_at(han, 0)->place.name, "Khan Shaykhun");
    assert_true(match_at(han, 0)->score < 0.95 && match_at(han, 0)->score > 0.6);
    assert_true(*match_at(han, 0)->rule);
    o.variants = o.near_spelling = false;
    g_autoptr(GArray) none = gm_gazetteer_lookup(g, "Han Şeyhun", &o);
    assert_int_equal(none->len, 0);
}

/* Articles in one with the name, letters of other alphabets, French and Turkish
 * spelling, Arabic with vowel marks and without the article. */
static void spellings_by_rule(void **state)
{
    static const char *const spelt[][2] = {
        {"Addana", "Ad Dana"},
        {"Eddana", "Ad Dana"},
        {"ad-Dânah", "Ad Dana"},
        {"Hân Şeyhûn", "Khan Shaykhun"},
        {"Khân Cheïkhoûn", "Khan Shaykhun"},
        {"Xan Şêxûn", "Khan Shaykhun"},
        {"Sarrakib", "Saraqib"},
        {"Srakb", "Saraqib"},
        {"سَرَاقِب", "Saraqib"},
        {"al-Saraqib", "Saraqib"},
        {"Trumba", "Turumbah"},
        {"خانشيخون", "Khan Shaykhun"},
    };
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    GmLookupOptions o = {.near = &idlib, .variants = true, .near_spelling = true};
    for (gsize i = 0; i < G_N_ELEMENTS(spelt); i++) {
        g_autoptr(GArray) found = gm_gazetteer_lookup(g, spelt[i][0], &o);
        const char *name = found->len ? match_at(found, 0)->place.name : "";
        if (strcmp(name, spelt[i][1]) != 0 || match_at(found, 0)->match == GM_MATCH_NEAR)
            fail_msg("%s is '%s', not %s", spelt[i][0], name, spelt[i][1]);
    }
}

static void nonsense_is_no_variant(void **state)
{
    static const char *const nonsense[] = {"Zzzsrrqqqb", "Sqrtwyiuopb", "Ppprrrzzz", "Dnkh"};
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    for (gsize i = 0; i < G_N_ELEMENTS(nonsense); i++) {
        g_autoptr(GArray) found = gm_gazetteer_lookup(g, nonsense[i], NULL);
        for (guint k = 0; k < found->len; k++)
            assert_int_equal(match_at(found, k)->match, GM_MATCH_NEAR);
    }
}

static void nearness_chooses_among_namesakes(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    GmLookupOptions o = {.near = &idlib, .variants = true, .near_spelling = true};
    g_autoptr(GArray) here = gm_gazetteer_lookup(g, "Dana", &o);
    assert_string_equal(match_at(here, 0)->place.name, "Ad Dana"); /* not Indiana's */
    assert_string_equal(match_at(here, 0)->rule, "article");
    GmPos indiana = {39.8, -87.0};
    o.near = &indiana;
    g_autoptr(GArray) there = gm_gazetteer_lookup(g, "Dana", &o);
    assert_string_equal(match_at(there, 0)->place.country, "US");
}

static void near_spellings_stand_behind_names(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    g_autoptr(GArray) slip = gm_gazetteer_lookup(g, "Sarapib", &o);
    assert_true(slip->len > 0);
    assert_int_equal(match_at(slip, 0)->match, GM_MATCH_NEAR);
    assert_string_equal(match_at(slip, 0)->place.name, "Saraqib");
    assert_true(match_at(slip, 0)->score < 0.6);
    /* Paris is far from Syria and "Baris" might be near something: still Paris */
    o.near = &idlib;
    g_autoptr(GArray) paris = gm_gazetteer_lookup(g, "Paris", &o);
    assert_string_equal(match_at(paris, 0)->place.name, "Paris");
    for (guint i = 0; i < paris->len; i++)
        assert_true(i < 2 || match_at(paris, i)->match >= GM_MATCH_VARIANT);
    g_autoptr(GPtrArray) hints = gm_gazetteer_suggest(g, "Sarapib", NULL, 3);
    assert_true(hints->len >= 1);
    assert_string_equal(g_ptr_array_index(hints, 0), "Saraqib");
    const GmPos bogota = {4.6, -74.1};
    g_autoptr(GPtrArray) far = gm_gazetteer_suggest(g, "Sarapib", &bogota, 3);
    assert_int_equal(far->len, 0); /* no slip leads to another part of the world */
    g_autoptr(GArray) city = gm_gazetteer_lookup(g, "city of Saraqib", NULL);
    assert_string_equal(match_at(city, 0)->place.name, "Saraqib");
    g_autoptr(GArray) town = gm_gazetteer_lookup(g, "Serakib town", NULL);
    assert_string_equal(match_at(town, 0)->place.name, "Saraqib");
    g_autoptr(GArray) nothing = gm_gazetteer_lookup(g, "Xqzwv Brnpt", &o);
    assert_int_equal(nothing->len, 0);
    g_autoptr(GArray) empty = gm_gazetteer_lookup(g, " - ", &o);
    assert_int_equal(empty->len, 0);
}

static void scanning_finds_variants_but_not_the_name_itself(void **state)
{
    (void)state;
    g_autoptr(GmGazetteer) g = open_small_world();
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    assert_int_equal(gm_gazetteer_find_variant(g, "serakib", 7, out), 1);
    assert_int_equal(match_at(out, 0)->match, GM_MATCH_VARIANT);
    g_array_set_size(out, 0);
    gm_gazetteer_find_variant(g, "saraqib", 7, out);
    for (guint i = 0; i < out->len; i++)
        assert_string_not_equal(match_at(out, i)->place.name, "Saraqib");
}

static GmGazetteer *open_default(void)
{
    static const char *const tables[] = {"world.tsv.gz",  "countries.tsv",     "divisions.tsv",
                                         "districts.tsv", "world_regions.tsv", "regional.tsv",
                                         "highways.tsv"};
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        char *path = g_build_filename(GAZMAP_SOURCE_DIR, "gazetteer", tables[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            g_ptr_array_add(sources, path);
        else
            g_free(path);
    }
    g_ptr_array_add(sources, NULL);
    g_autofree char *out = write_file("default.gmx", "", 0);
    GmBuildReport report;
    if (!gm_gazetteer_build(out, (const char *const *)sources->pdata, NULL, &report, NULL))
        return NULL;
    print_message("default index: %.1f MB, built in %.1f s\n", (double)report.n_bytes / 1e6,
                  report.seconds);
    assert_true(report.n_bytes <= 40000000);
    assert_int_equal(report.n_bad_lines, 0);
    return gm_gazetteer_open(out, NULL);
}

/* The place of the answer at @pos, within three kilometres: 1, 2, … or 0. */
static guint rank_of(const GArray *m, GmPos pos)
{
    for (guint i = 0; i < m->len; i++)
        if (gm_geo_distance(gm_place_pos(&match_at(m, i)->place), pos) <= 3000)
            return i + 1;
    return 0;
}

typedef struct {
    guint n, first, in_three;
} Tally;

static void count(Tally *t, guint rank)
{
    t->n++;
    t->first += rank == 1;
    t->in_three += rank >= 1 && rank <= 3;
}

static double percent(guint part, guint whole)
{
    return whole ? 100.0 * part / whole : 0;
}

#define VILLAGES GAZMAP_REFERENCE_DIR "/reference/gazetteer/SY.tsv"
#define VARIANTS GAZMAP_REFERENCE_DIR "/reference/variants-dev.tsv"

static void variants_of_real_names(void **state)
{
    (void)state;
    g_autofree char *text = NULL;
    if (!g_file_get_contents(VARIANTS, &text, NULL, NULL)) {
        print_message("skipped: no reference data at %s\n", VARIANTS);
        skip();
    }
    g_autoptr(GmGazetteer) g = open_default();
    gint64 began = g_get_monotonic_time();
    assert_true(gm_gazetteer_add(g, VILLAGES, NULL));
    double seconds = (double)(g_get_monotonic_time() - began) / 1e6;
    print_message("villages built and laid over in %.2f s\n", seconds);
    GmLookupOptions o = {.near = &idlib, .variants = true, .near_spelling = true};
    Tally tally = {0};
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **l = lines + 1; *l && **l; l++) {
        g_auto(GStrv) f = g_strsplit(*l, "\t", -1);
        GmPos pos = {g_ascii_strtod(f[2], NULL), g_ascii_strtod(f[3], NULL)};
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, f[0], &o);
        guint rank = rank_of(m, pos);
        count(&tally, rank);
        if (rank != 1)
            print_message("  %s: %s is answer %u; first is %s\n", f[0], f[1], rank,
                          m->len ? match_at(m, 0)->place.name : "nothing");
    }
    print_message("%u variants: %.1f %% first, %.1f %% in three\n", tally.n,
                  percent(tally.first, tally.n), percent(tally.in_three, tally.n));
    assert_true(percent(tally.first, tally.n) >= 98);
    static const struct {
        const char *name;
        GmPos pos;
    } friends[] = {{"Sarmin", {35.904, 36.725}},          {"Sarmada", {36.186, 36.724}},
                   {"Suran", {35.2919, 36.7485}},         {"Salma", {35.689, 36.1369}},
                   {"Maar Shamarin", {35.6161, 36.7197}}, {"Al-Hawr", {35.7128, 36.1252}},
                   {"Dana", {36.2125, 36.7698}},          {"Ain al-Havr", {35.7775, 36.1642}}};
    for (gsize i = 0; i < G_N_ELEMENTS(friends); i++) {
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, friends[i].name, &o);
        assert_int_equal(rank_of(m, friends[i].pos), 1);
    }
}

/* Takes one Latin alternate name out of a dump's row, chosen by the id, with
 * everything that folds to the same; NULL when there is none to take. */
static char *hold_out(char **f)
{
    g_autofree char *own = gm_text_fold(f[1], -1), *chosen = NULL;
    g_auto(GStrv) names = g_strsplit(f[3], ",", -1);
    guint n = g_strv_length(names);
    char *taken = NULL;
    for (guint i = 0, at = n ? (guint)(g_ascii_strtoull(f[0], NULL, 10) % n) : 0; i < n && !taken;
         i++) {
        const char *name = names[(at + i) % n];
        g_autofree char *folded = gm_text_fold(name, -1);
        if (strlen(folded) < 4 || strcmp(folded, own) == 0 || !g_str_is_ascii(folded) ||
            g_ascii_isupper(name[1]))
            continue;
        taken = g_strdup(name);
        chosen = g_steal_pointer(&folded);
    }
    g_autoptr(GString) rest = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *folded = gm_text_fold(names[i], -1);
        if (!chosen || strcmp(folded, chosen) != 0)
            g_string_append_printf(rest, "%s%s", rest->len ? "," : "", names[i]);
    }
    g_free(f[3]);
    f[3] = g_string_free(g_steal_pointer(&rest), FALSE);
    return taken;
}

/* Does the rule work on names that nobody looked at? Every Syrian place loses one
 * of its alternate names, which is then looked up from 40 km off. Many villages
 * are namesakes of a neighbour, so that the first answer is not all there is. */
static void names_held_out(void **state)
{
    (void)state;
    g_autofree char *text = NULL;
    if (!g_file_get_contents(VILLAGES, &text, NULL, NULL)) {
        print_message("skipped: no reference data at %s\n", VILLAGES);
        skip();
    }
    g_autoptr(GString) kept = g_string_new(NULL);
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) where = g_array_new(FALSE, FALSE, sizeof(GmPos));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **l = lines; *l && **l; l++) {
        g_auto(GStrv) f = g_strsplit(*l, "\t", -1);
        char *taken = hold_out(f);
        g_autofree char *row = g_strjoinv("\t", f);
        g_string_append_printf(kept, "%s\n", row);
        if (taken) {
            GmPos pos = {g_ascii_strtod(f[4], NULL), g_ascii_strtod(f[5], NULL)};
            g_ptr_array_add(held, taken);
            g_array_append_val(where, pos);
        }
    }
    g_autofree char *index = build_index("held.gmx", kept->str);
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(index, NULL);
    Tally tally = {0};
    for (guint i = 0; i < held->len; i++) {
        GmPos pos = g_array_index(where, GmPos, i), near = {pos.lat + 0.3, pos.lon - 0.25};
        GmLookupOptions o = {.near = &near, .variants = true, .near_spelling = true};
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, g_ptr_array_index(held, i), &o);
        count(&tally, rank_of(m, pos));
    }
    print_message("%u names held out: %.1f %% first, %.1f %% in three\n", tally.n,
                  percent(tally.first, tally.n), percent(tally.in_three, tally.n));
    assert_true(tally.n > 5000);
    assert_true(percent(tally.first, tally.n) >= 75);
    assert_true(percent(tally.in_three, tally.n) >= 89);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_first_then_variants),
        cmocka_unit_test(spellings_by_rule),
        cmocka_unit_test(nonsense_is_no_variant),
        cmocka_unit_test(nearness_chooses_among_namesakes),
        cmocka_unit_test(near_spellings_stand_behind_names),
        cmocka_unit_test(scanning_finds_variants_but_not_the_name_itself),
        cmocka_unit_test(variants_of_real_names),
        cmocka_unit_test(names_held_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
