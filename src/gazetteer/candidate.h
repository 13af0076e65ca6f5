/** Places that may answer a name, light enough to gather by the thousand before
 *  the best are looked at closely. Private to the gazetteer room. */
#pragma once

#include "gazetteer_layers.h"

/* The rule of a variant that is in truth only near: it stands in the order among
 * the variants, and is not called one. */
#define GM_RULE_NEAR "near spelling"

typedef struct {
    LayerPlace at;
    guint8 match; /* GmMatchKind */
    guint8 sort;  /* GmNameSort */
    bool agreed;  /* sources of several layers give the place this name */
    float cost;   /* of the spelling: 0 the name itself */
    float key;    /* what they are ordered by */
    const char *rule;
} Candidate;

enum { CROWD = 24 }; /* namesakes that are more are not all looked at */

typedef struct {
    const GmGazetteer *g;
    gint32 date;         /* yyyymmdd, 0 any */
    const GmPos *near;   /* whereabouts that may outweigh the spelling; or NULL */
    const char *country; /* the same */
    guint max;           /* as many are asked for */
    GArray *list;        /* Candidate */
} Gathering;

/** Everyone who answers to name @name of layer @layer, after shadowing; a place
 *  that is there already keeps its better match. Returns how many were new. */
guint gm_gazetteer_candidates_add(Gathering *c, guint layer, guint32 name, GmMatchKind match,
                                  double cost, const char *rule);
/** By exactly this name, every layer. */
guint gm_gazetteer_candidates_add_exact(Gathering *c, const char *folded, gsize len);
/** By spelling variants; by near spellings. Costs are 0 to 1. */
guint gm_gazetteer_candidates_add_variants(Gathering *c, const char *folded, gsize len);
guint gm_gazetteer_candidates_add_near(Gathering *c, const char *folded, gsize len);

void gm_gazetteer_candidate_match(const GmGazetteer *g, const Candidate *c, GmMatch *out);
