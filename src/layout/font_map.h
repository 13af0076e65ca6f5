/** The font files a map may use, as a Pango font map of our own: named files
 *  are opened directly, so no font configuration is read (11–27 ms saved) and
 *  every machine with the same files shapes the same. Private to layout.
 *
 *  Order of choice for a character: Noto Sans, Noto Sans Arabic, DejaVu Sans,
 *  then the Noto families of other scripts. */
#pragma once

#include <hb.h>
#include <pango/pango.h>
#include <stdbool.h>

typedef struct {
    const char *family; /* static */
    char *file;         /* owned; absolute path */
    int weight;         /* 400, 700 */
    bool italic;
    hb_face_t *face;
    PangoCoverage *coverage;
} GmFontFile;

typedef struct _GmFontMap GmFontMap;

/** @dirs: folders searched for font files, NULL-terminated; NULL: the usual
 *  ones. NULL with @error (PANGO-free domain of layout) when no font is found. */
PangoFontMap *gm_layout_font_map_new(const char *const *dirs, GError **error);
/** The file that a font of this map comes from; borrowed. */
const GmFontFile *gm_layout_font_file(PangoFont *font);
