/* The faces between a net's edges, and how often each set winds about them. */
#include "plane_net.h"

#include <string.h>

static bool upper(double dx, double dy)
{
    return dy > 0.0 || (dy == 0.0 && dx < 0.0);
}

/* Whether spoke @g of @node comes after @h, counter-clockwise from due west. */
static bool after(const PlaneNet *net, guint node, guint g, guint h)
{
    const NetNode *o = net_node(net, node);
    const NetNode *p = net_node(net, net_tail(net, g ^ 1u)),
                  *q = net_node(net, net_tail(net, h ^ 1u));
    bool up = upper(p->x - o->x, p->y - o->y), other = upper(q->x - o->x, q->y - o->y);
    if (up != other)
        return up;
    return gm_geo_net_side(o, q, p) > 0;
}

static void place_spokes(PlaneNet *net)
{
    guint n = net->nodes->len, m = 2 * net->edges->len;
    net->first = g_new0(guint, n + 2);
    net->spoke = g_new(guint, m + 1);
    net->place = g_new(guint, m + 1);
    for (guint h = 0; h < m; h++)
        net->first[net_tail(net, h) + 2]++;
    for (guint i = 2; i <= n + 1; i++)
        net->first[i] += net->first[i - 1];
    for (guint h = 0; h < m; h++) /* first[i + 1] runs up to its own end meanwhile */
        net->spoke[net->first[net_tail(net, h) + 1]++] = h;
    for (guint i = 0; i < n; i++) {
        guint *s = net->spoke + net->first[i], d = net->first[i + 1] - net->first[i];
        for (guint k = 1; k < d; k++) {
            guint h = s[k], j = k;
            for (; j > 0 && after(net, i, s[j - 1], h); j--)
                s[j] = s[j - 1];
            s[j] = h;
        }
        for (guint k = 0; k < d; k++)
            net->place[s[k]] = net->first[i] + k;
    }
}

static void walk_cycles(PlaneNet *net)
{
    guint m = 2 * net->edges->len;
    net->cycle = g_new(guint, m + 1);
    memset(net->cycle, 0xff, (m + 1) * sizeof *net->cycle);
    for (guint h = 0; h < m; h++) {
        if (net->cycle[h] != G_MAXUINT)
            continue;
        for (guint k = h; net->cycle[k] == G_MAXUINT; k = net_next(net, k))
            net->cycle[k] = net->n_cycles;
        net->n_cycles++;
    }
}

typedef struct {
    const PlaneNet *net;
    const NetNode *at;
    int *winding;
} Ray;

/* Edges west of the place, of which it sees the lower end but not the upper. */
static bool count_edge(size_t i, void *user)
{
    const Ray *r = user;
    const NetEdge *e = net_edge(r->net, (guint)i);
    const NetNode *a = net_node(r->net, e->a), *b = net_node(r->net, e->b);
    bool falls = b->y < a->y;
    const NetNode *lo = falls ? b : a, *hi = falls ? a : b;
    if (!(lo->y <= r->at->y && hi->y > r->at->y) || gm_geo_net_side(lo, hi, r->at) >= 0)
        return true;
    /* east of a rising edge lies its right */
    for (int s = 0; s < NET_SETS; s++)
        r->winding[s] += falls ? e->w[s] : -e->w[s];
    return true;
}

static guint westmost(const PlaneNet *net, guint from, bool *seen, GArray *stack)
{
    guint best = from;
    seen[from] = true;
    g_array_append_val(stack, from);
    while (stack->len > 0) {
        guint i = g_array_index(stack, guint, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        const NetNode *p = net_node(net, i), *q = net_node(net, best);
        if (p->x < q->x || (p->x == q->x && p->y < q->y))
            best = i;
        for (guint k = net->first[i]; k < net->first[i + 1]; k++) {
            guint to = net_tail(net, net->spoke[k] ^ 1u);
            if (seen[to])
                continue;
            seen[to] = true;
            g_array_append_val(stack, to);
        }
    }
    return best;
}

/* From one half-edge, whose face's numbers are known, to all that hang together. */
static void spread(PlaneNet *net, guint from, bool *known, GArray *stack)
{
    known[net->cycle[from]] = true;
    g_array_append_val(stack, from);
    while (stack->len > 0) {
        guint start = g_array_index(stack, guint, stack->len - 1), h = start;
        g_array_set_size(stack, stack->len - 1);
        do {
            guint other = net->cycle[h ^ 1u];
            if (!known[other]) {
                const NetEdge *e = net_edge(net, h / 2);
                for (int s = 0; s < NET_SETS; s++)
                    net->winding[other * NET_SETS + (guint)s] =
                        net->winding[net->cycle[h] * NET_SETS + (guint)s] +
                        (h & 1u ? e->w[s] : -e->w[s]);
                known[other] = true;
                guint back = h ^ 1u;
                g_array_append_val(stack, back);
            }
            h = net_next(net, h);
        } while (h != start);
    }
}

bool gm_geo_net_faces(PlaneNet *net)
{
    place_spokes(net);
    walk_cycles(net);
    guint n = net->nodes->len;
    net->winding = g_new0(int, (size_t)net->n_cycles *NET_SETS + 1);
    g_autofree bool *seen = g_new0(bool, n + 1), *known = g_new0(bool, net->n_cycles + 1);
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < n; i++) {
        if (seen[i] || net->first[i] == net->first[i + 1])
            continue;
        guint west = westmost(net, i, seen, stack);
        guint out = net->spoke[net->first[west + 1] - 1]; /* open ground on its left */
        const NetNode *p = net_node(net, west);
        Ray ray = {net, p, &net->winding[net->cycle[out] * NET_SETS]};
        PlaneBox box = {-G_MAXDOUBLE, p->y, p->x, p->y};
        gm_geo_plane_tree_visit(&net->tree, box, count_edge, &ray);
        spread(net, out, known, stack);
    }
    return true;
}
