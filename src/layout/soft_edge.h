/** Areas without a firm edge: nested contours of the blurred area, each to be
 *  painted nearly transparent. Private to layout.
 *
 *  The area's raster is blurred (box blurs, close to a Gaussian) and
 *  contoured by marching squares. */
#pragma once

#include "pixel_geom.h"

/** Appends to @out one geometry for each of @levels (0..1, share of the blurred
 *  area), outermost first when the levels rise. @radius: blur, px. */
void gm_layout_soft_contours(const GmPixelGeom *area, const double frame[4], double radius,
                             const double *levels, guint n_levels, GPtrArray *out);
