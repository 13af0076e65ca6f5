/** Themes: how each class of things is painted and lettered, read from a
 *  NAME.theme file (the format is described in themes/report.theme). Private
 *  to layout. */
#pragma once

#include "sheet.h"
#include "typeset.h"

typedef struct GmTheme GmTheme;

/** @name: a name in @dir, or a path. Follows `inherits`. */
GmTheme *gm_layout_theme_load(const char *dir, const char *name, GError **error);
void gm_layout_theme_free(GmTheme *t);
const char *gm_layout_theme_name(const GmTheme *t);

/** The paint of @class_, which may be qualified: "corridor.agreed.exact". The
 *  most specific group that sets a key wins: kind.status.certainty,
 *  kind.certainty, kind.status, .certainty, .status, kind, and last "default".
 *  Lengths are multiplied by @zoom. New; owned by the caller (style and name). */
GmStyle *gm_layout_theme_style(const GmTheme *t, const char *class_, double zoom);
/** True when the theme has a group of this name. */
bool gm_layout_theme_has(const GmTheme *t, const char *group);
/** The lettering of a class of texts. */
GmFace gm_layout_theme_face(const GmTheme *t, const char *class_, double zoom);
/** A number, text or colour of a group; defaults when it is not set. */
double gm_layout_theme_number(const GmTheme *t, const char *group, const char *key,
                              double otherwise);
const char *gm_layout_theme_string(const GmTheme *t, const char *group, const char *key);
GmColour gm_layout_theme_colour(const GmTheme *t, const char *group, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmTheme, gm_layout_theme_free)
