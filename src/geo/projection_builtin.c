#include "projection_builtin.h"

#include "wgs84.h"

#include <string.h>

static const double eqearth_a[4] = {1.340264, -0.081106, 0.000893, 0.003796};

static double ecc(void)
{
    return sqrt(WGS84_E2);
}

/* tan of the conformal latitude from tan of the geographic one, and back. */
static double conformal_tan(double tau)
{
    double e = ecc(), h = hypot(1.0, tau), sigma = sinh(e * atanh(e * tau / h));
    return tau * hypot(1.0, sigma) - sigma * h;
}

static double geographic_tan(double taup)
{
    double tau = taup / (1.0 - WGS84_E2);
    for (int i = 0; i < 8; i++) {
        double at = conformal_tan(tau);
        double step = (taup - at) / hypot(1.0, at) * (1.0 + (1.0 - WGS84_E2) * tau * tau) /
                      ((1.0 - WGS84_E2) * hypot(1.0, tau));
        tau += step;
        if (!(fabs(step) > 1e-15 * fmax(1.0, fabs(tau))))
            break;
    }
    return tau;
}

static double authalic_q(double sin_lat)
{
    double e = ecc();
    return (1.0 - WGS84_E2) *
           (sin_lat / (1.0 - WGS84_E2 * sin_lat * sin_lat) + atanh(e * sin_lat) / e);
}

static double latitude_of_q(double q, double qp)
{
    double ratio = q / qp;
    if (fabs(ratio) >= 1.0)
        return copysign(G_PI / 2.0, ratio);
    double lat = asin(ratio), e2 = WGS84_E2;
    /* Series first, then Newton to the last digit. */
    lat += (e2 / 3.0 + 31.0 * e2 * e2 / 180.0) * sin(2.0 * lat) +
           23.0 * e2 * e2 / 360.0 * sin(4.0 * lat);
    for (int i = 0; i < 4; i++) {
        double s = sin(lat), c = cos(lat), w = 1.0 - e2 * s * s;
        if (c < 1e-9)
            break;
        double step = (q - authalic_q(s)) * w * w / (2.0 * (1.0 - e2) * c);
        lat += step;
        if (fabs(step) < 1e-15)
            break;
    }
    return lat;
}

static void setup_tmerc(Builtin *b)
{
    double n = WGS84_F / (2.0 - WGS84_F), n2 = n * n, n3 = n2 * n, n4 = n3 * n, n5 = n4 * n,
           n6 = n5 * n;
    b->alpha[1] =
        n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800;
    b->alpha[2] =
        13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360;
    b->alpha[3] = 61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440;
    b->alpha[4] = 49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600;
    b->alpha[5] = 34729 * n5 / 80640 - 3418889 * n6 / 1995840;
    b->alpha[6] = 212378941 * n6 / 319334400;
    b->beta[1] = n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360 - 81 * n5 / 512 + 96199 * n6 / 604800;
    b->beta[2] = n2 / 48 + n3 / 15 - 437 * n4 / 1440 + 46 * n5 / 105 - 1118711 * n6 / 3870720;
    b->beta[3] = 17 * n3 / 480 - 37 * n4 / 840 - 209 * n5 / 4480 + 5569 * n6 / 90720;
    b->beta[4] = 4397 * n4 / 161280 - 11 * n5 / 504 - 830251 * n6 / 7257600;
    b->beta[5] = 4583 * n5 / 161280 - 108847 * n6 / 3991680;
    b->beta[6] = 20648693 * n6 / 638668800;
    b->scale = b->k0 * WGS84_A / (1 + n) * (1 + n2 / 4 + n4 / 64 + n6 / 256);
    double xi = atan(conformal_tan(tan(b->lat0 * DEG))), sum = xi;
    if (fabs(b->lat0) >= 90.0)
        xi = sum = b->lat0 * DEG;
    for (int j = 1; j <= 6; j++)
        sum += b->alpha[j] * sin(2 * j * xi);
    b->xi0 = sum;
}

static double lcc_t(double lat) /* degrees */
{
    return exp(-asinh(conformal_tan(tan(lat * DEG))));
}

static double parallel_radius(double lat)
{
    double s = sin(lat * DEG);
    return cos(lat * DEG) / sqrt(1.0 - WGS84_E2 * s * s);
}

static bool setup_lcc(Builtin *b)
{
    if (fabs(b->lat1 + b->lat2) < 1e-9 || fabs(b->lat1) >= 90.0 || fabs(b->lat2) >= 90.0)
        return false;
    double t1 = lcc_t(b->lat1), m1 = parallel_radius(b->lat1);
    b->cone = sin(b->lat1 * DEG);
    if (fabs(b->lat1 - b->lat2) > 1e-10)
        b->cone = log(m1 / parallel_radius(b->lat2)) / log(t1 / lcc_t(b->lat2));
    b->scale = WGS84_A * b->k0 * m1 / b->cone / pow(t1, b->cone);
    b->rho0 = fabs(b->lat0) >= 90.0 ? 0.0 : b->scale * pow(lcc_t(b->lat0), b->cone);
    return true;
}

static void setup_laea(Builtin *b)
{
    double s = sin(b->lat0 * DEG), beta = asin(fmin(fmax(authalic_q(s) / b->qp, -1.0), 1.0));
    b->scale = WGS84_A * sqrt(b->qp / 2.0);
    b->sin0 = sin(beta);
    b->cos0 = cos(beta);
    b->d = 1.0;
    if (fabs(b->lat0) >= 90.0 - 1e-9) {
        b->sin0 = copysign(1.0, b->lat0);
        b->cos0 = 0.0;
    } else {
        b->d = WGS84_A * parallel_radius(b->lat0) / (b->scale * b->cos0);
    }
}

static bool setup_stere(Builtin *b, double lat_ts)
{
    if (fabs(b->lat0) != 90.0)
        return false; /* oblique: left to PROJ */
    double e = ecc();
    b->sign = copysign(1.0, b->lat0);
    if (isnan(lat_ts) || fabs(lat_ts) >= 90.0)
        b->scale = 2.0 * WGS84_A * b->k0 / sqrt(pow(1 + e, 1 + e) * pow(1 - e, 1 - e));
    else
        b->scale = WGS84_A * b->k0 * parallel_radius(lat_ts) / lcc_t(fabs(lat_ts));
    return true;
}

static bool set_kind(Builtin *b, const char *name)
{
    static const struct {
        const char *name;
        BuiltinKind kind;
    } kinds[] = {{"tmerc", BUILTIN_TMERC},
                 {"laea", BUILTIN_LAEA},
                 {"lcc", BUILTIN_LCC},
                 {"eqearth", BUILTIN_EQEARTH},
                 {"stere", BUILTIN_STERE}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            b->kind = kinds[i].kind;
    return b->kind != BUILTIN_NONE;
}

/* One "+key=value"; false when it is none that the formulas know. */
static bool set_key(Builtin *b, double *lat_ts, const char *key, const char *value)
{
    static const char *const idle[] = {"no_defs", "wktext"};
    struct {
        const char *key;
        double *at;
    } numbers[] = {{"lat_0", &b->lat0}, {"lon_0", &b->lon0}, {"lat_1", &b->lat1},
                   {"lat_2", &b->lat2}, {"k_0", &b->k0},     {"k", &b->k0},
                   {"x_0", &b->x0},     {"y_0", &b->y0},     {"lat_ts", lat_ts}};
    if (!value) {
        for (size_t i = 0; i < G_N_ELEMENTS(idle); i++)
            if (strcmp(key, idle[i]) == 0)
                return true;
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (strcmp(key, numbers[i].key) == 0) {
            char *end;
            *numbers[i].at = g_ascii_strtod(value, &end);
            return end != value && *end == '\0' && isfinite(*numbers[i].at);
        }
    if (strcmp(key, "proj") == 0)
        return set_kind(b, value);
    if (strcmp(key, "ellps") == 0 || strcmp(key, "datum") == 0)
        return strcmp(value, "WGS84") == 0;
    return (strcmp(key, "units") == 0 && strcmp(value, "m") == 0) ||
           (strcmp(key, "type") == 0 && strcmp(value, "crs") == 0);
}

bool gm_geo_builtin_parse(const char *definition, Builtin *b)
{
    *b = (Builtin){.lat1 = NAN, .lat2 = NAN, .k0 = 1.0};
    double lat_ts = NAN;
    g_auto(GStrv) words = g_strsplit_set(definition, " \t\n", -1);
    for (char **w = words; *w; w++) {
        if (**w == '\0')
            continue;
        if (**w != '+')
            return false;
        char *value = strchr(*w, '=');
        if (value)
            *value++ = '\0';
        if (!set_key(b, &lat_ts, *w + 1, value))
            return false;
    }
    b->qp = authalic_q(1.0);
    if (isnan(b->lat2))
        b->lat2 = b->lat1;
    if (fabs(b->lat0) > 90.0 || !(b->k0 > 0.0))
        return false;
    switch (b->kind) {
    case BUILTIN_TMERC:
        setup_tmerc(b);
        return isnan(lat_ts);
    case BUILTIN_LAEA:
        setup_laea(b);
        return b->k0 == 1.0;
    case BUILTIN_LCC:
        return isfinite(b->lat1) && setup_lcc(b);
    case BUILTIN_EQEARTH:
        b->scale = WGS84_A * sqrt(b->qp / 2.0);
        return true;
    case BUILTIN_STERE:
        return setup_stere(b, lat_ts);
    case BUILTIN_NONE:
        break;
    }
    return false;
}

/* The sum of c[j] sin(2j z), j from 1 to 6, for z = xi + i eta: Clenshaw's way. */
static void sine_series(const double *c, double xi, double eta, double *re, double *im)
{
    double s = sin(2.0 * xi), co = cos(2.0 * xi), sh = sinh(2.0 * eta), ch = cosh(2.0 * eta);
    double tr = 2.0 * co * ch, ti = -2.0 * s * sh; /* 2 cos 2z */
    double r1 = 0.0, i1 = 0.0, r2 = 0.0, i2 = 0.0;
    for (int j = 6; j > 0; j--) {
        double r = c[j] + tr * r1 - ti * i1 - r2, i = tr * i1 + ti * r1 - i2;
        r2 = r1;
        i2 = i1;
        r1 = r;
        i1 = i;
    }
    *re = s * ch * r1 - co * sh * i1; /* times sin 2z */
    *im = s * ch * i1 + co * sh * r1;
}

static bool tmerc_forward(const Builtin *b, double lat, double dlon, double *x, double *y)
{
    if (fabs(dlon) > 80.0 * DEG)
        return false;
    double taup = fabs(lat) >= 90.0 ? copysign(1e20, lat) : conformal_tan(tan(lat * DEG));
    double c = cos(dlon), xi = atan2(taup, c), eta = asinh(sin(dlon) / hypot(taup, c)), re, im;
    sine_series(b->alpha, xi, eta, &re, &im);
    *x = b->scale * (eta + im);
    *y = b->scale * (xi + re - b->xi0);
    return true;
}

static bool tmerc_inverse(const Builtin *b, double x, double y, double *lat, double *dlon)
{
    double xi = y / b->scale + b->xi0, eta = x / b->scale, re, im;
    if (fabs(xi) > G_PI / 2.0 + 1e-9 || fabs(eta) > 2.5)
        return false;
    sine_series(b->beta, xi, eta, &re, &im);
    double s = sinh(eta - im), c = cos(xi - re);
    *lat = atan(geographic_tan(sin(xi - re) / hypot(s, c)));
    *dlon = atan2(s, c);
    return true;
}

static bool laea_forward(const Builtin *b, double lat, double dlon, double *x, double *y)
{
    double sb = fmin(fmax(authalic_q(sin(lat * DEG)) / b->qp, -1.0), 1.0), cb = sqrt(1 - sb * sb);
    double cl = cos(dlon), k = 1.0 + b->sin0 * sb + b->cos0 * cb * cl;
    if (k < 1e-10)
        return false;
    double r = b->scale * sqrt(2.0 / k);
    *x = r * b->d * cb * sin(dlon);
    *y = r / b->d * (b->cos0 * sb - b->sin0 * cb * cl);
    return true;
}

static bool laea_inverse(const Builtin *b, double x, double y, double *lat, double *dlon)
{
    double u = x / b->d, v = y * b->d, rho = hypot(u, v);
    if (rho > 2.0 * b->scale)
        return false;
    if (rho < 1e-12) {
        *lat = b->lat0 * DEG;
        *dlon = 0.0;
        return true;
    }
    double c = 2.0 * asin(rho / (2.0 * b->scale)), sc = sin(c), cc = cos(c);
    *lat = latitude_of_q(b->qp * (cc * b->sin0 + v * sc * b->cos0 / rho), b->qp);
    *dlon = atan2(u * sc, rho * b->cos0 * cc - v * b->sin0 * sc);
    return true;
}

static bool lcc_forward(const Builtin *b, double lat, double dlon, double *x, double *y)
{
    double rho = 0.0;
    if (fabs(lat) >= 90.0 - 1e-12) {
        if (lat * b->cone <= 0.0)
            return false;
    } else {
        rho = b->scale * pow(lcc_t(lat), b->cone);
    }
    *x = rho * sin(b->cone * dlon);
    *y = b->rho0 - rho * cos(b->cone * dlon);
    return true;
}

static bool lcc_inverse(const Builtin *b, double x, double y, double *lat, double *dlon)
{
    double s = copysign(1.0, b->cone), v = b->rho0 - y, rho = s * hypot(x, v);
    *dlon = atan2(s * x, s * v) / b->cone;
    if (rho == 0.0) {
        *lat = s * G_PI / 2.0;
        return true;
    }
    *lat = atan(geographic_tan(sinh(-log(rho / b->scale) / b->cone)));
    return fabs(*dlon) <= G_PI + 1e-9;
}

static bool eqearth_forward(const Builtin *b, double lat, double dlon, double *x, double *y)
{
    const double *a = eqearth_a;
    double sb = authalic_q(sin(lat * DEG)) / b->qp, t = asin(sqrt(3.0) / 2.0 * sb), t2 = t * t,
           t6 = t2 * t2 * t2;
    double slope = a[0] + 3 * a[1] * t2 + t6 * (7 * a[2] + 9 * a[3] * t2);
    *x = b->scale * dlon * cos(t) / (sqrt(3.0) / 2.0 * slope);
    *y = b->scale * t * (a[0] + a[1] * t2 + t6 * (a[2] + a[3] * t2));
    return true;
}

static bool eqearth_inverse(const Builtin *b, double x, double y, double *lat, double *dlon)
{
    const double *a = eqearth_a;
    double v = y / b->scale, t = v, slope = 1.0;
    if (fabs(v) > 1.3173627591574 + 1e-9)
        return false;
    for (int i = 0; i < 12; i++) {
        double t2 = t * t, t6 = t2 * t2 * t2;
        slope = a[0] + 3 * a[1] * t2 + t6 * (7 * a[2] + 9 * a[3] * t2);
        double step = (t * (a[0] + a[1] * t2 + t6 * (a[2] + a[3] * t2)) - v) / slope;
        t -= step;
        if (fabs(step) < 1e-15)
            break;
    }
    *lat = latitude_of_q(b->qp * sin(t) * 2.0 / sqrt(3.0), b->qp);
    double t2 = t * t, t6 = t2 * t2 * t2;
    slope = a[0] + 3 * a[1] * t2 + t6 * (7 * a[2] + 9 * a[3] * t2);
    *dlon = x / b->scale * (sqrt(3.0) / 2.0 * slope) / cos(t);
    return fabs(*dlon) <= G_PI + 1e-9;
}

static bool stere_forward(const Builtin *b, double lat, double dlon, double *x, double *y)
{
    double turned = lat * b->sign;
    if (turned <= -90.0 + 1e-9)
        return false;
    double rho = turned >= 90.0 ? 0.0 : b->scale * lcc_t(turned);
    *x = rho * sin(dlon);
    *y = -b->sign * rho * cos(dlon);
    return true;
}

static bool stere_inverse(const Builtin *b, double x, double y, double *lat, double *dlon)
{
    double rho = hypot(x, y);
    *dlon = rho > 0.0 ? atan2(x, -b->sign * y) : 0.0;
    *lat = b->sign * (rho > 0.0 ? atan(geographic_tan(sinh(-log(rho / b->scale)))) : G_PI / 2.0);
    return true;
}

bool gm_geo_builtin_forward(const Builtin *b, GmPos pos, double *x, double *y)
{
    static bool (*const forward[])(const Builtin *, double, double, double *, double *) = {
        NULL, tmerc_forward, laea_forward, lcc_forward, eqearth_forward, stere_forward};
    if (!(fabs(pos.lat) <= 90.0) || !isfinite(pos.lon))
        return false;
    double dlon = pos.lon - b->lon0;
    dlon = fabs(dlon) <= 180.0 ? dlon : remainder(dlon, 360.0);
    if (!forward[b->kind](b, pos.lat, dlon * DEG, x, y))
        return false;
    *x += b->x0;
    *y += b->y0;
    return isfinite(*x) && isfinite(*y);
}

bool gm_geo_builtin_inverse(const Builtin *b, double x, double y, GmPos *pos)
{
    static bool (*const inverse[])(const Builtin *, double, double, double *, double *) = {
        NULL, tmerc_inverse, laea_inverse, lcc_inverse, eqearth_inverse, stere_inverse};
    double lat, dlon;
    if (!isfinite(x) || !isfinite(y) || !inverse[b->kind](b, x - b->x0, y - b->y0, &lat, &dlon))
        return false;
    pos->lat = lat / DEG;
    pos->lon = fold_lon(dlon / DEG + b->lon0);
    return isfinite(pos->lat) && isfinite(pos->lon);
}
