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
    bool line = g->st->kind == GM_ST_LINE;
    GmSpec *s = gm_plan_spec(p, g, line ? GM_FEATURE_BORDER : GM_FEATURE_STRIP);
    gm_spec_add(s, home);
    for (guint i = 0; i < countries->len; i++) {
        const GmSite *c = g_ptr_array_index(countries, i);
        if (c->ref != home->ref) {
            gm_spec_add(s, gm_site_copy(c, GM_PART_OF));
            break;
        }
    }
    if (line)
        g_clear_pointer(&s->subtype, g_free);
    gm_plan_sites(p, g, s, GM_PART_FROM, GM_PART_FROM);
    gm_plan_sites(p, g, s, GM_PART_TO, GM_PART_TO);
    add_land(p, g, s);
    gm_plan_sites(p, g, s, GM_PART_EXCEPT, GM_PART_EXCEPT);
    gm_plan_keep(p, s);
}
