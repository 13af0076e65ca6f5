#include "candidate.h"
#include "index_builder.h"
#include <math.h>
#include <stdlib.h>

static bool near_each_other(const IndexPlace *p, const IndexPlace *q)
{
    return p->kind == q->kind && abs(p->lat - q->lat) <= 20000 &&
           gm_gazetteer_index_distance_km(p->lat / 1e6, p->lon / 1e6, q->lat / 1e6, q->lon / 1e6) <=
               SHADOW_KM;
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

/* The smaller, the sooner a namesake is looked at. */
static double remoteness(const Gathering *c, const Index *x, const IndexPlace *p)
{
    double d = 0;
    if (c->near) {
        double lat = p->lat / 1e6 - c->near->lat, lon = fabs(p->lon / 1e6 - c->near->lon);
        lon = MIN(lon, 360 - lon) * cos(c->near->lat * G_PI / 180);
        d = lat * lat + lon * lon;
    }
    if (c->country && g_ascii_strcasecmp(c->country, index_code(x, p->country)) != 0)
        d += 1e6;
    return d;
}

/* Of a name that very many places bear: the most important, which stand first,
 * and those that are nearest. @out has room for CROWD. */
static guint32 choose_postings(const Gathering *c, const Index *x, const guint32 *posting,
                               guint32 n, guint32 *out)
{
    enum { IMPORTANT = 8 };
    double far[CROWD];
    guint kept = IMPORTANT;
    memcpy(out, posting, IMPORTANT * sizeof *out);
    for (guint32 i = IMPORTANT; i < n; i++) {
        guint32 place = posting[i] & POSTING_PLACE;
        if (i + 12 < n)
            index_prefetch_place(x, posting[i + 12] & POSTING_PLACE);
        if (place >= x->n_places)
            continue;
        double d = remoteness(c, x, &x->places[place]);
        if (kept == CROWD && d >= far[CROWD - 1])
            continue;
        guint at = kept < CROWD ? kept++ : CROWD - 1;
        for (; at > IMPORTANT && far[at - 1] > d; at--) {
            far[at] = far[at - 1];
            out[at] = out[at - 1];
        }
        far[at] = d;
        out[at] = posting[i];
    }
    return kept;
}

static bool is_valid(const Gathering *c, const Index *x, guint32 name, guint32 posting)
{
    guint32 place = posting & POSTING_PLACE;
    return place < x->n_places && (!c->date || !(posting & POSTING_DATED) ||
                                   gm_gazetteer_index_name_valid(x, name, place, c->date));
}

guint gm_gazetteer_candidates_add(Gathering *c, guint layer, guint32 name, GmMatchKind match,
                                  double cost, const char *rule)
{
    enum { SPARE = 4 };
    const Index *x = layer_index(c->g, layer);
    bool layered = n_layers(c->g) > 1, fresh_list = c->list->len == 0;
    guint32 n, added = 0, chosen[CROWD];
    const guint32 *posting = gm_gazetteer_index_postings(x, name, &n);
    if (n > CROWD && (c->near || c->country)) {
        n = choose_postings(c, x, posting, n, chosen);
        posting = chosen;
    } else if (n > CROWD && n > c->max + SPARE) /* the most important stand first */
        n = MAX(CROWD / 2, c->max + SPARE);
    for (guint32 i = 0; n > 1 && i < n; i++)
        index_prefetch_place(x, posting[i] & POSTING_PLACE);
    for (guint32 i = 0; i < n; i++) {
        if (!is_valid(c, x, name, posting[i]))
            continue;
        LayerPlace at = {layer, posting[i] & POSTING_PLACE};
        if (layered)
            at = gm_gazetteer_layers_resolve(c->g, at);
        guint sort = posting[i] >> POSTING_SORT_SHIFT & 3;
        Candidate k = {.at = at,
                       .match = (guint8)match,
                       .cost = (float)cost,
                       .rule = rule,
                       .sort = (guint8)MIN(sort, GM_NAME_ABBREVIATION)};
        if (match == GM_MATCH_EXACT && !(posting[i] & POSTING_PREFERRED))
            k.match = GM_MATCH_ALTERNATE;
        Candidate *old = layered || !fresh_list ? find_same(c, 0, at, layered) : NULL;
        if (old) {
            old->agreed |= old->match <= GM_MATCH_ALTERNATE && k.match <= GM_MATCH_ALTERNATE &&
                           layer < old->at.layer;
            k.agreed = old->agreed;
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

guint gm_gazetteer_candidates_add_exact(Gathering *c, const char *folded, gsize len)
{
    guint added = 0;
    for (guint i = n_layers(c->g); i-- > 0;) {
        guint32 name = gm_gazetteer_index_find_name(layer_index(c->g, i), folded, len);
        if (name != G_MAXUINT32)
            added += gm_gazetteer_candidates_add(c, i, name, GM_MATCH_EXACT, 0, "");
    }
    return added;
}

/* The sound rules are about Arabic and its neighbours' spelling; elsewhere they
 * explain little more than one vowel. */
static bool rules_hold(const GmPlace *p, float cost)
{
    static const char COUNTRIES[] = " SY IQ LB JO PS IL EG LY TN DZ MA EH SD SA YE OM AE QA BH KW "
                                    "TR IR AF PK MR SO DJ KM TD ER CY AZ AM GE TM UZ TJ UA RU ";
    const char *at = *p->country ? strstr(COUNTRIES, p->country) : NULL;
    return (at && at[-1] == ' ' && at[2] == ' ') || cost <= 0.05f;
}

void gm_gazetteer_candidate_match(const GmGazetteer *g, const Candidate *c, GmMatch *out)
{
    gm_gazetteer_layers_fill(g, c->at, &out->place);
    out->match = (GmMatchKind)c->match;
    out->sort = (GmNameSort)c->sort;
    out->rule = c->rule;
    if (out->match == GM_MATCH_VARIANT &&
        (strcmp(c->rule, GM_RULE_NEAR) == 0 || !rules_hold(&out->place, c->cost))) {
        out->match = GM_MATCH_NEAR;
        out->rule = GM_RULE_NEAR;
    }
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
