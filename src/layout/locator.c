/* The locator: where in the wider region the map lies. */
#include "base_map.h"
#include "furniture.h"
#include "land_outline.h"

#include "geodesic.h"

#include <math.h>
#include <string.h>

/* The coarse layers do for so small a map. */
static const GmLayerInfo *coarse_layer(const GmPage *p, const GmMapView *v, const char *class_)
{
    GmMapView far = *v;
    far.scale = MAX(v->scale, 20e6);
    return gm_layout_base_layer(p, &far, class_);
}

/* A box of the same middle, @times as large, at least 900 km across. */
static GmBox wider(const GmMapView *v, double times)
{
    GmPos mid;
    gm_layout_view_place(v, (v->frame[0] + v->frame[2]) / 2, (v->frame[1] + v->frame[3]) / 2, &mid);
    double across = (v->frame[2] - v->frame[0]) * v->px;
    double half = MAX(across * times, 380e3 * times / 2.2);
    /* as wide as it is at its middle: towards a pole a box of degrees would
     * take in the whole earth */
    double up = MIN(half, 6000e3) / 111.2e3 * 0.8;
    double aside = MIN(half, 6000e3) / 111.2e3 / MAX(cos(mid.lat * G_PI / 180.0), 0.25);
    return (GmBox){
        .south = MAX(mid.lat - up, -85.0),
        .north = MIN(mid.lat + up, 85.0),
        .west = remainder(mid.lon - MIN(aside, 80.0), 360.0),
        .east = remainder(mid.lon + MIN(aside, 80.0), 360.0),
    };
}

#define MARGIN 2.0 /* px that is read outside the frame */
#define THIN 2.8   /* px: so small a map shows no smaller triangles than THIN² */

/* Empty where no layer has it. */
static GmPixelGeom *gather(GmPage *p, const GmMapView *v, const char *layer_class)
{
    const GmLayerInfo *l = coarse_layer(p, v, layer_class);
    GmPixelGeom *g = l != NULL ? gm_layout_base_gather(p, v, l, MARGIN, THIN, NULL) : NULL;
    return g != NULL ? g : gm_layout_pixels_new(GM_GEOM_LINE);
}

static void add(GmPage *p, int clip, const char *class_, const GmPixelGeom *g)
{
    if (gm_layout_pixels_n_parts(g) > 0)
        gm_layout_page_path(p, GM_LAYER_FURNITURE, class_, NULL, -1, clip,
                            gm_layout_pixels_path(g));
}

static void add_lands(GmPage *p, const GmMapView *v, int clip)
{
    const double *f = v->frame;
    double rect[] = {f[0] - MARGIN, f[1] - MARGIN, f[2] + MARGIN, f[3] + MARGIN};
    g_autoptr(GmPixelGeom) land = gather(p, v, "land");
    g_autoptr(GmPixelGeom) coast = gather(p, v, "coast");
    g_autoptr(GmPixelGeom) border = gather(p, v, "border");
    g_autoptr(GmPixelGeom) outline = gm_layout_land_outline(coast, land, rect, 4.0);
    add(p, clip, "locator-land", outline != NULL ? outline : land);
    add(p, clip, "locator-coast", outline != NULL ? outline : coast);
    add(p, clip, "locator-border", border);
}

/* The main map's frame, seen in the locator. */
static void show_frame(GmPage *p, const GmMapView *v, int clip, double seen[4])
{
    const double *f = p->view.frame;
    GmPath *path = gm_layout_path_new();
    enum { N = 12 };
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    bool open = false;
    for (int i = 0; i < 4 * N; i++) {
        double t = (double)(i % N) / N, u[4][2] = {{t, 0}, {1, t}, {1 - t, 1}, {0, 1 - t}};
        const double *c = u[i / N];
        GmPos pos;
        double x, y;
        if (!gm_layout_view_place(&p->view, f[0] + c[0] * (f[2] - f[0]),
                                  f[1] + c[1] * (f[3] - f[1]), &pos) ||
            !gm_layout_view_point(v, pos, &x, &y))
            continue;
        if (open)
            gm_layout_path_line(path, x, y);
        else
            gm_layout_path_move(path, x, y);
        open = true;
        box[0] = fmin(box[0], x);
        box[1] = fmin(box[1], y);
        box[2] = fmax(box[2], x);
        box[3] = fmax(box[3], y);
    }
    gm_layout_path_close(path);
    if (box[2] - box[0] < 7.0 * p->zoom) { /* too small to be seen: a marked square */
        double x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2, r = 4.0 * p->zoom;
        gm_layout_path_free(path);
        path = gm_layout_path_new();
        gm_layout_path_rect(path, x - r, y - r, x + r, y + r);
    }
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "locator-frame", NULL, -1, clip, path);
    memcpy(seen, box, sizeof box);
}

typedef struct {
    const GmShape *shape;
    double off; /* px from the locator's middle */
} Neighbour;

static int by_nearness(gconstpointer a, gconstpointer b)
{
    double x = ((const Neighbour *)a)->off, y = ((const Neighbour *)b)->off;
    return x < y ? -1 : x > y;
}

static const char *country_word(const GmPage *p, const GmShape *s)
{
    GmPlace country;
    if (p->gazetteer == NULL || s->key == NULL ||
        !gm_gazetteer_country(p->gazetteer, s->key, &country))
        return s->name;
    const char *local = gm_gazetteer_name_in(p->gazetteer, country.ref, p->language);
    return local != NULL ? local : country.name;
}

static void name_country(GmPage *p, const GmMapView *v, GmBoard *board, const GmShape *s)
{
    g_autoptr(GmPixelGeom) g = gm_layout_view_geom(v, s->geom, 0.0);
    if (gm_layout_pixels_area(g) < 700.0 * p->zoom * p->zoom)
        return;
    GmFace face = gm_layout_theme_face(p->theme, "locator-text", p->zoom);
    GmLabel *label = gm_layout_label_new("locator-text", NULL, -1);
    GmText *words = gm_layout_set_text(p->typesetter, country_word(p, s), &face);
    gm_layout_label_add_line(label, p->typesetter, words, NULL, p->zoom);
    gm_layout_label_inside(label, g, v->frame, 0.5);
    if (gm_layout_board_place(board, label)) {
        const double *b = g_array_index(label->spots, GmSpot, label->placed).box;
        GmText *text = g_steal_pointer(&label->line[0]);
        gm_layout_text_move(text, b[0] - label->ink[0][0], b[1] + label->base[0], GM_ANCHOR_START);
        gm_layout_page_text(p, GM_LAYER_FURNITURE, "locator-text", NULL, -1, text);
        double aside = 0.6 * face.size, above = 0.3 * face.size;
        gm_layout_board_block(
            board, (double[]){b[0] - aside, b[1] - above, b[2] + aside, b[3] + above}, -1);
    }
    gm_layout_label_free(label);
}

/* The countries nearest to the map first: they say where it is. */
static void names(GmPage *p, const GmMapView *v, const double taken[4])
{
    const GmLayerInfo *l = coarse_layer(p, v, "country");
    g_autoptr(GPtrArray) shapes = l != NULL ? gm_layout_base_shapes(p, v, l, 1.4, NULL) : NULL;
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(Neighbour));
    const double *f = v->frame;
    for (guint i = 0; shapes != NULL && i < shapes->len; i++) {
        const GmShape *s = (const GmShape *)g_ptr_array_index(shapes, i);
        double x, y;
        if (s->geom == NULL || s->name == NULL)
            continue;
        bool seen = gm_layout_view_point(v, gm_box_centre(gm_geom_box(s->geom)), &x, &y);
        Neighbour n = {s, seen ? hypot(x - (f[0] + f[2]) / 2, y - (f[1] + f[3]) / 2) : 1e9};
        g_array_append_val(order, n);
    }
    g_array_sort(order, by_nearness);
    double margin = 3.0 * p->zoom;
    const double inner[4] = {f[0] + margin, f[1] + margin, f[2] - margin, f[3] - margin};
    GmBoard *board = gm_layout_board_new(inner, p->zoom);
    gm_layout_board_block(board, taken, -1);
    for (guint i = 0; i < order->len; i++)
        name_country(p, v, board, g_array_index(order, Neighbour, i).shape);
    gm_layout_board_free(board);
}

/* Something that a reader knows the place by. Asked only of maps of the sea. */
static bool shows_land(const GmPage *p, const GmMapView *v)
{
    if (p->land == NULL || gm_layout_grid_mean(p->land, p->view.frame, 0.0) > 0.25)
        return true;
    const GmLayerInfo *l = coarse_layer(p, v, "country");
    g_autoptr(GPtrArray) shapes = l != NULL ? gm_layout_base_shapes(p, v, l, 1.4, NULL) : NULL;
    double area = 0.0, all = (v->frame[2] - v->frame[0]) * (v->frame[3] - v->frame[1]);
    for (guint i = 0; shapes != NULL && i < shapes->len; i++) {
        const GmShape *s = (const GmShape *)g_ptr_array_index(shapes, i);
        g_autoptr(GmPixelGeom) g = s->geom != NULL ? gm_layout_view_geom(v, s->geom, 0.0) : NULL;
        area += g != NULL ? fabs(gm_layout_pixels_area(g)) : 0.0;
    }
    return area > 0.12 * all;
}

bool gm_layout_locator(GmPage *p, const double rect[4], GError **error)
{
    double across = (p->view.frame[2] - p->view.frame[0]) * p->view.px;
    bool polar = fabs(p->view.box.north) > 89.0 || fabs(p->view.box.south) > 89.0;
    if (p->shapes == NULL || p->view.world || polar || across > 6000e3)
        return false;
    GmMapView v;
    /* a wide map needs less around it: beyond the continent nothing helps */
    double times = CLAMP(2.2 - (across - 700e3) / 1.5e6, 1.4, 2.2);
    if (!gm_layout_view_of_box(&v, wider(&p->view, times), rect, error))
        return false;
    while (times < 10.0 && across * times < 3500e3 && !shows_land(p, &v)) {
        gm_layout_view_clear(&v);
        times *= 1.9;
        if (!gm_layout_view_of_box(&v, wider(&p->view, times), rect, error))
            return false;
    }
    int clip = gm_layout_page_clip(p, rect);
    GmPath *sea = gm_layout_path_new();
    gm_layout_path_rect(sea, rect[0], rect[1], rect[2], rect[3]);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "locator-sea", NULL, -1, clip, sea);
    add_lands(p, &v, clip);
    double taken[4];
    show_frame(p, &v, clip, taken);
    names(p, &v, taken);
    GmPath *edge = gm_layout_path_new();
    gm_layout_path_rect(edge, rect[0], rect[1], rect[2], rect[3]);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "locator-edge", NULL, -1, -1, edge);
    gm_layout_view_clear(&v);
    return true;
}
