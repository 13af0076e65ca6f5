/** Positions, boxes and geometries on WGS84: the values every room passes on.
 *
 *  Longitudes are degrees east in [-180, 180], latitudes degrees north in
 *  [-90, 90]. Edges of lines and rings are geodesics unless a function says
 *  otherwise. A GmGeom is one of three classes, single or multi alike. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double lat; /* degrees north */
    double lon; /* degrees east */
} GmPos;

/** A box between two parallels and two meridians. @east < @west when the box
 *  crosses the antimeridian; an empty box has @south > @north. */
typedef struct {
    double south, west, north, east;
} GmBox;

typedef enum { GM_GEOM_POINT, GM_GEOM_LINE, GM_GEOM_POLYGON } GmGeomKind;

/** One or more points, lines or polygons. Part i holds the positions
 *  start[i] <= k < start[i + 1]: one point, one line, or one closed ring (its
 *  last position equals its first). A ring with hole[i] lies in the nearest
 *  ring before it without. Outer rings run counter-clockwise. */
typedef struct {
    GmGeomKind kind;
    size_t n_pos;
    GmPos *pos; /* owned, n_pos */
    size_t n_parts;
    size_t *start; /* owned, n_parts + 1 */
    bool *hole;    /* owned, n_parts; NULL unless polygons */
    /* what there is room for, at least: gm_geom_reserve's own */
    size_t room_pos, room_parts;
} GmGeom;

#define GM_GEO_ERROR (gm_geo_error_quark())
GQuark gm_geo_error_quark(void);
typedef enum {
    GM_GEO_ERROR_RANGE,    /* a coordinate, distance or tolerance out of range */
    GM_GEO_ERROR_GEOMETRY, /* empty, degenerate or of the wrong class */
    GM_GEO_ERROR_LIBRARY,  /* PROJ refused */
} GmGeoError;

/** All makers return a new geometry, freed with gm_geom_free. */
GmGeom *gm_geom_new(GmGeomKind kind);
GmGeom *gm_geom_new_point(GmPos p);
GmGeom *gm_geom_new_line(const GmPos *pos, size_t n);
/** @pos need not be closed: the ring is closed when it is not. */
GmGeom *gm_geom_new_polygon(const GmPos *pos, size_t n);
GmGeom *gm_geom_copy(const GmGeom *g);
void gm_geom_free(GmGeom *g); /* accepts NULL */

/** Makes room for @n_pos positions and @n_parts parts beyond those of @g; room for
 *  part after part costs time linear in their sum. Whoever fills the arrays without
 *  the calls below asks for room here, and nowhere else. */
void gm_geom_reserve(GmGeom *g, size_t n_pos, size_t n_parts);
/** Appends a part; @hole counts for polygons only. */
void gm_geom_add_part(GmGeom *g, const GmPos *pos, size_t n, bool hole);
/** Appends all parts of @other, which is of the same kind. */
void gm_geom_append(GmGeom *g, const GmGeom *other);

static inline size_t gm_geom_part_len(const GmGeom *g, size_t part)
{
    return g->start[part + 1] - g->start[part];
}
static inline const GmPos *gm_geom_part(const GmGeom *g, size_t part)
{
    return g->pos + g->start[part];
}

/** The smallest box; antimeridian-aware. Empty box for an empty geometry. */
GmBox gm_geom_box(const GmGeom *g);
GmBox gm_box_empty(void);
bool gm_box_is_empty(GmBox b);
GmBox gm_box_join(GmBox a, GmBox b);
bool gm_box_meets(GmBox a, GmBox b);
bool gm_box_contains(GmBox b, GmPos p);
/** Grows the box by @metres on every side. */
GmBox gm_box_grow(GmBox b, double metres);
GmPos gm_box_centre(GmBox b);

/** True when every coordinate is finite and in range. */
bool gm_geom_check(const GmGeom *g, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmGeom, gm_geom_free)
