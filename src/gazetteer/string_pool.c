#include "string_pool.h"
#include "index_format.h"

void gm_gazetteer_string_pool_init(StringPool *p)
{
    *p = (StringPool){0};
    p->n_slots = 1024;
    p->slots = g_new0(guint32, p->n_slots);
}

void gm_gazetteer_string_pool_clear(StringPool *p)
{
    g_free(p->bytes);
    g_free(p->offset);
    g_free(p->hash);
    g_free(p->slots);
    *p = (StringPool){0};
}

static void grow_slots(StringPool *p)
{
    g_free(p->slots);
    p->n_slots *= 2;
    p->slots = g_new0(guint32, p->n_slots);
    guint32 mask = p->n_slots - 1;
    for (guint32 i = 0; i < p->n; i++) {
        guint32 at = p->hash[i] & mask;
        while (p->slots[at])
            at = (at + 1) & mask;
        p->slots[at] = i + 1;
    }
}

static guint32 append(StringPool *p, const char *s, gsize len, guint32 hash)
{
    if (p->n_bytes + len + 1 > G_MAXUINT32 || p->n == G_MAXUINT32 - 1)
        return G_MAXUINT32;
    if (p->n_bytes + len + 1 > p->room) {
        p->room = MAX(p->room + p->room / 2, p->n_bytes + len + 4096);
        p->bytes = g_realloc(p->bytes, p->room);
    }
    if (p->n == p->n_room) {
        p->n_room = MAX(1024, p->n_room + p->n_room / 2);
        p->offset = g_renew(guint32, p->offset, p->n_room);
        p->hash = g_renew(guint32, p->hash, p->n_room);
    }
    p->offset[p->n] = (guint32)p->n_bytes;
    p->hash[p->n] = hash;
    memcpy(p->bytes + p->n_bytes, s, len);
    p->bytes[p->n_bytes + len] = '\0';
    p->n_bytes += len + 1;
    return p->n++;
}

guint32 gm_gazetteer_string_pool_add(StringPool *p, const char *s, gsize len)
{
    guint32 hash = (guint32)name_hash(s, len), mask = p->n_slots - 1, at = hash & mask;
    for (; p->slots[at]; at = (at + 1) & mask) {
        guint32 i = p->slots[at] - 1;
        if (p->hash[i] == hash && string_pool_len(p, i) == len &&
            memcmp(string_pool_get(p, i), s, len) == 0)
            return i;
    }
    guint32 i = append(p, s, len, hash);
    if (i == G_MAXUINT32)
        return i;
    p->slots[at] = i + 1;
    if (p->n + p->n / 2 > p->n_slots)
        grow_slots(p);
    return i;
}

guint32 gm_gazetteer_string_pool_find(const StringPool *p, const char *s, gsize len)
{
    guint32 hash = (guint32)name_hash(s, len), mask = p->n_slots - 1;
    for (guint32 at = hash & mask; p->slots[at]; at = (at + 1) & mask) {
        guint32 i = p->slots[at] - 1;
        if (p->hash[i] == hash && string_pool_len(p, i) == len &&
            memcmp(string_pool_get(p, i), s, len) == 0)
            return i;
    }
    return G_MAXUINT32;
}
