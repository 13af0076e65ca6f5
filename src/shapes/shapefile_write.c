/* Shapefiles out: geometry, a table of the attributes, WGS 84, UTF-8. */
#include "shapefile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char wgs84_prj[] =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
    "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

enum { NAME_LEN = 10, WIDEST = 254 };

typedef struct {
    const char *attribute; /* borrowed; NULL for the key and name columns */
    char name[NAME_LEN + 1];
    DBFFieldType type;
    int width, decimals;
} Column;

static const char *value_of(const GmShape *s, const Column *c, bool key)
{
    if (c->attribute)
        return s->attributes ? g_hash_table_lookup(s->attributes, c->attribute) : NULL;
    return key ? s->key : s->name;
}

/* Digits, at most one point; no leading zero that would be lost. */
static bool is_plain_number(const char *v, int *decimals)
{
    const char *p = v + (*v == '-');
    gsize whole = strspn(p, "0123456789");
    if (whole == 0 || whole > 15 || (*p == '0' && whole > 1))
        return false;
    p += whole;
    *decimals = 0;
    if (*p == '.') {
        gsize fraction = strspn(p + 1, "0123456789");
        if (fraction == 0 || fraction > 12)
            return false;
        *decimals = (int)fraction;
        p += 1 + fraction;
    }
    return *p == '\0';
}

static void measure_column(Column *c, GPtrArray *shapes, bool key)
{
    bool number = c->attribute != NULL, any = false;
    int widest = 1, decimals = 0, whole = 1;
    for (guint i = 0; i < shapes->len; i++) {
        const char *v = value_of(g_ptr_array_index(shapes, i), c, key);
        if (!v || !*v)
            continue;
        any = true;
        int d = 0, len = (int)MIN(strlen(v), (gsize)WIDEST);
        widest = MAX(widest, len);
        number = number && is_plain_number(v, &d);
        decimals = MAX(decimals, d);
        whole = MAX(whole, len - (d ? d + 1 : 0));
    }
    c->type = FTString;
    c->width = widest;
    if (number && any) {
        c->type = decimals ? FTDouble : FTInteger;
        c->decimals = decimals;
        c->width = whole + (decimals ? decimals + 1 : 0);
        if (c->type == FTInteger && c->width > 9)
            c->type = FTDouble; /* shapelib's integers have 32 bits */
    }
}

/* Ten bytes, of whole characters, unlike the columns before it. */
static void name_column(GArray *columns, Column *c, const char *wanted)
{
    g_autofree char *valid = g_utf8_make_valid(wanted, -1);
    gsize len = strlen(valid);
    for (guint suffix = 0; suffix < 1000; suffix++) {
        char tail[8] = "";
        if (suffix > 0)
            g_snprintf(tail, sizeof tail, "_%u", suffix);
        gsize n = MIN(len, NAME_LEN - strlen(tail));
        while (n > 0 && n < len && ((unsigned char)valid[n] & 0xC0) == 0x80)
            n--;
        g_snprintf(c->name, sizeof c->name, "%.*s%s", (int)n, valid, tail);
        bool taken = false;
        for (guint i = 0; i < columns->len; i++)
            taken |= g_ascii_strcasecmp(g_array_index(columns, Column, i).name, c->name) == 0;
        if (!taken)
            return;
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GArray *find_columns(GPtrArray *shapes)
{
    GArray *columns = g_array_new(FALSE, TRUE, sizeof(Column));
    for (int i = 0; i < 2; i++) {
        Column c = {.attribute = NULL};
        name_column(columns, &c, i == 0 ? "key" : "name");
        measure_column(&c, shapes, i == 0);
        g_array_append_val(columns, c);
    }
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < shapes->len; i++) {
        const GmShape *s = g_ptr_array_index(shapes, i);
        if (!s->attributes)
            continue;
        GHashTableIter it;
        gpointer name;
        g_hash_table_iter_init(&it, s->attributes);
        while (g_hash_table_iter_next(&it, &name, NULL))
            if (g_hash_table_add(seen, name))
                g_ptr_array_add(names, name);
    }
    if (names->len > 1)
        qsort(names->pdata, names->len, sizeof *names->pdata, compare_names);
    for (guint i = 0; i < names->len && columns->len < 250; i++) {
        Column c = {.attribute = g_ptr_array_index(names, i)};
        if (g_ascii_strcasecmp(c.attribute, "key") == 0 ||
            g_ascii_strcasecmp(c.attribute, "name") == 0)
            continue; /* they stand there already */
        name_column(columns, &c, c.attribute);
        measure_column(&c, shapes, false);
        g_array_append_val(columns, c);
    }
    return columns;
}

static void write_cell(DBFHandle dbf, int row, int field, const Column *c, const char *v)
{
    if (!v || !*v) {
        DBFWriteNULLAttribute(dbf, row, field);
    } else if (c->type == FTString) {
        gsize len = strlen(v);
        if (len > (gsize)c->width)
            for (len = (gsize)c->width; len > 0 && ((unsigned char)v[len] & 0xC0) == 0x80;)
                len--;
        g_autofree char *cut = g_strndup(v, len);
        DBFWriteStringAttribute(dbf, row, field, cut);
    } else {
        g_autofree char *padded = g_strdup_printf("%*s", c->width, v);
        DBFWriteAttributeDirectly(dbf, row, field, padded);
    }
}

static bool write_table(GPtrArray *shapes, MemoryFiles *files, const SAHooks *hooks)
{
    g_autofree char *name = g_strconcat(files->name, ".dbf", NULL);
    SAHooks h = *hooks;
    DBFHandle dbf = DBFCreateLL(name, "UTF-8", &h);
    if (!dbf)
        return false;
    GArray *columns = find_columns(shapes);
    for (guint i = 0; i < columns->len; i++) {
        const Column *c = &g_array_index(columns, Column, i);
        DBFAddField(dbf, c->name, c->type, c->width, c->decimals);
    }
    for (guint row = 0; row < shapes->len; row++)
        for (guint i = 0; i < columns->len; i++) {
            const Column *c = &g_array_index(columns, Column, i);
            write_cell(dbf, (int)row, (int)i, c,
                       value_of(g_ptr_array_index(shapes, row), c, i == 0));
        }
    g_array_unref(columns);
    DBFClose(dbf);
    return true;
}

static SHPObject *make_object(const GmGeom *g, int type)
{
    if (!g || g->n_pos == 0)
        return SHPCreateSimpleObject(SHPT_NULL, 0, NULL, NULL, NULL);
    g_autofree double *x = g_new(double, g->n_pos), *y = g_new(double, g->n_pos);
    g_autofree int *start = g_new(int, g->n_parts);
    for (size_t part = 0; part < g->n_parts; part++) {
        size_t from = g->start[part], n = gm_geom_part_len(g, part);
        start[part] = (int)from;
        double area = 0;
        for (size_t i = 0; i + 1 < n; i++)
            area += (g->pos[from + i].lon - g->pos[from].lon) *
                        (g->pos[from + i + 1].lat - g->pos[from].lat) -
                    (g->pos[from + i + 1].lon - g->pos[from].lon) *
                        (g->pos[from + i].lat - g->pos[from].lat);
        bool hole = g->kind == GM_GEOM_POLYGON && g->hole && g->hole[part];
        bool turn = g->kind == GM_GEOM_POLYGON && (area > 0) != hole; /* outers clockwise */
        for (size_t i = 0; i < n; i++) {
            GmPos p = g->pos[from + (turn ? n - 1 - i : i)];
            x[from + i] = p.lon;
            y[from + i] = p.lat;
        }
    }
    bool parts = type == SHPT_ARC || type == SHPT_POLYGON;
    return SHPCreateObject(type, -1, parts ? (int)g->n_parts : 0, parts ? start : NULL, NULL,
                           (int)g->n_pos, x, y, NULL, NULL);
}

static int common_type(const char *subject, GPtrArray *shapes, GError **error)
{
    static const int types[] = {SHPT_POINT, SHPT_ARC, SHPT_POLYGON};
    int type = SHPT_NULL;
    bool multi = false;
    for (guint i = 0; i < shapes->len; i++) {
        const GmGeom *g = ((const GmShape *)g_ptr_array_index(shapes, i))->geom;
        if (!g)
            continue;
        if (type != SHPT_NULL && type != types[g->kind]) {
            g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_FORMAT,
                        "%s: a shapefile holds points, lines or polygons, not a mixture", subject);
            return -1;
        }
        type = types[g->kind];
        multi |= g->kind == GM_GEOM_POINT && g->n_parts != 1;
    }
    return type == SHPT_POINT && multi ? SHPT_MULTIPOINT : type == SHPT_NULL ? SHPT_POINT : type;
}

bool gm_shapes_write_shapefile(const char *subject, GPtrArray *shapes, MemoryFiles *files,
                               GError **error)
{
    int type = common_type(subject, shapes, error);
    if (type < 0)
        return false;
    SAHooks hooks;
    gm_shapes_files_hooks(&hooks);
    g_autofree char *name = g_strconcat(files->name, ".shp", NULL);
    SHPHandle shp = SHPCreateLL(name, type, &hooks);
    bool ok = shp != NULL;
    for (guint i = 0; ok && i < shapes->len; i++) {
        SHPObject *o = make_object(((const GmShape *)g_ptr_array_index(shapes, i))->geom, type);
        ok = SHPWriteObject(shp, -1, o) >= 0;
        SHPDestroyObject(o);
    }
    if (shp)
        SHPClose(shp);
    if (!ok || !write_table(shapes, files, &hooks)) {
        g_set_error(error, GM_SHAPES_ERROR, GM_SHAPES_ERROR_LIMIT, "%s: too large for a shapefile",
                    subject);
        return false;
    }
    files->written[PART_PRJ] = g_byte_array_new();
    g_byte_array_append(files->written[PART_PRJ], (const guint8 *)wgs84_prj, sizeof wgs84_prj - 1);
    return true;
}
