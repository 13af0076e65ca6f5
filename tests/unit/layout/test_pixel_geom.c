#include "layout_fixture.h"
#include "pixel_rows.h"
#include "soft_edge.h"

static GmPixelGeom *geom_of(GmGeomKind kind, const double *xy, guint n)
{
    GmPixelGeom *g = gm_layout_pixels_new(kind);
    gm_layout_pixels_begin_part(g);
    for (guint i = 0; i < n; i++)
        gm_layout_pixels_add(g, xy[2 * i], xy[2 * i + 1]);
    return g;
}

static const double rect[4] = {0, 0, 100, 100};

static void ring_around_all(void **state)
{
    (void)state;
    const double big[] = {-50, -50, 150, -50, 150, 150, -50, 150, -50, -50};
    g_autoptr(GmPixelGeom) out = gm_layout_pixels_new(GM_GEOM_POLYGON);
    gm_layout_clip_ring(big, 5, rect, out);
    assert_true(fabs(gm_layout_pixels_area(out) - 10000.0) < 1e-6);
}

static void ring_cut_keeps_area(void **state)
{
    (void)state;
    const double diamond[] = {0, 50, 50, 0, 100, 50, 50, 100, 0, 50};
    double shifted[10];
    for (int i = 0; i < 10; i++)
        shifted[i] = diamond[i] + (i % 2 == 0 ? 50.0 : 0.0);
    g_autoptr(GmPixelGeom) out = gm_layout_pixels_new(GM_GEOM_POLYGON);
    gm_layout_clip_ring(shifted, 5, rect, out);
    assert_true(fabs(gm_layout_pixels_area(out) - 2500.0) < 1e-6);
    g_autoptr(GmPixelGeom) none = gm_layout_pixels_new(GM_GEOM_POLYGON);
    for (int i = 0; i < 10; i += 2)
        shifted[i] += 500.0;
    gm_layout_clip_ring(shifted, 5, rect, none);
    assert_int_equal(gm_layout_pixels_n_parts(none), 0);
}

static void line_in_and_out(void **state)
{
    (void)state;
    const double zigzag[] = {-10, 10, 110, 10, 110, 20, -10, 20, (double)NAN, 3, 50, 50, 60, 50};
    g_autoptr(GmPixelGeom) out = gm_layout_pixels_new(GM_GEOM_LINE);
    gm_layout_clip_line(zigzag, 7, rect, out);
    assert_int_equal(gm_layout_pixels_n_parts(out), 3);
    double sum = 0.0;
    for (guint i = 0; i < 3; i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(out, i, &n);
        sum += gm_layout_pixels_length(xy, n);
    }
    assert_true(fabs(sum - 210.0) < 1e-9);
}

static void thinning_keeps_shape(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_new(GM_GEOM_POLYGON);
    gm_layout_pixels_begin_part(g);
    for (int i = 0; i <= 2000; i++)
        gm_layout_pixels_add(g, 50 + 40 * cos(i * G_PI / 1000), 50 + 40 * sin(i * G_PI / 1000));
    g_autoptr(GmPixelGeom) t = gm_layout_pixels_thin(g, 0.5);
    assert_true(t->xy->len < g->xy->len / 20);
    assert_true(fabs(gm_layout_pixels_area(t) / gm_layout_pixels_area(g) - 1.0) < 0.01);
    for (guint i = 0; i < g->xy->len; i += 2)
        assert_true(gm_layout_pixels_distance(t, g_array_index(g->xy, double, i),
                                              g_array_index(g->xy, double, i + 1)) < 0.5);
}

static void joining(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_new(GM_GEOM_LINE);
    const double a[] = {10, 0, 20, 0}, b[] = {10, 0, 0, 0}, c[] = {30, 0, 20, 0},
                 d[] = {50, 50, 60, 60};
    const double *parts[] = {a, b, c, d};
    for (int i = 0; i < 4; i++) {
        gm_layout_pixels_begin_part(g);
        gm_layout_pixels_add(g, parts[i][0], parts[i][1]);
        gm_layout_pixels_add(g, parts[i][2], parts[i][3]);
    }
    g_autoptr(GmPixelGeom) j = gm_layout_pixels_join(g);
    assert_int_equal(gm_layout_pixels_n_parts(j), 2);
    guint n;
    const double *xy = gm_layout_pixels_part(j, 0, &n);
    assert_int_equal(n, 4);
    assert_true(fabs(gm_layout_pixels_length(xy, n) - 30.0) < 1e-9);
}

static void joining_a_ring(void **state)
{
    (void)state;
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_new(GM_GEOM_LINE);
    const double v[] = {0, 0, 10, 0, 10, 10, 0, 10, 0, 0};
    for (int i = 0; i < 4; i++) {
        gm_layout_pixels_begin_part(g);
        gm_layout_pixels_add(g, v[2 * i], v[2 * i + 1]);
        gm_layout_pixels_add(g, v[2 * i + 2], v[2 * i + 3]);
    }
    g_autoptr(GmPixelGeom) j = gm_layout_pixels_join(g);
    assert_int_equal(gm_layout_pixels_n_parts(j), 1);
    guint n;
    const double *xy = gm_layout_pixels_part(j, 0, &n);
    assert_true(fabs(gm_layout_pixels_length(xy, n) - 40.0) < 1e-9);
}

static void soft_contours_nest(void **state)
{
    (void)state;
    const double box[] = {20, 20, 80, 20, 80, 80, 20, 80, 20, 20};
    g_autoptr(GmPixelGeom) g = geom_of(GM_GEOM_POLYGON, box, 5);
    g_autoptr(GPtrArray) out =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_layout_pixels_free);
    static const double levels[] = {0.2, 0.5, 0.8};
    gm_layout_soft_contours(g, rect, 8.0, levels, 3, out);
    assert_int_equal(out->len, 3);
    double last = INFINITY;
    for (guint i = 0; i < 3; i++) {
        const GmPixelGeom *c = (const GmPixelGeom *)g_ptr_array_index(out, i);
        assert_int_equal(gm_layout_pixels_n_parts(c), 1);
        assert_true(gm_layout_pixels_area(c) < last);
        assert_true(gm_layout_pixels_contain(c, 50, 50));
        last = gm_layout_pixels_area(c);
    }
    double half = gm_layout_pixels_area((const GmPixelGeom *)g_ptr_array_index(out, 1));
    assert_true(fabs(half / 3600.0 - 1.0) < 0.13); /* half a raster cell */
}

/* By rows as by all edges: in a star with a hole and an island in it. */
static void rows_contain_the_same(void **state)
{
    (void)state;
    enum { N = 300 };
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_new(GM_GEOM_POLYGON);
    for (int ring = 0; ring < 3; ring++) {
        gm_layout_pixels_begin_part(g);
        for (int i = 0; i <= N; i++) {
            double a = 2 * G_PI * (i % N) / N, r = 90.0 / (ring + 1) + (i % 2 ? 9.0 : -9.0);
            gm_layout_pixels_add(g, 100 + r * cos(a), 100 + r * sin(a));
        }
    }
    g_autoptr(GmPixelRows) rows = gm_layout_rows_new(g);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    guint in = 0;
    for (int i = 0; i < 20000; i++) {
        double x = g_rand_double_range(random, -10, 210), y = g_rand_double_range(random, -10, 210);
        if (i % 10 == 0)
            y = g_array_index(g->xy, double, 2 * (i % 900) + 1); /* level with a corner */
        bool inside = gm_layout_pixels_contain(g, x, y);
        assert_int_equal(gm_layout_rows_contain(rows, x, y), inside);
        in += inside;
    }
    assert_in_range(in, 4000, 14000);
    g_autoptr(GmPixelGeom) none = gm_layout_pixels_new(GM_GEOM_POLYGON);
    g_autoptr(GmPixelRows) empty = gm_layout_rows_new(none);
    assert_false(gm_layout_rows_contain(empty, 0, 0));
}

/* The middle of every curve lies on the circle, and a square stays one. */
static void smooth_circle_and_square(void **state)
{
    (void)state;
    enum { N = 40 };
    double xy[2 * (N + 1)];
    for (int i = 0; i <= N; i++) {
        xy[2 * i] = 500 + 400 * cos(2 * G_PI * (i % N) / N);
        xy[2 * i + 1] = 500 + 400 * sin(2 * G_PI * (i % N) / N);
    }
    g_autoptr(GmPixelGeom) circle = geom_of(GM_GEOM_POLYGON, xy, N + 1);
    g_autoptr(GmPath) path = gm_layout_pixels_smooth_path(circle, 5.0);
    double at[2] = {0, 0};
    guint v = 0, curves = 0;
    for (guint i = 0; i < path->verbs->len; i++) {
        const double *p = &g_array_index(path->xy, double, v);
        if (path->verbs->data[i] == GM_PATH_CURVE) {
            double x = (at[0] + 3 * p[0] + 3 * p[2] + p[4]) / 8;
            double y = (at[1] + 3 * p[1] + 3 * p[3] + p[5]) / 8;
            assert_true(fabs(hypot(x - 500, y - 500) - 400) < 0.05);
            curves++;
        }
        guint n = path->verbs->data[i] == GM_PATH_CURVE   ? 6
                  : path->verbs->data[i] == GM_PATH_CLOSE ? 0
                                                          : 2;
        if (n > 0)
            memcpy(at, p + n - 2, sizeof at);
        v += n;
    }
    assert_in_range(curves, 8, N - 1); /* a curve takes in several vertices */
    const double box[] = {20, 20, 80, 20, 80, 80, 20, 80, 20, 20};
    g_autoptr(GmPixelGeom) square = geom_of(GM_GEOM_POLYGON, box, 5);
    g_autoptr(GmPath) corners = gm_layout_pixels_smooth_path(square, 5.0);
    for (guint i = 0; i < corners->verbs->len; i++)
        assert_int_not_equal(corners->verbs->data[i], GM_PATH_CURVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ring_around_all),
        cmocka_unit_test(ring_cut_keeps_area),
        cmocka_unit_test(line_in_and_out),
        cmocka_unit_test(thinning_keeps_shape),
        cmocka_unit_test(joining),
        cmocka_unit_test(joining_a_ring),
        cmocka_unit_test(soft_contours_nest),
        cmocka_unit_test(rows_contain_the_same),
        cmocka_unit_test(smooth_circle_and_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
