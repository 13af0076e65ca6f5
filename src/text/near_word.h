/** The word that was meant, of a few that are known. */
#pragma once

#include <glib.h>

/** The member of the NULL-terminated @known nearest to @word in spelling (what @word begins
 *  counts as one slip), borrowed; NULL when none is near or @word is longer than 40 bytes. */
const char *gm_text_near_word(const char *word, const char *const *known);
