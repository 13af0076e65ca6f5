#include "map_feature.h"
#include "scene_maker.h"

#include <string.h>

/* The top of a map file. */
static const char *const top_keys[] = {
    "title",    "subtitle",        "date",          "sources", "document", "country",
    "language", "second language", "theme",         "extent",  "places",   "features",
    "unplaced", "place list",      "unplaced list", NULL,
};

static const struct {
    const char *key;
    gsize offset;
} text_keys[] = {
    {"title", offsetof(GmScene, title)},       {"subtitle", offsetof(GmScene, subtitle)},
    {"date", offsetof(GmScene, date)},         {"country", offsetof(GmScene, country)},
    {"language", offsetof(GmScene, language)}, {"second language", offsetof(GmScene, language2)},
    {"theme", offsetof(GmScene, theme)},       {"extent", offsetof(GmScene, extent)},
};

static bool read_sources(const GmMapContext *c, const GmYaml *node, GmScene *s, GError **error)
{
    guint n = node->kind == GM_YAML_LIST ? node->items->len : 1;
    for (guint i = 0; i < n; i++) {
        const GmYaml *item = node->kind == GM_YAML_LIST ? g_ptr_array_index(node->items, i) : node;
        if (item->kind != GM_YAML_SCALAR)
            return gm_yaml_fail(c->path, item, error, "a source is a text");
        gm_note_add(s->sources, item->text);
    }
    return true;
}

static const char *text_of(const GmYaml *map, const char *key)
{
    const GmYaml *v = gm_yaml_get(map, key);
    return v && v->kind == GM_YAML_SCALAR ? v->text : NULL;
}

/** What the document's author could not place: kept for the page's list. */
static bool read_unplaced(const GmMapContext *c, const GmYaml *node, const char *document,
                          GmScene *s, GError **error)
{
    static const char *const keys[] = {"what", "quote", "reason", "document", "bytes", NULL};
    if (node->kind != GM_YAML_LIST)
        return gm_yaml_fail(c->path, node, error, "unplaced is a list");
    for (guint i = 0; i < node->items->len; i++) {
        const GmYaml *item = g_ptr_array_index(node->items, i);
        if (item->kind != GM_YAML_MAP)
            return gm_yaml_fail(c->path, item, error, "an unplaced entry has a quote and a reason");
        for (guint k = 0; k < item->keys->len; k++) {
            const GmYaml *key = g_ptr_array_index(item->keys, k);
            if (!g_strv_contains(keys, key->text))
                return gm_yaml_fail(c->path, key, error, "unknown key '%s'", key->text);
        }
        const char *what = text_of(item, "what"), *doc = text_of(item, "document");
        const char *bytes = text_of(item, "bytes");
        const char *quote = text_of(item, "quote"), *reason = text_of(item, "reason");
        GmUnplaced *u = gm_scene_add_unplaced(s, what ? what : "mention", quote ? quote : "",
                                              reason ? reason : "");
        u->document = g_strdup(doc ? doc : document);
        char *rest = NULL;
        u->byte_start = bytes ? (gsize)g_ascii_strtoull(bytes, &rest, 10) : 0;
        u->byte_end = rest && *rest == '-' ? (gsize)g_ascii_strtoull(rest + 1, NULL, 10) : 0;
    }
    return true;
}

static bool read_top_key(GmMapContext *c, const GmYaml *k, const char *key, const GmYaml *value,
                         GmScene *s, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(text_keys); i++)
        if (strcmp(key, text_keys[i].key) == 0)
            return gm_map_text(c, value, G_STRUCT_MEMBER_P(s, text_keys[i].offset), error);
    if (strcmp(key, "sources") == 0)
        return read_sources(c, value, s, error);
    if (strcmp(key, "place list") == 0)
        return gm_map_flag(c, value, &s->place_list, error);
    if (strcmp(key, "unplaced list") == 0)
        return gm_map_flag(c, value, &s->unplaced_list, error);
    if (strcmp(key, "places") == 0) {
        if (value->kind != GM_YAML_MAP)
            return gm_yaml_fail(c->path, value, error,
                                "places is a table: name: latitude, longitude");
        c->places = value;
        return true;
    }
    if (g_strv_contains(top_keys, key))
        return true; /* read after the rest */
    return gm_yaml_unknown(c->path, k, "key", top_keys, error);
}

static bool read_feature(GmMapContext *c, const GmYaml *entry, const char *document, GmScene *s,
                         GmMaker *m, GError **error)
{
    if (gm_map_is_layer(entry)) {
        GmSceneLayer *l = gm_map_layer(c, entry, error);
        if (l)
            g_ptr_array_add(s->layers, l);
        return l != NULL;
    }
    if (s->features->len >= GM_SCENE_MOST_FEATURES)
        return gm_yaml_fail(c->path, entry, error, "more than %d features", GM_SCENE_MOST_FEATURES);
    GmSpec *spec = gm_map_feature(c, entry, document, error);
    if (!spec)
        return false;
    GError *own = NULL;
    GmFeature *f = gm_maker_make(m, spec, &own);
    if (f) {
        g_ptr_array_add(s->features, f);
        return true;
    }
    gm_yaml_fail(c->path, entry, error, "this cannot be drawn: %s", own->message);
    g_error_free(own);
    gm_spec_free(spec);
    return false;
}

static bool read_file(GmMapContext *c, const GmYaml *root, GmScene *s, GmMaker *m, GError **error)
{
    if (root->kind != GM_YAML_MAP)
        return gm_yaml_fail(c->path, root, error,
                            "a map file is a table that begins with 'title:'");
    for (guint i = 0; i < root->keys->len; i++) {
        const GmYaml *k = g_ptr_array_index(root->keys, i);
        g_autofree char *key = gm_map_key(k->text);
        if (!read_top_key(c, k, key, g_ptr_array_index(root->items, i), s, error))
            return false;
    }
    c->country = s->country;
    const char *document = text_of(root, "document");
    const GmYaml *unplaced = gm_yaml_get(root, "unplaced");
    if (unplaced && !read_unplaced(c, unplaced, document, s, error))
        return false;
    const GmYaml *features = gm_yaml_get(root, "features");
    if (!features)
        return gm_yaml_fail(c->path, root, error, "the map has no 'features'");
    if (features->kind != GM_YAML_LIST)
        return gm_yaml_fail(c->path, features, error, "features is a list: each begins with '- '");
    for (guint i = 0; i < features->items->len; i++)
        if (!read_feature(c, g_ptr_array_index(features->items, i), document, s, m, error))
            return false;
    return true;
}

GmScene *gm_scene_from_map_file(const char *path, const char *bytes, gsize len,
                                const GmGazetteer *g, GmShapeStore *shapes, const GmSceneOptions *o,
                                GError **error)
{
    static const GmSceneOptions plain = GM_SCENE_OPTIONS_INIT;
    const GmSceneOptions *options = o ? o : &plain;
    g_autoptr(GmYaml) root = gm_yaml_read(path, bytes, len, error);
    if (!root)
        return NULL;
    GmMapContext c = {.path = path, .gazetteer = g};
    GmMaker maker;
    gm_maker_init(&maker, g, shapes, options);
    g_autoptr(GmScene) s = gm_scene_new();
    bool good = read_file(&c, root, s, &maker, error);
    if (good && options->language) {
        g_free(s->language);
        s->language = g_strdup(options->language);
    }
    if (good && options->language2) {
        g_free(s->language2);
        s->language2 = g_strdup(options->language2);
    }
    if (good && !s->language)
        s->language = g_strdup("en");
    if (good)
        gm_scene_finish(s, &maker);
    gm_maker_clear(&maker);
    if (!good)
        return NULL;
    if (s->features->len > 0 || s->layers->len > 0)
        return g_steal_pointer(&s);
    g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOTHING, "%s holds no feature to draw", path);
    return NULL;
}
