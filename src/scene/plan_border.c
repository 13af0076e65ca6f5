#include "scene_border.h"
#include "scene_plan.h"

#include <string.h>

static bool in_list(GPtrArray *list, const GmSite *s)
{
    for (guint i = 0; i < list->len; i++)
        if (((GmSite *)g_ptr_array_index(list, i))->ref == s->ref)
            return true;
    return false;
}

static void free_site(gpointer p)
{
    gm_site_free(p);
}

/** The countries that the border's name holds. */
static GPtrArray *border_countries(GmPlan *p, const GmGroup *g)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(free_site);
    static const GmAnchorPart parts[] = {GM_PART_ALONG, GM_PART_OF};
    for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
        GmSite *s;
        for (guint n = 0; (s = gm_plan_site(p, g, parts[k], n, GM_PART_OF)); n++) {
            if (s->kind != GM_PLACE_COUNTRY && s->country) { /* "between Gaza and Egypt" */
                GmSite *whole = gm_plan_country(p, s->country, GM_PART_OF);
                gm_site_free(s);
                s = whole;
            }
            if (s && s->kind == GM_PLACE_COUNTRY && !in_list(list, s))
                g_ptr_array_add(list, s);
            else
                gm_site_free(s);
        }
    }
    return list;
}

/** The country whose side is meant: of the land it lies in, else the
 *  document's own, else the first named. */
static GmSite *find_home(GmPlan *p, const GmGroup *g, GPtrArray *countries)
{
    g_autoptr(GmSite) in = gm_plan_site(p, g, GM_PART_IN, 0, GM_PART_IN);
    if (in && in->country)
        return gm_plan_country(p, in->country, GM_PART_OF);
    for (guint i = 0; i < countries->len; i++) {
        const GmSite *c = g_ptr_array_index(countries, i);
        if (g_strcmp0(c->country, p->home) == 0)
            return gm_site_copy(c, GM_PART_OF);
    }
    if (countries->len == 1 && *p->home) {
        g_autoptr(GmSite) own = gm_plan_country(p, p->home, GM_PART_OF);
        const GmSite *c = g_ptr_array_index(countries, 0);
        if (own && own->geometry && c->geometry &&
            gm_border_shared(p->maker, own->geometry, c->geometry))
            return g_steal_pointer(&own);
    }
    if (countries->len > 0)
        return gm_site_copy(g_ptr_array_index(countries, 0), GM_PART_OF);
    g_autoptr(GmSite) end = gm_plan_site(p, g, GM_PART_FROM, 0, GM_PART_FROM);
    return end && end->country ? gm_plan_country(p, end->country, GM_PART_OF) : NULL;
}

/** A mention this near the quote tells which border it speaks of, bytes. */
#define BESIDE 250
#define BESIDE_WEIGHT 10.0

/** "32 km into Syria" names one side: the neighbour that the text speaks of beside
 *  it, or else more than twice as often as of any other; NULL when none is. */
static GmSite *find_neighbour(GmPlan *p, const GmGroup *g, const GmSite *home)
{
    g_autoptr(GHashTable) weight = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    const GmStatement *st = g->st;
    for (guint i = 0; home->geometry && i < p->sts->mentions->list->len; i++) {
        const GmMention *m = gm_mention_at(p->sts->mentions, i);
        if (!m->has_place || !*m->place.country || g_str_equal(m->place.country, home->country))
            continue;
        double *sum = g_hash_table_lookup(weight, m->place.country);
        if (!sum) {
            sum = g_new0(double, 1);
            g_hash_table_insert(weight, g_strdup(m->place.country), sum);
        }
        bool beside = m->end + BESIDE > st->start && m->start < st->end + BESIDE;
        *sum += beside ? BESIDE_WEIGHT : 1.0;
    }
    GmSite *best = NULL;
    double most = 0.0, next = 0.0;
    g_autoptr(GList) codes = g_list_sort(g_hash_table_get_keys(weight), (GCompareFunc)strcmp);
    for (GList *at = codes; at; at = at->next) {
        GmSite *c = gm_plan_country(p, at->data, GM_PART_OF);
        double sum = *(double *)g_hash_table_lookup(weight, at->data);
        if (c && c->geometry && gm_border_shared(p->maker, home->geometry, c->geometry)) {
            next = MAX(next, MIN(sum, most));
            if (sum > most) {
                most = sum;
                gm_site_free(best);
                best = g_steal_pointer(&c);
            }
        }
        gm_site_free(c);
    }
    if (best && most <= 2.0 * next)
        g_clear_pointer(&best, gm_site_free);
    return best;
}

static void add_land(GmPlan *p, const GmGroup *g, GmSpec *s)
{
    GmSite *in;
    for (guint n = 0; (in = gm_plan_site(p, g, GM_PART_IN, n, GM_PART_IN)); n++) {
        gm_plan_to_division(p, in);
        if (in->kind != GM_PLACE_COUNTRY && gm_plan_has_outline(p, in))
            gm_spec_add(s, in);
        else
            gm_site_free(in);
    }
}

void gm_plan_border_strip(GmPlan *p, const GmGroup *g)
{
    g_autoptr(GPtrArray) countries = border_countries(p, g);
    GmSite *home = find_home(p, g, countries);
    if (!home) {
        gm_plan_drop(p, g, "the border is not named");
        return;
    }
    bool held = g->st->kind == GM_ST_DEPLOYMENT; /* "troops along the border": all of it */
    bool line = held || g->st->kind == GM_ST_LINE;
    GmSpec *s = gm_plan_spec(p, g, line ? GM_FEATURE_BORDER : GM_FEATURE_STRIP);
    gm_spec_add(s, home);
    for (guint i = 0; g->st->kind == GM_ST_BUFFER && i < s->measures->len; i++)
        g_array_index(s->measures, GmMeasure, i).part = GM_MEASURE_DEPTH; /* into the country */
    for (guint i = 0; i < countries->len; i++) {
        const GmSite *c = g_ptr_array_index(countries, i);
        if (c->ref != home->ref) {
            gm_spec_add(s, gm_site_copy(c, GM_PART_OF));
            break;
        }
    }
    if (line)
        g_clear_pointer(&s->subtype, g_free);
    if (line && !held)
        g_clear_pointer(&s->subject, g_free);
    if (held) {
        s->at_least = MAX(s->at_least, GM_CERTAINTY_APPROXIMATE);
        gm_spec_note(s, "exact places along the border not stated");
    }
    bool side = (s->sides & ~(guint)GM_SIDE_OF_INSIDE) != 0;
    /* "a zone 30 km deep in the north-east of A": by A's neighbour that is spoken of */
    bool open = !side || g->st->kind == GM_ST_BUFFER;
    GmSite *other = s->sites->len == 1 && open ? find_neighbour(p, g, home) : NULL;
    if (other) {
        gm_spec_add(s, other);
        gm_spec_note(s, "the border is taken to be the one with %s", other->name);
    } else if (s->sites->len == 1 && !side) {
        s->at_least = MAX(s->at_least, GM_CERTAINTY_INDICATIVE);
        gm_spec_note(s, "the text does not say which of the borders of %s is meant", home->name);
    }
    gm_plan_sites(p, g, s, GM_PART_FROM, GM_PART_FROM);
    gm_plan_sites(p, g, s, GM_PART_TO, GM_PART_TO);
    add_land(p, g, s);
    gm_plan_sites(p, g, s, GM_PART_EXCEPT, GM_PART_EXCEPT);
    gm_plan_keep(p, s);
}
