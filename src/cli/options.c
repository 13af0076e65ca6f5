#include "command.h"

#include "config_file.h"
#include "near_word.h"
#include "session.h"

#include "file_save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void add_group(GOptionContext *ctx, const char *name, const char *title,
                      const GOptionEntry *entries)
{
    GOptionGroup *g = g_option_group_new(name, title, title, NULL, NULL);
    g_option_group_add_entries(g, entries);
    g_option_context_add_group(ctx, g);
}

static void add_data_group(GOptionContext *ctx, GmCliOptions *o)
{
    GmSettings *s = &o->settings;
    GOptionEntry e[] = {
        {"gazetteer", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->gazetteers,
         "Lay this gazetteer over ours (repeatable; the later wins)", "FILE"},
        {"no-user", 0, 0, G_OPTION_ARG_NONE, &s->no_user,
         "Leave out the user's folder and $GAZMAP_GAZETTEER", NULL},
        {"data", 0, 0, G_OPTION_ARG_FILENAME, &s->data_dir, "Use this data folder", "DIR"},
        {"no-config", 0, 0, G_OPTION_ARG_NONE, &o->no_config, "Leave out the configuration file",
         NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, e, NULL);
}

static void add_read_group(GOptionContext *ctx, GmSettings *s)
{
    GOptionEntry e[] = {
        {"input-format", 0, 0, G_OPTION_ARG_FILENAME, &s->input_format,
         "Read the document as plain, markdown or html", "FORMAT"},
        {"encoding", 0, 0, G_OPTION_ARG_FILENAME, &s->encoding, "The document's encoding", "NAME"},
        {"near", 0, 0, G_OPTION_ARG_FILENAME, &s->near,
         "Home of the document or its outlet: places near it win", "PLACE"},
        {"country", 0, 0, G_OPTION_ARG_FILENAME, &s->country,
         "Country the document is about (ISO code)", "CC"},
        {"include", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->include,
         "Map these sections too: comments", "SECTION"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, e, NULL);
}

static void add_scene_group(GOptionContext *ctx, GmSettings *s)
{
    GOptionEntry e[] = {
        {"lang", 0, 0, G_OPTION_ARG_FILENAME, &s->language,
         "Language of the labels: en, ar, tr, …; two for both (en,ar)", "LANG"},
        {"width", 0, 0, G_OPTION_ARG_FILENAME, &s->width,
         "Depth to draw where a text states none (10km)", "LENGTH"},
        {"knowledge", 0, 0, G_OPTION_ARG_NONE, &s->knowledge,
         "Draw named areas from outside the text, too", NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, e, NULL);
}

static void add_page_group(GOptionContext *ctx, GmSettings *s)
{
    GOptionEntry e[] = {
        {"size", 0, 0, G_OPTION_ARG_FILENAME, &s->size,
         "1600x1200, 180x120mm, A4, A3 landscape (default 1600x1200)", "SIZE"},
        {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, &s->dpi, "Resolution of PNG", "N"},
        {"extent", 0, 0, G_OPTION_ARG_FILENAME, &s->extent,
         "Places, west,south,east,north, or lat,lon@1:scale", "EXTENT"},
        {"projection", 0, 0, G_OPTION_ARG_FILENAME, &s->projection, "PROJ string or EPSG:code",
         "PROJ"},
        {"theme", 0, 0, G_OPTION_ARG_FILENAME, &s->theme,
         "report, print, dark, humanitarian, contrast, or a file", "THEME"},
        {"title", 0, 0, G_OPTION_ARG_FILENAME, &s->title, "Title of the map (\"\" for none)",
         "TEXT"},
        {"subtitle", 0, 0, G_OPTION_ARG_FILENAME, &s->subtitle, "Line under the title", "TEXT"},
        {"logo", 0, 0, G_OPTION_ARG_FILENAME, &s->logo, "PNG to place on the page", "FILE"},
        {"bare", 0, 0, G_OPTION_ARG_NONE, &s->bare, "The map alone, no title, legend, scale bar",
         NULL},
        {"list-places", 0, 0, G_OPTION_ARG_NONE, &s->list_places,
         "Add a numbered list of the places", NULL},
        {"list-unplaced", 0, 0, G_OPTION_ARG_NONE, &s->list_unplaced,
         "Add a list of what could not be placed", NULL},
        {"id-prefix", 0, 0, G_OPTION_ARG_FILENAME, &s->id_prefix,
         "Prefix of the SVG's ids (default: from the content)", "PREFIX"},
        {"svg-text", 0, 0, G_OPTION_ARG_FILENAME, &s->svg_text, "text (default) or paths", "HOW"},
        {"engine", 0, 0, G_OPTION_ARG_FILENAME, &s->engine, "SVG writer: gazmap (default) or cairo",
         "NAME"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    add_group(ctx, "page", "Page options", e);
}

static void add_output_group(GOptionContext *ctx, GmCliOptions *o, int groups)
{
    GOptionEntry out[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &o->outputs,
         "Write here, format by ending; - is standard output (repeatable)", "FILE"},
        {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, "Format, whatever the ending", "NAME"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "Say nothing but errors", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose, "Say more", NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    GOptionEntry strict[] = {
        {"strict", 0, 0, G_OPTION_ARG_NONE, &o->strict, "Exit with 3 when something stays unplaced",
         NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (groups & GM_GROUP_OUTPUT)
        g_option_context_add_main_entries(ctx, out, NULL);
    if (groups & GM_GROUP_STRICT)
        g_option_context_add_main_entries(ctx, strict, NULL);
}

/** "Unknown option --thme" becomes "no option --thme; did you mean --theme?". The
 *  options there are stand in the help. */
static void suggest_option(GOptionContext *ctx, GError *error)
{
    const char *word = strstr(error->message, " -");
    if (!word)
        return;
    g_autofree char *help = g_option_context_get_help(ctx, FALSE, NULL);
    g_auto(GStrv) lines = g_strsplit(help, "\n", -1);
    g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
    for (char **l = lines; *l; l++) {
        char *option = g_str_has_prefix(*l, "  -") ? strstr(*l, "--") : NULL;
        if (option)
            g_ptr_array_add(known, g_strndup(option, strcspn(option, "= ")));
    }
    g_ptr_array_add(known, NULL);
    g_autofree char *asked = g_strndup(word + 1, strcspn(word + 1, "="));
    const char *near = gm_text_near_word(asked, (const char *const *)known->pdata);
    g_free(error->message);
    error->message = g_strdup_printf("no option %s%s%s%s", asked, near ? "; did you mean " : "",
                                     near ? near : "", near ? "?" : "");
}

/** What is left begins with no hyphen, but for "-", numbers ("-33.9, 18.4") and
 *  what stands behind "--", which goes. */
static bool only_arguments_left(int *argc, char **argv, GError **error)
{
    for (int i = 1; i < *argc; i++) {
        const char *a = argv[i];
        if (!strcmp(a, "--")) {
            memmove(argv + i, argv + i + 1, sizeof *argv * (gsize)(*argc - i));
            --*argc;
            return true;
        }
        if (a[0] == '-' && a[1] && a[1] != '.' && !g_ascii_isdigit(a[1])) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "no option %s", a);
            return false;
        }
    }
    return true;
}

/** @help, when not NULL, receives the help text if --help is asked for. */
static bool parse(GmCliOptions *o, int groups, const GOptionEntry *extra, const GmCommand *command,
                  int *argc, char ***argv, char **help, GError **error)
{
    gboolean asked = FALSE;
    /* Strings are taken as they stand, not as the locale would have them; and
     * help is ours to print, for GLib's would leave the program. */
    GOptionEntry help_entry[] = {
        {"help-all", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &asked, NULL, NULL},
        {"help", 'h', help ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &asked, "Show this",
         NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    memset(o, 0, sizeof *o);
    g_autofree char *summary =
        g_strdup_printf("%c%s.", g_ascii_toupper(command->summary[0]), command->summary + 1);
    GOptionContext *ctx = g_option_context_new(command->arguments);
    g_option_context_set_help_enabled(ctx, FALSE);
    g_option_context_set_summary(ctx, summary);
    g_option_context_set_description(ctx, command->details);
    if (extra)
        g_option_context_add_main_entries(ctx, extra, NULL);
    add_output_group(ctx, o, groups);
    if (groups & GM_GROUP_READ)
        add_read_group(ctx, &o->settings);
    if (groups & GM_GROUP_SCENE)
        add_scene_group(ctx, &o->settings);
    if (groups & GM_GROUP_DATA)
        add_data_group(ctx, o);
    if (groups & GM_GROUP_PAGE)
        add_page_group(ctx, &o->settings);
    g_option_context_add_main_entries(ctx, help_entry, NULL);
    g_option_context_set_ignore_unknown_options(ctx, TRUE);
    bool ok =
        g_option_context_parse(ctx, argc, argv, error) && only_arguments_left(argc, *argv, error);
    if (!ok && error && g_error_matches(*error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        suggest_option(ctx, *error);
    if (ok && asked && help) {
        *help = g_option_context_get_help(ctx, FALSE, NULL);
    } else if (ok && asked) {
        g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                            "--help: not here");
        ok = false;
    }
    g_option_context_free(ctx);
    return ok;
}

bool gm_cli_parse_options(GmCliOptions *o, int groups, const GOptionEntry *extra,
                          const GmCommand *command, int *argc, char ***argv, GError **error)
{
    return parse(o, groups, extra, command, argc, argv, NULL, error);
}

/** GLib's heading depends on whether there are groups; ours does not. */
static void print_help(char *help)
{
    g_autoptr(GString) text = g_string_new(help);
    g_free(help);
    if (!g_string_replace(text, "\n\nApplication Options:\n", "\n\nGeneral options\n", 1))
        g_string_replace(text, "\n\nOptions:\n", "\n\nGeneral options\n", 1);
    if (!gm_cli_print(text))
        exit(GM_EXIT_FAILED);
    exit(GM_EXIT_DONE);
}

/** The data's options count for every input; of gazetteers the command line's lie
 *  above. */
static bool configure(GmCliOptions *o, const char *command, GError **error)
{
    GmSettings *s = &o->settings, *c = &o->configured;
    if (o->no_config)
        return true;
    if (!gm_cli_config_read(command, c, error))
        return false;
    for (char **p = s->gazetteers; c->gazetteers && p && *p; p++)
        gm_session_settings_set(c, "gazetteer", *p, NULL);
    if (c->gazetteers) {
        g_strfreev(s->gazetteers);
        s->gazetteers = g_strdupv(c->gazetteers);
    }
    if (!s->data_dir)
        s->data_dir = g_strdup(c->data_dir);
    s->no_user |= c->no_user;
    return true;
}

void gm_cli_use_configured(GmCliOptions *o)
{
    gm_session_settings_inherit(&o->settings, &o->configured);
}

bool gm_cli_parse(GmCliOptions *o, int groups, const GOptionEntry *extra, const GmCommand *command,
                  int *argc, char ***argv)
{
    g_autofree char *program = g_strdup_printf("gazmap %s", command->name);
    g_set_prgname(program);
    GError *error = NULL;
    char *help = NULL;
    bool ok = parse(o, groups, extra, command, argc, argv, &help, &error);
    if (help)
        print_help(help);
    if (!ok) {
        fprintf(stderr, "gazmap: %s%s see gazmap %s --help\n", error->message,
                g_str_has_suffix(error->message, "?") ? "" : ";", command->name);
        g_error_free(error);
    } else if (!(ok = configure(o, command->name, &error))) {
        gm_cli_fail(error);
    }
    if (!ok)
        gm_cli_options_clear(o);
    return ok;
}

void gm_cli_options_clear(GmCliOptions *o)
{
    gm_session_settings_clear(&o->settings);
    gm_session_settings_clear(&o->configured);
    g_clear_pointer(&o->outputs, g_strfreev);
    g_clear_pointer(&o->format, g_free);
}

bool gm_cli_usage_error(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (error)
        *error = g_error_new_valist(G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, args);
    va_end(args);
    return false;
}

void gm_cli_fail(GError *error)
{
    fprintf(stderr, "gazmap: %s\n", error->message);
    g_error_free(error);
}

int gm_cli_exit_status(const GError *error)
{
    bool usage_error = error->domain == G_OPTION_ERROR || error->domain == GM_SETTINGS_ERROR ||
                       g_error_matches(error, GM_SCENE_ERROR, GM_SCENE_ERROR_MAP_FILE) ||
                       g_error_matches(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION) ||
                       g_error_matches(error, GM_SESSION_ERROR, GM_SESSION_ERROR_FORMAT);
    return usage_error ? GM_EXIT_USAGE : GM_EXIT_FAILED;
}

int gm_cli_give_up(GError *error)
{
    int status = gm_cli_exit_status(error);
    gm_cli_fail(error);
    return status;
}

void gm_cli_note(const GmCliOptions *o, const char *format, ...)
{
    if (o->quiet)
        return;
    va_list args;
    va_start(args, format);
    fputs("gazmap: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

bool gm_cli_print(const GString *text)
{
    if (fwrite(text->str, 1, text->len, stdout) == text->len && fflush(stdout) == 0)
        return true;
    fprintf(stderr, "gazmap: standard output: cannot write\n");
    return false;
}

int gm_cli_write(const GmCliOptions *o, const GString *text, int status)
{
    GError *error = NULL;
    if (gm_text_save(o->outputs ? o->outputs[0] : "-", text->str, text->len, &error))
        return status;
    return gm_cli_give_up(error);
}

/** Is the ending that of a format which another command writes? */
static bool is_elsewhere(const char *ending)
{
    return gm_session_knows_format(ending) || !g_ascii_strcasecmp(ending, "shp") ||
           !g_ascii_strcasecmp(ending, "tsv");
}

const char *gm_cli_list_format(const GmCliOptions *o, const char *machine, const char *const *known,
                               GError **error)
{
    const char *path = o->outputs ? o->outputs[0] : "-";
    const char *dot = strcmp(path, "-") ? strrchr(path, '.') : NULL, *ending = dot ? dot + 1 : "";
    const char *format = o->format                                     ? o->format
                         : !strcmp(ending, "yml")                      ? "yaml"
                         : g_strv_contains(known, ending)              ? ending
                         : strcmp(path, "-") || !isatty(STDOUT_FILENO) ? machine
                                                                       : "table";
    g_autofree char *list = g_strjoinv(", ", (char **)(guintptr)known);
    if (o->outputs && o->outputs[1]) {
        gm_cli_usage_error(error, "%s: one output at a time", o->outputs[1]);
        return NULL;
    }
    if (!o->format && strcmp(ending, "yml") && !g_strv_contains(known, ending) &&
        is_elsewhere(ending)) {
        gm_cli_usage_error(error, "%s: is no list: here are %s; 'gazmap draw' writes %s", path,
                           list, gm_session_formats());
        return NULL;
    }
    if (g_strv_contains(known, format))
        return format;
    gm_cli_usage_error(error, "--format: no '%s'; known are %s", format, list);
    return NULL;
}

int gm_cli_terminal_width(void)
{
    struct winsize w;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0)
        return 0;
    return w.ws_col;
}
