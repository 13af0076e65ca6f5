/** The shapefiles that ship, by layer, as shapes/layers.tsv lists them. Files
 *  are opened when first asked for; only records whose box meets the asked box
 *  are read, and those asked for again are kept (5 MB at most).
 *  One thread at a time per store. */
#pragma once

#include "layer.h"

typedef struct GmShapeStore GmShapeStore;

typedef struct {
    const char *layer; /* "levant_land"; borrowed from the store, as all here */
    const char
        *class_; /* land, coast, border, disputed, division, lake, river, road, area, country */
    GmGeomKind kind;
    double min_scale, max_scale; /* scale denominators it is meant for */
    GmBox box;                   /* where it has data */
    const char *credit, *licence;
} GmLayerInfo;

/** @dir holds layers.tsv and the shapefiles. */
GmShapeStore *gm_shapes_open(const char *dir, GError **error);
void gm_shapes_close(GmShapeStore *s);
/** The layers, in the manifest's order. */
guint gm_shapes_n_layers(const GmShapeStore *s);
const GmLayerInfo *gm_shapes_layer(const GmShapeStore *s, guint i);
const GmLayerInfo *gm_shapes_layer_named(const GmShapeStore *s, const char *layer);
/** Whoever draws may pass over a shape that is not there, but not over a layer that is
 *  listed and could not be read. True when all that was asked for since the last call
 *  was read; else the first cause in @error, which is forgotten then. */
bool gm_shapes_all_read(GmShapeStore *s, GError **error);
/** New geometry of "layer:key", e.g. "roads:M4"; NOT_FOUND when absent. */
GmGeom *gm_shapes_find(GmShapeStore *s, const char *reference, GError **error);
/** GPtrArray of GmShape (key and name, no attributes) that meet @box, in file
 *  order; geometries whole, not clipped. */
GPtrArray *gm_shapes_in_box(GmShapeStore *s, const char *layer, GmBox box, GError **error);
/** The same for a small map: without places that triangles of less than @area square
 *  metres miss (by the next smaller power of two: maps of like scales share what is
 *  kept). Rings that vanish are left out, shapes too. */
GPtrArray *gm_shapes_in_box_coarse(GmShapeStore *s, const char *layer, GmBox box, double area,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmShapeStore, gm_shapes_close)
