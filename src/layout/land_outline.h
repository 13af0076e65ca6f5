/** The land as one polygon whose outline is the coast: land layers come in tiles
 *  whose common edges would be drawn and written for nothing. Private to layout. */
#pragma once

#include "pixel_geom.h"

/** @coast: lines clipped to @rect; @land: rings clipped to @rect. Rings whose interior
 *  lies on one hand, so that both fill rules agree; where the coast leaves @rect the
 *  outline runs @beyond px outside of it. NULL where the coast's lines end inside
 *  @rect, or bound another land than @land. */
GmPixelGeom *gm_layout_land_outline(const GmPixelGeom *coast, const GmPixelGeom *land,
                                    const double rect[4], double beyond);
