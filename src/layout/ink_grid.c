#include "ink_grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct GmInkGrid {
    double x0, y0, cell;
    int nx, ny;
    float *v;
    double *sum; /* (nx + 1) × (ny + 1); NULL until asked */
    int summed;  /* rows of cells that it holds true */
};

static inline int floor_int(double v)
{
    int i = (int)v;
    return i - (v < i);
}

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

/* The cells @from to @to of a row; the sums from there on hold no more. */
static void raise_cells(GmInkGrid *g, int from, int to, int row, double weight)
{
    float *c = g->v + (gsize)row * (gsize)g->nx, w = (float)weight;
    for (int i = MAX(from, 0); i <= MIN(to, g->nx - 1); i++) {
        if (!(c[i] < w))
            continue;
        c[i] = w;
        g->summed = MIN(g->summed, row);
    }
}

void gm_layout_grid_stroke(GmInkGrid *g, const GmPixelGeom *geom, double weight)
{
    for (guint p = 0; p < gm_layout_pixels_n_parts(geom); p++) {
        guint n;
        const double *xy = gm_layout_pixels_part(geom, p, &n);
        for (guint i = 0; i + 1 < n; i++) {
            double dx = xy[2 * i + 2] - xy[2 * i], dy = xy[2 * i + 3] - xy[2 * i + 1];
            int steps = (int)(hypot(dx, dy) / g->cell * 1.5) + 1;
            for (int s = 0; s <= steps; s++) {
                double x = xy[2 * i] + dx * s / steps, y = xy[2 * i + 1] + dy * s / steps;
                int at = floor_int((x - g->x0) / g->cell), row = floor_int((y - g->y0) / g->cell);
                if (row >= 0 && row < g->ny)
                    raise_cells(g, at, at, row, weight);
            }
        }
    }
}

static int by_value(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where the edges cross the rows' middles: counts them by row (@cross NULL) or notes
 * each at its row's place. */
static void cross_rows(const GmInkGrid *g, const GmPixelGeom *geom, guint *at, double *cross)
{
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
                if (cross != NULL)
                    cross[at[k]] = a[0] + (b[0] - a[0]) * (k - ya) / (yb - ya);
                at[k]++;
            }
        }
    }
}

/* Scanlines through the cells' centres. */
void gm_layout_grid_fill(GmInkGrid *g, const GmPixelGeom *geom, double weight)
{
    g_autofree guint *end = g_new0(guint, (gsize)g->ny + 1);
    cross_rows(g, geom, end + 1, NULL);
    for (int k = 0; k < g->ny; k++)
        end[k + 1] += end[k];
    g_autofree double *cross = g_new(double, end[g->ny] + 1);
    cross_rows(g, geom, end, cross); /* each row's beginning becomes its end */
    for (int k = 0; k < g->ny; k++) {
        guint first = k > 0 ? end[k - 1] : 0, n = end[k] - first;
        if (n > 1)
            qsort(cross + first, n, sizeof *cross, by_value);
        for (guint c = first; c + 1 < end[k]; c += 2) {
            double l = (cross[c] - g->x0) / g->cell - 0.5,
                   r = (cross[c + 1] - g->x0) / g->cell - 0.5;
            raise_cells(g, (int)MAX(0.0, ceil(l)), (int)MIN(g->nx - 1.0, floor(r)), k, weight);
        }
    }
}

void gm_layout_grid_box(GmInkGrid *g, const double box[4], double weight)
{
    int i0 = floor_int((box[0] - g->x0) / g->cell), i1 = floor_int((box[2] - g->x0) / g->cell);
    int k0 = floor_int((box[1] - g->y0) / g->cell), k1 = floor_int((box[3] - g->y0) / g->cell);
    for (int k = MAX(0, k0); k <= MIN(g->ny - 1, k1); k++)
        raise_cells(g, i0, i1, k, weight);
}

/* The sums of the first @rows rows of cells. */
static void sum_up(GmInkGrid *g, int rows)
{
    gsize w = (gsize)g->nx + 1;
    if (g->sum == NULL) {
        g->sum = g_new(double, w *((gsize)g->ny + 1));
        memset(g->sum, 0, w * sizeof *g->sum);
    }
    for (gsize k = (gsize)g->summed; k < (gsize)rows; k++) {
        double row = 0.0, *to = g->sum + (k + 1) * w;
        to[0] = 0.0;
        for (gsize i = 0; i < (gsize)g->nx; i++) {
            row += g->v[k * (gsize)g->nx + i];
            to[i + 1] = to[i + 1 - w] + row;
        }
    }
    g->summed = MAX(g->summed, rows);
}

double gm_layout_grid_mean(GmInkGrid *g, const double box[4], double outside)
{
    int i0 = floor_int((box[0] - g->x0) / g->cell), i1 = floor_int((box[2] - g->x0) / g->cell);
    int k0 = floor_int((box[1] - g->y0) / g->cell), k1 = floor_int((box[3] - g->y0) / g->cell);
    double all = ((double)i1 - i0 + 1) * ((double)k1 - k0 + 1);
    i0 = MAX(i0, 0);
    k0 = MAX(k0, 0);
    i1 = MIN(i1, g->nx - 1);
    k1 = MIN(k1, g->ny - 1);
    if (i1 < i0 || k1 < k0)
        return outside;
    if (g->sum == NULL || g->summed <= k1)
        sum_up(g, k1 + 1);
    gsize w = (gsize)g->nx + 1;
    const double *s = g->sum;
    double in = s[(gsize)(k1 + 1) * w + (gsize)i1 + 1] - s[(gsize)k0 * w + (gsize)i1 + 1] -
                s[(gsize)(k1 + 1) * w + (gsize)i0] + s[(gsize)k0 * w + (gsize)i0];
    double cells = ((double)i1 - i0 + 1) * ((double)k1 - k0 + 1);
    return (in + (all - cells) * outside) / all;
}

typedef struct {
    gsize lo, hi; /* cells from lo, before hi; lo == hi: none */
    double all;   /* cells with those outside the grid */
} Cells;

static Cells cells_of(const double edge[2], double zero, double cell, int n)
{
    int a = floor_int((edge[0] - zero) / cell), b = floor_int((edge[1] - zero) / cell);
    int lo = MAX(a, 0), hi = MIN(b, n - 1) + 1;
    return (Cells){(gsize)lo, (gsize)MAX(lo, hi), (double)b - a + 1};
}

void gm_layout_grid_means(GmInkGrid *g, int n, double (*across)[2], double (*down)[2], double *out)
{
    sum_up(g, g->ny);
    gsize w = (gsize)g->nx + 1;
    g_autofree Cells *rows = g_new(Cells, (gsize)n);
    for (int k = 0; k < n; k++)
        rows[k] = cells_of(down[k], g->y0, g->cell, g->ny);
    for (int i = 0; i < n; i++) {
        Cells x = cells_of(across[i], g->x0, g->cell, g->nx);
        for (int k = 0; k < n; k++) {
            const double *top = g->sum + rows[k].lo * w, *foot = g->sum + rows[k].hi * w;
            bool none = x.lo == x.hi || rows[k].lo == rows[k].hi;
            double in = none ? 0.0 : foot[x.hi] - top[x.hi] - foot[x.lo] + top[x.lo];
            out[i * n + k] = in / (x.all * rows[k].all);
        }
    }
}

void gm_layout_grid_copy(const GmInkGrid *g, float *out, int nx, int ny)
{
    for (int k = 0; k < MIN(ny, g->ny); k++) {
        for (int i = 0; i < MIN(nx, g->nx); i++)
            out[(gsize)k * (gsize)nx + (gsize)i] = g->v[(gsize)k * (gsize)g->nx + (gsize)i];
    }
}
