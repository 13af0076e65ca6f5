/** What stands around a head word ("corridor", "ceasefire", a measure): its
 *  places with their parts, its measures and sides. Private to statement. */
#pragma once

#include "reading.h"

typedef struct {
    GmAnchorPart part;
    int chunk;
    bool around; /* "around X" */
    bool beside; /* "at X", "near X" */
} Arg;

typedef struct {
    int chunk;
    guint side; /* "6 km to the north": north */
    bool each;  /* "5 km on each side" */
    bool into;  /* "30 km into" a land */
    bool lands; /* set by the caller: governments may stand for their countries */
    bool from;  /* "15 km from the line" */
} ArgMeasure;

typedef struct {
    GArray *places;   /* Arg */
    GArray *measures; /* ArgMeasure */
    guint sides;
    bool inside;     /* "inside", "within" */
    bool each;       /* "each side", "either side" */
    bool into;       /* "30 km into" a land */
    bool lands;      /* set by the caller: governments may stand for their countries */
    bool chain;      /* FROM is a list: what a line connects, in its order */
    int first, last; /* chunks used; last < first when none */
} Args;

void gm_phrase_args_init(Args *a);
void gm_phrase_args_clear(Args *a);
/** Reads arguments from chunk @from on, at most to @to; stops where the clause
 *  ends or talk turns elsewhere. */
void gm_phrase_collect(const Reading *r, int from, int to, Args *a);
/** One argument at @i; the chunk behind it, or @i when there is none. */
int gm_phrase_read_arg(const Reading *r, int i, Args *a);
/** First chunk of the clause's end behind @i. */
int gm_phrase_clause_end(const Reading *r, int i);
const Arg *gm_phrase_find(const Args *a, GmAnchorPart part);

/* for its own files: phrase.c */
void gm_phrase_add(Args *a, GmAnchorPart part, int chunk, bool around, bool beside);
/** Chunks @first..@last belong to the phrase. */
void gm_phrase_used(Args *a, int first, int last);
static inline int skip_the(const Reading *r, int i)
{
    return has_class(r, i, W_DET) ? i + 1 : i;
}

/* phrase_ends.c: FROM, AT, TO of "from A via C to B", of "between A and B"; the chunk
 * behind, or @i */
int gm_phrase_read_from_to(const Reading *r, int i, Args *a);
int gm_phrase_read_two(const Reading *r, int i, Args *a);
/** The end that "to", "up to", "as far as" at @i leads to: its chunk, or -1. */
int gm_phrase_goal(const Reading *r, int i);

/* phrase_limit.c */
/** The measure at @i says how near something may come: "up to 5 km", "no closer
 *  than", "kept at least". */
bool gm_phrase_is_limit(const Reading *r, int i);
/** "No closer than 5 km to": what stands behind the measure at @i is kept clear. */
bool gm_phrase_is_nearest(const Reading *r, int i);
/** The chunk of the weapon whose range the measure at @i is ("70 km for rocket
 *  launchers"), or -1. */
int gm_phrase_weapon_of(const Reading *r, int i);

/** A zone noun with all that belongs to it. */
typedef struct {
    int first, noun, last; /* chunks */
    bool corridor;         /* the noun is "corridor" */
    bool definite;         /* "the zone", "this corridor" */
    bool bare;             /* no modifier that says what zone */
    int name;              /* chunk of a place it is named after, or -1 */
    int unknown;           /* chunk of a name that is no mention, or -1 */
    Args args;
    char *subject; /* owned: "security corridor" */
    bool done;     /* a reader has taken it */
} ZonePhrase;

/** Behind "a point just", "near", "the government-held" at @i: where an end of a run
 *  would stand. */
int gm_phrase_point(const Reading *r, int i);
/** The zone phrases of the sentence, in order. Array of ZonePhrase. */
GArray *gm_phrase_zones(const Reading *r);
