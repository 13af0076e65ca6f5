#include "scene.h"

#include "geodesic.h"
#include "layer.h"
#include "markup.h"

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
    g_string_append(out, "id,kind,subtype,name,certainty,status,valid_from,valid_to,lat,lon,"
                         "length_m,area_m2,notes,evidence,wkt\r\n");
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
