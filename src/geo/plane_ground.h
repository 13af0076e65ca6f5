/** Rings of a local plane brought to the ground: straight in longitude and latitude
 *  they keep to the plane's chords, and no position is there for nothing. Private. */
#pragma once

#include "oblique.h"
#include "plane_net.h"

typedef struct {
    Oblique plane;
    double tolerance; /* metres that the result may leave the plane's chords */
    bool whole;       /* keeps all positions: nothing is thinned */
} PlaneGround;

/** Appends the rings to @out as polygons, unsplit at the antimeridian; those thinner
 *  than @width metres, which come of rounding, are left out. */
void gm_geo_plane_to_ground(const PlaneGround *g, const PlaneRings *r, double width, GmGeom *out);
