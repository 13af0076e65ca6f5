/** Cutting at the antimeridian as RFC 7946 (3.1.9) asks. */
#pragma once

#include "geometry.h"

/** @g with lines and rings that cross the antimeridian cut there, and rings
 *  around a pole closed over it. An edge of more than 180 degrees of longitude
 *  is taken the short way round, unless it runs along a pole or from -180 to
 *  180. Returns a copy when there is nothing to cut. */
GmGeom *gm_geo_split_antimeridian(const GmGeom *g, GError **error);
/** Whether that would cut anything. */
bool gm_geo_crosses_antimeridian(const GmGeom *g);
