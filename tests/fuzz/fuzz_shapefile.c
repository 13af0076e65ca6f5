/* A shapefile triple in one input: two 16-bit lengths, then .shp, .shx, .dbf. */
#include "layer.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <unistd.h>

static void save(const char *dir, const char *name, const uint8_t *data, size_t len)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_file_set_contents(path, (const char *)data, (gssize)len, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    size_t a = (size_t)data[0] | (size_t)data[1] << 8, b = (size_t)data[2] | (size_t)data[3] << 8;
    data += 4, size -= 4;
    a = MIN(a, size), b = MIN(b, size - a);
    g_autofree char *dir = g_dir_make_tmp("gazmap-fuzz-XXXXXX", NULL);
    if (!dir)
        return 0;
    save(dir, "f.shp", data, a);
    save(dir, "f.shx", data + a, b);
    save(dir, "f.dbf", data + a + b, size - a - b);
    g_autofree char *path = g_build_filename(dir, "f.shp", NULL);
    g_autoptr(GPtrArray) shapes = gm_shapes_read_file(path, NULL);
    for (guint i = 0; shapes && i < shapes->len; i++) {
        const GmShape *s = g_ptr_array_index(shapes, i);
        if (s->geom)
            g_assert_true(gm_geom_check(s->geom, NULL));
    }
    static const char *const names[] = {"f.shp", "f.shx", "f.dbf"};
    for (int i = 0; i < 3; i++) {
        g_autofree char *p = g_build_filename(dir, names[i], NULL);
        g_unlink(p);
    }
    g_rmdir(dir);
    return 0;
}
