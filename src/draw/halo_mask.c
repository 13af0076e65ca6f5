#include "halo_mask.h"

#include <math.h>
#include <string.h>

/** @to takes the most of itself and @from, of which @weight / 256 counts. */
static void raise_line(guint8 *restrict to, const guint8 *restrict from, int n, guint weight)
{
    if (weight >= 256) {
        for (int i = 0; i < n; i++)
            to[i] = MAX(to[i], from[i]);
        return;
    }
    for (int i = 0; i < n; i++) {
        guint8 v = (guint8)((guint16)(from[i] * weight) >> 8);
        to[i] = MAX(to[i], v);
    }
}

static void spread_from(guint8 *mask, const guint8 *glyphs, int width, int height, gsize stride,
                        int dx, int dy, guint weight)
{
    int n = width - ABS(dx);
    guint8 *to = mask + MAX(dx, 0);
    const guint8 *from = glyphs + MAX(-dx, 0);
    for (int y = MAX(dy, 0); n > 0 && y < height + MIN(dy, 0); y++)
        raise_line(to + (gsize)y * stride, from + (gsize)(y - dy) * stride, n, weight);
}

void gm_draw_halo_spread(guint8 *mask, int width, int height, gsize stride, double radius)
{
    gsize size = stride * (gsize)height;
    g_autofree guint8 *glyphs = g_malloc(size);
    for (gsize i = 0; i < size; i++) /* a stem narrower than a pixel has a whole halo */
        mask[i] = (guint8)MIN(mask[i] * 2, 255);
    memcpy(glyphs, mask, size);
    int reach = (int)floor(radius + 0.5);
    for (int dy = -reach; dy <= reach; dy++)
        for (int dx = -reach; dx <= reach; dx++) {
            double weight = CLAMP(radius + 0.5 - hypot(dx, dy), 0.0, 1.0);
            if (weight > 0.1 && (dx || dy))
                spread_from(mask, glyphs, width, height, stride, dx, dy,
                            (guint)lround(weight * 256.0));
        }
    for (gsize i = 0; i < size; i++)
        mask[i] = mask[i] < 64 ? 0 : mask[i] < 192 ? 128 : 255;
}
