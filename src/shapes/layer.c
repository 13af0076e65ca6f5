#include "layer.h"

#include "file_save.h"
#include "geojson_write.h"
#include "shapefile.h"

#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK(gm - shapes - error - quark, gm_shapes_error)

enum { LARGEST_GEOJSON = 512 << 20 };

void gm_shapes_shape_free(GmShape *s)
{
    if (!s)
        return;
    gm_geom_free(s->geom);
    g_free(s->key);
    g_free(s->name);
    g_clear_pointer(&s->attributes, g_hash_table_unref);
    g_free(s);
}

static bool has_ending(const char *path, const char *ending)
{
    gsize n = strlen(path), m = strlen(ending);
    return n > m && g_ascii_strcasecmp(path + n - m, ending) == 0;
}

static GPtrArray *too_large(const char *path, GError **error)
{
    g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_LIMIT, "%s: larger than %d bytes", path,
                LARGEST_GEOJSON);
    return NULL;
}

static GPtrArray *read_stream(GError **error)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    guint8 buffer[65536];
    ssize_t n;
    while ((n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        g_byte_array_append(all, buffer, (guint)n);
        if (all->len > LARGEST_GEOJSON)
            return too_large("standard input", error);
    }
    return gm_shapes_read_geojson("standard input", (const char *)all->data, all->len, error);
}

static GPtrArray *read_geojson_file(const char *path, GError **error)
{
    GError *cause = NULL;
    g_autoptr(GMappedFile) m = g_mapped_file_new(path, FALSE, &cause);
    if (!m) {
        bool folder = g_file_test(path, G_FILE_TEST_IS_DIR);
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_IO, "%s: cannot read: %s", path,
                    folder                                                     ? "is a folder"
                    : g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? "no such file"
                                                                               : cause->message);
        g_error_free(cause);
        return NULL;
    }
    if (g_mapped_file_get_length(m) > LARGEST_GEOJSON)
        return too_large(path, error);
    const char *bytes = g_mapped_file_get_contents(m);
    return gm_shapes_read_geojson(path, bytes ? bytes : "", g_mapped_file_get_length(m), error);
}

GPtrArray *gm_shapes_read_file(const char *path, GError **error)
{
    if (strcmp(path, "-") == 0)
        return read_stream(error);
    if (has_ending(path, ".geojson") || has_ending(path, ".json"))
        return read_geojson_file(path, error);
    if (has_ending(path, ".shp")) {
        MemoryFiles *files = gm_shapes_files_open(path, error);
        return files ? gm_shapes_read_shapefile(path, files, error) : NULL;
    }
    g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT,
                "%s: unknown ending; give a .shp, .geojson or .json file", path);
    return NULL;
}

bool gm_shapes_write_file(const char *path, GPtrArray *shapes, GError **error)
{
    if (has_ending(path, ".shp")) {
        g_autoptr(MemoryFiles) files = gm_shapes_files_new();
        return gm_shapes_write_shapefile(path, shapes, files, error) &&
               gm_shapes_files_save(files, path, error);
    }
    if (strcmp(path, "-") == 0 || has_ending(path, ".geojson") || has_ending(path, ".json")) {
        g_autoptr(GString) out = g_string_new(NULL);
        gm_shapes_append_collection(out, shapes);
        return gm_text_save(path, out->str, out->len, error);
    }
    g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT,
                "%s: unknown ending; give a .shp or .geojson name", path);
    return false;
}
