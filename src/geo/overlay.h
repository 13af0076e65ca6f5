/** Set operations, simplification and predicates (GEOS, in a local plane or
 *  in longitude/latitude unwrapped around the operands). */
#pragma once

#include "geometry.h"

GmGeom *gm_geo_union(const GmGeom *a, const GmGeom *b, GError **error);
GmGeom *gm_geo_intersection(const GmGeom *a, const GmGeom *b, GError **error);
GmGeom *gm_geo_difference(const GmGeom *a, const GmGeom *b, GError **error);
/** Union of @n polygons; borrowed pointers. */
GmGeom *gm_geo_union_all(const GmGeom *const *geoms, size_t n, GError **error);
/** Any class cut to @box (rectangle clipping, fast). */
GmGeom *gm_geo_clip_box(const GmGeom *g, GmBox box, GError **error);
/** Douglas-Peucker keeping topology, @metres tolerance. */
GmGeom *gm_geo_simplify(const GmGeom *g, double metres, GError **error);
bool gm_geo_contains(const GmGeom *polygon, GmPos p);
/** A point well inside the polygon's largest part (for labels). */
GmPos gm_geo_label_point(const GmGeom *polygon);
/** Shared boundary of two polygon sets, e.g. two countries' border, taken
 *  from @a's rings where they run within @tolerance metres of @b. */
GmGeom *gm_geo_shared_border(const GmGeom *a, const GmGeom *b, double tolerance, GError **error);
