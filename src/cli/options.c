#include "command.h"

#include "quantity.h"

#include <stdio.h>
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
    GOptionEntry e[] = {
        {"gazetteer", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->gazetteers,
         "Lay this gazetteer over ours (repeatable; the later wins)", "FILE"},
        {"no-user", 0, 0, G_OPTION_ARG_NONE, &o->no_user,
         "Leave out the user's folder and $GAZMAP_GAZETTEER", NULL},
        {"data", 0, 0, G_OPTION_ARG_FILENAME, &o->data_dir, "Use this data folder", "DIR"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, e, NULL);
}

static void add_read_group(GOptionContext *ctx, GmCliOptions *o)
{
    GOptionEntry e[] = {
        {"input-format", 0, 0, G_OPTION_ARG_STRING, &o->input_format,
         "Read the document as plain, markdown or html", "FORMAT"},
        {"encoding", 0, 0, G_OPTION_ARG_STRING, &o->encoding, "The document's encoding", "NAME"},
        {"near", 0, 0, G_OPTION_ARG_STRING, &o->near,
         "Home of the document or its outlet: places near it win", "PLACE"},
        {"country", 0, 0, G_OPTION_ARG_STRING, &o->country,
         "Country the document is about (ISO code)", "CC"},
        {"include", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->include,
         "Map these sections too: comments", "SECTION"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, e, NULL);
}

static void add_scene_group(GOptionContext *ctx, GmCliOptions *o)
{
    GOptionEntry e[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &o->language,
         "Language of the labels: en, ar, tr, …; two for both (en,ar)", "LANG"},
        {"width", 0, 0, G_OPTION_ARG_STRING, &o->width,
         "Depth to draw where a text states none (10km)", "LENGTH"},
        {"knowledge", 0, 0, G_OPTION_ARG_NONE, &o->knowledge,
         "Draw named areas from outside the text, too", NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, e, NULL);
}

static void add_page_group(GOptionContext *ctx, GmCliOptions *o)
{
    GOptionEntry e[] = {
        {"size", 0, 0, G_OPTION_ARG_STRING, &o->size,
         "1600x1200, 180x120mm, A4, A3 landscape (default 1600x1200)", "SIZE"},
        {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, &o->dpi, "Resolution of PNG", "N"},
        {"extent", 0, 0, G_OPTION_ARG_STRING, &o->extent,
         "Places, west,south,east,north, or lat,lon@1:scale", "EXTENT"},
        {"projection", 0, 0, G_OPTION_ARG_STRING, &o->projection, "PROJ string or EPSG:code",
         "PROJ"},
        {"theme", 0, 0, G_OPTION_ARG_STRING, &o->theme,
         "report, print, dark, humanitarian, or a file", "THEME"},
        {"title", 0, 0, G_OPTION_ARG_STRING, &o->title, "Title of the map (\"\" for none)", "TEXT"},
        {"subtitle", 0, 0, G_OPTION_ARG_STRING, &o->subtitle, "Line under the title", "TEXT"},
        {"logo", 0, 0, G_OPTION_ARG_FILENAME, &o->logo, "PNG to place on the page", "FILE"},
        {"bare", 0, 0, G_OPTION_ARG_NONE, &o->bare, "The map alone, no title, legend, scale bar",
         NULL},
        {"list-places", 0, 0, G_OPTION_ARG_NONE, &o->list_places,
         "Add a numbered list of the places", NULL},
        {"list-unplaced", 0, 0, G_OPTION_ARG_NONE, &o->list_unplaced,
         "Add a list of what could not be placed", NULL},
        {"id-prefix", 0, 0, G_OPTION_ARG_STRING, &o->id_prefix,
         "Prefix of the SVG's ids (default: from the content)", "PREFIX"},
        {"svg-text", 0, 0, G_OPTION_ARG_STRING, &o->svg_text, "text (default) or paths", "HOW"},
        {"engine", 0, 0, G_OPTION_ARG_STRING, &o->engine, "SVG writer: gazmap (default) or cairo",
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
        {"format", 0, 0, G_OPTION_ARG_STRING, &o->format, "Format, whatever the ending", "NAME"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "Say nothing but errors", NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose, "Say more", NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    GOptionEntry strict[] = {
        {"strict", 0, 0, G_OPTION_ARG_NONE, &o->strict, "Exit with 3 when something stays unplaced",
         NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_option_context_add_main_entries(ctx, out, NULL);
    if (groups & GM_GROUP_STRICT)
        g_option_context_add_main_entries(ctx, strict, NULL);
}

bool gm_cli_parse_options(GmCliOptions *o, int groups, const GOptionEntry *extra,
                          const GmCommand *command, int *argc, char ***argv, GError **error)
{
    memset(o, 0, sizeof *o);
    g_autofree char *program = g_strdup_printf("gazmap %s", command->name);
    g_autofree char *summary =
        g_strdup_printf("%c%s.", g_ascii_toupper(command->summary[0]), command->summary + 1);
    g_set_prgname(program);
    GOptionContext *ctx = g_option_context_new(command->arguments);
    g_option_context_set_summary(ctx, summary);
    if (extra)
        g_option_context_add_main_entries(ctx, extra, NULL);
    add_output_group(ctx, o, groups);
    if (groups & GM_GROUP_READ)
        add_read_group(ctx, o);
    if (groups & GM_GROUP_SCENE)
        add_scene_group(ctx, o);
    if (groups & GM_GROUP_DATA)
        add_data_group(ctx, o);
    if (groups & GM_GROUP_PAGE)
        add_page_group(ctx, o);
    bool ok = g_option_context_parse(ctx, argc, argv, error);
    g_option_context_free(ctx);
    return ok;
}

bool gm_cli_parse(GmCliOptions *o, int groups, const GOptionEntry *extra, const GmCommand *command,
                  int *argc, char ***argv)
{
    GError *error = NULL;
    bool ok = gm_cli_parse_options(o, groups, extra, command, argc, argv, &error);
    if (!ok) {
        fprintf(stderr, "gazmap: %s; see gazmap %s --help\n", error->message, command->name);
        g_error_free(error);
    }
    return ok;
}

/* Where the options of each type stand in the struct. */
#define AT(field) offsetof(GmCliOptions, field)
static const gsize string_fields[] = {
    AT(data_dir), AT(encoding), AT(input_format), AT(near),       AT(country), AT(language),
    AT(width),    AT(size),     AT(extent),       AT(projection), AT(theme),   AT(title),
    AT(subtitle), AT(logo),     AT(id_prefix),    AT(svg_text),   AT(engine),  AT(format)};
static const gsize list_fields[] = {AT(gazetteers), AT(include), AT(outputs)};
static const gsize switch_fields[] = {AT(no_user), AT(knowledge), AT(bare), AT(list_places),
                                      AT(list_unplaced)};
#undef AT

static char **string_at(const GmCliOptions *o, gsize field)
{
    return (char **)(void *)((char *)(guintptr)o + field);
}
static char ***list_at(const GmCliOptions *o, gsize field)
{
    return (char ***)(void *)((char *)(guintptr)o + field);
}
static gboolean *switch_at(const GmCliOptions *o, gsize field)
{
    return (gboolean *)(void *)((char *)(guintptr)o + field);
}

void gm_cli_options_clear(GmCliOptions *o)
{
    for (gsize i = 0; i < G_N_ELEMENTS(string_fields); i++)
        g_clear_pointer(string_at(o, string_fields[i]), g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(list_fields); i++)
        g_clear_pointer(list_at(o, list_fields[i]), g_strfreev);
}

void gm_cli_options_inherit(GmCliOptions *o, const GmCliOptions *from)
{
    for (gsize i = 0; i < G_N_ELEMENTS(string_fields); i++)
        if (!*string_at(o, string_fields[i]))
            *string_at(o, string_fields[i]) = g_strdup(*string_at(from, string_fields[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(list_fields); i++)
        if (!*list_at(o, list_fields[i]))
            *list_at(o, list_fields[i]) = g_strdupv(*list_at(from, list_fields[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(switch_fields); i++)
        *switch_at(o, switch_fields[i]) |= *switch_at(from, switch_fields[i]);
    if (!(o->dpi > 0))
        o->dpi = from->dpi;
}

void gm_cli_options_describe(GString *out, const GmCliOptions *o)
{
    for (gsize i = 0; i < G_N_ELEMENTS(string_fields); i++)
        if (*string_at(o, string_fields[i]))
            g_string_append_printf(out, "%zu=%s\n", i, *string_at(o, string_fields[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(list_fields); i++)
        for (char **p = *list_at(o, list_fields[i]); p && *p; p++)
            g_string_append_printf(out, "+%zu=%s\n", i, *p);
    for (gsize i = 0; i < G_N_ELEMENTS(switch_fields); i++)
        g_string_append_c(out, *switch_at(o, switch_fields[i]) ? '1' : '0');
    g_string_append_printf(out, "\n%d\n", (int)(o->dpi * 1000));
}

static bool usage(GError **error, const char *option, const char *value, const char *known)
{
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s: no '%s'; known are %s",
                option, value, known);
    return false;
}

bool gm_cli_read_options(const GmCliOptions *o, GmReadOptions *ro, GmMentionOptions *mo,
                         GError **error)
{
    *ro = (GmReadOptions){GM_FORMAT_AUTO, o->encoding, 0};
    *mo = (GmMentionOptions)GM_MENTION_OPTIONS_INIT;
    static const char *const formats[] = {"auto", "plain", "markdown", "html"};
    if (o->input_format) {
        gsize i = 0;
        while (i < G_N_ELEMENTS(formats) && strcmp(formats[i], o->input_format))
            i++;
        if (i == G_N_ELEMENTS(formats))
            return usage(error, "input-format", o->input_format, "plain, markdown, html");
        ro->format = (GmTextFormat)i;
    }
    mo->near_place = o->near;
    mo->country = o->country;
    for (char **p = o->include; p && *p; p++) {
        if (strcmp(*p, "comments"))
            return usage(error, "include", *p, "comments");
        mo->include_comments = true;
    }
    return true;
}

bool gm_cli_scene_options(const GmCliOptions *o, GmSceneOptions *so, char **languages,
                          GError **error)
{
    *so = (GmSceneOptions)GM_SCENE_OPTIONS_INIT;
    *languages = NULL;
    so->knowledge = o->knowledge;
    so->include_comments = o->include != NULL;
    if (o->language) {
        *languages = g_strdup(o->language);
        so->language = *languages;
        char *comma = strchr(*languages, ',');
        if (comma) {
            *comma = 0;
            so->language2 = comma + 1;
        }
    }
    if (o->width && !gm_text_parse_length(o->width, &so->width_m, error)) {
        g_prefix_error(error, "--width: ");
        return false;
    }
    return true;
}

bool gm_cli_render_options(const GmCliOptions *o, GmRenderOptions *ro, GError **error)
{
    *ro = (GmRenderOptions)GM_RENDER_OPTIONS_INIT;
    if (o->svg_text && strcmp(o->svg_text, "text") && strcmp(o->svg_text, "paths"))
        return usage(error, "svg-text", o->svg_text, "text, paths");
    if (o->engine && strcmp(o->engine, "gazmap") && strcmp(o->engine, "cairo"))
        return usage(error, "engine", o->engine, "gazmap, cairo");
    ro->draw.id_prefix = o->id_prefix;
    ro->draw.text_as_paths = !g_strcmp0(o->svg_text, "paths");
    ro->draw.cairo_svg = !g_strcmp0(o->engine, "cairo");
    GmLayoutOptions *l = &ro->layout;
    l->size = o->size;
    l->dpi = o->dpi;
    l->extent = o->extent;
    l->projection = o->projection;
    l->theme = o->theme;
    l->title = o->title;
    l->subtitle = o->subtitle;
    l->logo = o->logo;
    l->no_furniture = o->bare;
    l->place_list = o->list_places;
    l->unplaced_list = o->list_unplaced;
    return true;
}

GmSession *gm_cli_session(const GmCliOptions *o, GError **error)
{
    GmSessionOptions so = {o->data_dir, (const char *const *)o->gazetteers, o->no_user};
    return gm_session_new(&so, error);
}

void gm_cli_fail(GError *error)
{
    fprintf(stderr, "gazmap: %s\n", error->message);
    g_error_free(error);
}

int gm_cli_exit_status(const GError *error)
{
    bool usage_error = error->domain == G_OPTION_ERROR ||
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

const char *gm_cli_list_format(const GmCliOptions *o, const char *machine, const char *const *known)
{
    if (!o->format)
        return isatty(STDOUT_FILENO) ? "table" : machine;
    if (g_strv_contains(known, o->format))
        return o->format;
    g_autofree char *list = g_strjoinv(", ", (char **)(guintptr)known);
    fprintf(stderr, "gazmap: --format: no '%s'; known are %s\n", o->format, list);
    return NULL;
}

int gm_cli_terminal_width(void)
{
    struct winsize w;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0)
        return 0;
    return w.ws_col;
}
