#include "worker_answer.h"

#include "json_writer.h"
#include "worker_text.h"

#include <jansson.h>
#include <string.h>

enum { CHEAP_LINE = 16 << 20 };
enum { ASK_PLACES = 1, ASK_STATEMENTS = 2, ASK_SCENE = 4, ASK_SVG = 8 };

static const struct {
    const char *name;
    int bit;
} asks[] = {
    {"places", ASK_PLACES}, {"statements", ASK_STATEMENTS}, {"scene", ASK_SCENE}, {"svg", ASK_SVG}};

static int ask_bit(const char *name)
{
    for (gsize i = 0; name && i < G_N_ELEMENTS(asks); i++)
        if (!strcmp(asks[i].name, name))
            return asks[i].bit;
    return 0;
}

static bool unknown_ask(const char *name, GError **error)
{
    gm_cli_usage_error(error, "ask: no '%s'; known are places, statements, scene, svg",
                       name ? name : "");
    return false;
}

bool gm_cli_worker_parse_ask(const char *list, int *bits, GError **error)
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
        return gm_cli_worker_parse_ask(json_string_value(v), bits, error);
    if (v && !json_is_array(v) && !json_is_null(v)) {
        gm_cli_usage_error(error, "ask: a string or an array of strings");
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

static bool append_scene(GmWorker *w, GmReading *r, int bits, GString *out, GError **error)
{
    GmSceneOptions options = w->rooms.scene;
    options.drawn_only = !(bits & ASK_SCENE);
    g_autoptr(GmScene) scene = gm_session_scene(w->session, &r, 1, &options, error);
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

/** A line, read: @taken is the document where it was taken out ahead. */
typedef struct {
    json_t *value;
    GString *taken; /* or NULL: in @value */
    json_error_t error;
} Line;

static void read_line(const char *bytes, gsize len, Line *line)
{
    g_autoptr(GString) rest = g_string_sized_new(256);
    line->value = NULL;
    line->taken = g_string_sized_new(len);
    if (gm_cli_worker_take_text(bytes, len, line->taken, rest))
        line->value = json_loadb(rest->str, rest->len, JSON_ALLOW_NUL, NULL);
    if (line->value)
        return;
    g_string_free(line->taken, TRUE);
    line->taken = NULL;
    line->value = json_loadb(bytes, len, JSON_ALLOW_NUL, &line->error);
}

static void clear_line(Line *line)
{
    json_decref(line->value);
    if (line->taken)
        g_string_free(line->taken, TRUE);
}

static bool answer_document(GmWorker *w, const Line *line, GString *out, GError **error)
{
    const json_t *v = line->value, *text = json_object_get(v, "text");
    const char *name = json_string_value(json_object_get(v, "name"));
    int bits = 0;
    if (!json_is_string(text)) {
        gm_cli_usage_error(error, "no \"text\": give the document as a string");
        return false;
    }
    if (!parse_ask(json_object_get(v, "ask"), &bits, error))
        return false;
    if (!bits)
        bits = w->default_ask;
    GmStage stage = bits == ASK_PLACES ? GM_STAGE_MENTIONS : GM_STAGE_STATEMENTS;
    g_autoptr(GmReading) r = gm_session_read_bytes(
        w->session, name ? name : "line", line->taken ? line->taken->str : json_string_value(text),
        line->taken ? line->taken->len : json_string_length(text), &w->rooms.read,
        &w->rooms.mention, stage, error);
    if (!r)
        return false;
    if (bits & ASK_PLACES) {
        append_member(out, "places");
        gm_mention_append_list_json(out, r->mentions);
    }
    if (bits & ASK_STATEMENTS) {
        g_autoptr(GString) json = g_string_new("[");
        gm_statement_append_json(json, r->statements, true);
        append_member(out, "statements");
        append_flat(out, json->str);
        g_string_append_c(out, ']');
    }
    return !(bits & (ASK_SCENE | ASK_SVG)) || append_scene(w, r, bits, out, error);
}

/** Begins the answer to the line that was read as @v (NULL: no JSON). */
static void begin_answer(const json_t *v, GString *out)
{
    const json_t *id = json_is_object(v) ? json_object_get(v, "id") : NULL;
    char *text = id ? json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    g_string_append_printf(out, "{\"id\": %s", text ? text : "null");
    free(text);
}

static void append_error(GString *out, const char *message)
{
    append_member(out, "error");
    g_autoptr(GmJson) j = gm_text_json_new(out, 0);
    gm_text_json_string(j, message);
}

void gm_cli_worker_answer_error(const char *line, gsize len, const char *message, GString *out)
{
    json_t *v = len <= CHEAP_LINE ? json_loadb(line, len, JSON_ALLOW_NUL, NULL) : NULL;
    begin_answer(v, out);
    append_error(out, message);
    g_string_append(out, "}\n");
    json_decref(v);
}

void gm_cli_worker_answer(GmWorker *w, const char *line, gsize len, GString *out)
{
    Line l;
    read_line(line, len, &l);
    GError *error = NULL;
    begin_answer(l.value, out);
    gsize mark = out->len;
    if (!l.value)
        gm_cli_usage_error(&error, "not JSON: column %d: %s", l.error.column, l.error.text);
    else if (!json_is_object(l.value))
        gm_cli_usage_error(&error, "not an object: give {\"text\": \"…\"}");
    else
        answer_document(w, &l, out, &error);
    if (error) {
        g_string_truncate(out, mark);
        append_error(out, error->message);
        g_error_free(error);
    }
    g_string_append(out, "}\n");
    clear_line(&l);
}
