#include "command.h"

#include "place_list.h"

#include "markup.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    GmCliOptions common;
    int max;
    gboolean prefix;
    char *date;
} LookupOptions;

static const char *const match_names[] = {"exact", "alternate", "variant", "near"};

static void append_tsv(GString *out, const char *query, guint rank, const GmMatch *m)
{
    gm_text_append_tsv(out, query);
    g_string_append_printf(out, "\t%u\t", rank);
    gm_cli_append_place_tsv(out, &m->place);
    g_string_append_printf(out, "\t%s\t%s\t%s\t", gm_gazetteer_kind_name(m->place.kind),
                           m->place.country, match_names[m->match]);
    gm_text_append_number(out, m->score, 3);
    g_string_append_c(out, '\t');
    gm_text_append_tsv(out, m->place.source);
    g_string_append_c(out, '\n');
}

static void append_table(GString *out, guint rank, const GmMatch *m)
{
    const GmPlace *p = &m->place;
    g_autoptr(GString) where = g_string_new(NULL);
    gm_cli_append_position(where, p);
    char *name = g_strdup(p->name);
    glong pad = 28 - g_utf8_strlen(name, -1);
    g_string_append_printf(out, "%3u  %s%*s %-11s %-2s  %-19s %s", rank, name, (int)MAX(pad, 0), "",
                           gm_gazetteer_kind_name(p->kind), p->country, where->str,
                           match_names[m->match]);
    if (m->rule && *m->rule)
        g_string_append_printf(out, " (%s)", m->rule);
    if (p->geonames_id)
        g_string_append_printf(out, "  [%u]", p->geonames_id);
    g_string_append_printf(out, "  %s\n", p->source);
    g_free(name);
}

static void append_properties(GmJson *j, const char *query, guint rank, const GmMatch *m)
{
    gm_text_json_key(j, "query"), gm_text_json_string(j, query);
    gm_text_json_key(j, "rank"), gm_text_json_int(j, rank);
    gm_cli_json_place(j, &m->place);
    gm_text_json_key(j, "match"), gm_text_json_string(j, match_names[m->match]);
    gm_text_json_key(j, "rule"), gm_text_json_string(j, m->rule ? m->rule : "");
    gm_text_json_key(j, "score"), gm_text_json_number(j, m->score, 3);
    gm_text_json_key(j, "source"), gm_text_json_string(j, m->place.source);
}

/** The answers that count as found: a near spelling alone is a suggestion. */
static bool is_found(const GArray *matches)
{
    return matches->len && g_array_index(matches, GmMatch, 0).match != GM_MATCH_NEAR;
}

static void tell_missing(const char *query, const GArray *matches)
{
    enum { TOLD = 3 };
    const double WORSE = 0.1; /* than the best: another name altogether */
    g_autoptr(GString) names = g_string_new(NULL);
    double best = 0;
    for (guint i = 0; i < matches->len; i++)
        best = MAX(best, g_array_index(matches, GmMatch, i).score);
    for (guint i = 0, told = 0; i < matches->len && told < TOLD; i++) {
        const GmMatch *m = &g_array_index(matches, GmMatch, i);
        if (gm_gazetteer_likely(matches) && m->score >= best - WORSE)
            g_string_append_printf(names, "%s%s (%s)", told++ ? ", " : "; did you mean ",
                                   m->place.name, m->place.country);
    }
    fprintf(stderr, "gazmap: no place named '%s'%s%s\n", query, names->str, names->len ? "?" : "");
}

static void list_matches(GString *out, GmJson *j, const char *format, const char *query,
                         const GArray *matches)
{
    for (guint i = 0; i < matches->len; i++) {
        const GmMatch *m = &g_array_index(matches, GmMatch, i);
        if (!strcmp(format, "table")) {
            append_table(out, i + 1, m);
        } else if (!strcmp(format, "tsv")) {
            append_tsv(out, query, i + 1, m);
        } else {
            bool geojson = !strcmp(format, "geojson");
            gm_cli_json_begin_place(j, &m->place, geojson);
            append_properties(j, query, i + 1, m);
            gm_cli_json_end_place(j, geojson);
        }
    }
}

static int look_up(const LookupOptions *o, const char *format, char **names)
{
    GError *error = NULL;
    g_autoptr(GmSession) s = gm_session_open(&o->common.settings, &error);
    GmGazetteer *g = s ? gm_session_gazetteer(s, &error) : NULL;
    GmPos near;
    if (!g ||
        !gm_session_home(g, o->common.settings.near, o->common.settings.country, &near, &error))
        return gm_cli_give_up(error);
    GmLookupOptions lo = GM_LOOKUP_OPTIONS_INIT;
    lo.near = o->common.settings.near ? &near : NULL;
    lo.country = o->common.settings.country;
    lo.date = o->date;
    lo.max = (guint)o->max;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GmJson) j = gm_text_json_new(out, 2);
    bool geojson = !strcmp(format, "geojson"), json = geojson || !strcmp(format, "json");
    if (json)
        gm_cli_json_begin_list(j, geojson);
    if (!strcmp(format, "tsv"))
        g_string_append(out, "query\trank\tname\tlat\tlon\tgeonames_id\tkind\tcountry\tmatch\t"
                             "score\tsource\n");
    int status = GM_EXIT_DONE;
    for (char **n = names; *n; n++) {
        g_autoptr(GArray) matches =
            (o->prefix ? gm_gazetteer_complete : gm_gazetteer_lookup)(g, *n, &lo);
        if (!is_found(matches)) {
            tell_missing(*n, matches);
            status = GM_EXIT_FAILED;
        }
        if (names[1] && !strcmp(format, "table"))
            g_string_append_printf(out, "%s\n", *n);
        list_matches(out, j, format, *n, matches);
    }
    if (json) {
        gm_cli_json_end_list(j, geojson);
        g_string_append_c(out, '\n');
    }
    return gm_cli_write(&o->common, out, status);
}

int gm_cli_lookup(int argc, char **argv)
{
    static const char *const known[] = {"table", "tsv", "json", "geojson", NULL};
    LookupOptions o = {.max = 10};
    GOptionEntry extra[] = {
        {"max", 'n', 0, G_OPTION_ARG_INT, &o.max, "Answers for each name (default 10)", "N"},
        {"prefix", 0, 0, G_OPTION_ARG_NONE, &o.prefix,
         "Names that begin with NAME, most important first", NULL},
        {"date", 0, 0, G_OPTION_ARG_FILENAME, &o.date, "Day on which names must be valid",
         "YYYY-MM-DD"},
        {"near", 0, 0, G_OPTION_ARG_FILENAME, &o.common.settings.near,
         "Places near here come first", "PLACE"},
        {"country", 0, 0, G_OPTION_ARG_FILENAME, &o.common.settings.country,
         "Places of this country come first", "CC"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!gm_cli_parse(&o.common, GM_GROUP_DATA | GM_GROUP_OUTPUT, extra, gm_cli_command("lookup"),
                      &argc, &argv))
        return GM_EXIT_USAGE;
    gm_cli_use_configured(&o.common);
    int status = GM_EXIT_USAGE;
    GError *error = NULL;
    const char *format = gm_cli_list_format(&o.common, "tsv", known, &error);
    if (!format)
        status = gm_cli_give_up(error);
    else if (!argv[1])
        fprintf(stderr, "gazmap: which name? see gazmap lookup --help\n");
    else if (o.max < 1)
        fprintf(stderr, "gazmap: --max: a number from 1\n");
    else
        status = look_up(&o, format, argv + 1);
    g_free(o.date);
    gm_cli_options_clear(&o.common);
    return status;
}
