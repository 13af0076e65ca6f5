/** Escaping and fixed number formatting for every text output. */
#pragma once

#include <glib.h>
#include <string.h>

/** g_string_append_len, in line: most of what is written is a few bytes. */
static inline void gm_text_append(GString *out, const char *s, gsize len)
{
    if (len >= out->allocated_len - out->len) {
        g_string_append_len(out, s, (gssize)len);
        return;
    }
    memcpy(out->str + out->len, s, len);
    out->len += len;
    out->str[out->len] = '\0';
}

/** Appends @s with & < > " ' escaped; controls and non-characters that XML
 *  forbids become U+FFFD. */
void gm_text_append_xml(GString *out, const char *s);
/** Appends the line "@indent<@name>@s</@name>"; nothing where @s is NULL or empty. */
void gm_text_append_element(GString *out, const char *indent, const char *name, const char *s);
/** Appends a TSV cell: tabs, line breaks and other controls become spaces. */
void gm_text_append_tsv(GString *out, const char *s);
/** Appends a CSV cell, quoted when needed (RFC 4180). */
void gm_text_append_csv(GString *out, const char *s);
/** Appends a whole number. */
void gm_text_append_count(GString *out, guint64 v);
/** Appends @v with @decimals, as printf's %.*f does in the C locale. */
void gm_text_append_fixed(GString *out, double v, int decimals);
/** Appends @v with at most @decimals, trailing zeros dropped, never "-0". */
void gm_text_append_number(GString *out, double v, int decimals);
