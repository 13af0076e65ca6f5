/** Builds a compiled index from text sources.
 *
 *  A TSV of ours has a header line; its columns are found by name: geonames_id,
 *  name, kind, country, admin1, lat, lon, population, feature_code, names (joined
 *  by "|"; "ar:" before a name is its language, "dem:" marks a demonym, "abbr:"
 *  an abbreviation), geometry, rank, note, valid_from, valid_to, source, ends,
 *  via. Only name, lat and lon are needed. A TSV with the columns word and flags
 *  is a lexicon (flags of the letters o f s t m g); one with source and credit
 *  gives sources their name, credit and licence.
 *  Rows with the same geonames_id are one place; a later file's row also takes
 *  the place of an earlier file's with the same name and kind within 2 km. The
 *  names of both are kept.
 *
 *  Growth, measured with bench_gazetteer on two cores that had other work. The
 *  default sources (209 thousand places, 585 thousand names) build in 4 s with
 *  69 MB of memory into 36 MB. World rows repeated elsewhere, with all their
 *  names: a million rows 12 s, 199 MB, into 83 MB; three million 35 s, 368 MB, into
 *  205 MB; twelve million 166 s, 1154 MB, into 751 MB: as the rows, with 14 s, 60 MB
 *  of index and 90 MB of memory for each million, and some 40 bytes for each name
 *  that differs. Opening takes 10 microseconds at any size. The ten best that bear a
 *  name take 1.0 microsecond, 1.1 at twelve million rows; all sixty that bear it there
 *  3.9; a variant 16 and 17; a near spelling 0.3 milliseconds, which grows with the
 *  skeletons of the names, not with the rows. */
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
    guint64 n_bytes; /* of the index */
    double seconds;
} GmBuildReport;

/** @sources: paths of GeoNames dumps (.txt, or .tsv without our header), our
 *  TSVs (a header line with `name`; .gz too), words.tsv, GeoJSON, shapefiles,
 *  the GeoNames table of alternate names (after the dump that it names).
 *  Written whole or not at all. @report may be NULL. */
bool gm_gazetteer_build(const char *out_path, const char *const *sources, const GmBuildOptions *o,
                        GmBuildReport *report, GError **error);
/** The same, to memory. Owned; NULL on error. */
GBytes *gm_gazetteer_build_bytes(const char *const *sources, const GmBuildOptions *o,
                                 GmBuildReport *report, GError **error);
