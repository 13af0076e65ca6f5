/** The configuration file: settings by their options' names, "name = value",
 *  below [gazmap] for every command or [COMMAND] for one; # begins a comment.
 *  Private to cli. */
#pragma once

#include "settings.h"

/** Reads $GAZMAP_CONFIG (empty: none), else gazmap/config.ini in the user's folder
 *  of configurations, where there is one; what holds for @command is put in @out
 *  (cleared by the caller). Errors name file and line. */
bool gm_cli_config_read(const char *command, GmSettings *out, GError **error);
