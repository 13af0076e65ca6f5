#include "map_view.h"

#include "geodesic.h"

#include <math.h>
#include <string.h>

#define SEAM 179.9999 /* longitudes beyond are the antimeridian itself */

void gm_layout_view_clear(GmMapView *v)
{
    gm_geo_projection_free(v->projection);
    v->projection = NULL;
    g_clear_pointer(&v->nodes, g_free);
}

bool gm_layout_view_point(const GmMapView *v, GmPos p, double *x, double *y)
{
    if (!gm_geo_project(v->projection, p, x, y))
        return false;
    *x = v->frame[0] + (*x - v->x0) / v->px;
    *y = v->frame[1] + (v->y0 - *y) / v->px;
    return true;
}

bool gm_layout_view_place(const GmMapView *v, double x, double y, GmPos *p)
{
    double mx = v->x0 + (x - v->frame[0]) * v->px, my = v->y0 - (y - v->frame[1]) * v->px;
    double bx, by;
    return gm_geo_unproject(v->projection, mx, my, p) &&
           gm_geo_project(v->projection, *p, &bx, &by) && fabs(bx - mx) < v->px &&
           fabs(by - my) < v->px;
}

/* ---- geometry into the view ---- */

/* Doubles @more at the end of @a, to be written; g_array_set_size takes back what was
 * too many. */
static double *room(GArray *a, guint more)
{
    guint at = a->len;
    g_array_set_size(a, at + more);
    return &g_array_index(a, double, at);
}

/* Unwrapped (lon - lon_c, lat) pairs of one part, and their box. Rings are split at
 * the antimeridian already: a step between its two sides is meant as it stands. */
static void unwrap(const GmMapView *v, const GmPos *pos, size_t n, bool ring, GArray *out,
                   double box[4])
{
    g_array_set_size(out, 0);
    double *to = room(out, 2 * (guint)n), lon = pos[0].lon - v->lon_c;
    double west = INFINITY, south = INFINITY, east = -INFINITY, north = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            double d = pos[i].lon - pos[i - 1].lon;
            if (fabs(d) > 180.0 &&
                !(ring && fabs(pos[i].lon) > SEAM && fabs(pos[i - 1].lon) > SEAM))
                d = remainder(d, 360.0);
            lon += d;
        }
        double lat = pos[i].lat;
        to[2 * i] = lon;
        to[2 * i + 1] = lat;
        west = lon < west ? lon : west;
        east = lon > east ? lon : east;
        south = lat < south ? lat : south;
        north = lat > north ? lat : north;
    }
    memcpy(box, (const double[]){west, south, east, north}, 4 * sizeof *box);
}

static GmPos at_unwrapped(const GmMapView *v, double lon, double lat)
{
    double l = lon + v->lon_c;
    return (GmPos){CLAMP(lat, -90.0, 90.0), fabs(l) <= 180.0 ? l : remainder(l, 360.0)};
}

/* ---- quick projection ----
 *
 * Most vertices are projected by cubic interpolation between nodes that cover
 * the window: thousands of formulas become a few hundred, and the error stays
 * below a hundredth of a pixel (checked when the nodes are made). */

/* A side, one beyond on each side; many for half the earth, most round a pole. */
enum { FEW_NODES = 20, MANY_NODES = 60, MOST_NODES = 96 };
#define NODES_END 86.0 /* latitude; round the pole itself the formulas are asked */

static void weights(double t, double w[4])
{
    double t2 = t * t, t3 = t2 * t; /* Catmull & Rom 1974 */
    w[0] = 0.5 * (-t3 + 2 * t2 - t);
    w[1] = 0.5 * (3 * t3 - 5 * t2 + 2);
    w[2] = 0.5 * (-3 * t3 + 4 * t2 + t);
    w[3] = 0.5 * (t3 - t2);
}

/* An x and a y that are reckoned together. */
typedef double Pair __attribute__((vector_size(2 * sizeof(double))));

static inline Pair pair_at(const double *xy)
{
    Pair p;
    memcpy(&p, xy, sizeof p);
    return p;
}

static bool interpolate(const GmMapView *v, double lon, double lat, double p[2])
{
    const double *win = v->nodes_box;
    const int n = v->n_nodes;
    double u = (lon - win[0]) / (win[2] - win[0]) * (n - 3) + 1.0;
    double w = (lat - win[1]) / (win[3] - win[1]) * (n - 3) + 1.0;
    if (!(u >= 1.0 && u <= n - 2 && w >= 1.0 && w <= n - 2))
        return false;
    int i = MIN((int)u, n - 3), k = MIN((int)w, n - 3);
    double wx[4], wy[4];
    weights(u - i, wx);
    weights(w - k, wy);
    Pair sum = {0.0, 0.0};
    for (int b = 0; b < 4; b++) {
        const double *row = v->nodes + 2 * ((k - 1 + b) * n + i - 1);
        sum += wy[b] * (wx[0] * pair_at(row) + wx[1] * pair_at(row + 2) + wx[2] * pair_at(row + 4) +
                        wx[3] * pair_at(row + 6));
    }
    memcpy(p, &sum, sizeof sum);
    return true;
}

static bool nodes_are_true(const GmMapView *v)
{
    for (int i = 0; i < 9; i++) {
        for (int k = 0; k < 9; k++) {
            const double *w = v->nodes_box;
            double lon = w[0] + (w[2] - w[0]) * (i + 0.37) / 9.0;
            double lat = w[1] + (w[3] - w[1]) * (k + 0.61) / 9.0;
            double p[2], x, y;
            if (!interpolate(v, lon, lat, p) ||
                !gm_layout_view_point(v, at_unwrapped(v, lon, lat), &x, &y) ||
                hypot(p[0] - x, p[1] - y) > 0.02)
                return false;
        }
    }
    return true;
}

static bool make_nodes(GmMapView *v, int n)
{
    double *w = v->nodes_box;
    memcpy(w, v->window, sizeof v->nodes_box);
    w[1] = fmax(w[1], -NODES_END);
    w[3] = fmin(w[3], NODES_END);
    double dx = (w[2] - w[0]) / (n - 3), dy = (w[3] - w[1]) / (n - 3);
    if (w[1] - dy < -89.5 || w[3] + dy > 89.5)
        return false;
    v->n_nodes = n;
    v->nodes = g_new(double, 2 * (gsize)n * (gsize)n);
    bool all = true;
    for (int k = 0; k < n && all; k++) {
        for (int i = 0; i < n && all; i++) {
            double *p = v->nodes + 2 * (k * n + i);
            all = gm_layout_view_point(v, at_unwrapped(v, w[0] + (i - 1) * dx, w[1] + (k - 1) * dy),
                                       &p[0], &p[1]);
        }
    }
    if (all && nodes_are_true(v))
        return true;
    g_clear_pointer(&v->nodes, g_free);
    return false;
}

/* Whether the two sides of the seam are one place, as round a pole. */
static bool closes_round(const GmMapView *v)
{
    for (double lat = v->nodes_box[1]; lat < v->nodes_box[3]; lat += 10.0) {
        double ax, ay, bx, by;
        if (!gm_layout_view_point(v, at_unwrapped(v, -180.0 + 1e-7, lat), &ax, &ay) ||
            !gm_layout_view_point(v, at_unwrapped(v, 180.0 - 1e-7, lat), &bx, &by) ||
            hypot(ax - bx, ay - by) > 0.01)
            return false;
    }
    return true;
}

void gm_layout_view_quicken(GmMapView *v)
{
    double wide = v->window[2] - v->window[0];
    g_clear_pointer(&v->nodes, g_free);
    if (v->world || (wide <= 120.0 && make_nodes(v, FEW_NODES)))
        return;
    make_nodes(v, wide <= 200.0 ? MANY_NODES : MOST_NODES);
    if (wide > 200.0 && v->nodes != NULL && !closes_round(v))
        g_clear_pointer(&v->nodes, g_free);
}

static void project_unwrapped(const GmMapView *v, double lon, double lat, double p[2])
{
    if (v->nodes != NULL && interpolate(v, lon, lat, p))
        return;
    if (!gm_layout_view_point(v, at_unwrapped(v, lon, lat), &p[0], &p[1]))
        p[0] = p[1] = (double)NAN;
}

/* Long edges get points in between: on the geodesic for lines, straight in
 * longitude and latitude for rings (RFC 7946). */
static void project_part(const GmMapView *v, const double *ll, guint n, bool ring, GArray *out)
{
    g_array_set_size(out, 0);
    double *to = room(out, 2 * n);
    for (guint i = 0; i < n; i++) {
        const double *b = ll + 2 * i, *a = i > 0 ? b - 2 : b;
        double span = MAX(fabs(b[0] - a[0]), fabs(b[1] - a[1]));
        int parts = (int)MIN(span / v->step, 400.0) + 1;
        bool geodesic = !ring && span > 1.0 && span < 170.0;
        if (parts > 1) { /* the places between, and what was yet to come */
            guint at = (guint)(to - (const double *)(void *)out->data);
            room(out, 2 * (guint)(parts - 1));
            to = &g_array_index(out, double, at);
        }
        for (int k = 1; k < parts; k++) {
            double t = (double)k / parts;
            double lon = a[0] + t * (b[0] - a[0]), lat = a[1] + t * (b[1] - a[1]);
            if (geodesic) {
                GmPos m =
                    gm_geo_between(at_unwrapped(v, a[0], a[1]), at_unwrapped(v, b[0], b[1]), t);
                lat = m.lat;
                lon += remainder(m.lon - v->lon_c - lon, 360.0);
            }
            project_unwrapped(v, lon, lat, to);
            to += 2;
        }
        project_unwrapped(v, b[0], b[1], to);
        to += 2;
    }
}

typedef struct GmViewScratch {
    GArray *raw, *page;
    GmPixelGeom *cut;
} Scratch;

GmViewScratch *gm_layout_view_scratch_new(void)
{
    GmViewScratch *s = g_new(GmViewScratch, 1);
    s->raw = g_array_new(FALSE, FALSE, sizeof(double));
    s->page = g_array_new(FALSE, FALSE, sizeof(double));
    s->cut = gm_layout_pixels_new(GM_GEOM_LINE);
    return s;
}

void gm_layout_view_scratch_free(GmViewScratch *s)
{
    if (s == NULL)
        return;
    g_array_unref(s->raw);
    g_array_unref(s->page);
    gm_layout_pixels_free(s->cut);
    g_free(s);
}

static bool is_within(const double box[4], const double window[4])
{
    return box[0] >= window[0] && box[1] >= window[1] && box[2] <= window[2] && box[3] <= window[3];
}

/* One part's pairs, all in the window, onto the page. */
static void add_window_part(const GmMapView *v, const double *ll, guint n, bool ring,
                            const double rect[4], Scratch *s, GmPixelGeom *out)
{
    project_part(v, ll, n, ring, s->page);
    const double *xy = (const double *)(void *)s->page->data;
    if (ring)
        gm_layout_clip_ring(xy, s->page->len / 2, rect, out);
    else
        gm_layout_clip_line(xy, s->page->len / 2, rect, out);
}

static void add_part(const GmMapView *v, const double *ll, guint n, bool ring, double shift,
                     const double rect[4], Scratch *s, GmPixelGeom *out)
{
    double window[4] = {v->window[0] - shift, v->window[1], v->window[2] - shift, v->window[3]};
    g_array_set_size(s->cut->xy, 0);
    g_array_set_size(s->cut->start, 0);
    if (ring)
        gm_layout_clip_ring(ll, n, window, s->cut);
    else
        gm_layout_clip_line(ll, n, window, s->cut);
    for (guint i = 0; i < gm_layout_pixels_n_parts(s->cut); i++) {
        guint m;
        double *part = (double *)gm_layout_pixels_part(s->cut, i, &m);
        for (guint k = 0; k < m; k++)
            part[2 * k] += shift;
        add_window_part(v, part, m, ring, rect, s, out);
    }
}

static void add_unwrapped(const GmMapView *v, const GArray *raw, const double box[4], bool ring,
                          const double rect[4], Scratch *s, GmPixelGeom *out)
{
    const double *ll = (const double *)(void *)raw->data;
    guint n = raw->len / 2;
    bool closed = n > 3 && memcmp(ll, ll + 2 * (n - 1), 2 * sizeof *ll) == 0;
    if (!v->world && is_within(box, v->window) && (closed || !ring)) {
        add_window_part(v, ll, n, ring, rect, s, out);
        return;
    }
    if (box[1] > v->window[3] || box[3] < v->window[1])
        return;
    for (double shift = -360.0; shift <= 360.0; shift += 360.0) {
        if (box[0] + shift <= v->window[2] && box[2] + shift >= v->window[0])
            add_part(v, ll, n, ring, shift, rect, s, out);
    }
}

static void grown(const double r[4], double margin, double out[4])
{
    out[0] = r[0] - margin;
    out[1] = r[1] - margin;
    out[2] = r[2] + margin;
    out[3] = r[3] + margin;
}

void gm_layout_view_add_geom(const GmMapView *v, const GmGeom *g, double margin, GmViewScratch *s,
                             GmPixelGeom *out)
{
    double rect[4];
    grown(v->frame, margin, rect);
    if (g->kind == GM_GEOM_POINT) {
        for (size_t i = 0; i < g->n_pos; i++) {
            double x, y;
            if (gm_layout_view_point(v, g->pos[i], &x, &y) && x >= rect[0] && x <= rect[2] &&
                y >= rect[1] && y <= rect[3]) {
                gm_layout_pixels_begin_part(out);
                gm_layout_pixels_add(out, x, y);
            }
        }
        return;
    }
    bool ring = g->kind == GM_GEOM_POLYGON;
    for (size_t i = 0; i < g->n_parts; i++) {
        if (gm_geom_part_len(g, i) < 2)
            continue;
        double box[4];
        unwrap(v, gm_geom_part(g, i), gm_geom_part_len(g, i), ring, s->raw, box);
        add_unwrapped(v, s->raw, box, ring, rect, s, out);
    }
}

GmPixelGeom *gm_layout_view_geom(const GmMapView *v, const GmGeom *g, double margin)
{
    GmPixelGeom *out = gm_layout_pixels_new(g->kind);
    g_autoptr(GmViewScratch) s = gm_layout_view_scratch_new();
    gm_layout_view_add_geom(v, g, margin, s, out);
    return out;
}

static bool closing_edge(GmPos a, GmPos b)
{
    return (fabs(a.lon) > SEAM && fabs(b.lon) > SEAM) || (fabs(a.lat) > 89.9 && fabs(b.lat) > 89.9);
}

GmPixelGeom *gm_layout_view_outline(const GmMapView *v, const GmGeom *g, double margin)
{
    if (g->kind != GM_GEOM_POLYGON)
        return gm_layout_view_geom(v, g, margin);
    g_autoptr(GmGeom) lines = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i), from = 0;
        for (size_t k = 0; k + 1 < n; k++) {
            if (!closing_edge(p[k], p[k + 1]))
                continue;
            if (k > from)
                gm_geom_add_part(lines, p + from, k - from + 1, false);
            from = k + 1;
        }
        if (n > from + 1)
            gm_geom_add_part(lines, p + from, n - from, false);
    }
    return gm_layout_view_geom(v, lines, margin);
}

GmGeom *gm_layout_view_uncut(const GmGeom *g)
{
    bool cut = false;
    for (size_t i = 0; g->kind == GM_GEOM_POLYGON && i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        bool east = false, west = false;
        for (size_t k = 0; k < gm_geom_part_len(g, i); k++) {
            east |= p[k].lon > 0.0 && p[k].lon < SEAM;
            west |= p[k].lon < 0.0 && p[k].lon > -SEAM;
            cut |= k > 0 && fabs(p[k].lon) > SEAM && fabs(p[k - 1].lon) > SEAM;
            if (fabs(p[k].lat) > 89.9)
                return NULL;
        }
        if (east && west)
            return NULL; /* reaches round the other way */
    }
    if (!cut)
        return NULL;
    g_autoptr(GmPixelGeom) lines = gm_layout_pixels_new(GM_GEOM_LINE);
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        bool open = false;
        for (size_t k = 0; k + 1 < gm_geom_part_len(g, i); k++) {
            double a = p[k].lon < 0.0 ? p[k].lon + 360.0 : p[k].lon;
            double b = p[k + 1].lon < 0.0 ? p[k + 1].lon + 360.0 : p[k + 1].lon;
            if (closing_edge(p[k], p[k + 1])) {
                open = false;
                continue;
            }
            if (!open) {
                gm_layout_pixels_begin_part(lines);
                gm_layout_pixels_add(lines, a, p[k].lat);
            }
            gm_layout_pixels_add(lines, b, p[k + 1].lat);
            open = true;
        }
    }
    g_autoptr(GmPixelGeom) rings = gm_layout_pixels_join(lines);
    GmGeom *out = gm_geom_new(GM_GEOM_POLYGON);
    for (guint i = 0; i < gm_layout_pixels_n_parts(rings); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(rings, i, &n);
        g_autofree GmPos *pos = g_new(GmPos, n + 1);
        for (guint k = 0; k < n; k++)
            pos[k] = (GmPos){xy[2 * k + 1], xy[2 * k]};
        pos[n] = pos[0];
        gm_geom_add_part(out, pos, n + 1, false);
    }
    return out;
}

GmPixelGeom *gm_layout_view_earth(const GmMapView *v)
{
    GmPixelGeom *out = gm_layout_pixels_new(GM_GEOM_POLYGON);
    double rect[4];
    grown(v->frame, 2.0, rect);
    if (!v->world) {
        double ring[10] = {rect[0], rect[1], rect[2], rect[1], rect[2],
                           rect[3], rect[0], rect[3], rect[0], rect[1]};
        gm_layout_clip_ring(ring, 5, rect, out);
        return out;
    }
    const double *w = v->window;
    double ring[10] = {w[0], w[1], w[2], w[1], w[2], w[3], w[0], w[3], w[0], w[1]};
    g_autoptr(GArray) page = g_array_new(FALSE, FALSE, sizeof(double));
    GmMapView fine = *v;
    fine.step = MIN(v->step, 1.0);
    project_part(&fine, ring, 5, true, page);
    gm_layout_clip_ring((const double *)(void *)page->data, page->len / 2, rect, out);
    return out;
}

/* ---- measures ---- */

double gm_layout_view_ground(const GmMapView *v, double x, double y, double dx, double dy)
{
    GmPos a, b;
    const double h = 50.0;
    if (!gm_layout_view_place(v, x - dx * h, y - dy * h, &a) ||
        !gm_layout_view_place(v, x + dx * h, y + dy * h, &b))
        return v->px;
    return gm_geo_distance(a, b) / (2 * h);
}

double gm_layout_view_north(const GmMapView *v, double x, double y)
{
    GmPos p;
    double nx, ny, sx, sy;
    if (!gm_layout_view_place(v, x, y, &p))
        return 0.0;
    double d = MIN(0.01, (90.0 - fabs(p.lat)) / 2);
    if (!gm_layout_view_point(v, (GmPos){p.lat + d, p.lon}, &nx, &ny) ||
        !gm_layout_view_point(v, (GmPos){p.lat - d, p.lon}, &sx, &sy))
        return 0.0;
    return atan2(nx - sx, sy - ny);
}
