#include "credit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void check_line(const char *credit, const char *licence, const char *expected)
{
    g_autofree char *line = gm_credit_line(credit, licence);
    assert_string_equal(line, expected);
}

static void each_source_has_its_licence(void **state)
{
    (void)state;
    check_line("Survey", "CC0", "Survey (CC0)");
    check_line("A (codes); B", "L1; L2", "A (codes, L1); B (L2)");
    check_line("A; B (points)", "L", "A (L); B (points, L)");
    check_line("Survey (CC0)", "CC0", "Survey (CC0)");
    check_line("Survey", NULL, "Survey");
    check_line("Survey", "", "Survey");
    assert_null(gm_credit_line(NULL, "CC0"));
    assert_null(gm_credit_line("", "CC0"));
}

static void a_provider_is_printed_once(void **state)
{
    (void)state;
    char *lines[] = {"A (L1)",
                     "A (codes, L1); B (by way of C, L2)",
                     "gazmap, hand-kept (L3)",
                     "B (points, L2)",
                     "A (L4)",
                     "Survey"};
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        g_ptr_array_add(list, lines[i]);
    g_autofree char *words = gm_credits_short(list, " + ");
    assert_string_equal(words, "A (L1) + B (L2) + A (L4) + Survey");
    g_autofree char *none = gm_credits_short(NULL, ", ");
    assert_string_equal(none, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_has_its_licence),
        cmocka_unit_test(a_provider_is_printed_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
