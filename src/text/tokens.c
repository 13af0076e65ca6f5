/* Tokens: words with what belongs inside them, numbers, punctuation. */
#include "blocks.h"

#include "abbreviation.h"
#include "char_class.h"
#include "fold_run.h"
#include "utf8_next.h"

#include <string.h>

enum {
    FOLDED_AT_MOST = 256,  /* bytes of a word that are folded: no name is longer */
    TOKEN_PLAIN = 1 << 30, /* for emit: ASCII letters and digits alone */
};

typedef struct {
    GmDocument *d;
    GString *folds;
    const char *text;
    gsize start, end; /* of the block */
    guint room;       /* tokens that there is room for */
    bool space;       /* white space since the last token, or the start */
} Scanner;

typedef struct {
    CharClass class_;
    guint flags;
    guint32 cp;
    gsize n;
} Char;

static inline Char char_at(const Scanner *s, gsize at)
{
    unsigned char c = (unsigned char)s->text[at];
    if (c < 0x80)
        return (Char){ascii_class(c), ascii_flags(c), c, 1};
    Char ch;
    bool valid;
    CharInfo scratch;
    ch.n = utf8_next(s->text + at, s->text + s->end, &ch.cp, &valid);
    const CharInfo *info = gm_text_char_info(ch.cp, &scratch);
    ch.class_ = valid ? (CharClass)info->class_ : CHAR_PUNCT;
    ch.flags = info->flags;
    return ch;
}

static void fold_token(Scanner *s, gsize start, gsize end)
{
    gsize n = end - start;
    if (n > FOLDED_AT_MOST) {
        n = FOLDED_AT_MOST;
        while (n > 0 && ((unsigned char)s->text[start + n] & 0xC0) == 0x80)
            n--;
    }
    FoldRun run = fold_begin(s->folds);
    gm_text_fold_run(&run, s->text + start, n);
    g_string_append_c(s->folds, '\0');
}

/* ASCII letters and digits: the bit that makes one small leaves the other. */
static void fold_plain_token(Scanner *s, gsize start, gsize end)
{
    gsize n = MIN(end - start, (gsize)FOLDED_AT_MOST), old = s->folds->len;
    if (old + n + 2 > s->folds->allocated_len) {
        g_string_set_size(s->folds, old + n + 2);
        s->folds->len = old;
    }
    char *to = s->folds->str + old;
    const char *from = s->text + start;
    for (gsize i = 0; i < n; i++)
        to[i] = (char)(from[i] | 0x20);
    to[n] = to[n + 1] = '\0';
    s->folds->len = old + n + 1;
}

/* Room for one more token: asked of the array for many at a time. */
static GmToken *add_token(Scanner *s)
{
    enum { AT_A_TIME = 64 };
    GArray *t = s->d->tokens;
    if (t->len >= s->room) {
        guint len = t->len;
        g_array_set_size(t, len + AT_A_TIME);
        s->room = t->len;
        g_array_set_size(t, len);
    }
    return &g_array_index(t, GmToken, t->len++);
}

static void emit(Scanner *s, gsize start, gsize end, GmTokenKind kind, guint flags)
{
    bool plain = flags & TOKEN_PLAIN;
    *add_token(s) = (GmToken){.start = start,
                              .end = end,
                              .kind = kind,
                              .flags = (flags & ~(guint)TOKEN_PLAIN) |
                                       (s->space ? (guint)GM_TOKEN_SPACE_BEFORE : 0),
                              .fold = (guint)s->folds->len};
    if (plain)
        fold_plain_token(s, start, end);
    else
        fold_token(s, start, end);
    s->space = false;
}

static bool letter_at(const Scanner *s, gsize at)
{
    return at < s->end && char_at(s, at).class_ == CHAR_LETTER;
}

/* What a word is while it is read. */
typedef struct {
    gsize at;      /* where reading stands */
    gsize seen_to; /* end of the last character that counts */
    guint n_letters, n_upper, n_lower, n_segment;
    guint first_flags;
    gsize apostrophe; /* last inner apostrophe, or 0 */
    bool dotted, address, stop;
} Word;

static bool ends_word(const Scanner *s, gsize at)
{
    if (at >= s->end)
        return true;
    CharClass c = char_at(s, at).class_;
    return c != CHAR_LETTER && c != CHAR_DIGIT && c != CHAR_MARK;
}

static bool is_domain(const Scanner *s, gsize at)
{
    static const char *const tops[] = {"com", "org",  "net", "edu", "gov",
                                       "int", "info", "co",  "tv"};
    for (gsize i = 0; i < G_N_ELEMENTS(tops); i++) {
        gsize n = strlen(tops[i]);
        if (at + n <= s->end && memcmp(s->text + at, tops[i], n) == 0 && ends_word(s, at + n))
            return true;
    }
    return false;
}

/* To the end of an address: everything up to white space or a closing mark. */
static gsize address_end(const Scanner *s, gsize at)
{
    gsize end = at;
    while (end < s->end && !strchr(" \t\r\n<>\"()[]{}|", s->text[end])) {
        Char c = char_at(s, end);
        if (c.class_ == CHAR_SPACE || c.class_ == CHAR_QUOTE ||
            (c.class_ == CHAR_APOSTROPHE && c.cp != '\''))
            break;
        end += c.n;
    }
    while (end > at && strchr(".,;:!?'", s->text[end - 1]))
        end--;
    return end;
}

/* A full stop inside or after the letters read so far. */
static void read_full_stop(Scanner *s, Word *w)
{
    gsize after = w->at + 1;
    if (letter_at(s, after)) {
        if (is_domain(s, after)) {
            w->seen_to = w->at = address_end(s, after);
            w->address = w->stop = true;
            return;
        }
        Char next = char_at(s, after);
        gsize two = after + next.n;
        bool short_next =
            ends_word(s, two) || (letter_at(s, two) && ends_word(s, two + char_at(s, two).n));
        bool short_here = w->n_segment == 1 || (w->n_segment == 2 && w->first_flags & CHAR_UPPER);
        if (short_here && short_next && (w->n_segment == 1 || next.flags & CHAR_UPPER)) {
            w->dotted = true;
            w->n_segment = 0;
            w->at = after;
            w->seen_to = after;
            return;
        }
    } else if (w->dotted && w->n_segment <= 2) {
        w->seen_to = after; /* the stop after U.S. */
        w->n_segment = 0;
    }
    w->stop = true;
}

static void count_letter(Word *w, guint flags)
{
    if (w->n_letters == 0)
        w->first_flags = flags;
    w->n_letters++;
    w->n_segment++;
    w->n_upper += (flags & CHAR_UPPER) != 0;
    w->n_lower += (flags & CHAR_LOWER) != 0;
}

/* ASCII letters, the common case. */
static void read_letters(const Scanner *s, Word *w)
{
    gsize at = w->at;
    guint upper = 0;
    while (at < s->end) {
        unsigned char c = (unsigned char)s->text[at];
        if (c >= 0x80 || ascii_class(c) != CHAR_LETTER)
            break;
        upper += !(c & 0x20);
        at++;
    }
    guint n = (guint)(at - w->at);
    if (n == 0 || w->stop)
        return;
    if (w->n_letters == 0)
        w->first_flags = ascii_flags((unsigned char)s->text[w->at]);
    w->n_letters += n;
    w->n_segment += n;
    w->n_upper += upper;
    w->n_lower += n - upper;
    w->seen_to = w->at = at;
}

static void read_word_step(Scanner *s, Word *w)
{
    Char c = char_at(s, w->at);
    switch (c.class_) {
    case CHAR_LETTER:
        count_letter(w, c.flags);
        w->seen_to = w->at += c.n;
        return;
    case CHAR_DIGIT:
        w->n_segment += 3; /* no segment of an abbreviation */
        w->seen_to = w->at += c.n;
        return;
    case CHAR_MARK:
        w->seen_to = w->at += c.n;
        return;
    case CHAR_IGNORED:
        w->at += c.n;
        return;
    case CHAR_APOSTROPHE:
        if (!letter_at(s, w->at + c.n))
            break;
        w->apostrophe = w->at;
        w->at += c.n;
        return;
    default:
        if (c.cp == '.') {
            read_full_stop(s, w);
            return;
        }
        if (c.cp == '@' && !ends_word(s, w->at + 1)) {
            w->seen_to = address_end(s, w->at + 1);
            w->address = true;
        }
        if (c.cp == ':' && w->at + 2 < s->end && memcmp(s->text + w->at, "://", 3) == 0) {
            w->seen_to = address_end(s, w->at);
            w->address = true;
        }
    }
    w->stop = true;
}

/* The ’s of a possessive. "Ra’s" (head, cape) is the one Arabic word in names
 * that ends in hamza and s. */
static bool is_possessive(const Scanner *s, const Word *w, gsize start)
{
    if (w->apostrophe == 0 || w->apostrophe == start || w->address || w->dotted)
        return false;
    gsize after = w->apostrophe + char_at(s, w->apostrophe).n;
    if (w->seen_to != after + 1 || (s->text[after] | 0x20) != 's')
        return false;
    return !(w->apostrophe - start == 2 && g_ascii_strncasecmp(s->text + start, "ra", 2) == 0);
}

static guint word_flags(const Word *w)
{
    guint flags = 0;
    if (w->first_flags & CHAR_UPPER)
        flags |= GM_TOKEN_CAPITAL;
    if (w->n_upper >= 2 && w->n_lower == 0)
        flags |= GM_TOKEN_ALL_CAPS;
    if (w->n_upper == 0 && w->n_lower == 0)
        flags |= GM_TOKEN_UNCASED;
    return flags;
}

static bool comma_before(const Scanner *s)
{
    GArray *tokens = s->d->tokens;
    if (tokens->len == 0)
        return false;
    const GmToken *t = &g_array_index(tokens, GmToken, tokens->len - 1);
    return t->start >= s->start && t->end == t->start + 1 &&
           strchr(",(", s->text[t->start]) != NULL;
}

/* Whether the full stop at @at belongs to the word before it. */
static bool takes_full_stop(const Scanner *s, gsize start, gsize at, const Word *w)
{
    Abbreviation kind = gm_text_abbreviation(s->text + start, at - start);
    bool capital = w->first_flags & CHAR_UPPER;
    gsize next = at + 1;
    bool touching = next < s->end && char_at(s, next).class_ != CHAR_SPACE;
    while (next < s->end && char_at(s, next).class_ == CHAR_SPACE)
        next += char_at(s, next).n;
    Char c = next < s->end ? char_at(s, next) : (Char){CHAR_SPACE, 0, 0, 0};
    bool ends = next >= s->end;
    bool goes_on = !ends && (c.flags & CHAR_LOWER ||
                             (touching && c.cp != '"' && c.cp != ')' && c.class_ == CHAR_PUNCT));
    bool digit = c.class_ == CHAR_DIGIT;
    bool initial = w->n_letters == 1 && capital;
    switch (initial ? ABBREVIATION_NONE : kind) {
    case ABBREVIATION_TITLE:
        return capital && !ends && c.class_ == CHAR_LETTER;
    case ABBREVIATION_STATE:
        return capital && (comma_before(s) || goes_on);
    case ABBREVIATION_STREET:
        return capital;
    case ABBREVIATION_MONTH:
        return capital && !ends && (digit || goes_on);
    case ABBREVIATION_UNIT:
        return goes_on;
    case ABBREVIATION_NUMBER:
        return digit;
    case ABBREVIATION_OTHER:
        return goes_on || (capital && !ends && !(c.flags & CHAR_UPPER));
    case ABBREVIATION_NONE:
        break;
    }
    /* "J. Smith", but not "on the M4. The" */
    return initial && s->text[start] != 'I' && !ends && !g_ascii_isdigit(s->text[at - 1]) &&
           c.class_ == CHAR_LETTER && (c.flags & CHAR_UPPER || c.flags & CHAR_LOWER);
}

static gsize scan_word(Scanner *s, gsize start)
{
    Word w = {.at = start, .seen_to = start};
    read_letters(s, &w);
    gsize letters_end = w.at;
    while (!w.stop && w.at < s->end && s->text[w.at] != ' ') {
        read_word_step(s, &w);
        read_letters(s, &w);
    }
    guint flags = word_flags(&w);
    if (w.seen_to == letters_end)
        flags |= TOKEN_PLAIN;
    if (w.address) {
        emit(s, start, w.seen_to, GM_TOKEN_WORD, GM_TOKEN_ADDRESS);
        return w.seen_to;
    }
    if (is_possessive(s, &w, start)) {
        bool upper = s->text[w.seen_to - 1] == 'S'; /* the s is no part of it */
        w.n_upper -= upper;
        w.n_lower -= !upper;
        flags = word_flags(&w);
        emit(s, start, w.apostrophe, GM_TOKEN_WORD, flags);
        emit(s, w.apostrophe, w.seen_to, GM_TOKEN_WORD, GM_TOKEN_POSSESSIVE);
        return w.seen_to;
    }
    bool stop = w.seen_to < s->end && s->text[w.seen_to] == '.';
    if (w.dotted && s->text[w.seen_to - 1] == '.') {
        flags |= GM_TOKEN_ABBREVIATION;
    } else if (stop && w.at == w.seen_to && takes_full_stop(s, start, w.seen_to, &w)) {
        flags = (flags | GM_TOKEN_ABBREVIATION) & ~(guint)TOKEN_PLAIN;
        w.seen_to++;
    }
    emit(s, start, w.seen_to, GM_TOKEN_WORD, flags);
    return w.seen_to;
}

static gsize scan_number(Scanner *s, gsize start)
{
    gsize at = start;
    while (at < s->end) {
        Char c = char_at(s, at);
        if (c.class_ == CHAR_DIGIT) {
            at += c.n;
            continue;
        }
        bool inner = c.cp == '.' || c.cp == ',' || c.cp == ':' || c.cp == 0x066B || c.cp == 0x066C;
        if (!inner || at + c.n >= s->end || char_at(s, at + c.n).class_ != CHAR_DIGIT)
            break;
        at += c.n;
    }
    emit(s, start, at, GM_TOKEN_NUMBER, 0);
    return at;
}

static gsize scan_mark(Scanner *s, gsize at, Char c)
{
    if (c.cp == '@' && letter_at(s, at + 1)) {
        gsize end = at + 1;
        while (end < s->end && (!ends_word(s, end) || s->text[end] == '_'))
            end += char_at(s, end).n;
        emit(s, at, end, GM_TOKEN_WORD, GM_TOKEN_ADDRESS);
        return end;
    }
    if (c.class_ == CHAR_APOSTROPHE && at > s->start + 1 && s->text[at - 1] == '-' &&
        g_ascii_isalpha(s->text[at - 2]) && letter_at(s, at + c.n))
        return scan_word(s, at); /* the ayn of "al-‘Ays" */
    guint flags = 0;
    if (c.class_ == CHAR_HYPHEN)
        flags = GM_TOKEN_HYPHEN;
    else if (c.class_ == CHAR_QUOTE || c.class_ == CHAR_APOSTROPHE)
        flags = GM_TOKEN_QUOTE;
    emit(s, at, at + c.n, GM_TOKEN_PUNCT, flags);
    return at + c.n;
}

/* Inline marks of Markdown: emphasis, code, links. Their length, or 0. The
 * target of a link is passed over with its brackets. */
static gsize markdown_mark(const Scanner *s, gsize at)
{
    const char *t = s->text;
    switch (t[at]) {
    case '*':
    case '`':
    case '[':
        return 1;
    case '!':
        return at + 1 < s->end && t[at + 1] == '[' ? 2 : 0;
    case '~':
        return at + 1 < s->end && t[at + 1] == '~' ? 2 : 0;
    case '_':
        return ends_word(s, at + 1) || at == s->start || ends_word(s, at - 1) ? 1 : 0;
    case '\\':
        return at + 1 < s->end && g_ascii_ispunct(t[at + 1]) ? 1 : 0;
    case ']': {
        if (at + 1 >= s->end || t[at + 1] != '(')
            return 1;
        const char *close = memchr(t + at, ')', MIN(s->end - at, (gsize)2000));
        return close ? (gsize)(close - t) + 1 - at : 1;
    }
    default:
        return 0;
    }
}

void gm_text_tokenize(GmDocument *d, GString *folds, Block *b)
{
    Scanner s = {d, folds, d->text, b->start, b->end, 0, true};
    b->first_token = d->tokens->len;
    for (gsize at = b->start; at < b->end;) {
        Char c = char_at(&s, at);
        gsize mark = b->markdown && c.class_ >= CHAR_PUNCT ? markdown_mark(&s, at) : 0;
        if (mark > 0) {
            at += mark;
            continue;
        }
        switch (c.class_) {
        case CHAR_SPACE:
            s.space = true;
            at += c.n;
            break;
        case CHAR_IGNORED:
        case CHAR_MARK: /* one without a letter */
            at += c.n;
            break;
        case CHAR_LETTER:
            if (b->end - at > 4 && memcmp(d->text + at, "www.", 4) == 0) {
                gsize end = address_end(&s, at);
                emit(&s, at, end, GM_TOKEN_WORD, GM_TOKEN_ADDRESS);
                at = end;
            } else {
                at = scan_word(&s, at);
            }
            break;
        case CHAR_DIGIT:
            at = scan_number(&s, at);
            break;
        default:
            at = scan_mark(&s, at, c);
        }
    }
    b->n_tokens = d->tokens->len - b->first_token;
}
