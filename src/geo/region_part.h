/** Directional parts: "the north of X", a sector around a point. */
#pragma once

#include "geometry.h"

/** Eight winds and the centre, clockwise. */
typedef enum {
    GM_DIR_N,
    GM_DIR_NE,
    GM_DIR_E,
    GM_DIR_SE,
    GM_DIR_S,
    GM_DIR_SW,
    GM_DIR_W,
    GM_DIR_NW,
    GM_DIR_CENTRE
} GmDirection;

/** The @share (0..1, by extent along the direction) of @polygon that lies
 *  towards @dir. GM_DIR_CENTRE keeps the middle. */
GmGeom *gm_geo_region_part(const GmGeom *polygon, GmDirection dir, double share, GError **error);
/** What lies in such a part towards @dir and in those towards both directions beside
 *  it: of NE the north's, the east's and the north-east's. @dir is not the centre. */
GmGeom *gm_geo_region_corner(const GmGeom *polygon, GmDirection dir, double share, GError **error);
/** Sector of a ring around @centre between two azimuths (degrees clockwise
 *  from north) and two radii in metres. */
GmGeom *gm_geo_sector(GmPos centre, double az_from, double az_to, double r_inner, double r_outer,
                      GError **error);
double gm_geo_direction_azimuth(GmDirection dir); /* degrees; centre: 0 */
