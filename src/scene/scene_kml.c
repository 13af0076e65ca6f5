#include "scene.h"

#include "markup.h"

#include <string.h>

/* KML 2.2 (OGC 07-147r2): lon,lat tuples, rings counter-clockwise. */

static void coordinates(GString *out, const GmPos *pos, size_t n)
{
    g_string_append(out, "<coordinates>");
    for (size_t i = 0; i < n; i++) {
        if (i)
            g_string_append_c(out, ' ');
        gm_text_append_number(out, pos[i].lon, 7);
        g_string_append_c(out, ',');
        gm_text_append_number(out, pos[i].lat, 7);
    }
    g_string_append(out, "</coordinates>");
}

static void ring(GString *out, const GmGeom *g, size_t part, const char *boundary)
{
    g_string_append_printf(out, "<%s><LinearRing>", boundary);
    coordinates(out, gm_geom_part(g, part), gm_geom_part_len(g, part));
    g_string_append_printf(out, "</LinearRing></%s>", boundary);
}

static void geometry(GString *out, const GmGeom *g)
{
    g_string_append(out, "    <MultiGeometry>");
    for (size_t i = 0; i < g->n_parts; i++) {
        if (g->kind != GM_GEOM_POLYGON) {
            const char *name = g->kind == GM_GEOM_POINT ? "Point" : "LineString";
            g_string_append_printf(out, "<%s>", name);
            coordinates(out, gm_geom_part(g, i), gm_geom_part_len(g, i));
            g_string_append_printf(out, "</%s>", name);
            continue;
        }
        if (g->hole && g->hole[i])
            continue;
        g_string_append(out, "<Polygon>");
        ring(out, g, i, "outerBoundaryIs");
        for (size_t k = i + 1; k < g->n_parts && g->hole && g->hole[k]; k++)
            ring(out, g, k, "innerBoundaryIs");
        g_string_append(out, "</Polygon>");
    }
    g_string_append(out, "</MultiGeometry>\n");
}

static void datum(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "      <Data name=\"%s\"><value>", name);
    gm_text_append_xml(out, value);
    g_string_append(out, "</value></Data>\n");
}

static void extended(GString *out, const GmFeature *f)
{
    g_string_append(out, "    <ExtendedData>\n");
    datum(out, "kind", gm_scene_kind_name(f->kind));
    datum(out, "subtype", f->subtype);
    datum(out, "certainty", gm_scene_certainty_name(f->certainty));
    datum(out, "status", gm_scene_status_name(f));
    datum(out, "valid_from", f->valid_from);
    datum(out, "valid_to", f->valid_to);
    for (guint i = 0; i < f->notes->len; i++)
        datum(out, "note", g_ptr_array_index(f->notes, i));
    for (guint i = 0; i < f->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(f->evidence, i);
        g_autofree char *text = g_strdup_printf("%s:%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " %s",
                                                e->document ? e->document : "", e->byte_start,
                                                e->byte_end, e->quote ? e->quote : "");
        datum(out, "evidence", text);
    }
    g_string_append(out, "    </ExtendedData>\n");
}

/** What could not be placed, with the document. */
static void unplaced(GString *out, const GmScene *s)
{
    if (s->unplaced->len == 0)
        return;
    g_string_append(out, "    <ExtendedData>\n");
    for (guint i = 0; i < s->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(s->unplaced, i);
        g_autofree char *text = g_strdup_printf("%s: %s", u->surface, u->reason);
        datum(out, "unplaced", text);
    }
    g_string_append(out, "    </ExtendedData>\n");
}

static void placemark(GString *out, const GmFeature *f)
{
    g_string_append(out, "   <Placemark id=\"");
    gm_text_append_xml(out, f->id);
    g_string_append(out, "\">\n");
    gm_text_append_element(out, "    ", "name", f->name);
    const GmEvidence *e = f->evidence->len ? g_ptr_array_index(f->evidence, 0) : NULL;
    gm_text_append_element(out, "    ", "description", e ? e->quote : NULL);
    extended(out, f);
    geometry(out, f->geom);
    g_string_append(out, "   </Placemark>\n");
}

void gm_scene_append_kml(GString *out, const GmScene *s)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n <Document>\n");
    gm_text_append_element(out, "  ", "name", s->title);
    gm_text_append_element(out, "  ", "description", s->description);
    unplaced(out, s);
    for (guint k = 0; k < GM_N_FEATURE_KINDS; k++) {
        bool open = false;
        for (guint i = 0; i < s->features->len; i++) {
            const GmFeature *f = gm_scene_feature(s, i);
            if (f->kind != (GmFeatureKind)k)
                continue;
            if (!open)
                g_string_append_printf(out, "  <Folder><name>%s</name>\n",
                                       gm_scene_kind_name(f->kind));
            open = true;
            placemark(out, f);
        }
        if (open)
            g_string_append(out, "  </Folder>\n");
    }
    g_string_append(out, " </Document>\n</kml>\n");
}
