/** A coarse raster of the map: how much ink lies where, or what share of a box
 *  lies inside an area. Questions about boxes cost the same whatever their size
 *  (summed-area table, Crow 1984). Private to layout. */
#pragma once

#include "pixel_geom.h"

typedef struct GmInkGrid GmInkGrid;

GmInkGrid *gm_layout_grid_new(const double rect[4], double cell);
void gm_layout_grid_free(GmInkGrid *g); /* accepts NULL */
/** Raises the cells under the edges to at least @weight. */
void gm_layout_grid_stroke(GmInkGrid *g, const GmPixelGeom *geom, double weight);
/** Raises the cells inside (even-odd) to at least @weight. */
void gm_layout_grid_fill(GmInkGrid *g, const GmPixelGeom *geom, double weight);
void gm_layout_grid_box(GmInkGrid *g, const double box[4], double weight);
/** Mean weight in the box; what lies outside the grid counts @outside. */
double gm_layout_grid_mean(GmInkGrid *g, const double box[4], double outside);
/** The same of @n × @n boxes, from @across[i][0] to @across[i][1] and from @down[k][0]
 *  to @down[k][1], into out[i * n + k]; what lies outside the grid counts nothing. */
void gm_layout_grid_means(GmInkGrid *g, int n, double (*across)[2], double (*down)[2], double *out);

/** Copies the weights, row by row, of the first @nx × @ny cells. */
void gm_layout_grid_copy(const GmInkGrid *g, float *out, int nx, int ny);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmInkGrid, gm_layout_grid_free)
