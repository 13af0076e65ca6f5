#include "buffer.h"

#include "antimeridian.h"
#include "buffer_union.h"
#include "cluster.h"
#include "flat_ends.h"
#include "geodesic.h"
#include "overlay.h"
#include "plane_geom.h"
#include "polygon_body.h"
#include "ring_crossings.h"
#include "seam_join.h"
#include "zone.h"

static const double max_depth = 9.9e6;    /* metres: a zone encloses at most one pole */
static const size_t max_thorough = 20000; /* positions that the thorough way may take */
static const size_t max_at_once = 1500;   /* more than these are better halved */
static const size_t max_positions = 250 * 1000;
static const size_t max_crossings = 50 * 1000; /* of edges long beside the zone's depth */
static const size_t max_mended = 2000;         /* of a polygon's, to be made valid */
static const size_t max_patched = 50;          /* parts whose ends are looked at one by one */
static const double max_steps = 6000;          /* the thorough way's, when there is another */
static const double max_side_steps = 60000;    /* when there is none */

static bool check_options(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    const char *fault = NULL;
    bool line = g->kind == GM_GEOM_LINE;
    if (!isfinite(o->left) || !isfinite(o->right) || fabs(o->left) > max_depth ||
        fabs(o->right) > max_depth)
        fault = "a zone's distance must be a number of metres up to 9,900 km";
    else if (!(o->tolerance >= 1e-7 && o->tolerance <= 0.1))
        fault = "a zone's tolerance must lie between 0.0000001 and 0.1 of the distance";
    else if (g->kind != GM_GEOM_POLYGON && o->left < 0.0)
        fault = "only a polygon can have a zone of negative distance (inward)";
    else if (line && o->right < 0.0)
        fault = "the right depth of a line's zone must not be negative";
    else if (line ? (o->side == GM_SIDE_LEFT    ? o->left
                     : o->side == GM_SIDE_RIGHT ? o->right
                                                : fmax(o->left, o->right)) == 0.0
                  : o->left == 0.0)
        fault = "a zone's distance must not be zero";
    if (fault)
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE, fault);
    return !fault;
}

/* One depth on every side, ends round: the fast way knows it. */
static bool plain(const GmGeom *g, const GmBufferOptions *o)
{
    return g->kind != GM_GEOM_LINE || (o->cap == GM_CAP_ROUND && o->left == o->right);
}

/* Whether rings, once cut at the antimeridian, are valid. */
static bool sound(const GmGeom *zone)
{
    g_autoptr(GmGeom) cut = gm_geo_split_antimeridian(zone, NULL);
    return cut && gm_geo_plane_valid(cut);
}

/* The plane's arcs are coarse at first: mostly that is enough to see what meets. */
static GmGeom *round_zone(const GmGeom *g, double depth, double tolerance)
{
    static const int segments[] = {8, 32};
    for (size_t i = 0; i < G_N_ELEMENTS(segments); i++) {
        bool suspect;
        g_autoptr(GmGeom) zone = gm_geo_zone_buffer(g, depth, tolerance, segments[i], &suspect);
        if (zone && (!suspect || sound(zone)))
            return g_steal_pointer(&zone);
    }
    return NULL;
}

/* Whether a zone reaches so far round that no one plane shows it. */
static bool spans_globe(const GmGeom *g, double depth)
{
    Vec3 sum = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < g->n_pos; i++) {
        Vec3 v = gm_geo_ecef(g->pos[i]);
        sum = (Vec3){sum.x + v.x, sum.y + v.y, sum.z + v.z};
    }
    double len = vec_len(sum), least = 1.0;
    if (g->n_pos < 2)
        return false;
    for (size_t i = 0; i < g->n_pos && len > 1.0; i++) {
        Vec3 v = gm_geo_ecef(g->pos[i]);
        least = fmin(least, vec_dot(v, sum) / (len * vec_len(v)));
    }
    return !(len > 1.0) || acos(least) + depth / 6.35e6 > 100.0 * DEG;
}

/* Half of a line's parts, or of its one part's positions. */
static GmGeom *half_of(const GmGeom *g, bool second)
{
    GmGeom *h = gm_geom_new(g->kind);
    size_t n = g->n_parts / 2;
    for (size_t i = second ? n : 0; g->n_parts > 1 && i < (second ? g->n_parts : n); i++)
        gm_geom_add_part(h, gm_geom_part(g, i), gm_geom_part_len(g, i), false);
    if (g->n_parts > 1)
        return h;
    size_t mid = g->n_pos / 2;
    if (g->n_pos > 2) {
        gm_geom_add_part(h, second ? g->pos + mid : g->pos, second ? g->n_pos - mid : mid + 1,
                         false);
    } else {
        GmPos m = gm_geo_between(g->pos[0], g->pos[1], 0.5);
        gm_geom_add_part(h, (GmPos[]){second ? m : g->pos[0], second ? g->pos[1] : m}, 2, false);
    }
    return h;
}

/* Round zones of halves make up the whole's; others cannot be halved. */
static GmGeom *halved_zone(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    if (!plain(g, o) || g->kind == GM_GEOM_POLYGON) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                            "the zone spans too much of the globe");
        return NULL;
    }
    GmGeom *zones[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        g_autoptr(GmGeom) half = half_of(g, i);
        zones[i] = gm_geo_buffer(half, o, error);
        if (!zones[i])
            break;
    }
    GmGeom *all = zones[1] ? gm_geo_union(zones[0], zones[1], error) : NULL;
    gm_geom_free(zones[0]);
    gm_geom_free(zones[1]);
    return all;
}

static GmGeom *cluster_zone(const GmGeom *g, const GmBufferOptions *o, GError **error);

static bool too_complex(const GmGeom *g, const GmBufferOptions *o, double most, GError **error)
{
    if (g->n_pos <= max_thorough && gm_geo_buffer_union_steps(g, o) <= most)
        return false;
    g_set_error(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                "the zone around %zu positions is too involved; simplify them first", g->n_pos);
    return true;
}

static bool tangled(const GmGeom *g, double shortest, size_t most, GError **error)
{
    if (g->n_pos <= max_positions && gm_geo_ring_crossings(g, shortest, most) < most)
        return false;
    g_set_error(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                "%zu positions are too many, or cross too often, for a zone; simplify them",
                g->n_pos);
    return true;
}

/* A polygon's zone from its ground and that of its rings as lines, whatever they
 * look like. */
static GmGeom *ringed_zone(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    GmBufferOptions around = *o;
    around.left = around.right = fabs(o->left);
    g_autoptr(GmGeom) rings = gm_geo_polygon_rings(g);
    g_autoptr(GmGeom) body = gm_geo_polygon_body(g, around.left, error);
    g_autoptr(GmGeom) border = body ? gm_geo_buffer(rings, &around, error) : NULL;
    if (!border)
        return NULL;
    return o->left > 0.0 ? gm_geo_union(border, body, error)
                         : gm_geo_difference(body, border, error);
}

/* Flat ends: from the round zone when it shows them, else the thorough way. */
static GmGeom *flat_zone(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    double tolerance = o->left * o->tolerance;
    if (o->left == o->right && g->n_pos <= max_thorough) {
        GmBufferOptions around = *o;
        around.cap = GM_CAP_ROUND;
        g_autoptr(GmGeom) round = cluster_zone(g, &around, NULL);
        GmGeom *zone = round ? gm_geo_flatten_ends(g, round, o->left, tolerance) : NULL;
        if (!zone && round && g->n_parts <= max_patched)
            zone = gm_geo_buffer_patch(g, round, o);
        if (zone && !sound(zone))
            g_clear_pointer(&zone, gm_geom_free);
        if (zone)
            return zone;
    }
    return too_complex(g, o, max_side_steps, error) ? NULL : gm_geo_buffer_union(g, o, error);
}

static GmGeom *cluster_zone(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    double tolerance = fabs(o->left) * o->tolerance;
    if (g->kind == GM_GEOM_POINT && g->n_pos == 1) {
        g_autoptr(GArray) ring = gm_geo_zone_circle_ring(g->pos[0], o->left, tolerance);
        return gm_geom_new_polygon((GmPos *)(void *)ring->data, ring->len);
    }
    g_autoptr(GmGeom) whole = NULL;
    if (g->kind == GM_GEOM_POLYGON && gm_geo_has_seam(g)) {
        whole = tangled(g, 0.0, max_mended, error) ? NULL : gm_geo_join_seam(g, error);
        if (!whole)
            return NULL;
        g = whole;
    }
    if (spans_globe(g, fmax(fabs(o->left), fabs(o->right))))
        return halved_zone(g, o, error);
    if (g->n_pos > max_thorough && plain(g, o) && g->kind != GM_GEOM_POLYGON)
        return halved_zone(g, o, error);
    if (!plain(g, o))
        return flat_zone(g, o, error);
    GmGeom *fast = round_zone(g, o->left, tolerance);
    if (fast)
        return fast;
    if (g->kind == GM_GEOM_POLYGON && tangled(g, 0.0, max_mended, error))
        return NULL;
    bool large = g->n_pos > max_at_once || gm_geo_buffer_union_steps(g, o) > max_steps;
    if (large)
        return g->kind == GM_GEOM_POLYGON ? ringed_zone(g, o, error) : halved_zone(g, o, error);
    g_autoptr(GmGeom) rough = gm_geo_buffer_union(g, o, error);
    g_autoptr(GmGeom) fine = rough ? gm_geo_zone_refine(g, o->left, tolerance, rough) : NULL;
    return fine && sound(fine) ? g_steal_pointer(&fine) : g_steal_pointer(&rough);
}

/* Far-apart parts are zones by themselves, each in its own plane. */
static GmGeom *unsplit_zone(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    if (g->n_parts == 1)
        return cluster_zone(g, o, error);
    g_autoptr(GPtrArray) groups = gm_geo_cluster(g, fmax(fabs(o->left), fabs(o->right)));
    g_autoptr(GmGeom) all = gm_geom_new(GM_GEOM_POLYGON);
    for (guint i = 0; i < groups->len; i++) {
        g_autoptr(GmGeom) zone = cluster_zone(groups->pdata[i], o, error);
        if (!zone)
            return NULL;
        gm_geom_append(all, zone);
    }
    return g_steal_pointer(&all);
}

GmGeom *gm_geo_buffer(const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    if (!gm_geom_check(g, error) || !check_options(g, o, error))
        return NULL;
    if (g->n_pos > max_at_once / 4 &&
        tangled(g, fmax(fabs(o->left), fabs(o->right)) / 8.0, max_crossings, error))
        return NULL;
    GmBufferOptions opts = *o;
    if (g->kind == GM_GEOM_LINE && o->side == GM_SIDE_LEFT)
        opts.right = 0.0;
    if (g->kind == GM_GEOM_LINE && o->side == GM_SIDE_RIGHT)
        opts.left = 0.0;
    if (g->kind == GM_GEOM_LINE && o->side != GM_SIDE_BOTH)
        opts.cap = GM_CAP_FLAT;
    GmGeom *raw = unsplit_zone(g, &opts, error);
    if (raw && raw->n_pos == 0 && fmax(opts.left, opts.right) > 0.0) { /* a side is never nothing */
        gm_geom_free(raw);
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                            "the sides of the line cannot be told apart where it turns back on "
                            "itself; give the zone of each straight run");
        return NULL;
    }
    if (!raw || !gm_geo_crosses_antimeridian(raw))
        return raw;
    GmGeom *cut = gm_geo_split_antimeridian(raw, error);
    gm_geom_free(raw);
    return cut;
}

GmGeom *gm_geo_ring(const GmGeom *g, double inner, double outer, double tolerance, GError **error)
{
    if (!(inner >= 0.0 && outer > inner)) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE,
                            "a range band needs 0 <= inner < outer");
        return NULL;
    }
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = outer;
    o.tolerance = tolerance;
    GmGeom *far = gm_geo_buffer(g, &o, error);
    if (!far || inner == 0.0)
        return far;
    o.left = o.right = inner;
    g_autoptr(GmGeom) near = gm_geo_buffer(g, &o, error);
    GmGeom *band = near ? gm_geo_difference(far, near, error) : NULL;
    gm_geom_free(far);
    return band;
}
