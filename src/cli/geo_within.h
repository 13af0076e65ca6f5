/** gazmap geo within: the settlements of the gazetteer inside a zone, or no
 *  farther than a distance from a line, an area or a place. Private to cli. */
#pragma once

#include "command.h"

typedef struct {
    const char *what;      /* a file, a line or area by name, a place */
    const char *from, *to; /* NULL, or the places between which a line counts */
    const char *distance;  /* NULL: inside the polygons of @what */
} GmGeoWithin;

/** Lists them on the first -o, nearest first: as a table, TSV, JSON or GeoJSON. */
bool gm_cli_geo_within(const GmCliOptions *o, const GmGeoWithin *w, GError **error);
