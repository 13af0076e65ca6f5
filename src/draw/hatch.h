/** Patterned fills: lines, crossed lines, dots. Private to draw. */
#pragma once

#include "sheet.h"

#include <cairo.h>

/** Fills the current path, all of it in @box (sheet units), with @st's pattern;
 *  the path is gone afterwards. */
void gm_draw_hatch_fill(cairo_t *cr, const GmStyle *st, const double box[4]);
/** For pictures at @scale pixels a sheet unit, whose grid the page's origin is on:
 *  the pattern as a tile that recurs, to be set as source; NULL where it does not
 *  recur after whole pixels. */
cairo_pattern_t *gm_draw_hatch_tile(const GmStyle *st, double scale);
