#include "ink_grid.h"

#include <math.h>

struct GmInkGrid {
    double x0, y0, cell;
    int nx, ny;
    float *v;
    double *sum; /* (nx + 1) × (ny + 1); NULL until asked */
};

GmInkGrid *gm_layout_grid_new(const double rect[4], double cell)
{
    GmInkGrid *g = g_new0(GmInkGrid, 1);
    g->x0 = rect[0];
    g->y0 = rect[1];
    g->cell = cell;
    g->nx = MAX(1, (int)ceil((rect[2] - rect[0]) / cell));
    g->ny = MAX(1, (int)ceil((rect[3] - rect[1]) / cell));
    g->v = g_new0(float, (gsize)g->nx *(gsize)g->ny);
    return g;
}

void gm_layout_grid_free(GmInkGrid *g)
{
    if (g == NULL)
        return;
    g_free(g->v);
    g_free(g->sum);
    g_free(g);
}

static void raise_cell(GmInkGrid *g, int i, int k, double weight)
{
    if (i < 0 || k < 0 || i >= g->nx || k >= g->ny)
        return;
    float *c = &g->v[(gsize)k * (gsize)g->nx + (gsize)i];
    *c = MAX(*c, (float)weight);
}

void gm_layout_grid_stroke(GmInkGrid *g, const GmPixelGeom *geom, double weight)
{
    g_clear_pointer(&g->sum, g_free);
    for (guint p = 0; p < gm_layout_pixels_n_parts(geom); p++) {
        guint n;
        const double *xy = gm_layout_pixels_part(geom, p, &n);
        for (guint i = 0; i + 1 < n; i++) {
            double dx = xy[2 * i + 2] - xy[2 * i], dy = xy[2 * i + 3] - xy[2 * i + 1];
            int steps = (int)(hypot(dx, dy) / g->cell * 1.5) + 1;
            for (int s = 0; s <= steps; s++) {
                double x = xy[2 * i] + dx * s / steps, y = xy[2 * i + 1] + dy * s / steps;
                raise_cell(g, (int)floor((x - g->x0) / g->cell), (int)floor((y - g->y0) / g->cell),
                           weight);
            }
        }
    }
}

static int by_value(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Scanlines through the cells' centres. Crossings are gathered per row. */
void gm_layout_grid_fill(GmInkGrid *g, const GmPixelGeom *geom, double weight)
{
    g_clear_pointer(&g->sum, g_free);
    GArray **rows = g_new0(GArray *, (gsize)g->ny);
    for (guint p = 0; p < gm_layout_pixels_n_parts(geom); p++) {
        guint n;
        const double *xy = gm_layout_pixels_part(geom, p, &n);
        for (guint i = 0; i + 1 < n; i++) {
            const double *a = xy + 2 * i, *b = a + 2;
            double ya = (a[1] - g->y0) / g->cell - 0.5, yb = (b[1] - g->y0) / g->cell - 0.5;
            if (ya == yb)
                continue;
            int from = (int)MAX(0.0, ceil(MIN(ya, yb))), to = (int)MIN(g->ny, ceil(MAX(ya, yb)));
            for (int k = from; k < to; k++) {
                double x = a[0] + (b[0] - a[0]) * (k - ya) / (yb - ya);
                if (rows[k] == NULL)
                    rows[k] = g_array_new(FALSE, FALSE, sizeof(double));
                g_array_append_val(rows[k], x);
            }
        }
    }
    for (int k = 0; k < g->ny; k++) {
        if (rows[k] == NULL)
            continue;
        g_array_sort(rows[k], by_value);
        for (guint c = 0; c + 1 < rows[k]->len; c += 2) {
            double l = (g_array_index(rows[k], double, c) - g->x0) / g->cell - 0.5;
            double r = (g_array_index(rows[k], double, c + 1) - g->x0) / g->cell - 0.5;
            for (int i = (int)MAX(0.0, ceil(l)); i <= (int)MIN(g->nx - 1.0, floor(r)); i++)
                raise_cell(g, i, k, weight);
        }
        g_array_unref(rows[k]);
    }
    g_free(rows);
}

void gm_layout_grid_box(GmInkGrid *g, const double box[4], double weight)
{
    g_clear_pointer(&g->sum, g_free);
    int i0 = (int)floor((box[0] - g->x0) / g->cell), i1 = (int)floor((box[2] - g->x0) / g->cell);
    int k0 = (int)floor((box[1] - g->y0) / g->cell), k1 = (int)floor((box[3] - g->y0) / g->cell);
    for (int k = MAX(0, k0); k <= MIN(g->ny - 1, k1); k++) {
        for (int i = MAX(0, i0); i <= MIN(g->nx - 1, i1); i++)
            raise_cell(g, i, k, weight);
    }
}

static void sum_up(GmInkGrid *g)
{
    gsize w = (gsize)g->nx + 1;
    g->sum = g_new0(double, w *((gsize)g->ny + 1));
    for (gsize k = 0; k < (gsize)g->ny; k++) {
        double row = 0.0;
        for (gsize i = 0; i < (gsize)g->nx; i++) {
            row += g->v[k * (gsize)g->nx + i];
            g->sum[(k + 1) * w + i + 1] = g->sum[k * w + i + 1] + row;
        }
    }
}

double gm_layout_grid_mean(GmInkGrid *g, const double box[4], double outside)
{
    if (g->sum == NULL)
        sum_up(g);
    int i0 = (int)floor((box[0] - g->x0) / g->cell), i1 = (int)floor((box[2] - g->x0) / g->cell);
    int k0 = (int)floor((box[1] - g->y0) / g->cell), k1 = (int)floor((box[3] - g->y0) / g->cell);
    double all = ((double)i1 - i0 + 1) * ((double)k1 - k0 + 1);
    i0 = MAX(i0, 0);
    k0 = MAX(k0, 0);
    i1 = MIN(i1, g->nx - 1);
    k1 = MIN(k1, g->ny - 1);
    if (i1 < i0 || k1 < k0)
        return outside;
    gsize w = (gsize)g->nx + 1;
    const double *s = g->sum;
    double in = s[(gsize)(k1 + 1) * w + (gsize)i1 + 1] - s[(gsize)k0 * w + (gsize)i1 + 1] -
                s[(gsize)(k1 + 1) * w + (gsize)i0] + s[(gsize)k0 * w + (gsize)i0];
    double cells = ((double)i1 - i0 + 1) * ((double)k1 - k0 + 1);
    return (in + (all - cells) * outside) / all;
}

void gm_layout_grid_copy(const GmInkGrid *g, float *out, int nx, int ny)
{
    for (int k = 0; k < MIN(ny, g->ny); k++) {
        for (int i = 0; i < MIN(nx, g->nx); i++)
            out[(gsize)k * (gsize)nx + (gsize)i] = g->v[(gsize)k * (gsize)g->nx + (gsize)i];
    }
}
