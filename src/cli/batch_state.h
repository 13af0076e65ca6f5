/** What a batch's output folder holds besides maps: the state file, a line an
 *  output, "digest output-digest name". The first digest stands for content and
 *  options, the second for the bytes that were written, so that --resume needs
 *  no clock and trusts no file that it does not recognise. Private to cli. */
#pragma once

#include "batch_job.h"

/** Of program version, data files, the @shared settings and those @configured in
 *  a file; owned. */
char *gm_cli_batch_base_digest(GmSession *s, const GmSettings *shared, const GmSettings *configured,
                               GError **error);
/** Of a document, the job's settings, the files that they name, and what
 *  gm_cli_batch_base_digest gave; owned. @layers (char*, may be NULL): files
 *  that the map file draws. */
char *gm_cli_batch_digest(const char *base, const char *bytes, gsize len,
                          const GmSettings *settings, const GPtrArray *layers);
/** Appends the state line of an output that holds @bytes. */
void gm_cli_batch_append_state(GString *out, const char *digest, const char *bytes, gsize len,
                               const char *name);
/** The output's name in the state file. */
const char *gm_cli_batch_relative(const char *dir, const char *output);

/** Name -> its line, from an earlier run's state file; owned. A line cut short
 *  is passed over. */
GHashTable *gm_cli_batch_read_state(const char *dir);
/** Opens the state file for appending and holds the folder against another
 *  batch until all who inherited the descriptor are gone. -1 on error. */
int gm_cli_batch_open_state(const char *dir, GError **error);
/** Writes the state file anew. */
bool gm_cli_batch_write_state(const char *dir, const GString *text, GError **error);
/** Removes what killed runs left half-written in the folders of the outputs. */
void gm_cli_batch_remove_leftovers(const GPtrArray *jobs, const char *dir);
/** True for the state file's name and those of half-written files. */
bool gm_cli_batch_owns_name(const char *base_name);
