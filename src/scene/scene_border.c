#include "scene_border.h"

#include "geodesic.h"
#include "line_ref.h"
#include "overlay.h"
#include "region_part.h"
#include "scene_near.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 300.0   /* metres between two areas' drawings of one border */
#define ALONG_AREA 4000.0 /* metres; a country's border that runs along an area */
#define HALF_SECTOR 62.0  /* degrees either side of "the northern border" */

const GmGeom *gm_border_shared(GmMaker *m, const char *a, const char *b)
{
    g_autofree char *key = g_strconcat(a, "|", b, NULL);
    const GmGeom *known = gm_atlas_shape(m->atlas, key);
    if (known)
        return gm_geom_is_empty(known) ? NULL : known;
    const GmGeom *ga = gm_maker_geom(m, a), *gb = gm_maker_geom(m, b);
    if (!ga || !gb)
        return NULL;
    GmGeom *line = NULL;
    if (gm_box_meets(gm_box_grow(gm_geom_box(ga), TOLERANCE), gm_geom_box(gb)))
        line = gm_geo_shared_border(ga, gb, TOLERANCE, NULL);
    if (!line)
        line = gm_geom_new(GM_GEOM_LINE); /* none: known for the next time */
    if (line->n_parts > 1) {
        GmGeom *joined = gm_geo_join_parts(line, 500.0);
        if (joined) {
            gm_geom_free(line);
            line = joined;
        }
    }
    known = gm_atlas_keep_shape(m->atlas, key, line);
    return gm_geom_is_empty(known) ? NULL : known;
}

/** The layer of that name, or the finest of the family ("countries"). */
static const char *finest_layer(const GmShapeStore *store, const char *family)
{
    const GmLayerInfo *best = NULL;
    gsize len = strlen(family);
    for (guint i = 0; store && i < gm_shapes_n_layers(store); i++) {
        const GmLayerInfo *l = gm_shapes_layer(store, i);
        if (strcmp(l->layer, family) == 0)
            return l->layer;
        if (strncmp(l->layer, family, len) == 0 && l->layer[len] == '_' &&
            (!best || l->min_scale < best->min_scale))
            best = l;
    }
    return best ? best->layer : NULL;
}

typedef bool (*KeepFunc)(GmPos p, gpointer user);

/** The stretches of @line whose positions are kept. */
static GmGeom *keep_stretches(const GmGeom *line, KeepFunc keep, gpointer user)
{
    GmGeom *out = gm_geom_new(GM_GEOM_LINE);
    for (size_t part = 0; part < line->n_parts; part++) {
        const GmPos *pos = gm_geom_part(line, part);
        size_t n = gm_geom_part_len(line, part), first = 0;
        for (size_t i = 0; i <= n; i++) {
            bool kept = i < n && keep(pos[i], user);
            if (kept)
                continue;
            if (i - first >= 2)
                gm_geom_add_part(out, pos + first, i - first, false);
            first = i + 1;
        }
    }
    return out;
}

typedef struct {
    GmPos centre;
    guint sides;
} Sector;

static bool in_sector(GmPos p, gpointer user)
{
    const Sector *s = user;
    double az = gm_geo_azimuth(s->centre, p);
    for (int d = 0; d < 8; d++)
        if ((s->sides & (1u << d)) && fabs(remainder(az - d * 45.0, 360.0)) <= HALF_SECTOR)
            return true;
    return false;
}

/** The land border of @reference with the neighbours of its layer. With
 *  @sides, of neighbours that lie mostly in those directions, the part there. */
static GmGeom *land_border(GmMaker *m, const char *reference, guint sides)
{
    const GmGeom *own = gm_maker_geom(m, reference);
    const char *colon = strchr(reference, ':');
    if (!own || !colon || !m->shapes)
        return NULL;
    Sector sector = {gm_box_centre(gm_geom_box(own)), sides & 0xffu};
    g_autofree char *family = g_strndup(reference, (gsize)(colon - reference));
    const char *layer = finest_layer(m->shapes, family);
    g_autoptr(GPtrArray) near =
        layer ? gm_shapes_in_box(m->shapes, layer, gm_box_grow(gm_geom_box(own), 1000.0), NULL)
              : NULL;
    GmGeom *sum = gm_geom_new(GM_GEOM_LINE);
    for (guint i = 0; near && i < near->len; i++) {
        const GmShape *shape = g_ptr_array_index(near, i);
        if (!shape->key || g_str_equal(shape->key, colon + 1))
            continue;
        g_autofree char *other = g_strconcat(family, ":", shape->key, NULL);
        const GmGeom *line = gm_border_shared(m, reference, other);
        if (!line)
            continue;
        g_autoptr(GmGeom) part =
            sector.sides ? keep_stretches(line, in_sector, &sector) : gm_geom_copy(line);
        if (gm_geo_length(part) >= 0.5 * gm_atlas_length(m->atlas, line))
            gm_geom_append(sum, part);
    }
    return sum;
}

static bool along_outline(GmPos p, gpointer user)
{
    return gm_near_test(user, p);
}

static GmGeom *outline_of(const GmGeom *area)
{
    GmGeom *lines = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < area->n_parts; i++)
        gm_geom_add_part(lines, gm_geom_part(area, i), gm_geom_part_len(area, i), false);
    return lines;
}

static bool is_area(GmMaker *m, const GmSite *s)
{
    return gm_maker_site_geom(m, s, GM_GEOM_POLYGON) != NULL;
}

/** Between the feet of FROM and TO. */
static GmGeom *between_feet(GmMaker *m, GmGeom *line, const GmSpec *s, GError **error)
{
    const GmSite *a = gm_spec_site(s, GM_PART_FROM, 0), *b = gm_spec_site(s, GM_PART_TO, 0);
    if (!a || !b || !a->located || !b->located)
        return line;
    GmFoot fa, fb;
    GmGeom *run = NULL;
    if (gm_atlas_foot(m->atlas, line, gm_site_pos(a), &fa, error) &&
        gm_atlas_foot(m->atlas, line, gm_site_pos(b), &fb, error)) {
        if (fa.offset > 60000.0 || fb.offset > 60000.0 || fabs(fa.chainage - fb.chainage) < 1.0)
            gm_maker_fail(error, "%s and %s do not lie along that border", a->name, b->name);
        else
            run =
                gm_geo_sub_line(line, MIN(fa.chainage, fb.chainage), MAX(fa.chainage, fb.chainage));
    }
    gm_geom_free(line);
    return run;
}

static GmGeom *along_areas(GmMaker *m, GmGeom *line, const GmSpec *s, GError **error)
{
    const GmSite *in = gm_spec_site(s, GM_PART_IN, 0);
    const GmGeom *area = in ? gm_maker_site_geom(m, in, GM_GEOM_POLYGON) : NULL;
    if (!area)
        return line;
    g_autoptr(GmGeom) rings = outline_of(area);
    g_autoptr(GmNear) outline = gm_near_new(rings, ALONG_AREA);
    GmGeom *kept = keep_stretches(line, along_outline, outline);
    gm_geom_free(line);
    if (!gm_geom_is_empty(kept))
        return kept;
    gm_geom_free(kept);
    gm_maker_fail(error, "%s does not reach that border", in->name);
    return NULL;
}

static GmGeom *whole_border(GmMaker *m, const GmSpec *s, const GmSite *home, const GmSite *other,
                            GError **error)
{
    GmGeom *line = NULL;
    if (other) {
        const GmGeom *shared = gm_border_shared(m, home->geometry, other->geometry);
        Sector sector = {gm_box_centre(gm_geom_box(gm_maker_geom(m, home->geometry))),
                         s->sides & 0xffu};
        bool own = sector.sides && !gm_spec_site(s, GM_PART_IN, 0); /* the country's winds */
        line = shared && own ? keep_stretches(shared, in_sector, &sector) : NULL;
        if (line && !gm_geom_is_empty(line))
            return line;
        gm_geom_free(line);
        if (shared)
            return gm_geom_copy(shared);
        gm_maker_fail(error, "%s and %s share no border", home->name, other->name);
        return NULL;
    }
    line = land_border(m, home->geometry, s->sides);
    if (gm_geom_is_empty(line)) {
        g_clear_pointer(&line, gm_geom_free);
        gm_maker_fail(error, "the border of %s is not known", home->name);
    }
    return line;
}

bool gm_border_of_spec(GmMaker *m, const GmSpec *s, GmFeature *f, GmBorder *out, GError **error)
{
    const GmSite *home = gm_spec_site(s, GM_PART_OF, 0), *other = gm_spec_site(s, GM_PART_OF, 1);
    if (!home || !is_area(m, home) || (other && !is_area(m, other)))
        return gm_maker_fail(error, "the countries at the border are not known");
    GmGeom *line = whole_border(m, s, home, other, error);
    line = line ? along_areas(m, line, s, error) : NULL;
    line = line ? between_feet(m, line, s, error) : NULL;
    if (gm_geom_is_empty(line)) {
        gm_geom_free(line);
        return gm_maker_fail(error, "the border of %s is not known", home->name);
    }
    (void)f;
    *out = (GmBorder){line, gm_maker_site_geom(m, home, GM_GEOM_POLYGON)};
    return true;
}
