#include "scene_maker.h"

#include "buffer.h"
#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"
#include "region_part.h"

#include <math.h>

#define SHARE 0.36          /* of an area's extent: "northern X" */
#define CORNER_SHARE 0.5    /* "north-western X": of both extents, and along the diagonal */
#define CORNER_LEAST 0.08   /* of the area's size; a smaller corner is none */
#define NEAR_EDGE 5000.0    /* metres; a sector around a town begins here … */
#define FAR_EDGE 40000.0    /* … and ends here */
#define TOWN_EDGE 8000.0    /* "northern X" of a town: its own north */
#define AROUND_FAR 25000.0  /* "the area surrounding X" */
#define BESIDE_LINE 15000.0 /* "north of the Litani": land of no stated reach */
#define REACH 4000.0        /* metres; its windings are shorter */
#define ACROSS 0.6          /* the sine of how a reach that a wind looks across lies to it */

static GmGeom *add_to(GmGeom *sum, GmGeom *part)
{
    if (!sum || !part)
        return sum ? sum : part;
    GmGeom *both = gm_geo_union(sum, part, NULL);
    gm_geom_free(part);
    if (!both)
        return sum;
    gm_geom_free(sum);
    return both;
}

/** "South-western X" is its corner: what is south, west and south-west in it; the
 *  band across its diagonal where the shape has no such corner. */
static GmGeom *corner_of_area(GmMaker *m, const GmGeom *area, int d, GError **error)
{
    GmGeom *corner = gm_atlas_region_corner(m->atlas, area, (GmDirection)d, CORNER_SHARE, error);
    if (!corner || gm_atlas_area(m->atlas, corner) >= CORNER_LEAST * gm_atlas_area(m->atlas, area))
        return corner;
    gm_geom_free(corner);
    return gm_atlas_region_part(m->atlas, area, (GmDirection)d, SHARE, error);
}

static GmGeom *parts_of_area(GmMaker *m, const GmGeom *area, guint sides, GError **error)
{
    GmGeom *sum = NULL;
    for (int d = 0; d < 8; d++)
        if (sides & (1u << d)) {
            GmGeom *part = d % 2
                               ? corner_of_area(m, area, d, error)
                               : gm_atlas_region_part(m->atlas, area, (GmDirection)d, SHARE, error);
            if (!part) {
                gm_geom_free(sum);
                return NULL;
            }
            sum = add_to(sum, part);
        }
    if (!sum && (sides & GM_SIDE_OF_CENTRE))
        sum = gm_atlas_region_part(m->atlas, area, GM_DIR_CENTRE, SHARE, error);
    if (!sum)
        sum = gm_geom_copy(area);
    return sum;
}

static bool replace_with_part(GmMaker *m, GmGeom **g, const GmGeom *area, double least)
{
    GmGeom *inside = area ? gm_atlas_intersection(m->atlas, *g, area, NULL) : NULL;
    if (gm_geom_is_empty(inside) ||
        gm_atlas_area(m->atlas, inside) <= least * gm_atlas_area(m->atlas, *g)) {
        gm_geom_free(inside);
        return false;
    }
    gm_geom_free(*g);
    *g = inside;
    return true;
}

/** The part in the town's division where that is a good part of it, else in
 *  its country: not in the sea, not over the border. */
static GmGeom *on_land(GmMaker *m, const GmSite *of, GmGeom *sectors)
{
    if (!replace_with_part(m, &sectors, gm_maker_division_of(m, of), 0.2))
        replace_with_part(m, &sectors, gm_maker_country(m, of->country), 0.0);
    return sectors;
}

/** Sectors around a town. */
static GmGeom *parts_around(GmMaker *m, const GmSite *of, guint sides, double near, double far,
                            GError **error)
{
    GmPos centre = gm_site_pos(of);
    GmGeom *sum = NULL;
    for (int d = 0; d < 8; d++)
        if (sides & (1u << d)) {
            double az = gm_geo_direction_azimuth((GmDirection)d);
            double half = d % 2 ? 30.0 : 45.0;
            GmGeom *part = gm_geo_sector(centre, az - half, az + half, near, far, error);
            if (!part) {
                gm_geom_free(sum);
                return NULL;
            }
            sum = add_to(sum, part);
        }
    if (!sum) {
        g_autoptr(GmGeom) point = gm_geom_new_point(centre);
        sum = gm_geo_ring(point, near, MIN(far, AROUND_FAR), 1e-2, error);
    }
    return sum ? on_land(m, of, sum) : NULL;
}

/** The longest stretch of a winding line that runs across the wind of @bits: "south of the
 *  Litani" lies beside its lower course, not beside the one that comes down from the north.
 *  The whole line where no stretch does, or all of it. */
static GmGeom *stretch_across(const GmGeom *line, guint bits)
{
    int d = 0;
    while (d < 8 && bits != 1u << d)
        d++;
    size_t n, from = 0, to = 0, begin = 0;
    double step = MAX(REACH, gm_geo_length(line) / 200.0);
    g_autofree GmPos *at = gm_geo_sample_line(line, step, &n);
    for (size_t i = 0; d < 8 && i + 1 < n; i++) {
        double course = gm_geo_azimuth(at[i], at[i + 1]);
        double turn = gm_geo_direction_azimuth((GmDirection)d) - course;
        if (fabs(sin(turn * G_PI / 180.0)) < ACROSS)
            begin = i + 1;
        else if (i + 1 - begin > to - from)
            from = begin, to = i + 1;
    }
    if ((to - from) * 6 < n || to - from + 2 >= n)
        return gm_geom_copy(line);
    return gm_geo_sub_line(line, (double)from * step, (double)to * step);
}

static bool winds(const GmGeom *run)
{
    double course = gm_geo_azimuth(run->pos[0], run->pos[run->n_pos - 1]);
    for (size_t i = 0; i + 1 < run->n_pos; i++)
        if (cos((gm_geo_azimuth(run->pos[i], run->pos[i + 1]) - course) * G_PI / 180.0) < 0.2)
            return true;
    return false;
}

/** The run without windings: where it goes back, its other side is far over its own. As much
 *  of its course as can be is kept, within a part of the band's @metres. */
static GmGeom *without_windings(const GmGeom *run, double metres)
{
    GmGeom *plain = gm_geom_copy(run);
    for (double share = 0.02; plain && share < 0.3 && plain->n_parts == 1 && winds(plain);
         share *= 2.0) {
        gm_geom_free(plain);
        plain = gm_geo_simplify(run, share * metres, NULL);
    }
    return gm_geom_is_empty(plain) ? gm_geom_copy(run) : plain;
}

GmGeom *gm_maker_beside_line(const GmGeom *line, guint bits, double metres, GError **error)
{
    bool left = true, right = true;
    g_autoptr(GmGeom) stretch = stretch_across(line, bits);
    g_autoptr(GmGeom) run = without_windings(stretch, metres);
    gm_maker_sides_of_line(run, bits, &left, &right);
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = left ? metres : 0.0;
    o.right = right ? metres : 0.0;
    o.side = !left ? GM_SIDE_RIGHT : !right ? GM_SIDE_LEFT : GM_SIDE_BOTH;
    o.cap = GM_CAP_FLAT;
    o.tolerance = 1e-2;
    return gm_geo_buffer(run, &o, error);
}

/** The land on those sides of a river or a road, in its country where it has one. */
static GmGeom *beside_line(GmMaker *m, const GmSite *of, const GmGeom *line, guint sides,
                           GError **error)
{
    GmGeom *band = gm_maker_beside_line(line, sides, BESIDE_LINE, error);
    const GmGeom *country = band ? gm_maker_country(m, of->country) : NULL;
    if (country)
        replace_with_part(m, &band, country, 0.0);
    return band;
}

bool gm_make_region_part(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *of = gm_spec_site(s, GM_PART_OF, 0), *in = gm_spec_site(s, GM_PART_IN, 0);
    const GmSite *whole = of ? of : in;
    if (!whole || !whole->located)
        return gm_maker_fail(error, "its area is not known");
    const GmGeom *area = gm_maker_site_geom(m, whole, GM_GEOM_POLYGON);
    bool town = whole->kind == GM_PLACE_SETTLEMENT || whole->kind == GM_PLACE_LANDMARK ||
                whole->kind == GM_PLACE_DISTRICT || whole->given;
    const GmGeom *line = area ? NULL : gm_maker_site_geom(m, whole, GM_GEOM_LINE);
    if (area && of && of->kind == GM_PLACE_COUNTRY)
        return gm_maker_fail(error, "land outside %s has no stated extent", of->name);
    if (area && s->sides)
        f->geom = parts_of_area(m, area, s->sides, error);
    else if (area && !of)
        f->geom = gm_geom_copy(area);
    else if (line)
        f->geom = beside_line(m, whole, line, s->sides, error);
    else if (!area && !town)
        return gm_maker_fail(error, "the outline of %s is not known", whole->name);
    else
        f->geom = of ? parts_around(m, whole, s->sides, NEAR_EDGE, FAR_EDGE, error)
                     : parts_around(m, whole, s->sides, 0.0, TOWN_EDGE, error);
    if (!f->geom)
        return false;
    if (line)
        gm_maker_note(f, "how far it reaches is not stated; a soft band stands in");
    if (area && !s->sides)
        f->place_ref = whole->ref;
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    f->soft_edge = true;
    if (of && in && !gm_maker_within(m, s, f, error))
        return false;
    return gm_maker_except(m, s, f, error);
}
