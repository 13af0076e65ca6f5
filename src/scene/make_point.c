#include "scene_maker.h"

#include "geodesic.h"
#include "line_ref.h"

#include <math.h>

static const double winds[8] = {0, 45, 90, 135, 180, 225, 270, 315};

/** Mean azimuth of the winds in @sides; false when there is none. */
static bool mean_wind(guint sides, double *azimuth)
{
    double x = 0.0, y = 0.0;
    bool any = false;
    for (int d = 0; d < 8; d++)
        if (sides & (1u << d)) {
            x += sin(winds[d] * G_PI / 180.0);
            y += cos(winds[d] * G_PI / 180.0);
            any = true;
        }
    *azimuth = fmod(atan2(x, y) * 180.0 / G_PI + 360.0, 360.0);
    return any && hypot(x, y) > 1e-6;
}

/** At a distance along a road: the way is the said wind's, or the only one
 *  that the road has; otherwise both are kept. */
static bool along_road(GmMaker *m, const GmGeom *road, const GmSpec *s, const GmSite *of,
                       double metres, GmFeature *f, GError **error)
{
    GmFoot foot;
    if (!gm_atlas_foot(m->atlas, road, gm_site_pos(of), &foot, error))
        return false;
    double length = gm_atlas_length(m->atlas, road), az, best = foot.chainage + metres,
           other = -1.0;
    bool on = best <= length, back = foot.chainage - metres >= 0.0;
    if (!on && !back)
        return gm_maker_fail(error, "the road is shorter than that");
    if (!on) {
        best = foot.chainage - metres;
    } else if (back) {
        other = foot.chainage - metres;
        GmPos p = gm_geo_at_chainage(road, best), q = gm_geo_at_chainage(road, other);
        if (mean_wind(s->sides, &az) &&
            fabs(remainder(gm_geo_azimuth(foot.pos, q) - az, 360.0)) <
                fabs(remainder(gm_geo_azimuth(foot.pos, p) - az, 360.0))) {
            best = other;
            other = -1.0;
        } else if (mean_wind(s->sides, &az)) {
            other = -1.0;
        }
    }
    f->geom = gm_geom_new_point(gm_geo_at_chainage(road, best));
    if (other >= 0.0) {
        gm_maker_note(f, "the way along the road is not stated; the other is kept in the data");
        gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
        gm_scene_feature_alternative(f, "the other way along the road",
                                     gm_geom_new_point(gm_geo_at_chainage(road, other)));
    }
    return true;
}

/** "10 km south of X", "40 km from X along the M4". */
static bool make_relative(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *of = gm_spec_site(s, GM_PART_OF, 0);
    const GmMeasure *said = gm_spec_measure(s, GM_MEASURE_DISTANCE);
    if (!of || !of->located || !said)
        return gm_maker_fail(error, "its place is not known");
    double metres = (said->metres + said->metres_max) / 2.0, azimuth;
    const GmGeom *road = gm_maker_site_geom(m, gm_spec_site(s, GM_PART_ALONG, 0), GM_GEOM_LINE);
    gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
    if (road)
        return along_road(m, road, s, of, metres, f, error);
    if (!mean_wind(s->sides, &azimuth))
        return gm_maker_fail(error, "a distance without a direction");
    f->geom = gm_geom_new_point(gm_geo_direct(gm_site_pos(of), azimuth, metres));
    g_autofree char *text = gm_measure_text(said);
    gm_maker_note(f,
                  "%s measured from the point of %s; whether the text means its centre or its "
                  "edge is not stated",
                  text, of->name);
    return true;
}

/** Places, posts, bases, crossings, units: one point for each AT site. */
bool gm_make_point(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *at;
    if (!gm_spec_site(s, GM_PART_AT, 0))
        return make_relative(m, s, f, error);
    for (guint i = 0; (at = gm_spec_site(s, GM_PART_AT, i)); i++) {
        if (!at->located)
            continue;
        GmPos p = gm_site_pos(at);
        if (!f->geom)
            f->geom = gm_geom_new_point(p);
        else
            gm_geom_add_part(f->geom, &p, 1, false);
        if (at->fuzzy)
            gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
        f->place_ref = at->ref;
    }
    if (!f->geom)
        return gm_maker_fail(error, "its place is not known");
    bool stands_for_more = s->kind == GM_FEATURE_POST || s->kind == GM_FEATURE_DEPLOYMENT;
    at = gm_spec_site(s, GM_PART_AT, 0);
    if (stands_for_more && at->kind == GM_PLACE_SETTLEMENT && !at->given) {
        gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
        g_autofree char *what = gm_name_capitalised(s->subject);
        /* the same words for each of a list: the page says them once */
        if (what)
            gm_maker_note(f, "%s: exact places not stated; shown at the places named", what);
        else
            gm_maker_note(f, "the exact place is not stated; shown at %s", at->name);
    }
    return true;
}
