#include "source_read.h"
#include "line_reader.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    COL_ID,
    COL_NAME,
    COL_KIND,
    COL_COUNTRY,
    COL_ADMIN1,
    COL_LAT,
    COL_LON,
    COL_POPULATION,
    COL_FEATURE,
    COL_NAMES,
    COL_GEOMETRY,
    COL_RANK,
    COL_NOTE,
    COL_FROM,
    COL_TO,
    COL_SOURCE,
    COL_ENDS,
    COL_VIA,
    COL_WORD,
    COL_FLAGS,
    COL_CREDIT,
    COL_LICENCE,
    COL_POINT,
    N_COLS
};

static const char *const column_names[N_COLS] = {
    "geonames_id", "name",       "kind",         "country", "admin1",      "lat",
    "lon",         "population", "feature_code", "names",   "geometry",    "rank",
    "note",        "valid_from", "valid_to",     "source",  "ends",        "via",
    "word",        "flags",      "credit",       "licence", "coordinates",
};

#define MAX_FIELDS 64

typedef enum {
    FORMAT_NONE,
    FORMAT_PLACES,
    FORMAT_WORDS,
    FORMAT_SOURCES,
    FORMAT_DUMP,
    FORMAT_ALTERNATES
} Format;

typedef struct {
    const char *path;
    const SourceSink *sink;
    SourceProgress *progress;
    Format format;
    char separator;
    int column[N_COLS]; /* field of each, -1 absent */
    guint n_header;
    GArray *names;
    GString *division;
} Reading;

bool gm_gazetteer_source_bad_row(const char *path, guint64 row, const char *why,
                                 SourceProgress *progress, GError **error)
{
    progress->n_bad_lines++;
    const GmBuildOptions *o = progress->options;
    g_autofree char *message = g_strdup_printf("%s:%" G_GUINT64_FORMAT ": %s", path, row, why);
    if (o && o->strict) {
        g_set_error_literal(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE, message);
        return false;
    }
    if (o && o->warning)
        o->warning(message, o->user);
    return true;
}

static bool is_number(const char *s)
{
    gsize n = strspn(s, "0123456789");
    return n > 0 && s[n] == '\0';
}

static const char *parse_degrees(const char *s, double limit, double *out)
{
    char *end;
    g_autofree char *comma = strchr(s, ',') ? g_strdelimit(g_strdup(s), ",", '.') : NULL;
    *out = g_ascii_strtod(comma ? comma : s, &end); /* "35,86" */
    while (*end == ' ')
        end++;
    if (end == s || *end != '\0' || !isfinite(*out))
        return "a coordinate is not a number";
    return fabs(*out) <= limit ? NULL : "a coordinate is out of range";
}

static guint32 parse_count(const char *s)
{
    guint64 n = g_ascii_strtoull(s, NULL, 10);
    return (guint32)MIN(n, G_MAXUINT32);
}

gint32 gm_gazetteer_source_date(const char *s, bool end)
{
    char *rest;
    unsigned long y = strtoul(s, &rest, 10), m = end ? 12 : 1, d = end ? 31 : 1;
    if (rest == s || y == 0 || y > 9999)
        return 0;
    if (*rest == '-') {
        m = strtoul(rest + 1, &rest, 10);
        if (*rest == '-')
            d = strtoul(rest + 1, &rest, 10);
    }
    return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? (gint32)(y * 10000 + m * 100 + d) : 0;
}

/* Takes one mark ("ar:", "dem:") off the front of @s. */
static char *take_mark(char *s, SourceName *n)
{
    char *colon = strchr(s, ':');
    gsize len = colon ? (gsize)(colon - s) : 0;
    if (len == 3 && strncmp(s, "dem", 3) == 0)
        n->sort = GM_NAME_DEMONYM;
    else if (len == 4 && strncmp(s, "abbr", 4) == 0)
        n->sort = GM_NAME_ABBREVIATION;
    else if (len >= 2 && len <= 7 && g_ascii_islower(s[0]) && g_ascii_islower(s[1]) &&
             (len == 2 || s[2] == '-' || (len == 3 && g_ascii_islower(s[2])))) {
        memset(n->language, 0, sizeof n->language);
        memcpy(n->language, s, len == 2 || s[2] == '-' ? 2 : 3);
    } else
        return NULL;
    return colon + 1;
}

void gm_gazetteer_source_split_names(char *list, char separator, bool marks, GArray *out)
{
    for (char *s = list, *next; s; s = next) {
        next = strchr(s, separator);
        if (next)
            *next++ = '\0';
        SourceName n = {0};
        for (char *rest = s; marks && (rest = take_mark(s, &n));)
            s = rest;
        while (*s == ' ')
            s++;
        n.text = s;
        n.len = strlen(s);
        while (n.len > 0 && s[n.len - 1] == ' ')
            n.len--;
        if (n.len > 0)
            g_array_append_val(out, n);
    }
}

/* Codes of airports, postal codes and web links, which GeoNames lists as names. */
static bool is_no_name(const SourceName *n)
{
    bool letters = false, lower = false;
    for (gsize i = 0; i < n->len; i++) {
        guchar c = (guchar)n->text[i];
        if (c >= 0x80)
            return false;
        letters |= g_ascii_isalpha(c);
        lower |= g_ascii_islower(c);
    }
    return !letters || (!lower && n->len <= 4) || strstr(n->text, "://") != NULL;
}

static void drop_no_names(GArray *names)
{
    guint kept = 0;
    for (guint i = 0; i < names->len; i++) {
        SourceName n = g_array_index(names, SourceName, i);
        if (!is_no_name(&n))
            g_array_index(names, SourceName, kept++) = n;
    }
    g_array_set_size(names, kept);
}

static const char *column(const Reading *r, char **field, guint n, int col)
{
    int at = r->column[col];
    return at >= 0 && (guint)at < n ? field[at] : "";
}

static const char *read_position(const Reading *r, char **field, guint n, SourcePlace *p)
{
    if (r->column[COL_LAT] < 0)
        return gm_gazetteer_source_point(column(r, field, n, COL_POINT), &p->lat, &p->lon);
    const char *why = parse_degrees(column(r, field, n, COL_LAT), 90, &p->lat);
    return why ? why : parse_degrees(column(r, field, n, COL_LON), 180, &p->lon);
}

static const char *read_place(Reading *r, char **field, guint n)
{
    if (n > r->n_header)
        return "more fields than the header has";
    SourcePlace p = {.name = column(r, field, n, COL_NAME), .rank = -1, .names = r->names};
    const char *why, *kind = column(r, field, n, COL_KIND), *rank = column(r, field, n, COL_RANK);
    if (!*p.name)
        return "no name";
    if ((why = read_position(r, field, n, &p)))
        return why;
    if (*kind && !gm_gazetteer_kind_from_name(kind, &p.kind))
        return "unknown kind";
    p.kind_said = *kind != '\0';
    p.geonames_id = parse_count(column(r, field, n, COL_ID));
    p.population = parse_count(column(r, field, n, COL_POPULATION));
    if (*rank)
        p.rank = (int)MIN(parse_count(rank), 255);
    p.country = column(r, field, n, COL_COUNTRY);
    p.admin1 = column(r, field, n, COL_ADMIN1);
    p.feature_code = column(r, field, n, COL_FEATURE);
    p.geometry = column(r, field, n, COL_GEOMETRY);
    p.note = column(r, field, n, COL_NOTE);
    p.ends = column(r, field, n, COL_ENDS);
    p.via = column(r, field, n, COL_VIA);
    p.source = column(r, field, n, COL_SOURCE);
    p.valid_from = gm_gazetteer_source_date(column(r, field, n, COL_FROM), false);
    p.valid_to = gm_gazetteer_source_date(column(r, field, n, COL_TO), true);
    g_array_set_size(r->names, 0);
    if (r->column[COL_NAMES] >= 0 && (guint)r->column[COL_NAMES] < n)
        gm_gazetteer_source_split_names(field[r->column[COL_NAMES]], '|', true, r->names);
    return r->sink->place(r->sink->user, &p);
}

/* https://download.geonames.org/export/dump/readme.txt, the main table. */
static const char *read_dump(Reading *r, char **field, guint n)
{
    if (n < 15)
        return "fewer fields than a GeoNames dump has";
    SourcePlace p = {.rank = -1, .geometry = "", .note = "", .ends = "", .via = "", .source = ""};
    const char *why;
    if (!is_number(field[0]))
        return "the GeoNames id is not a number";
    if (!*field[1])
        return "no name";
    if ((why = parse_degrees(field[4], 90, &p.lat)) || (why = parse_degrees(field[5], 180, &p.lon)))
        return why;
    p.dump = true;
    p.geonames_id = parse_count(field[0]);
    p.name = field[1];
    p.kind = gm_gazetteer_source_kind(field[6][0], field[7]);
    p.kind_said = true;
    p.feature_code = field[7];
    p.country = field[8];
    g_string_truncate(r->division, 0);
    if (*field[10] && *field[8])
        g_string_append_printf(r->division, "%s.%s", field[8], field[10]);
    p.admin1 = r->division->str;
    p.population = parse_count(field[14]);
    p.names = r->names;
    g_array_set_size(r->names, 0);
    gm_gazetteer_source_split_names(field[2], '\n', false, r->names);
    gm_gazetteer_source_split_names(field[3], ',', false, r->names);
    drop_no_names(r->names);
    return r->sink->place(r->sink->user, &p);
}

/* The table of alternate names: id, geonameid, language, name, four flags, from, to. */
static const char *read_alternate(Reading *r, char **field, guint n)
{
    if (n < 4 || !is_number(field[1]))
        return "not a row of GeoNames alternate names";
    const char *language = field[2];
    gsize len = strlen(language);
    bool abbreviation = strcmp(language, "abbr") == 0;
    if (len > 3 && !abbreviation && language[2] != '-')
        return NULL; /* link, post, iata, wkdt: no names */
    SourceName name = {.text = field[3], .len = strlen(field[3])};
    if (abbreviation)
        name.sort = GM_NAME_ABBREVIATION;
    else
        memcpy(name.language, language, len > 3 ? 2 : len);
    if (name.len == 0)
        return "no name";
    return r->sink->name(r->sink->user, parse_count(field[1]), &name,
                         n > 8 ? gm_gazetteer_source_date(field[8], false) : 0,
                         n > 9 ? gm_gazetteer_source_date(field[9], true) : 0);
}

static const char *read_word(Reading *r, char **field, guint n)
{
    static const char letters[] = "ofstmg"; /* in the order of GM_WORD_ */
    guint flags = 0;
    for (const char *f = column(r, field, n, COL_FLAGS); *f; f++) {
        const char *at = strchr(letters, *f);
        if (!at)
            return "unknown flag";
        flags |= 1u << (at - letters);
    }
    const char *word = column(r, field, n, COL_WORD);
    return *word && flags ? r->sink->word(r->sink->user, word, flags) : "no word or no flag";
}

static const char *read_source(Reading *r, char **field, guint n)
{
    const char *name = column(r, field, n, COL_SOURCE);
    if (!*name)
        name = column(r, field, n, COL_NAME);
    return *name ? r->sink->source(r->sink->user, name, column(r, field, n, COL_CREDIT),
                                   column(r, field, n, COL_LICENCE))
                 : "no source";
}

static Format detect(Reading *r, char **field, guint n)
{
    for (int c = 0; c < N_COLS; c++) {
        r->column[c] = -1;
        for (guint f = 0; f < n; f++)
            if (strcmp(field[f], column_names[c]) == 0)
                r->column[c] = (int)f;
        for (guint f = n; f-- > 0 && r->column[c] < 0;)
            if (strcmp(gm_gazetteer_source_column(field[f]), column_names[c]) == 0)
                r->column[c] = (int)f;
    }
    const int *c = r->column;
    r->n_header = n;
    bool two = c[COL_LAT] >= 0 && c[COL_LON] >= 0;
    if (c[COL_NAME] >= 0 && (two || (c[COL_POINT] >= 0 && c[COL_LAT] < 0)))
        return FORMAT_PLACES;
    if (c[COL_WORD] >= 0 && c[COL_FLAGS] >= 0)
        return FORMAT_WORDS;
    if ((c[COL_SOURCE] >= 0 || c[COL_NAME] >= 0) && c[COL_CREDIT] >= 0)
        return FORMAT_SOURCES;
    double x;
    if (n >= 15 && is_number(field[0]) && !parse_degrees(field[4], 90, &x) &&
        !parse_degrees(field[5], 180, &x))
        return FORMAT_DUMP;
    if (n >= 4 && n <= 10 && is_number(field[0]) && is_number(field[1]))
        return FORMAT_ALTERNATES;
    return FORMAT_NONE;
}

static const char *read_row(Reading *r, char *line, gsize len)
{
    if (!g_utf8_validate_len(line, len, NULL))
        return "not UTF-8";
    char *field[MAX_FIELDS];
    guint n = gm_gazetteer_source_split(line, r->separator, field, MAX_FIELDS);
    if (n == 0)
        return "a quote is not closed in its line";
    switch (r->format) {
    case FORMAT_PLACES:
        return read_place(r, field, n);
    case FORMAT_DUMP:
        return read_dump(r, field, n);
    case FORMAT_ALTERNATES:
        return read_alternate(r, field, n);
    case FORMAT_WORDS:
        return read_word(r, field, n);
    default:
        return read_source(r, field, n);
    }
}

static bool read_lines(Reading *r, LineReader *lines, GError **error)
{
    const GmBuildOptions *o = r->progress->options;
    gsize len;
    GError *cause = NULL;
    for (char *line; (line = gm_gazetteer_line_reader_next(lines, &len, &cause));) {
        if (o && o->progress && lines->line % 8192 == 0)
            o->progress(r->progress->done + gm_gazetteer_line_reader_tell(lines),
                        r->progress->total, o->user);
        if (len == 0 || line[0] == '#')
            continue;
        if (r->format == FORMAT_NONE) {
            g_autofree char *copy = g_strdup(line);
            char *field[MAX_FIELDS] = {NULL};
            r->separator = gm_gazetteer_source_separator(copy);
            guint n = gm_gazetteer_source_split(copy, r->separator, field, MAX_FIELDS);
            r->format = detect(r, field, n);
            if (r->format == FORMAT_NONE) {
                g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE,
                            "%s:%" G_GUINT64_FORMAT ": neither a GeoNames table nor a table with "
                            "the columns name, lat and lon (between tabs, commas or semicolons)",
                            r->path, lines->line);
                return false;
            }
            if (r->format == FORMAT_DUMP)
                r->sink->source(r->sink->user, NULL, "GeoNames", "CC BY 4.0");
            if (r->format != FORMAT_DUMP && r->format != FORMAT_ALTERNATES)
                continue;
        }
        const char *why = read_row(r, line, len);
        if (why && !gm_gazetteer_source_bad_row(r->path, lines->line, why, r->progress, error))
            return false;
    }
    if (cause) {
        g_propagate_prefixed_error(error, cause, "%s: ", r->path);
        return false;
    }
    return true;
}

static bool is_shapes(const char *path)
{
    return g_str_has_suffix(path, ".geojson") || g_str_has_suffix(path, ".json") ||
           g_str_has_suffix(path, ".shp");
}

bool gm_gazetteer_source_read(const char *path, const SourceSink *sink, SourceProgress *progress,
                              GError **error)
{
    if (is_shapes(path))
        return gm_gazetteer_source_read_shapes(path, sink, progress, error);
    LineReader lines;
    if (!gm_gazetteer_line_reader_open(&lines, path, error))
        return false;
    Reading r = {.path = path,
                 .sink = sink,
                 .progress = progress,
                 .names = g_array_new(FALSE, FALSE, sizeof(SourceName)),
                 .division = g_string_new(NULL)};
    bool ok = read_lines(&r, &lines, error);
    progress->done += lines.n_bytes;
    gm_gazetteer_line_reader_close(&lines);
    g_array_free(r.names, TRUE);
    g_string_free(r.division, TRUE);
    return ok;
}
