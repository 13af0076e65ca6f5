/** Rings of a polygon: which are outer, which holes, and of which. Private to
 *  shapes. */
#pragma once

#include "geometry.h"

/** Adds a polygon whose rings are given as outer, hole, hole…, and turned so
 *  that outers run counter-clockwise and holes clockwise. */
void gm_shapes_add_ring(GmGeom *g, GmPos *pos, size_t n, bool hole);

/** New polygon from a shapefile's rings in any order: part i holds
 *  start[i] <= k < start[i + 1]. Outer rings are those that run as the largest
 *  does (the format says clockwise; not all writers do); each hole follows the
 *  smallest outer ring that contains it. @pos is turned in place. */
GmGeom *gm_shapes_sort_rings(GmPos *pos, const size_t *start, size_t n_parts);
