/* GeoJSON (RFC 7946) in, through jansson. */
#include "layer.h"

#include "rings.h"

#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

/* A value of the file takes some 50 bytes while jansson holds it. */
enum { DEEPEST_COLLECTION = 16, MOST_POSITIONS = 10000000, MOST_VALUES = 40000000 };

typedef struct {
    const char *file;
    GPtrArray *shapes;
    guint feature; /* number, from 1; 0 when the file is a bare geometry */
    gsize n_pos;   /* read so far */
    GError **error;
} Reader;

G_GNUC_PRINTF(2, 3) static bool fail(Reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *where =
        r->feature ? g_strdup_printf("feature %u: ", r->feature) : g_strdup("");
    g_set_error(r->error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT, "%s: %s%s", r->file, where,
                what);
    return false;
}

static bool read_position(Reader *r, const json_t *j, GmPos *out)
{
    const json_t *lon = json_array_get(j, 0), *lat = json_array_get(j, 1);
    if (!json_is_number(lon) || !json_is_number(lat))
        return fail(r, "a position is [longitude, latitude]");
    *out = (GmPos){json_number_value(lat), json_number_value(lon)};
    if (!(fabs(out->lat) <= 90.0 && fabs(out->lon) <= 180.0))
        return fail(r, "position [%.10g, %.10g] is not longitude and latitude in degrees", out->lon,
                    out->lat);
    return true;
}

/* An array of positions; the caller frees. */
static GmPos *read_positions(Reader *r, const json_t *j, size_t least, size_t *n)
{
    *n = json_array_size(j);
    if (!json_is_array(j) || *n < least) {
        fail(r, "%zu or more positions wanted", least);
        return NULL;
    }
    r->n_pos += *n;
    if (r->n_pos > MOST_POSITIONS) {
        fail(r, "more than %d positions in the file", MOST_POSITIONS);
        return NULL;
    }
    GmPos *pos = g_new(GmPos, MAX(*n, 1));
    for (size_t i = 0; i < *n; i++)
        if (!read_position(r, json_array_get(j, i), &pos[i])) {
            g_free(pos);
            return NULL;
        }
    return pos;
}

static bool add_line(Reader *r, const json_t *j, GmGeom *g)
{
    size_t n;
    g_autofree GmPos *pos = read_positions(r, j, 2, &n);
    if (!pos)
        return false;
    gm_geom_add_part(g, pos, n, false);
    return true;
}

static bool add_polygon(Reader *r, const json_t *j, GmGeom *g)
{
    if (!json_is_array(j))
        return fail(r, "a polygon is an array of rings");
    for (size_t i = 0; i < json_array_size(j); i++) {
        size_t n;
        g_autofree GmPos *pos = read_positions(r, json_array_get(j, i), 3, &n);
        if (!pos)
            return false;
        bool closed = pos[0].lat == pos[n - 1].lat && pos[0].lon == pos[n - 1].lon;
        if (n - closed < 3)
            return fail(r, "a ring has three or more corners");
        if (!closed) {
            pos = g_renew(GmPos, pos, n + 1);
            pos[n++] = pos[0];
        }
        gm_shapes_add_ring(g, pos, n, i > 0);
    }
    return true;
}

static bool add_points(Reader *r, const json_t *j, GmGeom *g)
{
    size_t n;
    g_autofree GmPos *pos = read_positions(r, j, 0, &n);
    if (!pos)
        return false;
    gm_geom_reserve(g, n, n);
    memcpy(g->pos + g->n_pos, pos, n * sizeof *pos);
    for (size_t i = 0; i < n; i++)
        g->start[g->n_parts + i + 1] = g->n_pos + i + 1;
    g->n_pos += n;
    g->n_parts += n;
    return true;
}

static bool add_point(Reader *r, const json_t *j, GmGeom *g)
{
    GmPos p;
    if (json_is_array(j) && json_array_size(j) == 0)
        return true; /* an empty point */
    if (!read_position(r, j, &p))
        return false;
    gm_geom_add_part(g, &p, 1, false);
    return true;
}

typedef bool (*AddPart)(Reader *r, const json_t *j, GmGeom *g);

static bool add_each(Reader *r, const json_t *j, GmGeom *g, AddPart add)
{
    if (!json_is_array(j))
        return fail(r, "coordinates must be an array");
    for (size_t i = 0; i < json_array_size(j); i++)
        if (!add(r, json_array_get(j, i), g))
            return false;
    return true;
}

static const struct {
    const char *type;
    GmGeomKind kind;
    AddPart add;
    bool many;
} types[] = {
    {"Point", GM_GEOM_POINT, add_point, false},
    {"MultiPoint", GM_GEOM_POINT, add_points, false},
    {"LineString", GM_GEOM_LINE, add_line, false},
    {"MultiLineString", GM_GEOM_LINE, add_line, true},
    {"Polygon", GM_GEOM_POLYGON, add_polygon, false},
    {"MultiPolygon", GM_GEOM_POLYGON, add_polygon, true},
};

/* Adds to @by_kind, one geometry for each class; a collection is split. */
static bool read_geometry(Reader *r, const json_t *j, GmGeom *by_kind[3], int depth)
{
    const char *type = json_string_value(json_object_get(j, "type"));
    if (!type)
        return fail(r, "a geometry must be an object with a type");
    if (strcmp(type, "GeometryCollection") == 0) {
        const json_t *members = json_object_get(j, "geometries");
        if (!json_is_array(members) || depth >= DEEPEST_COLLECTION)
            return fail(r, depth >= DEEPEST_COLLECTION ? "geometry collections nested too deep"
                                                       : "a GeometryCollection has geometries");
        for (size_t i = 0; i < json_array_size(members); i++)
            if (!read_geometry(r, json_array_get(members, i), by_kind, depth + 1))
                return false;
        return true;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
        if (strcmp(type, types[i].type) != 0)
            continue;
        const json_t *c = json_object_get(j, "coordinates");
        GmGeomKind kind = types[i].kind;
        if (!c)
            return fail(r, "a %s has coordinates", type);
        if (!by_kind[kind])
            by_kind[kind] = gm_geom_new(kind);
        return types[i].many ? add_each(r, c, by_kind[kind], types[i].add)
                             : types[i].add(r, c, by_kind[kind]);
    }
    return fail(r, "unknown geometry type '%.40s'", type);
}

static char *value_text(const json_t *v)
{
    if (json_is_string(v))
        return g_strdup(json_string_value(v));
    if (!v || json_is_null(v))
        return NULL;
    char *dumped =
        json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    char *text = g_strdup(dumped);
    free(dumped);
    return text;
}

static GHashTable *read_properties(json_t *properties)
{
    GHashTable *all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    const char *key;
    json_t *value;
    json_object_foreach(properties, key, value)
    {
        char *text = value_text(value);
        if (text)
            g_hash_table_replace(all, g_strdup(key), text);
    }
    return all;
}

static char *first_of(GHashTable *attributes, const char *const *names)
{
    for (; *names; names++) {
        const char *v = g_hash_table_lookup(attributes, *names);
        if (v && *v)
            return g_strdup(v);
    }
    return NULL;
}

static void add_shape(Reader *r, GmGeom *g, json_t *feature)
{
    static const char *const names[] = {"name",    "Name",  "NAME",  "name_en",
                                        "name:en", "label", "title", NULL};
    static const char *const keys[] = {"key", "id", "ID", NULL};
    GmShape *s = g_new0(GmShape, 1);
    s->geom = g;
    s->attributes = read_properties(json_object_get(feature, "properties"));
    s->key = value_text(json_object_get(feature, "id"));
    if (!s->key)
        s->key = first_of(s->attributes, keys);
    s->name = first_of(s->attributes, names);
    g_ptr_array_add(r->shapes, s);
}

/* @feature NULL for a bare geometry. */
static bool read_feature(Reader *r, const json_t *geometry, json_t *feature)
{
    GmGeom *by_kind[3] = {NULL, NULL, NULL};
    if (geometry && !json_is_null(geometry) && !read_geometry(r, geometry, by_kind, 0)) {
        for (int i = 0; i < 3; i++)
            gm_geom_free(by_kind[i]);
        return false;
    }
    bool any = false;
    for (int i = 0; i < 3; i++) {
        if (by_kind[i] && by_kind[i]->n_parts == 0)
            g_clear_pointer(&by_kind[i], gm_geom_free);
        if (by_kind[i])
            add_shape(r, by_kind[i], feature);
        any |= by_kind[i] != NULL;
    }
    if (!any)
        add_shape(r, NULL, feature);
    return true;
}

static bool read_root(Reader *r, json_t *root)
{
    const char *type = json_string_value(json_object_get(root, "type"));
    if (!type)
        return fail(r, "no GeoJSON: the top must be an object with a type");
    if (strcmp(type, "Feature") == 0) {
        r->feature = 1;
        return read_feature(r, json_object_get(root, "geometry"), root);
    }
    if (strcmp(type, "FeatureCollection") != 0)
        return read_feature(r, root, NULL);
    const json_t *features = json_object_get(root, "features");
    if (!json_is_array(features))
        return fail(r, "a FeatureCollection has an array of features");
    for (size_t i = 0; i < json_array_size(features); i++) {
        json_t *f = json_array_get(features, i);
        const char *kind = json_string_value(json_object_get(f, "type"));
        r->feature = (guint)i + 1;
        if (!kind || strcmp(kind, "Feature") != 0)
            return fail(r, "is not of type Feature");
        if (!read_feature(r, json_object_get(f, "geometry"), f))
            return false;
    }
    return true;
}

/* Counted before anything is allocated: a value begins the file, or follows one of "[{:,". */
static bool few_enough(const char *name, const char *bytes, gsize len, GError **error)
{
    gsize n = 1;
    bool quoted = false;
    for (gsize i = 0; i < len && n <= MOST_VALUES; i++) {
        char c = bytes[i];
        if (c == '"')
            quoted = !quoted;
        else if (quoted)
            i += c == '\\';
        else
            n += c == '[' || c == '{' || c == ':' || c == ',';
    }
    if (n > MOST_VALUES)
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_LIMIT,
                    "%s: more than %d values in the file", name, MOST_VALUES);
    return n <= MOST_VALUES;
}

GPtrArray *gm_shapes_read_geojson(const char *name, const char *bytes, gsize len, GError **error)
{
    json_error_t at;
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    if (!few_enough(name, bytes, len, error))
        return NULL;
    json_t *root = json_loadb(bytes, len, JSON_ALLOW_NUL, &at);
    if (!root) {
        g_autofree char *text = g_utf8_make_valid(at.text, -1);
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT, "%s:%d:%d: not JSON: %s", name,
                    MAX(at.line, 1), MAX(at.column, 1), *text ? text : "no memory to read it");
        return NULL;
    }
    g_autoptr(GPtrArray) shapes =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
    Reader r = {name, shapes, 0, 0, error};
    bool ok = read_root(&r, root);
    json_decref(root);
    return ok ? g_steal_pointer(&shapes) : NULL;
}
