#include "candidate.h"
#include "index_builder.h"
#include <stdlib.h>

static bool near_each_other(const IndexPlace *p, const IndexPlace *q)
{
    return p->kind == q->kind && abs(p->lat - q->lat) <= 20000 &&
           index_distance_km(p->lat / 1e6, p->lon / 1e6, q->lat / 1e6, q->lon / 1e6) <= SHADOW_KM;
}

/* One that is there already and is the same place, from this layer or above. */
static Candidate *find_same(const Gathering *c, guint first, LayerPlace at, bool across)
{
    const IndexPlace *p = layer_place(c->g, at);
    for (guint i = first; i < c->list->len; i++) {
        Candidate *old = &g_array_index(c->list, Candidate, i);
        if (old->at.layer == at.layer && old->at.place == at.place)
            return old;
        if (across && old->at.layer > at.layer && near_each_other(p, layer_place(c->g, old->at)))
            return old;
    }
    return NULL;
}

guint candidates_add(Gathering *c, guint layer, guint32 name, GmMatchKind match, double cost,
                     const char *rule)
{
    const Index *x = layer_index(c->g, layer);
    bool layered = n_layers(c->g) > 1, fresh_list = c->list->len == 0;
    guint32 n, added = 0;
    const guint32 *posting = index_postings(x, name, &n);
    for (guint32 i = 0; i < n; i++) {
        LayerPlace at = {layer, posting[i] & POSTING_PLACE};
        if (at.place >= x->n_places || (c->date && posting[i] & POSTING_DATED &&
                                        !index_name_valid(x, name, at.place, c->date)))
            continue;
        if (layered)
            at = layers_resolve(c->g, at);
        Candidate k = {.at = at,
                       .match = (guint8)match,
                       .cost = (float)cost,
                       .rule = rule,
                       .sort =
                           (guint8)MIN(posting[i] >> POSTING_SORT_SHIFT & 3, GM_NAME_ABBREVIATION)};
        if (match == GM_MATCH_EXACT && !(posting[i] & POSTING_PREFERRED))
            k.match = GM_MATCH_ALTERNATE;
        Candidate *old = layered || !fresh_list ? find_same(c, 0, at, layered) : NULL;
        if (old) {
            if (old->at.layer == at.layer && old->at.place == at.place &&
                (k.match < old->match || (k.match == old->match && k.cost < old->cost)))
                *old = k;
            continue;
        }
        g_array_append_val(c->list, k);
        added++;
    }
    return added;
}

guint candidates_add_exact(Gathering *c, const char *folded, gsize len)
{
    guint added = 0;
    for (guint i = n_layers(c->g); i-- > 0;) {
        guint32 name = index_find_name(layer_index(c->g, i), folded, len);
        if (name != G_MAXUINT32)
            added += candidates_add(c, i, name, GM_MATCH_EXACT, 0, "");
    }
    return added;
}

void candidate_match(const GmGazetteer *g, const Candidate *c, GmMatch *out)
{
    layers_fill(g, c->at, &out->place);
    out->match = (GmMatchKind)c->match;
    out->sort = (GmNameSort)c->sort;
    out->rule = c->rule;
    switch (out->match) {
    case GM_MATCH_EXACT:
        out->score = 1;
        break;
    case GM_MATCH_ALTERNATE:
        out->score = 0.97;
        break;
    case GM_MATCH_VARIANT:
        out->score = 0.95 - 0.35 * (double)c->cost;
        break;
    default:
        out->score = 0.55 - 0.35 * (double)c->cost;
    }
}
