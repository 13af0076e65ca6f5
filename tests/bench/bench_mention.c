/** bench_mention [-p] [-t TRACE] INDEX [FILE...]
 *
 *  Finds the places of documents and prints documents and megabytes a second
 *  on one core, reading included, and the memory used beyond the mapped index.
 *  Without FILE it reads the development split of the LGL corpus, when it is
 *  there. -p prints the TSV instead; -t writes the evidence of each candidate
 *  span, for tests/corpora/fit_judge.py. */
#include "mention_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool read_one(const GmGazetteer *g, const char *path, GString *out, GString *trace,
                     gsize *bytes)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GmDocument) d = gm_text_read(path, NULL, &error);
    if (d == NULL) {
        fprintf(stderr, "%s\n", error->message);
        return false;
    }
    if (trace != NULL)
        g_string_append_printf(trace, "#%s\n", d->name);
    *bytes += d->len;
    g_autoptr(GmMentions) m = mention_find_traced(d, g, NULL, trace, &error);
    gm_mention_append_tsv(out, m);
    return true;
}

/* Private memory in KiB, as the kernel counts it; 0 where it does not say. */
static long anonymous_kib(void)
{
    char *text = NULL;
    long kib = 0;
    if (g_file_get_contents("/proc/self/status", &text, NULL, NULL)) {
        const char *at = strstr(text, "RssAnon:");
        kib = at != NULL ? strtol(at + 8, NULL, 10) : 0;
    }
    g_free(text);
    return kib;
}

static char **corpus_files(void)
{
    g_autofree char *dir =
        g_build_filename(GAZMAP_REFERENCE_DIR, "reference", "corpora", "lgl-dev", "txt", NULL);
    g_autoptr(GDir) d = g_dir_open(dir, 0, NULL);
    if (d == NULL)
        return NULL;
    GPtrArray *list = g_ptr_array_new();
    const char *name;
    while ((name = g_dir_read_name(d)) != NULL)
        g_ptr_array_add(list, g_build_filename(dir, name, NULL));
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(list, FALSE);
}

static int measure(const GmGazetteer *g, char **files)
{
    g_autoptr(GString) out = g_string_new(NULL);
    gsize bytes = 0, n = 0;
    clock_t begin = clock(), now = begin; /* of the processor: other work counts little */
    while (now - begin < 3 * CLOCKS_PER_SEC) {
        for (guint i = 0; files[i] != NULL; i++, n++) {
            g_string_truncate(out, 0);
            if (!read_one(g, files[i], out, NULL, &bytes))
                return 1;
        }
        now = clock();
    }
    double s = (double)(now - begin) / CLOCKS_PER_SEC;
    printf("%zu documents, %.1f MB in %.2f s\n", n, (double)bytes / 1e6, s);
    printf("%.0f documents a second (asked: 5000), %.1f MB a second (asked: 10)\n", (double)n / s,
           (double)bytes / 1e6 / s);
    printf("%.1f MiB of memory beyond the mapped index (asked: 80)\n",
           (double)anonymous_kib() / 1024);
    return 0;
}

int main(int argc, char **argv)
{
    const char *trace_path = NULL;
    bool print = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "-t") == 0 && at + 1 < argc)
            trace_path = argv[++at];
        else if (strcmp(argv[at], "-p") == 0)
            print = true;
    }
    if (at >= argc) {
        fprintf(stderr, "usage: bench_mention [-p] [-t TRACE] INDEX [FILE...]\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(argv[at], &error);
    if (g == NULL) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    char **files = at + 1 < argc ? g_strdupv(argv + at + 1) : corpus_files();
    if (files == NULL) {
        printf("bench_mention: no corpus and no file: skipped\n");
        return 77;
    }
    int status = 0;
    if (!print && trace_path == NULL) {
        status = measure(g, files);
    } else {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GString) trace = g_string_new(NULL);
        gsize bytes = 0;
        gm_mention_append_tsv_header(out);
        for (guint i = 0; files[i] != NULL && status == 0; i++)
            status = read_one(g, files[i], out, trace_path != NULL ? trace : NULL, &bytes) ? 0 : 1;
        if (print)
            fputs(out->str, stdout);
        if (trace_path != NULL && !g_file_set_contents(trace_path, trace->str, -1, NULL))
            status = 1;
    }
    g_strfreev(files);
    return status;
}
