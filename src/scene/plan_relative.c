#include "scene_plan.h"

#include "geodesic.h"

#include <math.h>

static const char *const wind_words[8] = {"north", "north-east", "east", "south-east",
                                          "south", "south-west", "west", "north-west"};

static const char *wind_of(double azimuth)
{
    return wind_words[(int)floor(fmod(azimuth + 22.5, 360.0) / 45.0) % 8];
}

/** The place is known: its own point stays, the text is checked against it. */
static void check_place(GmPlan *p, const GmGroup *g, const GmSite *at, const GmSite *of)
{
    const GmMeasure *said = gm_statement_measure(g->st, GM_MEASURE_DISTANCE);
    double azimuth = gm_geo_azimuth(gm_site_pos(of), gm_site_pos(at));
    if (!said && gm_side_of_azimuth(g->st->sides, azimuth)) { /* as the map shows it */
        gm_plan_tell_place(p, g, at, NULL);
        return;
    }
    g_autofree char *text = said ? gm_measure_text(said) : g_strdup("somewhere");
    double metres = gm_geo_distance(gm_site_pos(of), gm_site_pos(at));
    g_autofree char *real = gm_length_text(metres);
    GString *where = g_string_new(NULL);
    for (int d = 0; d < 8; d++)
        if (g->st->sides & (1u << d))
            g_string_append_printf(where, " %s", wind_words[d]);
    g_autofree char *note =
        g_strdup_printf("the text puts it %s%s of %s; the gazetteer's point lies %s %s of it", text,
                        where->str, of->name, real, wind_of(azimuth));
    g_string_free(where, TRUE);
    gm_plan_tell_place(p, g, at, note);
}

/** A place that only this statement located was planned with the mentions, by the
 *  same measure: one feature, which keeps the measure. */
static void take_place(GmPlan *p, const GmSite *at, GmSpec *s)
{
    GmSpec *own = gm_plan_place_spec(p, at->ref, at->title);
    if (!own || own == s || own->kind != s->kind)
        return;
    gm_plan_move_place_specs(p, own, s); /* two names told at one spot share it */
    g_ptr_array_remove(p->specs, own);
    gm_plan_index_remove(p->index, own);
    gm_spec_merge(s, own);
}

void gm_plan_relative(GmPlan *p, const GmGroup *g)
{
    g_autoptr(GmSite) of = gm_plan_site(p, g, GM_PART_OF, 0, GM_PART_OF);
    g_autoptr(GmSite) at = gm_plan_site(p, g, GM_PART_AT, 0, GM_PART_AT);
    g_autoptr(GmSite) along = gm_plan_site(p, g, GM_PART_ALONG, 0, GM_PART_ALONG);
    if (!of || !gm_site_is_point(of)) {
        gm_plan_drop(p, g, "the place it is measured from is not a point on the map");
        return;
    }
    if (at && at->located && at->ref) {
        check_place(p, g, at, of);
        return;
    }
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_PLACE);
    guint winds = s->sides & 0xffu;
    bool measured = gm_spec_measure(s, GM_MEASURE_DISTANCE) != NULL;
    if (!measured || (!winds && !along)) {
        gm_spec_free(s);
        gm_plan_drop(p, g, "a distance without a direction");
        return;
    }
    const char *name = gm_plan_surface(g, GM_PART_AT);
    s->name = g_strdup(name);
    if (!s->subtype)
        s->subtype = g_strdup("relative");
    gm_spec_add(s, g_steal_pointer(&of));
    if (along)
        gm_spec_add(s, g_steal_pointer(&along));
    s = gm_plan_keep(p, s);
    if (at && at->located)
        take_place(p, at, s);
}
