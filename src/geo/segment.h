/** One geodesic edge with its solution kept, and the nearest point on it. Private. */
#pragma once

#include "geodesic_line.h"
#include "wgs84.h"

typedef struct {
    GmPos a, b;
    double length;     /* metres */
    double az_a, az_b; /* forward azimuths at the ends, degrees */
    Geodesic line;
} GeoSegment;

/** False when the edge has no length (@seg then holds its ends only). */
bool gm_geo_segment_init(GeoSegment *seg, GmPos a, GmPos b);
/** Point at @s metres from a; @az (may be NULL) gets the forward azimuth there. */
GmPos gm_geo_segment_at(const GeoSegment *seg, double s, double *az);
/** Distance in metres from @p to the edge; @s gets the foot's place on it.
 *  Newton on the squared distance, with Karney's reduced length. */
double gm_geo_segment_foot(const GeoSegment *seg, GmPos p, double *s);
