/** Reads the text sources of an index line by line and hands on places, names
 *  and words. Private to the gazetteer room. */
#pragma once

#include "index_build.h"

typedef struct {
    const char *text;
    gsize len;
    char language[3]; /* NUL padded; "" unmarked */
    guint8 sort;      /* GmNameSort */
} SourceName;

/** One row. Strings are borrowed for the call, never NULL. */
typedef struct {
    guint32 geonames_id;
    GmPlaceKind kind;
    double lat, lon;
    guint32 population;
    int rank; /* -1: not said */
    bool kind_said;
    bool dump; /* a row of a GeoNames dump */
    const char *name, *country, *admin1, *feature_code, *geometry, *note, *ends, *via, *source;
    gint32 valid_from, valid_to; /* yyyymmdd; 0 open */
    GArray *names;               /* SourceName: the alternates */
} SourcePlace;

/** What the reader calls; each may refuse a row with a reason (static string),
 *  or return NULL. */
typedef struct {
    const char *(*place)(gpointer user, const SourcePlace *p);
    const char *(*name)(gpointer user, guint32 geonames_id, const SourceName *n, gint32 from,
                        gint32 to);
    const char *(*word)(gpointer user, const char *word, guint flags);
    /** @name NULL: the file being read. */
    const char *(*source)(gpointer user, const char *name, const char *credit, const char *licence);
    gpointer user;
} SourceSink;

typedef struct {
    const GmBuildOptions *options;
    guint64 done, total; /* bytes, over all sources */
    guint64 n_bad_lines;
} SourceProgress;

bool gm_gazetteer_source_read(const char *path, const SourceSink *sink, SourceProgress *progress,
                              GError **error);
/** GeoJSON and shapefiles: features with a name. */
bool gm_gazetteer_source_read_shapes(const char *path, const SourceSink *sink,
                                     SourceProgress *progress, GError **error);
/** What stands between the fields of a table with this first line: a tab, or where there is
 *  none a comma or semicolon (source_csv.c). */
char gm_gazetteer_source_separator(const char *header);
/** Cuts @line in place at @separator, quotes taken off but in tables with tabs; how many
 *  fields, @most at the most; 0 when a quote is not closed. */
guint gm_gazetteer_source_split(char *line, char separator, char **field, guint most);
/** The column that a heading by another name means ("Latitude": lat), or "". */
const char *gm_gazetteer_source_column(const char *header);
/** Reads "Point(36.8 35.86)" (longitude first, as WKT) or a position as documents write
 *  it; NULL, or why not. */
const char *gm_gazetteer_source_point(const char *s, double *lat, double *lon);
/** Counts and reports a bad row; false with @error when the build is strict. */
bool gm_gazetteer_source_bad_row(const char *path, guint64 row, const char *why,
                                 SourceProgress *progress, GError **error);
/** Splits "ar:x|dem:y|z" in place and appends the names. */
void gm_gazetteer_source_split_names(char *list, char separator, bool marks, GArray *out);
/** yyyymmdd of "2018", "2018-05" or "2018-05-01"; 0 for "" or anything else. A
 *  shorter date is its first day, or its last when @end. */
gint32 gm_gazetteer_source_date(const char *s, bool end);
/** Importance from population, kind and feature code: 0 most … 255. */
guint8 gm_gazetteer_source_rank(const SourcePlace *p);
/** The kind that a GeoNames feature class and code say. */
GmPlaceKind gm_gazetteer_source_kind(char feature_class, const char *code);
