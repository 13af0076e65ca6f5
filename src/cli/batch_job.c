#include "batch_job.h"

#include <glob.h>
#include <jansson.h>
#include <string.h>

static void job_free(gpointer p)
{
    GmBatchJob *j = p;
    g_free(j->input);
    g_ptr_array_unref(j->outputs);
    g_free(j->options);
    g_free(j->error);
    g_free(j->state);
    g_free(j);
}

static bool fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool fail(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (error)
        *error = g_error_new_valist(G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, args);
    va_end(args);
    return false;
}

/** Relative, and no step of it leads out. */
static bool stays_inside(const char *name)
{
    if (!*name || g_path_is_absolute(name))
        return false;
    g_auto(GStrv) steps = g_strsplit(name, "/", -1);
    for (char **s = steps; *s; s++)
        if (!strcmp(*s, ".."))
            return false;
    return true;
}

static bool is_readable_name(const char *name)
{
    static const char *const endings[] = {".txt", ".md",   ".markdown", ".html",
                                          ".htm", ".yaml", ".yml",      NULL};
    for (const char *const *e = endings; *e; e++)
        if (g_str_has_suffix(name, *e))
            return true;
    return false;
}

typedef struct {
    GPtrArray *jobs;
    const char *dir;
    char **formats;
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

static bool add_folder(Collector *c, const char *path, const char *relative, GError **error)
{
    GDir *d = g_dir_open(path, 0, error);
    if (!d)
        return false;
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
        if (g_file_test(full, G_FILE_TEST_IS_SYMLINK) && g_file_test(full, G_FILE_TEST_IS_DIR))
            continue; /* a loop of links would never end */
        if (g_file_test(full, G_FILE_TEST_IS_DIR)) {
            if (!add_folder(c, full, rel, error))
                return false;
        } else if (is_readable_name(n)) {
            add_file(c, full, rel);
        }
    }
    return true;
}

/** One row of a job list; paths are relative to the list's folder. */
static bool add_row(Collector *c, const char *list, guint line, const char *input,
                    const char *output, const char *options, GError **error)
{
    if (!input || !*input)
        return fail(error, "%s:%u: no input", list, line);
    g_autofree char *folder = g_path_get_dirname(list);
    g_autofree char *path = g_path_is_absolute(input) || !strcmp(folder, ".")
                                ? g_strdup(input)
                                : g_build_filename(folder, input, NULL);
    GmBatchJob *j;
    if (output && *output) {
        if (!stays_inside(output))
            return fail(error, "%s:%u: output '%s' leads out of the output folder", list, line,
                        output);
        const char *dot = strrchr(output, '.');
        if (dot && gm_session_knows_format(dot + 1)) {
            j = add_job(c, path, NULL);
            g_ptr_array_add(j->outputs, g_build_filename(c->dir, output, NULL));
        } else {
            j = add_job(c, path, output);
        }
    } else {
        g_autofree char *base = g_path_get_basename(input);
        g_autofree char *stem = stem_of(base);
        j = add_job(c, path, stem);
    }
    j->options = options && *options ? g_strdup(options) : NULL;
    return true;
}

static bool add_tsv_list(Collector *c, const char *path, char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int column[3] = {0, 1, 2};
    for (guint i = 0; lines[i]; i++) {
        g_strchomp(lines[i]);
        if (!*lines[i] || *lines[i] == '#')
            continue;
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        int n = (int)g_strv_length(cells);
        if (i == 0 && !strcmp(cells[0], "input"))
            continue; /* the header: input, output, options */
        const char *v[3];
        for (int k = 0; k < 3; k++)
            v[k] = column[k] < n ? cells[column[k]] : NULL;
        if (!add_row(c, path, i + 1, v[0], v[1], v[2], error))
            return false;
    }
    return true;
}

static bool add_ndjson_list(Collector *c, const char *path, char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        g_strstrip(lines[i]);
        if (!*lines[i])
            continue;
        json_error_t je;
        json_t *v = json_loads(lines[i], JSON_REJECT_DUPLICATES, &je);
        if (!v)
            return fail(error, "%s:%u:%d: %s", path, i + 1, je.column, je.text);
        bool ok = add_row(c, path, i + 1, json_string_value(json_object_get(v, "input")),
                          json_string_value(json_object_get(v, "output")),
                          json_string_value(json_object_get(v, "options")), error);
        json_decref(v);
        if (!ok)
            return false;
    }
    return true;
}

static bool add_argument(Collector *c, const char *arg, GError **error)
{
    bool tsv = g_str_has_suffix(arg, ".tsv");
    if (tsv || g_str_has_suffix(arg, ".ndjson") || g_str_has_suffix(arg, ".jsonl")) {
        g_autofree char *text = NULL;
        return g_file_get_contents(arg, &text, NULL, error) &&
               (tsv ? add_tsv_list : add_ndjson_list)(c, arg, text, error);
    }
    if (g_file_test(arg, G_FILE_TEST_IS_DIR))
        return add_folder(c, arg, "", error);
    if (g_file_test(arg, G_FILE_TEST_EXISTS) || !strpbrk(arg, "*?[")) {
        g_autofree char *base = g_path_get_basename(arg);
        add_file(c, arg, base);
        return true;
    }
    glob_t found;
    if (glob(arg, 0, NULL, &found) != 0)
        return fail(error, "%s: matches no file", arg);
    bool ok = true;
    for (gsize i = 0; ok && i < found.gl_pathc; i++)
        ok = add_argument(c, found.gl_pathv[i], error);
    globfree(&found);
    return ok;
}

static bool check_collisions(const GPtrArray *jobs, GError **error)
{
    g_autoptr(GHashTable) owner = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < jobs->len; i++) {
        GmBatchJob *j = g_ptr_array_index(jobs, i);
        for (guint k = 0; k < j->outputs->len; k++) {
            char *out = g_ptr_array_index(j->outputs, k);
            const GmBatchJob *other = g_hash_table_lookup(owner, out);
            if (other)
                return fail(error, "%s: both %s and %s would be written there", out, other->input,
                            j->input);
            g_hash_table_insert(owner, out, j);
        }
    }
    return true;
}

GPtrArray *gm_cli_batch_jobs(char **args, const char *dir, char **formats, GError **error)
{
    g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func(job_free);
    Collector c = {jobs, dir, formats};
    for (char **a = args; *a; a++)
        if (!add_argument(&c, *a, error))
            return NULL;
    if (!check_collisions(jobs, error))
        return NULL;
    return g_steal_pointer(&jobs);
}
