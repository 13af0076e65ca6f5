/* Many equal dots as one path of round caps: a town in twelve bytes, not forty. */
#include "markup.h"
#include "svg_path.h"
#include "svg_writer.h"

#include <stdlib.h>
#include <string.h>

enum { WORTH_UNITING = 4 };

static bool same_look(const GmSvg *w, guint a, guint b)
{
    return !memcmp(&w->attrs[a], &w->attrs[b], sizeof w->attrs[a]);
}

static bool is_full(const GmSvgAttrs *a, GmSvgAttr opacity)
{
    return !a->v[opacity] || !strcmp(a->v[opacity], "1");
}

/** The radius that all items of @order [from, to) have, or 0. */
static double common_radius(const GmSvg *w, const guint *order, guint from, guint to)
{
    const GmSvgAttrs *a = &w->attrs[order[from]];
    double radius = 0;
    if (to - from < WORTH_UNITING || !is_full(a, GM_SVG_FILL_OPACITY) ||
        !is_full(a, GM_SVG_STROKE_OPACITY) || !a->v[GM_SVG_FILL] || !a->v[GM_SVG_STROKE] ||
        !a->v[GM_SVG_STROKE_WIDTH] || a->v[GM_SVG_FILL][0] != '#' || a->v[GM_SVG_STROKE][0] != '#')
        return 0;
    for (guint i = from; i < to; i++) {
        const GmItem *it = gm_sheet_item(w->sheet, order[i]);
        double x, y, r;
        if (it->feature >= 0 || !it->path || !gm_draw_svg_is_circle(it->path, &x, &y, &r) ||
            (i > from && r != radius) || !same_look(w, order[from], order[i]))
            return 0;
        radius = r;
    }
    return radius;
}

static const char *width(GmSvg *w, double value)
{
    g_autoptr(GString) g = g_string_new(NULL);
    gm_text_append_number(g, value, 2);
    return g_string_chunk_insert_const(w->strings, g->str);
}

bool gm_draw_svg_dots(GmSvg *w, const guint *order, guint from, guint to)
{
    double radius = common_radius(w, order, from, to);
    if (radius <= 0)
        return false;
    const GmSvgAttrs *a = &w->attrs[order[from]];
    double line = g_ascii_strtod(a->v[GM_SVG_STROKE_WIDTH], NULL);
    GmSvgAttrs outer = *a, inner = {{0}};
    outer.v[GM_SVG_FILL] = g_string_chunk_insert_const(w->strings, "none");
    outer.v[GM_SVG_STROKE_WIDTH] = width(w, 2 * radius + line);
    outer.v[GM_SVG_CAP] = g_string_chunk_insert_const(w->strings, "round");
    inner.v[GM_SVG_STROKE] = a->v[GM_SVG_FILL];
    inner.v[GM_SVG_STROKE_WIDTH] = width(w, 2 * radius - line);
    g_string_append(w->out, "<g class=\"");
    const char *class_ = gm_sheet_item(w->sheet, order[from])->class_;
    gm_text_append_xml(w->out, class_ ? class_ : "item");
    g_string_append_c(w->out, '"');
    gm_draw_svg_append_attrs(w->out, &outer, &w->outer);
    g_string_append_printf(w->out, "><path id=\"%sd%u\" d=\"", w->prefix, ++w->n_dots);
    int decimals = gm_draw_svg_place_decimals(w);
    for (guint i = from; i < to; i++) {
        double x, y, r;
        gm_draw_svg_is_circle(gm_sheet_item(w->sheet, order[i])->path, &x, &y, &r);
        g_string_append_c(w->out, 'M');
        gm_text_append_number(w->out, x, decimals);
        g_string_append_c(w->out, ' ');
        gm_text_append_number(w->out, y, decimals);
        g_string_append(w->out, "h0");
    }
    g_string_append(w->out, "\"/><use");
    GmSvgAttrs seen = gm_draw_svg_inherit(&w->outer, &outer);
    gm_draw_svg_append_attrs(w->out, &inner, &seen);
    g_string_append_printf(w->out, " xlink:href=\"#%sd%u\"/></g>\n", w->prefix, w->n_dots);
    return true;
}
