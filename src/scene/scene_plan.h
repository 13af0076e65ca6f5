/** Planning: statements and mentions become specs. One planner a statement
 *  kind, gm_plan_NAME, for each row of statement_kinds.h. Statements that repeat or
 *  refer back to one another are planned as one group. Private to scene. */
#pragma once

#include "plan_index.h"
#include "scene_border.h"
#include "scene_route.h"

typedef struct {
    GmMaker *maker;
    const GmSceneOptions *options;
    const GmStatements *sts; /* of the document in hand */
    GPtrArray *specs;        /* GmSpec, owned until made */
    GHashTable *places;      /* place ref (gint64*) -> GmSpec, borrowed: point and label features */
    GPtrArray *unplaced;     /* GmUnplaced, owned */
    GmPlanIndex *index;      /* of specs, unplaced and the mentions of @sts; owned */
    guint order;             /* running number of evidence */
    char home[4];            /* ISO code of the country of the document in hand, or "" */
    char division[24];       /* first-level code of its main division, or "" */
} GmPlan;

/** The first statement and those that say the same again. */
typedef struct {
    const GmStatement *st; /* the first */
    GPtrArray *all;        /* const GmStatement, with the first */
} GmGroup;

typedef void (*GmPlanFunc)(GmPlan *p, const GmGroup *g);
#define PLANNER(constant, name) void gm_plan_##name(GmPlan *p, const GmGroup *g);
GM_STATEMENT_KINDS(PLANNER)
#undef PLANNER
/** A line by its stations ("the line A–B–C"); false when the group tells none that
 *  can be drawn (plan_stations.c). */
bool gm_plan_stations(GmPlan *p, const GmGroup *g);
/** Land beside such a line, or beside a parallel; false when it is neither. */
bool gm_plan_beside(GmPlan *p, const GmGroup *g);
/** Plans all groups of p->sts. */
void gm_plan_statements(GmPlan *p);
/** Plans the mapped mentions of p->sts (plan_place.c). */
void gm_plan_mentions(GmPlan *p);
/** Plans the countries that act in p->sts, for documents that place nothing. */
void gm_plan_countries(GmPlan *p);

/** When all documents are planned: strips without end points or width take
 *  them from a segment or strip along the same line. */
void gm_plan_borrow(GmPlan *p);
/** When all is planned: one feature a road for the runs that are named, the
 *  rest of it thin (plan_line.c). */
void gm_plan_highways(GmPlan *p);

/** Which features the extent is made from (scene_frame.c). */
void gm_scene_frame(GmScene *s);

/** A spec with the group's evidence, measures, sides, status, times, notes; no
 *  sites yet. */
GmSpec *gm_plan_spec(GmPlan *p, const GmGroup *g, GmFeatureKind kind);
/** The n-th located site of a part, new; NULL when there is none. Looks
 *  through the group: the first statement that has the part answers. */
GmSite *gm_plan_site(GmPlan *p, const GmGroup *g, GmAnchorPart part, guint n, GmAnchorPart as);
/** The part of @site that is meant: GM_SIDE_N … and the centre. Of a list in which some
 *  place has a wind of its own, each has its own or none. */
guint gm_plan_winds(const GmGroup *g, const GmSite *site);
/** Adds every located site of a part; returns how many. */
guint gm_plan_sites(GmPlan *p, const GmGroup *g, GmSpec *s, GmAnchorPart part, GmAnchorPart as);
/** The same for end points: a division named as one means its town ("from
 *  Aleppo to Latakia"). */
guint gm_plan_ends(GmPlan *p, const GmGroup *g, GmSpec *s, GmAnchorPart part);
/** A division's site becomes its town's, where it has one of its name. */
void gm_plan_to_town(GmPlan *p, GmSite *s);
/** A town's site becomes its division's, where that bears its name ("a
 *  ceasefire in Idlib"); false when it does not. */
bool gm_plan_to_division(GmPlan *p, GmSite *s);
/** The surface of the first anchor of a part, located or not; or NULL. */
const char *gm_plan_surface(const GmGroup *g, GmAnchorPart part);
/** The country as a site, new; NULL when the gazetteer has none. */
GmSite *gm_plan_country(GmPlan *p, const char *iso2, GmAnchorPart part);
/** The document's main division as a site; NULL when it has none. */
GmSite *gm_plan_division(GmPlan *p, GmAnchorPart part);
/** Keeps @s (taken), or adds it to an equal spec. Returns the one kept. */
GmSpec *gm_plan_keep(GmPlan *p, GmSpec *s);
/** Adds @s (taken), which is equal to none. */
void gm_plan_add(GmPlan *p, GmSpec *s);
/** Lists the group's statement as not drawn. */
void gm_plan_drop(GmPlan *p, const GmGroup *g, const char *reason);
/** Adds the group's evidence and @note (may be NULL) to the place's own feature;
 *  false when it has none. */
bool gm_plan_tell_place(GmPlan *p, const GmGroup *g, const GmSite *site, const char *note);
/** "Lachin corridor", "Aleppo security zone": a place's name with what is named
 *  after it, once; new string. */
char *gm_plan_named_after(const GmSite *site, const char *subject, const char *otherwise);
/** True for airports and air bases. */
bool gm_plan_is_airfield(const GmSite *s);
/** True for places that are a point on the map. */
bool gm_site_is_point(const GmSite *s);
/** Tells that @surface, bytes @start..@end of the text, is a "mention" or "statement"
 *  with no place on the map. */
void gm_plan_list_unplaced(GmPlan *p, const char *what, gsize start, gsize end, const char *surface,
                           const char *reason);
/** The feature of the place itself, borrowed, or NULL. Places that only the text
 *  located have no reference: their name (@title) tells them apart. */
GmSpec *gm_plan_place_spec(const GmPlan *p, guint64 ref, const char *title);
/** @s is the feature of that place from now on; NULL: it has none. */
void gm_plan_set_place_spec(GmPlan *p, guint64 ref, const char *title, GmSpec *s);
/** All that leads to @from leads to @to. */
void gm_plan_move_place_specs(GmPlan *p, const GmSpec *from, GmSpec *to);
/** True when an outline of the site is known. */
bool gm_plan_has_outline(GmPlan *p, const GmSite *s);
GmEvidence *gm_plan_evidence(const GmStatements *sts, gsize start, gsize end);
