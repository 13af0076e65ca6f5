/** What may not be named twice among a command's files. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** False, a usage error, when standard input is named twice, one output twice, an output
 *  is one of the inputs, or an input is an address of the web. @outputs may be NULL. */
bool gm_cli_check_names(char **inputs, char **outputs, GError **error);
