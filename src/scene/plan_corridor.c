#include "scene_plan.h"

#include <string.h>

/** The run of a line that another statement gives: the first segment with both
 *  ends on the same line, this document's before the others'. */
static const GmSpec *find_run(const GmPlan *p, const GmSite *along, const char *document)
{
    const GmSpec *other = NULL;
    const GPtrArray *list = gm_plan_index_along(p->index, GM_FEATURE_SEGMENT, along->ref);
    for (guint i = 0; list && i < list->len; i++) {
        const GmSpec *s = g_ptr_array_index(list, i);
        const GmSite *a = gm_spec_site(s, GM_PART_ALONG, 0);
        if (s->kind != GM_FEATURE_SEGMENT || !a || a->ref != along->ref ||
            !gm_spec_site(s, GM_PART_FROM, 0) || !gm_spec_site(s, GM_PART_TO, 0))
            continue;
        const GmEvidence *e = s->evidence->len ? g_ptr_array_index(s->evidence, 0) : NULL;
        if (e && g_strcmp0(e->document, document) == 0)
            return s;
        if (!other)
            other = s;
    }
    return other;
}

static const char *document_of(const GmSpec *s)
{
    const GmEvidence *e = s->evidence->len ? g_ptr_array_index(s->evidence, 0) : NULL;
    return e ? e->document : "";
}

static void borrow_ends(GmSpec *s, const GmSpec *run)
{
    const GmSite *a = gm_spec_site(run, GM_PART_FROM, 0), *b = gm_spec_site(run, GM_PART_TO, 0);
    for (guint i = s->sites->len; s->assumed_area && i-- > 0;)
        if (((GmSite *)g_ptr_array_index(s->sites, i))->part == GM_PART_IN)
            g_ptr_array_remove_index(s->sites, i);
    gm_spec_add(s, gm_site_copy(a, GM_PART_FROM));
    gm_spec_add(s, gm_site_copy(b, GM_PART_TO));
    s->at_least = MAX(s->at_least, GM_CERTAINTY_APPROXIMATE);
    g_autofree char *road = gm_name_road(gm_spec_site(s, GM_PART_ALONG, 0));
    if (g_strcmp0(document_of(run), document_of(s)) == 0)
        gm_spec_note(s,
                     "its extent along %s is not stated; taken from %s, %s to %s, in the same "
                     "document",
                     road, run->subject ? run->subject : "the segment", a->name, b->name);
    else
        gm_spec_note(s, "its extent along %s is not stated; %s to %s taken from document %s", road,
                     a->name, b->name, document_of(run));
}

/** A width from another document's strip along the same line. */
static void borrow_width(const GmPlan *p, GmSpec *s)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    for (guint i = 0; i < p->specs->len; i++) {
        const GmSpec *o = g_ptr_array_index(p->specs, i);
        const GmSite *a = gm_spec_site(o, GM_PART_ALONG, 0);
        if (o == s || (o->kind != GM_FEATURE_CORRIDOR && o->kind != GM_FEATURE_BUFFER) || !a ||
            a->ref != along->ref || !gm_spec_extent(o) ||
            g_strcmp0(document_of(o), document_of(s)) == 0)
            continue;
        g_array_append_vals(s->measures, o->measures->data, o->measures->len);
        s->sides = o->sides;
        s->total_width = o->total_width;
        s->ambiguous_width = o->ambiguous_width;
        s->at_least = MAX(s->at_least, GM_CERTAINTY_APPROXIMATE);
        gm_spec_note(s, "its width is not stated; taken from document %s", document_of(o));
        return;
    }
}

void gm_plan_borrow(GmPlan *p)
{
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
        if ((s->kind != GM_FEATURE_CORRIDOR && s->kind != GM_FEATURE_BUFFER) || !along ||
            !along->ref)
            continue;
        const GmSpec *run = NULL;
        if (!gm_spec_site(s, GM_PART_FROM, 0) && !gm_spec_site(s, GM_PART_TO, 0))
            run = find_run(p, along, document_of(s));
        if (run)
            borrow_ends(s, run);
        if (!gm_spec_extent(s))
            borrow_width(p, s);
    }
}

/** "Along a section of the M4, which connects A to B": the ends are the
 *  road's own, not the strip's. */
static void drop_road_ends(GmPlan *p, GmSpec *s)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    const GmSite *a = gm_spec_site(s, GM_PART_FROM, 0), *b = gm_spec_site(s, GM_PART_TO, 0);
    const GPtrArray *roads =
        along ? gm_plan_index_along(p->index, GM_FEATURE_HIGHWAY, along->ref) : NULL;
    for (guint i = 0; roads && a && b && i < roads->len; i++) {
        const GmSpec *road = g_ptr_array_index(roads, i);
        const GmSite *on = gm_spec_site(road, GM_PART_ALONG, 0);
        const GmSite *from = gm_spec_site(road, GM_PART_FROM, 0);
        const GmSite *to = gm_spec_site(road, GM_PART_TO, 0);
        if (road->kind != GM_FEATURE_HIGHWAY || !on || !from || !to || on->ref != along->ref ||
            from->ref != a->ref || to->ref != b->ref)
            continue;
        for (guint k = s->sites->len; k-- > 0;) {
            const GmSite *site = g_ptr_array_index(s->sites, k);
            if (site->part == GM_PART_FROM || site->part == GM_PART_TO)
                g_ptr_array_remove_index(s->sites, k);
        }
        return;
    }
}

/** A strip along the n-th line, or along the way between its ends. */
static void plan_strip(GmPlan *p, const GmGroup *g, GmFeatureKind kind, GmSite *along)
{
    GmSpec *s = gm_plan_spec(p, g, kind);
    if (along)
        gm_spec_add(s, along);
    guint from = gm_plan_ends(p, g, s, GM_PART_FROM);
    guint to = gm_plan_ends(p, g, s, GM_PART_TO);
    if (!along && from && to)
        gm_plan_ends(p, g, s, GM_PART_AT);
    guint in = gm_plan_sites(p, g, s, GM_PART_IN, GM_PART_IN);
    gm_plan_sites(p, g, s, GM_PART_EXCEPT, GM_PART_EXCEPT);
    if (from && to)
        drop_road_ends(p, s);
    bool ends = gm_spec_site(s, GM_PART_FROM, 0) && gm_spec_site(s, GM_PART_TO, 0);
    if (in == 0 && along && !ends) {
        GmSite *division = gm_plan_division(p, GM_PART_IN);
        s->assumed_area = division != NULL;
        if (division)
            gm_spec_add(s, division);
    }
    gm_plan_keep(p, s);
}

/** "The Lachin corridor": a label at the place, its course is not stated. */
static void plan_named_corridor(GmPlan *p, const GmGroup *g, GmSite *at)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_PLACE);
    s->name = gm_plan_named_after(at, s->subject, "corridor");
    g_free(s->subtype);
    s->subtype = g_strdup("area");
    s->sides = 0;
    s->at_least = GM_CERTAINTY_INDICATIVE;
    gm_spec_note(s, "the course of the corridor is not stated");
    gm_spec_add(s, at);
    gm_plan_keep(p, s);
}

/** Along a border, not along a line: its sites are areas. */
static bool along_border(GmPlan *p, const GmGroup *g)
{
    GmSite *s;
    guint areas = 0, n = 0;
    for (; (s = gm_plan_site(p, g, GM_PART_ALONG, n, GM_PART_ALONG)); n++) {
        areas += s->kind != GM_PLACE_HIGHWAY && s->kind != GM_PLACE_RIVER &&
                 !gm_maker_site_geom(p->maker, s, GM_GEOM_LINE);
        gm_site_free(s);
    }
    return areas >= 2 && areas == n;
}

void gm_plan_corridor(GmPlan *p, const GmGroup *g)
{
    guint n = 0;
    GmSite *along;
    if (along_border(p, g)) {
        gm_plan_border_strip(p, g);
        return;
    }
    while ((along = gm_plan_site(p, g, GM_PART_ALONG, n, GM_PART_ALONG))) {
        plan_strip(p, g, GM_FEATURE_CORRIDOR, along);
        n++;
    }
    if (n > 0)
        return;
    g_autoptr(GmSite) a = gm_plan_site(p, g, GM_PART_FROM, 0, GM_PART_FROM);
    g_autoptr(GmSite) b = gm_plan_site(p, g, GM_PART_TO, 0, GM_PART_TO);
    g_autoptr(GmSite) of = gm_plan_site(p, g, GM_PART_OF, 0, GM_PART_AT);
    if (a && b)
        plan_strip(p, g, GM_FEATURE_CORRIDOR, NULL);
    else if (of && gm_site_is_point(of))
        plan_named_corridor(p, g, g_steal_pointer(&of));
    else
        gm_plan_drop(p, g, "the line that it runs along is not known");
}

void gm_plan_buffer(GmPlan *p, const GmGroup *g)
{
    g_autoptr(GmSite) along = gm_plan_site(p, g, GM_PART_ALONG, 0, GM_PART_ALONG);
    if (along) {
        plan_strip(p, g, GM_FEATURE_BUFFER, g_steal_pointer(&along));
        return;
    }
    g_autoptr(GmSite) place = gm_plan_site(p, g, GM_PART_IN, 0, GM_PART_IN);
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_BUFFER);
    guint of = gm_plan_sites(p, g, s, GM_PART_OF, GM_PART_OF);
    if (of == 0)
        of = gm_plan_sites(p, g, s, GM_PART_AT, GM_PART_OF);
    bool sized = gm_spec_extent(s) != NULL;
    if (of == 0 && sized && place && place->kind == GM_PLACE_COUNTRY) {
        gm_spec_free(s); /* "a 30 km zone inside Syria" lies along its border */
        gm_plan_border_strip(p, g);
        return;
    }
    guint in = 0;
    bool around = (s->sides & GM_SIDE_OF_INSIDE) || (place && gm_site_is_point(place));
    if (of == 0 && sized && around)
        of = gm_plan_sites(p, g, s, GM_PART_IN, GM_PART_OF);
    else
        in = gm_plan_sites(p, g, s, GM_PART_IN, GM_PART_IN);
    if (s->sides & GM_SIDE_OF_INSIDE) /* inside an area: of a town's name, its division */
        for (guint i = 0; i < s->sites->len; i++)
            gm_plan_to_division(p, g_ptr_array_index(s->sites, i));
    gm_plan_sites(p, g, s, GM_PART_EXCEPT, GM_PART_EXCEPT);
    if (of == 0 && in > 0) { /* a zone somewhere in an area */
        s->kind = GM_FEATURE_ZONE;
        s->at_least = GM_CERTAINTY_INDICATIVE;
        of = in;
    }
    if (of == 0) {
        gm_spec_free(s);
        gm_plan_drop(p, g, "the place that the zone lies along or around is not known");
        return;
    }
    gm_plan_keep(p, s);
}
