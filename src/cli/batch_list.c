#include "batch_list.h"

#include "file_load.h"

#include <jansson.h>
#include <string.h>

enum { LARGEST_LIST = 256 << 20 };

static void settings_free(GmSettings *s)
{
    if (!s)
        return;
    gm_session_settings_clear(s);
    g_free(s);
}

/* ---- options ---- */

/** The options of @argv (argv[0] is passed over) and nothing else. */
static GmSettings *settings_from_argv(char **argv, GError **error)
{
    GmCliOptions o;
    int groups = GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_PAGE, n = (int)g_strv_length(argv);
    g_autofree char **shrinking = g_memdup2(argv, sizeof(char *) * ((gsize)n + 1));
    char **rest = shrinking;
    GmRoomOptions check;
    if (gm_cli_parse_options(&o, groups, NULL, gm_cli_command("batch"), &n, &rest, error)) {
        if (n > 1)
            gm_cli_usage_error(error, "'%s' is no option", rest[1]);
        else if (gm_session_room_options(&o.settings, &check, error))
            return g_memdup2(&o.settings, sizeof o.settings);
    }
    gm_cli_options_clear(&o);
    return NULL;
}

static GmSettings *settings_from_line(const char *line, GError **error)
{
    g_autofree char *whole = g_strconcat("batch ", line, NULL);
    g_auto(GStrv) argv = NULL;
    if (g_shell_parse_argv(whole, NULL, &argv, NULL))
        return settings_from_argv(argv, error);
    gm_cli_usage_error(error, "options: a quotation mark is not closed");
    return NULL;
}

static GmSettings *settings_from_array(const json_t *v, GError **error)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(argv, g_strdup("batch"));
    for (gsize i = 0; i < json_array_size(v); i++) {
        const char *s = json_string_value(json_array_get(v, i));
        if (!s) {
            gm_cli_usage_error(error, "options: an array of strings");
            return NULL;
        }
        g_ptr_array_add(argv, g_strdup(s));
    }
    g_ptr_array_add(argv, NULL);
    return settings_from_argv((char **)argv->pdata, error);
}

static GmSettings *settings_from_object(json_t *v, GError **error)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(argv, g_strdup("batch"));
    const char *name;
    json_t *value;
    json_object_foreach(v, name, value)
    {
        if (json_is_true(value))
            g_ptr_array_add(argv, g_strdup_printf("--%s", name));
        else if (json_is_string(value))
            g_ptr_array_add(argv, g_strdup_printf("--%s=%s", name, json_string_value(value)));
        else if (json_is_number(value)) {
            char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
            g_ptr_array_add(argv, g_strdup_printf("--%s=%s", name, text));
            free(text);
        } else if (!json_is_false(value) && !json_is_null(value)) {
            gm_cli_usage_error(error, "options: '%s' is neither text, number nor true", name);
            return NULL;
        }
    }
    g_ptr_array_add(argv, NULL);
    return settings_from_argv((char **)argv->pdata, error);
}

static bool json_settings(json_t *v, GmSettings **out, GError **error)
{
    if (!v || json_is_null(v) || (json_is_string(v) && !json_string_length(v)))
        return true;
    if (json_is_string(v))
        *out = settings_from_line(json_string_value(v), error);
    else if (json_is_array(v))
        *out = settings_from_array(v, error);
    else if (json_is_object(v))
        *out = settings_from_object(v, error);
    else
        gm_cli_usage_error(error, "options: a string, an array of strings or an object");
    return *out != NULL;
}

/* ---- rows ---- */

typedef struct {
    const char *path;
    GmBatchRowFunc each;
    gpointer user;
    guint line;
    int column[3]; /* of input, output, options; -1: none */
} List;

static const char *const column_names[] = {"input", "output", "options"};

static bool give_row(List *l, const char *input, const char *output, GmSettings *settings,
                     GError **error)
{
    GmBatchRow row = {l->path, l->line, input, output && *output ? output : NULL, settings};
    bool ok = input && *input ? l->each(&row, l->user, error)
                              : gm_cli_usage_error(error, "%s:%u: no input", l->path, l->line);
    settings_free(row.settings);
    return ok;
}

static bool read_header(List *l, char **cells, GError **error)
{
    for (int k = 0; k < 3; k++)
        l->column[k] = -1;
    for (int i = 0; cells[i]; i++) {
        int k = 0;
        while (k < 3 && strcmp(cells[i], column_names[k]))
            k++;
        if (k == 3 || l->column[k] >= 0)
            return gm_cli_usage_error(error,
                                      "%s:%u: no column '%s'; there are input, output and options",
                                      l->path, l->line, cells[i]);
        l->column[k] = i;
    }
    return true;
}

static bool read_tsv_line(List *l, char *line, GError **error)
{
    if (!*line || *line == '#')
        return true;
    g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
    if (l->line == 1 && g_strv_contains((const char *const *)cells, "input"))
        return read_header(l, cells, error);
    int n = (int)g_strv_length(cells);
    const char *v[3];
    for (int k = 0; k < 3; k++)
        v[k] = l->column[k] >= 0 && l->column[k] < n ? cells[l->column[k]] : NULL;
    for (int i = 3; i < n; i++)
        if (*cells[i])
            return gm_cli_usage_error(error, "%s:%u: more than input, output and options", l->path,
                                      l->line);
    GmSettings *settings = NULL;
    if (v[2] && *v[2] && !(settings = settings_from_line(v[2], error))) {
        g_prefix_error(error, "%s:%u: ", l->path, l->line);
        return false;
    }
    return give_row(l, v[0], v[1], settings, error);
}

static bool check_members(const List *l, json_t *v, GError **error)
{
    const char *name;
    json_t *value;
    json_object_foreach(v, name, value)
    {
        if (!g_strv_contains((const char *const[]){"input", "output", "options", NULL}, name))
            return gm_cli_usage_error(error,
                                      "%s:%u: no member '%s'; there are input, output and options",
                                      l->path, l->line, name);
        if (strcmp(name, "options") && !json_is_string(value) && !json_is_null(value))
            return gm_cli_usage_error(error, "%s:%u: %s: a string", l->path, l->line, name);
    }
    return true;
}

static bool read_json_line(List *l, char *line, GError **error)
{
    g_strstrip(line);
    if (!*line)
        return true;
    json_error_t je;
    json_t *v = json_loads(line, JSON_REJECT_DUPLICATES, &je);
    if (!v)
        return gm_cli_usage_error(error, "%s:%u:%d: %s", l->path, l->line, je.column, je.text);
    GmSettings *settings = NULL;
    bool ok = json_is_object(v)
                  ? check_members(l, v, error)
                  : gm_cli_usage_error(error, "%s:%u: not an object", l->path, l->line);
    if (ok && !json_settings(json_object_get(v, "options"), &settings, error)) {
        g_prefix_error(error, "%s:%u: ", l->path, l->line);
        ok = false;
    }
    ok = ok && give_row(l, json_string_value(json_object_get(v, "input")),
                        json_string_value(json_object_get(v, "output")), settings, error);
    json_decref(v);
    return ok;
}

/* ---- files ---- */

static bool is_tsv(const char *path)
{
    return g_str_has_suffix(path, ".tsv");
}

bool gm_cli_is_batch_list(const char *path)
{
    return is_tsv(path) || g_str_has_suffix(path, ".ndjson") || g_str_has_suffix(path, ".jsonl");
}

bool gm_cli_batch_list(const char *path, GmBatchRowFunc each, gpointer user, GError **error)
{
    GError *cause = NULL;
    g_autofree char *text = NULL;
    gsize len;
    if (!gm_text_load(path, LARGEST_LIST, &text, &len, &cause)) {
        gm_cli_usage_error(error, "%s", cause->message);
        g_error_free(cause);
        return false;
    }
    if (!g_utf8_validate(text, (gssize)len, NULL))
        return gm_cli_usage_error(error, "%s: is no UTF-8 text", path);
    List l = {path, each, user, 0, {0, 1, 2}};
    char *p = g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text;
    while (p && *p) {
        char *end = strchr(p, '\n');
        if (end)
            *end = 0;
        g_strchomp(p);
        l.line++;
        if (!(is_tsv(path) ? read_tsv_line : read_json_line)(&l, p, error))
            return false;
        p = end ? end + 1 : NULL;
    }
    return true;
}
