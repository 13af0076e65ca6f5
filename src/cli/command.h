/** What the commands share: the table, options by group, reporting. Private. */
#pragma once

#include "settings.h"

enum { GM_EXIT_DONE = 0, GM_EXIT_FAILED = 1, GM_EXIT_USAGE = 2, GM_EXIT_UNPLACED = 3 };

typedef struct {
    const char *name;
    const char *arguments;             /* "DOCUMENT…" */
    const char *summary;               /* one line */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
    const char *details;               /* below the options in --help; or NULL */
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

/** The settings and what only the command line has. */
typedef struct {
    GmSettings settings;
    GmSettings configured; /* what the configuration file says beyond the data's options */
    char **outputs, *format;
    gboolean strict, quiet, verbose, no_config;
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
 *  NULL-terminated). False: the message has been printed; exit with USAGE.
 *  --help prints and leaves the program. Strings are taken as they stand
 *  (G_OPTION_ARG_FILENAME), whatever the locale. */
bool gm_cli_parse(GmCliOptions *o, int groups, const GOptionEntry *extra, const GmCommand *command,
                  int *argc, char ***argv);
/** The same, with the error returned; --help is an error, and no configuration
 *  file is read. */
bool gm_cli_parse_options(GmCliOptions *o, int groups, const GOptionEntry *extra,
                          const GmCommand *command, int *argc, char ***argv, GError **error);
/** What the options leave open, the configuration file says. Not for map files:
 *  they say themselves what is drawn. */
void gm_cli_use_configured(GmCliOptions *o);
void gm_cli_options_clear(GmCliOptions *o);
/** Sets an error of the asker's (exit status USAGE); always false. */
bool gm_cli_usage_error(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
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
/** Writes to the first -o, or to standard output; returns @status, or FAILED
 *  (message printed) when it cannot. */
int gm_cli_write(const GmCliOptions *o, const GString *text, int status);
/** The format of a listing: the one asked for, else what the ending of -o says,
 *  else a table on a terminal and @machine elsewhere; NULL when it is none of
 *  @known. */
const char *gm_cli_list_format(const GmCliOptions *o, const char *machine, const char *const *known,
                               GError **error);
/** Columns of the terminal; 0 when standard output is none. */
int gm_cli_terminal_width(void);
