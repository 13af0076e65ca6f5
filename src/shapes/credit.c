#include "credit.h"

#include <stdbool.h>
#include <string.h>

#define OWN_WORK "gazmap, hand-kept"

char *gm_credit_line(const char *credit, const char *licence)
{
    if (credit == NULL || *credit == '\0')
        return NULL;
    g_auto(GStrv) sources = g_strsplit(credit, "; ", -1);
    g_auto(GStrv) licences = g_strsplit(licence != NULL ? licence : "", "; ", -1);
    guint n = g_strv_length(licences);
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; sources[i] != NULL; i++) {
        const char *own = n > 0 ? licences[MIN(i, n - 1)] : "";
        gsize len = strlen(sources[i]);
        bool bare = *own == '\0' || strstr(sources[i], own) != NULL;
        if (i > 0)
            g_string_append(line, "; ");
        if (bare)
            g_string_append(line, sources[i]);
        else if (sources[i][len - 1] == ')')
            g_string_append_printf(line, "%.*s, %s)", (int)len - 1, sources[i], own);
        else
            g_string_append_printf(line, "%s (%s)", sources[i], own);
    }
    return g_string_free(g_steal_pointer(&line), FALSE);
}

/** "B (points, L2)" as "B (L2)". */
static char *without_notes(const char *source)
{
    const char *open = strstr(source, " (");
    const char *comma = open != NULL ? g_strrstr(open, ", ") : NULL;
    return comma == NULL ? g_strdup(source)
                         : g_strdup_printf("%.*s (%s", (int)(open - source), source, comma + 2);
}

char *gm_credits_short(const GPtrArray *lines, const char *separator)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        g_auto(GStrv) sources = g_strsplit(g_ptr_array_index(lines, i), "; ", -1);
        for (guint k = 0; sources[k] != NULL; k++) {
            char *words = without_notes(sources[k]);
            if (g_str_has_prefix(words, OWN_WORK) || g_hash_table_contains(seen, words)) {
                g_free(words);
                continue;
            }
            g_string_append_printf(all, "%s%s", all->len > 0 ? separator : "", words);
            g_hash_table_add(seen, words);
        }
    }
    return g_string_free(g_steal_pointer(&all), FALSE);
}
