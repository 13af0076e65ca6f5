#include "follow_lines.h"

#include "ink_grid.h"

#include <math.h>
#include <string.h>

#define STEP 4.0 /* px between the points that are looked at */

/* The foot of a point on the lines. */
typedef struct {
    double x, y; /* the outline's point */
    double off;  /* px to the foot; INFINITY: none within reach */
    guint part;  /* which line */
    double at;   /* vertex number and share of the edge behind it */
} Foot;

static void find_foot(Foot *f, const GmPixelGeom *lines, double reach)
{
    double best = reach * reach;
    f->off = INFINITY;
    for (guint i = 0; i < gm_layout_pixels_n_parts(lines); i++) {
        guint n;
        const double *v = gm_layout_pixels_part(lines, i, &n);
        for (guint k = 0; k + 1 < n; k++, v += 2) {
            double dx = v[2] - v[0], dy = v[3] - v[1], l = dx * dx + dy * dy;
            double t = l > 0.0 ? ((f->x - v[0]) * dx + (f->y - v[1]) * dy) / l : 0.0;
            t = CLAMP(t, 0.0, 1.0);
            double ex = f->x - v[0] - t * dx, ey = f->y - v[1] - t * dy, d = ex * ex + ey * ey;
            if (d >= best)
                continue;
            best = d;
            f->off = sqrt(d);
            f->part = i;
            f->at = k + t;
        }
    }
}

/* The ring's points at even steps, each with its foot; the ring is not closed twice. */
static GArray *feet_of(const double *xy, guint n, const GmPixelGeom *lines, GmInkGrid *near,
                       double reach)
{
    GArray *feet = g_array_new(FALSE, FALSE, sizeof(Foot));
    for (guint k = 0; k + 1 < n; k++) {
        double dx = xy[2 * k + 2] - xy[2 * k], dy = xy[2 * k + 3] - xy[2 * k + 1];
        int steps = MAX(1, (int)(hypot(dx, dy) / STEP));
        for (int s = 0; s < steps; s++) {
            Foot f = {.x = xy[2 * k] + dx * s / steps, .y = xy[2 * k + 1] + dy * s / steps};
            double box[4] = {f.x - reach, f.y - reach, f.x + reach, f.y + reach};
            f.off = INFINITY;
            if (gm_layout_grid_mean(near, box, 1.0) > 0.0)
                find_foot(&f, lines, reach);
            g_array_append_val(feet, f);
        }
    }
    return feet;
}

static const Foot *foot(const GArray *feet, guint i)
{
    return &g_array_index(feet, Foot, i % feet->len);
}

/* From the run's end inwards to where the outline is first nearest the line. */
static guint meeting(const GArray *feet, guint from, guint to)
{
    int way = to > from ? 1 : -1;
    guint i = from;
    while (i != to && foot(feet, i + (guint)way)->off <= foot(feet, i)->off)
        i += (guint)way;
    return i;
}

/* The line from @a's foot to @b's; false when it would lead astray. */
static bool course(const Foot *a, const Foot *b, const GmPixelGeom *lines, double run, GArray *out)
{
    guint n, before = out->len;
    if (a->part != b->part)
        return false;
    const double *v = gm_layout_pixels_part(lines, a->part, &n);
    bool back = b->at < a->at;
    guint lo = (guint)floor(MIN(a->at, b->at)) + 1, hi = (guint)ceil(MAX(a->at, b->at));
    if (hi > lo && gm_layout_pixels_length(v + 2 * lo, hi - lo) > 2.5 * run + 40.0)
        return false;
    for (guint k = lo; k < hi; k++) {
        const double *p = v + 2 * (back ? lo + hi - 1 - k : k);
        g_array_append_vals(out, p, 2);
    }
    return out->len > before;
}

/* One run of points [first, last] within reach: its ends, and the line between. */
static void add_run(const GArray *feet, guint first, guint last, const GmPixelGeom *lines,
                    GArray *out)
{
    guint a = meeting(feet, first, last), b = meeting(feet, last, a);
    for (guint i = first; i <= a; i++)
        g_array_append_vals(out, &foot(feet, i)->x, 2);
    if (b <= a || !course(foot(feet, a), foot(feet, b), lines, (b - a) * STEP, out)) {
        for (guint i = a + 1; i < b; i++)
            g_array_append_vals(out, &foot(feet, i)->x, 2);
    }
    for (guint i = MAX(b, a + 1); i <= last; i++)
        g_array_append_vals(out, &foot(feet, i)->x, 2);
}

static bool in_reach(const GArray *feet, guint i)
{
    return isfinite(foot(feet, i)->off);
}

static void follow_ring(const double *xy, guint n, const GmPixelGeom *lines, GmInkGrid *near,
                        double reach, GmPixelGeom *out)
{
    g_autoptr(GArray) feet = feet_of(xy, n, lines, near, reach);
    guint m = feet->len, start = 0;
    while (start < m && in_reach(feet, start))
        start++;
    gm_layout_pixels_begin_part(out);
    if (start == m || m < 4) { /* all along lines: which one, is not clear */
        g_array_append_vals(out->xy, xy, 2 * n);
        return;
    }
    guint first_xy = out->xy->len;
    for (guint i = start; i < start + m;) {
        if (!in_reach(feet, i)) {
            g_array_append_vals(out->xy, &foot(feet, i)->x, 2);
            i++;
            continue;
        }
        guint last = i;
        while (last + 1 < start + m && in_reach(feet, last + 1))
            last++;
        add_run(feet, i, last, lines, out->xy);
        i = last + 1;
    }
    double close[2] = {g_array_index(out->xy, double, first_xy),
                       g_array_index(out->xy, double, first_xy + 1)};
    g_array_append_vals(out->xy, close, 2);
}

GmPixelGeom *gm_layout_follow_lines(const GmPixelGeom *rings, const GmPixelGeom *lines,
                                    double reach)
{
    GmPixelGeom *out = gm_layout_pixels_new(GM_GEOM_POLYGON);
    double box[4];
    gm_layout_pixels_box(rings, box);
    g_autoptr(GmInkGrid) near = gm_layout_grid_new(
        (const double[]){box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach}, 6.0);
    gm_layout_grid_stroke(near, lines, 1.0);
    for (guint i = 0; i < gm_layout_pixels_n_parts(rings); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(rings, i, &n);
        follow_ring(xy, n, lines, near, reach, out);
    }
    return out;
}
