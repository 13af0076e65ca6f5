#include "plane_tree.h"

#include <glib.h>

static PlaneBox join(PlaneBox a, PlaneBox b)
{
    return (PlaneBox){MIN(a.x0, b.x0), MIN(a.y0, b.y0), MAX(a.x1, b.x1), MAX(a.y1, b.y1)};
}

static inline bool meets(const PlaneBox *a, const PlaneBox *b)
{
    return a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 && b->y0 <= a->y1;
}

void gm_geo_plane_tree_build(PlaneTree *t, PlaneBox *boxes, size_t n)
{
    *t = (PlaneTree){.level = {boxes}, .count = {n}, .levels = 1};
    while (t->count[t->levels - 1] > 1 && t->levels < PLANE_TREE_LEVELS) {
        const PlaneBox *below = t->level[t->levels - 1];
        size_t m = t->count[t->levels - 1], over = (m + PLANE_TREE_FAN - 1) / PLANE_TREE_FAN;
        PlaneBox *level = g_new(PlaneBox, over);
        for (size_t i = 0; i < m; i++) {
            PlaneBox *at = &level[i / PLANE_TREE_FAN];
            *at = i % PLANE_TREE_FAN == 0 ? below[i] : join(*at, below[i]);
        }
        t->level[t->levels] = level;
        t->count[t->levels++] = over;
    }
}

void gm_geo_plane_tree_clear(PlaneTree *t)
{
    for (int i = 0; i < t->levels; i++)
        g_free(t->level[i]);
    *t = (PlaneTree){.levels = 0};
}

static bool visit_node(const PlaneTree *t, int level, size_t i, const PlaneBox *box,
                       PlaneVisit *visit, void *user)
{
    if (!meets(&t->level[level][i], box))
        return true;
    if (level == 0)
        return visit(i, user);
    size_t end = MIN((i + 1) * PLANE_TREE_FAN, t->count[level - 1]);
    for (size_t k = i * PLANE_TREE_FAN; k < end; k++)
        if (!visit_node(t, level - 1, k, box, visit, user))
            return false;
    return true;
}

bool gm_geo_plane_tree_visit(const PlaneTree *t, PlaneBox box, PlaneVisit *visit, void *user)
{
    int top = t->levels - 1;
    for (size_t i = 0; top >= 0 && i < t->count[top]; i++)
        if (!visit_node(t, top, i, &box, visit, user))
            return false;
    return true;
}

typedef struct {
    const PlaneTree *t;
    bool *fresh[PLANE_TREE_LEVELS]; /* NULL: all are */
    PlanePair *pair;
    void *user;
} Pairs;

static bool meet(const Pairs *p, int level, size_t i, size_t k);

/* Of two boxes, or things, of one level that meet. */
static inline bool met(const Pairs *p, int level, size_t a, size_t b)
{
    if (p->fresh[0] && !p->fresh[level][a] && !p->fresh[level][b])
        return true;
    return level > 0 ? meet(p, level, a, b) : a == b || p->pair(a, b, p->user);
}

/* Of two boxes of one level above the things'. */
static bool meet(const Pairs *p, int level, size_t i, size_t k)
{
    const PlaneTree *t = p->t;
    const PlaneBox *box = t->level[level - 1], *box_i = &t->level[level][i],
                   *box_k = &t->level[level][k];
    size_t below = t->count[level - 1], near[PLANE_TREE_FAN], n = 0;
    size_t end_i = MIN((i + 1) * PLANE_TREE_FAN, below),
           end_k = MIN((k + 1) * PLANE_TREE_FAN, below);
    for (size_t b = k * PLANE_TREE_FAN; b < end_k; b++)
        if (i == k || meets(&box[b], box_i))
            near[n++] = b;
    for (size_t a = i * PLANE_TREE_FAN; n > 0 && a < end_i; a++) {
        if (i != k && !meets(&box[a], box_k))
            continue;
        for (size_t j = i == k ? a - i * PLANE_TREE_FAN : 0; j < n; j++)
            if (meets(&box[a], &box[near[j]]) && !met(p, level - 1, a, near[j]))
                return false;
    }
    return true;
}

bool gm_geo_plane_tree_pairs(const PlaneTree *t, const bool *fresh, PlanePair *pair, void *user)
{
    Pairs p = {.t = t, .pair = pair, .user = user};
    for (int l = 0; fresh && l < t->levels; l++) {
        p.fresh[l] = g_new0(bool, t->count[l] + 1);
        for (size_t i = 0; l == 0 && i < t->count[0]; i++)
            p.fresh[0][i] = fresh[i];
        for (size_t i = 0; l > 0 && i < t->count[l - 1]; i++)
            p.fresh[l][i / PLANE_TREE_FAN] |= p.fresh[l - 1][i];
    }
    int top = t->levels - 1;
    bool on = true;
    for (size_t i = 0; top >= 0 && on && i < t->count[top]; i++)
        for (size_t k = i; on && k < t->count[top]; k++)
            on = !meets(&t->level[top][i], &t->level[top][k]) || met(&p, top, i, k);
    for (int l = 0; l < t->levels; l++)
        g_free(p.fresh[l]);
    return on;
}
