/** The document of a worker's line, taken out ahead of the JSON library: it is nearly
 *  all of the line, and is copied in stretches instead of byte by byte. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** Of a line that is an object: the string of its member "text", decoded, in @text,
 *  and the line with an empty string in its place in @rest, for the library to read and
 *  to check. False (and the library is to read the whole line) where there is no such
 *  member, more than one, or anything that is not plainly right in what is taken out. */
bool gm_cli_worker_take_text(const char *line, gsize len, GString *text, GString *rest);
