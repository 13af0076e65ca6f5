/** Vector layers: features with a geometry and text attributes, read from and
 *  written to shapefiles (shapelib) and GeoJSON (RFC 7946).
 *
 *  Shapefiles: longitude and latitude on WGS 84 (a projected .prj is refused);
 *  the table's text in UTF-8, or as its .cpg or language byte says; rings may
 *  run and stand in any order. A coordinate that is no number or off the globe
 *  is an error that names its record. Limits: 1 GiB a file of a shapefile,
 *  512 MiB, 10 million positions and 40 million values a GeoJSON, collections
 *  nested 16 deep. */
#pragma once

#include "geometry.h"

#define GM_SHAPES_ERROR (gm_shapes_error_quark())
GQuark gm_shapes_error_quark(void);
typedef enum {
    GM_SHAPES_ERROR_IO,
    GM_SHAPES_ERROR_FORMAT, /* malformed; the message says where */
    GM_SHAPES_ERROR_LIMIT,
    GM_SHAPES_ERROR_NOT_FOUND,
} GmShapesError;

typedef struct {
    GmGeom *geom;           /* owned; NULL for a null geometry */
    char *key;              /* owned; value of the layer's key field or GeoJSON id, or NULL */
    char *name;             /* owned; or NULL */
    GHashTable *attributes; /* char* -> char*, owned; NULL when not asked for */
} GmShape;

void gm_shapes_shape_free(GmShape *s);

/** Every feature of a file, by its ending (.shp, .geojson, .json); "-" reads
 *  GeoJSON from standard input. GPtrArray of GmShape with attributes. */
GPtrArray *gm_shapes_read_file(const char *path, GError **error);
GPtrArray *gm_shapes_read_geojson(const char *name, const char *bytes, gsize len, GError **error);
/** Writes .shp (+ .shx .dbf .prj .cpg) or .geojson. All of one class for .shp. */
bool gm_shapes_write_file(const char *path, GPtrArray *shapes, GError **error);
/** Appends a GeoJSON geometry object (7 decimals) to @out. */
void gm_shapes_append_geojson(GString *out, const GmGeom *g);
/** Appends well-known text. */
void gm_shapes_append_wkt(GString *out, const GmGeom *g);
