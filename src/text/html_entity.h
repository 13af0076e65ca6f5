/** Character references of HTML: "&amp;", "&#1573;". Private to text.
 *
 *  WHATWG HTML, "Named character reference state": the longest name wins, a
 *  semicolon may be missing from the old Latin-1 names only. The names stand in
 *  html_entities.inc. */
#pragma once

#include <glib.h>

enum { HTML_ENTITY_MAX = 8 }; /* bytes of UTF-8, and a NUL */

/** What the reference at @s, which begins with '&', stands for: UTF-8 and a NUL
 *  in @utf8. Returns the bytes of the reference; 0 when it is none. */
gsize gm_text_html_entity(const char *s, gsize len, char utf8[static HTML_ENTITY_MAX]);
