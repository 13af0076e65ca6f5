/** Whole files or none: written beside the target under a temporary name,
 *  flushed, renamed. On error the old file is as it was. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/** "-" writes to standard output. The message names @path and the cause. */
bool gm_text_save(const char *path, const char *bytes, gsize len, GError **error);
/** The same for one file of thousands that can all be made again: folders that are
 *  missing are made, and the disk is not waited for (some 10 ms a file); whoever
 *  calls it syncs once at the end. Whole or not at all while the machine runs; a
 *  loss of power may cost a file. */
bool gm_text_save_one_of_many(const char *path, const char *bytes, gsize len, GError **error);
