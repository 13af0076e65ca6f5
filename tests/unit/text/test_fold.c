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
        cmocka_unit_test(appending_counts_its_bytes),
        cmocka_unit_test(long_input_takes_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
