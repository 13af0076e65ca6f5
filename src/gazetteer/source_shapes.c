#include "layer.h"
#include "source_read.h"
#include <string.h>

static const char *attribute(const GmShape *s, const char *const *keys)
{
    for (; s->attributes && *keys; keys++) {
        GHashTableIter it;
        gpointer key, value;
        g_hash_table_iter_init(&it, s->attributes);
        while (g_hash_table_iter_next(&it, &key, &value))
            if (value && *(const char *)value && g_ascii_strcasecmp(key, *keys) == 0)
                return value;
    }
    return "";
}

#define ATTRIBUTE(s, ...) attribute(s, (const char *const[]){__VA_ARGS__, NULL})

/* A place has one point: the middle of what surrounds the shape. */
static bool shape_point(const GmShape *s, GmPos *out)
{
    if (!s->geom || s->geom->n_pos == 0)
        return false;
    *out = s->geom->kind == GM_GEOM_POINT && s->geom->n_pos == 1
               ? s->geom->pos[0]
               : gm_box_centre(gm_geom_box(s->geom));
    return true;
}

static const char *take_shape(const GmShape *s, const SourceSink *sink, GArray *names)
{
    SourcePlace p = {.rank = -1, .names = names, .geometry = "", .ends = "", .via = ""};
    GmPos at;
    p.name = s->name && *s->name ? s->name
                                 : ATTRIBUTE(s, "name", "name_en", "NAME_1", "ADM2_EN", "ADM1_EN",
                                             "label", "title");
    if (!*p.name)
        return "no name";
    if (!shape_point(s, &at))
        return "no geometry";
    p.lat = at.lat;
    p.lon = at.lon;
    const char *kind = ATTRIBUTE(s, "kind", "place_kind"), *rank = ATTRIBUTE(s, "rank");
    p.kind_said = gm_gazetteer_kind_from_name(kind, &p.kind);
    if (*kind && !p.kind_said)
        return "unknown kind";
    if (!p.kind_said && s->geom->kind != GM_GEOM_POINT)
        p.kind = s->geom->kind == GM_GEOM_LINE ? GM_PLACE_HIGHWAY : GM_PLACE_AREA;
    p.geonames_id = (guint32)g_ascii_strtoull(ATTRIBUTE(s, "geonames_id", "geonameid"), NULL, 10);
    guint64 population = g_ascii_strtoull(ATTRIBUTE(s, "population", "pop"), NULL, 10);
    p.population = (guint32)MIN(population, G_MAXUINT32);
    if (*rank)
        p.rank = (int)MIN(g_ascii_strtoull(rank, NULL, 10), 255);
    p.country = ATTRIBUTE(s, "country", "iso_a2");
    p.admin1 = ATTRIBUTE(s, "admin1");
    p.feature_code = ATTRIBUTE(s, "feature_code");
    p.note = ATTRIBUTE(s, "note");
    p.source = ATTRIBUTE(s, "source");
    p.valid_from = gm_gazetteer_source_date(ATTRIBUTE(s, "valid_from"), false);
    p.valid_to = gm_gazetteer_source_date(ATTRIBUTE(s, "valid_to"), true);
    g_array_set_size(names, 0);
    g_autofree char *list = g_strdup(ATTRIBUTE(s, "names", "alternates"));
    gm_gazetteer_source_split_names(list, '|', true, names);
    static const char *const languages[] = {"ar", "tr", "ku", "fa", "he", "ru", "fr", "de", "en"};
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
        char under[16], colon[16];
        g_snprintf(under, sizeof under, "name_%s", languages[i]);
        g_snprintf(colon, sizeof colon, "name:%s", languages[i]);
        SourceName n = {.text = ATTRIBUTE(s, under, colon)};
        n.len = strlen(n.text);
        memcpy(n.language, languages[i], 2);
        if (n.len > 0)
            g_array_append_val(names, n);
    }
    return sink->place(sink->user, &p);
}

bool gm_gazetteer_source_read_shapes(const char *path, const SourceSink *sink,
                                     SourceProgress *progress, GError **error)
{
    GError *cause = NULL;
    g_autoptr(GPtrArray) shapes = gm_shapes_read_file(path, &cause);
    if (!shapes) {
        g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE, "%s", cause->message);
        g_error_free(cause);
        return false;
    }
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(SourceName));
    for (guint i = 0; i < shapes->len; i++) {
        const char *why = take_shape(g_ptr_array_index(shapes, i), sink, names);
        if (why && !gm_gazetteer_source_bad_row(path, i + 1, why, progress, error))
            return false;
    }
    return true;
}
