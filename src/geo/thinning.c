#include "thinning.h"

#include <math.h>
#include <stdbool.h>

typedef struct GeoThinEntry {
    double area;
    guint v;
} HeapEntry;

/* Where a vertex stands that is not in the heap. */
#define GONE G_MAXUINT
#define LARGE (G_MAXUINT - 1)

/* The vertices with small triangles, the smallest first. In the room that is the
 * caller's: each vertex's place in the heap, and its neighbours. */
typedef struct {
    const double *xy;
    HeapEntry *e;
    guint n, *at, *prev, *next;
} Heap;

/* Equals by where they lie, so that an edge that two share is thinned alike
 * whichever way each runs along it. */
static bool comes_first(const double *a, const double *b, bool earlier)
{
    return a[0] != b[0] ? a[0] < b[0] : a[1] != b[1] ? a[1] < b[1] : earlier;
}

static inline bool heap_before(const Heap *h, HeapEntry a, HeapEntry b)
{
    return a.area != b.area ? a.area < b.area
                            : comes_first(h->xy + 2 * a.v, h->xy + 2 * b.v, a.v < b.v);
}

static void heap_put(Heap *h, guint i, HeapEntry x)
{
    h->e[i] = x;
    h->at[x.v] = i;
}

static void heap_up(Heap *h, guint i, HeapEntry x)
{
    while (i > 0 && heap_before(h, x, h->e[(i - 1) / 2])) {
        heap_put(h, i, h->e[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    heap_put(h, i, x);
}

static void heap_down(Heap *h, guint i, HeapEntry x)
{
    for (guint c; (c = 2 * i + 1) < h->n; i = c) {
        if (c + 1 < h->n && heap_before(h, h->e[c + 1], h->e[c]))
            c++;
        if (!heap_before(h, h->e[c], x))
            break;
        heap_put(h, i, h->e[c]);
    }
    heap_put(h, i, x);
}

static void heap_take(Heap *h, HeapEntry *top)
{
    *top = h->e[0];
    h->at[top->v] = GONE;
    h->n--;
    if (h->n > 0)
        heap_down(h, 0, h->e[h->n]);
}

/* The triangle of a vertex is another now. */
static void heap_change(Heap *h, HeapEntry x, double limit)
{
    guint i = h->at[x.v];
    if (i == LARGE && x.area < limit)
        heap_up(h, h->n++, x);
    else if (i != LARGE && i > 0 && heap_before(h, x, h->e[(i - 1) / 2]))
        heap_up(h, i, x);
    else if (i != LARGE)
        heap_down(h, i, x);
}

static double triangle(const double *xy, guint a, guint b, guint c)
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
    t->e = g_renew(HeapEntry, t->e, t->room);
    t->at = g_renew(guint, t->at, t->room);
    t->prev = g_renew(guint, t->prev, t->room);
    t->next = g_renew(guint, t->next, t->room);
}

void gm_geo_thinner_clear(GeoThinner *t)
{
    g_free(t->e);
    g_free(t->at);
    g_free(t->prev);
    g_free(t->next);
    *t = (GeoThinner){.room = 0};
}

/* Every vertex its neighbours, and those that may go in the heap. */
static void fill_heap(Heap *h, guint n, double limit, const guint8 *keep)
{
    for (guint i = 0; i < n; i++) {
        h->prev[i] = i == 0 ? 0 : i - 1;
        h->next[i] = i + 1;
        h->at[i] = GONE;
    }
    for (guint i = 1; i + 1 < n; i++) {
        if (keep[i] > 1)
            continue;
        double area = triangle(h->xy, i - 1, i, i + 1);
        h->at[i] = LARGE;
        if (area < limit)
            heap_put(h, h->n++, (HeapEntry){area, i});
    }
    for (guint i = h->n / 2; i-- > 0;)
        heap_down(h, i, h->e[i]);
}

void gm_geo_thin(GeoThinner *t, const double *xy, guint n, double limit, guint8 *keep)
{
    if (n < 3)
        return;
    reserve(t, n);
    Heap h = {xy, t->e, 0, t->at, t->prev, t->next};
    fill_heap(&h, n, limit, keep);
    while (h.n > 0) {
        HeapEntry top;
        heap_take(&h, &top);
        if (top.area >= limit)
            break;
        keep[top.v] = 0;
        guint p = h.prev[top.v], q = h.next[top.v];
        h.next[p] = q;
        h.prev[q] = p;
        guint around[2] = {p, q};
        for (int k = 0; k < 2; k++) {
            guint v = around[k];
            if (h.at[v] == GONE)
                continue;
            double area = fmax(top.area, triangle(xy, h.prev[v], v, h.next[v]));
            heap_change(&h, (HeapEntry){area, v}, limit);
        }
    }
}
