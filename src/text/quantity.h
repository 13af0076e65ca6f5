/** Lengths, directions and coordinates as people write them: one parser for
 *  documents, options and map files. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** "6km", "3.5 nm", "12 mi", "500 m", "6 kilometres" -> metres. The whole
 *  string must be a number and a length unit; plain numbers are refused. */
bool gm_text_parse_length(const char *s, double *metres, GError **error);
/** Metres in a length unit word ("km", "kilometers", "mile", "nautical
 *  miles", …, folded); 0 when @word is none. */
double gm_text_unit_metres(const char *folded_word);
/** "35.86,36.77", "35°51'N 36°46'E", "35 51 35 N, 36 46 12 E", "37S 302123 3955456"
 *  (UTM), "37S CV 02 55" (MGRS: the middle of the square) -> degrees, WGS84. */
bool gm_text_parse_coordinates(const char *s, double *lat, double *lon, GError **error);
/** The first position in bytes @from .. @to of running text, @start .. @end: two angles,
 *  each with its hemisphere ("36°10'N 35°20'E", "54-30.0N 010-15.0E", "N36.5, E35.25",
 *  "543000N 0101500E", "36° 10′ North, longitude 35° 20′ East"). Numbers that could mean
 *  other things are none. */
bool gm_text_find_coordinates(const char *s, gsize from, gsize to, gsize *start, gsize *end,
                              double *lat, double *lon);
/** A number word or digits ("twelve", "12", "1,200", "5.5"); folded input. */
bool gm_text_parse_number(const char *folded, double *value);
