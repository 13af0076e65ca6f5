#include "shapefile.h"

#include "rings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ShapeFile {
    char *subject;
    MemoryFiles *files; /* owned */
    SHPHandle shp;
    DBFHandle dbf; /* NULL when there is none */
    char *encoding;
    GPtrArray *field_names;
};

void gm_shapes_file_close(ShapeFile *f)
{
    if (!f)
        return;
    if (f->shp)
        SHPClose(f->shp);
    if (f->dbf)
        DBFClose(f->dbf);
    g_clear_pointer(&f->field_names, g_ptr_array_unref);
    gm_shapes_files_free(f->files);
    g_free(f->encoding);
    g_free(f->subject);
    g_free(f);
}

/* The character set that a .cpg file or the table's language byte names. */
static char *encoding_of(DBFHandle dbf)
{
    static const struct {
        int id;
        const char *name;
    } drivers[] = {{1, "CP437"},    {2, "CP850"},    {3, "CP1252"},   {8, "CP865"},
                   {19, "CP932"},   {38, "CP866"},   {77, "CP936"},   {78, "CP949"},
                   {79, "CP950"},   {87, "CP1252"},  {88, "CP1252"},  {89, "CP1252"},
                   {100, "CP852"},  {101, "CP866"},  {106, "CP737"},  {107, "CP857"},
                   {200, "CP1250"}, {201, "CP1251"}, {202, "CP1254"}, {203, "CP1253"},
                   {204, "CP1257"}};
    const char *page = DBFGetCodePage(dbf);
    if (!page)
        return g_strdup("UTF-8");
    if (g_str_has_prefix(page, "LDID/")) {
        int id = atoi(page + 5);
        for (gsize i = 0; i < G_N_ELEMENTS(drivers); i++)
            if (drivers[i].id == id)
                return g_strdup(drivers[i].name);
        return g_strdup("UTF-8");
    }
    g_autofree char *name = g_strstrip(g_strndup(page, 40));
    if (strspn(name, "0123456789") == strlen(name) && *name)
        return g_str_has_prefix(name, "8859") && name[4] ? g_strdup_printf("ISO-8859-%s", name + 4)
                                                         : g_strdup_printf("CP%s", name);
    if (g_ascii_strncasecmp(name, "ANSI ", 5) == 0)
        return g_strdup_printf("CP%s", name + 5);
    return g_steal_pointer(&name);
}

static bool refuse_projected(const ShapeFile *f, GError **error)
{
    const char *prj = (const char *)f->files->read[PART_PRJ];
    gsize len = f->files->len[PART_PRJ];
    if (!prj || len < 8 || g_ascii_strncasecmp(prj, "PROJCS[\"", 8) != 0)
        return true;
    const char *close = memchr(prj + 8, '"', MIN(len - 8, (gsize)80));
    g_autofree char *raw = g_strndup(prj + 8, close ? (gsize)(close - prj - 8) : 0);
    g_autofree char *name = g_utf8_make_valid(raw, -1);
    g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT,
                "%s: is in the projection '%s'; save it in WGS 84 longitude and latitude "
                "(EPSG:4326) first",
                f->subject, name);
    return false;
}

static bool open_parts(ShapeFile *f, GError **error)
{
    SAHooks hooks;
    gm_shapes_files_hooks(&hooks);
    g_autofree char *name = g_strconcat(f->files->name, ".shp", NULL);
    f->shp = SHPOpenLL(name, "rb", &hooks);
    if (!f->shp) {
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT,
                    "%s: not a shapefile, or its .shx is damaged", f->subject);
        return false;
    }
    SHPSetFastModeReadObject(f->shp, TRUE);
    f->field_names = g_ptr_array_new_with_free_func(g_free);
    if (!f->files->read[PART_DBF])
        return true;
    g_autofree char *table = g_strconcat(f->files->name, ".dbf", NULL);
    f->dbf = DBFOpenLL(table, "rb", &hooks);
    if (!f->dbf) {
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT, "%s: its .dbf is damaged",
                    f->subject);
        return false;
    }
    f->encoding = encoding_of(f->dbf);
    for (int i = 0; i < DBFGetFieldCount(f->dbf); i++) {
        char field[XBASE_FLDNAME_LEN_READ + 1] = "";
        DBFGetFieldInfo(f->dbf, i, field, NULL, NULL);
        g_ptr_array_add(f->field_names, g_utf8_make_valid(field, -1));
    }
    return true;
}

ShapeFile *gm_shapes_file_open(const char *subject, MemoryFiles *files, GError **error)
{
    g_autoptr(ShapeFile) f = g_new0(ShapeFile, 1);
    f->subject = g_strdup(subject);
    f->files = files;
    if (!refuse_projected(f, error) || !open_parts(f, error))
        return NULL;
    return g_steal_pointer(&f);
}

guint gm_shapes_file_n_records(const ShapeFile *f)
{
    return (guint)MAX(f->shp->nRecords, 0);
}

static guint32 read_u32(const guint8 *p)
{
    return (guint32)p[0] | (guint32)p[1] << 8 | (guint32)p[2] << 16 | (guint32)p[3] << 24;
}

static double read_double(const guint8 *p)
{
    guint64 bits = (guint64)read_u32(p + 4) << 32 | read_u32(p);
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

bool gm_shapes_file_record_box(const ShapeFile *f, guint record, GmBox *box)
{
    enum { header = 8, type_and_point = 20, type_and_box = 36 };
    if (record >= gm_shapes_file_n_records(f))
        return false;
    gsize at = f->shp->panRecOffset[record], len = f->files->len[PART_SHP];
    if (at + header + type_and_point > len)
        return false;
    const guint8 *p = f->files->read[PART_SHP] + at + header;
    guint32 type = read_u32(p);
    if (type == SHPT_NULL)
        return false;
    double west = read_double(p + 4), south = read_double(p + 12), east = west, north = south;
    if (type != SHPT_POINT && type != SHPT_POINTZ && type != SHPT_POINTM) {
        if (at + header + type_and_box > len)
            return false;
        east = read_double(p + 20);
        north = read_double(p + 28);
    }
    if (!(west <= east && south <= north && west >= -361 && east <= 361))
        return false;
    *box = (GmBox){south, west, north, east};
    return true;
}

static bool record_error(const ShapeFile *f, guint record, const char *what, GError **error)
{
    g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT, "%s: record %u: %s", f->subject,
                record + 1, what);
    return false;
}

/* Rounding by other programs leaves positions a hair off the globe. */
static bool read_positions(const ShapeFile *f, guint record, const SHPObject *o, GmPos *out,
                           GError **error)
{
    const double slack = 1e-6;
    for (int i = 0; i < o->nVertices; i++) {
        double lat = o->padfY[i], lon = o->padfX[i];
        if (!(fabs(lat) <= 90 + slack && fabs(lon) <= 180 + slack)) {
            g_autofree char *what =
                g_strdup_printf("position %d is not a longitude and latitude in degrees", i + 1);
            return record_error(f, record, what, error);
        }
        out[i] = (GmPos){CLAMP(lat, -90.0, 90.0), CLAMP(lon, -180.0, 180.0)};
    }
    return true;
}

static GmGeom *lines(const GmPos *pos, const size_t *start, size_t n_parts)
{
    GmGeom *g = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < n_parts; i++)
        if (start[i + 1] - start[i] >= 2)
            gm_geom_add_part(g, pos + start[i], start[i + 1] - start[i], false);
    return g;
}

static GmGeom *points(const GmPos *pos, size_t n)
{
    GmGeom *g = gm_geom_new(GM_GEOM_POINT);
    gm_geom_reserve(g, n, n);
    memcpy(g->pos, pos, n * sizeof *pos);
    for (size_t i = 0; i <= n; i++)
        g->start[i] = i;
    g->n_pos = g->n_parts = n;
    return g;
}

/* Where the parts start; false when they are not in order. */
static bool part_starts(const SHPObject *o, size_t *start)
{
    size_t n = (size_t)o->nParts, n_pos = (size_t)o->nVertices;
    for (size_t i = 0; i < n; i++) {
        if (o->panPartStart[i] < 0 || (size_t)o->panPartStart[i] > n_pos)
            return false;
        start[i] = (size_t)o->panPartStart[i];
        if (i > 0 && start[i] < start[i - 1])
            return false;
    }
    start[n] = n_pos;
    return true;
}

static GmGeom *build(const ShapeFile *f, guint record, const SHPObject *o, GError **error)
{
    g_autofree GmPos *pos = g_new(GmPos, MAX((gsize)o->nVertices, 1));
    g_autofree size_t *start = g_new(size_t, (gsize)o->nParts + 1);
    if (!read_positions(f, record, o, pos, error))
        return NULL;
    if (!part_starts(o, start)) {
        record_error(f, record, "its parts are out of order", error);
        return NULL;
    }
    switch (o->nSHPType) {
    case SHPT_POINT:
    case SHPT_POINTZ:
    case SHPT_POINTM:
    case SHPT_MULTIPOINT:
    case SHPT_MULTIPOINTZ:
    case SHPT_MULTIPOINTM:
        return points(pos, (size_t)o->nVertices);
    case SHPT_ARC:
    case SHPT_ARCZ:
    case SHPT_ARCM:
        return lines(pos, start, (size_t)o->nParts);
    case SHPT_POLYGON:
    case SHPT_POLYGONZ:
    case SHPT_POLYGONM:
        return gm_shapes_sort_rings(pos, start, (size_t)o->nParts);
    default:
        record_error(f, record, "multipatch shapes cannot be drawn", error);
        return NULL;
    }
}

GmGeom *gm_shapes_file_geometry(ShapeFile *f, guint record, GError **error)
{
    SHPObject *o = SHPReadObject(f->shp, (int)record);
    if (!o) {
        record_error(f, record, "damaged, or it runs past the end of the file", error);
        return NULL;
    }
    GmGeom *g = NULL;
    if (o->nSHPType != SHPT_NULL && o->nVertices > 0)
        g = build(f, record, o, error);
    SHPDestroyObject(o);
    if (g && g->n_parts == 0)
        g_clear_pointer(&g, gm_geom_free);
    return g;
}

int gm_shapes_file_field(const ShapeFile *f, const char *const *names)
{
    for (; *names; names++)
        for (guint i = 0; i < f->field_names->len; i++)
            if (g_ascii_strcasecmp(g_ptr_array_index(f->field_names, i), *names) == 0)
                return (int)i;
    return -1;
}

guint gm_shapes_file_n_fields(const ShapeFile *f)
{
    return f->field_names->len;
}

const char *gm_shapes_file_field_name(const ShapeFile *f, guint field)
{
    return g_ptr_array_index(f->field_names, field);
}

char *gm_shapes_file_text(ShapeFile *f, guint record, int field)
{
    if (field < 0 || !f->dbf || record >= (guint)DBFGetRecordCount(f->dbf))
        return NULL;
    const char *raw = DBFReadStringAttribute(f->dbf, (int)record, field);
    if (!raw || !*raw)
        return NULL;
    if (DBFGetNativeFieldType(f->dbf, field) != 'C') { /* of text only the empty is null */
        if (DBFIsAttributeNULL(f->dbf, (int)record, field))
            return NULL;
        raw = DBFReadStringAttribute(f->dbf, (int)record, field); /* the test reused its buffer */
    }
    if (g_utf8_validate(raw, -1, NULL))
        return g_strdup(raw);
    const char *from = g_ascii_strcasecmp(f->encoding, "UTF-8") == 0 ? "CP1252" : f->encoding;
    char *text = g_convert_with_fallback(raw, -1, "UTF-8", from, "\xEF\xBF\xBD", NULL, NULL, NULL);
    return text ? text : g_utf8_make_valid(raw, -1);
}

bool gm_shapes_file_is_deleted(const ShapeFile *f, guint record)
{
    return f->dbf && record < (guint)DBFGetRecordCount(f->dbf) &&
           DBFIsRecordDeleted(f->dbf, (int)record);
}

static GmShape *read_shape(ShapeFile *f, guint record, int key, int name)
{
    GmShape *s = g_new0(GmShape, 1);
    s->key = gm_shapes_file_text(f, record, key);
    s->name = gm_shapes_file_text(f, record, name);
    s->attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < gm_shapes_file_n_fields(f); i++) {
        char *text = gm_shapes_file_text(f, record, (int)i);
        if (text)
            g_hash_table_replace(s->attributes, g_strdup(gm_shapes_file_field_name(f, i)), text);
    }
    return s;
}

GPtrArray *gm_shapes_read_shapefile(const char *subject, MemoryFiles *files, GError **error)
{
    static const char *const keys[] = {"key", "id", "code", "iso_a2", "objectid", NULL};
    static const char *const names[] = {"name", "name_en", "admin", "label", "title", NULL};
    g_autoptr(ShapeFile) f = gm_shapes_file_open(subject, files, error);
    if (!f)
        return NULL;
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
    int key = gm_shapes_file_field(f, keys), name = gm_shapes_file_field(f, names);
    for (guint i = 0; i < gm_shapes_file_n_records(f); i++) {
        if (gm_shapes_file_is_deleted(f, i))
            continue;
        GError *broken = NULL;
        GmGeom *g = gm_shapes_file_geometry(f, i, &broken);
        if (broken) {
            g_propagate_error(error, broken);
            return NULL;
        }
        GmShape *s = read_shape(f, i, key, name);
        s->geom = g;
        g_ptr_array_add(all, s);
    }
    return g_steal_pointer(&all);
}
