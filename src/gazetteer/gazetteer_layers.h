/** The layers of an open gazetteer and how one shadows another. Private to the
 *  gazetteer room. */
#pragma once

#include "index_file.h"

struct GmGazetteer {
    GPtrArray *layers; /* Index, owned; the first is the default, later ones win */
};

typedef struct {
    guint layer;
    guint32 place;
} LayerPlace;

#define SHADOW_KM 2.0

static inline guint n_layers(const GmGazetteer *g)
{
    return g->layers->len;
}
static inline const Index *layer_index(const GmGazetteer *g, guint i)
{
    return g->layers->pdata[i];
}
static inline const IndexPlace *layer_place(const GmGazetteer *g, LayerPlace at)
{
    const Index *x = layer_index(g, at.layer);
    return &x->places[at.place < x->n_places ? at.place : x->n_places];
}
static inline guint64 layer_ref(LayerPlace at)
{
    return ((guint64)at.layer + 1) << 32 | (at.place + 1u);
}

/** The place as the topmost layer that knows it has it. */
LayerPlace gm_gazetteer_layers_resolve(const GmGazetteer *g, LayerPlace at);
/** The same place in a layer under its own; false when none has it. */
bool gm_gazetteer_layers_below(const GmGazetteer *g, LayerPlace at, LayerPlace *below);
/** How important the place is in its own layer or one below, the better. */
guint gm_gazetteer_layers_rank(const GmGazetteer *g, LayerPlace at);
/** In how many languages its layer, or one below, has a name for it: what is
 *  known far away is spoken of more. */
guint gm_gazetteer_layers_languages(const GmGazetteer *g, LayerPlace at);
/** Everything known of it; what its layer does not say comes from below. */
void gm_gazetteer_layers_fill(const GmGazetteer *g, LayerPlace at, GmPlace *out);
bool gm_gazetteer_layers_from_ref(const GmGazetteer *g, guint64 ref, LayerPlace *at);
