#include "worker_guard.h"

#include "worker_answer.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static void become_worker(GmGuardedWorker *w, pid_t parent, int in, int out)
{
    if (!gm_cli_guard_enter(&w->guard, parent) || dup2(in, STDIN_FILENO) < 0 ||
        dup2(out, STDOUT_FILENO) < 0)
        _exit(1);
    _exit(w->serve(w->user)); /* what the parent has buffered is the parent's to write */
}

static bool start(GmGuardedWorker *w, GError **error)
{
    pid_t parent = getpid();
    GmChild child;
    if (!gm_cli_guard_fork(&child, error))
        return false;
    if (child.pid == 0)
        become_worker(w, parent, child.from, child.to);
    w->pid = child.pid, w->to = child.to, w->from = child.from;
    return true;
}

static int end(GmGuardedWorker *w, bool by_force)
{
    close(w->to);
    close(w->from);
    int status = gm_cli_guard_end(w->pid, by_force);
    w->pid = 0;
    return status;
}

typedef enum { ANSWERED, TOO_SLOW, DEAD } Outcome;

/** Reads one line, the answer, as long as there is time. */
static Outcome receive(const GmGuardedWorker *w, gint64 since, GString *out)
{
    char bytes[1 << 16];
    for (;;) {
        double left = w->guard.timeout - (double)(g_get_monotonic_time() - since) / 1e6;
        struct pollfd p = {w->from, POLLIN, 0};
        if (w->guard.timeout > 0 && left <= 0)
            return TOO_SLOW;
        int n = poll(&p, 1, w->guard.timeout > 0 ? (int)MIN(left * 1e3 + 1, 1e6) : -1);
        if (n <= 0)
            continue;
        ssize_t got = read(w->from, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return DEAD;
        g_string_append_len(out, bytes, got);
        if (bytes[got - 1] == '\n')
            return ANSWERED;
    }
}

bool gm_cli_worker_guard_answer(GmGuardedWorker *w, const GString *line, GString *out,
                                GError **error)
{
    gsize mark = out->len;
    gint64 since = g_get_monotonic_time();
    if (!w->pid && !start(w, error))
        return false;
    Outcome o = gm_cli_pipe_write(w->to, line->str, line->len) && gm_cli_pipe_write(w->to, "\n", 1)
                    ? receive(w, since, out)
                    : DEAD;
    if (o == ANSWERED)
        return true;
    int status = end(w, true);
    g_autofree char *why =
        o == TOO_SLOW ? gm_cli_guard_too_slow(&w->guard) : gm_cli_guard_reason(&w->guard, status);
    g_string_truncate(out, mark);
    gm_cli_worker_answer_error(line->str, line->len, why, out);
    return true;
}

void gm_cli_worker_guard_close(GmGuardedWorker *w)
{
    if (w->pid)
        end(w, false);
}
