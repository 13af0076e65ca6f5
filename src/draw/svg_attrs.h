/** SVG presentation attributes as comparable sets: what an item asks for, what
 *  a group of items has in common, and what is left to write. Private to draw. */
#pragma once

#include "sheet.h"

#include <stdbool.h>

typedef enum {
    GM_SVG_FILL,
    GM_SVG_FILL_OPACITY,
    GM_SVG_FILL_RULE,
    GM_SVG_STROKE,
    GM_SVG_STROKE_OPACITY,
    GM_SVG_STROKE_WIDTH,
    GM_SVG_DASH,
    GM_SVG_CAP,
    GM_SVG_JOIN,
    GM_SVG_PAINT_ORDER,
    GM_SVG_FONT_SIZE,
    GM_SVG_FONT_WEIGHT,
    GM_SVG_FONT_STYLE,
    GM_SVG_LETTER_SPACING,
    GM_SVG_TEXT_ANCHOR,
    GM_SVG_FONT_FAMILY,
    GM_N_SVG_ATTRS
} GmSvgAttr;

/** NULL where the item does not care. Strings are interned in the writer's
 *  chunk, so that equal values are equal pointers. */
typedef struct {
    const char *v[GM_N_SVG_ATTRS];
} GmSvgAttrs;

/** @style_index names the pattern "PREFIXh<index>" of a patterned fill. */
void gm_draw_svg_path_attrs(GmSvgAttrs *a, GStringChunk *strings, const GmStyle *st,
                            guint style_index, const char *prefix);
/** @family: from gm_draw_svg_family(). */
void gm_draw_svg_text_attrs(GmSvgAttrs *a, GStringChunk *strings, const GmStyle *st,
                            const GmText *t, const GmFont *font, const char *family);
/** The font and what stands in where it is missing. */
const char *gm_draw_svg_family(GStringChunk *strings, const GmFont *font);
/** SVG's own defaults. */
void gm_draw_svg_default_attrs(GmSvgAttrs *a, GStringChunk *strings);
/** For each attribute the value that costs the least when a group that inherits
 *  @outer (NULL: not known yet) writes it for its @n members; NULL where no
 *  member cares. Of equals the first. */
void gm_draw_svg_common_attrs(GmSvgAttrs *common, const GmSvgAttrs *const *members, guint n,
                              const GmSvgAttrs *outer);
/** How many of the @n members, from the first, are worth a group of their own for
 *  what they have in common beyond @outer: *shared. 0 where a group costs more. */
guint gm_draw_svg_worth_group(GmSvgAttrs *shared, const GmSvgAttrs *const *members, guint n,
                              const GmSvgAttrs *outer);
/** @inner over @outer: what stands inside a group with @inner. */
GmSvgAttrs gm_draw_svg_inherit(const GmSvgAttrs *outer, const GmSvgAttrs *inner);
/** Appends those of @a that differ from what is inherited. */
void gm_draw_svg_append_attrs(GString *out, const GmSvgAttrs *a, const GmSvgAttrs *outer);

/** Appends "#rrggbb" or "none". */
void gm_draw_svg_colour(char *buf, gsize size, GmColour c);
