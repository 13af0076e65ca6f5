/** Tables as spreadsheets and query services save them: fields between commas or
 *  semicolons, quoted as RFC 4180 has it, columns by other names. */
#include "quantity.h"
#include "source_read.h"

#include <string.h>

char gm_gazetteer_source_separator(const char *header)
{
    if (strchr(header, '\t'))
        return '\t';
    guint commas = 0, semicolons = 0;
    bool quoted = false;
    for (const char *s = header; *s; s++) {
        quoted ^= *s == '"';
        commas += !quoted && *s == ',';
        semicolons += !quoted && *s == ';';
    }
    if (commas == 0 && semicolons == 0)
        return '\t';
    return semicolons > commas ? ';' : ',';
}

/** Takes the quoted field at @s (behind its quote), a doubled quote being one; what is
 *  behind it, or NULL when no quote ends it. */
static char *unquote(char *s)
{
    char *out = s;
    for (; *s; s++) {
        if (*s == '"' && s[1] == '"')
            s++;
        else if (*s == '"') {
            *out = '\0';
            return s + 1;
        }
        *out++ = *s;
    }
    return NULL;
}

guint gm_gazetteer_source_split(char *line, char separator, char **field, guint most)
{
    guint n = 0;
    while (line && n < most) {
        field[n++] = line;
        if (separator != '\t' && *line == '"') {
            field[n - 1] = line + 1;
            line = unquote(line + 1);
            if (!line)
                return 0;
        }
        char *next = strchr(line, separator);
        if (next)
            *next++ = '\0';
        line = next;
    }
    return n;
}

const char *gm_gazetteer_source_column(const char *header)
{
    static const struct {
        const char *column, *others;
    } names[] = {
        {"name", "name label itemlabel placelabel place_name full_name"},
        {"lat", "lat latitude lat_dd y"},
        {"lon", "lon long lng longitude long_dd x"},
        {"coordinates", "coordinates coordinate coords coord position point wkt"},
        {"country", "country iso iso2 iso_a2 country_code"},
        {"population", "population pop"},
        {"names", "names alternatenames alternates altlabel itemaltlabel"},
    };
    g_autofree char *key = g_ascii_strdown(header, -1);
    g_strstrip(key);
    g_strdelimit(key, " -", '_');
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_auto(GStrv) others = g_strsplit(names[i].others, " ", -1);
        if (g_strv_contains((const char *const *)others, key))
            return names[i].column;
    }
    return "";
}

const char *gm_gazetteer_source_point(const char *s, double *lat, double *lon)
{
    gsize head = g_ascii_strncasecmp(s, "point", 5) == 0 ? 5 + strspn(s + 5, " ") : 0;
    if (head == 0 || s[head] != '(')
        return gm_text_parse_coordinates(s, lat, lon, NULL) ? NULL : "no position";
    char *end;
    *lon = g_ascii_strtod(s + head + 1, &end);
    *lat = g_ascii_strtod(end, &end);
    if (*end != ')' || !(*lat >= -90 && *lat <= 90 && *lon >= -180 && *lon <= 180))
        return "no position";
    return NULL;
}
