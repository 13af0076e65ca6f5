#include "scene_maker.h"

#include "buffer.h"
#include "geodesic.h"
#include "overlay.h"

#define UNSTATED 5000.0 /* metres; the soft zone where no extent is stated */

static GmGeom *around(GmMaker *m, const GmGeom *g, double metres, GError **error)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = metres;
    o.tolerance = 1e-3;
    return gm_atlas_buffer(m->atlas, g, &o, error);
}

/** The belt along the inner edge of an area. */
static GmGeom *inside_edge(GmMaker *m, const GmGeom *area, double depth, GError **error)
{
    g_autoptr(GmGeom) core = around(m, area, -depth, error);
    if (!core)
        return NULL;
    return gm_geom_is_empty(core) ? gm_geom_copy(area) : gm_geo_difference(area, core, error);
}

static GmGeom *outside_edge(GmMaker *m, const GmGeom *area, double depth, GError **error)
{
    g_autoptr(GmGeom) grown = around(m, area, depth, error);
    return grown ? gm_geo_difference(grown, area, error) : NULL;
}

static GmGeom *zone_at(GmMaker *m, const GmGeom *area, const GmGeom *point, bool inside,
                       double metres, GError **error)
{
    if (!area)
        return around(m, point, metres, error);
    return inside ? inside_edge(m, area, metres, error) : outside_edge(m, area, metres, error);
}

static bool add_zone(GmFeature *f, GmGeom *zone)
{
    if (!zone)
        return false;
    if (!f->geom) {
        f->geom = zone;
        return true;
    }
    GmGeom *both = gm_geo_union(f->geom, zone, NULL);
    gm_geom_free(zone);
    if (!both)
        return false;
    gm_geom_free(f->geom);
    f->geom = both;
    return true;
}

static double extent_of(GmMaker *m, const GmSpec *s, const GmMeasure *said, GmFeature *f)
{
    if (said && said->metres_max > 0.0) {
        if (said->part == GM_MEASURE_WIDTH && s->total_width && !gm_spec_site(s, GM_PART_OF, 0))
            return said->metres_max / 2.0;
        return said->metres_max;
    }
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    f->soft_edge = true;
    if (m->options && m->options->width_m > 0.0) {
        gm_maker_note(f, "extent not stated; the width asked for stands in");
        return m->options->width_m;
    }
    gm_maker_note(f, "extent not stated; drawn as a sign, not a measure");
    return UNSTATED;
}

/** "15–20 km": drawn at the greater, the lesser kept. */
static void note_range(GmMaker *m, const GmMeasure *said, const GmGeom *area, const GmGeom *point,
                       bool inside, GmFeature *f)
{
    if (!said || said->metres_max <= said->metres)
        return;
    g_autofree char *text = gm_measure_text(said);
    g_autofree char *least = gm_length_text(said->metres);
    gm_maker_note(f, "%s: drawn at the greater; the lesser is kept in the data", text);
    gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
    gm_scene_feature_alternative(f, least,
                                 gm_maker_wants_alternatives(m)
                                     ? zone_at(m, area, point, inside, said->metres, NULL)
                                     : NULL);
}

bool gm_make_buffer(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmMeasure *said = gm_spec_extent(s);
    double metres = extent_of(m, s, said, f);
    bool inside = (s->sides & GM_SIDE_OF_INSIDE) != 0, any = false;
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        if ((site->part != GM_PART_AT && site->part != GM_PART_OF) || !site->located)
            continue;
        const GmGeom *area = gm_maker_site_geom(m, site, GM_GEOM_POLYGON);
        const GmGeom *line = gm_maker_site_geom(m, site, GM_GEOM_LINE);
        g_autoptr(GmGeom) point = line ? gm_geom_copy(line) : gm_geom_new_point(gm_site_pos(site));
        if (!add_zone(f, zone_at(m, area, point, inside, metres, error)))
            return false;
        if (site->fuzzy || (said && said->approximate))
            gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
        note_range(m, said, area, point, inside, f);
        any = true;
    }
    if (!any)
        return gm_maker_fail(error, "the place it lies around is not known");
    return gm_maker_within(m, s, f, error) && gm_maker_except(m, s, f, error);
}
