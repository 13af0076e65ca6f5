/** Map projections. Metres on the plane, x east, y north. The common local
 *  ones (transverse Mercator, Lambert azimuthal equal-area) are set up without
 *  PROJ's database; any PROJ string or EPSG code is accepted. */
#pragma once

#include "geometry.h"

typedef struct GmProjection GmProjection; /* one thread at a time */

GmProjection *gm_geo_projection_new(const char *definition, GError **error);
/** Best for @box: transverse Mercator or Lambert conformal for a region,
 *  Lambert equal-area for a continent, Equal Earth for the world, polar
 *  stereographic at a pole. */
GmProjection *gm_geo_projection_for_box(GmBox box, GError **error);
void gm_geo_projection_free(GmProjection *p);
/** Borrowed; the PROJ string in use and a readable name. */
const char *gm_geo_projection_definition(const GmProjection *p);
const char *gm_geo_projection_name(const GmProjection *p);
/** @definition as WKT, in the dialect that .prj files are in (ESRI's, of 2001), or
 *  WKT2:2019; NULL where PROJ cannot say it so. Owned. */
char *gm_geo_projection_wkt(const char *definition, bool esri);
/** False where the point has no image. */
bool gm_geo_project(GmProjection *p, GmPos pos, double *x, double *y);
bool gm_geo_unproject(GmProjection *p, double x, double y, GmPos *pos);
/** Projects @n positions; points without an image become NaN. */
void gm_geo_project_many(GmProjection *p, const GmPos *pos, size_t n, double *xy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmProjection, gm_geo_projection_free)
