#include "chord_index.h"

enum { FAN = 8, MAX_LEVELS = 24 };

typedef struct {
    Vec3 centre;
    double radius;
} Sphere;

struct ChordIndex {
    Vec3 *a, *b;
    size_t n;
    Sphere *level[MAX_LEVELS]; /* level 0: one sphere for FAN chords */
    size_t count[MAX_LEVELS];
    int levels;
};

static Vec3 middle(Vec3 a, Vec3 b)
{
    return (Vec3){(a.x + b.x) / 2.0, (a.y + b.y) / 2.0, (a.z + b.z) / 2.0};
}

static Sphere leaf(const ChordIndex *t, size_t i)
{
    size_t end = MIN((i + 1) * FAN, t->n);
    Sphere s = {middle(t->a[i * FAN], t->b[end - 1]), 0.0};
    for (size_t k = i * FAN; k < end; k++) {
        s.radius = fmax(s.radius, vec_len(vec_sub(t->a[k], s.centre)));
        s.radius = fmax(s.radius, vec_len(vec_sub(t->b[k], s.centre)));
    }
    return s;
}

static Sphere branch(const ChordIndex *t, int level, size_t i)
{
    const Sphere *c = t->level[level - 1];
    size_t end = MIN((i + 1) * FAN, t->count[level - 1]);
    Sphere s = {middle(c[i * FAN].centre, c[end - 1].centre), 0.0};
    for (size_t k = i * FAN; k < end; k++)
        s.radius = fmax(s.radius, vec_len(vec_sub(c[k].centre, s.centre)) + c[k].radius);
    return s;
}

ChordIndex *gm_geo_chord_index_new(Vec3 *a, Vec3 *b, size_t n)
{
    ChordIndex *t = g_new0(ChordIndex, 1);
    t->a = a;
    t->b = b;
    t->n = n;
    for (size_t m = n; m > 0; m = t->count[t->levels++]) {
        int l = t->levels;
        t->count[l] = (m + FAN - 1) / FAN;
        t->level[l] = g_new(Sphere, t->count[l]);
        for (size_t i = 0; i < t->count[l]; i++)
            t->level[l][i] = l == 0 ? leaf(t, i) : branch(t, l, i);
        if (t->count[l] == 1) {
            t->levels++;
            break;
        }
    }
    return t;
}

void gm_geo_chord_index_free(ChordIndex *t)
{
    if (!t)
        return;
    for (int l = 0; l < t->levels; l++)
        g_free(t->level[l]);
    g_free(t->a);
    g_free(t->b);
    g_free(t);
}

static double chord_distance(Vec3 p, Vec3 a, Vec3 b)
{
    Vec3 u = vec_sub(b, a), w = vec_sub(p, a);
    double uu = vec_dot(u, u), t = uu > 0.0 ? fmin(fmax(vec_dot(w, u) / uu, 0.0), 1.0) : 0.0;
    return vec_len((Vec3){w.x - t * u.x, w.y - t * u.y, w.z - t * u.z});
}

static void visit(const ChordIndex *t, int level, size_t i, Vec3 p, double *best, size_t *which)
{
    if (level == 0) {
        size_t end = MIN((i + 1) * FAN, t->n);
        for (size_t k = i * FAN; k < end; k++) {
            double d = chord_distance(p, t->a[k], t->b[k]);
            if (d < *best) {
                *best = d;
                *which = k;
            }
        }
        return;
    }
    size_t first = i * FAN, n = MIN(FAN, t->count[level - 1] - first), order[FAN];
    double bound[FAN];
    for (size_t k = 0; k < n; k++) { /* nearest child first */
        const Sphere *s = &t->level[level - 1][first + k];
        double d = vec_len(vec_sub(p, s->centre)) - s->radius;
        size_t j = k;
        for (; j > 0 && bound[j - 1] > d; j--) {
            bound[j] = bound[j - 1];
            order[j] = order[j - 1];
        }
        bound[j] = d;
        order[j] = first + k;
    }
    for (size_t k = 0; k < n && bound[k] < *best; k++)
        visit(t, level - 1, order[k], p, best, which);
}

double gm_geo_chord_index_nearest(const ChordIndex *t, Vec3 p, double limit, size_t *which)
{
    size_t at = 0;
    double best = limit;
    if (t->n > 0)
        visit(t, t->levels - 1, 0, p, &best, &at);
    if (which)
        *which = at;
    return best;
}
