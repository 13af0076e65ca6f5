#include "near_word.h"

#include <string.h>

enum { LONGEST = 40 };

/** Optimal string alignment distance (Damerau 1964, Levenshtein 1966). */
static guint slips(const char *a, const char *b)
{
    guint n = (guint)strlen(a), m = (guint)strlen(b), d[3][LONGEST + 1];
    for (guint j = 0; j <= m; j++)
        d[0][j] = j;
    for (guint i = 1; i <= n; i++) {
        guint *row = d[i % 3], *up = d[(i + 2) % 3], *above = d[(i + 1) % 3];
        row[0] = i;
        for (guint j = 1; j <= m; j++) {
            row[j] = MIN(MIN(up[j] + 1, row[j - 1] + 1), up[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], above[j - 2] + 1);
        }
    }
    return d[n % 3][m];
}

const char *gm_text_near_word(const char *word, const char *const *known)
{
    gsize len = strlen(word);
    const char *best = NULL;
    guint least = len < 4 ? 1 : len < 8 ? 2 : 3;
    for (const char *const *k = known; len && len <= LONGEST && *k; k++) {
        if (strlen(*k) > LONGEST)
            continue;
        guint n = len >= 2 && g_str_has_prefix(*k, word) ? 1 : slips(word, *k);
        if (n < least || (n == least && !best))
            best = *k, least = n;
    }
    return best;
}
