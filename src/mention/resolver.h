/** The resolver's tables, shared by its files. Private to the mention room. */
#pragma once

#include "mention_resolve.h"

#include <math.h>

enum { MAX_ANCHORS = 48, DIVISION_SLOTS = 4096, COUNTRY_SLOTS = 26 * 26 + 1 };

#define EARTH_KM 6371.0088

typedef struct {
    const GmMatch *match;
    double x, y, z; /* unit vector */
    double prior, local, score, p;
    guint16 country;  /* slot */
    guint16 division; /* slot, 0 none */
} Cand;

typedef struct {
    guint32 key;
    guint first_cand, n;
    guint n_spans;
    guint span;    /* the first of them */
    double weight; /* how much its choice says about the document */
    guint best;
    bool free_space; /* places of this group say nothing about the focus */
} Group;

/* Two names of one list: "Watertown, Mayer and Jordan". */
typedef struct {
    guint a, b;
} Link;

typedef struct {
    Scan *s;
    const ResolveWeights *w;
    GArray *cands;  /* Cand */
    GArray *groups; /* Group */
    GArray *links;  /* Link */
    double country[COUNTRY_SLOTS];
    double division[DIVISION_SLOTS];
    double total;
} Resolver;

typedef struct {
    const Cand *cand;
    double weight;
    guint group;
} Anchor;

static inline Cand *cand_at(const Resolver *r, const Group *g, guint i)
{
    return &g_array_index(r->cands, Cand, g->first_cand + i);
}
static inline Group *group_at(const Resolver *r, guint i)
{
    return &g_array_index(r->groups, Group, i);
}

/* Square of the chord between two places, in earth radii. */
static inline double chord2(const Cand *a, const Cand *b)
{
    double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
    return dx * dx + dy * dy + dz * dz;
}

/* 1 at the same point, a quarter at the scale (earth radii, squared and
 * inverted), next to nothing far away. */
static inline double nearness(double c2, double inverse)
{
    double k = 1 / (1 + c2 * inverse);
    return k * k;
}

static inline double inverse_scale(double km)
{
    return (EARTH_KM / km) * (EARTH_KM / km);
}

static inline double chord_km(const Cand *a, const Cand *b)
{
    return EARTH_KM * sqrt(chord2(a, b));
}

/** Evidence from the words between names (resolve_text.c): containment, lists,
 *  a division against the town of its name. */
void resolver_read_containment(Resolver *r);
void resolver_read_lists(Resolver *r);
void resolver_weigh_namesakes(Resolver *r);
/** One name but for its ending: Ḩamāh, "Hama" (@len bytes). */
bool resolver_same_but_ending(const char *name, const char *other, gssize len);
/** A highway of the document speaks for the places that the gazetteer lists along it. */
void resolver_lean_roads(Resolver *r);

/** After the choice (resolve_focus.c): lists of one kind, what the document is
 *  about, what speaks for each choice. */
void resolver_match_neighbours(Scan *s);
void resolver_note_support(Resolver *r, const GArray *anchors);
void resolver_find_focus(Resolver *r);
/** Clears and fills the weights of countries and divisions (mention_resolve.c). */
void resolver_clear_mass(Resolver *r);
double resolver_weightiest_country(const Resolver *r);
void resolver_add_mass(Resolver *r, const Group *g, double sign);
