#include "svg_writer.h"

#include "markup.h"

#include <math.h>
#include <string.h>

char *gm_draw_svg_path_data(const GmItem *it)
{
    GString *d = g_string_new(NULL);
    gm_draw_svg_append_path(d, it->path);
    return g_string_free(d, FALSE);
}

/** Base shapes and stroked lines may be used; a feature's filled shape stays a
 *  path of its own, so that page CSS finds it. */
bool gm_draw_svg_may_share(const GmSvg *w, const GmItem *it)
{
    return it->path && (it->feature < 0 || gm_sheet_style(w->sheet, it->style)->fill.a <= 0);
}

static void append_item_class(GmSvg *w, const GmItem *it)
{
    if (it->feature >= 0 && it->class_) {
        g_string_append(w->out, " class=\"");
        gm_text_append_xml(w->out, it->class_);
        g_string_append_c(w->out, '"');
    }
}

/** A path of four quarter arcs is a circle, and shorter said so. */
static bool is_circle(const GmPath *p, double *cx, double *cy, double *r)
{
    static const guint8 verbs[] = {GM_PATH_MOVE,  GM_PATH_CURVE, GM_PATH_CURVE,
                                   GM_PATH_CURVE, GM_PATH_CURVE, GM_PATH_CLOSE};
    if (p->verbs->len != sizeof verbs || memcmp(p->verbs->data, verbs, sizeof verbs) != 0)
        return false;
    const double *c = (const double *)p->xy->data; /* 26: the start, then three points a curve */
    *cx = (c[0] + c[12]) / 2, *cy = (c[1] + c[13]) / 2;
    *r = hypot(c[0] - *cx, c[1] - *cy);
    for (int k = 0; k < 4; k++) {
        const double *e = c + 6 * (k + 1);
        const double *handle = e - 4;
        if (fabs(hypot(e[0] - *cx, e[1] - *cy) - *r) > 0.005 * *r ||
            fabs(hypot(handle[0] - *cx, handle[1] - *cy) - 1.1417 * *r) > 0.01 * *r)
            return false;
    }
    return *r > 0;
}

static bool append_circle(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    double v[3];
    static const char *const names[] = {"cx", "cy", "r"};
    if (!is_circle(it->path, &v[0], &v[1], &v[2]))
        return false;
    g_string_append(w->out, "<circle");
    append_item_class(w, it);
    gm_draw_svg_append_attrs(w->out, a, &w->group);
    for (int i = 0; i < 3; i++) {
        g_string_append_printf(w->out, " %s=\"", names[i]);
        gm_draw_svg_append_coord(w->out, v[i]);
        g_string_append_c(w->out, '"');
    }
    g_string_append(w->out, "/>");
    return true;
}

static void append_path_item(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    if (!it->path->verbs->len || append_circle(w, it, a))
        return;
    g_autofree char *d = gm_draw_svg_path_data(it);
    guint shared =
        gm_draw_svg_may_share(w, it) ? GPOINTER_TO_UINT(g_hash_table_lookup(w->shared, d)) : 0;
    g_string_append(w->out, shared ? "<use" : "<path");
    append_item_class(w, it);
    gm_draw_svg_append_attrs(w->out, a, &w->group);
    if (shared)
        g_string_append_printf(w->out, " href=\"#%sp%u\"/>", w->prefix, shared);
    else
        g_string_append_printf(w->out, " d=\"%s\"/>", d);
}

/** A PNG, carried in the file: nothing is fetched. */
static void append_image(GmSvg *w, const GmItem *it)
{
    g_autofree char *bytes = NULL;
    gsize len;
    if (w->error || !g_file_get_contents(it->image, &bytes, &len, &w->error))
        return;
    g_autofree char *base64 = g_base64_encode((const guchar *)bytes, len);
    static const char *const names[] = {"x", "y", "width", "height"};
    const double values[] = {it->box[0], it->box[1], it->box[2] - it->box[0],
                             it->box[3] - it->box[1]};
    g_string_append(w->out, "<image");
    for (int i = 0; i < 4; i++) {
        g_string_append_printf(w->out, " %s=\"", names[i]);
        gm_draw_svg_append_coord(w->out, values[i]);
        g_string_append_c(w->out, '"');
    }
    g_string_append_printf(w->out, " href=\"data:image/png;base64,%s\"/>", base64);
}

/** The outlines of a text as path data, through Cairo's path. */
static bool append_outline(GmSvg *w, const GmText *t)
{
    if (!w->painter) {
        w->painter = gm_draw_painter_new(w->sheet, &w->error);
        if (!w->painter)
            return false;
        cairo_surface_t *none = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
        w->cr = cairo_create(none);
        cairo_surface_destroy(none);
    }
    cairo_new_path(w->cr);
    gm_draw_text_path(w->painter, w->cr, t);
    cairo_path_t *cp = cairo_copy_path(w->cr);
    g_autoptr(GmPath) p = gm_layout_path_new();
    for (int i = 0; i < cp->num_data; i += cp->data[i].header.length) {
        const cairo_path_data_t *d = &cp->data[i];
        if (d->header.type == CAIRO_PATH_MOVE_TO)
            gm_layout_path_move(p, d[1].point.x, d[1].point.y);
        else if (d->header.type == CAIRO_PATH_LINE_TO)
            gm_layout_path_line(p, d[1].point.x, d[1].point.y);
        else if (d->header.type == CAIRO_PATH_CURVE_TO)
            gm_layout_path_curve(p, d[1].point.x, d[1].point.y, d[2].point.x, d[2].point.y,
                                 d[3].point.x, d[3].point.y);
        else
            gm_layout_path_close(p);
    }
    cairo_path_destroy(cp);
    gm_draw_svg_append_path(w->out, p);
    return true;
}

static void append_outline_item(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    GmSvgAttrs b = *a;
    b.family = NULL;
    bool halo = *b.paint_order != 0;
    g_string_append(w->out, "<g");
    append_item_class(w, it);
    g_string_append(w->out, "><title>");
    gm_text_append_xml(w->out, it->text->string);
    g_string_append(w->out, "</title><path");
    if (halo)
        g_string_append(w->out, " paint-order=\"stroke\"");
    gm_draw_svg_append_attrs(w->out, &b, &w->group);
    g_string_append(w->out, " d=\"");
    append_outline(w, it->text);
    g_string_append(w->out, "\"/></g>");
}

static void append_at(GString *out, double x, double y, double angle)
{
    if (fabs(angle) < 1e-6) {
        g_string_append(out, " x=\"");
        gm_draw_svg_append_coord(out, x);
        g_string_append(out, "\" y=\"");
        gm_draw_svg_append_coord(out, y);
        g_string_append(out, "\"");
        return;
    }
    g_string_append(out, " transform=\"translate(");
    gm_draw_svg_append_coord(out, x);
    g_string_append_c(out, ' ');
    gm_draw_svg_append_coord(out, y);
    g_string_append(out, ")rotate(");
    gm_draw_svg_append_coord(out, angle * 180.0 / G_PI);
    g_string_append(out, ")\"");
}

/** Text along a curve: a letter each, since renderers disagree on text paths;
 *  the whole word stays readable in the group's label. */
static void append_curved(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    const GmText *t = it->text;
    GmSvgAttrs b = *a;
    *b.text_anchor = *b.letter_spacing = 0;
    g_string_append(w->out, "<g");
    append_item_class(w, it);
    g_string_append(w->out, " role=\"img\" aria-label=\"");
    gm_text_append_xml(w->out, t->string);
    g_string_append_c(w->out, '"');
    gm_draw_svg_append_attrs(w->out, &b, &w->group);
    if (*w->group.text_anchor)
        g_string_append(w->out, " text-anchor=\"start\"");
    g_string_append_c(w->out, '>');
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        for (guint i = 0; i < run->glyphs->len; i++) {
            const GmGlyph *g = &g_array_index(run->glyphs, GmGlyph, i);
            gsize end = i + 1 < run->glyphs->len
                            ? g_array_index(run->glyphs, GmGlyph, i + 1).cluster
                            : run->end;
            if (end <= g->cluster)
                continue;
            g_autofree char *letter = g_strndup(t->string + g->cluster, end - g->cluster);
            if (!*g_strstrip(letter))
                continue;
            g_string_append(w->out, "<text");
            append_at(w->out, g->x, g->y, g->angle);
            g_string_append_c(w->out, '>');
            gm_text_append_xml(w->out, letter);
            g_string_append(w->out, "</text>");
        }
    }
    g_string_append(w->out, "</g>");
}

static void append_text_item(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    const GmText *t = it->text;
    if (w->options->text_as_paths || (t->curve && t->rtl)) {
        append_outline_item(w, it, a);
        return;
    }
    if (t->curve) {
        append_curved(w, it, a);
        return;
    }
    GmSvgAttrs b = *a;
    if (t->rtl) /* the anchor is measured from the reading start: the right */
        g_strlcpy(b.text_anchor,
                  t->anchor == GM_ANCHOR_MIDDLE  ? "middle"
                  : t->anchor == GM_ANCHOR_START ? "end"
                                                 : "start",
                  sizeof b.text_anchor);
    g_string_append(w->out, "<text");
    append_item_class(w, it);
    append_at(w->out, t->x, t->y, t->angle);
    if (t->rtl)
        g_string_append(w->out, " direction=\"rtl\"");
    gm_draw_svg_append_attrs(w->out, &b, &w->group);
    g_string_append_c(w->out, '>');
    gm_text_append_xml(w->out, t->string);
    g_string_append(w->out, "</text>");
}

void gm_draw_svg_item(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    if (it->image)
        append_image(w, it);
    if (it->path)
        append_path_item(w, it, a);
    if (it->text)
        append_text_item(w, it, a);
}
