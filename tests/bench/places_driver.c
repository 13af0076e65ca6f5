/** places_driver [-t TRACE] [-n REPEAT] INDEX FILE...: the places of documents as TSV, for the
 *  corpora and the clock. -t writes the evidence of each candidate span; -n
 *  reads everything REPEAT times and prints only the time. */
#include "mention_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_one(const GmGazetteer *g, const char *path, GString *out, GString *trace)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GmDocument) d = gm_text_read(path, NULL, &error);
    if (d == NULL) {
        fprintf(stderr, "%s\n", error->message);
        return false;
    }
    if (trace != NULL)
        g_string_append_printf(trace, "#%s\n", d->name);
    GmMentionOptions o = GM_MENTION_OPTIONS_INIT;
    g_autoptr(GmMentions) m = mention_find_traced(d, g, &o, trace, &error);
    gm_mention_append_tsv(out, m);
    return true;
}

int main(int argc, char **argv)
{
    const char *trace_path = NULL;
    int repeat = 0, at = 1;
    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        if (strcmp(argv[at], "-t") == 0)
            trace_path = argv[at + 1];
        else if (strcmp(argv[at], "-n") == 0)
            repeat = atoi(argv[at + 1]);
    }
    if (argc - at < 2) {
        fprintf(stderr, "usage: places_driver [-t TRACE] [-n REPEAT] INDEX FILE...\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(argv[at], &error);
    if (g == NULL) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) trace = trace_path != NULL ? g_string_new(NULL) : NULL;
    gm_mention_append_tsv_header(out);
    gint64 begin = g_get_monotonic_time();
    int n = 0;
    for (int r = 0; r < MAX(repeat, 1); r++) {
        if (r > 0)
            g_string_truncate(out, 0);
        for (int i = at + 1; i < argc; i++, n++)
            if (!read_one(g, argv[i], out, trace))
                return 1;
    }
    double seconds = (double)(g_get_monotonic_time() - begin) / 1e6;
    if (repeat > 0)
        printf("%d documents in %.3f s: %.0f documents a second\n", n, seconds, n / seconds);
    else
        fputs(out->str, stdout);
    if (trace != NULL && !g_file_set_contents(trace_path, trace->str, -1, NULL))
        return 1;
    return 0;
}
