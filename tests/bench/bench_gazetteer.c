/** How fast the gazetteer opens, builds and answers.
 *
 *    bench_gazetteer [--rows N] SOURCE…
 *
 *  builds an index from the sources, then times opening it and looking names up:
 *  medians in processor time, so that other work on the machine counts little.
 *  With --rows it also writes a table of N rows, those of the first source again
 *  and again with coordinates and ids shifted, and does the same with that. */
#include "fold.h"
#include "index_build.h"
#include "line_reader.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { N_NAMES = 4000 };

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *v, guint n)
{
    qsort(v, n, sizeof *v, by_value);
    return n ? v[n / 2] : 0;
}

/* Another romanisation of a name, by rules: e for a, -eh for -a, no double
 * letters, k for q, ou for u. */
static char *make_variant(const char *folded)
{
    GString *s = g_string_new(NULL);
    gsize n = strlen(folded);
    for (gsize i = 0; i < n; i++) {
        char c = folded[i];
        if (i > 0 && c == folded[i - 1] && g_ascii_isalpha(c))
            continue;
        if (c == 'q')
            g_string_append_c(s, 'k');
        else if (c == 'u')
            g_string_append(s, "ou");
        else if (c == 'a' && i > 0)
            g_string_append(s, i + 1 == n ? "eh" : "e");
        else
            g_string_append_c(s, c);
    }
    return g_string_free(s, FALSE);
}

/* A slip of the pen: one consonant inside for another. */
static char *make_slip(const char *folded)
{
    char *s = g_strdup(folded);
    for (gsize i = strlen(s) / 2; s[i]; i++)
        if (strchr("bdfgklmnprst", s[i])) {
            s[i] = s[i] == 'k' ? 'm' : 'k';
            break;
        }
    return s;
}

static GPtrArray *sample_names(const GmGazetteer *g)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) places = gm_gazetteer_in_box(g, (GmBox){-60, -180, 80, 180}, 40000);
    guint step = MAX(places->len / N_NAMES, 1);
    for (guint i = 0; i < places->len; i += step)
        g_ptr_array_add(names, gm_text_fold(g_array_index(places, GmPlace, i).name, -1));
    return names;
}

typedef enum { FIND, EXACT, VARIANT, NEAR } Query;

static char *make_query(const char *name, Query kind)
{
    return kind == VARIANT ? make_variant(name) : kind == NEAR ? make_slip(name) : g_strdup(name);
}

/* Median time of one query, from batches of the same kind; asking the clock
 * itself takes longer than finding a name. @answered: the share that the kind of
 * search in question answered. */
static double time_queries(const GmGazetteer *g, const GPtrArray *names, Query kind,
                           double *answered)
{
    enum { BATCH = 16 };
    static const GmMatchKind expected[] = {GM_MATCH_EXACT, GM_MATCH_EXACT, GM_MATCH_VARIANT,
                                           GM_MATCH_NEAR};
    g_autofree double *times = g_new(double, names->len);
    g_autoptr(GPtrArray) queries = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    guint n = 0, asked = 0;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *query = make_query(g_ptr_array_index(names, i), kind);
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, query, &o);
        asked += kind < VARIANT || m->len == 0 ||
                 g_array_index(m, GmMatch, 0).match > GM_MATCH_ALTERNATE;
        if (m->len > 0 && (kind < VARIANT || g_array_index(m, GmMatch, 0).match == expected[kind]))
            g_ptr_array_add(queries, g_steal_pointer(&query));
    }
    *answered = asked ? 100.0 * queries->len / asked : 0;
    for (guint i = 0; i + BATCH <= queries->len; i += BATCH) {
        double began = now(CLOCK_THREAD_CPUTIME_ID);
        for (guint k = i; k < i + BATCH; k++) {
            const char *query = g_ptr_array_index(queries, k);
            g_array_set_size(out, 0);
            if (kind == FIND)
                gm_gazetteer_find(g, query, strlen(query), out);
            else
                g_array_free(gm_gazetteer_lookup(g, query, &o), TRUE);
        }
        times[n++] = (now(CLOCK_THREAD_CPUTIME_ID) - began) / BATCH;
    }
    return median(times, n);
}

static double time_open(const char *path)
{
    double times[101];
    for (int i = 0; i < 101; i++) {
        double began = now(CLOCK_THREAD_CPUTIME_ID);
        GmGazetteer *g = gm_gazetteer_open(path, NULL);
        times[i] = now(CLOCK_THREAD_CPUTIME_ID) - began;
        gm_gazetteer_close(g);
    }
    return median(times, 101);
}

/* As a scan of a document does: for each word how long a name may be, and the
 * name of one word and of two. Megabytes of names a second. */
static double time_scan(const GmGazetteer *g, const GPtrArray *names)
{
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    gsize bytes = 0;
    double began = now(CLOCK_THREAD_CPUTIME_ID);
    for (int round = 0; round < 20; round++)
        for (guint i = 0; i < names->len; i++) {
            const char *s = g_ptr_array_index(names, i), *end = s + strlen(s);
            bytes += (gsize)(end - s) + 1;
            for (const char *space; s < end; s = space + 1) {
                space = memchr(s, ' ', (gsize)(end - s));
                space = space ? space : end;
                if (gm_gazetteer_longest(g, s, (gsize)(space - s)) > 1 && space < end) {
                    g_array_set_size(out, 0);
                    gm_gazetteer_find(g, s, (gsize)(end - s), out);
                }
            }
        }
    return (double)bytes / (now(CLOCK_THREAD_CPUTIME_ID) - began);
}

static void line(const char *what, double value, const char *unit, double target)
{
    printf("  %-34s %10.2f %-5s", what, value, unit);
    if (target > 0)
        printf("  target %7.2f  ratio %5.2f", target, value / target);
    putchar('\n');
}

static bool run(const char *index, double factor)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(index, &error);
    if (!g) {
        fprintf(stderr, "%s\n", error->message);
        return false;
    }
    g_autoptr(GPtrArray) names = sample_names(g);
    double found[4], t[4];
    for (int round = 0; round < 2; round++) /* the first round warms the cache */
        for (int q = FIND; q <= NEAR; q++)
            t[q] = time_queries(g, names, (Query)q, &found[q]);
    line("open", time_open(index) / 1e3, "ms", 1);
    line("exact, all that bear the name", t[FIND], "us", factor);
    line("exact, the ten best", t[EXACT], "us", factor);
    line("variant", t[VARIANT], "us", 20 * factor);
    line("near spelling", t[NEAR] / 1e3, "ms", 5 * factor);
    line("variants answered by rule", found[VARIANT], "%", 0);
    line("slips answered as near spellings", found[NEAR], "%", 0);
    line("scanning names", time_scan(g, names), "MB/s", 0);
    return true;
}

/* In a process of its own, whose peak memory is the build's. */
static bool build(const char *out, const char *const *sources, double seconds, double megabytes)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        GError *error = NULL;
        GmBuildReport report;
        if (!gm_gazetteer_build(out, sources, NULL, &report, &error)) {
            fprintf(stderr, "%s\n", error->message);
            _exit(1);
        }
        printf("  %" G_GUINT64_FORMAT " places, %" G_GUINT64_FORMAT " names, %" G_GUINT64_FORMAT
               " words\n",
               report.n_places, report.n_names, report.n_words);
        line("build", report.seconds, "s", seconds);
        line("index", (double)report.n_bytes / 1e6, "MB", megabytes);
        fflush(stdout);
        _exit(0);
    }
    int status = 1;
    struct rusage usage = {0};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        return false;
    line("peak memory of the build", (double)usage.ru_maxrss / 1e3, "MB", 0);
    return true;
}

/* The column of the header line that is called @name; -1 when none is. */
static int column_of(char **header, const char *name)
{
    for (int i = 0; header[i]; i++)
        if (strcmp(header[i], name) == 0)
            return i;
    return -1;
}

static void write_shifted(FILE *f, char **row, const int column[3], guint64 id, double shift)
{
    for (int i = 0; row[i]; i++) {
        double v = g_ascii_strtod(row[i], NULL) + shift;
        fputs(i > 0 ? "\t" : "", f);
        if (i == column[0])
            fprintf(f, "%" G_GUINT64_FORMAT, id);
        else if (i == column[1])
            fprintf(f, "%.5f", v > 85 ? v - 2 * shift : v);
        else if (i == column[2])
            fprintf(f, "%.5f", v > 180 ? v - 360 : v);
        else
            fputs(row[i], f);
    }
    fputc('\n', f);
}

/* @rows rows: those of the table @source again and again, with all their names,
 * each time elsewhere and under other ids. */
static bool write_rows(const char *path, const char *source, guint64 rows)
{
    LineReader lines;
    if (!gm_gazetteer_line_reader_open(&lines, source, NULL))
        return false;
    g_autoptr(GPtrArray) table = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    gsize len;
    for (char *l; (l = gm_gazetteer_line_reader_next(&lines, &len, NULL));)
        g_ptr_array_add(table, g_strsplit(l, "\t", -1));
    gm_gazetteer_line_reader_close(&lines);
    char **header = table->len > 1 ? g_ptr_array_index(table, 0) : NULL;
    FILE *f = header ? fopen(path, "w") : NULL;
    if (!f)
        return false;
    int column[] = {column_of(header, "geonames_id"), column_of(header, "lat"),
                    column_of(header, "lon")};
    g_autofree char *head = g_strjoinv("\t", header);
    fprintf(f, "%s\n", head);
    for (guint64 i = 0; i < rows; i++)
        write_shifted(f, g_ptr_array_index(table, 1 + i % (table->len - 1)), column, i + 20000000,
                      (double)(i / (table->len - 1)) * 0.37);
    return fclose(f) == 0;
}

int main(int argc, char **argv)
{
    guint64 rows = 0;
    if (argc > 2 && strcmp(argv[1], "--rows") == 0) {
        rows = g_ascii_strtoull(argv[2], NULL, 10);
        argv += 2, argc -= 2;
    }
    if (argc < 2) {
        fprintf(stderr, "usage: bench_gazetteer [--rows N] SOURCE...\n");
        return 2;
    }
    g_autofree char *dir = g_dir_make_tmp("bench_gazetteer_XXXXXX", NULL);
    g_autofree char *index = g_build_filename(dir, "default.gmx", NULL);
    g_autofree char *table = g_build_filename(dir, "rows.tsv", NULL);
    g_autofree char *large = g_build_filename(dir, "rows.gmx", NULL);
    puts("the sources given:");
    bool ok = build(index, (const char *const *)argv + 1, 10, 40) && run(index, 1);
    if (ok && rows > 0) {
        printf("%" G_GUINT64_FORMAT " rows made from them:\n", rows);
        const char *sources[] = {table, NULL};
        ok = write_rows(table, argv[1], rows) && build(large, sources, 900, 0) && run(large, 2);
    }
    g_unlink(index), g_unlink(table), g_unlink(large), g_rmdir(dir);
    return ok ? 0 : 1;
}
