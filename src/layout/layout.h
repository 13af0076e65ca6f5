/** Layout: everything that is seen is decided here. A scene becomes a sheet. */
#pragma once

#include "scene.h"
#include "sheet.h"

#define GM_LAYOUT_ERROR (gm_layout_error_quark())
GQuark gm_layout_error_quark(void);
typedef enum {
    GM_LAYOUT_ERROR_OPTION, /* size, extent, projection, theme: the message says which */
    GM_LAYOUT_ERROR_FONT,
    GM_LAYOUT_ERROR_DATA,
    GM_LAYOUT_ERROR_LIMIT,
} GmLayoutError;

enum { GM_LAYOUT_MOST_LABELS = 100000 }; /* features with a label in one map */

/** Fonts and themes, loaded once and used for many sheets. One thread at a time. */
typedef struct GmStudio GmStudio;

/** @theme_dir holds NAME.theme files. */
GmStudio *gm_layout_studio_new(const char *theme_dir, GError **error);
void gm_layout_studio_free(GmStudio *s);

typedef struct {
    const char *size;   /* NULL "1600x1200"; "297x210mm", "A4", "A3 landscape", "800x600px" */
    double dpi;         /* 0: 96 for pixels, 300 for paper */
    const char *extent; /* NULL: from the scene; "Idlib, Aleppo", "w,s,e,n", "35.8,36.6@1:500000" */
    const char *projection;       /* NULL: chosen; a PROJ string or "EPSG:32637" */
    const char *theme;            /* NULL: the scene's, or "report"; a name or a path */
    const char *title, *subtitle; /* NULL: the scene's; "" none */
    const char *logo;             /* NULL or a PNG path */
    bool no_furniture;            /* the bare map */
    bool place_list, unplaced_list;
} GmLayoutOptions;
#define GM_LAYOUT_OPTIONS_INIT                                                                     \
    {                                                                                              \
        NULL, 0.0, NULL, NULL, NULL, NULL, NULL, NULL, false, false, false                         \
    }

/** @gazetteer gives the base map's settlements; @shapes its lines and areas. */
GmSheet *gm_layout_make(GmStudio *studio, const GmScene *scene, const GmGazetteer *gazetteer,
                        GmShapeStore *shapes, const GmLayoutOptions *o, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmStudio, gm_layout_studio_free)
