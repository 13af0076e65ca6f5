/** The pieces of a ring while it is brought onto the ellipsoid. Private to
 *  zone_lift.c, which orders them, and zone_watch.c, which proves them. */
#pragma once

#include "zone.h"

typedef struct {
    Feature f;
    double w0, w1;
    double expected; /* sweep in degrees, lone vertices */
    double extent;   /* metres of boundary in the plane */
    /* the junction that ends the piece */
    bool solved;
    bool outward; /* it turns the way that no union's boundary turns */
    GmPos place;  /* a guess until solved */
} Piece;

/** Something that lies too near to the boundary, and where. */
typedef struct {
    double depth; /* metres it is too near; 0: nothing */
    Feature f;
    GmPos at;
} Breach;

typedef struct {
    Zone *z;
    GArray *pieces;
    GArray *pos;   /* GmPos, the ring */
    GArray *owner; /* int: the piece that each edge of the ring belongs to */
} Lift;

static inline bool same_feature(Feature a, Feature b)
{
    return a.kind == b.kind && a.index == b.index && a.side == b.side;
}

static inline Piece *piece_at(const Lift *l, guint i)
{
    return &g_array_index(l->pieces, Piece, i % l->pieces->len);
}

static inline guint piece_before(const Lift *l, guint i)
{
    return (i + l->pieces->len - 1) % l->pieces->len;
}

static inline void to_plane(const Zone *z, GmPos p, double *x, double *y)
{
    oblique_forward(&z->plane, gm_geo_ecef(p), x, y);
}

/** The feature that follows (or precedes) on the raw curve; an inward corner's
 *  vertex has no curve there, so the next edge follows. */
bool gm_geo_lift_adjacent(Zone *z, Feature f, bool after, Feature *next);
/** What comes too near to the traced ring: the worst at each piece's end and
 *  within each. Both arrays are zeroed, one for each piece. */
void gm_geo_lift_watch(Lift *l, Breach *joints, Breach *inside);
