/** A halo in a picture: the glyphs' own coverage, spread. One stroke around each
 *  outline costs many times as much. Private to draw. */
#pragma once

#include <glib.h>

/** Spreads the coverage @mask (@height lines of @width bytes, @stride apart) by
 *  @radius px in place: each pixel takes the most that reaches it from around,
 *  which is less on the outermost pixel; three levels are left, since a halo's
 *  edge is faint and pictures pack better so. */
void gm_draw_halo_spread(guint8 *mask, int width, int height, gsize stride, double radius);
