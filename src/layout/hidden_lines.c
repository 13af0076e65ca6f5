#include "hidden_lines.h"

#include <math.h>

void gm_layout_lines_gather(const GmPixelGeom *lines, GmPixelGeom *to)
{
    for (guint i = 0; i < gm_layout_pixels_n_parts(lines); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(lines, i, &n);
        gm_layout_pixels_begin_part(to);
        g_array_append_vals(to->xy, xy, 2 * n);
    }
}

/* Asked for each vertex: most edges are told from their box. */
static bool is_near(const GmPixelGeom *over, double x, double y, double reach)
{
    for (guint i = 0; i < gm_layout_pixels_n_parts(over); i++) {
        guint n;
        const double *a = gm_layout_pixels_part(over, i, &n);
        for (guint k = 0; k + 1 < n; k++, a += 2) {
            if ((a[0] < x - reach && a[2] < x - reach) || (a[0] > x + reach && a[2] > x + reach) ||
                (a[1] < y - reach && a[3] < y - reach) || (a[1] > y + reach && a[3] > y + reach))
                continue;
            double dx = a[2] - a[0], dy = a[3] - a[1], l = dx * dx + dy * dy;
            double t = l > 0.0 ? CLAMP(((x - a[0]) * dx + (y - a[1]) * dy) / l, 0.0, 1.0) : 0.0;
            if (hypot(a[0] + t * dx - x, a[1] + t * dy - y) <= reach)
                return true;
        }
    }
    return false;
}

#define STEP 12.0 /* px between the places of an edge that are looked at */

static bool is_hidden(const double *a, const double *b, const GmPixelGeom *over, double reach)
{
    int steps = (int)ceil(hypot(b[0] - a[0], b[1] - a[1]) / STEP);
    for (int s = 1; s < steps; s++) {
        double t = (double)s / steps;
        if (!is_near(over, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), reach))
            return false;
    }
    return true;
}

GmPixelGeom *gm_layout_lines_not_under(const GmPixelGeom *lines, const GmPixelGeom *over,
                                       double reach)
{
    GmPixelGeom *out = gm_layout_pixels_new(lines->kind);
    for (guint i = 0; i < gm_layout_pixels_n_parts(lines); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(lines, i, &n);
        bool near = n > 0 && is_near(over, xy[0], xy[1], reach), open = false;
        for (guint k = 1; k < n; k++) {
            const double *a = xy + 2 * (k - 1), *b = a + 2;
            bool was_near = near;
            near = is_near(over, b[0], b[1], reach);
            if (was_near && near && is_hidden(a, b, over, reach)) {
                open = false;
                continue;
            }
            if (!open) {
                gm_layout_pixels_begin_part(out);
                gm_layout_pixels_add(out, a[0], a[1]);
            }
            open = true;
            gm_layout_pixels_add(out, b[0], b[1]);
        }
    }
    return out;
}
