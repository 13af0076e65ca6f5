#include "scene_plan.h"

#include <string.h>

#define REST_LEAST 3000.0 /* metres; a shorter rest of a road is not worth a feature */

static bool is_line_site(GmPlan *p, const GmSite *s)
{
    return gm_maker_site_geom(p->maker, s, GM_GEOM_LINE) != NULL || s->kind == GM_PLACE_HIGHWAY;
}

/** A run of the same line with both ends that the document gives elsewhere. */
static GmSpec *known_run(GmPlan *p, const GmSpec *s)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    const GPtrArray *list =
        along ? gm_plan_index_along(p->index, GM_FEATURE_SEGMENT, along->ref) : NULL;
    for (guint i = 0; list && i < list->len; i++) {
        GmSpec *o = g_ptr_array_index(list, i);
        const GmSite *a = gm_spec_site(o, GM_PART_ALONG, 0);
        if (o->kind == GM_FEATURE_SEGMENT && a && a->ref == along->ref &&
            gm_spec_site(o, GM_PART_FROM, 0) && gm_spec_site(o, GM_PART_TO, 0) &&
            (!s->subtype || !o->subtype || g_str_equal(s->subtype, o->subtype)))
            return o;
    }
    return NULL;
}

static void keep_run(GmPlan *p, GmSpec *s)
{
    bool ends = gm_spec_site(s, GM_PART_FROM, 0) && gm_spec_site(s, GM_PART_TO, 0);
    GmSpec *known = ends ? NULL : known_run(p, s);
    if (known) {
        gm_spec_merge(known, s);
        return;
    }
    if (!ends && gm_spec_count(s, GM_PART_IN) == 0) {
        GmSite *division = gm_plan_division(p, GM_PART_IN);
        if (division)
            gm_spec_add(s, division);
    }
    gm_plan_keep(p, s);
}

void gm_plan_segment(GmPlan *p, const GmGroup *g)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_SEGMENT);
    g_autoptr(GmSite) along = gm_plan_site(p, g, GM_PART_ALONG, 0, GM_PART_ALONG);
    bool line = along && is_line_site(p, along);
    if (line)
        gm_spec_add(s, g_steal_pointer(&along));
    guint from = gm_plan_ends(p, g, s, GM_PART_FROM);
    guint to = gm_plan_ends(p, g, s, GM_PART_TO);
    if (!line && from && to)
        gm_plan_ends(p, g, s, GM_PART_AT);
    if (!line && (!from || !to)) {
        gm_spec_free(s);
        gm_plan_drop(p, g,
                     from || to ? "one of its end points is not known"
                                : "its line and end points are not known");
        return;
    }
    if (line && (!from || !to) &&
        (gm_plan_surface(g, GM_PART_FROM) || gm_plan_surface(g, GM_PART_TO)))
        gm_spec_note(s, "one of its end points is not known");
    keep_run(p, s);
}

/** The road is there, whatever is said to be done with it: nothing of that
 *  but the quote goes to its feature. */
static GmSpec *road_spec(GmPlan *p, const GmGroup *g)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_HIGHWAY);
    s->status = GM_STATUS_ESTABLISHED;
    memset(s->votes, 0, sizeof s->votes);
    g_clear_pointer(&s->subtype, g_free);
    g_clear_pointer(&s->subject, g_free);
    g_clear_pointer(&s->valid_from, g_free);
    g_clear_pointer(&s->valid_to, g_free);
    g_ptr_array_set_size(s->notes, 0);
    g_array_set_size(s->measures, 0);
    s->sides = 0;
    return s;
}

/** "All the roads leading to A from B, C": one way for each origin. */
static void plan_roads(GmPlan *p, const GmGroup *g)
{
    g_autoptr(GmSite) to = gm_plan_site(p, g, GM_PART_TO, 0, GM_PART_TO);
    GmSite *from;
    guint n = 0;
    if (to)
        gm_plan_to_town(p, to);
    for (; to && (from = gm_plan_site(p, g, GM_PART_FROM, n, GM_PART_FROM)); n++) {
        GmPlace road;
        gm_plan_to_town(p, from);
        GmSpec *s = road_spec(p, g);
        g_autoptr(GmGeom) way = gm_route_any(p->maker, gm_site_pos(from), gm_site_pos(to), &road);
        if (way) {
            GmSite *along = gm_site_new(NULL, GM_PART_ALONG);
            gm_site_set_place(along, &road);
            gm_spec_add(s, along);
        }
        gm_spec_add(s, from);
        gm_spec_add(s, gm_site_copy(to, GM_PART_TO));
        if (!way)
            gm_plan_ends(p, g, s, GM_PART_AT); /* what it runs through */
        gm_plan_keep(p, s);
    }
    if (n == 0)
        gm_plan_drop(p, g, "the road and its end points are not known");
}

static void plan_named(GmPlan *p, const GmGroup *g, GmSite *along, guint n)
{
    bool acted = g->st->feature && (g_str_equal(g->st->feature, "patrol"));
    GmSpec *s = acted ? gm_plan_spec(p, g, GM_FEATURE_SEGMENT) : road_spec(p, g);
    gm_spec_add(s, along);
    if (n == 0 || !acted) {
        gm_plan_ends(p, g, s, GM_PART_FROM);
        gm_plan_ends(p, g, s, GM_PART_TO);
    }
    if (acted)
        keep_run(p, s);
    else
        gm_plan_keep(p, s);
}

void gm_plan_line(GmPlan *p, const GmGroup *g)
{
    if (g->st->feature && g_str_equal(g->st->feature, "border")) {
        gm_plan_border_strip(p, g);
        return;
    }
    if (gm_plan_stations(p, g))
        return;
    GmSite *along;
    guint n = 0, named = 0;
    for (; (along = gm_plan_site(p, g, GM_PART_ALONG, n, GM_PART_ALONG)); n++) {
        /* "the bridge over the X": no road; the base map has the river itself */
        bool river = along->kind == GM_PLACE_RIVER && !gm_plan_surface(g, GM_PART_FROM);
        named += river;
        if (!river && is_line_site(p, along)) {
            plan_named(p, g, along, named++);
            continue;
        }
        gm_site_free(along);
    }
    if (named == 0)
        plan_roads(p, g);
}

/* ---- one feature a road ---- */

static bool has_ends(const GmSpec *s)
{
    return gm_spec_site(s, GM_PART_FROM, 0) && gm_spec_site(s, GM_PART_TO, 0);
}

static bool is_road(const GmSpec *s, guint64 ref)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    return s->kind == GM_FEATURE_HIGHWAY && along && along->ref == ref;
}

static GmGeom *course_of(GmPlan *p, const GmSpec *s)
{
    GmFeature *scratch = gm_scene_feature_new(s->kind);
    GmGeom *g = gm_route_of_spec(p->maker, s, scratch, NULL);
    gm_scene_feature_free(scratch);
    return g;
}

static void drop_ends(GmSpec *s)
{
    for (guint i = s->sites->len; i-- > 0;) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        if (site->part != GM_PART_ALONG)
            g_ptr_array_remove_index(s->sites, i);
    }
}

/** Takes @s out of the plan's list and adds what it says to @to. */
static void merge_away(GmPlan *p, GmSpec *s, GmSpec *to)
{
    g_ptr_array_remove(p->specs, s);
    gm_spec_merge(to, s);
}

/** Runs that lie on a longer run, and runs whose ends the road does not reach. */
static void merge_runs(GmPlan *p, guint64 ref)
{
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        if (!is_road(s, ref))
            continue;
        g_autoptr(GmGeom) inner = has_ends(s) ? course_of(p, s) : NULL;
        if (!inner)
            drop_ends(s);
        for (guint k = 0; k < p->specs->len; k++) {
            GmSpec *o = g_ptr_array_index(p->specs, k);
            if (o == s || !is_road(o, ref))
                continue;
            g_autoptr(GmGeom) outer = inner && has_ends(o) ? course_of(p, o) : NULL;
            bool same = !inner && !has_ends(o);
            if (same || (outer && gm_route_covers(outer, inner, 150.0))) {
                merge_away(p, s, o);
                i--;
                break;
            }
        }
    }
}

/** The whole road beside its named runs: gone when they cover it, thin else. */
static void set_rest(GmPlan *p, guint64 ref)
{
    GmSpec *whole = NULL, *run = NULL;
    g_autoptr(GmGeom) runs = NULL;
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        if (!is_road(s, ref))
            continue;
        if (!has_ends(s)) {
            whole = s;
            continue;
        }
        run = run ? run : s;
        g_autoptr(GmGeom) g = course_of(p, s);
        if (g && runs)
            gm_geom_append(runs, g);
        else if (g)
            runs = g_steal_pointer(&g);
    }
    g_autoptr(GmGeom) all = whole && run ? course_of(p, whole) : NULL;
    if (!all || !runs)
        return;
    if (gm_route_covers(runs, all, REST_LEAST)) {
        merge_away(p, whole, run);
        return;
    }
    gm_evidence_copy_once(run->evidence, whole->evidence);
    g_free(whole->subtype);
    whole->subtype = g_strdup("rest");
    whole->frames = 0;
}

void gm_plan_highways(GmPlan *p)
{
    g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(guint64));
    for (guint i = 0; i < p->specs->len; i++) {
        const GmSite *along = gm_spec_site(g_ptr_array_index(p->specs, i), GM_PART_ALONG, 0);
        bool known = !along || !along->ref;
        for (guint k = 0; !known && k < refs->len; k++)
            known = g_array_index(refs, guint64, k) == along->ref;
        if (!known)
            g_array_append_val(refs, along->ref);
    }
    for (guint k = 0; k < refs->len; k++) {
        merge_runs(p, g_array_index(refs, guint64, k));
        set_rest(p, g_array_index(refs, guint64, k));
    }
}
