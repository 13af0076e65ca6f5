/** The ellipsoid and the few things that geo's own files share. Private. */
#pragma once

#include "geometry.h"

#include <math.h>

#define WGS84_A 6378137.0
#define WGS84_F (1.0 / 298.257223563)
#define WGS84_E2 (WGS84_F * (2.0 - WGS84_F))
#define DEG (G_PI / 180.0)

typedef struct {
    double x, y, z; /* earth-centred, earth-fixed, metres */
} Vec3;

/** Earth-centred position of a place on the ellipsoid and back. */
Vec3 gm_geo_ecef(GmPos p);
GmPos gm_geo_from_ecef(Vec3 v);

static inline double vec_dot(Vec3 a, Vec3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
static inline Vec3 vec_sub(Vec3 a, Vec3 b)
{
    return (Vec3){a.x - b.x, a.y - b.y, a.z - b.z};
}
static inline double vec_len(Vec3 a)
{
    return sqrt(vec_dot(a, a));
}
/** @lon folded into [-180, 180]. */
static inline double fold_lon(double lon)
{
    return fabs(lon) <= 180.0 ? lon : remainder(lon, 360.0);
}
/** Angle in degrees folded into (-180, 180]. */
static inline double fold_angle(double a)
{
    a = remainder(a, 360.0);
    return a <= -180.0 ? 180.0 : a;
}
