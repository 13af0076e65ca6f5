/** Lines of Latin or Cyrillic letters shaped by HarfBuzz alone: most of a map's text.
 *  Pango, which gives them the same glyphs in the same places, would take three times
 *  as long, and half as long again to open. Private to layout. */
#pragma once

#include "font_files.h"

/** Whether the line is one run from left to right for which @face needs no second
 *  font: letters of one of the two scripts, digits, common signs, on a map in a
 *  @language that is known to change nothing of it (NULL: English). */
bool gm_layout_is_plain_line(const char *string, const char *language, hb_face_t *face);
/** The line's glyphs and positions in the units of @font's scale; owned, free with
 *  hb_buffer_destroy(). */
hb_buffer_t *gm_layout_shape_plain_line(const char *string, const char *language, hb_font_t *font);
