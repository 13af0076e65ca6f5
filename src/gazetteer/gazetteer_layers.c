#include "gazetteer_layers.h"
#include "index_builder.h"
#include "name_script.h"
#include "plain_fold.h"
#include <stdlib.h>

/* The place of @x that is @p (of @of): the same id, or its preferred name, the
 * same kind, within two kilometres. */
static guint32 twin(const Index *x, const Index *of, const IndexPlace *p)
{
    if (p->geonames_id) {
        guint32 place = gm_gazetteer_index_find_id(x, p->geonames_id);
        if (place != G_MAXUINT32)
            return place;
    }
    char name[256];
    gsize len = gm_gazetteer_plain_fold(index_name(of, p->folded), name, sizeof name);
    guint32 n, found = gm_gazetteer_index_find_name(x, name, len);
    const guint32 *posting =
        found == G_MAXUINT32 ? NULL : gm_gazetteer_index_postings(x, found, &n);
    for (guint32 i = 0; posting && i < n; i++) {
        guint32 place = posting[i] & POSTING_PLACE;
        if (place >= x->n_places)
            continue;
        const IndexPlace *q = &x->places[place];
        if (q->kind == p->kind && abs(q->lat - p->lat) <= 20000 &&
            gm_gazetteer_index_distance_km(q->lat / 1e6, q->lon / 1e6, p->lat / 1e6,
                                           p->lon / 1e6) <= SHADOW_KM)
            return place;
    }
    return G_MAXUINT32;
}

LayerPlace gm_gazetteer_layers_resolve(const GmGazetteer *g, LayerPlace at)
{
    const Index *of = layer_index(g, at.layer);
    const IndexPlace *p = layer_place(g, at);
    for (guint i = n_layers(g); i-- > at.layer + 1;) {
        guint32 place = twin(layer_index(g, i), of, p);
        if (place != G_MAXUINT32)
            return (LayerPlace){i, place};
    }
    return at;
}

bool gm_gazetteer_layers_below(const GmGazetteer *g, LayerPlace at, LayerPlace *below)
{
    const Index *of = layer_index(g, at.layer);
    const IndexPlace *p = layer_place(g, at);
    for (guint i = at.layer; i-- > 0;) {
        guint32 place = twin(layer_index(g, i), of, p);
        if (place != G_MAXUINT32) {
            *below = (LayerPlace){i, place};
            return true;
        }
    }
    return false;
}

static guint n_languages(const Index *x, guint32 place)
{
    guint32 first = x->places[place].display, end = x->places[place + 1].display;
    return first < end ? end - first : 0;
}

guint gm_gazetteer_layers_languages(const GmGazetteer *g, LayerPlace at)
{
    guint n = n_languages(layer_index(g, at.layer), at.place);
    while (gm_gazetteer_layers_below(g, at, &at))
        n = MAX(n, n_languages(layer_index(g, at.layer), at.place));
    return n;
}

guint gm_gazetteer_layers_rank(const GmGazetteer *g, LayerPlace at)
{
    guint rank = layer_place(g, at)->rank;
    while (gm_gazetteer_layers_below(g, at, &at))
        rank = MIN(rank, layer_place(g, at)->rank);
    return rank;
}

static void fill_own(const Index *x, LayerPlace at, const IndexPlace *p, GmPlace *out)
{
    const IndexExtra *extra =
        p->feature & PLACE_HAS_EXTRA ? gm_gazetteer_index_extra(x, at.place) : NULL;
    *out = (GmPlace){
        .ref = layer_ref(at),
        .geonames_id = p->geonames_id,
        .kind = p->kind < GM_N_PLACE_KINDS ? (GmPlaceKind)p->kind : GM_PLACE_LANDMARK,
        .lat = CLAMP(p->lat / 1e6, -90, 90),
        .lon = CLAMP(p->lon / 1e6, -180, 180),
        .population = p->population,
        .rank = p->rank,
        .name = index_string(x, p->name),
        .country = index_code(x, p->country),
        .admin1 = index_code(x, p->admin1),
        .feature_code = index_code(x, p->feature & ~PLACE_HAS_EXTRA),
        .geometry = extra ? index_string(x, extra->geometry) : "",
        .note = extra ? index_string(x, extra->note) : "",
        .source = p->source < x->n_sources ? index_string(x, x->sources[p->source].name) : "",
    };
}

/* Rows of a country dump are no correction of the same place below: where the
 * two lie apart, the dump's point may be the middle of a municipality, and the
 * point below, which was looked at, stays. A source of the user's own does win. */
static bool point_differs(const Index *x, const IndexPlace *p, const GmPlace *own,
                          const GmPlace *under)
{
    return p->source < x->n_sources && x->sources[p->source].dump && own->geonames_id &&
           own->geonames_id == under->geonames_id &&
           gm_gazetteer_index_distance_km(own->lat, own->lon, under->lat, under->lon) > SHADOW_KM;
}

void gm_gazetteer_layers_fill(const GmGazetteer *g, LayerPlace at, GmPlace *out)
{
    fill_own(layer_index(g, at.layer), at, layer_place(g, at), out);
    LayerPlace below;
    if (at.layer == 0 || (*out->admin1 && *out->geometry && out->population) ||
        !gm_gazetteer_layers_below(g, at, &below))
        return;
    GmPlace under;
    gm_gazetteer_layers_fill(g, below, &under);
    if (point_differs(layer_index(g, at.layer), layer_place(g, at), out, &under)) {
        out->lat = under.lat;
        out->lon = under.lon;
    }
    if (!out->geonames_id)
        out->geonames_id = under.geonames_id;
    if (!out->population)
        out->population = under.population;
    out->rank = MIN(out->rank, under.rank);
    char script[3];
    if (gm_gazetteer_name_script_language(out->name, strlen(out->name), script) &&
        !gm_gazetteer_name_script_language(under.name, strlen(under.name), script))
        out->name = under.name; /* Latin names serve for display where there is one */
    if (!*out->country)
        out->country = under.country;
    if (!*out->admin1)
        out->admin1 = under.admin1;
    if (!*out->feature_code)
        out->feature_code = under.feature_code;
    if (!*out->geometry)
        out->geometry = under.geometry;
    if (!*out->note)
        out->note = under.note;
}

bool gm_gazetteer_layers_from_ref(const GmGazetteer *g, guint64 ref, LayerPlace *at)
{
    guint64 layer = ref >> 32, place = ref & G_MAXUINT32;
    if (layer == 0 || layer > n_layers(g) || place == 0 ||
        place > layer_index(g, (guint)layer - 1)->n_places)
        return false;
    *at = (LayerPlace){(guint)layer - 1, (guint32)place - 1};
    return true;
}
