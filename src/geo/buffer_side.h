/** Cutting a two-sided zone by its line. Private to the buffers. */
#pragma once

#include "zone.h"

/** Of @full (freed), what lies on one side (-1 left, 1 right) of @lines (freed), a
 *  little longer than the line itself so that they cut through. A face belongs
 *  to the side on which its inner point has its nearest foot. @grid closes the cracks of
 *  rounding, metres. NULL on failure. */
GEOSGeometry *gm_geo_keep_side(Geos *gs, const Oblique *plane, GEOSGeometry *full,
                               GEOSGeometry *lines, double grid, Zone *z, int side);
