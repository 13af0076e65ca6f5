#include "command.h"

#include "suggest.h"

#include "index_build.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MAX_WARNINGS = 20 };

typedef struct {
    const GmCliOptions *o;
    guint64 n_warnings;
    bool terminal;
} Progress;

static void show_progress(guint64 done, guint64 total, gpointer user)
{
    const Progress *p = user;
    if (!p->terminal || p->o->quiet)
        return;
    if (total)
        fprintf(stderr, "\r%3.0f %%  %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT,
                100.0 * (double)done / (double)total, done, total);
    else
        fprintf(stderr, "\r%" G_GUINT64_FORMAT, done);
    if (total && done >= total)
        fputs("\r\033[K", stderr);
    fflush(stderr);
}

static void show_warning(const char *message, gpointer user)
{
    Progress *p = user;
    if (p->n_warnings++ < MAX_WARNINGS || p->o->verbose)
        gm_cli_note(p->o, "%s", message);
}

static int build(const GmCliOptions *o, gboolean strict, char **sources)
{
    if (!o->outputs || !sources[0]) {
        fprintf(stderr, "gazmap: gazetteer build: give -o FILE and one source or more\n");
        return GM_EXIT_USAGE;
    }
    Progress p = {o, 0, isatty(STDERR_FILENO)};
    GmBuildOptions bo = {strict, show_progress, show_warning, &p};
    GmBuildReport report;
    GError *error = NULL;
    if (!gm_gazetteer_build(o->outputs[0], (const char *const *)sources, &bo, &report, &error))
        return gm_cli_give_up(error);
    g_autofree char *skipped =
        report.n_bad_lines
            ? g_strdup_printf("; skipped %" G_GUINT64_FORMAT " bad lines", report.n_bad_lines)
            : NULL;
    gm_cli_note(o, "%s: %" G_GUINT64_FORMAT " places, %" G_GUINT64_FORMAT " names%s", o->outputs[0],
                report.n_places, report.n_names, skipped ? skipped : "");
    return GM_EXIT_DONE;
}

/* One line for each compiled index: what it holds, when it was built. */
static void append_layers(GString *out, const GmGazetteer *g)
{
    for (guint i = 0; i < gm_gazetteer_n_layers(g); i++) {
        GmIndexInfo x;
        if (!gm_gazetteer_layer(g, i, &x))
            continue;
        g_autoptr(GDateTime) t = g_date_time_new_from_unix_utc(x.built_at);
        g_autofree char *built = t ? g_date_time_format(t, "%Y-%m-%d %H:%M:%S UTC") : NULL;
        g_string_append_printf(
            out,
            "layer %-18u %9" G_GUINT64_FORMAT " places %9" G_GUINT64_FORMAT
            " names  %" G_GUINT64_FORMAT " words, %" G_GUINT64_FORMAT " kB, built %s: %s\n",
            i, x.n_places, x.n_names, x.n_words, x.n_bytes / 1000, built ? built : "", x.path);
    }
}

/** @more: gazetteers to tell of, too, as --gazetteer names them. */
static int info(GmCliOptions *o, char **more)
{
    GError *error = NULL;
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();
    if (o->settings.gazetteers)
        g_strv_builder_addv(all, (const char **)o->settings.gazetteers);
    g_strv_builder_addv(all, (const char **)more);
    g_strfreev(o->settings.gazetteers);
    o->settings.gazetteers = g_strv_builder_end(all);
    g_autoptr(GmSession) s = gm_session_open(&o->settings, &error);
    GmGazetteer *g = s ? gm_session_gazetteer(s, &error) : NULL;
    if (!g)
        return gm_cli_give_up(error);
    g_autoptr(GString) out = g_string_new(NULL);
    guint64 places = 0, names = 0;
    for (guint i = 0; i < gm_gazetteer_n_sources(g); i++) {
        GmSourceInfo si;
        if (!gm_gazetteer_source(g, i, &si))
            continue;
        g_string_append_printf(out,
                               "%-24s %9" G_GUINT64_FORMAT " places %9" G_GUINT64_FORMAT
                               " names  layer %u  %s%s%s\n",
                               si.name, si.n_places, si.n_names, si.layer, si.licence,
                               *si.credit ? "; " : "", si.credit);
        places += si.n_places, names += si.n_names;
    }
    g_string_append_printf(out,
                           "%-24s %9" G_GUINT64_FORMAT " places %9" G_GUINT64_FORMAT " names\n",
                           "total", places, names);
    append_layers(out, g);
    return gm_cli_write(o, out, GM_EXIT_DONE);
}

int gm_cli_gazetteer(int argc, char **argv)
{
    GmCliOptions o;
    gboolean strict = FALSE;
    GOptionEntry extra[] = {
        {"strict", 0, 0, G_OPTION_ARG_NONE, &strict, "Stop at the first bad line", NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!gm_cli_parse(&o, GM_GROUP_DATA | GM_GROUP_OUTPUT, extra, gm_cli_command("gazetteer"),
                      &argc, &argv))
        return GM_EXIT_USAGE;
    int status = GM_EXIT_USAGE;
    if (argv[1] && !strcmp(argv[1], "build"))
        status = build(&o, strict, argv + 2);
    else if (argv[1] && !strcmp(argv[1], "info"))
        status = info(&o, argv + 2);
    else
        status = gm_cli_unknown_word("gazetteer", argv[1], (const char *[]){"build", "info", NULL});
    gm_cli_options_clear(&o);
    return status;
}
