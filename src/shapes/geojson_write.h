/** GeoJSON files. Private to shapes. */
#pragma once

#include "layer.h"

/** Appends a FeatureCollection, attributes in the order of their names. */
void gm_shapes_append_collection(GString *out, GPtrArray *shapes);
