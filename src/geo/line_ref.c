#include "line_ref.h"

#include "geodesic.h"
#include "segment.h"

#include <string.h>

static const double same_place = 1e-3; /* metres */

typedef struct {
    GmFoot foot;
    size_t vertex; /* edge that holds the foot: from this position to the next */
    double on_edge;
} Candidate;

/* Chord distance from @v to the chord of an edge, less what the arc may bulge:
 * never more than the geodesic distance. */
static double lower_bound(Vec3 v, Vec3 a, Vec3 b)
{
    Vec3 u = vec_sub(b, a), w = vec_sub(v, a);
    double uu = vec_dot(u, u);
    double t = uu > 0.0 ? fmin(fmax(vec_dot(w, u) / uu, 0.0), 1.0) : 0.0;
    Vec3 r = {w.x - t * u.x, w.y - t * u.y, w.z - t * u.z};
    double bulge = uu / (8.0 * 6.3e6) * 1.1; /* sagitta of the chord */
    if (uu > 4e12)
        return fmax(vec_len(w), 0.0) - sqrt(uu) * 2.0; /* long: endpoints only */
    return vec_len(r) - bulge;
}

static void keep(GArray *near, double *best, Candidate c)
{
    if (c.foot.offset > *best + same_place)
        return;
    *best = fmin(*best, c.foot.offset);
    g_array_append_val(near, c);
}

/* Degrees that a place @metres off may differ by in latitude, and near @lat in
 * longitude; somewhat more. */
static void window_of(double lat, double metres, double *north, double *east)
{
    *north = metres / 110.5e3;
    double c = cos(fmin(fabs(lat) + *north, 90.0) * DEG) - 1e-3;
    *east = c > 0.0 ? asin(fmin(metres / 6.35e6 / c, 1.0)) / DEG * 1.01 : 360.0;
    if (metres > 2e6)
        *east = 360.0;
}

/* Metres to the vertex that seems nearest. */
static double nearest_vertex(const GmGeom *line, GmPos p)
{
    double best = INFINITY, k = cos(p.lat * DEG);
    size_t at = 0;
    for (size_t i = 0; i < line->n_pos; i++) {
        double north = line->pos[i].lat - p.lat, east = fabs(line->pos[i].lon - p.lon);
        east = (east > 180.0 ? 360.0 - east : east) * k;
        double d2 = north * north + east * east;
        if (d2 < best) {
            best = d2;
            at = i;
        }
    }
    return gm_geo_distance(p, line->pos[at]);
}

/* An edge that lies beside the window bulges into it by less than an eighth of its
 * length's square by the radius. */
static bool outside(GmPos a, GmPos b, GmPos p, double north, double east)
{
    double da = remainder(a.lon - p.lon, 360.0), db = remainder(b.lon - p.lon, 360.0);
    double span = fmax(fabs(da - db), fabs(a.lat - b.lat));
    if (span > 5.0)
        return false;
    double bulge = span * span * 0.01;
    north += bulge;
    east += bulge;
    return (a.lat > p.lat + north && b.lat > p.lat + north) ||
           (a.lat < p.lat - north && b.lat < p.lat - north) ||
           (fabs(p.lat) < 75.0 &&
            ((da > east && db > east && da < 90.0) || (da < -east && db < -east && da > -90.0)));
}

static GArray *near_feet(const GmGeom *line, GmPos p)
{
    GArray *near = g_array_new(FALSE, FALSE, sizeof(Candidate));
    Vec3 v = gm_geo_ecef(p);
    double limit = nearest_vertex(line, p), best = limit, north, east;
    window_of(p.lat, limit + same_place, &north, &east);
    for (size_t i = 0; i < line->n_parts; i++) {
        const GmPos *q = gm_geom_part(line, i);
        size_t n = gm_geom_part_len(line, i);
        for (size_t k = 0; k < n && (k + 1 < n || n == 1); k++) {
            GmPos to = n == 1 ? q[k] : q[k + 1];
            if (outside(q[k], to, p, north, east) ||
                lower_bound(v, gm_geo_ecef(q[k]), gm_geo_ecef(to)) > limit + same_place)
                continue;
            Candidate c = {.foot = {.part = i}, .vertex = k};
            GeoSegment seg;
            gm_geo_segment_init(&seg, q[k], to);
            c.foot.offset = gm_geo_segment_foot(&seg, p, &c.on_edge);
            limit = fmin(limit, c.foot.offset);
            c.foot.pos = gm_geo_segment_at(&seg, c.on_edge, NULL);
            keep(near, &best, c);
        }
    }
    return near;
}

static void add_chainages(const GmGeom *line, GArray *near)
{
    double chainage = 0.0;
    guint next = 0; /* candidates stand in the line's order */
    for (size_t i = 0; i < line->n_parts && next < near->len; i++) {
        const GmPos *q = gm_geom_part(line, i);
        size_t n = gm_geom_part_len(line, i);
        for (size_t k = 0; k < n && next < near->len; k++) {
            Candidate *c = &g_array_index(near, Candidate, next);
            while (next < near->len && c->foot.part == i && c->vertex == k) {
                c->foot.chainage = chainage + c->on_edge;
                c = &g_array_index(near, Candidate, ++next);
            }
            if (k + 1 < n)
                chainage += gm_geo_distance(q[k], q[k + 1]);
        }
    }
}

/* -1 left, 1 right of a line that comes in at @az_in and leaves at @az_out. */
static int side_of(double az_in, double az_out, double az_place, double offset)
{
    double turn = fold_angle(az_out - az_in);
    double to_in = fold_angle(az_place - az_in), to_out = fold_angle(az_place - az_out);
    double off = fabs(turn) < 1e-9 ? to_in : (to_in > 0.0) == (to_out > 0.0) ? to_out : -turn;
    if (fabs(sin(off * DEG)) * offset < 1e-4 && (to_in > 0.0) == (to_out > 0.0))
        return 0;
    return off < 0.0 ? -1 : 1;
}

static void add_side(const GmGeom *line, GmPos p, Candidate *c)
{
    const GmPos *q = gm_geom_part(line, c->foot.part);
    size_t n = gm_geom_part_len(line, c->foot.part), k = c->vertex;
    if (n < 2)
        return;
    GeoSegment seg;
    gm_geo_segment_init(&seg, q[k], q[k + 1]);
    bool first = c->on_edge <= 0.0, last = c->on_edge >= seg.length;
    bool closed = q[0].lat == q[n - 1].lat && q[0].lon == q[n - 1].lon;
    double az_in, az_out, az = gm_geo_azimuth(c->foot.pos, p);
    gm_geo_segment_at(&seg, c->on_edge, &az_in);
    az_out = az_in;
    GeoSegment other;
    if (first && (k > 0 || closed)) {
        size_t j = k > 0 ? k - 1 : n - 2;
        if (gm_geo_segment_init(&other, q[j], q[j + 1]))
            az_in = other.az_b;
    } else if (last && (k + 2 < n || closed)) {
        size_t j = k + 2 < n ? k + 1 : 0;
        if (gm_geo_segment_init(&other, q[j], q[j + 1]))
            az_out = other.az_a;
    } else if (first || last) {
        double ahead = cos((az - az_in) * DEG) * (last ? 1.0 : -1.0);
        c->foot.at_end = ahead * c->foot.offset > 1e-4;
    }
    c->foot.side = c->foot.offset < 1e-4 ? 0 : side_of(az_in, az_out, az, c->foot.offset);
}

bool gm_geo_foot(const GmGeom *line, GmPos p, GmFoot *out, GError **error)
{
    if (!gm_geom_check(line, error))
        return false;
    if (line->kind != GM_GEOM_LINE) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                            "linear referencing needs a line");
        return false;
    }
    if (!(fabs(p.lat) <= 90.0 && fabs(p.lon) <= 180.0)) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE,
                            "the place to refer to the line is out of range");
        return false;
    }
    g_autoptr(GArray) near = near_feet(line, p);
    add_chainages(line, near);
    guint best = 0;
    Candidate *c = &g_array_index(near, Candidate, 0);
    for (guint i = 1; i < near->len; i++)
        if (g_array_index(near, Candidate, i).foot.offset < c[best].foot.offset - 1e-9)
            best = i;
    add_side(line, p, &c[best]);
    double last = -INFINITY;
    for (guint i = 0; i < near->len; i++) {
        bool same = c[i].foot.part == c[best].foot.part &&
                    fabs(c[i].foot.chainage - c[best].foot.chainage) < 2.0 * same_place;
        bool equal = c[i].foot.offset <= c[best].foot.offset + same_place;
        if (!equal || same || c[i].foot.chainage - last < 2.0 * same_place)
            continue;
        last = c[i].foot.chainage;
        c[best].foot.n_equal++;
    }
    *out = c[best].foot;
    return true;
}

GmPos gm_geo_at_chainage(const GmGeom *line, double chainage)
{
    GmPos last = {0.0, 0.0};
    double from = 0.0;
    for (size_t i = 0; i < line->n_parts; i++) {
        const GmPos *q = gm_geom_part(line, i);
        size_t n = gm_geom_part_len(line, i);
        if (n > 0 && !(chainage > from))
            return i == 0 || chainage < from ? q[0] : last;
        for (size_t k = 0; k + 1 < n; k++) {
            GeoSegment seg;
            if (!gm_geo_segment_init(&seg, q[k], q[k + 1]))
                continue;
            if (chainage <= from + seg.length)
                return gm_geo_segment_at(&seg, chainage - from, NULL);
            from += seg.length;
        }
        if (n > 0)
            last = q[n - 1];
    }
    return last;
}

GmPos *gm_geo_sample_line(const GmGeom *line, double step, size_t *n_samples)
{
    double length = gm_geo_length(line), from = 0.0;
    size_t n = step > 0.0 ? (size_t)(length / step) + 1 : 1, at = 0;
    GmPos *samples = g_new0(GmPos, n);
    GmPos last = {0.0, 0.0};
    for (size_t i = 0; i < line->n_parts && at < n; i++) {
        const GmPos *q = gm_geom_part(line, i);
        size_t n_pos = gm_geom_part_len(line, i);
        if (n_pos > 0 && at == 0)
            samples[at++] = q[0];
        for (size_t k = 0; k + 1 < n_pos && at < n; k++) {
            GeoSegment seg;
            if (!gm_geo_segment_init(&seg, q[k], q[k + 1]))
                continue;
            for (; at < n && (double)at * step <= from + seg.length; at++)
                samples[at] = gm_geo_segment_at(&seg, (double)at * step - from, NULL);
            from += seg.length;
        }
        if (n_pos > 0)
            last = q[n_pos - 1];
    }
    while (at < n)
        samples[at++] = last;
    *n_samples = n;
    return samples;
}

static void add_pos(GArray *pos, GmPos p)
{
    GmPos *last = pos->len ? &g_array_index(pos, GmPos, pos->len - 1) : NULL;
    if (!last || last->lat != p.lat || last->lon != p.lon)
        g_array_append_val(pos, p);
}

GmGeom *gm_geo_reversed(const GmGeom *line)
{
    GmGeom *r = gm_geom_new(line->kind);
    for (size_t i = line->n_parts; i-- > 0;) {
        size_t n = gm_geom_part_len(line, i);
        g_autofree GmPos *q = g_new(GmPos, n + 1);
        for (size_t k = 0; k < n; k++)
            q[k] = gm_geom_part(line, i)[n - 1 - k];
        gm_geom_add_part(r, q, n, line->hole && line->hole[i]);
    }
    return r;
}

GmGeom *gm_geo_sub_line(const GmGeom *line, double from, double to)
{
    if (from > to) {
        g_autoptr(GmGeom) forward = gm_geo_sub_line(line, to, from);
        return gm_geo_reversed(forward);
    }
    GmGeom *out = gm_geom_new(GM_GEOM_LINE);
    double start = 0.0;
    for (size_t i = 0; i < line->n_parts && start <= to; i++) {
        const GmPos *q = gm_geom_part(line, i);
        size_t n = gm_geom_part_len(line, i);
        g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
        for (size_t k = 0; k + 1 < n && start <= to; k++) {
            GeoSegment seg;
            if (!gm_geo_segment_init(&seg, q[k], q[k + 1]))
                continue;
            double lo = fmax(from - start, 0.0), hi = fmin(to - start, seg.length);
            if (lo < hi) {
                add_pos(pos, gm_geo_segment_at(&seg, lo, NULL));
                add_pos(pos, gm_geo_segment_at(&seg, hi, NULL));
            }
            start += seg.length;
        }
        if (pos->len >= 2)
            gm_geom_add_part(out, (GmPos *)(void *)pos->data, pos->len, false);
    }
    if (out->n_parts == 0) { /* nothing between: the point twice */
        GmPos p = gm_geo_at_chainage(line, from);
        gm_geom_add_part(out, (GmPos[]){p, p}, 2, false);
    }
    return out;
}

/* The unused part whose end lies nearest to @end, within @tolerance. */
static bool next_part(const GmGeom *line, const bool *used, GmPos end, double tolerance,
                      size_t *part, bool *reversed)
{
    double best = tolerance;
    bool found = false;
    for (size_t i = 0; i < line->n_parts; i++) {
        size_t n = gm_geom_part_len(line, i);
        if (used[i] || n == 0)
            continue;
        const GmPos *q = gm_geom_part(line, i);
        for (int r = 0; r < 2; r++) {
            GmPos e = r ? q[n - 1] : q[0];
            if (fabs(e.lat - end.lat) * 110000.0 > best)
                continue;
            double d = gm_geo_distance(end, e);
            if (d > best || (found && d == best))
                continue;
            best = d;
            found = true;
            *part = i;
            *reversed = r;
        }
    }
    return found;
}

static void add_part_to(GArray *pos, const GmGeom *line, size_t part, bool reversed)
{
    size_t n = gm_geom_part_len(line, part);
    for (size_t k = 0; k < n; k++)
        add_pos(pos, gm_geom_part(line, part)[reversed ? n - 1 - k : k]);
}

static void reverse_array(GArray *pos)
{
    for (guint i = 0, j = pos->len; i + 1 < j; i++) {
        GmPos t = g_array_index(pos, GmPos, i);
        g_array_index(pos, GmPos, i) = g_array_index(pos, GmPos, --j);
        g_array_index(pos, GmPos, j) = t;
    }
}

GmGeom *gm_geo_join_parts(const GmGeom *line, double tolerance)
{
    GmGeom *out = gm_geom_new(GM_GEOM_LINE);
    g_autofree bool *used = g_new0(bool, line->n_parts + 1);
    for (size_t i = 0; i < line->n_parts; i++) {
        if (used[i] || gm_geom_part_len(line, i) == 0)
            continue;
        used[i] = true;
        g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
        add_part_to(pos, line, i, false);
        for (int head = 0; head < 2; head++) { /* grow at the tail, then at the head */
            size_t part;
            bool reversed;
            while (next_part(line, used, g_array_index(pos, GmPos, pos->len - 1), tolerance, &part,
                             &reversed)) {
                used[part] = true;
                add_part_to(pos, line, part, reversed);
            }
            reverse_array(pos);
        }
        gm_geom_add_part(out, (GmPos *)(void *)pos->data, pos->len, false);
    }
    return out;
}
