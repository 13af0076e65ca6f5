/** Stretches that a line runs there and back: both of the ground's sides are on its
 *  left there, and on its right. Private to the buffers. */
#pragma once

#include "geometry.h"

typedef struct {
    GmGeom *line; /* owned; the given one, cut where what runs back ends within an edge */
    bool *twice;  /* owned; by position of @line: the edge that begins there runs both ways */
    GmGeom *once; /* owned; the other edges, joined where what lay between them is gone */
} RunBack;

/** NULL when no edge of @g runs both ways; a turn straight back counts where it keeps
 *  within @tolerance metres. */
RunBack *gm_geo_run_back(const GmGeom *g, double tolerance);
void gm_geo_run_back_free(RunBack *r);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunBack, gm_geo_run_back_free)
