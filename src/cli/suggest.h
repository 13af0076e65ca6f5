/** What was meant by a word that is none of those known. Private to cli. */
#pragma once

#include <glib.h>

/** The one of @known (NULL-terminated) that @word most likely is a slip for: few
 *  letters added, dropped, changed or exchanged, or its beginning. NULL: none. */
const char *gm_cli_nearest(const char *word, const char *const *known);
/** Prints that @word (NULL: nothing) is none of the words that may follow
 *  @command; the exit status. */
int gm_cli_unknown_word(const char *command, const char *word, const char *const *known);
