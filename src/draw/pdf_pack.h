/** A PDF file with less air: Cairo's objects, the small ones together in one
 *  packed stream and the table packed too (PDF 32000-1, 7.5.7 and 7.5.8), every
 *  stream packed again by libdeflate. Private to draw. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** Called with each unpacked stream that may be a page's content. Returns true
 *  with @out filled to replace it; true with @out empty to leave it; false to
 *  give up. */
typedef bool (*GmPdfFilter)(const char *in, gsize len, GString *out, gpointer user);

/** False when the file is not laid out as Cairo's are, or @filter gave up;
 *  @out is then as it was. */
bool gm_draw_pdf_pack(const char *pdf, gsize len, GmPdfFilter filter, gpointer user, GString *out);
