/** What a polygon's zone is made of when its rings are not sound: its ground, and
 *  its rings as lines. Private. */
#pragma once

#include "geometry.h"

/** The ground of @polygon (each ring by itself taken even-odd, shells united,
 *  holes taken off), its edges as geodesics to within a quarter of @depth metres:
 *  near enough when the zone around its rings covers them. Rings unsplit. */
GmGeom *gm_geo_polygon_body(const GmGeom *polygon, double depth, GError **error);
/** Its rings as lines. */
GmGeom *gm_geo_polygon_rings(const GmGeom *polygon);
