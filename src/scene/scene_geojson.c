#include "scene.h"

#include "geodesic.h"
#include "json_writer.h"
#include "layer.h"

#include <string.h>

static void write_evidence(GmJson *j, const GmFeature *f)
{
    gm_text_json_key(j, "evidence");
    gm_text_json_inline_array(j);
    for (guint i = 0; i < f->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(f->evidence, i);
        gm_text_json_inline_object(j);
        gm_text_json_key(j, "document");
        gm_text_json_string(j, e->document);
        gm_text_json_key(j, "byte_start");
        gm_text_json_int(j, (gint64)e->byte_start);
        gm_text_json_key(j, "byte_end");
        gm_text_json_int(j, (gint64)e->byte_end);
        gm_text_json_key(j, "quote");
        gm_text_json_string(j, e->quote);
        gm_text_json_end(j);
    }
    gm_text_json_end(j);
}

static void write_measures(GmJson *j, const GmFeature *f)
{
    gm_text_json_key(j, "measures");
    gm_text_json_inline_array(j);
    gm_statement_json_measures(j, f->measures);
    gm_text_json_end(j);
}

static void write_strings(GmJson *j, const char *key, const GPtrArray *list)
{
    gm_text_json_key(j, key);
    gm_text_json_inline_array(j);
    for (guint i = 0; i < list->len; i++)
        gm_text_json_string(j, g_ptr_array_index(list, i));
    gm_text_json_end(j);
}

static void write_size(GmJson *j, const GmGeom *g)
{
    if (g->kind == GM_GEOM_LINE) {
        gm_text_json_key(j, "length_m");
        gm_text_json_number(j, gm_geo_length(g), 1);
    } else if (g->kind == GM_GEOM_POLYGON) {
        gm_text_json_key(j, "area_m2");
        gm_text_json_number(j, gm_geo_area(g), 0);
    }
}

static void write_optional(GmJson *j, const char *key, const char *value)
{
    if (!value)
        return;
    gm_text_json_key(j, key);
    gm_text_json_string(j, value);
}

/** The writer knows no raw values: a geometry is put in behind its key. */
static void write_geometry(GString *out, GmJson *j, const char *key, const GmGeom *g)
{
    gm_text_json_key(j, key);
    gm_text_json_null(j);
    if (!g)
        return;
    g_string_truncate(out, out->len - strlen("null"));
    gm_shapes_append_geojson(out, g);
}

static void write_alternatives(GString *out, GmJson *j, const GmFeature *f)
{
    gm_text_json_key(j, "alternatives");
    gm_text_json_inline_array(j);
    for (guint i = 0; i < f->alternatives->len; i++) {
        const GmAlternative *a = g_ptr_array_index(f->alternatives, i);
        gm_text_json_inline_object(j);
        gm_text_json_key(j, "note");
        gm_text_json_string(j, a->note);
        write_geometry(out, j, "geometry", a->geom);
        gm_text_json_end(j);
    }
    gm_text_json_end(j);
}

static void write_properties(GString *out, GmJson *j, const GmFeature *f)
{
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "id");
    gm_text_json_string(j, f->id);
    gm_text_json_key(j, "kind");
    gm_text_json_string(j, gm_scene_kind_name(f->kind));
    write_optional(j, "subtype", f->subtype);
    gm_text_json_key(j, "name");
    gm_text_json_string(j, f->name);
    write_optional(j, "label", f->label);
    write_optional(j, "shield", f->shield);
    gm_text_json_key(j, "certainty");
    gm_text_json_string(j, gm_scene_certainty_name(f->certainty));
    gm_text_json_key(j, "status");
    gm_text_json_string(j, gm_scene_status_name(f));
    if (f->soft_edge) {
        gm_text_json_key(j, "soft_edge");
        gm_text_json_bool(j, true);
    }
    write_evidence(j, f);
    write_measures(j, f);
    write_size(j, f->geom);
    write_strings(j, "notes", f->notes);
    write_alternatives(out, j, f);
    write_optional(j, "valid_from", f->valid_from);
    write_optional(j, "valid_to", f->valid_to);
    write_optional(j, "style", f->style);
    gm_text_json_end(j);
}

static void write_unplaced(GmJson *j, const GmScene *s)
{
    gm_text_json_key(j, "unplaced");
    gm_text_json_array(j);
    for (guint i = 0; i < s->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(s->unplaced, i);
        gm_text_json_inline_object(j);
        gm_text_json_key(j, "what");
        gm_text_json_string(j, u->what);
        gm_text_json_key(j, "quote");
        gm_text_json_string(j, u->surface);
        gm_text_json_key(j, "reason");
        gm_text_json_string(j, u->reason);
        gm_text_json_key(j, "document");
        gm_text_json_string(j, u->document);
        gm_text_json_key(j, "byte_start");
        gm_text_json_int(j, (gint64)u->byte_start);
        gm_text_json_key(j, "byte_end");
        gm_text_json_int(j, (gint64)u->byte_end);
        gm_text_json_end(j);
    }
    gm_text_json_end(j);
}

void gm_scene_append_geojson(GString *out, const GmScene *s)
{
    g_autoptr(GmJson) j = gm_text_json_new(out, 1);
    gm_text_json_object(j);
    gm_text_json_key(j, "type");
    gm_text_json_string(j, "FeatureCollection");
    write_optional(j, "title", s->title);
    write_optional(j, "date", s->date);
    write_strings(j, "sources", s->sources);
    write_strings(j, "credits", s->credits);
    gm_text_json_key(j, "features");
    gm_text_json_array(j);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        gm_text_json_inline_object(j);
        gm_text_json_key(j, "type");
        gm_text_json_string(j, "Feature");
        gm_text_json_key(j, "id");
        gm_text_json_string(j, f->id);
        gm_text_json_key(j, "properties");
        write_properties(out, j, f);
        write_geometry(out, j, "geometry", f->geom);
        gm_text_json_end(j);
    }
    gm_text_json_end(j);
    write_unplaced(j, s);
    gm_text_json_end(j);
    if (out->len && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}
