/** The worker under guard: a child answers, the parent passes lines on, and answers
 *  in its place when it takes too long or dies. Private to cli. */
#pragma once

#include "guard.h"

typedef struct {
    GmGuard guard;
    int (*serve)(
        gpointer user); /* in the child: answers standard input's lines on standard output */
    gpointer user;
    pid_t pid; /* 0: none yet */
    int to, from;
} GmGuardedWorker;

/** Appends the child's answer to @line, or an error in its place; false with
 *  @error when no child can be started. */
bool gm_cli_worker_guard_answer(GmGuardedWorker *w, const GString *line, GString *out,
                                GError **error);
void gm_cli_worker_guard_close(GmGuardedWorker *w);
