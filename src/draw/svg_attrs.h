/** SVG presentation attributes of a style, as a comparable set, and paths in
 *  their shortest form. Private to draw. */
#pragma once

#include "sheet.h"

/** The attributes an item may carry; each a string or NULL (the default). */
typedef struct {
    char fill[40], fill_opacity[12], stroke[16], stroke_opacity[12], stroke_width[12];
    char dash[64], cap[8], join[8], fill_rule[10], paint_order[8];
    char font_size[12], font_weight[6], font_style[8], letter_spacing[12], text_anchor[8];
    const char *family; /* borrowed; NULL for paths */
} GmSvgAttrs;

/** @style_index names the pattern "PREFIXh<index>" of a patterned fill. */
void gm_draw_svg_path_attrs(GmSvgAttrs *a, const GmStyle *st, guint style_index,
                            const char *prefix);
void gm_draw_svg_text_attrs(GmSvgAttrs *a, const GmStyle *st, const GmText *t, const GmFont *font);
/** What is written once, on the document: the first font and round joins. */
void gm_draw_svg_root_attrs(GmSvgAttrs *a, const GmSheet *s);
void gm_draw_svg_append_root(GString *out, const GmSvgAttrs *root);
/** Appends those of @a that differ from what is inherited (@outer, may be NULL
 *  for SVG's own defaults). */
void gm_draw_svg_append_attrs(GString *out, const GmSvgAttrs *a, const GmSvgAttrs *outer);

/** Appends path data: relative, hundredths of a pixel, no rounding drift. */
void gm_draw_svg_append_path(GString *out, const GmPath *p);
/** Appends a coordinate with at most two decimals. */
void gm_draw_svg_append_coord(GString *out, double v);
/** Appends "#rrggbb" or "none". */
void gm_draw_svg_colour(char *buf, gsize size, GmColour c);
