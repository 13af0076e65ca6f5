#include "thinning.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- the vertices with small triangles, the smallest first ----
 *
 * No triangle grows smaller than the one taken last, so that they wait in drawers by
 * the leading bits of their area, 16 to each doubling, and only the drawer that is
 * being emptied is kept in order, as a heap: most hold one vertex or two. */

enum { DRAWERS = 256 };
#define NONE G_MAXUINT
#define STAYS (-1.0) /* the triangle of a vertex that is taken, or never will be */

/* Its room is the caller's. */
typedef struct {
    const double *xy;
    double *area, limit;
    guint *prev, *next;    /* along the line */
    guint *before, *after; /* in its drawer; before is its place in the heap for the open one's */
    guint *heap, n;
    int open, lowest; /* the drawer being emptied; the bits of the first drawer */
    guint first[DRAWERS];
    guint64 held[DRAWERS / 64]; /* the drawers that are not empty */
} Queue;

static inline int leading_bits(double area)
{
    guint64 bits;
    memcpy(&bits, &area, sizeof bits);
    return (int)(bits >> 48);
}

static inline int drawer_of(const Queue *q, double area)
{
    return MAX(leading_bits(area) - q->lowest, 0);
}

/* Equals by where they lie, so that an edge that two share is thinned alike
 * whichever way each runs along it. */
static bool comes_first(const double *a, const double *b, bool earlier)
{
    return a[0] != b[0] ? a[0] < b[0] : a[1] != b[1] ? a[1] < b[1] : earlier;
}

static inline bool goes_before(const Queue *q, guint a, guint b)
{
    return q->area[a] != q->area[b] ? q->area[a] < q->area[b]
                                    : comes_first(q->xy + 2 * a, q->xy + 2 * b, a < b);
}

static inline void heap_put(Queue *q, guint i, guint v)
{
    q->heap[i] = v;
    q->before[v] = i;
}

static void heap_up(Queue *q, guint i, guint v)
{
    while (i > 0 && goes_before(q, v, q->heap[(i - 1) / 2])) {
        heap_put(q, i, q->heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    heap_put(q, i, v);
}

static void heap_down(Queue *q, guint i, guint v)
{
    for (guint c; (c = 2 * i + 1) < q->n; i = c) {
        if (c + 1 < q->n && goes_before(q, q->heap[c + 1], q->heap[c]))
            c++;
        if (!goes_before(q, q->heap[c], v))
            break;
        heap_put(q, i, q->heap[c]);
    }
    heap_put(q, i, v);
}

static void heap_take(Queue *q, guint i)
{
    guint last = q->heap[--q->n];
    if (i == q->n)
        return;
    if (i > 0 && goes_before(q, last, q->heap[(i - 1) / 2]))
        heap_up(q, i, last);
    else
        heap_down(q, i, last);
}

static void enter(Queue *q, guint v)
{
    int d = drawer_of(q, q->area[v]);
    if (d == q->open) {
        heap_up(q, q->n++, v);
        return;
    }
    q->before[v] = NONE;
    q->after[v] = q->first[d];
    if (q->first[d] != NONE)
        q->before[q->first[d]] = v;
    q->first[d] = v;
    q->held[d / 64] |= G_GUINT64_CONSTANT(1) << (d % 64);
}

static void leave(Queue *q, guint v)
{
    int d = drawer_of(q, q->area[v]);
    if (d == q->open) {
        heap_take(q, q->before[v]);
        return;
    }
    guint b = q->before[v], a = q->after[v];
    if (a != NONE)
        q->before[a] = b;
    if (b != NONE)
        q->after[b] = a;
    else
        q->first[d] = a;
    if (q->first[d] == NONE)
        q->held[d / 64] &= ~(G_GUINT64_CONSTANT(1) << (d % 64));
}

/* The next drawer that is not empty, put in order; false when all are. */
static bool open_next(Queue *q)
{
    int word = 0;
    while (word < DRAWERS / 64 && q->held[word] == 0)
        word++;
    if (word == DRAWERS / 64)
        return false;
    q->open = 64 * word + __builtin_ctzll(q->held[word]);
    q->held[word] &= q->held[word] - 1;
    for (guint v = q->first[q->open], after; v != NONE; v = after) {
        after = q->after[v];
        heap_put(q, q->n++, v);
    }
    for (guint i = q->n / 2; i-- > 0;)
        heap_down(q, i, q->heap[i]);
    return true;
}

static bool take_smallest(Queue *q, guint *v)
{
    if (q->n == 0 && !open_next(q))
        return false;
    *v = q->heap[0];
    heap_take(q, 0);
    return true;
}

/* ---- thinning ---- */

static inline double triangle(const double *xy, guint a, guint b, guint c)
{
    return fabs((xy[2 * b] - xy[2 * a]) * (xy[2 * c + 1] - xy[2 * a + 1]) -
                (xy[2 * c] - xy[2 * a]) * (xy[2 * b + 1] - xy[2 * a + 1])) /
           2.0;
}

static void reserve(GeoThinner *t, guint n)
{
    if (n <= t->room)
        return;
    t->room = MAX(n, 2 * t->room);
    t->area = g_renew(double, t->area, t->room);
    guint **each[] = {&t->heap, &t->prev, &t->next, &t->before, &t->after};
    for (gsize i = 0; i < G_N_ELEMENTS(each); i++)
        *each[i] = g_renew(guint, *each[i], t->room);
}

void gm_geo_thinner_clear(GeoThinner *t)
{
    g_free(t->area);
    guint *each[] = {t->heap, t->prev, t->next, t->before, t->after};
    for (gsize i = 0; i < G_N_ELEMENTS(each); i++)
        g_free(each[i]);
    *t = (GeoThinner){.room = 0};
}

/* Every vertex its neighbours, and those whose triangles are small in the queue. */
static void fill(Queue *q, guint n, const guint8 *keep)
{
    q->n = 0;
    q->open = -1;
    q->lowest = leading_bits(q->limit) - (DRAWERS - 1);
    memset(q->first, 0xff, sizeof q->first); /* NONE */
    memset(q->held, 0, sizeof q->held);
    q->area[0] = q->area[n - 1] = STAYS;
    for (guint i = 1; i + 1 < n; i++) {
        q->prev[i] = i - 1;
        q->next[i] = i + 1;
        q->area[i] = keep[i] > 1 ? STAYS : triangle(q->xy, i - 1, i, i + 1);
        if (keep[i] <= 1 && q->area[i] < q->limit)
            enter(q, i);
    }
}

/* The triangle of a vertex is another now. */
static void change(Queue *q, guint v, double area)
{
    if (area == q->area[v])
        return;
    if (q->area[v] < q->limit)
        leave(q, v);
    q->area[v] = area;
    if (area < q->limit)
        enter(q, v);
}

void gm_geo_thin(GeoThinner *t, const double *xy, guint n, double limit, guint8 *keep)
{
    if (n < 3 || !(limit > 0.0))
        return;
    reserve(t, n);
    Queue q = {.xy = xy,
               .area = t->area,
               .limit = limit,
               .prev = t->prev,
               .next = t->next,
               .before = t->before,
               .after = t->after,
               .heap = t->heap};
    fill(&q, n, keep);
    for (guint v; take_smallest(&q, &v);) {
        double taken = q.area[v];
        q.area[v] = STAYS;
        keep[v] = 0;
        guint around[2] = {q.prev[v], q.next[v]};
        q.next[around[0]] = around[1];
        q.prev[around[1]] = around[0];
        for (int k = 0; k < 2; k++) {
            guint w = around[k];
            if (q.area[w] != STAYS)
                change(&q, w, fmax(taken, triangle(xy, q.prev[w], w, q.next[w])));
        }
    }
}
