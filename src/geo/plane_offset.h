/** Curves at a distance from tracks of a plane, as rings that wind at least once
 *  about what is nearer and nowhere else: each strip beside an edge and each fan
 *  about a corner counts once, and what two of them share cancels. Private. */
#pragma once

#include "plane_net.h"

/** About an open track (or one place) to @depth, arcs of @segments chords a quadrant,
 *  into set 0. Dents shallower than a hundredth of the depth are passed over. */
void gm_geo_offset_line(PlaneNet *net, const double *xy, size_t n, double depth, int segments);
/** About what lies left of a closed track; a negative depth takes off instead. */
void gm_geo_offset_ring(PlaneNet *net, const double *xy, size_t n, double depth, int segments);
/** The convex hull of @n places, closed and counter-clockwise, into @out (n + 1
 *  pairs); how many. */
size_t gm_geo_offset_hull(const double *xy, size_t n, double *out);
