/** The open gazetteer: compiled indexes, mapped read-only, laid one over the
 *  other; the later one wins where both know a place. Safe to read from
 *  several threads.
 *
 *  Both know a place when it has the same GeoNames id in both, or the same name
 *  and kind within 2 km. It then answers to the names of both, with what the
 *  later one says and, where that is silent, what the earlier one says. Two
 *  things stay: a Latin name, where the later one has only another script, and
 *  the point, where a plain GeoNames dump puts the same id more than 2 km off (its
 *  points may be the middle of a municipality; a table of one's own does move a
 *  place).
 *
 *  Spelling variants are compared as sounds (sound.h): what romanisations of one
 *  name share finds the candidates, what they differ in is priced. */
#pragma once

#include "place.h"

#define GM_GAZETTEER_ERROR (gm_gazetteer_error_quark())
GQuark gm_gazetteer_error_quark(void);
typedef enum {
    GM_GAZETTEER_ERROR_IO,
    GM_GAZETTEER_ERROR_FORMAT,  /* not an index, damaged, or cut short */
    GM_GAZETTEER_ERROR_VERSION, /* made by another version: build it again */
    GM_GAZETTEER_ERROR_SOURCE,  /* a source file is unusable */
} GmGazetteerError;

typedef struct GmGazetteer GmGazetteer;

/** How a name answered, best first. */
typedef enum {
    GM_MATCH_EXACT,     /* the preferred name, folded */
    GM_MATCH_ALTERNATE, /* an alternate name, folded */
    GM_MATCH_VARIANT,   /* a spelling variant by rule */
    GM_MATCH_NEAR,      /* a near spelling */
} GmMatchKind;

/** What sort of name it is, as the sources mark it. */
typedef enum { GM_NAME_PLAIN, GM_NAME_DEMONYM, GM_NAME_ABBREVIATION } GmNameSort;

typedef struct {
    GmPlace place;
    GmMatchKind match;
    GmNameSort sort;
    double score;     /* how well the name fits, comparable across queries: 1 exact,
                       * 0.97 alternate, 0.95 … 0.79 variant, below 0.55 near spelling */
    const char *rule; /* which variant rule, for people; static string or "" */
} GmMatch;

typedef struct {
    const GmPos *near;   /* NULL, or places near here come first */
    const char *country; /* NULL, or places of this country come first */
    const char *date;    /* NULL, or ISO date at which names must be valid */
    guint max;           /* 0: 10 */
    bool variants;       /* try spelling variants when nothing is exact … */
    bool near_spelling;  /* … and near spellings after that */
} GmLookupOptions;
#define GM_LOOKUP_OPTIONS_INIT                                                                     \
    {                                                                                              \
        NULL, NULL, NULL, 0, true, true                                                            \
    }

GmGazetteer *gm_gazetteer_open(const char *path, GError **error);
/** Lays another layer over it, before the handle is shared: a compiled index, or
 *  a source that is not compiled yet (anything gm_gazetteer_build takes), told
 *  apart by their first bytes. A source is compiled into memory; its bad lines
 *  are skipped. */
bool gm_gazetteer_add(GmGazetteer *g, const char *path, GError **error);
bool gm_gazetteer_add_source(GmGazetteer *g, const char *path, GError **error);
/** The same, but a source's index is kept in @cache_dir (made when it is not
 *  there) and used again while the source's path, size and time stay the same;
 *  one for an earlier state of it is removed. Where nothing can be written, and
 *  for shapefiles and sources under 100 kB, it is built in memory. */
bool gm_gazetteer_add_cached(GmGazetteer *g, const char *path, const char *cache_dir,
                             GError **error);
/** Reads the whole of every layer and compares its checksum. Opening does not:
 *  it checks the head, and every later access is bounds-checked. */
bool gm_gazetteer_verify(const GmGazetteer *g, GError **error);
void gm_gazetteer_close(GmGazetteer *g);

/** Ranked answers for one name as a person writes it; GArray of GmMatch,
 *  possibly empty, owned. */
GArray *gm_gazetteer_lookup(const GmGazetteer *g, const char *name, const GmLookupOptions *o);

/** Of a lookup's answers the one to name in "did you mean", borrowed; NULL when none is
 *  near enough to be meant. */
const GmMatch *gm_gazetteer_likely(const GArray *matches);

/** Places one of whose names begins with @prefix, compared as lookups compare, for
 *  completing what is being typed; most important first. Of @o, near, country,
 *  date and max are heeded. The place's name is the one that begins so. GArray of
 *  GmMatch, possibly empty, owned. */
GArray *gm_gazetteer_complete(const GmGazetteer *g, const char *prefix, const GmLookupOptions *o);

/** Names near in spelling to one that was not found, for "did you mean":
 *  GPtrArray of char*, owned, at most @max, best first, each once. */
GPtrArray *gm_gazetteer_suggest(const GmGazetteer *g, const char *name, const GmPos *near,
                                guint max);

/** For scanning documents. Appends to @out, a GArray of GmMatch, every place
 *  whose name folds to exactly @folded (words joined by one space; see fold.h),
 *  cheaply: one hash, no allocation but @out's growth. Most important first
 *  within a layer, upper layers first. Names out of date are answered too.
 *  Returns how many were added. */
guint gm_gazetteer_find(const GmGazetteer *g, const char *folded, gsize len, GArray *out);
/** The same on a day (ISO date, or NULL): names out of date then are left out, but
 *  where no other place bears the name, as people go on using old ones. */
guint gm_gazetteer_find_on(const GmGazetteer *g, const char *folded, gsize len, const char *date,
                           GArray *out);
/** Number of words of the longest name that begins with the folded word
 *  @first; 0 when no name does. */
guint gm_gazetteer_longest(const GmGazetteer *g, const char *first, gsize len);
/** Appends (GmMatch) places whose name is a rule-made variant of @folded, best
 *  first; none that answers to @folded exactly. */
guint gm_gazetteer_find_variant(const GmGazetteer *g, const char *folded, gsize len, GArray *out);

bool gm_gazetteer_place(const GmGazetteer *g, guint64 ref, GmPlace *out);
/** The name in @language ("ar", "tr", …), or NULL when it has none. A name
 *  without a language mark serves as the one that its script suggests. */
const char *gm_gazetteer_name_in(const GmGazetteer *g, guint64 ref, const char *language);
/** Where a highway leads, "Aleppo|Latakia", and the places along it; "" when
 *  the sources do not say. */
const char *gm_gazetteer_place_ends(const GmGazetteer *g, guint64 ref);
const char *gm_gazetteer_place_via(const GmGazetteer *g, guint64 ref);
/** The country place for an ISO code; the division for an admin1 code. */
bool gm_gazetteer_country(const GmGazetteer *g, const char *iso2, GmPlace *out);
bool gm_gazetteer_division(const GmGazetteer *g, const char *admin1, GmPlace *out);
/** Settlements in @box, most important first, at most @max: for the base map.
 *  GArray of GmPlace, owned. */
GArray *gm_gazetteer_in_box(const GmGazetteer *g, GmBox box, guint max);
/** Every place of a kind (small kinds: highways, countries, divisions, areas …). */
GArray *gm_gazetteer_of_kind(const GmGazetteer *g, GmPlaceKind kind);

/** Lexicon flags of a folded word (words.tsv), 0 when unlisted. */
enum {
    GM_WORD_ORDINARY = 1 << 0,
    GM_WORD_GIVEN_NAME = 1 << 1,
    GM_WORD_SURNAME = 1 << 2,
    GM_WORD_TITLE = 1 << 3,
    GM_WORD_DATE = 1 << 4,
    GM_WORD_ORGANISATION = 1 << 5,
};
guint gm_gazetteer_word(const GmGazetteer *g, const char *folded, gsize len);
/** Asks for the parts of the index where a word and the names that it is or begins
 *  lie, so that they are in the cache when they are looked up some words later.
 *  @second: what the first asking led to. Changes no answer. */
void gm_gazetteer_prefetch(const GmGazetteer *g, const char *folded, gsize len, bool second);

/** One source of an open gazetteer, for `info`, `credits` and the map's
 *  sources line. Strings borrowed. */
typedef struct {
    const char *name, *file, *credit, *licence;
    guint64 n_places, n_names;
    guint layer; /* 0 the default index, 1 … laid over it */
} GmSourceInfo;
/** One layer: a compiled index as it stands. */
typedef struct {
    const char *path; /* borrowed; of the index, or of the source compiled in memory */
    gint64 built_at;  /* seconds since 1970, UTC; SOURCE_DATE_EPOCH when that was set */
    guint64 n_places, n_names, n_words, n_bytes;
    guint64 sum; /* of its bytes, as its head holds it: not read through */
} GmIndexInfo;
guint gm_gazetteer_n_layers(const GmGazetteer *g);
bool gm_gazetteer_layer(const GmGazetteer *g, guint i, GmIndexInfo *out);
/** The checksum of index files, over more bytes: 64 bits, eight bytes a step, each way of
 *  mixing undoable, so that no changed word goes unseen. No proof against forgers. */
guint64 gm_gazetteer_index_sum(guint64 sum, const void *data, gsize len);
guint gm_gazetteer_n_sources(const GmGazetteer *g);
bool gm_gazetteer_source(const GmGazetteer *g, guint i, GmSourceInfo *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmGazetteer, gm_gazetteer_close)
