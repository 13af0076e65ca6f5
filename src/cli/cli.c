#include "cli.h"

#include "command.h"

#include "near_word.h"

#include <cairo.h>
#include <pango/pango.h>
#include <proj.h>
#include <stdio.h>
#include <string.h>

static const char document_limits[] =
    "Documents: plain text, Markdown or HTML, in UTF-8, UTF-16 or a named encoding, at most\n"
    "256 MiB. A page has at most 30000 pixels a side and 400 million in all.\n";

static const char batch_details[] =
    "Jobs: documents, map files, folders (with all below them), globs, or job lists.\n"
    "A job list is TSV (.tsv: input, output, options) or lines of JSON (.ndjson):\n"
    "  {\"input\": \"a.txt\", \"output\": \"north/a.svg\", \"options\": {\"title\": \"A\"}}\n"
    "An input of a list is looked for beside the list; an output is a name in the\n"
    "output folder (-o, default \"out\"). An output that would leave the folder, two jobs\n"
    "for one file, or a faulty option are refused before anything is drawn.\n\n"
    "Every worker is a process: a document that crashes, takes longer than --timeout or\n"
    "needs more private memory than --max-memory fails alone. Each file is whole or not\n"
    "there, whenever the batch is interrupted; --resume does what is left, judged by the\n"
    "content of documents, data and outputs and by the options, not by time.\n\n"
    "Exit status: 0 all done, 1 some failed or it was stopped, 2 usage,\n"
    "3 something unplaced with --strict.\n\n"
    "Documents have at most 256 MiB, job lists too.\n";

static const char worker_details[] =
    "A line:   {\"id\": 7, \"name\": \"a.txt\", \"text\": \"…\", \"ask\": [\"places\", \"svg\"]}\n"
    "Answers:  {\"id\": 7, \"places\": […], \"svg\": \"…\"} or {\"id\": 7, \"error\": \"…\"}\n"
    "One answer for each line, in order, whatever the line holds. A line has at most\n"
    "256 MiB, and JSON nested at most 2048 deep.\n";

static const char geo_details[] =
    "  gazmap geo buffer ROADS.shp --distance 6km -o zone.geojson\n"
    "  gazmap geo segment M4 --from Saraqib --to \"Ain al-Hawr\"\n"
    "  gazmap geo within M4 --from Saraqib --to Latakia --distance 10km\n"
    "  gazmap geo measure FILE | PLACE PLACE\n"
    "Files: .shp, .geojson, .json; - is GeoJSON on standard input or output. GeoJSON has at\n"
    "most 512 MiB, each part of a shapefile 1 GiB.\n";

/* A command is one function and one row. */
static const GmCommand commands[] = {
    {"draw", "DOCUMENT… | MAP.yaml", "draw the map of a document or a map file", gm_cli_draw,
     document_limits},
    {"places", "DOCUMENT…", "list the places that documents name", gm_cli_places, document_limits},
    {"statements", "DOCUMENT…", "list what documents say about places", gm_cli_statements,
     document_limits},
    {"scene", "DOCUMENT… | MAP.yaml", "write the features as data, or as a map file to edit",
     gm_cli_scene, document_limits},
    {"batch", "DOCUMENT… | MAP.yaml… | FOLDER… | JOBS.tsv", "draw many maps, on all cores",
     gm_cli_batch, batch_details},
    {"worker", "", "answer lines of JSON on standard input with lines of JSON", gm_cli_worker,
     worker_details},
    {"lookup", "NAME…", "find places by name, however it is spelt", gm_cli_lookup, NULL},
    {"gazetteer", "build|info …", "compile place indexes, tell what is in them", gm_cli_gazetteer,
     NULL},
    {"geo", "buffer|segment|within|measure …", "zones, road segments, what is near, lengths",
     gm_cli_geo, geo_details},
    {"credits", "[DOCUMENT…]", "print what a map must credit", gm_cli_credits, document_limits},
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

static int unknown_command(const char *name)
{
    const char *known[G_N_ELEMENTS(commands) + 3] = {"--help", "--version"};
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        known[i + 2] = commands[i].name;
    const char *near = gm_text_near_word(name, known);
    fprintf(stderr, "gazmap: no command '%s'%s%s%s see gazmap --help\n", name,
            near ? "; did you mean '" : ";", near ? near : "", near ? "'?" : "");
    return GM_EXIT_USAGE;
}

static int finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return GM_EXIT_DONE;
    fputs("gazmap: standard output: cannot write\n", stderr);
    return GM_EXIT_FAILED;
}

/** The data that a command without options would use. */
static void print_data_version(void)
{
    GmSettings plain = {0};
    g_autoptr(GmSession) s = gm_session_open(&plain, NULL);
    GmGazetteer *g = s ? gm_session_gazetteer(s, NULL) : NULL;
    GmShapeStore *shapes = g ? gm_session_shapes(s, NULL) : NULL;
    guint n = g ? gm_gazetteer_n_layers(g) : 0;
    if (!n)
        fputs("data: none found; set GAZMAP_DATA\n", stdout);
    for (guint i = 0; i < n; i++) {
        GmIndexInfo index;
        if (!gm_gazetteer_layer(g, i, &index))
            continue;
        g_autoptr(GDateTime) built = g_date_time_new_from_unix_utc(index.built_at);
        g_autofree char *day = built ? g_date_time_format(built, "%Y-%m-%d") : g_strdup("?");
        printf("gazetteer %s: %" G_GUINT64_FORMAT " places, %" G_GUINT64_FORMAT
               " names, built %s\n",
               index.path, index.n_places, index.n_names, day);
    }
    if (shapes)
        printf("shapes: %u layers; gazmap credits names the sources\n", gm_shapes_n_layers(shapes));
}

/** Of the program, of the libraries it runs with and of its data. */
static int print_version(void)
{
    PJ_INFO proj = proj_info();
    printf("gazmap " GAZMAP_VERSION "\n"
           "cairo %s, pango %s, glib %u.%u.%u, proj %s\n",
           cairo_version_string(), pango_version_string(), glib_major_version, glib_minor_version,
           glib_micro_version, proj.version);
    print_data_version();
    return finish_output();
}

/* The program never calls setlocale: no locale changes what it reads or writes. */
int gm_cli_main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        print_usage(stderr);
        return GM_EXIT_USAGE;
    }
    if (!strcmp(name, "help") && argc > 2 && argv[2][0] != '-') {
        const GmCommand *c = gm_cli_command(argv[2]);
        char *help[] = {argv[2], (char[]){"--help"}, NULL};
        return c ? c->run(2, help) : unknown_command(argv[2]);
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
        print_usage(stdout);
        return finish_output();
    }
    if (!strcmp(name, "--version") || !strcmp(name, "-V"))
        return print_version();
    const GmCommand *c = gm_cli_command(name);
    return c ? c->run(argc - 1, argv + 1) : unknown_command(name);
}
