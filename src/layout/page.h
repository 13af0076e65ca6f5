/** The page while it is being made: the sheet, what it is made from, and what
 *  is already taken. Every part of layout draws through these functions, so
 *  that each item gets a style, an id and a true box. Private to layout. */
#pragma once

#include "label_board.h"
#include "layout.h"
#include "map_view.h"
#include "theme.h"
#include "typeset.h"

/** Provinces are named on maps of this scale and larger. */
#define GM_DIVISION_NAMES_SCALE 6e6

typedef enum {
    GM_SAMPLE_AREA,
    GM_SAMPLE_LINE,
    GM_SAMPLE_SYMBOL,
    GM_SAMPLE_ROUTE,
    GM_SAMPLE_TOWN,
    GM_SAMPLE_HIGHWAY,
    GM_SAMPLE_FLOW
} GmSampleShape;

/** One row of the legend: made when something of the class is drawn. */
typedef struct {
    char *style;  /* owned; "corridor.agreed.exact" */
    char *text;   /* owned */
    char *symbol; /* owned; symbol or shield name, or NULL */
    GmSampleShape shape;
    int group; /* 0 the document's content, 1 base map */
    int order, count;
    int feature; /* of the first one, or -1 */
} GmLegendEntry;

typedef struct {
    GmTypesetter *typesetter; /* borrowed */
    const GmTheme *theme;     /* borrowed, as the next four */
    const GmScene *scene;
    const GmGazetteer *gazetteer;
    GHashTable **divisions; /* the studio's: GmPlace by shape, made by who asks first */
    GmShapeStore *shapes;
    const GmLayoutOptions *options;
    const char *language;
    GmSheet *sheet;
    GmMapView view;
    struct {
        double panel, footer; /* heights that a first try has found to be needed; 0: not known */
    } wish;
    double logo[2];  /* width and height it takes, px; 0: none */
    double crowding; /* of points' labels: less than 1 where there are many */
    double zoom;     /* 1 on a 1600 × 1200 page */
    int map_clip;    /* index of the map frame's clip */
    GmBoard *board;
    GmInkGrid *land;         /* share of land; NULL: unknown */
    GmPixelGeom *edges;      /* borders and coasts as drawn; NULL: none */
    GmInkGrid *content;      /* where the document's features lie */
    GmInkGrid *clear;        /* its lines: no area's name over them */
    GmInkGrid *cities;       /* nor over the largest towns in sight */
    GPtrArray *legend;       /* GmLegendEntry */
    GHashTable *style_index; /* class -> style index + 1 */
    GHashTable *id_count;
    GHashTable *credits;       /* set of char *, owned */
    GHashTable *place_sources; /* set of const char *: gazetteer sources drawn from */
    GArray *same;              /* guint per feature: the one whose fill stands for it */
    GArray *numbered;          /* guint: features of the numbered list, in its order */
    GHashTable *lettered;      /* what a label says -> GPtrArray of such GmLabel, borrowed */
    GPtrArray *labels;         /* GmLabel of the document's features, to be placed */
} GmPage;

guint gm_layout_page_style(GmPage *p, const char *class_);
/** @style NULL: the class itself. @path and @text are taken over. */
GmItem *gm_layout_page_path(GmPage *p, GmSheetLayer layer, const char *class_, const char *style,
                            int feature, int clip, GmPath *path);
GmItem *gm_layout_page_text(GmPage *p, GmSheetLayer layer, const char *class_, const char *style,
                            int feature, GmText *text);
/** Sets and places one line in one go; the box of its ink goes to @box (may be NULL). */
GmItem *gm_layout_page_write(GmPage *p, GmSheetLayer layer, const char *class_, const char *string,
                             double x, double y, GmTextAnchor anchor, double box[4]);
int gm_layout_page_clip(GmPage *p, const double rect[4]);
/** Notes a data credit line that the map owes. NULL and "" are ignored. */
void gm_layout_page_credit(GmPage *p, const char *credit, const char *licence);
/** The row of a style, shape and @symbol (or NULL), made when there is none yet. */
GmLegendEntry *gm_layout_page_legend(GmPage *p, const char *style, GmSampleShape shape,
                                     const char *symbol, int group, int order, const char *text);
/** "corridor.agreed.exact" of a feature, or with the style its author gave it
 *  instead of the kind, where the theme has one; free it. */
char *gm_layout_feature_class(const GmPage *p, const GmFeature *f);
/** The status in a theme's classes: what is told as fact is drawn as what is agreed. */
const char *gm_layout_status_class(GmStatus status);
/** Writes the labels that the board has placed. */
void gm_layout_page_emit(GmPage *p, GmLabel *label);
