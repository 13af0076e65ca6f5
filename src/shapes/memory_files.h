/** The files of one shapefile in memory, and the hooks through which shapelib
 *  reads and writes them. shapelib never touches the disk: sizes are bounded
 *  before it starts, and what it writes is saved whole. Private to shapes. */
#pragma once

#include <gio/gio.h>
#include <shapefil.h>
#include <stdbool.h>

typedef enum { PART_SHP, PART_SHX, PART_DBF, PART_CPG, PART_PRJ, N_PARTS } FilePart;

typedef struct {
    const guint8 *read[N_PARTS]; /* borrowed from below; NULL when absent */
    gsize len[N_PARTS];
    GMappedFile *mapped[N_PARTS];
    GByteArray *written[N_PARTS];
    char *name; /* what shapelib is told: it leads back to this struct */
} MemoryFiles;

/** An empty set, to write to or to give bytes to (read, len). */
MemoryFiles *gm_shapes_files_new(void);
/** Opens what stands beside PATH.shp. NOT_FOUND, IO, LIMIT. */
MemoryFiles *gm_shapes_files_open(const char *shp_path, GError **error);
void gm_shapes_files_free(MemoryFiles *f);
/** Saves what was written beside PATH.shp. */
bool gm_shapes_files_save(const MemoryFiles *f, const char *shp_path, GError **error);
void gm_shapes_files_hooks(SAHooks *hooks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MemoryFiles, gm_shapes_files_free)
