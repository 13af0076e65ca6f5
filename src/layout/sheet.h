/** The sheet: a finished page as plain data. Layout makes it; draw inks it and
 *  decides nothing; the dump and the tests read it.
 *
 *  Coordinates are CSS pixels (1/96 inch), x right, y down, origin at the top
 *  left corner of the page. Items are in drawing order. */
#pragma once

#include "geometry.h"

typedef struct {
    double r, g, b, a; /* 0..1, sRGB, not premultiplied; a = 0: not painted */
} GmColour;

typedef enum { GM_PATH_MOVE, GM_PATH_LINE, GM_PATH_CURVE, GM_PATH_CLOSE } GmPathVerb;

/** Move and line take one point, curve three, close none. */
typedef struct {
    GArray *verbs; /* guint8 */
    GArray *xy;    /* double, x then y */
} GmPath;

typedef enum { GM_FILL_SOLID, GM_FILL_HATCH, GM_FILL_CROSS, GM_FILL_DOTS } GmFillPattern;

/** How a class of items is painted. Shared by all items that name it. */
typedef struct {
    char *name; /* the SVG class, e.g. "corridor agreed exact" parts joined by "-" */
    GmColour fill, stroke;
    GmFillPattern pattern;             /* other than solid: lines or dots in @fill's colour */
    double pattern_angle;              /* degrees */
    double pattern_gap, pattern_width; /* px */
    double stroke_width;               /* px */
    double dash[6];
    int n_dash; /* 0: solid */
    bool round_cap, round_join;
    bool even_odd;
    GmColour halo;     /* text: painted behind the glyphs */
    double halo_width; /* px, on each side */
} GmStyle;

/** A font file in use. */
typedef struct {
    char *family; /* "Noto Sans" */
    char *file;   /* absolute path, for the painter only; never written out */
    int index;    /* face in the file */
    int weight;   /* 400, 700 */
    bool italic;
} GmFont;

typedef struct {
    guint32 glyph;
    double x, y;   /* page position of the glyph's origin */
    double angle;  /* radians clockwise, of this glyph */
    guint cluster; /* byte offset of its cluster in the text */
} GmGlyph;

typedef struct {
    guint font;       /* index in the sheet's fonts */
    GArray *glyphs;   /* GmGlyph, in visual order */
    gsize start, end; /* bytes of the text that the run shows */
    bool rtl;
} GmGlyphRun;

typedef enum { GM_ANCHOR_START, GM_ANCHOR_MIDDLE, GM_ANCHOR_END } GmTextAnchor;

typedef struct {
    char *string;          /* logical order, UTF-8, one line */
    GArray *runs;          /* GmGlyphRun */
    guint font;            /* main font */
    double size;           /* px */
    double letter_spacing; /* px */
    GmTextAnchor anchor;   /* of @x, @y along the reading direction's left edge */
    double x, y;           /* baseline; the anchor's point */
    double angle;          /* radians clockwise around x, y */
    double width;          /* advance, px */
    bool rtl;
    GmPath *curve; /* baseline of curved text, or NULL */
} GmText;

typedef enum {
    GM_LAYER_BASE,
    GM_LAYER_THEME,
    GM_LAYER_SYMBOL,
    GM_LAYER_LABEL,
    GM_LAYER_FURNITURE,
    GM_N_SHEET_LAYERS
} GmSheetLayer;

typedef struct {
    char *id;    /* unique on the sheet: "label-12", "corridor-…-fill" */
    int feature; /* index in the sheet's features, or -1 */
    GmSheetLayer layer;
    char *class_;  /* "land", "river", "corridor", "town-label", "scale-bar", … */
    guint style;   /* index in the sheet's styles */
    int clip;      /* index in the sheet's clips, or -1 */
    GmPath *path;  /* owned; or NULL */
    GmText *text;  /* owned; or NULL */
    char *image;   /* owned; a PNG file to paint into the box, or NULL */
    double box[4]; /* x0, y0, x1, y1 of the ink (text: with its halo) */
} GmItem;

/** What the SVG and PDF say about a feature. */
typedef struct {
    char *id, *kind, *name, *status, *certainty;
    char *source; /* document name, or "" */
    char *bytes;  /* "663-733 812-958", or "" */
    char *title;  /* one line for <title>: name and first quote */
} GmSheetFeature;

typedef struct {
    double width, height; /* px */
    double dpi;           /* of raster output; 96: one pixel a px */
    bool paper;           /* size was given as paper or mm */
    GmColour background;
    char *title, *description, *date, *language, *theme;
    GPtrArray *sources; /* char*: documents */
    GPtrArray *credits; /* char*: credit lines of the data really used */
    char *projection, *projection_name;
    GmBox extent;                       /* of the map frame */
    double frame[4];                    /* the map frame on the page */
    double scale;                       /* denominator at the frame's centre, at 96 px an inch */
    double x_origin, y_origin, px_size; /* projected metres of the frame's top left, metres a px */
    GPtrArray *fonts;                   /* GmFont */
    GPtrArray *styles;                  /* GmStyle */
    GArray *clips;                      /* double[4] each: rectangles */
    GPtrArray *features;                /* GmSheetFeature */
    GPtrArray *items;                   /* GmItem, in drawing order */
} GmSheet;

GmSheet *gm_layout_sheet_new(double width, double height);
void gm_layout_sheet_free(GmSheet *s);
GmPath *gm_layout_path_new(void);
void gm_layout_path_free(GmPath *p);
void gm_layout_path_move(GmPath *p, double x, double y);
void gm_layout_path_line(GmPath *p, double x, double y);
void gm_layout_path_curve(GmPath *p, double x1, double y1, double x2, double y2, double x3,
                          double y3);
void gm_layout_path_close(GmPath *p);
void gm_layout_path_rect(GmPath *p, double x0, double y0, double x1, double y1);
void gm_layout_path_round_rect(GmPath *p, double x0, double y0, double x1, double y1, double r);
void gm_layout_path_circle(GmPath *p, double x, double y, double r);
/** The box of all its points. */
void gm_layout_path_box(const GmPath *p, double box[4]);
void gm_layout_text_free(GmText *t); /* accepts NULL */

static inline const GmItem *gm_sheet_item(const GmSheet *s, guint i)
{
    return (const GmItem *)g_ptr_array_index(s->items, i);
}
static inline const GmStyle *gm_sheet_style(const GmSheet *s, guint i)
{
    return (const GmStyle *)g_ptr_array_index(s->styles, i);
}

/** The dump: width, height, unit, projection, extent, scale, items (design). */
void gm_layout_sheet_append_json(GString *out, const GmSheet *s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmSheet, gm_layout_sheet_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmPath, gm_layout_path_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmText, gm_layout_text_free)
