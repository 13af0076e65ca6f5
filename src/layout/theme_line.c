/* The document's lines: borders, highways, runs of a road, arrows. */
#include "hidden_lines.h"
#include "theme_layer.h"

#include <math.h>
#include <string.h>

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
            g_strdup_printf("segment-end.%s.%s", gm_layout_status_class(f->status),
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
    GmPixelGeom *g = gm_layout_pixels_thin(all, 1.5);
    gm_layout_pixels_round(g, 10.0);
    return g;
}

/* A course that is not known, or a road's remainder: one quiet line. */
static bool is_quiet(const GmFeature *f)
{
    return f->certainty == GM_CERTAINTY_INDICATIVE || g_strcmp0(f->subtype, "rest") == 0;
}

static bool is_highway(const GmFeature *f)
{
    return f->kind == GM_FEATURE_HIGHWAY && f->geom != NULL && f->geom->kind == GM_GEOM_LINE;
}

/* Is nothing seen of what lies under the feature's line? */
static bool covers(GmPage *p, const GmFeature *f)
{
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    const GmStyle *s = gm_sheet_style(p->sheet, gm_layout_page_style(p, class_));
    return s->n_dash == 0 && s->stroke.a >= 1.0;
}

GmPixelGeom *gm_layout_theme_highways(GmPage *p, GmHighways which)
{
    GmPixelGeom *all = gm_layout_pixels_new(GM_GEOM_LINE);
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (!is_highway(f) || (which == GM_HIGHWAYS_FIRM && is_quiet(f)) || !covers(p, f))
            continue;
        g_autoptr(GmPixelGeom) g = line_on_page(p, f, 6.0);
        gm_layout_lines_gather(g, all);
    }
    return all;
}

/* One line in its class's style; false when none of it is in view. */
static bool draw_plain(GmPage *p, const GmFeature *f, int i, const GmPixelGeom *g)
{
    if (gm_layout_pixels_n_parts(g) == 0)
        return false;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    gm_layout_page_path(p, GM_LAYER_THEME, gm_scene_kind_name(f->kind), class_, i, p->map_clip,
                        gm_layout_pixels_path(g));
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, 0.6);
    gm_layout_theme_legend(p, f, i, GM_SAMPLE_LINE, NULL);
    return true;
}

static void draw_quiet(GmPage *p, const GmFeature *f, int i, const GmPixelGeom *firm)
{
    g_autoptr(GmPixelGeom) whole = line_on_page(p, f, 6.0);
    g_autoptr(GmPixelGeom) g = gm_layout_lines_not_under(whole, firm, 1.5 * p->zoom);
    if (draw_plain(p, f, i, g))
        gm_layout_grid_stroke(p->content, g, 0.6);
}

static void draw_segment(GmPage *p, const GmFeature *f, int i, const GmPixelGeom *firm)
{
    if (is_quiet(f)) {
        draw_quiet(p, f, i, firm);
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
    gm_layout_theme_legend(p, f, i, GM_SAMPLE_ROUTE, NULL);
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
    GmLegendEntry *e = gm_layout_theme_legend(p, f, i, GM_SAMPLE_HIGHWAY, NULL);
    if (e->symbol == NULL)
        e->symbol = g_strdup(f->shield);
}

static void draw_border(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = line_on_page(p, f, 12.0);
    draw_plain(p, f, i, g);
}

/* One arrow of a feature; false where it is too short to be one. */
static bool draw_arrow(GmPage *p, const GmFeature *f, int i, const double *xy, guint n)
{
    g_autoptr(GmPixelGeom) course = gm_layout_flow_course(xy, n, 7.0 * p->zoom);
    guint m = 0;
    const double *way =
        gm_layout_pixels_n_parts(course) > 0 ? gm_layout_pixels_part(course, 0, &m) : NULL;
    /* a short way has a small arrow */
    double size = CLAMP(gm_layout_pixels_length(way, m) / (32.0 * p->zoom), 0.4, 1.0) * p->zoom;
    GmPath *path = gm_layout_flow_path(course, 2.0 * size, 7.0 * size, 20.0 * size);
    if (path == NULL)
        return false;
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    gm_layout_page_path(p, GM_LAYER_THEME, "flow", class_, i, p->map_clip, path);
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), course, 1.0);
    gm_layout_grid_stroke(p->content, course, 1.0);
    return true;
}

static void draw_flow(GmPage *p, const GmFeature *f, int i)
{
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, f->geom, 40.0 * p->zoom);
    bool any = false;
    for (guint k = 0; k < gm_layout_pixels_n_parts(g); k++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, k, &n);
        any = draw_arrow(p, f, i, xy, n) || any;
    }
    if (any)
        gm_layout_theme_legend(p, f, i, GM_SAMPLE_FLOW, NULL);
}

void gm_layout_theme_lines(GmPage *p)
{
    const GPtrArray *features = p->scene->features;
    g_autoptr(GmPixelGeom) firm = gm_layout_theme_highways(p, GM_HIGHWAYS_FIRM);
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
            draw_quiet(p, f, (int)i, firm);
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
            draw_segment(p, f, (int)i, firm);
    }
    for (guint i = 0; i < features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom != NULL && f->geom->kind == GM_GEOM_LINE && f->kind == GM_FEATURE_FLOW)
            draw_flow(p, f, (int)i);
    }
}
