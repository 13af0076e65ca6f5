/** Geodesic zones: every boundary point lies at the stated distance.
 *
 *  Edges of the result are dense enough that read as straight lines in
 *  longitude and latitude (RFC 7946) they keep the tolerance. Results are valid,
 *  split at the antimeridian, poles enclosed, outer rings counter-clockwise.
 *
 *  A zone on one side of a line always ends flat; with unequal depths each round
 *  end is a quarter of either. A corridor between two chainages is the zone of
 *  gm_geo_sub_line with flat ends; a strip along a border inside a country is
 *  its intersection with the country.
 *
 *  Round zones have their vertices exact (to 1 mm, below some 20,000 positions);
 *  in flat and one-sided ones those where two curves meet keep the tolerance.
 *  Method: geodesics by Karney 2013; a local plane for what meets what. */
#pragma once

#include "geometry.h"

typedef enum { GM_SIDE_BOTH, GM_SIDE_LEFT, GM_SIDE_RIGHT } GmBufferSide;
typedef enum { GM_CAP_ROUND, GM_CAP_FLAT } GmBufferCap;

typedef struct {
    double left, right; /* depth in metres each side of a line; points and
                           polygons use @left (negative: inward, polygons) */
    GmBufferSide side;
    GmBufferCap cap;
    double tolerance; /* share of the distance, e.g. 1e-4 */
} GmBufferOptions;

#define GM_BUFFER_OPTIONS_INIT                                                                     \
    {                                                                                              \
        0.0, 0.0, GM_SIDE_BOTH, GM_CAP_ROUND, 1e-4                                                 \
    }

/** The zone around @g. NULL with @error set when the input or options are
 *  unusable (a distance of 0, past 9,900 km or not a number, a tolerance outside
 *  1e-7 to 0.1, positions out of range) or too involved to finish in time
 *  (GM_GEO_ERROR_GEOMETRY: more than 250,000 positions, edges that cross by the ten
 *  thousand, a polygon whose rings cross 2,000 times, a line so long and so sharply bent
 *  that its sides cannot be told apart); an inward buffer that leaves nothing is an empty
 *  polygon. */
GmGeom *gm_geo_buffer(const GmGeom *g, const GmBufferOptions *o, GError **error);
/** Between @inner and @outer metres from @g (a range band). */
GmGeom *gm_geo_ring(const GmGeom *g, double inner, double outer, double tolerance, GError **error);
