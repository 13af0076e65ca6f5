/** The SVG writer's parts: what stands before the drawing, the order of the
 *  items, and the items. draw_svg.c opens and closes the groups around them.
 *  Private to draw. */
#pragma once

#include "paint.h"
#include "svg_attrs.h"

typedef struct {
    const GmSheet *sheet;
    const GmDrawOptions *options;
    GString *out;
    char prefix[64];
    GmPainter *painter; /* outlines; opened when first needed */
    cairo_t *cr;        /* a path recorder */
    GHashTable *glyphs; /* gint64 (svg_glyph.c) -> number of its definition, or 0 */
    guint n_glyphs;
    guint n_dots;     /* paths of dots */
    GHashTable *seen; /* features that have their id */
    GStringChunk *strings;
    GmSvgAttrs *attrs; /* of each item */
    char **data;       /* path data of each item, or NULL */
    guint *shared;     /* of each item: number of its path's definition, or 0 */
    GmSvgAttrs outer;  /* what is inherited at this place */
    bool bare;         /* the item stands in no group: it carries its class itself */
    bool classed;      /* a group around the item tells its class */
    GError *error;
} GmSvg;

/* draw_svg.c */
/** What a feature's group says of it: class and data, all of it in the @first. */
void gm_draw_svg_append_feature(GmSvg *w, const GmSheetFeature *f, bool first);

/* svg_head.c */
/** Sets the id prefix: @given cleaned, or one derived from the sheet. */
void gm_draw_svg_prefix(GmSvg *w, const char *given);
/** The document up to its first layer: title, metadata, definitions, page. */
void gm_draw_svg_head(GmSvg *w);
/** <name>value</name>, escaped; nothing for an empty value. */
void gm_draw_svg_element(GString *out, const char *name, const char *value);

/* svg_order.c */
/** Indices of the sheet's items: in drawing order, but furniture of a class
 *  stands together where nothing lies between. Free with g_free(). */
guint *gm_draw_svg_order(const GmSheet *s);

/* svg_glyph.c */
/** Is the text written as outlines? */
bool gm_draw_svg_as_outline(const GmSvg *w, const GmText *t);
/** The definitions of the glyphs of all such texts. */
void gm_draw_svg_append_glyphs(GmSvg *w);
/** The rest of a text's group, whose tag is still open. */
void gm_draw_svg_outlined_text(GmSvg *w, guint index);

/* svg_share.c */
/** Numbers the paths that recur (w->shared) and turns lines round where that
 *  makes the file pack better; @decimals: of each item's path data. */
void gm_draw_svg_share(GmSvg *w, const guint8 *decimals);
/** The definitions of the paths that recur. */
void gm_draw_svg_append_shared(GmSvg *w);

/* svg_dots.c */
/** The items [from, to) of @order as one path, where they are equal circles. */
bool gm_draw_svg_dots(GmSvg *w, const guint *order, guint from, guint to);

/* svg_item.c */
/** Attributes and path data of all items. */
void gm_draw_svg_prepare_items(GmSvg *w);
/** Is the item of another class than its feature's group? */
bool gm_draw_svg_has_own_class(const GmSvg *w, const GmItem *it);
/** Decimals for words and the base map's dots: whole pixels where a half is not seen. */
int gm_draw_svg_place_decimals(const GmSvg *w);
/** The item itself, inside the groups that are open. */
void gm_draw_svg_item(GmSvg *w, guint index);
