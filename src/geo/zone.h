/** Exact zones, the fast way. A plane (arcs of few segments) tells which features
 *  bound the zone and in what order; every position is then computed on the
 *  ellipsoid, and the plane's answer is checked and mended on true distances.
 *  Private to geo's zone_*.c and buffer.c.
 *
 *  The zone lies left of its boundary and so does the input. A feature's curve is the
 *  locus at the distance from it, run in that direction by a walking
 *  parameter w that increases: for an edge metres along it (right side: s,
 *  left side: -s), for a vertex minus the azimuth in degrees. */
#pragma once

#include "oblique.h"
#include "segment.h"

typedef enum { FEATURE_EDGE, FEATURE_VERTEX } FeatureKind;

typedef struct {
    FeatureKind kind;
    int index;
    int side; /* edges: -1 left, 1 right */
} Feature;

/** Where a circle's points lie: a few exact ones, and the trigonometric
 *  polynomial through them (earth-centred, about the centre's meridian). */
typedef struct {
    int n;                      /* degree */
    double a[17], b[17], c[17]; /* cosines outward, sines east, cosines north */
    double lon, sin_lon, cos_lon;
} ZoneCircle;

typedef struct {
    GmPos p;
    Vec3 v;
    double x, y;        /* in the plane */
    int in, out;        /* edges that end and begin here, or -1 */
    ZoneCircle *circle; /* owned, made when needed */
} ZoneVertex;

typedef struct {
    int a, b;        /* vertices */
    GeoSegment *seg; /* owned, solved when needed */
    int chord0, n_chords;
} ZoneEdge;

/** A piece of an edge (or a lone vertex), straight in the plane. */
typedef struct {
    double ax, ay, bx, by;
    int edge;         /* or -1 - vertex */
    double s0, s1;    /* shares of the edge, 0..1 */
    bool first, last; /* holds the edge's beginning, its end */
} ZoneChord;

typedef struct ChordGrid ChordGrid;

typedef struct {
    Oblique plane;
    double radius;    /* metres about the plane's centre that hold the zone */
    double depth;     /* metres */
    double tolerance; /* metres */
    double slack;     /* share by which the plane may misjudge a distance */
    ZoneVertex *vertices;
    ZoneEdge *edges;
    int n_vertices, n_edges;
    int *part_edges; /* owned; first edge of each part, and one past the last */
    int n_parts;
    ZoneChord *chords;
    int n_chords;
    ChordGrid *grid;
    bool suspect; /* a lifted ring was mended or nearly touches: prove it valid */
} Zone;

typedef struct {
    GmPos p;
    Vec3 v;
    double az;    /* of the radius that ends here, at this end, degrees */
    double speed; /* metres per unit of w */
} CurvePoint;

/* zone_feature.c */
/** Features of @g; NULL when it spans too much of the globe. */
Zone *gm_geo_zone_new(const GmGeom *g, double depth, double tolerance);
void gm_geo_zone_free(Zone *z);
const GeoSegment *gm_geo_zone_segment(Zone *z, int edge);
/** The feature nearest to a place of the plane; distance in the plane. */
Feature gm_geo_zone_nearest(const Zone *z, double x, double y, double *distance);
/** Share of an edge's length where a place of the plane falls. */
double gm_geo_zone_share(const Zone *z, int edge, double x, double y);
/** True distance in metres from the input to a place of the plane. */
double gm_geo_zone_distance(Zone *z, double x, double y);
typedef void ZoneVisitor(int chord, void *user);
/** Visits the chords that may lie within @reach of a stretch of the plane. */
void gm_geo_zone_visit(const Zone *z, double ax, double ay, double bx, double by, double reach,
                       ZoneVisitor *visit, void *user);

/* zone_curve.c */
CurvePoint gm_geo_zone_curve(Zone *z, Feature f, double w);
/** The features before and after @f along the raw curve; w where they join. */
bool gm_geo_zone_neighbour(Zone *z, Feature f, bool after, Feature *next, double *w);
/** Appends curve positions after w0 up to but without w1, dense enough. */
void gm_geo_zone_trace(Zone *z, Feature f, double w0, GmPos p0, double w1, GmPos p1, GArray *pos);
void gm_geo_zone_circle_init(ZoneCircle *c, GmPos centre, double depth);
/** A closed ring at @depth from @centre. */
GArray *gm_geo_zone_circle_ring(GmPos centre, double depth, double tolerance);

/* zone_lift.c */
/** A ring of the plane (n pairs, closed, zone on the left) brought onto the
 *  ellipsoid; NULL when its topology could not be settled, an empty array when
 *  the ring vanished. */
GArray *gm_geo_zone_lift(Zone *z, const double *xy, size_t n);

/* zone_plane.c */
/** The zone at @depth (negative: inward) from @g by the fast way, the plane's
 *  arcs having @segments a quadrant; rings unsplit, inside on the left. NULL when
 *  it does not settle; @suspect says that its validity is not certain. */
GmGeom *gm_geo_zone_buffer(const GmGeom *g, double depth, double tolerance, int segments,
                           bool *suspect);
/** The same from a zone that the thorough way made: only brings it onto the
 *  ellipsoid. */
GmGeom *gm_geo_zone_refine(const GmGeom *g, double depth, double tolerance, const GmGeom *rough);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zone, gm_geo_zone_free)
