/** The thorough way to a zone: strips along edges, fans at vertices, united in
 *  a local plane. Every corner of a strip and fan is exact on the ellipsoid; the
 *  plane only unites. Slow, but takes whatever comes. Private. */
#pragma once

#include "buffer.h"

/** @left and @right are depths >= 0 (one may be 0); points and polygons use
 *  @left, negative inward. Rings come out unsplit, inside on the left. */
GmGeom *gm_geo_buffer_union(const GmGeom *g, const GmBufferOptions *o, GError **error);
/** The flat-ended zone of lines from their round one (@o's left depth on both sides):
 *  different only about the ends, which are done thoroughly. NULL when too involved. */
GmGeom *gm_geo_buffer_patch(const GmGeom *g, const GmGeom *round, const GmBufferOptions *o);
/** How much work that would be: positions along both sides of @g's edges. */
double gm_geo_buffer_union_steps(const GmGeom *g, const GmBufferOptions *o);
