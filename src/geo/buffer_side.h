/** Cutting a two-sided zone by its line. Private to the buffers. */
#pragma once

#include "plane_net.h"
#include "zone.h"

/** Of what set 0 of @net winds about in @plane, what lies on one side (-1 left, 1
 *  right) of the line, which is walls in the net, a little longer so that it cuts
 *  through. A face belongs to the side on which a place in it has its nearest foot. */
PlaneRings *gm_geo_keep_side(const PlaneNet *net, const Oblique *plane, Zone *z, int side);
