/** Specs: what a feature is to be made from. A statement becomes specs, a map
 *  file's entry is one, and the makers turn either into geometry. A spec owns
 *  all it holds and borrows nothing from a document or a gazetteer, so a
 *  scene can be written as a map file after both are closed. Private to scene. */
#pragma once

#include "scene.h"

/** A place in a spec: a named place or a position. */
typedef struct {
    GmAnchorPart part;
    char *name;  /* owned; as the document or the file spells it */
    char *title; /* owned; the gazetteer's name, or NULL */
    guint64 ref; /* gazetteer place, or 0 */
    guint32 geonames_id;
    GmPlaceKind kind;
    GmPos pos;
    bool located;   /* pos holds */
    bool given;     /* pos was given by the author: not the gazetteer's */
    bool fuzzy;     /* the gazetteer marks it approximate */
    char *key;      /* owned; what leads to it in a map file ("Idlib (province)"); NULL: its
                       coordinates must stand in the file's table */
    char *geometry; /* owned; "layer:key", or NULL */
    char *country;  /* owned; ISO code, or NULL */
    char *admin1;   /* owned; first-level code, or NULL */
    char *source;   /* owned; the gazetteer's source, or NULL */
    guint sides;    /* of the anchor it was made from: GmAnchor.sides */
    bool town;      /* likewise: it is no province of that name */
} GmSite;

struct GmSpec {
    GmFeatureKind kind;
    char *name;       /* given, or NULL: made from the parts */
    char *label;      /* given, or NULL */
    char *subject;    /* "security corridor", or NULL */
    char *subtype;    /* "patrol", "ceasefire", or NULL */
    GPtrArray *sites; /* GmSite */
    GArray *measures; /* GmMeasure */
    guint sides;      /* GM_SIDE bits */
    bool total_width;
    bool ambiguous_width;
    bool assumed_area; /* its IN is the document's main division, not the statement's */
    GmStatus status;
    guint votes[GM_N_STATUSES]; /* how many statements gave each status */
    GmCertainty at_least;       /* the feature is no more certain than this */
    bool label_only;            /* its name where it lies, without its extent */
    int frames;                 /* 0 no, 1 yes, -1 the kind's own */
    GPtrArray *evidence;        /* GmEvidence */
    GPtrArray *notes;           /* char*; what the document or the author says */
    char *valid_from, *valid_to;
    char *style;
    GmGeom *given; /* coordinates from the map file, or NULL */
    guint order;   /* of its first evidence */
};

GmSite *gm_site_new(const char *name, GmAnchorPart part);
GmSite *gm_site_copy(const GmSite *s, GmAnchorPart part);
void gm_site_free(GmSite *s);
/** Takes over what @p says; @name is kept when it is not NULL. */
void gm_site_set_place(GmSite *s, const GmPlace *p);
/** Divisions and countries lose their generic word: "Idlib province" is named
 *  Idlib when that is what the gazetteer calls it. */
void gm_site_plain_name(GmSite *s);
/** Its position. */
GmPos gm_site_pos(const GmSite *s);

GmSpec *gm_spec_new(GmFeatureKind kind);
void gm_spec_free(GmSpec *s);
/** Adds and takes @site. */
void gm_spec_add(GmSpec *s, GmSite *site);
/** The n-th site of a part, or NULL. */
const GmSite *gm_spec_site(const GmSpec *s, GmAnchorPart part, guint n);
guint gm_spec_count(const GmSpec *s, GmAnchorPart part);
/** The first measure of a part, or NULL. */
const GmMeasure *gm_spec_measure(const GmSpec *s, GmMeasurePart part);
/** The greatest metres of any measure that gives an across-the-line or
 *  across-the-border extent (width, depth, radius, distance); 0: none. */
const GmMeasure *gm_spec_extent(const GmSpec *s);
/** True when both would be the same thing on the map. */
bool gm_spec_same(const GmSpec *a, const GmSpec *b);
/** The same of specs that gm_spec_same. */
guint gm_spec_hash(const GmSpec *s);
/** Moves evidence and notes of @from, which is freed, to @to. */
void gm_spec_merge(GmSpec *to, GmSpec *from);
/** @n more statements give @status; the status that most give is the spec's,
 *  of equals the first. */
void gm_spec_vote(GmSpec *s, GmStatus status, guint n);
void gm_spec_note(GmSpec *s, const char *format, ...) G_GNUC_PRINTF(2, 3);

GmEvidence *gm_evidence_new(const char *document, gsize start, gsize end, const char *quote);
void gm_evidence_free(GmEvidence *e); /* when the last list that holds it lets go */
/** Adds @e (taken) unless the same span is among the last ones. */
void gm_evidence_add(GPtrArray *list, GmEvidence *e);
/** Adds what @to does not hold yet, each once; both hold it from then on. */
void gm_evidence_copy_once(GPtrArray *to, const GPtrArray *from);

/** The place that a name in a map file means: exact and alternate names only,
 *  places of @country (ISO code, may be NULL or "") before others. False when
 *  nothing is called so: near spellings are for the error message. */
bool gm_lookup_name(const GmGazetteer *g, const char *name, const char *country, GmPlace *out);

/** The same among places of one kind. */
bool gm_lookup_kind(const GmGazetteer *g, const char *name, const char *country, GmPlaceKind kind,
                    GmPlace *out);

/** "6 km", "15–20 km", "500 m"; new string. */
char *gm_measure_text(const GmMeasure *m);
/** Metres as a short length: "6 km", "350 m"; new string. */
char *gm_length_text(double metres);
/** Adds @text to a list of notes unless it is there. */
void gm_note_add(GPtrArray *notes, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmEvidence, gm_evidence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmSite, gm_site_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmSpec, gm_spec_free)
