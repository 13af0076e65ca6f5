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
    return (GmPos){lat * DEGREES, zone * 6.0 - 183.0 + atan2(sinh(y), cos(x)) * DEGREES};
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

bool gm_geo_parse_mgrs(const char *text, GmPos *out, double *side)
{
    const char *s = skip_spaces(text);
    int zone = 0, n = 0;
    for (; n < 2 && isdigit((unsigned char)*s); n++)
        zone = zone * 10 + (*s++ - '0');
    int band = index_of(*s);
    if (zone < 1 || zone > 60 || band < 2 || band > 21)
        return false;
    s = skip_spaces(s + 1);
    int column = index_of(s[0]), row = s[0] ? index_of(s[1]) : -1;
    double east, north, square;
    if (column / 8 != (zone - 1) % 3 || row < 0 || row > 19 || column < 0 ||
        !read_offsets(s + 2, &east, &north, &square))
        return false;
    east += (column % 8 + 1) * 100000.0 + square / 2.0;
    north += (row + (zone % 2 ? 0 : 15)) % 20 * 100000.0 + square / 2.0;
    double south = band * 8.0 - 96.0, height = band == 21 ? 12.0 : 8.0;
    for (int k = 0; k < 5; k++) {
        double northing = north + k * CYCLE - (south < 0.0 ? 10000000.0 : 0.0);
        GmPos p = from_utm(zone, east, northing);
        if (p.lat < south - 1.0 || p.lat > south + height + 1.0)
            continue;
        *out = p;
        if (side)
            *side = square;
        return true;
    }
    return false;
}
