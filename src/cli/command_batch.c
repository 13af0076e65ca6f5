#include "batch_job.h"
#include "command.h"

#include "file_save.h"
#include "json_writer.h"
#include "markup.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What was drawn from what: one line an output, "digest output-digest name".
 * Appended as jobs end, rewritten in job order at the end. */
static const char STATE_NAME[] = ".gazmap-batch";

typedef struct {
    GmCliOptions common;
    int n_workers;
    char *dir, *log;
    gboolean resume;
} BatchOptions;

typedef struct {
    const BatchOptions *o;
    GPtrArray *jobs;
    GHashTable *done;  /* output name -> "digest output-digest", of an earlier run */
    char *base_digest; /* of version, data and shared options */
    int state_fd;
    FILE *log;
    GMutex lock;
    guint next, n_done, n_failed, n_skipped; /* under lock */
    gint64 start;
} Batch;

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* ---- digests and state ---- */

static char *digest_of(const char *a, gsize na, const char *b, const char *c)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)a, (gssize)na);
    g_checksum_update(sum, (const guchar *)"\0", 1);
    g_checksum_update(sum, (const guchar *)b, -1);
    g_checksum_update(sum, (const guchar *)"\0", 1);
    g_checksum_update(sum, (const guchar *)(c ? c : ""), -1);
    return g_strdup(g_checksum_get_string(sum));
}

/** Stands for the program, its data and the shared options. */
static char *base_digest(const GmSettings *o, GError **error)
{
    g_autoptr(GmSession) s = gm_session_open(o, error);
    if (!s)
        return NULL;
    GString *g = g_string_new(GAZMAP_VERSION "\n");
    gm_session_settings_describe(g, o);
    g_autofree char *index = g_build_filename(gm_session_data_dir(s), "gazetteer.gmx", NULL);
    g_autoptr(GPtrArray) files = g_ptr_array_new();
    g_ptr_array_add(files, index);
    for (char **p = o->gazetteers; p && *p; p++)
        g_ptr_array_add(files, *p);
    for (guint i = 0; i < files->len; i++) {
        g_autoptr(GMappedFile) m = g_mapped_file_new(g_ptr_array_index(files, i), FALSE, NULL);
        if (!m)
            continue;
        g_autofree char *d = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)g_mapped_file_get_contents(m),
            g_mapped_file_get_length(m));
        g_string_append_printf(g, "%s\n", d);
    }
    return g_string_free(g, FALSE);
}

static GHashTable *read_state(const char *dir)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *path = g_build_filename(dir, STATE_NAME, NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return t;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint n = g_strv_length(lines);
    for (guint i = 0; i + 1 < n; i++) { /* the last is empty, or was cut short */
        g_auto(GStrv) cells = g_strsplit(lines[i], " ", 3);
        if (g_strv_length(cells) == 3)
            g_hash_table_insert(t, g_strdup(cells[2]),
                                g_strdup_printf("%s %s", cells[0], cells[1]));
    }
    return t;
}

static const char *relative(const Batch *b, const char *output)
{
    gsize n = strlen(b->o->dir);
    const char *r = g_str_has_prefix(output, b->o->dir) ? output + n : output;
    while (*r == '/')
        r++;
    return r;
}

/** All outputs stand as an earlier run with the same content left them. */
static bool is_done(Batch *b, GmBatchJob *j, const char *digest)
{
    g_autoptr(GString) state = g_string_new(NULL);
    for (guint i = 0; i < j->outputs->len; i++) {
        const char *out = g_ptr_array_index(j->outputs, i), *name = relative(b, out);
        const char *was = g_hash_table_lookup(b->done, name);
        g_autofree char *bytes = NULL;
        gsize len;
        if (!was || !g_file_get_contents(out, &bytes, &len, NULL))
            return false;
        g_autofree char *now =
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
        g_autofree char *expected = g_strdup_printf("%s %s", digest, now);
        if (strcmp(was, expected))
            return false;
        g_string_append_printf(state, "%s %s\n", expected, name);
    }
    j->state = g_string_free(g_steal_pointer(&state), FALSE);
    return true;
}

/** What a killed run left half-written: "<output>.XXXXXX". */
static void remove_leftovers(const Batch *b)
{
    g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < b->jobs->len; i++) {
        const GmBatchJob *j = g_ptr_array_index(b->jobs, i);
        for (guint k = 0; k < j->outputs->len; k++) {
            g_hash_table_add(names, g_ptr_array_index(j->outputs, k));
            g_hash_table_add(folders, g_path_get_dirname(g_ptr_array_index(j->outputs, k)));
        }
    }
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, folders);
    while (g_hash_table_iter_next(&it, &key, NULL)) {
        GDir *d = g_dir_open(key, 0, NULL);
        for (const char *n; d && (n = g_dir_read_name(d));) {
            g_autofree char *full = g_build_filename(key, n, NULL);
            gsize len = strlen(full);
            if (len < 8 || full[len - 7] != '.' || g_hash_table_contains(names, full))
                continue;
            g_autofree char *stem = g_strndup(full, len - 7);
            g_autofree char *base = g_path_get_basename(stem);
            if (g_hash_table_contains(names, stem) || !strcmp(base, STATE_NAME))
                unlink(full);
        }
        if (d)
            g_dir_close(d);
    }
}

/* ---- one job ---- */

typedef struct {
    GmCliOptions o;
    GmRoomOptions rooms;
} JobOptions;

/** The command line's options under the job's own. */
static bool job_options(const Batch *b, const GmBatchJob *j, JobOptions *jo, GError **error)
{
    memset(jo, 0, sizeof *jo);
    if (j->options) {
        g_autofree char *line = g_strconcat("batch ", j->options, NULL);
        g_auto(GStrv) own = NULL;
        int n;
        if (!g_shell_parse_argv(line, &n, &own, error))
            return false;
        g_autofree char **argv = g_memdup2(own, sizeof(char *) * ((gsize)n + 1));
        char **rest = argv;
        int groups = GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_PAGE;
        if (!gm_cli_parse_options(&jo->o, groups, NULL, gm_cli_command("batch"), &n, &rest, error))
            return false;
    }
    gm_session_settings_inherit(&jo->o.settings, &b->o->common.settings);
    return gm_session_room_options(&jo->o.settings, &jo->rooms, error);
}

static const char *ending(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : "";
}

static bool draw_job(Batch *b, GmSession *s, GmBatchJob *j, const char *digest, JobOptions *jo,
                     GError **error)
{
    g_autoptr(GmReading) r = NULL;
    g_autoptr(GmScene) scene = NULL;
    if (gm_session_is_map_file(j->input)) {
        scene = gm_session_map_file(s, j->input, &jo->rooms.scene, error);
    } else {
        r = gm_session_read(s, j->input, &jo->rooms.read, &jo->rooms.mention, GM_STAGE_STATEMENTS,
                            error);
        scene = r ? gm_session_scene(s, &r, 1, &jo->rooms.scene, error) : NULL;
    }
    if (!scene)
        return false;
    j->n_features = scene->features->len;
    j->n_unplaced = scene->unplaced->len;
    g_autoptr(GString) state = g_string_new(NULL);
    for (guint i = 0; i < j->outputs->len; i++) {
        const char *out = g_ptr_array_index(j->outputs, i);
        g_autoptr(GString) bytes = g_string_new(NULL);
        g_autofree char *folder = g_path_get_dirname(out);
        if (g_mkdir_with_parents(folder, 0777) != 0) {
            g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA,
                        "%s: cannot make the folder", folder);
            return false;
        }
        if (!gm_session_render(s, scene, &r, r ? 1 : 0, ending(out), &jo->rooms.render, bytes, NULL,
                               error) ||
            !gm_text_save(out, bytes->str, bytes->len, error))
            return false;
        g_autofree char *sum =
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes->str, bytes->len);
        g_string_append_printf(state, "%s %s %s\n", digest, sum, relative(b, out));
    }
    j->state = g_string_free(g_steal_pointer(&state), FALSE);
    return true;
}

static void run_job(Batch *b, GmSession *s, GmBatchJob *j)
{
    gint64 t0 = g_get_monotonic_time();
    GError *error = NULL;
    g_autofree char *bytes = NULL;
    gsize len;
    if (!g_file_get_contents(j->input, &bytes, &len, &error)) {
        j->error = g_strdup_printf("%s: cannot read", j->input);
        g_clear_error(&error);
        return;
    }
    g_autofree char *digest = digest_of(bytes, len, b->base_digest, j->options);
    g_clear_pointer(&bytes, g_free);
    if (b->o->resume && is_done(b, j, digest)) {
        j->skipped = true;
        return;
    }
    JobOptions jo;
    if (!job_options(b, j, &jo, &error) || !draw_job(b, s, j, digest, &jo, &error)) {
        j->error = g_strdup(error->message);
        g_clear_error(&error);
    }
    gm_cli_options_clear(&jo.o);
    j->seconds = (double)(g_get_monotonic_time() - t0) / 1e6;
}

/* ---- telling ---- */

static void append_log(const Batch *b, const GmBatchJob *j)
{
    if (!b->log)
        return;
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GmJson) w = gm_text_json_new(line, 0);
    gm_text_json_inline_object(w);
    gm_text_json_key(w, "input"), gm_text_json_string(w, j->input);
    gm_text_json_key(w, "outputs"), gm_text_json_inline_array(w);
    for (guint i = 0; i < j->outputs->len; i++)
        gm_text_json_string(w, g_ptr_array_index(j->outputs, i));
    gm_text_json_end(w);
    gm_text_json_key(w, "seconds"), gm_text_json_number(w, j->seconds, 4);
    gm_text_json_key(w, "features"), gm_text_json_int(w, j->n_features);
    gm_text_json_key(w, "warnings"), gm_text_json_int(w, j->n_unplaced);
    gm_text_json_key(w, "skipped"), gm_text_json_bool(w, j->skipped);
    gm_text_json_key(w, "error"), gm_text_json_string(w, j->error);
    gm_text_json_end(w);
    g_string_append_c(line, '\n');
    fwrite(line->str, 1, line->len, b->log);
    fflush(b->log);
}

static void show_progress(const Batch *b)
{
    if (b->o->common.quiet || !isatty(STDERR_FILENO))
        return;
    double s = (double)(g_get_monotonic_time() - b->start) / 1e6;
    double rate = b->n_done / MAX(s, 1e-3), left = (b->jobs->len - b->n_done) / MAX(rate, 1e-9);
    int width = 24, full = (int)((guint)width * b->n_done / MAX(b->jobs->len, 1u));
    fprintf(stderr, "\r[%.*s%.*s] %u/%u  %.1f/s  %.0f s left \033[K", full,
            "########################", width - full, "........................", b->n_done,
            b->jobs->len, rate, left);
    if (b->n_done == b->jobs->len)
        fputs("\r\033[K", stderr);
}

static void tell(Batch *b, GmBatchJob *j)
{
    b->n_done++;
    b->n_failed += j->error != NULL;
    b->n_skipped += j->skipped;
    if (j->state && !j->skipped) {
        gsize n = strlen(j->state);
        gssize written = write(b->state_fd, j->state, n);
        (void)written; /* a lost line only costs a redrawing on --resume */
    }
    if (j->error)
        fprintf(stderr, "gazmap: %s%s%s\n", strstr(j->error, j->input) ? "" : j->input,
                strstr(j->error, j->input) ? "" : ": ", j->error);
    append_log(b, j);
    show_progress(b);
}

/* ---- running ---- */

static gpointer work(gpointer data)
{
    Batch *b = data;
    GError *error = NULL;
    g_autoptr(GmSession) s = gm_session_open(&b->o->common.settings, &error);
    while (s && !stopped) {
        g_mutex_lock(&b->lock);
        guint i = b->next < b->jobs->len ? b->next++ : G_MAXUINT;
        g_mutex_unlock(&b->lock);
        if (i == G_MAXUINT)
            break;
        GmBatchJob *j = g_ptr_array_index(b->jobs, i);
        run_job(b, s, j);
        g_mutex_lock(&b->lock);
        tell(b, j);
        g_mutex_unlock(&b->lock);
    }
    return error;
}

/** The state file in job order, so that a resumed run leaves what an undisturbed
 *  one does. */
static bool rewrite_state(const Batch *b, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < b->jobs->len; i++) {
        const GmBatchJob *j = g_ptr_array_index(b->jobs, i);
        if (j->state)
            g_string_append(text, j->state);
    }
    g_autofree char *path = g_build_filename(b->o->dir, STATE_NAME, NULL);
    return gm_text_save(path, text->str, text->len, error);
}

static bool open_files(Batch *b, GError **error)
{
    const char *dir = b->o->dir;
    g_autofree char *path = g_build_filename(dir, STATE_NAME, NULL);
    if (g_mkdir_with_parents(dir, 0777) != 0 ||
        (b->state_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) < 0) {
        g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "%s: cannot write there", dir);
        return false;
    }
    if (!b->o->log)
        return true;
    b->log = strcmp(b->o->log, "-") ? fopen(b->o->log, "we") : stdout;
    if (!b->log)
        g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "%s: cannot write", b->o->log);
    return b->log != NULL;
}

static bool run_all(Batch *b, GError **error)
{
    guint n = b->o->n_workers > 0 ? (guint)b->o->n_workers : g_get_num_processors();
    n = CLAMP(n, 1, MAX(b->jobs->len, 1));
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    b->start = g_get_monotonic_time();
    g_autofree GThread **threads = g_new0(GThread *, n);
    for (guint i = 0; i < n; i++)
        threads[i] = g_thread_new("batch", work, b);
    bool ok = true;
    for (guint i = 0; i < n; i++) {
        GError *e = g_thread_join(threads[i]);
        if (e && ok)
            g_propagate_error(error, g_steal_pointer(&e)), ok = false;
        g_clear_error(&e);
    }
    return ok && (stopped || rewrite_state(b, error));
}

static int run_batch(Batch *b, char **args, GError **error)
{
    const GmCliOptions *o = &b->o->common;
    g_auto(GStrv) formats = g_strsplit(o->format ? o->format : "svg", ",", -1);
    for (char **f = formats; *f; f++)
        if (!gm_session_knows_format(*f)) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "--format: no '%s'; known are %s", *f, gm_session_formats());
            return GM_EXIT_USAGE;
        }
    b->jobs = gm_cli_batch_jobs(args, b->o->dir, formats, error);
    if (!b->jobs)
        return GM_EXIT_USAGE;
    if (!b->jobs->len) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "no jobs: give documents, folders or a job list");
        return GM_EXIT_USAGE;
    }
    if (!open_files(b, error))
        return GM_EXIT_FAILED;
    b->done = read_state(b->o->dir);
    remove_leftovers(b);
    if (!run_all(b, error))
        return GM_EXIT_FAILED;
    double s = (double)(g_get_monotonic_time() - b->start) / 1e6;
    gm_cli_note(o, "%u of %u done in %.1f s, %u as they were, %u failed%s", b->n_done - b->n_failed,
                b->jobs->len, s, b->n_skipped, b->n_failed,
                stopped ? "; stopped: --resume goes on" : "");
    return b->n_failed || stopped ? GM_EXIT_FAILED : GM_EXIT_DONE;
}

int gm_cli_batch(int argc, char **argv)
{
    BatchOptions o = {0};
    GOptionEntry extra[] = {
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &o.n_workers, "Workers (default: all cores)", "N"},
        {"resume", 0, 0, G_OPTION_ARG_NONE, &o.resume,
         "Leave what an earlier run did from the same content and options", NULL},
        {"log", 0, 0, G_OPTION_ARG_FILENAME, &o.log, "Write a line of JSON for each job", "FILE"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!gm_cli_parse(&o.common, GM_GROUPS_DRAW, extra, gm_cli_command("batch"), &argc, &argv))
        return GM_EXIT_USAGE;
    o.dir = g_strdup(o.common.outputs ? o.common.outputs[0] : "out");
    Batch b = {.o = &o};
    g_mutex_init(&b.lock);
    b.state_fd = -1;
    GError *error = NULL;
    b.base_digest = base_digest(&o.common.settings, &error);
    int status = b.base_digest ? run_batch(&b, argv + 1, &error) : GM_EXIT_FAILED;
    if (error)
        gm_cli_fail(error);
    if (b.log && b.log != stdout)
        fclose(b.log);
    if (b.state_fd >= 0)
        close(b.state_fd);
    g_clear_pointer(&b.jobs, g_ptr_array_unref);
    g_clear_pointer(&b.done, g_hash_table_unref);
    g_free(b.base_digest);
    g_free(o.dir);
    g_free(o.log);
    gm_cli_options_clear(&o.common);
    return status;
}
