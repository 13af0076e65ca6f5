/** Geometry that scenes share: the shapes of places, borders two of them have in common,
 *  and zones worked out from them. A session keeps one for all its scenes, so that a second
 *  map of a region is not worked out anew; a scene without one makes its own. What an atlas
 *  gives is what would be made without it, to the last bit.
 *  Private to scene but for gm_atlas_new and gm_atlas_free (scene.h). */
#pragma once

#include "buffer.h"
#include "line_ref.h"
#include "region_part.h"
#include "scene.h"

/** Room for a new scene: drops the shapes of earlier ones when they have grown large.
 *  What was borrowed before is no longer valid. */
void gm_atlas_begin(GmAtlas *a);

/** Borrowed until the next gm_atlas_begin; NULL when not kept. */
const GmGeom *gm_atlas_shape(const GmAtlas *a, const char *key);
/** Takes @g. */
const GmGeom *gm_atlas_keep_shape(GmAtlas *a, const char *key, GmGeom *g);

/** gm_geo_buffer, gm_geo_intersection, gm_geo_region_part, gm_geo_region_corner: new
 *  geometries, perhaps copies of what was made before from the same input. */
GmGeom *gm_atlas_buffer(GmAtlas *a, const GmGeom *g, const GmBufferOptions *o, GError **error);
GmGeom *gm_atlas_intersection(GmAtlas *a, const GmGeom *g, const GmGeom *h, GError **error);
GmGeom *gm_atlas_region_part(GmAtlas *a, const GmGeom *polygon, GmDirection dir, double share,
                             GError **error);
GmGeom *gm_atlas_region_corner(GmAtlas *a, const GmGeom *polygon, GmDirection dir, double share,
                               GError **error);
/** gm_geo_area, gm_geo_length, gm_geo_foot. */
double gm_atlas_area(GmAtlas *a, const GmGeom *polygon);
double gm_atlas_length(GmAtlas *a, const GmGeom *line);
bool gm_atlas_foot(GmAtlas *a, const GmGeom *line, GmPos p, GmFoot *out, GError **error);
