#include "scene_maker.h"

#include "buffer.h"
#include "geodesic.h"
#include "line_ref.h"

/** An end: the place, or the point of a river or line that is nearest to @other. */
static GmPos end_at(GmMaker *m, const GmSite *s, const GmSite *other)
{
    const GmGeom *line = gm_maker_site_geom(m, s, GM_GEOM_LINE);
    GmFoot foot;
    if (line && gm_atlas_foot(m->atlas, line, gm_site_pos(other), &foot, NULL))
        return foot.pos;
    return gm_site_pos(s);
}

/** The land between two places: a soft band along the straight line. */
bool gm_make_between(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *a = gm_spec_site(s, GM_PART_FROM, 0), *b = gm_spec_site(s, GM_PART_TO, 0);
    if (!a || !b || !a->located || !b->located)
        return gm_maker_fail(error, "the two places it lies between are not both known");
    GmPos ends[2] = {end_at(m, a, b), end_at(m, b, a)};
    double d = gm_geo_distance(ends[0], ends[1]);
    if (d < 100.0)
        return gm_maker_fail(error, "%s and %s are the same place", a->name, b->name);
    g_autoptr(GmGeom) line = gm_geom_new_line(ends, 2);
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = CLAMP(0.15 * d, 500.0, 15000.0);
    o.cap = GM_CAP_FLAT;
    o.tolerance = 1e-2;
    f->geom = gm_atlas_buffer(m->atlas, line, &o, error);
    if (!f->geom)
        return false;
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    f->soft_edge = true;
    if (!s->name)
        gm_maker_note(f, "its width is not stated; a soft band stands in");
    return gm_maker_within(m, s, f, error);
}
