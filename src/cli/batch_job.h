/** The jobs of a batch: collected, checked for escapes and collisions before
 *  anything is drawn. Private to cli. */
#pragma once

#include "command.h"

typedef struct {
    char *input;          /* owned; path of a document or map file */
    GPtrArray *outputs;   /* char*, owned; paths inside the output folder */
    GmSettings *settings; /* owned; the job's own, or NULL */
} GmBatchJob;

/** From arguments: documents, map files, folders, globs, job lists (.tsv,
 *  .ndjson, .jsonl). @dir is the output folder, without a slash at its end;
 *  @formats those of jobs whose output names none. GPtrArray of GmBatchJob.
 *  Errors are the asker's: an output that would leave @dir, two jobs that write
 *  the same file, an output that is also an input, a faulty list or option. */
GPtrArray *gm_cli_batch_jobs(char **args, const char *dir, char **formats, GError **error);
