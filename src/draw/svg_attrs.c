#include "svg_attrs.h"

#include "markup.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void gm_draw_svg_append_coord(GString *out, double v)
{
    gm_text_append_number(out, v, 2);
}

static void number(char *buf, gsize size, double v, int decimals)
{
    g_autoptr(GString) g = g_string_new(NULL);
    gm_text_append_number(g, v, decimals);
    g_strlcpy(buf, g->str, size);
}

static int byte_of(double v)
{
    return (int)lround(CLAMP(v, 0.0, 1.0) * 255.0);
}

void gm_draw_svg_colour(char *buf, gsize size, GmColour c)
{
    if (c.a <= 0) {
        g_strlcpy(buf, "none", size);
        return;
    }
    int r = byte_of(c.r), g = byte_of(c.g), b = byte_of(c.b);
    if (r % 17 == 0 && g % 17 == 0 && b % 17 == 0)
        g_snprintf(buf, size, "#%x%x%x", (unsigned)(r / 17), (unsigned)(g / 17),
                   (unsigned)(b / 17));
    else
        g_snprintf(buf, size, "#%02x%02x%02x", (unsigned)r, (unsigned)g, (unsigned)b);
}

static void opacity(char *buf, gsize size, GmColour c)
{
    if (c.a > 0 && c.a < 1)
        number(buf, size, c.a, 3);
}

static void stroke_attrs(GmSvgAttrs *a, const GmStyle *st)
{
    if (st->stroke.a <= 0 || st->stroke_width <= 0)
        return;
    gm_draw_svg_colour(a->stroke, sizeof a->stroke, st->stroke);
    opacity(a->stroke_opacity, sizeof a->stroke_opacity, st->stroke);
    number(a->stroke_width, sizeof a->stroke_width, st->stroke_width, 2);
    if (st->n_dash) {
        g_autoptr(GString) g = g_string_new(NULL);
        for (int i = 0; i < st->n_dash; i++) {
            if (i)
                g_string_append_c(g, ' ');
            gm_text_append_number(g, st->dash[i], 2);
        }
        g_strlcpy(a->dash, g->str, sizeof a->dash);
    }
    if (st->round_cap)
        g_strlcpy(a->cap, "round", sizeof a->cap);
    if (st->round_join)
        g_strlcpy(a->join, "round", sizeof a->join);
}

void gm_draw_svg_path_attrs(GmSvgAttrs *a, const GmStyle *st, guint style_index, const char *prefix)
{
    memset(a, 0, sizeof *a);
    if (st->fill.a > 0 && st->pattern != GM_FILL_SOLID) {
        g_snprintf(a->fill, sizeof a->fill, "url(#%sh%u)", prefix, style_index);
    } else {
        gm_draw_svg_colour(a->fill, sizeof a->fill, st->fill);
        opacity(a->fill_opacity, sizeof a->fill_opacity, st->fill);
    }
    if (st->even_odd && st->fill.a > 0)
        g_strlcpy(a->fill_rule, "evenodd", sizeof a->fill_rule);
    stroke_attrs(a, st);
}

void gm_draw_svg_text_attrs(GmSvgAttrs *a, const GmStyle *st, const GmText *t, const GmFont *font)
{
    memset(a, 0, sizeof *a);
    gm_draw_svg_colour(a->fill, sizeof a->fill, st->fill);
    opacity(a->fill_opacity, sizeof a->fill_opacity, st->fill);
    if (st->halo.a > 0 && st->halo_width > 0) {
        gm_draw_svg_colour(a->stroke, sizeof a->stroke, st->halo);
        opacity(a->stroke_opacity, sizeof a->stroke_opacity, st->halo);
        number(a->stroke_width, sizeof a->stroke_width, 2 * st->halo_width, 2);
        g_strlcpy(a->join, "round", sizeof a->join);
        g_strlcpy(a->paint_order, "stroke", sizeof a->paint_order);
    }
    number(a->font_size, sizeof a->font_size, t->size, 2);
    if (font->weight != 400)
        g_snprintf(a->font_weight, sizeof a->font_weight, "%d", font->weight);
    if (font->italic)
        g_strlcpy(a->font_style, "italic", sizeof a->font_style);
    if (t->letter_spacing != 0)
        number(a->letter_spacing, sizeof a->letter_spacing, t->letter_spacing, 2);
    if (t->anchor == GM_ANCHOR_MIDDLE)
        g_strlcpy(a->text_anchor, "middle", sizeof a->text_anchor);
    else if (t->anchor == GM_ANCHOR_END)
        g_strlcpy(a->text_anchor, "end", sizeof a->text_anchor);
    a->family = font->family;
}

static void attr(GString *out, const char *name, const char *v, const char *outer, const char *def)
{
    if (!*v)
        v = def;
    const char *inherited = outer && *outer ? outer : def;
    if (strcmp(v, inherited))
        g_string_append_printf(out, " %s=\"%s\"", name, v);
}

/** The font, and what stands in where it is missing. */
static void append_family(GString *out, const char *family)
{
    static const char *const fallbacks[] = {"Noto Sans", "DejaVu Sans"};
    g_string_append(out, " font-family=\"'");
    gm_text_append_xml(out, family);
    for (gsize i = 0; i < G_N_ELEMENTS(fallbacks); i++)
        if (strcmp(fallbacks[i], family))
            g_string_append_printf(out, "','%s", fallbacks[i]);
    g_string_append(out, "',sans-serif\"");
}

void gm_draw_svg_append_attrs(GString *out, const GmSvgAttrs *a, const GmSvgAttrs *outer)
{
    static const GmSvgAttrs none;
    const GmSvgAttrs *o = outer ? outer : &none;
    attr(out, "fill", a->fill, o->fill, "#000");
    attr(out, "fill-opacity", a->fill_opacity, o->fill_opacity, "1");
    attr(out, "fill-rule", a->fill_rule, o->fill_rule, "nonzero");
    attr(out, "stroke", a->stroke, o->stroke, "none");
    if (*a->stroke && strcmp(a->stroke, "none")) {
        attr(out, "stroke-opacity", a->stroke_opacity, o->stroke_opacity, "1");
        attr(out, "stroke-width", a->stroke_width, o->stroke_width, "1");
        attr(out, "stroke-dasharray", a->dash, o->dash, "none");
        attr(out, "stroke-linecap", a->cap, o->cap, "butt");
        attr(out, "stroke-linejoin", a->join, o->join, "miter");
    }
    if (!a->family)
        return;
    attr(out, "paint-order", a->paint_order, o->paint_order, "normal");
    attr(out, "font-size", a->font_size, o->font_size, "medium");
    attr(out, "font-weight", a->font_weight, o->font_weight, "400");
    attr(out, "font-style", a->font_style, o->font_style, "normal");
    attr(out, "letter-spacing", a->letter_spacing, o->letter_spacing, "normal");
    attr(out, "text-anchor", a->text_anchor, o->text_anchor, "start");
    if (!o->family || strcmp(o->family, a->family))
        append_family(out, a->family);
}

void gm_draw_svg_root_attrs(GmSvgAttrs *a, const GmSheet *s)
{
    memset(a, 0, sizeof *a);
    g_strlcpy(a->join, "round", sizeof a->join);
    if (s->fonts->len)
        a->family = ((const GmFont *)g_ptr_array_index(s->fonts, 0))->family;
}

void gm_draw_svg_append_root(GString *out, const GmSvgAttrs *root)
{
    g_string_append_printf(out, " stroke-linejoin=\"%s\"", root->join);
    if (root->family)
        append_family(out, root->family);
}

/* ---- paths ---- */

static long hundredths(double v)
{
    return lround(CLAMP(v, -1e7, 1e7) * 100.0);
}

/* What the last character written asks of the next number. */
typedef enum { AFTER_LETTER, AFTER_WHOLE, AFTER_FRACTION } After;

/** Appends @v hundredths; a separator only where two numbers would run on: not
 *  before a sign, nor before a point when the last number had its own. */
static void append_number(GString *out, long v, After *after)
{
    char buf[32];
    long a = labs(v), whole = a / 100, frac = a % 100;
    int n = 0;
    if (v < 0)
        buf[n++] = '-';
    if (whole || !frac)
        n += g_snprintf(buf + n, sizeof buf - (gsize)n, "%ld", whole);
    if (frac)
        n += g_snprintf(buf + n, sizeof buf - (gsize)n, frac % 10 ? ".%02ld" : ".%ld",
                        frac % 10 ? frac : frac / 10);
    bool runs_on = *after == AFTER_WHOLE || (*after == AFTER_FRACTION && buf[0] != '.');
    if (runs_on && buf[0] != '-')
        g_string_append_c(out, ' ');
    g_string_append_len(out, buf, n);
    *after = frac ? AFTER_FRACTION : AFTER_WHOLE;
}

static void command(GString *out, char c, char *last, After *after)
{
    if (*last != c) {
        g_string_append_c(out, c);
        *after = AFTER_LETTER;
    }
    *last = c;
}

void gm_draw_svg_append_path(GString *out, const GmPath *p)
{
    const double *c = (const double *)p->xy->data;
    long x = 0, y = 0, sx = 0, sy = 0;
    char last = 0;
    After after = AFTER_LETTER;
    bool first = true;
    for (guint i = 0; i < p->verbs->len; i++) {
        guint8 verb = g_array_index(p->verbs, guint8, i);
        if (verb == GM_PATH_CLOSE) {
            g_string_append_c(out, 'z');
            last = 'z', x = sx, y = sy;
            continue;
        }
        int n = verb == GM_PATH_CURVE ? 3 : 1;
        long nx = hundredths(c[2 * n - 2]), ny = hundredths(c[2 * n - 1]);
        if (verb == GM_PATH_LINE && nx == x && ny == y) {
            c += 2;
            continue;
        }
        if (verb == GM_PATH_LINE && ny == y) {
            command(out, 'h', &last, &after);
            append_number(out, nx - x, &after);
        } else if (verb == GM_PATH_LINE && nx == x) {
            command(out, 'v', &last, &after);
            append_number(out, ny - y, &after);
        } else {
            char letter = verb == GM_PATH_CURVE ? 'c' : verb == GM_PATH_MOVE ? 'm' : 'l';
            if (verb == GM_PATH_MOVE) {
                last = 0;
                if (first)
                    letter = 'M';
            }
            command(out, letter, &last, &after);
            for (int k = 0; k < n; k++) {
                append_number(out, hundredths(c[2 * k]) - (first ? 0 : x), &after);
                append_number(out, hundredths(c[2 * k + 1]) - (first ? 0 : y), &after);
            }
            if (verb == GM_PATH_MOVE)
                last = 'l'; /* coordinates after a move are lines */
        }
        if (first && verb == GM_PATH_MOVE)
            last = 'M';
        first = false;
        x = nx, y = ny;
        if (verb == GM_PATH_MOVE)
            sx = x, sy = y;
        c += 2 * n;
    }
}
