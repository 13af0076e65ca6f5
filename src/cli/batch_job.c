#include "batch_job.h"

#include "batch_list.h"
#include "batch_state.h"

#include <errno.h>
#include <glob.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static void job_free(gpointer p)
{
    GmBatchJob *j = p;
    g_free(j->input);
    g_ptr_array_unref(j->outputs);
    if (j->settings)
        gm_session_settings_clear(j->settings);
    g_free(j->settings);
    g_free(j);
}

static bool is_readable_name(const char *name)
{
    static const char *const endings[] = {".txt", ".text",  ".md",   ".markdown", ".html",
                                          ".htm", ".xhtml", ".yaml", ".yml"};
    const char *dot = strrchr(name, '.');
    for (gsize i = 0; dot && i < G_N_ELEMENTS(endings); i++)
        if (!g_ascii_strcasecmp(dot, endings[i]))
            return true;
    return false;
}

typedef struct {
    GPtrArray *jobs;
    const char *dir;
    char **formats;
    struct stat dir_stat; /* st_ino 0 when the folder is yet to be made */
} Collector;

/** @stem: output name without ending, relative to the output folder. */
static GmBatchJob *add_job(Collector *c, const char *input, const char *stem)
{
    GmBatchJob *j = g_new0(GmBatchJob, 1);
    j->input = g_strdup(input);
    j->outputs = g_ptr_array_new_with_free_func(g_free);
    for (char **f = c->formats; stem && *f; f++) {
        g_autofree char *name = g_strconcat(stem, ".", *f, NULL);
        g_ptr_array_add(j->outputs, g_build_filename(c->dir, name, NULL));
    }
    g_ptr_array_add(c->jobs, j);
    return j;
}

static char *stem_of(const char *name)
{
    const char *slash = strrchr(name, '/'), *dot = strrchr(name, '.');
    return dot && dot > (slash ? slash + 1 : name) ? g_strndup(name, (gsize)(dot - name))
                                                   : g_strdup(name);
}

static void add_file(Collector *c, const char *path, const char *relative)
{
    g_autofree char *stem = stem_of(relative);
    add_job(c, path, stem);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/** A loop of links would never end, and the output folder is no input. */
static bool is_walked(const Collector *c, const char *folder)
{
    struct stat st;
    return lstat(folder, &st) == 0 && S_ISDIR(st.st_mode) &&
           !(c->dir_stat.st_ino == st.st_ino && c->dir_stat.st_dev == st.st_dev);
}

static bool add_folder(Collector *c, const char *path, const char *relative, GError **error)
{
    GError *cause = NULL;
    GDir *d = g_dir_open(path, 0, &cause);
    if (!d) {
        gm_cli_usage_error(error, "%s: cannot list: %s", path, cause->message);
        g_error_free(cause);
        return false;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *n; (n = g_dir_read_name(d));)
        if (n[0] != '.')
            g_ptr_array_add(names, g_strdup(n));
    g_dir_close(d);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++) {
        const char *n = g_ptr_array_index(names, i);
        g_autofree char *full = g_build_filename(path, n, NULL);
        g_autofree char *rel = *relative ? g_build_filename(relative, n, NULL) : g_strdup(n);
        if (g_file_test(full, G_FILE_TEST_IS_DIR)) {
            if (is_walked(c, full) && !add_folder(c, full, rel, error))
                return false;
        } else if (is_readable_name(n)) {
            add_file(c, full, rel);
        }
    }
    return true;
}

/* ---- job lists ---- */

/** The name with its empty and "." steps left out; NULL when it leads out. */
static char *inside(const char *name)
{
    if (g_path_is_absolute(name))
        return NULL;
    g_auto(GStrv) steps = g_strsplit(name, "/", -1);
    g_autoptr(GString) out = g_string_new(NULL);
    for (char **s = steps; *s; s++) {
        if (!strcmp(*s, ".."))
            return NULL;
        if (**s && strcmp(*s, "."))
            g_string_append_printf(out, "%s%s", out->len ? "/" : "", *s);
    }
    bool names_a_file = out->len && !g_str_has_suffix(name, "/");
    return names_a_file ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

/** One row of a job list; a relative input is looked for beside the list. */
static bool add_row(GmBatchRow *row, gpointer user, GError **error)
{
    Collector *c = user;
    g_autofree char *folder = g_path_get_dirname(row->list);
    g_autofree char *path = g_path_is_absolute(row->input) || !strcmp(folder, ".")
                                ? g_strdup(row->input)
                                : g_build_filename(folder, row->input, NULL);
    GmBatchJob *j;
    if (row->output) {
        g_autofree char *output = inside(row->output);
        if (!output)
            return gm_cli_usage_error(
                error, "%s:%u: output '%s' is no name of a file in the output folder", row->list,
                row->line, row->output);
        const char *dot = strrchr(output, '.');
        if (dot && gm_session_knows_format(dot + 1)) {
            j = add_job(c, path, NULL);
            g_ptr_array_add(j->outputs, g_build_filename(c->dir, output, NULL));
        } else {
            j = add_job(c, path, output);
        }
    } else {
        g_autofree char *base = g_path_get_basename(row->input);
        g_autofree char *stem = stem_of(base);
        j = add_job(c, path, stem);
    }
    j->settings = g_steal_pointer(&row->settings);
    return true;
}

static bool add_argument(Collector *c, const char *arg, GError **error)
{
    if (gm_cli_is_batch_list(arg))
        return gm_cli_batch_list(arg, add_row, c, error);
    if (g_file_test(arg, G_FILE_TEST_IS_DIR))
        return add_folder(c, arg, "", error);
    if (g_file_test(arg, G_FILE_TEST_EXISTS) || !strpbrk(arg, "*?[")) {
        g_autofree char *base = g_path_get_basename(arg);
        add_file(c, arg, base);
        return true;
    }
    glob_t found;
    if (glob(arg, 0, NULL, &found) != 0)
        return gm_cli_usage_error(error, "%s: matches no file", arg);
    bool ok = true;
    for (gsize i = 0; ok && i < found.gl_pathc; i++)
        ok = add_argument(c, found.gl_pathv[i], error);
    globfree(&found);
    return ok;
}

/* ---- checks ---- */

/** A link at @path or above it, up to the output folder, would lead out. */
static bool check_links(const char *dir, const char *path, GHashTable *seen, GError **error)
{
    g_autofree char *at = g_strdup(path);
    while (strlen(at) > strlen(dir) && !g_hash_table_contains(seen, at)) {
        struct stat st;
        if (lstat(at, &st) == 0 && S_ISLNK(st.st_mode))
            return gm_cli_usage_error(error,
                                      "%s: is a link; it would lead out of the output folder", at);
        char *above = g_path_get_dirname(at);
        g_hash_table_add(seen, at);
        at = above;
    }
    return true;
}

static bool check_owner(GHashTable *owner, const char *dir, const char *out, GmBatchJob *j,
                        GError **error)
{
    const GmBatchJob *other = g_hash_table_lookup(owner, out);
    if (other)
        return gm_cli_usage_error(error, "%s: both %s and %s would be written there", out,
                                  other->input, j->input);
    g_autofree char *above = g_path_get_dirname(out);
    while (strlen(above) > strlen(dir)) {
        other = g_hash_table_lookup(owner, above);
        if (other)
            return gm_cli_usage_error(error,
                                      "%s: would be the map of %s and a folder above that of %s",
                                      above, other->input, j->input);
        char *next = g_path_get_dirname(above);
        g_free(above);
        above = next;
    }
    return true;
}

static bool has_own_step(const char *name)
{
    g_auto(GStrv) steps = g_strsplit(name, "/", -1);
    for (char **s = steps; *s; s++)
        if (gm_cli_batch_owns_name(*s))
            return true;
    return false;
}

static bool check_outputs(const GPtrArray *jobs, const char *dir, GError **error)
{
    g_autoptr(GHashTable) owner = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) inputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < jobs->len; i++) {
        const GmBatchJob *j = g_ptr_array_index(jobs, i);
        g_hash_table_add(inputs, g_canonicalize_filename(j->input, NULL));
    }
    /* twice: a folder's name may be taken by a later job's file */
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < jobs->len; i++) {
            GmBatchJob *j = g_ptr_array_index(jobs, i);
            for (guint k = 0; k < j->outputs->len; k++) {
                char *out = g_ptr_array_index(j->outputs, k);
                if (pass == 1)
                    g_hash_table_remove(owner, out);
                if (!check_owner(owner, dir, out, j, error) || !check_links(dir, out, seen, error))
                    return false;
                g_autofree char *full = g_canonicalize_filename(out, NULL);
                if (g_hash_table_contains(inputs, full))
                    return gm_cli_usage_error(error, "%s: is an input, and would be overwritten",
                                              out);
                if (has_own_step(gm_cli_batch_relative(dir, out)))
                    return gm_cli_usage_error(error, "%s: the batch keeps such names for itself",
                                              out);
                g_hash_table_insert(owner, out, j);
            }
        }
    return true;
}

GPtrArray *gm_cli_batch_jobs(char **args, const char *dir, char **formats, GError **error)
{
    g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func(job_free);
    Collector c = {.jobs = jobs, .dir = dir, .formats = formats};
    if (stat(dir, &c.dir_stat) != 0)
        c.dir_stat.st_ino = 0;
    for (char **a = args; *a; a++)
        if (!add_argument(&c, *a, error))
            return NULL;
    if (!check_outputs(jobs, dir, error))
        return NULL;
    return g_steal_pointer(&jobs);
}
