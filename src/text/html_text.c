/* HTML to text. A tokenizer of our own, so that every byte of the text leads
 * back to its byte of the page. It follows the WHATWG tokenizer where that
 * shows in the text. */
#include "markup_text.h"

#include "encoding.h"
#include "html_element.h"
#include "html_entity.h"
#include "utf8_next.h"

#include <string.h>

typedef struct {
    const HtmlElement *element;
    gint8 kind;
    bool drop;
} Open;

typedef struct {
    const char *html;
    gsize len, at;
    GString *text;
    GArray *map;    /* MapRun */
    GArray *blocks; /* Block */
    GArray *open;   /* Open */
    guint n_open[HTML_ELEMENTS_MAX];
    gint8 kind;       /* of the innermost element */
    guint n_dropping; /* open elements whose content is no text */
    guint n_pages;    /* open article and main elements */
    bool in_block;    /* the last block is still growing */
    bool space;       /* white space is due before the next character */
    gsize space_at, space_len;
    bool after_break; /* a br stands before the next character */
    bool has_h1, saw_h1, item;
    PageInfo *info;
} Page;

static void end_block(Page *p)
{
    p->in_block = false;
    p->space = false;
    p->after_break = false;
}

static const HtmlElement *innermost(const Page *p)
{
    return p->open->len ? g_array_index(p->open, Open, p->open->len - 1).element : NULL;
}

/* Heading level, or 0, of the block elements around. */
static const HtmlElement *heading(const Page *p)
{
    for (guint i = p->open->len, k = 0; i > 0 && k < 8; i--, k++) {
        const HtmlElement *e = g_array_index(p->open, Open, i - 1).element;
        if (e->flags & (ELEMENT_HEADING | ELEMENT_TITLE))
            return e;
        if (e->flags & ELEMENT_BLOCK)
            return NULL;
    }
    return NULL;
}

static void begin_block(Page *p)
{
    const HtmlElement *h = heading(p);
    if (p->text->len > 0) {
        gm_text_map_add(p->map, p->text->len, p->at, 1, 0);
        g_string_append_c(p->text, '\n');
    }
    Block b = {.start = p->text->len,
               .end = p->text->len,
               .indent = (guint16)MIN(p->open->len, 1000),
               .blank_before = 1,
               .bullet = p->item,
               .kind = p->kind,
               .heading = h != NULL};
    bool h1 = h && (h->flags & ELEMENT_TITLE || strcmp(h->name, "h1") == 0);
    if (h1 && !p->saw_h1 && (p->kind < 0 || p->kind == GM_SECTION_BOILERPLATE)) {
        b.kind = GM_SECTION_TITLE; /* even in a page's header */
        p->saw_h1 = true;
    }
    p->item = false;
    g_array_append_val(p->blocks, b);
    p->in_block = true;
    p->space = false;
}

static bool ends_sentence(const GString *text)
{
    return text->len > 0 && strchr(".!?:;)\"", text->str[text->len - 1]) != NULL;
}

/* Before a character that shows: the space or line that is due. */
static void settle(Page *p, char next)
{
    if (p->in_block && p->after_break && (!g_ascii_islower(next) || ends_sentence(p->text)))
        end_block(p);
    p->after_break = false;
    if (!p->in_block) {
        begin_block(p);
    } else if (p->space) {
        gm_text_map_add(p->map, p->text->len, p->space_at, 1, p->space_len);
        g_string_append_c(p->text, ' ');
    }
    p->space = false;
}

static void put(Page *p, const char *utf8, gsize n, gsize from, gsize n_from)
{
    settle(p, *utf8);
    gm_text_map_add(p->map, p->text->len, from, n, n_from);
    g_string_append_len(p->text, utf8, (gssize)n);
    g_array_index(p->blocks, Block, p->blocks->len - 1).end = p->text->len;
}

static void put_space(Page *p, gsize from, gsize n)
{
    if (!p->in_block)
        return;
    if (!p->space)
        p->space_at = from;
    p->space = true;
    p->space_len = from + n - p->space_at;
}

static void read_entity(Page *p, gsize end)
{
    char utf8[HTML_ENTITY_MAX];
    gsize used = gm_text_html_entity(p->html + p->at, end - p->at, utf8);
    if (used == 0) {
        used = 1;
        put(p, "&", 1, p->at, 1);
    } else if (strchr(" \n\t\r", utf8[0])) {
        put_space(p, p->at, used);
    } else if ((guchar)utf8[0] < 0x20 || utf8[0] == 0x7F) {
        put(p, "\xEF\xBF\xBD", 3, p->at, used); /* U+FFFD for a control */
    } else {
        put(p, utf8, strlen(utf8), p->at, used);
    }
    p->at += used;
}

/* Characters up to the next tag, or @end. */
static void read_text(Page *p, gsize end)
{
    while (p->at < end) {
        char c = p->html[p->at];
        if (p->n_dropping > 0) {
            p->at = end;
        } else if (c == '&') {
            read_entity(p, end);
        } else if (g_ascii_isspace(c)) {
            gsize from = p->at;
            while (p->at < end && g_ascii_isspace(p->html[p->at]))
                p->at++;
            put_space(p, from, p->at - from);
        } else {
            gsize from = p->at;
            while (p->at < end && p->html[p->at] != '&' && !g_ascii_isspace(p->html[p->at]))
                p->at++;
            settle(p, p->html[from]);
            gm_text_map_add(p->map, p->text->len, from, 1, 1);
            g_string_append_len(p->text, p->html + from, (gssize)(p->at - from));
            g_array_index(p->blocks, Block, p->blocks->len - 1).end = p->text->len;
        }
    }
}

static void refresh(Page *p)
{
    p->kind = p->open->len ? g_array_index(p->open, Open, p->open->len - 1).kind : -1;
}

static void pop(Page *p)
{
    Open o = g_array_index(p->open, Open, p->open->len - 1);
    p->n_open[gm_text_html_index(o.element)]--;
    p->n_dropping -= o.drop;
    p->n_pages -= strcmp(o.element->name, "article") == 0 || strcmp(o.element->name, "main") == 0;
    if (o.element->flags & ELEMENT_BLOCK)
        end_block(p);
    g_array_set_size(p->open, p->open->len - 1);
    refresh(p);
}

typedef struct {
    const char *value;
    gsize len;
} Text;

typedef struct {
    Text class_, id, content, name, property, datetime, style;
    bool hidden;
} Attributes;

static void keep_attribute(Attributes *a, const char *name, gsize n, Text value)
{
    static const struct {
        const char *name;
        gsize offset;
    } wanted[] = {
        {"class", offsetof(Attributes, class_)},      {"id", offsetof(Attributes, id)},
        {"content", offsetof(Attributes, content)},   {"name", offsetof(Attributes, name)},
        {"property", offsetof(Attributes, property)}, {"itemprop", offsetof(Attributes, name)},
        {"datetime", offsetof(Attributes, datetime)}, {"style", offsetof(Attributes, style)},
    };
    if (n == 6 && g_ascii_strncasecmp(name, "hidden", 6) == 0)
        a->hidden = true;
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (strlen(wanted[i].name) == n && g_ascii_strncasecmp(wanted[i].name, name, n) == 0)
            *(Text *)(void *)((char *)a + wanted[i].offset) = value;
}

/* Reads attributes from @at to the end of the tag; returns what follows it. */
static gsize read_attributes(const Page *p, gsize at, Attributes *a)
{
    const char *h = p->html;
    for (;;) {
        while (at < p->len && (g_ascii_isspace(h[at]) || h[at] == '/'))
            at++;
        if (at >= p->len || h[at] == '>')
            return MIN(at + 1, p->len);
        gsize name = at;
        at++;
        while (at < p->len && !g_ascii_isspace(h[at]) && !strchr("/>=", h[at]))
            at++;
        gsize n = at - name;
        while (at < p->len && g_ascii_isspace(h[at]))
            at++;
        Text value = {"", 0};
        if (at < p->len && h[at] == '=') {
            at++;
            while (at < p->len && g_ascii_isspace(h[at]))
                at++;
            char quote = at < p->len && (h[at] == '"' || h[at] == '\'') ? h[at] : 0;
            gsize from = at + (quote != 0);
            at = from;
            while (at < p->len &&
                   (quote ? h[at] != quote : !g_ascii_isspace(h[at]) && h[at] != '>'))
                at++;
            value = (Text){h + from, at - from};
            at += quote != 0;
        }
        keep_attribute(a, h + name, n, value);
    }
}

static bool holds(Text t, const char *word)
{
    gsize n = strlen(word);
    for (gsize i = 0; i + n <= t.len; i++)
        if (g_ascii_strncasecmp(t.value + i, word, n) == 0)
            return true;
    return false;
}

static void read_date(Page *p, const HtmlElement *e, const Attributes *a)
{
    Text value = {NULL, 0};
    if (e && strcmp(e->name, "meta") == 0 &&
        (holds(a->property, "published_time") || holds(a->name, "datepublished") ||
         holds(a->name, "pubdate") || holds(a->name, "dc.date") || holds(a->name, "publish-date")))
        value = a->content;
    else if (!e && a->datetime.len > 0 && p->n_pages > 0)
        value = a->datetime;
    if (value.value && !p->info->date)
        p->info->date = gm_text_iso_date(value.value, value.len);
}

static gint8 kind_of(const Page *p, const HtmlElement *e, const Attributes *a)
{
    if (p->kind == GM_SECTION_COMMENTS || e->flags & ELEMENT_PAGE)
        return p->kind;
    int kind = gm_text_html_class_kind(a->class_.value, a->class_.len);
    if (kind < 0)
        kind = gm_text_html_class_kind(a->id.value, a->id.len);
    if (kind < 0 && e->kind >= 0)
        kind = strcmp(e->name, "header") == 0 && p->n_pages > 0 ? -1 : e->kind;
    return kind >= 0 ? (gint8)kind : p->kind;
}

/* Skips to behind the end tag of @e, which holds no tags; gives its text. */
static gsize raw_end(const Page *p, gsize at, const HtmlElement *e, gsize *after)
{
    gsize n = strlen(e->name);
    const char *end = p->html + p->len;
    for (const char *s = p->html + at; (s = memchr(s, '<', (gsize)(end - s))); s++) {
        if ((gsize)(end - s) < n + 2 || s[1] != '/' || g_ascii_strncasecmp(s + 2, e->name, n) != 0)
            continue;
        const char *close = memchr(s, '>', (gsize)(end - s));
        *after = close ? (gsize)(close - p->html) + 1 : p->len;
        return (gsize)(s - p->html);
    }
    *after = p->len;
    return p->len;
}

static void push(Page *p, const HtmlElement *e, const Attributes *a)
{
    bool drop = e->flags & ELEMENT_DROP || a->hidden || holds(a->style, "display:none") ||
                (e->flags & ELEMENT_TITLE && p->has_h1);
    Open o = {e, kind_of(p, e, a), drop};
    g_array_append_val(p->open, o);
    p->n_open[gm_text_html_index(e)]++;
    p->n_dropping += drop;
    p->n_pages += strcmp(e->name, "article") == 0 || strcmp(e->name, "main") == 0;
    refresh(p);
}

static void start_tag(Page *p, const HtmlElement *e, const Attributes *a)
{
    const HtmlElement *in = innermost(p);
    if (e->flags & ELEMENT_BREAK) {
        p->after_break = true;
        p->space = false;
        return;
    }
    if (e->flags & ELEMENT_BLOCK) {
        bool p_open = in && strcmp(in->name, "p") == 0;
        if (in && (p_open || (e->flags & ELEMENT_SELF && in == e)))
            pop(p);
        end_block(p);
        p->item = e->flags & ELEMENT_ITEM || (p->item && !(e->flags & ELEMENT_HEADING));
    }
    if (e->flags & ELEMENT_VOID)
        return;
    push(p, e, a);
    if (e->flags & ELEMENT_RAW) {
        gsize after, end = raw_end(p, p->at, e, &after);
        read_text(p, end);
        pop(p);
        p->at = after;
    }
}

static void end_tag(Page *p, const HtmlElement *e)
{
    if (e->flags & ELEMENT_VOID || p->n_open[gm_text_html_index(e)] == 0) {
        if (e->flags & ELEMENT_BLOCK)
            end_block(p);
        return;
    }
    while (innermost(p) != e)
        pop(p);
    pop(p);
}

static void read_tag(Page *p)
{
    bool end = p->html[p->at + 1] == '/';
    gsize name = p->at + 1 + end, n = 0;
    while (name + n < p->len && !g_ascii_isspace(p->html[name + n]) &&
           !strchr("/>", p->html[name + n]))
        n++;
    Attributes a = {0};
    const HtmlElement *e = gm_text_html_element(p->html + name, n);
    p->at = read_attributes(p, name + n, &a);
    if (!end)
        read_date(p, e, &a);
    if (e && end)
        end_tag(p, e);
    else if (e)
        start_tag(p, e, &a);
}

/* Comments, declarations and processing instructions. */
static void skip_declaration(Page *p)
{
    const char *s = p->html + p->at, *end = p->html + p->len, *close;
    if ((gsize)(end - s) >= 4 && memcmp(s, "<!--", 4) == 0) {
        close = memmem(s + 4, (gsize)(end - s - 4), "-->", 3);
        p->at = close ? (gsize)(close - p->html) + 3 : p->len;
        return;
    }
    close = memchr(s, '>', (gsize)(end - s));
    p->at = close ? (gsize)(close - p->html) + 1 : p->len;
}

static void read_markup(Page *p)
{
    char next = p->at + 1 < p->len ? p->html[p->at + 1] : ' ';
    char after = p->at + 2 < p->len ? p->html[p->at + 2] : ' ';
    if (next == '!' || next == '?' || (next == '/' && !g_ascii_isalpha(after))) {
        skip_declaration(p);
    } else if (g_ascii_isalpha(next) || next == '/') {
        read_tag(p);
    } else {
        if (p->n_dropping == 0)
            put(p, "<", 1, p->at, 1);
        p->at++;
    }
}

static bool has_tag(const char *html, gsize len, const char *tag)
{
    gsize n = strlen(tag);
    const char *end = html + len;
    for (const char *s = html; (s = memchr(s, '<', (gsize)(end - s))); s++)
        if ((gsize)(end - s) > n && g_ascii_strncasecmp(s, tag, n) == 0 && !g_ascii_isalnum(s[n]))
            return true;
    return false;
}

/* Where a page calls nearly all of itself clutter, the words decide. */
static void trust_words(const GArray *blocks)
{
    gsize article = 0, all = 0;
    for (guint i = 0; i < blocks->len; i++) {
        const Block *b = &g_array_index(blocks, Block, i);
        all += b->end - b->start;
        if (b->kind < 0)
            article += b->end - b->start;
    }
    for (guint i = 0; article < 200 && article * 10 < all && i < blocks->len; i++) {
        Block *b = &g_array_index(blocks, Block, i);
        if (b->kind == GM_SECTION_BOILERPLATE)
            b->kind = -1;
    }
}

char *gm_text_read_html(const char *html, gsize len, gsize *text_len, GArray **map, GArray **blocks,
                        PageInfo *info)
{
    Page p = {.html = html,
              .len = len,
              .text = g_string_sized_new(len / 2 + 64),
              .map = g_array_new(FALSE, FALSE, sizeof(MapRun)),
              .blocks = g_array_new(FALSE, FALSE, sizeof(Block)),
              .open = g_array_new(FALSE, FALSE, sizeof(Open)),
              .kind = -1,
              .has_h1 = has_tag(html, len, "<h1"),
              .info = info};
    if (len >= 3 && memcmp(html, "\xEF\xBB\xBF", 3) == 0)
        p.at = 3;
    while (p.at < len) {
        const char *tag = memchr(html + p.at, '<', len - p.at);
        read_text(&p, tag ? (gsize)(tag - html) : len);
        if (p.at < len)
            read_markup(&p);
    }
    trust_words(p.blocks);
    g_array_unref(p.open);
    *text_len = p.text->len;
    *map = p.map;
    *blocks = p.blocks;
    return g_string_free(p.text, FALSE);
}
