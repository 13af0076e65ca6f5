/** Geometries to and from a net in the plane of longitude and latitude. Private. */
#pragma once

#include "geometry.h"
#include "plane_net.h"

/** Where a plane's coordinates end that are degrees, run on past 180 or not. */
#define GEO_DEGREES_REACH 600.0

/** Adds a ring's edges so that they wind once about its inside, or for a hole
 *  once less, whichever way it was run; within @window (NULL: all) it is the same. */
void gm_geo_net_add_ring(PlaneNet *net, const double *xy, size_t n, bool hole, int set,
                         const PlaneBox *window);
/** The same for all of a polygon's, x longitude and y latitude. */
void gm_geo_net_add_polygons(PlaneNet *net, const GmGeom *g, int set, const PlaneBox *window);
/** A ring cut to a box, into @out (of double pairs); edges along the box close it. */
void gm_geo_ring_clip(const double *xy, size_t n, PlaneBox box, GArray *out);
double gm_geo_ring_area(const double *xy, size_t n); /* signed */

/** Kept where set 0 winds at all, or (solid) forwards. */
bool gm_geo_net_solid(const int *winding, void *user);
bool gm_geo_net_nonzero(const int *winding, void *user);

GmGeom *gm_geo_rings_geom(const PlaneRings *r);
void gm_geo_rings_add(PlaneRings *r, const double *xy, size_t n, bool hole);
/** Rings of any kind made valid: what they wind about, loops whichever way they run.
 *  No coordinate larger than @reach. NULL when too involved. */
PlaneRings *gm_geo_rings_mended(const PlaneRings *r, double reach);
/** Rings as they stand: shells counter-clockwise, holes clockwise. */
void gm_geo_net_add_rings(PlaneNet *net, const PlaneRings *r, int set);
/** Pieces (PlaneRings, taken out) that lie along tracks in their order, as one. NULL
 *  when too involved or past @deadline (monotonic). */
PlaneRings *gm_geo_rings_unite(GPtrArray *pieces, double reach, gint64 deadline);
/** Rings that neither cross nor touch themselves, nor overlap. */
bool gm_geo_rings_valid(const PlaneRings *r, double reach);
/** The same for polygons, read as they stand in longitude and latitude. */
bool gm_geo_plane_valid(const GmGeom *g);
void gm_geo_reverse_xy(double *xy, size_t n);
/** Polygons made valid; NULL and GM_GEO_ERROR_GEOMETRY when too involved. */
GmGeom *gm_geo_plane_mended(const GmGeom *g, GError **error);
bool gm_geo_net_refused(GError **error); /* sets that error; false */
