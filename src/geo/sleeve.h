/** Thinning a polyline of the plane in one pass. Private. */
#pragma once

#include <stddef.h>

/** Keeps of @n pairs in @xy those that leave every dropped one within @most of
 *  the line kept, the ends always; returns how many, moved to the front. Their
 *  former places go to @index (may be NULL). Sleeve fitting, after Zhao and
 *  Saalfeld 1997. */
size_t gm_geo_sleeve(double *xy, size_t n, double most, size_t *index);
