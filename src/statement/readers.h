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

/* Rows of statement_kinds.h. read_border_run.c: border_range, a run of a border, and
 * border_run, a border that no other kind has; read_again.c: again, extent. */
#define READER(name) void gm_read_##name(SentenceReading *sr);
GM_STATEMENT_READERS(READER)
#undef READER

/* read_deployment.c */
/** "in several villages near the border, including A and B" at @i: where the list of names
 *  begins, or -1. */
int gm_read_list_told(const Reading *r, int i);

/* read_line.c */
/** How long the line is said to be. */
void gm_read_add_lengths(SentenceReading *sr, GmStatement *s, const Args *a);
/* read_border_run.c: "closed its border with A" at the border @i */
void gm_read_border_line(SentenceReading *sr, int i);
/** What the text does to the road at @i ("patrol", "closed", "open", "control",
 *  "strike"), or NULL; @far is the chunk of the word. */
const char *gm_read_road_action(const Reading *r, int i, int *far);

/* read_installation.c, read_presence.c, read_strike.c: what gm_read_deployment tries at chunk @i.
 */
void gm_read_installation(SentenceReading *sr, int i);
/** The text has spoken of posts before. */
bool gm_read_told_of_posts(const Reading *r);
void gm_read_named_installation(SentenceReading *sr, int i);
void gm_read_presence(SentenceReading *sr, int i);
void gm_read_patrol(SentenceReading *sr, int i);
void gm_read_strike(SentenceReading *sr, int i);
void gm_read_passive_strike(SentenceReading *sr, int i);
/** "No fighting", "without further clashes": the noun at @i is denied. */
bool gm_read_is_none(const Reading *r, int i);
/** First chunk of the noun phrase whose head is at @i ("14 military posts"). */
int gm_read_phrase_start(const Reading *r, int i);

/** The place that is located: "Tronba, located", "X (", "X lies", before @i; its chunk,
 *  or -1. @unknown is set where only the text knows it. */
int gm_read_located_before(const Reading *r, int i, Ref *unknown);
/** ", a mostly Christian town" that ends at @i: its comma; else @i. */
int gm_read_apposition(const Reading *r, int i);
/** "advanced 12 km": the length at @i is how far forces went. */
bool gm_read_is_advance(const Reading *r, int i);
/** Begins a RELATIVE statement whose distance stands at @i, up to @last: of the place
 *  @found before it (a chunk, or -1), or of the name @unknown where its end is set. */
GmStatement *gm_read_begin_relative(const Reading *r, int i, int last, int found,
                                    const Ref *unknown);
/** Adds the places behind one of @prepositions at @i as IN (OF for the land beside
 *  one); the chunk behind, or @i. */
int gm_read_add_areas(const Reading *r, GmStatement *s, int i, const char *prepositions);

/* read_made_of.c */
/** Adds as IN the places from @i on, "A, B and parts of C"; the chunk behind. */
int gm_read_add_area_list(const Reading *r, GmStatement *s, int i);

/* read_area.c: gives the area statement @s its subject, feature and end, and lists it;
 * chunks @first up to @behind are its own */
void gm_read_list_area(SentenceReading *sr, GmStatement *s, int first, int behind,
                       const char *subject, const char *feature);
/* read_control.c: what gm_read_area tries at chunk @i */
void gm_read_control(SentenceReading *sr, int i);
/** "Eight towns in X, among them A, B and C", "two villages: A and B": where the list
 *  behind the noun's phrase at @i begins, or -1. */
int gm_read_named_behind(const Reading *r, int i);
/* read_hands.c */
/** "A was captured", "B and C are under rebel control", "D fell" at the place @i. */
void gm_read_hands(SentenceReading *sr, int i);
/** Behind "have now been largely" at @k. */
int gm_read_behind_auxiliaries(const Reading *r, int k, bool *partly);
/** How a place stands: what was done to it, or in whose hands it is. @k is the chunk behind
 *  the auxiliary verbs. The last chunk of the phrase, or -1. */
int gm_read_hands_at(const Reading *r, int k, const char **subject);
/* read_fate.c */
/** What has become of a place ("destroyed", "cut off"), as above. */
int gm_read_ruin_at(const Reading *r, int k, const char **subject);

/* read_event.c */
/** The place behind the preposition at @k: "the villages of", "the entrance to X"; -1. */
int gm_read_event_place(const SentenceReading *sr, int k);
/** Lists what happened at the places from @place on, where they are points: an event
 *  somewhere in a province is none of the map's. */
bool gm_read_list_event(SentenceReading *sr, int first, int place, int last, const char *subject);

/* read_path.c */
/** A place on the way of something that moves. */
typedef struct {
    GmAnchorPart part; /* FROM, TO, or AT on the way */
    int chunk;
} PathStop;
/** Reads "from A through B to C" and the like, in any order, from chunk @i on: at most
 *  @most stops; how many there are. */
guint gm_read_path(const SentenceReading *sr, int i, PathStop stops[], guint most);
/** "The road to peace", "on the road to the final" at @i, to @goal: no road at all. */
bool gm_read_is_figure(const Reading *r, int i, int goal);
/** Behind the preposition at @i ("from", "out of", "by way of"), and what it tells; @i when
 *  it tells no path. */
int gm_read_behind_way(const Reading *r, int i, GmAnchorPart *part);
/** Behind the aside that begins at @i: ", a town of the plain,", "(pop. 4,000)"; or @i. */
int gm_read_behind_aside(const Reading *r, int i);
/** "Northern" of "the northern town of X" at @i. */
bool gm_read_is_wind_of_town(const Reading *r, int i);
/** The place behind "the town of", "its positions near" at @i, or -1. */
int gm_read_way_place(const Reading *r, int i);

/* spots.c */
/** "X, 20 km from Y, where" before @i: the town X, or -1. */
int gm_read_where_before(const Reading *r, int i);
/** A point on the map, no area. */
bool gm_read_is_spot(const Reading *r, const Ref *ref);
/** A word of forces, or the name of some ("the X Armed Forces"), at @i. */
bool gm_read_is_force(const Reading *r, int i);
/** The sentence speaks of forces, or (@nations) names a nation's doing. */
bool gm_read_is_military(const Reading *r, bool nations);
/** Adds the places behind "in", "at", … at @i, AT spots and IN areas; the chunk
 *  behind, or @i. */
int gm_read_add_spots(SentenceReading *sr, GmStatement *s, int i);
/** Adds the place at @i and what is joined to it ("A, B and the south of C"), spots AT;
 *  @near: a province has no "near", its town is meant. The chunk behind. */
int gm_read_add_spot_chain(const Reading *r, GmStatement *s, int i, bool near);
/** Adds the places of a list in which the gazetteer may not know every name. */
int gm_read_add_spot_list(const Reading *r, GmStatement *s, int i);
/** Adds the places of chunk @i: AT for spots, IN for areas. */
void gm_read_add_spot(const Reading *r, GmStatement *s, int i);

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
/** The place or region part at @i stands free: no owner, no end of a road, no other
 *  reader's. */
static inline bool is_open(const SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    return (is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION)) && !at(r, i)->possessive &&
           !at(r, i)->pair && !is_taken(sr, i, TAKEN_PLACE | TAKEN_RANGE);
}
static inline bool is_open_place(const SentenceReading *sr, int i)
{
    return is_kind(sr->r, i, C_PLACE) && is_open(sr, i);
}
static inline ZonePhrase *zone_at(const SentenceReading *sr, guint i)
{
    return &g_array_index(sr->zones, ZonePhrase, i);
}

/** Behind "by 15 November", "on Friday", "the next day", "within two hours" at @i, or @i. */
int gm_read_behind_time(const Reading *r, int i);
