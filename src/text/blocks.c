#include "blocks.h"

#include "char_class.h"
#include "utf8_next.h"

#include <string.h>

typedef struct {
    gsize start, end; /* of the line, without its line end */
    gsize next;       /* start of the next line */
    gsize from, to;   /* what is seen of it: white space and list mark gone */
    guint16 indent;
    bool bullet;
} Line;

static bool is_space_at(const char *text, gsize at, gsize end, gsize *n)
{
    guint32 cp;
    bool valid;
    *n = utf8_next(text + at, text + end, &cp, &valid);
    if (cp < 0x80)
        return ascii_class((unsigned char)cp) == CHAR_SPACE;
    CharInfo scratch;
    guint8 class_ = gm_text_char_info(cp, &scratch)->class_;
    return class_ == CHAR_SPACE || class_ == CHAR_IGNORED;
}

static bool is_bullet(guint32 cp)
{
    return cp == 0x2022 || cp == 0x2023 || cp == 0x2043 || cp == 0x25AA || cp == 0x25CF ||
           cp == 0x25CB || cp == 0x25E6 || cp == 0x25A0 || cp == 0x25BA || cp == 0x00B7 ||
           cp == 0x2219 || cp == '*' || cp == '-' || cp == 0x2013 || cp == 0xF0B7;
}

/* A list mark stands before white space. */
static gsize skip_bullet(const char *text, gsize at, gsize end)
{
    guint32 cp;
    bool valid;
    if (at >= end)
        return at;
    gsize n = utf8_next(text + at, text + end, &cp, &valid), space;
    if (!is_bullet(cp) || at + n >= end || !is_space_at(text, at + n, end, &space))
        return at;
    at += n;
    while (at < end && is_space_at(text, at, end, &n))
        at += n;
    return at;
}

static gsize line_end(const char *text, gsize at, gsize len, gsize *next)
{
    const char *lf = memchr(text + at, '\n', len - at);
    gsize end = lf ? (gsize)(lf - text) : len;
    *next = lf ? end + 1 : len;
    const char *cr = memchr(text + at, '\r', end - at);
    if (cr) { /* CRLF, or a lone CR that ends a line */
        gsize c = (gsize)(cr - text);
        if (c + 1 < end || !lf)
            *next = c + 1;
        end = c;
    }
    return end;
}

static Line read_line(const char *text, gsize at, gsize len)
{
    Line l = {.start = at};
    l.end = line_end(text, at, len, &l.next);
    gsize p = at, n;
    guint indent = 0;
    while (p < l.end && is_space_at(text, p, l.end, &n)) {
        indent = text[p] == '\t' ? (indent / 4 + 1) * 4 : indent + 1;
        p += n;
    }
    l.indent = (guint16)MIN(indent, 1000);
    l.from = skip_bullet(text, p, l.end);
    l.bullet = l.from != p;
    l.to = l.end;
    while (l.to > l.from) {
        gsize q = l.to - 1;
        while (q > l.from && ((unsigned char)text[q] & 0xC0) == 0x80)
            q--;
        if (!is_space_at(text, q, l.end, &n))
            break;
        l.to = q;
    }
    return l;
}

static bool ends_sentence(const char *text, const Line *l)
{
    gsize p = l->to;
    while (p > l->from && strchr("\"')]", text[p - 1]))
        p--;
    if (p - l->from >= 3 &&
        (memcmp(text + p - 3, "”", 3) == 0 || memcmp(text + p - 3, "’", 3) == 0))
        p -= 3;
    return p > l->from && strchr(".!?:;", text[p - 1]);
}

static gsize first_word_len(const char *text, const Line *l)
{
    gsize p = l->from;
    while (p < l->to && text[p] != ' ' && text[p] != '\t')
        p++;
    return p - l->from;
}

/* Text set to a fixed width: of the lines that others follow, nearly all are so
 * long that the next word would not have fitted. Returns the width or 0. */
static gsize wrap_width(const char *text, gsize len)
{
    enum { widest = 132, narrowest = 40 };
    gsize width = 0;
    for (gsize at = 0, next; at < len; at = next) {
        gsize end = line_end(text, at, len, &next);
        if (end - at > widest * 2)
            return 0;
        width = MAX(width, end - at);
    }
    if (width < narrowest || width > widest)
        return 0;
    gsize pairs = 0, full = 0;
    Line last = {0};
    for (gsize at = 0; at < len;) {
        Line l = read_line(text, at, len);
        if (last.from < last.to && l.from < l.to && !l.bullet) {
            pairs++;
            full += last.end - last.start + 1 + first_word_len(text, &l) > width - width / 12;
        }
        last = l;
        at = l.next;
    }
    return pairs >= 3 && full * 5 >= pairs * 4 ? width : 0;
}

static bool starts_lower(const char *text, const Line *l)
{
    guint32 cp;
    bool valid;
    utf8_next(text + l->from, text + l->to, &cp, &valid);
    if (cp < 0x80)
        return ascii_flags((unsigned char)cp) & CHAR_LOWER;
    CharInfo scratch;
    return gm_text_char_info(cp, &scratch)->flags & CHAR_LOWER;
}

/* A line that cannot be the end of what it says. */
static bool ends_open(const char *text, const Line *l)
{
    static const char *const open[] = {"the",  "a",   "an",    "of",   "in",    "to",     "and",
                                       "or",   "on",  "at",    "by",   "from",  "with",   "for",
                                       "near", "its", "their", "that", "which", "between"};
    if (text[l->to - 1] == ',')
        return true;
    gsize p = l->to;
    while (p > l->from && g_ascii_isalpha(text[p - 1]))
        p--;
    if (p == l->from || text[p - 1] != ' ')
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(open); i++)
        if (strlen(open[i]) == l->to - p && strncmp(open[i], text + p, l->to - p) == 0)
            return true;
    return false;
}

static bool continues(const char *text, const Line *last, const Line *l, gsize width)
{
    if (l->bullet)
        return false;
    if (ends_open(text, last) || (starts_lower(text, l) && !ends_sentence(text, last)))
        return true;
    if (width == 0)
        return false;
    return last->end - last->start + 1 + first_word_len(text, l) > width - width / 12;
}

GArray *gm_text_find_blocks(const char *text, gsize len)
{
    GArray *blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    gsize width = wrap_width(text, len);
    Line last = {0};
    guint blank = 0;
    for (gsize at = 0; at < len;) {
        Line l = read_line(text, at, len);
        at = l.next;
        if (l.from == l.to) {
            blank += blank < 255 && !l.bullet;
            last = l;
            continue;
        }
        if (last.from < last.to && continues(text, &last, &l, width)) {
            g_array_index(blocks, Block, blocks->len - 1).end = l.to;
        } else {
            Block b = {.start = l.from,
                       .end = l.to,
                       .indent = l.indent,
                       .blank_before = (guint8)blank,
                       .bullet = l.bullet,
                       .kind = -1};
            g_array_append_val(blocks, b);
        }
        blank = 0;
        last = l;
    }
    return blocks;
}
