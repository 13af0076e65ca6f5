/* The middle of the largest circle in a polygon: squares that may hold a better
 * place are quartered, the most promising first. After Garcia-Castellanos and
 * Lombardo 2007. */
#include "antimeridian.h"
#include "overlay.h"
#include "plane_geom.h"
#include "wgs84.h"

typedef struct {
    double x, y, half;
    double d, most; /* to the border here, negative outside; anywhere in the square */
} Square;

typedef struct {
    const double *xy; /* edges: four numbers each */
    size_t n;
} Border;

static double depth_at(const Border *b, double x, double y)
{
    double best = INFINITY;
    bool in = false;
    for (size_t i = 0; i < b->n; i++) {
        const double *e = b->xy + 4 * i;
        double ux = e[2] - e[0], uy = e[3] - e[1], wx = x - e[0], wy = y - e[1];
        double uu = ux * ux + uy * uy;
        double t = uu > 0.0 ? CLAMP((wx * ux + wy * uy) / uu, 0.0, 1.0) : 0.0;
        double dx = wx - t * ux, dy = wy - t * uy;
        best = fmin(best, dx * dx + dy * dy);
        if ((e[1] > y) != (e[3] > y))
            in ^= x < e[0] + (y - e[1]) / uy * ux;
    }
    return in ? sqrt(best) : -sqrt(best);
}

static void push(GArray *heap, const Border *b, double x, double y, double half)
{
    Square s = {x, y, half, depth_at(b, x, y), 0.0};
    s.most = s.d + half * G_SQRT2;
    g_array_append_val(heap, s);
    guint i = heap->len - 1;
    for (; i > 0 && g_array_index(heap, Square, (i - 1) / 2).most < s.most; i = (i - 1) / 2)
        g_array_index(heap, Square, i) = g_array_index(heap, Square, (i - 1) / 2);
    g_array_index(heap, Square, i) = s;
}

static Square pop(GArray *heap)
{
    Square top = g_array_index(heap, Square, 0), s = g_array_index(heap, Square, heap->len - 1);
    g_array_set_size(heap, heap->len - 1);
    guint i = 0, n = heap->len;
    while (2 * i + 1 < n) {
        guint k = 2 * i + 1;
        if (k + 1 < n &&
            g_array_index(heap, Square, k + 1).most > g_array_index(heap, Square, k).most)
            k++;
        if (g_array_index(heap, Square, k).most <= s.most)
            break;
        g_array_index(heap, Square, i) = g_array_index(heap, Square, k);
        i = k;
    }
    if (n > 0)
        g_array_index(heap, Square, i) = s;
    return top;
}

static Square deepest(const Border *b, PlaneBox box, double precision)
{
    enum { MOST_SQUARES = 4000 };
    g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(Square));
    double w = box.x1 - box.x0, h = box.y1 - box.y0, half = fmax(fmin(w, h) / 2.0, fmax(w, h) / 64);
    Square best = {(box.x0 + box.x1) / 2.0, (box.y0 + box.y1) / 2.0, 0.0, -INFINITY, 0.0};
    for (double x = box.x0; x < box.x1; x += 2.0 * half)
        for (double y = box.y0; y < box.y1; y += 2.0 * half)
            push(heap, b, x + half, y + half, half);
    for (int n = 0; heap->len > 0 && n < MOST_SQUARES; n++) {
        Square s = pop(heap);
        if (s.d > best.d)
            best = s;
        if (s.most - best.d <= precision)
            break;
        for (int i = 0; i < 4; i++)
            push(heap, b, s.x + (i & 1 ? 0.5 : -0.5) * s.half, s.y + (i & 2 ? 0.5 : -0.5) * s.half,
                 s.half / 2.0);
    }
    return best;
}

/* The edges of the largest part, holes and all; its area. */
static double largest_part(const GmGeom *g, double xscale, Border *border, double *xy,
                           PlaneBox *box)
{
    double most = -1.0;
    size_t first = 0, end = 0;
    for (size_t i = 0; i < g->n_parts;) {
        size_t k = i;
        double area = 0.0;
        do {
            const GmPos *p = gm_geom_part(g, k);
            for (size_t j = 0; j < gm_geom_part_len(g, k); j++) {
                xy[2 * j] = p[j].lon * xscale;
                xy[2 * j + 1] = p[j].lat;
            }
            double a = fabs(gm_geo_ring_area(xy, gm_geom_part_len(g, k)));
            area += k > i ? -a : a;
            k++;
        } while (k < g->n_parts && g->hole && g->hole[k]);
        if (area > most) {
            most = area;
            first = i;
            end = k;
        }
        i = k;
    }
    *box = (PlaneBox){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = first; i < end; i++)
        for (size_t k = g->start[i] + 1; k < g->start[i + 1]; k++) {
            double *e = xy + 4 * border->n++;
            for (int c = 0; c < 2; c++) {
                e[2 * c] = g->pos[k - 1 + (size_t)c].lon * xscale;
                e[2 * c + 1] = g->pos[k - 1 + (size_t)c].lat;
            }
            box->x0 = fmin(box->x0, e[0]);
            box->x1 = fmax(box->x1, e[0]);
            box->y0 = fmin(box->y0, e[1]);
            box->y1 = fmax(box->y1, e[1]);
        }
    border->xy = xy;
    return most;
}

GmPos gm_geo_label_point(const GmGeom *polygon)
{
    GmBox whole = gm_geom_box(polygon);
    GmPos found = gm_box_centre(whole);
    if (!polygon || polygon->kind != GM_GEOM_POLYGON || polygon->n_pos == 0)
        return found;
    double xscale = fmax(cos((whole.south + whole.north) / 2.0 * DEG), 0.01);
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(polygon, NULL);
    const GmGeom *g = cut ? cut : polygon;
    g_autofree double *xy = g_new(double, 4 * g->n_pos + 4);
    Border border = {NULL, 0};
    PlaneBox box;
    double area = largest_part(g, xscale, &border, xy, &box);
    if (!(area > 0.0))
        return found;
    Square s = deepest(&border, box, sqrt(area) / 50.0);
    return (GmPos){.lat = s.y, .lon = s.x / xscale};
}
