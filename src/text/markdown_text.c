/* Markdown: its blocks. The text is the file; what is a mark lies between the
 * blocks. Inline marks are the tokenizer's to pass over. */
#include "markup_text.h"

#include <string.h>

typedef struct {
    gsize start, end, next; /* without and with its line end */
} Line;

typedef struct {
    const char *text;
    gsize len;
    GArray *blocks;
    PageInfo *info;
    bool open; /* the last block may go on */
    guint blank;
    char fence; /* ` or ~ inside a fenced block, or 0 */
    gsize fence_len;
    bool titled;
} Reader;

static Line line_at(const Reader *r, gsize at)
{
    const char *lf = memchr(r->text + at, '\n', r->len - at);
    gsize end = lf ? (gsize)(lf - r->text) : r->len;
    gsize next = lf ? end + 1 : r->len;
    while (end > at && g_ascii_isspace(r->text[end - 1]))
        end--;
    return (Line){at, end, next};
}

static gsize run_of(const Reader *r, gsize at, gsize end, char c)
{
    gsize n = 0;
    while (at + n < end && r->text[at + n] == c)
        n++;
    return n;
}

static gsize skip_spaces(const Reader *r, gsize at, gsize end)
{
    while (at < end && (r->text[at] == ' ' || r->text[at] == '\t'))
        at++;
    return at;
}

static void add_block(Reader *r, gsize start, gsize end, guint indent, int kind)
{
    Block b = {.start = start,
               .end = end,
               .indent = (guint16)MIN(indent, 1000),
               .blank_before = (guint8)MIN(r->blank, 255),
               .kind = (gint8)kind,
               .markdown = true};
    g_array_append_val(r->blocks, b);
    r->open = true;
    r->blank = 0;
}

static Block *last_block(Reader *r)
{
    return r->blocks->len ? &g_array_index(r->blocks, Block, r->blocks->len - 1) : NULL;
}

static void make_heading(Reader *r, Block *b, guint level)
{
    b->heading = true;
    if (level == 1 && !r->titled) {
        b->kind = GM_SECTION_TITLE;
        r->titled = true;
    }
    r->open = false;
}

/* "- ", "* ", "+ ", "12. ": the length of the mark, or 0. */
static gsize list_mark(const Reader *r, gsize at, gsize end)
{
    gsize n = at < end && strchr("-*+", r->text[at]) ? 1 : 0;
    if (n == 0) {
        while (at + n < end && n < 9 && g_ascii_isdigit(r->text[at + n]))
            n++;
        if (n == 0 || at + n >= end || !strchr(".)", r->text[at + n]))
            return 0;
        n++;
    }
    return at + n < end && (r->text[at + n] == ' ' || r->text[at + n] == '\t') ? n : 0;
}

/* A line of one kind of mark, at least @least: "---", "***", "===". */
static bool is_rule(const Reader *r, gsize at, gsize end, const char *marks, gsize least)
{
    char c = at < end ? r->text[at] : 0;
    gsize n = 0;
    if (!c || !strchr(marks, c))
        return false;
    for (; at < end; at++) {
        n += r->text[at] == c;
        if (r->text[at] != c && r->text[at] != ' ' && r->text[at] != '\t')
            return false;
    }
    return n >= least;
}

static bool is_table_rule(const Reader *r, gsize at, gsize end)
{
    bool dash = false;
    for (; at < end; at++) {
        if (!strchr("|-: \t", r->text[at]))
            return false;
        dash |= r->text[at] == '-';
    }
    return dash;
}

static void add_table_row(Reader *r, gsize at, gsize end)
{
    while (at < end) {
        const char *bar = memchr(r->text + at, '|', end - at);
        gsize stop = bar ? (gsize)(bar - r->text) : end, to = stop;
        at = skip_spaces(r, at, stop);
        while (to > at && g_ascii_isspace(r->text[to - 1]))
            to--;
        if (to > at)
            add_block(r, at, to, 0, -1);
        at = stop + 1;
    }
    r->open = false;
}

/* "[3]: https://…" and "[^3]: words": kept, as references. */
static bool is_definition(const Reader *r, gsize at, gsize end)
{
    if (at >= end || r->text[at] != '[')
        return false;
    const char *close = memchr(r->text + at, ']', MIN(end - at, (gsize)80));
    return close && close + 1 < r->text + end && close[1] == ':';
}

static bool read_fence(Reader *r, gsize at, gsize end)
{
    char c = at < end ? r->text[at] : 0;
    gsize n = c == '`' || c == '~' ? run_of(r, at, end, c) : 0;
    if (r->fence) {
        if (c == r->fence && n >= r->fence_len && skip_spaces(r, at + n, end) == end)
            r->fence = 0;
        return true;
    }
    if (n < 3)
        return false;
    r->fence = c;
    r->fence_len = n;
    r->open = false;
    return true;
}

static bool read_heading(Reader *r, gsize at, gsize end)
{
    gsize level = run_of(r, at, end, '#');
    if (level == 0 || level > 6 || (at + level < end && r->text[at + level] != ' '))
        return false;
    at = skip_spaces(r, at + level, end);
    gsize to = end;
    while (to > at && r->text[to - 1] == '#')
        to--;
    while (to > at && r->text[to - 1] == ' ')
        to--;
    if (to > at) {
        add_block(r, at, to, 0, -1);
        make_heading(r, last_block(r), (guint)level);
    }
    r->open = false;
    return true;
}

static void read_line(Reader *r, Line l)
{
    gsize at = skip_spaces(r, l.start, l.end);
    while (at < l.end && r->text[at] == '>' && !r->fence) /* quotations are text */
        at = skip_spaces(r, at + 1, l.end);
    guint indent = (guint)(at - l.start);
    if (read_fence(r, at, l.end))
        return;
    if (at == l.end) {
        r->open = false;
        r->blank++;
        return;
    }
    if (r->open && is_rule(r, at, l.end, "=-", 1) && !last_block(r)->bullet) {
        make_heading(r, last_block(r), r->text[at] == '=' ? 1 : 2);
        return;
    }
    if (is_rule(r, at, l.end, "-*_", 3)) {
        r->open = false;
        return;
    }
    if (read_heading(r, at, l.end))
        return;
    if (r->text[at] == '|') {
        if (!is_table_rule(r, at, l.end))
            add_table_row(r, at, l.end);
        return;
    }
    gsize mark = list_mark(r, at, l.end);
    if (mark > 0) {
        add_block(r, skip_spaces(r, at + mark, l.end), l.end, indent, -1);
        last_block(r)->bullet = true;
    } else if (is_definition(r, at, l.end)) {
        add_block(r, at, l.end, indent, GM_SECTION_REFERENCES);
    } else if (r->open) {
        last_block(r)->end = l.end;
    } else {
        add_block(r, at, l.end, indent, -1);
    }
}

static char *front_value(const Reader *r, Line l, const char *key)
{
    gsize n = strlen(key), at = l.start;
    if (l.end - at <= n || strncmp(r->text + at, key, n) != 0)
        return NULL;
    g_autofree char *value = g_strndup(r->text + at + n, l.end - at - n);
    g_strstrip(value);
    gsize len = strlen(value);
    if (len >= 2 && (*value == '"' || *value == '\'') && value[len - 1] == *value)
        return g_strndup(value + 1, len - 2);
    return len ? g_steal_pointer(&value) : NULL;
}

/* A "---" block at the top holds the page's own data. */
static gsize read_front_matter(Reader *r, gsize at)
{
    Line l = line_at(r, at);
    if (l.end - at != 3 || memcmp(r->text + at, "---", 3) != 0)
        return at;
    g_autofree char *title = NULL, *date = NULL;
    for (gsize k = l.next; k < r->len; k = l.next) {
        l = line_at(r, k);
        if (l.end - k == 3 &&
            (memcmp(r->text + k, "---", 3) == 0 || memcmp(r->text + k, "...", 3) == 0)) {
            r->info->title = g_steal_pointer(&title);
            r->info->date = date ? gm_text_iso_date(date, strlen(date)) : NULL;
            return l.next;
        }
        if (!title)
            title = front_value(r, l, "title:");
        if (!date)
            date = front_value(r, l, "date:");
    }
    return at;
}

GArray *gm_text_find_markdown_blocks(const char *text, gsize len, PageInfo *info)
{
    Reader r = {
        .text = text, .len = len, .blocks = g_array_new(FALSE, FALSE, sizeof(Block)), .info = info};
    gsize at = len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    at = read_front_matter(&r, at);
    while (at < len) {
        Line l = line_at(&r, at);
        read_line(&r, l);
        at = l.next;
    }
    return r.blocks;
}
