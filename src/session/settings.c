#include "settings.h"

#include "quantity.h"

#include <stddef.h>
#include <string.h>

G_DEFINE_QUARK(gm - settings - error - quark, gm_settings_error)

/* ---- the fields by name ---- */

typedef enum { FIELD_STRING, FIELD_LIST, FIELD_SWITCH, FIELD_NUMBER } FieldType;

#define FIELD(name, type, member)                                                                  \
    {                                                                                              \
        name, type, offsetof(GmSettings, member)                                                   \
    }
static const struct {
    const char *name;
    FieldType type;
    gsize at;
} fields[] = {
    FIELD("data", FIELD_STRING, data_dir),
    FIELD("gazetteer", FIELD_LIST, gazetteers),
    FIELD("no-user", FIELD_SWITCH, no_user),
    FIELD("encoding", FIELD_STRING, encoding),
    FIELD("input-format", FIELD_STRING, input_format),
    FIELD("near", FIELD_STRING, near),
    FIELD("country", FIELD_STRING, country),
    FIELD("include", FIELD_LIST, include),
    FIELD("lang", FIELD_STRING, language),
    FIELD("width", FIELD_STRING, width),
    FIELD("knowledge", FIELD_SWITCH, knowledge),
    FIELD("size", FIELD_STRING, size),
    FIELD("dpi", FIELD_NUMBER, dpi),
    FIELD("extent", FIELD_STRING, extent),
    FIELD("projection", FIELD_STRING, projection),
    FIELD("theme", FIELD_STRING, theme),
    FIELD("title", FIELD_STRING, title),
    FIELD("subtitle", FIELD_STRING, subtitle),
    FIELD("logo", FIELD_STRING, logo),
    FIELD("bare", FIELD_SWITCH, bare),
    FIELD("list-places", FIELD_SWITCH, list_places),
    FIELD("list-unplaced", FIELD_SWITCH, list_unplaced),
    FIELD("id-prefix", FIELD_STRING, id_prefix),
    FIELD("svg-text", FIELD_STRING, svg_text),
    FIELD("engine", FIELD_STRING, engine),
};
#undef FIELD

static void *field_at(const GmSettings *s, gsize i)
{
    return (char *)(guintptr)s + fields[i].at;
}

static bool bad(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool bad(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (error)
        *error = g_error_new_valist(GM_SETTINGS_ERROR, 0, format, args);
    va_end(args);
    return false;
}

static void add_to_list(char ***list, const char *value)
{
    guint n = *list ? g_strv_length(*list) : 0;
    *list = g_renew(char *, *list, n + 2);
    (*list)[n] = g_strdup(value);
    (*list)[n + 1] = NULL;
}

bool gm_session_settings_set(GmSettings *s, const char *name, const char *value, GError **error)
{
    gsize i = 0;
    while (i < G_N_ELEMENTS(fields) && strcmp(fields[i].name, name))
        i++;
    if (i == G_N_ELEMENTS(fields))
        return bad(error, "no setting named '%s'", name);
    void *at = field_at(s, i);
    if (fields[i].type == FIELD_STRING) {
        g_free(*(char **)at);
        *(char **)at = g_strdup(value);
    } else if (fields[i].type == FIELD_LIST) {
        add_to_list(at, value);
    } else if (fields[i].type == FIELD_SWITCH) {
        if (strcmp(value, "yes") && strcmp(value, "no"))
            return bad(error, "%s: yes or no, not '%s'", name, value);
        *(gboolean *)at = !strcmp(value, "yes");
    } else {
        char *end;
        *(double *)at = g_ascii_strtod(value, &end);
        if (end == value || *end)
            return bad(error, "%s: '%s' is no number", name, value);
    }
    return true;
}

const char *gm_session_settings_name(guint i)
{
    return i < G_N_ELEMENTS(fields) ? fields[i].name : NULL;
}

void gm_session_settings_clear(GmSettings *s)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        void *at = field_at(s, i);
        if (fields[i].type == FIELD_STRING)
            g_clear_pointer((char **)at, g_free);
        else if (fields[i].type == FIELD_LIST)
            g_clear_pointer((char ***)at, g_strfreev);
    }
    g_clear_pointer(&s->languages, g_free);
}

void gm_session_settings_inherit(GmSettings *s, const GmSettings *from)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        void *at = field_at(s, i);
        const void *other = field_at(from, i);
        if (fields[i].type == FIELD_STRING && !*(char **)at)
            *(char **)at = g_strdup(*(char *const *)other);
        else if (fields[i].type == FIELD_LIST && !*(char ***)at)
            *(char ***)at = g_strdupv(*(char **const *)other);
        else if (fields[i].type == FIELD_SWITCH)
            *(gboolean *)at |= *(const gboolean *)other;
        else if (fields[i].type == FIELD_NUMBER && *(double *)at == 0)
            *(double *)at = *(const double *)other;
    }
}

void gm_session_settings_describe(GString *out, const GmSettings *s)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        const void *at = field_at(s, i);
        const char *name = fields[i].name;
        if (fields[i].type == FIELD_STRING && *(char *const *)at)
            g_string_append_printf(out, "%s=%s\n", name, *(char *const *)at);
        else if (fields[i].type == FIELD_LIST)
            for (char **p = *(char **const *)at; p && *p; p++)
                g_string_append_printf(out, "%s=%s\n", name, *p);
        else if (fields[i].type == FIELD_SWITCH && *(const gboolean *)at)
            g_string_append_printf(out, "%s\n", name);
        else if (fields[i].type == FIELD_NUMBER && *(const double *)at != 0)
            g_string_append_printf(out, "%s=%d\n", name, (int)(*(const double *)at * 1000));
    }
}

/* ---- what the rooms take ---- */

static bool unknown(GError **error, const char *option, const char *value, const char *known)
{
    return bad(error, "--%s: no '%s'; known are %s", option, value, known);
}

static bool read_options(const GmSettings *s, GmReadOptions *ro, GmMentionOptions *mo,
                         GError **error)
{
    static const char *const formats[] = {"auto", "plain", "markdown", "html"};
    *ro = (GmReadOptions){GM_FORMAT_AUTO, s->encoding, 0};
    *mo = (GmMentionOptions)GM_MENTION_OPTIONS_INIT;
    if (s->input_format) {
        gsize i = 0;
        while (i < G_N_ELEMENTS(formats) && strcmp(formats[i], s->input_format))
            i++;
        if (i == G_N_ELEMENTS(formats))
            return unknown(error, "input-format", s->input_format, "plain, markdown, html");
        ro->format = (GmTextFormat)i;
    }
    mo->near_place = s->near;
    mo->country = s->country;
    for (char **p = s->include; p && *p; p++) {
        if (strcmp(*p, "comments"))
            return unknown(error, "include", *p, "comments");
        mo->include_comments = true;
    }
    return true;
}

/** A tag of BCP 47, by its looks: "en", "pt-BR", "zh-Hant"; or none. */
static bool is_language(const char *tag)
{
    gsize n = tag ? strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") : 2;
    return n >= 2 && n <= 3 &&
           (!tag || tag[n] == '\0' || ((tag[n] == '-' || tag[n] == '_') && tag[n + 1]));
}

static bool scene_options(GmSettings *s, GmSceneOptions *so, GError **error)
{
    *so = (GmSceneOptions)GM_SCENE_OPTIONS_INIT;
    so->knowledge = s->knowledge;
    so->include_comments = s->include != NULL;
    if (s->language) {
        g_free(s->languages);
        s->languages = g_strdup(s->language);
        so->language = s->languages;
        char *comma = strchr(s->languages, ',');
        if (comma) {
            *comma = 0;
            so->language2 = comma + 1;
        }
    }
    if (!is_language(so->language) || !is_language(so->language2))
        return bad(error, "--lang: '%s' is no language tag; write en, ar, pt-BR, or two: en,ar",
                   s->language);
    GError *cause = NULL;
    if (!s->width || gm_text_parse_length(s->width, &so->width_m, &cause))
        return true;
    bad(error, "--width: %s", cause->message);
    g_error_free(cause);
    return false;
}

static bool render_options(const GmSettings *s, GmRenderOptions *ro, GError **error)
{
    *ro = (GmRenderOptions)GM_RENDER_OPTIONS_INIT;
    if (s->svg_text && strcmp(s->svg_text, "text") && strcmp(s->svg_text, "paths"))
        return unknown(error, "svg-text", s->svg_text, "text, paths");
    if (s->engine && strcmp(s->engine, "gazmap") && strcmp(s->engine, "cairo"))
        return unknown(error, "engine", s->engine, "gazmap, cairo");
    if (s->dpi != 0 && !(s->dpi >= 1 && s->dpi <= 4800)) /* 0: as the page has it */
        return bad(error, "--dpi: a number from 1 to 4800");
    ro->draw = (GmDrawOptions){s->id_prefix, !g_strcmp0(s->svg_text, "paths"),
                               !g_strcmp0(s->engine, "cairo")};
    ro->layout = (GmLayoutOptions){.size = s->size,
                                   .dpi = s->dpi,
                                   .extent = s->extent,
                                   .projection = s->projection,
                                   .theme = s->theme,
                                   .title = s->title,
                                   .subtitle = s->subtitle,
                                   .logo = s->logo,
                                   .no_furniture = s->bare,
                                   .place_list = s->list_places,
                                   .unplaced_list = s->list_unplaced};
    return true;
}

enum { LONGEST_TEXT = 4096 }; /* bytes */

/** File names may hold any bytes, what is drawn or matched may not. */
static bool check_texts(const GmSettings *s, GError **error)
{
    static const char *const paths[] = {"data", "gazetteer", "theme", "logo", NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *text = fields[i].type == FIELD_STRING ? *(char **)field_at(s, i) : NULL;
        if (text && strlen(text) > LONGEST_TEXT)
            return bad(error, "--%s: longer than the limit of 4096 bytes", fields[i].name);
        if (text && !g_strv_contains(paths, fields[i].name) && !g_utf8_validate(text, -1, NULL))
            return bad(error, "--%s: is no UTF-8 text", fields[i].name);
    }
    return true;
}

bool gm_session_room_options(GmSettings *s, GmRoomOptions *out, GError **error)
{
    return check_texts(s, error) && read_options(s, &out->read, &out->mention, error) &&
           scene_options(s, &out->scene, error) && render_options(s, &out->render, error);
}

GmSession *gm_session_open(const GmSettings *s, GError **error)
{
    GmSessionOptions so = {s->data_dir, (const char *const *)s->gazetteers, s->no_user};
    return gm_session_new(&so, error);
}
