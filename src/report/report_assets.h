/** The page's own style and script. Private to report. */
#pragma once

#include <glib.h>

/** Appends <!DOCTYPE> to <body>, with a content security policy under which
 *  nothing is loaded and only our script runs. */
void gm_report_append_head(GString *out, const char *title, const char *language);
/** Appends the script and the page's end. */
void gm_report_append_foot(GString *out);
