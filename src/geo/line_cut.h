/** Points and lines cut by polygons. Private to the overlay. */
#pragma once

#include "geometry.h"

/** What of @g lies in @polygon, its border included, or with @inside false what does
 *  not. Read as straight in longitude and latitude. */
GmGeom *gm_geo_line_cut(const GmGeom *g, const GmGeom *polygon, bool inside, GError **error);
