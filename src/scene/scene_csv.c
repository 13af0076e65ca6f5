#include "scene.h"

#include "geodesic.h"
#include "layer.h"
#include "markup.h"

#include <string.h>

/** The columns, and their types as GDAL names them: https://gdal.org/drivers/vector/csv.html */
static const struct {
    const char *name, *type;
} columns[] = {
    {"id", "String"},
    {"kind", "String"},
    {"subtype", "String"},
    {"name", "String"},
    {"certainty", "String"},
    {"status", "String"},
    {"valid_from", "DateTime"},
    {"valid_to", "DateTime"},
    {"lat", "Real"},
    {"lon", "Real"},
    {"length_m", "Real"},
    {"area_m2", "Real"},
    {"notes", "String"},
    {"evidence", "String"},
    {"wkt", "WKT"},
};

static void cell(GString *out, const char *s, bool first)
{
    if (!first)
        g_string_append_c(out, ',');
    gm_text_append_csv(out, s ? s : "");
}

static void number_cell(GString *out, bool present, double v, int decimals)
{
    g_string_append_c(out, ',');
    if (present)
        gm_text_append_number(out, v, decimals);
}

static void joined_cell(GString *out, const GPtrArray *list)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(all, "%s%s", i ? "; " : "", (char *)g_ptr_array_index(list, i));
    cell(out, all->str, false);
    g_string_free(all, TRUE);
}

/** "doc:966-1085 quote | doc:…": all evidence in one cell. */
static void evidence_cell(GString *out, const GmFeature *f)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < f->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(f->evidence, i);
        g_string_append_printf(all, "%s%s:%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " %s",
                               i ? " | " : "", e->document ? e->document : "", e->byte_start,
                               e->byte_end, e->quote ? e->quote : "");
    }
    cell(out, all->str, false);
    g_string_free(all, TRUE);
}

void gm_scene_append_csv(GString *out, const GmScene *s)
{
    for (guint k = 0; k < G_N_ELEMENTS(columns); k++)
        cell(out, columns[k].name, k == 0);
    g_string_append(out, "\r\n");
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        bool point = f->geom->kind == GM_GEOM_POINT;
        cell(out, f->id, true);
        cell(out, gm_scene_kind_name(f->kind), false);
        cell(out, f->subtype, false);
        cell(out, f->name, false);
        cell(out, gm_scene_certainty_name(f->certainty), false);
        cell(out, gm_scene_status_name(f), false);
        cell(out, f->valid_from, false);
        cell(out, f->valid_to, false);
        number_cell(out, point, point ? f->geom->pos[0].lat : 0.0, 7);
        number_cell(out, point, point ? f->geom->pos[0].lon : 0.0, 7);
        number_cell(out, f->geom->kind == GM_GEOM_LINE, gm_geo_length(f->geom), 1);
        number_cell(out, f->geom->kind == GM_GEOM_POLYGON, gm_geo_area(f->geom), 0);
        joined_cell(out, f->notes);
        evidence_cell(out, f);
        GString *wkt = g_string_new(NULL);
        gm_shapes_append_wkt(wkt, f->geom);
        cell(out, wkt->str, false);
        g_string_free(wkt, TRUE);
        g_string_append(out, "\r\n");
    }
}

/* ---- beside it ---- */

/** A day, or a day and the time of it; GDAL reads no other as a time. */
static bool is_time(const char *s)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    gsize n = 0;
    for (; s[n]; n++)
        if (n >= strlen(form) || (form[n] == 'd' ? !g_ascii_isdigit(s[n]) : s[n] != form[n]))
            return false;
    return n == strlen("2020-03-06") || n == strlen("2020-03-06T00:01") || n == strlen(form);
}

void gm_scene_append_csv_types(GString *out, const GmScene *s)
{
    bool times = true; /* a map file may say "spring" */
    for (guint i = 0; i < s->features->len && times; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        times =
            (!f->valid_from || is_time(f->valid_from)) && (!f->valid_to || is_time(f->valid_to));
    }
    for (guint k = 0; k < G_N_ELEMENTS(columns); k++) {
        const char *type = columns[k].type;
        cell(out, times || strcmp(type, "DateTime") ? type : "String", k == 0);
    }
    g_string_append(out, "\r\n");
}

void gm_scene_append_csv_prj(GString *out, const GmScene *s)
{
    (void)s; /* always longitude and latitude */
    g_string_append(out, "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
                         "298.257223563]],PRIMEM[\"Greenwich\",0],"
                         "UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]\n");
}
