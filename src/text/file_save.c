#include "file_save.h"

#include "document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(GError **error, const char *path, const char *what, int cause)
{
    g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_IO, "%s: %s: %s", path, what,
                g_strerror(cause));
    return false;
}

static bool write_all(int fd, const char *bytes, gsize len, int *cause)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            *cause = n < 0 ? errno : ENOSPC;
            return false;
        }
        bytes += n;
        len -= (gsize)n;
    }
    return true;
}

static bool save_to_stream(int fd, const char *path, const char *bytes, gsize len, GError **error)
{
    int cause = 0;
    if (!write_all(fd, bytes, len, &cause))
        return fail(error, path, "cannot write", cause);
    return true;
}

/* A device or pipe cannot be replaced by a renamed file: it is written to. */
static bool save_to_special(const char *path, const char *bytes, gsize len, GError **error)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail(error, path, "cannot write", errno);
    bool ok = save_to_stream(fd, path, bytes, len, error);
    if (close(fd) != 0 && ok)
        return fail(error, path, "cannot write", errno);
    return ok;
}

static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd); /* the rename is done; a folder that cannot be synced is no failure */
    close(fd);
}

/** @wait: until the disk has it. */
static bool save_by_rename(const char *path, const char *target, const struct stat *old,
                           const char *bytes, gsize len, bool wait, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(target);
    g_autofree char *temporary = g_build_filename(folder, ".gazmap-XXXXXX", NULL);
    int fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0 && errno == ENOENT && !g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_IO,
                    "%s: cannot write: there is no folder %s", path, folder);
        return false;
    }
    if (fd < 0)
        return fail(error, path, "cannot write", errno);
    int cause = 0;
    bool ok = write_all(fd, bytes, len, &cause);
    if (ok && ((old && fchmod(fd, old->st_mode & 07777) != 0) || (wait && fsync(fd) != 0))) {
        cause = errno;
        ok = false;
    }
    if (close(fd) != 0 && ok) {
        cause = errno;
        ok = false;
    }
    if (ok && rename(temporary, target) != 0) {
        cause = errno;
        ok = false;
    }
    if (!ok) {
        unlink(temporary);
        return fail(error, path, "cannot write", cause);
    }
    if (wait)
        sync_folder(folder);
    return true;
}

bool gm_text_save_one_of_many(const char *path, const char *bytes, gsize len, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0777) != 0)
        return fail(error, path, "cannot write", errno);
    return save_by_rename(path, path, NULL, bytes, len, false, error);
}

bool gm_text_save(const char *path, const char *bytes, gsize len, GError **error)
{
    if (strcmp(path, "-") == 0) {
        fflush(stdout);
        return save_to_stream(STDOUT_FILENO, "standard output", bytes, len, error);
    }
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT)
        return fail(error, path, "cannot write", errno);
    if (exists && S_ISDIR(st.st_mode)) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_IO,
                    "%s: is a folder; give a file name to write to", path);
        return false;
    }
    if (exists && !S_ISREG(st.st_mode))
        return save_to_special(path, bytes, len, error);
    /* a link stays a link: the file that it names is replaced */
    char *real = exists ? realpath(path, NULL) : NULL;
    bool ok =
        save_by_rename(path, real ? real : path, exists ? &st : NULL, bytes, len, true, error);
    free(real);
    return ok;
}
