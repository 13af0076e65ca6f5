/** Parts of a geometry that may meet when grown. Private. */
#pragma once

#include "geometry.h"

/** Groups @g's parts (a shell with its holes is one) so that zones of @depth
 *  metres around two groups cannot meet. A new array of owned GmGeom. */
GPtrArray *gm_geo_cluster(const GmGeom *g, double depth);
