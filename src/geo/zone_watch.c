/* Whether a traced ring keeps its distance from everything. */
#include "geodesic.h"
#include "zone_lift.h"

static const double vertex_error = 5e-3; /* metres a vertex may lie too near to a feature */

typedef struct {
    const Zone *z;
    double ax, ay, bx, by; /* the ring's edge in the plane */
    double mx, my, far2;   /* its middle; what is further than that from it is of no interest */
    int skip[12], n_skip;  /* edges and lone vertices, as chords name them, of no interest */
    double reach2;
    int found[64];
    int n_found;
} Watch;

/* Squared distance from the place c to the chord a-b. */
static inline double cross_distance2(double ax, double ay, double bx, double by, double cx,
                                     double cy)
{
    double ux = bx - ax, uy = by - ay, wx = cx - ax, wy = cy - ay, uu = ux * ux + uy * uy;
    double t = wx * ux + wy * uy;
    t = t <= 0.0 ? 0.0 : t >= uu ? 1.0 : t / uu;
    double dx = wx - t * ux, dy = wy - t * uy;
    return dx * dx + dy * dy;
}

static void watch_chord(int chord, void *user)
{
    Watch *w = user;
    const ZoneChord *c = &w->z->chords[chord];
    for (int i = 0; i < w->n_skip; i++)
        if (c->edge == w->skip[i])
            return;
    if (cross_distance2(c->ax, c->ay, c->bx, c->by, w->mx, w->my) > w->far2)
        return;
    double d2 = fmin(fmin(cross_distance2(c->ax, c->ay, c->bx, c->by, w->ax, w->ay),
                          cross_distance2(c->ax, c->ay, c->bx, c->by, w->bx, w->by)),
                     fmin(cross_distance2(w->ax, w->ay, w->bx, w->by, c->ax, c->ay),
                          cross_distance2(w->ax, w->ay, w->bx, w->by, c->bx, c->by)));
    if (d2 >= w->reach2)
        return;
    for (int i = 0; i < w->n_found; i++)
        if (w->z->chords[w->found[i]].edge == c->edge)
            return;
    if (w->n_found < (int)G_N_ELEMENTS(w->found))
        w->found[w->n_found++] = chord;
}

static void skip_feature(Watch *w, Feature f)
{
    const Zone *z = w->z;
    if (f.kind == FEATURE_EDGE) {
        w->skip[w->n_skip++] = f.index;
        return;
    }
    const ZoneVertex *v = &z->vertices[f.index];
    if (v->in >= 0)
        w->skip[w->n_skip++] = v->in;
    if (v->out >= 0)
        w->skip[w->n_skip++] = v->out;
    if (v->in < 0 && v->out < 0)
        w->skip[w->n_skip++] = -1 - f.index;
}

/* How much nearer than the depth a feature comes to a place; and which part of it. */
static double nearer(Zone *z, int edge, GmPos p, Feature *f)
{
    if (edge < 0) {
        *f = (Feature){FEATURE_VERTEX, -1 - edge, 0};
        return z->depth - gm_geo_distance(z->vertices[f->index].p, p);
    }
    const GeoSegment *s = gm_geo_zone_segment(z, edge);
    double at, d = gm_geo_segment_foot(s, p, &at), az;
    if (at <= 0.0 || at >= s->length) {
        *f = (Feature){FEATURE_VERTEX, at <= 0.0 ? z->edges[edge].a : z->edges[edge].b, 0};
    } else {
        GmPos foot = gm_geo_segment_at(s, at, &az);
        *f = (Feature){FEATURE_EDGE, edge, fold_angle(gm_geo_azimuth(foot, p) - az) < 0.0 ? -1 : 1};
    }
    return z->depth - d;
}

/* Share of the ring's edge where it comes nearest to a chord. */
static double nearest_share(const Watch *w, const ZoneChord *c)
{
    double ux = w->bx - w->ax, uy = w->by - w->ay, uu = ux * ux + uy * uy;
    if (!(uu > 0.0))
        return 0.0;
    double ta = ((c->ax - w->ax) * ux + (c->ay - w->ay) * uy) / uu;
    double tb = ((c->bx - w->ax) * ux + (c->by - w->ay) * uy) / uu;
    double da = cross_distance2(w->ax, w->ay, w->bx, w->by, c->ax, c->ay);
    double db = cross_distance2(w->ax, w->ay, w->bx, w->by, c->bx, c->by);
    return fmin(fmax(da < db ? ta : tb, 0.0), 1.0);
}

static void note(Breach *b, double depth, Feature f, GmPos at)
{
    if (depth > b->depth)
        *b = (Breach){depth, f, at};
}

static void judge_edge(Lift *l, guint k, Watch *w, Breach *joints, Breach *inside)
{
    Zone *z = l->z;
    guint i = (guint)g_array_index(l->owner, int, k);
    GmPos a = g_array_index(l->pos, GmPos, k), b = g_array_index(l->pos, GmPos, k + 1);
    bool first = k == 0 || (guint)g_array_index(l->owner, int, k - 1) != i;
    bool last = k + 1 == l->owner->len || (guint)g_array_index(l->owner, int, k + 1) != i;
    for (int c = 0; c < w->n_found; c++) {
        const ZoneChord *chord = &z->chords[w->found[c]];
        Feature f;
        double d = nearer(z, chord->edge, a, &f);
        z->suspect = z->suspect || d > -4.0 * z->tolerance;
        if (d > vertex_error)
            note(first ? &joints[piece_before(l, i)] : &inside[i], d, f, a);
        d = nearer(z, chord->edge, b, &f);
        if (d > vertex_error)
            note(last ? &joints[i] : &inside[i], d, f, b);
        double t = nearest_share(w, chord);
        if (t > 0.0 && t < 1.0) {
            double dlon = remainder(b.lon - a.lon, 360.0);
            GmPos m = {a.lat + t * (b.lat - a.lat), fold_lon(a.lon + t * dlon)};
            d = nearer(z, chord->edge, m, &f);
            z->suspect = z->suspect || d > -4.0 * z->tolerance;
            if (d > fmax(0.9 * z->tolerance, vertex_error))
                note(&inside[i], d, f, m);
        }
    }
}

/* Whether nothing but what @w skips can come near to any of a vertex's curve. */
static bool alone(Watch *w, const ZoneVertex *v, double reach)
{
    double far = w->z->depth * (1.0 + w->z->slack) + reach;
    double edge_reach2 = w->reach2;
    w->ax = w->bx = w->mx = v->x;
    w->ay = w->by = w->my = v->y;
    w->reach2 = w->far2 = far * far;
    w->n_found = 0;
    gm_geo_zone_visit(w->z, v->x, v->y, v->x, v->y, far, watch_chord, w);
    w->reach2 = edge_reach2;
    return w->n_found == 0;
}

/* What of a piece's own is never too near to it. */
static void skip_own(Watch *w, Zone *z, Feature f)
{
    Feature next;
    w->n_skip = 0;
    skip_feature(w, f);
    for (int after = 0; after < 2 && f.kind == FEATURE_EDGE; after++)
        if (gm_geo_lift_adjacent(z, f, after, &next) && next.kind == FEATURE_VERTEX)
            skip_feature(w, next);
}

/* The edges first <= k < end of the ring, which are piece i's. */
static void watch_piece(Lift *l, Watch *w, guint i, guint first, guint end, double reach,
                        Breach *joints, Breach *inside)
{
    Zone *z = l->z;
    Feature f = piece_at(l, i)->f;
    skip_own(w, z, f);
    if (f.kind == FEATURE_VERTEX && end - first > 8 && alone(w, &z->vertices[f.index], reach))
        return;
    int own = w->n_skip;
    to_plane(z, g_array_index(l->pos, GmPos, first), &w->bx, &w->by);
    for (guint k = first; k < end; k++) {
        w->ax = w->bx;
        w->ay = w->by;
        to_plane(z, g_array_index(l->pos, GmPos, k + 1), &w->bx, &w->by);
        w->n_skip = own;
        if (k == first)
            skip_feature(w, piece_at(l, piece_before(l, i))->f);
        if (k + 1 == end)
            skip_feature(w, piece_at(l, i + 1)->f);
        w->n_found = 0;
        w->mx = (w->ax + w->bx) / 2.0;
        w->my = (w->ay + w->by) / 2.0;
        double far = reach + hypot(w->bx - w->ax, w->by - w->ay) / 2.0;
        w->far2 = far * far;
        gm_geo_zone_visit(z, w->ax, w->ay, w->bx, w->by, reach, watch_chord, w);
        if (w->n_found > 0)
            judge_edge(l, k, w, joints, inside);
    }
}

void gm_geo_lift_watch(Lift *l, Breach *joints, Breach *inside)
{
    double reach = l->z->depth * (1.0 + l->z->slack) + 4.0 * l->z->tolerance;
    Watch w = {.z = l->z, .reach2 = reach * reach};
    for (guint first = 0; first < l->owner->len;) {
        int i = g_array_index(l->owner, int, first);
        guint end = first + 1;
        while (end < l->owner->len && g_array_index(l->owner, int, end) == i)
            end++;
        watch_piece(l, &w, (guint)i, first, end, reach, joints, inside);
        first = end;
    }
}
