/** The last stage of a build: what was gathered becomes sections. Private to
 *  the gazetteer room. */
#pragma once

#include "index_builder.h"
#include "index_sink.h"

typedef struct {
    IndexBuilder *b;
    IndexSink *sink;
    guint32 *become;   /* place as gathered -> place as written */
    guint32 *start;    /* of each name's postings, and the end */
    guint32 *postings; /* POSTING_ */
    guint32 *name_at;  /* where each name stands in the index's strings */
    guint32 *text_at;  /* and each text; 0 for one that nothing needs */
    guint32 *word_at;
} IndexWriter;

void gm_gazetteer_index_write_sections(IndexWriter *w);
/** Skeletons and sounds (index_sounds.c). */
void gm_gazetteer_index_write_sounds(IndexWriter *w);
/** Sorts place numbers, most important first. */
void gm_gazetteer_index_sort_places(const IndexBuilder *b, guint32 *list, gsize n);
/** Lays out the strings and writes them (index_strings.c). */
void gm_gazetteer_index_write_strings(IndexWriter *w);
