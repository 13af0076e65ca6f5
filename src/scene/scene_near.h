/** Whether positions lie near a line, for many positions: decided in the plane
 *  where that is sure, by the geodesic foot where it is close. Private to scene. */
#pragma once

#include "geometry.h"

typedef struct GmNear GmNear;

/** @line is borrowed. @metres is the distance that counts as near. */
GmNear *gm_near_new(const GmGeom *line, double metres);
void gm_near_free(GmNear *n);
/** True when @p lies within the distance. */
bool gm_near_test(GmNear *n, GmPos p);
/** True when @p surely lies farther off than the distance from all of the line;
 *  false may be either. Cheap. */
bool gm_near_is_far(const GmNear *n, GmPos p);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmNear, gm_near_free)
