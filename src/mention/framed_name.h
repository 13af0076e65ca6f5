/** Private to the mention room: what the readers of frames share, names in line with known
 *  places, known or not. */
#pragma once

#include "mention_scan.h"

enum { FRAMED_WORDS = 3 }; /* of an unknown name */

/** A name in a frame: a known place, or words that may be one. */
typedef struct {
    guint first, last; /* tokens */
    bool known;        /* a settlement, division or the like, believed so far */
    bool named;        /* unknown, and its words say that it is a place */
} FramedItem;

typedef struct {
    Scan *s;
    int *owner;  /* by token: the believed span over it, or -1 */
    int *weak;   /* by token: the span not believed that begins there, or -1 */
    int *named;  /* by token: the unknown name told by its words that begins there, or -1 */
    bool abroad; /* scan_is_abroad */
    bool sure;   /* the words before say that a place comes: no person is meant */
} Frames;

/** The name that begins at token @i; false where none may. */
bool framed_item_at(const Frames *f, guint i, FramedItem *out);
/** An item that is not known becomes a span of its own. */
void framed_accept(Frames *f, const FramedItem *item);
/** Is the item a place's by its own words: "Deir al-Sharqi", "al-Zarbah"? */
bool framed_looks_placed(const Frames *f, const FramedItem *item);

/* framed_list.c */

/** Reads the list that begins behind token @i: "the villages of A, B and C", "several
 *  towns, including A", "shelled A, B and C", "at A, B and C". */
void framed_read_list(Frames *f, guint i);
/** "A, B and C villages": token @i is the plural. */
void framed_read_list_before(Frames *f, guint i);
/** "A, B, C and D" in the running text from token @i on, half of it known places at
 *  least; the last token read. */
guint framed_read_run(Frames *f, guint i);
