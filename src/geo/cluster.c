#include "cluster.h"

#include "wgs84.h"

#include <stdlib.h>

typedef struct {
    Vec3 centre;
    double radius;     /* of a ball around the unit's ground, grown by the depth */
    size_t first, end; /* parts */
    size_t parent;
} Unit;

static Unit unit_of(const GmGeom *g, size_t first, size_t end, double depth)
{
    size_t a = g->start[first], b = g->start[end];
    Vec3 lo = gm_geo_ecef(g->pos[a]), hi = lo;
    double longest = 0.0;
    Vec3 last = lo;
    for (size_t i = a; i < b; i++) {
        Vec3 v = gm_geo_ecef(g->pos[i]);
        lo = (Vec3){fmin(lo.x, v.x), fmin(lo.y, v.y), fmin(lo.z, v.z)};
        hi = (Vec3){fmax(hi.x, v.x), fmax(hi.y, v.y), fmax(hi.z, v.z)};
        longest = fmax(longest, vec_len(vec_sub(v, last)));
        last = v;
    }
    Unit u = {.centre = {(lo.x + hi.x) / 2, (lo.y + hi.y) / 2, (lo.z + hi.z) / 2},
              .first = first,
              .end = end};
    double half = longest / 2.0, r = 6.4e6;
    double bulge = half < r ? r - sqrt(r * r - half * half) : r; /* an edge above its chord */
    u.radius = vec_len(vec_sub(hi, lo)) / 2.0 + bulge + depth + 1.0;
    return u;
}

static int by_west(const void *a, const void *b)
{
    const Unit *s = a, *t = b;
    double x = s->centre.x - s->radius, y = t->centre.x - t->radius;
    if (x != y)
        return x < y ? -1 : 1;
    return (s->first > t->first) - (s->first < t->first);
}

static int by_part(const void *a, const void *b)
{
    const Unit *s = a, *t = b;
    return (s->first > t->first) - (s->first < t->first);
}

static size_t root(Unit *u, size_t i)
{
    while (u[i].parent != i) {
        u[i].parent = u[u[i].parent].parent;
        i = u[i].parent;
    }
    return i;
}

static void link_units(Unit *u, size_t n)
{
    g_autofree size_t *open = g_new(size_t, n);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        double west = u[i].centre.x - u[i].radius;
        size_t kept = 0;
        for (size_t k = 0; k < m; k++) {
            const Unit *v = &u[open[k]];
            if (v->centre.x + v->radius < west)
                continue; /* none that follows can meet it */
            open[kept++] = open[k];
            size_t a = root(u, open[k]), b = root(u, i);
            if (a != b && vec_len(vec_sub(v->centre, u[i].centre)) <= v->radius + u[i].radius)
                u[b].parent = a;
        }
        m = kept;
        open[m++] = i;
    }
}

GPtrArray *gm_geo_cluster(const GmGeom *g, double depth)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)gm_geom_free);
    g_autofree Unit *u = g_new(Unit, g->n_parts + 1);
    size_t n = 0;
    for (size_t i = 0; i < g->n_parts;) {
        size_t k = i + 1;
        while (k < g->n_parts && g->hole && g->hole[k])
            k++;
        if (gm_geom_part_len(g, i) > 0)
            u[n++] = unit_of(g, i, k, depth);
        i = k;
    }
    qsort(u, n, sizeof *u, by_west);
    for (size_t i = 0; i < n; i++)
        u[i].parent = i;
    link_units(u, n);
    g_autofree size_t *group = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++) /* a name that outlives the sorting: the root's first part */
        group[i] = u[root(u, i)].first;
    for (size_t i = 0; i < n; i++)
        u[i].parent = group[i];
    qsort(u, n, sizeof *u, by_part);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (size_t i = 0; i < n; i++) {
        GmGeom *to = g_hash_table_lookup(seen, GSIZE_TO_POINTER(u[i].parent));
        if (!to) {
            to = gm_geom_new(g->kind);
            g_ptr_array_add(out, to);
            g_hash_table_insert(seen, GSIZE_TO_POINTER(u[i].parent), to);
        }
        for (size_t k = u[i].first; k < u[i].end; k++)
            gm_geom_add_part(to, gm_geom_part(g, k), gm_geom_part_len(g, k), g->hole && g->hole[k]);
    }
    return out;
}
