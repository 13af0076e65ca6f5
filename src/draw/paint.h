/** Paints a sheet on a Cairo context: the one way that PNG, PDF and Cairo's own
 *  SVG are made. Private to draw. */
#pragma once

#include "pdf_halo.h"

#include "draw.h"

#include <cairo.h>

/** The sheet's fonts as Cairo faces; one per painted surface. */
typedef struct GmPainter GmPainter;

/** GM_DRAW_ERROR_PAINT when a font file cannot be opened. */
GmPainter *gm_draw_painter_new(const GmSheet *s, GError **error);
void gm_draw_painter_free(GmPainter *p);
/** For vector files: coordinates at @grid sheet units and haloes of straight
 *  pieces, which nobody sees and which halves the file. 0, the default: as
 *  they are. */
void gm_draw_painter_set_grid(GmPainter *p, double grid);

/** For pictures of @pixels a sheet unit: haloes are spread glyphs, hatches are
 *  tiles. The page's origin is on the pixels' grid. 0, the default: no picture. */
void gm_draw_painter_set_pixels(GmPainter *p, double pixels);

/** For PDF: haloes as text in marking colours (pdf_halo.h). Their kinds, widths
 *  in sheet units, are added to @halos (GmPdfHalo), which outlives the painter. */
void gm_draw_painter_mark_halos(GmPainter *p, GArray *halos);

/** Called around each feature's run of items; NULL functions are not called. */
typedef struct {
    void (*begin)(cairo_t *cr, const GmSheetFeature *f, gpointer user);
    void (*end)(cairo_t *cr, const GmSheetFeature *f, gpointer user);
    gpointer user;
} GmPaintHooks;

/** Paints all items in sheet units; the caller sets the scale. */
bool gm_draw_paint(GmPainter *p, cairo_t *cr, const GmPaintHooks *hooks, GError **error);
/** Adds the outline of a glyph of the sheet's @font, upright at the origin. */
void gm_draw_glyph_path(GmPainter *p, cairo_t *cr, guint font, double size, guint32 glyph);
/** Adds the outlines of @t to the current path. */
void gm_draw_text_path(GmPainter *p, cairo_t *cr, const GmText *t);
/** Adds @path to the current path. */
void gm_draw_add_path(cairo_t *cr, const GmPath *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmPainter, gm_draw_painter_free)
