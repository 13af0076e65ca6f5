/** Whole files into memory, but never more than a limit: a path that leads to a
 *  device or a pipe without end costs no more than that. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** What the file @path holds, at most @max bytes, with a NUL behind it; owned.
 *  G_FILE_ERROR; the message names @path and the cause. */
bool gm_text_load(const char *path, gsize max, char **bytes, gsize *len, GError **error);
/** Reads to the end of @fd, at most one byte past @max. NULL with *@cause an errno. */
GByteArray *gm_text_load_stream(int fd, gsize max, int *cause);
