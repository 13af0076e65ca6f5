/** The board: where labels go. Hard obstacles and placed labels never overlap;
 *  among free spots the cheapest wins (position preference after Imhof 1975,
 *  plus the map ink that a label would cover). A label that finds no spot may
 *  push placed ones to their next best, and at last is led out by a line.
 *  Private to layout. */
#pragma once

#include "ink_grid.h"
#include "typeset.h"

typedef struct GmBoard GmBoard;

enum { GM_LABEL_MAX_LINES = 3 };

typedef struct {
    double box[4];
    double cost;
    int align;   /* -1 left, 0 centred, 1 right */
    bool leader; /* a line leads to (x, y) */
} GmSpot;

typedef struct {
    char *class_;                         /* owned; "town-label" */
    char *style;                          /* owned; theme class */
    int feature;                          /* sheet feature or -1 */
    int owner;                            /* obstacle owner it may touch, or -1 */
    double priority;                      /* smaller goes first */
    double x, y, r;                       /* what it names: a symbol of radius r */
    bool insist;                          /* may push others and use a leader line */
    GmText *line[GM_LABEL_MAX_LINES];     /* owned; set at (0, 0) */
    char *line_style[GM_LABEL_MAX_LINES]; /* owned; or NULL: style */
    int n_lines;
    double ink[GM_LABEL_MAX_LINES][4]; /* each line's own ink box, halo included */
    double base[GM_LABEL_MAX_LINES];   /* baselines below the block's top */
    double w, h;                       /* of the block's ink */
    GArray *spots;                     /* GmSpot */
    int placed;                        /* index of the spot taken, or -1 */
    int slot;                          /* of the board's box, or -1 */
    gpointer user;                     /* whatever the maker needs to know */
} GmLabel;

GmBoard *gm_layout_board_new(const double frame[4], double zoom);
void gm_layout_board_free(GmBoard *b);
GmInkGrid *gm_layout_board_ink(GmBoard *b); /* borrowed */
/** A box that no label may touch, but labels of the same @owner (≥ 0). */
void gm_layout_board_block(GmBoard *b, const double box[4], int owner);
/** Nothing there but what @owner owns, and within the frame. */
bool gm_layout_board_is_free(const GmBoard *b, const double box[4], int owner);

GmLabel *gm_layout_label_new(const char *class_, const char *style, int feature);
void gm_layout_label_free(GmLabel *l);
/** Adds a line below the others; @text is taken over. */
void gm_layout_label_add_line(GmLabel *l, GmTypesetter *ts, GmText *text, const char *style,
                              double halo);
void gm_layout_label_spot(GmLabel *l, double x0, double y0, int align, double cost);
/** The spots around a symbol of radius r at (x, y); @rtl prefers the left. */
void gm_layout_label_around(GmLabel *l, double x, double y, double r, double gap, bool rtl);
/** Spots inside an area, best near its middle; at least the share @least of the
 *  label is inside. */
void gm_layout_label_inside(GmLabel *l, const GmPixelGeom *area, const double frame[4],
                            double least);
/** Spots close above and below an area, for what its inside has no room for. */
void gm_layout_label_beside(GmLabel *l, const GmPixelGeom *area, const double frame[4]);
/** The leader line of a spot: from the symbol's edge to the box. */
void gm_layout_label_leader(const GmLabel *l, const GmSpot *s, double line[4]);
/** Places one label, or all of GPtrArray of GmLabel in order of priority. */
bool gm_layout_board_place(GmBoard *b, GmLabel *l);
void gm_layout_board_place_all(GmBoard *b, GPtrArray *labels);
