/** The words by which clutter gives itself away. Private to text. */
#pragma once

#include "blocks.h"

typedef struct {
    guint n_words;
    guint score;    /* of boilerplate phrases, each counted once */
    guint address;  /* we, our, you outside quotations: the page speaks to its reader */
    guint n_bars;   /* | » > • between words */
    guint n_quoted; /* words within quotation marks */
    guint n_cued;   /* sentences with such a phrase or address */
    bool ends;      /* with a full stop or its like */
} BlockCues;

/** The cues of the @n tokens from @first: a block's or a sentence's. */
BlockCues gm_text_cues(const GmDocument *d, guint first, guint n);

/** "Comments", "12 responses to …", "Leave a reply". */
bool gm_text_heads_comments(const GmDocument *d, const Block *b);
/** "References", "Notes", "Sources". */
bool gm_text_heads_references(const GmDocument *d, const Block *b);
/** "[3] …", "^ …" at the head of a block. */
bool gm_text_is_footnote(const GmDocument *d, const Block *b);
/** "By Jane Doe", "EPC | 25 Jan 2020", "Published: …". */
bool gm_text_is_byline(const GmDocument *d, const Block *b, const BlockCues *c);
/** "FILE PHOTO: …" at the head of a block. */
bool gm_text_heads_caption(const GmDocument *d, const Block *b);
/** A sentence that credits a photograph, agencies or the page's owner. */
bool gm_text_is_credit(const GmDocument *d, const GmSentence *s, bool *photograph);
/** "Read more: …", one line that leads elsewhere. */
bool gm_text_heads_link(const GmDocument *d, const Block *b);
/** "About the author". */
bool gm_text_heads_author(const GmDocument *d, const Block *b);
/** Name and time of a comment: "jane • 3 years ago", "Jane says:". */
bool gm_text_signs_comment(const GmDocument *d, const Block *b);
/** One word or two that a page's buttons say: "Share", "Donate". */
bool gm_text_is_button(const GmDocument *d, const Block *b);

/** The first full date in the tokens [@first, @end): "2020-03-05", new; or
 *  NULL. @n is the number of its tokens and @at its first. */
char *gm_text_find_date(const GmDocument *d, guint first, guint end, guint *at, guint *n);
