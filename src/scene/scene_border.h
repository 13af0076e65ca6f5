/** Borders as lines: the boundary two areas share, or an area's land border,
 *  between end points or in a direction. Private to scene. */
#pragma once

#include "scene_maker.h"

typedef struct {
    GmGeom *line;       /* owned by the caller */
    const GmGeom *home; /* borrowed: the area the strip lies in; may be NULL */
} GmBorder;

/** From a spec: the first OF is the country whose side is meant, the second
 *  the neighbour; IN limits it to the part along an area; FROM and TO to the part
 *  between their feet; directions to that part of the land border. */
bool gm_border_of_spec(GmMaker *m, const GmSpec *s, GmFeature *f, GmBorder *out, GError **error);
/** The line that @a and @b ("layer:key") share, borrowed; NULL: none. */
const GmGeom *gm_border_shared(GmMaker *m, const char *a, const char *b);
