/** Lists of things by a number: a place's reference, a hash. What is listed is
 *  borrowed, and stays in the order in which it was added. Private to scene. */
#pragma once

#include <glib.h>

GHashTable *gm_ref_lists_new(void); /* freed with g_hash_table_unref */
void gm_ref_lists_add(GHashTable *lists, guint64 ref, gconstpointer item);
void gm_ref_lists_remove(GHashTable *lists, guint64 ref, gconstpointer item);
/** The list of @ref, or NULL; until the next one is added. */
const GPtrArray *gm_ref_lists_of(GHashTable *lists, guint64 ref);
