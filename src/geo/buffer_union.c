#include "buffer_union.h"

#include "buffer_side.h"
#include "geodesic.h"
#include "plane_geom.h"
#include "plane_ground.h"
#include "run_back.h"

enum { FACES_TOGETHER = 16 };

typedef struct {
    Oblique plane;
    double tolerance;  /* metres the plane's chords may sag */
    double radius;     /* of the region around the plane's centre, metres */
    GArray *xy;        /* ring being built */
    PlaneNet *net;     /* the faces that are not in pieces yet */
    int n_faces;       /* in it */
    GPtrArray *pieces; /* PlaneRings: of a few faces each */
    bool failed;
    const double *ends; /* pairs: only faces near to one of these places count; NULL: all */
    size_t n_ends;
    double reach; /* metres: what is near */
    bool whole;   /* what comes out keeps all its positions */
} Work;

static void add_xy(Work *w, GmPos p)
{
    double xy[2];
    oblique_forward(&w->plane, gm_geo_ecef(p), &xy[0], &xy[1]);
    if (w->xy->len >= 2) {
        const double *last = &g_array_index(w->xy, double, w->xy->len - 2);
        if (last[0] == xy[0] && last[1] == xy[1])
            return;
    }
    g_array_append_vals(w->xy, xy, 2);
}

static double reach_of(const Work *w)
{
    return 1.5 * w->radius;
}

static void free_rings(gpointer r)
{
    gm_geo_rings_free(r);
}

static void end_piece(Work *w)
{
    if (w->net && gm_geo_net_solve(w->net))
        g_ptr_array_add(w->pieces, gm_geo_net_rings(w->net, gm_geo_net_solid, NULL));
    else if (w->net)
        w->failed = true;
    g_clear_pointer(&w->net, gm_geo_net_free);
    w->n_faces = 0;
}

static void close_ring(Work *w)
{
    const double first[2] = {g_array_index(w->xy, double, 0), g_array_index(w->xy, double, 1)};
    g_array_append_vals(w->xy, first, 2);
}

static void add_face(Work *w)
{
    if (w->xy->len >= 6) {
        close_ring(w);
        if (!w->net)
            w->net = gm_geo_net_new(reach_of(w));
        gm_geo_net_add_ring(w->net, (double *)(void *)w->xy->data, w->xy->len / 2, false, 0, NULL);
        if (++w->n_faces == FACES_TOGETHER)
            end_piece(w);
    }
    g_array_set_size(w->xy, 0);
}

static PlaneRings *unite(Work *w)
{
    end_piece(w);
    PlaneRings *r = w->failed ? NULL : gm_geo_rings_unite(w->pieces, reach_of(w), G_MAXINT64);
    g_ptr_array_set_size(w->pieces, 0);
    return r;
}

/* A fan at @p from azimuth @az through @sweep degrees, signed, to @end: the same
 * angle, but to the last digit that of the strip it adjoins. */
static void add_fan(Work *w, GmPos p, double az, double sweep, double end, double depth)
{
    double step = 2.0 * acos(1.0 - fmin(w->tolerance / depth, 0.1)) / DEG;
    int n = (int)ceil(fabs(sweep) / step);
    bool whole = fabs(sweep) >= 360.0;
    if (!whole)
        add_xy(w, p);
    for (int i = whole ? 1 : 0; i <= n; i++) {
        add_xy(w, gm_geo_direct(p, i == n ? end : az + sweep * i / n, depth));
    }
    add_face(w);
}

static int edge_steps(const Work *w, double length)
{
    double h = sqrt(8.0 * w->tolerance * 6.37e6 / (w->radius / 6.37e6 + 0.02)) / 1.5;
    return (int)fmin(ceil(length / h), 20000.0);
}

/* The exact length at the last step: what adjoins has to start where this ends. */
static double step_at(double length, int i, int n)
{
    return i == n ? length : length * i / n;
}

static void add_radius(Work *w, GmPos p, double az, double depth, bool outward)
{
    int n = edge_steps(w, depth);
    for (int i = 1; i < n; i++) {
        add_xy(w, gm_geo_direct(p, az, depth * (outward ? i : n - i) / n));
    }
}

/* The ground beside an edge, on one side (-1 left, 1 right) to @depth. Its short
 * ends are straight in the plane, as the fans' are that they adjoin; at a flat
 * end of the line they follow the geodesic. */
static void add_strip(Work *w, const GeoSegment *s, double depth, int side, bool begins, bool ends)
{
    int n = MAX(edge_steps(w, s->length), 1);
    for (int i = 0; i <= n; i++)
        add_xy(w, gm_geo_segment_at(s, step_at(s->length, i, n), NULL));
    if (ends)
        add_radius(w, s->b, s->az_b + 90.0 * side, depth, true);
    for (int i = n; i >= 0; i--) {
        double az;
        GmPos p = gm_geo_segment_at(s, step_at(s->length, i, n), &az);
        add_xy(w, gm_geo_direct(p, az + 90.0 * side, depth));
    }
    if (begins)
        add_radius(w, s->a, s->az_a + 90.0 * side, depth, false);
    add_face(w);
}

/* Whether the face beside a stretch of the line counts. */
static bool wanted(const Work *w, GmPos from, GmPos to)
{
    double ax, ay, bx, by;
    if (!w->ends)
        return true;
    oblique_forward(&w->plane, gm_geo_ecef(from), &ax, &ay);
    oblique_forward(&w->plane, gm_geo_ecef(to), &bx, &by);
    double ux = bx - ax, uy = by - ay, uu = ux * ux + uy * uy;
    for (size_t i = 0; i < w->n_ends; i++) {
        double wx = w->ends[2 * i] - ax, wy = w->ends[2 * i + 1] - ay;
        double t = uu > 0.0 ? CLAMP((wx * ux + wy * uy) / uu, 0.0, 1.0) : 0.0;
        /* a long edge bends in the plane */
        if (hypot(wx - t * ux, wy - t * uy) <= w->reach + uu / 2e7)
            return true;
    }
    return false;
}

typedef struct {
    double left, right;
    bool round;
} Depths;

static void add_turn(Work *w, const GeoSegment *in, const GeoSegment *out, Depths d)
{
    double turn = fold_angle(out->az_a - in->az_b); /* > 0: to the right, so a fan on the left */
    if (!wanted(w, in->b, in->b))
        return;
    if (turn > 1e-12 && d.left > 0.0)
        add_fan(w, in->b, in->az_b - 90.0, turn, out->az_a - 90.0, d.left);
    if (turn < -1e-12 && d.right > 0.0)
        add_fan(w, in->b, in->az_b + 90.0, turn, out->az_a + 90.0, d.right);
    if (fabs(turn) > 179.9999) { /* straight back: either side may be the outer one */
        if (d.left > 0.0)
            add_fan(w, in->b, in->az_b - 90.0, 180.0, in->az_b - 90.0 + (180.0), d.left);
        if (d.right > 0.0)
            add_fan(w, in->b, in->az_b + 90.0, -180.0, in->az_b + 90.0 + (-180.0), d.right);
    }
}

static void add_line(Work *w, const GmPos *p, size_t n, bool closed, Depths d)
{
    GeoSegment first, last, seg;
    bool any = false;
    size_t end = n;
    while (end > 1 && p[end - 1].lat == p[end - 2].lat && p[end - 1].lon == p[end - 2].lon)
        end--;
    bool flat = !closed && !d.round;
    for (size_t i = 0; i + 1 < end; i++) {
        if (!gm_geo_segment_init(&seg, p[i], p[i + 1]))
            continue;
        bool near = wanted(w, p[i], p[i + 1]);
        if (near && d.left > 0.0)
            add_strip(w, &seg, d.left, -1, flat && !any, flat && i + 2 == end);
        if (near && d.right > 0.0)
            add_strip(w, &seg, d.right, 1, flat && !any, flat && i + 2 == end);
        if (any)
            add_turn(w, &last, &seg, d);
        else
            first = seg;
        last = seg;
        any = true;
    }
    if (!any) {
        if (d.round)
            add_fan(w, p[0], 0.0, 360.0, 0.0 + (360.0), fmax(d.left, d.right));
    } else if (closed) {
        add_turn(w, &last, &first, d);
    } else if (d.round) { /* each end: a quarter of each depth */
        if (d.left > 0.0) {
            add_fan(w, first.a, first.az_a - 90.0, -90.0, first.az_a - 90.0 + (-90.0), d.left);
            add_fan(w, last.b, last.az_b - 90.0, 90.0, last.az_b - 90.0 + (90.0), d.left);
        }
        if (d.right > 0.0) {
            add_fan(w, first.a, first.az_a + 90.0, 90.0, first.az_a + 90.0 + (90.0), d.right);
            add_fan(w, last.b, last.az_b + 90.0, -90.0, last.az_b + 90.0 + (-90.0), d.right);
        }
    }
}

static bool ring_closed(const GmGeom *g, size_t part)
{
    const GmPos *p = gm_geom_part(g, part);
    size_t n = gm_geom_part_len(g, part);
    return g->kind == GM_GEOM_POLYGON ||
           (n > 2 && p[0].lat == p[n - 1].lat && p[0].lon == p[n - 1].lon);
}

static void track(Work *w, const GmPos *p, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        GeoSegment seg;
        if (!gm_geo_segment_init(&seg, p[i], p[i + 1]))
            continue;
        int k = MAX(edge_steps(w, seg.length), 1);
        for (int j = 0; j < k; j++)
            add_xy(w, gm_geo_segment_at(&seg, seg.length * j / k, NULL));
    }
    if (n > 0)
        add_xy(w, p[n - 1]);
}

/* The polygon itself in the plane, edges as geodesics. */
static PlaneRings *body(Work *w, const GmGeom *g)
{
    g_autoptr(PlaneRings) rings = gm_geo_rings_new();
    for (size_t i = 0; i < g->n_parts; i++) {
        track(w, gm_geom_part(g, i), gm_geom_part_len(g, i));
        if (w->xy->len >= 6) {
            close_ring(w);
            gm_geo_rings_add(rings, (double *)(void *)w->xy->data, w->xy->len / 2,
                             g->hole && g->hole[i]);
        }
        g_array_set_size(w->xy, 0);
    }
    return gm_geo_rings_mended(rings, reach_of(w));
}

static void place_plane(Work *w, const GmGeom *g, double depth)
{
    Vec3 sum = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < g->n_pos; i++) {
        Vec3 v = gm_geo_ecef(g->pos[i]);
        sum = (Vec3){sum.x + v.x, sum.y + v.y, sum.z + v.z};
    }
    w->plane = gm_geo_oblique(vec_len(sum) > 1.0 ? gm_geo_from_ecef(sum) : g->pos[0]);
    w->radius = depth;
    for (size_t i = 0; i < g->n_pos; i++) {
        double x, y;
        oblique_forward(&w->plane, gm_geo_ecef(g->pos[i]), &x, &y);
        w->radius = fmax(w->radius, hypot(x, y) + depth);
    }
}

static PlaneRings *surround(Work *w, const GmGeom *g, Depths d)
{
    for (size_t i = 0; i < g->n_parts; i++)
        add_line(w, gm_geom_part(g, i), gm_geom_part_len(g, i), ring_closed(g, i), d);
    return unite(w);
}

/* The line in the plane, each open part @more metres longer at both ends. */
static void add_cutting_lines(Work *w, const GmGeom *g, double more, PlaneNet *net)
{
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        bool closed = ring_closed(g, i);
        GeoSegment seg;
        for (size_t k = 0; !closed && k + 1 < n; k++)
            if (gm_geo_segment_init(&seg, p[k], p[k + 1])) {
                add_xy(w, gm_geo_direct(seg.a, seg.az_a + 180.0, more));
                break;
            }
        track(w, p, n);
        for (size_t k = n; !closed && k-- > 1;)
            if (gm_geo_segment_init(&seg, p[k - 1], p[k])) {
                add_xy(w, gm_geo_direct(seg.b, seg.az_b, more));
                break;
            }
        gm_geo_net_add_wall(net, (double *)(void *)w->xy->data, w->xy->len / 2);
        g_array_set_size(w->xy, 0);
    }
}

/* Both sides of what the line runs there and back, and of the turns at its ends the
 * one on @side. */
static void add_run_back(Work *w, const RunBack *r, double depth, int side)
{
    Depths turns = {side < 0 ? depth : 0.0, side > 0 ? depth : 0.0, false};
    for (size_t i = 0; i < r->line->n_parts; i++) {
        GeoSegment last, seg;
        size_t begin = r->line->start[i], end = r->line->start[i + 1];
        bool before = false; /* there is an edge before, and it runs both ways */
        for (size_t k = begin; k + 1 < end; k++) {
            if (!gm_geo_segment_init(&seg, r->line->pos[k], r->line->pos[k + 1]))
                continue;
            if (r->twice[k]) {
                add_strip(w, &seg, depth, -1, k == begin, k + 2 == end);
                add_strip(w, &seg, depth, 1, k == begin, k + 2 == end);
            }
            if (k > begin && (before || r->twice[k]))
                add_turn(w, &last, &seg, turns);
            before = r->twice[k];
            last = seg;
        }
    }
}

static PlaneRings *cut_side(Work *w, const GmGeom *g, double depth, int side)
{
    g_autoptr(PlaneRings) full = surround(w, g, (Depths){depth, depth, false});
    g_autoptr(Zone) z = full ? gm_geo_zone_new(g, depth, w->tolerance) : NULL;
    if (!z)
        return NULL;
    /* An end that lies within the zone leaves the sides in one piece: then the line
     * is taken straight on until it cuts through. */
    const double more[] = {0.01, 1.01 * depth};
    PlaneRings *kept = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(more) && (!kept || kept->hole->len == 0); i++) {
        g_autoptr(PlaneNet) net = gm_geo_net_new(reach_of(w));
        gm_geo_net_add_rings(net, full, 0);
        add_cutting_lines(w, g, more[i], net);
        gm_geo_rings_free(kept);
        kept = gm_geo_net_solve(net) ? gm_geo_keep_side(net, &w->plane, z, side) : NULL;
    }
    return kept;
}

static PlaneRings *one_side(Work *w, const GmGeom *g, double depth, int side)
{
    g_autoptr(RunBack) back = gm_geo_run_back(g, w->tolerance);
    if (!back)
        return cut_side(w, g, depth, side);
    g_autoptr(PlaneRings) cut =
        back->once->n_parts > 0 ? cut_side(w, back->once, depth, side) : gm_geo_rings_new();
    if (!cut)
        return NULL;
    add_run_back(w, back, depth, side);
    end_piece(w);
    g_ptr_array_add(w->pieces, g_steal_pointer(&cut));
    return unite(w);
}

/* A quarter of each depth at every open end. */
static void add_ends(Work *w, const GmGeom *g, Depths d)
{
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *p = gm_geom_part(g, i);
        size_t n = gm_geom_part_len(g, i);
        GeoSegment seg;
        if (ring_closed(g, i))
            continue;
        for (size_t k = 0; k + 1 < n; k++)
            if (gm_geo_segment_init(&seg, p[k], p[k + 1])) {
                add_fan(w, seg.a, seg.az_a - 90.0, -90.0, seg.az_a - 90.0 + (-90.0), d.left);
                add_fan(w, seg.a, seg.az_a + 90.0, 90.0, seg.az_a + 90.0 + (90.0), d.right);
                break;
            }
        for (size_t k = n; k-- > 1;)
            if (gm_geo_segment_init(&seg, p[k - 1], p[k])) {
                add_fan(w, seg.b, seg.az_b - 90.0, 90.0, seg.az_b - 90.0 + (90.0), d.left);
                add_fan(w, seg.b, seg.az_b + 90.0, -90.0, seg.az_b + 90.0 + (-90.0), d.right);
                break;
            }
    }
}

/* A line's zone with unequal depths: each side by itself, then together. */
static PlaneRings *two_depths(Work *w, const GmGeom *g, Depths d)
{
    g_autoptr(PlaneRings) left = d.left > 0.0 ? one_side(w, g, d.left, -1) : NULL;
    g_autoptr(PlaneRings) right = d.right > 0.0 ? one_side(w, g, d.right, 1) : NULL;
    if ((d.left > 0.0 && !left) || (d.right > 0.0 && !right))
        return NULL;
    if (!left || !right)
        return left ? g_steal_pointer(&left) : g_steal_pointer(&right);
    g_ptr_array_add(w->pieces, g_steal_pointer(&left));
    g_ptr_array_add(w->pieces, g_steal_pointer(&right));
    if (d.round)
        add_ends(w, g, d);
    return unite(w);
}

static bool grown(const int *winding, void *user)
{
    (void)user;
    return winding[0] > 0 || winding[1] > 0;
}

static bool shrunk(const int *winding, void *user)
{
    (void)user;
    return winding[1] > 0 && winding[0] <= 0;
}

static PlaneRings *zone(Work *w, const GmGeom *g, const GmBufferOptions *o)
{
    double depth = fabs(o->left);
    if (g->kind == GM_GEOM_LINE) {
        Depths d = {o->left, o->right, o->cap == GM_CAP_ROUND};
        return d.left == d.right ? surround(w, g, d) : two_depths(w, g, d);
    }
    g_autoptr(PlaneRings) around = surround(w, g, (Depths){depth, depth, o->left > 0.0});
    if (g->kind != GM_GEOM_POLYGON || !around)
        return g_steal_pointer(&around);
    g_autoptr(PlaneRings) in = body(w, g);
    if (!in)
        return NULL;
    g_autoptr(PlaneNet) net = gm_geo_net_new(reach_of(w));
    gm_geo_net_add_rings(net, around, 0);
    gm_geo_net_add_rings(net, in, 1);
    return gm_geo_net_solve(net) ? gm_geo_net_rings(net, o->left < 0.0 ? shrunk : grown, NULL)
                                 : NULL;
}

/* Most of it is for thinning. */
static double plane_tolerance(const GmBufferOptions *o)
{
    return fmax(fabs(o->left), fabs(o->right)) * o->tolerance * 0.05;
}

double gm_geo_buffer_union_steps(const GmGeom *g, const GmBufferOptions *o)
{
    Work w = {.tolerance = plane_tolerance(o)};
    place_plane(&w, g, fmax(fabs(o->left), fabs(o->right)));
    double steps = 0.0;
    for (size_t i = 0; i < g->n_parts; i++)
        for (size_t k = g->start[i] + 1; k < g->start[i + 1]; k++)
            steps += 4.0 * edge_steps(&w, gm_geo_distance(g->pos[k - 1], g->pos[k]));
    return steps;
}

static void bring(const Work *w, const PlaneRings *r, double width, GmGeom *out)
{
    PlaneGround to = {w->plane, w->tolerance, w->whole};
    gm_geo_plane_to_ground(&to, r, width, out);
}

/* ---- flat ends by what lies about them */

/* The open ends' places, pairs. */
static GArray *open_ends(const Work *w, const GmGeom *g)
{
    GArray *ends = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t i = 0; i < g->n_parts; i++) {
        size_t n = gm_geom_part_len(g, i);
        for (int tail = 0; tail < 2 && n > 0 && !ring_closed(g, i); tail++) {
            double xy[2];
            oblique_forward(&w->plane, gm_geo_ecef(gm_geom_part(g, i)[tail ? n - 1 : 0]), &xy[0],
                            &xy[1]);
            g_array_append_vals(ends, xy, 2);
        }
    }
    return ends;
}

/* A little more than the disc about an end. */
static void add_disc(PlaneNet *net, const double *at, double depth, int set)
{
    enum { CORNERS = 16 };
    double xy[2 * CORNERS + 2];
    for (int i = 0; i <= CORNERS; i++) {
        double a = 2.0 * G_PI * (i % CORNERS) / CORNERS;
        xy[2 * i] = at[0] + 1.05 * depth * cos(a);
        xy[2 * i + 1] = at[1] + 1.05 * depth * sin(a);
    }
    gm_geo_net_add(net, xy, CORNERS + 1, set, 1);
}

static bool patched(const int *winding, void *user)
{
    (void)user;
    return winding[2] > 0 ? winding[1] > 0 : winding[0] > 0;
}

static void add_round(Work *w, const GmGeom *round, PlaneNet *net)
{
    for (size_t i = 0; i < round->n_parts; i++) {
        const GmPos *p = gm_geom_part(round, i);
        size_t n = gm_geom_part_len(round, i);
        g_autofree double *xy = g_new(double, 2 * n + 2);
        for (size_t k = 0; k < n; k++)
            oblique_forward(&w->plane, gm_geo_ecef(p[k]), &xy[2 * k], &xy[2 * k + 1]);
        gm_geo_net_add_ring(net, xy, n, round->hole[i], 0, NULL);
    }
}

GmGeom *gm_geo_buffer_patch(const GmGeom *g, const GmGeom *round, const GmBufferOptions *o)
{
    double depth = o->left;
    Work w = {.tolerance = 6.0 * plane_tolerance(o), /* nothing is thinned */
              .pieces = g_ptr_array_new_with_free_func(free_rings),
              .xy = g_array_new(FALSE, FALSE, sizeof(double)),
              .whole = true};
    place_plane(&w, g, depth);
    g_autoptr(GArray) ends = open_ends(&w, g);
    w.ends = (const double *)(const void *)ends->data;
    w.n_ends = ends->len / 2;
    w.reach = 2.15 * depth;
    g_autoptr(PlaneRings) near = surround(&w, g, (Depths){depth, depth, false});
    g_autoptr(PlaneNet) net = gm_geo_net_new(reach_of(&w));
    GmGeom *out = NULL;
    if (near) {
        add_round(&w, round, net);
        gm_geo_net_add_rings(net, near, 1);
        for (size_t i = 0; i < w.n_ends; i++)
            add_disc(net, w.ends + 2 * i, depth, 2);
        g_autoptr(PlaneRings) rings =
            gm_geo_net_solve(net) ? gm_geo_net_rings(net, patched, NULL) : NULL;
        out = rings ? gm_geom_new(GM_GEOM_POLYGON) : NULL;
        if (rings)
            bring(&w, rings, 1e-5 * depth, out);
    }
    g_ptr_array_free(w.pieces, TRUE);
    g_array_free(w.xy, TRUE);
    return out;
}

/* ---- */

GmGeom *gm_geo_buffer_union(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    double depth = fmax(fabs(o->left), fabs(o->right));
    Work w = {.tolerance = plane_tolerance(o),
              .pieces = g_ptr_array_new_with_free_func(free_rings),
              .xy = g_array_new(FALSE, FALSE, sizeof(double))};
    place_plane(&w, g, depth);
    g_autoptr(PlaneRings) rings = zone(&w, g, o);
    GmGeom *out = NULL;
    if (rings) {
        out = gm_geom_new(GM_GEOM_POLYGON);
        bring(&w, rings, 1e-7 * depth, out);
    } else {
        gm_geo_net_refused(error);
    }
    g_ptr_array_free(w.pieces, TRUE);
    g_array_free(w.xy, TRUE);
    return out;
}
