/** A palette for a painted map. The flat colours of a map, most of its pixels,
 *  are kept exactly. The blends along edges and glyphs come close: each takes
 *  the nearest entry that the eye cannot tell from it at an edge, in lightness
 *  before hue, or becomes one; fewer entries pack better. Private to draw. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct GmPalette GmPalette;

/** Reads @width x @height pixels 0xRRGGBB, @stride in pixels, and counts their
 *  colours. There are no entries yet. */
GmPalette *gm_draw_palette_new(const guint32 *pixels, int width, int height, gsize stride);
/** Chooses the entries, once, for @p's pixels and those of @more (or NULL), whose
 *  entries are then @p's. How the pixels are divided between the two does not matter. */
void gm_draw_palette_choose(GmPalette *p, GmPalette *more);
void gm_draw_palette_free(GmPalette *p);
/** Of the palette that chose: number of entries, at most 256, and their colours
 *  0xRRGGBB. */
guint gm_draw_palette_size(const GmPalette *p);
guint32 gm_draw_palette_colour(const GmPalette *p, guint i);
/** Indices of the pixels that @p was made from, line by line; each line stands
 *  after @before zero bytes. */
void gm_draw_palette_map(const GmPalette *p, guint8 *out, gsize before);
