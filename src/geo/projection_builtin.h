/** The projections that maps mostly use, by formula on WGS84: no library set-up,
 *  no database. Private to geo.
 *
 *  Transverse Mercator: Karney 2011 (J. Geodesy 85), Krueger's series to n^6.
 *  Lambert azimuthal equal-area, Lambert conformal conic, polar stereographic:
 *  Snyder 1987 (USGS PP 1395). Equal Earth: Savric, Patterson, Jenny 2018. */
#pragma once

#include "geometry.h"

typedef enum {
    BUILTIN_NONE,
    BUILTIN_TMERC,
    BUILTIN_LAEA,
    BUILTIN_LCC,
    BUILTIN_EQEARTH,
    BUILTIN_STERE
} BuiltinKind;

typedef struct {
    BuiltinKind kind;
    double lat0, lon0, lat1, lat2, k0; /* degrees; scale */
    double x0, y0;                     /* false easting and northing, metres */
    /* derived */
    double scale;                  /* metres per unit of the formula */
    double sin0, cos0, d;          /* laea */
    double qp;                     /* authalic constant at the pole */
    double cone, rho0;             /* lcc */
    double alpha[7], beta[7], xi0; /* tmerc */
    double sign;                   /* stere: 1 north, -1 south */
} Builtin;

/** Reads a PROJ string; false when it asks for anything not built in. */
bool gm_geo_builtin_parse(const char *definition, Builtin *b);
bool gm_geo_builtin_forward(const Builtin *b, GmPos pos, double *x, double *y);
bool gm_geo_builtin_inverse(const Builtin *b, double x, double y, GmPos *pos);
