/** Haloes as stroked text. Cairo can only fill text or stroke outlines, and
 *  outlines are two thirds of a map's PDF. So the painter fills the text of a
 *  halo in a marking colour, and here those texts become strokes of the halo's
 *  own colour and width (PDF 32000-1, 9.3.6: text rendering mode 1), with empty
 *  replacement text, so that nobody finds a word twice. Private to draw. */
#pragma once

#include "sheet.h"

#include <stdbool.h>

typedef struct {
    GmColour colour;
    double width; /* of the stroke, in the page's units: points */
} GmPdfHalo;

/** The colour that marks halo @index; its opacity is the halo's. */
GmColour gm_draw_pdf_mark(guint index, double opacity);
/** Rewrites a page's content @in. False when a mark is left that it does not
 *  understand, and @out is of no use. */
bool gm_draw_pdf_set_halos(const char *in, gsize len, const GArray *halos, GString *out);
