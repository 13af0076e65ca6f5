/** Universal Transverse Mercator and its grid references (MGRS), 80° S to 84° N.
 *  Inverse transverse Mercator by Krüger's series to the fourth order in n
 *  (Karney 2011, Transverse Mercator with an accuracy of a few nanometers), a
 *  tenth of a millimetre within a zone. */
#pragma once

#include "geometry.h"

/** Reads "37S CV 12345 67890", spaces or none, 0 to 5 digits each: the middle of the
 *  square that is named, and the square's side in metres (@side may be NULL). False
 *  when the text is no such reference. */
bool gm_geo_parse_mgrs(const char *text, GmPos *out, double *side);
/** Reads a UTM position, "37S 302123 3955456" or "UTM 37S 302123mE, 3955456mN": zone,
 *  latitude band, easting and northing in metres. N and S are the bands where the northing
 *  lies in them, and else the hemispheres. False when the text is no such position. */
bool gm_geo_parse_utm(const char *text, GmPos *out);
