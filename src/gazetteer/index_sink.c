#include "index_sink.h"
#include "gazetteer.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

guint64 gm_gazetteer_index_sum(guint64 sum, const void *data, gsize len)
{
    const char *p = data;
    guint64 w;
    for (; len >= 8; len -= 8, p += 8) {
        memcpy(&w, p, 8);
        sum = hash_mix(sum, w);
    }
    if (len > 0) {
        w = 0;
        memcpy(&w, p, len);
        sum = hash_mix(sum, w);
    }
    return sum;
}

static bool sink_error(IndexSink *k, GError **error)
{
    g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_IO, "%s: cannot write: %s", k->path,
                g_strerror(errno));
    return false;
}

static void write_bytes(IndexSink *k, const void *data, gsize len)
{
    if (k->bytes) {
        if (k->position + len > G_MAXUINT32 - 4096) { /* as much as a GByteArray holds */
            errno = EFBIG;
            k->failed = true;
        } else
            g_byte_array_append(k->bytes, data, (guint)len);
    } else if (len > 0 && fwrite(data, 1, len, k->file) != len)
        k->failed = true;
    k->position += len;
}

bool gm_gazetteer_index_sink_open(IndexSink *k, const char *path, GError **error)
{
    *k = (IndexSink){.path = g_strdup(path ? path : "memory")};
    memcpy(k->head.magic, INDEX_MAGIC, 8);
    k->head.version = INDEX_VERSION;
    k->head.endian = INDEX_ENDIAN;
    if (!path)
        k->bytes = g_byte_array_new();
    else {
        k->temporary = g_strconcat(path, ".XXXXXX", NULL);
        int fd = g_mkstemp_full(k->temporary, O_RDWR | O_CLOEXEC, 0666);
        k->file = fd >= 0 ? fdopen(fd, "w+b") : NULL;
        if (!k->file) {
            sink_error(k, error);
            if (fd >= 0) {
                close(fd);
                g_unlink(k->temporary);
            }
            g_free(k->path);
            g_free(k->temporary);
            return false;
        }
    }
    write_bytes(k, &k->head, sizeof k->head);
    return true;
}

void gm_gazetteer_index_sink_begin(IndexSink *k, IndexSection s)
{
    k->head.section[s].offset = k->position;
}

void gm_gazetteer_index_sink_put(IndexSink *k, const void *data, gsize len)
{
    write_bytes(k, data, len);
}

void gm_gazetteer_index_sink_end(IndexSink *k, IndexSection s)
{
    static const char zero[8];
    k->head.section[s].size = k->position - k->head.section[s].offset;
    write_bytes(k, zero, -k->position & 7);
}

void gm_gazetteer_index_sink_section(IndexSink *k, IndexSection s, const void *data, gsize len)
{
    gm_gazetteer_index_sink_begin(k, s);
    gm_gazetteer_index_sink_put(k, data, len);
    gm_gazetteer_index_sink_end(k, s);
}

/* The body is read back to sum it: once through, while it is still cached. */
static bool sum_file(IndexSink *k)
{
    g_autofree char *buffer = g_malloc(1 << 20);
    if (fflush(k->file) != 0 || fseek(k->file, sizeof k->head, SEEK_SET) != 0)
        return false;
    for (gsize n; (n = fread(buffer, 1, 1 << 20, k->file)) > 0;)
        k->sum = gm_gazetteer_index_sum(k->sum, buffer, n);
    return !ferror(k->file);
}

static void finish_head(IndexSink *k)
{
    k->head.file_size = k->position;
    k->head.body_sum = k->sum;
    k->head.head_sum = gm_gazetteer_index_sum(0, &k->head, G_STRUCT_OFFSET(IndexHead, head_sum));
}

static bool finish_file(IndexSink *k)
{
    if (k->failed || !sum_file(k))
        return false;
    finish_head(k);
    return fseek(k->file, 0, SEEK_SET) == 0 && fwrite(&k->head, sizeof k->head, 1, k->file) == 1 &&
           fflush(k->file) == 0 && fsync(fileno(k->file)) == 0;
}

bool gm_gazetteer_index_sink_close(IndexSink *k, bool keep, GByteArray **bytes, GError **error)
{
    bool ok = keep;
    if (k->file) {
        ok = keep && finish_file(k);
        ok = fclose(k->file) == 0 && ok;
        ok = ok && g_rename(k->temporary, k->path) == 0;
        if (keep && !ok)
            sink_error(k, error);
        if (!ok)
            g_unlink(k->temporary);
    } else {
        if (keep && k->failed)
            ok = sink_error(k, error);
        if (ok) {
            gsize head = sizeof k->head;
            k->sum = gm_gazetteer_index_sum(0, k->bytes->data + head, k->bytes->len - head);
            finish_head(k);
            memcpy(k->bytes->data, &k->head, head);
            *bytes = g_steal_pointer(&k->bytes);
        }
    }
    g_clear_pointer(&k->bytes, g_byte_array_unref);
    g_free(k->path);
    g_free(k->temporary);
    return ok;
}
