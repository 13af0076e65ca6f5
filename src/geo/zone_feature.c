#include "geodesic.h"
#include "zone.h"

#include <string.h>

/* Boxes over runs of chords, FAN to one, level upon level. */
enum { FAN = 8, MAX_LEVELS = 12 };

typedef struct {
    double x0, y0, x1, y1;
} Rect;

struct ChordGrid {
    Rect *level[MAX_LEVELS];
    int count[MAX_LEVELS];
    int levels;
};

static const double earth = 6.37e6;

static void grid_free(ChordGrid *t)
{
    if (!t)
        return;
    for (int i = 0; i < t->levels; i++)
        g_free(t->level[i]);
    g_free(t);
}

static Rect chord_rect(const ZoneChord *c)
{
    return (Rect){fmin(c->ax, c->bx), fmin(c->ay, c->by), fmax(c->ax, c->bx), fmax(c->ay, c->by)};
}

static Rect rect_join(Rect a, Rect b)
{
    return (Rect){fmin(a.x0, b.x0), fmin(a.y0, b.y0), fmax(a.x1, b.x1), fmax(a.y1, b.y1)};
}

static ChordGrid *grid_new(const ZoneChord *chords, int n)
{
    ChordGrid *t = g_new0(ChordGrid, 1);
    for (int m = n; m > 0 && t->levels < MAX_LEVELS;) {
        int l = t->levels++;
        t->count[l] = (m + FAN - 1) / FAN;
        t->level[l] = g_new(Rect, (size_t)t->count[l]);
        for (int i = 0; i < m; i++) {
            Rect r = l == 0 ? chord_rect(&chords[i]) : t->level[l - 1][i];
            Rect *at = &t->level[l][i / FAN];
            *at = i % FAN == 0 ? r : rect_join(*at, r);
        }
        m = t->count[l];
        if (m == 1)
            break;
    }
    return t;
}

static double rect_distance2(const Rect *r, double x, double y)
{
    double dx = x < r->x0 ? r->x0 - x : x > r->x1 ? x - r->x1 : 0.0;
    double dy = y < r->y0 ? r->y0 - y : y > r->y1 ? y - r->y1 : 0.0;
    return dx * dx + dy * dy;
}

typedef struct {
    double x, y, d2, t;
    int chord;
} Search;

static double chord_distance2(const ZoneChord *c, double x, double y, double *t)
{
    double ux = c->bx - c->ax, uy = c->by - c->ay, wx = x - c->ax, wy = y - c->ay;
    double uu = ux * ux + uy * uy;
    double along = wx * ux + wy * uy;
    *t = along <= 0.0 ? 0.0 : along >= uu ? 1.0 : along / uu;
    double dx = wx - *t * ux, dy = wy - *t * uy;
    return dx * dx + dy * dy;
}

static void search(const Zone *z, int level, int i, Search *s)
{
    int first = i * FAN,
        end = MIN(first + FAN, level == 0 ? z->n_chords : z->grid->count[level - 1]);
    if (level == 0) {
        for (int k = first; k < end; k++) {
            double t, d2 = chord_distance2(&z->chords[k], s->x, s->y, &t);
            if (d2 < s->d2) {
                s->d2 = d2;
                s->t = t;
                s->chord = k;
            }
        }
        return;
    }
    const Rect *r = z->grid->level[level - 1];
    int order[FAN], n = 0;
    double bound[FAN];
    for (int k = first; k < end; k++) {
        double d2 = rect_distance2(&r[k], s->x, s->y);
        int j = n++;
        for (; j > 0 && bound[j - 1] > d2; j--) {
            bound[j] = bound[j - 1];
            order[j] = order[j - 1];
        }
        bound[j] = d2;
        order[j] = k;
    }
    for (int k = 0; k < n && bound[k] < s->d2; k++)
        search(z, level - 1, order[k], s);
}

static Feature chord_feature(const Zone *z, const ZoneChord *c, double t, double x, double y)
{
    if (c->edge < 0)
        return (Feature){FEATURE_VERTEX, -1 - c->edge, 0};
    if (t <= 0.0 && c->first)
        return (Feature){FEATURE_VERTEX, z->edges[c->edge].a, 0};
    if (t >= 1.0 && c->last)
        return (Feature){FEATURE_VERTEX, z->edges[c->edge].b, 0};
    double cross = (c->bx - c->ax) * (y - c->ay) - (c->by - c->ay) * (x - c->ax);
    return (Feature){FEATURE_EDGE, c->edge, cross > 0.0 ? -1 : 1};
}

Feature gm_geo_zone_nearest(const Zone *z, double x, double y, double *distance)
{
    Search s = {x, y, INFINITY, 0.0, 0};
    search(z, z->grid->levels - 1, 0, &s);
    *distance = sqrt(s.d2);
    Feature f = chord_feature(z, &z->chords[s.chord], s.t, x, y);
    return f;
}

double gm_geo_zone_share(const Zone *z, int edge, double x, double y)
{
    const ZoneEdge *e = &z->edges[edge];
    double best = INFINITY, share = 0.0;
    for (int k = e->chord0; k < e->chord0 + e->n_chords; k++) {
        const ZoneChord *c = &z->chords[k];
        double t, d2 = chord_distance2(c, x, y, &t);
        if (d2 < best) {
            best = d2;
            share = c->s0 + t * (c->s1 - c->s0);
        }
    }
    return share;
}

static void visit_node(const Zone *z, int level, int i, const double *disc, ZoneVisitor *visit,
                       void *user)
{
    if (rect_distance2(&z->grid->level[level][i], disc[0], disc[1]) > disc[2])
        return;
    int first = i * FAN,
        end = MIN(first + FAN, level == 0 ? z->n_chords : z->grid->count[level - 1]);
    for (int k = first; k < end; k++) {
        if (level == 0)
            visit(k, user);
        else
            visit_node(z, level - 1, k, disc, visit, user);
    }
}

void gm_geo_zone_visit(const Zone *z, double ax, double ay, double bx, double by, double reach,
                       ZoneVisitor *visit, void *user)
{
    double far = reach + hypot(bx - ax, by - ay) / 2.0;
    const double disc[3] = {(ax + bx) / 2.0, (ay + by) / 2.0, far * far};
    visit_node(z, z->grid->levels - 1, 0, disc, visit, user);
}

const GeoSegment *gm_geo_zone_segment(Zone *z, int edge)
{
    ZoneEdge *e = &z->edges[edge];
    if (!e->seg) {
        e->seg = g_new(GeoSegment, 1);
        gm_geo_segment_init(e->seg, z->vertices[e->a].p, z->vertices[e->b].p);
    }
    return e->seg;
}

static int add_vertex(Zone *z, GmPos p)
{
    z->vertices[z->n_vertices] = (ZoneVertex){.p = p, .v = gm_geo_ecef(p), .in = -1, .out = -1};
    return z->n_vertices++;
}

static void add_edge(Zone *z, int a, int b)
{
    z->vertices[a].out = z->vertices[b].in = z->n_edges;
    z->edges[z->n_edges++] = (ZoneEdge){.a = a, .b = b};
}

static bool same(GmPos a, GmPos b)
{
    return a.lat == b.lat && remainder(a.lon - b.lon, 360.0) == 0.0;
}

static void add_part(Zone *z, const GmPos *p, size_t n)
{
    int first = add_vertex(z, p[0]), last = first;
    for (size_t i = 1; i < n; i++) {
        if (same(p[i], z->vertices[last].p))
            continue;
        bool closes = i + 1 == n && same(p[i], p[0]) && z->n_edges > 0 &&
                      z->vertices[last].in >= 0 && z->vertices[first].out != z->vertices[last].in;
        int next = closes ? first : add_vertex(z, p[i]);
        add_edge(z, last, next);
        last = next;
    }
}

static void place_plane(Zone *z)
{
    Vec3 sum = {0.0, 0.0, 0.0};
    for (int i = 0; i < z->n_vertices; i++) {
        Vec3 v = z->vertices[i].v;
        sum = (Vec3){sum.x + v.x, sum.y + v.y, sum.z + v.z};
    }
    bool spread = vec_len(sum) < 1.0;
    z->plane = gm_geo_oblique(spread ? z->vertices[0].p : gm_geo_from_ecef(sum));
    double far = 0.0;
    for (int i = 0; i < z->n_vertices; i++) {
        ZoneVertex *v = &z->vertices[i];
        oblique_forward(&z->plane, v->v, &v->x, &v->y);
        far = fmax(far, v->x * v->x + v->y * v->y);
    }
    z->radius = sqrt(far) + z->depth;
    double c = z->radius / earth;
    z->slack = c * c / 4.0 + 2.0 * WGS84_E2 * c + 1e-6;
}

/* An edge bends in the plane; it is cut so that each chord sags little. */
static int chord_count(const Zone *z, const ZoneEdge *e)
{
    double length = vec_len(vec_sub(z->vertices[e->b].v, z->vertices[e->a].v));
    double c = z->radius / earth;
    double most = sqrt(8.0 * earth * 2e-4 * z->depth / fmax(c, 1e-9));
    return (int)fmin(ceil(length / most), 4096.0);
}

static void add_chords(Zone *z)
{
    size_t total = 0;
    for (int i = 0; i < z->n_edges; i++)
        total += (size_t)MAX(chord_count(z, &z->edges[i]), 1);
    z->chords = g_new(ZoneChord, total + (size_t)z->n_vertices);
    for (int i = 0; i < z->n_edges; i++) {
        ZoneEdge *e = &z->edges[i];
        int n = MAX(chord_count(z, e), 1);
        e->chord0 = z->n_chords;
        e->n_chords = n;
        double x = z->vertices[e->a].x, y = z->vertices[e->a].y;
        for (int k = 1; k <= n; k++) {
            ZoneChord c = {.ax = x, .ay = y, .edge = i};
            c.s0 = (double)(k - 1) / n;
            c.s1 = (double)k / n;
            c.first = k == 1;
            c.last = k == n;
            if (c.last) {
                x = z->vertices[e->b].x;
                y = z->vertices[e->b].y;
            } else {
                const GeoSegment *s = gm_geo_zone_segment(z, i);
                GmPos p = gm_geo_segment_at(s, s->length * k / n, NULL);
                oblique_forward(&z->plane, gm_geo_ecef(p), &x, &y);
            }
            c.bx = x;
            c.by = y;
            z->chords[z->n_chords++] = c;
        }
    }
    for (int i = 0; i < z->n_vertices; i++) { /* points */
        const ZoneVertex *v = &z->vertices[i];
        if (v->in < 0 && v->out < 0)
            z->chords[z->n_chords++] = (ZoneChord){v->x, v->y, v->x, v->y, -1 - i, 0, 0, 1, 1};
    }
    z->grid = grid_new(z->chords, z->n_chords);
}

Zone *gm_geo_zone_new(const GmGeom *g, double depth, double tolerance)
{
    Zone *z = g_new0(Zone, 1);
    z->depth = depth;
    z->tolerance = tolerance;
    z->vertices = g_new(ZoneVertex, g->n_pos);
    z->edges = g_new(ZoneEdge, g->n_pos);
    z->part_edges = g_new(int, g->n_parts + 1);
    z->n_parts = (int)g->n_parts;
    for (size_t i = 0; i < g->n_parts; i++) {
        z->part_edges[i] = z->n_edges;
        if (gm_geom_part_len(g, i) > 0)
            add_part(z, gm_geom_part(g, i), gm_geom_part_len(g, i));
    }
    z->part_edges[g->n_parts] = z->n_edges;
    place_plane(z);
    if (z->radius > 1e7) { /* the plane is too far from true there */
        gm_geo_zone_free(z);
        return NULL;
    }
    add_chords(z);
    return z;
}

void gm_geo_zone_free(Zone *z)
{
    if (!z)
        return;
    for (int i = 0; i < z->n_vertices; i++)
        g_free(z->vertices[i].circle);
    for (int i = 0; i < z->n_edges; i++)
        g_free(z->edges[i].seg);
    g_free(z->vertices);
    g_free(z->edges);
    g_free(z->chords);
    g_free(z->part_edges);
    grid_free(z->grid);
    g_free(z);
}

typedef struct {
    Zone *z;
    GmPos p;
    double best;
    int last;
} Nearest;

static void near_chord(int chord, void *user)
{
    Nearest *n = user;
    int edge = n->z->chords[chord].edge;
    double s, d;
    if (edge == n->last)
        return;
    n->last = edge;
    if (edge < 0)
        d = gm_geo_distance(n->z->vertices[-1 - edge].p, n->p);
    else
        d = gm_geo_segment_foot(gm_geo_zone_segment(n->z, edge), n->p, &s);
    n->best = fmin(n->best, d);
}

double gm_geo_zone_distance(Zone *z, double x, double y)
{
    double d;
    gm_geo_zone_nearest(z, x, y, &d);
    Nearest n = {z, gm_geo_oblique_inverse(&z->plane, x, y), INFINITY, G_MININT};
    gm_geo_zone_visit(z, x, y, x, y, d * (1.0 + 2.0 * z->slack) + 1e-3, near_chord, &n);
    return n.best;
}
