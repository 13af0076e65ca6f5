/** Builds a compiled index from text sources. */
#pragma once

#include "gazetteer.h"

/** Called now and then on long builds; @total 0 when unknown. */
typedef void (*GmBuildProgress)(guint64 done, guint64 total, gpointer user);
/** Called for each line that was skipped: "FILE:LINE: why". */
typedef void (*GmBuildWarning)(const char *message, gpointer user);

typedef struct {
    bool strict; /* stop at the first bad line */
    GmBuildProgress progress;
    GmBuildWarning warning;
    gpointer user;
} GmBuildOptions;

typedef struct {
    guint64 n_places, n_names, n_words, n_bad_lines;
} GmBuildReport;

/** @sources: paths of GeoNames dumps (.txt, or .tsv without our header), our
 *  TSVs (a header line with `name`; .gz too), words.tsv, GeoJSON, shapefiles.
 *  Written whole or not at all. @report may be NULL. */
bool gm_gazetteer_build(const char *out_path, const char *const *sources, const GmBuildOptions *o,
                        GmBuildReport *report, GError **error);
