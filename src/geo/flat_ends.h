/** Flat ends cut from a line's round zone. Private. */
#pragma once

#include "geometry.h"

/** The zone of @line with flat ends, from its round zone at @depth metres: each
 *  end's half-circle becomes the geodesic across the line's end. NULL when that is
 *  not all there is to it: an end lies in the zone of another stretch, or what is
 *  beside one reaches past the end. */
GmGeom *gm_geo_flatten_ends(const GmGeom *line, const GmGeom *round, double depth,
                            double tolerance);
