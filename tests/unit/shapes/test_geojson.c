#include "layer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static GPtrArray *read_ok(const char *json)
{
    GError *error = NULL;
    GPtrArray *shapes = gm_shapes_read_geojson("t.geojson", json, strlen(json), &error);
    if (error)
        fail_msg("%s", error->message);
    return shapes;
}

static void refused(const char *json, const char *message)
{
    g_autoptr(GError) error = NULL;
    assert_null(gm_shapes_read_geojson("t.geojson", json, strlen(json), &error));
    if (!strstr(error->message, message))
        fail_msg("'%s' is not in '%s'", message, error->message);
}

static const GmShape *shape(GPtrArray *all, guint i)
{
    return g_ptr_array_index(all, i);
}

static void features_keep_their_attributes(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) all =
        read_ok("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":17,"
                "\"properties\":{\"name\":\"Tronba\",\"pop\":1200,\"share\":0.25,\"none\":null,"
                "\"old\":true,\"list\":[1,2]},"
                "\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.7683,35.8598,300]}}]}");
    assert_int_equal(all->len, 1);
    const GmShape *s = shape(all, 0);
    assert_string_equal(s->key, "17");
    assert_string_equal(s->name, "Tronba");
    assert_string_equal(g_hash_table_lookup(s->attributes, "pop"), "1200");
    assert_string_equal(g_hash_table_lookup(s->attributes, "share"), "0.25");
    assert_string_equal(g_hash_table_lookup(s->attributes, "old"), "true");
    assert_string_equal(g_hash_table_lookup(s->attributes, "list"), "[1,2]");
    assert_false(g_hash_table_contains(s->attributes, "none"));
    assert_true(s->geom->pos[0].lat == 35.8598 && s->geom->pos[0].lon == 36.7683);
}

static void collections_are_split_by_class(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) all =
        read_ok("{\"type\":\"GeometryCollection\",\"geometries\":["
                "{\"type\":\"Point\",\"coordinates\":[1,2]},"
                "{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,1]],[[2,2],[3,3]]]},"
                "{\"type\":\"MultiPoint\",\"coordinates\":[[3,4],[5,6]]},"
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,9],[9,9],[9,0],[0,0]],"
                "[[1,1],[2,1],[2,2],[1,1]]]}]}");
    assert_int_equal(all->len, 3);
    assert_int_equal(shape(all, 0)->geom->n_parts, 3);
    assert_int_equal(shape(all, 1)->geom->n_parts, 2);
    const GmGeom *g = shape(all, 2)->geom;
    assert_int_equal(g->n_parts, 2);
    assert_true(g->hole[1]);
    g_autoptr(GString) out = g_string_new(NULL);
    gm_shapes_append_geojson(out, g); /* turned as RFC 7946 asks */
    assert_string_equal(out->str, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],"
                                  "[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}");
}

static void null_geometries_are_kept(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) all =
        read_ok("{\"type\":\"Feature\",\"geometry\":null,\"properties\":null}");
    assert_int_equal(all->len, 1);
    assert_null(shape(all, 0)->geom);
}

static void faults_say_where(void **state)
{
    (void)state;
    refused("{\"type\":\n \"Point\",, }", "t.geojson:2:");
    refused("", "t.geojson:1:1: not JSON");
    refused("[1,2]", "no GeoJSON");
    refused("{\"type\":\"Point\",\"coordinates\":[1]}", "position");
    refused("{\"type\":\"Point\",\"coordinates\":[\"1\",2]}", "position");
    refused("{\"type\":\"Point\",\"coordinates\":[200,2]}", "[200, 2]");
    refused("{\"type\":\"Point\",\"coordinates\":[36,-91]}", "[36, -91]");
    refused("{\"type\":\"Point\"}", "coordinates");
    refused("{\"type\":\"Blob\",\"coordinates\":[1,2]}", "'Blob'");
    refused("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}", "three");
    refused(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null},"
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0]]}}]}",
        "feature 2: ");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    GString *deep = g_string_new("{\"type\":\"LineString\",\"coordinates\":");
    for (int i = 0; i < 1000000; i++)
        g_string_append_c(deep, '[');
    refused(deep->str, "t.geojson:1:");
    g_string_free(deep, TRUE);
    deep = g_string_new(NULL);
    for (int i = 0; i < 200; i++)
        g_string_append(deep, "{\"type\":\"GeometryCollection\",\"geometries\":[");
    for (int i = 0; i < 200; i++)
        g_string_append(deep, "]}");
    refused(deep->str, "nested too deep");
    g_string_free(deep, TRUE);
}

static void text_forms_are_exact(void **state)
{
    (void)state;
    GmPos line[] = {{35.123456789, 36}, {-0.00000001, -180}};
    g_autoptr(GmGeom) l = gm_geom_new_line(line, 2);
    g_autoptr(GmGeom) p = gm_geom_new_point(line[0]);
    g_autoptr(GmGeom) pp = gm_geom_copy(p);
    gm_geom_append(pp, p);
    g_autoptr(GString) out = g_string_new(NULL);
    gm_shapes_append_wkt(out, l);
    assert_string_equal(out->str, "LINESTRING (36 35.1234568, -180 0)");
    g_string_truncate(out, 0);
    gm_shapes_append_wkt(out, pp);
    assert_string_equal(out->str, "MULTIPOINT ((36 35.1234568), (36 35.1234568))");
    g_string_truncate(out, 0);
    gm_shapes_append_geojson(out, p);
    assert_string_equal(out->str, "{\"type\":\"Point\",\"coordinates\":[36,35.1234568]}");
    g_string_truncate(out, 0);
    GmPos a[] = {{0, 0}, {0, 1}, {1, 1}}, b[] = {{5, 5}, {5, 6}, {6, 6}};
    g_autoptr(GmGeom) m = gm_geom_new_polygon(a, 3);
    gm_geom_add_part(m, b, 3, false);
    gm_shapes_append_wkt(out, m);
    assert_string_equal(out->str, "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))");
}

static void lines_over_the_antimeridian_are_cut(void **state)
{
    (void)state;
    GmPos line[] = {{10, 179}, {10, -179}};
    g_autoptr(GmGeom) l = gm_geom_new_line(line, 2);
    g_autoptr(GString) out = g_string_new(NULL);
    gm_shapes_append_geojson(out, l);
    assert_true(g_str_has_prefix(out->str, "{\"type\":\"MultiLineString\""));
    g_autoptr(GPtrArray) back = read_ok(out->str);
    assert_int_equal(shape(back, 0)->geom->n_parts, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_keep_their_attributes),
        cmocka_unit_test(collections_are_split_by_class),
        cmocka_unit_test(null_geometries_are_kept),
        cmocka_unit_test(faults_say_where),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(text_forms_are_exact),
        cmocka_unit_test(lines_over_the_antimeridian_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
