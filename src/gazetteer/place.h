/** A place as the gazetteer knows it: a plain value. Strings are borrowed
 *  from the open gazetteer and live as long as it does. */
#pragma once

#include "geometry.h"

typedef enum {
    GM_PLACE_SETTLEMENT,
    GM_PLACE_COUNTRY,
    GM_PLACE_DIVISION, /* first-level: state, governorate, province */
    GM_PLACE_DISTRICT, /* second-level: county, district */
    GM_PLACE_REGION,   /* fuzzy or world region */
    GM_PLACE_CONTINENT,
    GM_PLACE_WATER, /* sea, ocean, gulf, lake */
    GM_PLACE_RIVER,
    GM_PLACE_HIGHWAY,
    GM_PLACE_CROSSING,
    GM_PLACE_BASE,
    GM_PLACE_AIRPORT,
    GM_PLACE_POST,
    GM_PLACE_AREA, /* operation area, de-escalation area */
    GM_PLACE_ISLAND,
    GM_PLACE_MOUNTAIN,
    GM_PLACE_LANDMARK,
    GM_N_PLACE_KINDS,
} GmPlaceKind;

typedef struct {
    guint64 ref;         /* identifies the place in this open gazetteer; 0 is none */
    guint32 geonames_id; /* 0 when it has none */
    GmPlaceKind kind;
    double lat, lon;
    guint32 population;
    guint8 rank;              /* 0 most important … 255; for drawing order and priors */
    const char *name;         /* preferred name, never NULL */
    const char *country;      /* ISO 3166-1 alpha-2 or "" */
    const char *admin1;       /* "SY.12" as GeoNames codes it, or "" */
    const char *feature_code; /* GeoNames feature code ("PPLA") or "" */
    const char *geometry;     /* "layer:key" of its shape, or "" */
    const char *note;         /* "" or e.g. "approximate: town's point" */
    const char *source;       /* short name of the source it came from */
} GmPlace;

const char *gm_gazetteer_kind_name(GmPlaceKind kind); /* "settlement", … */
bool gm_gazetteer_kind_from_name(const char *name, GmPlaceKind *out);
static inline GmPos gm_place_pos(const GmPlace *p)
{
    return (GmPos){p->lat, p->lon};
}
