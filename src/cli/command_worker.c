#include "worker_answer.h"
#include "worker_guard.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LINE = 256 << 20 };

typedef struct {
    char bytes[1 << 16];
    gsize at, end;
} Input;

/** Reads a line of any length up to the limit; what is beyond is dropped and
 *  told. False at the end, or with @error set when nothing more can be read. */
static bool read_line(Input *in, GString *line, bool *too_long, GError **error)
{
    g_string_truncate(line, 0);
    *too_long = false;
    for (;;) {
        if (in->at == in->end) {
            ssize_t n = read(STDIN_FILENO, in->bytes, sizeof in->bytes);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0) {
                g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno),
                            "standard input: cannot read: %s", g_strerror(errno));
                return false;
            }
            if (n == 0)
                return line->len > 0 || *too_long;
            in->at = 0, in->end = (gsize)n;
        }
        const char *from = in->bytes + in->at, *stop = memchr(from, '\n', in->end - in->at);
        gsize n = stop ? (gsize)(stop - from) : in->end - in->at, room = MAX_LINE - line->len;
        g_string_append_len(line, from, (gssize)MIN(n, room));
        *too_long |= n > room;
        in->at += n + (stop != NULL);
        if (stop)
            return true;
    }
}

static const char TOO_LONG[] = "{\"id\": null, \"error\": \"line longer than 256 MiB\"}\n";

typedef struct {
    GmWorker *worker;
    GmGuardedWorker *guarded; /* or NULL: answer here */
} Server;

static int serve(const Server *s)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree Input *in = g_new0(Input, 1);
    GError *error = NULL;
    bool too_long;
    while (read_line(in, line, &too_long, &error)) {
        g_string_truncate(out, 0);
        if (too_long)
            g_string_append(out, TOO_LONG);
        else if (!s->guarded)
            gm_cli_worker_answer(s->worker, line->str, line->len, out);
        else if (!gm_cli_worker_guard_answer(s->guarded, line, out, &error))
            break;
        if (!gm_cli_print(out))
            return GM_EXIT_FAILED;
    }
    return error ? gm_cli_give_up(error) : GM_EXIT_DONE;
}

/** What the child does. */
static int serve_alone(gpointer worker)
{
    return serve(&(Server){worker, NULL});
}

static int serve_guarded(GmWorker *w, GmGuard guard)
{
    GmGuardedWorker guarded = {.guard = guard, .serve = serve_alone, .user = w};
    GError *error = NULL;
    signal(SIGPIPE, SIG_IGN);
    /* opened once, for all the children that may be needed */
    if (!gm_session_gazetteer(w->session, &error) || !gm_session_shapes(w->session, &error))
        return gm_cli_give_up(error);
    int status = serve(&(Server){w, &guarded});
    gm_cli_worker_guard_close(&guarded);
    return status;
}

int gm_cli_worker(int argc, char **argv)
{
    GmCliOptions o;
    GmWorker w = {0};
    GmGuard guard;
    char *ask = NULL, *memory = NULL;
    double timeout = 0;
    GOptionEntry extra[] = {
        {"ask", 0, 0, G_OPTION_ARG_FILENAME, &ask,
         "places, statements, scene, svg (comma between), where a line asks nothing", "WHAT"},
        {"timeout", 0, 0, G_OPTION_ARG_DOUBLE, &timeout,
         "Answer with an error after so many seconds", "SECONDS"},
        {"max-memory", 0, 0, G_OPTION_ARG_FILENAME, &memory,
         "Answer with an error where a line needs more (512M, 2G)", "SIZE"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_PAGE | GM_GROUP_OUTPUT;
    int status = GM_EXIT_USAGE;
    GError *error = NULL;
    if (gm_cli_parse(&o, groups, extra, gm_cli_command("worker"), &argc, &argv)) {
        gm_cli_use_configured(&o);
        if (argc > 1)
            gm_cli_usage_error(&error, "%s: the worker reads standard input", argv[1]);
        if (!error && gm_cli_worker_parse_ask(ask ? ask : "places", &w.default_ask, &error) &&
            gm_cli_guard_parse(timeout, memory, &guard, &error) &&
            gm_session_room_options(&o.settings, &w.rooms, &error) &&
            (w.session = gm_session_open(&o.settings, &error)))
            status = guard.timeout > 0 || guard.memory ? serve_guarded(&w, guard) : serve_alone(&w);
        else
            status = gm_cli_give_up(error);
    }
    gm_session_free(w.session);
    g_free(ask);
    g_free(memory);
    gm_cli_options_clear(&o);
    return status;
}
