#include "command.h"

#include "json_writer.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* One line of JSON in, one line of JSON out, in order, whatever the line holds:
 *   {"id": …, "name": "…", "text": "…", "ask": ["places", "svg"]}
 *   {"id": …, "places": […], "svg": "…"}   or   {"id": …, "error": "…"} */

enum { MAX_LINE = 256 << 20 };

enum { ASK_PLACES = 1, ASK_STATEMENTS = 2, ASK_SCENE = 4, ASK_SVG = 8 };

static const struct {
    const char *name;
    int bit;
} asks[] = {
    {"places", ASK_PLACES}, {"statements", ASK_STATEMENTS}, {"scene", ASK_SCENE}, {"svg", ASK_SVG}};

typedef struct {
    GmCliOptions o;
    char *ask;
    int default_ask;
    GmSession *session;
    GmRoomOptions rooms;
} Worker;

static int ask_bit(const char *name)
{
    for (gsize i = 0; name && i < G_N_ELEMENTS(asks); i++)
        if (!strcmp(asks[i].name, name))
            return asks[i].bit;
    return 0;
}

static bool unknown_ask(const char *name, GError **error)
{
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "ask: no '%s'; known are places, statements, scene, svg", name ? name : "");
    return false;
}

static bool parse_ask_list(const char *list, int *bits, GError **error)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    for (char **n = names; *n; n++) {
        int bit = ask_bit(g_strstrip(*n));
        if (!bit)
            return unknown_ask(*n, error);
        *bits |= bit;
    }
    return true;
}

static bool parse_ask(const json_t *v, int *bits, GError **error)
{
    if (json_is_string(v))
        return parse_ask_list(json_string_value(v), bits, error);
    if (v && !json_is_array(v) && !json_is_null(v)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "ask: a string or an array of strings");
        return false;
    }
    size_t i;
    json_t *e;
    json_array_foreach(v, i, e)
    {
        int bit = ask_bit(json_string_value(e));
        if (!bit)
            return unknown_ask(json_string_value(e), error);
        *bits |= bit;
    }
    return true;
}

/** Appends JSON on one line: line breaks and indents stand between tokens only,
 *  never inside a string. */
static void append_flat(GString *out, const char *json)
{
    for (const char *p = json; *p;) {
        gsize n = strcspn(p, "\n");
        g_string_append_len(out, p, (gssize)n);
        p += n;
        while (*p == '\n' || *p == ' ')
            p++;
    }
}

static void append_member(GString *out, const char *name)
{
    g_string_append_printf(out, ", \"%s\": ", name);
}

/** The list alone out of {"doc": …, "focus": …, "mentions": [ … ]}. Inside a
 *  string the key's second quote would follow a backslash. */
static void append_places(GString *out, const GmMentions *mentions)
{
    static const char key[] = "\"mentions\": ";
    g_autoptr(GString) json = g_string_new(NULL);
    gm_mention_append_json(json, mentions);
    const char *list = strstr(json->str, key);
    char *end = strrchr(json->str, '}');
    if (!list || !end)
        return;
    *end = 0;
    append_member(out, "places");
    append_flat(out, list + sizeof key - 1);
}

static bool append_scene(Worker *w, GmReading *r, int bits, GString *out, GError **error)
{
    g_autoptr(GmScene) scene = gm_session_scene(w->session, &r, 1, &w->rooms.scene, error);
    if (!scene)
        return false;
    if (bits & ASK_SCENE) {
        g_autoptr(GString) json = g_string_new(NULL);
        gm_scene_append_geojson(json, scene);
        append_member(out, "scene");
        append_flat(out, json->str);
    }
    if (bits & ASK_SVG) {
        g_autoptr(GString) svg = g_string_new(NULL);
        if (!gm_session_render(w->session, scene, &r, 1, "svg", &w->rooms.render, svg, NULL, error))
            return false;
        append_member(out, "svg");
        g_autoptr(GmJson) j = gm_text_json_new(out, 0);
        gm_text_json_string(j, svg->str);
    }
    return true;
}

static bool answer_document(Worker *w, const json_t *v, GString *out, GError **error)
{
    const json_t *text = json_object_get(v, "text");
    const char *name = json_string_value(json_object_get(v, "name"));
    int bits = 0;
    if (!json_is_string(text)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "no \"text\": give the document as a string");
        return false;
    }
    if (!parse_ask(json_object_get(v, "ask"), &bits, error))
        return false;
    if (!bits)
        bits = w->default_ask;
    GmStage stage = bits == ASK_PLACES ? GM_STAGE_MENTIONS : GM_STAGE_STATEMENTS;
    g_autoptr(GmReading) r = gm_session_read_bytes(
        w->session, name ? name : "line", json_string_value(text), json_string_length(text),
        &w->rooms.read, &w->rooms.mention, stage, error);
    if (!r)
        return false;
    if (bits & ASK_PLACES)
        append_places(out, r->mentions);
    if (bits & ASK_STATEMENTS) {
        g_autoptr(GString) json = g_string_new("[");
        gm_statement_append_json(json, r->statements, true);
        append_member(out, "statements");
        append_flat(out, json->str);
        g_string_append_c(out, ']');
    }
    return !(bits & (ASK_SCENE | ASK_SVG)) || append_scene(w, r, bits, out, error);
}

static void answer(Worker *w, const char *line, gsize len, GString *out)
{
    json_error_t je;
    json_t *v = json_loadb(line, len, JSON_ALLOW_NUL, &je);
    GError *error = NULL;
    const json_t *id = json_is_object(v) ? json_object_get(v, "id") : NULL;
    char *id_text = id ? json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    g_string_append_printf(out, "{\"id\": %s", id_text ? id_text : "null");
    gsize mark = out->len;
    if (!v)
        g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "not JSON: column %d: %s",
                    je.column, je.text);
    else if (!json_is_object(v))
        g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "not an object: give {\"text\": \"…\"}");
    else
        answer_document(w, v, out, &error);
    if (error) {
        g_string_truncate(out, mark);
        append_member(out, "error");
        g_autoptr(GmJson) j = gm_text_json_new(out, 0);
        gm_text_json_string(j, error->message);
        g_error_free(error);
    }
    g_string_append(out, "}\n");
    free(id_text);
    json_decref(v);
}

/** Reads a line of any length up to the limit; what is beyond is dropped and
 *  told. False at the end. */
static bool read_line(FILE *in, GString *line, bool *too_long)
{
    g_string_truncate(line, 0);
    *too_long = false;
    int c;
    while ((c = getc_unlocked(in)) != EOF && c != '\n') {
        if (line->len < MAX_LINE)
            g_string_append_c(line, (char)c);
        else
            *too_long = true;
    }
    return c == '\n' || line->len > 0;
}

static int serve(Worker *w)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    bool too_long;
    while (read_line(stdin, line, &too_long)) {
        g_string_truncate(out, 0);
        if (too_long)
            g_string_append(out, "{\"id\": null, \"error\": \"line longer than 256 MiB\"}\n");
        else
            answer(w, line->str, line->len, out);
        if (!gm_cli_print(out))
            return GM_EXIT_FAILED;
    }
    return GM_EXIT_DONE;
}

int gm_cli_worker(int argc, char **argv)
{
    Worker w = {0};
    GOptionEntry extra[] = {
        {"ask", 0, 0, G_OPTION_ARG_FILENAME, &w.ask,
         "places, statements, scene, svg (comma between), where a line asks nothing", "WHAT"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_PAGE | GM_GROUP_OUTPUT;
    if (!gm_cli_parse(&w.o, groups, extra, gm_cli_command("worker"), &argc, &argv))
        return GM_EXIT_USAGE;
    GError *error = NULL;
    int status;
    if (argc > 1)
        g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "%s: the worker reads standard input; see gazmap worker --help", argv[1]);
    if (!error && parse_ask_list(w.ask ? w.ask : "places", &w.default_ask, &error) &&
        gm_session_room_options(&w.o.settings, &w.rooms, &error) &&
        (w.session = gm_session_open(&w.o.settings, &error)))
        status = serve(&w);
    else
        status = gm_cli_give_up(error);
    gm_session_free(w.session);
    g_free(w.ask);
    gm_cli_options_clear(&w.o);
    return status;
}
