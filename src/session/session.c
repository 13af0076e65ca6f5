#include "session.h"

#include "file_load.h"
#include "quantity.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(gm - session - error - quark, gm_session_error)

static const char INDEX_NAME[] = "gazetteer.gmx";

struct GmSession {
    char *data_dir;
    char **gazetteers;
    bool no_user;
    GmGazetteer *gazetteer;
    GmShapeStore *shapes;
    GmAtlas *atlas; /* of the shapes; with them */
    GmStudio *studio;
};

static bool has_data(const char *dir)
{
    g_autofree char *index = g_build_filename(dir, INDEX_NAME, NULL);
    return g_file_test(index, G_FILE_TEST_EXISTS);
}

/** share/gazmap beside or above the folder of @file (bin/, lib/, lib/TRIPLET/),
 *  or NULL. */
static char *data_near(const char *file)
{
    /* where /lib is a link to /usr/lib, its ".." is /usr, which no name tells */
    g_autofree char *real = file && *file ? realpath(file, NULL) : NULL;
    g_autofree char *dir = real ? g_path_get_dirname(real) : NULL;
    static const char *const up[] = {"..", "../.."};
    for (gsize i = 0; dir && i < G_N_ELEMENTS(up); i++) {
        g_autofree char *near = g_build_filename(dir, up[i], "share", "gazmap", NULL);
        if (has_data(near))
            return g_canonicalize_filename(near, NULL);
    }
    return NULL;
}

static char *find_data_dir(const char *given, GError **error)
{
    if (given)
        return g_strdup(given);
    const char *env = g_getenv("GAZMAP_DATA");
    if (env && *env)
        return g_strdup(env);
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    char *dir = data_near(program);
    Dl_info library; /* of this code: libgazmap.so, wherever it was installed */
    if (!dir && dladdr(INDEX_NAME, &library))
        dir = data_near(library.dli_fname);
    if (dir)
        return dir;
    if (has_data(GAZMAP_DATA_DIR))
        return g_strdup(GAZMAP_DATA_DIR);
    g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_DATA,
                "no data folder: neither beside the program nor in %s; set GAZMAP_DATA",
                GAZMAP_DATA_DIR);
    return NULL;
}

GmSession *gm_session_new(const GmSessionOptions *o, GError **error)
{
    static const GmSessionOptions defaults = GM_SESSION_OPTIONS_INIT;
    if (!o)
        o = &defaults;
    char *dir = find_data_dir(o->data_dir, error);
    if (!dir)
        return NULL;
    GmSession *s = g_new0(GmSession, 1);
    s->data_dir = dir;
    s->gazetteers = g_strdupv((char **)(guintptr)o->gazetteers);
    s->no_user = o->no_user_gazetteers;
    return s;
}

void gm_session_free(GmSession *s)
{
    if (!s)
        return;
    gm_layout_studio_free(s->studio);
    gm_atlas_free(s->atlas);
    gm_shapes_close(s->shapes);
    gm_gazetteer_close(s->gazetteer);
    g_strfreev(s->gazetteers);
    g_free(s->data_dir);
    g_free(s);
}

const char *gm_session_data_dir(const GmSession *s)
{
    return s->data_dir;
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/** Indexes in the user's folder, by name: a later one wins. */
static bool add_user_folder(GmGazetteer *g, const char *cache, GError **error)
{
    g_autofree char *dir = g_build_filename(g_get_user_data_dir(), "gazmap", "gazetteer", NULL);
    GDir *d = g_dir_open(dir, 0, NULL);
    if (!d)
        return true;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *n; (n = g_dir_read_name(d));)
        if (n[0] != '.')
            g_ptr_array_add(names, g_build_filename(dir, n, NULL));
    g_dir_close(d);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++)
        if (!gm_gazetteer_add_cached(g, g_ptr_array_index(names, i), cache, error))
            return false;
    return true;
}

static bool add_overlays(GmSession *s, GmGazetteer *g, GError **error)
{
    g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "gazmap", "gazetteer", NULL);
    if (!s->no_user) {
        if (!add_user_folder(g, cache, error))
            return false;
        const char *env = g_getenv("GAZMAP_GAZETTEER");
        g_auto(GStrv) paths = g_strsplit(env ? env : "", G_SEARCHPATH_SEPARATOR_S, -1);
        for (char **p = paths; *p; p++)
            if (**p && !gm_gazetteer_add_cached(g, *p, cache, error))
                return false;
    }
    for (char **p = s->gazetteers; p && *p; p++)
        if (!gm_gazetteer_add_cached(g, *p, cache, error))
            return false;
    return true;
}

GmGazetteer *gm_session_gazetteer(GmSession *s, GError **error)
{
    if (!s->gazetteer) {
        g_autofree char *path = g_build_filename(s->data_dir, INDEX_NAME, NULL);
        g_autoptr(GmGazetteer) g = gm_gazetteer_open(path, error);
        if (!g || !add_overlays(s, g, error))
            return NULL;
        s->gazetteer = g_steal_pointer(&g);
    }
    return s->gazetteer;
}

GmShapeStore *gm_session_shapes(GmSession *s, GError **error)
{
    if (!s->shapes) {
        g_autofree char *path = g_build_filename(s->data_dir, "shapes", NULL);
        s->shapes = gm_shapes_open(path, error);
        s->atlas = s->shapes ? gm_atlas_new() : NULL;
    }
    return s->shapes;
}

GmStudio *gm_session_studio(GmSession *s, GError **error)
{
    if (!s->studio) {
        g_autofree char *path = g_build_filename(s->data_dir, "themes", NULL);
        s->studio = gm_layout_studio_new(path, error);
    }
    return s->studio;
}

/* ---- reading ---- */

static bool country_is_known(const GmGazetteer *g, const char *code, GError **error)
{
    GmPlace place;
    if (gm_gazetteer_country(g, code, &place))
        return true;
    g_autoptr(GArray) found = gm_gazetteer_lookup(g, code, NULL);
    const GmPlace *named = NULL;
    for (guint i = 0; i < found->len && !named; i++) {
        const GmMatch *m = &g_array_index(found, GmMatch, i);
        if (m->place.kind == GM_PLACE_COUNTRY && m->match != GM_MATCH_NEAR)
            named = &m->place;
    }
    g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE,
                "country '%s': write its two-letter ISO code, such as %s", code,
                named ? named->country : "SY");
    return false;
}

bool gm_session_home(const GmGazetteer *g, const char *near, const char *country, GmPos *at,
                     GError **error)
{
    GmPos p = {0, 0};
    if (country && !country_is_known(g, country, error))
        return false;
    if (near && !gm_text_parse_coordinates(near, &p.lat, &p.lon, NULL)) {
        GmLookupOptions lo = GM_LOOKUP_OPTIONS_INIT;
        lo.country = country;
        lo.max = 1;
        g_autoptr(GArray) found = gm_gazetteer_lookup(g, near, &lo);
        const GmMatch *m = found->len ? &g_array_index(found, GmMatch, 0) : NULL;
        if (!m || m->match == GM_MATCH_NEAR) {
            m = gm_gazetteer_likely(found);
            g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE,
                        "near: no place named '%s'%s%s%s", near, m ? "; did you mean " : "",
                        m ? m->place.name : "", m ? "?" : "");
            return false;
        }
        p = gm_place_pos(&m->place);
    }
    if (at)
        *at = p;
    return true;
}

GmReading *gm_session_read_document(GmSession *s, GmDocument *d, const GmMentionOptions *mo,
                                    GmStage stage, GError **error)
{
    g_autoptr(GmReading) r = g_new0(GmReading, 1);
    r->document = d;
    GmGazetteer *g = gm_session_gazetteer(s, error);
    if (!g || (mo && !gm_session_home(g, mo->near_place, mo->country, NULL, error)))
        return NULL;
    r->mentions = gm_mention_find(d, g, mo, error);
    if (!r->mentions)
        return NULL;
    if (stage == GM_STAGE_STATEMENTS) {
        r->statements = gm_statement_read(r->mentions, error);
        if (!r->statements)
            return NULL;
    }
    return g_steal_pointer(&r);
}

GmReading *gm_session_read(GmSession *s, const char *path, const GmReadOptions *ro,
                           const GmMentionOptions *mo, GmStage stage, GError **error)
{
    GmDocument *d = gm_text_read(path, ro, error);
    return d ? gm_session_read_document(s, d, mo, stage, error) : NULL;
}

GmReading *gm_session_read_bytes(GmSession *s, const char *name, const char *bytes, gsize len,
                                 const GmReadOptions *ro, const GmMentionOptions *mo, GmStage stage,
                                 GError **error)
{
    GmDocument *d = gm_text_read_bytes(name, bytes, len, ro, error);
    return d ? gm_session_read_document(s, d, mo, stage, error) : NULL;
}

void gm_session_reading_free(GmReading *r)
{
    if (!r)
        return;
    gm_statement_free(r->statements);
    gm_mention_free(r->mentions);
    gm_text_document_free(r->document);
    g_free(r);
}

/* ---- scenes ---- */

bool gm_session_is_map_file(const char *path)
{
    return g_str_has_suffix(path, ".yaml") || g_str_has_suffix(path, ".yml");
}

/* The options, with what earlier scenes of the session worked out. */
static GmSceneOptions with_atlas(const GmSession *s, const GmSceneOptions *o)
{
    GmSceneOptions options = GM_SCENE_OPTIONS_INIT;
    if (o)
        options = *o;
    options.atlas = s->atlas;
    return options;
}

/* The scene, unless a layer that it needs could not be read. */
static GmScene *all_read(GmShapeStore *shapes, GmScene *scene, GError **error)
{
    if (scene && !gm_shapes_all_read(shapes, error))
        g_clear_pointer(&scene, gm_scene_free);
    return scene;
}

GmScene *gm_session_scene(GmSession *s, GmReading *const *readings, guint n,
                          const GmSceneOptions *o, GError **error)
{
    GmShapeStore *shapes = gm_session_shapes(s, error);
    if (!shapes)
        return NULL;
    g_autofree const GmStatements **docs = g_new(const GmStatements *, n + 1);
    for (guint i = 0; i < n; i++)
        docs[i] = readings[i]->statements;
    GmSceneOptions options = with_atlas(s, o);
    return all_read(shapes, gm_scene_from_statements(docs, n, shapes, &options, error), error);
}

GmScene *gm_session_map_file(GmSession *s, const char *path, const GmSceneOptions *o,
                             GError **error)
{
    GmShapeStore *shapes = gm_session_shapes(s, error);
    GmGazetteer *g = shapes ? gm_session_gazetteer(s, error) : NULL;
    if (!g)
        return NULL;
    g_autofree char *bytes = NULL;
    gsize len;
    GError *cause = NULL;
    if (!gm_text_load(path, GM_SCENE_MAP_FILE_MAX, &bytes, &len, &cause)) {
        bool large = g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_FAILED);
        g_set_error_literal(error, large ? GM_SCENE_ERROR : G_FILE_ERROR,
                            large ? (int)GM_SCENE_ERROR_MAP_FILE : cause->code, cause->message);
        g_error_free(cause);
        return NULL;
    }
    GmSceneOptions options = with_atlas(s, o);
    return all_read(shapes, gm_scene_from_map_file(path, bytes, len, g, shapes, &options, error),
                    error);
}

/* ---- outputs ---- */

typedef struct {
    const char *name;
    void (*append)(GString *out, const GmScene *scene);
} DataOutput;

static const DataOutput data_outputs[] = {
    {"geojson", gm_scene_append_geojson}, {"json", gm_scene_append_geojson},
    {"csv", gm_scene_append_csv},         {"kml", gm_scene_append_kml},
    {"gpx", gm_scene_append_gpx},         {"yaml", gm_scene_append_yaml},
    {"yml", gm_scene_append_yaml},
};

const char *gm_session_formats(void)
{
    return "svg, png, pdf, html, geojson, csv, kml, gpx, yaml, shp";
}

bool gm_session_is_picture(const char *name)
{
    return gm_draw_output(name) != NULL;
}

bool gm_session_knows_format(const char *name)
{
    if (gm_session_is_picture(name) || !g_ascii_strcasecmp(name, "html"))
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(data_outputs); i++)
        if (!g_ascii_strcasecmp(name, data_outputs[i].name))
            return true;
    return false;
}

static bool render_html(GmSession *s, const GmScene *scene, GmReading *const *readings, guint n,
                        const GmSheet *sheet, const GmRenderOptions *o, GString *out,
                        GError **error)
{
    (void)s;
    g_autofree const GmStatements **docs = g_new(const GmStatements *, n + 1);
    for (guint i = 0; i < n; i++)
        docs[i] = readings[i]->statements;
    g_autoptr(GString) svg = g_string_new(NULL);
    return gm_draw_output("svg")->draw(sheet, &o->draw, svg, error) &&
           gm_report_append_html(out, scene, docs, n, svg->str, svg->len, error);
}

bool gm_session_render(GmSession *s, const GmScene *scene, GmReading *const *readings, guint n,
                       const char *format, const GmRenderOptions *o, GString *out,
                       GmSheet **sheet_out, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(data_outputs); i++)
        if (!g_ascii_strcasecmp(format, data_outputs[i].name)) {
            data_outputs[i].append(out, scene);
            return true;
        }
    bool html = !g_ascii_strcasecmp(format, "html");
    const GmOutput *output = html ? NULL : gm_draw_output(format);
    if (!html && !output) {
        g_set_error(error, GM_SESSION_ERROR, GM_SESSION_ERROR_FORMAT,
                    "unknown format '%s'; known are %s", format, gm_session_formats());
        return false;
    }
    GmStudio *studio = gm_session_studio(s, error);
    GmShapeStore *shapes = studio ? gm_session_shapes(s, error) : NULL;
    GmGazetteer *g = shapes ? gm_session_gazetteer(s, error) : NULL;
    if (!g)
        return false;
    g_autoptr(GmSheet) sheet = gm_layout_make(studio, scene, g, shapes, &o->layout, error);
    if (!sheet || !gm_shapes_all_read(shapes, error))
        return false;
    bool ok = html ? render_html(s, scene, readings, n, sheet, o, out, error)
                   : output->draw(sheet, &o->draw, out, error);
    if (ok && sheet_out)
        *sheet_out = g_steal_pointer(&sheet);
    return ok;
}
