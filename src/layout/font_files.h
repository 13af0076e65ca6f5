/** The font files a map may use: named files, opened directly when first asked
 *  for, so no font configuration is read (11–27 ms saved) and every machine with
 *  the same files shapes the same. Private to layout.
 *
 *  Order of choice for a character: Noto Sans, Noto Sans Arabic, DejaVu Sans,
 *  then the Noto families of other scripts. */
#pragma once

#include <glib.h>
#include <hb.h>
#include <stdbool.h>

enum { GM_FONT_FAMILIES = 24 };

typedef struct {
    const char *family; /* static */
    char *file;         /* owned; absolute path */
    int weight;         /* 400, 700 */
    bool italic;
    hb_face_t *face;
} GmFontFile;

typedef struct GmFontFiles GmFontFiles;

/** @dirs: folders searched for font files, NULL-terminated; NULL: the usual
 *  ones. NULL with @error (layout's domain) when no font is found. */
GmFontFiles *gm_layout_font_files_new(const char *const *dirs, GError **error);
void gm_layout_font_files_free(GmFontFiles *fonts);
/** Family by its place in the order of choice; @slot: 0 regular, 1 bold, 2
 *  italic, 3 bold italic. Borrowed; NULL when it is not installed. */
const GmFontFile *gm_layout_font_files_get(GmFontFiles *fonts, guint family, guint slot);
