#include "word_list.h"

#include <string.h>

#define ROOM 4096 /* a power of two, several times the lists that there are */

typedef struct {
    const char *list; /* NULL: free */
    guint64 keys[4];  /* one bit a key */
} Entry;

struct WordLists {
    guint n;
    Entry entries[ROOM];
};

WordLists *gm_word_lists_new(void)
{
    return g_new0(WordLists, 1);
}

void gm_word_lists_free(WordLists *w)
{
    g_free(w);
}

guint8 gm_word_lists_key(const char *word, gsize n)
{
    guint second = n > 1 ? (guint8)word[1] : 0;
    guint h = (guint8)word[0] * 31u + second * 7u + (guint8)word[n - 1] * 3u + (guint)n;
    return (guint8)(h % 255u + 1u);
}

static void gather(Entry *e, const char *list)
{
    e->list = list;
    for (const char *p = list; *p != '\0';) {
        gsize n = strcspn(p, " ");
        if (n > 0) {
            guint8 key = gm_word_lists_key(p, n);
            e->keys[key >> 6] |= (guint64)1 << (key & 63);
        }
        p += n + (p[n] == ' ');
    }
}

bool gm_word_lists_may_hold(WordLists *w, const char *list, guint8 key)
{
    gsize at = ((gsize)list * 0x9E3779B97F4A7C15ull >> 40) & (ROOM - 1);
    while (w->entries[at].list != list) {
        if (w->entries[at].list == NULL) {
            if (w->n >= ROOM / 2)
                return true; /* no room: search it */
            w->n++;
            gather(&w->entries[at], list);
            break;
        }
        at = (at + 1) & (ROOM - 1);
    }
    return (w->entries[at].keys[key >> 6] >> (key & 63) & 1) != 0;
}
