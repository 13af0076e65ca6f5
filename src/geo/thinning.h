/** Thinning of lines and rings by the size of triangles: Visvalingam & Whyatt 1993,
 *  whose choice depends on neighbours only, so that an edge that two share is thinned
 *  alike in both, whichever way each runs along it. */
#pragma once

#include <glib.h>

/** Room that one part after another is thinned in; zeroed at first. */
typedef struct {
    double *area;
    guint *heap, *prev, *next, *before, *after;
    guint room;
} GeoThinner;

void gm_geo_thinner_clear(GeoThinner *t);
/** Sets keep[i] to 0 for those of the @n places (x then y) that a triangle of less
 *  than @limit, in the square of their unit, does not miss. The ends stay, and so
 *  does what keep[i] is 2 for; the others are 1 at first. */
void gm_geo_thin(GeoThinner *t, const double *xy, guint n, double limit, guint8 *keep);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GeoThinner, gm_geo_thinner_clear)
