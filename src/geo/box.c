/* Boxes between parallels and meridians, aware of the antimeridian. */
#include "geometry.h"

#include <math.h>
#include <stdlib.h>

static const double metres_per_degree = 110574.0; /* of latitude, the least on WGS84 */

typedef struct {
    double west, width; /* west in [-180, 180); width in [0, 360] */
} Span;

GmBox gm_box_empty(void)
{
    return (GmBox){.south = 1.0, .west = 0.0, .north = -1.0, .east = 0.0};
}

bool gm_box_is_empty(GmBox b)
{
    return !(b.south <= b.north);
}

static double normal_west(double lon)
{
    lon = remainder(lon, 360.0);
    return lon >= 180.0 ? -180.0 : lon;
}

static double normal_east(double lon)
{
    lon = remainder(lon, 360.0);
    return lon <= -180.0 ? 180.0 : lon;
}

static double box_width(GmBox b)
{
    return b.east >= b.west ? b.east - b.west : b.east - b.west + 360.0;
}

static int compare_span(const void *a, const void *b)
{
    const Span *s = a, *t = b;
    if (s->west != t->west)
        return s->west < t->west ? -1 : 1;
    return (s->width > t->width) - (s->width < t->width);
}

/* The shortest span that covers all of @spans: the complement of the widest gap. */
static Span cover(Span *spans, size_t n)
{
    qsort(spans, n, sizeof *spans, compare_span);
    double reach = -INFINITY;
    for (size_t i = 0; i < n; i++) /* what wraps past 180 covers from the left too */
        reach = fmax(reach, spans[i].west + spans[i].width - 360.0);
    double first_reach = reach, gap = -1.0, end = 0.0, begin = -180.0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 || first_reach >= -180.0) {
            double g = spans[i].west - reach;
            if (g > gap) {
                gap = g;
                end = reach;
                begin = spans[i].west;
            }
        }
        reach = fmax(reach, spans[i].west + spans[i].width);
    }
    if (spans[0].west + 360.0 - reach > gap) {
        gap = spans[0].west + 360.0 - reach;
        end = reach;
        begin = spans[0].west;
    }
    if (gap <= 0.0)
        return (Span){-180.0, 360.0};
    double width = end - begin;
    while (width < 0.0)
        width += 360.0;
    return (Span){begin, fmin(width, 360.0)};
}

static GmBox box_of(double south, double north, Span s)
{
    if (s.width >= 360.0)
        return (GmBox){south, -180.0, north, 180.0};
    double west = normal_west(s.west), east = normal_east(s.west + s.width);
    if (s.width == 0.0)
        east = west;
    return (GmBox){south, west, north, east};
}

/* Meridians that a part spans, followed edge by edge the short way round. */
static Span part_span(const GmPos *p, size_t n)
{
    double lon = p[0].lon, lo = lon, hi = lon;
    for (size_t i = 1; i < n; i++) {
        double step = p[i].lon - p[i - 1].lon;
        if (fabs(step) > 180.0) {
            bool seam = fabs(p[i].lat) >= 90.0 && fabs(p[i - 1].lat) >= 90.0;
            bool full = fabs(p[i].lon) == 180.0 && fabs(p[i - 1].lon) == 180.0;
            if (!seam && !full)
                step -= copysign(360.0, step);
        }
        lon += step;
        lo = lon < lo ? lon : lo;
        hi = lon > hi ? lon : hi;
    }
    return (Span){normal_west(lo), fmin(hi - lo, 360.0)};
}

GmBox gm_geom_box(const GmGeom *g)
{
    if (!g || g->n_pos == 0)
        return gm_box_empty();
    double south = 90.0, north = -90.0;
    for (size_t i = 0; i < g->n_pos; i++) {
        double lat = g->pos[i].lat;
        south = lat < south ? lat : south;
        north = lat > north ? lat : north;
    }
    g_autofree Span *spans = g_new(Span, g->n_parts);
    size_t n = 0;
    for (size_t i = 0; i < g->n_parts; i++)
        if (gm_geom_part_len(g, i) > 0)
            spans[n++] = part_span(gm_geom_part(g, i), gm_geom_part_len(g, i));
    return box_of(south, north, cover(spans, n));
}

GmBox gm_box_join(GmBox a, GmBox b)
{
    if (gm_box_is_empty(a))
        return b;
    if (gm_box_is_empty(b))
        return a;
    Span spans[2] = {{normal_west(a.west), box_width(a)}, {normal_west(b.west), box_width(b)}};
    return box_of(fmin(a.south, b.south), fmax(a.north, b.north), cover(spans, 2));
}

static bool lon_within(GmBox b, double lon)
{
    double width = box_width(b), off = lon - b.west;
    off -= 360.0 * floor(off / 360.0);
    return off <= width || (off >= 360.0 - 1e-12);
}

bool gm_box_meets(GmBox a, GmBox b)
{
    if (gm_box_is_empty(a) || gm_box_is_empty(b) || a.north < b.south || b.north < a.south)
        return false;
    return lon_within(a, b.west) || lon_within(b, a.west);
}

bool gm_box_contains(GmBox b, GmPos p)
{
    return !gm_box_is_empty(b) && p.lat >= b.south && p.lat <= b.north && lon_within(b, p.lon);
}

GmBox gm_box_grow(GmBox b, double metres)
{
    if (gm_box_is_empty(b))
        return b;
    double dlat = metres / metres_per_degree;
    GmBox r = {fmax(b.south - dlat, -90.0), b.west, fmin(b.north + dlat, 90.0), b.east};
    if (gm_box_is_empty(r))
        return gm_box_empty();
    double top = fmax(fabs(r.south), fabs(r.north));
    double shrink = cos(top * G_PI / 180.0);
    double dlon = metres > 0.0 && top >= 90.0 ? 360.0 : dlat / fmax(shrink, 1e-9);
    double width = box_width(b) + 2.0 * dlon;
    if (width < 0.0)
        return gm_box_empty();
    if (width >= 360.0)
        return (GmBox){r.south, -180.0, r.north, 180.0};
    return box_of(r.south, r.north, (Span){b.west - dlon, width});
}

GmPos gm_box_centre(GmBox b)
{
    double lon = normal_east(b.west + box_width(b) / 2.0);
    return (GmPos){.lat = (b.south + b.north) / 2.0, .lon = lon};
}
