#include "batch_worker.h"

#include "file_load.h"
#include "file_save.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void gm_cli_batch_outcome_clear(GmBatchOutcome *o)
{
    g_free(o->error);
    g_free(o->state);
    g_clear_pointer(&o->unplaced, g_ptr_array_unref);
    memset(o, 0, sizeof *o);
}

/* ---- outcomes on the pipe ---- */

/* This, then error, state and the unplaced, each ended
 * by a NUL; an empty state or error is none. */
typedef struct {
    guint32 len;
    gint32 skipped;
    double seconds;
    guint32 n_features, n_unplaced;
} Header;

static bool send_outcome(int fd, const GmBatchOutcome *o)
{
    g_autoptr(GString) body = g_string_new(NULL);
    const char *first[] = {o->error ? o->error : "", o->state ? o->state : ""};
    for (guint i = 0; i < 2; i++)
        g_string_append_len(body, first[i], (gssize)strlen(first[i]) + 1);
    guint n = o->unplaced ? o->unplaced->len : 0;
    for (guint i = 0; i < n; i++) {
        const char *s = g_ptr_array_index(o->unplaced, i);
        g_string_append_len(body, s, (gssize)strlen(s) + 1);
    }
    Header h = {(guint32)body->len, o->skipped, o->seconds, o->n_features, n};
    return gm_cli_pipe_write(fd, &h, sizeof h) && gm_cli_pipe_write(fd, body->str, body->len);
}

static bool receive_outcome(int fd, GmBatchOutcome *o)
{
    Header h;
    if (!gm_cli_pipe_read(fd, &h, sizeof h))
        return false;
    g_autofree char *body = g_malloc((gsize)h.len + 1);
    if (!gm_cli_pipe_read(fd, body, h.len))
        return false;
    body[h.len] = 0;
    const char *p = body, *end = body + h.len;
    *o = (GmBatchOutcome){.skipped = h.skipped, .seconds = h.seconds, .n_features = h.n_features};
    o->error = *p ? g_strdup(p) : NULL;
    p += strlen(p) + 1;
    o->state = *p ? g_strdup(p) : NULL;
    p += strlen(p) + 1;
    o->unplaced = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < h.n_unplaced && p < end; i++, p += strlen(p) + 1)
        g_ptr_array_add(o->unplaced, g_strdup(p));
    return true;
}

/* ---- one job, in the worker ---- */

typedef struct {
    const GmBatchPlan *plan;
    const GmBatchJob *job;
    GmBatchOutcome *outcome;
    GmSettings settings; /* the command line's under the job's own */
    GmRoomOptions rooms;
    char *bytes; /* the document */
    gsize len;
    GmScene *scene;
    GmReading *reading;
    char *digest;
} Task;

/** All outputs stand as an earlier run left them from the same content. */
static bool is_done(const Task *t)
{
    g_autoptr(GString) state = g_string_new(NULL);
    const GPtrArray *outputs = t->job->outputs;
    for (guint i = 0; i < outputs->len; i++) {
        const char *out = g_ptr_array_index(outputs, i);
        const char *name = gm_cli_batch_relative(t->plan->dir, out);
        const char *was = g_hash_table_lookup(t->plan->done, name);
        g_autofree char *bytes = NULL;
        gsize len, mark = state->len;
        if (!was || !g_file_get_contents(out, &bytes, &len, NULL))
            return false;
        gm_cli_batch_append_state(state, t->digest, bytes, len, name);
        if (strcmp(was, state->str + mark))
            return false;
    }
    t->outcome->state = g_string_free(g_steal_pointer(&state), FALSE);
    return true;
}

enum { LARGEST_INPUT = 256 << 20 }; /* bytes, as of any document */

static bool read_input(Task *t, GError **error)
{
    GError *cause = NULL;
    if (gm_text_load(t->job->input, LARGEST_INPUT, &t->bytes, &t->len, &cause))
        return true;
    if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_FAILED)) {
        g_set_error_literal(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, cause->message);
        g_error_free(cause);
        return false;
    }
    bool missing = g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "%s: cannot read%s", t->job->input,
                missing ? ": no such file" : "");
    g_error_free(cause);
    return false;
}

/** A map file is read before its digest is made: it may name layers. */
static bool make_digest(Task *t, GError **error)
{
    const GmBatchPlan *p = t->plan;
    g_autoptr(GPtrArray) layers = g_ptr_array_new();
    if (gm_session_is_map_file(t->job->input)) {
        t->scene = gm_session_map_file(p->session, t->job->input, &t->rooms.scene, error);
        if (!t->scene)
            return false;
        for (guint i = 0; t->scene->layers && i < t->scene->layers->len; i++)
            g_ptr_array_add(layers, ((GmSceneLayer *)g_ptr_array_index(t->scene->layers, i))->path);
    }
    t->digest = gm_cli_batch_digest(p->base_digest, t->bytes, t->len, t->job->settings, layers);
    return true;
}

static bool make_scene(Task *t, GError **error)
{
    GmSession *s = t->plan->session;
    if (!t->scene) {
        t->reading = gm_session_read_bytes(s, t->job->input, t->bytes, t->len, &t->rooms.read,
                                           &t->rooms.mention, GM_STAGE_STATEMENTS, error);
        if (t->reading)
            t->scene = gm_session_scene(s, &t->reading, 1, &t->rooms.scene, error);
    }
    if (!t->scene)
        return false;
    t->outcome->n_features = t->scene->features->len;
    for (guint i = 0; i < t->scene->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(t->scene->unplaced, i);
        g_ptr_array_add(t->outcome->unplaced, g_strdup_printf("%s: %s", u->surface, u->reason));
    }
    return true;
}

static const char *ending(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : "";
}

static bool writes_pictures_only(const GmBatchJob *job)
{
    for (guint i = 0; i < job->outputs->len; i++)
        if (!gm_session_is_picture(ending(g_ptr_array_index(job->outputs, i))))
            return false;
    return true;
}

static bool write_outputs(Task *t, GError **error)
{
    g_autoptr(GString) state = g_string_new(NULL);
    for (guint i = 0; i < t->job->outputs->len; i++) {
        const char *out = g_ptr_array_index(t->job->outputs, i);
        g_autoptr(GString) bytes = g_string_new(NULL);
        if (!gm_session_render(t->plan->session, t->scene, &t->reading, t->reading ? 1 : 0,
                               ending(out), &t->rooms.render, bytes, NULL, error) ||
            !gm_text_save_one_of_many(out, bytes->str, bytes->len, error))
            return false;
        gm_cli_batch_append_state(state, t->digest, bytes->str, bytes->len,
                                  gm_cli_batch_relative(t->plan->dir, out));
    }
    t->outcome->state = g_string_free(g_steal_pointer(&state), FALSE);
    return true;
}

static bool do_task(Task *t, GError **error)
{
    if (t->job->settings)
        gm_session_settings_inherit(&t->settings, t->job->settings);
    gm_session_settings_inherit(&t->settings, t->plan->shared);
    if (!gm_session_is_map_file(t->job->input))
        gm_session_settings_inherit(&t->settings, t->plan->configured);
    if (!gm_session_room_options(&t->settings, &t->rooms, error))
        return false;
    t->rooms.scene.drawn_only = writes_pictures_only(t->job);
    if (!read_input(t, error) || !make_digest(t, error))
        return false;
    if (t->plan->resume && is_done(t)) {
        t->outcome->skipped = TRUE;
        return true;
    }
    return make_scene(t, error) && write_outputs(t, error);
}

static void run_job(const GmBatchPlan *plan, gint number, GmBatchOutcome *o)
{
    gint64 t0 = g_get_monotonic_time();
    *o = (GmBatchOutcome){.unplaced = g_ptr_array_new_with_free_func(g_free)};
    Task t = {.plan = plan, .job = g_ptr_array_index(plan->jobs, (guint)number), .outcome = o};
    GError *error = NULL;
    if (!do_task(&t, &error)) {
        o->error = strstr(error->message, t.job->input)
                       ? g_strdup(error->message)
                       : g_strdup_printf("%s: %s", t.job->input, error->message);
        g_error_free(error);
    }
    gm_scene_free(t.scene);
    gm_session_reading_free(t.reading);
    gm_session_settings_clear(&t.settings);
    g_free(t.bytes);
    g_free(t.digest);
    o->seconds = (double)(g_get_monotonic_time() - t0) / 1e6;
}

/* ---- the process ---- */

static void serve(const GmBatchPlan *plan, int in, int out, pid_t parent)
{
    if (!gm_cli_guard_enter(&plan->guard, parent))
        return;
    gint number;
    while (gm_cli_pipe_read(in, &number, sizeof number) && number >= 0) {
        GmBatchOutcome o;
        run_job(plan, number, &o);
        bool told = send_outcome(out, &o);
        gm_cli_batch_outcome_clear(&o);
        if (!told)
            return;
    }
}

bool gm_cli_batch_worker_start(GmBatchWorker *w, const GmBatchPlan *plan, GError **error)
{
    pid_t parent = getpid();
    GmChild child;
    if (!gm_cli_guard_fork(&child, error))
        return false;
    if (child.pid == 0) {
        serve(plan, child.from, child.to, parent);
        gm_session_free(plan->session);
        _exit(0); /* what the parent has buffered is the parent's to write */
    }
    *w = (GmBatchWorker){child.pid, child.to, child.from, -1, 0};
    return true;
}

bool gm_cli_batch_worker_give(GmBatchWorker *w, gint job)
{
    w->job = job;
    w->since = g_get_monotonic_time();
    return gm_cli_pipe_write(w->to, &job, sizeof job);
}

bool gm_cli_batch_worker_take(GmBatchWorker *w, GmBatchOutcome *out)
{
    return receive_outcome(w->from, out);
}

int gm_cli_batch_worker_end(GmBatchWorker *w, bool by_force)
{
    if (!w->pid)
        return 0;
    /* a closed pipe would not do: later workers have inherited its end */
    const gint no_more = -1;
    by_force = by_force || !gm_cli_pipe_write(w->to, &no_more, sizeof no_more);
    close(w->to);
    close(w->from);
    int status = gm_cli_guard_end(w->pid, by_force);
    w->pid = 0;
    w->job = -1;
    return status;
}
