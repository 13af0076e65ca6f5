/** Reading one document: its sentences cut into chunks (words, places, roads,
 *  borders, measures, directions), the helpers that readers match them with,
 *  and what the text has talked about so far. Private to statement. */
#pragma once

#include "lexicon.h"
#include "statement.h"
#include "word_list.h"

typedef enum {
    C_END, /* beyond the sentence */
    C_WORD,
    C_NUMBER,
    C_PUNCT,
    C_PLACE,   /* one or more places: "A, B and C", "A–B" (pair) */
    C_ROAD,    /* road, by name, by its ends or by "the highway" */
    C_BORDER,  /* border; refs are the countries named */
    C_LINE,    /* line of contact, Blue Line, coast … */
    C_REGION,  /* part of a place: sides and inside */
    C_MEASURE, /* number(s) with a length unit */
    C_DIR,     /* "north", "the north and the south" */
    C_ACTOR,
    C_DEMONYM,
    C_NAME, /* name inside an organisation, event, agreement */
} ChunkKind;

/** A place as a chunk refers to it. */
typedef struct {
    int mention;    /* or -1 */
    int antecedent; /* mention that a back-reference means, or -1 */
    gsize start, end;
} Ref;

typedef struct {
    ChunkKind kind;
    guint first, n;    /* tokens of the document */
    gsize start, end;  /* bytes in the text */
    const char *fold;  /* words: folded form; others: "" */
    guint16 fold_len;  /* bytes of it */
    guint8 key;        /* of it: word_list.h */
    guint64 cls;       /* words: class bits; places: classes of the generic words in it */
    guint token_flags; /* of its first token */
    guint ref, n_refs; /* into Reading.refs */
    guint end_refs;    /* roads, lines: this many refs after n_refs are its ends and, between
                          them, what it runs through */
    guint sides;       /* regions, borders, directions */
    bool inside;       /* regions: part of the place, not the land beside it */
    bool pair;         /* places: "A–B" */
    bool back;         /* "the highway", "the border" */
    bool possessive;   /* "Syria’s" */
    bool adjective;    /* directions: "northern" */
    bool plural;       /* roads: highways */
    bool graticule;    /* lines: a parallel or meridian */
    GmMeasure measure;
    bool has_part; /* measures: the text says which (wide, deep, …) */
} Chunk;

typedef struct {
    const GmMentions *m;
    const GmDocument *d;
    const GmLexicon *words;
    WordLists *lists;
    GPtrArray *list; /* GmStatement, those read so far */
    /* the sentence at hand */
    guint sentence;
    GArray *chunks; /* Chunk */
    GArray *refs;   /* Ref */
    /* the talk so far */
    GArray *roads;          /* Ref: roads named, latest last; one paragraph may say "both" */
    GArray *road_ends;      /* RoadEnds */
    GArray *borders;        /* Ref of the last border that named its countries */
    GArray *first_borders;  /* of the first one: for "the border" said before it */
    Ref line;               /* the line of contact last named; end 0: none */
    Ref course_from;        /* where a patrol was said to begin, its end to be told; end 0: none */
    guint course_sentence;  /* of it */
    int movers;             /* the last sentence that spoke of forces or the displaced */
    int heading;            /* row of the heading that the line before stands under, or -1 */
    guint heading_sentence; /* of the heading or its last item */
    char lead_subject[64];  /* what the items below a colon are, or "" */
    guint lead_sentence;    /* of the colon or the last item */
    bool accord;            /* an agreement, a treaty, a resolution was spoken of */
    int last_zone[GM_N_STATEMENT_KINDS]; /* latest statement of a kind, or -1 */
} Reading;

/** A road known with its ends, so that "the A–B highway" finds its name. */
typedef struct {
    Ref road;
    Ref ends[2];
} RoadEnds;

/* chunk.c */
/** Cuts tokens @first up to @behind, of @sentence, into chunks; fills r->chunks
 *  and r->refs. */
void gm_reading_chunk(Reading *r, guint sentence, guint first, guint behind);
/** Chunk @i of the sentence; C_END outside it. */
const Chunk *gm_reading_at(const Reading *r, int i);
/** Replaces chunks @first..@last by @c, whose span is set from them. */
void gm_reading_merge(Reading *r, int first, int last, Chunk c);
guint gm_reading_add_ref(Reading *r, Ref ref);
/** Appends copies of @n refs at @from; returns the index of the first copy. */
guint gm_reading_copy_refs(Reading *r, guint from, guint n);

/* chunk_measure.c, _name, _road, _border, _line, _place: passes in this order */
void gm_reading_measures(Reading *r);
void gm_reading_directions(Reading *r);
void gm_reading_names(Reading *r);
void gm_reading_roads(Reading *r);
void gm_reading_borders(Reading *r);
void gm_reading_lines(Reading *r);
void gm_reading_places(Reading *r);
void gm_reading_regions(Reading *r);
/** place_meant.c, a part of places: what "the city", "the province" and "it" mean. */
void gm_reading_places_meant(Reading *r);

static inline const Ref *reading_ref(const Reading *r, guint i)
{
    return &g_array_index(r->refs, Ref, i);
}
static inline const Chunk *at(const Reading *r, int i)
{
    return gm_reading_at(r, i);
}
static inline int n_chunks(const Reading *r)
{
    return (int)r->chunks->len;
}
static inline bool is_word(const Reading *r, int i, const char *folded)
{
    const Chunk *c = gm_reading_at(r, i);
    return c->kind == C_WORD && g_str_equal(c->fold, folded);
}
/** A word of one of the classes @cls. */
static inline bool has_class(const Reading *r, int i, guint64 cls)
{
    const Chunk *c = gm_reading_at(r, i);
    return c->kind == C_WORD && (c->cls & cls) != 0;
}
/** One of the words of @list, which are separated by single spaces. */
bool gm_reading_one_of(const Reading *r, int i, const char *list);
/** Some chunk of the sentence is one of @list. */
bool gm_reading_has_one_of(const Reading *r, const char *list);
/** Punctuation that begins with @ch. */
bool gm_reading_punct(const Reading *r, int i, char ch);
bool gm_reading_hyphen(const Reading *r, int i);
bool gm_reading_quote(const Reading *r, int i);
static inline bool is_kind(const Reading *r, int i, ChunkKind k)
{
    return gm_reading_at(r, i)->kind == k;
}
/** The first mention that begins at byte @start or behind it. */
guint gm_reading_first_mention(const Reading *r, gsize start);
/** The kind of place that a ref is, or @otherwise without one. */
GmPlaceKind gm_reading_place_kind(const Reading *r, const Ref *ref, GmPlaceKind otherwise);
/** A river: by its place, or where that is not known by its name. */
bool gm_reading_is_river(const Reading *r, const Chunk *c);
static inline bool is_river(const Reading *r, const Chunk *c)
{
    return c->kind == C_PLACE && gm_reading_is_river(r, c);
}
/** A capitalised word that may be part of a name the gazetteer does not know. */
bool gm_reading_is_name(const Reading *r, int i);
/** The chunk behind the name that begins at @i ("Ras Isa", "Kafr al-Ward"), or @i. */
int gm_reading_behind_name(const Reading *r, int i);
/** Makes one place, which only the text knows, of chunks @first..@last. */
void gm_reading_make_place(Reading *r, int first, int last);
/** Behind a short gloss at @i: "A (4), B (No 9)", "A (B's other name)"; or @i. */
int gm_reading_behind_gloss(const Reading *r, int i);
/** name_list.c, a part of names: unknown ones by themselves, in lists of their own. */
void gm_reading_name_lists(Reading *r);
/** The town, or the place that only the text knows, named last before byte @start; -1. */
int gm_reading_town_before(const Reading *r, gsize start);
/** A mention of the same words as bytes @start..@end that has a place, or -1. */
int gm_reading_namesake(const Reading *r, gsize start, gsize end);
/* site_meant.c */
/** The named site that the noun at @i speaks of again ("the volcano", "its crater", "the
 *  plant"): sets @ref, whose bytes are those of the phrase at hand, or of the name where that
 *  is not on the map. */
bool gm_reading_site_meant(const Reading *r, int i, Ref *ref);
/** The volcano or plant named last before byte @before, as above. */
bool gm_reading_danger_meant(const Reading *r, gsize before, Ref *ref);
/** The road has a name: a mention, an antecedent or a number ("Highway 60"). */
bool gm_reading_names_road(const Reading *r, int i);
/** A line that zones run along: road, border, named line, river. */
static inline bool is_linear(const Reading *r, int i)
{
    const Chunk *c = gm_reading_at(r, i);
    return c->kind == C_ROAD || c->kind == C_BORDER || c->kind == C_LINE || is_river(r, c);
}
