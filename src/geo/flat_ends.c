#include "flat_ends.h"

#include "geodesic.h"
#include "oblique.h"
#include "segment.h"

#include <string.h>

static const double earth = 6.37e6;
enum { MAX_CORNERS = 20 };

typedef struct {
    GmPos at;
    double az;       /* out of the line, degrees */
    size_t from, to; /* positions of the end's own edge */
    Oblique plane;   /* about the end */
    double tx, ty;   /* the way out, in the plane */
    double depth, reach;
} End;

typedef struct {
    double x[MAX_CORNERS + 4], y[MAX_CORNERS + 4]; /* x: the way out */
    int n;
} Face;

static void add_corner(Face *f, double x, double y)
{
    f->x[f->n] = x;
    f->y[f->n++] = y;
}

/* What of a convex face lies past the end. */
static Face beyond(const Face *f, double least)
{
    Face out = {.n = 0};
    for (int i = 0; i < f->n; i++) {
        int k = (i + 1) % f->n;
        bool in = f->x[i] > least, next = f->x[k] > least;
        if (in)
            add_corner(&out, f->x[i], f->y[i]);
        if (in != next) {
            double t = (least - f->x[i]) / (f->x[k] - f->x[i]);
            add_corner(&out, least, f->y[i] + t * (f->y[k] - f->y[i]));
        }
    }
    return out;
}

/* Distance from the end to a convex face; 0 within. */
static double face_distance(const Face *f)
{
    double best = INFINITY;
    bool left = true, right = true;
    for (int i = 0; i < f->n; i++) {
        int k = (i + 1) % f->n;
        double ux = f->x[k] - f->x[i], uy = f->y[k] - f->y[i], uu = ux * ux + uy * uy;
        double t = uu > 0.0 ? fmin(fmax(-(f->x[i] * ux + f->y[i] * uy) / uu, 0.0), 1.0) : 0.0;
        double cross = f->y[i] * ux - f->x[i] * uy;
        left = left && cross < 0.0;
        right = right && cross > 0.0;
        best = fmin(best, hypot(f->x[i] + t * ux, f->y[i] + t * uy));
    }
    return f->n > 2 && (left || right) ? 0.0 : best;
}

/* Whether a face, convex, covers any of the end's half-disc. */
static bool covers(const End *e, const Face *f)
{
    Face past = beyond(f, 2e-5 * e->depth);
    return past.n > 0 && face_distance(&past) < e->depth * 0.9999;
}

static void to_end(const End *e, GmPos p, double *x, double *y)
{
    double px, py;
    oblique_forward(&e->plane, gm_geo_ecef(p), &px, &py);
    *x = px * e->tx + py * e->ty;
    *y = py * e->tx - px * e->ty;
}

/* The ground beside the stretch of an edge that is near, in the end's plane. */
static bool strip_covers(const End *e, const GeoSegment *s)
{
    double foot, d = gm_geo_segment_foot(s, e->at, &foot), ax, ay, bx, by;
    if (d > e->reach)
        return false;
    to_end(e, gm_geo_segment_at(s, fmax(foot - 2.0 * e->reach, 0.0), NULL), &ax, &ay);
    to_end(e, gm_geo_segment_at(s, fmin(foot + 2.0 * e->reach, s->length), NULL), &bx, &by);
    double len = hypot(bx - ax, by - ay);
    if (!(len > 0.0))
        return true;
    double nx = -(by - ay) / len * e->depth, ny = (bx - ax) / len * e->depth;
    Face f = {.n = 0};
    add_corner(&f, ax - nx, ay - ny);
    add_corner(&f, bx - nx, by - ny);
    add_corner(&f, bx + nx, by + ny);
    add_corner(&f, ax + nx, ay + ny);
    return covers(e, &f);
}

/* The fan on the outer side of a turn, somewhat larger. */
static bool fan_covers(const End *e, const GeoSegment *in, const GeoSegment *out)
{
    double turn = fold_angle(out->az_a - in->az_b), x, y, side = turn > 0.0 ? -90.0 : 90.0;
    to_end(e, in->b, &x, &y);
    if (hypot(x, y) > e->reach)
        return false;
    if (fabs(turn) > 179.0)
        return true;
    Face f = {.n = 0};
    add_corner(&f, x, y);
    double wide = e->depth / cos(turn / 2.0 / (MAX_CORNERS - 2) * DEG);
    for (int i = 0; i < MAX_CORNERS - 1; i++) {
        double a = (in->az_b + side + turn * i / (MAX_CORNERS - 2) - e->az) * DEG;
        double r = i == 0 || i == MAX_CORNERS - 2 ? e->depth : wide;
        add_corner(&f, x + r * cos(a), y - r * sin(a));
    }
    return covers(e, &f);
}

static bool closed(const GmPos *p, size_t n)
{
    return n > 2 && p[0].lat == p[n - 1].lat && p[0].lon == p[n - 1].lon;
}

/* Too far off for an edge to matter, cheaply. */
static bool far_off(Vec3 at, Vec3 a, Vec3 b, double reach)
{
    Vec3 m = {(a.x + b.x) / 2.0, (a.y + b.y) / 2.0, (a.z + b.z) / 2.0};
    double half = vec_len(vec_sub(b, a)) / 2.0;
    return vec_len(vec_sub(m, at)) > 1.6 * half + reach;
}

static bool part_covers(const End *e, const GmGeom *g, size_t part)
{
    size_t first = g->start[part], end = g->start[part + 1];
    bool ring = closed(g->pos + first, end - first), any = false;
    GeoSegment seg, last, start = {0};
    Vec3 at = gm_geo_ecef(e->at), a = gm_geo_ecef(g->pos[first]), b;
    for (size_t k = first + 1; k < end; k++, a = b) {
        b = gm_geo_ecef(g->pos[k]);
        bool own = k - 1 == e->from && k == e->to;
        if (!ring && !own && far_off(at, a, b, e->reach)) {
            any = false;
            continue;
        }
        if (!gm_geo_segment_init(&seg, g->pos[k - 1], g->pos[k]))
            continue;
        if (!own && strip_covers(e, &seg))
            return true;
        if (any && fan_covers(e, &last, &seg))
            return true;
        if (!any)
            start = seg;
        last = seg;
        any = true;
    }
    return ring && any && fan_covers(e, &last, &start);
}

static bool alone(const End *e, const GmGeom *line)
{
    for (size_t i = 0; i < line->n_parts; i++)
        if (part_covers(e, line, i))
            return false;
    return true;
}

static bool same_place(GmPos a, GmPos b)
{
    double north = (a.lat - b.lat) * 111.3e3;
    double east = remainder(a.lon - b.lon, 360.0) * 111.3e3 * cos(a.lat * DEG);
    return north * north + east * east < 1e-6;
}

static void add_across(const End *e, double tolerance, GArray *out)
{
    double lat = fmin(fabs(e->at.lat) + e->depth / earth / DEG, 89.0);
    double bend = 1.2 * (tan(lat * DEG) + 0.01) / earth;
    int n = (int)ceil(2.0 * e->depth * sqrt(bend / (8.0 * 0.8 * tolerance)));
    for (int i = 1; i < n; i++) {
        double s = e->depth * (1.0 - 2.0 * i / n);
        GmPos p = gm_geo_direct(e->at, e->az + 90.0, s);
        g_array_append_val(out, p);
    }
}

/* The ring @p (n positions, closed) with the end's half-circle, from the corner on
 * its right to that on its left, made straight; NULL when it is not there. */
static GArray *straightened(const End *e, const GmPos *p, size_t n, double tolerance)
{
    GmPos right = gm_geo_direct(e->at, e->az + 90.0, e->depth);
    GmPos left = gm_geo_direct(e->at, e->az - 90.0, e->depth);
    size_t r = n, l = n, m = n - 1;
    for (size_t i = 0; i < m; i++) {
        if (same_place(p[i], right))
            r = i;
        if (same_place(p[i], left))
            l = i;
    }
    if (r == n || l == n)
        return NULL;
    Vec3 at = gm_geo_ecef(e->at), side = vec_sub(gm_geo_ecef(right), at);
    Vec3 other = vec_sub(gm_geo_ecef(left), at);
    for (size_t i = (r + 1) % m; i != l; i = (i + 1) % m) {
        Vec3 q = vec_sub(gm_geo_ecef(p[i]), at);
        double x, y, off = vec_len(q) - (vec_len(side) + vec_len(other)) / 2.0;
        to_end(e, p[i], &x, &y);
        if (fabs(off) > 0.003 * e->depth || x < -0.001 * e->depth)
            return NULL;
    }
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(GmPos), (guint)(n + 16));
    g_array_append_val(out, p[r]);
    add_across(e, tolerance, out);
    for (size_t i = l; i != r; i = (i + 1) % m)
        g_array_append_val(out, p[i]);
    g_array_append_val(out, p[r]);
    return out;
}

static bool cut_end(const End *e, GmGeom **zone, double tolerance)
{
    g_autoptr(GmGeom) out = gm_geom_new(GM_GEOM_POLYGON);
    bool done = false;
    for (size_t i = 0; i < (*zone)->n_parts; i++) {
        const GmPos *p = gm_geom_part(*zone, i);
        size_t n = gm_geom_part_len(*zone, i);
        g_autoptr(GArray) ring = done || (*zone)->hole[i] ? NULL : straightened(e, p, n, tolerance);
        done = done || ring;
        if (ring)
            gm_geom_add_part(out, (GmPos *)(void *)ring->data, ring->len, false);
        else
            gm_geom_add_part(out, p, n, (*zone)->hole[i]);
    }
    if (done) {
        gm_geom_free(*zone);
        *zone = g_steal_pointer(&out);
    }
    return done;
}

static bool end_of(const GmGeom *g, size_t part, bool tail, double depth, End *e)
{
    size_t first = g->start[part], n = gm_geom_part_len(g, part);
    GeoSegment s;
    for (size_t i = 0; i + 1 < n; i++) {
        size_t k = first + (tail ? n - 2 - i : i);
        if (!gm_geo_segment_init(&s, g->pos[k], g->pos[k + 1]))
            continue;
        *e = (End){.at = tail ? s.b : s.a,
                   .az = tail ? s.az_b : s.az_a + 180.0,
                   .from = k,
                   .to = k + 1,
                   .depth = depth,
                   .reach = 2.05 * depth};
        e->plane = gm_geo_oblique(e->at);
        e->tx = sin(e->az * DEG);
        e->ty = cos(e->az * DEG);
        return true;
    }
    return false;
}

GmGeom *gm_geo_flatten_ends(const GmGeom *line, const GmGeom *round, double depth, double tolerance)
{
    g_autoptr(GmGeom) zone = gm_geom_copy(round);
    for (size_t i = 0; i < line->n_parts; i++) {
        const GmPos *p = gm_geom_part(line, i);
        size_t n = gm_geom_part_len(line, i);
        for (int tail = 0; tail < 2 && n > 0 && !closed(p, n); tail++) {
            End e;
            if (!end_of(line, i, tail, depth, &e) ||
                fabs(e.at.lat) + 3.0 * depth / earth / DEG > 85.0 || !alone(&e, line) ||
                !cut_end(&e, &zone, tolerance))
                return NULL;
        }
    }
    return g_steal_pointer(&zone);
}
