#include "scene_route.h"

#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"
#include "scene_near.h"

#include <math.h>
#include <string.h>

#define JUNCTION_GAP 3000.0 /* metres between two roads that still meet */
#define DETOUR 1.7          /* a road this much longer than the straight line is not the way */
#define ASIDE 2000.0        /* metres: a town's width, for a point in its middle */
#define ASIDE_SHARE 0.25    /* of the straight line, for both ends together */
#define SAMPLE 500.0        /* metres between tests along a road */

static GmPos line_end(const GmGeom *line, bool last)
{
    return line->pos[last ? line->n_pos - 1 : 0];
}

/** Joins two lines into one part; the second begins near the first's end. */
static GmGeom *join_two(const GmGeom *a, const GmGeom *b)
{
    GmGeom *both = gm_geom_copy(a);
    gm_geom_append(both, b);
    GmGeom *line = gm_geom_new_line(both->pos, both->n_pos);
    gm_geom_free(both);
    return line;
}

typedef struct {
    double on_main, on_side; /* chainages of the junction */
    double gap;
} Junction;

/** Where two roads meet: at an end of either. */
static bool find_junction(const GmGeom *road, const GmGeom *side, Junction *out)
{
    out->gap = JUNCTION_GAP;
    bool found = false;
    for (int i = 0; i < 4; i++) {
        const GmGeom *of = i < 2 ? road : side, *on = i < 2 ? side : road;
        GmPos end = line_end(of, i % 2 == 1);
        double at_end = i % 2 == 1 ? gm_geo_length(of) : 0.0;
        GmFoot foot;
        if (!gm_geo_foot(on, end, &foot, NULL) || foot.offset >= out->gap)
            continue;
        out->gap = foot.offset;
        out->on_main = i < 2 ? at_end : foot.chainage;
        out->on_side = i < 2 ? foot.chainage : at_end;
        found = true;
    }
    return found;
}

/** From @a, which @road does not serve, over another road to @b's foot. */
static GmGeom *route_by_side_road(GmMaker *m, const GmGeom *road, const char *road_ref, GmPos a,
                                  double to, const char **via)
{
    const GArray *all = gm_maker_highways(m);
    GmGeom *best = NULL;
    double best_off = GM_ROUTE_REACH;
    for (guint i = 0; i < all->len; i++) {
        const GmPlace *p = &g_array_index(all, GmPlace, i);
        if (g_strcmp0(p->geometry, road_ref) == 0)
            continue;
        const GmGeom *side = gm_maker_geom(m, p->geometry);
        GmFoot foot;
        Junction j;
        if (!side || side->kind != GM_GEOM_LINE || !gm_atlas_foot(m->atlas, side, a, &foot, NULL) ||
            foot.offset >= best_off || !find_junction(road, side, &j))
            continue;
        g_autoptr(GmGeom) first = gm_geo_sub_line(side, foot.chainage, j.on_side);
        g_autoptr(GmGeom) second = gm_geo_sub_line(road, j.on_main, to);
        if (gm_geom_is_empty(first) || gm_geom_is_empty(second))
            continue;
        gm_geom_free(best);
        best = join_two(first, second);
        best_off = foot.offset;
        if (via)
            *via = p->name;
    }
    return best;
}

GmGeom *gm_route_along(GmMaker *m, const GmGeom *road, const char *road_ref, GmPos a, GmPos b,
                       const char **via)
{
    GmFoot fa, fb;
    if (via)
        *via = NULL;
    if (!gm_atlas_foot(m->atlas, road, a, &fa, NULL) ||
        !gm_atlas_foot(m->atlas, road, b, &fb, NULL))
        return NULL;
    bool near_a = fa.offset <= GM_ROUTE_REACH, near_b = fb.offset <= GM_ROUTE_REACH;
    if (near_a && near_b)
        return fabs(fa.chainage - fb.chainage) < 1.0
                   ? NULL
                   : gm_geo_sub_line(road, fa.chainage, fb.chainage);
    if (near_b)
        return route_by_side_road(m, road, road_ref, a, fb.chainage, via);
    if (near_a) {
        g_autoptr(GmGeom) back = route_by_side_road(m, road, road_ref, b, fa.chainage, via);
        return back ? gm_geo_reversed(back) : NULL;
    }
    return NULL;
}

/** A road whose distance from the ends is a good part of the way between them is
 *  another road than the one that joins them. */
static bool passes_by(GmMaker *m, const GmGeom *road, GmPos a, GmPos b, double straight)
{
    GmFoot fa, fb;
    return !gm_atlas_foot(m->atlas, road, a, &fa, NULL) ||
           !gm_atlas_foot(m->atlas, road, b, &fb, NULL) ||
           fa.offset + fb.offset > ASIDE_SHARE * straight + ASIDE;
}

GmGeom *gm_route_any(GmMaker *m, GmPos a, GmPos b, GmPlace *road)
{
    const GArray *all = gm_maker_highways(m);
    double straight = gm_geo_distance(a, b), best_len = straight * DETOUR + 5000.0;
    GmGeom *best = NULL;
    for (guint i = 0; i < all->len; i++) {
        const GmPlace *p = &g_array_index(all, GmPlace, i);
        const GmGeom *line = gm_maker_geom(m, p->geometry);
        if (!line || line->kind != GM_GEOM_LINE)
            continue;
        if (passes_by(m, line, a, b, straight))
            continue;
        const char *via = NULL;
        GmGeom *way = gm_route_along(m, line, p->geometry, a, b, &via);
        double len = way ? gm_atlas_length(m->atlas, way) : INFINITY;
        if (via) /* a road that serves both ends goes before two */
            len += straight;
        if (len >= best_len || len < straight * 0.5) {
            gm_geom_free(way);
            continue;
        }
        gm_geom_free(best);
        best = way;
        best_len = len;
        if (road)
            *road = *p;
    }
    return best;
}

bool gm_route_covers(const GmGeom *outer, const GmGeom *inner, double metres)
{
    g_autoptr(GmNear) near = gm_near_new(outer, metres);
    for (size_t i = 0; i < inner->n_pos; i++)
        if (!gm_near_test(near, inner->pos[i]))
            return false;
    return inner->n_pos > 0;
}

/** The part of @road between its first and last sample inside @s's IN areas. */
static GmGeom *part_inside(GmMaker *m, const GmSpec *s, const GmGeom *road, const char **area)
{
    const GmSite *in = gm_spec_site(s, GM_PART_IN, 0);
    const GmGeom *polygon = in ? gm_maker_site_geom(m, in, GM_GEOM_POLYGON) : NULL;
    if (!polygon)
        return NULL;
    double length = gm_atlas_length(m->atlas, road), first = -1.0, last = -1.0;
    size_t n;
    g_autofree GmPos *samples = gm_geo_sample_line(road, SAMPLE, &n);
    for (size_t i = 0; i < n; i++)
        if (gm_geo_contains(polygon, samples[i])) {
            last = (double)i * SAMPLE;
            first = first < 0.0 ? last : first;
        }
    if (last - first < SAMPLE || last - first > length - 2.0 * SAMPLE)
        return NULL;
    *area = in->name;
    return gm_geo_sub_line(road, first, last);
}

/** Where a line from @other reaches @s: its point, or for a country or division
 *  that does not hold @other the nearest of its outline. */
static GmPos reach_of(GmMaker *m, const GmSite *s, const GmSite *other)
{
    const GmGeom *area = gm_maker_site_geom(m, s, GM_GEOM_POLYGON);
    GmPos from = gm_site_pos(other);
    GmFoot foot;
    if (!area || (s->kind != GM_PLACE_COUNTRY && s->kind != GM_PLACE_DIVISION) ||
        gm_geo_contains(area, from))
        return gm_site_pos(s);
    g_autoptr(GmGeom) rings = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < area->n_parts; i++)
        gm_geom_add_part(rings, gm_geom_part(area, i), gm_geom_part_len(area, i), false);
    return gm_geo_foot(rings, from, &foot, NULL) ? foot.pos : gm_site_pos(s);
}

/** Straight line where no course is known: indicative. */
static GmGeom *straight_line(GmMaker *m, const GmSpec *s, const GmSite *a, const GmSite *b,
                             const char *what, GmFeature *f)
{
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    GmPos from = reach_of(m, a, b), to = reach_of(m, b, a);
    g_array_append_val(pos, from);
    const GmSite *via;
    for (guint i = 0; (via = gm_spec_site(s, GM_PART_AT, i)); i++) { /* what lies on the way */
        GmPos on = gm_site_pos(via);
        if (via->located)
            g_array_append_val(pos, on);
    }
    g_array_append_val(pos, to);
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    gm_maker_note(f, "the course of %s is not known; a straight line stands in", what);
    return gm_geom_new_line((const GmPos *)pos->data, pos->len);
}

static void note_foot(GmMaker *m, const GmGeom *line, const GmSite *site, const GmSite *road,
                      GmFeature *f)
{
    GmFoot foot;
    if (!gm_atlas_foot(m->atlas, line, gm_site_pos(site), &foot, NULL) || foot.offset < 3000.0)
        return;
    g_autofree char *off = gm_length_text(foot.offset);
    g_autofree char *the_road = gm_name_road(road);
    gm_maker_note(f, "%s lies %s from %s; the nearest point of the road is used", site->name, off,
                  the_road);
    if (foot.offset > 10000.0 && f->kind != GM_FEATURE_HIGHWAY)
        gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
}

/** A stated length: cuts the run when it is well short of the way to TO ("for
 *  20 km towards B"), otherwise notes where text and road differ. */
static GmGeom *apply_length(GmGeom *run, const GmSpec *s, GmFeature *f)
{
    const GmMeasure *said = gm_spec_measure(s, GM_MEASURE_LENGTH);
    double length = gm_geo_length(run);
    if (!said || said->metres <= 0.0)
        return run;
    g_autofree char *text = gm_measure_text(said);
    if (said->metres_max < 0.6 * length) {
        GmGeom *cut = gm_geo_sub_line(run, 0.0, said->metres_max);
        gm_maker_note(f, "%s along the road from the first place", text);
        gm_geom_free(run);
        return cut;
    }
    if (fabs(length - said->metres) > 0.15 * said->metres) {
        g_autofree char *real = gm_length_text(length);
        gm_maker_note(f, "the text says %s; along the road it is %s", text, real);
    }
    return run;
}

/** @s lies beyond an end of what is known of the road, which may go on to there. */
static bool is_beyond(GmMaker *m, const GmGeom *road, const GmSite *s)
{
    enum { FARTHEST = 450000, AT_END = 2000 };
    GmFoot foot;
    if (!gm_atlas_foot(m->atlas, road, gm_site_pos(s), &foot, NULL) || foot.offset > FARTHEST)
        return false;
    return foot.chainage < AT_END || foot.chainage > gm_atlas_length(m->atlas, road) - AT_END;
}

static GmGeom *between_ends(GmMaker *m, const GmSpec *s, const GmGeom *road, const GmSite *a,
                            const GmSite *b, GmFeature *f, GError **error)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    const char *via = NULL;
    GmGeom *run = gm_route_along(m, road, along->geometry, gm_site_pos(a), gm_site_pos(b), &via);
    if (run && via)
        gm_maker_note(f, "%s shares the carriageway of the %s for a part of its way", along->name,
                      via);
    if (run && !via) {
        note_foot(m, road, a, along, f);
        note_foot(m, road, b, along, f);
    }
    if (!run && f->kind != GM_FEATURE_HIGHWAY && is_beyond(m, road, a) && is_beyond(m, road, b)) {
        g_autofree char *there = g_strdup_printf("%s there", along->name);
        return straight_line(m, s, a, b, there, f);
    }
    if (!run)
        gm_maker_fail(error, "%s does not lead from %s to %s", along->name, a->name, b->name);
    return run;
}

/** ALONG names no road that is known: any road between the ends, or a line. */
static GmGeom *unnamed_road(GmMaker *m, const GmSpec *s, const char *what, const GmSite *a,
                            const GmSite *b, GmFeature *f, GError **error)
{
    if (!a || !b) {
        gm_maker_fail(error, "the course of %s is not known", what);
        return NULL;
    }
    GmPlace road;
    GmGeom *run = s->kind == GM_FEATURE_HIGHWAY || s->kind == GM_FEATURE_SEGMENT
                      ? gm_route_any(m, gm_site_pos(a), gm_site_pos(b), &road)
                      : NULL;
    if (!run)
        return straight_line(m, s, a, b, what, f);
    gm_maker_note(f, "read as the %s", road.name);
    return run;
}

/** No end points: a named road is itself; anything on it is only known to lie
 *  somewhere along it. */
static GmGeom *whole_or_inside(GmMaker *m, const GmSpec *s, const GmSite *along, const GmGeom *road,
                               GmFeature *f)
{
    const char *area = NULL;
    g_autofree char *name = gm_name_road(along);
    GmGeom *run = part_inside(m, s, road, &area);
    if (s->kind == GM_FEATURE_HIGHWAY)
        return run ? run : gm_geom_copy(road);
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    if (run)
        gm_maker_note(f, "its end points are not stated; the part of %s inside %s is shown", name,
                      area);
    else
        gm_maker_note(f, "its end points are not stated; the whole of %s is shown", name);
    return run ? run : gm_geom_copy(road);
}

GmGeom *gm_route_of_spec(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
    const GmSite *a = gm_spec_site(s, GM_PART_FROM, 0), *b = gm_spec_site(s, GM_PART_TO, 0);
    const GmGeom *road = gm_maker_site_geom(m, along, GM_GEOM_LINE);
    const char *what = along ? along->name : "the road";
    GmGeom *run;
    if (!road)
        run = unnamed_road(m, s, what, a, b, f, error);
    else if (a && b)
        run = between_ends(m, s, road, a, b, f, error);
    else
        run = whole_or_inside(m, s, along, road, f);
    if (run && a && b)
        run = apply_length(run, s, f);
    return run;
}
