/** Mentions: the spans of a document that name places, and the place of each.
 *  Nothing is thrown away: what is no location is labelled, what is unknown
 *  is kept without a place. */
#pragma once

#include "document.h"
#include "gazetteer.h"

typedef enum {
    GM_ROLE_LOCATION, /* a place meant as a place: drawn or listed */
    GM_ROLE_ACTOR,    /* a government or people meant by a place */
    GM_ROLE_DEMONYM,  /* "Syrian", "Turkish-backed" */
    GM_ROLE_NESTED,   /* inside an organisation, event, agreement, process */
} GmRole;

typedef struct {
    gsize start, end; /* bytes in the document's text */
    guint first_token, n_tokens;
    guint sentence;
    GmSectionKind section;
    char *surface; /* as written */
    GmRole role;
    bool has_place;            /* false: unplaced, see reason */
    GmPlace place;             /* valid when has_place */
    GmPos pos;                 /* where it is drawn; equals the place's unless relative */
    const GmMatch *runners_up; /* the most populous first; NULL where there is none */
    guint n_runners_up;
    double confidence; /* 0..1 */
    char *reason;      /* for people, one line */
} GmMention;           /* what it points to is its GmMentions' */

typedef struct {
    const char *near_place; /* NULL, or the home of the outlet: "Alexandria, Louisiana", or
                               coordinates as gm_text_parse_coordinates reads them */
    const char *country;    /* NULL, or ISO code the document is about */
    bool include_comments;  /* let comment sections' places be locations */
} GmMentionOptions;
#define GM_MENTION_OPTIONS_INIT                                                                    \
    {                                                                                              \
        NULL, NULL, false                                                                          \
    }

/** What the document is about, as worked out while resolving. */
typedef struct {
    char country[4]; /* ISO code most of its places share, or "" */
    char admin1[24]; /* first-level code most share, or "" */
    GmPos centre;    /* weighted centre of the sure locations */
    bool has_centre;
} GmFocus;

typedef struct {
    const GmDocument *document;   /* borrowed */
    const GmGazetteer *gazetteer; /* borrowed */
    GPtrArray *list;              /* GmMention, by start, no two overlap */
    GmFocus focus;
    GSList *blocks; /* private: what the mentions lie in, the one being filled first */
    char *free;
    gsize left;
} GmMentions;

GmMentions *gm_mention_find(const GmDocument *d, const GmGazetteer *g, const GmMentionOptions *o,
                            GError **error);
void gm_mention_free(GmMentions *m);
const char *gm_mention_role_name(GmRole role); /* "location", … */
bool gm_mention_role_from_name(const char *name, GmRole *out);
/** On the map: role location, has a place, in an article section. */
bool gm_mention_is_mapped(const GmMention *m);

static inline const GmMention *gm_mention_at(const GmMentions *m, guint i)
{
    return (const GmMention *)g_ptr_array_index(m->list, i);
}

/** Dumps. TSV columns: doc, byte_start, byte_end, surface, lat, lon,
 *  geonames_id, name, kind, country, role, confidence, reason; offsets are into the
 *  file as given. The header line is written by _tsv_header. */
void gm_mention_append_tsv_header(GString *out);
void gm_mention_append_tsv(GString *out, const GmMentions *m);
void gm_mention_append_json(GString *out, const GmMentions *m);
/** The array of mentions alone, on one line. */
void gm_mention_append_list_json(GString *out, const GmMentions *m);
/** For people: aligned columns, @width characters at most (0: unlimited). */
void gm_mention_append_table(GString *out, const GmMentions *m, int width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmMentions, gm_mention_free)
