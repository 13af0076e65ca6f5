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
 *  Growth, measured with bench_gazetteer on two busy cores. The default sources
 *  (209 thousand places, 585 thousand names) build in 3 s with 70 MB of memory
 *  into 33 MB. With rows made from them: one million 8 s, 98 MB into 62 MB; three
 *  million 25 s, 224 MB into 166 MB; twelve million 95 s, 765 MB into 637 MB: each
 *  million costs some 8 s, 63 MB of memory and 53 MB of index, and a million
 *  different names some 40 MB more. Opening takes 10 microseconds at any
 *  size. An exact name takes 1 microsecond, 1.4 at twelve million rows; a variant
 *  17 and 26; a near spelling 0.3 ms, which grows with the skeletons of the names,
 *  not with the rows. */
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
