#include "markup.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef void (*Append)(GString *out, const char *s);

static void gives(Append append, const char *s, const char *wanted)
{
    g_autoptr(GString) out = g_string_new("|");
    append(out, s);
    assert_string_equal(out->str + 1, wanted);
}

static void xml(void **state)
{
    (void)state;
    gives(gm_text_append_xml, "<script>\"a\" & 'b'</script>",
          "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
    gives(gm_text_append_xml, "a\x01\x1F\x7F", "a\xEF\xBF\xBD\xEF\xBF\xBD\x7F");
    gives(gm_text_append_xml, "a\xFFz\xEF\xBF\xBE\xED\xA0\x80",
          "a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    gives(gm_text_append_xml, "إدلب\tx\n", "إدلب\tx\n");
    gives(gm_text_append_xml, NULL, "");
}

static void element(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new("x");
    gm_text_append_element(out, "  ", "name", NULL);
    gm_text_append_element(out, "  ", "name", "");
    assert_string_equal(out->str, "x");
    gm_text_append_element(out, "  ", "name", "A & B");
    assert_string_equal(out->str, "x  <name>A &amp; B</name>\n");
}

static void tables(void **state)
{
    (void)state;
    gives(gm_text_append_tsv,
          "a\tb\r\nc\xC2\x85"
          "d\xE2\x80\xA8",
          "a b  c d ");
    gives(gm_text_append_csv, "plain", "plain");
    gives(gm_text_append_csv, "a,\"b\"\n", "\"a,\"\"b\"\"\n\"");
    gives(gm_text_append_csv, " x", "\" x\"");
    gives(gm_text_append_csv, "", "");
}

static void number_gives(double v, int decimals, const char *wanted)
{
    g_autoptr(GString) out = g_string_new(NULL);
    gm_text_append_number(out, v, decimals);
    assert_string_equal(out->str, wanted);
}

static void numbers(void **state)
{
    (void)state;
    setlocale(LC_ALL, "de_DE.UTF-8"); /* without effect where it is not installed */
    number_gives(0, 3, "0");
    number_gives(-0.0, 3, "0");
    number_gives(-0.0004, 3, "0");
    number_gives(0.05, 2, "0.05");
    number_gives(-35.8598, 7, "-35.8598");
    number_gives(1200, 0, "1200");
    number_gives(1200.5, 0, "1201");
    number_gives(0.1 + 0.2, 15, "0.3");
    number_gives(1e20, 2, "100000000000000000000");
    number_gives(123456789.25, 2, "123456789.25");
    number_gives(NAN, 2, "nan");
    setlocale(LC_ALL, "C");
}

/* As printf has it, in every last digit. */
static void fixed(void **state)
{
    (void)state;
    g_autoptr(GRand) r = g_rand_new_with_seed(5);
    for (int i = 0; i < 200000; i++) {
        int decimals = i % 8;
        double v = i % 3 ? g_rand_int_range(r, -180000000, 180000000) / 1e6
                         : g_rand_double_range(r, -1e4, 1e4);
        if (i % 5 == 0)
            v = g_rand_int_range(r, -200, 200) / 8.0; /* ties */
        char wanted[64];
        g_snprintf(wanted, sizeof wanted, "%.*f", decimals, v);
        g_autoptr(GString) out = g_string_new(NULL);
        gm_text_append_fixed(out, v, decimals);
        assert_string_equal(out->str, wanted);
    }
    static const double special[] = {0.0, -0.0, 0.999999999, -0.999, 1e300, -1e300, 99.995, NAN};
    for (gsize i = 0; i < G_N_ELEMENTS(special); i++) {
        g_autofree char *wanted = g_strdup_printf("%.2f", special[i]);
        g_autoptr(GString) out = g_string_new(NULL);
        gm_text_append_fixed(out, special[i], 2);
        assert_string_equal(out->str, wanted);
    }
    g_autoptr(GString) out = g_string_new(NULL);
    gm_text_append_count(out, 0);
    gm_text_append_count(out, G_MAXUINT64);
    assert_string_equal(out->str, "018446744073709551615");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml),     cmocka_unit_test(element), cmocka_unit_test(tables),
        cmocka_unit_test(numbers), cmocka_unit_test(fixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
