#include "page.h"

#include "credit.h"

#include <math.h>
#include <string.h>

guint gm_layout_page_style(GmPage *p, const char *class_)
{
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(p->style_index, class_));
    if (known > 0)
        return known - 1;
    g_ptr_array_add(p->sheet->styles, gm_layout_theme_style(p->theme, class_, p->zoom));
    g_hash_table_insert(p->style_index, g_strdup(class_), GUINT_TO_POINTER(p->sheet->styles->len));
    return p->sheet->styles->len - 1;
}

/* "corridor-m4-…-fill" for features, "river-3" for the rest. */
static char *make_id(GmPage *p, const char *class_, int feature)
{
    g_autofree char *stem = NULL;
    if (feature >= 0) {
        const GmSheetFeature *f =
            (const GmSheetFeature *)g_ptr_array_index(p->sheet->features, (guint)feature);
        stem = g_strconcat(f->id, "-", class_, NULL);
    } else {
        stem = g_strdup(class_);
    }
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(p->id_count, stem)) + 1;
    g_hash_table_insert(p->id_count, g_strdup(stem), GUINT_TO_POINTER(n));
    return n == 1 ? g_steal_pointer(&stem) : g_strdup_printf("%s-%u", stem, n);
}

static GmItem *add_item(GmPage *p, GmSheetLayer layer, const char *class_, const char *style,
                        int feature)
{
    GmItem *i = g_new0(GmItem, 1);
    i->id = make_id(p, class_, feature);
    i->feature = feature;
    i->layer = layer;
    i->class_ = g_strdup(class_);
    i->style = gm_layout_page_style(p, style != NULL ? style : class_);
    i->clip = -1;
    g_ptr_array_add(p->sheet->items, i);
    return i;
}

GmItem *gm_layout_page_path(GmPage *p, GmSheetLayer layer, const char *class_, const char *style,
                            int feature, int clip, GmPath *path)
{
    GmItem *i = add_item(p, layer, class_, style, feature);
    i->path = path;
    i->clip = clip;
    gm_layout_path_box(path, i->box);
    double half = gm_sheet_style(p->sheet, i->style)->stroke_width / 2;
    i->box[0] -= half;
    i->box[1] -= half;
    i->box[2] += half;
    i->box[3] += half;
    if (clip >= 0) {
        const double *c = &g_array_index(p->sheet->clips, double, 4 * (guint)clip);
        i->box[0] = CLAMP(i->box[0], c[0], c[2]);
        i->box[1] = CLAMP(i->box[1], c[1], c[3]);
        i->box[2] = CLAMP(i->box[2], c[0], c[2]);
        i->box[3] = CLAMP(i->box[3], c[1], c[3]);
    }
    return i;
}

GmItem *gm_layout_page_text(GmPage *p, GmSheetLayer layer, const char *class_, const char *style,
                            int feature, GmText *text)
{
    GmItem *i = add_item(p, layer, class_, style, feature);
    i->text = text;
    gm_layout_text_box(p->typesetter, text, gm_sheet_style(p->sheet, i->style)->halo_width, i->box);
    return i;
}

GmItem *gm_layout_page_write(GmPage *p, GmSheetLayer layer, const char *class_, const char *string,
                             double x, double y, GmTextAnchor anchor, double box[4])
{
    GmFace face = gm_layout_theme_face(p->theme, class_, p->zoom);
    GmText *text = gm_layout_set_text(p->typesetter, string, &face);
    gm_layout_text_move(text, x, y, anchor);
    GmItem *i = gm_layout_page_text(p, layer, class_, NULL, -1, text);
    if (box != NULL)
        memcpy(box, i->box, sizeof i->box);
    return i;
}

int gm_layout_page_clip(GmPage *p, const double rect[4])
{
    g_array_append_vals(p->sheet->clips, rect, 1);
    return (int)p->sheet->clips->len - 1;
}

void gm_layout_page_credit(GmPage *p, const char *credit, const char *licence)
{
    char *line = gm_credit_line(credit, licence);
    if (line != NULL && g_hash_table_add(p->credits, line))
        g_ptr_array_add(p->sheet->credits, g_strdup(line));
}

GmLegendEntry *gm_layout_page_legend(GmPage *p, const char *style, GmSampleShape shape,
                                     const char *symbol, int group, int order, const char *text)
{
    for (guint i = 0; i < p->legend->len; i++) {
        GmLegendEntry *e = (GmLegendEntry *)g_ptr_array_index(p->legend, i);
        if (strcmp(e->style, style) == 0 && e->shape == shape &&
            (symbol == NULL || g_strcmp0(e->symbol, symbol) == 0)) {
            e->count++;
            return e;
        }
    }
    GmLegendEntry *e = g_new0(GmLegendEntry, 1);
    e->style = g_strdup(style);
    e->text = g_strdup(text);
    e->symbol = g_strdup(symbol);
    e->shape = shape;
    e->group = group;
    e->order = order;
    e->count = 1;
    e->feature = -1;
    g_ptr_array_add(p->legend, e);
    return e;
}

const char *gm_layout_status_class(GmStatus status)
{
    return gm_statement_status_name(gm_statement_status_is_firm(status) ? GM_STATUS_AGREED
                                                                        : status);
}

char *gm_layout_feature_class(const GmPage *p, const GmFeature *f)
{
    /* a place is there, whoever says so */
    GmStatus status = f->kind == GM_FEATURE_PLACE ? GM_STATUS_ESTABLISHED : f->status;
    const char *kind = f->style != NULL && gm_layout_theme_has(p->theme, f->style)
                           ? f->style
                           : gm_scene_kind_name(f->kind);
    if (f->kind == GM_FEATURE_HIGHWAY && g_strcmp0(f->subtype, "rest") == 0 &&
        gm_layout_theme_has(p->theme, "highway-rest"))
        kind = "highway-rest";
    return g_strdup_printf("%s.%s.%s", kind, gm_layout_status_class(status),
                           gm_scene_certainty_name(f->certainty));
}

void gm_layout_page_emit(GmPage *p, GmLabel *label)
{
    if (label->placed < 0)
        return;
    const GmSpot *s = &g_array_index(label->spots, GmSpot, label->placed);
    if (s->leader) {
        double line[4];
        gm_layout_label_leader(label, s, line);
        GmPath *path = gm_layout_path_new();
        gm_layout_path_move(path, line[0], line[1]);
        gm_layout_path_line(path, line[2], line[3]);
        gm_layout_page_path(p, GM_LAYER_LABEL, "leader", NULL, label->feature, p->map_clip, path);
    }
    for (int i = 0; i < label->n_lines; i++) {
        double wide = label->ink[i][2] - label->ink[i][0];
        double left = s->align < 0   ? s->box[0]
                      : s->align > 0 ? s->box[2] - wide
                                     : (s->box[0] + s->box[2] - wide) / 2;
        GmText *text = g_steal_pointer(&label->line[i]);
        gm_layout_text_move(text, left - label->ink[i][0], s->box[1] + label->base[i],
                            GM_ANCHOR_START);
        gm_layout_page_text(p, GM_LAYER_LABEL, label->class_,
                            label->line_style[i] != NULL ? label->line_style[i] : label->style,
                            label->feature, text);
    }
}
