/** Nearest of many straight chords in space: a tree of bounding spheres over
 *  chords in their given order (neighbours on a line are neighbours on the
 *  ground). Private. */
#pragma once

#include "wgs84.h"

typedef struct ChordIndex ChordIndex;

/** Takes over @a and @b, the @n chords' ends (g_malloc'd). */
ChordIndex *gm_geo_chord_index_new(Vec3 *a, Vec3 *b, size_t n);
void gm_geo_chord_index_free(ChordIndex *index);
/** Distance to the nearest chord, or @limit when none is nearer; @which (may
 *  be NULL) gets its number. */
double gm_geo_chord_index_nearest(const ChordIndex *index, Vec3 p, double limit, size_t *which);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChordIndex, gm_geo_chord_index_free)
