/** An index as it lies in memory, mapped or built there. Opening checks the head
 *  and where each section lies; every access after that checks its own bounds,
 *  so a damaged file gives wrong answers at worst. Private to the gazetteer
 *  room. */
#pragma once

#include "gazetteer.h"
#include "index_format.h"

typedef struct {
    GMappedFile *mapped; /* or */
    GBytes *bytes;
    char *path;
    const IndexHead *head;
    const char *strings;
    gsize n_strings;
    const IndexPlace *places;
    guint32 n_places; /* without the end's record */
    const IndexSource *sources;
    guint32 n_sources;
    const guint32 *codes;
    guint32 n_codes;
    const IndexName *names;
    guint32 n_names;
    const guint32 *name_slots;
    guint32 n_name_slots, name_low; /* the bits of a slot that hold the name */
    guint name_bits;
    const guint32 *postings;
    guint32 n_postings;
    const IndexDate *dates;
    guint32 n_dates;
    const IndexDisplay *displays;
    guint32 n_displays;
    const IndexExtra *extras;
    guint32 n_extras;
    const guint32 *id_slots;
    guint32 n_id_slots;
    const guint32 *countries;
    const guint32 *divisions;
    guint32 n_divisions;
    const guint32 *kinds;
    guint32 n_kinds;
    const IndexFirst *first_slots;
    guint32 n_first_slots;
    const guint32 *word_slots;
    const guint8 *word_flags;
    guint32 n_word_slots;
    const guint32 *grid;
    const guint32 *grid_places;
    guint32 n_grid_places;
    const guint32 *skeletons;
    const guint32 *skeleton_at;
    guint32 n_skeletons;
    const IndexSound *sounds;
    guint32 n_sounds;
} Index;

/** Owned; free with index_free. */
Index *gm_gazetteer_index_open(const char *path, GError **error);
/** Takes a reference to @bytes; @path is for messages. */
Index *gm_gazetteer_index_open_bytes(GBytes *bytes, const char *path, GError **error);
void gm_gazetteer_index_free(Index *x);
bool gm_gazetteer_index_verify(const Index *x, GError **error);
/** True of a file that may be a source: text, gzip, or a shapefile by its name. */
bool gm_gazetteer_index_is_source(const char *path);

static inline void index_prefetch_place(const Index *x, guint32 place)
{
    if (place < x->n_places)
        __builtin_prefetch(&x->places[place]);
}
static inline const char *index_string(const Index *x, guint32 at)
{
    return x->strings + (at < x->n_strings ? at : 0);
}
static inline const char *index_code(const Index *x, guint32 code)
{
    return code < x->n_codes ? index_string(x, x->codes[code]) : "";
}
/** The name's number, or G_MAXUINT32. */
guint32 gm_gazetteer_index_find_name(const Index *x, const char *folded, gsize len);
/** The name as stored: plain_fold makes it the folded name. "" when damaged. */
static inline const char *index_name(const Index *x, guint32 name)
{
    return name < x->n_names ? index_string(x, x->names[name].string) : "";
}
/** The name's postings; none when the index is damaged there. */
const guint32 *gm_gazetteer_index_postings(const Index *x, guint32 name, guint32 *n);
/** Words of the longest name of several words that begins with @word; 0 none. */
guint gm_gazetteer_index_longest(const Index *x, const char *word, gsize len);
guint gm_gazetteer_index_word(const Index *x, const char *word, gsize len);
/** See gm_gazetteer_prefetch: the slots of @word, or with @second what they hold. */
void gm_gazetteer_index_prefetch(const Index *x, const char *word, gsize len, bool second);
/** The place's number, or G_MAXUINT32. */
guint32 gm_gazetteer_index_find_id(const Index *x, guint32 geonames_id);
guint32 gm_gazetteer_index_find_division(const Index *x, const char *admin1);
const IndexExtra *gm_gazetteer_index_extra(const Index *x, guint32 place);
/** False when the name is dated for this place and @date (yyyymmdd) is outside. */
bool gm_gazetteer_index_name_valid(const Index *x, guint32 name, guint32 place, gint32 date);
/** The name in @language: marked when @guessed is false; NULL when none. */
const char *gm_gazetteer_index_name_in(const Index *x, guint32 place, const char *language,
                                       bool guessed);
