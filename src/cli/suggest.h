/** What was meant by a word that is none of those known. Private to cli. */
#pragma once

#include <glib.h>

/** Prints that @word (NULL: nothing) is none of the words that may follow
 *  @command; the exit status. */
int gm_cli_unknown_word(const char *command, const char *word, const char *const *known);
