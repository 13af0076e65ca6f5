/** A PNG file of palette pixels, chunk by chunk (W3C PNG, third edition); the
 *  picture is packed by libdeflate in one piece. Private to draw. */
#pragma once

#include "png_palette.h"

/** Signature and header. */
void gm_draw_png_begin(GString *out, guint32 width, guint32 height, double dpi);
/** A line of text: UTF-8, uncompressed. Nothing for NULL or "". */
void gm_draw_png_text(GString *out, const char *key, const char *value);
/** Palette, pixels and end. @lines: @n bytes, each line a 0 (no filter: indices have
 *  no slope) and the pixels' indices. False: out of memory. */
bool gm_draw_png_pixels(GString *out, const GmPalette *p, const guint8 *lines, gsize n);
