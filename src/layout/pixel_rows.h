/** The edges of rings by the rows they pass, for many questions what lies inside.
 *  Private to layout. */
#pragma once

#include "pixel_geom.h"

typedef struct GmPixelRows GmPixelRows;

/** Borrows @g. */
GmPixelRows *gm_layout_rows_new(const GmPixelGeom *g);
void gm_layout_rows_free(GmPixelRows *r); /* accepts NULL */
/** What gm_layout_pixels_contain says, from the edges of one row. */
bool gm_layout_rows_contain(const GmPixelRows *r, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmPixelRows, gm_layout_rows_free)
