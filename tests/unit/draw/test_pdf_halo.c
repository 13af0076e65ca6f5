#include "pdf_halo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/** @content with one halo in it, white and 3 pt wide; NULL when refused. */
static char *with_halo(const char *content)
{
    g_autoptr(GArray) halos = g_array_new(FALSE, FALSE, sizeof(GmPdfHalo));
    GmPdfHalo white = {{1, 1, 1, 0.85}, 3};
    g_array_append_val(halos, white);
    GString *out = g_string_new(NULL);
    bool ok = gm_draw_pdf_set_halos(content, strlen(content), halos, out);
    return g_string_free(out, !ok);
}

static char *marked(const char *format)
{
    GmColour m = gm_draw_pdf_mark(0, 0.85);
    char mark[64];
    g_snprintf(mark, sizeof mark, "%f %f %f rg", m.r, m.g, m.b);
    GString *g = g_string_new(format);
    g_string_replace(g, "MARK", mark, 0);
    return g_string_free(g, FALSE);
}

static void a_marked_text_is_stroked(void **state)
{
    (void)state;
    g_autofree char *in = marked("MARK /a7 gs\nBT\n9 0 0 -9 1 2 Tm\n/f-0-0 1 Tf\n(Hama)Tj\nET\n"
                                 "0 0 0 rg\nBT\n(Hama)Tj\nET\n");
    g_autofree char *out = with_halo(in);
    assert_string_equal(out, " /a7 gs/Span<</ActualText()>>BDC q 1 1 1 RG 3 w 1 J 1 j []0 d 1 Tr\n"
                             "\nBT\n9 0 0 -9 1 2 Tm\n/f-0-0 1 Tf\n(Hama)Tj\nET\nQ EMC\n"
                             "0 0 0 rg\nBT\n(Hama)Tj\nET\n");
}

static void the_mark_ends_with_its_state(void **state)
{
    (void)state;
    g_autofree char *in = marked("1 0 0 rg q MARK Q BT (a)Tj ET");
    g_autofree char *out = with_halo(in);
    assert_string_equal(out, "1 0 0 rg q Q BT (a)Tj ET");
}

static void words_are_no_operators(void **state)
{
    (void)state;
    g_autofree char *in = marked("BT (BT \\) \\( (MARK) ET q) Tj ET <7120> Tj");
    g_autofree char *out = with_halo(in);
    assert_string_equal(out, in);
}

static void a_shape_in_the_mark_is_refused(void **state)
{
    (void)state;
    g_autofree char *in = marked("MARK 0 0 5 5 re f");
    assert_null(with_halo(in));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_marked_text_is_stroked),
        cmocka_unit_test(the_mark_ends_with_its_state),
        cmocka_unit_test(words_are_no_operators),
        cmocka_unit_test(a_shape_in_the_mark_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
