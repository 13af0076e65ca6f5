#include "shape_store.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char *dir;

static void write_layer(const char *file, double south, double west, const char *const *keys)
{
    g_autoptr(GPtrArray) shapes =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
    for (int i = 0; keys[i]; i++) {
        GmShape *s = g_new0(GmShape, 1);
        GmPos line[] = {{south + i, west}, {south + i + 0.5, west + 0.5}};
        s->geom = gm_geom_new_line(line, 2);
        s->key = g_strdup(keys[i]);
        s->name = g_strdup_printf("name of %s", keys[i]);
        g_ptr_array_add(shapes, s);
    }
    g_autofree char *path = g_build_filename(dir, file, NULL);
    assert_true(gm_shapes_write_file(path, shapes, NULL));
}

static void write_manifest(const char *text)
{
    g_autofree char *path = g_build_filename(dir, "layers.tsv", NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static const char header[] =
    "layer\tfile\tkey\tname\tgeometry\tclass\tmin_scale\tmax_scale\tbox\tcredit\tlicence\n";

static int set_up(void **state)
{
    (void)state;
    dir = g_dir_make_tmp("gazmap-store-XXXXXX", NULL);
    static const char *const keys[] = {"M4", "M5", "M4", NULL};
    write_layer("roads.shp", 30, 36, keys);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    GDir *d = g_dir_open(dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(d));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        g_remove(path);
    }
    g_dir_close(d);
    g_rmdir(dir);
    g_free(dir);
    return 0;
}

static GmShapeStore *open_store(void)
{
    g_autofree char *text =
        g_strconcat(header, "# a remark\n",
                    "roads\troads.shp\tkey\tname\tline\troad\t0\t3e6\t29,35,40,43\tus\tfree\n",
                    "rivers\tgone.shp\tkey\t\tline\triver\t\t\t\tus\tfree\n", NULL);
    write_manifest(text);
    GError *error = NULL;
    GmShapeStore *s = gm_shapes_open(dir, &error);
    assert_null(error);
    return s;
}

static void layers_are_listed(void **state)
{
    (void)state;
    g_autoptr(GmShapeStore) s = open_store();
    assert_int_equal(gm_shapes_n_layers(s), 2);
    const GmLayerInfo *l = gm_shapes_layer_named(s, "roads");
    assert_ptr_equal(l, gm_shapes_layer(s, 0));
    assert_string_equal(l->class_, "road");
    assert_int_equal(l->kind, GM_GEOM_LINE);
    assert_true(l->max_scale == 3e6 && l->box.south == 29 && l->box.east == 43);
    assert_true(gm_shapes_layer(s, 1)->box.west == -180);
    assert_null(gm_shapes_layer_named(s, "seas"));
}

static void a_key_finds_all_its_records(void **state)
{
    (void)state;
    g_autoptr(GmShapeStore) s = open_store();
    GError *error = NULL;
    g_autoptr(GmGeom) m4 = gm_shapes_find(s, "roads:M4", &error);
    assert_null(error);
    assert_int_equal(m4->n_parts, 2);
    assert_true(m4->pos[2].lat == 32);
    static const char *const wrong[] = {"roads:M6", "seas:M4", "roads",
                                        "roads:",   ":M4",     "rivers:a"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) e = NULL;
        assert_null(gm_shapes_find(s, wrong[i], &e));
        assert_non_null(e);
        assert_int_equal(e->code, i < 5 ? GM_SHAPES_ERROR_NOT_FOUND : GM_SHAPES_ERROR_IO);
    }
}

static void a_box_finds_what_meets_it(void **state)
{
    (void)state;
    g_autoptr(GmShapeStore) s = open_store();
    GmBox box = {31.2, 36.2, 31.3, 36.3};
    g_autoptr(GPtrArray) found = gm_shapes_in_box(s, "roads", box, NULL);
    assert_int_equal(found->len, 1);
    const GmShape *m5 = g_ptr_array_index(found, 0);
    assert_string_equal(m5->key, "M5");
    assert_string_equal(m5->name, "name of M5");
    GmBox sea = {31, 0, 32, 1};
    g_autoptr(GPtrArray) none = gm_shapes_in_box(s, "roads", sea, NULL);
    assert_int_equal(none->len, 0);
}

/* Who passes over an error of one layer hears of it at the end, once. */
static void what_could_not_be_read_is_remembered(void **state)
{
    (void)state;
    g_autofree char *text = g_strconcat(header,
                                        "roads\troads.shp\tkey\tname\tline\troad\t\t\t\t\t\n"
                                        "gone\tgone.shp\tkey\tname\tline\troad\t\t\t\t\t\n",
                                        NULL);
    write_manifest(text);
    g_autoptr(GmShapeStore) s = gm_shapes_open(dir, NULL);
    GmBox all = {-90, -180, 90, 180};
    g_autoptr(GPtrArray) roads = gm_shapes_in_box(s, "roads", all, NULL);
    assert_non_null(roads);
    assert_null(gm_shapes_find(s, "roads:M99", NULL)); /* absent, not unread */
    assert_true(gm_shapes_all_read(s, NULL));
    assert_null(gm_shapes_in_box(s, "gone", all, NULL));
    g_autoptr(GError) error = NULL;
    assert_false(gm_shapes_all_read(s, &error));
    assert_non_null(strstr(error->message, "gone.shp"));
    assert_true(gm_shapes_all_read(s, NULL));
}

static void faulty_manifests_are_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"a\t../x.shp\t\t\tline\troad", "a\tx.shp\t\t\tblob\troad",
                                       "a\tx.shp\t\t\tline\troad\t0\t1\t1,2,3",
                                       "\tx.shp\t\t\tline"};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strconcat(header, rows[i], "\n", NULL);
        write_manifest(text);
        g_autoptr(GError) error = NULL;
        assert_null(gm_shapes_open(dir, &error));
        assert_non_null(strstr(error->message, "layers.tsv:2: "));
    }
    g_autoptr(GError) error = NULL;
    assert_null(gm_shapes_open("/nowhere", &error));
    assert_non_null(strstr(error->message, "/nowhere"));
}

/* What ships: every record of every layer is sound; a region is quick to read. */
static void shipped_layers_are_sound(void **state)
{
    (void)state;
    const char *shipped = GAZMAP_SOURCE_DIR "/shapes";
    if (!g_file_test(GAZMAP_SOURCE_DIR "/shapes/layers.tsv", G_FILE_TEST_EXISTS)) {
        printf("skipped: no shapes/layers.tsv in this tree\n");
        skip();
    }
    GError *error = NULL;
    g_autoptr(GmShapeStore) s = gm_shapes_open(shipped, &error);
    assert_null(error);
    GmBox world = {-90, -180, 90, 180}, region = {35, 35.5, 36.5, 37.5};
    gint64 spent = 0;
    for (guint i = 0; i < gm_shapes_n_layers(s); i++) {
        const GmLayerInfo *l = gm_shapes_layer(s, i);
        g_autoptr(GPtrArray) all = gm_shapes_in_box(s, l->layer, world, &error);
        if (error)
            fail_msg("%s", error->message);
        assert_true(all->len > 0);
        for (guint k = 0; k < all->len; k++) {
            const GmShape *shape = g_ptr_array_index(all, k);
            assert_int_equal(shape->geom->kind, l->kind);
            assert_true(gm_geom_check(shape->geom, NULL));
        }
        if (l->min_scale > 1e6 || l->max_scale < 1e6 || !gm_box_meets(l->box, region))
            continue;
        gint64 t = g_get_monotonic_time();
        g_autoptr(GPtrArray) near = gm_shapes_in_box(s, l->layer, region, NULL);
        spent += g_get_monotonic_time() - t;
        printf("%-16s %6u records, %4u near, %lld us\n", l->layer, all->len, near->len,
               (long long)(g_get_monotonic_time() - t));
    }
    printf("a region: %.2f ms\n", (double)spent / 1000.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_are_listed),
        cmocka_unit_test(a_key_finds_all_its_records),
        cmocka_unit_test(a_box_finds_what_meets_it),
        cmocka_unit_test(faulty_manifests_are_refused),
        cmocka_unit_test(what_could_not_be_read_is_remembered),
        cmocka_unit_test(shipped_layers_are_sound),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
