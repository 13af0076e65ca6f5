/** Statements: what the phrases around mentions say, as typed values. No
 *  geometry is computed here.
 *
 *  Adding a kind: one file here (a reader), one in scene (a planner), a row in
 *  statement_kinds.h, one spec case.
 *
 *  How each kind fills its fields. Anchors stand in the order of the text; a
 *  part may occur several times. An anchor's place is its mention, or, when the
 *  text only says "the highway", the mention that @antecedent names; with
 *  neither, @surface is all that is known (an unnamed "line of contact").
 *
 *  corridor      ALONG the line (a road, river or named line; repeated for
 *                several). Where the line is named by its ends ("the A–B
 *                highway") ALONG carries the whole surface, mention -1, and FROM
 *                and TO the ends. FROM/TO the run that is meant, when stated, or
 *                what the corridor connects. IN the area that it is for or clipped to. OF the
 *                place that the corridor is named after ("the Lachin corridor").
 *                EXCEPT what is left out. Measures: WIDTH, whole (total_width),
 *                or DEPTH on each of @sides; a DEPTH with its own .side holds for
 *                that side only ("6 km to the north and 4 km to the south").
 *                LENGTH along the line. Sides n … nw relative to the line, both,
 *                left, right; 0: not said, both meant. ambiguous_width: a WIDTH
 *                was written with two named sides and can be read per side. A line
 *                that is named by its stations ("the line A–B–C") has FROM and TO its
 *                ends and AT what it runs through. Of withdrawn weapons one statement
 *                a range; where no line is said, no anchor at all.
 *  buffer        OF what it lies around, or (sides has INSIDE) along whose inner
 *                edge it runs; IN the area that holds it; FROM and TO the two
 *                parties or places it lies between. Measures: RADIUS ("within
 *                20 km of", "around"), WIDTH, DEPTH. EXCEPT. feature "waters": the
 *                sea so far off the coast of OF.
 *  border_strip  ALONG the border: one anchor a country or demonym that the
 *                surface names ("Syrian–Turkish border": two, same surface), IN
 *                the land that holds the strip, FROM/TO the run of the border
 *                ("between Tel Abyad and Ras al-Ayn"), EXCEPT. Measures: DEPTH, or
 *                none (width not stated). Sides: which border of the country
 *                ("northern Syrian border": n), or INSIDE.
 *  segment       ALONG the line (perhaps by antecedent, perhaps none: then it is
 *                not known which), FROM and TO, AT what lies on the way ("via X");
 *                only TO for "towards X". LENGTH, when stated; DISTANCE, from one
 *                kilometre post of the road to another. feature as of lines.
 *  line          ALONG the line; FROM/TO its ends when stated, AT what it runs
 *                through or where on it; with sides FROM alone: the run from there
 *                that way. A border's whole length (feature "border"). "Roads leading to A
 *                from B, C": no ALONG, one TO, several FROM. feature "patrol",
 *                "control", "open", "closed", "strike" when the text acts on it.
 *  relative      OF the place measured from, DISTANCE, sides one wind (0 when no
 *                direction is said); AT the place that is so located, when named;
 *                ALONG the road, when the distance is along it.
 *  region_part   IN X and sides: the part of X itself ("northern X", "the south of
 *                X"; centre). OF X and sides: the land on those sides of it ("south
 *                and east of X", "eastern Euphrates"); OF with sides 0: the
 *                area around X. X may be a line with its stations (FROM, AT, TO), or
 *                a parallel, by its words alone ("36th parallel"), of the land IN.
 *                feature "named": the place that IN names is that part already
 *                ("Eastern Euphrates" in the gazetteer).
 *  between       FROM and TO the two places.
 *  bounded       AT every corner in the order of the text, a place or a position that
 *                is written out (mention -1). feature "bounded"; subject "triangle",
 *                "prohibited area", …
 *  near          OF the place (or border: as in border_strip); subject "near",
 *                "outskirts", …
 *  deployment    AT every settlement, base, crossing; IN the area around them
 *                or, where no AT is given, the area that holds unnamed ones (with
 *                sides "in the south of"): nothing to put a symbol on. ALONG the
 *                line that forces stand along. feature "post", "base", "crossing",
 *                "checkpoint", "camp", "unit", "strike", "event"; "flow" is a
 *                movement FROM … TO …
 *  area          IN every province, town or area it holds in, with sides for a
 *                part (INSIDE: in parts of them, not said which); OF for a zone
 *                named after a place with no said extent;
 *                EXCEPT. feature "ceasefire", "zone", "control", "operation",
 *                "strike", "event", "emergency" (a state of); valid_from, valid_to.
 *
 *  same_as: a repeat or a back-reference ("the corridor") has the places of the
 *  earlier statement, by antecedent; one feature, two quotes.
 *  Status: AGREED by the words of an accord, or told as due ("will run") in a text that
 *  tells of one; ESTABLISHED is what the text states as plain fact. */
#pragma once

#include "json_writer.h"
#include "mention.h"
#include "statement_kinds.h"

#define GM_STATEMENT_KIND_CONSTANT(constant, name) GM_ST_##constant,
typedef enum {
    GM_STATEMENT_KINDS(GM_STATEMENT_KIND_CONSTANT) GM_N_STATEMENT_KINDS
} GmStatementKind;

typedef enum {
    GM_PART_OF,
    GM_PART_ALONG,
    GM_PART_FROM,
    GM_PART_TO,
    GM_PART_IN,
    GM_PART_AT,
    GM_PART_EXCEPT
} GmAnchorPart;

typedef struct {
    int mention;      /* index in the mentions, or -1 */
    gsize start, end; /* bytes in the text */
    char *surface;    /* owned */
    GmAnchorPart part;
    int antecedent; /* mention index that "the highway" means, or -1 */
    guint sides;    /* of this place's own words: "northern X" of a list; else 0 */
    bool town;      /* the text calls it a city, town or village */
} GmAnchor;

typedef enum {
    GM_MEASURE_WIDTH,
    GM_MEASURE_DEPTH,
    GM_MEASURE_RADIUS,
    GM_MEASURE_DISTANCE,
    GM_MEASURE_LENGTH
} GmMeasurePart;

typedef struct {
    double value, max; /* as written; max equals value unless a range */
    char unit[8];      /* "km", "m", "mi", "nmi" */
    double metres, metres_max;
    GmMeasurePart part;
    bool approximate; /* "some", "about" */
    int side;         /* GmSide bits it holds for; 0: all the statement's sides */
} GmMeasure;

enum { /* sides and directions; a set of bits */
       GM_SIDE_N = 1 << 0,
       GM_SIDE_NE = 1 << 1,
       GM_SIDE_E = 1 << 2,
       GM_SIDE_SE = 1 << 3,
       GM_SIDE_S = 1 << 4,
       GM_SIDE_SW = 1 << 5,
       GM_SIDE_W = 1 << 6,
       GM_SIDE_NW = 1 << 7,
       GM_SIDE_OF_BOTH = 1 << 8, /* "on both sides", "each side" */
       GM_SIDE_OF_LEFT = 1 << 9,
       GM_SIDE_OF_RIGHT = 1 << 10,
       GM_SIDE_OF_INSIDE = 1 << 11,
       GM_SIDE_OF_CENTRE = 1 << 12, /* "central" */
};

/** One of the eight winds in @sides is about @azimuth, degrees from north: within one
 *  and a half of their eighths. */
bool gm_side_of_azimuth(guint sides, double azimuth);

typedef enum {
    GM_STATUS_ESTABLISHED,
    GM_STATUS_AGREED,
    GM_STATUS_REPORTED,
    GM_STATUS_PROPOSED,
    GM_STATUS_DENIED,
    GM_N_STATUSES
} GmStatus;

typedef struct {
    GmStatementKind kind;
    guint sentence;
    gsize start, end; /* the quote, bytes in the text */
    GArray *anchors;  /* GmAnchor */
    GArray *measures; /* GmMeasure */
    guint sides;
    GmStatus status;
    bool total_width;     /* corridor: the measure is the whole width, not per side;
                             see notes where the text leaves it open */
    bool ambiguous_width; /* "12-km … to the north and to the south" */
    char *subject;        /* owned: what it is, folded head words: "security corridor",
                             "joint patrols", "observation post", "ceasefire", … or NULL */
    char *feature;        /* owned: finer type for drawing: "patrol", "post", "base",
                             "crossing", "checkpoint", "unit", "strike", "zone",
                             "ceasefire", "control", "flow", … or NULL */
    char *valid_from;     /* ISO date or date-time, owned, or NULL */
    char *valid_to;
    int same_as;      /* earlier statement that this one repeats or refers back
                         to, or -1 */
    GPtrArray *notes; /* char*, for people */
} GmStatement;

typedef struct {
    const GmMentions *mentions; /* borrowed */
    GPtrArray *list;            /* GmStatement, by start */
} GmStatements;

GmStatements *gm_statement_read(const GmMentions *m, GError **error);
void gm_statement_free(GmStatements *s);

const char *gm_statement_kind_name(GmStatementKind k); /* "corridor", "border_strip", … */
const char *gm_statement_status_name(GmStatus s);
/** Agreed and established: drawn alike, as what stands. */
bool gm_statement_status_is_firm(GmStatus s);
const char *gm_statement_anchor_part_name(GmAnchorPart p);   /* "along" … */
const char *gm_statement_measure_part_name(GmMeasurePart p); /* "width" … */
/** Appends the names of the set, separated by @sep: "n", "both", "inside", … */
void gm_statement_append_sides(GString *out, guint sides, const char *sep);

/** The words of an anchor are a name ("Kafir", "al-Zarba"), not "the zone". */
bool gm_statement_is_name(const char *surface);
/** The @nth anchor (from 0) of that part, borrowed, or NULL. */
const GmAnchor *gm_statement_anchor(const GmStatement *s, GmAnchorPart part, guint nth);
/** The mention that an anchor stands for: its own or its antecedent; or NULL. */
const GmMention *gm_statement_anchor_mention(const GmStatements *s, const GmAnchor *a);
/** The position that an anchor of no mention writes out ("36°10'N 35°20'E"). */
bool gm_statement_anchor_position(const GmAnchor *a, GmPos *pos);
/** The first measure of that part, borrowed, or NULL. */
const GmMeasure *gm_statement_measure(const GmStatement *s, GmMeasurePart part);

static inline const GmStatement *gm_statement_at(const GmStatements *s, guint i)
{
    return (const GmStatement *)g_ptr_array_index(s->list, i);
}

/** Dump as design.md gives it: appends array elements, comma-separated, no
 *  brackets, so that documents can follow one another. */
void gm_statement_append_json(GString *out, const GmStatements *s, bool first);
/** The measures (GArray of GmMeasure, or NULL) as the objects of an open array. */
void gm_statement_json_measures(GmJson *j, const GArray *measures);
void gm_statement_append_table(GString *out, const GmStatements *s, int width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmStatements, gm_statement_free)
