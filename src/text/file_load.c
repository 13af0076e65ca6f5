#include "file_load.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

GByteArray *gm_text_load_stream(int fd, gsize max, int *cause)
{
    GByteArray *all = g_byte_array_new();
    gsize step = 64 << 10;
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        step = MIN((gsize)st.st_size, max) + 1;
    while (all->len <= max) {
        guint old = all->len;
        if (old > G_MAXUINT - (guint)MIN(step, G_MAXINT / 2) - 64)
            break;
        g_byte_array_set_size(all, old + (guint)MIN(step, G_MAXINT / 2));
        ssize_t n = read(fd, all->data + old, all->len - old);
        g_byte_array_set_size(all, old + (n > 0 ? (guint)n : 0));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            *cause = errno;
            g_byte_array_unref(all);
            return NULL;
        }
        if (n == 0)
            break;
        step = MAX((gsize)64 << 10, (gsize)all->len / 2);
    }
    return all;
}

bool gm_text_load(const char *path, gsize max, char **bytes, gsize *len, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), cause = fd < 0 ? errno : 0;
    GByteArray *all = fd < 0 ? NULL : gm_text_load_stream(fd, max, &cause);
    if (fd >= 0)
        close(fd);
    if (!all) {
        g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(cause), "%s: cannot read: %s",
                    path, g_strerror(cause));
        return false;
    }
    if (all->len > max) {
        g_byte_array_unref(all);
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                    "%s: larger than the limit of %zu bytes", path, max);
        return false;
    }
    *len = all->len;
    g_byte_array_append(all, (const guint8 *)"", 1);
    *bytes = (char *)g_byte_array_free(all, FALSE);
    return true;
}
