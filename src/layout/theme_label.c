/* Labels of the document's features: what they say, and where those of lines
 * and areas may stand. */
#include "theme_layer.h"

#include "map_words.h"

#include <math.h>
#include <string.h>

GmLegendEntry *gm_layout_theme_legend(GmPage *p, const GmFeature *f, int index, GmSampleShape shape,
                                      const char *symbol)
{
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    /* points, then lines, then areas; of one kind the surest first */
    static const int order[GM_N_FEATURE_KINDS] = {
        [GM_FEATURE_PLACE] = 0,    [GM_FEATURE_POST] = 1,       [GM_FEATURE_BASE] = 2,
        [GM_FEATURE_CROSSING] = 3, [GM_FEATURE_DEPLOYMENT] = 4, [GM_FEATURE_SEGMENT] = 5,
        [GM_FEATURE_FLOW] = 6,     [GM_FEATURE_HIGHWAY] = 7,    [GM_FEATURE_BORDER] = 8,
        [GM_FEATURE_CORRIDOR] = 9, [GM_FEATURE_BUFFER] = 10,    [GM_FEATURE_STRIP] = 11,
        [GM_FEATURE_ZONE] = 12,    [GM_FEATURE_AREA] = 13,      [GM_FEATURE_REGION_PART] = 14,
    };
    const char *word = gm_scene_kind_word(p->language, f->kind, f->subtype);
    bool rest = g_strcmp0(f->subtype, "rest") == 0;
    GmLegendEntry *e = gm_layout_page_legend(
        p, class_, shape, symbol, 0, 16 * order[f->kind] + 8 * rest + (int)f->certainty, word);
    if (e->feature < 0)
        e->feature = index;
    return e;
}

bool gm_layout_theme_labelled(const GmPage *p, const char *label, double x, double y)
{
    const GPtrArray *same = (const GPtrArray *)g_hash_table_lookup(p->lettered, label);
    for (guint i = 0; same != NULL && i < same->len; i++) {
        const GmLabel *l = (const GmLabel *)g_ptr_array_index(same, i);
        if (hypot(l->x - x, l->y - y) < 24.0 * p->zoom)
            return true;
    }
    return false;
}

/* The space nearest the middle of a label that is wider than @wide; NULL: it
 * stays on one line. */
static const char *break_of(const GmPage *p, const char *label, const GmFace *face, double wide)
{
    gsize n = strlen(label);
    if (n < 9 || gm_layout_text_width(p->typesetter, label, face) <= wide)
        return NULL;
    const char *best = NULL;
    for (const char *c = strchr(label, ' '); c != NULL; c = strchr(c + 1, ' ')) {
        if (best == NULL || labs(2 * (c - label) - (long)n) < labs(2 * (best - label) - (long)n))
            best = c;
    }
    return best;
}

GmLabel *gm_layout_theme_label(GmPage *p, const GmFeature *f, int index, const char *class_,
                               double wide)
{
    GmLabel *l = gm_layout_label_new(class_, NULL, index);
    GmFace face = gm_layout_theme_face(p->theme, class_, p->zoom);
    if (f->geom->kind == GM_GEOM_POINT)
        face.size *= p->crowding;
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, class_))->halo_width;
    const char *middle = break_of(p, f->label, &face, wide);
    g_autofree char *upper =
        middle != NULL ? g_strndup(f->label, (gsize)(middle - f->label)) : g_strdup(f->label);
    gm_layout_label_add_line(l, p->typesetter, gm_layout_set_text(p->typesetter, upper, &face),
                             NULL, halo);
    if (middle != NULL)
        gm_layout_label_add_line(l, p->typesetter,
                                 gm_layout_set_text(p->typesetter, middle + 1, &face), NULL, halo);
    if (f->label_alt != NULL && *f->label_alt != '\0' && strcmp(f->label, f->label_alt) != 0) {
        halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, "second-label"))->halo_width;
        face = gm_layout_theme_face(p->theme, "second-label", p->zoom);
        face.weight = 400;
        gm_layout_label_add_line(l, p->typesetter,
                                 gm_layout_set_text(p->typesetter, f->label_alt, &face),
                                 "second-label", halo);
    }
    l->owner = index;
    l->insist = true;
    l->priority = f->rank + (f->geom->kind == GM_GEOM_POINT      ? 0.0
                             : f->kind == GM_FEATURE_REGION_PART ? 2000.0
                                                                 : 1000.0);
    g_ptr_array_add(p->labels, l);
    GPtrArray *same = (GPtrArray *)g_hash_table_lookup(p->lettered, f->label);
    if (same == NULL) {
        same = g_ptr_array_new();
        g_hash_table_insert(p->lettered, g_strdup(f->label), same);
    }
    g_ptr_array_add(same, l);
    return l;
}

bool gm_layout_theme_has_label(const GmFeature *f)
{
    return f->label != NULL && *f->label != '\0' && f->geom != NULL && f->geom->n_pos > 0;
}

static void label_line(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 0.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = g_strconcat(gm_scene_kind_name(f->kind), "-label", NULL);
    GmLabel *l = gm_layout_theme_label(p, f, i, class_, INFINITY);
    guint n;
    const double *xy = gm_layout_pixels_part(g, 0, &n);
    g_autoptr(GmPixelGeom) course = NULL;
    if (f->kind == GM_FEATURE_FLOW) {
        course = gm_layout_flow_course(xy, n, 7.0 * p->zoom);
        if (gm_layout_pixels_n_parts(course) > 0)
            xy = gm_layout_pixels_part(course, 0, &n);
    }
    double length = gm_layout_pixels_length(xy, n);
    static const double at[] = {0.35, 0.7, 0.2, 0.8, 0.28, 0.42, 0.58, 0.64, 0.1, 0.9};
    for (gsize k = G_N_ELEMENTS(at); k-- > 0;) {
        double x, y, a;
        if (gm_layout_line_at(xy, n, at[k] * length, &x, &y, &a)) {
            guint from = l->spots->len;
            gm_layout_label_around(l, x, y, 4.0 * p->zoom, 3.0 * p->zoom, l->line[0]->rtl);
            for (guint s = from; s < l->spots->len; s++)
                g_array_index(l->spots, GmSpot, s).cost += 0.15 * (double)k;
        }
    }
    l->priority += 0.5;
}

static bool named_before(const GmPage *p, const GmFeature *f)
{
    const GPtrArray *same = (const GPtrArray *)g_hash_table_lookup(p->lettered, f->label);
    for (guint i = 0; same != NULL && i < same->len; i++) {
        const GmLabel *l = (const GmLabel *)g_ptr_array_index(same, i);
        if (gm_scene_feature(p->scene, (guint)l->feature)->kind == f->kind)
            return true;
    }
    return false;
}

/* The largest towns in sight: who knows the country looks for them. */
static GmInkGrid *keep_cities(const GmPage *p)
{
    GmInkGrid *grid = gm_layout_grid_new(p->view.frame, 4.0 * p->zoom);
    enum { MOST = 10, LEAST_PEOPLE = 50000 };
    g_autoptr(GArray) places =
        p->gazetteer != NULL ? gm_gazetteer_in_box(p->gazetteer, p->view.box, MOST) : NULL;
    for (guint i = 0; places != NULL && i < places->len; i++) {
        const GmPlace *place = &g_array_index(places, GmPlace, i);
        double x, y, r = 5.0 * p->zoom;
        if (place->population >= LEAST_PEOPLE &&
            gm_layout_view_point(&p->view, gm_place_pos(place), &x, &y))
            gm_layout_grid_box(grid, (double[]){x - r, y - r, x + r, y + r}, 1.0);
    }
    return grid;
}

/* Where the document's lines run, for the labels of areas. */
static GmInkGrid *keep_clear(const GmPage *p)
{
    GmInkGrid *grid = gm_layout_grid_new(p->view.frame, 4.0 * p->zoom);
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom == NULL || f->geom->kind != GM_GEOM_LINE || f->kind == GM_FEATURE_BORDER)
            continue;
        g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 0.0);
        gm_layout_grid_stroke(grid, g, 1.0);
    }
    return grid;
}

void gm_layout_shun(const GmPage *p, GmLabel *l)
{
    double pad = 4.0 * p->zoom;
    for (guint i = 0; i < l->spots->len; i++) {
        GmSpot *s = &g_array_index(l->spots, GmSpot, i);
        double box[4] = {s->box[0] - pad, s->box[1] - pad, s->box[2] + pad, s->box[3] + pad};
        if (gm_layout_grid_mean(p->clear, box, 0.0) > 0.0)
            s->cost += 30.0;
        if (gm_layout_grid_mean(p->cities, box, 0.0) > 0.0) /* better than outside */
            s->cost += 14.0;
    }
}

static void label_area(GmPage *p, const GmFeature *f, int i)
{
    if (named_before(p, f))
        return;
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 0.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = g_strconcat(gm_scene_kind_name(f->kind), "-label", NULL);
    double box[4];
    gm_layout_pixels_box(g, box);
    GmLabel *l = gm_layout_theme_label(p, f, i, class_, 0.8 * (box[2] - box[0]));
    gm_layout_label_inside(l, g, p->view.frame, 0.35);
    gm_layout_label_beside(l, g, p->view.frame);
    gm_layout_shun(p, l);
    l->priority += 0.7;
}

void gm_layout_theme_labels(GmPage *p)
{
    p->clear = keep_clear(p);
    p->cities = keep_cities(p);
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (!gm_layout_theme_has_label(f) || f->geom->kind == GM_GEOM_POINT)
            continue;
        guint lead = g_array_index(p->same, guint, i);
        if (lead != i && gm_layout_theme_has_label(gm_scene_feature(p->scene, lead)))
            continue;
        if (f->kind == GM_FEATURE_HIGHWAY && f->shield != NULL)
            continue; /* its shields name it */
        if (f->geom->kind == GM_GEOM_LINE)
            label_line(p, f, (int)i);
        else
            label_area(p, f, (int)i);
    }
    gm_layout_board_place_all(p->board, p->labels);
    for (guint i = 0; i < p->labels->len; i++)
        gm_layout_page_emit(p, (GmLabel *)g_ptr_array_index(p->labels, i));
}
