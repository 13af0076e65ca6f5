/** Outlines drawn along the lines that they mean: a province's outline from
 *  one source beside the border from another, finer one. Private to layout. */
#pragma once

#include "pixel_geom.h"

/** @rings with each stretch that runs within @reach px of one of @lines replaced
 *  by that line's own course between the places where the outline first and last
 *  meets it. Stretches that no one line accompanies stay. New. */
GmPixelGeom *gm_layout_follow_lines(const GmPixelGeom *rings, const GmPixelGeom *lines,
                                    double reach);
