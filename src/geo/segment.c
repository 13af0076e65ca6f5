#include "segment.h"

#include "geodesic.h"

static const double chunk_length = 500e3; /* metres: one minimum at most in each */

bool gm_geo_segment_init(GeoSegment *seg, GmPos a, GmPos b)
{
    seg->a = a;
    seg->b = b;
    GeodesicInverse way = gm_geodesic_between(a, b);
    seg->length = way.length;
    seg->az_a = way.azimuth1;
    seg->az_b = way.azimuth2;
    if (!(seg->length > 0.0))
        return false;
    gm_geodesic_start(&seg->line, a, seg->az_a);
    return true;
}

GmPos gm_geo_segment_at(const GeoSegment *seg, double s, double *az)
{
    if (s <= 0.0 || s >= seg->length) {
        bool end = s > 0.0;
        if (az)
            *az = end ? seg->az_b : seg->az_a;
        return end ? seg->b : seg->a;
    }
    GeodesicPoint p = gm_geodesic_at(&seg->line, s, false);
    if (az)
        *az = p.azimuth;
    return p.pos;
}

static double newton(const GeoSegment *seg, GmPos p, double lo, double hi, double s, double *foot)
{
    double d = INFINITY;
    for (int i = 0; i < 30; i++) {
        double az;
        GmPos q = gm_geo_segment_at(seg, s, &az);
        GeodesicInverse way = gm_geodesic_between(q, p);
        d = way.length;
        /* The last step's place, not the least distance seen: near the foot the
         * distance is flat and its last digits are noise. */
        *foot = s;
        if (d < 1e-9)
            break;
        double t = (way.azimuth1 - az) * DEG, c = cos(t), sn = sin(t);
        double second = c * c + d * sn * sn * way.M12 / way.m12;
        if (!(second > 0.05))
            second = 0.05;
        double next = fmin(fmax(s + d * c / second, lo), hi);
        if (fabs(next - s) < 1e-7 + 1e-14 * seg->length)
            break;
        s = next;
    }
    return d;
}

double gm_geo_segment_foot(const GeoSegment *seg, GmPos p, double *s)
{
    if (!(seg->length > 0.0)) {
        *s = 0.0;
        return gm_geo_distance(seg->a, p);
    }
    Vec3 v = gm_geo_ecef(p), from = gm_geo_ecef(seg->a);
    int n = (int)ceil(seg->length / chunk_length);
    double best = INFINITY;
    *s = 0.0;
    for (int i = 0; i < n; i++) {
        double lo = seg->length * i / n, hi = i + 1 == n ? seg->length : seg->length * (i + 1) / n;
        Vec3 to = gm_geo_ecef(gm_geo_segment_at(seg, hi, NULL));
        Vec3 mid = gm_geo_ecef(gm_geo_segment_at(seg, (lo + hi) / 2.0, NULL));
        if (n == 1 || vec_len(vec_sub(v, mid)) - (hi - lo) / 2.0 < best) {
            Vec3 u = vec_sub(to, from);
            double t = vec_dot(vec_sub(v, from), u) / fmax(vec_dot(u, u), 1e-300);
            double at, d = newton(seg, p, lo, hi, lo + fmin(fmax(t, 0.0), 1.0) * (hi - lo), &at);
            if (d < best) {
                best = d;
                *s = at;
            }
        }
        from = to;
    }
    return best;
}
