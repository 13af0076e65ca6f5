/** A streaming JSON writer: keys in the order written, numbers with fixed
 *  decimals, so the same data give the same bytes in every locale. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct GmJson GmJson;

/** @indent spaces a level; 0 writes one line. Written into @out (borrowed). */
GmJson *gm_text_json_new(GString *out, int indent);
void gm_text_json_free(GmJson *j);
void gm_text_json_object(GmJson *j); /* { */
void gm_text_json_array(GmJson *j);  /* [ */
void gm_text_json_end(GmJson *j);    /* closes the innermost */
/** An object or array on one line, whatever the indent. Closed by _end. */
void gm_text_json_inline_object(GmJson *j);
void gm_text_json_inline_array(GmJson *j);
void gm_text_json_key(GmJson *j, const char *key);
void gm_text_json_string(GmJson *j, const char *s); /* NULL writes null */
void gm_text_json_int(GmJson *j, gint64 v);
/** At most @decimals, trailing zeros dropped; NaN and infinities write null. */
void gm_text_json_number(GmJson *j, double v, int decimals);
void gm_text_json_bool(GmJson *j, bool v);
void gm_text_json_null(GmJson *j);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmJson, gm_text_json_free)
