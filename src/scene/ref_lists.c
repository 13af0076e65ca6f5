#include "ref_lists.h"

static void free_list(gpointer list)
{
    g_ptr_array_unref(list);
}

GHashTable *gm_ref_lists_new(void)
{
    return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_list);
}

void gm_ref_lists_add(GHashTable *lists, guint64 ref, gconstpointer item)
{
    GPtrArray *list = g_hash_table_lookup(lists, &ref);
    if (!list) {
        list = g_ptr_array_new();
        g_hash_table_insert(lists, g_memdup2(&ref, sizeof ref), list);
    }
    g_ptr_array_add(list, (gpointer)item);
}

void gm_ref_lists_remove(GHashTable *lists, guint64 ref, gconstpointer item)
{
    GPtrArray *list = g_hash_table_lookup(lists, &ref);
    if (list)
        g_ptr_array_remove(list, (gpointer)item);
}

const GPtrArray *gm_ref_lists_of(GHashTable *lists, guint64 ref)
{
    return g_hash_table_lookup(lists, &ref);
}
