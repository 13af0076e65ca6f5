#include "worker_text.h"

#include <string.h>

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        p++;
    return p;
}

/* Behind the string that begins at @p, whatever it holds; NULL when it has no end. */
static const char *skip_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        p += *p == '\\';
    return p < end ? p + 1 : NULL;
}

/* Behind a value: the comma or brace that ends it at this depth; NULL without one. */
static const char *skip_value(const char *p, const char *end)
{
    for (guint depth = 0; p && p < end;) {
        if (depth == 0 && (*p == ',' || *p == '}'))
            return p;
        depth += *p == '{' || *p == '[';
        depth -= depth > 0 && (*p == '}' || *p == ']');
        p = *p == '"' ? skip_string(p, end) : p + 1;
    }
    return NULL;
}

/* Four hexadecimal digits, or -1. */
static int read_hex(const char *p, const char *end)
{
    int v = 0;
    for (guint i = 0; i < 4; i++) {
        int digit = p + i < end ? g_ascii_xdigit_value(p[i]) : -1;
        if (digit < 0)
            return -1;
        v = v * 16 + digit;
    }
    return v;
}

/* The escape at @p, behind its backslash: appended. What follows it, or NULL. */
static const char *read_escape(const char *p, const char *end, GString *out)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *known = p < end && *p ? strchr(plain, *p) : NULL;
    if (known) {
        g_string_append_c(out, meant[known - plain]);
        return p + 1;
    }
    int high = p < end && *p == 'u' ? read_hex(p + 1, end) : -1;
    if (high < 0 || (high >= 0xDC00 && high <= 0xDFFF))
        return NULL;
    p += 5;
    gunichar c = (gunichar)high;
    if (high >= 0xD800 && high <= 0xDBFF) {
        int low = p + 1 < end && p[0] == '\\' && p[1] == 'u' ? read_hex(p + 2, end) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return NULL;
        c = 0x10000 + ((c - 0xD800) << 10) + ((gunichar)low - 0xDC00);
        p += 6;
    }
    char utf8[6];
    g_string_append_len(out, utf8, g_unichar_to_utf8(c, utf8));
    return p;
}

/* The string that begins at @p, decoded. What follows it, or NULL. */
static const char *read_string(const char *p, const char *end, GString *out)
{
    const char *from = ++p;
    for (; p < end && *p != '"'; p++)
        if ((guchar)*p < 0x20)
            return NULL;
        else if (*p == '\\' && (++p == end || (guchar)*p < 0x20))
            return NULL;
    if (p >= end || !g_utf8_validate(from, p - from, NULL))
        return NULL;
    for (const char *stop = p; from;) {
        const char *escape = memchr(from, '\\', (gsize)(stop - from));
        g_string_append_len(out, from, (escape ? escape : stop) - from);
        if (!escape)
            return stop + 1;
        from = read_escape(escape + 1, stop, out);
    }
    return NULL;
}

bool gm_cli_worker_take_text(const char *line, gsize len, GString *text, GString *rest)
{
    static const char key[] = "\"text\"";
    const char *end = line + len, *p = skip_space(line, end), *from = NULL, *behind = NULL;
    if (p == end || *p != '{')
        return false;
    do {
        const char *name = p = skip_space(p + 1, end);
        p = p < end && *p == '"' ? skip_string(p, end) : NULL;
        if (!p || memchr(name, '\\', (gsize)(p - name)))
            return false;
        bool is_text =
            (gsize)(p - name) == sizeof key - 1 && memcmp(name, key, sizeof key - 1) == 0;
        p = skip_space(p, end);
        if (p == end || *p != ':')
            return false;
        p = skip_space(p + 1, end);
        if (is_text) {
            if (from || p == end || *p != '"')
                return false;
            from = p;
            behind = p = read_string(p, end, text);
        }
        p = p ? skip_value(p, end) : NULL;
    } while (p && *p == ',');
    if (!p || !from)
        return false;
    g_string_append_len(rest, line, from - line);
    g_string_append(rest, "\"\"");
    g_string_append_len(rest, behind, end - behind);
    return true;
}
