/** Which words a list may hold, worked out once a document for each list that is asked:
 *  most words are in none, and need no search. Private to statement. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct WordLists WordLists;

WordLists *gm_word_lists_new(void);
void gm_word_lists_free(WordLists *w);
/** A word's place in the sets, never 0: from its two first letters, its last and its
 *  length @n > 0. */
guint8 gm_word_lists_key(const char *word, gsize n);
/** False when no word of @list (a constant, words parted by single spaces) has the key. */
bool gm_word_lists_may_hold(WordLists *w, const char *list, guint8 key);
