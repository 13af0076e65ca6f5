#include "batch_state.h"

#include "file_save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char STATE_NAME[] = ".gazmap-batch";
/* As in gm_text_save, so that leftovers of both are known. */
static const char TEMPORARY_START[] = ".gazmap-";
enum { TEMPORARY_LENGTH = sizeof TEMPORARY_START - 1 + 6 };

bool gm_cli_batch_owns_name(const char *base)
{
    return !strcmp(base, STATE_NAME) || (g_str_has_prefix(base, TEMPORARY_START) &&
                                         strlen(base) == TEMPORARY_LENGTH && !strchr(base, '/'));
}

/* ---- digests ---- */

static void add_part(GChecksum *sum, const char *bytes, gsize len)
{
    guint64 n = GUINT64_TO_LE(len);
    g_checksum_update(sum, (const guchar *)&n, sizeof n);
    g_checksum_update(sum, (const guchar *)bytes, (gssize)len);
}

static void add_text(GChecksum *sum, const char *text)
{
    add_part(sum, text, strlen(text));
}

static void add_number(GChecksum *sum, guint64 n)
{
    n = GUINT64_TO_LE(n);
    add_part(sum, (const char *)&n, sizeof n);
}

static void add_file(GChecksum *sum, const char *path)
{
    g_autoptr(GMappedFile) m = g_mapped_file_new(path, FALSE, NULL);
    const char *bytes = m ? g_mapped_file_get_contents(m) : NULL;
    gsize len = bytes ? g_mapped_file_get_length(m) : 0;
    add_text(sum, path);
    add_text(sum, bytes ? "file" : m ? "empty" : "none");
    if (bytes)
        add_number(sum, gm_gazetteer_index_sum(len, bytes, len));
}

/** The index knows its own sum. */
static void add_gazetteer(GChecksum *sum, const GmGazetteer *g, const char *path)
{
    GmIndexInfo index;
    if (!gm_gazetteer_layer(g, 0, &index) || g_strcmp0(index.path, path) != 0) {
        add_file(sum, path);
        return;
    }
    add_text(sum, path);
    add_number(sum, index.sum);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/** Every file under @folder, in the order of their names. */
static void add_folder(GChecksum *sum, const char *folder)
{
    GDir *d = g_dir_open(folder, 0, NULL);
    if (!d)
        return;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *n; (n = g_dir_read_name(d));)
        g_ptr_array_add(names, g_build_filename(folder, n, NULL));
    g_dir_close(d);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++) {
        const char *path = g_ptr_array_index(names, i);
        if (!g_file_test(path, G_FILE_TEST_IS_DIR))
            add_file(sum, path);
        else if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            add_folder(sum, path);
    }
}

/** A theme is a name or a file, a logo a file. */
static void add_settings(GChecksum *sum, const GmSettings *s)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (s) {
        gm_session_settings_describe(text, s);
        for (char **p = s->gazetteers; p && *p; p++)
            add_file(sum, *p);
        if (s->theme)
            add_file(sum, s->theme);
        if (s->logo)
            add_file(sum, s->logo);
    }
    add_part(sum, text->str, text->len);
}

char *gm_cli_batch_base_digest(GmSession *s, const GmSettings *shared, const GmSettings *configured,
                               GError **error)
{
    const GmGazetteer *gazetteer = gm_session_gazetteer(s, error);
    if (!gazetteer)
        return NULL;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    const char *dir = gm_session_data_dir(s);
    add_text(sum, GAZMAP_VERSION);
    g_autofree char *index = g_build_filename(dir, "gazetteer.gmx", NULL);
    add_gazetteer(sum, gazetteer, index);
    static const char *const data[] = {"shapes", "themes"};
    for (gsize i = 0; i < G_N_ELEMENTS(data); i++) {
        g_autofree char *path = g_build_filename(dir, data[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            add_folder(sum, path);
        else
            add_file(sum, path);
    }
    if (!shared->no_user) {
        g_autofree char *user = g_build_filename(g_get_user_data_dir(), "gazmap", NULL);
        const char *env = g_getenv("GAZMAP_GAZETTEER");
        g_auto(GStrv) paths = g_strsplit(env ? env : "", G_SEARCHPATH_SEPARATOR_S, -1);
        add_folder(sum, user);
        for (char **p = paths; *p; p++)
            add_file(sum, *p);
    }
    add_settings(sum, shared);
    add_settings(sum, configured);
    return g_strdup(g_checksum_get_string(sum));
}

char *gm_cli_batch_digest(const char *base, const char *bytes, gsize len,
                          const GmSettings *settings, const GPtrArray *layers)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    add_text(sum, base);
    add_part(sum, bytes, len);
    add_settings(sum, settings);
    for (guint i = 0; layers && i < layers->len; i++)
        add_file(sum, g_ptr_array_index(layers, i));
    return g_strdup(g_checksum_get_string(sum));
}

/* ---- the state file ---- */

void gm_cli_batch_append_state(GString *out, const char *digest, const char *bytes, gsize len,
                               const char *name)
{
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)bytes, len);
    g_string_append_printf(out, "%s %s %s\n", digest, sum, name);
}

const char *gm_cli_batch_relative(const char *dir, const char *output)
{
    const char *r = g_str_has_prefix(output, dir) ? output + strlen(dir) : output;
    while (*r == '/')
        r++;
    return r;
}

GHashTable *gm_cli_batch_read_state(const char *dir)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *path = g_build_filename(dir, STATE_NAME, NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return t;
    for (char *p = text, *end; (end = strchr(p, '\n')); p = end + 1) {
        g_autofree char *line = g_strndup(p, (gsize)(end + 1 - p));
        g_auto(GStrv) cells = g_strsplit(line, " ", 3);
        if (g_strv_length(cells) == 3)
            g_hash_table_insert(t, g_strdup(g_strchomp(cells[2])), g_steal_pointer(&line));
    }
    return t;
}

static bool cannot_write(const char *dir, int cause, GError **error)
{
    g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "%s: cannot write there: %s", dir,
                g_strerror(cause));
    return false;
}

/** A line that a killed run left half-written is closed. */
static void end_last_line(const char *path, int fd)
{
    struct stat st;
    char last = '\n';
    int in = open(path, O_RDONLY | O_CLOEXEC);
    if (in >= 0 && fstat(in, &st) == 0 && st.st_size > 0 &&
        pread(in, &last, 1, st.st_size - 1) == 1 && last != '\n' && write(fd, "\n", 1) != 1)
        last = '\n'; /* a lost line only costs a redrawing */
    if (in >= 0)
        close(in);
}

int gm_cli_batch_open_state(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, STATE_NAME, NULL);
    if (g_mkdir_with_parents(dir, 0777) != 0) {
        cannot_write(dir, errno, error);
        return -1;
    }
    for (int tries = 0; tries < 100; tries++) {
        struct stat mine, there;
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0) {
            cannot_write(dir, errno, error);
            return -1;
        }
        bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
        /* a batch that ended meanwhile has put a new file in its place */
        if (locked && fstat(fd, &mine) == 0 && stat(path, &there) == 0 &&
            mine.st_ino == there.st_ino) {
            end_last_line(path, fd);
            return fd;
        }
        close(fd);
        g_usleep(locked ? 0 : 50 * 1000);
    }
    g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA,
                "%s: another batch is writing there", dir);
    return -1;
}

bool gm_cli_batch_write_state(const char *dir, const GString *text, GError **error)
{
    g_autofree char *path = g_build_filename(dir, STATE_NAME, NULL);
    return gm_text_save(path, text->str, text->len, error);
}

/* ---- files ---- */

static void remove_leftovers_in(const char *folder)
{
    GDir *d = g_dir_open(folder, 0, NULL);
    if (!d)
        return;
    for (const char *n; (n = g_dir_read_name(d));) {
        if (!gm_cli_batch_owns_name(n) || !strcmp(n, STATE_NAME))
            continue;
        g_autofree char *full = g_build_filename(folder, n, NULL);
        unlink(full);
    }
    g_dir_close(d);
}

void gm_cli_batch_remove_leftovers(const GPtrArray *jobs, const char *dir)
{
    g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(folders, g_strdup(dir));
    for (guint i = 0; i < jobs->len; i++) {
        const GmBatchJob *j = g_ptr_array_index(jobs, i);
        for (guint k = 0; k < j->outputs->len; k++)
            g_hash_table_add(folders, g_path_get_dirname(g_ptr_array_index(j->outputs, k)));
    }
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, folders);
    while (g_hash_table_iter_next(&it, &key, NULL))
        remove_leftovers_in(key);
}
