/** The small set of point symbols, as paths around (0, 0). Private to layout. */
#pragma once

#include "scene.h"
#include "sheet.h"

/** Name of the symbol for a feature: "town", "post", "airfield", "crossing",
 *  "unit", "checkpoint", "strike", "base". Static. */
const char *gm_layout_symbol_name(const GmFeature *f);
/** Half its size at zoom 1, px. */
double gm_layout_symbol_radius(const char *name);
/** Outline (filled and stroked) and detail (drawn on it in the contrast
 *  colour; NULL when there is none). Both new. */
void gm_layout_symbol_paths(const char *name, double x, double y, double r, GmPath **outline,
                            GmPath **detail);
