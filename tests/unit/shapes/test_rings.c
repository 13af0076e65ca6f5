#include "rings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    GmPos pos[64];
    size_t start[16], n;
} Rings;

static void add(Rings *r, double south, double west, double side, bool clockwise)
{
    GmPos ccw[] = {{south, west},
                   {south, west + side},
                   {south + side, west + side},
                   {south + side, west},
                   {south, west}};
    GmPos *to = r->pos + r->start[r->n];
    for (int i = 0; i < 5; i++)
        to[i] = ccw[clockwise ? 4 - i : i];
    r->start[r->n + 1] = r->start[r->n] + 5;
    r->n++;
}

static double south_of(const GmGeom *g, size_t part)
{
    double s = 90;
    for (size_t i = 0; i < gm_geom_part_len(g, part); i++)
        s = MIN(s, gm_geom_part(g, part)[i].lat);
    return s;
}

static bool counter_clockwise(const GmGeom *g, size_t part)
{
    const GmPos *p = gm_geom_part(g, part);
    double sum = 0;
    for (size_t i = 0; i + 1 < gm_geom_part_len(g, part); i++)
        sum += p[i].lon * p[i + 1].lat - p[i + 1].lon * p[i].lat;
    return sum > 0;
}

static void holes_follow_the_ring_that_holds_them(void **state)
{
    (void)state;
    Rings r = {.n = 0};
    add(&r, 52, 2, 1, false);      /* hole of the second island, before anything else */
    add(&r, 0, 0, 10, true);       /* first island */
    add(&r, 50, 0, 10, true);      /* second */
    add(&r, 2, 2, 4, false);       /* lake in the first */
    add(&r, 3, 3, 2, true);        /* island in the lake */
    add(&r, 3.5, 3.5, 0.5, false); /* pond on it */
    g_autoptr(GmGeom) g = gm_shapes_sort_rings(r.pos, r.start, r.n);
    static const double south[] = {0, 2, 50, 52, 3, 3.5};
    static const bool hole[] = {false, true, false, true, false, true};
    assert_int_equal(g->n_parts, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_true(south_of(g, i) == south[i]);
        assert_int_equal(g->hole[i], hole[i]);
        assert_int_equal(counter_clockwise(g, i), !hole[i]);
    }
}

static void files_wound_the_other_way_are_understood(void **state)
{
    (void)state;
    Rings r = {.n = 0};
    add(&r, 0, 0, 10, false);
    add(&r, 2, 2, 4, true);
    g_autoptr(GmGeom) g = gm_shapes_sort_rings(r.pos, r.start, r.n);
    assert_false(g->hole[0]);
    assert_true(g->hole[1]);
    assert_true(counter_clockwise(g, 0));
}

static void a_hole_in_nothing_is_an_island(void **state)
{
    (void)state;
    Rings r = {.n = 0};
    add(&r, 0, 0, 10, true);
    add(&r, 40, 0, 2, false);
    g_autoptr(GmGeom) g = gm_shapes_sort_rings(r.pos, r.start, r.n);
    assert_false(g->hole[1]);
    assert_true(counter_clockwise(g, 1));
}

static void slivers_are_dropped(void **state)
{
    (void)state;
    Rings r = {.n = 0};
    add(&r, 0, 0, 10, true);
    r.pos[5] = r.pos[6] = r.pos[7] = (GmPos){1, 1};
    r.start[2] = 8;
    r.n = 2;
    g_autoptr(GmGeom) g = gm_shapes_sort_rings(r.pos, r.start, r.n);
    assert_int_equal(g->n_parts, 1);
    g_autoptr(GmGeom) none = gm_shapes_sort_rings(r.pos, r.start, 0);
    assert_int_equal(none->n_parts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_follow_the_ring_that_holds_them),
        cmocka_unit_test(files_wound_the_other_way_are_understood),
        cmocka_unit_test(a_hole_in_nothing_is_an_island),
        cmocka_unit_test(slivers_are_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
