#include "scene_maker.h"

#include "overlay.h"

/** Divisions, countries and named areas, as their outlines are known. */
bool gm_make_area(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    const char *unknown = NULL;
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        if (site->part == GM_PART_EXCEPT)
            continue;
        const GmGeom *g = gm_maker_site_geom(m, site, GM_GEOM_POLYGON);
        if (!g) {
            unknown = site->name;
            continue;
        }
        g_ptr_array_add(parts, (gpointer)g);
        if (site->fuzzy)
            gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
        if (!f->place_ref)
            f->place_ref = site->ref;
    }
    if (parts->len == 0)
        return gm_maker_fail(error, "the outline of %s is not known", unknown ? unknown : "it");
    f->geom = parts->len == 1
                  ? gm_geom_copy(g_ptr_array_index(parts, 0))
                  : gm_geo_union_all((const GmGeom *const *)parts->pdata, parts->len, error);
    if (!f->geom)
        return false;
    if (s->kind == GM_FEATURE_ZONE && f->certainty == GM_CERTAINTY_EXACT) {
        const GmSite *of = gm_spec_site(s, GM_PART_OF, 0);
        if (!of) { /* somewhere in an area: the area is not the zone */
            gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
            gm_maker_note(f, "its boundaries are not stated; the area that holds it is shaded");
        }
    }
    f->soft_edge = f->certainty == GM_CERTAINTY_INDICATIVE;
    return gm_maker_except(m, s, f, error);
}
