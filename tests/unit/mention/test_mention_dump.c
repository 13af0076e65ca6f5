/* The dumps: columns, offsets, escaping, the same in every run and locale. */
#include "mention_fixture.h"

#include <locale.h>

static char *tsv_of(void **state, const char *text)
{
    Reading r = read_text(state, text);
    GString *out = g_string_new(NULL);
    gm_mention_append_tsv(out, r.mentions);
    read_done(&r);
    return g_string_free(out, FALSE);
}

static void test_tsv_columns(void **state)
{
    GString *head = g_string_new(NULL);
    gm_mention_append_tsv_header(head);
    g_auto(GStrv) names = g_strsplit(g_strchomp(head->str), "\t", -1);
    assert_int_equal(g_strv_length(names), 13);
    assert_string_equal(names[0], "doc");
    assert_string_equal(names[12], "reason");
    g_string_free(head, TRUE);

    g_autofree char *tsv = tsv_of(state, "Shells fell in Saraqib on Monday.");
    g_auto(GStrv) f = g_strsplit(g_strchomp(tsv), "\t", -1);
    assert_int_equal(g_strv_length(f), 13);
    assert_string_equal(f[0], "note");
    assert_string_equal(f[1], "15");
    assert_string_equal(f[2], "22");
    assert_string_equal(f[3], "Saraqib");
    assert_string_equal(f[4], "35.86447");
    assert_string_equal(f[5], "36.80591");
    assert_string_equal(f[6], "172409");
    assert_string_equal(f[8], "settlement");
    assert_string_equal(f[9], "SY");
    assert_string_equal(f[10], "location");
}

static void test_a_line_is_a_line(void **state)
{
    g_autofree char *tsv =
        tsv_of(state, "Shells fell in the village of\nQarnabat\tal-Wusta near Saraqib.");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(tsv), "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) f = g_strsplit(lines[i], "\t", -1);
        assert_int_equal(g_strv_length(f), 13);
    }
}

static void test_same_every_time(void **state)
{
    static const char TEXT[] =
        "Paris, Texas; Paris, France; Alexandria; Georgia; Moscow; Saraqib, 2 km off.";
    g_autofree char *a = tsv_of(state, TEXT), *b = tsv_of(state, TEXT);
    assert_string_equal(a, b);
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL)
        setlocale(LC_ALL, "C.UTF-8");
    g_autofree char *c = tsv_of(state, TEXT);
    setlocale(LC_ALL, "C");
    assert_string_equal(a, c);
}

static void test_json_and_table(void **state)
{
    Reading r = read_text(state, "Shells fell in Saraqib, Syria, and in Idlib.");
    g_autoptr(GString) json = g_string_new(NULL);
    gm_mention_append_json(json, r.mentions);
    assert_non_null(strstr(json->str, "\"surface\": \"Saraqib\""));
    assert_non_null(strstr(json->str, "\"role\": \"location\""));
    assert_non_null(strstr(json->str, "\"runners_up\""));
    g_autoptr(GString) table = g_string_new(NULL);
    gm_mention_append_table(table, r.mentions, 100);
    g_auto(GStrv) lines = g_strsplit(table->str, "\n", -1);
    assert_true(g_strv_length(lines) >= 4);
    for (guint i = 0; lines[i] != NULL; i++)
        assert_true(g_utf8_strlen(lines[i], -1) <= 100);
    read_done(&r);
}

static void test_role_names(void **state)
{
    (void)state;
    for (int i = GM_ROLE_LOCATION; i <= GM_ROLE_NESTED; i++) {
        GmRole back;
        assert_true(gm_mention_role_from_name(gm_mention_role_name((GmRole)i), &back));
        assert_int_equal(back, i);
    }
    GmRole none;
    assert_false(gm_mention_role_from_name("place", &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tsv_columns),     cmocka_unit_test(test_a_line_is_a_line),
        cmocka_unit_test(test_same_every_time), cmocka_unit_test(test_json_and_table),
        cmocka_unit_test(test_role_names),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
