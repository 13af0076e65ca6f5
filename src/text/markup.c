#include "markup.h"

#include "utf8_next.h"

#include <math.h>
#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

static const char *xml_entity(guint32 c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\r':
        return "&#13;"; /* a bare one would be read as a line feed */
    default:
        return NULL;
    }
}

static bool xml_forbids(guint32 c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

void gm_text_append_xml(GString *out, const char *s)
{
    if (!s)
        return;
    const char *p = s, *end = s + strlen(s), *plain = s;
    while (p < end) {
        guint32 c;
        bool valid;
        gsize n = utf8_next(p, end, &c, &valid);
        const char *as = valid && !xml_forbids(c) ? xml_entity(c) : replacement;
        if (as) {
            g_string_append_len(out, plain, p - plain);
            g_string_append(out, as);
            plain = p + n;
        }
        p += n;
    }
    g_string_append_len(out, plain, p - plain);
}

void gm_text_append_element(GString *out, const char *indent, const char *name, const char *s)
{
    if (!s || !*s)
        return;
    g_string_append_printf(out, "%s<%s>", indent, name);
    gm_text_append_xml(out, s);
    g_string_append_printf(out, "</%s>\n", name);
}

void gm_text_append_tsv(GString *out, const char *s)
{
    if (!s)
        return;
    const char *p = s, *end = s + strlen(s);
    while (p < end) {
        guint32 c;
        bool valid;
        gsize n = utf8_next(p, end, &c, &valid);
        bool breaks = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
        if (!valid)
            g_string_append(out, replacement);
        else if (breaks)
            g_string_append_c(out, ' ');
        else
            g_string_append_len(out, p, (gssize)n);
        p += n;
    }
}

void gm_text_append_csv(GString *out, const char *s)
{
    if (!s)
        return;
    bool quote = strpbrk(s, ",\"\r\n") || *s == ' ' || (*s && s[strlen(s) - 1] == ' ');
    if (quote)
        g_string_append_c(out, '"');
    const char *p = s, *end = s + strlen(s);
    while (p < end) {
        guint32 c;
        bool valid;
        gsize n = utf8_next(p, end, &c, &valid);
        if (!valid)
            g_string_append(out, replacement);
        else if (c == '"')
            g_string_append(out, "\"\"");
        else
            g_string_append_len(out, p, (gssize)n);
        p += n;
    }
    if (quote)
        g_string_append_c(out, '"');
}

static void append_scaled(GString *out, gint64 scaled, int decimals)
{
    char digits[32];
    int at = (int)sizeof digits;
    guint64 v = scaled < 0 ? (guint64)-scaled : (guint64)scaled;
    int place = 0;
    while (place < decimals && v % 10 == 0) { /* trailing zeros */
        v /= 10;
        place++;
    }
    bool fraction = place < decimals;
    while (v > 0 || place <= decimals) {
        if (place == decimals && fraction)
            digits[--at] = '.';
        digits[--at] = (char)('0' + v % 10);
        v /= 10;
        place++;
    }
    if (scaled < 0)
        digits[--at] = '-';
    gm_text_append(out, digits + at, sizeof digits - (gsize)at);
}

static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

/* Writes @v in front of @end; where it begins. */
static char *write_count(char *end, guint64 v)
{
    do
        *--end = (char)('0' + v % 10);
    while ((v /= 10) > 0);
    return end;
}

void gm_text_append_count(GString *out, guint64 v)
{
    char digits[20], *end = digits + sizeof digits, *at = write_count(end, v);
    gm_text_append(out, at, (gsize)(end - at));
}

void gm_text_append_fixed(GString *out, double v, int decimals)
{
    decimals = CLAMP(decimals, 0, 17);
    double scaled = decimals <= 9 ? fabs(v) * power[decimals] : INFINITY;
    double whole = floor(scaled), rest = scaled - whole;
    if (!(scaled < 1e9)) {
        char format[8], text[400];
        g_snprintf(format, sizeof format, "%%.%df", decimals);
        g_string_append(out, g_ascii_formatd(text, sizeof text, format, v));
        return;
    }
    if (fabs(rest - 0.5) < 1e-6) { /* near a tie the last bit decides; at it, the even digit */
        double over = fma(fabs(v), power[decimals], -(whole + 0.5));
        rest = over > 0 || (over == 0 && fmod(whole, 2) != 0);
    }
    guint32 digits = (guint32)whole + (rest > 0.5), unit = (guint32)power[decimals];
    char text[24], *end = text + sizeof text, *at = end;
    if (decimals > 0) {
        at = write_count(end, digits % unit);
        while (end - at < decimals)
            *--at = '0';
        *--at = '.';
    }
    at = write_count(at, digits / unit);
    if (signbit(v))
        *--at = '-';
    gm_text_append(out, at, (gsize)(end - at));
}

void gm_text_append_number(GString *out, double v, int decimals)
{
    decimals = CLAMP(decimals, 0, 17);
    if (!isfinite(v)) {
        g_string_append(out, isnan(v) ? "nan" : v > 0 ? "inf" : "-inf");
        return;
    }
    if (decimals <= 9 && fabs(v) * power[decimals] < 4e15) {
        append_scaled(out, llround(v * power[decimals]), decimals);
        return;
    }
    char format[8] = "%.17f", text[400];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(text, sizeof text, format, v);
    if (strchr(text, '.')) {
        gsize n = strlen(text);
        while (n > 0 && text[n - 1] == '0')
            text[--n] = '\0';
        if (n > 0 && text[n - 1] == '.')
            text[--n] = '\0';
    }
    g_string_append(out, strcmp(text, "-0") == 0 ? "0" : text);
}
