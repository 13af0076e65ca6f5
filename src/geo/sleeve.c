#include "sleeve.h"

#include <math.h>
#include <stdbool.h>

typedef struct {
    double lx, ly, rx, ry; /* left and right edges of the directions still allowed */
    bool any;
    double far; /* furthest point passed */
} Sleeve;

/* Narrows the sleeve by a point at (dx, dy) from its mouth; false when it shuts
 * or the line turns back in it. */
static bool narrow(Sleeve *s, double dx, double dy, double most)
{
    double d2 = dx * dx + dy * dy, m2 = most * most;
    if (d2 <= m2)
        return s->far <= most; /* around the mouth any direction does; coming back not */
    double d = sqrt(d2), t = sqrt(d2 - m2);
    if (d < s->far - most)
        return false;
    s->far = fmax(s->far, d);
    double c = t / d, k = most / d; /* the tangents to the disc about the point */
    double lx = dx * c - dy * k, ly = dx * k + dy * c;
    double rx = dx * c + dy * k, ry = -dx * k + dy * c;
    if (!s->any) {
        *s = (Sleeve){lx, ly, rx, ry, true, s->far};
        return true;
    }
    if (s->lx * dy - s->ly * dx > 0.0 || s->rx * dy - s->ry * dx < 0.0)
        return false; /* outside the sleeve */
    if (lx * s->ly - ly * s->lx > 0.0) {
        s->lx = lx;
        s->ly = ly;
    }
    if (rx * s->ry - ry * s->rx < 0.0) {
        s->rx = rx;
        s->ry = ry;
    }
    return true;
}

size_t gm_geo_sleeve(double *xy, size_t n, double most, size_t *index)
{
    size_t kept = 0;
    Sleeve s = {0};
    for (size_t i = 0; i < n; i++) {
        bool ends = i == 0 || i + 1 == n;
        if (i > 0) {
            double dx = xy[2 * i] - xy[2 * kept - 2], dy = xy[2 * i + 1] - xy[2 * kept - 1];
            if (!narrow(&s, dx, dy, most)) { /* the one before it stays: a new mouth */
                xy[2 * kept] = xy[2 * i - 2];
                xy[2 * kept + 1] = xy[2 * i - 1];
                if (index)
                    index[kept] = i - 1;
                kept++;
                s = (Sleeve){0};
                narrow(&s, xy[2 * i] - xy[2 * kept - 2], xy[2 * i + 1] - xy[2 * kept - 1], most);
            }
        }
        if (ends) {
            xy[2 * kept] = xy[2 * i];
            xy[2 * kept + 1] = xy[2 * i + 1];
            if (index)
                index[kept] = i;
            kept++;
        }
    }
    return kept;
}
