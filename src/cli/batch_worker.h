/** A worker of a batch: a process forked from one that has opened the data. A
 *  document that crashes it, takes too long or needs too much memory costs that
 *  document alone. Workers are processes because the limits of the system hold
 *  for processes, and because no thread can be stopped from outside.
 *
 *  A worker reads job numbers from a pipe and answers each with an outcome; it
 *  dies with its parent. Private to cli. */
#pragma once

#include "batch_state.h"
#include "guard.h"

#include <sys/types.h>

/** What all workers inherit; read only. */
typedef struct {
    const GmSettings *shared, *configured; /* the latter for documents, not for map files */
    GmSession *session; /* gazetteer and shapes open; fonts not, they use threads */
    GPtrArray *jobs;    /* GmBatchJob */
    const char *dir, *base_digest;
    GHashTable *done; /* of gm_cli_batch_read_state */
    gboolean resume;  /* leave what is done */
    GmGuard guard;
} GmBatchPlan;

typedef struct {
    gboolean skipped; /* --resume found it done */
    double seconds;
    guint n_features;
    char *error;         /* owned; NULL: done */
    char *state;         /* owned; its lines of the state file; NULL when it failed */
    GPtrArray *unplaced; /* char*, owned: "surface: reason" */
} GmBatchOutcome;

void gm_cli_batch_outcome_clear(GmBatchOutcome *o);

typedef struct {
    pid_t pid;    /* 0: none */
    int to, from; /* pipes */
    gint job;     /* the number it has in hand; -1: none */
    gint64 since; /* when it got it, monotonic */
} GmBatchWorker;

/** Only while the process has one thread. */
bool gm_cli_batch_worker_start(GmBatchWorker *w, const GmBatchPlan *plan, GError **error);
/** False: it is dead. */
bool gm_cli_batch_worker_give(GmBatchWorker *w, gint job);
/** Waits for the outcome of the job in hand. False: it died of it. */
bool gm_cli_batch_worker_take(GmBatchWorker *w, GmBatchOutcome *out);
/** Ends it, by force or when it is idle; returns its status as waitpid gives it. */
int gm_cli_batch_worker_end(GmBatchWorker *w, bool by_force);
