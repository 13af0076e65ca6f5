/** What a character is to the reader of text, and what it folds to. The one
 *  place that asks utf8proc. Private to text. */
#pragma once

#include <glib.h>

typedef enum {
    CHAR_PUNCT, /* punctuation and symbols */
    CHAR_SPACE, /* every white space, no-break ones and line ends too */
    CHAR_LETTER,
    CHAR_DIGIT,
    CHAR_MARK,       /* joins the letter before it */
    CHAR_IGNORED,    /* soft hyphen, zero-width, direction marks: not seen */
    CHAR_APOSTROPHE, /* between letters part of the word, else a quotation mark */
    CHAR_HYPHEN,     /* hyphens and dashes */
    CHAR_QUOTE,
} CharClass;

enum {
    CHAR_UPPER = 1,
    CHAR_LOWER = 2, /* neither: a script without case, or no letter */
};

enum { CHAR_FOLD_MAX = 80 }; /* bytes one code point may fold to */

typedef struct {
    guint8 class_; /* CharClass */
    guint8 flags;
    guint8 n_fold; /* bytes of fold; FOLD_SPACE: a space */
    char fold[9];  /* folded UTF-8, not terminated */
} CharInfo;

enum { CHAR_FOLDS_TO_SPACE = 255, CHAR_FOLDS_LONG = 254 };

/** The properties of @cp. Filled once for the scripts in common use; @scratch
 *  holds the answer for others. */
const CharInfo *gm_text_char_info(guint32 cp, CharInfo *scratch);
/** For CHAR_FOLDS_LONG: writes the folded form into @out (CHAR_FOLD_MAX). */
gsize gm_text_char_fold(guint32 cp, char *out);

/** ASCII, without a call: class in the low nibble, flags above. */
extern const guint8 gm_text_ascii_class[128];
static inline CharClass ascii_class(unsigned char c)
{
    return (CharClass)(gm_text_ascii_class[c] & 15);
}
static inline guint ascii_flags(unsigned char c)
{
    return gm_text_ascii_class[c] >> 4;
}
