/* Character references, as the WHATWG tokenizer reads them. */
#include "html_entity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_entity(const char *s, gsize used, const char *text)
{
    char utf8[HTML_ENTITY_MAX] = "";
    assert_int_equal(gm_text_html_entity(s, strlen(s), utf8), used);
    assert_string_equal(utf8, text);
}

static void test_named(void **state)
{
    (void)state;
    assert_entity("&amp;", 5, "&");
    assert_entity("&eacute;e", 8, "é");
    assert_entity("&Eacute;", 8, "É"); /* case counts */
    assert_entity("&nbsp;", 6, "\u00A0");
    assert_entity("&rsquo;s", 7, "’");
    assert_entity("&apos;s", 6, "'");
    assert_entity("&zwnj;", 6, "\u200C"); /* the last but one */
    assert_entity("&AElig;", 7, "Æ");     /* the first */
    assert_entity("&CounterClockwiseContourIntegral;", 33, "∳");
    assert_entity("&NotEqualTilde;", 15, "≂̸"); /* two characters */
}

static void test_unclosed(void **state)
{
    (void)state;
    assert_entity("&amp x", 4, "&");
    assert_entity("&eacutee", 7, "é"); /* the longest name that may stand open */
    assert_entity("&notit;", 4, "¬");  /* and not "&notin;" */
    assert_entity("&notin;", 7, "∉");
    assert_entity("&rsquo s", 0, ""); /* not an old name */
    assert_entity("&lt", 3, "<");
}

static void test_none(void **state)
{
    (void)state;
    static const char *const none[] = {"&",   "& ",   "&;", "&x;", "&Saraqib;",
                                       "&#;", "&#x;", "&#", "&AT"};
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        assert_entity(none[i], 0, "");
    char utf8[HTML_ENTITY_MAX];
    assert_int_equal(gm_text_html_entity("&amp;", 3, utf8), 0); /* never past @len */
    assert_int_equal(gm_text_html_entity("&amp;", 4, utf8), 4);
}

static void test_numbers(void **state)
{
    (void)state;
    assert_entity("&#1573;", 7, "إ");
    assert_entity("&#x627;", 7, "ا");
    assert_entity("&#X1F600 ", 8, "😀");
    assert_entity("&#146;", 6, "’"); /* Windows-1252 */
    assert_entity("&#0;", 4, "\uFFFD");
    assert_entity("&#xD800;", 8, "\uFFFD");
    assert_entity("&#99999999999;", 14, "\uFFFD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named),
        cmocka_unit_test(test_unclosed),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
