/** Strings kept once each, numbered from 0 in the order of their coming. The
 *  hash table that finds them is the one that the index stores. Private to the
 *  gazetteer room. */
#pragma once

#include <glib.h>

typedef struct {
    char *bytes;
    gsize n_bytes, room;
    guint32 *offset; /* of each string in @bytes */
    guint32 *hash;
    guint32 n, n_room;
    guint32 *slots; /* number + 1; n_slots is a power of two */
    guint32 n_slots;
} StringPool;

void gm_gazetteer_string_pool_init(StringPool *p);
void gm_gazetteer_string_pool_clear(StringPool *p);
/** The string's number; G_MAXUINT32 when the pool is full (4 GB). */
guint32 gm_gazetteer_string_pool_add(StringPool *p, const char *s, gsize len);
/** The string's number, or G_MAXUINT32 when it is not there. */
guint32 gm_gazetteer_string_pool_find(const StringPool *p, const char *s, gsize len);
static inline const char *string_pool_get(const StringPool *p, guint32 i)
{
    return p->bytes + p->offset[i];
}
static inline gsize string_pool_len(const StringPool *p, guint32 i)
{
    return (i + 1 < p->n ? p->offset[i + 1] : p->n_bytes) - p->offset[i] - 1;
}
