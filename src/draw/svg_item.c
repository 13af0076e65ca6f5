#include "svg_writer.h"

#include "file_load.h"
#include "markup.h"
#include "svg_path.h"

#include <math.h>
#include <string.h>

/* ---- before writing ---- */

/** Decimals of an item's path: a tenth of a pixel is less than can be seen, but
 *  small marks keep their form to a hundredth. */
static int decimals_of(const GmItem *it)
{
    const double small = 20; /* px */
    return it->box[2] - it->box[0] < small && it->box[3] - it->box[1] < small ? 2 : 1;
}

/** What the text's element must say, beyond the style. */
static void adapt_text(const GmSvg *w, const GmText *t, GmSvgAttrs *a)
{
    GStringChunk *strings = w->strings;
    if (gm_draw_svg_as_outline(w, t)) {
        for (guint k = GM_SVG_PAINT_ORDER; k < GM_N_SVG_ATTRS; k++)
            a->v[k] = NULL;
    } else if (t->curve) { /* letter by letter */
        a->v[GM_SVG_LETTER_SPACING] = NULL;
        a->v[GM_SVG_TEXT_ANCHOR] = g_string_chunk_insert_const(strings, "start");
    } else if (t->rtl) { /* the anchor is measured from the reading start: the right */
        a->v[GM_SVG_TEXT_ANCHOR] =
            g_string_chunk_insert_const(strings, t->anchor == GM_ANCHOR_MIDDLE  ? "middle"
                                                 : t->anchor == GM_ANCHOR_START ? "end"
                                                                                : "start");
    }
}

void gm_draw_svg_prepare_items(GmSvg *w)
{
    const GmSheet *s = w->sheet;
    guint n = s->items->len;
    w->attrs = g_new0(GmSvgAttrs, n + 1);
    w->data = g_new0(char *, n + 1);
    w->shared = g_new0(guint, n + 1);
    g_autofree guint8 *decimals = g_new0(guint8, n + 1);
    g_autofree const char **families = g_new0(const char *, s->fonts->len + 1);
    for (guint i = 0; i < s->fonts->len; i++)
        families[i] = gm_draw_svg_family(w->strings, g_ptr_array_index(s->fonts, i));
    for (guint i = 0; i < n; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        const GmStyle *st = gm_sheet_style(s, it->style);
        const GmText *t = it->text;
        if (t && t->font < s->fonts->len) {
            gm_draw_svg_text_attrs(&w->attrs[i], w->strings, st, t,
                                   g_ptr_array_index(s->fonts, t->font), families[t->font]);
            adapt_text(w, t, &w->attrs[i]);
        } else if (!it->image) {
            gm_draw_svg_path_attrs(&w->attrs[i], w->strings, st, it->style, w->prefix);
        }
        double box[4], r;
        if (it->path && !gm_draw_svg_is_circle(it->path, &box[0], &box[1], &r) &&
            !gm_draw_svg_is_round_rect(it->path, box, &r)) {
            decimals[i] = (guint8)decimals_of(it);
            w->data[i] = gm_draw_svg_path_data(it->path, decimals[i]);
        }
    }
    gm_draw_svg_share(w, decimals);
}

/* ---- shapes ---- */

bool gm_draw_svg_has_own_class(const GmSvg *w, const GmItem *it)
{
    const char *class_ = it->class_ ? it->class_ : "item";
    const GmSheetFeature *f =
        it->feature >= 0 ? g_ptr_array_index(w->sheet->features, it->feature) : NULL;
    gsize n = f && f->kind ? strlen(f->kind) : 0;
    return f &&
           !(n && !strncmp(class_, f->kind, n) && (!class_[n] || !strcmp(class_ + n, "-label")));
}

/** What an item says of itself beyond its group: a class other than the
 *  feature's; alone, without a group, all that the group would have said. */
static void append_item_class(GmSvg *w, const GmItem *it)
{
    const char *class_ = it->class_ ? it->class_ : "item";
    const GmSheetFeature *f =
        it->feature >= 0 ? g_ptr_array_index(w->sheet->features, it->feature) : NULL;
    if (f && w->bare) {
        gm_draw_svg_append_feature(w, f, false);
        return;
    }
    if (w->classed || !(w->bare || gm_draw_svg_has_own_class(w, it)))
        return;
    g_string_append(w->out, " class=\"");
    gm_text_append_xml(w->out, class_);
    g_string_append_c(w->out, '"');
}

static void append_numbers(GString *out, guint n, const char *const *names, const double *values,
                           int decimals)
{
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(out, " %s=\"", names[i]);
        gm_text_append_number(out, values[i], decimals);
        g_string_append_c(out, '"');
    }
}

static bool append_circle(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    static const char *const names[] = {"cx", "cy", "r"};
    double v[3];
    if (!gm_draw_svg_is_circle(it->path, &v[0], &v[1], &v[2]))
        return false;
    g_string_append(w->out, "<circle");
    append_item_class(w, it);
    gm_draw_svg_append_attrs(w->out, a, &w->outer);
    append_numbers(w->out, 2, names, v, 1);
    append_numbers(w->out, 1, names + 2, v + 2, 2);
    g_string_append(w->out, "/>");
    return true;
}

static bool append_round_rect(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    static const char *const names[] = {"x", "y", "width", "height", "rx"};
    double box[4], r;
    if (!gm_draw_svg_is_round_rect(it->path, box, &r))
        return false;
    double v[5] = {box[0], box[1], box[2] - box[0], box[3] - box[1], r};
    g_string_append(w->out, "<rect");
    append_item_class(w, it);
    gm_draw_svg_append_attrs(w->out, a, &w->outer);
    append_numbers(w->out, G_N_ELEMENTS(v), names, v, decimals_of(it));
    g_string_append(w->out, "/>");
    return true;
}

static void append_path_item(GmSvg *w, guint index)
{
    const GmItem *it = gm_sheet_item(w->sheet, index);
    const GmSvgAttrs *a = &w->attrs[index];
    const char *d = w->data[index];
    if (d && !*d)
        return;
    if (!d) {
        if (!append_circle(w, it, a))
            append_round_rect(w, it, a);
        return;
    }
    guint shared = w->shared[index];
    g_string_append(w->out, shared ? "<use" : "<path");
    append_item_class(w, it);
    gm_draw_svg_append_attrs(w->out, a, &w->outer);
    if (shared)
        g_string_append_printf(w->out, " xlink:href=\"#%sp%u\"/>", w->prefix, shared);
    else
        g_string_append_printf(w->out, " d=\"%s\"/>", d);
}

enum { LARGEST_IMAGE = 16 << 20 }; /* bytes; layout has looked */

/** A PNG, carried in the file: nothing is fetched. */
static void append_image(GmSvg *w, const GmItem *it)
{
    g_autofree char *bytes = NULL;
    gsize len;
    if (w->error || !gm_text_load(it->image, LARGEST_IMAGE, &bytes, &len, &w->error))
        return;
    g_autofree char *base64 = g_base64_encode((const guchar *)bytes, len);
    static const char *const names[] = {"x", "y", "width", "height"};
    const double values[] = {it->box[0], it->box[1], it->box[2] - it->box[0],
                             it->box[3] - it->box[1]};
    g_string_append(w->out, "<image");
    append_item_class(w, it);
    append_numbers(w->out, 4, names, values, 2);
    g_string_append_printf(w->out, " xlink:href=\"data:image/png;base64,%s\"/>", base64);
}

static void append_at(GString *out, double x, double y, double angle, int angle_decimals,
                      int decimals)
{
    bool upright = fabs(angle) < 1e-6;
    g_string_append(out, upright ? " x=\"" : " transform=\"translate(");
    gm_text_append_number(out, x, decimals);
    g_string_append(out, upright ? "\" y=\"" : " ");
    gm_text_append_number(out, y, decimals);
    if (!upright) {
        g_string_append(out, ")rotate(");
        gm_text_append_number(out, angle * 180.0 / G_PI, angle_decimals);
        g_string_append_c(out, ')');
    }
    g_string_append_c(out, '"');
}

int gm_draw_svg_place_decimals(const GmSvg *w)
{
    const double small = 800; /* px */
    return w->sheet->width < small ? 1 : 0;
}

/** Text along a curve: a letter each, since renderers disagree on text paths;
 *  the whole word stays readable in the group's label. */
static void append_curved(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
{
    const GmText *t = it->text;
    g_string_append(w->out, "<g");
    append_item_class(w, it);
    g_string_append(w->out, " role=\"img\" aria-label=\"");
    gm_text_append_xml(w->out, t->string);
    g_string_append_c(w->out, '"');
    gm_draw_svg_append_attrs(w->out, a, &w->outer);
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
            append_at(w->out, g->x, g->y, g->angle, 0, 1);
            g_string_append_c(w->out, '>');
            gm_text_append_xml(w->out, letter);
            g_string_append(w->out, "</text>");
        }
    }
    g_string_append(w->out, "</g>");
}

static void append_text_item(GmSvg *w, guint index)
{
    const GmItem *it = gm_sheet_item(w->sheet, index);
    const GmSvgAttrs *a = &w->attrs[index];
    const GmText *t = it->text;
    if (gm_draw_svg_as_outline(w, t)) {
        g_string_append(w->out, "<g");
        append_item_class(w, it);
        gm_draw_svg_append_attrs(w->out, a, &w->outer);
        gm_draw_svg_outlined_text(w, index);
        return;
    }
    if (t->curve) {
        append_curved(w, it, a);
        return;
    }
    g_string_append(w->out, "<text");
    append_item_class(w, it);
    /* what a frame of its own holds stays in the middle */
    bool framed = it->class_ && !strcmp(it->class_, "shield-label");
    append_at(w->out, t->x, t->y, t->angle, 2,
              framed || t->angle != 0 ? 1 : gm_draw_svg_place_decimals(w));
    if (t->rtl)
        g_string_append(w->out, " direction=\"rtl\"");
    gm_draw_svg_append_attrs(w->out, a, &w->outer);
    g_string_append_c(w->out, '>');
    gm_text_append_xml(w->out, t->string);
    g_string_append(w->out, "</text>");
}

void gm_draw_svg_item(GmSvg *w, guint index)
{
    const GmItem *it = gm_sheet_item(w->sheet, index);
    if (it->image)
        append_image(w, it);
    if (it->path)
        append_path_item(w, index);
    if (it->text)
        append_text_item(w, index);
}
