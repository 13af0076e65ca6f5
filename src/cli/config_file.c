#include "config_file.h"

#include "command.h"
#include "file_load.h"
#include "near_word.h"

#include <stdio.h>
#include <string.h>

enum { LARGEST = 1 << 20 };

typedef struct {
    const char *path, *command;
    guint line;
    GmSettings general, special; /* of [gazmap], of the command */
    GmSettings other;            /* of another command: checked and dropped */
    GmSettings *section;         /* one of these */
} Config;

static bool fail(const Config *c, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(const Config *c, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, GM_SETTINGS_ERROR, 0, "%s:%u: %s", c->path, c->line, what);
    return false;
}

static bool begin_section(Config *c, char *line, GError **error)
{
    char *end = strchr(line, ']');
    if (!end || end[1])
        return fail(c, error, "a section is one word in brackets, as [draw]");
    *end = 0;
    const char *name = g_strstrip(line + 1);
    bool general = !strcmp(name, "gazmap");
    if (!general && !gm_cli_command(name))
        return fail(c, error, "no command '%s'; a section is [gazmap] or a command's name", name);
    c->section = general ? &c->general : !strcmp(name, c->command) ? &c->special : &c->other;
    return true;
}

/** Files are looked for beside the configuration, "~/" is the user's home; a theme
 *  with no folder in front is a name. */
static char *whole_path(const Config *c, const char *name, const char *value)
{
    static const char *const paths[] = {"data", "gazetteer", "logo", "theme", NULL};
    if (!g_strv_contains(paths, name) || (!strcmp(name, "theme") && !strchr(value, '/')))
        return g_strdup(value);
    if (g_str_has_prefix(value, "~/"))
        return g_build_filename(g_get_home_dir(), value + 2, NULL);
    g_autofree char *folder = g_path_get_dirname(c->path);
    return g_canonicalize_filename(value, folder);
}

static bool unknown_name(const Config *c, const char *name, GError **error)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint i = 0; gm_session_settings_name(i); i++)
        g_ptr_array_add(known, (gpointer)(guintptr)gm_session_settings_name(i));
    g_ptr_array_add(known, NULL);
    const char *near = gm_text_near_word(name, (const char *const *)known->pdata);
    return fail(c, error, "no setting '%s'%s%s%s", name, near ? "; did you mean '" : "",
                near ? near : "", near ? "'?" : "");
}

static bool is_setting(const char *name)
{
    for (guint i = 0; gm_session_settings_name(i); i++)
        if (!strcmp(name, gm_session_settings_name(i)))
            return true;
    return false;
}

static bool set(Config *c, char *line, GError **error)
{
    char *equals = strchr(line, '=');
    if (!equals)
        return fail(c, error, "neither [section] nor name = value");
    *equals = 0;
    const char *name = g_strchomp(line);
    char *value = g_strchug(equals + 1);
    gsize n = strlen(value);
    if (n >= 2 && value[0] == '"' && value[n - 1] == '"') {
        value[n - 1] = 0;
        value++;
    }
    if (!is_setting(name))
        return unknown_name(c, name, error);
    GError *cause = NULL;
    GmRoomOptions check;
    g_autofree char *whole = whole_path(c, name, value);
    if (gm_session_settings_set(c->section, name, whole, &cause) &&
        gm_session_room_options(c->section, &check, &cause))
        return true;
    fail(c, error, "%s", cause->message);
    g_error_free(cause);
    return false;
}

static bool read_lines(Config *c, char *text, GError **error)
{
    for (char *line = text; line;) {
        char *end = strchr(line, '\n'), *next = end ? end + 1 : NULL;
        if (end)
            *end = 0;
        c->line++;
        g_strstrip(line);
        if (*line && *line != '#' && *line != ';' &&
            !(*line == '[' ? begin_section : set)(c, line, error))
            return false;
        line = next;
    }
    return true;
}

static bool read_file(Config *c, bool named, GError **error)
{
    g_autofree char *text = NULL;
    gsize len;
    GError *cause = NULL;
    if (!gm_text_load(c->path, LARGEST, &text, &len, &cause)) {
        if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_FAILED)) {
            g_propagate_error(error, cause);
            return false;
        }
        bool none = g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                    g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
        if (named || !none)
            g_set_error(error, GM_SETTINGS_ERROR, 0, "%s: cannot read the configuration", c->path);
        g_error_free(cause);
        return !named && none;
    }
    c->line = 1;
    if (strlen(text) != len || !g_utf8_validate(text, (gssize)len, NULL))
        return fail(c, error, "is no UTF-8 text");
    c->line = 0;
    return read_lines(c, text, error);
}

bool gm_cli_config_read(const char *command, GmSettings *out, GError **error)
{
    const char *named = g_getenv("GAZMAP_CONFIG");
    if (named && !*named)
        return true;
    g_autofree char *path =
        named ? g_strdup(named)
              : g_build_filename(g_get_user_config_dir(), "gazmap", "config.ini", NULL);
    Config c = {.path = path, .command = command};
    c.section = &c.general;
    bool ok = read_file(&c, named != NULL, error);
    if (ok) {
        *out = c.special;
        gm_session_settings_inherit(out, &c.general);
    } else {
        gm_session_settings_clear(&c.special);
    }
    gm_session_settings_clear(&c.general);
    gm_session_settings_clear(&c.other);
    return ok;
}
