#include "shape_store.h"

#include "shapefile.h"
#include "thinning.h"

#include <math.h>
#include <string.h>

/* Positions of shapes kept read, 16 bytes each: the maps of a batch are often of one
 * region. */
#define MOST_KEPT 300000

typedef struct {
    GmLayerInfo info;
    char *layer, *class_, *credit, *licence; /* owned */
    char *file, *key_field, *name_field;     /* owned */
    ShapeFile *open;                         /* NULL until first asked for */
    int key, name;                           /* fields, or -1 */
    GHashTable *by_key; /* char* in keys -> the first record of it, plus 1; made by find */
    GStringChunk *keys;
    guint *next;        /* by record: the next one of the same key, plus 1; 0 none */
    GmBox *boxes;       /* of each record; empty: none, or deleted */
    GmShape **kept;     /* of each record asked for again, or NULL */
    bool *asked;        /* by record: before now */
    GHashTable *coarse; /* guint64 record and level -> GmShape */
} Layer;

struct GmShapeStore {
    char *dir;
    GPtrArray *layers; /* Layer */
    GError *fault;     /* the first layer that could not be read, or NULL */
    gsize n_kept;      /* positions, in all layers */
    gsize n_coarse;    /* positions of coarse shapes, and a few for each */
};

static void layer_free(Layer *l)
{
    g_free(l->layer);
    g_free(l->class_);
    g_free(l->credit);
    g_free(l->licence);
    g_free(l->file);
    g_free(l->key_field);
    g_free(l->name_field);
    for (guint i = 0; l->kept && i < gm_shapes_file_n_records(l->open); i++)
        gm_shapes_shape_free(l->kept[i]);
    g_free(l->kept);
    g_free(l->asked);
    g_free(l->boxes);
    gm_shapes_file_close(l->open);
    g_clear_pointer(&l->by_key, g_hash_table_unref);
    g_clear_pointer(&l->keys, g_string_chunk_free);
    g_clear_pointer(&l->next, g_free);
    g_clear_pointer(&l->coarse, g_hash_table_unref);
    g_free(l);
}

void gm_shapes_close(GmShapeStore *s)
{
    if (!s)
        return;
    g_ptr_array_unref(s->layers);
    g_clear_error(&s->fault);
    g_free(s->dir);
    g_free(s);
}

static const char *column(char **header, char **cells, const char *name)
{
    for (guint i = 0; header[i] && cells[i]; i++)
        if (strcmp(header[i], name) == 0)
            return cells[i];
    return "";
}

static bool read_box(const char *text, GmBox *box)
{
    *box = (GmBox){-90, -180, 90, 180};
    if (!*text)
        return true;
    double v[4];
    const char *p = text;
    for (int i = 0; i < 4; i++) {
        char *end;
        v[i] = g_ascii_strtod(p, &end);
        if (end == p || (i < 3 && *end != ','))
            return false;
        p = end + 1;
    }
    *box = (GmBox){v[0], v[1], v[2], v[3]};
    return true;
}

static bool read_kind(const char *text, GmGeomKind *kind)
{
    static const char *const names[] = {"point", "line", "polygon"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(text, names[i]) == 0) {
            *kind = (GmGeomKind)i;
            return true;
        }
    return false;
}

static double read_scale(const char *text, double otherwise)
{
    return *text ? g_ascii_strtod(text, NULL) : otherwise;
}

static Layer *read_layer(char **header, char **cells)
{
    Layer *l = g_new0(Layer, 1);
    l->layer = g_strdup(column(header, cells, "layer"));
    l->class_ = g_strdup(column(header, cells, "class"));
    l->credit = g_strdup(column(header, cells, "credit"));
    l->licence = g_strdup(column(header, cells, "licence"));
    l->file = g_strdup(column(header, cells, "file"));
    l->key_field = g_strdup(column(header, cells, "key"));
    l->name_field = g_strdup(column(header, cells, "name"));
    l->info = (GmLayerInfo){.layer = l->layer,
                            .class_ = l->class_,
                            .min_scale = read_scale(column(header, cells, "min_scale"), 0),
                            .max_scale = read_scale(column(header, cells, "max_scale"), 1e12),
                            .credit = l->credit,
                            .licence = l->licence};
    bool plain = *l->file && !strchr(l->file, '/');
    if (*l->layer && plain && read_kind(column(header, cells, "geometry"), &l->info.kind) &&
        read_box(column(header, cells, "box"), &l->info.box))
        return l;
    layer_free(l);
    return NULL;
}

static bool read_manifest(GmShapeStore *s, const char *path, GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_IO,
                    "%s: cannot read the list of map layers", path);
        return false;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_auto(GStrv) header = NULL;
    for (guint i = 0; lines[i]; i++) {
        g_strchomp(lines[i]); /* the last cells may be empty: they are then absent */
        if (!*lines[i] || lines[i][0] == '#')
            continue;
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        if (!header) {
            header = g_steal_pointer(&cells);
            continue;
        }
        Layer *l = read_layer(header, cells);
        if (!l) {
            g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT,
                        "%s:%u: a layer needs a name, a file in the same folder, a geometry "
                        "(point, line, polygon) and, if any, a box south,west,north,east",
                        path, i + 1);
            return false;
        }
        g_ptr_array_add(s->layers, l);
    }
    return true;
}

GmShapeStore *gm_shapes_open(const char *dir, GError **error)
{
    g_autoptr(GmShapeStore) s = g_new0(GmShapeStore, 1);
    s->dir = g_strdup(dir);
    s->layers = g_ptr_array_new_with_free_func((GDestroyNotify)layer_free);
    g_autofree char *manifest = g_build_filename(dir, "layers.tsv", NULL);
    return read_manifest(s, manifest, error) ? g_steal_pointer(&s) : NULL;
}

guint gm_shapes_n_layers(const GmShapeStore *s)
{
    return s->layers->len;
}

const GmLayerInfo *gm_shapes_layer(const GmShapeStore *s, guint i)
{
    return &((const Layer *)g_ptr_array_index(s->layers, i))->info;
}

static Layer *find_layer(const GmShapeStore *s, const char *name)
{
    for (guint i = 0; i < s->layers->len; i++) {
        Layer *l = g_ptr_array_index(s->layers, i);
        if (strcmp(l->layer, name) == 0)
            return l;
    }
    return NULL;
}

const GmLayerInfo *gm_shapes_layer_named(const GmShapeStore *s, const char *layer)
{
    const Layer *l = find_layer(s, layer);
    return l ? &l->info : NULL;
}

static bool open_layer(GmShapeStore *s, Layer *l, GError **error)
{
    if (l->open)
        return true;
    g_autofree char *path = g_build_filename(s->dir, l->file, NULL);
    MemoryFiles *files = gm_shapes_files_open(path, error);
    if (!files)
        return false;
    l->open = gm_shapes_file_open(path, files, error);
    if (!l->open)
        return false;
    const char *const key[] = {*l->key_field ? l->key_field : "key", NULL};
    const char *const name[] = {*l->name_field ? l->name_field : NULL, NULL};
    l->key = gm_shapes_file_field(l->open, key);
    l->name = gm_shapes_file_field(l->open, name);
    return true;
}

/* Takes @cause: kept for all_read, and told to who asked. */
static void note_fault(GmShapeStore *s, GError *cause, GError **error)
{
    if (!s->fault)
        s->fault = g_error_copy(cause);
    g_propagate_error(error, cause);
}

bool gm_shapes_all_read(GmShapeStore *s, GError **error)
{
    if (!s->fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&s->fault));
    return false;
}

static Layer *need_layer(GmShapeStore *s, const char *name, GError **error)
{
    Layer *l = find_layer(s, name);
    if (!l) {
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_NOT_FOUND, "no map layer named '%s'",
                    name);
        return NULL;
    }
    GError *cause = NULL;
    if (open_layer(s, l, &cause))
        return l;
    note_fault(s, cause, error);
    return NULL;
}

static void index_keys(Layer *l)
{
    guint n = gm_shapes_file_n_records(l->open);
    l->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    l->keys = g_string_chunk_new(1 << 14);
    l->next = g_new0(guint, n + 1);
    for (guint i = n; i-- > 0;) { /* the last first: each goes before those behind it */
        g_autofree char *key = gm_shapes_file_text(l->open, i, l->key);
        if (!key)
            continue;
        l->next[i] = GPOINTER_TO_UINT(g_hash_table_lookup(l->by_key, key));
        g_hash_table_insert(l->by_key, g_string_chunk_insert(l->keys, key),
                            GUINT_TO_POINTER(i + 1));
    }
}

GmGeom *gm_shapes_find(GmShapeStore *s, const char *reference, GError **error)
{
    const char *colon = strchr(reference, ':');
    g_autofree char *name = g_strndup(reference, colon ? (gsize)(colon - reference) : 0);
    if (!colon || !*name || !colon[1]) {
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_NOT_FOUND,
                    "'%s' names no shape; write layer:key, for example roads:M4", reference);
        return NULL;
    }
    Layer *l = need_layer(s, name, error);
    if (!l)
        return NULL;
    if (!l->by_key)
        index_keys(l);
    guint record = GPOINTER_TO_UINT(g_hash_table_lookup(l->by_key, colon + 1));
    g_autoptr(GmGeom) whole = NULL;
    for (; record > 0; record = l->next[record - 1]) {
        GError *broken = NULL;
        g_autoptr(GmGeom) g = gm_shapes_file_geometry(l->open, record - 1, &broken);
        if (broken) {
            note_fault(s, broken, error);
            return NULL;
        }
        if (whole && g)
            gm_geom_append(whole, g);
        else if (g)
            whole = g_steal_pointer(&g);
    }
    if (!whole)
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_NOT_FOUND,
                    "no shape '%s' in the layer '%s'", colon + 1, name);
    return g_steal_pointer(&whole);
}

static void index_boxes(Layer *l)
{
    guint n = gm_shapes_file_n_records(l->open);
    l->boxes = g_new(GmBox, n + 1);
    l->kept = g_new0(GmShape *, n + 1);
    l->asked = g_new0(bool, n + 1);
    for (guint i = 0; i < n; i++)
        if (!gm_shapes_file_record_box(l->open, i, &l->boxes[i]) ||
            gm_shapes_file_is_deleted(l->open, i))
            l->boxes[i] = gm_box_empty();
}

static GmShape *copy_shape(const GmShape *s)
{
    GmShape *copy = g_new0(GmShape, 1);
    copy->geom = gm_geom_copy(s->geom);
    copy->key = g_strdup(s->key);
    copy->name = g_strdup(s->name);
    return copy;
}

/* The record as a new shape; NULL without @error for a null one. */
static GmShape *shape_of(GmShapeStore *s, Layer *l, guint record, GError **error)
{
    if (l->kept[record])
        return copy_shape(l->kept[record]);
    GmGeom *g = gm_shapes_file_geometry(l->open, record, error);
    if (!g)
        return NULL;
    GmShape *shape = g_new0(GmShape, 1);
    shape->geom = g;
    shape->key = gm_shapes_file_text(l->open, record, l->key);
    shape->name = gm_shapes_file_text(l->open, record, l->name);
    if (l->asked[record] && s->n_kept + g->n_pos <= MOST_KEPT) {
        l->kept[record] = copy_shape(shape);
        s->n_kept += g->n_pos;
    }
    l->asked[record] = true;
    return shape;
}

/* ---- coarse shapes ---- */

#define MOST_COARSE 500000
#define COST_OF_SHAPE 16 /* positions */

/* In a cylindrical equal-area projection, metres. */
static void project_part(const GmPos *pos, guint n, double *xy, guint8 *keep)
{
    const double radius = 6371007.2, degree = G_PI / 180.0;
    for (guint i = 0; i < n; i++) {
        xy[2 * i] = radius * degree * pos[i].lon;
        xy[2 * i + 1] = radius * sin(pos[i].lat * degree);
        /* the antimeridian and the poles are edges of the data */
        keep[i] = fabs(pos[i].lon) > 179.9999 || fabs(pos[i].lat) > 89.9 ? 2 : 1;
    }
}

static GmGeom *thinned(const GmGeom *g, double area)
{
    g_auto(GeoThinner) thinner = {.room = 0};
    GmGeom *out = gm_geom_new(g->kind);
    g_autofree double *xy = g_new(double, 2 * g->n_pos + 1);
    g_autofree guint8 *keep = g_new(guint8, g->n_pos + 1);
    g_autofree GmPos *left = g_new(GmPos, g->n_pos + 1);
    for (size_t i = 0; i < g->n_parts; i++) {
        const GmPos *pos = gm_geom_part(g, i);
        guint n = (guint)gm_geom_part_len(g, i), m = 0;
        project_part(pos, n, xy, keep);
        gm_geo_thin(&thinner, xy, n, area, keep);
        for (guint k = 0; k < n; k++)
            if (keep[k])
                left[m++] = pos[k];
        if (g->kind != GM_GEOM_POLYGON || m > 3)
            gm_geom_add_part(out, left, m, g->hole && g->hole[i]);
    }
    return out;
}

static void forget_coarse(GmShapeStore *s)
{
    for (guint i = 0; i < s->layers->len; i++)
        g_clear_pointer(&((Layer *)g_ptr_array_index(s->layers, i))->coarse, g_hash_table_unref);
    s->n_coarse = 0;
}

static GmShape *coarse_shape(GmShapeStore *s, Layer *l, guint record, int level, GError **error)
{
    guint64 key = (guint64)record << 8 | (guint8)level;
    if (s->n_coarse > MOST_COARSE)
        forget_coarse(s);
    if (!l->coarse)
        l->coarse = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify)gm_shapes_shape_free);
    const GmShape *known = g_hash_table_lookup(l->coarse, &key);
    if (known)
        return known->geom->n_pos ? copy_shape(known) : NULL;
    GmShape *shape = shape_of(s, l, record, error);
    if (!shape || shape->geom->kind == GM_GEOM_POINT)
        return shape;
    GmGeom *few = thinned(shape->geom, ldexp(1.0, level));
    gm_geom_free(shape->geom);
    shape->geom = few;
    s->n_coarse += few->n_pos + COST_OF_SHAPE;
    g_hash_table_insert(l->coarse, g_memdup2(&key, sizeof key), shape);
    return few->n_pos ? copy_shape(shape) : NULL;
}

enum { ALL_OF_IT = G_MININT }; /* a level */

static GPtrArray *in_box(GmShapeStore *s, const char *layer, GmBox box, int level, GError **error)
{
    Layer *l = need_layer(s, layer, error);
    if (!l)
        return NULL;
    if (!l->boxes)
        index_boxes(l);
    g_autoptr(GPtrArray) found =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
    for (guint i = 0; i < gm_shapes_file_n_records(l->open); i++) {
        GmBox b = l->boxes[i];
        if (b.north < box.south || b.south > box.north || !gm_box_meets(b, box))
            continue;
        GError *broken = NULL;
        GmShape *shape =
            level == ALL_OF_IT ? shape_of(s, l, i, &broken) : coarse_shape(s, l, i, level, &broken);
        if (broken) {
            note_fault(s, broken, error);
            return NULL;
        }
        if (shape)
            g_ptr_array_add(found, shape);
    }
    return g_steal_pointer(&found);
}

GPtrArray *gm_shapes_in_box(GmShapeStore *s, const char *layer, GmBox box, GError **error)
{
    return in_box(s, layer, box, ALL_OF_IT, error);
}

GPtrArray *gm_shapes_in_box_coarse(GmShapeStore *s, const char *layer, GmBox box, double area,
                                   GError **error)
{
    /* a level for each doubling of the scale: the maps of a batch share them */
    int level = area > 1.0 ? 2 * (int)floor(log2(fmin(area, 1e30)) / 2.0) : ALL_OF_IT;
    return in_box(s, layer, box, level, error);
}
