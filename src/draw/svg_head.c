#include "svg_writer.h"

#include "credit.h"
#include "markup.h"
#include "svg_path.h"

#include <math.h>
#include <string.h>

/* ---- the id prefix ---- */

static void hash_number(GChecksum *sum, double v)
{
    gint64 h = (gint64)llround(CLAMP(v, -1e12, 1e12) * 100);
    h = GINT64_TO_LE(h);
    g_checksum_update(sum, (const guchar *)&h, sizeof h);
}

/** From what the sheet shows, so two maps differ and one map stays the same. */
static void derive_prefix(const GmSheet *s, char *buf, gsize size)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
    hash_number(sum, s->width);
    hash_number(sum, s->height);
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        for (int k = 0; k < 4; k++)
            hash_number(sum, it->box[k]);
        if (it->class_)
            g_checksum_update(sum, (const guchar *)it->class_, -1);
        if (it->text)
            g_checksum_update(sum, (const guchar *)it->text->string, -1);
    }
    for (guint i = 0; i < s->features->len; i++) {
        const GmSheetFeature *f = g_ptr_array_index(s->features, i);
        if (f->title)
            g_checksum_update(sum, (const guchar *)f->title, -1);
    }
    g_snprintf(buf, size, "m%.6s-", g_checksum_get_string(sum));
}

/** Letters, digits, - and _ only; begins with a letter. */
static void clean_prefix(const char *given, char *buf, gsize size)
{
    gsize n = 0;
    for (const char *p = given; *p && n + 2 < size; p++)
        if (g_ascii_isalnum(*p) || *p == '-' || *p == '_')
            buf[n++] = *p;
    buf[n] = 0;
    if (!g_ascii_isalpha(buf[0])) {
        memmove(buf + 1, buf, n + 1);
        buf[0] = 'm';
    }
}

void gm_draw_svg_prefix(GmSvg *w, const char *given)
{
    if (given && *given)
        clean_prefix(given, w->prefix, sizeof w->prefix);
    else
        derive_prefix(w->sheet, w->prefix, sizeof w->prefix);
}

/* ---- head ---- */

void gm_draw_svg_element(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "<%s>", name);
    gm_text_append_xml(out, value);
    g_string_append_printf(out, "</%s>", name);
}

static void append_coord(GString *out, double v)
{
    gm_text_append_number(out, v, 2);
}

static void append_metadata(GString *out, const GmSheet *s)
{
    g_string_append(out,
                    "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><rdf:Description>");
    gm_draw_svg_element(out, "dc:title", s->title);
    gm_draw_svg_element(out, "dc:date", s->date);
    for (guint i = 0; i < s->sources->len; i++)
        gm_draw_svg_element(out, "dc:source", g_ptr_array_index(s->sources, i));
    gm_draw_svg_element(out, "dc:creator", "gazmap " GAZMAP_VERSION);
    g_autofree char *rights = gm_credits_short(s->credits, "; ");
    gm_draw_svg_element(out, "dc:rights", rights);
    gm_draw_svg_element(out, "dc:language", s->language);
    gm_draw_svg_element(out, "dc:format", "image/svg+xml");
    g_string_append(out, "</rdf:Description></rdf:RDF></metadata>\n");
}

static void append_pattern(GmSvg *w, guint index, const GmStyle *st)
{
    GString *out = w->out;
    char colour[16];
    gm_draw_svg_colour(colour, sizeof colour, (GmColour){st->fill.r, st->fill.g, st->fill.b, 1});
    g_string_append_printf(out, "<pattern id=\"%sh%u\" patternUnits=\"userSpaceOnUse\" width=\"",
                           w->prefix, index);
    double gap = fmax(st->pattern_gap, 1.0), width = st->pattern_width;
    bool dot = st->pattern == GM_FILL_DOTS;
    gm_text_append_number(out, gap, 4); /* it adds up across the page */
    g_string_append(out, "\" height=\"");
    gm_text_append_number(out, dot ? 2 * gap : gap, 4);
    g_string_append(out, "\"");
    if (!dot) { /* the middle of a line on the origin */
        g_string_append(out, " patternTransform=\"");
        if (st->pattern_angle != 0) {
            g_string_append(out, "rotate(");
            append_coord(out, st->pattern_angle);
            g_string_append_c(out, ')');
        }
        g_string_append(out, "translate(");
        append_coord(out, -width / 2);
        g_string_append_c(out, ' ');
        append_coord(out, -width / 2);
        g_string_append(out, ")\"");
    }
    g_string_append_printf(out, "><path fill=\"%s\"", colour);
    if (st->fill.a < 1) {
        g_string_append(out, " fill-opacity=\"");
        gm_text_append_number(out, st->fill.a, 3);
        g_string_append_c(out, '"');
    }
    g_autoptr(GmPath) p = gm_layout_path_new();
    if (dot) {
        double at[3][2] = {{0, 0}, {gap, 0}, {gap / 2, gap}}, k = width * 0.7071 / 2;
        for (int i = 0; i < 3; i++) {
            gm_layout_path_move(p, at[i][0] - k, at[i][1]);
            gm_layout_path_line(p, at[i][0], at[i][1] - k);
            gm_layout_path_line(p, at[i][0] + k, at[i][1]);
            gm_layout_path_line(p, at[i][0], at[i][1] + k);
            gm_layout_path_close(p);
        }
    } else {
        gm_layout_path_move(p, 0, 0);
        gm_layout_path_line(p, gap, 0);
        gm_layout_path_line(p, gap, width);
        if (st->pattern == GM_FILL_CROSS) {
            gm_layout_path_line(p, width, width);
            gm_layout_path_line(p, width, gap);
            gm_layout_path_line(p, 0, gap);
        } else {
            gm_layout_path_line(p, 0, width);
        }
        gm_layout_path_close(p);
    }
    g_string_append(out, " d=\"");
    gm_draw_svg_append_path(out, p, 2);
    g_string_append(out, "\"/></pattern>");
}

static void append_defs(GmSvg *w)
{
    const GmSheet *s = w->sheet;
    GString *out = w->out;
    g_autofree bool *used = g_new0(bool, s->styles->len + 1);
    for (guint i = 0; i < s->items->len; i++)
        if (gm_sheet_item(s, i)->path)
            used[gm_sheet_item(s, i)->style] = true;
    g_string_append(out, "<defs>");
    for (guint i = 0; i < s->clips->len; i++) {
        const double *c = (const double *)s->clips->data + (gsize)i * 4;
        g_string_append_printf(out, "<clipPath id=\"%sc%u\"><path d=\"", w->prefix, i);
        g_autoptr(GmPath) p = gm_layout_path_new();
        gm_layout_path_move(p, c[0], c[1]);
        gm_layout_path_line(p, c[2], c[1]);
        gm_layout_path_line(p, c[2], c[3]);
        gm_layout_path_line(p, c[0], c[3]);
        gm_layout_path_close(p);
        gm_draw_svg_append_path(out, p, 2);
        g_string_append(out, "\"/></clipPath>");
    }
    for (guint i = 0; i < s->styles->len; i++) {
        const GmStyle *st = gm_sheet_style(s, i);
        if (used[i] && st->pattern != GM_FILL_SOLID && st->fill.a > 0)
            append_pattern(w, i, st);
    }
    gm_draw_svg_append_shared(w);
    gm_draw_svg_append_glyphs(w);
    g_string_append(out, "</defs>\n");
}

/** What the whole document inherits: the first font, and round joins. */
static void append_root_attrs(GmSvg *w)
{
    GmSvgAttrs initial;
    gm_draw_svg_default_attrs(&initial, w->strings);
    w->outer = initial;
    w->outer.v[GM_SVG_JOIN] = g_string_chunk_insert_const(w->strings, "round");
    if (w->sheet->fonts->len)
        w->outer.v[GM_SVG_FONT_FAMILY] =
            gm_draw_svg_family(w->strings, g_ptr_array_index(w->sheet->fonts, 0));
    gm_draw_svg_append_attrs(w->out, &w->outer, &initial);
}

void gm_draw_svg_head(GmSvg *w)
{
    const GmSheet *s = w->sheet;
    GString *out = w->out;
    const char *p = w->prefix;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    bool links = false; /* by xlink, which Inkscape 1.2 needs */
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        links |= w->shared[i] || it->image || (it->text && gm_draw_svg_as_outline(w, it->text));
    }
    g_string_append(out,
                    links ? " xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"" : " width=\"");
    append_coord(out, s->width);
    g_string_append(out, "\" height=\"");
    append_coord(out, s->height);
    g_string_append(out, "\" viewBox=\"0 0 ");
    append_coord(out, s->width);
    g_string_append_c(out, ' ');
    append_coord(out, s->height);
    g_string_append_printf(out, "\" role=\"img\" aria-labelledby=\"%st %sd\"", p, p);
    if (s->language && *s->language) {
        g_string_append(out, " lang=\"");
        gm_text_append_xml(out, s->language);
        g_string_append_c(out, '"');
    }
    g_string_append(out, " class=\"gazmap");
    if (s->theme && *s->theme) {
        g_string_append_c(out, ' ');
        gm_text_append_xml(out, s->theme);
    }
    g_string_append_c(out, '"');
    append_root_attrs(w);
    g_string_append(out, ">\n");
    g_string_append_printf(out, "<title id=\"%st\">", p);
    gm_text_append_xml(out, s->title && *s->title ? s->title : "Map");
    g_string_append_printf(out, "</title>\n<desc id=\"%sd\">", p);
    gm_text_append_xml(out, s->description && *s->description ? s->description : "A map.");
    g_string_append(out, "</desc>\n");
    append_metadata(out, s);
    append_defs(w);
    char colour[16];
    gm_draw_svg_colour(colour, sizeof colour,
                       (GmColour){s->background.r, s->background.g, s->background.b, 1});
    g_string_append(out, "<path class=\"page\" d=\"M0 0h");
    append_coord(out, s->width);
    g_string_append_c(out, 'v');
    append_coord(out, s->height);
    g_string_append_printf(out, "H0z\" fill=\"%s\"/>\n", colour);
}
