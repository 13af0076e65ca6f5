/** Everything round the map: title, frame, graticule, scale bar, north arrow,
 *  legend, locator, notes and sources. Private to layout. */
#pragma once

#include "page.h"

/** Where things stand on the page. */
typedef struct {
    double page[4], title[4], frame[4], panel[4], footer[4];
    bool panel_below; /* the panel lies under the map, in columns */
    bool has_panel;
} GmComposition;

/** @wide: the map is the whole world, twice as wide as high; the panel goes
 *  below it. */
GmComposition gm_layout_compose(const GmPage *p, const char *title, const char *subtitle,
                                bool wide);
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
void gm_layout_footer(GmPage *p, const GmComposition *c);
