#include "place.h"
#include "source_read.h"
#include <math.h>
#include <string.h>

static const char *const kind_names[GM_N_PLACE_KINDS] = {
    [GM_PLACE_SETTLEMENT] = "settlement",
    [GM_PLACE_COUNTRY] = "country",
    [GM_PLACE_DIVISION] = "division",
    [GM_PLACE_DISTRICT] = "district",
    [GM_PLACE_REGION] = "region",
    [GM_PLACE_CONTINENT] = "continent",
    [GM_PLACE_WATER] = "water",
    [GM_PLACE_RIVER] = "river",
    [GM_PLACE_HIGHWAY] = "highway",
    [GM_PLACE_CROSSING] = "crossing",
    [GM_PLACE_BASE] = "base",
    [GM_PLACE_AIRPORT] = "airport",
    [GM_PLACE_POST] = "post",
    [GM_PLACE_AREA] = "area",
    [GM_PLACE_ISLAND] = "island",
    [GM_PLACE_MOUNTAIN] = "mountain",
    [GM_PLACE_LANDMARK] = "landmark",
};

const char *gm_gazetteer_kind_name(GmPlaceKind kind)
{
    return (unsigned)kind < GM_N_PLACE_KINDS ? kind_names[kind] : "landmark";
}

bool gm_gazetteer_kind_from_name(const char *name, GmPlaceKind *out)
{
    for (int i = 0; i < GM_N_PLACE_KINDS; i++)
        if (g_ascii_strcasecmp(name, kind_names[i]) == 0) {
            *out = (GmPlaceKind)i;
            return true;
        }
    return false;
}

static bool begins(const char *s, const char *start)
{
    return strncmp(s, start, strlen(start)) == 0;
}

static GmPlaceKind area_kind(const char *code)
{
    if (begins(code, "PCL"))
        return GM_PLACE_COUNTRY;
    if (begins(code, "ADM1"))
        return GM_PLACE_DIVISION;
    return begins(code, "ADM") ? GM_PLACE_DISTRICT : GM_PLACE_AREA;
}

static GmPlaceKind land_kind(const char *code)
{
    if (begins(code, "ISL"))
        return GM_PLACE_ISLAND;
    if (begins(code, "MT") || begins(code, "PK") || begins(code, "HLL") || begins(code, "VLC"))
        return GM_PLACE_MOUNTAIN;
    return GM_PLACE_REGION;
}

GmPlaceKind gm_gazetteer_source_kind(char feature_class, const char *code)
{
    switch (feature_class) {
    case 'A':
        return area_kind(code);
    case 'P':
        return GM_PLACE_SETTLEMENT;
    case 'H':
        return begins(code, "STM") || begins(code, "CNL") ? GM_PLACE_RIVER : GM_PLACE_WATER;
    case 'U':
        return GM_PLACE_WATER;
    case 'T':
        return land_kind(code);
    case 'L':
        if (begins(code, "CONT"))
            return GM_PLACE_CONTINENT;
        return begins(code, "MILB") ? GM_PLACE_BASE : GM_PLACE_REGION;
    case 'R':
        return GM_PLACE_HIGHWAY;
    case 'S':
        if (begins(code, "AIRB"))
            return GM_PLACE_BASE;
        return begins(code, "AIRP") || begins(code, "AIRF") ? GM_PLACE_AIRPORT : GM_PLACE_LANDMARK;
    default:
        return GM_PLACE_LANDMARK;
    }
}

/* Where a kind stands when nothing else is said. */
static const guint8 kind_rank[GM_N_PLACE_KINDS] = {
    [GM_PLACE_SETTLEMENT] = 205, [GM_PLACE_COUNTRY] = 20,   [GM_PLACE_DIVISION] = 70,
    [GM_PLACE_DISTRICT] = 130,   [GM_PLACE_REGION] = 90,    [GM_PLACE_CONTINENT] = 10,
    [GM_PLACE_WATER] = 110,      [GM_PLACE_RIVER] = 120,    [GM_PLACE_HIGHWAY] = 120,
    [GM_PLACE_CROSSING] = 150,   [GM_PLACE_BASE] = 150,     [GM_PLACE_AIRPORT] = 150,
    [GM_PLACE_POST] = 190,       [GM_PLACE_AREA] = 120,     [GM_PLACE_ISLAND] = 130,
    [GM_PLACE_MOUNTAIN] = 160,   [GM_PLACE_LANDMARK] = 180,
};

guint8 gm_gazetteer_source_rank(const SourcePlace *p)
{
    if (p->rank >= 0)
        return (guint8)MIN(p->rank, 255);
    double rank = kind_rank[p->kind];
    if (p->population > 0) /* ten million: 55, a thousand: 175 */
        rank = MIN(rank, 265 - 30 * log10(p->population));
    const char *code = p->feature_code;
    if (strcmp(code, "PPLC") == 0)
        rank -= 30;
    else if (strcmp(code, "PPLA") == 0)
        rank -= 15;
    else if (begins(code, "PPLA"))
        rank -= 5;
    else if (strcmp(code, "PPLX") == 0)
        rank += 10;
    else if (strcmp(code, "PPLQ") == 0 || strcmp(code, "PPLH") == 0 || strcmp(code, "PPLW") == 0)
        rank += 25;
    return (guint8)CLAMP(rank, 0, 255);
}
