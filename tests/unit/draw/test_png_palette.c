#include "png_palette.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int worst_channel(guint32 a, guint32 b)
{
    int worst = 0;
    for (int k = 0; k < 24; k += 8)
        worst = MAX(worst, abs((int)(a >> k & 0xff) - (int)(b >> k & 0xff)));
    return worst;
}

static void few_colours_are_exact(void **state)
{
    (void)state;
    guint32 px[200];
    for (guint i = 0; i < 200; i++)
        px[i] = i * 0x010305u;
    GmPalette *p = gm_draw_palette_new(px, 20, 10, 20);
    gm_draw_palette_choose(p, NULL);
    guint8 out[200];
    gm_draw_palette_map(p, out, 0);
    assert_int_equal(gm_draw_palette_size(p), 200);
    for (guint i = 0; i < 200; i++)
        assert_int_equal(gm_draw_palette_colour(p, out[i]), px[i]);
    gm_draw_palette_free(p);
}

static void many_colours_stay_near_and_flat_ones_exact(void **state)
{
    (void)state;
    enum { W = 256, H = 200 };
    guint32 *px = g_new(guint32, W * H);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            px[y * W + x] = y < 100
                                ? 0xd7e6efu /* a flat half … */
                                : (guint32)(x << 16 | (255 - x) << 8 | (y + 40)); /* … a blend */
    GmPalette *p = gm_draw_palette_new(px, W, H, W);
    gm_draw_palette_choose(p, NULL);
    guint8 *out = g_malloc(W * H);
    gm_draw_palette_map(p, out, 0);
    assert_true(gm_draw_palette_size(p) <= 256);
    assert_int_equal(gm_draw_palette_colour(p, out[0]), 0xd7e6ef);
    int worst = 0;
    for (int i = 100 * W; i < W * H; i++)
        worst = MAX(worst, worst_channel(px[i], gm_draw_palette_colour(p, out[i])));
    assert_true(worst <= 24);
    gm_draw_palette_free(p);
    g_free(px);
    g_free(out);
}

/** More colours than a palette holds, a faint line on a surface and a surface
 *  that hardly differs: both stay what they are. */
static void what_is_faint_does_not_sink(void **state)
{
    (void)state;
    enum { W = 256, H = 128 };
    const guint32 land = 0xf7f4ec, soft = 0xf5f0e6, line = 0xe6e6e2;
    guint32 *px = g_new(guint32, W * H);
    for (int i = 0; i < W * H; i++)
        px[i] = i < W * 32   ? land
                : i < W * 64 ? soft
                             : (guint32)(i % W << 16 | (i / W % 16 * 16) << 8 | i % 7 * 36);
    for (int y = 0; y < 64; y++)
        px[y * W + 100] = line;
    GmPalette *p = gm_draw_palette_new(px, W, H, W);
    gm_draw_palette_choose(p, NULL);
    guint8 *out = g_malloc(W * H);
    gm_draw_palette_map(p, out, 0);
    assert_int_equal(gm_draw_palette_colour(p, out[0]), land);
    assert_int_equal(gm_draw_palette_colour(p, out[W * 40]), soft);
    guint32 seen = gm_draw_palette_colour(p, out[W * 10 + 100]);
    assert_true(worst_channel(seen, line) <= 8);
    gm_draw_palette_free(p);
    g_free(px);
    g_free(out);
}

/** Two halves, one of them with colours of its own, and a byte before each line. */
static void halves_share_their_entries(void **state)
{
    (void)state;
    enum { W = 20, H = 10 };
    guint32 px[W * H];
    for (guint i = 0; i < W * H; i++)
        px[i] = 0x7f000000u | (i < W * H / 2 ? i / 9 * 0x010203u : i / 7 * 0x020101u);
    GmPalette *a = gm_draw_palette_new(px, W, H / 2, W);
    GmPalette *b = gm_draw_palette_new(px + W * H / 2, W, H / 2, W);
    gm_draw_palette_choose(a, b);
    guint8 out[(W + 1) * H];
    gm_draw_palette_map(a, out, 1);
    gm_draw_palette_map(b, out + (W + 1) * H / 2, 1);
    for (guint y = 0; y < H; y++) {
        assert_int_equal(out[y * (W + 1)], 0);
        for (guint x = 0; x < W; x++)
            assert_int_equal(gm_draw_palette_colour(a, out[y * (W + 1) + 1 + x]),
                             px[y * W + x] & 0xffffff);
    }
    gm_draw_palette_free(a);
    gm_draw_palette_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_colours_are_exact),
        cmocka_unit_test(halves_share_their_entries),
        cmocka_unit_test(what_is_faint_does_not_sink),
        cmocka_unit_test(many_colours_stay_near_and_flat_ones_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
