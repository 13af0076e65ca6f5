#include "scene_maker.h"

#include "buffer.h"
#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"
#include "region_part.h"
#include "scene_border.h"

#include <math.h>

#define UNSTATED 5000.0     /* metres; the soft strip where no depth is stated */
#define SIGN_TOLERANCE 0.03 /* share of its depth that such a strip may be off */

static double depth_of(GmMaker *m, const GmMeasure *said, GmFeature *f)
{
    if (said && said->metres_max > 0.0) {
        if (said->approximate)
            gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
        return said->metres_max;
    }
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    f->soft_edge = true;
    if (m->options && m->options->width_m > 0.0) {
        gm_maker_note(f, "depth not stated; the width asked for stands in");
        return m->options->width_m;
    }
    gm_maker_note(f, "depth not stated; drawn as a sign, not a measure");
    return UNSTATED;
}

/** The strip of @depth along @line inside @home (NULL: on both sides). With
 *  @sign it measures nothing: its inner edge is generalised. */
static GmGeom *strip_of(GmMaker *m, const GmGeom *line, const GmGeom *home, double depth, bool flat,
                        bool sign, GError **error)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = depth;
    o.cap = flat ? GM_CAP_FLAT : GM_CAP_ROUND;
    o.tolerance = sign ? SIGN_TOLERANCE : 1e-3;
    g_autoptr(GmGeom) rough = sign ? gm_geo_simplify(line, SIGN_TOLERANCE * depth, NULL) : NULL;
    g_autoptr(GmGeom) both =
        gm_atlas_buffer(m->atlas, gm_geom_is_empty(rough) ? line : rough, &o, error);
    if (!both || !home)
        return g_steal_pointer(&both);
    return gm_atlas_intersection(m->atlas, both, home, error);
}

bool gm_make_border_strip(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    GmBorder border;
    if (!gm_border_of_spec(m, s, f, &border, error))
        return false;
    const GmMeasure *said = gm_spec_extent(s);
    double depth = depth_of(m, said, f);
    bool flat = gm_spec_site(s, GM_PART_FROM, 0) && gm_spec_site(s, GM_PART_TO, 0);
    const GmGeom *home = s->sides & GM_SIDE_OF_BOTH ? NULL : border.home;
    f->geom = strip_of(m, border.line, home, depth, flat, !said, error);
    if (f->geom && said && said->metres_max > said->metres) {
        g_autofree char *text = gm_measure_text(said);
        g_autofree char *least = gm_length_text(said->metres);
        gm_maker_note(f, "%s: drawn at the greater; the lesser is kept in the data", text);
        gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
        gm_scene_feature_alternative(
            f, least,
            gm_maker_wants_alternatives(m)
                ? strip_of(m, border.line, home, said->metres, flat, false, NULL)
                : NULL);
    }
    gm_geom_free(border.line);
    if (!f->geom)
        return false;
    return gm_maker_within(m, s, f, error) && gm_maker_except(m, s, f, error);
}

bool gm_make_border(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    GmBorder border;
    if (!gm_border_of_spec(m, s, f, &border, error))
        return false;
    f->geom = border.line;
    return true;
}
