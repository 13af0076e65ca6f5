/** libgazmap: from a document to its map, for programs.
 *
 *  Open the data once, read documents, get what was read as JSON, draw to
 *  memory, file or callback, close. A handle serves one thread at a time; any
 *  number of handles work in any number of threads. Nothing is printed, nothing
 *  exits, nothing is global: every error is a value with a text of one line.
 *
 *      GazmapError error;
 *      Gazmap *g = gazmap_open(NULL, &error);
 *      GazmapDocument *d = g ? gazmap_read_file(g, "protocol.txt", &error) : NULL;
 *      if (!d || !gazmap_draw_file(d, "protocol.svg", &error))
 *          fprintf(stderr, "%s\n", error.message);
 *      gazmap_document_free(d);
 *      gazmap_close(g);
 */
#ifndef GAZMAP_H
#define GAZMAP_H

#include <stddef.h>

#if defined __GNUC__
#define GAZMAP_API __attribute__((visibility("default")))
#else
#define GAZMAP_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct Gazmap Gazmap;                 /* open data and settings */
typedef struct GazmapDocument GazmapDocument; /* one document, read */

typedef enum {
    GAZMAP_OK,
    GAZMAP_FAILED, /* could not: input, output, nothing to draw, not found */
    GAZMAP_USAGE,  /* a setting, a format or a map file is faulty */
} GazmapCode;

typedef struct {
    GazmapCode code;
    char message[1024]; /* UTF-8, one line, cut at a character */
} GazmapError;

/** Receives a part of an output; returns 0 to go on. */
typedef int (*GazmapWrite)(void *user, const char *bytes, size_t len);
/** Fills @buf with at most @size bytes; returns how many, 0 at the end, -1 on
 *  error. */
typedef long (*GazmapRead)(void *user, char *buf, size_t size);

GAZMAP_API const char *gazmap_version(void);

/** @data_dir NULL: $GAZMAP_DATA, beside the program, or where it was installed.
 *  Every @error may be NULL. NULL on error; closed with gazmap_close. */
GAZMAP_API Gazmap *gazmap_open(const char *data_dir, GazmapError *error);
GAZMAP_API void gazmap_close(Gazmap *g);

/** Settings by the names of the command line's long options ("theme", "lang",
 *  "size", "title", "near", …); switches take "yes" or "no". They hold for
 *  what is read and drawn afterwards. 1 done, 0 error. */
GAZMAP_API int gazmap_set(Gazmap *g, const char *name, const char *value, GazmapError *error);
/** Lays a gazetteer over those there are. Before the first document is read. */
GAZMAP_API int gazmap_add_gazetteer(Gazmap *g, const char *path, GazmapError *error);

/** Documents and map files (.yaml). Freed with gazmap_document_free, before the
 *  handle is closed. @name names the document in results and evidence. */
GAZMAP_API GazmapDocument *gazmap_read_file(Gazmap *g, const char *path, GazmapError *error);
GAZMAP_API GazmapDocument *gazmap_read_memory(Gazmap *g, const char *name, const char *bytes,
                                              size_t len, GazmapError *error);
GAZMAP_API GazmapDocument *gazmap_read_stream(Gazmap *g, const char *name, GazmapRead read,
                                              void *user, GazmapError *error);
GAZMAP_API void gazmap_document_free(GazmapDocument *d);

/** What was read, as UTF-8 text (JSON; the scene GeoJSON), NUL-terminated; NULL
 *  on error. Freed with gazmap_free. @len may be NULL. A map file has a scene
 *  only. */
GAZMAP_API char *gazmap_mentions(GazmapDocument *d, size_t *len, GazmapError *error);
GAZMAP_API char *gazmap_statements(GazmapDocument *d, size_t *len, GazmapError *error);
GAZMAP_API char *gazmap_scene(GazmapDocument *d, size_t *len, GazmapError *error);

/** The map: "svg", "png", "pdf", "html", or the data formats "geojson", "csv",
 *  "kml", "gpx", "yaml". 1 done, 0 error. A file's format is its ending's; it is written
 *  whole or not at all. */
GAZMAP_API int gazmap_draw_file(GazmapDocument *d, const char *path, GazmapError *error);
GAZMAP_API int gazmap_draw_memory(GazmapDocument *d, const char *format, char **bytes, size_t *len,
                                  GazmapError *error);
GAZMAP_API int gazmap_draw_callback(GazmapDocument *d, const char *format, GazmapWrite write,
                                    void *user, GazmapError *error);

GAZMAP_API void gazmap_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
