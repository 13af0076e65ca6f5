#include "pdf_halo.h"

#include "markup.h"

#include <math.h>
#include <string.h>

/* Red and green that no theme has; blue counts in steps that six decimals show. */
static const double MARK_R = 0.271828, MARK_G = 0.314159, STEP = 0.0005;

enum { NO_MARK = -1, DEEP = 64 };

GmColour gm_draw_pdf_mark(guint index, double opacity)
{
    return (GmColour){MARK_R, MARK_G, STEP * (index + 1), opacity};
}

typedef struct {
    const char *at, *end; /* what is not read yet */
    const GArray *halos;
    GString *out;
    int mark[DEEP]; /* halo that the fill colour marks, at each depth of q */
    int depth;
    bool open; /* inside a text that is a halo */
    bool ok;
} Reader;

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return is_space(c) || (c && strchr("()<>[]{}/%", c));
}

/** Past a literal string, whose parentheses may nest. */
static const char *skip_string(const char *p, const char *end)
{
    int open = 0;
    for (; p < end; p++) {
        if (*p == '\\')
            p++;
        else if (*p == '(')
            open++;
        else if (*p == ')' && --open == 0)
            return p + 1;
    }
    return end;
}

/** The next token from @p on; *begin where it begins. */
static const char *next_token(const char *p, const char *end, const char **begin)
{
    while (p < end && is_space(*p))
        p++;
    *begin = p;
    if (p == end)
        return p;
    if (*p == '(')
        return skip_string(p, end);
    if (is_delimiter(*p) && *p != '/')
        return p + 1;
    p++;
    while (p < end && !is_delimiter(*p))
        p++;
    return p;
}

/** Which halo "r g b" marks. */
static int read_mark(const char *operands, gsize len, guint n_halos)
{
    g_autofree char *text = g_strndup(operands, len);
    char *p = text;
    double r = g_ascii_strtod(p, &p), g = g_ascii_strtod(p, &p), b = g_ascii_strtod(p, &p);
    if (fabs(r - MARK_R) > 2e-6 || fabs(g - MARK_G) > 2e-6)
        return NO_MARK;
    long i = lround(b / STEP) - 1;
    return i >= 0 && i < (long)n_halos ? (int)i : NO_MARK;
}

static void open_halo(Reader *r, int index)
{
    const GmPdfHalo *h = &g_array_index(r->halos, GmPdfHalo, (guint)index);
    const double v[] = {h->colour.r, h->colour.g, h->colour.b};
    g_string_append(r->out, "/Span<</ActualText()>>BDC q");
    for (int i = 0; i < 3; i++) {
        g_string_append_c(r->out, ' ');
        gm_text_append_number(r->out, v[i], 4);
    }
    g_string_append(r->out, " RG ");
    gm_text_append_number(r->out, h->width, 3);
    g_string_append(r->out, " w 1 J 1 j []0 d 1 Tr\n");
    r->open = true;
}

/** One operator with its operands, from @from to r->at. */
static void operation(Reader *r, const char *from, const char *op, gsize n)
{
    int *mark = &r->mark[r->depth];
    if (n == 2 && !memcmp(op, "rg", 2)) {
        *mark = read_mark(from, (gsize)(op - from), r->halos->len);
        if (*mark != NO_MARK)
            return; /* the mark itself goes */
    } else if (n == 1 && *op == 'q') {
        r->ok &= r->depth + 1 < DEEP;
        if (r->ok) {
            r->mark[r->depth + 1] = *mark;
            r->depth++;
        }
    } else if (n == 1 && *op == 'Q') {
        r->depth = MAX(r->depth - 1, 0);
    } else if (n == 2 && !memcmp(op, "BT", 2) && *mark != NO_MARK) {
        open_halo(r, *mark);
    } else if (*mark != NO_MARK && !r->open && n <= 2 && strchr("fFbB", *op)) {
        r->ok = false; /* a shape in the marking colour */
    }
    g_string_append_len(r->out, from, r->at - from);
    if (r->open && n == 2 && !memcmp(op, "ET", 2)) {
        g_string_append(r->out, "\nQ EMC");
        r->open = false;
    }
}

bool gm_draw_pdf_set_halos(const char *in, gsize len, const GArray *halos, GString *out)
{
    Reader r = {
        .at = in, .end = in + len, .halos = halos, .out = out, .mark = {NO_MARK}, .ok = true};
    const char *from = in, *token;
    while (r.ok && r.at < r.end) {
        r.at = next_token(r.at, r.end, &token);
        if (token == r.end)
            break;
        bool op = g_ascii_isalpha(*token) || *token == '\'' || *token == '"';
        if (!op)
            continue;
        operation(&r, from, token, (gsize)(r.at - token));
        from = r.at;
    }
    g_string_append_len(out, from, r.end - from);
    return r.ok && !r.open;
}
