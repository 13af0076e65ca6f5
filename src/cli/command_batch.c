#include "batch_worker.h"

#include "json_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    GmCliOptions common;
    int n_workers;
    char *log, *memory;
    double timeout; /* seconds for a job; 0: any */
    gboolean resume;
} BatchOptions;

typedef struct {
    const BatchOptions *o;
    GmBatchPlan plan;
    GmBatchWorker *workers;
    guint n_workers;
    char **states; /* by job: its lines of the state file, or NULL */
    int state_fd;
    FILE *log;
    bool log_failed;
    guint next, n_done, n_failed, n_skipped, n_unplaced;
    gint64 start;
} Batch;

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* ---- telling ---- */

static void append_log(Batch *b, const GmBatchJob *j, const GmBatchOutcome *r)
{
    if (!b->log)
        return;
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GmJson) w = gm_text_json_new(line, 0);
    gm_text_json_inline_object(w);
    gm_text_json_key(w, "input"), gm_text_json_string(w, j->input);
    gm_text_json_key(w, "output"), gm_text_json_inline_array(w);
    for (guint i = 0; i < j->outputs->len; i++)
        gm_text_json_string(w, g_ptr_array_index(j->outputs, i));
    gm_text_json_end(w);
    gm_text_json_key(w, "seconds"), gm_text_json_number(w, r->seconds, 4);
    gm_text_json_key(w, "features"), gm_text_json_int(w, r->n_features);
    gm_text_json_key(w, "warnings"), gm_text_json_inline_array(w);
    for (guint i = 0; r->unplaced && i < r->unplaced->len; i++)
        gm_text_json_string(w, g_ptr_array_index(r->unplaced, i));
    gm_text_json_end(w);
    gm_text_json_key(w, "skipped"), gm_text_json_bool(w, r->skipped);
    gm_text_json_key(w, "error"), gm_text_json_string(w, r->error);
    gm_text_json_end(w);
    g_string_append_c(line, '\n');
    if (fwrite(line->str, 1, line->len, b->log) != line->len || fflush(b->log) != 0)
        b->log_failed = true;
}

static void show_progress(const Batch *b)
{
    static const char full[] = "########################", empty[] = "........................";
    if (b->o->common.quiet || !isatty(STDERR_FILENO))
        return;
    guint n = b->plan.jobs->len;
    double s = (double)(g_get_monotonic_time() - b->start) / 1e6;
    double rate = b->n_done / MAX(s, 1e-3), left = (n - b->n_done) / MAX(rate, 1e-9);
    int width = (int)sizeof full - 1, at = (int)((guint64)width * b->n_done / MAX(n, 1u));
    fprintf(stderr, "\r[%.*s%.*s] %u/%u  %.1f/s  %.0f s left \033[K", at, full, width - at, empty,
            b->n_done, n, rate, left);
    if (b->n_done == n)
        fputs("\r\033[K", stderr);
}

static void tell(Batch *b, gint job, GmBatchOutcome *r)
{
    const GmBatchJob *j = g_ptr_array_index(b->plan.jobs, (guint)job);
    b->n_done++;
    b->n_failed += r->error != NULL;
    b->n_skipped += (guint)(r->skipped != 0);
    b->n_unplaced += r->unplaced && r->unplaced->len;
    if (r->state && !r->skipped) {
        gssize written = write(b->state_fd, r->state, strlen(r->state));
        (void)written; /* a lost line only costs a redrawing on --resume */
    }
    if (r->error)
        fprintf(stderr, "%sgazmap: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "", r->error);
    append_log(b, j, r);
    b->states[job] = g_steal_pointer(&r->state);
    gm_cli_batch_outcome_clear(r);
    show_progress(b);
}

/* ---- running ---- */

/** The job in hand is lost with its worker. */
static void bury(Batch *b, GmBatchWorker *w, const char *why)
{
    gint job = w->job;
    double seconds = (double)(g_get_monotonic_time() - w->since) / 1e6;
    int status = gm_cli_batch_worker_end(w, true);
    if (job < 0)
        return;
    const GmBatchJob *j = g_ptr_array_index(b->plan.jobs, (guint)job);
    GmBatchOutcome r = {.seconds = seconds};
    g_autofree char *reason = why ? NULL : gm_cli_guard_reason(&b->plan.guard, status);
    r.error = g_strdup_printf("%s: %s", j->input, why ? why : reason);
    tell(b, job, &r);
}

/** Every idle worker gets a job. False: there is none in hand any more. */
static bool hand_out(Batch *b, GError **error)
{
    bool busy = false;
    for (guint i = 0; i < b->n_workers; i++) {
        GmBatchWorker *w = &b->workers[i];
        if ((!w->pid || w->job < 0) && !stopped && b->next < b->plan.jobs->len) {
            if (!w->pid && !gm_cli_batch_worker_start(w, &b->plan, error))
                return false;
            if (!gm_cli_batch_worker_give(w, (gint)b->next++))
                bury(b, w, NULL);
        }
        busy |= w->pid && w->job >= 0;
    }
    return busy || (!stopped && b->next < b->plan.jobs->len);
}

/** Milliseconds until the first job in hand is out of time; -1: never. */
static int patience(const Batch *b)
{
    double least = -1, now = (double)g_get_monotonic_time();
    for (guint i = 0; b->o->timeout > 0 && i < b->n_workers; i++) {
        const GmBatchWorker *w = &b->workers[i];
        if (!w->pid || w->job < 0)
            continue;
        double left = (double)w->since + b->o->timeout * 1e6 - now;
        least = least < 0 ? MAX(left, 0) : MIN(least, MAX(left, 0));
    }
    return least < 0 ? -1 : (int)MIN(least / 1e3 + 1, 1e6);
}

static void gather(Batch *b)
{
    g_autofree struct pollfd *p = g_new0(struct pollfd, b->n_workers);
    guint n_busy = 0;
    for (guint i = 0; i < b->n_workers; i++) {
        const GmBatchWorker *w = &b->workers[i];
        bool busy = w->pid && w->job >= 0;
        p[i] = (struct pollfd){busy ? w->from : -1, POLLIN, 0};
        n_busy += busy;
    }
    if (n_busy == 0) /* all were lost as they got their job: nobody to wait for */
        return;
    if (poll(p, b->n_workers, patience(b)) < 0)
        return; /* a signal: whoever it stops finds out */
    for (guint i = 0; i < b->n_workers; i++) {
        GmBatchWorker *w = &b->workers[i];
        GmBatchOutcome r = {0};
        if (p[i].fd < 0)
            continue;
        if (!p[i].revents) {
            double s = (double)(g_get_monotonic_time() - w->since) / 1e6;
            if (b->o->timeout > 0 && s >= b->o->timeout) {
                g_autofree char *why = gm_cli_guard_too_slow(&b->plan.guard);
                bury(b, w, why);
            }
        } else if (gm_cli_batch_worker_take(w, &r)) {
            gint job = w->job;
            w->job = -1;
            tell(b, job, &r);
        } else {
            bury(b, w, NULL);
        }
    }
}

/** The state file in job order, so that a resumed run leaves what an undisturbed
 *  one does. The maps are on the disk before it is. */
static bool rewrite_state(const Batch *b, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < b->plan.jobs->len; i++)
        if (b->states[i])
            g_string_append(text, b->states[i]);
    if (syncfs(b->state_fd) != 0) {
        g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "%s: cannot write: %s",
                    b->plan.dir, g_strerror(errno));
        return false;
    }
    return gm_cli_batch_write_state(b->plan.dir, text, error);
}

static bool run_all(Batch *b, GError **error)
{
    guint n = b->o->n_workers > 0 ? (guint)b->o->n_workers : g_get_num_processors();
    b->n_workers = CLAMP(n, 1, b->plan.jobs->len);
    b->workers = g_new0(GmBatchWorker, b->n_workers);
    b->start = g_get_monotonic_time();
    /* once: whoever asks again is obeyed at once */
    struct sigaction on_stop = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &on_stop, NULL);
    sigaction(SIGTERM, &on_stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    GError *cause = NULL;
    while (hand_out(b, &cause))
        gather(b);
    for (guint i = 0; i < b->n_workers; i++)
        gm_cli_batch_worker_end(&b->workers[i], cause != NULL);
    g_clear_pointer(&b->workers, g_free);
    if (cause) {
        g_propagate_error(error, cause);
        return false;
    }
    return stopped || rewrite_state(b, error);
}

/* ---- preparing ---- */

static bool check_options(const BatchOptions *o, char **formats, GmBatchPlan *plan, GError **error)
{
    for (char **f = formats; *f; f++)
        if (!gm_session_knows_format(g_strstrip(*f)))
            return gm_cli_usage_error(error, "--format: no '%s'; known are %s", *f,
                                      gm_session_formats());
    if (o->n_workers < 0 || o->n_workers > 4096)
        return gm_cli_usage_error(error, "--jobs: a number of workers from 1 to 4096");
    if (o->common.outputs && o->common.outputs[1])
        return gm_cli_usage_error(error, "-o: one output folder");
    return gm_cli_guard_parse(o->timeout, o->memory, &plan->guard, error);
}

static bool open_log(Batch *b, GError **error)
{
    if (!b->o->log)
        return true;
    b->log = strcmp(b->o->log, "-") ? fopen(b->o->log, b->o->resume ? "ae" : "we") : stdout;
    if (!b->log)
        g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "%s: cannot write: %s",
                    b->o->log, g_strerror(errno));
    return b->log != NULL;
}

/** Everything that can be refused is, before anything is written. */
static bool prepare(Batch *b, char **args, GError **error)
{
    GmBatchPlan *p = &b->plan;
    GmSettings *shared = (GmSettings *)(guintptr)p->shared;
    g_auto(GStrv) formats = g_strsplit(b->o->common.format ? b->o->common.format : "svg", ",", -1);
    GmRoomOptions check;
    if (!check_options(b->o, formats, p, error) || !gm_session_room_options(shared, &check, error))
        return false;
    p->jobs = gm_cli_batch_jobs(args, p->dir, formats, error);
    if (!p->jobs)
        return false;
    if (!p->jobs->len)
        return gm_cli_usage_error(error, "no jobs: %s%s", args[0] ? "no document in " : "",
                                  args[0] ? args[0] : "give documents, folders or a job list");
    p->session = gm_session_open(shared, error);
    p->base_digest =
        p->session ? gm_cli_batch_base_digest(p->session, shared, p->configured, error) : NULL;
    if (!p->base_digest || !gm_session_shapes(p->session, error) || !open_log(b, error))
        return false;
    b->state_fd = gm_cli_batch_open_state(p->dir, error);
    if (b->state_fd < 0)
        return false;
    b->states = g_new0(char *, p->jobs->len);
    p->done = gm_cli_batch_read_state(p->dir);
    p->resume = b->o->resume;
    gm_cli_batch_remove_leftovers(p->jobs, p->dir);
    return true;
}

static int finish(const Batch *b)
{
    const GmCliOptions *o = &b->o->common;
    double s = (double)(g_get_monotonic_time() - b->start) / 1e6;
    gm_cli_note(o, "%u of %u done in %.1f s, %u as they were, %u failed%s", b->n_done - b->n_failed,
                b->plan.jobs->len, s, b->n_skipped, b->n_failed,
                stopped ? "; stopped: --resume goes on" : "");
    if (b->log_failed)
        fprintf(stderr, "gazmap: %s: cannot write the log\n", b->o->log);
    if (b->n_failed || b->n_done < b->plan.jobs->len || b->log_failed)
        return GM_EXIT_FAILED;
    return o->strict && b->n_unplaced ? GM_EXIT_UNPLACED : GM_EXIT_DONE;
}

static void batch_clear(Batch *b)
{
    guint n = b->plan.jobs ? b->plan.jobs->len : 0;
    for (guint i = 0; b->states && i < n; i++)
        g_free(b->states[i]);
    g_free(b->states);
    if (b->log && b->log != stdout)
        fclose(b->log);
    if (b->state_fd >= 0)
        close(b->state_fd);
    g_clear_pointer(&b->plan.jobs, g_ptr_array_unref);
    g_clear_pointer(&b->plan.done, g_hash_table_unref);
    gm_session_free(b->plan.session);
    g_free((char *)(guintptr)b->plan.base_digest);
    g_free((char *)(guintptr)b->plan.dir);
}

/** "maps//" is "maps", "/" stays. */
static char *folder_name(const char *name)
{
    gsize n = strlen(name);
    while (n > 1 && name[n - 1] == '/')
        n--;
    return n ? g_strndup(name, n) : g_strdup(".");
}

int gm_cli_batch(int argc, char **argv)
{
    BatchOptions o = {0};
    GOptionEntry extra[] = {
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &o.n_workers, "Workers (default: all cores)", "N"},
        {"resume", 0, 0, G_OPTION_ARG_NONE, &o.resume,
         "Leave what an earlier run did from the same content and options", NULL},
        {"log", 0, 0, G_OPTION_ARG_FILENAME, &o.log,
         "Write a line of JSON for each job; - is standard output", "FILE"},
        {"timeout", 0, 0, G_OPTION_ARG_DOUBLE, &o.timeout,
         "Give up a document after so many seconds", "SECONDS"},
        {"max-memory", 0, 0, G_OPTION_ARG_FILENAME, &o.memory,
         "Give up a document that needs more (of each worker; 512M, 2G)", "SIZE"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    GError *error = NULL;
    int status = GM_EXIT_USAGE;
    if (gm_cli_parse(&o.common, GM_GROUPS_DRAW, extra, gm_cli_command("batch"), &argc, &argv)) {
        Batch b = {.o = &o, .state_fd = -1};
        b.plan.shared = &o.common.settings;
        b.plan.configured = &o.common.configured;
        b.plan.dir = folder_name(o.common.outputs ? o.common.outputs[0] : "out");
        status = prepare(&b, argv + 1, &error) && run_all(&b, &error) ? finish(&b)
                                                                      : gm_cli_give_up(error);
        batch_clear(&b);
    }
    g_free(o.log);
    g_free(o.memory);
    gm_cli_options_clear(&o.common);
    return status;
}
