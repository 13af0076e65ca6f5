#include "scene_plan.h"

#include "fold.h"
#include "geodesic.h"

#include <string.h>

#define SAME_PLACE 20000.0 /* metres between a town and the base or crossing of its name */

static const struct {
    const char *feature;
    GmFeatureKind kind;
} symbol_kinds[] = {
    {"post", GM_FEATURE_POST},    {"checkpoint", GM_FEATURE_POST},   {"base", GM_FEATURE_BASE},
    {"airport", GM_FEATURE_BASE}, {"crossing", GM_FEATURE_CROSSING},
};

static GmFeatureKind symbol_kind(const char *feature)
{
    for (guint i = 0; i < G_N_ELEMENTS(symbol_kinds); i++)
        if (g_strcmp0(feature, symbol_kinds[i].feature) == 0)
            return symbol_kinds[i].kind;
    return GM_FEATURE_DEPLOYMENT;
}

static bool is_fixed(const char *feature)
{
    return symbol_kind(feature) != GM_FEATURE_DEPLOYMENT || g_strcmp0(feature, "camp") == 0 ||
           g_strcmp0(feature, "hospital") == 0;
}

/** Where a movement leads: its TO, else where it is AT, else the area. */
static GmSite *destination(GmPlan *p, const GmGroup *g)
{
    static const GmAnchorPart parts[] = {GM_PART_TO, GM_PART_AT, GM_PART_OF, GM_PART_IN};
    for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
        GmSite *s = gm_plan_site(p, g, parts[k], 0, GM_PART_TO);
        if (s)
            return s;
    }
    return NULL;
}

static void plan_flow(GmPlan *p, const GmGroup *g)
{
    GmSite *to = destination(p, g);
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_FLOW);
    gm_plan_sites(p, g, s, GM_PART_FROM, GM_PART_FROM);
    guint from = gm_spec_count(s, GM_PART_FROM); /* one named twice is one */
    const char *why = !from                             ? "where it comes from is not known"
                      : !to                             ? "where it leads is not known"
                      : to->kind == GM_PLACE_COUNTRY    ? "it leads to a whole country"
                      : to->kind == GM_PLACE_RIVER      ? "it leads to or beyond a river"
                      : s->status == GM_STATUS_PROPOSED ? "a movement that has not happened"
                                                        : NULL;
    for (guint i = 0; !why && i < from; i++)
        if (gm_spec_site(s, GM_PART_FROM, i)->kind == GM_PLACE_COUNTRY)
            why = "it comes from a whole country";
    if (from == 0 || !to) { /* one end only: its words are told of the place, no arrow */
        bool told = false;
        for (guint i = 0; i < from; i++)
            told = gm_plan_tell_place(p, g, gm_spec_site(s, GM_PART_FROM, i), NULL) || told;
        if (to)
            told = gm_plan_tell_place(p, g, to, NULL);
        if (told) {
            gm_site_free(to);
            gm_spec_free(s);
            return;
        }
    }
    if (to)
        gm_spec_add(s, to);
    if (!why) {
        s->sides = 0;
        gm_plan_keep(p, s);
        return;
    }
    gm_spec_free(s);
    gm_plan_drop(p, g, why);
}

static bool is_symbol_place(GmPlaceKind k, GmFeatureKind kind)
{
    return kind == GM_FEATURE_BASE ? k == GM_PLACE_BASE || k == GM_PLACE_AIRPORT
                                   : k == GM_PLACE_CROSSING;
}

/** The base or crossing itself, where the gazetteer has it under the town's
 *  name: "Humaymim airport". */
static void find_symbol_place(GmPlan *p, const GmGroup *g, GmFeatureKind kind, GmSite *at)
{
    static const char *const words[] = {"air base", "airport", "base", "crossing",
                                        "border crossing"};
    if ((kind != GM_FEATURE_BASE && kind != GM_FEATURE_CROSSING) || is_symbol_place(at->kind, kind))
        return;
    for (guint i = 0; i <= G_N_ELEMENTS(words); i++) {
        const char *word = i == 0 ? g->st->subject : words[i - 1];
        const char *const names[] = {at->name, at->title};
        for (guint n = 0; word && *word && n < 2; n++) {
            g_autofree char *name = g_strdup_printf("%s %s", names[n] ? names[n] : "", word);
            g_autofree char *folded = gm_text_fold(name, -1);
            g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(GmMatch));
            gm_gazetteer_find(p->maker->gazetteer, folded, strlen(folded), found);
            for (guint k = 0; k < found->len; k++) {
                const GmPlace *place = &g_array_index(found, GmMatch, k).place;
                if (!is_symbol_place(place->kind, kind) ||
                    gm_geo_distance(at->pos, gm_place_pos(place)) > SAME_PLACE)
                    continue;
                g_free(at->name);
                at->name = g_strdup(place->name);
                gm_site_set_place(at, place);
                return;
            }
        }
    }
}

/** What happened and was not only done there: a map shows it by a symbol. */
static bool is_incident(const GmStatement *st)
{
    static const char *const subjects[] = {
        "fighting", "clashes", "attack", "attacks", "shelling",   "fire", "explosion",
        "advance",  "ambush",  "battle", "battles", "casualties", NULL};
    for (const char *const *s = subjects; *s; s++)
        if (g_strcmp0(st->subject, *s) == 0)
            return true;
    return false;
}

/** Something at a place: a symbol there, unless the place is a symbol of that
 *  kind itself. */
static bool plan_at(GmPlan *p, const GmGroup *g, GmSite *at)
{
    GmFeatureKind kind = symbol_kind(g->st->feature);
    find_symbol_place(p, g, kind, at);
    const GmSpec *own = gm_plan_place_spec(p, at->ref, at->title);
    if (!gm_site_is_point(at)) {
        gm_site_free(at);
        return false;
    }
    bool same = own && own->kind == kind;
    bool nothing_to_add = kind == GM_FEATURE_DEPLOYMENT &&
                          g_strcmp0(g->st->feature, "event") == 0 && !is_incident(g->st);
    if ((same || nothing_to_add) && gm_plan_tell_place(p, g, at, NULL)) {
        gm_site_free(at);
        return true;
    }
    GmSpec *s = gm_plan_spec(p, g, kind);
    s->sides = 0;
    g_array_set_size(s->measures, 0);
    if (kind == GM_FEATURE_BASE && gm_plan_is_airfield(at)) {
        g_free(s->subtype);
        s->subtype = g_strdup("airfield");
    }
    gm_spec_add(s, at);
    gm_plan_keep(p, s);
    return true;
}

/** No symbol's place is given: the area, softly; nothing for unnamed posts. */
static bool plan_somewhere(GmPlan *p, const GmGroup *g, GmAnchorPart part)
{
    GmSite *in;
    bool any = false;
    for (guint n = 0; (in = gm_plan_site(p, g, part, n, GM_PART_IN)); n++) {
        guint winds = gm_plan_winds(g, in);
        gm_plan_to_division(p, in);
        if (!gm_plan_has_outline(p, in) || (in->kind == GM_PLACE_COUNTRY && !winds)) {
            gm_site_free(in);
            continue;
        }
        GmSpec *s = gm_plan_spec(p, g, winds ? GM_FEATURE_REGION_PART : GM_FEATURE_AREA);
        s->sides = winds;
        s->at_least = GM_CERTAINTY_INDICATIVE;
        if (in->kind == GM_PLACE_COUNTRY)
            s->frames = 0;
        g_array_set_size(s->measures, 0);
        gm_spec_add(s, in);
        gm_spec_note(s, "the place inside %s is not stated", in->name);
        gm_plan_keep(p, s);
        any = true;
    }
    return any;
}

/** "An airstrike in Idlib": names of divisions and of their towns, one of them
 *  the document's main division; without more, the divisions are what is sure. */
static bool in_divisions(GmPlan *p, const GmGroup *g)
{
    if (is_fixed(g->st->feature) || g_strcmp0(g->st->feature, "unit") == 0)
        return false;
    GmSite *at;
    bool main_one = false, all = true;
    for (guint n = 0; (at = gm_plan_site(p, g, GM_PART_AT, n, GM_PART_AT)); n++) {
        main_one = main_one || (*p->division && g_strcmp0(at->admin1, p->division) == 0);
        all = all && (at->kind == GM_PLACE_DIVISION || gm_plan_to_division(p, at)) &&
              gm_plan_has_outline(p, at);
        gm_site_free(at);
    }
    return all && main_one;
}

void gm_plan_deployment(GmPlan *p, const GmGroup *g)
{
    if (g_strcmp0(g->st->feature, "flow") == 0) {
        plan_flow(p, g);
        return;
    }
    guint done = 0, n = 0;
    GmSite *at;
    if (in_divisions(p, g)) {
        plan_somewhere(p, g, GM_PART_AT);
        return;
    }
    for (; (at = gm_plan_site(p, g, GM_PART_AT, n, GM_PART_AT)); n++)
        done += plan_at(p, g, at);
    if (done > 0)
        return;
    if (is_fixed(g->st->feature)) {
        gm_plan_drop(p, g, "the places are not named");
        return;
    }
    GmSite *border = gm_plan_site(p, g, GM_PART_ALONG, 0, GM_PART_ALONG);
    if (border && border->kind == GM_PLACE_COUNTRY)
        gm_plan_border_strip(p, g);
    else if (!plan_somewhere(p, g, n > 0 ? GM_PART_AT : GM_PART_IN))
        gm_plan_drop(p, g, "no place on the map is named");
    gm_site_free(border);
}
