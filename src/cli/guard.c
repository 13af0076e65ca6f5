#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static bool parse_memory(const char *text, gsize *bytes, GError **error)
{
    char *end;
    double v = g_ascii_strtod(text, &end);
    char unit = g_ascii_toupper(*end);
    double scale = unit == 'K' ? 1024.0 : unit == 'G' ? 1024.0 * 1024 * 1024 : 1024.0 * 1024;
    bool known = !*end || (strchr("KMG", unit) && (!end[1] || !g_ascii_strcasecmp(end + 1, "b") ||
                                                   !g_ascii_strcasecmp(end + 1, "ib")));
    if (end == text || !known || !(v > 0) || v * scale > 1e15)
        return gm_cli_usage_error(error, "--max-memory: give a size such as 512M or 2G, not '%s'",
                                  text);
    *bytes = (gsize)(v * scale);
    return true;
}

bool gm_cli_guard_parse(double timeout, const char *memory, GmGuard *out, GError **error)
{
    *out = (GmGuard){timeout, 0};
    if (!(timeout >= 0 && timeout <= 1e6))
        return gm_cli_usage_error(error, "--timeout: seconds, at most 1000000");
    return !memory || parse_memory(memory, &out->memory, error);
}

/** What GLib says when memory is at an end: the parent says it better. */
static GLogWriterOutput say_nothing(GLogLevelFlags level, const GLogField *fields, gsize n,
                                    gpointer user)
{
    (void)level, (void)fields, (void)n, (void)user;
    return G_LOG_WRITER_HANDLED;
}

bool gm_cli_guard_fork(GmChild *out, GError **error)
{
    int to[2] = {-1, -1}, from[2] = {-1, -1};
    pid_t pid = -1;
    if (pipe2(to, O_CLOEXEC) == 0 && pipe2(from, O_CLOEXEC) == 0)
        pid = fork();
    if (pid == 0) {
        close(to[1]), close(from[0]);
        *out = (GmChild){0, from[1], to[0]};
        return true;
    }
    int cause = errno;
    int unused[] = {to[0], from[1], pid < 0 ? to[1] : -1, pid < 0 ? from[0] : -1};
    for (gsize i = 0; i < G_N_ELEMENTS(unused); i++)
        if (unused[i] >= 0)
            close(unused[i]);
    if (pid < 0) {
        g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA, "cannot start a worker: %s",
                    g_strerror(cause));
        return false;
    }
    *out = (GmChild){pid, to[1], from[0]};
    return true;
}

bool gm_cli_guard_enter(const GmGuard *g, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        return false;
    signal(SIGINT, SIG_IGN); /* of the whole foreground group; the parent decides */
    signal(SIGTERM, SIG_DFL);
    struct rlimit none = {0, 0}, data = {g->memory, g->memory};
    setrlimit(RLIMIT_CORE, &none);
    if (g->memory) {
        setrlimit(RLIMIT_DATA, &data);
        g_log_set_writer_func(say_nothing, NULL, NULL);
    }
    return true;
}

char *gm_cli_guard_reason(const GmGuard *g, int status)
{
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (g->memory)
        return g_strdup_printf("needs more memory than --max-memory allows, or crashed (signal %d)",
                               number);
    if (number && number != SIGKILL) /* which is ours */
        return g_strdup_printf("crashed the worker (signal %d)", number);
    return g_strdup("the worker ended before its answer");
}

char *gm_cli_guard_too_slow(const GmGuard *g)
{
    return g_strdup_printf("took longer than --timeout %g s", g->timeout);
}

int gm_cli_guard_end(pid_t child, bool by_force)
{
    int status = 0;
    if (by_force)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

bool gm_cli_pipe_write(int fd, const void *data, gsize len)
{
    for (const char *p = data; len > 0;) {
        ssize_t n = write(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n, len -= (gsize)n;
    }
    return true;
}

bool gm_cli_pipe_read(int fd, void *data, gsize len)
{
    for (char *p = data; len > 0;) {
        ssize_t n = read(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n, len -= (gsize)n;
    }
    return true;
}
