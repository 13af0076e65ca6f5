#include "worker_answer.h"

#include <stdio.h>

enum { MAX_LINE = 256 << 20 };

/** Reads a line of any length up to the limit; what is beyond is dropped and
 *  told. False at the end. */
static bool read_line(FILE *in, GString *line, bool *too_long)
{
    g_string_truncate(line, 0);
    *too_long = false;
    int c;
    while ((c = getc_unlocked(in)) != EOF && c != '\n') {
        if (line->len < MAX_LINE)
            g_string_append_c(line, (char)c);
        else
            *too_long = true;
    }
    return c == '\n' || line->len > 0;
}

static int serve(GmWorker *w)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    bool too_long;
    while (read_line(stdin, line, &too_long)) {
        g_string_truncate(out, 0);
        if (too_long)
            g_string_append(out, "{\"id\": null, \"error\": \"line longer than 256 MiB\"}\n");
        else
            gm_cli_worker_answer(w, line->str, line->len, out);
        if (!gm_cli_print(out))
            return GM_EXIT_FAILED;
    }
    return GM_EXIT_DONE;
}

int gm_cli_worker(int argc, char **argv)
{
    GmCliOptions o;
    GmWorker w = {0};
    char *ask = NULL;
    GOptionEntry extra[] = {
        {"ask", 0, 0, G_OPTION_ARG_FILENAME, &ask,
         "places, statements, scene, svg (comma between), where a line asks nothing", "WHAT"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_PAGE | GM_GROUP_OUTPUT;
    int status = GM_EXIT_USAGE;
    GError *error = NULL;
    if (gm_cli_parse(&o, groups, extra, gm_cli_command("worker"), &argc, &argv)) {
        if (argc > 1)
            g_set_error(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "%s: the worker reads standard input; see gazmap worker --help", argv[1]);
        if (!error && gm_cli_worker_parse_ask(ask ? ask : "places", &w.default_ask, &error) &&
            gm_session_room_options(&o.settings, &w.rooms, &error) &&
            (w.session = gm_session_open(&o.settings, &error)))
            status = serve(&w);
        else
            status = gm_cli_give_up(error);
    }
    gm_session_free(w.session);
    g_free(ask);
    gm_cli_options_clear(&o);
    return status;
}
