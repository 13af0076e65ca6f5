/** Bytes of any encoding to UTF-8, with the way back. Private to text. */
#pragma once

#include "document.h"

/** A run of characters that each take @text_step bytes in the text and
 *  @file_step in what it was made from. Runs are in order of @text. */
typedef struct {
    gsize text, file;
    guint32 text_step, file_step;
} MapRun;

/** Appends @n characters, joined to the last run where they continue it. */
void gm_text_map_add(GArray *map, gsize text, gsize file, gsize text_step, gsize file_step);
/** Offsets of a span before the conversion; @map NULL: the same. */
void gm_text_map_span(const GArray *map, gsize *start, gsize *end);

/** The name of the encoding of @bytes and the length of its byte order mark:
 *  @asked, the mark, or what an HTML page declares; "UTF-8" otherwise. */
const char *gm_text_guess_encoding(const char *bytes, gsize len, const char *asked, bool html,
                                   gsize *mark);
/** New UTF-8 text, NUL-terminated. @map NULL when @bytes were UTF-8 already. */
char *gm_text_decode(const char *file, const char *bytes, gsize len, const char *encoding,
                     gsize mark, gsize *text_len, GArray **map, GError **error);
