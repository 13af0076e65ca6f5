/* GeoJSON and well-known text out. */
#include "geojson_write.h"

#include "antimeridian.h"
#include "json_writer.h"
#include "markup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMALS = 7 }; /* a centimetre */

static void put_position(GString *out, GmPos p)
{
    g_string_append_c(out, '[');
    gm_text_append_number(out, p.lon, DECIMALS);
    g_string_append_c(out, ',');
    gm_text_append_number(out, p.lat, DECIMALS);
    g_string_append_c(out, ']');
}

static void wkt_position(GString *out, GmPos p)
{
    gm_text_append_number(out, p.lon, DECIMALS);
    g_string_append_c(out, ' ');
    gm_text_append_number(out, p.lat, DECIMALS);
}

/* How one syntax brackets what the other does too. */
typedef struct {
    void (*position)(GString *out, GmPos p);
    const char *open, *close, *comma;
} Syntax;

static const Syntax geojson = {put_position, "[", "]", ","};
static const Syntax wkt = {wkt_position, "(", ")", ", "};

static void put_part(GString *out, const Syntax *s, const GmGeom *g, size_t part, bool turned)
{
    size_t n = gm_geom_part_len(g, part);
    const GmPos *p = gm_geom_part(g, part);
    g_string_append(out, s->open);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            g_string_append(out, s->comma);
        s->position(out, p[turned ? n - 1 - i : i]);
    }
    g_string_append(out, s->close);
}

/* RFC 7946 wants outer rings counter-clockwise and holes clockwise. */
static bool runs_wrong(const GmGeom *g, size_t part)
{
    const GmPos *p = gm_geom_part(g, part);
    double area = 0;
    for (size_t i = 0; i + 1 < gm_geom_part_len(g, part); i++)
        area += (p[i].lon - p[0].lon) * (p[i + 1].lat - p[0].lat) -
                (p[i + 1].lon - p[0].lon) * (p[i].lat - p[0].lat);
    return area != 0 && (area > 0) == (g->hole && g->hole[part]);
}

static size_t n_polygons(const GmGeom *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n_parts; i++)
        n += i == 0 || !g->hole || !g->hole[i];
    return n;
}

static void put_polygons(GString *out, const Syntax *s, const GmGeom *g, bool multi)
{
    for (size_t i = 0; i < g->n_parts; i++) {
        bool outer = i == 0 || !g->hole || !g->hole[i];
        if (i > 0)
            g_string_append(out, outer && multi ? s->close : "");
        if (i > 0)
            g_string_append(out, s->comma);
        if (outer && multi)
            g_string_append(out, s->open);
        put_part(out, s, g, i, runs_wrong(g, i));
    }
    if (multi)
        g_string_append(out, s->close);
}

static void put_coordinates(GString *out, const Syntax *s, const GmGeom *g, bool multi)
{
    if (g->kind == GM_GEOM_POINT) {
        for (size_t i = 0; i < g->n_pos; i++) {
            if (i > 0)
                g_string_append(out, s->comma);
            if (s == &wkt && multi)
                g_string_append_c(out, '(');
            s->position(out, g->pos[i]);
            if (s == &wkt && multi)
                g_string_append_c(out, ')');
        }
    } else if (g->kind == GM_GEOM_LINE) {
        for (size_t i = 0; i < g->n_parts; i++) {
            if (i > 0)
                g_string_append(out, s->comma);
            put_part(out, s, g, i, false);
        }
    } else {
        put_polygons(out, s, g, multi);
    }
}

static bool crosses_antimeridian(const GmGeom *g)
{
    if (g->kind == GM_GEOM_POINT)
        return false;
    for (size_t part = 0; part < g->n_parts; part++) {
        const GmPos *p = gm_geom_part(g, part);
        for (size_t i = 0; i + 1 < gm_geom_part_len(g, part); i++)
            if (fabs(p[i + 1].lon - p[i].lon) > 180.0)
                return true;
    }
    return false;
}

void gm_shapes_append_geojson(GString *out, const GmGeom *g)
{
    static const char *const names[] = {"Point", "LineString", "Polygon"};
    if (!g || g->n_parts == 0) {
        g_string_append(out, "null");
        return;
    }
    g_autoptr(GmGeom) cut = crosses_antimeridian(g) ? gm_geo_split_antimeridian(g, NULL) : NULL;
    const GmGeom *as = cut ? cut : g;
    bool multi = as->kind == GM_GEOM_POLYGON ? n_polygons(as) > 1 : as->n_parts > 1;
    g_string_append_printf(out, "{\"type\":\"%s%s\",\"coordinates\":", multi ? "Multi" : "",
                           names[as->kind]);
    bool bracket = multi || as->kind == GM_GEOM_POLYGON;
    if (bracket)
        g_string_append_c(out, '[');
    put_coordinates(out, &geojson, as, multi);
    if (bracket)
        g_string_append_c(out, ']');
    g_string_append_c(out, '}');
}

void gm_shapes_append_wkt(GString *out, const GmGeom *g)
{
    static const char *const names[] = {"POINT", "LINESTRING", "POLYGON"};
    if (!g || g->n_parts == 0) {
        g_string_append_printf(out, "%s EMPTY", g ? names[g->kind] : "GEOMETRYCOLLECTION");
        return;
    }
    bool multi = g->kind == GM_GEOM_POLYGON ? n_polygons(g) > 1 : g->n_parts > 1;
    g_string_append_printf(out, "%s%s ", multi ? "MULTI" : "", names[g->kind]);
    bool bracket = multi || g->kind != GM_GEOM_LINE;
    if (bracket)
        g_string_append_c(out, '(');
    put_coordinates(out, &wkt, g, multi);
    if (bracket)
        g_string_append_c(out, ')');
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_properties(GmJson *j, const GmShape *s)
{
    gm_text_json_key(j, "properties");
    gm_text_json_object(j);
    bool has_name = s->attributes && g_hash_table_contains(s->attributes, "name");
    if (s->name && !has_name) {
        gm_text_json_key(j, "name");
        gm_text_json_string(j, s->name);
    }
    if (s->attributes) {
        guint n;
        gpointer *names = g_hash_table_get_keys_as_array(s->attributes, &n);
        if (n > 1)
            qsort(names, n, sizeof *names, compare_names);
        for (guint i = 0; i < n; i++) {
            gm_text_json_key(j, names[i]);
            gm_text_json_string(j, g_hash_table_lookup(s->attributes, names[i]));
        }
        g_free(names);
    }
    gm_text_json_end(j);
}

void gm_shapes_append_collection(GString *out, GPtrArray *shapes)
{
    g_string_append(out, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (guint i = 0; i < shapes->len; i++) {
        const GmShape *s = g_ptr_array_index(shapes, i);
        g_string_append(out, i > 0 ? ",\n" : "\n");
        g_autoptr(GmJson) j = gm_text_json_new(out, 0);
        gm_text_json_object(j);
        gm_text_json_key(j, "type");
        gm_text_json_string(j, "Feature");
        if (s->key) {
            gm_text_json_key(j, "id");
            gm_text_json_string(j, s->key);
        }
        put_properties(j, s);
        gm_text_json_key(j, "geometry");
        gm_shapes_append_geojson(out, s->geom);
        gm_text_json_end(j);
    }
    g_string_append(out, "\n]}\n");
}
