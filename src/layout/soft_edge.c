#include "soft_edge.h"

#include "ink_grid.h"

#include <math.h>
#include <string.h>

typedef struct {
    double x0, y0, cell;
    int nx, ny;
    float *v;
} Field;

/* One box blur along rows (dx = 1) or columns, of half width r cells. */
static void blur(const Field *f, bool rows, int r)
{
    int n = rows ? f->nx : f->ny, m = rows ? f->ny : f->nx;
    gsize step = rows ? 1 : (gsize)f->nx, other = rows ? (gsize)f->nx : 1;
    g_autofree float *line = g_new(float, (gsize)n);
    for (int k = 0; k < m; k++) {
        float *v = f->v + (gsize)k * other;
        double sum = 0.0;
        for (int i = 0; i < n; i++)
            line[i] = v[(gsize)i * step];
        for (int i = 0; i < MIN(r, n); i++)
            sum += line[i];
        for (int i = 0; i < n; i++) {
            sum += i + r < n ? line[i + r] : 0.0;
            sum -= i - r - 1 >= 0 ? line[i - r - 1] : 0.0;
            v[(gsize)i * step] = (float)(sum / (2 * r + 1));
        }
    }
}

static Field make_field(const GmPixelGeom *area, const double frame[4], double radius)
{
    double box[4], pad = radius * 2.5 + 8.0;
    gm_layout_pixels_box(area, box);
    for (int i = 0; i < 2; i++) {
        box[i] = MAX(box[i], frame[i]) - pad;
        box[i + 2] = MIN(box[i + 2], frame[i + 2]) + pad;
    }
    Field f = {.x0 = box[0], .y0 = box[1], .cell = MAX(1.5, radius / 1.7)};
    f.nx = (int)ceil((box[2] - box[0]) / f.cell) + 1;
    f.ny = (int)ceil((box[3] - box[1]) / f.cell) + 1;
    f.v = g_new0(float, (gsize)f.nx *(gsize)f.ny);
    g_autoptr(GmInkGrid) mask = gm_layout_grid_new(
        (const double[]){box[0], box[1], box[0] + f.nx * f.cell, box[1] + f.ny * f.cell}, f.cell);
    gm_layout_grid_fill(mask, area, 1.0);
    gm_layout_grid_copy(mask, f.v, f.nx, f.ny);
    for (int pass = 0; pass < 4; pass++) {
        blur(&f, true, 1);
        blur(&f, false, 1);
    }
    for (int i = 0; i < f.nx; i++) /* nothing on the rim: every contour closes */
        f.v[i] = f.v[(gsize)(f.ny - 1) * (gsize)f.nx + (gsize)i] = 0.0f;
    for (int k = 0; k < f.ny; k++)
        f.v[(gsize)k * (gsize)f.nx] = f.v[(gsize)k * (gsize)f.nx + (gsize)f.nx - 1] = 0.0f;
    return f;
}

/* Cell edges: top, right, bottom, left. For each of the 16 cases up to two
 * segments, from edge to edge, the inside always on the same hand. */
enum { T, R, B, L, NO };
static const gint8 cases[16][4] = {
    {NO, NO, NO, NO}, {L, T, NO, NO}, {T, R, NO, NO}, {L, R, NO, NO},
    {R, B, NO, NO},   {L, T, R, B},   {T, B, NO, NO}, {L, B, NO, NO},
    {B, L, NO, NO},   {B, T, NO, NO}, {T, R, B, L},   {B, R, NO, NO},
    {R, L, NO, NO},   {R, T, NO, NO}, {T, L, NO, NO}, {NO, NO, NO, NO}};

static guint edge_id(const Field *f, int i, int k, int edge)
{
    if (edge == R)
        i++;
    if (edge == B)
        k++;
    guint cell = (guint)(k * f->nx + i);
    return 2 * cell + (edge == L || edge == R ? 1 : 0);
}

static void crossing(const Field *f, guint edge, double level, double *x, double *y)
{
    guint cell = edge / 2;
    int i = (int)(cell % (guint)f->nx), k = (int)(cell / (guint)f->nx);
    bool down = edge & 1;
    double a = f->v[cell], b = f->v[cell + (down ? (guint)f->nx : 1)];
    double t = b != a ? (level - a) / (b - a) : 0.5;
    *x = f->x0 + (i + 0.5 + (down ? 0.0 : t)) * f->cell;
    *y = f->y0 + (k + 0.5 + (down ? t : 0.0)) * f->cell;
}

static GmPixelGeom *contour(const Field *f, double level)
{
    GmPixelGeom *out = gm_layout_pixels_new(GM_GEOM_POLYGON);
    guint n = 2 * (guint)(f->nx * f->ny);
    g_autofree guint *next = g_new(guint, n);
    memset(next, 0xff, n * sizeof *next);
    for (int k = 0; k + 1 < f->ny; k++) {
        for (int i = 0; i + 1 < f->nx; i++) {
            const float *v = f->v + (gsize)k * (gsize)f->nx + i;
            int c = (v[0] >= level) | (v[1] >= level) << 1 | (v[f->nx + 1] >= level) << 2 |
                    (v[f->nx] >= level) << 3;
            for (int s = 0; s < 4 && cases[c][s] != NO; s += 2)
                next[edge_id(f, i, k, cases[c][s])] = edge_id(f, i, k, cases[c][s + 1]);
        }
    }
    for (guint e = 0; e < n; e++) {
        if (next[e] == G_MAXUINT)
            continue;
        gm_layout_pixels_begin_part(out);
        double x, y, fx, fy;
        crossing(f, e, level, &fx, &fy);
        for (guint at = e; next[at] != G_MAXUINT;) {
            crossing(f, at, level, &x, &y);
            gm_layout_pixels_add(out, x, y);
            guint to = next[at];
            next[at] = G_MAXUINT;
            at = to;
        }
        gm_layout_pixels_add(out, fx, fy);
    }
    return out;
}

void gm_layout_soft_contours(const GmPixelGeom *area, const double frame[4], double radius,
                             const double *levels, guint n_levels, GPtrArray *out)
{
    if (gm_layout_pixels_n_parts(area) == 0)
        return;
    Field f = make_field(area, frame, radius);
    for (guint i = 0; i < n_levels; i++) {
        GmPixelGeom *c = contour(&f, levels[i]);
        GmPixelGeom *thin = gm_layout_pixels_thin(c, 0.95 * radius);
        gm_layout_pixels_round(thin, 0.5); /* nobody sees where a soft edge bends */
        g_ptr_array_add(out, thin);
        gm_layout_pixels_free(c);
    }
    g_free(f.v);
}
