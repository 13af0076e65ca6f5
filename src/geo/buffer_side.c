#include "buffer_side.h"

#include "geodesic.h"

/* -1 left or 1 right of the line, where the nearest foot of @p is. */
static int side_of(Zone *z, GmPos p)
{
    double x, y, d;
    oblique_forward(&z->plane, gm_geo_ecef(p), &x, &y);
    Feature f = gm_geo_zone_nearest(z, x, y, &d);
    if (f.kind == FEATURE_EDGE)
        return f.side;
    const ZoneVertex *v = &z->vertices[f.index];
    if (v->in >= 0 && v->out >= 0) {
        /* About a corner only its outer side is near. */
        double turn =
            fold_angle(gm_geo_zone_segment(z, v->out)->az_a - gm_geo_zone_segment(z, v->in)->az_b);
        return turn > 0.0 ? -1 : 1;
    }
    if (v->in < 0 && v->out < 0)
        return 0;
    double along =
        v->out >= 0 ? gm_geo_zone_segment(z, v->out)->az_a : gm_geo_zone_segment(z, v->in)->az_b;
    return fold_angle(gm_geo_azimuth(v->p, p) - along) < 0.0 ? -1 : 1;
}

typedef struct {
    const PlaneNet *net;
    guint own;     /* edge that the ray leaves */
    double x, y;   /* where it starts, in the net's steps */
    double dx, dy; /* its way */
    double t;      /* what share of it is free */
} Ray;

static bool stop_ray(size_t i, void *user)
{
    Ray *r = user;
    if (i == r->own)
        return true;
    const NetEdge *e = net_edge(r->net, (guint)i);
    const NetNode *a = net_node(r->net, e->a), *b = net_node(r->net, e->b);
    double ux = b->x - a->x, uy = b->y - a->y, det = r->dx * uy - r->dy * ux;
    double wx = a->x - r->x, wy = a->y - r->y;
    if (det == 0.0)
        return true;
    double t = (wx * uy - wy * ux) / det, s = (wx * r->dy - wy * r->dx) / det;
    if (t > 0.0 && s >= 0.0 && s <= 1.0)
        r->t = MIN(r->t, t);
    return true;
}

/* A place in the face left of a cycle's longest half-edge. */
static void inner_place(const PlaneNet *net, guint half, double *x, double *y)
{
    const NetNode *a = net_node(net, net_tail(net, half)),
                  *b = net_node(net, net_tail(net, half ^ 1u));
    double ux = b->x - a->x, uy = b->y - a->y;
    Ray r = {net, half / 2, (a->x + b->x) / 2.0, (a->y + b->y) / 2.0, -uy, ux, 1.0};
    PlaneBox box = {MIN(r.x, r.x - uy), MIN(r.y, r.y + ux), MAX(r.x, r.x - uy), MAX(r.y, r.y + ux)};
    gm_geo_plane_tree_visit(&net->tree, box, stop_ray, &r);
    *x = (r.x - 0.5 * r.t * uy) / net->scale;
    *y = (r.y + 0.5 * r.t * ux) / net->scale;
}

static double half_length2(const PlaneNet *net, guint half)
{
    const NetNode *a = net_node(net, net_tail(net, half)),
                  *b = net_node(net, net_tail(net, half ^ 1u));
    return (b->x - a->x) * (b->x - a->x) + (b->y - a->y) * (b->y - a->y);
}

PlaneRings *gm_geo_keep_side(const PlaneNet *net, const Oblique *plane, Zone *z, int side)
{
    g_autofree guint *longest = g_new(guint, net->n_cycles + 1);
    g_autofree double *length2 = g_new0(double, net->n_cycles + 1);
    g_autofree bool *keep = g_new0(bool, net->n_cycles + 1);
    for (guint h = 0; h < 2 * net->edges->len; h++) {
        double d2 = half_length2(net, h);
        if (d2 > length2[net->cycle[h]]) {
            length2[net->cycle[h]] = d2;
            longest[net->cycle[h]] = h;
        }
    }
    for (guint c = 0; c < net->n_cycles; c++) {
        if (net->winding[c * NET_SETS] <= 0)
            continue;
        double x, y;
        inner_place(net, longest[c], &x, &y);
        keep[c] = side_of(z, gm_geo_oblique_inverse(plane, x, y)) == side;
    }
    return gm_geo_net_chosen_rings(net, keep);
}
