/** Distance, bearing, length and area on the WGS84 ellipsoid.
 *  Karney 2013 (J. Geodesy 87), without PROJ: opening it costs more than a map. */
#pragma once

#include "geometry.h"

/** Metres along the geodesic. */
double gm_geo_distance(GmPos a, GmPos b);
/** Degrees clockwise from true north, [0, 360), at @a towards @b. */
double gm_geo_azimuth(GmPos a, GmPos b);
/** Point at @metres along the geodesic leaving @from at @azimuth_deg
 *  (clockwise from true north). */
GmPos gm_geo_direct(GmPos from, double azimuth_deg, double metres);
/** Point at @fraction (0..1) of the geodesic from @a to @b. */
GmPos gm_geo_between(GmPos a, GmPos b, double fraction);
/** Metres, summed over all lines or rings. */
double gm_geo_length(const GmGeom *g);
/** Square metres of polygons, holes taken off; 0 for other classes. */
double gm_geo_area(const GmGeom *g);
