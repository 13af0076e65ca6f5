/** What planning asks again and again, answered without going through everything:
 *  the specs that say the same, those along a line, a document's mentions by place
 *  and by name, what is listed as unplaced. Everything that it hands out is borrowed
 *  and in the order in which it was added. Private to scene. */
#pragma once

#include "scene_spec.h"

typedef struct GmPlanIndex GmPlanIndex;

GmPlanIndex *gm_plan_index_new(void);
void gm_plan_index_free(GmPlanIndex *x);

/** Kind, sides, sites and measures of @s must not change while it is held. */
void gm_plan_index_add(GmPlanIndex *x, GmSpec *s);
void gm_plan_index_remove(GmPlanIndex *x, const GmSpec *s);
/** The first spec that gm_spec_same as @s, or NULL. */
GmSpec *gm_plan_index_same(const GmPlanIndex *x, const GmSpec *s);
/** Specs of @kind whose first ALONG is @ref, and perhaps others; or NULL. */
const GPtrArray *gm_plan_index_along(const GmPlanIndex *x, GmFeatureKind kind, guint64 ref);

/** The mentions from now on are @ms, borrowed. */
void gm_plan_index_read(GmPlanIndex *x, const GmMentions *ms);
/** Mentions of the place, or NULL. */
const GPtrArray *gm_plan_index_mentions(const GmPlanIndex *x, guint64 ref);
/** The first location with a place that is written so, or NULL. */
const GmMention *gm_plan_index_namesake(const GmPlanIndex *x, const char *surface);

/** @surface, borrowed, is listed as unplaced. */
void gm_plan_index_list(GmPlanIndex *x, const char *surface);
bool gm_plan_index_is_listed(const GmPlanIndex *x, const char *surface);
