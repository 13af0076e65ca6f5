/** Everything round the map: title, frame, graticule, scale bar, north arrow,
 *  legend, locator, notes and sources. Private to layout. */
#pragma once

#include "page.h"

/** Where things stand on the page. */
typedef struct {
    double page[4], title[4], frame[4], panel[4], footer[4];
    bool panel_below; /* the panel lies under the map, in columns */
    bool has_panel;
    int columns; /* of a panel beside the map */
} GmComposition;

/** @aspect: the map's height by its width where that is given (the world's);
 *  0: whatever there is room for. */
GmComposition gm_layout_compose(const GmPage *p, const char *title, const char *subtitle,
                                double aspect);
/** The height at which all of a panel below the map has room; at most @most px. */
double gm_layout_panel_need(GmPage *p, const GmComposition *c, double most);
void gm_layout_title(GmPage *p, const GmComposition *c, const char *title, const char *subtitle);
void gm_layout_neatline(GmPage *p);
/** Lines below the content, then their labels outside the frame. */
void gm_layout_graticule(GmPage *p);
/** Scale bar and north arrow in the corner where they hide least; blocks the
 *  board there. */
void gm_layout_scale_bar(GmPage *p);
/** Locator in @rect; false when the map needs none. */
bool gm_layout_locator(GmPage *p, const double rect[4], GError **error);
/** Locator, legend, status and certainty, notes and lists. */
bool gm_layout_panel(GmPage *p, const GmComposition *c, GError **error);
/** Notes in page->wish how much room it would need when there is too little. */
void gm_layout_footer(GmPage *p, const GmComposition *c);
