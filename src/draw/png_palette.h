/** A palette for a painted map. The flat colours of a map, most of its pixels,
 *  are kept exactly. The blends along edges and glyphs come close: each takes
 *  the nearest entry that the eye cannot tell from it at an edge, in lightness
 *  before hue, or becomes one; fewer entries pack better. Private to draw. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct GmPalette GmPalette;

/** From @width x @height pixels 0xRRGGBB, @stride in pixels. */
GmPalette *gm_draw_palette_new(const guint32 *pixels, int width, int height, gsize stride);
void gm_draw_palette_free(GmPalette *p);
/** Number of entries, at most 256, and their colours 0xRRGGBB. */
guint gm_draw_palette_size(const GmPalette *p);
guint32 gm_draw_palette_colour(const GmPalette *p, guint i);
/** Indices of @n pixels, each a colour that the palette was made from. */
void gm_draw_palette_map(const GmPalette *p, const guint32 *pixels, guint8 *out, int n);
