#include "pixel_rows.h"

#include <math.h>

enum { MOST_ROWS = 256 };

struct GmPixelRows {
    const GmPixelGeom *geom;
    double top, height; /* of the first row; of each */
    guint n;
    guint *first; /* by row: where its edges begin, and one past the last */
    guint *edge;  /* number of the edge's first vertex */
};

static guint row_of(const GmPixelRows *r, double y)
{
    return (guint)CLAMP((y - r->top) / r->height, 0.0, r->n - 1.0);
}

/* Counts each row's edges (@edge NULL) or notes them. */
static void pass_edges(const GmPixelRows *r, guint *at, guint *edge)
{
    const double *all = (const double *)(void *)r->geom->xy->data;
    for (guint i = 0; i < gm_layout_pixels_n_parts(r->geom); i++) {
        guint n;
        const double *p = gm_layout_pixels_part(r->geom, i, &n);
        for (guint v = 0; v + 1 < n; v++) {
            const double *a = p + 2 * v, *b = a + 2;
            guint last = row_of(r, MAX(a[1], b[1]));
            for (guint k = row_of(r, MIN(a[1], b[1])); k <= last; k++) {
                if (edge != NULL)
                    edge[at[k]] = (guint)(a - all) / 2;
                at[k]++;
            }
        }
    }
}

GmPixelRows *gm_layout_rows_new(const GmPixelGeom *g)
{
    GmPixelRows *r = g_new0(GmPixelRows, 1);
    double box[4];
    gm_layout_pixels_box(g, box);
    r->geom = g;
    r->n = CLAMP(g->xy->len / 32, 1, MOST_ROWS);
    r->top = box[1];
    r->height = MAX((box[3] - box[1]) / r->n, 1e-9);
    g_autofree guint *at = g_new0(guint, r->n);
    pass_edges(r, at, NULL);
    r->first = g_new(guint, r->n + 1);
    r->first[0] = 0;
    for (guint k = 0; k < r->n; k++) {
        r->first[k + 1] = r->first[k] + at[k];
        at[k] = r->first[k];
    }
    r->edge = g_new(guint, r->first[r->n] + 1);
    pass_edges(r, at, r->edge);
    return r;
}

void gm_layout_rows_free(GmPixelRows *r)
{
    if (r == NULL)
        return;
    g_free(r->first);
    g_free(r->edge);
    g_free(r);
}

bool gm_layout_rows_contain(const GmPixelRows *r, double x, double y)
{
    const double *all = (const double *)(void *)r->geom->xy->data;
    bool in = false;
    if (r->first[r->n] == 0 || y < r->top)
        return false;
    guint k = row_of(r, y);
    for (guint i = r->first[k]; i < r->first[k + 1]; i++) {
        const double *a = all + 2 * (gsize)r->edge[i], *b = a + 2;
        if ((a[1] > y) != (b[1] > y) && x < a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
            in = !in;
    }
    return in;
}
