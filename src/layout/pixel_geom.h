/** Geometry in page pixels: what the view makes of a GmGeom, and the clipping
 *  and thinning that keep drawings small. Private to layout.
 *
 *  Clipping: Sutherland & Hodgman 1974 for rings, Liang & Barsky 1984 for
 *  lines. Thinning: geo's thinning.h. */
#pragma once

#include "sheet.h"

typedef struct {
    GmGeomKind kind;
    GArray *xy;    /* double, x then y; rings closed (last equals first) */
    GArray *start; /* guint: first vertex of each part */
} GmPixelGeom;

GmPixelGeom *gm_layout_pixels_new(GmGeomKind kind);
void gm_layout_pixels_free(GmPixelGeom *g); /* accepts NULL */
void gm_layout_pixels_begin_part(GmPixelGeom *g);
void gm_layout_pixels_add(GmPixelGeom *g, double x, double y);
static inline guint gm_layout_pixels_n_parts(const GmPixelGeom *g)
{
    return g->start->len;
}
/** Vertices of part @i; *n their number. */
const double *gm_layout_pixels_part(const GmPixelGeom *g, guint i, guint *n);

/** Cuts one ring or line to the rectangle and appends what is left. Edges with
 *  a vertex that is not finite are left out. */
void gm_layout_clip_ring(const double *xy, guint n, const double rect[4], GmPixelGeom *out);
void gm_layout_clip_line(const double *xy, guint n, const double rect[4], GmPixelGeom *out);
/** Thinned copy: vertices whose triangle is smaller than @tolerance² px are gone. */
GmPixelGeom *gm_layout_pixels_thin(const GmPixelGeom *g, double tolerance);
/** Without rings and closed lines less than @px across, unless nothing else
 *  is left. */
GmPixelGeom *gm_layout_pixels_without_specks(const GmPixelGeom *g, double px);
/** Every coordinate at 1/@parts px: 10 is finer than can be seen. */
void gm_layout_pixels_round(GmPixelGeom *g, double parts);
/** Lines whose ends meet (two by two) made one. */
GmPixelGeom *gm_layout_pixels_join(const GmPixelGeom *g);
/** The path with curves where the outline bends evenly, as circles and buffers do;
 *  a curve leaves its chord by at most @most px, corners stay corners. */
GmPath *gm_layout_pixels_smooth_path(const GmPixelGeom *g, double most);
/** Rings as smooth closed curves of which they are the control polygons. */
GmPath *gm_layout_pixels_soft_path(const GmPixelGeom *rings);
/** The path; rings are closed. */
GmPath *gm_layout_pixels_path(const GmPixelGeom *g);
void gm_layout_pixels_append_path(const GmPixelGeom *g, GmPath *path);
/** Even-odd test over all rings. */
bool gm_layout_pixels_contain(const GmPixelGeom *g, double x, double y);
/** Signed area in px² (outer rings and holes cancel). */
double gm_layout_pixels_area(const GmPixelGeom *g);
void gm_layout_pixels_box(const GmPixelGeom *g, double box[4]);
double gm_layout_pixels_length(const double *xy, guint n);
/** The point @s px along the line of @n points, and its direction in radians; false
 *  when the line is shorter. */
bool gm_layout_line_at(const double *xy, guint n, double s, double *x, double *y, double *angle);
/** Distance from (x, y) to the nearest edge of the geometry. */
double gm_layout_pixels_distance(const GmPixelGeom *g, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmPixelGeom, gm_layout_pixels_free)
