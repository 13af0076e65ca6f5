/** How often edges cross, counted before work that grows with it. Private. */
#pragma once

#include "geometry.h"

/** Crossings among @g's edges longer than @shortest metres, straight in longitude
 *  and latitude (those over the antimeridian left out); stops at @most, which it
 *  also returns when looking for them would take too long. */
size_t gm_geo_ring_crossings(const GmGeom *g, double shortest, size_t most);
