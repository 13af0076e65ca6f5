/* Text as outlines: each glyph of a size is defined once and used by all words. */
#include "svg_writer.h"

#include "markup.h"
#include "svg_path.h"

#include <math.h>

bool gm_draw_svg_as_outline(const GmSvg *w, const GmText *t)
{
    return w->options->text_as_paths || (t->curve && t->rtl);
}

/** What a definition is known by. */
static gint64 key_of(const GmGlyphRun *run, const GmText *t, const GmGlyph *g)
{
    return (gint64)(run->font & 0xff) << 56 | (gint64)(g->glyph & 0xffffff) << 32 |
           (gint64)((guint32)lround(t->size * 1000));
}

static bool open_recorder(GmSvg *w)
{
    if (w->painter)
        return true;
    w->painter = gm_draw_painter_new(w->sheet, &w->error);
    if (!w->painter)
        return false;
    cairo_surface_t *none = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
    w->cr = cairo_create(none);
    cairo_surface_destroy(none);
    return true;
}

/* Cairo keeps 1/256 of a unit: too coarse to tell at a word's size that a curve is the
 * quadratic one that the font has, which is written shorter. */
#define FINE 64.0

/** The glyph's outline from its origin, upright, through Cairo's path. */
static GmPath *outline_of(GmSvg *w, const GmGlyphRun *run, const GmText *t, const GmGlyph *g)
{
    cairo_new_path(w->cr);
    gm_draw_glyph_path(w->painter, w->cr, run->font, t->size * FINE, g->glyph);
    cairo_path_t *cp = cairo_copy_path(w->cr);
    GmPath *p = gm_layout_path_new();
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
    guint n = p->verbs->len;
    if (n > 0 && g_array_index(p->verbs, guint8, n - 1) == GM_PATH_MOVE) { /* Cairo's, behind */
        g_array_set_size(p->verbs, n - 1);
        g_array_set_size(p->xy, p->xy->len - 2);
    }
    for (guint i = 0; i < p->xy->len; i++)
        g_array_index(p->xy, double, i) /= FINE;
    return p;
}

/** Defines a glyph that is new; number 0 is for those without ink. */
static void define(GmSvg *w, const GmGlyphRun *run, const GmText *t, const GmGlyph *g)
{
    gint64 key = key_of(run, t, g);
    if (g_hash_table_contains(w->glyphs, &key))
        return;
    g_autoptr(GmPath) p = outline_of(w, run, t, g);
    guint number = 0;
    if (p->verbs->len > 1) {
        number = ++w->n_glyphs;
        g_string_append_printf(w->out, "<path id=\"%sg%u\" d=\"", w->prefix, number);
        gm_draw_svg_append_path(w->out, p, 2);
        g_string_append(w->out, "\"/>");
    }
    g_hash_table_insert(w->glyphs, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(number));
}

void gm_draw_svg_append_glyphs(GmSvg *w)
{
    w->glyphs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < w->sheet->items->len; i++) {
        const GmText *t = gm_sheet_item(w->sheet, i)->text;
        if (!t || !gm_draw_svg_as_outline(w, t) || !open_recorder(w))
            continue;
        for (guint r = 0; r < t->runs->len; r++) {
            const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
            for (guint k = 0; k < run->glyphs->len; k++)
                define(w, run, t, &g_array_index(run->glyphs, GmGlyph, k));
        }
    }
}

static void append_xy(GString *out, const char *name, double v)
{
    if (fabs(v) < 0.005)
        return;
    g_string_append_printf(out, " %s=\"", name);
    gm_text_append_number(out, v, 2);
    g_string_append_c(out, '"');
}

/** One glyph, its place from @x, @y. */
static void use_glyph(GmSvg *w, guint number, const GmGlyph *g, double x, double y)
{
    g_string_append(w->out, "<use");
    if (g->angle == 0) {
        append_xy(w->out, "x", g->x - x);
        append_xy(w->out, "y", g->y - y);
    } else {
        g_string_append(w->out, " transform=\"translate(");
        gm_text_append_number(w->out, g->x - x, 2);
        g_string_append_c(w->out, ' ');
        gm_text_append_number(w->out, g->y - y, 2);
        g_string_append(w->out, ")rotate(");
        gm_text_append_number(w->out, g->angle * 180.0 / G_PI, 2);
        g_string_append(w->out, ")\"");
    }
    g_string_append_printf(w->out, " xlink:href=\"#%sg%u\"/>", w->prefix, number);
}

/** The halo, then the letters over it: office programs know no paint-order. */
void gm_draw_svg_outlined_text(GmSvg *w, guint index)
{
    const GmText *t = gm_sheet_item(w->sheet, index)->text;
    bool halo = w->attrs[index].v[GM_SVG_STROKE_WIDTH] != NULL;
    GString *out = w->out;
    g_string_append(out, "><title>");
    gm_text_append_xml(out, t->string);
    g_string_append(out, "</title><g");
    if (halo)
        g_string_append_printf(out, " id=\"%so%u\"", w->prefix, index);
    g_string_append(out, " transform=\"translate(");
    gm_text_append_number(out, t->x, 2);
    g_string_append_c(out, ' ');
    gm_text_append_number(out, t->y, 2);
    g_string_append(out, ")\">");
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        for (guint k = 0; k < run->glyphs->len; k++) {
            const GmGlyph *g = &g_array_index(run->glyphs, GmGlyph, k);
            gint64 key = key_of(run, t, g);
            guint number = GPOINTER_TO_UINT(g_hash_table_lookup(w->glyphs, &key));
            if (number)
                use_glyph(w, number, g, t->x, t->y);
        }
    }
    g_string_append(out, "</g>");
    if (halo)
        g_string_append_printf(out, "<use stroke=\"none\" xlink:href=\"#%so%u\"/>", w->prefix,
                               index);
    g_string_append(out, "</g>");
}
