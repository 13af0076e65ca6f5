#include "shapefile.h"

#include <glib/gstdio.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static GPtrArray *new_shapes(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
}

static GmShape *add(GPtrArray *all, GmGeom *g, const char *key, const char *name)
{
    GmShape *s = g_new0(GmShape, 1);
    s->geom = g;
    s->key = g_strdup(key);
    s->name = g_strdup(name);
    s->attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_ptr_array_add(all, s);
    return s;
}

static GmGeom *square(double south, double west, double side)
{
    GmPos p[] = {
        {south, west}, {south, west + side}, {south + side, west + side}, {south + side, west}};
    return gm_geom_new_polygon(p, 4);
}

static void add_square(GmGeom *g, double south, double west, double side, bool hole)
{
    GmPos ccw[] = {
        {south, west}, {south, west + side}, {south + side, west + side}, {south + side, west}};
    GmPos cw[] = {ccw[0], ccw[3], ccw[2], ccw[1]};
    gm_geom_add_part(g, hole ? cw : ccw, 4, hole);
}

static double area(const GmGeom *g, size_t part)
{
    const GmPos *p = gm_geom_part(g, part);
    double sum = 0;
    for (size_t i = 0; i + 1 < gm_geom_part_len(g, part); i++)
        sum += p[i].lon * p[i + 1].lat - p[i + 1].lon * p[i].lat;
    return sum / 2;
}

static MemoryFiles *written(GPtrArray *shapes)
{
    MemoryFiles *f = gm_shapes_files_new();
    GError *error = NULL;
    assert_true(gm_shapes_write_shapefile("test.shp", shapes, f, &error));
    assert_null(error);
    return f;
}

/* A copy of the files whose bytes a test may damage. */
static MemoryFiles *reread(const MemoryFiles *w, guint8 **copies)
{
    MemoryFiles *f = gm_shapes_files_new();
    for (int i = 0; i < N_PARTS; i++) {
        copies[i] = NULL;
        if (!w->written[i])
            continue;
        copies[i] = g_memdup2(w->written[i]->data, w->written[i]->len);
        f->read[i] = copies[i];
        f->len[i] = w->written[i]->len;
    }
    return f;
}

static void free_copies(guint8 **copies)
{
    for (int i = 0; i < N_PARTS; i++)
        g_free(copies[i]);
}

static void written_shapes_read_back(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) shapes = new_shapes();
    GmGeom *g = square(35, 36, 4);
    add_square(g, 36, 37, 1, true);
    add_square(g, 45, 36, 1, false);
    GmShape *s = add(shapes, g, "SY-ID", "إدلب");
    g_hash_table_insert(s->attributes, g_strdup("population"), g_strdup("1500000"));
    g_hash_table_insert(s->attributes, g_strdup("postcode"), g_strdup("0042"));
    g_hash_table_insert(s->attributes, g_strdup("a_very_long_name"), g_strdup("x"));
    g_hash_table_insert(s->attributes, g_strdup("a_very_long_other"), g_strdup("y"));
    add(shapes, NULL, "none", NULL);

    g_autofree char *dir = g_dir_make_tmp("gazmap-shp-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "areas.shp", NULL);
    GError *error = NULL;
    assert_true(gm_shapes_write_file(path, shapes, &error));
    g_autoptr(GPtrArray) back = gm_shapes_read_file(path, &error);
    assert_null(error);
    assert_int_equal(back->len, 2);
    const GmShape *b = g_ptr_array_index(back, 0);
    assert_string_equal(b->key, "SY-ID");
    assert_string_equal(b->name, "إدلب");
    assert_string_equal(g_hash_table_lookup(b->attributes, "population"), "1500000");
    assert_string_equal(g_hash_table_lookup(b->attributes, "postcode"), "0042");
    assert_string_equal(g_hash_table_lookup(b->attributes, "a_very_lon"), "x");
    assert_string_equal(g_hash_table_lookup(b->attributes, "a_very_l_1"), "y");
    assert_int_equal(b->geom->n_parts, 3);
    assert_false(b->geom->hole[0]);
    assert_true(b->geom->hole[1]);
    assert_false(b->geom->hole[2]);
    assert_near(area(b->geom, 0), 16, 1e-9);
    assert_near(area(b->geom, 1), -1, 1e-9);
    assert_near(area(b->geom, 2), 1, 1e-9);
    assert_null(((const GmShape *)g_ptr_array_index(back, 1))->geom);

    static const char *const endings[] = {"shp", "shx", "dbf", "prj", "cpg"};
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *part = g_strdup_printf("%s/areas.%s", dir, endings[i]);
        assert_int_equal(g_remove(part), 0);
    }
    assert_int_equal(g_rmdir(dir), 0);
}

static void points_and_lines_read_back(void **state)
{
    (void)state;
    GmPos line[] = {{35, 36}, {35.5, 36.25}, {36, 37}};
    for (int kind = 0; kind < 2; kind++) {
        g_autoptr(GPtrArray) shapes = new_shapes();
        GmGeom *g = kind ? gm_geom_new_line(line, 3) : gm_geom_new_point(line[1]);
        add(shapes, g, "1", "a");
        g_autoptr(MemoryFiles) w = written(shapes);
        guint8 *copies[N_PARTS];
        GError *error = NULL;
        g_autoptr(GPtrArray) back = gm_shapes_read_shapefile("t.shp", reread(w, copies), &error);
        assert_null(error);
        const GmGeom *b = ((const GmShape *)g_ptr_array_index(back, 0))->geom;
        assert_int_equal(b->kind, kind ? GM_GEOM_LINE : GM_GEOM_POINT);
        assert_int_equal(b->n_pos, kind ? 3 : 1);
        assert_memory_equal(b->pos, g->pos, b->n_pos * sizeof *b->pos);
        free_copies(copies);
    }
}

static void mixtures_are_refused(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) shapes = new_shapes();
    add(shapes, square(0, 0, 1), "1", "a");
    add(shapes, gm_geom_new_point((GmPos){1, 1}), "2", "b");
    g_autoptr(MemoryFiles) f = gm_shapes_files_new();
    g_autoptr(GError) error = NULL;
    assert_false(gm_shapes_write_shapefile("x.shp", shapes, f, &error));
    assert_non_null(strstr(error->message, "x.shp: "));
}

static void record_boxes_need_no_decoding(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) shapes = new_shapes();
    add(shapes, square(10, 20, 2), "1", "a");
    add(shapes, square(-5, -7, 1), "2", "b");
    g_autoptr(MemoryFiles) w = written(shapes);
    guint8 *copies[N_PARTS];
    GError *error = NULL;
    g_autoptr(ShapeFile) f = gm_shapes_file_open("t.shp", reread(w, copies), &error);
    assert_non_null(f);
    GmBox b;
    assert_true(gm_shapes_file_record_box(f, 1, &b));
    assert_near(b.south, -5, 0);
    assert_near(b.west, -7, 0);
    assert_near(b.north, -4, 0);
    assert_near(b.east, -6, 0);
    assert_false(gm_shapes_file_record_box(f, 2, &b));
    g_clear_pointer(&f, gm_shapes_file_close);
    free_copies(copies);
}

/* Every byte of the files changed in turn, and every truncation: an error or
 * shapes, never a crash, and never a coordinate off the globe. */
static void damage_is_survived(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) shapes = new_shapes();
    GmGeom *g = square(35, 36, 4);
    add_square(g, 36, 37, 1, true);
    add(shapes, g, "SY-ID", "Idlib");
    add(shapes, square(10, 10, 1), "b", "Other");
    g_autoptr(MemoryFiles) w = written(shapes);
    static const guint8 values[] = {0, 0x7F, 0x80, 0xFF};
    guint errors = 0, good = 0;
    for (int part = PART_SHP; part <= PART_CPG; part++) {
        for (gsize at = 0; at < w->written[part]->len; at++) {
            for (gsize v = 0; v < G_N_ELEMENTS(values) + 1; v++) {
                guint8 *copies[N_PARTS];
                MemoryFiles *f = reread(w, copies);
                if (v < G_N_ELEMENTS(values))
                    copies[part][at] = values[v];
                else
                    f->len[part] = at;
                g_autoptr(GError) error = NULL;
                g_autoptr(GPtrArray) back = gm_shapes_read_shapefile("t.shp", f, &error);
                assert_true((back == NULL) == (error != NULL));
                for (guint i = 0; back && i < back->len; i++) {
                    const GmGeom *b = ((const GmShape *)g_ptr_array_index(back, i))->geom;
                    assert_true(!b || gm_geom_check(b, NULL));
                }
                errors += back == NULL;
                good += back != NULL;
                free_copies(copies);
            }
        }
    }
    assert_true(errors > 100);
    assert_true(good > 100);
}

static void infinite_positions_name_their_record(void **state)
{
    (void)state;
    static const double wrong[] = {NAN, INFINITY, 4000000.0, 91};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GPtrArray) shapes = new_shapes();
        add(shapes, square(1, 1, 1), "a", "a");
        GmGeom *g = square(35, 36, 4);
        g->pos[2].lat = wrong[i];
        add(shapes, g, "b", "b");
        g_autoptr(MemoryFiles) w = written(shapes);
        guint8 *copies[N_PARTS];
        g_autoptr(GError) error = NULL;
        assert_null(gm_shapes_read_shapefile("t.shp", reread(w, copies), &error));
        assert_string_equal(error->message, "t.shp: record 2: position 3 is not a longitude and "
                                            "latitude in degrees");
        free_copies(copies);
    }
}

static void tables_say_their_character_set(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) shapes = new_shapes();
    add(shapes, square(1, 1, 1), "a", "Lattaqui\xC3\xA9");
    g_autoptr(MemoryFiles) w = written(shapes);
    guint8 *copies[N_PARTS];
    MemoryFiles *f = reread(w, copies);
    guint8 *name = copies[PART_DBF] + f->len[PART_DBF] - 1;
    while (name[0] != 0xC3)
        name--;
    name[0] = 0xE9; /* é in windows-1252; the byte after it a space */
    name[1] = ' ';
    f->read[PART_CPG] = (const guint8 *)"1252";
    f->len[PART_CPG] = 4;
    g_autoptr(GPtrArray) back = gm_shapes_read_shapefile("t.shp", f, NULL);
    assert_string_equal(((const GmShape *)g_ptr_array_index(back, 0))->name, "Lattaqui\xC3\xA9");
    free_copies(copies);
}

static void projected_files_are_refused(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) shapes = new_shapes();
    add(shapes, square(1, 1, 1), "a", "a");
    g_autoptr(MemoryFiles) w = written(shapes);
    guint8 *copies[N_PARTS];
    MemoryFiles *f = reread(w, copies);
    f->read[PART_PRJ] = (const guint8 *)"PROJCS[\"UTM 37N\",GEOGCS[]]";
    f->len[PART_PRJ] = strlen((const char *)f->read[PART_PRJ]);
    g_autoptr(GError) error = NULL;
    assert_null(gm_shapes_read_shapefile("t.shp", f, &error));
    assert_non_null(strstr(error->message, "'UTM 37N'"));
    free_copies(copies);
}

static void missing_files_are_named(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_null(gm_shapes_read_file("/nowhere/at/all.shp", &error));
    assert_true(g_str_has_prefix(error->message, "/nowhere/at/all.shp: cannot open"));
    g_clear_error(&error);
    assert_null(gm_shapes_read_file("map.gif", &error));
    assert_true(g_str_has_prefix(error->message, "map.gif: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_shapes_read_back),
        cmocka_unit_test(points_and_lines_read_back),
        cmocka_unit_test(mixtures_are_refused),
        cmocka_unit_test(record_boxes_need_no_decoding),
        cmocka_unit_test(damage_is_survived),
        cmocka_unit_test(infinite_positions_name_their_record),
        cmocka_unit_test(tables_say_their_character_set),
        cmocka_unit_test(projected_files_are_refused),
        cmocka_unit_test(missing_files_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
