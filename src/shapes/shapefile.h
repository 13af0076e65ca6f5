/** One open shapefile. Private to shapes. */
#pragma once

#include "layer.h"
#include "memory_files.h"

typedef struct ShapeFile ShapeFile;

/** @subject names it in errors. Takes @files, on failure too. */
ShapeFile *gm_shapes_file_open(const char *subject, MemoryFiles *files, GError **error);
void gm_shapes_file_close(ShapeFile *f);
guint gm_shapes_file_n_records(const ShapeFile *f);
/** The record's own box, without decoding it; false for a null or broken one. */
bool gm_shapes_file_record_box(const ShapeFile *f, guint record, GmBox *box);
/** New geometry; NULL without an error for a null shape. */
GmGeom *gm_shapes_file_geometry(ShapeFile *f, guint record, GError **error);
/** Index of the first of the named fields (NULL-ended, any case), or -1. */
int gm_shapes_file_field(const ShapeFile *f, const char *const *names);
guint gm_shapes_file_n_fields(const ShapeFile *f);
const char *gm_shapes_file_field_name(const ShapeFile *f, guint field);
/** New UTF-8 string; NULL when empty. @field -1 gives NULL. */
char *gm_shapes_file_text(ShapeFile *f, guint record, int field);
bool gm_shapes_file_is_deleted(const ShapeFile *f, guint record);

/** All of a shapefile given in memory. */
GPtrArray *gm_shapes_read_shapefile(const char *subject, MemoryFiles *files, GError **error);
/** Writes into @files. */
bool gm_shapes_write_shapefile(const char *subject, GPtrArray *shapes, MemoryFiles *files,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShapeFile, gm_shapes_file_close)
