/** Geodesics on WGS84, solved both ways to a few nanometres. Private to geo.
 *
 *  Karney 2013 (J. Geodesy 87, 43-55): the auxiliary sphere, series to the sixth
 *  order in the flattening (equations 15-25, 38-43), Newton's method on the
 *  azimuth for the inverse problem (section 4); kept inside a bracket instead of
 *  started from the astroid. Area: his equation 59, of which the integral 60 is
 *  taken by quadrature. */
#pragma once

#include "geometry.h"

typedef struct {
    double s, c; /* sine and cosine of one angle */
} Turn;

/** A geodesic from a place at an azimuth, its series summed up to there. */
typedef struct {
    double lat, lon;            /* degrees */
    Turn alpha0;                /* azimuth at the equator */
    Turn sigma1;                /* arc from the equator to the place, on the auxiliary sphere */
    Turn omega1;                /* longitude of the place there, not normalised */
    Turn tau1;                  /* sigma1 in proportion to distance */
    double dn1, k2, a1, a2, a3; /* scales of distance, reduced length and longitude */
    double b1, b2, b3;          /* their sums at sigma1 */
    double c1[7], c1p[7], c2[7], c3[6];
} Geodesic;

typedef struct {
    GmPos pos;
    double azimuth; /* degrees from north, (-180, 180] */
    double m12;     /* reduced length, metres */
    double M12;     /* geodesic scale */
} GeodesicPoint;

typedef struct {
    double length;             /* metres */
    double azimuth1, azimuth2; /* forward, degrees from north, (-180, 180] */
    double m12;                /* reduced length, metres */
    double M12;                /* scale of the second point relative to the first */
    double area;               /* square metres between the line and the equator */
} GeodesicInverse;

void gm_geodesic_start(Geodesic *g, GmPos from, double azimuth);
/** Point at @metres; m12 and M12 cost a little, and are set only if @scales. */
GeodesicPoint gm_geodesic_at(const Geodesic *g, double metres, bool scales);
GeodesicInverse gm_geodesic_between(GmPos a, GmPos b);
/** The same with the area, which the other leaves 0. */
GeodesicInverse gm_geodesic_between_area(GmPos a, GmPos b);
/** Square metres of the whole ellipsoid. */
double gm_geodesic_earth_area(void);

/* ---- for geo's own geodesic files ---- */

/** Sum of c[k] sin(2k sigma), k = 1 to @n. */
double gm_geodesic_sum(const double *c, int n, Turn sigma);
double gm_geodesic_eps(double k2);
/** Coefficients for @eps; those of c[0] are unused. */
double gm_geodesic_a1(double eps, double c1[7]);
double gm_geodesic_a2(double eps, double c2[7]);
double gm_geodesic_a3(double eps, double c3[6]);

/** Of degrees; exact at multiples of 90. */
Turn gm_geodesic_turn(double degrees);
