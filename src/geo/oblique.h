/** A local plane of nearly equal area around a place, straight from
 *  earth-centred positions: only ever used to learn which features meet, so it
 *  is cheap rather than exact (0.01 % at 100 km from its centre). It covers the
 *  globe but for the antipode. Private. */
#pragma once

#include "wgs84.h"

typedef struct {
    Vec3 east, north, up; /* unit vectors of the centre's direction */
    double sx, sy;        /* metres per unit along each axis */
} Oblique;

Oblique gm_geo_oblique(GmPos centre);

static inline void oblique_forward(const Oblique *o, Vec3 v, double *x, double *y)
{
    double r = 1.0 / vec_len(v), w = vec_dot(v, o->up) * r;
    double k = r * sqrt(2.0 / fmax(1.0 + w, 1e-12));
    *x = o->sx * k * vec_dot(v, o->east);
    *y = o->sy * k * vec_dot(v, o->north);
}

GmPos gm_geo_oblique_inverse(const Oblique *o, double x, double y);
