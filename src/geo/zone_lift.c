#include "zone_lift.h"

static const double same_m = 1e-4; /* metres: junctions closer than this are one */
enum { MAX_ROUNDS = 60 };

/* ---- from the plane's ring to a sequence of features */

static double planar_sweep(const ZoneVertex *v, const double *from, const double *to)
{
    double a = atan2(from[1] - v->y, from[0] - v->x), b = atan2(to[1] - v->y, to[0] - v->x);
    double s = (b - a) / DEG;
    return s < 0.0 ? s + 360.0 : s;
}

static void classify(Lift *l, const double *xy, size_t n)
{
    Zone *z = l->z;
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t k = 0; k + 1 < n; k++) {
        double d;
        Feature f = gm_geo_zone_nearest(z, (xy[2 * k] + xy[2 * k + 2]) / 2.0,
                                        (xy[2 * k + 1] + xy[2 * k + 3]) / 2.0, &d);
        double extent = hypot(xy[2 * k + 2] - xy[2 * k], xy[2 * k + 3] - xy[2 * k + 1]);
        if (l->pieces->len > 0 && same_feature(f, piece_at(l, l->pieces->len - 1)->f)) {
            piece_at(l, l->pieces->len - 1)->extent += extent;
            continue;
        }
        Piece p = {.f = f, .extent = extent};
        g_array_append_val(l->pieces, p);
        g_array_append_val(starts, k);
    }
    guint m = l->pieces->len;
    if (m > 1 && same_feature(piece_at(l, 0)->f, piece_at(l, m - 1)->f)) {
        g_array_index(starts, size_t, 0) = g_array_index(starts, size_t, m - 1);
        piece_at(l, 0)->extent += piece_at(l, m - 1)->extent;
        g_array_set_size(l->pieces, --m);
    }
    for (guint i = 0; i < m && m > 1; i++) {
        Piece *p = piece_at(l, i);
        const double *from = &xy[2 * g_array_index(starts, size_t, i)];
        const double *to = &xy[2 * g_array_index(starts, size_t, (i + 1) % m)];
        p->place = gm_geo_oblique_inverse(&z->plane, to[0], to[1]);
        if (p->f.kind == FEATURE_VERTEX)
            p->expected = planar_sweep(&z->vertices[p->f.index], from, to);
    }
}

/* ---- junctions */

bool gm_geo_lift_adjacent(Zone *z, Feature f, bool after, Feature *next)
{
    double w;
    Feature back;
    if (!gm_geo_zone_neighbour(z, f, after, next, &w))
        return false;
    if (next->kind == FEATURE_EDGE ||
        (gm_geo_zone_neighbour(z, *next, !after, &back, &w) && same_feature(back, f)))
        return true;
    const ZoneVertex *v = &z->vertices[next->index];
    *next = (Feature){FEATURE_EDGE, v->in == f.index ? v->out : v->in, f.side};
    return next->index >= 0;
}

static bool smooth(Zone *z, Feature a, Feature b, double *wa, double *wb)
{
    Feature fa, fb;
    if (a.kind == b.kind)
        return false;
    return gm_geo_zone_neighbour(z, a, true, &fa, wa) && same_feature(fa, b) &&
           gm_geo_zone_neighbour(z, b, false, &fb, wb) && same_feature(fb, a);
}

static Vec3 tangent(const CurvePoint *c)
{
    double az = (c->az - 90.0) * DEG, sa = sin(az), ca = cos(az);
    double sp = sin(c->p.lat * DEG), cp = cos(c->p.lat * DEG);
    double sl = sin(c->p.lon * DEG), cl = cos(c->p.lon * DEG);
    return (Vec3){-sl * sa - sp * cl * ca, cl * sa - sp * sl * ca, cp * ca};
}

static double guess_w(Zone *z, Feature f, GmPos at)
{
    if (f.kind == FEATURE_EDGE) {
        double x, y;
        to_plane(z, at, &x, &y);
        return f.side * gm_geo_zone_share(z, f.index, x, y) *
               gm_geo_zone_segment(z, f.index)->length;
    }
    const ZoneVertex *v = &z->vertices[f.index];
    Vec3 d = vec_sub(gm_geo_ecef(at), v->v);
    double sp = sin(v->p.lat * DEG), cp = cos(v->p.lat * DEG);
    double sl = sin(v->p.lon * DEG), cl = cos(v->p.lon * DEG);
    double east = -sl * d.x + cl * d.y, north = -sp * cl * d.x - sp * sl * d.y + cp * d.z;
    return -atan2(east, north) / DEG;
}

/* Where the curves of two features meet near @at: Newton along both. */
static bool kink(Zone *z, Feature fa, Feature fb, GmPos *at, double *wa, double *wb, bool *outward)
{
    *wa = guess_w(z, fa, *at);
    *wb = guess_w(z, fb, *at);
    for (int i = 0; i < 20; i++) {
        CurvePoint a = gm_geo_zone_curve(z, fa, *wa), b = gm_geo_zone_curve(z, fb, *wb);
        Vec3 gap = vec_sub(b.v, a.v);
        if (vec_dot(gap, gap) < 1e-10) {
            *at = a.p;
            *outward = fold_angle(b.az - a.az) < -1e-4;
            return true;
        }
        Vec3 ta = tangent(&a), tb = tangent(&b);
        double c = vec_dot(ta, tb), det = 1.0 - c * c;
        if (!(det > 1e-16))
            return false;
        double ga = vec_dot(ta, gap), gb = vec_dot(tb, gap), most = z->depth;
        double da = (ga - c * gb) / det, db = (c * ga - gb) / det;
        double scale = fmin(1.0, most / fmax(fabs(da), fabs(db)));
        *wa += da * scale / a.speed;
        *wb += db * scale / b.speed;
    }
    return false;
}

/* Edges in a straight line: their curves touch end to end. */
static bool straight_on(Zone *z, Feature a, Feature b, double *wa, double *wb, GmPos *at)
{
    Feature va, vb;
    if (a.kind != FEATURE_EDGE || b.kind != FEATURE_EDGE || a.side != b.side ||
        !gm_geo_zone_neighbour(z, a, true, &va, wa) ||
        !gm_geo_zone_neighbour(z, b, false, &vb, wb) || !same_feature(va, vb))
        return false;
    const ZoneVertex *v = &z->vertices[va.index];
    double turn = gm_geo_zone_segment(z, v->out)->az_a - gm_geo_zone_segment(z, v->in)->az_b;
    if (fabs(fold_angle(turn)) > 1e-5)
        return false;
    *at = gm_geo_zone_curve(z, a, *wa).p;
    return true;
}

static bool solve(Lift *l, guint i)
{
    Piece *a = piece_at(l, i), *b = piece_at(l, i + 1);
    double wa, wb;
    a->outward = false;
    if (smooth(l->z, a->f, b->f, &wa, &wb))
        a->place = gm_geo_zone_curve(l->z, a->f, wa).p;
    else if (!straight_on(l->z, a->f, b->f, &wa, &wb, &a->place) &&
             !kink(l->z, a->f, b->f, &a->place, &wa, &wb, &a->outward))
        return false;
    a->w1 = wa;
    b->w0 = wb;
    a->solved = true;
    return true;
}

/* ---- mending the sequence */

static void remove_piece(Lift *l, guint i)
{
    Piece *p = piece_at(l, i), *q = piece_at(l, piece_before(l, i));
    Vec3 a = gm_geo_ecef(p->place), b = gm_geo_ecef(q->place);
    q->place = gm_geo_from_ecef((Vec3){a.x + b.x, a.y + b.y, a.z + b.z});
    q->solved = false;
    g_array_remove_index(l->pieces, i);
    if (l->pieces->len < 2)
        return;
    guint k = i == 0 ? l->pieces->len - 1 : i - 1; /* q */
    Piece *first = piece_at(l, k), *next = piece_at(l, k + 1);
    if (same_feature(first->f, next->f)) { /* one again */
        first->place = next->place;
        first->w1 = next->w1;
        first->solved = next->solved;
        first->expected += next->expected;
        first->extent += next->extent;
        g_array_remove_index(l->pieces, (k + 1) % l->pieces->len);
    }
}

static void insert_piece(Lift *l, guint i, Feature f)
{
    Piece *prev = piece_at(l, i + l->pieces->len - 1);
    Piece p = {.f = f, .place = prev->place};
    prev->solved = false;
    g_array_insert_val(l->pieces, i, p);
}

/* Edges that meet outward have their vertex's arc between them; a vertex beside
 * its own edge on the inward side has no arc. */
static void complete(Lift *l)
{
    for (guint i = 0; i < l->pieces->len && l->pieces->len > 1; i++) {
        Piece *a = piece_at(l, i), *b = piece_at(l, i + 1);
        Feature va, vb;
        double w;
        if (a->f.kind == FEATURE_EDGE && b->f.kind == FEATURE_EDGE && a->f.side == b->f.side &&
            gm_geo_zone_neighbour(l->z, a->f, true, &va, &w) &&
            gm_geo_zone_neighbour(l->z, b->f, false, &vb, &w) && same_feature(va, vb)) {
            Feature back;
            if (gm_geo_zone_neighbour(l->z, va, false, &back, &w) && same_feature(back, a->f))
                insert_piece(l, i + 1, va);
        }
    }
}

static bool lone(const Zone *z, Feature f)
{
    return f.kind == FEATURE_VERTEX && z->vertices[f.index].in < 0 && z->vertices[f.index].out < 0;
}

/* Metres that the piece runs backwards; its arc's turns put in order first. */
static double backwards(Lift *l, Piece *p)
{
    double scale = 1.0;
    if (p->f.kind == FEATURE_VERTEX) {
        double want = lone(l->z, p->f) ? p->expected : 90.0;
        p->w1 = p->w0 + want + remainder(p->w1 - p->w0 - want, 360.0);
        scale = l->z->depth * DEG;
    }
    return (p->w0 - p->w1) * scale;
}

/* Pieces that run past their feature's own stretch of curve get the next one. */
static bool overrun(Lift *l, guint i, bool after)
{
    Piece *p = piece_at(l, i);
    Feature next;
    double w;
    if (lone(l->z, p->f) || !gm_geo_zone_neighbour(l->z, p->f, after, &next, &w))
        return false;
    double past = after ? p->w1 - w : w - p->w0;
    if (p->f.kind == FEATURE_VERTEX)
        past = remainder(past, 360.0) * l->z->depth * DEG;
    if (past < same_m * 10.0 || !gm_geo_lift_adjacent(l->z, p->f, after, &next))
        return false;
    if (same_feature(piece_at(l, after ? i + 1 : piece_before(l, i))->f, next))
        return false;
    insert_piece(l, after ? i + 1 : i, next);
    if (!after)
        piece_at(l, piece_before(l, i))->solved = false;
    return true;
}

/* Of two features that do not bound the zone next to each other, the one that
 * shows less is taken out; if it was right, it will be missed and come back. */
static bool drop_lesser(Lift *l, guint i, int *drops)
{
    guint k = (i + 1) % l->pieces->len;
    if (l->pieces->len < 3 || --*drops < 0)
        return false;
    remove_piece(l, piece_at(l, i)->extent <= piece_at(l, k)->extent ? i : k);
    return true;
}

static bool mend_turns(Lift *l, int *drops, bool *changed)
{
    for (guint i = 0; i < l->pieces->len; i++)
        if (piece_at(l, i)->outward) {
            if (!drop_lesser(l, i, drops))
                return false;
            *changed = true;
            i++;
        }
    return true;
}

/* Features whose curves do not meet may be near on the raw curve: then what lies
 * between them there belongs between. */
static bool fill_chain(Lift *l, guint i)
{
    enum { STEPS = 8 };
    Feature chain[STEPS], f = piece_at(l, i)->f, goal = piece_at(l, i + 1)->f;
    int n = 0;
    while (n < STEPS && gm_geo_lift_adjacent(l->z, f, true, &chain[n])) {
        f = chain[n];
        if (same_feature(f, goal))
            break;
        n++;
    }
    if (n == 0 || n == STEPS || !same_feature(f, goal))
        return false;
    for (int k = 0; k < n; k++)
        insert_piece(l, i + 1 + (guint)k, chain[k]);
    return true;
}

static bool solve_all(Lift *l, int *drops)
{
    for (guint i = 0; i < l->pieces->len && l->pieces->len > 1; i++)
        if (!piece_at(l, i)->solved && !solve(l, i)) {
            if (--*drops < 0 || (!fill_chain(l, i) && !drop_lesser(l, i, drops)))
                return false;
            i = i > 4 ? i - 4 : (guint)-1; /* places have moved: look again at those before */
        }
    return true;
}

/* Solves all junctions and mends the order; false when it does not settle. */
static bool settle(Lift *l)
{
    int drops = 8 + (int)l->pieces->len / 8;
    for (int round = 0; round < MAX_ROUNDS; round++) {
        bool changed = false, removed = false;
        if (!solve_all(l, &drops))
            return false;
        for (guint i = 0; i < l->pieces->len && l->pieces->len > 1; i++)
            if (backwards(l, piece_at(l, i)) > same_m) {
                remove_piece(l, i);
                changed = removed = true;
                i++; /* its neighbour's end has moved */
            }
        for (guint i = 0; i < l->pieces->len && l->pieces->len > 1 && !removed; i++)
            if (overrun(l, i, true) || overrun(l, i, false)) {
                changed = true;
                i += 2; /* past what is new */
            }
        if (l->pieces->len < 2)
            return true;
        if (!changed && !mend_turns(l, &drops, &changed))
            return false;
        if (!changed)
            return true;
    }
    return false;
}

/* ---- the ring, and whether it keeps its distance */

static void trace(Lift *l)
{
    g_array_set_size(l->pos, 0);
    g_array_set_size(l->owner, 0);
    guint m = l->pieces->len;
    for (guint i = 0; i < m; i++) {
        const Piece *p = piece_at(l, i);
        GmPos from = piece_at(l, piece_before(l, i))->place, to = p->place;
        double length =
            p->f.kind == FEATURE_EDGE ? p->w1 - p->w0 : (p->w1 - p->w0) * DEG * l->z->depth;
        if (length < same_m && m > 2)
            continue;
        g_array_append_val(l->pos, from);
        gm_geo_zone_trace(l->z, p->f, p->w0, from, p->w1, to, l->pos);
        while (l->owner->len < l->pos->len)
            g_array_append_val(l->owner, i);
    }
    if (l->pos->len > 0) {
        GmPos first = g_array_index(l->pos, GmPos, 0); /* a copy: the array may move */
        g_array_append_val(l->pos, first);
    }
}

static bool fits(const Lift *l, guint i, Feature f)
{
    return !same_feature(piece_at(l, i)->f, f);
}

/* Puts what came too near into the sequence. 1 done, 0 nothing, -1 stuck. */
static int mend_breaches(Lift *l)
{
    guint m = l->pieces->len;
    g_autofree Breach *joints = g_new0(Breach, m), *inside = g_new0(Breach, m);
    gm_geo_lift_watch(l, joints, inside);
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(Piece), m + 8);
    int state = 0;
    for (guint i = 0; i < m && state >= 0; i++) {
        Piece p = *piece_at(l, i);
        if (inside[i].depth > 0.0) {
            state = fits(l, i, inside[i].f) ? 1 : -1;
            Piece head = p, x = {.f = inside[i].f, .place = inside[i].at};
            head.place = inside[i].at;
            head.solved = false;
            head.expected = p.expected / 2.0;
            p.expected = p.expected / 2.0;
            g_array_append_val(out, head);
            g_array_append_val(out, x);
        }
        if (state >= 0 && joints[i].depth > 0.0) {
            state = fits(l, i, joints[i].f) && fits(l, i + 1, joints[i].f) ? 1 : -1;
            Piece x = {.f = joints[i].f, .place = joints[i].at};
            p.solved = false;
            p.place = joints[i].at;
            g_array_append_val(out, p);
            g_array_append_val(out, x);
        } else {
            g_array_append_val(out, p);
        }
    }
    if (state > 0) {
        l->z->suspect = true;
        g_array_free(l->pieces, TRUE);
        l->pieces = out;
    } else {
        g_array_free(out, TRUE);
    }
    return state;
}

static bool lone_circle(Lift *l)
{
    Piece *p = piece_at(l, 0);
    if (l->pieces->len != 1 || !lone(l->z, p->f))
        return false;
    p->w0 = 0.0;
    p->w1 = 360.0;
    p->place = gm_geo_zone_curve(l->z, p->f, 0.0).p;
    return true;
}

GArray *gm_geo_zone_lift(Zone *z, const double *xy, size_t n)
{
    Lift l = {.z = z,
              .pieces = g_array_new(FALSE, FALSE, sizeof(Piece)),
              .pos = g_array_sized_new(FALSE, FALSE, sizeof(GmPos), 512),
              .owner = g_array_sized_new(FALSE, FALSE, sizeof(int), 512)};
    classify(&l, xy, n);
    complete(&l);
    int state = 1;
    for (int round = 0; state > 0 && round < 24; round++) {
        if (!settle(&l) || l.pieces->len == 0) {
            state = -1;
        } else if (l.pieces->len < 2 && !lone_circle(&l)) {
            g_array_set_size(l.pos, 0); /* the ring closed up */
            state = 0;
        } else {
            trace(&l);
            state = mend_breaches(&l);
        }
    }
    g_array_free(l.pieces, TRUE);
    g_array_free(l.owner, TRUE);
    if (state != 0) {
        g_array_free(l.pos, TRUE);
        return NULL;
    }
    return l.pos;
}
