/** Boxes over things of a plane that lie in some order along tracks, FAN to one,
 *  level upon level. Private to the files that search a plane. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double x0, y0, x1, y1;
} PlaneBox;

enum { PLANE_TREE_FAN = 8, PLANE_TREE_LEVELS = 12 };

typedef struct {
    PlaneBox *level[PLANE_TREE_LEVELS]; /* level 0: the things' own; owned */
    size_t count[PLANE_TREE_LEVELS];
    int levels;
} PlaneTree;

/** Fills @t; takes @boxes. */
void gm_geo_plane_tree_build(PlaneTree *t, PlaneBox *boxes, size_t n);
void gm_geo_plane_tree_clear(PlaneTree *t);

/** Is given what was found; false ends the search. */
typedef bool PlaneVisit(size_t i, void *user);
/** Every thing whose box meets @box; false when ended. */
bool gm_geo_plane_tree_visit(const PlaneTree *t, PlaneBox box, PlaneVisit *visit, void *user);

typedef bool PlanePair(size_t i, size_t k, void *user);
/** Every two things (i < k) whose boxes meet; false when ended. With @fresh, one
 *  for each thing, only pairs of which at least one is fresh. */
bool gm_geo_plane_tree_pairs(const PlaneTree *t, const bool *fresh, PlanePair *pair, void *user);
