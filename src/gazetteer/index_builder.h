/** What an index is built from, gathered in memory: rows come in, the finished
 *  arrays go to index_write. About 100 bytes a place and 8 a name, and each
 *  different name once. Private to the gazetteer room. */
#pragma once

#include "index_format.h"
#include "source_read.h"
#include "string_pool.h"

typedef struct {
    guint32 name, posting; /* posting: place, sort, POSTING_DATED */
} BuilderName;

typedef struct {
    guint32 place, text; /* or, when @shared, the name as folded */
    guint32 name;        /* what it folds to */
    char language[3];
    guint8 guessed : 1, shared : 1;
} BuilderDisplay;

typedef struct {
    StringPool names; /* folded */
    StringPool texts; /* all other strings; number 0 is "" */
    StringPool countries, codes;
    IndexPlace *places; /* name: text; folded: name; admin1, feature: codes */
    guint32 n_places, places_room;
    guint8 *file_of; /* which source file each place came from, saturating */
    BuilderName *occurrences;
    gsize n_occurrences, occurrences_room;
    GArray *displays;     /* BuilderDisplay */
    GArray *extras;       /* IndexExtra, with texts for strings */
    GHashTable *extra_of; /* place -> extra + 1 */
    GArray *dates;        /* IndexDate */
    GArray *sources;      /* IndexSource, with texts for strings */
    GHashTable *credits;  /* source name -> "credit\tlicence" */
    guint32 *id_slots;    /* place + 1 */
    guint32 n_id_slots, n_ids;
    StringPool words;
    GByteArray *word_flags; /* of each word */
    GString *fold;          /* scratch */
    char *file;             /* the file being read: name without folder */
    char *stem;
    guint n_files;
} IndexBuilder;

IndexBuilder *gm_gazetteer_index_builder_new(void);
void gm_gazetteer_index_builder_free(IndexBuilder *b);
/** Reads one source into it. */
bool gm_gazetteer_index_builder_read(IndexBuilder *b, const char *path, SourceProgress *progress,
                                     GError **error);

/** Finishes the index and writes it to a file, whole or not at all, or, when
 *  @path is NULL, to @bytes. @n_bytes may be NULL. */
bool gm_gazetteer_index_write(IndexBuilder *b, const char *path, GByteArray **bytes,
                              guint64 *n_bytes, GError **error);

/** Kilometres on the sphere, good enough to rank by. */
double gm_gazetteer_index_distance_km(double lat1, double lon1, double lat2, double lon2);
