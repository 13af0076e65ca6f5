/** One reader a kind: each looks through the sentence at hand for phrases of its
 *  kind and lists statements. Private to statement. */
#pragma once

#include "build.h"

/** What the readers of one sentence share. */
typedef struct {
    Reading *r;
    GArray *zones; /* ZonePhrase */
    guint8 *taken; /* by chunk: TAKEN_ bits */
} SentenceReading;

enum {
    TAKEN_MEASURE = 1 << 0, /* the number has its statement */
    TAKEN_RANGE = 1 << 1,   /* "from A to B", "between A and B" */
    TAKEN_PLACE = 1 << 2,   /* stands in a deployment, strike, … */
    TAKEN_SILENT = 1 << 3,  /* region part of unnamed things: no statement of its own */
    TAKEN_ROAD = 1 << 4,
    TAKEN_SIDE = 1 << 5, /* on chunk 0: one side of a road has its statement */
};

void gm_read_waters(SentenceReading *sr);
void gm_read_corridor(SentenceReading *sr);
void gm_read_buffer(SentenceReading *sr);
void gm_read_border_strip(SentenceReading *sr);
void gm_read_area(SentenceReading *sr);
void gm_read_segment(SentenceReading *sr);
void gm_read_line(SentenceReading *sr);
void gm_read_relative(SentenceReading *sr);
void gm_read_deployment(SentenceReading *sr);
void gm_read_flow(SentenceReading *sr);
void gm_read_between(SentenceReading *sr);
void gm_read_near(SentenceReading *sr);
void gm_read_region_part(SentenceReading *sr);
void gm_read_again(SentenceReading *sr);

/** What the text does to the road at @i ("patrol", "closed", "open", "control",
 *  "strike"), or NULL; @far is the chunk of the word. */
const char *gm_read_road_action(const Reading *r, int i, int *far);

/** Marks chunks @first..@last. */
static inline void take(SentenceReading *sr, int first, int last, guint8 bits)
{
    for (int i = MAX(first, 0); i <= last && i < n_chunks(sr->r); i++)
        sr->taken[i] |= bits;
}
static inline bool is_taken(const SentenceReading *sr, int i, guint8 bits)
{
    return i >= 0 && i < n_chunks(sr->r) && (sr->taken[i] & bits) != 0;
}
static inline ZonePhrase *zone_at(const SentenceReading *sr, guint i)
{
    return &g_array_index(sr->zones, ZonePhrase, i);
}
