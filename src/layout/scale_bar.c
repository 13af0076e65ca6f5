#include "furniture.h"

#include "map_words.h"

#include <math.h>
#include <string.h>

/* The largest 1, 2, 3, 5 × 10^n of at most @most. */
static double nice_length(double most)
{
    static const double steps[] = {5.0, 3.0, 2.0, 1.0};
    double unit = pow(10.0, floor(log10(most)));
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (steps[i] * unit <= most)
            return steps[i] * unit;
    }
    return unit;
}

typedef struct {
    double length; /* in units */
    double px;     /* on the page */
    int parts;
    char *text; /* owned: "50 km" */
} Bar;

static Bar make_bar(const GmPage *p, double metres_px, double unit_m, const char *unit, double most)
{
    Bar b = {.length = nice_length(most * metres_px / unit_m)};
    b.px = b.length * unit_m / metres_px;
    double lead = b.length / pow(10.0, floor(log10(b.length) + 1e-9));
    b.parts = lead > 4.5 ? 5 : lead > 2.5 ? 3 : lead > 1.5 ? 4 : 2;
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(number, sizeof number, "%.10g", b.length);
    b.text = g_strdup_printf("%s %s", number, unit);
    (void)p;
    return b;
}

/* Alternate filled parts over an outline; exactly b.px long. */
static void draw_bar(GmPage *p, const char *class_, const Bar *b, double x, double y, double h)
{
    GmPath *ground = gm_layout_path_new(), *dark = gm_layout_path_new();
    gm_layout_path_rect(ground, x, y, x + b->px, y + h);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, class_, "scale-bar", -1, -1, ground);
    double e = 0.8 * p->zoom;
    for (int i = 0; i < b->parts; i++) {
        if (i % 2 == 1)
            gm_layout_path_rect(dark, x + b->px * i / b->parts, y + e,
                                x + b->px * (i + 1) / b->parts, y + h - e);
    }
    double last = b->parts % 2 == 0 ? e : 0.0;
    if (last > 0.0) { /* the light part at the end keeps its dark edge */
        double *v = &g_array_index(dark->xy, double, dark->xy->len - 8);
        v[2] -= e;
        v[4] -= e;
    }
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "scale-bar-part", NULL, -1, -1, dark);
}

/* Within some degrees of one direction all over the map. */
static bool has_one_north(const GmMapView *v)
{
    const double *f = v->frame;
    double middle = gm_layout_view_north(v, (f[0] + f[2]) / 2, (f[1] + f[3]) / 2);
    if (v->world)
        return false;
    for (int k = 0; k < 9; k++) {
        double x = f[0] + (f[2] - f[0]) * (0.05 + 0.45 * (k % 3));
        double y = f[1] + (f[3] - f[1]) * (0.05 + 0.45 * (int)(k / 3));
        double off = remainder(gm_layout_view_north(v, x, y) - middle, 2 * G_PI);
        if (fabs(off) > 14.0 * G_PI / 180.0)
            return false;
    }
    return true;
}

static void north_arrow(GmPage *p, double x, double y, double r)
{
    double a = gm_layout_view_north(&p->view, x, y), c = cos(a), s = sin(a);
    static const double left[] = {0.0, -1.0, 0.0, 0.62, -0.52, 0.9};
    static const double right[] = {0.0, -1.0, 0.52, 0.9, 0.0, 0.62};
    const double *halves[2] = {left, right};
    static const char *const classes[] = {"north-arrow", "north-arrow-light"};
    for (int h = 0; h < 2; h++) {
        GmPath *path = gm_layout_path_new();
        for (int i = 0; i < 3; i++) {
            double vx = halves[h][2 * i] * r, vy = halves[h][2 * i + 1] * r;
            double px = x + c * vx - s * vy, py = y + s * vx + c * vy;
            if (i == 0)
                gm_layout_path_move(path, px, py);
            else
                gm_layout_path_line(path, px, py);
        }
        gm_layout_path_close(path);
        gm_layout_page_path(p, GM_LAYER_FURNITURE, "north-arrow", classes[h], -1, -1, path);
    }
    double size = gm_layout_theme_face(p->theme, "north-text", p->zoom).size;
    double tx = x + s * (r + size * 0.62), ty = y - c * (r + size * 0.62);
    gm_layout_page_write(p, GM_LAYER_FURNITURE, "north-text",
                         gm_scene_word(p->language, GM_TERM_NORTH), tx, ty + size * 0.36,
                         GM_ANCHOR_MIDDLE, NULL);
}

/* How many of the document's points a plate there would hide. */
static guint points_in(const GmPage *p, const double box[4])
{
    double m = 10.0 * p->zoom, x, y;
    guint n = 0;
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        n += f->geom != NULL && f->geom->kind == GM_GEOM_POINT && f->geom->n_pos > 0 &&
             gm_layout_view_point(&p->view, f->geom->pos[0], &x, &y) && x > box[0] - m &&
             x < box[2] + m && y > box[1] - m && y < box[3] + m;
    }
    return n;
}

/* The corner that hides none of the document's places, has the least of its
 * content, then the least ink. */
static void best_corner(GmPage *p, double w, double h, double box[4])
{
    const double *f = p->view.frame;
    double m = 12.0 * p->zoom, lowest = INFINITY;
    double xs[2] = {f[0] + m, f[2] - m - w}, ys[2] = {f[3] - m - h, f[1] + m};
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < 2; i++) {
            double b[4] = {xs[i], ys[k], xs[i] + w, ys[k] + h};
            double cost = 2.0 * points_in(p, b) + 4.0 * gm_layout_grid_mean(p->content, b, 0.0) +
                          gm_layout_grid_mean(gm_layout_board_ink(p->board), b, 0.0) + 0.03 * i +
                          0.05 * k;
            if (cost < lowest) {
                lowest = cost;
                memcpy(box, b, sizeof b);
            }
        }
    }
}

void gm_layout_scale_bar(GmPage *p)
{
    const double *f = p->view.frame;
    double z = p->zoom, cx = (f[0] + f[2]) / 2, cy = (f[1] + f[3]) / 2;
    double metres_px = gm_layout_view_ground(&p->view, cx, cy, 1.0, 0.0);
    /* beside the earth's edge there is less room */
    double most = MIN((p->view.world ? 120.0 : 210.0) * z, (f[2] - f[0]) * 0.3);
    bool small = metres_px * most < 2000.0;
    Bar km = make_bar(p, metres_px, small ? 1.0 : 1000.0,
                      gm_scene_word(p->language, small ? GM_TERM_M : GM_TERM_KM), most);
    Bar mi = make_bar(p, metres_px, 1609.344, gm_scene_word(p->language, GM_TERM_MI), most);
    double size = gm_layout_theme_face(p->theme, "scale-text", z).size;
    bool north = has_one_north(&p->view);
    double arrow = north ? 40.0 * z : 4.0 * z, pad = 8.0 * z, h = 4.6 * z;
    GmFace face = gm_layout_theme_face(p->theme, "scale-text", z);
    double km_end = km.px + 6.0 * z + gm_layout_text_width(p->typesetter, km.text, &face);
    double mi_end = mi.px + 6.0 * z + gm_layout_text_width(p->typesetter, mi.text, &face);
    double w = arrow + MAX(km_end, mi_end) + 2 * pad, high = size * 2.6 + 2 * h + 2 * pad;
    double box[4];
    best_corner(p, w, high, box);
    if (!p->view.world) { /* it would cut the earth's edge */
        GmPath *plate = gm_layout_path_new();
        gm_layout_path_round_rect(plate, box[0], box[1], box[2], box[3], 3.0 * z);
        gm_layout_page_path(p, GM_LAYER_FURNITURE, "plate", NULL, -1, -1, plate);
    }
    gm_layout_board_block(p->board, box, -1);
    if (north)
        north_arrow(p, box[0] + pad + 12.0 * z, box[1] + high * 0.62, high * 0.27);
    double x = box[0] + pad + arrow, y = box[1] + pad + size * 0.75 + 2.0 * z;
    draw_bar(p, "scale-bar", &km, x, y, h);
    draw_bar(p, "scale-bar-miles", &mi, x, y + h + size * 0.85, h * 0.8);
    gm_layout_page_write(p, GM_LAYER_FURNITURE, "scale-text", km.text, x + km.px + 6.0 * z,
                         y + h * 0.5 + size * 0.36, GM_ANCHOR_START, NULL);
    gm_layout_page_write(p, GM_LAYER_FURNITURE, "scale-text", mi.text, x + mi.px + 6.0 * z,
                         y + h * 1.4 + size * 0.85 + size * 0.36, GM_ANCHOR_START, NULL);
    g_free(km.text);
    g_free(mi.text);
}
