/** The font files of a map as a Pango font map of our own. Private to layout. */
#pragma once

#include "font_files.h"

#include <pango/pango.h>

typedef struct _GmFontMap GmFontMap;

/** @files is borrowed and must outlive the map. */
PangoFontMap *gm_layout_font_map_new(GmFontFiles *files);
/** The file that a font of this map comes from; borrowed. */
const GmFontFile *gm_layout_font_file(PangoFont *font);
