/** GEOS as a second opinion: what the geo room finds by itself, asked of a library
 *  that had no part in it. For tests alone. */
#pragma once

#include "geometry.h"

#include <geos_c.h>

/** The polygons as they stand in longitude and latitude. */
static inline GEOSGeometry *geos_polygons(GEOSContextHandle_t h, const GmGeom *g)
{
    g_autoptr(GPtrArray) polygons = g_ptr_array_new();
    for (size_t i = 0; i < g->n_parts;) {
        g_autoptr(GPtrArray) rings = g_ptr_array_new();
        do {
            size_t n = gm_geom_part_len(g, i);
            GEOSCoordSequence *cs = GEOSCoordSeq_create_r(h, (unsigned)n, 2);
            for (size_t k = 0; k < n; k++)
                GEOSCoordSeq_setXY_r(h, cs, (unsigned)k, gm_geom_part(g, i)[k].lon,
                                     gm_geom_part(g, i)[k].lat);
            g_ptr_array_add(rings, GEOSGeom_createLinearRing_r(h, cs));
            i++;
        } while (i < g->n_parts && g->hole && g->hole[i]);
        GEOSGeometry **r = (GEOSGeometry **)(void *)rings->pdata;
        g_ptr_array_add(polygons, GEOSGeom_createPolygon_r(h, r[0], r + 1, rings->len - 1));
    }
    return GEOSGeom_createCollection_r(h, GEOS_MULTIPOLYGON,
                                       (GEOSGeometry **)(void *)polygons->pdata, polygons->len);
}

static inline bool geos_says_valid(const GmGeom *g)
{
    GEOSContextHandle_t h = GEOS_init_r();
    GEOSGeometry *s = geos_polygons(h, g);
    bool valid = s && GEOSisValid_r(h, s) == 1;
    GEOSGeom_destroy_r(h, s);
    GEOS_finish_r(h);
    return valid;
}
