/** A text of any size, a part at a time: memory is bounded by the part, not by
 *  the file. Parts end between paragraphs where they can, else between words;
 *  each is a document of its own whose spans lead to the whole file. */
#pragma once

#include "document.h"

typedef struct GmTextParts GmTextParts;

enum { GM_TEXT_PART_BYTES = 2 << 20 };

/** Opens @path ("-" is standard input), plain UTF-8 text or Markdown.
 *  @part_bytes 0: GM_TEXT_PART_BYTES. Nothing is read yet. */
GmTextParts *gm_text_parts_open(const char *path, gsize part_bytes, GError **error);
/** The next part, new; NULL at the end (@error unset) or on failure. Parts of
 *  nothing but white space are passed over; a file of nothing else is EMPTY. */
GmDocument *gm_text_parts_next(GmTextParts *p, GError **error);
void gm_text_parts_close(GmTextParts *p); /* accepts NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmTextParts, gm_text_parts_close)
