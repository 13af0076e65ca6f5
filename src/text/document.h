/** A document: its bytes as given, the text that is read, and what the text
 *  is made of: sections, sentences, tokens.
 *
 *  All spans are byte offsets into @text, UTF-8 and NUL-terminated. For a
 *  UTF-8 plain-text file @text is the file itself, byte for byte; for HTML and
 *  converted encodings gm_text_source_span leads back to the file. Plain text is
 *  never rewritten: no-break spaces, curly quotes and soft hyphens keep their
 *  bytes and are understood by the tokens. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#define GM_TEXT_ERROR (gm_text_error_quark())
GQuark gm_text_error_quark(void);
typedef enum {
    GM_TEXT_ERROR_IO,
    GM_TEXT_ERROR_BINARY,   /* not text at all */
    GM_TEXT_ERROR_ENCODING, /* not valid in the encoding it announces */
    GM_TEXT_ERROR_EMPTY,
    GM_TEXT_ERROR_LIMIT, /* larger than the reader was allowed */
    GM_TEXT_ERROR_VALUE, /* a length, number or coordinate that cannot be read */
} GmTextError;

typedef enum { GM_FORMAT_AUTO, GM_FORMAT_PLAIN, GM_FORMAT_MARKDOWN, GM_FORMAT_HTML } GmTextFormat;

/** What a stretch of the document is. Only title, body, caption and list are
 *  the article; the others are listed but kept off the map. */
typedef enum {
    GM_SECTION_TITLE,
    GM_SECTION_BODY,
    GM_SECTION_BYLINE, /* "EPC | 25 Jan 2020", datelines stay in the body */
    GM_SECTION_CAPTION,
    GM_SECTION_BOILERPLATE, /* mastheads, donation pleas, navigation, subscription */
    GM_SECTION_COMMENTS,
    GM_SECTION_REFERENCES, /* footnotes, bibliography, credits */
} GmSectionKind;

typedef struct {
    gsize start, end;
    GmSectionKind kind;
} GmSection;

typedef struct {
    gsize start, end;
    guint first_token, n_tokens;
    guint paragraph; /* running number; a list item or heading is one */
    GmSectionKind section;
} GmSentence;

typedef enum {
    GM_TOKEN_WORD,   /* letters with inner apostrophes, ayn signs and marks; "M4" */
    GM_TOKEN_NUMBER, /* digits with inner . , : */
    GM_TOKEN_PUNCT,  /* one punctuation character; hyphens and dashes too */
} GmTokenKind;

enum {
    GM_TOKEN_CAPITAL = 1 << 0,      /* first letter upper case */
    GM_TOKEN_ALL_CAPS = 1 << 1,     /* two or more letters, all upper case */
    GM_TOKEN_SPACE_BEFORE = 1 << 2, /* white space (or start) before it */
    GM_TOKEN_SENTENCE_START = 1 << 3,
    GM_TOKEN_UNCASED = 1 << 4,      /* a script without case (Arabic, Hebrew, Han) */
    GM_TOKEN_HYPHEN = 1 << 5,       /* punct: hyphen or dash of any kind */
    GM_TOKEN_QUOTE = 1 << 6,        /* punct: quotation mark of any kind */
    GM_TOKEN_ABBREVIATION = 1 << 7, /* word with its full stop: "U.S.", "Gen.", "Tex." */
    GM_TOKEN_POSSESSIVE = 1 << 8,   /* the ’s of "Syria’s", a token of its own */
    GM_TOKEN_ADDRESS = 1 << 9,      /* web or e-mail address, @name: one word */
};

typedef struct {
    gsize start, end;
    GmTokenKind kind;
    guint flags;
    guint sentence; /* index of its sentence */
    guint fold;     /* offset of its folded form in GmDocument.folds */
} GmToken;

typedef struct {
    char *name; /* file name without folder and ending; "stdin" for a stream */
    char *file; /* file name with its ending, without folder */
    char *text; /* owned, NUL-terminated UTF-8 */
    gsize len;
    char *title;       /* the document's own heading, or NULL */
    char *date;        /* ISO date of the document ("2020-03-05"), or NULL */
    char *encoding;    /* of the file: "UTF-8", "UTF-16LE", "ISO-8859-1", … */
    GArray *sections;  /* GmSection, in order, covering the text */
    GArray *sentences; /* GmSentence, in order */
    GArray *tokens;    /* GmToken, in order */
    char *folds;       /* NUL-terminated folded forms of all tokens */
    GArray *map;       /* private to text; NULL where text is the file */
    GArray *decoded;   /* private to text; NULL where the file is UTF-8 */
    gsize base;        /* bytes of the file before @text: see document_parts.h */
} GmDocument;

typedef struct {
    GmTextFormat format;
    const char *encoding; /* NULL: BOM, then UTF-8, HTML's declaration */
    gsize max_bytes;      /* 0: 256 MiB */
} GmReadOptions;

/** Reads @path ("-" is standard input). New document, freed with
 *  gm_text_document_free. Error messages name the file. */
GmDocument *gm_text_read(const char *path, const GmReadOptions *o, GError **error);
/** The same from memory; @file names it in results and errors. */
GmDocument *gm_text_read_bytes(const char *file, const char *bytes, gsize len,
                               const GmReadOptions *o, GError **error);
void gm_text_document_free(GmDocument *d);

/** Byte offsets in the file as given of the text span @start..@end. */
void gm_text_source_span(const GmDocument *d, gsize start, gsize end, gsize *file_start,
                         gsize *file_end);
const char *gm_text_section_name(GmSectionKind kind); /* "title", "body", … */
/** True for sections whose places belong on the map. */
bool gm_text_section_is_article(GmSectionKind kind);

static inline const GmToken *gm_text_token(const GmDocument *d, guint i)
{
    return &g_array_index(d->tokens, GmToken, i);
}
static inline const GmSentence *gm_text_sentence(const GmDocument *d, guint i)
{
    return &g_array_index(d->sentences, GmSentence, i);
}
/** The folded form of a token ("Havr" -> "havr", "Ma’arrat" -> "maarrat",
 *  "U.S." -> "us"); empty for hyphens and apostrophes. Of a word longer than 256
 *  bytes its beginning. */
static inline const char *gm_text_token_fold(const GmDocument *d, guint i)
{
    return d->folds + gm_text_token(d, i)->fold;
}
/** New string: the quote @start..@end with white space runs made one space. */
char *gm_text_quote(const GmDocument *d, gsize start, gsize end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmDocument, gm_text_document_free)
