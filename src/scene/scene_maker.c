#include "scene_maker.h"

#include "antimeridian.h"
#include "buffer.h"
#include "line_ref.h"
#include "overlay.h"

#include <string.h>

#define CITY_RADIUS 3000.0 /* metres; a settlement taken out of an area */

void gm_maker_init(GmMaker *m, const GmGazetteer *g, GmShapeStore *shapes, const GmSceneOptions *o)
{
    *m = (GmMaker){.gazetteer = g, .shapes = shapes, .options = o};
    m->own_atlas = !o || !o->atlas;
    m->atlas = m->own_atlas ? gm_atlas_new() : o->atlas;
    gm_atlas_begin(m->atlas);
}

void gm_maker_clear(GmMaker *m)
{
    if (m->own_atlas)
        gm_atlas_free(m->atlas);
    if (m->highways)
        g_array_unref(m->highways);
}

bool gm_geom_is_empty(const GmGeom *g)
{
    return !g || g->n_pos == 0;
}

bool gm_maker_wants_alternatives(const GmMaker *m)
{
    return !m->options || !m->options->drawn_only;
}

/** The finest layer of the family that @reference names: "countries:SY" lies in
 *  countries_10m. */
static GmGeom *find_in_family(GmShapeStore *store, const char *reference)
{
    const char *colon = strchr(reference, ':');
    const GmLayerInfo *best = NULL;
    gsize len = colon ? (gsize)(colon - reference) : 0;
    for (guint i = 0; len && i < gm_shapes_n_layers(store); i++) {
        const GmLayerInfo *l = gm_shapes_layer(store, i);
        if (strncmp(l->layer, reference, len) == 0 && l->layer[len] == '_' &&
            (!best || l->min_scale < best->min_scale))
            best = l;
    }
    if (!best)
        return NULL;
    g_autofree char *in_layer = g_strconcat(best->layer, colon, NULL);
    return gm_shapes_find(store, in_layer, NULL);
}

const GmGeom *gm_maker_geom(GmMaker *m, const char *reference)
{
    if (!reference || !*reference || !m->shapes)
        return NULL;
    const GmGeom *known = gm_atlas_shape(m->atlas, reference);
    if (known)
        return known;
    GmGeom *g = gm_shapes_find(m->shapes, reference, NULL);
    if (!g)
        g = find_in_family(m->shapes, reference);
    if (gm_geom_is_empty(g)) {
        gm_geom_free(g);
        return NULL;
    }
    if (g->kind == GM_GEOM_LINE && g->n_parts > 1) {
        GmGeom *joined = gm_geo_join_parts(g, 100.0);
        if (joined) {
            gm_geom_free(g);
            g = joined;
        }
    }
    return gm_atlas_keep_shape(m->atlas, reference, g);
}

const GmGeom *gm_maker_site_geom(GmMaker *m, const GmSite *s, GmGeomKind kind)
{
    const GmGeom *g = s ? gm_maker_geom(m, s->geometry) : NULL;
    return g && g->kind == kind ? g : NULL;
}

const GmGeom *gm_maker_country(GmMaker *m, const char *iso2)
{
    GmPlace p;
    if (!m->gazetteer || !iso2 || !*iso2 || !gm_gazetteer_country(m->gazetteer, iso2, &p))
        return NULL;
    const GmGeom *g = gm_maker_geom(m, p.geometry);
    return g && g->kind == GM_GEOM_POLYGON ? g : NULL;
}

const GmGeom *gm_maker_division_of(GmMaker *m, const GmSite *s)
{
    GmPlace p;
    if (m->gazetteer && s->admin1 && gm_gazetteer_division(m->gazetteer, s->admin1, &p)) {
        const GmGeom *g = gm_maker_geom(m, p.geometry);
        if (g && g->kind == GM_GEOM_POLYGON)
            return g;
    }
    return gm_maker_country(m, s->country);
}

const GArray *gm_maker_highways(GmMaker *m)
{
    if (m->highways)
        return m->highways;
    m->highways = g_array_new(FALSE, TRUE, sizeof(GmPlace));
    g_autoptr(GArray) all =
        m->gazetteer ? gm_gazetteer_of_kind(m->gazetteer, GM_PLACE_HIGHWAY) : NULL;
    for (guint i = 0; all && i < all->len; i++) {
        const GmPlace *p = &g_array_index(all, GmPlace, i);
        if (p->geometry && *p->geometry)
            g_array_append_val(m->highways, *p);
    }
    return m->highways;
}

void gm_maker_less_certain(GmFeature *f, GmCertainty c)
{
    f->certainty = MAX(f->certainty, c);
}

void gm_maker_note(GmFeature *f, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    gm_note_add(f->notes, text);
}

bool gm_maker_fail(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (error && !*error)
        *error = g_error_new_valist(GM_SCENE_ERROR, GM_SCENE_ERROR_NOT_FOUND, format, args);
    va_end(args);
    return false;
}

/** What EXCEPT takes off: the site's polygon, or a circle for a settlement. */
static GmGeom *exception_geom(GmMaker *m, const GmSite *x, GmFeature *f, GError **error)
{
    const GmGeom *own = gm_maker_site_geom(m, x, GM_GEOM_POLYGON);
    if (own)
        return gm_geom_copy(own);
    g_autoptr(GmGeom) point = gm_geom_new_point(gm_site_pos(x));
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = CITY_RADIUS;
    o.tolerance = 1e-3;
    gm_maker_note(f, "%s taken out as a circle of 3 km, its outline is not known", x->name);
    gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
    return gm_geo_buffer(point, &o, error);
}

static bool replace_geom(GmFeature *f, GmGeom *g, const char *what, GError **error)
{
    if (!g)
        return false;
    if (gm_geom_is_empty(g)) {
        gm_geom_free(g);
        return gm_maker_fail(error, "nothing is left of it %s", what);
    }
    gm_geom_free(f->geom);
    f->geom = g;
    return true;
}

bool gm_maker_except(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *x;
    for (guint i = 0; (x = gm_spec_site(s, GM_PART_EXCEPT, i)); i++) {
        g_autoptr(GmGeom) off = exception_geom(m, x, f, error);
        if (!off || !replace_geom(f, gm_geo_difference(f->geom, off, error), "", error))
            return false;
    }
    return true;
}

bool gm_maker_within(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    const GmSite *x;
    g_autoptr(GPtrArray) areas = g_ptr_array_new();
    for (guint i = 0; (x = gm_spec_site(s, GM_PART_IN, i)); i++) {
        const GmGeom *area = gm_maker_site_geom(m, x, GM_GEOM_POLYGON);
        if (area)
            g_ptr_array_add(areas, (gpointer)area);
    }
    if (areas->len == 0)
        return true;
    g_autoptr(GmGeom) sum =
        areas->len > 1 ? gm_geo_union_all((const GmGeom *const *)areas->pdata, areas->len, error)
                       : NULL;
    if (areas->len > 1 && !sum)
        return false;
    const GmGeom *whole = sum ? sum : g_ptr_array_index(areas, 0);
    return replace_geom(f, gm_atlas_intersection(m->atlas, f->geom, whole, error),
                        "inside the named area", error);
}

static bool make_given(const GmSpec *s, GmFeature *f)
{
    f->geom = gm_geom_copy(s->given);
    return true;
}

static bool make_zone(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    if (gm_spec_site(s, GM_PART_ALONG, 0))
        return gm_make_corridor(m, s, f, error);
    if (gm_spec_extent(s) && (gm_spec_site(s, GM_PART_OF, 0) || gm_spec_site(s, GM_PART_AT, 0)))
        return gm_make_buffer(m, s, f, error);
    return gm_make_area(m, s, f, error);
}

static bool make_buffer(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    if (gm_spec_site(s, GM_PART_ALONG, 0))
        return gm_make_corridor(m, s, f, error);
    if (g_strcmp0(s->subtype, "waters") == 0)
        return gm_make_waters(m, s, f, error);
    return gm_make_buffer(m, s, f, error);
}

static bool make_part(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    if (g_strcmp0(s->subtype, "between") == 0)
        return gm_make_between(m, s, f, error);
    if (g_strcmp0(s->subtype, "near") == 0)
        return gm_make_near(m, s, f, error);
    return gm_make_region_part(m, s, f, error);
}

typedef bool (*MakeFunc)(GmMaker *, const GmSpec *, GmFeature *, GError **);

static const MakeFunc makers[GM_N_FEATURE_KINDS] = {
    [GM_FEATURE_PLACE] = gm_make_point,      [GM_FEATURE_HIGHWAY] = gm_make_segment,
    [GM_FEATURE_SEGMENT] = gm_make_segment,  [GM_FEATURE_CORRIDOR] = gm_make_corridor,
    [GM_FEATURE_BUFFER] = make_buffer,       [GM_FEATURE_STRIP] = gm_make_border_strip,
    [GM_FEATURE_ZONE] = make_zone,           [GM_FEATURE_REGION_PART] = make_part,
    [GM_FEATURE_BORDER] = gm_make_border,    [GM_FEATURE_POST] = gm_make_point,
    [GM_FEATURE_BASE] = gm_make_point,       [GM_FEATURE_CROSSING] = gm_make_point,
    [GM_FEATURE_DEPLOYMENT] = gm_make_point, [GM_FEATURE_FLOW] = gm_make_flow,
    [GM_FEATURE_AREA] = gm_make_area,
};

static void copy_said(GmFeature *f, const GmSpec *s)
{
    f->subtype = g_strdup(s->subtype);
    f->status = s->status;
    f->valid_from = g_strdup(s->valid_from);
    f->valid_to = g_strdup(s->valid_to);
    f->style = g_strdup(s->style);
    if (s->measures->len > 0) {
        f->measures = g_array_new(FALSE, TRUE, sizeof(GmMeasure));
        g_array_append_vals(f->measures, s->measures->data, s->measures->len);
    }
    gm_evidence_copy_once(f->evidence, s->evidence);
    for (guint i = 0; i < s->notes->len; i++)
        gm_note_add(f->notes, g_ptr_array_index(s->notes, i));
}

/** The name alone, in the middle of where it lies. */
static void leave_label(GmFeature *f)
{
    GmPos at = f->geom->kind == GM_GEOM_POLYGON ? gm_geo_label_point(f->geom)
                                                : f->geom->pos[f->geom->n_pos / 2];
    gm_geom_free(f->geom);
    f->geom = gm_geom_new_point(at);
    f->kind = GM_FEATURE_PLACE;
    f->soft_edge = false;
    g_free(f->subtype);
    f->subtype = g_strdup("region");
}

GmFeature *gm_maker_make(GmMaker *m, GmSpec *spec, GError **error)
{
    GmFeature *f = gm_scene_feature_new(spec->kind);
    GError *e = NULL;
    copy_said(f, spec);
    bool made = spec->given ? make_given(spec, f) : makers[spec->kind](m, spec, f, &e);
    if (made && (gm_geom_is_empty(f->geom) || !gm_geom_check(f->geom, &e)))
        made = false;
    if (!made) {
        if (e)
            g_propagate_error(error, e);
        else
            gm_maker_fail(error, "its geometry is empty");
        gm_scene_feature_free(f);
        return NULL;
    }
    if (f->geom->kind == GM_GEOM_LINE) { /* RFC 7946, 3.1.9; polygons come cut */
        GmGeom *cut = gm_geo_split_antimeridian(f->geom, NULL);
        if (cut) {
            gm_geom_free(f->geom);
            f->geom = cut;
        }
    }
    gm_maker_less_certain(f, spec->at_least);
    if (f->certainty == GM_CERTAINTY_INDICATIVE && f->geom->kind == GM_GEOM_POLYGON)
        f->soft_edge = true; /* no stated extent, no firm edge */
    if (spec->label_only)
        leave_label(f);
    if (spec->frames >= 0)
        f->frames = spec->frames != 0;
    f->spec = spec;
    return f;
}
