#include "plane_net.h"

#include <math.h>
#include <string.h>

enum { GRID_BITS = 42, MAX_ROUNDS = 24 };
static const guint max_cuts = 20 * 1000 * 1000;

__extension__ typedef __int128 Int128;

PlaneNet *gm_geo_net_new(double reach)
{
    int above = 0;
    PlaneNet *net = g_new0(PlaneNet, 1);
    frexp(fmax(reach, 1e-9), &above);
    net->scale = ldexp(1.0, GRID_BITS - above);
    net->nodes = g_array_new(FALSE, FALSE, sizeof(NetNode));
    net->edges = g_array_new(FALSE, FALSE, sizeof(NetEdge));
    return net;
}

void gm_geo_net_free(PlaneNet *net)
{
    if (!net)
        return;
    g_array_free(net->nodes, TRUE);
    g_array_free(net->edges, TRUE);
    gm_geo_plane_tree_clear(&net->tree);
    g_free(net->slots);
    g_free(net->first);
    g_free(net->spoke);
    g_free(net->place);
    g_free(net->cycle);
    g_free(net->winding);
    g_free(net);
}

int gm_geo_net_side(const NetNode *a, const NetNode *b, const NetNode *c)
{
    double ux = b->x - a->x, uy = b->y - a->y, vx = c->x - a->x, vy = c->y - a->y;
    double l = ux * vy, r = uy * vx, d = l - r, doubt = (fabs(l) + fabs(r)) * 4e-16;
    if (d > doubt)
        return 1;
    if (d < -doubt)
        return -1;
    Int128 exact = (Int128)(gint64)ux * (gint64)vy - (Int128)(gint64)uy * (gint64)vx;
    return exact > 0 ? 1 : exact < 0 ? -1 : 0;
}

/* Room for @more, so that they need not be appended one call each. */
static void reserve(GArray *a, guint more)
{
    guint len = a->len;
    g_array_set_size(a, len + more);
    a->len = len;
}

/* ---- nodes */

static guint hash_of(double x, double y)
{
    guint64 h = (guint64)(gint64)x * 0x9e3779b97f4a7c15u ^ (guint64)(gint64)y * 0xc2b2ae3d27d4eb4fu;
    h ^= h >> 29;
    h *= 0x165667b19e3779f9u;
    return (guint)(h >> 32);
}

static void grow_slots(PlaneNet *net)
{
    guint n = net->n_slots ? 2 * net->n_slots : 256;
    g_free(net->slots);
    net->slots = g_new0(guint, n);
    net->n_slots = n;
    for (guint i = 0; i < net->nodes->len; i++) {
        guint at = hash_of(net_node(net, i)->x, net_node(net, i)->y) & (n - 1);
        while (net->slots[at])
            at = (at + 1) & (n - 1);
        net->slots[at] = i + 1;
    }
}

/* There is room for one more. */
static guint node_at(PlaneNet *net, double x, double y, double ox, double oy)
{
    if (2 * net->nodes->len >= net->n_slots)
        grow_slots(net);
    guint at = hash_of(x, y) & (net->n_slots - 1);
    for (; net->slots[at]; at = (at + 1) & (net->n_slots - 1)) {
        const NetNode *n = net_node(net, net->slots[at] - 1);
        if (n->x == x && n->y == y)
            return net->slots[at] - 1;
    }
    guint new = net->nodes->len++;
    *net_node(net, new) = (NetNode){x, y, ox, oy, false};
    net->slots[at] = new + 1;
    return new;
}

static guint given_node(PlaneNet *net, const double *xy)
{
    guint i = node_at(net, rint(xy[0] * net->scale), rint(xy[1] * net->scale), xy[0], xy[1]);
    net_node(net, i)->given = true;
    return i;
}

static void add_track(PlaneNet *net, const double *xy, size_t n, const NetEdge *like)
{
    if (n == 0)
        return;
    reserve(net->nodes, (guint)n);
    reserve(net->edges, (guint)n);
    guint last = given_node(net, xy);
    for (size_t i = 1; i < n; i++) {
        guint next = given_node(net, xy + 2 * i);
        NetEdge e = *like;
        e.a = last;
        e.b = next;
        e.source = net->n_given++;
        if (next != last)
            *net_edge(net, net->edges->len++) = e;
        last = next;
    }
}

void gm_geo_net_add(PlaneNet *net, const double *xy, size_t n, int set, int weight)
{
    NetEdge e = {.fresh = true};
    e.w[set] = weight;
    add_track(net, xy, n, &e);
}

void gm_geo_net_add_wall(PlaneNet *net, const double *xy, size_t n)
{
    NetEdge e = {.fresh = true, .wall = true};
    add_track(net, xy, n, &e);
}

/* ---- edges that run along one another become one */

static bool bounds_nothing(const NetEdge *e)
{
    for (int s = 0; s < NET_SETS; s++)
        if (e->w[s])
            return false;
    return !e->wall;
}

static void take_in(NetEdge *into, const NetEdge *e)
{
    int sign = into->a == e->a ? 1 : -1;
    for (int s = 0; s < NET_SETS; s++)
        into->w[s] += sign * e->w[s];
    into->wall = into->wall || e->wall;
    into->fresh = into->fresh && e->fresh;
}

static void merge(PlaneNet *net)
{
    guint n_slots = 256, kept = 0;
    while (n_slots < 2 * net->edges->len)
        n_slots *= 2;
    g_autofree guint *slots = g_new0(guint, n_slots);
    for (guint i = 0; i < net->edges->len; i++) {
        NetEdge e = *net_edge(net, i);
        guint lo = MIN(e.a, e.b), hi = MAX(e.a, e.b);
        guint at = hash_of(lo, hi) & (n_slots - 1);
        for (; slots[at]; at = (at + 1) & (n_slots - 1)) {
            const NetEdge *k = net_edge(net, slots[at] - 1);
            if (MIN(k->a, k->b) == lo && MAX(k->a, k->b) == hi)
                break;
        }
        if (slots[at]) {
            take_in(net_edge(net, slots[at] - 1), &e);
            net->merged++;
            continue;
        }
        *net_edge(net, kept) = e;
        slots[at] = ++kept;
    }
    guint still = 0;
    for (guint i = 0; i < kept; i++)
        if (!bounds_nothing(net_edge(net, i)))
            *net_edge(net, still++) = *net_edge(net, i);
    g_array_set_size(net->edges, still);
}

/* ---- cuts */

typedef struct {
    guint edge, node;
} Cut;

typedef struct {
    PlaneNet *net;
    GArray *cuts;
    double close; /* steps: a place that near to an edge's end is that end */
} Cutter;

static void cut_at(Cutter *c, guint edge, guint node)
{
    const NetEdge *e = net_edge(c->net, edge);
    Cut cut = {edge, node};
    if (node != e->a && node != e->b)
        g_array_append_val(c->cuts, cut);
}

/* Of a place in line with the edge: whether it lies between its ends. */
static bool between(const NetNode *a, const NetNode *b, const NetNode *p)
{
    return p->x >= MIN(a->x, b->x) && p->x <= MAX(a->x, b->x) && p->y >= MIN(a->y, b->y) &&
           p->y <= MAX(a->y, b->y);
}

static double cross(const NetNode *a, const NetNode *b, const NetNode *c)
{
    return (double)((Int128)(gint64)(b->x - a->x) * (gint64)(c->y - a->y) -
                    (Int128)(gint64)(b->y - a->y) * (gint64)(c->x - a->x));
}

/* A new place, or one of the edges' ends when that is close: edges that nearly run
 * along each other would else cross again and again, a step further on each time. */
static guint crossing(const Cutter *c, const NetEdge *e, const NetEdge *f)
{
    PlaneNet *net = c->net;
    const NetNode *a = net_node(net, e->a), *b = net_node(net, e->b);
    double da = cross(net_node(net, f->a), net_node(net, f->b), a);
    double db = cross(net_node(net, f->a), net_node(net, f->b), b), t = da / (da - db);
    double x = rint(a->x + t * (b->x - a->x)), y = rint(a->y + t * (b->y - a->y));
    const guint ends[4] = {e->a, e->b, f->a, f->b};
    for (int i = 0; i < 4; i++) {
        const NetNode *p = net_node(net, ends[i]);
        if (fabs(p->x - x) <= c->close && fabs(p->y - y) <= c->close)
            return ends[i];
    }
    reserve(net->nodes, 1);
    return node_at(net, x, y, x / net->scale, y / net->scale);
}

static bool cut_pair(size_t i, size_t k, void *user)
{
    Cutter *c = user;
    PlaneNet *net = c->net;
    const NetEdge *e = net_edge(net, (guint)i), *f = net_edge(net, (guint)k);
    const NetNode *ea = net_node(net, e->a), *eb = net_node(net, e->b);
    const NetNode *fa = net_node(net, f->a), *fb = net_node(net, f->b);
    if (e->a == f->a || e->a == f->b || e->b == f->a ||
        e->b == f->b) { /* no crossing but in line */
        const NetNode *far = e->a == f->a || e->b == f->a ? fb : fa;
        if (gm_geo_net_side(ea, eb, far) != 0)
            return true;
    }
    int a = gm_geo_net_side(ea, eb, fa), b = gm_geo_net_side(ea, eb, fb);
    if (a * b > 0)
        return true;
    int p = gm_geo_net_side(fa, fb, ea), q = gm_geo_net_side(fa, fb, eb);
    if (p * q > 0)
        return true;
    if (a && b && p && q) {
        guint node = crossing(c, e, f);
        cut_at(c, (guint)i, node);
        cut_at(c, (guint)k, node);
    } else {
        if (!a && between(ea, eb, fa))
            cut_at(c, (guint)i, f->a);
        if (!b && between(ea, eb, fb))
            cut_at(c, (guint)i, f->b);
        if (!p && between(fa, fb, ea))
            cut_at(c, (guint)k, e->a);
        if (!q && between(fa, fb, eb))
            cut_at(c, (guint)k, e->b);
    }
    return c->cuts->len < max_cuts;
}

static void build_tree(PlaneNet *net)
{
    guint n = net->edges->len;
    PlaneBox *boxes = g_new(PlaneBox, n + 1);
    for (guint i = 0; i < n; i++) {
        const NetEdge *e = net_edge(net, i);
        const NetNode *a = net_node(net, e->a), *b = net_node(net, e->b);
        boxes[i] = (PlaneBox){MIN(a->x, b->x), MIN(a->y, b->y), MAX(a->x, b->x), MAX(a->y, b->y)};
    }
    gm_geo_plane_tree_clear(&net->tree);
    gm_geo_plane_tree_build(&net->tree, boxes, n);
}

static int by_edge(const void *a, const void *b)
{
    const Cut *p = a, *q = b;
    return (p->edge > q->edge) - (p->edge < q->edge);
}

/* The cuts of one edge (of a copy: the array moves) in their order along it. */
static void order_along(const PlaneNet *net, const NetEdge *e, Cut *cuts, guint n)
{
    const NetNode *a = net_node(net, e->a), *b = net_node(net, e->b);
    bool wide = fabs(b->x - a->x) >= fabs(b->y - a->y);
    double sign = (wide ? b->x - a->x : b->y - a->y) > 0.0 ? 1.0 : -1.0;
    for (guint i = 1; i < n; i++) {
        Cut c = cuts[i];
        const NetNode *p = net_node(net, c.node);
        double at = sign * (wide ? p->x : p->y);
        guint k = i;
        for (; k > 0; k--) {
            const NetNode *q = net_node(net, cuts[k - 1].node);
            if (sign * (wide ? q->x : q->y) <= at)
                break;
            cuts[k] = cuts[k - 1];
        }
        cuts[k] = c;
    }
}

static void apply(PlaneNet *net, GArray *cuts)
{
    GArray *old = net->edges;
    net->edges = g_array_sized_new(FALSE, FALSE, sizeof(NetEdge), old->len + cuts->len);
    g_array_sort(cuts, by_edge);
    guint at = 0;
    for (guint i = 0; i < old->len; i++) {
        NetEdge e = g_array_index(old, NetEdge, i);
        guint first = at;
        while (at < cuts->len && g_array_index(cuts, Cut, at).edge == i)
            at++;
        e.fresh = at > first;
        if (at > first)
            order_along(net, &e, &g_array_index(cuts, Cut, first), at - first);
        guint end = e.b;
        for (guint k = first; k <= at; k++) {
            e.b = k < at ? g_array_index(cuts, Cut, k).node : end;
            if (e.a != e.b)
                *net_edge(net, net->edges->len++) = e;
            e.a = e.b;
        }
    }
    g_array_free(old, TRUE);
}

bool gm_geo_net_solve(PlaneNet *net)
{
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
    Cutter c = {net, cuts, 0.0};
    for (int round = 0; round < MAX_ROUNDS; round++) {
        merge(net);
        build_tree(net);
        g_array_set_size(cuts, 0);
        c.close = 2.0 + round * round;
        g_autofree bool *fresh = round > 0 ? g_new(bool, net->edges->len + 1) : NULL;
        for (guint i = 0; fresh && i < net->edges->len; i++)
            fresh[i] = net_edge(net, i)->fresh;
        if (!gm_geo_plane_tree_pairs(&net->tree, fresh, cut_pair, &c))
            return false;
        if (cuts->len == 0)
            return gm_geo_net_faces(net);
        apply(net, cuts);
    }
    return false;
}
