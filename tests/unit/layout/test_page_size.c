#include "layout_fixture.h"
#include "page_size.h"

static void sizes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double width, height;
        bool paper;
    } cases[] = {
        {"1600x1200", 1600, 1200, false},      {"800x600px", 800, 600, false},
        {"1600×1200", 1600, 1200, false},      {"254x127mm", 960, 480, true},
        {"10x5 in", 960, 480, true},           {"A4", 793.7, 1122.5, true},
        {"a4 landscape", 1122.5, 793.7, true}, {"A3-landscape", 1587.4, 1122.5, true},
        {"letter portrait", 816, 1056, true},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GmPageSize s;
        g_autoptr(GError) error = NULL;
        assert_true(gm_layout_page_size(cases[i].text, &s, &error));
        assert_true(fabs(s.width - cases[i].width) < 0.1);
        assert_true(fabs(s.height - cases[i].height) < 0.1);
        assert_int_equal(s.paper, cases[i].paper);
    }
}

static void nonsense(void **state)
{
    (void)state;
    static const char *const bad[] = {"",      "A4 sideways", "1600",    "x",
                                      "1600x", "10x10",       "1e9x10",  "nanx600",
                                      "A99",   "800x600pt",   "-800x600"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        GmPageSize s;
        g_autoptr(GError) error = NULL;
        assert_false(gm_layout_page_size(bad[i], &s, &error));
        assert_non_null(error);
        assert_non_null(strstr(error->message, "size"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sizes), cmocka_unit_test(nonsense)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
