/** Sets strings as glyph runs: Pango itemises and shapes (bidi, joining,
 *  kerning), or HarfBuzz alone where the line is plain (plain_line.h); the result is
 *  plain data in page positions. Private to layout. */
#pragma once

#include "sheet.h"

typedef struct GmTypesetter GmTypesetter;

typedef struct {
    double size;    /* px */
    double spacing; /* px between letters; never within joined scripts */
    int weight;     /* 400, 700 */
    bool italic;
    bool caps;
} GmFace;

/** @font_dirs: NULL for the usual folders. */
GmTypesetter *gm_layout_typesetter_new(const char *const *font_dirs, GError **error);
void gm_layout_typesetter_free(GmTypesetter *t);
/** Fonts used from here on are listed in @sheet (borrowed until the next begin). */
void gm_layout_typesetter_begin(GmTypesetter *t, GmSheet *sheet, const char *language);

/** New text with its baseline starting at (0, 0). Line breaks and other
 *  control characters become spaces. */
GmText *gm_layout_set_text(GmTypesetter *t, const char *string, const GmFace *face);
/** Moves the text so that its anchor lies at (x, y) on the baseline. */
void gm_layout_text_move(GmText *t, double x, double y, GmTextAnchor anchor);
/** Turns a straight text by @angle radians clockwise around its anchor. */
void gm_layout_text_turn(GmText *t, double angle);
/** Box of the glyphs' ink with @halo around it. */
void gm_layout_text_box(GmTypesetter *ts, const GmText *t, double halo, double box[4]);
/** Lays the glyphs along a polyline (@n points, x and y), starting @offset px
 *  along it; reading direction is the line's. False when it is too short. */
bool gm_layout_text_bend(GmText *t, const double *xy, guint n, double offset);
/** Breaks @string into lines of at most @width px at spaces; GPtrArray of
 *  owned strings. */
GPtrArray *gm_layout_wrap(GmTypesetter *t, const char *string, const GmFace *face, double width);
double gm_layout_text_width(GmTypesetter *t, const char *string, const GmFace *face);
/** The line marked to read from right to left where Latin letters begin it; NULL
 *  when it needs no mark (or has nothing to be read so). */
char *gm_layout_rtl_line(const char *string);
/** True when the string's first strong character reads from right to left. */
bool gm_layout_is_rtl(const char *string);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmTypesetter, gm_layout_typesetter_free)
