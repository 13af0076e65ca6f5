/** The text of marked-up documents. Private to text. */
#pragma once

#include "blocks.h"

/** What a page says of itself beside its text. */
typedef struct {
    char *title; /* owned; or NULL */
    char *date;  /* owned; ISO, or NULL */
} PageInfo;

/** New text of an HTML page, NUL-terminated, its blocks, and the way back into
 *  @html. Nothing is fetched, no entity is defined: any input takes time and
 *  memory in proportion to its length. */
char *gm_text_read_html(const char *html, gsize len, gsize *text_len, GArray **map, GArray **blocks,
                        PageInfo *info);

/** The blocks of Markdown (CommonMark's blocks): the text stays as it is; marks
 *  lie outside the blocks, or are passed over by the tokenizer. */
GArray *gm_text_find_markdown_blocks(const char *text, gsize len, PageInfo *info);

/** "2020-03-05" when @value begins with a date like it, else NULL; new. */
char *gm_text_iso_date(const char *value, gsize len);
