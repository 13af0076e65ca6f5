#include "oblique.h"

Oblique gm_geo_oblique(GmPos centre)
{
    double sp = sin(centre.lat * DEG), cp = cos(centre.lat * DEG);
    double sl = sin(centre.lon * DEG), cl = cos(centre.lon * DEG);
    double c = 1.0 - WGS84_E2, w = cp * cp + c * c * sp * sp, f = 1.0 / sqrt(w);
    double sg = c * sp * f, cg = cp * f; /* of the geocentric latitude */
    double v = 1.0 - WGS84_E2 * sp * sp;
    double n = WGS84_A / sqrt(v), m = WGS84_A * c / (v * sqrt(v));
    return (Oblique){
        .east = {-sl, cl, 0.0},
        .north = {-sg * cl, -sg * sl, cg},
        .up = {cg * cl, cg * sl, sg},
        .sx = n * sqrt(w),
        .sy = m * w / c,
    };
}

GmPos gm_geo_oblique_inverse(const Oblique *o, double x, double y)
{
    double u = x / o->sx, v = y / o->sy, q = fmin(u * u + v * v, 4.0);
    double f = sqrt(1.0 - q / 4.0), w = 1.0 - q / 2.0;
    Vec3 p = {u * f * o->east.x + v * f * o->north.x + w * o->up.x,
              u * f * o->east.y + v * f * o->north.y + w * o->up.y,
              u * f * o->east.z + v * f * o->north.z + w * o->up.z};
    return gm_geo_from_ecef(p);
}
