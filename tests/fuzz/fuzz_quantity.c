/* Any text as a length, coordinates, a number; any text folded. */
#include "fold.h"
#include "quantity.h"

#include <math.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *s = g_strndup((const char *)data, size);
    double a, b;
    if (gm_text_parse_length(s, &a, NULL))
        g_assert_true(isfinite(a) && a >= 0);
    if (gm_text_parse_coordinates(s, &a, &b, NULL))
        g_assert_true(fabs(a) <= 90 && fabs(b) <= 180);
    if (!g_utf8_validate(s, -1, NULL))
        return 0;
    g_autofree char *once = gm_text_fold(s, -1);
    g_autofree char *twice = gm_text_fold(once, -1);
    g_assert_cmpstr(once, ==, twice);
    gm_text_parse_number(once, &a);
    return 0;
}
