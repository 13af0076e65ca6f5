/* Geodesic zones against the planar shortcut, paired in one run: GEOS buffering
 * in a local LAEA plane (PROJ, set up beforehand), input densified at 5 km, 64
 * segments a quadrant, back to longitude and latitude. Medians of the runs. */
#include "buffer.h"
#include "geodesic.h"
#include "zone.h"

#include <geos_c.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name;
    GmGeom *in;
    double metres;
    double most; /* the ratio asked for */
} Row;

typedef struct {
    GEOSContextHandle_t h;
    PJ *laea;
} Peer;

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static GArray *densified(const GmPos *p, size_t n)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (size_t i = 0; i + 1 < n; i++) {
        int k = (int)ceil(gm_geo_distance(p[i], p[i + 1]) / 5000.0);
        for (int j = 0; j < k; j++) {
            GmPos q = gm_geo_between(p[i], p[i + 1], (double)j / k);
            g_array_append_val(out, q);
        }
    }
    g_array_append_val(out, p[n - 1]);
    return out;
}

static GEOSGeometry *peer_input(const Peer *peer, const GmGeom *g)
{
    g_autoptr(GArray) pos = densified(g->pos, g->n_pos);
    GEOSCoordSequence *cs = GEOSCoordSeq_create_r(peer->h, pos->len, 2);
    for (guint i = 0; i < pos->len; i++) {
        GmPos p = g_array_index(pos, GmPos, i);
        PJ_COORD c = proj_trans(peer->laea, PJ_FWD, proj_coord(p.lon * DEG, p.lat * DEG, 0, 0));
        GEOSCoordSeq_setXY_r(peer->h, cs, i, c.xy.x, c.xy.y);
    }
    if (g->kind == GM_GEOM_POINT)
        return GEOSGeom_createPoint_r(peer->h, cs);
    if (g->kind == GM_GEOM_LINE)
        return GEOSGeom_createLineString_r(peer->h, cs);
    return GEOSGeom_createPolygon_r(peer->h, GEOSGeom_createLinearRing_r(peer->h, cs), NULL, 0);
}

static unsigned peer_buffer(const Peer *peer, const GmGeom *g, double metres, GmPos *out)
{
    GEOSGeometry *in = peer_input(peer, g), *zone = GEOSBuffer_r(peer->h, in, metres, 64);
    const GEOSGeometry *ring = GEOSGetExteriorRing_r(peer->h, zone);
    const GEOSCoordSequence *cs = GEOSGeom_getCoordSeq_r(peer->h, ring);
    unsigned n = 0;
    GEOSCoordSeq_getSize_r(peer->h, cs, &n);
    for (unsigned i = 0; i < n; i++) {
        double x, y;
        GEOSCoordSeq_getXY_r(peer->h, cs, i, &x, &y);
        PJ_COORD c = proj_trans(peer->laea, PJ_INV, proj_coord(x, y, 0, 0));
        out[i] = (GmPos){c.lp.phi / DEG, c.lp.lam / DEG};
    }
    GEOSGeom_destroy_r(peer->h, in);
    GEOSGeom_destroy_r(peer->h, zone);
    return n;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_value);
    return v[n / 2];
}

static void measure(const Row *row)
{
    enum { RUNS = 201, ROOM = 1 << 16 };
    static double ours[RUNS], theirs[RUNS];
    static GmPos out[ROOM];
    GmBox box = gm_geom_box(row->in);
    GmPos mid = gm_box_centre(box);
    g_autofree char *definition =
        g_strdup_printf("+proj=laea +lat_0=%.6f +lon_0=%.6f +ellps=WGS84", mid.lat, mid.lon);
    Peer peer = {GEOS_init_r(), proj_create(PJ_DEFAULT_CTX, definition)};
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = row->metres;
    unsigned n = 0;
    size_t m = 0;
    for (int i = -5; i < RUNS; i++) { /* a few to warm up */
        double t0 = now_us();
        n = peer_buffer(&peer, row->in, row->metres, out);
        double t1 = now_us();
        GmGeom *zone = gm_geo_buffer(row->in, &o, NULL);
        double t2 = now_us();
        m = zone->n_pos;
        gm_geom_free(zone);
        if (i >= 0) {
            theirs[i] = t1 - t0;
            ours[i] = t2 - t1;
        }
    }
    double a = median(ours, RUNS), b = median(theirs, RUNS);
    bool suspect;
    GmGeom *fast = row->in->n_pos > 1
                       ? gm_geo_zone_buffer(row->in, row->metres, row->metres * 1e-4, 8, &suspect)
                       : gm_geom_new(GM_GEOM_POLYGON);
    printf(
        "%-7s %8.1f us %6zu vertices   peer %8.1f us %6u vertices   ratio %5.2f (asked %4.1f)%s\n",
        row->name, a, m, b, n, a / b, row->most, fast ? "" : "  thorough way");
    gm_geom_free(fast);
    proj_destroy(peer.laea);
    GEOS_finish_r(peer.h);
}

/* A border-like walk: the same every time. */
static GmGeom *wander(GmGeomKind kind, size_t n, GmPos at, double step, double swing)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    GmGeom *g = gm_geom_new(kind);
    g_autofree GmPos *p = g_new(GmPos, n);
    GmPos centre = at;
    for (size_t i = 0; i < n; i++) {
        double t = 360.0 * (double)i / (double)n;
        double r = step * (double)n / 6.28 * (1 + swing * g_rand_double_range(rand, -0.06, 0.06));
        p[i] = kind == GM_GEOM_POLYGON ? gm_geo_direct(centre, -t, r) : at;
        at = gm_geo_direct(at, 80 + swing * g_rand_double_range(rand, -70, 70), step);
    }
    gm_geom_add_part(g, p, n, false);
    return g;
}

/* The reference's own geometry when it is there: "lon lat,lon lat" in a WKT file. */
static GmGeom *reference(const char *name, GmGeom *otherwise)
{
    g_autofree char *path =
        g_strdup_printf("%s/tools/gbv/cases/%s.wkt", GAZMAP_REFERENCE_DIR, name);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return otherwise;
    GmGeomKind kind = otherwise->kind;
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    char *c = text + strcspn(text, "-0123456789");
    while (*c) {
        double lon = g_ascii_strtod(c, &c), lat = g_ascii_strtod(c, &c);
        g_array_append_val(pos, ((GmPos){lat, lon}));
        c += strcspn(c, "-0123456789");
    }
    gm_geom_free(otherwise);
    GmGeom *g = gm_geom_new(kind);
    gm_geom_add_part(g, (GmPos *)(void *)pos->data, pos->len, false);
    return g;
}

int main(void)
{
    GmPos m4[] = {{35.8, 36.8},  {35.81, 36.6}, {35.8, 36.45},
                  {35.82, 36.3}, {35.74, 36.2}, {35.5, 35.8}};
    GmPos far[] = {{35.7, 51.42}, {55.75, 37.62}, {50.85, 4.35}};
    GmPos at = {35.9, 35.9};
    GmGeom *border = reference("c", wander(GM_GEOM_LINE, 200, at, 4000, 1));
    Row rows[] = {
        {"circle", reference("a", gm_geom_new_point(at)), 12000, 1},
        {"b", reference("b", gm_geom_new_line(m4, 6)), 6000, 2},
        {"c15", border, 15000, 3},
        {"c100", gm_geom_copy(border), 100000, 3},
        {"g", reference("g", gm_geom_new_line(far, 3)), 50000, 1},
        {"h+", reference("h", wander(GM_GEOM_POLYGON, 100, at, 3500, 1)), 20000, 4},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        measure(&rows[i]);
        gm_geom_free(rows[i].in);
    }
    return 0;
}
