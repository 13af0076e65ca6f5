#include "scene_maker.h"

#include "buffer.h"
#include "overlay.h"

#include <string.h>

/** Takes the land off @zone, from the finest land layer that holds all of it. */
static GmGeom *off_land(GmMaker *m, GmGeom *zone)
{
    GmBox box = gm_geom_box(zone);
    for (guint i = 0; m->shapes && i < gm_shapes_n_layers(m->shapes); i++) {
        const GmLayerInfo *layer = gm_shapes_layer(m->shapes, i);
        if (strcmp(layer->class_, "land") != 0 || layer->box.west > box.west ||
            layer->box.east < box.east || layer->box.south > box.south ||
            layer->box.north < box.north)
            continue;
        g_autoptr(GPtrArray) land = gm_shapes_in_box(m->shapes, layer->layer, box, NULL);
        for (guint k = 0; land && k < land->len; k++) {
            const GmShape *shape = g_ptr_array_index(land, k);
            GmGeom *sea = gm_geo_difference(zone, shape->geom, NULL);
            if (!sea)
                continue;
            gm_geom_free(zone);
            zone = sea;
        }
        return zone;
    }
    return zone;
}

/** The sea as far out as is said: around the OF site, without the land. */
bool gm_make_waters(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *of = gm_spec_site(s, GM_PART_OF, 0);
    const GmMeasure *said = gm_spec_extent(s);
    if (!of || !of->located || !said)
        return gm_maker_fail(error, "the coast that the waters lie along is not known");
    const GmGeom *area = gm_maker_site_geom(m, of, GM_GEOM_POLYGON);
    g_autoptr(GmGeom) point = area ? NULL : gm_geom_new_point(gm_site_pos(of));
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = said->metres_max;
    o.tolerance = 1e-3;
    GmGeom *zone = gm_atlas_buffer(m->atlas, area ? area : point, &o, error);
    if (!zone)
        return false;
    GmGeom *sea = area ? gm_geo_difference(zone, area, error) : gm_geom_copy(zone);
    gm_geom_free(zone);
    if (!sea)
        return false;
    f->geom = off_land(m, sea);
    if (gm_geom_is_empty(f->geom))
        return gm_maker_fail(error, "no sea lies within that distance of %s", of->name);
    gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE); /* the coast is generalised */
    return true;
}
