/* What runs along lines: chevrons, arrows, shields. */
#include "theme_layer.h"

#include <math.h>
#include <string.h>

GmPath *gm_layout_chevrons(const GmPixelGeom *line, double every, double size)
{
    GmPath *path = gm_layout_path_new();
    for (guint i = 0; i < gm_layout_pixels_n_parts(line); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(line, i, &n);
        double length = gm_layout_pixels_length(xy, n);
        int count = (int)(length / every);
        for (int k = 0; k < count; k++) {
            double x, y, a, s = (k + 0.5) * length / count;
            double ax, ay, bx, by, u;
            /* the direction over some way, so that bends do not turn it */
            if (!gm_layout_line_at(xy, n, s, &x, &y, &a) ||
                !gm_layout_line_at(xy, n, MAX(s - size, 0.0), &ax, &ay, &u) ||
                !gm_layout_line_at(xy, n, MIN(s + size, length * 0.9999), &bx, &by, &u))
                continue;
            a = atan2(by - ay, bx - ax);
            double c = cos(a), t = sin(a), w = size * 0.62, h = size * 0.5;
            gm_layout_path_move(path, x + c * -h - t * -w, y + t * -h + c * -w);
            gm_layout_path_line(path, x + c * h, y + t * h);
            gm_layout_path_line(path, x + c * -h - t * w, y + t * -h + c * w);
        }
    }
    return path;
}

enum { FLOW_STEPS = 24 };

GmPixelGeom *gm_layout_flow_course(const double *xy, guint n, double short_of)
{
    double whole = gm_layout_pixels_length(xy, n), length = whole - 2 * short_of;
    GmPixelGeom *out = gm_layout_pixels_new(GM_GEOM_LINE);
    if (length <= 0.0)
        return out;
    /* a straight line is bowed a little, so that it reads as movement */
    double ux = (xy[2 * n - 2] - xy[0]) / whole, uy = (xy[2 * n - 1] - xy[1]) / whole, a;
    double bow = hypot(ux, uy) > 0.995 ? 0.09 * length : 0.0;
    gm_layout_pixels_begin_part(out);
    for (int i = 0; i <= FLOW_STEPS; i++) {
        double t = (double)i / FLOW_STEPS, x = 0.0, y = 0.0, b = bow * 4.0 * t * (1.0 - t);
        gm_layout_line_at(xy, n, short_of + t * length * 0.99999, &x, &y, &a);
        gm_layout_pixels_add(out, x + uy * b, y - ux * b);
    }
    return out;
}

GmPath *gm_layout_flow_path(const GmPixelGeom *course, double tail, double body, double head)
{
    enum { N = FLOW_STEPS };
    double px[N + 1], py[N + 1];
    guint n = 0;
    const double *xy =
        gm_layout_pixels_n_parts(course) > 0 ? gm_layout_pixels_part(course, 0, &n) : NULL;
    double length = n == N + 1 ? gm_layout_pixels_length(xy, n) : 0.0, shaft = length - head;
    if (length < head * 1.4)
        return NULL;
    for (int i = 0; i <= N; i++) {
        px[i] = xy[2 * i];
        py[i] = xy[2 * i + 1];
    }
    double left[2 * (N + 1)], right[2 * (N + 1)];
    int m = 0;
    for (int i = 0; i <= N; i++) {
        double t = (double)i / N;
        if (t * length > shaft)
            break;
        int j = MIN(i + 1, N), k = MAX(i - 1, 0);
        double dx = px[j] - px[k], dy = py[j] - py[k], d = MAX(hypot(dx, dy), 1e-9);
        double w = (tail + (body - tail) * t) / 2;
        left[2 * m] = px[i] + dy / d * w;
        left[2 * m + 1] = py[i] - dx / d * w;
        right[2 * m] = px[i] - dy / d * w;
        right[2 * m + 1] = py[i] + dx / d * w;
        m++;
    }
    if (m < 2)
        return NULL;
    double bx = (left[2 * m - 2] + right[2 * m - 2]) / 2,
           by = (left[2 * m - 1] + right[2 * m - 1]) / 2;
    double dx = px[N] - bx, dy = py[N] - by, d = MAX(hypot(dx, dy), 1e-9), w = head * 0.48;
    GmPath *p = gm_layout_path_new();
    for (int i = 0; i < m; i++) {
        if (i == 0)
            gm_layout_path_move(p, left[0], left[1]);
        else
            gm_layout_path_line(p, left[2 * i], left[2 * i + 1]);
    }
    gm_layout_path_line(p, bx + dy / d * w, by - dx / d * w);
    gm_layout_path_line(p, px[N], py[N]);
    gm_layout_path_line(p, bx - dy / d * w, by + dx / d * w);
    for (int i = m - 1; i >= 0; i--)
        gm_layout_path_line(p, right[2 * i], right[2 * i + 1]);
    gm_layout_path_close(p);
    return p;
}

void gm_layout_shield(GmPage *p, GmSheetLayer layer, const char *number, int feature, double x,
                      double y, bool draw, double box[4])
{
    GmFace face = gm_layout_theme_face(p->theme, "shield-label", p->zoom);
    GmText *text = gm_layout_set_text(p->typesetter, number, &face);
    double ink[4], pad = 4.5 * p->zoom;
    gm_layout_text_box(p->typesetter, text, 0.0, ink);
    double w = (ink[2] - ink[0]) / 2 + pad, h = face.size * 0.36 + pad * 0.85;
    double edge = gm_sheet_style(p->sheet, gm_layout_page_style(p, "shield"))->stroke_width / 2;
    box[0] = x - w - edge;
    box[1] = y - h - edge;
    box[2] = x + w + edge;
    box[3] = y + h + edge;
    if (!draw) {
        gm_layout_text_free(text);
        return;
    }
    GmPath *path = gm_layout_path_new();
    gm_layout_path_round_rect(path, x - w, y - h, x + w, y + h, 3.5 * p->zoom);
    gm_layout_page_path(p, layer, layer == GM_LAYER_FURNITURE ? "legend-shield" : "shield",
                        "shield", feature, -1, path);
    gm_layout_text_move(text, x - (ink[0] + ink[2]) / 2, y + face.size * 0.36, GM_ANCHOR_START);
    gm_layout_page_text(p, layer, layer == GM_LAYER_FURNITURE ? "legend-text" : "shield-label",
                        "shield-label", feature, text);
}

typedef struct {
    guint feature;
    const char *shield;
    GmPixelGeom *px; /* owned */
    GArray *at;      /* double x, y of its shields */
} Road;

static bool has_shield_near(const Road *r, double x, double y, double within)
{
    for (guint i = 0; i + 1 < r->at->len; i += 2) {
        if (hypot(g_array_index(r->at, double, i) - x, g_array_index(r->at, double, i + 1) - y) <
            within)
            return true;
    }
    return false;
}

/* The shields of all roads that run here, side by side. */
static bool try_shields(GmPage *p, GArray *roads, Road *road, double x, double y, double every)
{
    Road *here[4];
    guint n = 0;
    for (guint i = 0; i < roads->len && n < 4; i++) {
        Road *r = &g_array_index(roads, Road, i);
        bool known = false;
        for (guint k = 0; k < n; k++)
            known |= strcmp(here[k]->shield, r->shield) == 0;
        if (!known && (r == road || gm_layout_pixels_distance(r->px, x, y) < 2.5 * p->zoom))
            here[n++] = r;
    }
    if (has_shield_near(road, x, y, every * 0.6))
        return true;
    double boxes[4][4], width = 0.0, gap = 2.0 * p->zoom;
    for (guint k = 0; k < n; k++) {
        gm_layout_shield(p, GM_LAYER_LABEL, here[k]->shield, -1, x, y, false, boxes[k]);
        width += boxes[k][2] - boxes[k][0] + (k > 0 ? gap : 0.0);
    }
    double all[4] = {x - width / 2, boxes[0][1], x + width / 2, boxes[0][3]};
    if (!gm_layout_board_is_free(p->board, all, -1))
        return false;
    double left = all[0];
    for (guint k = 0; k < n; k++) {
        double w = boxes[k][2] - boxes[k][0], box[4];
        gm_layout_shield(p, GM_LAYER_LABEL, here[k]->shield, (int)here[k]->feature, left + w / 2, y,
                         true, box);
        gm_layout_board_block(p->board, box, -1);
        g_array_append_vals(here[k]->at, (const double[]){x, y}, 2);
        left += w + gap;
    }
    return true;
}

static void shields_of(GmPage *p, GArray *roads, Road *road)
{
    double every = 340.0 * p->zoom;
    for (guint i = 0; i < gm_layout_pixels_n_parts(road->px); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(road->px, i, &n);
        double length = gm_layout_pixels_length(xy, n);
        int count = MAX(1, (int)(length / every + 0.4));
        if (length < 40.0 * p->zoom)
            continue;
        for (int k = 0; k < count; k++) {
            double middle = (k + 0.5) * length / count, step = 9.0 * p->zoom;
            for (int t = 0; t < 24; t++) {
                double s = middle + (t % 2 ? -step : step) * ((t + 1) / 2), x, y, a;
                if (s > 0.0 && s < length && gm_layout_line_at(xy, n, s, &x, &y, &a) &&
                    try_shields(p, roads, road, x, y, every))
                    break;
            }
        }
    }
}

void gm_layout_theme_shields(GmPage *p)
{
    g_autoptr(GArray) roads = g_array_new(FALSE, TRUE, sizeof(Road));
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->kind != GM_FEATURE_HIGHWAY || f->shield == NULL || f->geom == NULL ||
            f->geom->kind != GM_GEOM_LINE)
            continue;
        Road r = {.feature = i,
                  .shield = f->shield,
                  .px = gm_layout_view_geom(&p->view, f->geom, -16.0 * p->zoom),
                  .at = g_array_new(FALSE, FALSE, sizeof(double))};
        g_array_append_val(roads, r);
    }
    for (guint i = 0; i < roads->len; i++)
        shields_of(p, roads, &g_array_index(roads, Road, i));
    for (guint i = 0; i < roads->len; i++) {
        gm_layout_pixels_free(g_array_index(roads, Road, i).px);
        g_array_unref(g_array_index(roads, Road, i).at);
    }
}
