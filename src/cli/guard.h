/** Guards for documents of strangers: the time and the private memory that one may
 *  take, held by giving the work to a process of its own. Private to cli. */
#pragma once

#include "command.h"

#include <sys/types.h>

typedef struct {
    double timeout; /* seconds for a document; 0: any */
    gsize memory;   /* bytes of private memory for the process; 0: any */
} GmGuard;

/** From --timeout and --max-memory ("512M", "2G"; a bare number is MiB; or NULL). */
bool gm_cli_guard_parse(double timeout, const char *memory, GmGuard *out, GError **error);
/** A process and a pipe each way. */
typedef struct {
    pid_t pid;    /* the child's; 0 in the child itself */
    int to, from; /* where to write to, and read from, the other */
} GmChild;

/** Forks: each of the two gets its ends of the pipes. False with @error, and nothing
 *  open, when there is no child. */
bool gm_cli_guard_fork(GmChild *out, GError **error);
/** Puts this process, a child of @parent, under the guard: it dies with its parent,
 *  leaves no core, and may not take more memory. False: the parent is gone. */
bool gm_cli_guard_enter(const GmGuard *g, pid_t parent);
/** Why the child that ended with @status failed; owned. */
char *gm_cli_guard_reason(const GmGuard *g, int status);
/** "took longer than --timeout 3 s"; owned. */
char *gm_cli_guard_too_slow(const GmGuard *g);
/** Ends the child by force, or waits for its end; its status. */
int gm_cli_guard_end(pid_t child, bool by_force);

/** Whole or false: the other end is gone. */
bool gm_cli_pipe_write(int fd, const void *data, gsize len);
bool gm_cli_pipe_read(int fd, void *data, gsize len);
