#include "sheet.h"

#include <math.h>

static void style_free(gpointer p)
{
    GmStyle *s = (GmStyle *)p;
    g_free(s->name);
    g_free(s);
}

static void font_free(gpointer p)
{
    GmFont *f = (GmFont *)p;
    g_free(f->family);
    g_free(f->file);
    g_free(f);
}

static void feature_free(gpointer p)
{
    GmSheetFeature *f = (GmSheetFeature *)p;
    g_free(f->id);
    g_free(f->kind);
    g_free(f->name);
    g_free(f->status);
    g_free(f->certainty);
    g_free(f->source);
    g_free(f->bytes);
    g_free(f->title);
    g_free(f);
}

void gm_layout_text_free(GmText *t)
{
    if (t == NULL)
        return;
    g_free(t->string);
    for (guint i = 0; t->runs != NULL && i < t->runs->len; i++)
        g_array_unref(g_array_index(t->runs, GmGlyphRun, i).glyphs);
    if (t->runs != NULL)
        g_array_unref(t->runs);
    gm_layout_path_free(t->curve);
    g_free(t);
}

static void item_free(gpointer p)
{
    GmItem *i = (GmItem *)p;
    g_free(i->id);
    g_free(i->class_);
    g_free(i->image);
    gm_layout_path_free(i->path);
    gm_layout_text_free(i->text);
    g_free(i);
}

GmSheet *gm_layout_sheet_new(double width, double height)
{
    GmSheet *s = g_new0(GmSheet, 1);
    s->width = width;
    s->height = height;
    s->dpi = 96.0;
    s->background = (GmColour){1.0, 1.0, 1.0, 1.0};
    s->extent = gm_box_empty();
    s->sources = g_ptr_array_new_with_free_func(g_free);
    s->credits = g_ptr_array_new_with_free_func(g_free);
    s->fonts = g_ptr_array_new_with_free_func(font_free);
    s->styles = g_ptr_array_new_with_free_func(style_free);
    s->clips = g_array_new(FALSE, FALSE, 4 * sizeof(double));
    s->features = g_ptr_array_new_with_free_func(feature_free);
    s->items = g_ptr_array_new_with_free_func(item_free);
    return s;
}

void gm_layout_sheet_free(GmSheet *s)
{
    if (s == NULL)
        return;
    g_free(s->title);
    g_free(s->description);
    g_free(s->date);
    g_free(s->language);
    g_free(s->theme);
    g_free(s->projection);
    g_free(s->projection_name);
    g_ptr_array_unref(s->sources);
    g_ptr_array_unref(s->credits);
    g_ptr_array_unref(s->fonts);
    g_ptr_array_unref(s->styles);
    g_array_unref(s->clips);
    g_ptr_array_unref(s->features);
    g_ptr_array_unref(s->items);
    g_free(s);
}

GmPath *gm_layout_path_new(void)
{
    GmPath *p = g_new0(GmPath, 1);
    p->verbs = g_array_new(FALSE, FALSE, sizeof(guint8));
    p->xy = g_array_new(FALSE, FALSE, sizeof(double));
    return p;
}

void gm_layout_path_free(GmPath *p)
{
    if (p == NULL)
        return;
    g_array_unref(p->verbs);
    g_array_unref(p->xy);
    g_free(p);
}

static void path_add(GmPath *p, GmPathVerb verb, const double *xy, guint n)
{
    guint8 v = (guint8)verb;
    g_array_append_val(p->verbs, v);
    g_array_append_vals(p->xy, xy, n);
}

void gm_layout_path_move(GmPath *p, double x, double y)
{
    path_add(p, GM_PATH_MOVE, (const double[]){x, y}, 2);
}

void gm_layout_path_line(GmPath *p, double x, double y)
{
    path_add(p, GM_PATH_LINE, (const double[]){x, y}, 2);
}

void gm_layout_path_curve(GmPath *p, double x1, double y1, double x2, double y2, double x3,
                          double y3)
{
    path_add(p, GM_PATH_CURVE, (const double[]){x1, y1, x2, y2, x3, y3}, 6);
}

void gm_layout_path_close(GmPath *p)
{
    guint8 v = GM_PATH_CLOSE;
    g_array_append_val(p->verbs, v);
}

void gm_layout_path_rect(GmPath *p, double x0, double y0, double x1, double y1)
{
    gm_layout_path_move(p, x0, y0);
    gm_layout_path_line(p, x1, y0);
    gm_layout_path_line(p, x1, y1);
    gm_layout_path_line(p, x0, y1);
    gm_layout_path_close(p);
}

void gm_layout_path_round_rect(GmPath *p, double x0, double y0, double x1, double y1, double r)
{
    r = MIN(r, MIN(x1 - x0, y1 - y0) / 2.0);
    double k = r * 0.44772; /* r minus the arc's control arm */
    gm_layout_path_move(p, x0 + r, y0);
    gm_layout_path_line(p, x1 - r, y0);
    gm_layout_path_curve(p, x1 - k, y0, x1, y0 + k, x1, y0 + r);
    gm_layout_path_line(p, x1, y1 - r);
    gm_layout_path_curve(p, x1, y1 - k, x1 - k, y1, x1 - r, y1);
    gm_layout_path_line(p, x0 + r, y1);
    gm_layout_path_curve(p, x0 + k, y1, x0, y1 - k, x0, y1 - r);
    gm_layout_path_line(p, x0, y0 + r);
    gm_layout_path_curve(p, x0, y0 + k, x0 + k, y0, x0 + r, y0);
    gm_layout_path_close(p);
}

void gm_layout_path_circle(GmPath *p, double x, double y, double r)
{
    double k = r * 0.5522847498; /* four Bézier quarters, error below 3e-4 r */
    gm_layout_path_move(p, x + r, y);
    gm_layout_path_curve(p, x + r, y + k, x + k, y + r, x, y + r);
    gm_layout_path_curve(p, x - k, y + r, x - r, y + k, x - r, y);
    gm_layout_path_curve(p, x - r, y - k, x - k, y - r, x, y - r);
    gm_layout_path_curve(p, x + k, y - r, x + r, y - k, x + r, y);
    gm_layout_path_close(p);
}

void gm_layout_path_box(const GmPath *p, double box[4])
{
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (guint i = 0; i + 1 < p->xy->len; i += 2) {
        double x = g_array_index(p->xy, double, i), y = g_array_index(p->xy, double, i + 1);
        box[0] = MIN(box[0], x);
        box[1] = MIN(box[1], y);
        box[2] = MAX(box[2], x);
        box[3] = MAX(box[3], y);
    }
    if (p->xy->len == 0)
        box[0] = box[1] = box[2] = box[3] = 0.0;
}
