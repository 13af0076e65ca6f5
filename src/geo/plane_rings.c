/* The rings round the faces of a net that are kept. */
#include "plane_net.h"

#include <math.h>
#include <string.h>

PlaneRings *gm_geo_rings_new(void)
{
    const guint zero = 0;
    PlaneRings *r = g_new(PlaneRings, 1);
    r->xy = g_array_new(FALSE, FALSE, sizeof(double));
    r->start = g_array_new(FALSE, FALSE, sizeof(guint));
    r->hole = g_array_new(FALSE, FALSE, sizeof(bool));
    g_array_append_val(r->start, zero);
    return r;
}

void gm_geo_rings_free(PlaneRings *r)
{
    if (!r)
        return;
    g_array_free(r->xy, TRUE);
    g_array_free(r->start, TRUE);
    g_array_free(r->hole, TRUE);
    g_free(r);
}

#define NO_RING G_MAXUINT

typedef struct {
    guint first, n; /* of the half-edges in loops */
    guint next;     /* the next hole of the same shell, or NO_RING */
    guint shell;    /* holes: theirs; NO_RING: not found yet */
    bool hole;
} Loop;

typedef struct {
    const PlaneNet *net;
    const bool *keep; /* by cycle */
    GArray *halves;   /* guint, the loops' half-edges */
    GArray *loops;    /* Loop */
    guint *loop_of;   /* by edge: the loop it bounds, or NO_RING */
    guint *at;        /* by node: where on the path, plus 1 */
    GArray *path;     /* half-edges of the walk not yet in a loop */
} Tracer;

static bool bounds(const Tracer *t, guint h)
{
    return t->keep[t->net->cycle[h]] && !t->keep[t->net->cycle[h ^ 1u]];
}

static guint next_bound(const Tracer *t, guint h)
{
    for (h = net_next(t->net, h); !bounds(t, h); h = net_next(t->net, h ^ 1u))
        ;
    return h;
}

static double loop_area(const Tracer *t, const guint *h, guint n)
{
    const NetNode *o = net_node(t->net, net_tail(t->net, h[0]));
    double area = 0.0;
    for (guint i = 1; i + 1 < n; i++) {
        const NetNode *p = net_node(t->net, net_tail(t->net, h[i]));
        const NetNode *q = net_node(t->net, net_tail(t->net, h[i + 1]));
        area += (p->x - o->x) * (q->y - o->y) - (p->y - o->y) * (q->x - o->x);
    }
    return area;
}

/* The end of the path from @from on is a loop by itself. */
static void close_loop(Tracer *t, guint from)
{
    guint n = t->path->len - from, id = t->loops->len;
    const guint *h = &g_array_index(t->path, guint, from);
    Loop l = {t->halves->len, n, NO_RING, NO_RING, loop_area(t, h, n) < 0.0};
    g_array_append_vals(t->halves, h, n);
    g_array_append_val(t->loops, l);
    for (guint i = 0; i < n; i++) {
        t->loop_of[h[i] / 2] = id;
        t->at[net_tail(t->net, h[i])] = 0;
    }
    g_array_set_size(t->path, from);
}

/* Once round a face that is kept: its loops, cut apart where they touch. */
static void walk(Tracer *t, guint start)
{
    guint first = t->loops->len, h = start, shell = NO_RING;
    do {
        guint tail = net_tail(t->net, h);
        if (t->at[tail])
            close_loop(t, t->at[tail] - 1);
        t->at[tail] = t->path->len + 1;
        g_array_append_val(t->path, h);
        t->loop_of[h / 2] = G_MAXUINT - 1; /* walked */
        h = next_bound(t, h);
    } while (h != start);
    close_loop(t, 0);
    for (guint i = first; i < t->loops->len; i++)
        if (!g_array_index(t->loops, Loop, i).hole)
            shell = i;
    for (guint i = first; i < t->loops->len; i++)
        g_array_index(t->loops, Loop, i).shell = shell;
}

typedef struct {
    const Tracer *t;
    const NetNode *at;
    double best;
    guint edge;
} Nearest;

static bool nearer(size_t i, void *user)
{
    Nearest *n = user;
    const NetEdge *e = net_edge(n->t->net, (guint)i);
    if (n->t->loop_of[i] == NO_RING)
        return true;
    const NetNode *a = net_node(n->t->net, e->a), *b = net_node(n->t->net, e->b);
    if ((a->y <= n->at->y) == (b->y <= n->at->y))
        return true;
    double x = a->x + (n->at->y + 0.5 - a->y) / (b->y - a->y) * (b->x - a->x);
    if (x < n->at->x && x > n->best) {
        n->best = x;
        n->edge = (guint)i;
    }
    return true;
}

/* The loop west of a hole that has no shell of its own; NO_RING: none there. */
static guint loop_west(const Tracer *t, const Loop *l)
{
    const guint *h = &g_array_index(t->halves, guint, l->first);
    const NetNode *west = net_node(t->net, net_tail(t->net, h[0]));
    for (guint i = 1; i < l->n; i++) {
        const NetNode *p = net_node(t->net, net_tail(t->net, h[i]));
        if (p->x < west->x || (p->x == west->x && p->y < west->y))
            west = p;
    }
    Nearest n = {t, west, -INFINITY, NO_RING};
    PlaneBox box = {-G_MAXDOUBLE, west->y, west->x, west->y + 1.0};
    gm_geo_plane_tree_visit(&t->net->tree, box, nearer, &n);
    return n.edge == NO_RING ? NO_RING : t->loop_of[n.edge];
}

/* The shell of every hole; chained to it. */
static void find_shells(Tracer *t)
{
    guint n = t->loops->len;
    g_autofree guint *west = g_new(guint, n + 1);
    for (guint i = 0; i < n; i++) {
        Loop *l = &g_array_index(t->loops, Loop, i);
        west[i] = l->hole && l->shell == NO_RING ? loop_west(t, l) : NO_RING;
    }
    for (guint i = n; i-- > 0;) {
        Loop *l = &g_array_index(t->loops, Loop, i);
        guint s = l->shell, k = i;
        for (guint steps = 0; l->hole && s == NO_RING && west[k] != NO_RING && steps < n; steps++) {
            k = west[k];
            const Loop *o = &g_array_index(t->loops, Loop, k);
            s = o->hole ? o->shell : k;
        }
        if (!l->hole || s == NO_RING)
            continue;
        Loop *shell = &g_array_index(t->loops, Loop, s);
        l->shell = s;
        l->next = shell->next;
        shell->next = i;
    }
}

static void add_loop(const Tracer *t, const Loop *l, PlaneRings *out)
{
    const guint *h = &g_array_index(t->halves, guint, l->first);
    guint begin = out->xy->len;
    for (guint i = 0; i < l->n; i++) {
        guint before = h[i == 0 ? l->n - 1 : i - 1];
        const NetNode *p = net_node(t->net, net_tail(t->net, h[i]));
        /* a cut that came to nothing */
        if (!p->given && net_edge(t->net, before / 2)->source == net_edge(t->net, h[i] / 2)->source)
            continue;
        g_array_append_val(out->xy, p->ox);
        g_array_append_val(out->xy, p->oy);
    }
    if (out->xy->len - begin < 6) {
        g_array_set_size(out->xy, begin);
        return;
    }
    double first[2] = {g_array_index(out->xy, double, begin),
                       g_array_index(out->xy, double, begin + 1)};
    g_array_append_vals(out->xy, first, 2);
    guint end = out->xy->len / 2;
    g_array_append_val(out->start, end);
    g_array_append_val(out->hole, l->hole);
}

PlaneRings *gm_geo_net_chosen_rings(const PlaneNet *net, const bool *keep)
{
    guint n = net->edges->len;
    Tracer t = {.net = net,
                .keep = keep,
                .halves = g_array_new(FALSE, FALSE, sizeof(guint)),
                .loops = g_array_new(FALSE, FALSE, sizeof(Loop)),
                .path = g_array_new(FALSE, FALSE, sizeof(guint)),
                .loop_of = g_new(guint, n + 1),
                .at = g_new0(guint, net->nodes->len + 1)};
    memset(t.loop_of, 0xff, (n + 1) * sizeof *t.loop_of);
    for (guint h = 0; h < 2 * n; h++)
        if (t.loop_of[h / 2] == NO_RING && bounds(&t, h))
            walk(&t, h);
    find_shells(&t);
    PlaneRings *out = gm_geo_rings_new();
    for (guint i = 0; i < t.loops->len; i++) {
        const Loop *l = &g_array_index(t.loops, Loop, i);
        if (l->hole)
            continue;
        guint before = out->hole->len;
        add_loop(&t, l, out);
        for (guint k = l->next; out->hole->len > before && k != NO_RING;) {
            const Loop *hole = &g_array_index(t.loops, Loop, k);
            add_loop(&t, hole, out);
            k = hole->next;
        }
    }
    g_array_free(t.halves, TRUE);
    g_array_free(t.loops, TRUE);
    g_array_free(t.path, TRUE);
    g_free(t.loop_of);
    g_free(t.at);
    return out;
}

PlaneRings *gm_geo_net_rings(const PlaneNet *net, NetRule *rule, void *user)
{
    g_autofree bool *keep = g_new(bool, net->n_cycles + 1);
    for (guint i = 0; i < net->n_cycles; i++)
        keep[i] = rule(&net->winding[i * NET_SETS], user);
    return gm_geo_net_chosen_rings(net, keep);
}
