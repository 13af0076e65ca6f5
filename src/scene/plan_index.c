#include "plan_index.h"

#include "ref_lists.h"

struct GmPlanIndex {
    GHashTable *same;      /* GmSpec by the hash of what they say */
    GHashTable *along;     /* GmSpec by kind and line */
    GHashTable *mentions;  /* GmMention by place */
    GHashTable *namesakes; /* surface -> GmMention */
    GHashTable *listed;    /* surfaces */
};

GmPlanIndex *gm_plan_index_new(void)
{
    GmPlanIndex *x = g_new(GmPlanIndex, 1);
    x->same = gm_ref_lists_new();
    x->along = gm_ref_lists_new();
    x->mentions = gm_ref_lists_new();
    x->namesakes = g_hash_table_new(g_str_hash, g_str_equal);
    x->listed = g_hash_table_new(g_str_hash, g_str_equal);
    return x;
}

void gm_plan_index_free(GmPlanIndex *x)
{
    g_hash_table_unref(x->same);
    g_hash_table_unref(x->along);
    g_hash_table_unref(x->mentions);
    g_hash_table_unref(x->namesakes);
    g_hash_table_unref(x->listed);
    g_free(x);
}

/* ---- specs ---- */

/** May be another's too: who asks looks at what is listed. */
static guint64 along_key(GmFeatureKind kind, guint64 ref)
{
    return ref * GM_N_FEATURE_KINDS + (guint64)kind;
}

void gm_plan_index_add(GmPlanIndex *x, GmSpec *s)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    gm_ref_lists_add(x->same, gm_spec_hash(s), s);
    if (along)
        gm_ref_lists_add(x->along, along_key(s->kind, along->ref), s);
}

void gm_plan_index_remove(GmPlanIndex *x, const GmSpec *s)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    gm_ref_lists_remove(x->same, gm_spec_hash(s), s);
    if (along)
        gm_ref_lists_remove(x->along, along_key(s->kind, along->ref), s);
}

GmSpec *gm_plan_index_same(const GmPlanIndex *x, const GmSpec *s)
{
    const GPtrArray *list = gm_ref_lists_of(x->same, gm_spec_hash(s));
    for (guint i = 0; list && i < list->len; i++)
        if (gm_spec_same(g_ptr_array_index(list, i), s))
            return g_ptr_array_index(list, i);
    return NULL;
}

const GPtrArray *gm_plan_index_along(const GmPlanIndex *x, GmFeatureKind kind, guint64 ref)
{
    return gm_ref_lists_of(x->along, along_key(kind, ref));
}

/* ---- mentions ---- */

void gm_plan_index_read(GmPlanIndex *x, const GmMentions *ms)
{
    g_hash_table_remove_all(x->mentions);
    g_hash_table_remove_all(x->namesakes);
    for (guint i = 0; i < ms->list->len; i++) {
        const GmMention *m = gm_mention_at(ms, i);
        if (!m->has_place)
            continue;
        gm_ref_lists_add(x->mentions, m->place.ref, m);
        if (m->role == GM_ROLE_LOCATION && !g_hash_table_contains(x->namesakes, m->surface))
            g_hash_table_insert(x->namesakes, m->surface, (gpointer)m);
    }
}

const GPtrArray *gm_plan_index_mentions(const GmPlanIndex *x, guint64 ref)
{
    return gm_ref_lists_of(x->mentions, ref);
}

const GmMention *gm_plan_index_namesake(const GmPlanIndex *x, const char *surface)
{
    return surface ? g_hash_table_lookup(x->namesakes, surface) : NULL;
}

/* ---- what is unplaced ---- */

void gm_plan_index_list(GmPlanIndex *x, const char *surface)
{
    g_hash_table_add(x->listed, (gpointer)surface);
}

bool gm_plan_index_is_listed(const GmPlanIndex *x, const char *surface)
{
    return g_hash_table_contains(x->listed, surface);
}
