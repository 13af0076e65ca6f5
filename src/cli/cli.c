#include "cli.h"

#include "command.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

/* A command is one function and one row. */
static const GmCommand commands[] = {
    {"draw", "DOCUMENT… | MAP.yaml", "draw the map of a document or a map file", gm_cli_draw},
    {"places", "DOCUMENT…", "list the places that documents name", gm_cli_places},
    {"statements", "DOCUMENT…", "list what documents say about places", gm_cli_statements},
    {"scene", "DOCUMENT… | MAP.yaml", "write the features as data, or as a map file to edit",
     gm_cli_scene},
    {"batch", "DOCUMENT… | MAP.yaml… | FOLDER… | JOBS.tsv", "draw many maps, on all cores",
     gm_cli_batch},
    {"worker", "", "answer lines of JSON on standard input with lines of JSON", gm_cli_worker},
    {"lookup", "NAME…", "find places by name, however it is spelt", gm_cli_lookup},
    {"gazetteer", "build|info …", "compile place indexes, tell what is in them", gm_cli_gazetteer},
    {"geo", "buffer|segment|measure …", "zones, road segments and lengths of any GIS file",
     gm_cli_geo},
    {"credits", "[DOCUMENT…]", "print what a map must credit", gm_cli_credits},
};

const GmCommand *gm_cli_command(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    return NULL;
}

static void print_usage(FILE *to)
{
    fputs("Usage: gazmap COMMAND [OPTION…] ARGUMENT…\n"
          "Maps of the places a document names, from prose to a printable figure.\n\n",
          to);
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(to, "  %-11s %s\n", commands[i].name, commands[i].summary);
    fputs("\nExample: gazmap draw protocol.txt -o protocol.svg\n"
          "Help on a command: gazmap COMMAND --help\n",
          to);
}

static const char *nearest_command(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        if (!strncmp(commands[i].name, name, 2))
            return commands[i].name;
    return NULL;
}

int gm_cli_main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        print_usage(stderr);
        return GM_EXIT_USAGE;
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
        print_usage(stdout);
        return GM_EXIT_DONE;
    }
    if (!strcmp(name, "--version")) {
        puts("gazmap " GAZMAP_VERSION);
        return GM_EXIT_DONE;
    }
    const GmCommand *c = gm_cli_command(name);
    if (!c) {
        const char *near = nearest_command(name);
        fprintf(stderr, "gazmap: no command '%s'%s%s%s; see gazmap --help\n", name,
                near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
        return GM_EXIT_USAGE;
    }
    return c->run(argc - 1, argv + 1);
}
