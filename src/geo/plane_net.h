/** Tracks of a plane cut where they meet, and the rings round what a rule keeps.
 *
 *  Positions are brought to a grid of 2^42 steps (a hundred-thousandth of a metre
 *  on the globe) and from then on every question is answered exactly, in whole
 *  numbers; a crossing is a new place of the grid, and what that moves is looked
 *  at again until nothing crosses. Each set of tracks then has a winding number
 *  in every face. Positions that were given come out as they went in.
 *  After Hobby 1999 (snap rounding) and Fogel, Halperin and Wein 2012
 *  (arrangements). Private to the plane_*.c files and what cuts by them. */
#pragma once

#include "plane_tree.h"

#include <glib.h>

enum { NET_SETS = 3 };

typedef struct {
    double x, y;   /* whole numbers */
    double ox, oy; /* as given, or as cut */
    bool given;    /* ends an edge that was given */
} NetNode;

typedef struct {
    guint a, b;
    guint source;    /* the given edge that it is of */
    int w[NET_SETS]; /* how often each set runs from a to b, less b to a */
    bool wall;       /* stays although it bounds nothing */
    bool fresh;
} NetEdge;

typedef struct {
    double scale;
    GArray *nodes; /* NetNode */
    GArray *edges; /* NetEdge */
    guint *slots;  /* of the nodes' hash, 0: free */
    guint n_slots;
    guint n_given;
    guint merged; /* edges that ran along others */
    PlaneTree tree;
    /* once there are faces; half-edge 2e runs from a to b, 2e + 1 back */
    guint *first; /* by node: where its spokes begin */
    guint *spoke; /* outgoing half-edges, counter-clockwise */
    guint *place; /* by half-edge: where among the spokes */
    guint *cycle; /* by half-edge: the cycle with its face on the left */
    guint n_cycles;
    int *winding; /* NET_SETS for each cycle */
} PlaneNet;

/** No coordinate is larger than @reach. */
PlaneNet *gm_geo_net_new(double reach);
void gm_geo_net_free(PlaneNet *net);
/** The edges between @n positions in turn; a ring repeats its first. */
void gm_geo_net_add(PlaneNet *net, const double *xy, size_t n, int set, int weight);
/** The same, for edges that cut but bound nothing. */
void gm_geo_net_add_wall(PlaneNet *net, const double *xy, size_t n);
/** Cuts all and finds the faces; false when there is too much of it. */
bool gm_geo_net_solve(PlaneNet *net);
bool gm_geo_net_faces(PlaneNet *net); /* solve's second half */

/** Whether the face with these winding numbers is kept. */
typedef bool NetRule(const int *winding, void *user);

typedef struct {
    GArray *xy;    /* double, x and y in turn */
    GArray *start; /* guint: first pair of each ring, and one past the last */
    GArray *hole;  /* bool; a shell comes before its holes */
} PlaneRings;

/** The rings round what is kept, kept on the left: valid polygons. */
PlaneRings *gm_geo_net_rings(const PlaneNet *net, NetRule *rule, void *user);
/** The same for a choice of cycles' faces. */
PlaneRings *gm_geo_net_chosen_rings(const PlaneNet *net, const bool *keep);
PlaneRings *gm_geo_rings_new(void);
void gm_geo_rings_free(PlaneRings *r);

/** Above 0 when c lies left of a-b. */
int gm_geo_net_side(const NetNode *a, const NetNode *b, const NetNode *c);

static inline NetNode *net_node(const PlaneNet *net, guint i)
{
    return &g_array_index(net->nodes, NetNode, i);
}
static inline NetEdge *net_edge(const PlaneNet *net, guint i)
{
    return &g_array_index(net->edges, NetEdge, i);
}
static inline guint net_tail(const PlaneNet *net, guint half)
{
    return half & 1u ? net_edge(net, half / 2)->b : net_edge(net, half / 2)->a;
}
/** The next half-edge round the face on the left. */
static inline guint net_next(const PlaneNet *net, guint half)
{
    guint back = half ^ 1u, node = net_tail(net, back), at = net->place[back];
    return net->spoke[at == net->first[node] ? net->first[node + 1] - 1 : at - 1];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaneNet, gm_geo_net_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaneRings, gm_geo_rings_free)
