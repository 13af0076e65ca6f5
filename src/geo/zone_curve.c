#include "geodesic.h"
#include "zone.h"

static const double earth = 6.37e6;
static const double steep_lat = 75.0; /* beyond, straight longitude/latitude edges are proved */
static const double arc_share = 0.82; /* of the tolerance: keeps an arc's area in step too */
static const double edge_share = 0.9;

/* The curvature of a line straight in longitude and latitude, at its most. */
static double straight_curvature(double lat)
{
    return 1.09 * tan(fmin(fabs(lat), steep_lat) * DEG) / earth;
}

static double arc_step(double lat, double depth, double tolerance)
{
    double c = depth / earth;
    double arc = 1.0 / (earth * tan(fmin(c, 1.5)));
    double straight = straight_curvature(fabs(lat) + c / DEG);
    /* The two add up in few places; what arc_share leaves is enough when one is small. */
    double bend = arc + straight * (straight < 0.3 * arc ? 0.6 : 1.0);
    return sqrt(8.0 * tolerance * arc_share / bend) / (earth * sin(c)) / DEG;
}

void gm_geo_zone_circle_init(ZoneCircle *c, GmPos centre, double depth)
{
    int n = depth < 100e3 ? 4 : depth < 3e6 ? 8 : 16;
    double f[3][17], co[33];
    c->n = n;
    c->lon = centre.lon;
    c->sin_lon = sin(centre.lon * DEG);
    c->cos_lon = cos(centre.lon * DEG);
    for (int j = 0; j <= n; j++) {
        Vec3 v = gm_geo_ecef(gm_geo_direct((GmPos){centre.lat, 0.0}, 180.0 * j / n, depth));
        f[0][j] = v.x;
        f[1][j] = v.y;
        f[2][j] = v.z;
        co[j] = cos(G_PI * j / n);
        co[2 * n - j] = co[j];
    }
    for (int k = 0; k <= n; k++) {
        double a = 0.0, b = 0.0, s = 0.0;
        for (int j = 0; j <= n; j++) {
            double half = j == 0 || j == n ? 0.5 : 1.0;
            double cos_kj = co[(k * j) % (2 * n)];
            double sin_kj = co[(2 * n + (k * j) % (2 * n) - n / 2) % (2 * n)];
            a += half * f[0][j] * cos_kj;
            b += half * f[2][j] * cos_kj;
            s += half * f[1][j] * sin_kj;
        }
        double scale = (k == 0 || k == n ? 1.0 : 2.0) / n;
        c->a[k] = a * scale;
        c->c[k] = b * scale;
        c->b[k] = k == 0 || k == n ? 0.0 : s * scale;
    }
}

/* Position at azimuth @az about the centre's meridian; x outward, y east. */
static inline Vec3 circle_at(const ZoneCircle *c, double az)
{
    double co = cos(az * DEG), si = sin(az * DEG);
    double a1 = 0, a2 = 0, b1 = 0, b2 = 0, c1 = 0, c2 = 0;
    for (int k = c->n; k > 0; k--) { /* Clenshaw */
        double a = c->a[k] + 2.0 * co * a1 - a2, b = c->b[k] + 2.0 * co * b1 - b2,
               d = c->c[k] + 2.0 * co * c1 - c2;
        a2 = a1, b2 = b1, c2 = c1;
        a1 = a, b1 = b, c1 = d;
    }
    return (Vec3){c->a[0] + co * a1 - a2, si * b1, c->c[0] + co * c1 - c2};
}

static GmPos circle_pos(const ZoneCircle *c, double az)
{
    GmPos p = gm_geo_from_ecef(circle_at(c, az));
    p.lon = fold_lon(p.lon + c->lon);
    return p;
}

CurvePoint gm_geo_zone_curve(Zone *z, Feature f, double w)
{
    CurvePoint c;
    Geodesic g;
    GeodesicPoint p;
    if (f.kind == FEATURE_VERTEX) {
        gm_geodesic_start(&g, z->vertices[f.index].p, -w);
        p = gm_geodesic_at(&g, z->depth, true);
        c.speed = p.m12 * DEG;
    } else {
        const GeoSegment *s = gm_geo_zone_segment(z, f.index);
        GeodesicPoint q = gm_geodesic_at(&s->line, f.side * w, false);
        gm_geodesic_start(&g, q.pos, q.azimuth + 90.0 * f.side);
        p = gm_geodesic_at(&g, z->depth, true);
        c.speed = p.M12;
    }
    c.p = p.pos;
    c.az = p.azimuth;
    c.v = gm_geo_ecef(c.p);
    return c;
}

static bool edge_neighbour(Zone *z, Feature f, bool after, Feature *next, double *w)
{
    bool end = after == (f.side > 0); /* the edge's own end */
    const ZoneEdge *e = &z->edges[f.index];
    *next = (Feature){FEATURE_VERTEX, end ? e->b : e->a, 0};
    *w = end ? f.side * gm_geo_zone_segment(z, f.index)->length : 0.0;
    return true;
}

bool gm_geo_zone_neighbour(Zone *z, Feature f, bool after, Feature *next, double *w)
{
    if (f.kind == FEATURE_EDGE)
        return edge_neighbour(z, f, after, next, w);
    const ZoneVertex *v = &z->vertices[f.index];
    if (v->in < 0 && v->out < 0)
        return false;
    double in = v->in >= 0 ? gm_geo_zone_segment(z, v->in)->az_b : 0.0;
    double out = v->out >= 0 ? gm_geo_zone_segment(z, v->out)->az_a : 0.0;
    double start, sweep;
    if (v->out < 0 || v->in < 0) {
        start = v->out < 0 ? -(in + 90.0) : -(out - 90.0);
        sweep = 180.0;
        *next = (Feature){FEATURE_EDGE, MAX(v->in, v->out), (v->out < 0) == after ? -1 : 1};
    } else {
        double turn = fold_angle(out - in);
        sweep = fabs(turn);
        start = turn > 0.0 ? -(out - 90.0) : -(in + 90.0);
        *next = turn > 0.0 ? (Feature){FEATURE_EDGE, after ? v->in : v->out, -1}
                           : (Feature){FEATURE_EDGE, after ? v->out : v->in, 1};
    }
    *w = after ? start + sweep : start;
    return true;
}

static double true_depth(Zone *z, Feature f, GmPos p)
{
    double s;
    if (f.kind == FEATURE_VERTEX)
        return gm_geo_distance(z->vertices[f.index].p, p);
    return gm_geo_segment_foot(gm_geo_zone_segment(z, f.index), p, &s);
}

static bool jumps(GmPos a, GmPos b)
{
    return fabs(a.lon - b.lon) > 180.0 && fabs(a.lon) < 180.0 && fabs(b.lon) < 180.0;
}

/* The place between where the curve meets the antimeridian. */
static GmPos seam_place(Zone *z, Feature f, double wa, GmPos a, double wb, GmPos b)
{
    double fa = remainder(a.lon - 180.0, 360.0), fb = remainder(b.lon - 180.0, 360.0);
    GmPos p = a;
    for (int i = 0; i < 60; i++) {
        double t = i % 3 == 2 || fa == fb ? 0.5 : fa / (fa - fb);
        double w = wa + fmin(fmax(t, 0.0), 1.0) * (wb - wa);
        p = gm_geo_zone_curve(z, f, w).p;
        double fp = remainder(p.lon - 180.0, 360.0);
        if (fabs(fp) < 1e-11 || fabs(wb - wa) < 1e-12)
            break;
        if ((fp > 0.0) == (fa > 0.0)) {
            wa = w;
            fa = fp;
        } else {
            wb = w;
            fb = fp;
        }
    }
    p.lon = copysign(180.0, a.lon);
    return p;
}

static bool straight_holds(Zone *z, Feature f, GmPos a, GmPos b)
{
    double dlon = remainder(b.lon - a.lon, 360.0);
    for (int i = 1; i <= 3; i++) {
        GmPos q = {a.lat + (b.lat - a.lat) * i / 4, fold_lon(a.lon + dlon * i / 4)};
        if (fabs(true_depth(z, f, q) - z->depth) > 0.9 * z->tolerance)
            return false;
    }
    return true;
}

/* Appends what must stand between two positions of the curve. */
static void span(Zone *z, Feature f, double wa, GmPos a, double wb, GmPos b, int level, GArray *pos)
{
    bool steep = fabs(a.lat) > steep_lat || fabs(b.lat) > steep_lat || fabs(b.lon - a.lon) > 8.0;
    if (G_UNLIKELY(steep) && level < 40 && !straight_holds(z, f, a, b) &&
        gm_geo_distance(a, b) > 0.4 * z->tolerance) {
        double w = (wa + wb) / 2.0;
        GmPos m = gm_geo_zone_curve(z, f, w).p;
        span(z, f, wa, a, w, m, level + 1, pos);
        g_array_append_val(pos, m);
        span(z, f, w, m, wb, b, level + 1, pos);
    } else if (G_UNLIKELY(jumps(a, b))) {
        GmPos m = seam_place(z, f, wa, a, wb, b);
        g_array_append_val(pos, m);
    }
}

static void trace_arc(Zone *z, Feature f, double w0, GmPos p0, double w1, GmPos p1, GArray *pos)
{
    ZoneVertex *v = &z->vertices[f.index];
    int n = (int)ceil((w1 - w0) / arc_step(v->p.lat, z->depth, z->tolerance) - 1e-9);
    if (n > 6 && !v->circle) {
        v->circle = g_new(ZoneCircle, 1);
        gm_geo_zone_circle_init(v->circle, v->p, z->depth);
    }
    GmPos last = p0;
    double wl = w0;
    for (int i = 1; i <= n; i++) {
        double w = w0 + (w1 - w0) * i / n;
        GmPos p = i == n      ? p1
                  : v->circle ? circle_pos(v->circle, -w)
                              : gm_geo_direct(v->p, -w, z->depth);
        span(z, f, wl, last, w, p, 0, pos);
        if (i < n)
            g_array_append_val(pos, p);
        last = p;
        wl = w;
    }
    if (n <= 0)
        span(z, f, w0, p0, w1, p1, 0, pos);
}

/* Vertices wanted per metre where the curve runs at azimuth @az at @lat. */
static double edge_density(const Zone *z, double lat, double az)
{
    double s = sin(az * DEG), c = cos(az * DEG);
    double t = tan(fmin(fabs(lat), steep_lat) * DEG);
    double bend = (t * fabs(s) * (1.0 + c * c) + tan(z->depth / earth)) / earth;
    return sqrt(bend / (8.0 * z->tolerance * edge_share));
}

enum { MAX_NODES = 24 };

typedef struct {
    int n;
    double w[MAX_NODES + 1];
    Vec3 v[MAX_NODES + 1];
    double count[MAX_NODES + 1]; /* vertices wanted up to each node */
} EdgeNodes;

/* Chebyshev's places along a long piece, exact. */
static void place_nodes(Zone *z, Feature f, double w0, double w1, EdgeNodes *e)
{
    double length = fabs(w1 - w0), density = 0.0;
    e->n = length < 5e5 ? 6 : length < 2.5e6 ? 10 : length < 6e6 ? 14 : MAX_NODES;
    for (int i = 0; i <= e->n; i++) {
        e->w[i] = w0 + (w1 - w0) * 0.5 * (1.0 - cos(G_PI * i / e->n));
        CurvePoint c = gm_geo_zone_curve(z, f, e->w[i]);
        e->v[i] = c.v;
        double d = edge_density(z, c.p.lat, c.az - 90.0);
        e->count[i] =
            i == 0 ? 0.0 : e->count[i - 1] + (density + d) / 2.0 * (e->w[i] - e->w[i - 1]);
        density = d;
    }
}

/* Barycentric interpolation through the nodes. */
static GmPos node_pos(const EdgeNodes *e, double w)
{
    Vec3 sum = {0, 0, 0};
    double total = 0.0;
    for (int i = 0; i <= e->n; i++) {
        double d = w - e->w[i];
        if (d == 0.0)
            return gm_geo_from_ecef(e->v[i]);
        double q = ((i & 1) ? -1.0 : 1.0) * (i == 0 || i == e->n ? 0.5 : 1.0) / d;
        sum = (Vec3){sum.x + q * e->v[i].x, sum.y + q * e->v[i].y, sum.z + q * e->v[i].z};
        total += q;
    }
    return gm_geo_from_ecef((Vec3){sum.x / total, sum.y / total, sum.z / total});
}

static void trace_edge(Zone *z, Feature f, double w0, GmPos p0, double w1, GmPos p1, GArray *pos)
{
    double length = w1 - w0;
    double north = p1.lat - p0.lat, east = remainder(p1.lon - p0.lon, 360.0) * cos(p0.lat * DEG);
    double az = atan2(east, north) / DEG, lat = fmax(fabs(p0.lat), fabs(p1.lat));
    int n = (int)ceil(length * edge_density(z, lat, az));
    EdgeNodes e;
    bool nodes = n > 10 || length > 2e5;
    if (nodes) {
        place_nodes(z, f, w0, w1, &e);
        n = (int)ceil(e.count[e.n]);
    }
    GmPos last = p0;
    double wl = w0;
    for (int i = 1, k = 0; i <= n; i++) {
        double w = w0 + length * i / n;
        if (nodes) {
            double want = e.count[e.n] * i / n;
            while (k + 1 < e.n && e.count[k + 1] < want)
                k++;
            w = e.w[k] +
                (want - e.count[k]) / (e.count[k + 1] - e.count[k]) * (e.w[k + 1] - e.w[k]);
        }
        GmPos p = i == n ? p1 : nodes ? node_pos(&e, w) : gm_geo_zone_curve(z, f, w).p;
        span(z, f, wl, last, i == n ? w1 : w, p, 0, pos);
        if (i < n)
            g_array_append_val(pos, p);
        last = p;
        wl = w;
    }
    if (n <= 0)
        span(z, f, w0, p0, w1, p1, 0, pos);
}

void gm_geo_zone_trace(Zone *z, Feature f, double w0, GmPos p0, double w1, GmPos p1, GArray *pos)
{
    if (f.kind == FEATURE_VERTEX)
        trace_arc(z, f, w0, p0, w1, p1, pos);
    else
        trace_edge(z, f, w0, p0, w1, p1, pos);
}

GArray *gm_geo_zone_circle_ring(GmPos centre, double depth, double tolerance)
{
    double reach = depth / earth / DEG;
    double wide = reach / cos(fmin(fabs(centre.lat) + reach, 89.0) * DEG) * 1.05;
    double step = arc_step(centre.lat, depth, tolerance);
    GArray *pos = g_array_sized_new(FALSE, FALSE, sizeof(GmPos), 280);
    if (fabs(centre.lat) + reach > steep_lat || fabs(centre.lon) + wide > 180.0 || step > 4.0) {
        g_autoptr(GmGeom) point = gm_geom_new_point(centre);
        g_autoptr(Zone) z = gm_geo_zone_new(point, depth, tolerance);
        GmPos north = gm_geo_direct(centre, 0.0, depth);
        g_array_append_val(pos, north);
        gm_geo_zone_trace(z, (Feature){FEATURE_VERTEX, 0, 0}, 0.0, north, 360.0, north, pos);
        g_array_append_val(pos, north);
        return pos;
    }
    ZoneCircle c; /* a circle mirrors itself about its centre's meridian */
    gm_geo_zone_circle_init(&c, centre, depth);
    guint half = (guint)ceil(180.0 / step), n = 2 * half;
    g_array_set_size(pos, n + 1);
    GmPos *p = (GmPos *)(void *)pos->data;
    for (guint k = 0; k <= half; k++) {
        GmPos q = gm_geo_from_ecef(circle_at(&c, 180.0 * k / half));
        p[k] = (GmPos){q.lat, centre.lon - q.lon};
        p[n - k] = (GmPos){q.lat, centre.lon + q.lon};
    }
    p[half].lon = centre.lon;
    p[0].lon = p[n].lon = centre.lon;
    return pos;
}
