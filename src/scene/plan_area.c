#include "scene_plan.h"

#include "fold.h"
#include "map_grammar.h"

#include <string.h>

static bool feature_is(const GmGroup *g, const char *name)
{
    for (guint k = 0; k < g->all->len; k++)
        if (g_strcmp0(((const GmStatement *)g_ptr_array_index(g->all, k))->feature, name) == 0)
            return true;
    return false;
}

static bool any_finer(GmPlan *p, const GmGroup *g, GmAnchorPart part)
{
    GmSite *s;
    bool finer = false;
    for (guint n = 0; (s = gm_plan_site(p, g, part, n, part)); n++) {
        finer = finer || s->kind != GM_PLACE_COUNTRY;
        gm_site_free(s);
    }
    return finer;
}

/** A zone named after a place, of no said extent: a label there. */
static void plan_named_zone(GmPlan *p, const GmGroup *g, GmSite *site)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_PLACE);
    s->name = gm_plan_named_after(site, s->subject, "zone");
    g_free(s->subtype);
    s->subtype = g_strdup("area");
    s->at_least = GM_CERTAINTY_INDICATIVE;
    s->sides = 0;
    site->part = GM_PART_AT;
    gm_spec_add(s, site);
    gm_plan_keep(p, s);
}

static bool find_area(GmPlan *p, const char *name, GmSite *site)
{
    g_autofree char *folded = gm_text_fold(name, -1);
    g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(GmMatch));
    gm_gazetteer_find(p->maker->gazetteer, folded, strlen(folded), found);
    for (guint k = 0; k < found->len; k++) {
        const GmPlace *place = &g_array_index(found, GmMatch, k).place;
        if (place->kind != GM_PLACE_AREA || !*place->geometry)
            continue;
        g_free(site->name);
        site->name = g_strdup(place->name);
        gm_site_set_place(site, place);
        return true;
    }
    return false;
}

/** The gazetteer's own area for "the (fourth) de-escalation zone in Idlib": the
 *  subject's last words with the place's name. */
static bool named_area(GmPlan *p, const GmGroup *g, GmSite *site)
{
    const char *subject = g->st->subject;
    if (!p->maker->gazetteer || !site->title || !feature_is(g, "zone"))
        return false;
    for (; subject && *subject; subject = strchr(subject, ' ')) {
        subject += *subject == ' ';
        g_autofree char *before = g_strdup_printf("%s %s", site->title, subject);
        g_autofree char *behind = g_strdup_printf("%s in %s", subject, site->title);
        bool two_words = strpbrk(subject, " -") != NULL; /* "X zone" alone says little */
        if (two_words && (find_area(p, before, site) || find_area(p, behind, site)))
            return true;
    }
    return false;
}

/** A statement that holds in an area: its outline, or its part. */
static void plan_in_area(GmPlan *p, const GmGroup *g, GmSite *site, GmAnchorPart part)
{
    guint winds = gm_plan_winds(g, site);
    bool zone = feature_is(g, "zone");
    if (zone && part == GM_PART_OF && site->kind != GM_PLACE_AREA) {
        plan_named_zone(p, g, site);
        return;
    }
    GmSpec *s = gm_plan_spec(p, g, zone ? GM_FEATURE_ZONE : GM_FEATURE_AREA);
    site->part = part;
    if (zone && part == GM_PART_IN && site->kind == GM_PLACE_AREA)
        site->part = GM_PART_OF; /* the named area is the zone */
    if (winds) {
        s->kind = GM_FEATURE_REGION_PART;
        s->sides = winds;

    } else {
        s->sides = 0;
        g_array_set_size(s->measures, 0);
    }
    if (site->kind == GM_PLACE_COUNTRY && !winds)
        s->frames = 0;
    bool partly = (g->st->sides & GM_SIDE_OF_INSIDE) != 0;
    if (!zone && (partly || !feature_is(g, "ceasefire"))) { /* somewhere in it, not all of it */
        s->at_least = GM_CERTAINTY_INDICATIVE;
        gm_spec_note(s, "the place inside %s is not stated", site->name);
    }
    gm_spec_add(s, site);
    gm_plan_sites(p, g, s, GM_PART_EXCEPT, GM_PART_EXCEPT);
    gm_plan_keep(p, s);
}

/** One of the places, with the subject, names an area that is known: the others
 *  only explain it. */
static bool plan_known_zone(GmPlan *p, const GmGroup *g, GmAnchorPart part)
{
    GmSite *s;
    if (g->st->sides & 0xffu)
        return false;
    for (guint n = 0; (s = gm_plan_site(p, g, part, n, part)); n++) {
        if (named_area(p, g, s)) {
            plan_in_area(p, g, s, GM_PART_OF);
            return true;
        }
        gm_site_free(s);
    }
    return false;
}

/** "They captured A", "B fell": towns are taken, the province of that name is another matter. */
static bool is_taken_town(const GmGroup *g)
{
    return feature_is(g, "control") && (g->st->sides & (0xffu | GM_SIDE_OF_INSIDE)) == 0;
}

void gm_plan_area(GmPlan *p, const GmGroup *g)
{
    static const GmAnchorPart parts[] = {GM_PART_IN, GM_PART_OF, GM_PART_AT};
    bool done = false;
    for (guint k = 0; k < G_N_ELEMENTS(parts) && !done; k++) {
        bool finer = any_finer(p, g, parts[k]);
        GmSite *s;
        if (plan_known_zone(p, g, parts[k]))
            return;
        for (guint n = 0; (s = gm_plan_site(p, g, parts[k], n, parts[k])); n++) {
            done = true;
            s->town = s->town || is_taken_town(g);
            gm_plan_to_division(p, s);
            if (s->kind == GM_PLACE_COUNTRY && finer) {
                gm_site_free(s);
            } else if (gm_plan_has_outline(p, s)) {
                plan_in_area(p, g, s, parts[k] == GM_PART_OF ? GM_PART_OF : GM_PART_IN);
            } else {
                gm_plan_tell_place(p, g, s, NULL);
                gm_site_free(s);
            }
        }
    }
    if (!done)
        gm_plan_drop(p, g, "no place is named");
}

/** "The eastern Euphrates" where the gazetteer knows an area of that name. */
static bool plan_known_part(GmPlan *p, const GmGroup *g, guint winds)
{
    const char *of = gm_plan_surface(g, GM_PART_OF);
    const char *surface = of ? of : gm_plan_surface(g, GM_PART_IN);
    if (!surface || !winds || !p->maker->gazetteer)
        return false;
    for (guint form = 0; form < 2; form++) {
        GString *name = g_string_new(NULL);
        gm_map_append_sides(name, winds, form == 0, " and ");
        g_string_append_printf(name, form == 0 ? " %s" : " of the %s", surface);
        GmSite *site = gm_site_new(NULL, GM_PART_IN);
        bool known = find_area(p, name->str, site);
        g_string_free(name, TRUE);
        if (!known) {
            gm_site_free(site);
            continue;
        }
        GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_REGION_PART);
        s->sides = 0;
        gm_spec_add(s, site);
        gm_plan_keep(p, s);
        return true;
    }
    return false;
}

static bool names_winds(const char *title, guint winds)
{
    g_autofree char *folded = gm_text_fold(title ? title : "", -1);
    GString *words = g_string_new(NULL);
    gm_map_append_sides(words, winds, false, "|");
    g_auto(GStrv) all = g_strsplit(words->str, "|", -1);
    g_string_free(words, TRUE);
    bool any = false;
    for (guint i = 0; all[i] && *all[i]; i++) {
        if (!strstr(folded, all[i]))
            return false;
        any = true;
    }
    return any;
}

void gm_plan_region_part(GmPlan *p, const GmGroup *g)
{
    static const GmAnchorPart parts[] = {GM_PART_IN, GM_PART_OF};
    guint winds = g->st->sides & (0xffu | GM_SIDE_OF_CENTRE);
    guint done = 0;
    if (plan_known_part(p, g, winds) || gm_plan_beside(p, g))
        return;
    for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
        GmSite *of;
        for (guint n = 0; (of = gm_plan_site(p, g, parts[k], n, parts[k])); n++) {
            GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_REGION_PART);
            s->sides = winds;
            if (parts[k] == GM_PART_IN)
                gm_plan_to_division(p, of);
            else
                gm_plan_to_town(p, of); /* "south of Idlib": of the town, where there is one */
            if (of->kind == GM_PLACE_AREA && names_winds(of->title, winds)) {
                of->part = GM_PART_IN; /* the eastern part is what the area is */
                s->sides = 0;
            }
            if (!winds && of->part == GM_PART_OF) {
                g_free(s->subtype);
                s->subtype = g_strdup("surrounding");
            }
            if (of->kind == GM_PLACE_COUNTRY)
                s->frames = 0;
            gm_spec_add(s, of);
            gm_plan_keep(p, s);
            done++;
        }
    }
    if (done == 0)
        gm_plan_drop(p, g, "its area is not known");
}

static bool two_points(GmPlan *p, const GmGroup *g, GmSpec *s)
{
    GmSite *a = gm_plan_site(p, g, GM_PART_FROM, 0, GM_PART_FROM);
    GmSite *b = gm_plan_site(p, g, GM_PART_TO, 0, GM_PART_TO);
    bool line = a && gm_maker_site_geom(p->maker, a, GM_GEOM_LINE);
    bool lines = b && gm_maker_site_geom(p->maker, b, GM_GEOM_LINE);
    bool good = a && b && (gm_site_is_point(a) || (line && !lines)) &&
                (gm_site_is_point(b) || (lines && !line));
    if (a)
        gm_spec_add(s, a);
    if (b)
        gm_spec_add(s, b);
    return good;
}

void gm_plan_between(GmPlan *p, const GmGroup *g)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_REGION_PART);
    g_free(s->subtype);
    s->subtype = g_strdup("between");
    s->sides = 0;
    if (two_points(p, g, s)) {
        gm_plan_keep(p, s);
        return;
    }
    gm_spec_free(s);
    gm_plan_drop(p, g, "the two places that it lies between are not both points on the map");
}

void gm_plan_near(GmPlan *p, const GmGroup *g)
{
    static const GmAnchorPart parts[] = {GM_PART_OF, GM_PART_AT};
    guint done = 0;
    for (guint k = 0; k < G_N_ELEMENTS(parts) && !done; k++) {
        GmSite *at;
        for (guint n = 0; (at = gm_plan_site(p, g, parts[k], n, GM_PART_AT)); n++) {
            if (!gm_site_is_point(at)) {
                gm_site_free(at);
                continue;
            }
            GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_REGION_PART);
            g_free(s->subtype);
            s->subtype = g_strdup("near");
            s->sides = 0;
            gm_spec_add(s, at);
            gm_plan_keep(p, s);
            done++;
        }
    }
    if (done == 0)
        gm_plan_drop(p, g, "what lies near it is no point on the map");
}
