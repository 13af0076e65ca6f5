/** The view: what part of the earth stands where on the page. Private to
 *  layout. Page positions are px, y down. */
#pragma once

#include "layout.h"
#include "pixel_geom.h"
#include "projection.h"

typedef struct {
    GmProjection *projection; /* owned */
    double frame[4];          /* the map frame on the page */
    double x0, y0, px;        /* projected metres of the frame's top left; metres a px */
    double scale;             /* denominator at 96 px an inch */
    GmBox box;                /* what the frame shows */
    double lon_c;             /* longitudes are unwrapped around it */
    double window[4];         /* west, south, east, north: unwrapped lon - lon_c, lat; a
                                 little more than the frame shows */
    double aspect;            /* height by width of what the frame was fitted to */
    bool world;               /* the edge of the projected earth is in the frame */
    double step;              /* degrees: longer edges are subdivided */
    double *nodes;            /* owned; page positions over nodes_box, or NULL */
    double nodes_box[4];      /* of the window, without the poles */
    int n_nodes;              /* a side */
} GmMapView;

/** Decides projection, extent and scale for the map in @frame. @extent NULL:
 *  from the scene's features. */
bool gm_layout_view_make(GmMapView *v, const GmScene *scene, const GmGazetteer *gazetteer,
                         GmShapeStore *shapes, const char *extent, const char *projection,
                         const double frame[4], GError **error);
/** A view of @box, exactly fitted, in an own projection (for the locator). */
bool gm_layout_view_of_box(GmMapView *v, GmBox box, const double frame[4], GError **error);
void gm_layout_view_clear(GmMapView *v);
/** Prepares quick projection over the window; called when the view is set. */
void gm_layout_view_quicken(GmMapView *v);

bool gm_layout_view_point(const GmMapView *v, GmPos p, double *x, double *y);
bool gm_layout_view_place(const GmMapView *v, double x, double y, GmPos *p);
/** In page px, clipped to the frame grown by @margin px. */
GmPixelGeom *gm_layout_view_geom(const GmMapView *v, const GmGeom *g, double margin);
/** The same of many, one after another, appended to @out. */
typedef struct GmViewScratch GmViewScratch;
GmViewScratch *gm_layout_view_scratch_new(void);
void gm_layout_view_scratch_free(GmViewScratch *s); /* accepts NULL */
void gm_layout_view_add_geom(const GmMapView *v, const GmGeom *g, double margin, GmViewScratch *s,
                             GmPixelGeom *out);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmViewScratch, gm_layout_view_scratch_free)
/** A polygon that was cut in two at the antimeridian, made whole again (its
 *  longitudes then run beyond 180); NULL when @g is not such a one. */
GmGeom *gm_layout_view_uncut(const GmGeom *g);
/** The outlines of polygons as lines, without the edges that only close them
 *  at the antimeridian or a pole. */
GmPixelGeom *gm_layout_view_outline(const GmMapView *v, const GmGeom *g, double margin);
/** The earth's visible face, clipped to the frame. */
GmPixelGeom *gm_layout_view_earth(const GmMapView *v);
/** Ground metres a px at (x, y) in the direction (dx, dy), a unit vector. */
double gm_layout_view_ground(const GmMapView *v, double x, double y, double dx, double dy);
/** Direction of true north at (x, y): radians clockwise from page up. */
double gm_layout_view_north(const GmMapView *v, double x, double y);
