/** Making statements out of chunks. Private to statement. */
#pragma once

#include "phrase.h"

/** A new statement over chunks @first..@last of the sentence; not yet listed. */
GmStatement *gm_build_new(const Reading *r, GmStatementKind kind, int first, int last);
/** Adds an anchor for each place of the chunk. */
void gm_build_anchors(const Reading *r, GmStatement *s, GmAnchorPart part, int chunk);
void gm_build_anchor_ref(const Reading *r, GmStatement *s, GmAnchorPart part, const Ref *ref);
/** Adds the arguments: places with their parts (a list of two given as FROM
 *  becomes FROM and TO), roads' own ends, sides. Measures are left to the kind. */
void gm_build_args(const Reading *r, GmStatement *s, const Args *a);
/** The ends of a line that is named by them, FROM and TO, and AT what it runs
 *  through between. */
void gm_build_ends(const Reading *r, GmStatement *s, const Chunk *c);
void gm_build_measure(GmStatement *s, const Chunk *c, GmMeasurePart part, guint side);
void gm_build_subject(GmStatement *s, const char *subject, const char *feature);
void gm_build_note(GmStatement *s, const char *format, ...) G_GNUC_PRINTF(2, 3);
/** Works out status and validity from the sentence and lists the statement. */
GmStatement *gm_build_list(Reading *r, GmStatement *s);
void gm_build_free(GmStatement *s);
/** Anchors in the order of the text. */
void gm_build_sort_anchors(GmStatement *s);
/** The statement's anchors name some place (or a line that is known). */
bool gm_build_has_place(const GmStatement *s);

/* status.c, validity.c */
GmStatus gm_status_read(const Reading *r, gsize start, gsize end);
/** Notes that the sentence at hand speaks of an accord. */
void gm_status_hear(Reading *r);
/** What is due, but by no accord that the text tells of, is told as fact. */
void gm_status_settle(const Reading *r);
void gm_validity_read(const Reading *r, GmStatement *s);

/* join.c: what is done to the list when the whole document has been read. */
/** An anchor that only says "the border" before any border was named means the
 *  first that is named later. */
void gm_join_borders(Reading *r);
/** Drops statements whose places are all unknown: a map could show nothing. */
void gm_join_drop_unplaced(GPtrArray *list);
/** Drops what the title says, without a measure, of places of which the text speaks: there
 *  it is told in full. */
void gm_join_drop_titles(const GmMentions *m, GPtrArray *list);
/** Sorts by start; same_as follows. */
void gm_join_sort(GPtrArray *list);
/** Sets same_as of statements that say again what an earlier one says. */
void gm_join_repeats(const GmMentions *m, GPtrArray *list);
