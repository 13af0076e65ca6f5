/** Whole files or none: written beside the target under a temporary name,
 *  flushed, renamed. On error the old file is as it was. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/** "-" writes to standard output. The message names @path and the cause. */
bool gm_text_save(const char *path, const char *bytes, gsize len, GError **error);
