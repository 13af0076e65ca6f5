#include "html_entity.h"

#include "utf8_next.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* One run of characters without pointers, so that starting costs nothing: for
 * each name the name, a NUL, a mark ('?' when the semicolon may be missing), the
 * text and a NUL. */
#define HTML_ENTITY(name, utf8) char entity_##name[sizeof #name + sizeof ";" utf8];
#define HTML_ENTITY_OPEN(name, utf8) HTML_ENTITY(name, utf8)
static const struct Run {
#include "html_entities.inc"
#undef HTML_ENTITY
#undef HTML_ENTITY_OPEN
} run = {
#define HTML_ENTITY(name, utf8) #name "\0;" utf8,
#define HTML_ENTITY_OPEN(name, utf8) #name "\0?" utf8,
#include "html_entities.inc"
#undef HTML_ENTITY
#undef HTML_ENTITY_OPEN
};

/* Where each begins, by name in the order of bytes. */
static const guint16 starts[] = {
#define HTML_ENTITY(name, utf8) offsetof(struct Run, entity_##name),
#define HTML_ENTITY_OPEN(name, utf8) HTML_ENTITY(name, utf8)
#include "html_entities.inc"
#undef HTML_ENTITY
#undef HTML_ENTITY_OPEN
};

enum { LONGEST_NAME = 31 };

/* The mark and text of the name of @n bytes at @name, or NULL. */
static const char *named(const char *name, gsize n)
{
    gsize low = 0, high = G_N_ELEMENTS(starts);
    while (low < high) {
        gsize mid = (low + high) / 2;
        const char *at = (const char *)&run + starts[mid];
        int order = strncmp(at, name, n);
        if (order == 0 && at[n] == '\0')
            return at + n + 1;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static gsize numeric(const char *s, gsize len, char *utf8)
{
    static const guint16 high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    bool hex = len > 2 && (s[2] == 'x' || s[2] == 'X');
    gsize at = hex ? 3 : 2, first = at;
    guint32 v = 0;
    for (; at < len && (hex ? g_ascii_isxdigit(s[at]) : g_ascii_isdigit(s[at])); at++)
        if (v <= 0x10FFFF)
            v = v * (hex ? 16 : 10) + (guint32)g_ascii_xdigit_value(s[at]);
    if (at == first)
        return 0;
    if (v >= 0x80 && v < 0xA0)
        v = high[v - 0x80];
    if (v == 0 || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
        v = 0xFFFD;
    utf8[utf8_put(v, utf8)] = '\0';
    return at < len && s[at] == ';' ? at + 1 : at;
}

gsize gm_text_html_entity(const char *s, gsize len, char utf8[static HTML_ENTITY_MAX])
{
    if (len > 2 && s[1] == '#')
        return numeric(s, len, utf8);
    gsize n = 0;
    while (n < LONGEST_NAME && 1 + n < len && g_ascii_isalnum(s[1 + n]))
        n++;
    bool closed = 1 + n < len && s[1 + n] == ';';
    for (; n > 1; n--, closed = false) {
        const char *found = named(s + 1, n);
        if (found && (closed || *found == '?')) {
            g_strlcpy(utf8, found + 1, HTML_ENTITY_MAX);
            return 1 + n + closed;
        }
    }
    return 0;
}
