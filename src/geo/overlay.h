/** Set operations, simplification and predicates, in the plane of longitude and
 *  latitude, operands cut at the antimeridian. Polygons that are not valid count as
 *  what their rings wind about. Errors are GM_GEO_ERROR_GEOMETRY. */
#pragma once

#include "geometry.h"

/** Polygons united; points and lines one after the other. */
GmGeom *gm_geo_union(const GmGeom *a, const GmGeom *b, GError **error);
/** Either may be points or lines: then what of them the polygon holds. */
GmGeom *gm_geo_intersection(const GmGeom *a, const GmGeom *b, GError **error);
/** @a may be points or lines, @b is a polygon. */
GmGeom *gm_geo_difference(const GmGeom *a, const GmGeom *b, GError **error);
/** Union of @n polygons; borrowed pointers. */
GmGeom *gm_geo_union_all(const GmGeom *const *geoms, size_t n, GError **error);
/** Any class cut to @box. */
GmGeom *gm_geo_clip_box(const GmGeom *g, GmBox box, GError **error);
/** Positions left out that lie within @metres of what stays; polygons stay valid. */
GmGeom *gm_geo_simplify(const GmGeom *g, double metres, GError **error);
bool gm_geo_contains(const GmGeom *polygon, GmPos p);
/** A point well inside the polygon's largest part (for labels). */
GmPos gm_geo_label_point(const GmGeom *polygon);
/** Shared boundary of two polygon sets, e.g. two countries' border, taken
 *  from @a's rings where they run within @tolerance metres of @b. */
GmGeom *gm_geo_shared_border(const GmGeom *a, const GmGeom *b, double tolerance, GError **error);
