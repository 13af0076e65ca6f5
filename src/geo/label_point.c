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

enum { RUN = 16 };

typedef struct {
    double *xy; /* edges: four numbers each */
    size_t n;
    PlaneBox *box; /* of each RUN edges */
    size_t near;   /* the run that was nearest last time: likely so again */
} Border;

static void box_runs(Border *b)
{
    b->box = g_new(PlaneBox, b->n / RUN + 1);
    for (size_t i = 0; i < b->n; i++) {
        const double *e = b->xy + 4 * i;
        PlaneBox *box = &b->box[i / RUN];
        if (i % RUN == 0)
            *box = (PlaneBox){INFINITY, INFINITY, -INFINITY, -INFINITY};
        *box = (PlaneBox){MIN(box->x0, MIN(e[0], e[2])), MIN(box->y0, MIN(e[1], e[3])),
                          MAX(box->x1, MAX(e[0], e[2])), MAX(box->y1, MAX(e[1], e[3]))};
    }
}

static double run_distance2(const Border *b, size_t run, double x, double y)
{
    double best = INFINITY;
    for (size_t i = run * RUN; i < MIN((run + 1) * RUN, b->n); i++) {
        const double *e = b->xy + 4 * i;
        double ux = e[2] - e[0], uy = e[3] - e[1], wx = x - e[0], wy = y - e[1];
        double uu = ux * ux + uy * uy;
        double t = uu > 0.0 ? CLAMP((wx * ux + wy * uy) / uu, 0.0, 1.0) : 0.0;
        double dx = wx - t * ux, dy = wy - t * uy, d2 = dx * dx + dy * dy;
        best = d2 < best ? d2 : best;
    }
    return best;
}

/* Whether a ray eastward from the place crosses an odd number of the run's edges. */
static bool crosses_run(const Border *b, size_t run, double x, double y)
{
    bool odd = false;
    for (size_t i = run * RUN; i < MIN((run + 1) * RUN, b->n); i++) {
        const double *e = b->xy + 4 * i;
        if ((e[1] > y) != (e[3] > y))
            odd ^= x < e[0] + (y - e[1]) / (e[3] - e[1]) * (e[2] - e[0]);
    }
    return odd;
}

static double depth_at(Border *b, double x, double y)
{
    double best = run_distance2(b, b->near, x, y);
    bool in = false;
    for (size_t run = 0; run * RUN < b->n; run++) {
        const PlaneBox *r = &b->box[run];
        double dx = x < r->x0 ? r->x0 - x : x > r->x1 ? x - r->x1 : 0.0;
        double dy = y < r->y0 ? r->y0 - y : y > r->y1 ? y - r->y1 : 0.0;
        if (dx * dx + dy * dy < best) {
            double d2 = run_distance2(b, run, x, y);
            if (d2 < best) {
                best = d2;
                b->near = run;
            }
        }
        if (dy == 0.0)
            in ^= crosses_run(b, run, x, y);
    }
    return in ? sqrt(best) : -sqrt(best);
}

static void push(GArray *heap, Border *b, double x, double y, double half)
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

static Square deepest(Border *b, PlaneBox box, double precision)
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
            box->x0 = MIN(box->x0, e[0]);
            box->x1 = MAX(box->x1, e[0]);
            box->y0 = MIN(box->y0, e[1]);
            box->y1 = MAX(box->y1, e[1]);
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
    Border border = {0};
    PlaneBox box;
    double area = largest_part(g, xscale, &border, xy, &box);
    if (!(area > 0.0))
        return found;
    box_runs(&border);
    Square s = deepest(&border, box, sqrt(area) / 50.0);
    g_free(border.box);
    return (GmPos){.lat = s.y, .lon = s.x / xscale};
}
