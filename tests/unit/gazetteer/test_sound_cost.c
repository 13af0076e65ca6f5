#include "fold.h"
#include "small_world.h"
#include "sound_cost.h"

static guint cost(const char *a, const char *b, const char **rule)
{
    g_autofree char *p = gm_text_fold(a, -1), *q = gm_text_fold(b, -1);
    Sounds x, y;
    assert_true(gm_gazetteer_sounds_of(p, strlen(p), &x));
    assert_true(gm_gazetteer_sounds_of(q, strlen(q), &y));
    return gm_gazetteer_sound_cost(&x, &y, SOUND_COST_MAX, rule);
}

/* Whether a search for @a looks where @b is stored. */
static bool meet(const char *a, const char *b)
{
    g_autofree char *p = gm_text_fold(a, -1), *q = gm_text_fold(b, -1);
    Sounds x, y;
    guint32 asked[MAX_KEYS], stored[MAX_KEYS];
    assert_true(gm_gazetteer_sounds_of(p, strlen(p), &x));
    assert_true(gm_gazetteer_sounds_of(q, strlen(q), &y));
    guint n = gm_gazetteer_sounds_keys(&x, false, asked),
          m = gm_gazetteer_sounds_keys(&y, true, stored);
    for (guint i = 0; i < n * m; i++)
        if (asked[i % n] == stored[i / n])
            return true;
    return false;
}

static void romanisations_meet(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Qal'at al-Mudiq", "Kalaat el Moudik"},
        {"Jisr ash-Shughur", "Djisr ech-Choghour"},
        {"Jisr al-Shughur", "Cisr eş-Şuğur"},
        {"Khan Shaykhun", "Han Şeyhun"},
        {"Ma'arrat an-Nu'man", "Maaret al-Numan"},
        {"Kafr Zayta", "Kaferzita"},
        {"Jindires", "Cinderes"},
        {"Ain al-Hawr", "Ayn el Havr"},
        {"Tronba", "Trumbeh"},
        {"Abu adh-Dhuhur", "Abu Zuhur"},
        {"Abu ad-Duhur", "Abu al-Thuhur"},
        {"Darat Izza", "Daret Azzeh"},
        {"Dara Gharbi", "Dâra Rharbi"},
        {"Saraqib", "سراقب"},
        {"Ma'arrat an-Nu'man", "معرة النعمان"},
        {"Khan Shaykhun", "Хан-Шейхун"},
        {"Hayyan", "Haiyane"},
        {"Nubl", "Nobbol"},
        {"Suqaylibiyah", "As-Suqaylabiyya"},
        {"Latakia", "Lattaquié"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (!meet(pairs[i][0], pairs[i][1]) && !meet(pairs[i][1], pairs[i][0]))
            print_error("%s and %s do not meet\n", pairs[i][0], pairs[i][1]);
        assert_true(meet(pairs[i][0], pairs[i][1]) || meet(pairs[i][1], pairs[i][0]));
        guint c = cost(pairs[i][0], pairs[i][1], NULL);
        if (c > 45)
            print_error("%s and %s cost %u\n", pairs[i][0], pairs[i][1], c);
        assert_true(c <= 45);
    }
}

static void other_places_do_not(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Sarmin", "Sarmada"}, {"Suran", "Duran"}, {"Dana", "Dara"},
        {"Saraqib", "Sarmin"}, {"Idlib", "Ihsim"}, {"Binnish", "Bidama"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        assert_false(meet(pairs[i][0], pairs[i][1]));
        assert_true(cost(pairs[i][0], pairs[i][1], NULL) >= 45);
    }
}

static void the_rule_is_named(void **state)
{
    (void)state;
    const char *rule;
    assert_int_equal(cost("Saraqib", "Saraqib", &rule), 0);
    cost("Saraqib", "Sarakib", &rule);
    assert_string_equal(rule, "q for k");
    cost("Ad-Dana", "Dana", &rule);
    assert_string_equal(rule, "article");
    cost("Ariha", "Arihah", &rule);
    assert_string_equal(rule, "final -a for -ah");
    cost("Khan", "Han", &rule);
    assert_string_equal(rule, "kh for h");
    cost("Binnish", "Binnesh", &rule);
    assert_string_equal(rule, "vowels");
}

static void a_cost_is_the_same_both_ways(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Saraqib", "Sarakeb", "Khan Shaykhun", "Han Şeyhun", "Darat Izza", "Tarbana",
        "Tronba",  "سراقب",   "Maarat Numan",  "Al-Numan",   "E",          "Bdama"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(names); j++) {
            if (i == 10 || j == 10)
                continue; /* no consonant */
            assert_int_equal(cost(names[i], names[j], NULL), cost(names[j], names[i], NULL));
            if (i == j)
                assert_int_equal(cost(names[i], names[j], NULL), 0);
        }
    Sounds none;
    assert_false(gm_gazetteer_sounds_of("e", 1, &none));
    assert_false(gm_gazetteer_sounds_of("", 0, &none));
}

/* Any bytes give sounds within bounds. */
static void noise_is_harmless(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    static const char *const bits[] = {"al ", "kh", "sch", "h", "t", "e", "ـ", "ال", "ж", " ",
                                       "dzh", "ou", "qu",  "n", "b", "7", "ة", "ou", "l", "x"};
    for (int i = 0; i < 20000; i++) {
        g_autoptr(GString) s = g_string_new(NULL);
        for (int n = g_rand_int_range(rand, 0, 60); n > 0; n--)
            g_string_append(s, bits[g_rand_int_range(rand, 0, G_N_ELEMENTS(bits))]);
        Sounds x, y;
        if (!gm_gazetteer_sounds_of(s->str, s->len, &x))
            continue;
        assert_true(x.n <= MAX_SOUNDS);
        guint32 keys[MAX_KEYS];
        assert_true(gm_gazetteer_sounds_keys(&x, false, keys) <= MAX_KEYS);
        gm_gazetteer_sounds_fine(&x);
        if (gm_gazetteer_sounds_j_as_y(&x, &y))
            gm_gazetteer_sound_cost(&x, &y, SOUND_COST_MAX, NULL);
        assert_int_equal(gm_gazetteer_sound_cost(&x, &x, SOUND_COST_MAX, NULL), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(romanisations_meet), cmocka_unit_test(other_places_do_not),
        cmocka_unit_test(the_rule_is_named),  cmocka_unit_test(a_cost_is_the_same_both_ways),
        cmocka_unit_test(noise_is_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
