#include "scene.h"

#include "markup.h"

/* GPX 1.1 (topografix.com/GPX/1/1): points are waypoints, lines and the rings of areas
 * are tracks, for the receivers and apps that field teams carry. */

static void open_position(GString *out, const char *name, GmPos p)
{
    g_string_append_printf(out, "<%s lat=\"", name);
    gm_text_append_number(out, p.lat, 7);
    g_string_append(out, "\" lon=\"");
    gm_text_append_number(out, p.lon, 7);
    g_string_append_c(out, '"');
}

/* What the schema has a place for, in its order; certainty, status, times and notes are
 * the comment. */
static void about(GString *out, const GmFeature *f)
{
    g_autoptr(GString) comment = g_string_new(gm_scene_certainty_name(f->certainty));
    g_string_append_printf(comment, "; %s", gm_scene_status_name(f));
    if (f->valid_from)
        g_string_append_printf(comment, "; from %s", f->valid_from);
    if (f->valid_to)
        g_string_append_printf(comment, "; to %s", f->valid_to);
    for (guint i = 0; i < f->notes->len; i++)
        g_string_append_printf(comment, "; %s", (const char *)g_ptr_array_index(f->notes, i));
    g_autoptr(GString) quotes = g_string_new(NULL), source = g_string_new(NULL);
    for (guint i = 0; i < f->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(f->evidence, i);
        g_string_append_printf(quotes, "%s%s", i ? " … " : "", e->quote ? e->quote : "");
        g_string_append_printf(source, "%s%s:%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, i ? ", " : "",
                               e->document ? e->document : "", e->byte_start, e->byte_end);
    }
    gm_text_append_element(out, "  ", "name", f->name);
    gm_text_append_element(out, "  ", "cmt", comment->str);
    gm_text_append_element(out, "  ", "desc", quotes->str);
    gm_text_append_element(out, "  ", "src", source->str);
    gm_text_append_element(out, "  ", "type", gm_scene_kind_name(f->kind));
}

static void waypoints(GString *out, const GmFeature *f)
{
    for (size_t i = 0; i < f->geom->n_pos; i++) {
        g_string_append_c(out, ' ');
        open_position(out, "wpt", f->geom->pos[i]);
        g_string_append(out, ">\n");
        about(out, f);
        g_string_append(out, " </wpt>\n");
    }
}

static void track(GString *out, const GmFeature *f)
{
    g_string_append(out, " <trk>\n");
    about(out, f);
    for (size_t part = 0; part < f->geom->n_parts; part++) {
        g_string_append(out, "  <trkseg>");
        const GmPos *pos = gm_geom_part(f->geom, part);
        for (size_t i = 0; i < gm_geom_part_len(f->geom, part); i++) {
            open_position(out, "trkpt", pos[i]);
            g_string_append(out, "/>");
        }
        g_string_append(out, "</trkseg>\n");
    }
    g_string_append(out, " </trk>\n");
}

/** The document's own words, and what could not be placed. */
static void metadata(GString *out, const GmScene *s)
{
    g_autoptr(GString) text = g_string_new(s->description);
    for (guint i = 0; i < s->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(s->unplaced, i);
        g_string_append_printf(text, "%sNot placed: %s: %s", text->len ? "\n" : "", u->surface,
                               u->reason);
    }
    g_string_append(out, " <metadata>\n");
    gm_text_append_element(out, "  ", "name", s->title);
    gm_text_append_element(out, "  ", "desc", text->str);
    g_string_append(out, " </metadata>\n");
}

void gm_scene_append_gpx(GString *out, const GmScene *s)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<gpx version=\"1.1\" creator=\"gazmap\" "
                         "xmlns=\"http://www.topografix.com/GPX/1/1\">\n");
    metadata(out, s);
    for (int tracks = 0; tracks < 2; tracks++) /* the schema has waypoints first */
        for (guint i = 0; i < s->features->len; i++) {
            const GmFeature *f = gm_scene_feature(s, i);
            if ((f->geom->kind == GM_GEOM_POINT) == (tracks != 0))
                continue;
            if (tracks)
                track(out, f);
            else
                waypoints(out, f);
        }
    g_string_append(out, "</gpx>\n");
}
