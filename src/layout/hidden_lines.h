/** Lines without what other lines cover: a road of the base map where a highway of
 *  the document is drawn over it. Private to layout. */
#pragma once

#include "pixel_geom.h"

/** Appends @lines' parts to @to. */
void gm_layout_lines_gather(const GmPixelGeom *lines, GmPixelGeom *to);
/** @lines without the edges that lie within @reach px of one of @over, all along.
 *  New; what goes on from there begins at the hidden edge's end. */
GmPixelGeom *gm_layout_lines_not_under(const GmPixelGeom *lines, const GmPixelGeom *over,
                                       double reach);
