/** The SVG writer's parts: what stands before the drawing, and the items.
 *  draw_svg.c opens and closes the groups around them. Private to draw. */
#pragma once

#include "paint.h"
#include "svg_attrs.h"

/** The writer's place in the document: what is open, innermost last. */
typedef struct {
    const GmSheet *sheet;
    const GmDrawOptions *options;
    GString *out;
    char prefix[64];
    GmPainter *painter; /* outlines; opened when first needed */
    cairo_t *cr;        /* a path recorder */
    GHashTable *seen;   /* features that have their id */
    GHashTable *shared; /* path data -> number of its definition, from 1 */
    int layer, clip, feature;
    char *class_;     /* of the open class group, or NULL */
    GmSvgAttrs root;  /* what the whole document inherits */
    GmSvgAttrs group; /* inherited from the open class or feature group */
    GError *error;
} GmSvg;

/* svg_head.c */
/** Sets the id prefix: @given cleaned, or one derived from the sheet. */
void gm_draw_svg_prefix(GmSvg *w, const char *given);
/** The document up to its first layer: title, metadata, definitions, page. */
void gm_draw_svg_head(GmSvg *w);
/** <name>value</name>, escaped; nothing for an empty value. */
void gm_draw_svg_element(GString *out, const char *name, const char *value);

/* svg_item.c */
/** True for paths that may be written once and used again. */
bool gm_draw_svg_may_share(const GmSvg *w, const GmItem *it);
char *gm_draw_svg_path_data(const GmItem *it); /* owned */
/** The item itself, inside the groups that are open. */
void gm_draw_svg_item(GmSvg *w, const GmItem *it, const GmSvgAttrs *a);
