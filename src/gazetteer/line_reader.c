#include "line_reader.h"
#include "gazetteer.h"
#include <string.h>

#define MAX_LINE ((gsize)16 << 20)

static bool find_gzip(GInputStream *in, bool *found, GError **cause)
{
    guint8 head[2] = {0};
    gsize n = 0;
    if (!g_input_stream_read_all(in, head, 2, &n, NULL, cause) ||
        !g_seekable_seek(G_SEEKABLE(in), 0, G_SEEK_SET, NULL, cause))
        return false;
    *found = n == 2 && head[0] == 0x1f && head[1] == 0x8b;
    return true;
}

bool gm_gazetteer_line_reader_open(LineReader *r, const char *path, GError **error)
{
    *r = (LineReader){0};
    g_autoptr(GFile) file = g_file_new_for_path(path);
    GError *cause = NULL;
    g_autoptr(GFileInputStream) in = g_file_read(file, NULL, &cause);
    bool gzip = false;
    if (!in || !find_gzip(G_INPUT_STREAM(in), &gzip, &cause)) {
        const char *reason = strrchr(cause->message, ':'); /* GLib names the whole path, too */
        g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_IO, "%s: cannot read%s", path,
                    reason ? reason : "");
        g_error_free(cause);
        return false;
    }
    g_autoptr(GFileInfo) info =
        g_file_input_stream_query_info(in, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
    r->n_bytes = info ? (guint64)g_file_info_get_size(info) : 0;
    r->file = G_SEEKABLE(in);
    if (gzip) { /* the stream above holds the one below */
        g_autoptr(GZlibDecompressor) gz = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
        r->in = g_converter_input_stream_new(G_INPUT_STREAM(in), G_CONVERTER(gz));
    } else {
        r->in = G_INPUT_STREAM(g_steal_pointer(&in));
    }
    r->room = 1 << 20;
    r->buffer = g_malloc(r->room + 1);
    return true;
}

static bool fill(LineReader *r, GError **error)
{
    if (r->start > 0) {
        memmove(r->buffer, r->buffer + r->start, r->end - r->start);
        r->end -= r->start;
        r->start = 0;
    }
    if (r->end == r->room) {
        if (r->room >= MAX_LINE) {
            g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE,
                        "line %" G_GUINT64_FORMAT " is longer than 16 MB: not a text source",
                        r->line + 1);
            return false;
        }
        r->room *= 2;
        r->buffer = g_realloc(r->buffer, r->room + 1);
    }
    GError *cause = NULL;
    gssize n = g_input_stream_read(r->in, r->buffer + r->end, r->room - r->end, NULL, &cause);
    if (n < 0) {
        g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_IO,
                    "after line %" G_GUINT64_FORMAT ": %s", r->line, cause->message);
        g_error_free(cause);
        return false;
    }
    r->end += (gsize)n;
    r->eof = n == 0;
    return true;
}

char *gm_gazetteer_line_reader_next(LineReader *r, gsize *len, GError **error)
{
    gsize scanned = 0;
    for (;;) {
        char *line = r->buffer + r->start;
        char *nl = memchr(line + scanned, '\n', r->end - r->start - scanned);
        if (!nl && r->eof && r->start < r->end)
            nl = r->buffer + r->end; /* room for one more byte is kept */
        if (nl) {
            gsize n = (gsize)(nl - line);
            r->start = MIN(r->start + n + 1, r->end);
            r->line++;
            if (n > 0 && line[n - 1] == '\r')
                n--;
            line[n] = '\0';
            if (r->line == 1 && n >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
                line += 3;
                n -= 3;
            }
            *len = n;
            return line;
        }
        if (r->eof)
            return NULL;
        scanned = r->end - r->start;
        if (!fill(r, error))
            return NULL;
    }
}

guint64 gm_gazetteer_line_reader_tell(const LineReader *r)
{
    return (guint64)MAX(g_seekable_tell(r->file), 0);
}

void gm_gazetteer_line_reader_close(LineReader *r)
{
    g_clear_object(&r->in);
    g_clear_pointer(&r->buffer, g_free);
}
