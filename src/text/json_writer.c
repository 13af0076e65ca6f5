#include "json_writer.h"

#include "markup.h"
#include "utf8_next.h"

#include <math.h>
#include <string.h>

typedef struct {
    char close; /* '}' or ']' */
    bool one_line;
    bool filled;
} Level;

struct GmJson {
    GString *out; /* borrowed */
    int indent;
    GArray *levels; /* Level */
    bool after_key;
};

GmJson *gm_text_json_new(GString *out, int indent)
{
    GmJson *j = g_new0(GmJson, 1);
    j->out = out;
    j->indent = MAX(indent, 0);
    j->levels = g_array_new(FALSE, FALSE, sizeof(Level));
    return j;
}

void gm_text_json_free(GmJson *j)
{
    if (!j)
        return;
    g_array_unref(j->levels);
    g_free(j);
}

static Level *innermost(GmJson *j)
{
    return j->levels->len ? &g_array_index(j->levels, Level, j->levels->len - 1) : NULL;
}

static void break_line(GmJson *j)
{
    g_string_append_c(j->out, '\n');
    for (guint i = 0; i < j->levels->len * (guint)j->indent; i++)
        g_string_append_c(j->out, ' ');
}

/* What stands between the last value and the one to come. */
static void separate(GmJson *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    Level *in = innermost(j);
    if (!in)
        return;
    if (in->filled)
        g_string_append_c(j->out, ',');
    if (j->indent > 0 && !in->one_line)
        break_line(j);
    else if (in->filled && j->indent > 0)
        g_string_append_c(j->out, ' ');
    in->filled = true;
}

static void open_level(GmJson *j, char open, char close, bool one_line)
{
    separate(j);
    Level *in = innermost(j);
    Level level = {close, one_line || (in && in->one_line), false};
    g_string_append_c(j->out, open);
    g_array_append_val(j->levels, level);
}

void gm_text_json_object(GmJson *j)
{
    open_level(j, '{', '}', false);
}

void gm_text_json_array(GmJson *j)
{
    open_level(j, '[', ']', false);
}

void gm_text_json_inline_object(GmJson *j)
{
    open_level(j, '{', '}', true);
}

void gm_text_json_inline_array(GmJson *j)
{
    open_level(j, '[', ']', true);
}

void gm_text_json_end(GmJson *j)
{
    g_return_if_fail(j->levels->len > 0);
    Level in = *innermost(j);
    g_array_set_size(j->levels, j->levels->len - 1);
    if (in.filled && j->indent > 0 && !in.one_line)
        break_line(j);
    g_string_append_c(j->out, in.close);
}

static void append_quoted(GString *out, const char *s)
{
    gm_text_append(out, "\"", 1);
    const char *p = s, *end = s + strlen(s), *plain = s;
    while (p < end) {
        if ((guchar)*p >= 0x20 && (guchar)*p < 0x7F && *p != '"' && *p != '\\') {
            p++; /* most of any text, spared the decoding */
            continue;
        }
        guint32 c;
        bool valid;
        gsize n = utf8_next(p, end, &c, &valid);
        if (valid && c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && c != 0x2028 &&
            c != 0x2029) {
            p += n;
            continue;
        }
        g_string_append_len(out, plain, p - plain);
        if (!valid)
            g_string_append(out, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", (char)c);
        else if (c == '\n')
            g_string_append(out, "\\n");
        else if (c == '\t')
            g_string_append(out, "\\t");
        else
            g_string_append_printf(out, "\\u%04x", c);
        p += n;
        plain = p;
    }
    gm_text_append(out, plain, (gsize)(p - plain));
    gm_text_append(out, "\"", 1);
}

void gm_text_json_key(GmJson *j, const char *key)
{
    separate(j);
    append_quoted(j->out, key);
    gm_text_append(j->out, ": ", j->indent > 0 ? 2 : 1);
    j->after_key = true;
}

void gm_text_json_string(GmJson *j, const char *s)
{
    if (!s) {
        gm_text_json_null(j);
        return;
    }
    separate(j);
    append_quoted(j->out, s);
}

void gm_text_json_int(GmJson *j, gint64 v)
{
    separate(j);
    if (v < 0)
        g_string_append_c(j->out, '-');
    gm_text_append_count(j->out, v < 0 ? -(guint64)v : (guint64)v);
}

void gm_text_json_number(GmJson *j, double v, int decimals)
{
    if (!isfinite(v)) {
        gm_text_json_null(j);
        return;
    }
    separate(j);
    gm_text_append_number(j->out, v, decimals);
}

void gm_text_json_bool(GmJson *j, bool v)
{
    separate(j);
    g_string_append(j->out, v ? "true" : "false");
}

void gm_text_json_null(GmJson *j)
{
    separate(j);
    g_string_append(j->out, "null");
}
