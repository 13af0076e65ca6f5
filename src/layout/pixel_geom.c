#include "pixel_geom.h"

#include "thinning.h"

#include <math.h>
#include <string.h>

GmPixelGeom *gm_layout_pixels_new(GmGeomKind kind)
{
    GmPixelGeom *g = g_new0(GmPixelGeom, 1);
    g->kind = kind;
    g->xy = g_array_new(FALSE, FALSE, sizeof(double));
    g->start = g_array_new(FALSE, FALSE, sizeof(guint));
    return g;
}

void gm_layout_pixels_free(GmPixelGeom *g)
{
    if (g == NULL)
        return;
    g_array_unref(g->xy);
    g_array_unref(g->start);
    g_free(g);
}

void gm_layout_pixels_begin_part(GmPixelGeom *g)
{
    guint at = g->xy->len / 2;
    if (g->start->len > 0 && g_array_index(g->start, guint, g->start->len - 1) == at)
        return; /* the part before is empty */
    g_array_append_val(g->start, at);
}

void gm_layout_pixels_add(GmPixelGeom *g, double x, double y)
{
    double v[2] = {x, y};
    g_array_append_vals(g->xy, v, 2);
}

const double *gm_layout_pixels_part(const GmPixelGeom *g, guint i, guint *n)
{
    guint from = g_array_index(g->start, guint, i);
    guint to = i + 1 < g->start->len ? g_array_index(g->start, guint, i + 1) : g->xy->len / 2;
    *n = to - from;
    return &g_array_index(g->xy, double, 2 * from);
}

/* ---- clipping ---- */

/* Signed distance inside of side @side: left, top, right, bottom. */
static double inside(const double *p, int side, const double rect[4])
{
    double v = p[side & 1] - rect[side];
    return side < 2 ? v : -v;
}

/* Writes at most half as many pairs again as there are; their number. */
static guint clip_side(const double *xy, guint n, double *out, int side, const double rect[4])
{
    if (n == 0)
        return 0;
    const double *a = xy + 2 * (n - 1);
    double da = inside(a, side, rect), *to = out;
    for (guint i = 0; i < n; i++) {
        const double *b = xy + 2 * i;
        double db = inside(b, side, rect);
        if ((da < 0.0) != (db < 0.0)) {
            double t = da / (da - db);
            to[0] = a[0] + t * (b[0] - a[0]);
            to[1] = a[1] + t * (b[1] - a[1]);
            to[side & 1] = rect[side];
            to += 2;
        }
        if (db >= 0.0) {
            to[0] = b[0];
            to[1] = b[1];
            to += 2;
        }
        a = b;
        da = db;
    }
    return (guint)(to - out) / 2;
}

static void box_of(const double *xy, guint n, double box[4])
{
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (guint i = 0; i < n; i++) {
        double x = xy[2 * i], y = xy[2 * i + 1];
        x0 = x < x0 ? x : x0;
        y0 = y < y0 ? y : y0;
        x1 = x > x1 ? x : x1;
        y1 = y > y1 ? y : y1;
    }
    memcpy(box, (const double[]){x0, y0, x1, y1}, 4 * sizeof *box);
}

static void append_ring(const double *xy, guint n, GmPixelGeom *out)
{
    if (n < 3)
        return;
    gm_layout_pixels_begin_part(out);
    g_array_append_vals(out->xy, xy, 2 * n);
    g_array_append_vals(out->xy, xy, 2);
}

/* All places are finite, and the last is not the first again. */
static void clip_open_ring(const double *xy, guint n, const double rect[4], GmPixelGeom *out)
{
    double box[4];
    box_of(xy, n, box);
    if (box[0] > rect[2] || box[2] < rect[0] || box[1] > rect[3] || box[3] < rect[1])
        return;
    if (box[0] >= rect[0] && box[2] <= rect[2] && box[1] >= rect[1] && box[3] <= rect[3]) {
        append_ring(xy, n, out);
        return;
    }
    double *from = NULL;
    for (int side = 0; side < 4; side++) {
        double *to = g_new(double, 3 * (gsize)n + 4);
        n = clip_side(xy, n, to, side, rect);
        g_free(from);
        xy = from = to;
    }
    append_ring(xy, n, out);
    g_free(from);
}

void gm_layout_clip_ring(const double *xy, guint n, const double rect[4], GmPixelGeom *out)
{
    g_autofree double *finite = NULL;
    guint m = 0;
    while (m < n && isfinite(xy[2 * m] + xy[2 * m + 1]))
        m++;
    if (m < n) {
        finite = g_memdup2(xy, 2 * (gsize)n * sizeof *xy);
        for (guint i = m + 1; i < n; i++)
            if (isfinite(xy[2 * i] + xy[2 * i + 1])) {
                memcpy(finite + 2 * m, xy + 2 * i, 2 * sizeof *xy);
                m++;
            }
        xy = finite;
    }
    if (m >= 2 && memcmp(xy, xy + 2 * (m - 1), 2 * sizeof *xy) == 0)
        m--;
    if (m > 0)
        clip_open_ring(xy, m, rect, out);
}

static bool clip_edge(const double *a, const double *b, const double rect[4], double *t0,
                      double *t1)
{
    *t0 = 0.0;
    *t1 = 1.0;
    for (int side = 0; side < 4; side++) {
        double da = inside(a, side, rect), db = inside(b, side, rect);
        if (da < 0.0 && db < 0.0)
            return false;
        if (da < 0.0)
            *t0 = fmax(*t0, da / (da - db));
        else if (db < 0.0)
            *t1 = fmin(*t1, da / (da - db));
    }
    return *t0 <= *t1;
}

void gm_layout_clip_line(const double *xy, guint n, const double rect[4], GmPixelGeom *out)
{
    if (n < 2)
        return;
    bool open = false; /* the part being written ends at this edge's start */
    guint len = out->xy->len;
    g_array_set_size(out->xy, len + 4 * (n - 1)); /* at most: two places an edge */
    double *to = &g_array_index(out->xy, double, len);
    for (guint i = 0; i + 1 < n; i++) {
        const double *a = xy + 2 * i, *b = a + 2;
        double t0, t1;
        if (!isfinite(a[0] + a[1] + b[0] + b[1]) || !clip_edge(a, b, rect, &t0, &t1)) {
            open = false;
            continue;
        }
        if (!open || t0 > 0.0) {
            guint at = (guint)(to - (const double *)(void *)out->xy->data) / 2;
            g_array_append_val(out->start, at);
            *to++ = a[0] + t0 * (b[0] - a[0]);
            *to++ = a[1] + t0 * (b[1] - a[1]);
        }
        *to++ = a[0] + t1 * (b[0] - a[0]);
        *to++ = a[1] + t1 * (b[1] - a[1]);
        open = t1 >= 1.0;
    }
    g_array_set_size(out->xy, (guint)(to - (const double *)(void *)out->xy->data));
}

/* ---- thinning ---- */

GmPixelGeom *gm_layout_pixels_thin(const GmPixelGeom *g, double tolerance)
{
    GmPixelGeom *out = gm_layout_pixels_new(g->kind);
    g_autoptr(GArray) keep = g_array_new(FALSE, FALSE, 1);
    g_auto(GeoThinner) thinner = {.room = 0};
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        g_array_set_size(keep, n);
        guint8 *k = (guint8 *)keep->data;
        memset(k, 1, n);
        gm_geo_thin(&thinner, xy, n, tolerance * tolerance, k);
        guint left = 0;
        for (guint v = 0; v < n; v++)
            left += k[v];
        if (g->kind == GM_GEOM_POLYGON && left < 4)
            continue; /* smaller than can be seen */
        gm_layout_pixels_begin_part(out);
        guint at = out->xy->len;
        g_array_set_size(out->xy, at + 2 * left);
        double *to = &g_array_index(out->xy, double, at);
        for (guint v = 0; v < n; v++) {
            if (k[v]) {
                *to++ = xy[2 * v];
                *to++ = xy[2 * v + 1];
            }
        }
    }
    return out;
}

static double part_across(const double *xy, guint n)
{
    double box[4];
    box_of(xy, n, box);
    return hypot(box[2] - box[0], box[3] - box[1]);
}

GmPixelGeom *gm_layout_pixels_without_specks(const GmPixelGeom *g, double px)
{
    GmPixelGeom *out = gm_layout_pixels_new(g->kind);
    double largest = 0.0;
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        largest = fmax(largest, part_across(xy, n));
    }
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        double across = part_across(xy, n);
        bool closed = memcmp(xy, xy + 2 * (n - 1), 2 * sizeof(double)) == 0;
        if (closed && across < px && across < largest)
            continue;
        gm_layout_pixels_begin_part(out);
        g_array_append_vals(out->xy, xy, 2 * n);
    }
    return out;
}

void gm_layout_pixels_round(GmPixelGeom *g, double parts)
{
    for (guint i = 0; i < g->xy->len; i++) {
        double *v = &g_array_index(g->xy, double, i);
        *v = round(*v * parts) / parts;
    }
}

/* ---- joining ---- */

typedef struct {
    gint64 key; /* the end's position at 0.01 px */
    guint end;  /* part × 2, + 1 for its last vertex */
} LineEnd;

static int by_key(gconstpointer a, gconstpointer b)
{
    const LineEnd *x = (const LineEnd *)a, *y = (const LineEnd *)b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->end < y->end ? -1 : 1;
}

static gint64 end_key(const double *v)
{
    return (gint64)llround(v[0] * 100.0) * (1LL << 31) + (gint64)llround(v[1] * 100.0);
}

/* For each end the one end that it meets, or G_MAXUINT. */
static guint *mates_of(const GmPixelGeom *g)
{
    guint parts = gm_layout_pixels_n_parts(g);
    guint *mate = g_new(guint, 2 * parts);
    g_autoptr(GArray) ends = g_array_sized_new(FALSE, FALSE, sizeof(LineEnd), 2 * parts);
    for (guint i = 0; i < parts; i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        LineEnd both[2] = {{end_key(xy), 2 * i}, {end_key(xy + 2 * (n - 1)), 2 * i + 1}};
        g_array_append_vals(ends, both, 2);
        mate[2 * i] = mate[2 * i + 1] = G_MAXUINT;
    }
    g_array_sort(ends, by_key);
    for (guint i = 0; i < ends->len;) {
        const LineEnd *e = &g_array_index(ends, LineEnd, i);
        guint same = 1;
        while (i + same < ends->len && e[same].key == e->key)
            same++;
        if (same == 2 && e[0].end / 2 != e[1].end / 2) {
            mate[e[0].end] = e[1].end;
            mate[e[1].end] = e[0].end;
        }
        i += same;
    }
    return mate;
}

static void append_part(const GmPixelGeom *g, guint part, bool backwards, bool skip_first,
                        GmPixelGeom *out)
{
    guint n;
    const double *xy = gm_layout_pixels_part(g, part, &n);
    guint first = skip_first ? 1 : 0;
    if (!backwards) {
        g_array_append_vals(out->xy, xy + 2 * first, 2 * (n - first));
        return;
    }
    for (guint i = first; i < n; i++)
        gm_layout_pixels_add(out, xy[2 * (n - 1 - i)], xy[2 * (n - 1 - i) + 1]);
}

GmPixelGeom *gm_layout_pixels_join(const GmPixelGeom *g)
{
    GmPixelGeom *out = gm_layout_pixels_new(g->kind);
    guint parts = gm_layout_pixels_n_parts(g);
    g_autofree guint *mate = mates_of(g);
    g_autofree bool *done = g_new0(bool, parts);
    for (guint i = 0; i < parts; i++) {
        if (done[i])
            continue;
        /* back to where the chain begins; a ring begins anywhere */
        guint head = 2 * i;
        while (mate[head] != G_MAXUINT && (mate[head] ^ 1u) / 2 != i)
            head = mate[head] ^ 1u;
        gm_layout_pixels_begin_part(out);
        for (guint from = head, first = 1;; first = 0) {
            done[from / 2] = true;
            append_part(g, from / 2, from & 1, first == 0, out);
            guint next = mate[from ^ 1u];
            if (next == G_MAXUINT || done[next / 2])
                break;
            from = next;
        }
    }
    return out;
}

/* ---- measures and paths ---- */

void gm_layout_pixels_append_path(const GmPixelGeom *g, GmPath *path)
{
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        bool ring = g->kind == GM_GEOM_POLYGON ||
                    (n > 3 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]);
        for (guint v = 0; v < (ring ? n - 1 : n); v++) {
            if (v == 0)
                gm_layout_path_move(path, xy[0], xy[1]);
            else
                gm_layout_path_line(path, xy[2 * v], xy[2 * v + 1]);
        }
        if (ring)
            gm_layout_path_close(path);
    }
}

GmPath *gm_layout_pixels_path(const GmPixelGeom *g)
{
    GmPath *p = gm_layout_path_new();
    gm_layout_pixels_append_path(g, p);
    return p;
}

bool gm_layout_pixels_contain(const GmPixelGeom *g, double x, double y)
{
    bool in = false;
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *p = gm_layout_pixels_part(g, i, &n);
        for (guint v = 0; v + 1 < n; v++) {
            const double *a = p + 2 * v, *b = a + 2;
            if ((a[1] > y) != (b[1] > y) && x < a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
                in = !in;
        }
    }
    return in;
}

double gm_layout_pixels_area(const GmPixelGeom *g)
{
    double sum = 0.0;
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *p = gm_layout_pixels_part(g, i, &n);
        for (guint v = 0; v + 1 < n; v++)
            sum += p[2 * v] * p[2 * v + 3] - p[2 * v + 2] * p[2 * v + 1];
    }
    return fabs(sum) / 2.0;
}

void gm_layout_pixels_box(const GmPixelGeom *g, double box[4])
{
    box_of((const double *)(void *)g->xy->data, g->xy->len / 2, box);
}

double gm_layout_pixels_length(const double *xy, guint n)
{
    double sum = 0.0;
    for (guint i = 0; i + 1 < n; i++)
        sum += hypot(xy[2 * i + 2] - xy[2 * i], xy[2 * i + 3] - xy[2 * i + 1]);
    return sum;
}

double gm_layout_pixels_distance(const GmPixelGeom *g, double x, double y)
{
    double best = INFINITY;
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *p = gm_layout_pixels_part(g, i, &n);
        for (guint v = 0; v + 1 < n; v++) {
            const double *a = p + 2 * v;
            double dx = a[2] - a[0], dy = a[3] - a[1], l = dx * dx + dy * dy;
            double t = l > 0.0 ? CLAMP(((x - a[0]) * dx + (y - a[1]) * dy) / l, 0.0, 1.0) : 0.0;
            best = fmin(best, hypot(a[0] + t * dx - x, a[1] + t * dy - y));
        }
        if (n == 1)
            best = fmin(best, hypot(p[0] - x, p[1] - y));
    }
    return best;
}

bool gm_layout_line_at(const double *xy, guint n, double s, double *x, double *y, double *angle)
{
    for (guint i = 0; i + 1 < n; i++) {
        double dx = xy[2 * i + 2] - xy[2 * i], dy = xy[2 * i + 3] - xy[2 * i + 1];
        double d = hypot(dx, dy);
        if (s <= d && d > 0.0) {
            *x = xy[2 * i] + dx * s / d;
            *y = xy[2 * i + 1] + dy * s / d;
            *angle = atan2(dy, dx);
            return true;
        }
        s -= d;
    }
    return false;
}
