#include "ring_crossings.h"

#include <math.h>

/* Boxes over runs of edges, FAN to one, level upon level; the tree meets itself. */
enum { FAN = 8, MAX_LEVELS = 12 };
static const size_t max_work = 40 * 1000 * 1000; /* pairs looked at */

typedef struct {
    double x0, y0, x1, y1;
} Box;

typedef struct {
    const GmPos *(*edges)[2];
    Box *level[MAX_LEVELS];
    size_t count[MAX_LEVELS];
    int levels;
    size_t n, found, most, work;
} Tree;

static bool boxes_meet(const Box *a, const Box *b)
{
    return a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 && b->y0 <= a->y1;
}

static double side(const GmPos *a, const GmPos *b, const GmPos *p)
{
    return (b->lon - a->lon) * (p->lat - a->lat) - (b->lat - a->lat) * (p->lon - a->lon);
}

/* Edges on one line run along each other for more than a point. */
static bool overlap(const GmPos *const e[2], const GmPos *const f[2])
{
    double lon = fmin(fmax(e[0]->lon, e[1]->lon), fmax(f[0]->lon, f[1]->lon)) -
                 fmax(fmin(e[0]->lon, e[1]->lon), fmin(f[0]->lon, f[1]->lon));
    double lat = fmin(fmax(e[0]->lat, e[1]->lat), fmax(f[0]->lat, f[1]->lat)) -
                 fmax(fmin(e[0]->lat, e[1]->lat), fmin(f[0]->lat, f[1]->lat));
    return lon >= 0.0 && lat >= 0.0 && (lon > 0.0 || lat > 0.0);
}

/* Properly, or along each other. */
static bool cross(const GmPos *const e[2], const GmPos *const f[2])
{
    double a = side(e[0], e[1], f[0]), b = side(e[0], e[1], f[1]);
    double c = side(f[0], f[1], e[0]), d = side(f[0], f[1], e[1]);
    return (a * b < 0.0 && c * d < 0.0) || (a == 0.0 && b == 0.0 && overlap(e, f));
}

static void meet(Tree *t, int level, size_t i, size_t k)
{
    if (t->found >= t->most)
        return;
    if (++t->work > max_work) {
        t->found = t->most;
        return;
    }
    if (level < 0) {
        if (i < k && cross(t->edges[i], t->edges[k]))
            t->found++;
        return;
    }
    if (!boxes_meet(&t->level[level][i], &t->level[level][k]))
        return;
    size_t below = level > 0 ? t->count[level - 1] : t->n;
    for (size_t a = i * FAN; a < MIN((i + 1) * FAN, below); a++)
        for (size_t b = i == k ? a : k * FAN; b < MIN((k + 1) * FAN, below); b++)
            meet(t, level - 1, a, b);
}

static Box edge_box(const GmPos *const e[2])
{
    return (Box){fmin(e[0]->lon, e[1]->lon), fmin(e[0]->lat, e[1]->lat), fmax(e[0]->lon, e[1]->lon),
                 fmax(e[0]->lat, e[1]->lat)};
}

static void build(Tree *t)
{
    for (size_t m = t->n; t->levels < MAX_LEVELS;) {
        int l = t->levels++;
        t->count[l] = (m + FAN - 1) / FAN;
        t->level[l] = g_new(Box, t->count[l]);
        for (size_t i = 0; i < m; i++) {
            Box b = l == 0 ? edge_box(t->edges[i]) : t->level[l - 1][i],
                *at = &t->level[l][i / FAN];
            *at = i % FAN == 0 ? b
                               : (Box){fmin(at->x0, b.x0), fmin(at->y0, b.y0), fmax(at->x1, b.x1),
                                       fmax(at->y1, b.y1)};
        }
        m = t->count[l];
        if (m == 1)
            break;
    }
}

/* Metres, roughly; 0 over the antimeridian. */
static double extent(const GmPos *a, const GmPos *b)
{
    double east = b->lon - a->lon, north = (b->lat - a->lat) * 111e3;
    return fabs(east) > 180.0 ? 0.0 : hypot(east * 111e3 * cos(a->lat * G_PI / 180.0), north);
}

size_t gm_geo_ring_crossings(const GmGeom *g, double shortest, size_t most)
{
    Tree t = {.edges = g_malloc_n(g->n_pos + 1, sizeof *t.edges), .most = most};
    for (size_t i = 0; i < g->n_parts; i++)
        for (size_t k = g->start[i] + 1; k < g->start[i + 1]; k++)
            if (extent(&g->pos[k - 1], &g->pos[k]) > shortest) {
                t.edges[t.n][0] = &g->pos[k - 1];
                t.edges[t.n++][1] = &g->pos[k];
            }
    if (t.n > 0) {
        build(&t);
        meet(&t, t.levels - 1, 0, 0);
    }
    for (int l = 0; l < t.levels; l++)
        g_free(t.level[l]);
    g_free(t.edges);
    return t.found;
}
