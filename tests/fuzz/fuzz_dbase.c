/* Any bytes as the table of a shapefile of three points: a byte with the length of its
 * .cpg, that file, the .dbf. Whatever it holds is text when it is read. */
#include "layer.h"

#include <glib/gstdio.h>
#include <stdint.h>

static const char points[] = "{\"type\":\"FeatureCollection\",\"features\":["
                             "{\"type\":\"Feature\",\"properties\":{\"name\":\"a\"},\"geometry\":"
                             "{\"type\":\"Point\",\"coordinates\":[36,35]}},"
                             "{\"type\":\"Feature\",\"properties\":{\"name\":\"b\"},\"geometry\":"
                             "{\"type\":\"Point\",\"coordinates\":[37,35]}},"
                             "{\"type\":\"Feature\",\"properties\":{},\"geometry\":"
                             "{\"type\":\"Point\",\"coordinates\":[38,35]}}]}";

static char *dir, *shp;

static void build(void)
{
    dir = g_dir_make_tmp("gazmap-fuzz-XXXXXX", NULL);
    shp = g_build_filename(dir, "f.shp", NULL);
    g_autoptr(GPtrArray) three = gm_shapes_read_geojson("three", points, sizeof points - 1, NULL);
    g_assert_nonnull(three);
    g_assert_true(gm_shapes_write_file(shp, three, NULL));
}

static void save(const char *name, const uint8_t *data, size_t len)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_assert_true(g_file_set_contents_full(path, (const char *)data, (gssize)len,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void check_text(const char *text)
{
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!dir)
        build();
    if (size == 0)
        return 0;
    size_t page = MIN((size_t)data[0] % 64, size - 1);
    save("f.cpg", data + 1, page);
    save("f.dbf", data + 1 + page, size - 1 - page);
    g_autoptr(GPtrArray) shapes = gm_shapes_read_file(shp, NULL);
    for (guint i = 0; shapes && i < shapes->len; i++) {
        const GmShape *s = g_ptr_array_index(shapes, i);
        check_text(s->key);
        check_text(s->name);
        GHashTableIter it;
        gpointer field, text;
        g_hash_table_iter_init(&it, s->attributes);
        while (g_hash_table_iter_next(&it, &field, &text)) {
            check_text(field);
            check_text(text);
        }
    }
    return 0;
}
