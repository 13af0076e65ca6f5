#include "memory_files.h"

#include "file_save.h"
#include "layer.h"

#include <string.h>

enum { LARGEST_FILE = 1 << 30 }; /* bytes; shapelib counts in 32 bits */

static const char *const endings[N_PARTS] = {".shp", ".shx", ".dbf", ".cpg", ".prj"};

typedef struct {
    MemoryFiles *files; /* borrowed */
    FilePart part;
    gsize at;
} Stream;

MemoryFiles *gm_shapes_files_new(void)
{
    MemoryFiles *f = g_new0(MemoryFiles, 1);
    f->name = g_strdup_printf("%" G_GUINTPTR_FORMAT, (guintptr)f);
    return f;
}

void gm_shapes_files_free(MemoryFiles *f)
{
    if (!f)
        return;
    for (int i = 0; i < N_PARTS; i++) {
        g_clear_pointer(&f->mapped[i], g_mapped_file_unref);
        g_clear_pointer(&f->written[i], g_byte_array_unref);
    }
    g_free(f->name);
    g_free(f);
}

static char *part_path(const char *shp_path, FilePart part, bool upper)
{
    gsize n = strlen(shp_path);
    if (n >= 4 && g_ascii_strcasecmp(shp_path + n - 4, ".shp") == 0)
        n -= 4;
    g_autofree char *ending = upper ? g_ascii_strup(endings[part], -1) : g_strdup(endings[part]);
    return g_strdup_printf("%.*s%s", (int)n, shp_path, ending);
}

static bool is_absent(const GError *cause)
{
    return g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* A part that is there must be readable, whether it was needed or not. */
static bool map_part(const char *shp_path, FilePart part, GMappedFile **m, GError **error)
{
    g_autofree char *path =
        part == PART_SHP ? g_strdup(shp_path) : part_path(shp_path, part, false);
    g_autoptr(GError) cause = NULL;
    *m = g_mapped_file_new(path, FALSE, &cause);
    if (!*m && part != PART_SHP && is_absent(cause)) {
        g_autofree char *upper = part_path(shp_path, part, true);
        g_clear_error(&cause);
        *m = g_mapped_file_new(upper, FALSE, &cause);
    }
    if (*m || (part > PART_SHX && is_absent(cause)))
        return true;
    g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_IO, "%s: cannot open: %s", path,
                g_file_test(path, G_FILE_TEST_IS_DIR) ? "is a folder"
                : is_absent(cause) ? "no such file (a shapefile is .shp, .shx and .dbf together)"
                                   : "not readable");
    return false;
}

MemoryFiles *gm_shapes_files_open(const char *shp_path, GError **error)
{
    g_autoptr(MemoryFiles) f = gm_shapes_files_new();
    for (int i = 0; i < N_PARTS; i++) {
        if (!map_part(shp_path, (FilePart)i, &f->mapped[i], error))
            return NULL;
        if (!f->mapped[i])
            continue;
        f->len[i] = g_mapped_file_get_length(f->mapped[i]);
        f->read[i] = (const guint8 *)g_mapped_file_get_contents(f->mapped[i]);
        if (!f->read[i])
            f->read[i] = (const guint8 *)"";
        if (f->len[i] > LARGEST_FILE) {
            g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_LIMIT,
                        "%s: the %s file is larger than %d bytes", shp_path, endings[i],
                        LARGEST_FILE);
            return NULL;
        }
    }
    return g_steal_pointer(&f);
}

bool gm_shapes_files_save(const MemoryFiles *f, const char *shp_path, GError **error)
{
    for (int i = N_PARTS - 1; i >= 0; i--) { /* .shp last: whoever sees it finds the rest */
        if (!f->written[i])
            continue;
        g_autofree char *path =
            i == PART_SHP ? g_strdup(shp_path) : part_path(shp_path, (FilePart)i, false);
        if (!gm_text_save(path, (const char *)f->written[i]->data, f->written[i]->len, error))
            return false;
    }
    return true;
}

/* shapelib 1.6 hands its hooks what 1.5 does not, and takes what it writes as const. */
#if defined(SHAPELIB_VERSION_NUMBER) && SHAPELIB_VERSION_NUMBER >= 10600
#define HOOK_DATA , void *user_data
#define HOOK_DATA_UNUSED (void)user_data
#define HOOK_BYTES const void
#else
#define HOOK_DATA
#define HOOK_DATA_UNUSED (void)0
#define HOOK_BYTES void
#endif

/* shapelib's file names are "ADDRESS.shp": see gm_shapes_files_new. */
static SAFile hook_open(const char *filename, const char *access HOOK_DATA)
{
    HOOK_DATA_UNUSED;
    char *ending = NULL;
    guint64 address = g_ascii_strtoull(filename, &ending, 10);
    MemoryFiles *f = (MemoryFiles *)(guintptr)address;
    for (int i = 0; i < N_PARTS; i++) {
        if (g_ascii_strcasecmp(ending, endings[i]) != 0)
            continue;
        if (access[0] == 'w') {
            g_clear_pointer(&f->written[i], g_byte_array_unref);
            f->written[i] = g_byte_array_new();
        } else if (!f->read[i] && !f->written[i]) {
            return NULL;
        }
        Stream *s = g_new0(Stream, 1);
        s->files = f;
        s->part = (FilePart)i;
        return (SAFile)(void *)s;
    }
    return NULL;
}

static gsize stream_len(const Stream *s)
{
    const GByteArray *w = s->files->written[s->part];
    return w ? w->len : s->files->len[s->part];
}

static SAOffset hook_read(void *p, SAOffset size, SAOffset n, SAFile file)
{
    Stream *s = (Stream *)(void *)file;
    const GByteArray *w = s->files->written[s->part];
    const guint8 *from = w ? w->data : s->files->read[s->part];
    gsize len = stream_len(s);
    if (size == 0 || n == 0 || s->at >= len)
        return 0;
    gsize whole = MIN((len - s->at) / size, n);
    memcpy(p, from + s->at, whole * size);
    s->at += whole * size;
    return whole;
}

static SAOffset hook_write(HOOK_BYTES *p, SAOffset size, SAOffset n, SAFile file)
{
    Stream *s = (Stream *)(void *)file;
    GByteArray *w = s->files->written[s->part];
    gsize bytes = size * n;
    if (!w || s->at + bytes > LARGEST_FILE)
        return 0;
    if (s->at + bytes > w->len) {
        guint old = w->len;
        g_byte_array_set_size(w, (guint)(s->at + bytes));
        if (s->at > old)
            memset(w->data + old, 0, s->at - old);
    }
    memcpy(w->data + s->at, p, bytes);
    s->at += bytes;
    return n;
}

static SAOffset hook_seek(SAFile file, SAOffset offset, int whence)
{
    Stream *s = (Stream *)(void *)file;
    gsize base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? s->at : stream_len(s);
    s->at = base + offset;
    return 0;
}

static SAOffset hook_tell(SAFile file)
{
    return ((Stream *)(void *)file)->at;
}

static int hook_flush(SAFile file)
{
    (void)file;
    return 0;
}

static int hook_close(SAFile file)
{
    g_free((void *)file);
    return 0;
}

static int hook_remove(const char *filename HOOK_DATA)
{
    HOOK_DATA_UNUSED;
    (void)filename;
    return 0;
}

static void hook_error(const char *message)
{
    (void)message; /* the caller says which file and record */
}

static double hook_atof(const char *s)
{
    return g_ascii_strtod(s, NULL);
}

void gm_shapes_files_hooks(SAHooks *hooks)
{
    *hooks = (SAHooks){.FOpen = hook_open,
                       .FRead = hook_read,
                       .FWrite = hook_write,
                       .FSeek = hook_seek,
                       .FTell = hook_tell,
                       .FFlush = hook_flush,
                       .FClose = hook_close,
                       .Remove = hook_remove,
                       .Error = hook_error,
                       .Atof = hook_atof};
}
