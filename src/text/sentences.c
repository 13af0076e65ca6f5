/* Sentences of a block, found on its tokens. */
#include "blocks.h"

#include "abbreviation.h"
#include "char_class.h"
#include "utf8_next.h"

#include <string.h>

enum { LONGEST_SENTENCE = 1000 }; /* tokens; longer ones are cut */

static guint32 first_char(const GmDocument *d, const GmToken *t)
{
    guint32 cp;
    bool valid;
    utf8_next(d->text + t->start, d->text + t->end, &cp, &valid);
    return cp;
}

static bool is_terminator(guint32 c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x061F || c == 0x06D4 ||
           c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0x0964 || c == 0x0965 ||
           c == 0x203C || (c >= 0x2047 && c <= 0x2049);
}

/* Terminators that need no white space after them. */
static bool ends_at_once(guint32 c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0x061F || c == 0x06D4 ||
           c == 0x0964;
}

static bool is_closing(const GmToken *t, guint32 c)
{
    if (t->kind != GM_TOKEN_PUNCT || t->flags & GM_TOKEN_SPACE_BEFORE)
        return false;
    return t->flags & GM_TOKEN_QUOTE || c == ')' || c == ']' || c == '}' || c == 0x300D ||
           c == 0x300F || c == '*' || is_terminator(c);
}

/* A footnote mark "[12]" right behind a sentence: the index after it, or @i. */
static guint skip_footnote(const GmDocument *d, guint i, guint end)
{
    if (i + 2 >= end)
        return i;
    const GmToken *open = gm_text_token(d, i), *close = gm_text_token(d, i + 2);
    bool mark = !(open->flags & GM_TOKEN_SPACE_BEFORE) && d->text[open->start] == '[' &&
                gm_text_token(d, i + 1)->kind == GM_TOKEN_NUMBER && d->text[close->start] == ']';
    return mark ? i + 3 : i;
}

static guint skip_closing(const GmDocument *d, guint i, guint end)
{
    for (;;) {
        guint at = skip_footnote(d, i, end);
        if (at < end && is_closing(gm_text_token(d, at), first_char(d, gm_text_token(d, at))))
            at++;
        if (at == i)
            return i;
        i = at;
    }
}

/* Words that hardly follow an abbreviation with a capital but at a start. */
static bool is_starter(const char *folded)
{
    static const char *const words[] = {
        "a",      "after", "although", "an",    "and",       "as",    "at",      "but",   "by",
        "during", "for",   "from",     "he",    "her",       "his",   "however", "if",    "in",
        "it",     "its",   "last",     "many",  "meanwhile", "more",  "most",    "on",    "one",
        "our",    "she",   "since",    "so",    "some",      "such",  "that",    "the",   "their",
        "then",   "there", "these",    "they",  "this",      "those", "to",      "under", "we",
        "what",   "when",  "where",    "while", "who",       "with",  "you"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], folded) == 0)
            return true;
    return false;
}

static bool abbreviation_ends(const GmDocument *d, guint i, guint end)
{
    if (i + 1 >= end)
        return true;
    const GmToken *t = gm_text_token(d, i), *next = gm_text_token(d, i + 1);
    if (!(next->flags & GM_TOKEN_SPACE_BEFORE) || next->kind != GM_TOKEN_WORD)
        return false;
    if (gm_text_abbreviation(d->text + t->start, t->end - t->start - 1) == ABBREVIATION_TITLE)
        return false;
    return next->flags & GM_TOKEN_CAPITAL && is_starter(gm_text_token_fold(d, i + 1));
}

/* Whether the token at @i, after a terminator @c, begins another sentence. */
static bool begins_sentence(const GmDocument *d, guint i, guint end, guint32 c)
{
    const GmToken *t = gm_text_token(d, i);
    if (ends_at_once(c))
        return true;
    if (!(t->flags & GM_TOKEN_SPACE_BEFORE))
        return false;
    while (i < end && t->kind == GM_TOKEN_PUNCT && t->flags & GM_TOKEN_QUOTE)
        t = ++i < end ? gm_text_token(d, i) : t;
    if (t->kind != GM_TOKEN_WORD)
        return true;
    return t->flags & (GM_TOKEN_CAPITAL | GM_TOKEN_UNCASED | GM_TOKEN_ADDRESS);
}

/* "1." and "a." at the head of an item number it. */
static bool is_item_number(const GmDocument *d, const Block *b, guint i)
{
    return i == b->first_token + 1 && gm_text_token(d, i - 1)->kind == GM_TOKEN_NUMBER &&
           gm_text_token(d, i - 1)->end - gm_text_token(d, i - 1)->start <= 3;
}

/* The index of the token after the sentence that has @i, or 0 when it goes on. */
static guint sentence_ends(const GmDocument *d, const Block *b, guint i, guint end)
{
    const GmToken *t = gm_text_token(d, i);
    if (t->kind == GM_TOKEN_WORD)
        return t->flags & GM_TOKEN_ABBREVIATION && abbreviation_ends(d, i, end) ? i + 1 : 0;
    if (t->kind != GM_TOKEN_PUNCT)
        return 0;
    guint32 c = first_char(d, t);
    if (c == 0x2022 && i + 1 < end)
        return i + 1; /* a bullet run into the line */
    if (!is_terminator(c) || is_item_number(d, b, i))
        return 0;
    guint next = skip_closing(d, i + 1, end);
    if (next >= end)
        return end;
    return begins_sentence(d, next, end, c) ? next : 0;
}

static void add_sentence(GmDocument *d, guint first, guint end, guint paragraph)
{
    GmSentence s = {.start = gm_text_token(d, first)->start,
                    .end = gm_text_token(d, end - 1)->end,
                    .first_token = first,
                    .n_tokens = end - first,
                    .paragraph = paragraph,
                    .section = GM_SECTION_BODY};
    bool started = false;
    for (guint i = first; i < end; i++) {
        GmToken *t = &g_array_index(d->tokens, GmToken, i);
        t->sentence = d->sentences->len;
        if (!started && t->kind != GM_TOKEN_PUNCT) {
            t->flags |= GM_TOKEN_SENTENCE_START;
            started = true;
        }
    }
    g_array_append_val(d->sentences, s);
}

void gm_text_find_sentences(GmDocument *d, Block *b, guint paragraph)
{
    guint end = b->first_token + b->n_tokens, first = b->first_token;
    b->first_sentence = d->sentences->len;
    for (guint i = first; i < end;) {
        guint next = sentence_ends(d, b, i, end);
        if (next == 0 && i + 1 - first >= LONGEST_SENTENCE)
            next = i + 1;
        if (next == 0) {
            i++;
            continue;
        }
        add_sentence(d, first, next, paragraph);
        first = i = next;
    }
    if (first < end)
        add_sentence(d, first, end, paragraph);
    b->n_sentences = d->sentences->len - b->first_sentence;
}
