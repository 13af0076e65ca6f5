#include "document_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct GmTextParts {
    char *path;
    int fd;
    bool own_fd, ended, any;
    gsize part_bytes;
    GByteArray *held; /* read and not yet given out */
    gsize base;       /* offset of its first byte in the file */
};

GmTextParts *gm_text_parts_open(const char *path, gsize part_bytes, GError **error)
{
    bool stream = strcmp(path, "-") == 0;
    int fd = stream ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_IO, "%s: cannot read: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    GmTextParts *p = g_new0(GmTextParts, 1);
    p->path = g_strdup(stream ? "stdin" : path);
    p->fd = fd;
    p->own_fd = !stream;
    p->part_bytes = CLAMP(part_bytes ? part_bytes : (gsize)GM_TEXT_PART_BYTES, 1024, 1 << 28);
    p->held = g_byte_array_new();
    return p;
}

void gm_text_parts_close(GmTextParts *p)
{
    if (!p)
        return;
    if (p->own_fd)
        close(p->fd);
    g_byte_array_unref(p->held);
    g_free(p->path);
    g_free(p);
}

/* Holds a part's worth, or what is left of the file. */
static bool fill(GmTextParts *p, GError **error)
{
    while (!p->ended && p->held->len < p->part_bytes) {
        guint old = p->held->len;
        g_byte_array_set_size(p->held, (guint)p->part_bytes);
        ssize_t n = read(p->fd, p->held->data + old, p->part_bytes - old);
        int cause = errno;
        g_byte_array_set_size(p->held, old + (n > 0 ? (guint)n : 0));
        if (n < 0 && cause != EINTR) {
            g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_IO, "%s: cannot read: %s", p->path,
                        g_strerror(cause));
            return false;
        }
        p->ended = n == 0;
    }
    return true;
}

/* Where the part ends: after an empty line in its second half, or a line end,
 * or white space; in a word without end, between two characters. */
static gsize part_end(const GmTextParts *p)
{
    const guint8 *b = p->held->data;
    gsize len = p->held->len, line = 0, space = 0;
    if (p->ended)
        return len;
    for (gsize i = len; i > len / 2; i--) {
        if (b[i - 1] != '\n' && b[i - 1] != ' ')
            continue;
        space = space ? space : i;
        if (b[i - 1] != '\n')
            continue;
        line = line ? line : i;
        gsize before = i - 1;
        while (before > 0 && (b[before - 1] == '\r' || b[before - 1] == ' '))
            before--;
        if (before > 0 && b[before - 1] == '\n')
            return i;
    }
    if (line || space)
        return line ? line : space;
    gsize at = len;
    while (at > len - 4 && (b[at - 1] & 0xC0) == 0x80)
        at--;
    return at > len - 4 && b[at - 1] >= 0xC0 ? at - 1 : len;
}

GmDocument *gm_text_parts_next(GmTextParts *p, GError **error)
{
    for (;;) {
        if (!fill(p, error))
            return NULL;
        if (p->held->len == 0) {
            if (!p->any)
                g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_EMPTY, "%s: holds no text",
                            p->path);
            return NULL;
        }
        gsize end = part_end(p);
        GError *cause = NULL;
        GmReadOptions o = {GM_FORMAT_AUTO, "UTF-8", p->part_bytes};
        GmDocument *d = gm_text_read_bytes(p->path, (const char *)p->held->data, end, &o, &cause);
        if (d)
            d->base = p->base;
        p->base += end;
        g_byte_array_remove_range(p->held, 0, (guint)end);
        if (d) {
            p->any = true;
            return d;
        }
        if (!g_error_matches(cause, GM_TEXT_ERROR, GM_TEXT_ERROR_EMPTY)) {
            gsize from = p->base - end;
            g_propagate_error(error, cause);
            if (from > 0)
                g_prefix_error(error, "after byte %zu of ", from);
            return NULL;
        }
        g_error_free(cause);
    }
}
