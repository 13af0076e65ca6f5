#include "theme_layer.h"

#include "legend_words.h"
#include "soft_edge.h"
#include "symbol.h"

#include <math.h>
#include <string.h>

static GmLegendEntry *legend_of(GmPage *p, const GmFeature *f, int index, GmSampleShape shape)
{
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    const char *word = gm_layout_kind_word(p->language, f->kind, f->subtype);
    GmLegendEntry *e = gm_layout_page_legend(p, class_, shape, 0, (int)f->kind, word);
    if (e->feature < 0)
        e->feature = index;
    return e;
}

/* ---- areas ---- */

static bool is_soft(const GmFeature *f)
{
    return f->soft_edge || f->certainty == GM_CERTAINTY_INDICATIVE;
}

static void add_area_geom(GmPage *p, const GmPixelGeom *g, const char *class_, const char *style,
                          int i, bool soft)
{
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    gm_layout_grid_fill(p->content, g, strcmp(class_, "area") == 0 ? 0.1 : 0.6);
    gm_layout_page_path(p, GM_LAYER_THEME, class_, style, i, p->map_clip,
                        soft ? gm_layout_pixels_soft_path(g)
                             : gm_layout_pixels_smooth_path(g, 1.2 * p->zoom));
}

static void add_area(GmPage *p, const GmGeom *geom, const char *class_, const char *style, int i)
{
    g_autoptr(GmGeom) whole = gm_layout_view_uncut(geom);
    g_autoptr(GmPixelGeom) all =
        gm_layout_view_geom(&p->view, whole != NULL ? whole : geom, 8.0 * p->zoom);
    g_autoptr(GmPixelGeom) thin = gm_layout_pixels_thin(all, 0.8);
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_without_specks(thin, 12.0 * p->zoom);
    gm_layout_pixels_round(g, 10.0);
    add_area_geom(p, g, class_, style, i, false);
}

/* A falloff: the blurred area's contours, each nearly transparent. */
static void add_soft_area(GmPage *p, const GmFeature *f, int i, const char *style)
{
    static const double levels[] = {0.15, 0.38, 0.62, 0.85};
    double radius = 12.0 * p->zoom;
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 3.0 * radius);
    double frame[4] = {p->view.frame[0] - 2 * radius, p->view.frame[1] - 2 * radius,
                       p->view.frame[2] + 2 * radius, p->view.frame[3] + 2 * radius};
    g_autoptr(GPtrArray) contours =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_layout_pixels_free);
    /* a small area is blurred less, or it would vanish */
    double size = sqrt(gm_layout_pixels_area(g));
    radius = CLAMP(size * 0.12, 2.0, radius);
    gm_layout_soft_contours(g, frame, radius, levels, G_N_ELEMENTS(levels), contours);
    for (guint k = 0; k < contours->len; k++)
        add_area_geom(p, (const GmPixelGeom *)g_ptr_array_index(contours, k),
                      gm_scene_kind_name(f->kind), style, i, true);
}

static const GmFeatureKind area_order[] = {GM_FEATURE_AREA,        GM_FEATURE_ZONE,
                                           GM_FEATURE_REGION_PART, GM_FEATURE_STRIP,
                                           GM_FEATURE_BUFFER,      GM_FEATURE_CORRIDOR};

static bool in_frame(const GmPage *p, const GmGeom *g)
{
    g_autoptr(GmPixelGeom) px = gm_layout_view_geom(&p->view, g, 0.0);
    return gm_layout_pixels_n_parts(px) > 0;
}

/* An area that fills most of the map says nothing by its fill. */
static bool fills_frame(const GmPage *p, const GmGeom *g)
{
    g_autoptr(GmPixelGeom) px = gm_layout_view_geom(&p->view, g, 0.0);
    const double *f = p->view.frame;
    return gm_layout_pixels_area(px) > 0.45 * (f[2] - f[0]) * (f[3] - f[1]);
}

static void draw_area(GmPage *p, const GmFeature *f, int i)
{
    if (!in_frame(p, f->geom))
        return;
    const char *kind = gm_scene_kind_name(f->kind);
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    bool soft = is_soft(f);
    if (soft) {
        g_autofree char *style =
            g_strdup_printf("%s-soft.%s.%s", kind, gm_statement_status_name(f->status),
                            gm_scene_certainty_name(f->certainty));
        add_soft_area(p, f, i, style);
    } else if (f->kind == GM_FEATURE_AREA && fills_frame(p, f->geom)) {
        g_autofree char *style =
            g_strdup_printf("area-wide.%s.%s", gm_statement_status_name(f->status),
                            gm_scene_certainty_name(f->certainty));
        add_area(p, f->geom, kind, style, i);
    } else {
        add_area(p, f->geom, kind, class_, i);
        g_autoptr(GmPixelGeom) edge = gm_layout_view_outline(&p->view, f->geom, 4.0);
        gm_layout_grid_stroke(gm_layout_board_ink(p->board), edge, 0.4);
    }
    legend_of(p, f, i, GM_SAMPLE_AREA);
}

void gm_layout_theme_areas(GmPage *p)
{
    for (gsize k = 0; k < G_N_ELEMENTS(area_order); k++) {
        for (guint i = 0; i < p->scene->features->len; i++) {
            const GmFeature *f = gm_scene_feature(p->scene, i);
            bool listed = g_strcmp0(f->subtype, "listed") == 0; /* its outline is filled already */
            if (f->geom != NULL && f->kind == area_order[k] && !listed &&
                f->geom->kind == GM_GEOM_POLYGON && g_array_index(p->same, guint, i) == i)
                draw_area(p, f, (int)i);
        }
    }
}

/* ---- lines ---- */

static void end_marks(GmPage *p, const GmPixelGeom *g, const GmFeature *f, int i)
{
    guint parts = gm_layout_pixels_n_parts(g);
    if (parts == 0)
        return;
    guint n, m;
    const double *first = gm_layout_pixels_part(g, 0, &n);
    const double *last = gm_layout_pixels_part(g, parts - 1, &m);
    const double *ends[2] = {first, last + 2 * (m - 1)};
    double r = 5.5 * p->zoom;
    for (int k = 0; k < 2; k++) {
        const double *e = ends[k];
        if (e[0] < p->view.frame[0] || e[0] > p->view.frame[2] || e[1] < p->view.frame[1] ||
            e[1] > p->view.frame[3])
            continue;
        GmPath *path = gm_layout_path_new();
        gm_layout_path_circle(path, e[0], e[1], r);
        g_autofree char *style =
            g_strdup_printf("segment-end.%s.%s", gm_statement_status_name(f->status),
                            gm_scene_certainty_name(f->certainty));
        GmItem *item =
            gm_layout_page_path(p, GM_LAYER_SYMBOL, "segment-end", style, i, p->map_clip, path);
        gm_layout_board_block(p->board, item->box, i);
    }
}

/* A feature's line in view, @beyond px past the frame, thinned and rounded. */
static GmPixelGeom *line_on_page(GmPage *p, const GmFeature *f, double beyond)
{
    g_autoptr(GmPixelGeom) all = gm_layout_view_geom(&p->view, f->geom, beyond * p->zoom);
    GmPixelGeom *g = gm_layout_pixels_thin(all, 0.9);
    gm_layout_pixels_round(g, 10.0);
    return g;
}

/* A course that is not known, or a road's remainder: one quiet line. */
static bool is_quiet(const GmFeature *f)
{
    return f->certainty == GM_CERTAINTY_INDICATIVE || g_strcmp0(f->subtype, "rest") == 0;
}

static void draw_quiet(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = line_on_page(p, f, 6.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    gm_layout_page_path(p, GM_LAYER_THEME, gm_scene_kind_name(f->kind), class_, i, p->map_clip,
                        gm_layout_pixels_path(g));
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, 0.6);
    gm_layout_grid_stroke(p->content, g, 0.6);
    legend_of(p, f, i, GM_SAMPLE_LINE);
}

static void draw_segment(GmPage *p, const GmFeature *f, int i)
{
    if (is_quiet(f)) {
        draw_quiet(p, f, i);
        return;
    }
    g_autoptr(GmPixelGeom) g = line_on_page(p, f, 12.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    gm_layout_page_path(p, GM_LAYER_THEME, "segment-casing", NULL, i, p->map_clip,
                        gm_layout_pixels_path(g));
    gm_layout_page_path(p, GM_LAYER_THEME, "segment", class_, i, p->map_clip,
                        gm_layout_pixels_path(g));
    GmPath *chevrons = gm_layout_chevrons(g, 44.0 * p->zoom, 4.2 * p->zoom);
    if (chevrons->verbs->len > 0)
        gm_layout_page_path(p, GM_LAYER_THEME, "segment-direction", NULL, i, p->map_clip, chevrons);
    else
        gm_layout_path_free(chevrons);
    end_marks(p, g, f, i);
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, 1.0);
    gm_layout_grid_stroke(p->content, g, 1.0);
    legend_of(p, f, i, GM_SAMPLE_ROUTE);
}

static void draw_highway(GmPage *p, const GmFeature *f, int i, bool casing)
{
    g_autoptr(GmPixelGeom) g = line_on_page(p, f, 6.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    g_autofree char *casing_class = g_strconcat("highway-casing.", strchr(class_, '.') + 1, NULL);
    gm_layout_page_path(p, GM_LAYER_THEME, casing ? "highway-casing" : "highway",
                        casing ? casing_class : class_, i, p->map_clip, gm_layout_pixels_path(g));
    if (casing)
        return;
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, 0.9);
    gm_layout_grid_stroke(p->content, g, 1.0);
    GmLegendEntry *e = legend_of(p, f, i, GM_SAMPLE_HIGHWAY);
    if (e->symbol == NULL)
        e->symbol = g_strdup(f->shield);
}

static void draw_border(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = line_on_page(p, f, 12.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    gm_layout_page_path(p, GM_LAYER_THEME, gm_scene_kind_name(f->kind), class_, i, p->map_clip,
                        gm_layout_pixels_path(g));
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, 0.6);
    legend_of(p, f, i, GM_SAMPLE_LINE);
}

static void draw_flow(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 40.0 * p->zoom);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    guint n;
    const double *xy = gm_layout_pixels_part(g, gm_layout_pixels_n_parts(g) - 1, &n);
    g_autoptr(GmPixelGeom) course = gm_layout_flow_course(xy, n, 7.0 * p->zoom);
    GmPath *path = gm_layout_flow_path(course, 2.0 * p->zoom, 7.0 * p->zoom, 20.0 * p->zoom);
    if (path == NULL)
        return;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    gm_layout_page_path(p, GM_LAYER_THEME, "flow", class_, i, p->map_clip, path);
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), course, 1.0);
    gm_layout_grid_stroke(p->content, course, 1.0);
    legend_of(p, f, i, GM_SAMPLE_FLOW);
}

static bool is_highway(const GmFeature *f)
{
    return f->kind == GM_FEATURE_HIGHWAY && f->geom != NULL && f->geom->kind == GM_GEOM_LINE;
}

void gm_layout_theme_lines(GmPage *p)
{
    const GPtrArray *features = p->scene->features;
    for (guint i = 0; i < features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom == NULL || f->geom->kind != GM_GEOM_LINE || f->kind == GM_FEATURE_HIGHWAY ||
            f->kind == GM_FEATURE_SEGMENT || f->kind == GM_FEATURE_FLOW)
            continue;
        draw_border(p, f, (int)i);
    }
    for (guint i = 0; i < features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (is_highway(f) && is_quiet(f))
            draw_quiet(p, f, (int)i);
    }
    for (int casing = 1; casing >= 0; casing--) {
        for (guint i = 0; i < features->len; i++) {
            const GmFeature *f = gm_scene_feature(p->scene, i);
            if (is_highway(f) && !is_quiet(f))
                draw_highway(p, f, (int)i, casing == 1);
        }
    }
    for (guint i = 0; i < features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom == NULL || f->geom->kind != GM_GEOM_LINE)
            continue;
        if (f->kind == GM_FEATURE_SEGMENT)
            draw_segment(p, f, (int)i);
    }
    for (guint i = 0; i < features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom != NULL && f->geom->kind == GM_GEOM_LINE && f->kind == GM_FEATURE_FLOW)
            draw_flow(p, f, (int)i);
    }
}

/* ---- symbols ---- */

typedef struct {
    guint feature;
    double x, y, r;
    const char *name;
    double wide; /* half the width of the row of symbols it stands in */
    bool drawn, hidden;
} Spot;

static bool is_town(const Spot *s)
{
    return s->name != NULL && strcmp(s->name, "town") == 0;
}

static bool wants_numbers(const GmPage *p)
{
    return p->options->place_list || p->scene->place_list;
}

static GArray *point_spots(GmPage *p)
{
    GArray *spots = g_array_new(FALSE, TRUE, sizeof(Spot));
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom == NULL || f->geom->kind != GM_GEOM_POINT)
            continue;
        for (size_t k = 0; k < f->geom->n_pos; k++) {
            Spot s = {.feature = i, .name = gm_layout_symbol_name(f)};
            s.r = gm_layout_symbol_radius(s.name) * p->zoom;
            if (is_town(&s) && wants_numbers(p))
                s.r = 8.5 * p->zoom; /* room for its number */
            const double *fr = p->view.frame;
            if (gm_layout_view_point(&p->view, f->geom->pos[k], &s.x, &s.y) && s.x > fr[0] + s.r &&
                s.x < fr[2] - s.r && s.y > fr[1] + s.r && s.y < fr[3] - s.r)
                g_array_append_val(spots, s);
        }
    }
    return spots;
}

/* Symbols of one place stand side by side; its plain dot gives way to them. */
static void spread(GArray *spots, double gap)
{
    for (guint i = 0; i < spots->len; i++) {
        Spot *a = &g_array_index(spots, Spot, i);
        if (a->drawn)
            continue;
        guint row[6], n = 0;
        for (guint k = 0; k < spots->len && n < 6; k++) {
            const Spot *b = &g_array_index(spots, Spot, k);
            if (!b->drawn && !is_town(b) && hypot(a->x - b->x, a->y - b->y) <= 3.0)
                row[n++] = k;
        }
        if (is_town(a)) {
            a->hidden = n > 0;
            continue;
        }
        double x = a->x, step = 2.0 * a->r * 1.05 + gap;
        for (guint k = 0; k < n; k++) {
            Spot *b = &g_array_index(spots, Spot, row[k]);
            b->x = x + (k - (n - 1) / 2.0) * step;
            b->wide = n * step / 2;
            b->drawn = true; /* moved already */
        }
    }
}

/* The place's number in the list, in its symbol. */
static void number_place(GmPage *p, const Spot *s)
{
    g_array_append_val(p->numbered, s->feature);
    g_autofree char *number = g_strdup_printf("%u", p->numbered->len);
    GmFace face = gm_layout_theme_face(p->theme, "number-text", p->zoom);
    GmText *text = gm_layout_set_text(p->typesetter, number, &face);
    gm_layout_text_move(text, s->x, s->y + face.size * 0.36, GM_ANCHOR_MIDDLE);
    gm_layout_page_text(p, GM_LAYER_SYMBOL, "number-text", NULL, (int)s->feature, text);
}

static void draw_symbol(GmPage *p, const Spot *s)
{
    const GmFeature *f = gm_scene_feature(p->scene, s->feature);
    const char *kind = gm_scene_kind_name(f->kind);
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    GmPath *outline, *detail;
    gm_layout_symbol_paths(s->name, s->x, s->y, s->r, &outline, &detail);
    GmItem *item = gm_layout_page_path(p, GM_LAYER_SYMBOL, kind, class_, (int)s->feature,
                                       p->map_clip, outline);
    gm_layout_board_block(p->board, item->box, (int)s->feature);
    gm_layout_grid_box(p->content,
                       (const double[]){s->x - 60.0 * p->zoom, s->y - 20.0 * p->zoom,
                                        s->x + 90.0 * p->zoom, s->y + 20.0 * p->zoom},
                       1.0);
    if (detail != NULL) {
        bool lines = strcmp(s->name, "unit") == 0;
        g_autofree char *style = g_strdup_printf("%s.%s.%s", lines ? "symbol-lines" : "symbol-mark",
                                                 gm_statement_status_name(f->status),
                                                 gm_scene_certainty_name(f->certainty));
        gm_layout_page_path(p, GM_LAYER_SYMBOL, lines ? "symbol-lines" : "symbol-mark", style,
                            (int)s->feature, p->map_clip, detail);
    }
    if (is_town(s) && wants_numbers(p) && f->name != NULL)
        number_place(p, s);
    GmLegendEntry *e = legend_of(p, f, (int)s->feature,
                                 strcmp(s->name, "town") == 0 ? GM_SAMPLE_TOWN : GM_SAMPLE_SYMBOL);
    if (e->symbol == NULL)
        e->symbol = g_strdup(s->name);
}

static bool labelled_nearby(const GmPage *p, const char *label, double x, double y)
{
    for (guint i = 0; i < p->labels->len; i++) {
        const GmLabel *l = (const GmLabel *)g_ptr_array_index(p->labels, i);
        if (l->n_lines > 0 && hypot(l->x - x, l->y - y) < 24.0 * p->zoom &&
            strcmp(l->line[0]->string, label) == 0)
            return true;
    }
    return false;
}

static GmLabel *new_label(GmPage *p, const GmFeature *f, int index, const char *class_)
{
    GmLabel *l = gm_layout_label_new(class_, NULL, index);
    GmFace face = gm_layout_theme_face(p->theme, class_, p->zoom);
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, class_))->halo_width;
    gm_layout_label_add_line(l, p->typesetter, gm_layout_set_text(p->typesetter, f->label, &face),
                             NULL, halo);
    if (f->label_alt != NULL && *f->label_alt != '\0' && strcmp(f->label, f->label_alt) != 0) {
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
    return l;
}

static bool has_label(const GmFeature *f)
{
    return f->label != NULL && *f->label != '\0' && f->geom != NULL && f->geom->n_pos > 0;
}

static int towns_first(gconstpointer a, gconstpointer b)
{
    const Spot *x = (const Spot *)a, *y = (const Spot *)b;
    if (is_town(x) != is_town(y))
        return is_town(x) ? -1 : 1;
    return (x->feature > y->feature) - (x->feature < y->feature);
}

/* A country or province that is only a point in the scene: its name stands
 * there, without a dot that would claim a place. */
static bool is_area_name(const GmFeature *f)
{
    static const char *const kinds[] = {"country",   "division", "district", "region",
                                        "continent", "water",    "area",     "river"};
    for (gsize i = 0; f->kind == GM_FEATURE_PLACE && f->subtype != NULL && i < G_N_ELEMENTS(kinds);
         i++) {
        if (strcmp(f->subtype, kinds[i]) == 0)
            return true;
    }
    return false;
}

static const char *area_name_class(const GmFeature *f)
{
    static const struct {
        const char *subtype, *class_;
    } classes[] = {{"country", "country-label"},
                   {"continent", "country-label"},
                   {"division", "division-named-label"},
                   {"district", "division-named-label"},
                   {"water", "sea-label"},
                   {"river", "river-label"}};
    for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
        if (g_strcmp0(f->subtype, classes[i].subtype) == 0)
            return classes[i].class_;
    }
    return "region_part-label";
}

/* Countries, and provinces where the base map names them. */
static bool is_base_name(const GmPage *p, const GmFeature *f)
{
    return f->kind == GM_FEATURE_PLACE && p->shapes != NULL &&
           (g_strcmp0(f->subtype, "country") == 0 ||
            (g_strcmp0(f->subtype, "division") == 0 && p->view.scale <= GM_DIVISION_NAMES_SCALE));
}

void gm_layout_theme_symbols(GmPage *p)
{
    g_autoptr(GArray) spots = point_spots(p);
    g_array_sort(spots, towns_first);
    spread(spots, 2.0 * p->zoom);
    for (guint i = 0; i < spots->len; i++) {
        const Spot *s = &g_array_index(spots, Spot, i);
        if (!s->hidden && !is_area_name(gm_scene_feature(p->scene, s->feature)))
            draw_symbol(p, s);
    }
    for (guint i = 0; i < spots->len; i++) {
        const Spot *s = &g_array_index(spots, Spot, i);
        const GmFeature *f = gm_scene_feature(p->scene, s->feature);
        if (is_base_name(p, f))
            continue;
        if (!has_label(f) || labelled_nearby(p, f->label, s->x, s->y))
            continue;
        g_autofree char *class_ = is_area_name(f)
                                      ? g_strdup(area_name_class(f))
                                      : g_strconcat(gm_scene_kind_name(f->kind), "-label", NULL);
        GmLabel *l = new_label(p, f, (int)s->feature, class_);
        double r = s->hidden ? 9.5 * p->zoom : s->r;
        if (is_area_name(f))
            gm_layout_label_spot(l, s->x - l->w / 2, s->y - l->h / 2, 0, 0.0);
        gm_layout_label_around(l, s->x, s->y, MAX(r, s->wide), 3.0 * p->zoom, l->line[0]->rtl);
    }
}

/* ---- labels of lines and areas ---- */

static void label_line(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 0.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = g_strconcat(gm_scene_kind_name(f->kind), "-label", NULL);
    GmLabel *l = new_label(p, f, i, class_);
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
    for (guint i = 0; i < p->labels->len; i++) {
        const GmLabel *l = (const GmLabel *)g_ptr_array_index(p->labels, i);
        if (l->feature < 0 || l->n_lines == 0 || strcmp(l->line[0]->string, f->label) != 0)
            continue;
        if (gm_scene_feature(p->scene, (guint)l->feature)->kind == f->kind)
            return true;
    }
    return false;
}

/* Where the document's lines run, for the labels that shall not stand on them. */
static GmInkGrid *line_courses(const GmPage *p)
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

/* Room inside beside a line is better than on it. */
static void shun_lines(const GmPage *p, GmLabel *l, GmInkGrid *courses)
{
    double pad = 4.0 * p->zoom;
    for (guint i = 0; i < l->spots->len; i++) {
        GmSpot *s = &g_array_index(l->spots, GmSpot, i);
        double box[4] = {s->box[0] - pad, s->box[1] - pad, s->box[2] + pad, s->box[3] + pad};
        if (gm_layout_grid_mean(courses, box, 0.0) > 0.0)
            s->cost += 18.0;
    }
}

static void label_area(GmPage *p, const GmFeature *f, int i, GmInkGrid *courses)
{
    if (named_before(p, f))
        return;
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 0.0);
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    g_autofree char *class_ = g_strconcat(gm_scene_kind_name(f->kind), "-label", NULL);
    GmLabel *l = new_label(p, f, i, class_);
    gm_layout_label_inside(l, g, p->view.frame);
    shun_lines(p, l, courses);
    l->priority += 0.7;
}

void gm_layout_theme_labels(GmPage *p)
{
    g_autoptr(GmInkGrid) courses = line_courses(p);
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (!has_label(f) || f->geom->kind == GM_GEOM_POINT)
            continue;
        guint lead = g_array_index(p->same, guint, i);
        if (lead != i && has_label(gm_scene_feature(p->scene, lead)))
            continue;
        if (f->kind == GM_FEATURE_HIGHWAY && f->shield != NULL)
            continue; /* its shields name it */
        if (f->geom->kind == GM_GEOM_LINE)
            label_line(p, f, (int)i);
        else
            label_area(p, f, (int)i, courses);
    }
    gm_layout_board_place_all(p->board, p->labels);
    for (guint i = 0; i < p->labels->len; i++)
        gm_layout_page_emit(p, (GmLabel *)g_ptr_array_index(p->labels, i));
}
