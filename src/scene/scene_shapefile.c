#include "scene.h"

#include "geodesic.h"
#include "layer.h"
#include "markup.h"

#include <string.h>

static void set(GHashTable *t, const char *key, const char *value)
{
    g_hash_table_insert(t, g_strdup(key), g_strdup(value ? value : ""));
}

static void set_number(GHashTable *t, const char *key, double v, int decimals)
{
    GString *s = g_string_new(NULL);
    gm_text_append_number(s, v, decimals);
    g_hash_table_insert(t, g_strdup(key), g_string_free(s, FALSE));
}

/** dBASE names have ten characters. */
static GHashTable *attributes_of(const GmFeature *f)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    const GmEvidence *e = f->evidence->len ? g_ptr_array_index(f->evidence, 0) : NULL;
    set(t, "kind", gm_scene_kind_name(f->kind));
    set(t, "subtype", f->subtype);
    set(t, "certainty", gm_scene_certainty_name(f->certainty));
    set(t, "status", gm_scene_status_name(f));
    set(t, "valid_from", f->valid_from);
    set(t, "valid_to", f->valid_to);
    set(t, "document", e ? e->document : NULL);
    set_number(t, "byte_start", e ? (double)e->byte_start : 0.0, 0);
    set_number(t, "byte_end", e ? (double)e->byte_end : 0.0, 0);
    set(t, "quote", e ? e->quote : NULL);
    set(t, "note", f->notes->len ? g_ptr_array_index(f->notes, 0) : NULL);
    if (f->geom->kind == GM_GEOM_LINE)
        set_number(t, "length_m", gm_geo_length(f->geom), 1);
    if (f->geom->kind == GM_GEOM_POLYGON)
        set_number(t, "area_m2", gm_geo_area(f->geom), 0);
    return t;
}

static void free_shape(gpointer p)
{
    GmShape *s = p;
    gm_geom_free(s->geom);
    g_free(s->key);
    g_free(s->name);
    if (s->attributes)
        g_hash_table_unref(s->attributes);
    g_free(s);
}

static bool write_class(const char *stem, const char *suffix, const GmScene *s, GmGeomKind kind,
                        GError **error)
{
    g_autoptr(GPtrArray) shapes = g_ptr_array_new_with_free_func(free_shape);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (f->geom->kind != kind)
            continue;
        GmShape *shape = g_new0(GmShape, 1);
        shape->geom = gm_geom_copy(f->geom);
        shape->key = g_strdup(f->id);
        shape->name = g_strdup(f->name);
        shape->attributes = attributes_of(f);
        g_ptr_array_add(shapes, shape);
    }
    if (shapes->len == 0)
        return true;
    g_autofree char *path = g_strconcat(stem, suffix, ".shp", NULL);
    return gm_shapes_write_file(path, shapes, error);
}

bool gm_scene_write_shapefiles(const char *path, const GmScene *s, GError **error)
{
    g_autofree char *stem = g_strdup(path);
    gsize n = strlen(stem);
    if (n > 4 && !g_ascii_strcasecmp(stem + n - 4, ".shp"))
        stem[n - 4] = '\0';
    return write_class(stem, "_points", s, GM_GEOM_POINT, error) &&
           write_class(stem, "_lines", s, GM_GEOM_LINE, error) &&
           write_class(stem, "_polygons", s, GM_GEOM_POLYGON, error);
}
