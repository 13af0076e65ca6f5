/** The output formats, one function each: a row of draw.c's table. Private. */
#pragma once

#include "draw.h"

bool gm_draw_svg(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error);
bool gm_draw_png(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error);
bool gm_draw_pdf(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error);
/** Cairo's own SVG surface, for comparison. */
bool gm_draw_cairo_svg(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error);
