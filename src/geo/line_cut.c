#include "line_cut.h"

#include "antimeridian.h"
#include "plane_tree.h"

#include <math.h>

typedef struct {
    const GmPos **from; /* the polygon's edges */
    PlaneTree tree;
    GmPos a, b;     /* the edge being cut */
    GArray *shares; /* double: where it is */
    bool odd, on;
} Cutter;

static bool add_share(size_t i, void *user)
{
    Cutter *c = user;
    GmPos p = c->from[i][0], q = c->from[i][1];
    double ux = c->b.lon - c->a.lon, uy = c->b.lat - c->a.lat, vx = q.lon - p.lon,
           vy = q.lat - p.lat, wx = p.lon - c->a.lon, wy = p.lat - c->a.lat;
    double det = ux * vy - uy * vx, uu = ux * ux + uy * uy;
    if (det != 0.0) {
        double t = (wx * vy - wy * vx) / det, s = (wx * uy - wy * ux) / det;
        if (t > 0.0 && t < 1.0 && s >= 0.0 && s <= 1.0)
            g_array_append_val(c->shares, t);
        return true;
    }
    for (int k = 0; uu > 0.0 && k < 2; k++) { /* along each other */
        double t = ((c->from[i][k].lon - c->a.lon) * ux + (c->from[i][k].lat - c->a.lat) * uy) / uu;
        if (t > 0.0 && t < 1.0)
            g_array_append_val(c->shares, t);
    }
    return true;
}

/* Crossings of the ray that runs east from @a. */
static bool count_crossing(size_t i, void *user)
{
    Cutter *c = user;
    GmPos p = c->from[i][0], q = c->from[i][1];
    double at = (q.lon - p.lon) * (c->a.lat - p.lat) - (q.lat - p.lat) * (c->a.lon - p.lon);
    double size = fabs(q.lon - p.lon) + fabs(q.lat - p.lat);
    if (fabs(at) <= 1e-12 * size && c->a.lon >= fmin(p.lon, q.lon) - 1e-12 &&
        c->a.lon <= fmax(p.lon, q.lon) + 1e-12 && c->a.lat >= fmin(p.lat, q.lat) - 1e-12 &&
        c->a.lat <= fmax(p.lat, q.lat) + 1e-12)
        c->on = true;
    if ((p.lat > c->a.lat) != (q.lat > c->a.lat))
        c->odd ^= (q.lat > p.lat) == (at > 0.0);
    return true;
}

static bool holds(Cutter *c, GmPos p)
{
    c->a = p;
    c->odd = c->on = false;
    PlaneBox east = {p.lon - 1e-9, p.lat - 1e-9, INFINITY, p.lat + 1e-9};
    gm_geo_plane_tree_visit(&c->tree, east, count_crossing, c);
    return c->odd || c->on;
}

static int ascending(const void *a, const void *b)
{
    const double *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

static GmPos share_of(GmPos a, GmPos b, double t)
{
    return t >= 1.0 ? b : (GmPos){a.lat + t * (b.lat - a.lat), a.lon + t * (b.lon - a.lon)};
}

static void end_run(GArray *run, GmGeom *out)
{
    if (run->len >= 2)
        gm_geom_add_part(out, (GmPos *)(void *)run->data, run->len, false);
    g_array_set_size(run, 0);
}

static void cut_edge(Cutter *c, GmPos a, GmPos b, bool inside, GArray *run, GmGeom *out)
{
    const double one = 1.0;
    g_array_set_size(c->shares, 0);
    c->a = a;
    c->b = b;
    PlaneBox box = {fmin(a.lon, b.lon), fmin(a.lat, b.lat), fmax(a.lon, b.lon), fmax(a.lat, b.lat)};
    gm_geo_plane_tree_visit(&c->tree, box, add_share, c);
    g_array_append_val(c->shares, one);
    g_array_sort(c->shares, ascending);
    double last = 0.0;
    for (guint i = 0; i < c->shares->len; i++) {
        double t = g_array_index(c->shares, double, i);
        if (t <= last)
            continue;
        GmPos from = share_of(a, b, last), to = share_of(a, b, t);
        if (holds(c, share_of(a, b, (last + t) / 2.0)) != inside) {
            end_run(run, out);
        } else {
            if (run->len == 0)
                g_array_append_val(run, from);
            g_array_append_val(run, to);
        }
        last = t;
    }
}

static void cut_all(Cutter *c, const GmGeom *g, bool inside, GmGeom *out)
{
    g_autoptr(GArray) run = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        if (g->kind == GM_GEOM_POINT && n > 0 && holds(c, p[0]) == inside)
            gm_geom_add_part(out, p, n, false);
        for (size_t k = 1; g->kind == GM_GEOM_LINE && k < n; k++)
            cut_edge(c, p[k - 1], p[k], inside, run, out);
        end_run(run, out);
    }
}

GmGeom *gm_geo_line_cut(const GmGeom *g, const GmGeom *polygon, bool inside, GError **error)
{
    g_autoptr(GmGeom) line = gm_geo_split_antimeridian(g, error);
    g_autoptr(GmGeom) by = line ? gm_geo_split_antimeridian(polygon, error) : NULL;
    if (!by)
        return NULL;
    Cutter c = {.from = g_new(const GmPos *, by->n_pos + 1),
                .shares = g_array_new(FALSE, FALSE, sizeof(double))};
    PlaneBox *boxes = g_new(PlaneBox, by->n_pos + 1);
    size_t n = 0;
    for (size_t i = 0; i < by->n_parts; i++)
        for (size_t k = by->start[i] + 1; k < by->start[i + 1]; k++) {
            GmPos p = by->pos[k - 1], q = by->pos[k];
            boxes[n] = (PlaneBox){fmin(p.lon, q.lon), fmin(p.lat, q.lat), fmax(p.lon, q.lon),
                                  fmax(p.lat, q.lat)};
            c.from[n++] = &by->pos[k - 1];
        }
    gm_geo_plane_tree_build(&c.tree, boxes, n);
    GmGeom *out = gm_geom_new(g->kind);
    cut_all(&c, line, inside, out);
    gm_geo_plane_tree_clear(&c.tree);
    g_array_free(c.shares, TRUE);
    g_free(c.from);
    return out;
}
