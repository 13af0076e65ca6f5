#include "scene_maker.h"

/** An arrow for each origin, towards the TO site. */
bool gm_make_flow(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    (void)m;
    const GmSite *to = gm_spec_site(s, GM_PART_TO, 0), *from;
    if (!to || !to->located)
        return gm_maker_fail(error, "where it leads is not known");
    for (guint i = 0; (from = gm_spec_site(s, GM_PART_FROM, i)); i++) {
        if (!from->located)
            continue;
        GmPos ends[2] = {gm_site_pos(from), gm_site_pos(to)};
        if (!f->geom)
            f->geom = gm_geom_new_line(ends, 2);
        else
            gm_geom_add_part(f->geom, ends, 2, false);
    }
    if (!f->geom)
        return gm_maker_fail(error, "where it comes from is not known");
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    gm_maker_note(f, "the arrow shows the direction, not a way");
    return true;
}
