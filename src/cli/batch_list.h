/** Job lists: a row each of input, output and options, as TSV or as lines of
 *  JSON. Private to cli.
 *
 *  TSV: input, output, options; with a header line the columns may stand in any
 *  order. Empty lines and lines that begin with # are passed over. Options are
 *  written as on the command line: --title "Two words" --bare
 *
 *  Lines of JSON: {"input": "a.txt", "output": "a.svg", "options": …}, options
 *  as such a string, as an array of strings, or as an object by the options'
 *  names: {"title": "Two words", "bare": true}. */
#pragma once

#include "command.h"

typedef struct {
    const char *list; /* the list's path */
    guint line;
    const char *input;    /* never empty */
    const char *output;   /* or NULL */
    GmSettings *settings; /* owned by the row unless taken; or NULL */
} GmBatchRow;

typedef bool (*GmBatchRowFunc)(GmBatchRow *row, gpointer user, GError **error);

/** True for .tsv, .ndjson and .jsonl. */
bool gm_cli_is_batch_list(const char *path);
/** Calls @each for every row; errors begin with "list:line: ". */
bool gm_cli_batch_list(const char *path, GmBatchRowFunc each, gpointer user, GError **error);
