/** One self-contained HTML page: the document with its mentions marked, beside
 *  its map and the list of what was read. Nothing in it runs but our script. */
#pragma once

#include "draw.h"
#include "scene.h"

/** Appends the page. @docs are the statements the scene came from (n may be 0
 *  for a map file); @svg is the drawn map. */
bool gm_report_append_html(GString *out, const GmScene *scene, const GmStatements *const *docs,
                           guint n_docs, const char *svg, gsize svg_len, GError **error);
