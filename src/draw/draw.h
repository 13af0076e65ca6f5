/** Draw: a sheet becomes bytes. Cairo paints PNG and PDF; the SVG writer writes
 *  the same paths with their meaning. Same sheet, same bytes. */
#pragma once

#include "sheet.h"

#define GM_DRAW_ERROR (gm_draw_error_quark())
GQuark gm_draw_error_quark(void);
typedef enum { GM_DRAW_ERROR_FORMAT, GM_DRAW_ERROR_PAINT, GM_DRAW_ERROR_LIMIT } GmDrawError;

typedef struct {
    const char *id_prefix; /* SVG; NULL: derived from the content */
    bool text_as_paths;    /* SVG; outlines instead of text */
    bool cairo_svg;        /* SVG; Cairo's own surface */
} GmDrawOptions;
#define GM_DRAW_OPTIONS_INIT                                                                       \
    {                                                                                              \
        NULL, false, false                                                                         \
    }

/** One row of the output table. */
typedef struct {
    const char *name; /* "svg", "png", "pdf" */
    const char *mime;
    bool (*draw)(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error);
} GmOutput;

/** NULL when @name is none of the formats. */
const GmOutput *gm_draw_output(const char *name);
const GmOutput *gm_draw_outputs(guint *n);
/** For a PNG of the sheet: the world file (.pgw), the projection as WKT (.prj) and
 *  in the manner of GDAL (.png.aux.xml), which QGIS reads too. */
void gm_draw_world_file(const GmSheet *s, GString *pgw, GString *prj, GString *aux);
