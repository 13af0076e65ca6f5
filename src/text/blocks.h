/** Blocks: the paragraphs, headings and list items of a text, before they are
 *  sentences. Private to text. */
#pragma once

#include "document.h"

typedef struct {
    gsize start, end; /* without the white space and list mark around it */
    guint first_token, n_tokens;
    guint first_sentence, n_sentences;
    guint16 indent;      /* columns before it */
    guint8 blank_before; /* empty lines before it, at most 255 */
    bool bullet;         /* it had a list mark */
    gint8 kind;          /* GmSectionKind the markup gives, or -1 */
    bool heading;        /* the markup says so */
    bool markdown;       /* its inline marks are passed over */
} Block;

/** The blocks of plain text. Lines are joined where the text is wrapped. */
GArray *gm_text_find_blocks(const char *text, gsize len);

/** Tokens of @b, appended to the document's; sets the block's range. */
void gm_text_tokenize(GmDocument *d, GString *folds, Block *b);
/** Sentences of @b, appended; needs its tokens. @paragraph is its number. */
void gm_text_find_sentences(GmDocument *d, Block *b, guint paragraph);
/** Sections from the blocks; sets sentences' sections, title and date. */
void gm_text_find_sections(GmDocument *d, GArray *blocks);
