/** Which sea lies at a place: a hand-kept list of seas as boxes, enough to
 *  letter open water. Private to layout. */
#pragma once

#include "geometry.h"

/** English name of the smallest listed sea whose box holds @p, or NULL. */
const char *gm_layout_sea_at(GmPos p);
