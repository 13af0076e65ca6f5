/** The base map: earth, sea and land, waters, borders, roads, settlements.
 *  Private to layout. */
#pragma once

#include "page.h"

/** Draws areas and lines of the base layers; fills page->land. */
bool gm_layout_base_draw(GmPage *p, GError **error);
/** The shipped layer to use for a class at the page's scale and extent, or
 *  NULL: the finest that covers the frame. */
const GmLayerInfo *gm_layout_base_layer(const GmPage *p, const GmMapView *v, const char *class_);
/** Is the map larger than the world's layers are made for, with no regional ones here? */
bool gm_layout_base_is_coarse(const GmPage *p);
/** The shapes of a layer in a view, for lines that will be thinned to @thin px: of
 *  wide views without most of what that leaves out. */
GPtrArray *gm_layout_base_shapes(const GmPage *p, const GmMapView *v, const GmLayerInfo *l,
                                 double thin, GError **error);
/** All the shapes of a layer in a view as one thinned geometry, credited.
 *  NULL with @error when the data cannot be read. */
GmPixelGeom *gm_layout_base_gather(GmPage *p, const GmMapView *v, const GmLayerInfo *l,
                                   double margin, double thin, GError **error);
/** Settlements with their labels, where there is room; after the document's
 *  labels are placed. */
void gm_layout_base_settlements(GmPage *p);
/** Names of countries and divisions; of seas and rivers. */
void gm_layout_base_names(GmPage *p);
void gm_layout_water_names(GmPage *p);
/** A name along a line, where it is smooth and there is room. */
bool gm_layout_label_along(GmPage *p, const char *class_, int feature, const char *name,
                           const GmPixelGeom *g);
