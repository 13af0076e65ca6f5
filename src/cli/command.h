/** What the commands share: the table, options by group, reporting. Private. */
#pragma once

#include "session.h"

enum { GM_EXIT_DONE = 0, GM_EXIT_FAILED = 1, GM_EXIT_USAGE = 2, GM_EXIT_UNPLACED = 3 };

typedef struct {
    const char *name;
    const char *arguments;             /* "DOCUMENT…" */
    const char *summary;               /* one line */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
} GmCommand;

int gm_cli_draw(int argc, char **argv);
int gm_cli_places(int argc, char **argv);
int gm_cli_statements(int argc, char **argv);
int gm_cli_scene(int argc, char **argv);
int gm_cli_lookup(int argc, char **argv);
int gm_cli_gazetteer(int argc, char **argv);
int gm_cli_credits(int argc, char **argv);
int gm_cli_geo(int argc, char **argv);
int gm_cli_batch(int argc, char **argv);
int gm_cli_worker(int argc, char **argv);

const GmCommand *gm_cli_command(const char *name);

/** Options by group; a command takes the groups that it understands. */
typedef struct {
    /* data */
    char *data_dir, **gazetteers;
    gboolean no_user;
    /* reading */
    char *encoding, *input_format, *near, *country, **include;
    /* scene */
    char *language, *width;
    gboolean knowledge;
    /* page */
    char *size, *extent, *projection, *theme, *title, *subtitle, *logo, *id_prefix, *svg_text,
        *engine;
    double dpi;
    gboolean bare, list_places, list_unplaced;
    /* output */
    char **outputs, *format;
    gboolean strict, quiet, verbose;
} GmCliOptions;

enum {
    GM_GROUP_DATA = 1 << 0,
    GM_GROUP_READ = 1 << 1,
    GM_GROUP_SCENE = 1 << 2,
    GM_GROUP_PAGE = 1 << 3,
    GM_GROUP_OUTPUT = 1 << 4,
    GM_GROUP_STRICT = 1 << 5,
    GM_GROUPS_DRAW = (1 << 6) - 1,
};

/** Parses @argv in place with the chosen groups and @extra entries (NULL or
 *  NULL-terminated). False: the message has been printed; exit with USAGE. */
bool gm_cli_parse(GmCliOptions *o, int groups, const GOptionEntry *extra, const GmCommand *command,
                  int *argc, char ***argv);
/** The same, with the error returned. */
bool gm_cli_parse_options(GmCliOptions *o, int groups, const GOptionEntry *extra,
                          const GmCommand *command, int *argc, char ***argv, GError **error);
void gm_cli_options_clear(GmCliOptions *o);
/** What @o leaves unset is taken over from @from. */
void gm_cli_options_inherit(GmCliOptions *o, const GmCliOptions *from);
/** Appends every option that is set, a line each: equal text, equal options. */
void gm_cli_options_describe(GString *out, const GmCliOptions *o);

/** Fills the rooms' option structs; false with @error (a usage error). */
bool gm_cli_read_options(const GmCliOptions *o, GmReadOptions *ro, GmMentionOptions *mo,
                         GError **error);
bool gm_cli_scene_options(const GmCliOptions *o, GmSceneOptions *so, char **languages,
                          GError **error);
bool gm_cli_render_options(const GmCliOptions *o, GmRenderOptions *ro, GError **error);
GmSession *gm_cli_session(const GmCliOptions *o, GError **error);

/** Prints "gazmap: message" on standard error and frees the error. */
void gm_cli_fail(GError *error);
/** The exit status that fits the error. */
int gm_cli_exit_status(const GError *error);
/** Fails, frees and returns the status. */
int gm_cli_give_up(GError *error);
/** Prints a note unless --quiet. */
void gm_cli_note(const GmCliOptions *o, const char *format, ...) G_GNUC_PRINTF(2, 3);
/** Writes to standard output; false (message printed) when it cannot. */
bool gm_cli_print(const GString *text);
/** The format of a listing: the one asked for, else a table on a terminal and
 *  @machine elsewhere; NULL (message printed) when it is none of @known. */
const char *gm_cli_list_format(const GmCliOptions *o, const char *machine,
                               const char *const *known);
/** Columns of the terminal; 0 when standard output is none. */
int gm_cli_terminal_width(void);
