/* Zones of random geometries keep what they promise: every vertex at the
 * distance, every edge within the tolerance, valid, the input inside, the same
 * for the line reversed. `test_buffer_random N [SEED]` tries N of each kind. */
#include "antimeridian.h"
#include "buffer.h"
#include "geodesic.h"
#include "geos_oracle.h"
#include "line_ref.h"
#include "overlay.h"
#include "zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int tries = 250;
static guint32 first_seed = 1;

typedef struct {
    int zones, thorough, near_vertex, far_edge, invalid, outside, reversed, failed;
    double worst_vertex, worst_edge;
} Tally;

static GmPos random_place(GRand *r)
{
    double pick = g_rand_double(r);
    double lat = asin(g_rand_double_range(r, -1, 1)) / DEG, lon = g_rand_double_range(r, -180, 180);
    if (pick < 0.15)
        lon = fold_lon(180 + g_rand_double_range(r, -2, 2));
    else if (pick < 0.25)
        lat = copysign(90 - fabs(g_rand_double_range(r, 0, 4)), lat);
    else if (pick < 0.7)
        lat = g_rand_double_range(r, 25, 60);
    return (GmPos){lat, lon};
}

static GmGeom *random_line(GRand *r, double depth)
{
    size_t n = (size_t)g_rand_int_range(r, 2, g_rand_boolean(r) ? 6 : 40);
    double step = depth * exp(g_rand_double_range(r, -3, 2.5)), az = g_rand_double_range(r, 0, 360);
    double swing = g_rand_boolean(r) ? 40 : 120;
    g_autofree GmPos *p = g_new(GmPos, n);
    p[0] = random_place(r);
    for (size_t i = 1; i < n; i++) {
        az += g_rand_double_range(r, -swing, swing);
        double s = fmin(step * exp(g_rand_double_range(r, -1, 1)), 3e6 / (double)n);
        p[i] = gm_geo_direct(p[i - 1], az, s);
    }
    return gm_geom_new_line(p, n);
}

static GmGeom *random_polygon(GRand *r, double depth)
{
    size_t n = (size_t)g_rand_int_range(r, 3, 40);
    GmPos centre = random_place(r);
    double size = fmin(depth * exp(g_rand_double_range(r, -1, 3)), 2e6);
    double rough = g_rand_double_range(r, 0.05, 0.6);
    g_autofree GmPos *p = g_new(GmPos, n);
    for (size_t i = 0; i < n; i++)
        p[i] = gm_geo_direct(centre, -360.0 * (double)i / (double)n,
                             size * (1 + rough * g_rand_double_range(r, -1, 1)));
    return gm_geom_new_polygon(p, n);
}

static GmGeom *random_points(GRand *r, double depth)
{
    GmPos centre = random_place(r);
    GmGeom *g = gm_geom_new_point(centre);
    for (int i = g_rand_int_range(r, 0, 8); i > 0; i--) {
        GmPos p = gm_geo_direct(centre, g_rand_double_range(r, 0, 360),
                                depth * g_rand_double_range(r, 0, 4));
        gm_geom_add_part(g, &p, 1, false);
    }
    return g;
}

static double distance_to(const GmGeom *g, const GmGeom *rings, GmPos p)
{
    double best = INFINITY;
    GmFoot f;
    if (g->kind == GM_GEOM_POINT) {
        for (size_t i = 0; i < g->n_pos; i++)
            best = fmin(best, gm_geo_distance(g->pos[i], p));
        return best;
    }
    assert_true(gm_geo_foot(rings, p, &f, NULL));
    return f.offset;
}

static bool valid(const GmGeom *g)
{
    return geos_says_valid(g);
}

static bool on_seam(GmPos a, GmPos b)
{
    return (fabs(a.lon) == 180 && fabs(b.lon) == 180) || (fabs(a.lat) == 90 && fabs(b.lat) == 90);
}

/* Distances along the boundary; false when one is out. */
static bool keeps_distance(const GmGeom *g, const GmGeom *zone, double depth, double share,
                           Tally *t)
{
    g_autoptr(GmGeom) rings = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < g->n_parts && g->kind != GM_GEOM_POINT; i++)
        gm_geom_add_part(rings, gm_geom_part(g, i), gm_geom_part_len(g, i), false);
    bool good = true;
    size_t step = tries > 1000 ? 1 : 1 + zone->n_pos / 200; /* long boundaries by samples */
    for (size_t i = 0; i < zone->n_parts; i++)
        for (size_t k = zone->start[i] + i % step; k + 1 < zone->start[i + 1]; k += step) {
            GmPos a = zone->pos[k], b = zone->pos[k + 1];
            if (on_seam(a, b))
                continue;
            double v = fabs(distance_to(g, rings, a) - depth);
            t->worst_vertex = fmax(t->worst_vertex, v);
            good = good && v <= 0.01;
            for (int q = 1; q < 4; q++) {
                GmPos m = {a.lat + (b.lat - a.lat) * q / 4, a.lon + (b.lon - a.lon) * q / 4};
                double e = fabs(distance_to(g, rings, m) - depth) / depth;
                t->worst_edge = fmax(t->worst_edge, e / share);
                good = good && e <= share;
            }
        }
    return good;
}

static void try_zone(const GmGeom *g, double depth, guint32 seed, Tally *t)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = depth;
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGeom) zone = gm_geo_buffer(g, &o, &error);
    t->zones++;
    if (!zone) {
        print_message("seed %u: %s\n", seed, error->message);
        t->failed++;
        return;
    }
    bool simple = g->n_parts == 1;
    bool suspect;
    g_autoptr(GmGeom) fast = simple && g->n_pos > 1
                                 ? gm_geo_zone_buffer(g, depth, fabs(depth) * 1e-4, 8, &suspect)
                                 : NULL;
    bool thorough = simple && g->n_pos > 1 && !fast;
    t->thorough += thorough;
    Tally before = *t;
    bool fair = zone->n_pos == 0 || valid(zone);
    if (!fair)
        t->invalid++;
    double worst = t->worst_vertex;
    t->worst_vertex = 0;
    if (!keeps_distance(g, zone, fabs(depth), 1e-4, t)) {
        t->near_vertex++;
        fair = false;
    }
    double here = t->worst_vertex;
    t->worst_vertex = fmax(worst, here);
    if (depth > 0)
        for (size_t i = 0; i < g->n_pos && fair; i++)
            if (!gm_geo_contains(zone, g->pos[i])) {
                t->outside++;
                fair = false;
            }
    g_autoptr(GmGeom) back = gm_geo_reversed(g);
    if (g->kind == GM_GEOM_LINE) {
        g_autoptr(GmGeom) again = gm_geo_buffer(back, &o, NULL);
        double a = gm_geo_area(zone), b = again ? gm_geo_area(again) : 0;
        if (fabs(a - b) > 4e-4 * a) {
            t->reversed++;
            fair = false;
            print_message("reversed: %g against %g\n", a, b);
        }
    }
    if (!fair || thorough)
        print_message("seed %u: kind %d, %zu positions, depth %.0f m%s%s, worst vertex %.4f m\n",
                      seed, (int)g->kind, g->n_pos, depth, thorough ? ", thorough" : "",
                      fair                          ? ""
                      : t->invalid > before.invalid ? ", INVALID"
                                                    : ", WRONG",
                      here);
}

static void try_all(GmGeom *(*make)(GRand *, double), bool inward, guint32 salt)
{
    Tally t = {0};
    for (guint32 i = 0; i < (guint32)tries; i++) {
        guint32 seed = first_seed + i;
        g_autoptr(GRand) r = g_rand_new_with_seed(seed * 16 + salt);
        double depth = exp(g_rand_double_range(r, log(200), log(8e5)));
        g_autoptr(GmGeom) g = make(r, depth);
        try_zone(g, inward ? -depth / 8 : depth, seed, &t);
    }
    print_message("%d zones: %d the thorough way, worst vertex %.4f m, worst edge %.3f of the "
                  "tolerance; %d astray, %d invalid, %d not around the input, %d unlike when "
                  "reversed, %d failed\n",
                  t.zones, t.thorough, t.worst_vertex, t.worst_edge, t.near_vertex, t.invalid,
                  t.outside, t.reversed, t.failed);
    assert_int_equal(t.invalid + t.outside + t.reversed + t.failed, 0);
    assert_int_equal(t.near_vertex, 0);
}

static void lines(void **state)
{
    (void)state;
    try_all(random_line, false, 1);
}

static void points(void **state)
{
    (void)state;
    try_all(random_points, false, 2);
}

static void polygons(void **state)
{
    (void)state;
    try_all(random_polygon, false, 3);
}

static void polygons_inward(void **state)
{
    (void)state;
    try_all(random_polygon, true, 4);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        tries = atoi(argv[1]);
    if (argc > 2)
        first_seed = (guint32)atoi(argv[2]);
    if (argc > 3)
        cmocka_set_test_filter(argv[3]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points),
        cmocka_unit_test(lines),
        cmocka_unit_test(polygons),
        cmocka_unit_test(polygons_inward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
