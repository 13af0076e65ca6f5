#include "gazmap.h"

#include "file_save.h"
#include "settings.h"

#include <string.h>

struct Gazmap {
    GmSettings settings;
    GmSession *session; /* opened with the first document */
};

struct GazmapDocument {
    Gazmap *gazmap;     /* borrowed */
    GmReading *reading; /* NULL for a map file */
    GmScene *scene;     /* made when first asked for */
};

const char *gazmap_version(void)
{
    return GAZMAP_VERSION;
}

/** Moves @e into the caller's error; always 0. */
static int fail(GazmapError *out, GError *e)
{
    if (out) {
        bool usage = e->domain == GM_SETTINGS_ERROR ||
                     g_error_matches(e, GM_SCENE_ERROR, GM_SCENE_ERROR_MAP_FILE) ||
                     g_error_matches(e, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION) ||
                     g_error_matches(e, GM_SESSION_ERROR, GM_SESSION_ERROR_FORMAT);
        out->code = usage ? GAZMAP_USAGE : GAZMAP_FAILED;
        g_strlcpy(out->message, e->message, sizeof out->message);
        const char *end;
        if (!g_utf8_validate(out->message, -1, &end))
            out->message[end - out->message] = 0;
    }
    g_error_free(e);
    return 0;
}

static void clear(GazmapError *error)
{
    if (error)
        memset(error, 0, sizeof *error);
}

Gazmap *gazmap_open(const char *data_dir, GazmapError *error)
{
    clear(error);
    Gazmap *g = g_new0(Gazmap, 1);
    g->settings.data_dir = g_strdup(data_dir);
    GError *e = NULL;
    GmSession *probe = gm_session_open(&g->settings, &e);
    if (!probe) {
        fail(error, e);
        gazmap_close(g);
        return NULL;
    }
    gm_session_free(probe);
    return g;
}

void gazmap_close(Gazmap *g)
{
    if (!g)
        return;
    gm_session_free(g->session);
    gm_session_settings_clear(&g->settings);
    g_free(g);
}

int gazmap_set(Gazmap *g, const char *name, const char *value, GazmapError *error)
{
    clear(error);
    GError *e = NULL;
    GmRoomOptions check;
    if (gm_session_settings_set(&g->settings, name, value, &e) &&
        gm_session_room_options(&g->settings, &check, &e))
        return 1;
    return fail(error, e);
}

int gazmap_add_gazetteer(Gazmap *g, const char *path, GazmapError *error)
{
    clear(error);
    if (g->session) {
        GError *e = NULL;
        g_set_error_literal(&e, GM_SETTINGS_ERROR, 0,
                            "gazetteers are added before the first document is read");
        return fail(error, e);
    }
    return gazmap_set(g, "gazetteer", path, error);
}

/* ---- reading ---- */

static bool prepare(Gazmap *g, GmRoomOptions *rooms, GError **error)
{
    if (!g->session)
        g->session = gm_session_open(&g->settings, error);
    return g->session && gm_session_room_options(&g->settings, rooms, error);
}

static GazmapDocument *document_new(Gazmap *g, GmReading *r, GmScene *scene)
{
    GazmapDocument *d = g_new0(GazmapDocument, 1);
    *d = (GazmapDocument){g, r, scene};
    return d;
}

GazmapDocument *gazmap_read_memory(Gazmap *g, const char *name, const char *bytes, size_t len,
                                   GazmapError *error)
{
    clear(error);
    GError *e = NULL;
    GmRoomOptions rooms;
    GmReading *r = NULL;
    if (prepare(g, &rooms, &e))
        r = gm_session_read_bytes(g->session, name, bytes, len, &rooms.read, &rooms.mention,
                                  GM_STAGE_STATEMENTS, &e);
    if (r)
        return document_new(g, r, NULL);
    fail(error, e);
    return NULL;
}

GazmapDocument *gazmap_read_file(Gazmap *g, const char *path, GazmapError *error)
{
    clear(error);
    GError *e = NULL;
    GmRoomOptions rooms;
    GmReading *r = NULL;
    GmScene *scene = NULL;
    if (prepare(g, &rooms, &e)) {
        if (gm_session_is_map_file(path))
            scene = gm_session_map_file(g->session, path, &rooms.scene, &e);
        else
            r = gm_session_read(g->session, path, &rooms.read, &rooms.mention, GM_STAGE_STATEMENTS,
                                &e);
    }
    if (r || scene)
        return document_new(g, r, scene);
    fail(error, e);
    return NULL;
}

GazmapDocument *gazmap_read_stream(Gazmap *g, const char *name, GazmapRead read, void *user,
                                   GazmapError *error)
{
    clear(error);
    g_autoptr(GString) all = g_string_new(NULL);
    char buf[65536];
    long n;
    while ((n = read(user, buf, sizeof buf)) > 0)
        g_string_append_len(all, buf, n);
    if (n < 0) {
        GError *e = NULL;
        g_set_error(&e, GM_TEXT_ERROR, GM_TEXT_ERROR_IO, "%s: cannot read the stream", name);
        fail(error, e);
        return NULL;
    }
    return gazmap_read_memory(g, name, all->str, all->len, error);
}

void gazmap_document_free(GazmapDocument *d)
{
    if (!d)
        return;
    gm_scene_free(d->scene);
    gm_session_reading_free(d->reading);
    g_free(d);
}

/* ---- what was read ---- */

static char *take(GString *s, size_t *len)
{
    if (len)
        *len = s->len;
    return g_string_free(s, FALSE);
}

static bool has_reading(const GazmapDocument *d, GazmapError *error)
{
    clear(error);
    if (d->reading)
        return true;
    GError *e = NULL;
    g_set_error_literal(&e, GM_SETTINGS_ERROR, 0, "a map file has a scene only");
    return fail(error, e);
}

char *gazmap_mentions(GazmapDocument *d, size_t *len, GazmapError *error)
{
    if (!has_reading(d, error))
        return NULL;
    GString *s = g_string_new("[");
    gm_mention_append_json(s, d->reading->mentions);
    g_string_append_c(s, ']');
    return take(s, len);
}

char *gazmap_statements(GazmapDocument *d, size_t *len, GazmapError *error)
{
    if (!has_reading(d, error))
        return NULL;
    GString *s = g_string_new("[");
    gm_statement_append_json(s, d->reading->statements, true);
    g_string_append_c(s, ']');
    return take(s, len);
}

static GmScene *scene_of(GazmapDocument *d, GmRoomOptions *rooms, GError **error)
{
    if (!gm_session_room_options(&d->gazmap->settings, rooms, error))
        return NULL;
    if (!d->scene)
        d->scene = gm_session_scene(d->gazmap->session, &d->reading, 1, &rooms->scene, error);
    return d->scene;
}

char *gazmap_scene(GazmapDocument *d, size_t *len, GazmapError *error)
{
    char *bytes = NULL;
    return gazmap_draw_memory(d, "geojson", &bytes, len, error) ? bytes : NULL;
}

/* ---- drawing ---- */

static GString *render(GazmapDocument *d, const char *format, GError **error)
{
    GmRoomOptions rooms;
    const GmScene *scene = scene_of(d, &rooms, error);
    if (!scene)
        return NULL;
    GString *out = g_string_new(NULL);
    if (gm_session_render(d->gazmap->session, scene, &d->reading, d->reading ? 1 : 0, format,
                          &rooms.render, out, NULL, error))
        return out;
    g_string_free(out, TRUE);
    return NULL;
}

int gazmap_draw_memory(GazmapDocument *d, const char *format, char **bytes, size_t *len,
                       GazmapError *error)
{
    clear(error);
    GError *e = NULL;
    GString *out = render(d, format, &e);
    if (!out)
        return fail(error, e);
    *bytes = take(out, len);
    return 1;
}

int gazmap_draw_callback(GazmapDocument *d, const char *format, GazmapWrite write, void *user,
                         GazmapError *error)
{
    clear(error);
    GError *e = NULL;
    g_autoptr(GString) out = render(d, format, &e);
    if (out && write(user, out->str, out->len) != 0)
        g_set_error_literal(&e, GM_TEXT_ERROR, GM_TEXT_ERROR_IO, "the receiver refused the output");
    return e ? fail(error, e) : 1;
}

int gazmap_draw_file(GazmapDocument *d, const char *path, GazmapError *error)
{
    clear(error);
    GError *e = NULL;
    const char *dot = strrchr(path, '.');
    g_autoptr(GString) out = render(d, dot ? dot + 1 : "", &e);
    if (out && gm_text_save(path, out->str, out->len, &e))
        return 1;
    return fail(error, e);
}

void gazmap_free(void *memory)
{
    g_free(memory);
}
