#include "index_build.h"
#include "index_builder.h"
#include <sys/stat.h>

static guint64 total_bytes(const char *const *sources)
{
    guint64 total = 0;
    struct stat st;
    for (; *sources; sources++)
        if (stat(*sources, &st) == 0)
            total += (guint64)st.st_size;
    return total;
}

static bool build(const char *path, GByteArray **bytes, const char *const *sources,
                  const GmBuildOptions *o, GmBuildReport *report, GError **error)
{
    gint64 began = g_get_monotonic_time();
    IndexBuilder *b = gm_gazetteer_index_builder_new();
    SourceProgress progress = {.options = o, .total = total_bytes(sources)};
    GmBuildReport made = {0};
    bool ok = true;
    for (; ok && *sources; sources++)
        ok = gm_gazetteer_index_builder_read(b, *sources, &progress, error);
    ok = ok && gm_gazetteer_index_write(b, path, bytes, &made.n_bytes, error);
    if (o && o->progress && ok)
        o->progress(progress.total, progress.total, o->user);
    made.n_places = b->n_places;
    made.n_names = b->names.n;
    made.n_words = b->words.n;
    made.n_bad_lines = progress.n_bad_lines;
    made.seconds = (double)(g_get_monotonic_time() - began) / 1e6;
    if (report)
        *report = made;
    gm_gazetteer_index_builder_free(b);
    return ok;
}

bool gm_gazetteer_build(const char *out_path, const char *const *sources, const GmBuildOptions *o,
                        GmBuildReport *report, GError **error)
{
    return build(out_path, NULL, sources, o, report, error);
}

GBytes *gm_gazetteer_build_bytes(const char *const *sources, const GmBuildOptions *o,
                                 GmBuildReport *report, GError **error)
{
    GByteArray *bytes = NULL;
    if (!build(NULL, &bytes, sources, o, report, error))
        return NULL;
    return g_byte_array_free_to_bytes(bytes);
}
