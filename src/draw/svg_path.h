/** Path data in its shortest form. Private to draw. */
#pragma once

#include "sheet.h"

#include <stdbool.h>

/** Appends path data: relative, @decimals (1 or 2) of a pixel, no rounding
 *  drift; curves that are quadratic are written as such. */
void gm_draw_svg_append_path(GString *out, const GmPath *p, int decimals);
/** The same as a new string. */
char *gm_draw_svg_path_data(const GmPath *p, int decimals);
/** A path of four quarter arcs is a circle. */
bool gm_draw_svg_is_circle(const GmPath *p, double *cx, double *cy, double *r);
/** Four sides and four quarter arcs: a rectangle @box (x0, y0, x1, y1) with
 *  corners of radius @r. */
bool gm_draw_svg_is_round_rect(const GmPath *p, double box[4], double *r);
