#include "mgrs.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define RADIUS 6378137.0
#define FLATTENING (1.0 / 298.257223563)
#define SCALE 0.9996
#define DEGREES (180.0 / G_PI)
#define CYCLE 2000000.0 /* metres; rows' letters repeat */

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ"; /* no I, no O */

static GmPos from_utm(int zone, double easting, double northing)
{
    const double n = FLATTENING / (2.0 - FLATTENING), n2 = n * n, n3 = n2 * n, n4 = n2 * n2;
    const double beta[4] = {n / 2.0 - 2.0 * n2 / 3.0 + 37.0 * n3 / 96.0 - n4 / 360.0,
                            n2 / 48.0 + n3 / 15.0 - 437.0 * n4 / 1440.0,
                            17.0 * n3 / 480.0 - 37.0 * n4 / 840.0, 4397.0 * n4 / 161280.0};
    const double delta[4] = {2.0 * n - 2.0 * n2 / 3.0 - 2.0 * n3 + 116.0 * n4 / 45.0,
                             7.0 * n2 / 3.0 - 8.0 * n3 / 5.0 - 227.0 * n4 / 45.0,
                             56.0 * n3 / 15.0 - 136.0 * n4 / 35.0, 4279.0 * n4 / 630.0};
    double a = RADIUS / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0) * SCALE;
    double xi = northing / a, eta = (easting - 500000.0) / a, x = xi, y = eta;
    for (int j = 0; j < 4; j++) {
        x -= beta[j] * sin(2.0 * (j + 1) * xi) * cosh(2.0 * (j + 1) * eta);
        y -= beta[j] * cos(2.0 * (j + 1) * xi) * sinh(2.0 * (j + 1) * eta);
    }
    double chi = asin(sin(x) / cosh(y)), lat = chi;
    for (int j = 0; j < 4; j++)
        lat += delta[j] * sin(2.0 * (j + 1) * chi);
    double lon = zone * 6.0 - 183.0 + atan2(sinh(y), cos(x)) * DEGREES;
    if (fabs(lon) > 180.0) /* of a zone's grid that goes on over the 180th meridian */
        lon -= copysign(360.0, lon);
    return (GmPos){lat * DEGREES, lon};
}

static int index_of(char letter)
{
    const char *at = letter ? strchr(letters, toupper((unsigned char)letter)) : NULL;
    return at ? (int)(at - letters) : -1;
}

/** The digits behind the square's letters, half for each axis. */
static bool read_offsets(const char *text, double *east, double *north, double *side)
{
    char digits[16];
    size_t n = 0;
    for (; *text; text++) {
        if (*text == ' ')
            continue;
        if (!isdigit((unsigned char)*text) || n == 10)
            return false;
        digits[n++] = *text;
    }
    if (n % 2)
        return false;
    *side = 100000.0;
    *east = *north = 0.0;
    for (size_t i = 0; i < n / 2; i++) {
        *side /= 10.0;
        *east += (digits[i] - '0') * *side;
        *north += (digits[n / 2 + i] - '0') * *side;
    }
    return true;
}

static const char *skip_spaces(const char *s)
{
    while (*s == ' ')
        s++;
    return s;
}

/** Where a band begins and ends, degrees; X is the tall one. */
static double band_south(int band)
{
    return band * 8.0 - 96.0;
}

static double band_north(int band)
{
    return band_south(band) + (band == 21 ? 12.0 : 8.0);
}

/** "37S" and the spaces behind it; NULL when it is none. */
static const char *read_zone(const char *text, int *zone, int *band)
{
    const char *s = skip_spaces(text);
    *zone = 0;
    for (int n = 0; n < 2 && isdigit((unsigned char)*s); n++)
        *zone = *zone * 10 + (*s++ - '0');
    s = skip_spaces(s);
    *band = index_of(*s);
    return *zone < 1 || *zone > 60 || *band < 2 || *band > 21 ? NULL : skip_spaces(s + 1);
}

bool gm_geo_parse_mgrs(const char *text, GmPos *out, double *side)
{
    int zone, band;
    const char *s = read_zone(text, &zone, &band);
    if (!s)
        return false;
    int column = index_of(s[0]), row = s[0] ? index_of(s[1]) : -1;
    double east, north, square;
    if (column / 8 != (zone - 1) % 3 || row < 0 || row > 19 || column < 0 ||
        !read_offsets(s + 2, &east, &north, &square))
        return false;
    east += (column % 8 + 1) * 100000.0 + square / 2.0;
    north += (row + (zone % 2 ? 0 : 15)) % 20 * 100000.0 + square / 2.0;
    double south = band_south(band);
    for (int k = 0; k < 5; k++) {
        double northing = north + k * CYCLE - (south < 0.0 ? 10000000.0 : 0.0);
        GmPos p = from_utm(zone, east, northing);
        if (p.lat < south - 1.0 || p.lat > band_north(band) + 1.0)
            continue;
        *out = p;
        if (side)
            *side = square;
        return true;
    }
    return false;
}

/** Metres with their letters ("302123", "302123.5 mE"), and a comma or spaces behind. */
static const char *read_metres(const char *s, char axis, double *metres)
{
    char *end;
    if (!isdigit((unsigned char)*s))
        return NULL;
    *metres = g_ascii_strtod(s, &end);
    const char *unit = skip_spaces(end);
    unit += *unit == 'm';
    if (toupper((unsigned char)*unit) == axis)
        end = (char *)unit + 1;
    if (*end && *end != ',' && *end != ' ')
        return NULL;
    s = skip_spaces(end);
    return skip_spaces(*s == ',' ? s + 1 : s);
}

bool gm_geo_parse_utm(const char *text, GmPos *out)
{
    int zone, band;
    double east, north;
    const char *s = skip_spaces(text);
    if (g_ascii_strncasecmp(s, "UTM ", 4) == 0)
        s += 4;
    s = read_zone(s, &zone, &band);
    s = s ? read_metres(s, 'E', &east) : NULL;
    s = s && *s ? read_metres(s, 'N', &north) : NULL;
    if (!s || *s || !(east >= 100000.0 && east < 1000000.0) || !(north <= 10000000.0))
        return false;
    bool below = band_south(band) < 0.0;
    GmPos p = from_utm(zone, east, below ? north - 10000000.0 : north);
    if (p.lat < band_south(band) - 1.0 || p.lat > band_north(band) + 1.0) {
        if (letters[band] != 'N' && letters[band] != 'S')
            return false;
        p = from_utm(zone, east, letters[band] == 'S' ? north - 10000000.0 : north);
        if (p.lat < band_south(2) || p.lat > band_north(21))
            return false;
    }
    *out = p;
    return true;
}
