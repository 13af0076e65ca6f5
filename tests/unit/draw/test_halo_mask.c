/* Coverage spread around glyphs. */
#include "halo_mask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

enum { W = 41, H = 31, STRIDE = 44 };

/** A dot becomes a disc of the radius, as even on all sides as pixels allow. */
static void a_dot_becomes_a_disc(void **state)
{
    (void)state;
    static const double radii[] = {1.0, 1.8, 2.2, 5.0};
    for (gsize k = 0; k < G_N_ELEMENTS(radii); k++) {
        guint8 mask[STRIDE * H] = {0};
        mask[15 * STRIDE + 20] = 255;
        gm_draw_halo_spread(mask, W, H, STRIDE, radii[k]);
        double all = 0;
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                double far = hypot(x - 20, y - 15);
                guint8 v = mask[y * STRIDE + x];
                assert_int_equal(v, mask[(30 - y) * STRIDE + 40 - x]);
                if (far <= radii[k] - 0.5)
                    assert_int_equal(v, 255);
                if (far >= radii[k] + 0.5)
                    assert_int_equal(v, 0);
                all += v / 255.0;
            }
        double disc = G_PI * pow(radii[k], 2);
        assert_true(fabs(all - disc) < 0.2 * disc + 1.5);
    }
}

static void edges_and_emptiness_are_no_trouble(void **state)
{
    (void)state;
    guint8 mask[STRIDE * H] = {0}, line[3] = {255, 0, 0};
    gm_draw_halo_spread(mask, W, H, STRIDE, 3.0);
    for (gsize i = 0; i < sizeof mask; i++)
        assert_int_equal(mask[i], 0);
    mask[0] = mask[(H - 1) * STRIDE + W - 1] = 255;
    gm_draw_halo_spread(mask, W, H, STRIDE, 60.0); /* further than there is room */
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(mask[y * STRIDE + x], 255);
    gm_draw_halo_spread(line, 3, 1, 3, 1.2);
    assert_int_equal(line[1], 128); /* 0.7 of the pixel, of three levels */
    assert_int_equal(line[2], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dot_becomes_a_disc),
        cmocka_unit_test(edges_and_emptiness_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
