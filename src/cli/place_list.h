/** Places of the gazetteer as rows and as JSON, for the commands that list them.
 *  Private to cli. */
#pragma once

#include "json_writer.h"
#include "place.h"

/** "name<TAB>lat<TAB>lon<TAB>geonames_id", the last empty where there is none. */
void gm_cli_append_place_tsv(GString *out, const GmPlace *p);
/** "35.9306, 36.6339" */
void gm_cli_append_position(GString *out, const GmPlace *p);
/** Begins an array, or the features of a FeatureCollection; ends it. */
void gm_cli_json_begin_list(GmJson *j, bool geojson);
void gm_cli_json_end_list(GmJson *j, bool geojson);
/** Begins the object of a place, or its Feature and properties; ends it. */
void gm_cli_json_begin_place(GmJson *j, const GmPlace *p, bool geojson);
void gm_cli_json_end_place(GmJson *j, bool geojson);
/** Members name, lat, lon, geonames_id, kind, country, admin1. */
void gm_cli_json_place(GmJson *j, const GmPlace *p);
