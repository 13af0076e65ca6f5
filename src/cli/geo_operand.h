/** What the geo commands work on: lengths, places, lines and shapes, by name,
 *  coordinates or file. Private to cli. */
#pragma once

#include "command.h"
#include "line_ref.h"

/** The value of --@option in metres, negative with a minus; @metres stays when
 *  @value is NULL. */
bool gm_cli_geo_length(const char *option, const char *value, double *metres, GError **error);
/** A place by name or coordinates; of namesakes the one near @near (or NULL). */
bool gm_cli_geo_place(GmSession *s, const char *text, const GmPos *near, GmPos *out,
                      GError **error);
/** New line: of a file, or a highway or river that the gazetteer knows by name. */
GmGeom *gm_cli_geo_line(GmSession *s, const char *text, GError **error);
/** New line: the part of @line between the feet of two places, which are told. */
GmGeom *gm_cli_geo_run(GmSession *s, const GmGeom *line, const char *from, const char *to,
                       GmFoot feet[2], GError **error);
/** The geometries of a file, or the line, area or point of a named place or of
 *  coordinates; GPtrArray of GmGeom, owned. */
GPtrArray *gm_cli_geo_shapes(GmSession *s, const char *text, GError **error);
