/** The language that a name's script suggests when no mark says. Private to the
 *  gazetteer room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** Writes "ar", "ru", "zh" … to @language (NUL padded); false for Latin names
 *  and scripts that suggest none. */
bool gm_gazetteer_name_script_language(const char *s, gsize len, char language[3]);
