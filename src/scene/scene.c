#include "scene.h"

#include "scene_spec.h"

#include <string.h>

G_DEFINE_QUARK(gm - scene - error - quark, gm_scene_error)

static const char *const kind_names[GM_N_FEATURE_KINDS] = {
    [GM_FEATURE_PLACE] = "place",
    [GM_FEATURE_HIGHWAY] = "highway",
    [GM_FEATURE_SEGMENT] = "segment",
    [GM_FEATURE_CORRIDOR] = "corridor",
    [GM_FEATURE_BUFFER] = "buffer",
    [GM_FEATURE_STRIP] = "strip",
    [GM_FEATURE_ZONE] = "zone",
    [GM_FEATURE_REGION_PART] = "region_part",
    [GM_FEATURE_BORDER] = "border",
    [GM_FEATURE_POST] = "post",
    [GM_FEATURE_BASE] = "base",
    [GM_FEATURE_CROSSING] = "crossing",
    [GM_FEATURE_DEPLOYMENT] = "deployment",
    [GM_FEATURE_FLOW] = "flow",
    [GM_FEATURE_AREA] = "area",
};

const char *gm_scene_status_name(const GmFeature *f)
{
    bool there = f->kind == GM_FEATURE_PLACE || f->kind == GM_FEATURE_HIGHWAY ||
                 (f->kind == GM_FEATURE_AREA && g_strcmp0(f->subtype, "division") == 0);
    return there && gm_statement_status_is_firm(f->status) ? "named" : gm_statement_status_name(f->status);
}

const char *gm_scene_kind_name(GmFeatureKind k)
{
    return (guint)k < GM_N_FEATURE_KINDS ? kind_names[k] : "place";
}

bool gm_scene_kind_from_name(const char *name, GmFeatureKind *out)
{
    for (guint k = 0; k < GM_N_FEATURE_KINDS; k++)
        if (g_strcmp0(name, kind_names[k]) == 0) {
            *out = (GmFeatureKind)k;
            return true;
        }
    return false;
}

const char *gm_scene_certainty_name(GmCertainty c)
{
    static const char *const names[] = {"exact", "approximate", "indicative"};
    return (guint)c < G_N_ELEMENTS(names) ? names[c] : names[0];
}

static void free_alternative(gpointer p)
{
    GmAlternative *a = p;
    if (!a)
        return;
    g_free(a->note);
    gm_geom_free(a->geom);
    g_free(a);
}

static void free_evidence(gpointer p)
{
    gm_evidence_free(p);
}

static void free_unplaced(gpointer p)
{
    GmUnplaced *u = p;
    if (!u)
        return;
    g_free(u->surface);
    g_free(u->reason);
    g_free(u->document);
    g_free(u->what);
    g_free(u);
}

static void free_layer(gpointer p)
{
    GmSceneLayer *l = p;
    if (!l)
        return;
    g_free(l->path);
    g_free(l->style);
    if (l->shapes)
        g_ptr_array_unref(l->shapes);
    g_free(l);
}

static void free_feature(gpointer p)
{
    gm_scene_feature_free(p);
}

GmFeature *gm_scene_feature_new(GmFeatureKind kind)
{
    GmFeature *f = g_new0(GmFeature, 1);
    f->kind = kind;
    f->evidence = g_ptr_array_new_with_free_func(free_evidence);
    f->notes = g_ptr_array_new_with_free_func(g_free);
    f->alternatives = g_ptr_array_new_with_free_func(free_alternative);
    f->frames = true;
    return f;
}

void gm_scene_feature_free(GmFeature *f)
{
    if (!f)
        return;
    g_free(f->id);
    g_free(f->name);
    g_free(f->caption);
    g_free(f->label);
    g_free(f->label_alt);
    g_free(f->subtype);
    gm_geom_free(f->geom);
    if (f->measures)
        g_array_unref(f->measures);
    g_ptr_array_unref(f->evidence);
    g_ptr_array_unref(f->notes);
    g_ptr_array_unref(f->alternatives);
    g_free(f->valid_from);
    g_free(f->valid_to);
    g_free(f->style);
    g_free(f->shield);
    gm_spec_free(f->spec);
    g_free(f);
}

void gm_scene_feature_alternative(GmFeature *f, const char *note, GmGeom *geom)
{
    GmAlternative *a = g_new0(GmAlternative, 1);
    a->note = g_strdup(note);
    a->geom = geom;
    g_ptr_array_add(f->alternatives, a);
}

GmScene *gm_scene_new(void)
{
    GmScene *s = g_new0(GmScene, 1);
    s->features = g_ptr_array_new_with_free_func(free_feature);
    s->unplaced = g_ptr_array_new_with_free_func(free_unplaced);
    s->sources = g_ptr_array_new_with_free_func(g_free);
    s->credits = g_ptr_array_new_with_free_func(g_free);
    s->layers = g_ptr_array_new_with_free_func(free_layer);
    return s;
}

void gm_scene_free(GmScene *s)
{
    if (!s)
        return;
    g_free(s->title);
    g_free(s->subtitle);
    g_free(s->date);
    g_free(s->language);
    g_free(s->language2);
    g_free(s->country);
    g_free(s->theme);
    g_free(s->extent);
    g_free(s->description);
    g_ptr_array_unref(s->features);
    g_ptr_array_unref(s->unplaced);
    g_ptr_array_unref(s->sources);
    g_ptr_array_unref(s->credits);
    g_ptr_array_unref(s->layers);
    g_free(s);
}

GmUnplaced *gm_scene_add_unplaced(GmScene *s, const char *what, const char *surface,
                                  const char *reason)
{
    GmUnplaced *u = g_new0(GmUnplaced, 1);
    u->what = g_strdup(what);
    u->surface = g_strdup(surface);
    u->reason = g_strdup(reason);
    g_ptr_array_add(s->unplaced, u);
    return u;
}
