#include "suggest.h"

#include "command.h"

#include "near_word.h"

#include <stdio.h>

int gm_cli_unknown_word(const char *command, const char *word, const char *const *known)
{
    g_autofree char *list = g_strjoinv(", ", (char **)(guintptr)known);
    const char *near = word ? gm_text_near_word(word, known) : NULL;
    if (near)
        fprintf(stderr, "gazmap: %s: no '%s'; did you mean '%s'? see gazmap %s --help\n", command,
                word, near, command);
    else
        fprintf(stderr, "gazmap: %s: which of %s? see gazmap %s --help\n", command, list, command);
    return GM_EXIT_USAGE;
}
