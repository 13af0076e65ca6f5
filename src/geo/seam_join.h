/** Polygons cut at the antimeridian, whole again. Private. */
#pragma once

#include "geometry.h"

/** Whether a ring runs along the antimeridian or a pole, as cut ones do. */
bool gm_geo_has_seam(const GmGeom *polygon);
/** The parts united over the seam; rings may cross the antimeridian. */
GmGeom *gm_geo_join_seam(const GmGeom *polygon, GError **error);
