#include "segment.h"

#include "geodesic.h"

static const double chunk_length = 500e3; /* metres: one minimum at most in each */

bool gm_geo_segment_init(GeoSegment *seg, GmPos a, GmPos b)
{
    seg->a = a;
    seg->b = b;
    geod_inverse(gm_geo_wgs84(), a.lat, a.lon, b.lat, b.lon, &seg->length, &seg->az_a, &seg->az_b);
    if (!(seg->length > 0.0))
        return false;
    geod_lineinit(&seg->line, gm_geo_wgs84(), a.lat, a.lon, seg->az_a,
                  GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_DISTANCE_IN | GEOD_AZIMUTH);
    return true;
}

GmPos gm_geo_segment_at(const GeoSegment *seg, double s, double *az)
{
    GmPos p;
    if (s <= 0.0 || s >= seg->length) {
        bool end = s > 0.0;
        if (az)
            *az = end ? seg->az_b : seg->az_a;
        return end ? seg->b : seg->a;
    }
    geod_position(&seg->line, s, &p.lat, &p.lon, az);
    return p;
}

static double newton(const GeoSegment *seg, GmPos p, double lo, double hi, double s, double *foot)
{
    double d = INFINITY;
    for (int i = 0; i < 30; i++) {
        double az, azp, m12, M12;
        GmPos q = gm_geo_segment_at(seg, s, &az);
        geod_geninverse(gm_geo_wgs84(), q.lat, q.lon, p.lat, p.lon, &d, &azp, NULL, &m12, &M12,
                        NULL, NULL);
        /* The last step's place, not the least distance seen: near the foot the
         * distance is flat and its last digits are noise. */
        *foot = s;
        if (d < 1e-9)
            break;
        double t = (azp - az) * DEG, c = cos(t), sn = sin(t);
        double second = c * c + d * sn * sn * M12 / m12;
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
