#include "scene_maker.h"

#include "buffer.h"

#define NEARBY 5000.0 /* metres, where the text gives no distance */

/** Near, around, on the outskirts of a place: a soft circle. */
bool gm_make_near(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    (void)m;
    const GmSite *at = gm_spec_site(s, GM_PART_AT, 0);
    if (!at || !at->located)
        return gm_maker_fail(error, "its place is not known");
    const GmMeasure *said = gm_spec_extent(s);
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = said ? said->metres_max : NEARBY;
    o.tolerance = 1e-2;
    g_autoptr(GmGeom) point = gm_geom_new_point(gm_site_pos(at));
    f->geom = gm_geo_buffer(point, &o, error);
    if (!f->geom)
        return false;
    if (!said)
        gm_maker_note(f, "no distance is stated; a circle of 5 km around %s stands in", at->name);
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    f->soft_edge = true;
    return true;
}
