/** Runs of roads: the course of a named road between places, over a second
 *  road where the first shares its carriageway ("the M4 which connects Aleppo to
 *  Latakia" leaves Aleppo on the M5). Private to scene. */
#pragma once

#include "scene_maker.h"

/** The line that a spec's ALONG, FROM, TO and LENGTH describe; notes and
 *  certainty go to @f. Without end points: the road's part inside the IN
 *  areas, or the whole road. NULL with @error when no course is known. */
GmGeom *gm_route_of_spec(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
/** Metres beyond which a place is not served by a road. */
#define GM_ROUTE_REACH 16000.0
/** The way from @a to @b along @road; NULL when it does not serve them.
 *  @via (may be NULL): name of the second road used, borrowed, or NULL. */
GmGeom *gm_route_along(GmMaker *m, const GmGeom *road, const char *road_ref, GmPos a, GmPos b,
                       const char **via);
/** The best way from @a to @b along any road of the gazetteer. @road: its
 *  place. NULL when none serves both. */
GmGeom *gm_route_any(GmMaker *m, GmPos a, GmPos b, GmPlace *road);
/** True when every position of @inner lies within @metres of @outer. */
bool gm_route_covers(const GmGeom *outer, const GmGeom *inner, double metres);
