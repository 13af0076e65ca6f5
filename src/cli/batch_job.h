/** The jobs of a batch: collected, checked for escapes and collisions before
 *  anything is drawn. Private to cli. */
#pragma once

#include "command.h"

typedef struct {
    char *input;        /* owned; path of a document or map file */
    GPtrArray *outputs; /* char*, owned; paths inside the output folder */
    char *options;      /* owned; more options as on the command line, or NULL */
    /* the outcome */
    double seconds;
    guint n_features, n_unplaced;
    char *error;  /* owned, or NULL */
    bool skipped; /* --resume found it done */
    char *state;  /* owned; its lines of the state file, or NULL */
} GmBatchJob;

/** From arguments: documents, map files, folders, globs, job lists (.tsv,
 *  .ndjson, .jsonl). GPtrArray of GmBatchJob. */
GPtrArray *gm_cli_batch_jobs(char **args, const char *dir, char **formats, GError **error);
