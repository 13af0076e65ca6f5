/** The scene's features on the map: areas, lines, arrows, symbols, and the
 *  labels that name them. Private to layout. */
#pragma once

#include "page.h"

/** Lists the scene's features on the sheet, index for index. */
void gm_layout_theme_list(GmPage *p);
/** Areas below, then lines. Soft areas have no firm edge. */
void gm_layout_theme_areas(GmPage *p);
void gm_layout_theme_lines(GmPage *p);
typedef enum { GM_HIGHWAYS_ALL, GM_HIGHWAYS_FIRM } GmHighways;
/** The lines, on the page, of the highways that hide what lies under them: all,
 *  or those that are drawn with a casing. New. */
GmPixelGeom *gm_layout_theme_highways(GmPage *p, GmHighways which);
void gm_layout_theme_symbols(GmPage *p);
/** Makes the labels (page->labels) and places them; shields too. */
void gm_layout_theme_labels(GmPage *p);
/** Spots of an area's label over page->clear or ->cities become dear. */
void gm_layout_shun(const GmPage *p, GmLabel *l);
/** The legend's row of a feature's class, made when there is none yet. Symbols
 *  that differ (@symbol, or NULL) have rows of their own. */
GmLegendEntry *gm_layout_theme_legend(GmPage *p, const GmFeature *f, int index, GmSampleShape shape,
                                      const char *symbol);
bool gm_layout_theme_has_label(const GmFeature *f);
/** A label that says so stands near (x, y) already. */
bool gm_layout_theme_labelled(const GmPage *p, const char *label, double x, double y);
/** The feature's label, yet without spots; it belongs to @p. In two lines when it
 *  is wider than @wide px. */
GmLabel *gm_layout_theme_label(GmPage *p, const GmFeature *f, int index, const char *class_,
                               double wide);
/** Highway shields along their lines, shared stretches with all their shields. */
void gm_layout_theme_shields(GmPage *p);
/** A shield with its number, centred at (x, y); the box goes to @box. Draws
 *  only when @draw. */
void gm_layout_shield(GmPage *p, GmSheetLayer layer, const char *number, int feature, double x,
                      double y, bool draw, double box[4]);
/** Arrow chevrons along a line every @every px, as one path. */
GmPath *gm_layout_chevrons(const GmPixelGeom *line, double every, double size);
/** The course of a flow arrow: the line, @short_of px off both ends, bowed when
 *  it is straight. Empty when the line is too short. */
GmPixelGeom *gm_layout_flow_course(const double *xy, guint n, double short_of);
/** A tapered arrow along a course. NULL when it is too short for its head. */
GmPath *gm_layout_flow_path(const GmPixelGeom *course, double tail, double body, double head);
