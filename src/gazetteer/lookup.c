#include "candidate.h"
#include "fold.h"
#include "index_builder.h"
#include "source_read.h"
#include <math.h>

/* Already given, or shadowed by one that is: of a layer above, of the same name
 * and kind, within two kilometres. */
static bool find_given(const GmGazetteer *g, const GArray *given, guint first, LayerPlace at)
{
    const IndexPlace *p = layer_place(g, at);
    for (guint i = first; i < given->len; i++) {
        const GmPlace *q = &g_array_index(given, GmMatch, i).place;
        if (q->ref == layer_ref(at))
            return true;
        if (q->ref >> 32 > at.layer + 1u && q->kind == (GmPlaceKind)p->kind &&
            fabs(q->lat - p->lat / 1e6) < 0.02 &&
            index_distance_km(q->lat, q->lon, p->lat / 1e6, p->lon / 1e6) <= SHADOW_KM)
            return true;
    }
    return false;
}

guint gm_gazetteer_find(const GmGazetteer *g, const char *folded, gsize len, GArray *out)
{
    guint first = out->len;
    bool layered = n_layers(g) > 1;
    for (guint layer = n_layers(g); layer-- > 0;) {
        const Index *x = layer_index(g, layer);
        guint32 n = 0, name = index_find_name(x, folded, len);
        const guint32 *posting = name == G_MAXUINT32 ? NULL : index_postings(x, name, &n);
        for (guint32 i = 0; i < n; i++) {
            Candidate c = {
                .at = {layer, posting[i] & POSTING_PLACE},
                .match = posting[i] & POSTING_PREFERRED ? GM_MATCH_EXACT : GM_MATCH_ALTERNATE,
                .sort = (guint8)MIN(posting[i] >> POSTING_SORT_SHIFT & 3, GM_NAME_ABBREVIATION),
                .rule = ""};
            if (c.at.place >= x->n_places)
                continue;
            if (layered)
                c.at = layers_resolve(g, c.at);
            if (layered && find_given(g, out, first, c.at))
                continue;
            guint at = out->len;
            g_array_set_size(out, at + 1);
            candidate_match(g, &c, &g_array_index(out, GmMatch, at));
        }
    }
    return out->len - first;
}

static int by_key(gconstpointer a, gconstpointer b)
{
    const Candidate *p = a, *q = b;
    if (p->key != q->key)
        return p->key < q->key ? -1 : 1;
    if (p->at.layer != q->at.layer)
        return p->at.layer > q->at.layer ? -1 : 1;
    return p->at.place < q->at.place ? -1 : p->at.place > q->at.place;
}

/* What orders the answers: how well the name fits, how near the place is, how
 * important. A near spelling stands behind whatever a name or a rule gives. */
static float rank_key(const GmGazetteer *g, const Candidate *c, const GmLookupOptions *o)
{
    static const double of_match[] = {0, 0.02, 0.06, 3};
    const IndexPlace *p = layer_place(g, c->at);
    double key = of_match[MIN(c->match, GM_MATCH_NEAR)] + (double)c->cost;
    key += c->sort == GM_NAME_PLAIN ? 0 : 0.05;
    if (o->near) {
        double km = index_distance_km(p->lat / 1e6, p->lon / 1e6, o->near->lat, o->near->lon);
        key += 0.1 * log2(1 + km / 25) + p->rank / 255.0 * 0.08;
    } else
        key += p->rank / 255.0 * 0.5;
    if (o->country &&
        g_ascii_strcasecmp(o->country, index_code(layer_index(g, c->at.layer), p->country)) != 0)
        key += 0.6;
    return (float)key;
}

GArray *gm_gazetteer_lookup(const GmGazetteer *g, const char *name, const GmLookupOptions *o)
{
    static const GmLookupOptions plain = GM_LOOKUP_OPTIONS_INIT;
    o = o ? o : &plain;
    GArray *out = g_array_new(FALSE, TRUE, sizeof(GmMatch));
    g_autofree char *folded = gm_text_fold(name, -1);
    gsize len = strlen(folded);
    if (len == 0)
        return out;
    Gathering c = {.g = g,
                   .date = o->date ? source_date(o->date, false) : 0,
                   .list = g_array_sized_new(FALSE, FALSE, sizeof(Candidate), 16)};
    candidates_add_exact(&c, folded, len);
    for (guint i = 0; i < c.list->len; i++) {
        Candidate *k = &g_array_index(c.list, Candidate, i);
        k->key = rank_key(g, k, o);
    }
    g_array_sort(c.list, by_key);
    guint max = o->max ? o->max : 10;
    for (guint i = 0; i < c.list->len && i < max; i++) {
        GmMatch m;
        candidate_match(g, &g_array_index(c.list, Candidate, i), &m);
        g_array_append_val(out, m);
    }
    g_array_free(c.list, TRUE);
    return out;
}

guint gm_gazetteer_find_variant(const GmGazetteer *g, const char *folded, gsize len, GArray *out)
{
    (void)g, (void)folded, (void)len, (void)out;
    return 0;
}

GPtrArray *gm_gazetteer_suggest(const GmGazetteer *g, const char *name, const GmPos *near,
                                guint max)
{
    (void)g, (void)name, (void)near, (void)max;
    return g_ptr_array_new_with_free_func(g_free);
}
