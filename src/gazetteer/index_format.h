/** The index file: a head, then sections of fixed-width records, each at an
 *  offset that is a multiple of 8. Numbers are in the byte order of the machine
 *  that built it; the head's mark tells another order, which is refused. Private
 *  to the gazetteer room. */
#pragma once

#include <glib.h>
#include <string.h>

#define INDEX_MAGIC "GmPlaces"
#define INDEX_VERSION 2u
#define INDEX_ENDIAN 0x01020304u

typedef enum {
    SECTION_STRINGS,     /* NUL-terminated UTF-8; the first is "" and the last byte NUL */
    SECTION_PLACES,      /* IndexPlace, and one for the end */
    SECTION_SOURCES,     /* IndexSource */
    SECTION_CODES,       /* u32 string: countries, divisions, feature codes; 0 is "" */
    SECTION_NAMES,       /* IndexName */
    SECTION_NAME_SLOTS,  /* u32, see slot_bits; open addressing by name_hash */
    SECTION_POSTINGS,    /* u32: lists, each led by its length */
    SECTION_DATES,       /* IndexDate, by name then place */
    SECTION_DISPLAY,     /* IndexDisplay, grouped by place */
    SECTION_EXTRAS,      /* IndexExtra, by place */
    SECTION_ID_SLOTS,    /* u32 place + 1, open addressing by id_hash */
    SECTION_COUNTRIES,   /* u32 place + 1, 26 * 26 */
    SECTION_DIVISIONS,   /* u32 place, by division code */
    SECTION_KINDS,       /* u32 place of every kind but settlement, by kind then importance */
    SECTION_FIRST_SLOTS, /* IndexFirst, words that begin longer names, by name_hash */
    SECTION_WORD_SLOTS,  /* u32 string, 0 free; open addressing by name_hash */
    SECTION_WORD_FLAGS,  /* u8 of each slot */
    SECTION_GRID,        /* u32 start in GRID_PLACES of each one-degree cell, and the end */
    SECTION_GRID_PLACES, /* u32 settlement, by cell then importance */
    SECTION_SKELETONS,   /* u32 skeleton, ascending */
    SECTION_SKELETON_AT, /* u32 first sound of each skeleton, and the end */
    SECTION_SOUNDS,      /* IndexSound, grouped by skeleton */
    N_SECTIONS,
} IndexSection;

typedef struct {
    char magic[8];
    guint32 version, endian;
    guint64 file_size;
    guint64 body_sum; /* of everything behind the head */
    gint64 built_at;
    guint64 n_names;
    struct {
        guint64 offset, size;
    } section[N_SECTIONS];
    guint64 head_sum; /* of everything before it; stays last */
} IndexHead;

typedef struct {
    guint32 geonames_id;
    gint32 lat, lon; /* 1e-6 degrees */
    guint32 population;
    guint32 name;    /* string as written */
    guint32 folded;  /* name */
    guint32 display; /* first of the place's DISPLAY records; they end where the next's begin */
    guint16 admin1, feature; /* codes; PLACE_HAS_EXTRA in feature */
    guint8 country;          /* code */
    guint8 kind, rank, source;
} IndexPlace;

typedef struct {
    guint32 string, posting;
} IndexName;

typedef struct {
    guint32 name, credit, licence, file;
    guint32 dump; /* a GeoNames dump, whose points may be an area's middle */
    guint32 spare;
    guint64 n_places, n_names;
} IndexSource;

typedef struct {
    guint32 name, place;
    gint32 from, to; /* yyyymmdd; 0 is open */
} IndexDate;

typedef struct {
    guint32 string;
    char language[3]; /* "ar", NUL padded */
    guint8 guessed;   /* from the script, not from a mark */
} IndexDisplay;

typedef struct {
    guint32 place, geometry, note, ends, via;
} IndexExtra;

typedef struct {
    guint32 string; /* a name that begins with the word */
    guint8 longest; /* words; 0 marks a free slot */
    guint8 length;  /* bytes of the word, 255 and more are 255 */
    guint16 check;  /* high bits of the hash */
} IndexFirst;

typedef struct {
    guint32 name, fine;
} IndexSound;

#define PLACE_HAS_EXTRA 0x8000u

/* A posting says who answers to a name: one place, or where the list of them is. */
/* In the name of a sound: its short vowels are not written. */
#define SOUND_UNVOWELLED 0x80000000u

#define POSTING_PLACE 0x0fffffffu
#define POSTING_SORT_SHIFT 28 /* GmNameSort, two bits, or POSTING_LIST */
#define POSTING_LIST 3u
#define POSTING_PREFERRED 0x40000000u
#define POSTING_DATED 0x80000000u
#define INDEX_MAX_PLACES POSTING_PLACE

/* A name slot holds name + 1 in its low bits and the hash's low bits above. */
static inline guint slot_bits(guint64 n_names)
{
    guint bits = 1;
    while (bits < 32 && (n_names + 1) >> bits)
        bits++;
    return bits;
}

#define GRID_COLUMNS 360
#define GRID_ROWS 180

/* A table that some slot search has not answered after so many steps is damaged. */
#define INDEX_MAX_PROBES 4096

static inline guint64 hash_mix(guint64 h, guint64 w)
{
    h = (h ^ w) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static inline guint64 name_hash(const char *s, gsize n)
{
    guint64 h = 0x2545f4914f6cdd1du ^ n, w;
    for (; n >= 8; n -= 8, s += 8) {
        memcpy(&w, s, 8);
        h = hash_mix(h, w);
    }
    if (n > 0) {
        w = 0;
        memcpy(&w, s, n);
        h = hash_mix(h, w);
    }
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}

/* The slot where a search begins, of any number of slots (Lemire 2019). */
static inline guint32 first_slot(guint32 hash, guint32 n_slots)
{
    return (guint32)((guint64)hash * n_slots >> 32);
}

static inline guint32 id_hash(guint32 id)
{
    guint64 h = id * 0x9e3779b97f4a7c15u;
    return (guint32)(h >> 32);
}
