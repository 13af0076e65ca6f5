#include "command.h"

#include "file_names.h"

#include "file_save.h"
#include "map_words.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    GmCliOptions common;
    char *dump;
    gboolean world_file;
} DrawOptions;

/** What a run of draw carries from step to step. */
typedef struct {
    DrawOptions *o;
    GmSession *session;
    GPtrArray *readings; /* GmReading */
    GmScene *scene;
    GmRoomOptions rooms;
} Run;

static const char *format_of(const GmCliOptions *o, const char *path)
{
    if (o->format)
        return o->format;
    const char *base = strrchr(path, '/'), *dot = strrchr(base ? base : path, '.');
    return dot ? dot + 1 : "";
}

/** Every output's format is known, before anything is read. */
static bool check_outputs(const GmCliOptions *o, GError **error)
{
    if (!o->outputs && !o->format) {
        gm_cli_usage_error(error, "where to? give -o FILE, its ending one of %s",
                           gm_session_formats());
        return false;
    }
    static const char *const standard[] = {"-", NULL};
    for (const char *const *p = o->outputs ? (const char *const *)o->outputs : standard; *p; p++) {
        const char *f = format_of(o, *p);
        if (!strcmp(*p, "-") && !o->format) {
            gm_cli_usage_error(error, "-o -: say which format with --format (%s)",
                               gm_session_formats());
            return false;
        }
        if (!*f)
            return gm_cli_usage_error(error,
                                      "%s: has no ending that tells its format; name one with "
                                      "--format (%s)",
                                      *p, gm_session_formats());
        if (!gm_session_knows_format(f) && g_ascii_strcasecmp(f, "shp") != 0) {
            gm_cli_usage_error(error, "%s: no format for the ending '%s'; known are %s", *p, f,
                               gm_session_formats());
            return false;
        }
    }
    return true;
}

static bool writes_pictures_only(const GmCliOptions *o)
{
    if (!o->outputs)
        return gm_session_is_picture(format_of(o, "-"));
    for (char **p = o->outputs; *p; p++)
        if (!gm_session_is_picture(format_of(o, *p)))
            return false;
    return true;
}

/** The HTML report holds the documents beside the map. */
static bool shows_text(const GmCliOptions *o)
{
    bool shows = o->format && !g_ascii_strcasecmp(o->format, "html");
    for (char **p = o->outputs; p && *p; p++)
        shows = shows || !g_ascii_strcasecmp(format_of(o, *p), "html");
    return shows;
}

static bool read_all(Run *r, char **paths, GError **error)
{
    if (!paths[0]) {
        gm_cli_usage_error(error, "which document? give a file, or - for standard input");
        return false;
    }
    if (gm_session_is_map_file(paths[0])) {
        if (paths[1]) {
            gm_cli_usage_error(error, "%s: one map file at a time", paths[1]);
            return false;
        }
        r->scene = gm_session_map_file(r->session, paths[0], &r->rooms.scene, error);
        return r->scene != NULL;
    }
    for (char **p = paths; *p; p++)
        if (gm_session_is_map_file(*p))
            return gm_cli_usage_error(error, "%s: a map file is drawn alone, not with documents",
                                      *p);
    bool in_parts = !shows_text(&r->o->common) && gm_session_reads_in_parts(paths, &r->rooms.read);
    for (char **p = paths; *p && !in_parts; p++) {
        GmReading *one = gm_session_read(r->session, *p, &r->rooms.read, &r->rooms.mention,
                                         GM_STAGE_STATEMENTS, error);
        if (!one)
            return false;
        g_ptr_array_add(r->readings, one);
    }
    r->scene = in_parts ? gm_session_scene_of_files(r->session, paths, &r->rooms.read,
                                                    &r->rooms.mention, &r->rooms.scene, error)
                        : gm_session_scene(r->session, (GmReading *const *)r->readings->pdata,
                                           r->readings->len, &r->rooms.scene, error);
    if (!r->scene && error && *error && !strstr((*error)->message, paths[0]))
        g_prefix_error(error, "%s: ", paths[0]);
    return r->scene != NULL;
}

static char *name_beside(const char *path, const char *ending)
{
    const char *base = strrchr(path, '/'), *dot = strrchr(base ? base : path, '.');
    g_autofree char *stem = g_strndup(path, dot ? (gsize)(dot - path) : strlen(path));
    return g_strconcat(stem, ending, NULL);
}

static bool save_beside(const char *path, const char *ending, const GString *text, GError **error)
{
    g_autofree char *name = name_beside(path, ending);
    return gm_text_save(name, text->str, text->len, error);
}

/** Is there to be, or is there, a file of that name that says other than @text? */
static bool is_anothers(const Run *r, const char *name, const GString *text)
{
    for (char **p = r->o->common.outputs; r->o->world_file && *p; p++) {
        g_autofree char *prj = name_beside(*p, ".prj");
        if (!g_ascii_strcasecmp(format_of(&r->o->common, *p), "png") && !strcmp(prj, name))
            return true;
    }
    g_autofree char *there = NULL;
    gsize len;
    return g_file_get_contents(name, &there, &len, NULL) &&
           (len != text->len || memcmp(there, text->str, len) != 0);
}

/** The types and the coordinate system of a CSV; a .prj that is there already may be
 *  that of somebody's layer of the same name. */
static bool save_beside_csv(Run *r, const char *path, GError **error)
{
    g_autoptr(GString) types = g_string_new(NULL);
    g_autoptr(GString) prj = g_string_new(NULL);
    gm_scene_append_csv_types(types, r->scene);
    gm_scene_append_csv_prj(prj, r->scene);
    g_autofree char *prj_name = name_beside(path, ".prj");
    if (!save_beside(path, ".csvt", types, error))
        return false;
    if (!is_anothers(r, prj_name, prj))
        return save_beside(path, ".prj", prj, error);
    gm_cli_note(&r->o->common, "%s: not this table's; its positions are WGS 84 (EPSG:4326)",
                prj_name);
    return true;
}

static bool write_extras(Run *r, const char *path, const char *format, const GmSheet *sheet,
                         GError **error)
{
    if (!sheet)
        return true;
    if (r->o->dump) {
        g_autoptr(GString) dump = g_string_new(NULL);
        gm_layout_sheet_append_json(dump, sheet);
        if (!gm_text_save(r->o->dump, dump->str, dump->len, error))
            return false;
    }
    if (!r->o->world_file || g_ascii_strcasecmp(format, "png") != 0 || !strcmp(path, "-"))
        return true;
    g_autoptr(GString) pgw = g_string_new(NULL);
    g_autoptr(GString) prj = g_string_new(NULL);
    g_autoptr(GString) aux = g_string_new(NULL);
    gm_draw_world_file(sheet, pgw, prj, aux);
    return save_beside(path, ".pgw", pgw, error) && save_beside(path, ".prj", prj, error) &&
           save_beside(path, ".png.aux.xml", aux, error);
}

static bool write_output(Run *r, const char *path, GError **error)
{
    const char *format = format_of(&r->o->common, path);
    if (!g_ascii_strcasecmp(format, "shp"))
        return gm_scene_write_shapefiles(path, r->scene, error);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GmSheet) sheet = NULL;
    return gm_session_render(r->session, r->scene, (GmReading *const *)r->readings->pdata,
                             r->readings->len, format, &r->rooms.render, out, &sheet, error) &&
           gm_text_save(path, out->str, out->len, error) &&
           write_extras(r, path, format, sheet, error) &&
           (strcmp(format, "csv") != 0 || !g_str_has_suffix(path, ".csv") ||
            save_beside_csv(r, path, error));
}

static int finish(Run *r)
{
    const GmCliOptions *o = &r->o->common;
    guint n = r->scene->unplaced->len;
    if (o->settings.language && !gm_scene_has_words(r->scene->language))
        gm_cli_note(o, "--lang %s: no words of its own; legend and notes are English",
                    r->scene->language);
    if (n && (o->verbose || o->strict))
        for (guint i = 0; i < n; i++) {
            const GmUnplaced *u = g_ptr_array_index(r->scene->unplaced, i);
            gm_cli_note(o, "%s: not placed: %s (%s)", u->document, u->surface, u->reason);
        }
    else if (n)
        gm_cli_note(o, "%u not placed; -v lists them", n);
    return n && o->strict ? GM_EXIT_UNPLACED : GM_EXIT_DONE;
}

static bool work(Run *r, char **paths, GError **error)
{
    GmCliOptions *o = &r->o->common;
    if (!check_outputs(o, error) || !gm_cli_check_names(paths, o->outputs, error) ||
        !gm_session_room_options(&o->settings, &r->rooms, error))
        return false;
    r->rooms.scene.drawn_only = writes_pictures_only(o);
    r->session = gm_session_open(&o->settings, error);
    if (!r->session || !read_all(r, paths, error))
        return false;
    if (!o->outputs)
        return write_output(r, "-", error);
    for (char **p = o->outputs; *p; p++)
        if (!write_output(r, *p, error))
            return false;
    return true;
}

int gm_cli_draw(int argc, char **argv)
{
    DrawOptions o = {0};
    GOptionEntry extra[] = {
        {"dump", 0, 0, G_OPTION_ARG_FILENAME, &o.dump, "Write the sheet's boxes and paths as JSON",
         "FILE"},
        {"world-file", 0, 0, G_OPTION_ARG_NONE, &o.world_file,
         "Write .pgw, .prj and .png.aux.xml beside a PNG, so that a GIS opens it in place", NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_PAGE | GM_GROUP_OUTPUT |
                 GM_GROUP_STRICT;
    if (!gm_cli_parse(&o.common, groups, extra, gm_cli_command("draw"), &argc, &argv))
        return GM_EXIT_USAGE;
    if (!argv[1] || !gm_session_is_map_file(argv[1]))
        gm_cli_use_configured(&o.common);
    Run r = {.o = &o};
    r.readings = g_ptr_array_new_with_free_func((GDestroyNotify)gm_session_reading_free);
    GError *error = NULL;
    int status = work(&r, argv + 1, &error) ? finish(&r) : gm_cli_give_up(error);
    gm_scene_free(r.scene);
    g_ptr_array_unref(r.readings);
    gm_session_free(r.session);
    g_free(o.dump);
    gm_cli_options_clear(&o.common);
    return status;
}
