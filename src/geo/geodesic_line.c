#include "geodesic_line.h"

#include "wgs84.h"

static const double b_axis = WGS84_A * (1.0 - WGS84_F);
static const double ep2 = WGS84_E2 / (1.0 - WGS84_E2); /* second eccentricity squared */
static const double tiny = 1e-150;

Turn gm_geodesic_turn(double degrees)
{
    int quarter = 0; /* remquo() leaves it as it is for what is no number */
    double r = remquo(degrees, 90.0, &quarter) * DEG;
    double s = sin(r), c = cos(r);
    switch (quarter & 3) {
    case 0:
        return (Turn){s, c};
    case 1:
        return (Turn){c, 0.0 - s};
    case 2:
        return (Turn){0.0 - s, -c};
    default:
        return (Turn){-c, s};
    }
}

static Turn unit(double s, double c)
{
    double r = hypot(s, c);
    return (Turn){s / r, c / r};
}

static Turn plus(Turn a, Turn b)
{
    return (Turn){a.s * b.c + a.c * b.s, a.c * b.c - a.s * b.s};
}

double gm_geodesic_sum(const double *c, int n, Turn sigma)
{
    double turn = 2.0 * (sigma.c - sigma.s) * (sigma.c + sigma.s); /* 2 cos 2 sigma */
    double y1 = 0.0, y2 = 0.0;
    for (int k = n; k > 0; k--) {
        double y = turn * y1 - y2 + c[k];
        y2 = y1;
        y1 = y;
    }
    return 2.0 * sigma.s * sigma.c * y1;
}

double gm_geodesic_eps(double k2)
{
    return k2 / (2.0 * (1.0 + sqrt(1.0 + k2)) + k2);
}

/* Equations 17 and 18. */
double gm_geodesic_a1(double e, double c[7])
{
    double q = e * e, p = e;
    c[1] = p * (-1.0 / 2 + q * (3.0 / 16 - q / 32));
    c[2] = (p *= e) * (-1.0 / 16 + q * (1.0 / 32 - q * 9 / 2048));
    c[3] = (p *= e) * (-1.0 / 48 + q * 3 / 256);
    c[4] = (p *= e) * (-5.0 / 512 + q * 3 / 512);
    c[5] = (p *= e) * -7.0 / 1280;
    c[6] = p * e * -7.0 / 2048;
    return (1.0 + q * (1.0 / 4 + q * (1.0 / 64 + q / 256))) / (1.0 - e);
}

/* Equation 21: from distance back to the arc. */
static void reverted(double e, double c[7])
{
    double q = e * e, p = e;
    c[1] = p * (1.0 / 2 + q * (-9.0 / 32 + q * 205 / 1536));
    c[2] = (p *= e) * (5.0 / 16 + q * (-37.0 / 96 + q * 1335 / 4096));
    c[3] = (p *= e) * (29.0 / 96 - q * 75 / 128);
    c[4] = (p *= e) * (539.0 / 1536 - q * 2391 / 2560);
    c[5] = (p *= e) * 3467 / 7680;
    c[6] = p * e * 38081 / 61440;
}

/* Equations 42 and 43. */
double gm_geodesic_a2(double e, double c[7])
{
    double q = e * e, p = e;
    c[1] = p * (1.0 / 2 + q * (1.0 / 16 + q / 32));
    c[2] = (p *= e) * (3.0 / 16 + q * (1.0 / 32 + q * 35 / 2048));
    c[3] = (p *= e) * (5.0 / 48 + q * 5 / 256);
    c[4] = (p *= e) * (35.0 / 512 + q * 7 / 512);
    c[5] = (p *= e) * 63 / 1280;
    c[6] = p * e * 77 / 2048;
    return (1.0 + q * (-3.0 / 4 + q * (-7.0 / 64 - q * 11 / 256))) / (1.0 + e);
}

/* Equations 24 and 25. */
double gm_geodesic_a3(double e, double c[6])
{
    static const double n = WGS84_F / (2.0 - WGS84_F), n2 = n * n;
    double e2 = e * e, e3 = e2 * e, e4 = e3 * e;
    c[1] = e * ((1 - n) / 4 + e * ((1 - n2) / 8 + e * ((3 + 3 * n - n2) / 64 +
                                                       e * ((5 + 2 * n) / 128 + e * 3 / 128))));
    c[2] = e2 * ((2 - 3 * n + n2) / 32 +
                 e * ((3 - 2 * n - 3 * n2) / 64 + e * ((3 + n) / 128 + e * 5 / 256)));
    c[3] = e3 * ((5 - 9 * n + 5 * n2) / 192 + e * ((9 - 10 * n) / 384 + e * 7 / 512));
    c[4] = e4 * ((7 - 14 * n) / 512 + e * 7 / 512);
    c[5] = e4 * e * 21 / 2560;
    return 1 - e * ((1 - n) / 2 +
                    e * ((2 + n - 3 * n2) / 8 +
                         e * ((1 + 3 * n + n2) / 16 + e * ((3 + 2 * n) / 64 + e * 3 / 128))));
}

void gm_geodesic_start(Geodesic *g, GmPos from, double azimuth)
{
    Turn phi = gm_geodesic_turn(from.lat), alpha = gm_geodesic_turn(azimuth);
    Turn beta = unit((1.0 - WGS84_F) * phi.s, phi.c);
    beta.c = fmax(beta.c, tiny);
    g->lat = from.lat;
    g->lon = from.lon;
    g->dn1 = sqrt(1.0 + ep2 * beta.s * beta.s);
    g->alpha0 = (Turn){alpha.s * beta.c, hypot(alpha.c, alpha.s * beta.s)};
    double along = beta.s != 0.0 || alpha.c != 0.0 ? beta.c * alpha.c : 1.0;
    g->sigma1 = unit(beta.s, along);
    g->omega1 = (Turn){g->alpha0.s * beta.s, along};
    g->k2 = g->alpha0.c * g->alpha0.c * ep2;
    double eps = gm_geodesic_eps(g->k2);
    g->a1 = gm_geodesic_a1(eps, g->c1);
    g->b1 = gm_geodesic_sum(g->c1, 6, g->sigma1);
    g->tau1 = plus(g->sigma1, (Turn){sin(g->b1), cos(g->b1)});
    reverted(eps, g->c1p);
    g->a2 = gm_geodesic_a2(eps, g->c2);
    g->b2 = gm_geodesic_sum(g->c2, 6, g->sigma1);
    g->a3 = -WGS84_F * g->alpha0.s * gm_geodesic_a3(eps, g->c3);
    g->b3 = gm_geodesic_sum(g->c3, 5, g->sigma1);
}

GeodesicPoint gm_geodesic_at(const Geodesic *g, double metres, bool scales)
{
    double tau12 = metres / (b_axis * g->a1);
    Turn tau2 = plus(g->tau1, (Turn){sin(tau12), cos(tau12)});
    double sigma12 = tau12 + gm_geodesic_sum(g->c1p, 6, tau2) + g->b1;
    Turn arc = {sin(sigma12), cos(sigma12)}, sigma2 = plus(g->sigma1, arc);
    Turn beta2 = {g->alpha0.c * sigma2.s, hypot(g->alpha0.s, g->alpha0.c * sigma2.c)};
    if (beta2.c == 0.0)
        beta2.c = sigma2.c = tiny; /* a pole */
    Turn omega1 = g->omega1, omega2 = {g->alpha0.s * sigma2.s, sigma2.c};
    double omega12 =
        atan2(omega2.s * omega1.c - omega2.c * omega1.s, omega2.c * omega1.c + omega2.s * omega1.s);
    double b3 = gm_geodesic_sum(g->c3, 5, sigma2);
    double lon12 = (omega12 + g->a3 * (sigma12 + b3 - g->b3)) / DEG;
    GeodesicPoint p = {
        .pos = {.lat = atan2(beta2.s, (1.0 - WGS84_F) * beta2.c) / DEG,
                .lon = fold_lon(fold_lon(g->lon) + fold_lon(lon12))},
        .azimuth = atan2(g->alpha0.s, g->alpha0.c * sigma2.c) / DEG,
    };
    if (scales) {
        Turn s1 = g->sigma1, s2 = sigma2;
        double dn2 = sqrt(1.0 + g->k2 * s2.s * s2.s);
        double j12 = (g->a1 - g->a2) * sigma12 + g->a1 * (gm_geodesic_sum(g->c1, 6, s2) - g->b1) -
                     g->a2 * (gm_geodesic_sum(g->c2, 6, s2) - g->b2);
        double t = g->k2 * (s2.s - s1.s) * (s2.s + s1.s) / (g->dn1 + dn2);
        p.m12 = b_axis * (dn2 * (s1.c * s2.s) - g->dn1 * (s1.s * s2.c) - s1.c * s2.c * j12);
        p.M12 = arc.c + (t * s2.s - s2.c * j12) * s1.s / g->dn1;
    }
    return p;
}
