#include "fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void folds_to(const char *s, const char *folded)
{
    g_autofree char *f = gm_text_fold(s, -1);
    if (strcmp(f, folded) != 0)
        fail_msg("'%s' folds to '%s', not '%s'", s, f, folded);
    g_autofree char *again = gm_text_fold(f, -1);
    assert_string_equal(again, f);
}

static void latin_names(void **state)
{
    (void)state;
    folds_to("Havr", "havr");
    folds_to("Ma’arrat an-Nu’man", "maarrat an numan");
    folds_to("Maʿarrat an-Nuʿmān", "maarrat an numan");
    folds_to("Ma`arrat  an‑Nu´man", "maarrat an numan");
    folds_to("Ma\xC2\xADrrat\xE2\x80\x8B", "marrat");
    folds_to("  Ain\xC2\xA0"
             "al–Havr ",
             "ain al havr");
    folds_to("Lattaquié", "lattaquie");
    folds_to("İdlib", "idlib");
    folds_to("Diyarbakır", "diyarbakir");
    folds_to("Łódź", "lodz");
    folds_to("Đà Nẵng", "da nang");
    folds_to("Tromsø", "tromso");
    folds_to("Straße", "strasse");
    folds_to("Ⅳ ﬁne", "iv fine");
    folds_to("Ｉｄｌｉｂ", "idlib");
    folds_to("Côte d’Ivoire", "cote divoire");
}

static void full_stops_go_unless_in_numbers(void **state)
{
    (void)state;
    folds_to("U.S.", "us");
    folds_to("St. Louis", "st louis");
    folds_to("3.5", "3.5");
    folds_to("1,200.", "1,200");
    folds_to("1. 5 .6", "1 5 6");
    folds_to("1..5", "15");
    folds_to("\u2498.", "17"); /* 17 with its full stop, in one sign */
    folds_to("1\uFF0E5 1\u20265", "1.5 15");
    folds_to("a\uFF3Fb", "a b");
}

static void arabic_spellings_meet(void **state)
{
    (void)state;
    folds_to("أطمة", "اطمه");
    folds_to("إدلب", "ادلب");
    folds_to("ٱلْقَاهِرَة", "القاهره");
    folds_to("مصطفى", "مصطفي");
    folds_to("حـــلب", "حلب");
    folds_to("کرمانشاه", "كرمانشاه");
    folds_to("١٢٣ ۴۵", "123 45");
    folds_to("ﻻ", "لا");
}

static void other_scripts_stand(void **state)
{
    (void)state;
    folds_to("Москва", "москва");
    folds_to("Αθήνα", "αθηνα");
    folds_to("北京", "北京");
    folds_to("ירושלים", "ירושלים");
}

static void broken_bytes_are_dropped(void **state)
{
    (void)state;
    folds_to("a\xFF\xC3", "a");
    folds_to("\xED\xA0\x80x", "x");
    folds_to("", "");
    folds_to(" - ", "");
}

/* Every code point: alone, among letters, among digits, behind itself. */
static void folding_again_changes_nothing(void **state)
{
    (void)state;
    static const char *const around[][2] = {{"", ""}, {"a", "b"}, {"1", "5"}, {"1.", ".5"}};
    for (gunichar cp = 1; cp < 0x110000; cp++) {
        if (!g_unichar_validate(cp))
            continue;
        char c[7] = {0};
        g_unichar_to_utf8(cp, c);
        for (gsize i = 0; i < G_N_ELEMENTS(around); i++) {
            g_autofree char *s = g_strconcat(around[i][0], c, around[i][1], c, NULL);
            g_autofree char *once = gm_text_fold(s, -1);
            g_autofree char *twice = gm_text_fold(once, -1);
            if (strcmp(once, twice) != 0)
                fail_msg("U+%04X: '%s' folds to '%s', and that to '%s'", cp, s, once, twice);
        }
    }
}

static void appending_counts_its_bytes(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new("x");
    assert_int_equal(gm_text_fold_append(out, "Ab-C", 2), 2);
    assert_string_equal(out->str, "xab");
    assert_int_equal(gm_text_fold_append(out, "-", -1), 0);
}

static void long_input_takes_pieces(void **state)
{
    (void)state;
    g_autoptr(GString) in = g_string_new(NULL);
    for (int i = 0; i < 5000; i++)
        g_string_append(in, "é"
                            "\xEF\xB7\xBA"); /* one folds to eighteen characters */
    g_autofree char *f = gm_text_fold(in->str, -1);
    g_autofree char *one = gm_text_fold("é"
                                        "\xEF\xB7\xBA",
                                        -1);
    assert_true(strlen(f) >= 5000 * strlen(one));
    assert_true(g_utf8_validate(f, -1, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_names),
        cmocka_unit_test(full_stops_go_unless_in_numbers),
        cmocka_unit_test(arabic_spellings_meet),
        cmocka_unit_test(other_scripts_stand),
        cmocka_unit_test(broken_bytes_are_dropped),
        cmocka_unit_test(folding_again_changes_nothing),
        cmocka_unit_test(appending_counts_its_bytes),
        cmocka_unit_test(long_input_takes_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
