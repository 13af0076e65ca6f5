/** The samples of a legend: a piece of each class as it is drawn on the map. Private to
 *  layout. */
#pragma once

#include "theme_layer.h"

/** What stands for @e, from @x on, @w wide and @h high about the line @y. */
void gm_layout_sample(GmPage *p, const GmLegendEntry *e, double x, double y, double w, double h);
/** A neutral swatch for a degree of certainty or a status; @style: "sure.dashed". */
void gm_layout_sample_sure(GmPage *p, const char *style, double x, double middle, double w,
                           double h);
