#include "candidate.h"
#include "fold.h"
#include "index_builder.h"
#include "plain_fold.h"
#include "source_read.h"

#include <math.h>
#include <string.h>

typedef struct {
    LayerPlace at;
    guint8 match;     /* GmMatchKind */
    bool whole;       /* the name is no longer than what was asked */
    const char *name; /* as stored; borrowed from the index */
    float key;
} Completion;

typedef struct {
    const GmGazetteer *g;
    const char *folded;
    gsize len;
    gint32 date;        /* yyyymmdd, 0 any */
    char *scratch;      /* room for a folded name's beginning */
    GHashTable *places; /* ref of a place -> its place in list, one higher */
    GArray *list;       /* Completion */
} Completing;

static bool begins(const Completing *c, const char *name, bool *whole)
{
    guchar first = (guchar)name[0];
    if (first < 0x80 && g_ascii_tolower((gchar)first) != c->folded[0])
        return false;
    gsize n = gm_gazetteer_plain_fold(name, c->scratch, c->len + 8);
    *whole = n == c->len;
    return n >= c->len && memcmp(c->scratch, c->folded, c->len) == 0;
}

/** A place that is there already keeps its preferred name. */
static void add(Completing *c, Completion new)
{
    new.at = gm_gazetteer_layers_resolve(c->g, new.at);
    guint64 ref = layer_ref(new.at);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(c->places, &ref));
    if (known) {
        Completion *old = &g_array_index(c->list, Completion, known - 1);
        if (new.match < old->match || (new.match == old->match &&new.whole && !old->whole))
            *old = new;
        return;
    }
    g_array_append_val(c->list, new);
    g_hash_table_insert(c->places, g_memdup2(&ref, sizeof ref), GUINT_TO_POINTER(c->list->len));
}

static void add_name(Completing *c, guint layer, guint32 name, bool whole)
{
    const Index *x = layer_index(c->g, layer);
    guint32 n = 0;
    const guint32 *posting = gm_gazetteer_index_postings(x, name, &n);
    for (guint32 i = 0; i < n; i++) {
        guint32 place = posting[i] & POSTING_PLACE;
        if (place >= x->n_places || (posting[i] >> POSTING_SORT_SHIFT & 3) == GM_NAME_DEMONYM ||
            (c->date && !gm_gazetteer_index_name_valid(x, name, place, c->date)))
            continue;
        add(c, (Completion){.at = {layer, place},
                            .match = posting[i] & POSTING_PREFERRED ? GM_MATCH_EXACT
                                                                    : GM_MATCH_ALTERNATE,
                            .whole = whole,
                            .name = index_name(x, name)});
    }
}

/** Whole names first, then what is important, near, in the country. */
static float key_of(const Completing *c, const Completion *k, const GmLookupOptions *o)
{
    const IndexPlace *p = layer_place(c->g, k->at);
    double key = gm_gazetteer_layers_rank(c->g, k->at) / 510.0 - (k->whole ? 1 : 0) +
                 (k->match == GM_MATCH_EXACT ? 0 : 0.05);
    if (o->near)
        key += 0.14 * log2(1 + gm_gazetteer_index_distance_km(p->lat / 1e6, p->lon / 1e6,
                                                              o->near->lat, o->near->lon) /
                                   100);
    if (o->country &&
        g_ascii_strcasecmp(o->country, index_code(layer_index(c->g, k->at.layer), p->country)))
        key += 0.6;
    return (float)key;
}

static int by_key(gconstpointer a, gconstpointer b)
{
    const Completion *p = a, *q = b;
    if (p->key < q->key || p->key > q->key)
        return p->key < q->key ? -1 : 1;
    int names = strcmp(p->name, q->name);
    return names ? names : layer_ref(p->at) < layer_ref(q->at) ? -1 : 1;
}

/* The names stand in no order, but side by side: all are looked at, which takes
 * some milliseconds. */
GArray *gm_gazetteer_complete(const GmGazetteer *g, const char *prefix, const GmLookupOptions *o)
{
    static const GmLookupOptions plain = GM_LOOKUP_OPTIONS_INIT;
    o = o ? o : &plain;
    g_autofree char *folded = gm_text_fold(prefix, -1);
    gsize len = strlen(folded);
    Completing c = {.g = g,
                    .folded = folded,
                    .len = len,
                    .date = o->date ? gm_gazetteer_source_date(o->date, false) : 0,
                    .scratch = g_malloc(len + 8),
                    .places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                    .list = g_array_new(FALSE, FALSE, sizeof(Completion))};
    for (guint layer = n_layers(g); len > 0 && layer-- > 0;) {
        const Index *x = layer_index(g, layer);
        for (guint32 name = 0; name < x->n_names; name++) {
            bool whole;
            if (begins(&c, index_name(x, name), &whole))
                add_name(&c, layer, name, whole);
        }
    }
    for (guint i = 0; i < c.list->len; i++) {
        Completion *k = &g_array_index(c.list, Completion, i);
        k->key = key_of(&c, k, o);
    }
    g_array_sort(c.list, by_key);
    guint n = MIN(c.list->len, o->max ? o->max : 10);
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(GmMatch), n);
    g_array_set_size(out, n);
    for (guint i = 0; i < n; i++) {
        const Completion *k = &g_array_index(c.list, Completion, i);
        GmMatch *m = &g_array_index(out, GmMatch, i);
        Candidate found = {.at = k->at, .match = k->match, .rule = ""};
        gm_gazetteer_candidate_match(g, &found, m);
        m->place.name = k->name;
    }
    g_hash_table_unref(c.places);
    g_array_unref(c.list);
    g_free(c.scratch);
    return out;
}
