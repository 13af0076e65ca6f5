#include "overlay.h"

#include "antimeridian.h"
#include "buffer.h"
#include "geodesic.h"
#include "geos_oracle.h"
#include "region_part.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static GmGeom *box(double south, double west, double north, double east)
{
    GmPos p[4] = {{south, west}, {south, east}, {north, east}, {north, west}};
    return gm_geom_new_polygon(p, 4);
}

static void sets_of_squares(void **state)
{
    (void)state;
    g_autoptr(GmGeom) a = box(0, 0, 2, 2);
    g_autoptr(GmGeom) c = box(1, 1, 3, 3);
    g_autoptr(GmGeom) u = gm_geo_union(a, c, NULL);
    g_autoptr(GmGeom) i = gm_geo_intersection(a, c, NULL);
    g_autoptr(GmGeom) d = gm_geo_difference(a, c, NULL);
    /* within what geodesics and straight lines differ on edges of 200 km */
    assert_near(gm_geo_area(u) / (gm_geo_area(a) + gm_geo_area(c) - gm_geo_area(i)), 1, 1e-3);
    assert_near(gm_geo_area(d) / (gm_geo_area(a) - gm_geo_area(i)), 1, 1e-3);
    g_autoptr(GmGeom) line = gm_geom_new_line((GmPos[]){{0.5, -1}, {0.5, 5}}, 2);
    g_autoptr(GmGeom) cut = gm_geo_intersection(line, a, NULL);
    assert_int_equal(cut->kind, GM_GEOM_LINE);
    assert_near(cut->pos[0].lon + cut->pos[1].lon, 2, 1e-9);
    const GmGeom *all[] = {a, c, i};
    g_autoptr(GmGeom) same = gm_geo_union_all(all, 3, NULL);
    assert_near(gm_geo_area(same), gm_geo_area(u), 1);
    g_autoptr(GmGeom) far = box(10, 10, 11, 11);
    g_autoptr(GmGeom) none = gm_geo_intersection(a, far, NULL);
    assert_int_equal(none->n_pos, 0);
}

/* A star, or on the grid often one that crosses itself. */
static GmGeom *star(GRand *r, GmPos at, double reach, int n, bool grid)
{
    g_autofree GmPos *p = g_new(GmPos, (gsize)n);
    for (int i = 0; i < n; i++) {
        double a = 2.0 * G_PI * i / n, d = reach * g_rand_double_range(r, 0.5, 1);
        p[i] = (GmPos){at.lat + d * sin(a), at.lon + d * cos(a)};
        if (grid)
            p[i] = (GmPos){rint(p[i].lat * 4) / 4, rint(p[i].lon * 4) / 4};
    }
    return gm_geom_new_polygon(p, (size_t)n);
}

static double geos_area(GEOSContextHandle_t h, GEOSGeometry *s)
{
    double area = -1.0;
    GEOSArea_r(h, s, &area);
    return area;
}

typedef GmGeom *Ours(const GmGeom *, const GmGeom *, GError **);
typedef GEOSGeometry *Theirs(GEOSContextHandle_t, const GEOSGeometry *, const GEOSGeometry *);

/* Random polygons, on a grid as well, where edges touch and run along each other. */
static void sets_as_geos_has_them(void **state)
{
    (void)state;
    Ours *const ours[] = {gm_geo_union, gm_geo_intersection, gm_geo_difference};
    Theirs *const theirs[] = {GEOSUnion_r, GEOSIntersection_r, GEOSDifference_r};
    GEOSContextHandle_t h = GEOS_init_r();
    g_autoptr(GRand) r = g_rand_new_with_seed(9);
    for (int i = 0; i < 400; i++) {
        bool grid = i % 3 == 0;
        GmPos at = {10 + g_rand_double_range(r, -3, 3), 10 + g_rand_double_range(r, -3, 3)};
        g_autoptr(GmGeom) a =
            star(r, (GmPos){10, 10}, 5, g_rand_int_range(r, 3, grid ? 15 : 200), grid);
        g_autoptr(GmGeom) b = star(r, at, g_rand_double_range(r, 1, 6),
                                   g_rand_int_range(r, 3, grid ? 15 : 200), grid);
        GEOSGeometry *ra = geos_polygons(h, a), *rb = geos_polygons(h, b);
        GEOSGeometry *sa = GEOSMakeValid_r(h, ra), *sb = GEOSMakeValid_r(h, rb);
        for (int op = 0; op < 3; op++) {
            g_autoptr(GmGeom) mine = ours[op](a, b, NULL);
            assert_true(mine && geos_says_valid(mine));
            GEOSGeometry *s = theirs[op](h, sa, sb), *m = geos_polygons(h, mine);
            assert_near(geos_area(h, m), geos_area(h, s), 1e-6);
            GEOSGeom_destroy_r(h, s);
            GEOSGeom_destroy_r(h, m);
        }
        GEOSGeom_destroy_r(h, ra);
        GEOSGeom_destroy_r(h, rb);
        GEOSGeom_destroy_r(h, sa);
        GEOSGeom_destroy_r(h, sb);
    }
    GEOS_finish_r(h);
}

static void sets_across_the_antimeridian(void **state)
{
    (void)state;
    GmPos p[4] = {{-18, 179}, {-18, -179}, {-16, -179}, {-16, 179}};
    g_autoptr(GmGeom) whole = gm_geom_new_polygon(p, 4);
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(whole, NULL);
    assert_int_equal(cut->n_parts, 2);
    assert_near(gm_geo_area(cut) / gm_geo_area(whole), 1, 1e-4);
    g_autoptr(GmGeom) east = box(-19, -180, -15, -170);
    g_autoptr(GmGeom) half = gm_geo_intersection(whole, east, NULL);
    assert_near(gm_geo_area(half) / gm_geo_area(whole), 0.5, 1e-4);
    assert_true(gm_geo_contains(whole, (GmPos){-17, -179.5}));
    assert_true(gm_geo_contains(whole, (GmPos){-17, 179.5}));
    assert_false(gm_geo_contains(whole, (GmPos){-17, 178.5}));
    g_autoptr(GmGeom) clip = gm_geo_clip_box(whole, (GmBox){-17, 179.5, -10, -179.5}, NULL);
    assert_near(gm_geo_area(clip) / gm_geo_area(whole), 0.25, 2e-3);
    GmBox b = gm_geom_box(clip);
    assert_near(b.west, 179.5, 1e-9);
    assert_near(b.east, -179.5, 1e-9);
}

static void caps_around_a_pole(void **state)
{
    (void)state;
    GmPos ring[360];
    for (int i = 0; i < 360; i++)
        ring[i] = (GmPos){80, -179.5 + i};
    g_autoptr(GmGeom) cap = gm_geom_new_polygon(ring, 360);
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(cap, NULL);
    assert_true(gm_geo_contains(cap, (GmPos){89, 13}));
    assert_true(gm_geo_contains(cut, (GmPos){89.9, 179.9}));
    assert_false(gm_geo_contains(cut, (GmPos){79, 179.9}));
    GmPos south[8];
    for (int i = 0; i < 8; i++)
        south[i] = (GmPos){-80, 157.5 - 45 * i};
    g_autoptr(GmGeom) antarctic = gm_geom_new_polygon(south, 8);
    assert_true(gm_geo_contains(antarctic, (GmPos){-89, 13}));
    assert_false(gm_geo_contains(antarctic, (GmPos){89, 13}));
    /* cut or whole, a zone around it is the same */
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = -200e3;
    g_autoptr(GmGeom) a = gm_geo_buffer(cap, &o, NULL);
    g_autoptr(GmGeom) b = gm_geo_buffer(cut, &o, NULL);
    assert_near(gm_geo_area(a) / gm_geo_area(b), 1, 1e-3);
    assert_true(gm_geo_contains(b, (GmPos){89.9, 179.99}));
}

static void simpler_shapes(void **state)
{
    (void)state;
    enum { N = 400 };
    GmPos p[N];
    for (int i = 0; i < N; i++)
        p[i] = gm_geo_direct((GmPos){35, 37}, -360.0 * i / N, 50000 + 40 * (i % 2));
    g_autoptr(GmGeom) g = gm_geom_new_polygon(p, N);
    g_autoptr(GmGeom) s = gm_geo_simplify(g, 200, NULL);
    assert_true(s->n_pos < 80);
    assert_near(gm_geo_area(s) / gm_geo_area(g), 1, 0.01);
    GmPos at = gm_geo_label_point(g);
    assert_true(gm_geo_distance(at, (GmPos){35, 37}) < 3000);
    g_autoptr(GmGeom) l =
        gm_geom_new_polygon((GmPos[]){{0, 0}, {0, 10}, {1, 10}, {1, 1}, {10, 1}, {10, 0}}, 6);
    assert_true(gm_geo_contains(l, gm_geo_label_point(l)));
}

static void borders_that_are_shared(void **state)
{
    (void)state;
    GmPos a[] = {{35, 36}, {35, 37}, {35.5, 37.1}, {36, 37}, {36, 36}};
    GmPos b[] = {{35, 38}, {36, 38}, {36, 37}, {35.5, 37.1}, {35, 37}};
    g_autoptr(GmGeom) west = gm_geom_new_polygon(a, 5);
    g_autoptr(GmGeom) east = gm_geom_new_polygon(b, 5);
    g_autoptr(GmGeom) border = gm_geo_shared_border(west, east, 100, NULL);
    assert_int_equal(border->n_parts, 1);
    double want = gm_geo_distance(a[1], a[2]) + gm_geo_distance(a[2], a[3]);
    assert_near(gm_geo_length(border), want, 250);
    /* a strip along it to a depth inside one of them */
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = 5000;
    g_autoptr(GmGeom) zone = gm_geo_buffer(border, &o, NULL);
    g_autoptr(GmGeom) strip = gm_geo_intersection(zone, west, NULL);
    assert_near(gm_geo_area(strip) / (want * 5000), 1, 0.01);
    assert_true(gm_geo_contains(strip, (GmPos){35.5, 37.08}));
    assert_false(gm_geo_contains(strip, (GmPos){35.5, 37.12}));
    g_autoptr(GmGeom) far = box(10, 10, 11, 11);
    g_autoptr(GmGeom) none = gm_geo_shared_border(west, far, 100, NULL);
    assert_int_equal(none->n_pos, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_of_squares),
        cmocka_unit_test(sets_as_geos_has_them),
        cmocka_unit_test(sets_across_the_antimeridian),
        cmocka_unit_test(caps_around_a_pole),
        cmocka_unit_test(simpler_shapes),
        cmocka_unit_test(borders_that_are_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
