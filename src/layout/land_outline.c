#include "land_outline.h"

#include "pixel_rows.h"

#include <math.h>
#include <string.h>

#define AT_EDGE 1.01 /* px: an end as near as this to the rectangle's edge lies on it */

/** An end of an open coast line, on the edge of the rectangle. */
typedef struct {
    double along; /* clockwise from the top left corner */
    guint part;
    guint via;      /* the end that the edge of the land leads to */
    bool clockwise; /* on the way there */
    bool last;      /* the line's last vertex, not its first */
} End;

typedef struct {
    const GmPixelGeom *coast;
    const double *rect;
    double beyond;
    GArray *ends;  /* End, sorted */
    guint *end_of; /* owned; of each part its first vertex's and last vertex's end */
    GmPixelGeom *to;
} Outline;

static bool is_ring(const double *xy, guint n)
{
    return xy[0] == xy[2 * (n - 1)] && xy[1] == xy[2 * (n - 1) + 1];
}

/* Where (x, y) stands on the way round the rectangle, or -1. */
static double position(const double rect[4], double x, double y)
{
    double w = rect[2] - rect[0], h = rect[3] - rect[1];
    double off[4] = {fabs(y - rect[1]), fabs(x - rect[2]), fabs(y - rect[3]), fabs(x - rect[0])};
    double at[4] = {x - rect[0], w + y - rect[1], w + h + rect[2] - x, 2 * w + h + rect[3] - y};
    int side = 0;
    for (int i = 1; i < 4; i++)
        side = off[i] < off[side] ? i : side;
    double most = 2 * (w + h);
    return off[side] <= AT_EDGE ? CLAMP(at[side], 0.0, most) : -1.0;
}

/* The point @along the rectangle grown by @by px on every side. */
static void point_at(const double rect[4], double along, double by, double *x, double *y)
{
    double w = rect[2] - rect[0], h = rect[3] - rect[1];
    along = fmod(along, 2 * (w + h));
    if (along < w) {
        *x = rect[0] + along, *y = rect[1] - by;
    } else if (along < w + h) {
        *x = rect[2] + by, *y = rect[1] + along - w;
    } else if (along < 2 * w + h) {
        *x = rect[2] - (along - w - h), *y = rect[3] + by;
    } else {
        *x = rect[0] - by, *y = rect[3] - (along - 2 * w - h);
    }
}

static int by_position(gconstpointer a, gconstpointer b)
{
    const End *x = a, *y = b;
    return x->along < y->along ? -1 : x->along > y->along;
}

static bool find_ends(Outline *o)
{
    for (guint i = 0; i < gm_layout_pixels_n_parts(o->coast); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(o->coast, i, &n);
        if (is_ring(xy, n))
            continue;
        for (int last = 0; last < 2; last++) {
            const double *at = last ? xy + 2 * (n - 1) : xy;
            End e = {.along = position(o->rect, at[0], at[1]), .part = i, .last = last};
            if (e.along < 0)
                return false;
            g_array_append_val(o->ends, e);
        }
    }
    g_array_sort(o->ends, by_position);
    for (guint k = 0; k < o->ends->len; k++) {
        const End *e = &g_array_index(o->ends, End, k);
        o->end_of[2 * e->part + e->last] = k;
    }
    return true;
}

/* By the winding number: tiles overlap, and an even-odd test sees water there. */
static bool is_dry(const GmPixelGeom *land, double x, double y)
{
    int turns = 0;
    for (guint i = 0; i < gm_layout_pixels_n_parts(land); i++) {
        guint n;
        const double *a = gm_layout_pixels_part(land, i, &n);
        for (guint k = 0; k + 1 < n; k++, a += 2) {
            if ((a[1] > y) == (a[3] > y))
                continue;
            double left = (a[2] - a[0]) * (y - a[1]) - (x - a[0]) * (a[3] - a[1]);
            turns += a[3] > a[1] ? left > 0.0 : left < 0.0 ? -1 : 0;
        }
    }
    return turns != 0;
}

static bool is_land(const Outline *o, const GmPixelGeom *land, double along)
{
    double x, y;
    point_at(o->rect, along, -1.5, &x, &y);
    return is_dry(land, x, y);
}

static double gap_after(const Outline *o, guint k)
{
    guint n = o->ends->len;
    double round = 2 * (o->rect[2] - o->rect[0] + o->rect[3] - o->rect[1]);
    double here = g_array_index(o->ends, End, k).along;
    double next = g_array_index(o->ends, End, (k + 1) % n).along;
    return k + 1 < n ? next - here : next + round - here;
}

/* Land and sea take turns along the edge; the widest stretch tells whose turn it is. */
static void pair_ends(Outline *o, const GmPixelGeom *land)
{
    guint n = o->ends->len, widest = 0;
    for (guint k = 1; k < n; k++)
        widest = gap_after(o, k) > gap_after(o, widest) ? k : widest;
    double middle = g_array_index(o->ends, End, widest).along + gap_after(o, widest) / 2;
    bool even = is_land(o, land, middle) == (widest % 2 == 0);
    for (guint k = even ? 0 : 1; k < n; k += 2) {
        End *a = &g_array_index(o->ends, End, k), *b = &g_array_index(o->ends, End, (k + 1) % n);
        a->via = (k + 1) % n;
        a->clockwise = true;
        b->via = k;
        b->clockwise = false;
    }
}

static void add_corner(Outline *o, int corner) /* 0: top right, then clockwise */
{
    bool right = corner < 2, bottom = corner == 1 || corner == 2;
    gm_layout_pixels_add(o->to, right ? o->rect[2] + o->beyond : o->rect[0] - o->beyond,
                         bottom ? o->rect[3] + o->beyond : o->rect[1] - o->beyond);
}

/* Outside of the rectangle from one end to its partner. */
static void follow_edge(Outline *o, const End *from)
{
    const End *to = &g_array_index(o->ends, End, from->via);
    double w = o->rect[2] - o->rect[0], h = o->rect[3] - o->rect[1], all = 2 * (w + h), x, y;
    double corner[] = {w, w + h, 2 * w + h, all};
    double a = from->clockwise ? from->along : to->along;
    double b = from->clockwise ? to->along : from->along;
    b += b < a ? all : 0.0;
    point_at(o->rect, from->along, o->beyond, &x, &y);
    gm_layout_pixels_add(o->to, x, y);
    for (int i = 0; i < 8; i++) {
        int k = from->clockwise ? i : 7 - i;
        double at = corner[k % 4] + (k < 4 ? 0.0 : all);
        if (at > a && at < b)
            add_corner(o, k % 4);
    }
    point_at(o->rect, to->along, o->beyond, &x, &y);
    gm_layout_pixels_add(o->to, x, y);
}

static void add_line(Outline *o, guint part, bool backwards)
{
    guint n;
    const double *xy = gm_layout_pixels_part(o->coast, part, &n);
    for (guint k = 0; k < n; k++) {
        const double *v = xy + 2 * (backwards ? n - 1 - k : k);
        gm_layout_pixels_add(o->to, v[0], v[1]);
    }
}

/* Coast and edge by turns until the ring closes. */
static void trace_rings(Outline *o)
{
    g_autofree bool *done = g_new0(bool, gm_layout_pixels_n_parts(o->coast));
    for (guint i = 0; i < gm_layout_pixels_n_parts(o->coast); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(o->coast, i, &n);
        if (done[i])
            continue;
        gm_layout_pixels_begin_part(o->to);
        if (is_ring(xy, n)) {
            add_line(o, i, false);
            continue;
        }
        guint first = o->to->xy->len;
        bool backwards = false;
        for (guint part = i; !done[part];) {
            done[part] = true;
            add_line(o, part, backwards);
            const End *at = &g_array_index(o->ends, End, o->end_of[2 * part + !backwards]);
            follow_edge(o, at);
            const End *next = &g_array_index(o->ends, End, at->via);
            part = next->part;
            backwards = next->last;
        }
        const double *start = &g_array_index(o->to->xy, double, first);
        gm_layout_pixels_add(o->to, start[0], start[1]);
    }
}

static void add_whole(Outline *o)
{
    gm_layout_pixels_begin_part(o->to);
    for (int k = 0; k < 5; k++)
        add_corner(o, k % 4);
}

static void reverse(double *xy, guint n)
{
    for (guint a = 0, b = n - 1; a < b; a++, b--) {
        double t[2] = {xy[2 * a], xy[2 * a + 1]};
        memcpy(xy + 2 * a, xy + 2 * b, sizeof t);
        memcpy(xy + 2 * b, t, sizeof t);
    }
}

/* Every ring with the land on the same hand. */
static void turn_rings(GmPixelGeom *g)
{
    g_autoptr(GmPixelRows) rows = gm_layout_rows_new(g);
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n, longest = 0;
        double *xy = (double *)(void *)(guintptr)gm_layout_pixels_part(g, i, &n), most = 0;
        for (guint k = 0; k + 1 < n; k++) {
            double d = hypot(xy[2 * k + 2] - xy[2 * k], xy[2 * k + 3] - xy[2 * k + 1]);
            longest = d > most ? k : longest;
            most = MAX(most, d);
        }
        const double *a = xy + 2 * longest;
        if (most <= 0)
            continue;
        double dx = 0.2 * (a[3] - a[1]) / most, dy = 0.2 * (a[0] - a[2]) / most;
        if (!gm_layout_rows_contain(rows, (a[0] + a[2]) / 2 + dx, (a[1] + a[3]) / 2 + dy))
            reverse(xy, n);
    }
}

/* How often @land winds round the middles of @across × @down boxes of @rect, row by row:
 * is_dry of all of them, each edge looked at once. */
static int *land_turns(const GmPixelGeom *land, const double rect[4], int across, int down)
{
    double wide = (rect[2] - rect[0]) / across, high = (rect[3] - rect[1]) / down;
    int *turns = g_new0(int, (gsize)across *(gsize)down);
    for (guint i = 0; i < gm_layout_pixels_n_parts(land); i++) {
        guint n;
        const double *a = gm_layout_pixels_part(land, i, &n);
        for (guint e = 0; e + 1 < n; e++, a += 2) {
            double low = fmin(a[1], a[3]), top = fmax(a[1], a[3]);
            int k = (int)fmax(0.0, ceil((low - rect[1]) / high - 0.5));
            for (; k < down && rect[1] + (k + 0.5) * high < top; k++) {
                double y = rect[1] + (k + 0.5) * high;
                if (y < low)
                    continue;
                double x = a[0] + (a[2] - a[0]) * (y - a[1]) / (a[3] - a[1]);
                int before = (int)fmin(across, fmax(0.0, ceil((x - rect[0]) / wide - 0.5)));
                for (int c = 0; c < before; c++)
                    turns[k * across + c] += a[3] > a[1] ? 1 : -1;
            }
        }
    }
    return turns;
}

/* A grid of probes: the same answer from both but for some at the very shore. */
static bool agree(const GmPixelGeom *outline, const GmPixelGeom *land, const double rect[4])
{
    enum { ACROSS = 20, DOWN = 15 };
    g_autoptr(GmPixelRows) rows = gm_layout_rows_new(outline);
    guint differ = 0;
    g_autofree int *turns = land_turns(land, rect, ACROSS, DOWN);
    for (int i = 0; i < ACROSS * DOWN; i++) {
        double x = rect[0] + (rect[2] - rect[0]) * (i % ACROSS + 0.5) / ACROSS;
        double y = rect[1] + (rect[3] - rect[1]) * (i / ACROSS + 0.5) / DOWN;
        differ += gm_layout_rows_contain(rows, x, y) != (turns[i] != 0);
    }
    return differ * 100 <= ACROSS * DOWN;
}

GmPixelGeom *gm_layout_land_outline(const GmPixelGeom *coast, const GmPixelGeom *land,
                                    const double rect[4], double beyond)
{
    if (gm_layout_pixels_n_parts(land) == 0)
        return NULL;
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(End));
    g_autofree guint *end_of = g_new0(guint, 2 * gm_layout_pixels_n_parts(coast) + 1);
    g_autoptr(GmPixelGeom) to = gm_layout_pixels_new(GM_GEOM_POLYGON);
    Outline o = {coast, rect, beyond, ends, end_of, to};
    if (!find_ends(&o))
        return NULL;
    if (ends->len > 0)
        pair_ends(&o, land);
    else if (is_land(&o, land, (rect[2] - rect[0]) / 2))
        add_whole(&o);
    trace_rings(&o);
    turn_rings(to);
    return agree(to, land, rect) ? g_steal_pointer(&to) : NULL;
}
