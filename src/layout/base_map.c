#include "base_map.h"

#include "hidden_lines.h"
#include "land_outline.h"
#include "map_words.h"
#include "pixel_rows.h"
#include "theme_layer.h"

#include <math.h>
#include <string.h>

static bool covers(GmBox outer, GmBox inner)
{
    return gm_box_is_empty(outer) ||
           (inner.west <= inner.east && inner.west >= outer.west && inner.east <= outer.east &&
            inner.south >= outer.south && inner.north <= outer.north);
}

static bool whole_world(GmBox b)
{
    return gm_box_is_empty(b) || (b.east - b.west > 350.0 && b.north - b.south > 120.0);
}

/* A regional layer that covers the frame beats the world's; among equals the
 * one made for larger scales. */
const GmLayerInfo *gm_layout_base_layer(const GmPage *p, const GmMapView *v, const char *class_)
{
    const GmLayerInfo *best = NULL;
    for (guint i = 0; p->shapes != NULL && i < gm_shapes_n_layers(p->shapes); i++) {
        const GmLayerInfo *l = gm_shapes_layer(p->shapes, i);
        if (strcmp(l->class_, class_) != 0 || v->scale < l->min_scale || v->scale > l->max_scale)
            continue;
        bool world = whole_world(l->box);
        if (!world && !covers(l->box, v->box))
            continue;
        if (best == NULL || !world || l->max_scale < best->max_scale)
            best = l;
    }
    return best;
}

#define COARSE_SCALE 800e3 /* larger maps show the corners of 1:10 million data */

bool gm_layout_base_is_coarse(const GmPage *p)
{
    const GmLayerInfo *l = gm_layout_base_layer(p, &p->view, "border");
    return l != NULL && whole_world(l->box) && p->view.scale * p->zoom < COARSE_SCALE;
}

#define WIDE_SCALE 5e6 /* beyond it layers are thinned once, and again for each map */

GPtrArray *gm_layout_base_shapes(const GmPage *p, const GmMapView *v, const GmLayerInfo *l,
                                 double thin, GError **error)
{
    double least = 0.7 * thin * v->px; /* metres; the rest is left to the page's own thinning */
    return v->scale < WIDE_SCALE
               ? gm_shapes_in_box(p->shapes, l->layer, v->box, error)
               : gm_shapes_in_box_coarse(p->shapes, l->layer, v->box, least * least, error);
}

static GPtrArray *read_layer(GmPage *p, const GmMapView *v, const GmLayerInfo *l, double thin,
                             GError **error)
{
    GPtrArray *shapes = gm_layout_base_shapes(p, v, l, thin, error);
    if (shapes != NULL && shapes->len > 0)
        gm_layout_page_credit(p, l->credit, l->licence);
    return shapes;
}

/* Many shapes as one path, so that neighbours share no seam. */
typedef enum { ALL, NAMED, NAMELESS } Some;

static GmPixelGeom *gather_some(const GmMapView *v, const GPtrArray *shapes, Some some,
                                double margin, double thin, double parts)
{
    GmPixelGeom *all = NULL;
    g_autoptr(GmViewScratch) scratch = gm_layout_view_scratch_new();
    for (guint i = 0; i < shapes->len; i++) {
        const GmShape *s = (const GmShape *)g_ptr_array_index(shapes, i);
        bool named = s->name != NULL && *s->name != '\0';
        if (s->geom == NULL || (some == NAMED && !named) || (some == NAMELESS && named))
            continue;
        if (all == NULL)
            all = gm_layout_pixels_new(s->geom->kind);
        gm_layout_view_add_geom(v, s->geom, margin, scratch, all);
    }
    if (all == NULL)
        return gm_layout_pixels_new(GM_GEOM_LINE);
    if (all->kind == GM_GEOM_LINE) {
        GmPixelGeom *joined = gm_layout_pixels_join(all);
        gm_layout_pixels_free(all);
        all = joined;
    }
    GmPixelGeom *thinned = gm_layout_pixels_thin(all, thin);
    gm_layout_pixels_free(all);
    gm_layout_pixels_round(thinned, parts);
    return thinned;
}

GmPixelGeom *gm_layout_base_gather(GmPage *p, const GmMapView *v, const GmLayerInfo *l,
                                   double margin, double thin, GError **error)
{
    g_autoptr(GPtrArray) shapes = read_layer(p, v, l, thin, error);
    /* nature is ragged, roads are drawn with a ruler */
    double parts = strcmp(l->class_, "road") == 0 ? 10.0 : 2.0;
    return shapes != NULL ? gather_some(v, shapes, ALL, margin, thin, parts) : NULL;
}

#define FAR_SCALE 15e6 /* beyond it lines are drawn in their [CLASS.far] manner */

static void add_geom_as(GmPage *p, const char *class_, const char *style, const GmPixelGeom *g)
{
    if (gm_layout_pixels_n_parts(g) > 0)
        gm_layout_page_path(p, GM_LAYER_BASE, class_, style, -1, p->map_clip,
                            gm_layout_pixels_path(g));
}

static void add_geom(GmPage *p, const char *class_, const GmPixelGeom *g)
{
    add_geom_as(p, class_, NULL, g);
}

static void part_box(const double *xy, guint n, double box[4])
{
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (guint k = 0; k < n; k++) {
        box[0] = MIN(box[0], xy[2 * k]);
        box[1] = MIN(box[1], xy[2 * k + 1]);
        box[2] = MAX(box[2], xy[2 * k]);
        box[3] = MAX(box[3], xy[2 * k + 1]);
    }
}

/* Rings and lines too small to be seen are left out. */
static GmPixelGeom *large_enough(const GmPixelGeom *g, double px)
{
    GmPixelGeom *out = gm_layout_pixels_new(g->kind);
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        double box[4];
        part_box(xy, n, box);
        if (hypot(box[2] - box[0], box[3] - box[1]) < px)
            continue;
        gm_layout_pixels_begin_part(out);
        g_array_append_vals(out->xy, xy, 2 * n);
    }
    return out;
}

#define THIN 2.4 /* px: triangles below THIN² px² are not seen */

/* Three or four corners: a shape cut too coarse to be shown any larger. */
static bool is_crude(guint n)
{
    return n <= 6;
}

/* Small closed parts that lie inside the land are ponds: left out, they would
 * be specks. Islands of the same size stay. */
static GmPixelGeom *without_ponds(const GmPixelGeom *g, const GmPixelGeom *land, double px)
{
    GmPixelGeom *out = gm_layout_pixels_new(g->kind);
    g_autoptr(GmPixelRows) rows = NULL;
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        double box[4];
        part_box(xy, n, box);
        double across = hypot(box[2] - box[0], box[3] - box[1]);
        bool closed = xy[0] == xy[2 * (n - 1)] && xy[1] == xy[2 * (n - 1) + 1];
        if (closed && across < (is_crude(n) ? 3.0 * px : px)) {
            /* just outside the part: on land all round? */
            double m = 2.0;
            double probe[4][2] = {{box[0] - m, (box[1] + box[3]) / 2},
                                  {box[2] + m, (box[1] + box[3]) / 2},
                                  {(box[0] + box[2]) / 2, box[1] - m},
                                  {(box[0] + box[2]) / 2, box[3] + m}};
            int dry = 0;
            if (rows == NULL)
                rows = gm_layout_rows_new(land);
            for (int k = 0; k < 4; k++)
                dry += gm_layout_rows_contain(rows, probe[k][0], probe[k][1]);
            if (dry >= 3)
                continue;
        }
        gm_layout_pixels_begin_part(out);
        g_array_append_vals(out->xy, xy, 2 * n);
    }
    return out;
}

/* For the outlines that run along them. */
static void keep_edges(GmPage *p, const GmPixelGeom *g)
{
    if (p->edges == NULL)
        p->edges = gm_layout_pixels_new(GM_GEOM_LINE);
    gm_layout_lines_gather(g, p->edges);
}

#define LAND_MARGIN 3.0 /* px that land and coast are cut outside the frame */

/* The coast where a layer has it, without the shores of ponds; NULL with *error. */
static GmPixelGeom *gather_coast(GmPage *p, const GmPixelGeom *land, GError **error)
{
    const GmLayerInfo *layer = gm_layout_base_layer(p, &p->view, "coast");
    if (layer == NULL)
        return gm_layout_pixels_new(GM_GEOM_LINE);
    g_autoptr(GmPixelGeom) all =
        gm_layout_base_gather(p, &p->view, layer, LAND_MARGIN, THIN, error);
    return all != NULL ? without_ponds(all, land, 14.0 * p->zoom) : NULL;
}

/* Vignette, land and coast are one path where the coast bounds the land. */
static void add_land(GmPage *p, const GmPixelGeom *land, const GmPixelGeom *coast)
{
    const double *f = p->view.frame;
    double rect[] = {f[0] - LAND_MARGIN, f[1] - LAND_MARGIN, f[2] + LAND_MARGIN,
                     f[3] + LAND_MARGIN};
    g_autoptr(GmPixelGeom) outline = gm_layout_land_outline(coast, land, rect, 24.0 * p->zoom);
    static const char *const rings[] = {"coast-vignette-3", "coast-vignette-2", "coast-vignette-1"};
    for (gsize i = p->view.world ? 2 : 0; i < G_N_ELEMENTS(rings); i++) {
        if (gm_layout_theme_colour(p->theme, rings[i], "stroke").a > 0.0)
            add_geom(p, rings[i], outline != NULL ? outline : coast);
    }
    add_geom(p, "land", outline != NULL ? outline : land);
    add_geom_as(p, "coast", p->view.scale > FAR_SCALE ? "coast.far" : NULL,
                outline != NULL ? outline : coast);
}

static bool draw_land(GmPage *p, GError **error)
{
    g_autoptr(GmPixelGeom) earth = gm_layout_view_earth(&p->view);
    add_geom(p, "sea", earth);
    const GmLayerInfo *land_layer = gm_layout_base_layer(p, &p->view, "land");
    if (land_layer == NULL)
        return true;
    g_autoptr(GmPixelGeom) whole =
        gm_layout_base_gather(p, &p->view, land_layer, LAND_MARGIN, THIN, error);
    if (whole == NULL)
        return false;
    g_autoptr(GmPixelGeom) land = without_ponds(whole, whole, 14.0 * p->zoom);
    g_autoptr(GmPixelGeom) coast = gather_coast(p, land, error);
    if (coast == NULL)
        return false;
    add_land(p, land, coast);
    p->land = gm_layout_grid_new(p->view.frame, 6.0 * p->zoom);
    gm_layout_grid_fill(p->land, land, 1.0);
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), coast, 0.45);
    keep_edges(p, coast);
    return true;
}

/* One class of lines: thinned, drawn, known to the labels, in the legend. */
static bool draw_lines(GmPage *p, const char *layer_class, const char *class_, double ink,
                       GmTerm word, int order, GError **error)
{
    const GmLayerInfo *l = gm_layout_base_layer(p, &p->view, layer_class);
    if (l == NULL || l->kind != GM_GEOM_LINE)
        return true;
    g_autoptr(GmPixelGeom) g = gm_layout_base_gather(p, &p->view, l, 3.0, THIN, error);
    if (g == NULL)
        return false;
    if (strcmp(class_, "road") == 0) {
        g_autoptr(GmPixelGeom) highways = gm_layout_theme_highways(p, GM_HIGHWAYS_ALL);
        GmPixelGeom *seen = gm_layout_lines_not_under(g, highways, 2.0 * p->zoom);
        gm_layout_pixels_free(g);
        g = large_enough(seen, gm_layout_pixels_n_parts(highways) > 0 ? 24.0 * p->zoom : 0.0);
        gm_layout_pixels_free(seen);
    }
    if (gm_layout_pixels_n_parts(g) == 0)
        return true;
    bool far = p->view.scale > FAR_SCALE;
    if (!far && strcmp(class_, "border") == 0 &&
        gm_layout_theme_colour(p->theme, "border-casing", "stroke").a > 0.0)
        add_geom(p, "border-casing", g);
    g_autofree char *style = far ? g_strconcat(class_, ".far", NULL) : g_strdup(class_);
    add_geom_as(p, class_, style, g);
    gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, ink);
    if (strcmp(class_, "border") == 0)
        keep_edges(p, g);
    if (word != GM_TERM_NONE)
        gm_layout_page_legend(p, style, GM_SAMPLE_LINE, NULL, 1, order,
                              gm_scene_word(p->language, word));
    return true;
}

/* Is any of the ring on what is drawn as land? Where the land leaves the water
 * out already (or the layer holds the sea too) nothing need be painted. */
static bool lies_on_land(GmPage *p, const double *xy, guint n)
{
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    g_autoptr(GmPixelGeom) ring = gm_layout_pixels_new(GM_GEOM_POLYGON);
    gm_layout_pixels_begin_part(ring);
    g_array_append_vals(ring->xy, xy, 2 * n);
    gm_layout_pixels_box(ring, box);
    int in = 0, dry = 0;
    for (int i = 0; i < 10; i++) {
        for (int k = 0; k < 10; k++) {
            double x = box[0] + (box[2] - box[0]) * (i + 0.5) / 10.0;
            double y = box[1] + (box[3] - box[1]) * (k + 0.5) / 10.0;
            if (!gm_layout_pixels_contain(ring, x, y))
                continue;
            in++;
            dry += gm_layout_grid_mean(p->land, (const double[]){x, y, x, y}, 0.0) > 0.5;
        }
    }
    return dry * 3 > in || in == 0;
}

/* Traced round the cells of a raster: many right angles. No lake has them. */
static bool is_stair(const double *xy, guint n)
{
    guint square = 0, seen = 0;
    for (guint k = 1; k + 1 < n; k++) {
        const double *a = xy + 2 * (k - 1), *b = a + 2, *c = a + 4;
        double ux = b[0] - a[0], uy = b[1] - a[1], wx = c[0] - b[0], wy = c[1] - b[1];
        double l = hypot(ux, uy) * hypot(wx, wy);
        if (l < 4.0)
            continue;
        seen++;
        square += fabs(ux * wx + uy * wy) < 0.2 * l;
    }
    return square * 8 > seen;
}

static bool draw_lakes(GmPage *p, GError **error)
{
    const GmLayerInfo *l = gm_layout_base_layer(p, &p->view, "lake");
    if (l == NULL)
        return true;
    g_autoptr(GmPixelGeom) all = gm_layout_base_gather(p, &p->view, l, 3.0, THIN, error);
    if (all == NULL)
        return false;
    g_autoptr(GmPixelGeom) large = large_enough(all, 14.0 * p->zoom);
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_new(GM_GEOM_POLYGON);
    g_autoptr(GmPixelGeom) stairs = gm_layout_pixels_new(GM_GEOM_POLYGON);
    for (guint i = 0; i < gm_layout_pixels_n_parts(large); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(large, i, &n);
        if (is_crude(n) && gm_layout_pixels_length(xy, n) < 90.0 * p->zoom)
            continue;
        if (p->land != NULL && !lies_on_land(p, xy, n))
            continue;
        GmPixelGeom *to = is_stair(xy, n) ? stairs : g;
        gm_layout_pixels_begin_part(to);
        g_array_append_vals(to->xy, xy, 2 * n);
    }
    add_geom(p, "lake", g);
    if (gm_layout_pixels_n_parts(stairs) > 0) {
        g_autoptr(GmPixelGeom) bends = gm_layout_pixels_thin(stairs, 3.0 * THIN);
        gm_layout_page_path(p, GM_LAYER_BASE, "lake", NULL, -1, p->map_clip,
                            gm_layout_pixels_soft_path(bends));
    }
    return true;
}

/* Named rivers are the large ones. */
static bool draw_rivers(GmPage *p, GError **error)
{
    const GmLayerInfo *l = gm_layout_base_layer(p, &p->view, "river");
    if (l == NULL || p->view.scale > 60e6)
        return true;
    g_autoptr(GPtrArray) shapes = read_layer(p, &p->view, l, 1.3 * THIN, error);
    if (shapes == NULL)
        return false;
    guint parts = 0;
    for (int major = 0; major < 2; major++) {
        g_autoptr(GmPixelGeom) g =
            gather_some(&p->view, shapes, major ? NAMED : NAMELESS, 3.0, 1.3 * THIN, 2.0);
        double shortest = (p->view.scale > 2e6 ? 16.0 : 6.0) * p->zoom;
        g_autoptr(GmPixelGeom) seen = large_enough(g, shortest);
        if (!major && p->view.scale > 8e6)
            continue;
        add_geom(p, major ? "river-major" : "river", seen);
        gm_layout_grid_stroke(gm_layout_board_ink(p->board), seen, major ? 0.35 : 0.2);
        parts += gm_layout_pixels_n_parts(seen);
    }
    if (parts > 0)
        gm_layout_page_legend(p, "river", GM_SAMPLE_LINE, NULL, 1, 40,
                              gm_scene_word(p->language, GM_TERM_RIVER));
    return true;
}

/* "wards" of "data/wards.shp": what the legend calls a user's layer. */
static char *layer_title(const GmSceneLayer *layer)
{
    char *base = g_path_get_basename(layer->path != NULL ? layer->path : "layer");
    char *dot = strrchr(base, '.');
    if (dot != NULL && dot != base)
        *dot = '\0';
    return g_strdelimit(base, "_", ' ');
}

/* What a layer has of one kind, as one path. */
static void draw_user_shapes(GmPage *p, const GmSceneLayer *layer, GmGeomKind kind,
                             const char *style)
{
    GmPath *path = gm_layout_path_new();
    for (guint k = 0; k < layer->shapes->len; k++) {
        const GmShape *s = (const GmShape *)g_ptr_array_index(layer->shapes, k);
        if (s->geom == NULL || s->geom->kind != kind)
            continue;
        g_autoptr(GmPixelGeom) all = gm_layout_view_geom(&p->view, s->geom, 6.0);
        if (kind == GM_GEOM_POINT) {
            for (guint n = 0; n + 1 < all->xy->len; n += 2)
                gm_layout_path_circle(path, g_array_index(all->xy, double, n),
                                      g_array_index(all->xy, double, n + 1), 3.0 * p->zoom);
            continue;
        }
        g_autoptr(GmPixelGeom) g = gm_layout_pixels_thin(all, THIN);
        gm_layout_pixels_round(g, 10.0);
        gm_layout_pixels_append_path(g, path);
        gm_layout_grid_stroke(gm_layout_board_ink(p->board), g, 0.3);
    }
    if (path->verbs->len == 0) {
        gm_layout_path_free(path);
        return;
    }
    g_autofree char *line_style = g_strconcat(style, ".line", NULL);
    if (kind == GM_GEOM_LINE) { /* a line encloses nothing that could be filled */
        style = line_style;
        GmStyle *s = (GmStyle *)g_ptr_array_index(p->sheet->styles, gm_layout_page_style(p, style));
        s->fill.a = 0.0;
    }
    gm_layout_page_path(p, GM_LAYER_BASE, "user-layer", style, -1, p->map_clip, path);
    g_autofree char *title = layer_title(layer);
    static const GmSampleShape samples[] = {[GM_GEOM_POINT] = GM_SAMPLE_TOWN,
                                            [GM_GEOM_LINE] = GM_SAMPLE_LINE,
                                            [GM_GEOM_POLYGON] = GM_SAMPLE_AREA};
    gm_layout_page_legend(p, style, samples[kind], "city", 1, 0, title);
}

/* Layers that the map's author added. */
static void draw_user_layers(GmPage *p)
{
    for (guint i = 0; p->scene->layers != NULL && i < p->scene->layers->len; i++) {
        const GmSceneLayer *layer = (const GmSceneLayer *)g_ptr_array_index(p->scene->layers, i);
        const char *style = layer->style != NULL && gm_layout_theme_has(p->theme, layer->style)
                                ? layer->style
                                : "user-layer";
        draw_user_shapes(p, layer, GM_GEOM_POLYGON, style);
        draw_user_shapes(p, layer, GM_GEOM_LINE, style);
        draw_user_shapes(p, layer, GM_GEOM_POINT, style);
    }
}

/* On a map of the world the earth has an edge. */
static void draw_earth_edge(GmPage *p)
{
    if (!p->view.world)
        return;
    g_autoptr(GmPixelGeom) earth = gm_layout_view_earth(&p->view);
    add_geom(p, "earth-edge", earth);
}

bool gm_layout_base_draw(GmPage *p, GError **error)
{
    if (!draw_land(p, error) || !draw_lakes(p, error) || !draw_rivers(p, error))
        return false;
    if (!draw_lines(p, "division", "division", 0.2, GM_TERM_DIVISION, 20, error) ||
        !draw_lines(p, "border", "border", 0.6, GM_TERM_BORDER, 10, error) ||
        !draw_lines(p, "disputed", "disputed", 0.5, GM_TERM_DISPUTED, 11, error) ||
        !draw_lines(p, "road", "road", 0.4, GM_TERM_ROAD, 30, error))
        return false;
    draw_user_layers(p);
    draw_earth_edge(p);
    return true;
}
