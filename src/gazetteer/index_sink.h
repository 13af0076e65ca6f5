/** Where an index is written: a temporary file beside its target, or memory.
 *  Private to the gazetteer room. */
#pragma once

#include "index_format.h"
#include <stdbool.h>
#include <stdio.h>

typedef struct {
    FILE *file;
    char *path, *temporary;
    GByteArray *bytes; /* when there is no file */
    guint64 position, sum;
    IndexHead head;
    bool failed;
} IndexSink;

/** Leaves room for the head. @path NULL: memory. */
bool gm_gazetteer_index_sink_open(IndexSink *k, const char *path, GError **error);
/** A section is written in one or several pieces between begin and end. */
void gm_gazetteer_index_sink_begin(IndexSink *k, IndexSection s);
void gm_gazetteer_index_sink_put(IndexSink *k, const void *data, gsize len);
void gm_gazetteer_index_sink_end(IndexSink *k, IndexSection s);
void gm_gazetteer_index_sink_section(IndexSink *k, IndexSection s, const void *data, gsize len);
/** Writes the head and puts the file in place; or, with @keep false, leaves
 *  nothing behind. @bytes takes what was written to memory. */
bool gm_gazetteer_index_sink_close(IndexSink *k, bool keep, GByteArray **bytes, GError **error);
