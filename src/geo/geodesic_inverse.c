#include "geodesic_line.h"

#include "wgs84.h"

static const double b_axis = WGS84_A * (1.0 - WGS84_F);
static const double ep2 = WGS84_E2 / (1.0 - WGS84_E2);
static const double third = WGS84_F / (2.0 - WGS84_F);
static const double tiny = 1e-150;
static const double tol0 = 2.3e-16;
static const double short_arc = 1.5e-7; /* below it a sphere of the middle's radius does */

/* The problem turned so that beta1 is south and the farther from the equator,
 * and the way leads east; and its solution. */
typedef struct {
    Turn beta1, beta2, lambda; /* lambda: the difference of longitudes */
    double dn1, dn2;
    Turn alpha1, alpha2, sigma1, sigma2;
    double sigma12, eps;
    Turn omega; /* the difference of longitudes on the auxiliary sphere, not normalised */
} Problem;

static Turn unit(double s, double c)
{
    double r = hypot(s, c);
    return (Turn){s / r, c / r};
}

/* From @a to @b, not normalised. */
static Turn minus(Turn b, Turn a)
{
    return (Turn){b.s * a.c - b.c * a.s, b.c * a.c + b.s * a.s};
}

static double square(double x)
{
    return x * x;
}

/* Distance and reduced length over b, and the two scales. */
static void lengths(const Problem *p, double *s12, double *m12, double *M12, double *M21)
{
    double c1[7], c2[7];
    double a1 = gm_geodesic_a1(p->eps, c1), a2 = gm_geodesic_a2(p->eps, c2);
    Turn s1 = p->sigma1, s2 = p->sigma2;
    double b1 = gm_geodesic_sum(c1, 6, s2) - gm_geodesic_sum(c1, 6, s1);
    double b2 = gm_geodesic_sum(c2, 6, s2) - gm_geodesic_sum(c2, 6, s1);
    double j12 = (a1 - a2) * p->sigma12 + (a1 * b1 - a2 * b2);
    *s12 = a1 * (p->sigma12 + b1);
    *m12 = p->dn2 * (s1.c * s2.s) - p->dn1 * (s1.s * s2.c) - s1.c * s2.c * j12;
    double t = ep2 * (p->beta1.c - p->beta2.c) * (p->beta1.c + p->beta2.c) / (p->dn1 + p->dn2);
    double csig = s1.c * s2.c + s1.s * s2.s;
    *M12 = csig + (t * s2.s - s2.c * j12) * s1.s / p->dn1;
    *M21 = csig - (t * s1.s - s1.c * j12) * s2.s / p->dn2;
}

static void set_sigma12(Problem *p)
{
    Turn d = minus(p->sigma2, p->sigma1);
    p->sigma12 = atan2(fmax(d.s, 0.0), d.c);
}

/* The longitude reached from alpha1 (at the latitude of beta2) less the one asked
 * for, and its derivative: sections 3 and 4. */
static double overshoot(Problem *p, double *derivative)
{
    Turn b1 = p->beta1, b2 = p->beta2, a1 = p->alpha1;
    if (b1.s == 0.0 && a1.c == 0.0)
        a1.c = -tiny;
    Turn a0 = {a1.s * b1.c, hypot(a1.c, a1.s * b1.s)};
    bool mirrored = b2.c == b1.c && fabs(b2.s) == -b1.s;
    double room = b1.c < -b1.s ? (b2.c - b1.c) * (b1.c + b2.c) : (b1.s - b2.s) * (b1.s + b2.s);
    p->alpha2 = (Turn){b2.c != b1.c ? a0.s / b2.c : a1.s,
                       mirrored ? fabs(a1.c) : sqrt(fmax(square(a1.c * b1.c) + room, 0.0)) / b2.c};
    Turn o1 = {a0.s * b1.s, a1.c * b1.c}, o2 = {a0.s * b2.s, p->alpha2.c * b2.c};
    p->sigma1 = unit(b1.s, o1.c);
    p->sigma2 = unit(b2.s, o2.c);
    set_sigma12(p);
    p->omega = minus(o2, o1);
    p->omega.s = fmax(p->omega.s, 0.0);
    Turn d = minus(p->omega, p->lambda);
    double c3[6];
    p->eps = gm_geodesic_eps(square(a0.c) * ep2);
    double a3 = gm_geodesic_a3(p->eps, c3);
    double b3 = gm_geodesic_sum(c3, 5, p->sigma2) - gm_geodesic_sum(c3, 5, p->sigma1);
    if (p->alpha2.c == 0.0) {
        *derivative = -2.0 * (1.0 - WGS84_F) * p->dn1 / b1.s;
    } else {
        double s12, m12, M12, M21;
        lengths(p, &s12, &m12, &M12, &M21);
        *derivative = m12 * (1.0 - WGS84_F) / (p->alpha2.c * b2.c);
    }
    return atan2(d.s, d.c) - WGS84_F * a3 * a0.s * (p->sigma12 + b3);
}

/* The spherical azimuth for alpha1. For a short arc all of the solution: then true,
 * with @dnm the middle's scale. */
static bool spherical_start(Problem *p, double lambda12, double *dnm)
{
    Turn b1 = p->beta1, b2 = p->beta2, omega = p->lambda, d = minus(b2, b1);
    double sum = b2.s * b1.c + b2.c * b1.s;
    bool near = d.c >= 0.0 && d.s < 0.5 && b2.c * lambda12 < 0.5;
    *dnm = 1.0;
    if (near) {
        double m2 = square(b1.s + b2.s);
        *dnm = sqrt(1.0 + ep2 * m2 / (m2 + square(b1.c + b2.c)));
        double o = lambda12 / ((1.0 - WGS84_F) * *dnm);
        omega = (Turn){sin(o), cos(o)};
    }
    double s2 = square(omega.s);
    p->alpha1 = (Turn){b2.c * omega.s, omega.c >= 0.0 ? d.s + b2.c * b1.s * s2 / (1.0 + omega.c)
                                                      : sum - b2.c * b1.s * s2 / (1.0 - omega.c)};
    double ssig = hypot(p->alpha1.s, p->alpha1.c);
    if (near && ssig < short_arc) {
        double back = omega.c >= 0.0 ? s2 / (1.0 + omega.c) : 1.0 - omega.c;
        p->alpha2 = unit(b1.c * omega.s, d.s - b1.c * b2.s * back);
        p->sigma12 = atan2(ssig, b1.s * b2.s + b1.c * b2.c * omega.c);
        p->omega = omega;
    }
    p->alpha1 = p->alpha1.s > 0.0 ? unit(p->alpha1.s, p->alpha1.c) : (Turn){1.0, 0.0};
    return near && ssig < short_arc;
}

/* Newton on alpha1, halving its bracket where that leads out of it. The longitude
 * grows with alpha1 all the way from north to south. */
static void solve_alpha1(Problem *p)
{
    Turn low = {tiny, 1.0}, high = {tiny, -1.0};
    bool close = false, last = false;
    for (int i = 0; i < 100; i++) {
        double slope, v = overshoot(p, &slope);
        if (last || !(fabs(v) >= (close ? 8.0 : 1.0) * tol0))
            return;
        if (v > 0.0 && p->alpha1.c / p->alpha1.s > high.c / high.s)
            high = p->alpha1;
        else if (v < 0.0 && p->alpha1.c / p->alpha1.s < low.c / low.s)
            low = p->alpha1;
        double step = -v / slope;
        Turn next = {p->alpha1.s * cos(step) + p->alpha1.c * sin(step),
                     p->alpha1.c * cos(step) - p->alpha1.s * sin(step)};
        if (i < 30 && slope > 0.0 && next.s > 0.0 && fabs(step) < G_PI &&
            next.c / next.s <= low.c / low.s && next.c / next.s >= high.c / high.s) {
            p->alpha1 = unit(next.s, next.c);
            close = fabs(v) <= 16.0 * tol0;
        } else {
            p->alpha1 = unit((low.s + high.s) / 2.0, (low.c + high.c) / 2.0);
            close = false;
            last = hypot(low.s - p->alpha1.s, low.c - p->alpha1.c) < 1e-16 ||
                   hypot(high.s - p->alpha1.s, high.c - p->alpha1.c) < 1e-16;
        }
    }
}

static bool along_meridian(Problem *p)
{
    p->alpha1 = p->lambda;
    p->alpha2 = (Turn){0.0, 1.0};
    p->sigma1 = (Turn){p->beta1.s, p->alpha1.c * p->beta1.c};
    p->sigma2 = (Turn){p->beta2.s, p->beta2.c};
    p->eps = third;
    p->omega = p->lambda;
    set_sigma12(p);
    double s12, m12, M12, M21;
    lengths(p, &s12, &m12, &M12, &M21);
    return p->sigma12 < 1.0 || m12 >= 0.0; /* else the shortest way leaves the meridian */
}

/* Divided differences of t(x) = x + sqrt(1 + 1/x) asinh(sqrt x), by its power series. */
static double area_density(double y)
{
    static const double c[] = {0,           4.0 / 3,      -2.0 / 15,     8.0 / 105,
                               -16.0 / 315, 128.0 / 3465, -256.0 / 9009, 1024.0 / 45045};
    double sum = 0.0, powers = 0.0, x = 1.0; /* powers: sum of ep2^i y^(k-1-i) */
    for (int k = 1; k < 8; k++) {
        powers = powers * y + x;
        x *= ep2;
        sum += c[k] * powers;
    }
    return sum;
}

/* Between the line and the equator. Equation 59. */
static double area_below(const Problem *p)
{
    static const double at[] = {0, 0.5384693101056831, 0.9061798459386640};
    static const double weight[] = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
    Turn b1 = p->beta1, b2 = p->beta2, a1 = p->alpha1, a2 = p->alpha2;
    Turn o = unit(p->omega.s, p->omega.c);
    double s0 = a1.s * b1.c, c0 = hypot(a1.c, a1.s * b1.s), area = 0.0;
    if (c0 != 0.0 && s0 != 0.0) {
        double k2 = c0 * c0 * ep2;
        double u1 = unit(b1.s, a1.c * b1.c).c, u2 = unit(b2.s, a2.c * b2.c).c;
        double mid = (u1 + u2) / 2.0, half = (u2 - u1) / 2.0, sum = 0.0;
        for (int i = -2; i <= 2; i++) {
            double u = mid + half * (i < 0 ? -at[-i] : at[i]);
            sum += weight[abs(i)] * area_density(k2 * (1.0 - u * u));
        }
        area = square(WGS84_A) * WGS84_E2 * c0 * s0 * sum * half / 2.0;
    }
    double turned;
    if (o.c > -0.7071 && b2.s - b1.s < 1.75) {
        double d = 1.0 + o.c, d1 = 1.0 + b1.c, d2 = 1.0 + b2.c;
        turned = 2.0 * atan2(o.s * (b1.s * d2 + b2.s * d1), d * (b1.s * b2.s + d1 * d2));
    } else {
        Turn t = minus(a2, a1);
        turned = t.s == 0.0 && t.c < 0.0 ? atan2(tiny * a1.c, -1.0) : atan2(t.s, t.c);
    }
    return area + gm_geodesic_earth_area() / (4.0 * G_PI) * turned;
}

double gm_geodesic_earth_area(void)
{
    static const double e = 0.081819190842621494335; /* WGS84's eccentricity */
    return 2.0 * G_PI * (square(WGS84_A) + square(b_axis) * atanh(e) / e);
}

static Turn reduced(double lat)
{
    Turn phi = gm_geodesic_turn(lat), beta = unit((1.0 - WGS84_F) * phi.s, phi.c);
    beta.c = fmax(beta.c, tiny);
    return beta;
}

static GeodesicInverse solve(Problem *p, double lat1, double lon12, bool with_area)
{
    GeodesicInverse r = {0};
    double lambda12 = lon12 * DEG, dnm, M21 = 1.0;
    bool meridian = (lat1 == -90.0 || p->lambda.s == 0.0) && along_meridian(p);
    if (!meridian && p->beta1.s == 0.0 && lon12 <= 180.0 * (1.0 - WGS84_F)) { /* the equator */
        p->alpha1 = p->alpha2 = (Turn){1.0, 0.0};
        p->sigma12 = lambda12 / (1.0 - WGS84_F);
        p->omega = (Turn){sin(p->sigma12), cos(p->sigma12)};
        r.length = WGS84_A * lambda12;
        r.m12 = b_axis * p->omega.s;
        r.M12 = M21 = p->omega.c;
    } else if (!meridian && spherical_start(p, lambda12, &dnm)) {
        r.length = p->sigma12 * b_axis * dnm;
        r.m12 = square(dnm) * b_axis * sin(p->sigma12 / dnm);
        r.M12 = M21 = cos(p->sigma12 / dnm);
    } else {
        if (!meridian)
            solve_alpha1(p);
        lengths(p, &r.length, &r.m12, &r.M12, &M21);
        r.length *= b_axis;
        r.m12 *= b_axis;
    }
    r.azimuth1 = M21; /* the caller's, with the rest of the turning back */
    r.area = with_area ? area_below(p) : 0.0;
    return r;
}

static GeodesicInverse between(GmPos a, GmPos b, bool with_area)
{
    double lon12 = fold_lon(b.lon - a.lon), east = lon12 < 0.0 ? -1.0 : 1.0;
    double lat1 = a.lat, lat2 = b.lat;
    bool swap = fabs(lat1) < fabs(lat2);
    if (swap) {
        lat1 = b.lat;
        lat2 = a.lat;
        east = -east;
    }
    double south = lat1 < 0.0 ? 1.0 : -1.0;
    lat1 *= south;
    lat2 *= south;
    lon12 = fabs(lon12);
    Problem p = {.beta1 = reduced(lat1), .beta2 = reduced(lat2), .lambda = gm_geodesic_turn(lon12)};
    if (p.beta1.c < -p.beta1.s) {
        if (p.beta2.c == p.beta1.c)
            p.beta2.s = copysign(p.beta1.s, p.beta2.s);
    } else if (fabs(p.beta2.s) == -p.beta1.s) {
        p.beta2.c = p.beta1.c;
    }
    p.dn1 = sqrt(1.0 + ep2 * square(p.beta1.s));
    p.dn2 = sqrt(1.0 + ep2 * square(p.beta2.s));
    GeodesicInverse r = solve(&p, lat1, lon12, with_area);
    Turn first = swap ? p.alpha2 : p.alpha1, second = swap ? p.alpha1 : p.alpha2;
    double turn = swap ? -1.0 : 1.0;
    east *= turn;
    south *= turn;
    if (swap)
        r.M12 = r.azimuth1;
    r.azimuth1 = atan2(first.s * east, first.c * south) / DEG;
    r.azimuth2 = atan2(second.s * east, second.c * south) / DEG;
    r.area *= turn * east * south;
    return r;
}

/* ---- short lines: the chord, and what the ellipsoid bends away from it */

static const double short_chord = 10e3; /* metres: below, the chord tells to some nanometres */

typedef struct {
    Vec3 v;
    double sp, cp, sl, cl, n, m; /* latitude, longitude; radii of curvature east and north */
} Place;

static Place place_of(GmPos p)
{
    Place q;
    q.sp = sin(p.lat * DEG);
    q.cp = cos(p.lat * DEG);
    q.sl = sin(p.lon * DEG);
    q.cl = cos(p.lon * DEG);
    double w = 1.0 - WGS84_E2 * q.sp * q.sp;
    q.n = WGS84_A / sqrt(w);
    q.m = q.n * (1.0 - WGS84_E2) / w;
    q.v = (Vec3){q.n * q.cp * q.cl, q.n * q.cp * q.sl, q.n * (1.0 - WGS84_E2) * q.sp};
    return q;
}

/* The azimuth at @p towards the end of @d: the normal section's, turned into the
 * geodesic's (Clarke's formula). */
static double section_azimuth(const Place *p, Vec3 d, double length)
{
    double east = -p->sl * d.x + p->cl * d.y;
    double north = -p->sp * p->cl * d.x - p->sp * p->sl * d.y + p->cp * d.z;
    double az = atan2(east, north), q = length / p->n, h = sqrt(east * east + north * north);
    double eta2 = ep2 * p->cp * p->cp, s = east / h, c = north / h;
    return az - q * q * s * (eta2 / 6.0 * c - ep2 * p->sp * p->cp * q / 24.0);
}

static bool by_chord(GmPos a, GmPos b, GeodesicInverse *out)
{
    if (fabs(a.lat - b.lat) > 0.1)
        return false;
    Place p = place_of(a), q = place_of(b);
    Vec3 d = vec_sub(q.v, p.v);
    double c2 = vec_dot(d, d);
    if (c2 > short_chord * short_chord || p.cp < 1e-3 || q.cp < 1e-3)
        return false;
    if (!(c2 > 1e-12)) /* too near for a direction in space */
        return false;
    double c = sqrt(c2);
    double east = -p.sl * d.x + p.cl * d.y, e2 = east * east / c2;
    double m = (p.m + q.m) / 2.0, n = (p.n + q.n) / 2.0;
    double bend = e2 / n + (1.0 - e2) / m; /* Euler's: of the section between */
    double x = c2 * bend * bend;
    out->length = c * (1.0 + x * (1.0 / 24.0 + x * (3.0 / 640.0)));
    out->azimuth1 = section_azimuth(&p, d, out->length) / DEG;
    Vec3 back = {-d.x, -d.y, -d.z};
    double az = section_azimuth(&q, back, out->length) / DEG;
    out->azimuth2 = az > 0.0 ? az - 180.0 : az + 180.0;
    double k = out->length * out->length / (m * n); /* Gauss's curvature */
    out->m12 = out->length * (1.0 - k / 6.0);
    out->M12 = 1.0 - k / 2.0;
    return true;
}

GeodesicInverse gm_geodesic_between(GmPos a, GmPos b)
{
    GeodesicInverse near = {.area = 0.0};
    return by_chord(a, b, &near) ? near : between(a, b, false);
}

GeodesicInverse gm_geodesic_between_area(GmPos a, GmPos b)
{
    GeodesicInverse whole = between(a, b, true), near = {.area = whole.area};
    return by_chord(a, b, &near) ? near : whole;
}
