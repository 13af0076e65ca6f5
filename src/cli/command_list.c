#include "command.h"

#include "file_names.h"

#include "document_parts.h"
#include "file_save.h"
#include "json_writer.h"
#include "markup.h"

#include <stdio.h>
#include <string.h>

/* places, statements and scene: what each stage made, as a table for a person
 * and as data for a program. */

static bool save_or_print(const GmCliOptions *o, const GString *out, GError **error)
{
    const char *path = o->outputs ? o->outputs[0] : "-";
    return gm_text_save(path, out->str, out->len, error);
}

/** A TSV dump as CSV: its cells hold no tabs and no line breaks. */
static void append_csv(GString *out, const GString *tsv)
{
    g_auto(GStrv) lines = g_strsplit(tsv->str, "\n", -1);
    for (char **l = lines; *l; l++) {
        if (!**l)
            continue;
        g_auto(GStrv) cells = g_strsplit(*l, "\t", -1);
        for (char **c = cells; *c; c++) {
            if (c != cells)
                g_string_append_c(out, ',');
            gm_text_append_csv(out, *c);
        }
        g_string_append(out, "\r\n");
    }
}

static void append_mention_feature(GmJson *j, const GmMentions *ms, const GmMention *m)
{
    gsize s, e;
    gm_text_source_span(ms->document, m->start, m->end, &s, &e);
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "type"), gm_text_json_string(j, "Feature");
    gm_text_json_key(j, "geometry");
    if (m->has_place) {
        gm_text_json_inline_object(j);
        gm_text_json_key(j, "type"), gm_text_json_string(j, "Point");
        gm_text_json_key(j, "coordinates"), gm_text_json_inline_array(j);
        gm_text_json_number(j, m->pos.lon, 6), gm_text_json_number(j, m->pos.lat, 6);
        gm_text_json_end(j), gm_text_json_end(j);
    } else {
        gm_text_json_null(j);
    }
    gm_text_json_key(j, "properties"), gm_text_json_inline_object(j);
    gm_text_json_key(j, "doc"), gm_text_json_string(j, ms->document->name);
    gm_text_json_key(j, "byte_start"), gm_text_json_int(j, (gint64)s);
    gm_text_json_key(j, "byte_end"), gm_text_json_int(j, (gint64)e);
    gm_text_json_key(j, "surface"), gm_text_json_string(j, m->surface);
    gm_text_json_key(j, "name"), gm_text_json_string(j, m->has_place ? m->place.name : NULL);
    gm_text_json_key(j, "role"), gm_text_json_string(j, gm_mention_role_name(m->role));
    gm_text_json_key(j, "confidence"), gm_text_json_number(j, m->confidence, 3);
    gm_text_json_key(j, "reason"), gm_text_json_string(j, m->reason);
    gm_text_json_end(j), gm_text_json_end(j);
}

/** Opens, continues and closes a listing over several documents. */
typedef struct {
    const char *format;
    GString *out;
    guint n; /* documents so far */
} Listing;

static void places_of(Listing *l, const GmReading *r)
{
    const GmMentions *m = r->mentions;
    if (!strcmp(l->format, "table")) {
        gm_mention_append_table(l->out, m, gm_cli_terminal_width());
    } else if (!strcmp(l->format, "tsv")) {
        if (!l->n)
            gm_mention_append_tsv_header(l->out);
        gm_mention_append_tsv(l->out, m);
    } else if (!strcmp(l->format, "csv")) {
        g_autoptr(GString) tsv = g_string_new(NULL);
        if (!l->n)
            gm_mention_append_tsv_header(tsv);
        gm_mention_append_tsv(tsv, m);
        append_csv(l->out, tsv);
    } else if (!strcmp(l->format, "geojson")) {
        if (!l->n)
            g_string_append(l->out, "{\"type\": \"FeatureCollection\", \"features\": [");
        for (guint i = 0; i < m->list->len; i++) {
            g_string_append(l->out, l->n || i ? ",\n" : "\n");
            g_autoptr(GmJson) j = gm_text_json_new(l->out, 2);
            append_mention_feature(j, m, gm_mention_at(m, i));
        }
    } else {
        g_string_append(l->out, l->n ? ",\n" : "[\n");
        gm_mention_append_json(l->out, m);
    }
    l->n++;
}

static void statements_of(Listing *l, const GmReading *r)
{
    if (!strcmp(l->format, "table")) {
        gm_statement_append_table(l->out, r->statements, gm_cli_terminal_width());
    } else {
        if (!l->n)
            g_string_append(l->out, "[");
        gm_statement_append_json(l->out, r->statements, l->n == 0);
    }
    l->n++;
}

static void close_listing(Listing *l)
{
    if (!strcmp(l->format, "geojson"))
        g_string_append(l->out,
                        l->n ? "\n]}\n" : "{\"type\": \"FeatureCollection\", \"features\": []}\n");
    else if (!strcmp(l->format, "json"))
        g_string_append(l->out, l->n ? "\n]\n" : "[]\n");
}

/** What a listing carries from document to document. */
typedef struct {
    GmCliOptions *o;
    GmSession *session;
    GmRoomOptions rooms;
    Listing *listing;
    GmStage stage;
    void (*append)(Listing *, const GmReading *);
    int status;
} Run;

/** Lists one document, or a part of one. False when standard output is gone. */
static bool list_reading(Run *run, const GmReading *r)
{
    Listing *l = run->listing;
    run->append(l, r);
    for (guint i = 0; run->o->strict && run->status == GM_EXIT_DONE && i < r->mentions->list->len;
         i++) {
        const GmMention *m = gm_mention_at(r->mentions, i);
        if (m->role == GM_ROLE_LOCATION && !m->has_place)
            run->status = GM_EXIT_UNPLACED;
    }
    if (run->o->outputs || !strcmp(l->format, "table"))
        return true;
    bool ok = gm_cli_print(l->out);
    g_string_truncate(l->out, 0);
    return ok;
}

static bool list_parts(Run *run, const char *path, GError **error)
{
    g_autoptr(GmTextParts) parts = gm_text_parts_open(path, 0, error);
    if (!parts)
        return true;
    GmDocument *d;
    while ((d = gm_text_parts_next(parts, error))) {
        g_autoptr(GmReading) r =
            gm_session_read_document(run->session, d, &run->rooms.mention, run->stage, error);
        if (!r)
            return true;
        if (!list_reading(run, r))
            return false;
    }
    return true;
}

/** False when standard output is gone; another failure is in @error. */
static bool list_path(Run *run, const char *path, GError **error)
{
    if (gm_session_is_long_text(path, &run->rooms.read))
        return list_parts(run, path, error);
    g_autoptr(GmReading) r = gm_session_read(run->session, path, &run->rooms.read,
                                             &run->rooms.mention, run->stage, error);
    return !r || list_reading(run, r);
}

/** Reads each document and lists it; one that fails is told and passed over. */
static int list_documents(GmCliOptions *o, char **paths, Listing *l, GmStage stage,
                          void (*append)(Listing *, const GmReading *))
{
    Run run = {.o = o, .listing = l, .stage = stage, .append = append, .status = GM_EXIT_DONE};
    GError *error = NULL;
    g_autoptr(GmSession) s = NULL;
    if (!gm_cli_check_names(paths, o->outputs, &error) ||
        !gm_session_room_options(&o->settings, &run.rooms, &error) ||
        !(s = gm_session_open(&o->settings, &error)))
        return gm_cli_give_up(error);
    run.session = s;
    for (char **p = paths; *p; p++) {
        if (!list_path(&run, *p, &error))
            return GM_EXIT_FAILED;
        if (error) {
            gm_cli_fail(g_steal_pointer(&error));
            run.status = GM_EXIT_FAILED;
        }
    }
    if (!l->n && run.status == GM_EXIT_FAILED && o->outputs && strcmp(o->outputs[0], "-") != 0)
        return run.status; /* nothing could be read: an older list is better than an empty one */
    close_listing(l);
    if (!save_or_print(o, l->out, &error))
        return gm_cli_give_up(error);
    return run.status;
}

static int run_listing(int argc, char **argv, const char *command, const char *machine,
                       const char *const *known, GmStage stage,
                       void (*append)(Listing *, const GmReading *))
{
    GmCliOptions o;
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_OUTPUT | GM_GROUP_STRICT;
    if (!gm_cli_parse(&o, groups, NULL, gm_cli_command(command), &argc, &argv))
        return GM_EXIT_USAGE;
    gm_cli_use_configured(&o);
    int status = GM_EXIT_USAGE;
    GError *error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    Listing l = {.out = out, .format = gm_cli_list_format(&o, machine, known, &error)};
    if (!l.format)
        status = gm_cli_give_up(error);
    else if (!argv[1])
        fprintf(stderr, "gazmap: which document? see gazmap %s --help\n", command);
    else
        status = list_documents(&o, argv + 1, &l, stage, append);
    gm_cli_options_clear(&o);
    return status;
}

int gm_cli_places(int argc, char **argv)
{
    static const char *const known[] = {"table", "tsv", "json", "geojson", "csv", NULL};
    return run_listing(argc, argv, "places", "tsv", known, GM_STAGE_MENTIONS, places_of);
}

int gm_cli_statements(int argc, char **argv)
{
    static const char *const known[] = {"table", "json", NULL};
    return run_listing(argc, argv, "statements", "json", known, GM_STAGE_STATEMENTS, statements_of);
}

static GmScene *scene_of(GmCliOptions *o, GmSession *s, char **paths, GPtrArray *readings,
                         GError **error)
{
    GmRoomOptions rooms;
    if (!gm_session_room_options(&o->settings, &rooms, error))
        return NULL;
    if (gm_session_is_map_file(paths[0]))
        return gm_session_map_file(s, paths[0], &rooms.scene, error);
    if (gm_session_reads_in_parts(paths, &rooms.read))
        return gm_session_scene_of_files(s, paths, &rooms.read, &rooms.mention, &rooms.scene,
                                         error);
    for (char **p = paths; *p; p++) {
        GmReading *r =
            gm_session_read(s, *p, &rooms.read, &rooms.mention, GM_STAGE_STATEMENTS, error);
        if (!r)
            return NULL;
        g_ptr_array_add(readings, r);
    }
    return gm_session_scene(s, (GmReading *const *)readings->pdata, readings->len, &rooms.scene,
                            error);
}

static int write_scene(GmCliOptions *o, const char *format, char **paths)
{
    GError *error = NULL;
    if (!gm_cli_check_names(paths, o->outputs, &error))
        return gm_cli_give_up(error);
    g_autoptr(GmSession) s = gm_session_open(&o->settings, &error);
    g_autoptr(GPtrArray) readings =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_session_reading_free);
    g_autoptr(GmScene) scene = s ? scene_of(o, s, paths, readings, &error) : NULL;
    if (!scene)
        return gm_cli_give_up(error);
    g_autoptr(GString) out = g_string_new(NULL);
    bool ok = true;
    if (!strcmp(format, "table")) {
        gm_scene_append_table(out, scene, gm_cli_terminal_width());
    } else {
        GmRenderOptions none = GM_RENDER_OPTIONS_INIT;
        ok = gm_session_render(s, scene, (GmReading *const *)readings->pdata, readings->len, format,
                               &none, out, NULL, &error);
    }
    if (!ok || !save_or_print(o, out, &error))
        return gm_cli_give_up(error);
    return o->strict && scene->unplaced->len ? GM_EXIT_UNPLACED : GM_EXIT_DONE;
}

int gm_cli_scene(int argc, char **argv)
{
    static const char *const known[] = {"table", "geojson", "json", "yaml",
                                        "csv",   "kml",     "gpx",  NULL};
    GmCliOptions o;
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_OUTPUT | GM_GROUP_STRICT;
    if (!gm_cli_parse(&o, groups, NULL, gm_cli_command("scene"), &argc, &argv))
        return GM_EXIT_USAGE;
    if (!argv[1] || !gm_session_is_map_file(argv[1]))
        gm_cli_use_configured(&o);
    int status = GM_EXIT_USAGE;
    GError *error = NULL;
    const char *format = gm_cli_list_format(&o, "geojson", known, &error);
    if (!format)
        status = gm_cli_give_up(error);
    else if (!argv[1])
        fprintf(stderr, "gazmap: which document? see gazmap scene --help\n");
    else
        status = write_scene(&o, format, argv + 1);
    gm_cli_options_clear(&o);
    return status;
}
