/** GmGeom to GEOS and back, on a handle made for one call. Private. */
#pragma once

#include "geometry.h"

#include <geos_c.h>

typedef struct {
    GEOSContextHandle_t h;
    char message[160]; /* GEOS's last complaint */
} Geos;

Geos *gm_geos_open(void);
void gm_geos_close(Geos *gs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Geos, gm_geos_close)

/** Sets @error from GEOS's last complaint; @what is the step that failed. */
void gm_geos_fail(const Geos *gs, const char *what, GError **error);

/** In longitude and latitude as they stand (x east, y north), x times @xscale.
 *  Polygons come out valid (overlapping parts united). Owned. */
GEOSGeometry *gm_geos_from_geom(Geos *gs, const GmGeom *g, double xscale);
/** The parts of @kind in @s, coordinates clamped to the globe; outer rings
 *  counter-clockwise. @s stays the caller's. */
GmGeom *gm_geos_to_geom(Geos *gs, const GEOSGeometry *s, GmGeomKind kind, double xscale);
/** A closed ring of @n coordinate pairs; NULL when degenerate. Owned. */
GEOSGeometry *gm_geos_ring(Geos *gs, const double *xy, size_t n);
/** @s itself, or @s made valid (then @s is freed). */
GEOSGeometry *gm_geos_make_valid(Geos *gs, GEOSGeometry *s);
/** Whether polygons are valid as they stand in longitude and latitude. */
bool gm_geos_is_valid(Geos *gs, const GmGeom *polygons);
