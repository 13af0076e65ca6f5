#include "svg_attrs.h"

#include "markup.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name, *initial;
} table[GM_N_SVG_ATTRS] = {
    [GM_SVG_FILL] = {"fill", "#000"},
    [GM_SVG_FILL_OPACITY] = {"fill-opacity", "1"},
    [GM_SVG_FILL_RULE] = {"fill-rule", "nonzero"},
    [GM_SVG_STROKE] = {"stroke", "none"},
    [GM_SVG_STROKE_OPACITY] = {"stroke-opacity", "1"},
    [GM_SVG_STROKE_WIDTH] = {"stroke-width", "1"},
    [GM_SVG_DASH] = {"stroke-dasharray", "none"},
    [GM_SVG_CAP] = {"stroke-linecap", "butt"},
    [GM_SVG_JOIN] = {"stroke-linejoin", "miter"},
    [GM_SVG_PAINT_ORDER] = {"paint-order", "normal"},
    [GM_SVG_FONT_SIZE] = {"font-size", "medium"},
    [GM_SVG_FONT_WEIGHT] = {"font-weight", "400"},
    [GM_SVG_FONT_STYLE] = {"font-style", "normal"},
    [GM_SVG_LETTER_SPACING] = {"letter-spacing", "normal"},
    [GM_SVG_TEXT_ANCHOR] = {"text-anchor", "start"},
    [GM_SVG_FONT_FAMILY] = {"font-family", ""},
};

static const char *keep(GStringChunk *strings, const char *value)
{
    return g_string_chunk_insert_const(strings, value);
}

static const char *number(GStringChunk *strings, double v, int decimals)
{
    g_autoptr(GString) g = g_string_new(NULL);
    gm_text_append_number(g, v, decimals);
    return keep(strings, g->str);
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

/** A colour and its opacity; what is not painted has none. */
static bool paint(GmSvgAttrs *a, GStringChunk *strings, GmSvgAttr colour, GmSvgAttr opacity,
                  GmColour c)
{
    char buf[16];
    gm_draw_svg_colour(buf, sizeof buf, c);
    a->v[colour] = keep(strings, buf);
    if (c.a > 0)
        a->v[opacity] = number(strings, MIN(c.a, 1.0), 3);
    return c.a > 0;
}

static void stroke_attrs(GmSvgAttrs *a, GStringChunk *strings, const GmStyle *st)
{
    if (st->stroke.a <= 0 || st->stroke_width <= 0) {
        a->v[GM_SVG_STROKE] = keep(strings, "none");
        return;
    }
    paint(a, strings, GM_SVG_STROKE, GM_SVG_STROKE_OPACITY, st->stroke);
    a->v[GM_SVG_STROKE_WIDTH] = number(strings, st->stroke_width, 2);
    g_autoptr(GString) dash = g_string_new(st->n_dash ? NULL : table[GM_SVG_DASH].initial);
    for (int i = 0; i < st->n_dash; i++) {
        if (i)
            g_string_append_c(dash, ' ');
        gm_text_append_number(dash, st->dash[i], 2);
    }
    a->v[GM_SVG_DASH] = keep(strings, dash->str);
    a->v[GM_SVG_CAP] = keep(strings, st->round_cap ? "round" : "butt");
    a->v[GM_SVG_JOIN] = keep(strings, st->round_join ? "round" : "miter");
}

void gm_draw_svg_path_attrs(GmSvgAttrs *a, GStringChunk *strings, const GmStyle *st,
                            guint style_index, const char *prefix)
{
    memset(a, 0, sizeof *a);
    if (st->fill.a > 0 && st->pattern != GM_FILL_SOLID) {
        char url[96];
        g_snprintf(url, sizeof url, "url(#%sh%u)", prefix, style_index);
        a->v[GM_SVG_FILL] = keep(strings, url);
        a->v[GM_SVG_FILL_OPACITY] = keep(strings, "1"); /* the pattern has its own */
    } else {
        paint(a, strings, GM_SVG_FILL, GM_SVG_FILL_OPACITY, st->fill);
    }
    if (st->fill.a > 0)
        a->v[GM_SVG_FILL_RULE] = keep(strings, st->even_odd ? "evenodd" : "nonzero");
    stroke_attrs(a, strings, st);
    if (st->fill.a > 0)
        a->v[GM_SVG_PAINT_ORDER] = keep(strings, "normal");
}

void gm_draw_svg_text_attrs(GmSvgAttrs *a, GStringChunk *strings, const GmStyle *st,
                            const GmText *t, const GmFont *font, const char *family)
{
    static const char *const anchors[] = {
        [GM_ANCHOR_START] = "start", [GM_ANCHOR_MIDDLE] = "middle", [GM_ANCHOR_END] = "end"};
    char weight[12];
    memset(a, 0, sizeof *a);
    paint(a, strings, GM_SVG_FILL, GM_SVG_FILL_OPACITY, st->fill);
    if (st->halo.a > 0 && st->halo_width > 0) {
        paint(a, strings, GM_SVG_STROKE, GM_SVG_STROKE_OPACITY, st->halo);
        a->v[GM_SVG_STROKE_WIDTH] = number(strings, 2 * st->halo_width, 2);
        a->v[GM_SVG_DASH] = keep(strings, "none");
        a->v[GM_SVG_JOIN] = keep(strings, "round");
        a->v[GM_SVG_PAINT_ORDER] = keep(strings, "stroke");
    } else {
        a->v[GM_SVG_STROKE] = keep(strings, "none");
    }
    a->v[GM_SVG_FONT_SIZE] = number(strings, t->size, 2);
    g_snprintf(weight, sizeof weight, "%d", font->weight);
    a->v[GM_SVG_FONT_WEIGHT] = keep(strings, weight);
    a->v[GM_SVG_FONT_STYLE] = keep(strings, font->italic ? "italic" : "normal");
    a->v[GM_SVG_LETTER_SPACING] =
        t->letter_spacing != 0 ? number(strings, t->letter_spacing, 2) : keep(strings, "normal");
    a->v[GM_SVG_TEXT_ANCHOR] = keep(strings, anchors[t->anchor]);
    a->v[GM_SVG_FONT_FAMILY] = family;
}

const char *gm_draw_svg_family(GStringChunk *strings, const GmFont *font)
{
    static const char *const fallbacks[] = {"Noto Sans", "DejaVu Sans"};
    g_autoptr(GString) out = g_string_new("'");
    gm_text_append_xml(out, font->family);
    for (gsize i = 0; i < G_N_ELEMENTS(fallbacks); i++)
        if (strcmp(fallbacks[i], font->family))
            g_string_append_printf(out, "','%s", fallbacks[i]);
    g_string_append(out, "',sans-serif");
    return keep(strings, out->str);
}

void gm_draw_svg_default_attrs(GmSvgAttrs *a, GStringChunk *strings)
{
    for (guint k = 0; k < GM_N_SVG_ATTRS; k++)
        a->v[k] = keep(strings, table[k].initial);
}

/** Bytes that writing attribute @k takes. */
static gsize cost(guint k, const char *value)
{
    return strlen(table[k].name) + strlen(value) + 4;
}

enum { CANDIDATES = 24 }; /* values of an attribute that are weighed */

static const char *cheapest(guint k, const GmSvgAttrs *const *members, guint n, const char *outer)
{
    const char *values[CANDIDATES];
    gsize saved[CANDIDATES];
    guint n_values = 0, best = 0;
    for (guint i = 0; i < n; i++) {
        const char *v = members[i]->v[k];
        guint c = 0;
        while (c < n_values && values[c] != v)
            c++;
        if (!v || c == CANDIDATES)
            continue;
        if (c == n_values) {
            values[c] = v;
            saved[c] = outer == v ? cost(k, v) : 0;
            n_values++;
        }
        saved[c] += cost(k, v);
    }
    for (guint c = 1; c < n_values; c++)
        if (saved[c] > saved[best])
            best = c;
    return n_values ? values[best] : NULL;
}

void gm_draw_svg_common_attrs(GmSvgAttrs *common, const GmSvgAttrs *const *members, guint n,
                              const GmSvgAttrs *outer)
{
    for (guint k = 0; k < GM_N_SVG_ATTRS; k++)
        common->v[k] = cheapest(k, members, n, outer ? outer->v[k] : NULL);
}

guint gm_draw_svg_worth_group(GmSvgAttrs *shared, const GmSvgAttrs *const *members, guint n,
                              const GmSvgAttrs *outer)
{
    gsize most = strlen("<g></g>\n");
    guint worth = 0, uses[GM_N_SVG_ATTRS] = {0};
    GmSvgAttrs so_far = *members[0];
    for (guint k = 0; k < GM_N_SVG_ATTRS; k++)
        if (so_far.v[k] == outer->v[k])
            so_far.v[k] = NULL;
    for (guint m = 1; m < n; m++) {
        gsize saved = 0;
        bool any = false;
        for (guint k = 0; k < GM_N_SVG_ATTRS; k++) {
            const char *v = members[m]->v[k];
            if (v && v != so_far.v[k])
                so_far.v[k] = NULL;
            uses[k] += v != NULL;
            any |= so_far.v[k] != NULL;
            saved += so_far.v[k] ? uses[k] * cost(k, so_far.v[k]) : 0;
        }
        if (!any)
            break;
        if (saved > most)
            most = saved, worth = m + 1, *shared = so_far;
    }
    return worth;
}

GmSvgAttrs gm_draw_svg_inherit(const GmSvgAttrs *outer, const GmSvgAttrs *inner)
{
    GmSvgAttrs a;
    for (guint k = 0; k < GM_N_SVG_ATTRS; k++)
        a.v[k] = inner->v[k] ? inner->v[k] : outer->v[k];
    return a;
}

void gm_draw_svg_append_attrs(GString *out, const GmSvgAttrs *a, const GmSvgAttrs *outer)
{
    for (guint k = 0; k < GM_N_SVG_ATTRS; k++)
        if (a->v[k] && a->v[k] != outer->v[k])
            g_string_append_printf(out, " %s=\"%s\"", table[k].name, a->v[k]);
}
