#include "rings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Twice the signed area in square degrees: positive counter-clockwise. */
static double signed_area(const GmPos *p, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < n; i++)
        sum += (p[i].lon - p[0].lon) * (p[i + 1].lat - p[0].lat) -
               (p[i + 1].lon - p[0].lon) * (p[i].lat - p[0].lat);
    return sum;
}

static void reverse(GmPos *p, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        GmPos t = p[i];
        p[i] = p[n - 1 - i];
        p[n - 1 - i] = t;
    }
}

void gm_shapes_add_ring(GmGeom *g, GmPos *pos, size_t n, bool hole)
{
    if ((signed_area(pos, n) > 0) == hole)
        reverse(pos, n);
    gm_geom_add_part(g, pos, n, hole);
}

typedef struct {
    GmPos *pos;
    size_t n, order; /* order in the file */
    double area;     /* signed */
    double south, west, north, east;
    bool hole;
    size_t outer; /* index of the ring it lies in; its own for an outer one */
} Ring;

static Ring measure(GmPos *pos, size_t n, size_t order)
{
    Ring r = {pos, n, order, signed_area(pos, n), pos->lat, pos->lon, pos->lat, pos->lon, false, 0};
    for (size_t i = 1; i < n; i++) {
        r.south = fmin(r.south, pos[i].lat);
        r.north = fmax(r.north, pos[i].lat);
        r.west = fmin(r.west, pos[i].lon);
        r.east = fmax(r.east, pos[i].lon);
    }
    return r;
}

static bool box_within(const Ring *in, const Ring *out)
{
    return in->south >= out->south && in->north <= out->north && in->west >= out->west &&
           in->east <= out->east;
}

/* Even-odd rule, half-open edges. */
static bool ring_contains(const Ring *r, GmPos p)
{
    bool in = false;
    for (size_t i = 0; i + 1 < r->n; i++) {
        GmPos a = r->pos[i], b = r->pos[i + 1];
        if ((a.lat > p.lat) != (b.lat > p.lat) &&
            p.lon < a.lon + (p.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon))
            in = !in;
    }
    return in;
}

/* A hole may touch its ring at a vertex: the middle of its first edges decide. */
static bool ring_holds(const Ring *out, const Ring *hole)
{
    size_t votes = 0, asked = MIN(hole->n - 1, (size_t)3);
    for (size_t i = 0; i < asked; i++) {
        GmPos a = hole->pos[i], b = hole->pos[i + 1];
        votes += ring_contains(out, (GmPos){(a.lat + b.lat) / 2, (a.lon + b.lon) / 2});
    }
    return votes * 2 > asked;
}

/* Finds each hole's ring; a hole in none is an outer ring after all. @budget
 * bounds the positions looked at: past it, the last outer ring before it in the
 * file is taken, as most writers order them. */
static void find_outers(Ring *rings, size_t n)
{
    size_t budget = 128u << 20, last_outer = n;
    for (size_t h = 0; h < n; h++) {
        if (!rings[h].hole) {
            rings[h].outer = h;
            last_outer = h;
            continue;
        }
        size_t best = n;
        for (size_t o = 0; o < n && budget > 0; o++) {
            budget--;
            if (rings[o].hole || !box_within(&rings[h], &rings[o]) ||
                (best < n && fabs(rings[o].area) >= fabs(rings[best].area)))
                continue;
            budget -= MIN(budget, rings[o].n * 3);
            if (ring_holds(&rings[o], &rings[h]))
                best = o;
        }
        if (budget == 0 && best == n)
            best = last_outer;
        rings[h].outer = best < n ? best : h;
    }
    for (size_t i = 0; i < n; i++)
        if (rings[i].hole && rings[i].outer == i)
            rings[i].hole = false;
}

static int by_outer(const void *a, const void *b)
{
    const Ring *r = a, *s = b;
    if (r->outer != s->outer)
        return r->outer < s->outer ? -1 : 1;
    if (r->hole != s->hole)
        return r->hole ? 1 : -1;
    return r->order < s->order ? -1 : 1;
}

/* One allocation for all parts: there may be thousands. */
static GmGeom *assemble(const Ring *rings, size_t n, size_t n_pos)
{
    GmGeom *g = gm_geom_new(GM_GEOM_POLYGON);
    gm_geom_reserve(g, n_pos, n);
    for (size_t i = 0; i < n; i++) {
        GmPos *to = g->pos + g->n_pos;
        memcpy(to, rings[i].pos, rings[i].n * sizeof *to);
        if ((rings[i].area > 0) == rings[i].hole)
            reverse(to, rings[i].n);
        g->n_pos += rings[i].n;
        g->start[i + 1] = g->n_pos;
        g->hole[i] = rings[i].hole;
    }
    g->n_parts = n;
    return g;
}

GmGeom *gm_shapes_sort_rings(GmPos *pos, const size_t *start, size_t n_parts)
{
    Ring *rings = g_new(Ring, MAX(n_parts, 1));
    size_t n = 0, n_pos = 0, largest = 0;
    for (size_t i = 0; i < n_parts; i++) {
        size_t len = start[i + 1] - start[i];
        if (len < 4)
            continue; /* no area */
        rings[n] = measure(pos + start[i], len, n);
        if (fabs(rings[n].area) > fabs(rings[largest].area))
            largest = n;
        n_pos += len;
        n++;
    }
    for (size_t i = 0; i < n; i++)
        rings[i].hole = (rings[i].area > 0) != (rings[largest].area > 0);
    find_outers(rings, n);
    qsort(rings, n, sizeof *rings, by_outer);
    GmGeom *g = assemble(rings, n, n_pos);
    g_free(rings);
    return g;
}
