/* Thinning: ends and pinned places stay, either direction leaves the same. */
#include "thinning.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 2000 };

static void wriggle(double *xy)
{
    GRand *r = g_rand_new_with_seed(7);
    for (int i = 0; i < N; i++) {
        xy[2 * i] = 0.1 * i + g_rand_double_range(r, -0.3, 0.3);
        xy[2 * i + 1] = sin(0.02 * i) * 30.0 + g_rand_double_range(r, -0.3, 0.3);
    }
    g_rand_free(r);
}

static void thin(const double *xy, double limit, guint8 *keep)
{
    g_auto(GeoThinner) t = {.room = 0};
    gm_geo_thin(&t, xy, N, limit, keep);
}

static guint count(const guint8 *keep)
{
    guint n = 0;
    for (int i = 0; i < N; i++)
        n += keep[i] != 0;
    return n;
}

static void either_direction_leaves_the_same(void **state)
{
    (void)state;
    static double xy[2 * N], back[2 * N];
    static guint8 keep[N], keep_back[N];
    wriggle(xy);
    for (int i = 0; i < N; i++) {
        back[2 * i] = xy[2 * (N - 1 - i)];
        back[2 * i + 1] = xy[2 * (N - 1 - i) + 1];
        keep[i] = keep_back[i] = 1;
    }
    thin(xy, 2.0, keep);
    thin(back, 2.0, keep_back);
    assert_true(count(keep) > 20 && count(keep) < N / 4);
    for (int i = 0; i < N; i++)
        assert_int_equal(keep[i], keep_back[N - 1 - i]);
}

static void ends_and_the_pinned_stay(void **state)
{
    (void)state;
    static double xy[2 * N];
    static guint8 keep[N];
    for (int i = 0; i < N; i++) {
        xy[2 * i] = i;
        xy[2 * i + 1] = 0.0;
        keep[i] = 1;
    }
    keep[1] = keep[700] = 2;
    thin(xy, 1.0, keep);
    assert_int_equal(count(keep), 4);
    assert_true(keep[0] && keep[1] && keep[700] && keep[N - 1]);
}

static void nothing_small_is_left(void **state)
{
    (void)state;
    static double xy[2 * N];
    static guint8 keep[N];
    double last[3][2] = {{0}};
    int seen = 0;
    wriggle(xy);
    for (int i = 0; i < N; i++)
        keep[i] = 1;
    thin(xy, 2.0, keep);
    for (int i = 0; i < N; i++) {
        if (!keep[i])
            continue;
        last[seen % 3][0] = xy[2 * i];
        last[seen % 3][1] = xy[2 * i + 1];
        const double *a = last[(seen + 1) % 3], *b = last[(seen + 2) % 3], *c = last[seen % 3];
        double twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        /* one that replaced a larger may be smaller itself, never nothing at all */
        if (++seen > 2)
            assert_true(fabs(twice) > 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(either_direction_leaves_the_same),
        cmocka_unit_test(ends_and_the_pinned_stay),
        cmocka_unit_test(nothing_small_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
