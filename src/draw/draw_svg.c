#include "outputs.h"
#include "paint.h"
#include "svg_attrs.h"

#include "markup.h"

#include <math.h>
#include <string.h>

/** The writer's place in the document: what is open, innermost last. */
typedef struct {
    const GmSheet *sheet;
    const GmDrawOptions *options;
    GString *out;
    char prefix[64];
    GmPainter *painter; /* outlines; opened when first needed */
    cairo_t *cr;        /* a path recorder */
    GHashTable *seen;   /* features that have their id */
    GHashTable *shared; /* path data -> number of its definition, from 1 */
    int layer, clip, feature;
    char *class_;     /* of the open class group, or NULL */
    GmSvgAttrs root;  /* what the whole document inherits */
    GmSvgAttrs group; /* inherited from the open class or feature group */
    GError *error;
} Svg;

static const char *const layer_names[GM_N_SHEET_LAYERS] = {"base", "theme", "symbol", "label",
                                                           "furniture"};

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

/* ---- head ---- */

static void element(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "<%s>", name);
    gm_text_append_xml(out, value);
    g_string_append_printf(out, "</%s>", name);
}

static void append_metadata(GString *out, const GmSheet *s)
{
    g_string_append(out,
                    "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><rdf:Description>");
    element(out, "dc:title", s->title);
    element(out, "dc:date", s->date);
    for (guint i = 0; i < s->sources->len; i++)
        element(out, "dc:source", g_ptr_array_index(s->sources, i));
    element(out, "dc:creator", "gazmap " GAZMAP_VERSION);
    for (guint i = 0; i < s->credits->len; i++)
        element(out, "dc:rights", g_ptr_array_index(s->credits, i));
    element(out, "dc:language", s->language);
    element(out, "dc:format", "image/svg+xml");
    g_string_append(out, "</rdf:Description></rdf:RDF></metadata>\n");
}

static void append_pattern(Svg *w, guint index, const GmStyle *st)
{
    GString *out = w->out;
    char colour[16];
    gm_draw_svg_colour(colour, sizeof colour, (GmColour){st->fill.r, st->fill.g, st->fill.b, 1});
    g_string_append_printf(out, "<pattern id=\"%sh%u\" patternUnits=\"userSpaceOnUse\" width=\"",
                           w->prefix, index);
    double gap = fmax(st->pattern_gap, 1.0), width = st->pattern_width;
    bool dot = st->pattern == GM_FILL_DOTS;
    gm_draw_svg_append_coord(out, gap);
    g_string_append(out, "\" height=\"");
    gm_draw_svg_append_coord(out, dot ? 2 * gap : gap);
    g_string_append(out, "\"");
    if (!dot && st->pattern_angle != 0) {
        g_string_append(out, " patternTransform=\"rotate(");
        gm_draw_svg_append_coord(out, st->pattern_angle);
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
    gm_draw_svg_append_path(out, p);
    g_string_append(out, "\"/></pattern>");
}

enum { WORTH_SHARING = 120 }; /* bytes of path data */

static char *path_data(const GmItem *it)
{
    GString *d = g_string_new(NULL);
    gm_draw_svg_append_path(d, it->path);
    return g_string_free(d, FALSE);
}

/** Base shapes and stroked lines may be used; a feature's filled shape stays a
 *  path of its own, so that page CSS finds it. */
static bool may_share(const Svg *w, const GmItem *it)
{
    return it->path && (it->feature < 0 || gm_sheet_style(w->sheet, it->style)->fill.a <= 0);
}

/** Lines that are drawn more than once (a coast with its vignette, a road with
 *  its casing) are defined once and used. */
static void append_shared_paths(Svg *w)
{
    const GmSheet *s = w->sheet;
    g_autoptr(GHashTable) once = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint n = 0;
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        if (!may_share(w, it))
            continue;
        char *d = path_data(it);
        if (strlen(d) < WORTH_SHARING || g_hash_table_contains(w->shared, d)) {
            g_free(d);
        } else if (!g_hash_table_contains(once, d)) {
            g_hash_table_add(once, d);
        } else {
            g_string_append_printf(w->out, "<path id=\"%sp%u\" d=\"%s\"/>\n", w->prefix, ++n, d);
            g_hash_table_insert(w->shared, d, GUINT_TO_POINTER(n));
        }
    }
}

static void append_defs(Svg *w)
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
        gm_draw_svg_append_path(out, p);
        g_string_append(out, "\"/></clipPath>");
    }
    for (guint i = 0; i < s->styles->len; i++) {
        const GmStyle *st = gm_sheet_style(s, i);
        if (used[i] && st->pattern != GM_FILL_SOLID && st->fill.a > 0)
            append_pattern(w, i, st);
    }
    append_shared_paths(w);
    g_string_append(out, "</defs>\n");
}

static void append_head(Svg *w)
{
    const GmSheet *s = w->sheet;
    GString *out = w->out;
    const char *p = w->prefix;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    gm_draw_svg_append_coord(out, s->width);
    g_string_append(out, "\" height=\"");
    gm_draw_svg_append_coord(out, s->height);
    g_string_append(out, "\" viewBox=\"0 0 ");
    gm_draw_svg_append_coord(out, s->width);
    g_string_append_c(out, ' ');
    gm_draw_svg_append_coord(out, s->height);
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
    gm_draw_svg_append_root(out, &w->root);
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
    gm_draw_svg_append_coord(out, s->width);
    g_string_append_c(out, 'v');
    gm_draw_svg_append_coord(out, s->height);
    g_string_append_printf(out, "H0z\" fill=\"%s\"/>\n", colour);
}

/* ---- groups ---- */

static void close_class(Svg *w)
{
    if (w->class_) {
        g_string_append(w->out, "</g>\n");
        g_clear_pointer(&w->class_, g_free);
    }
}

static void close_feature(Svg *w)
{
    close_class(w);
    if (w->feature >= 0) {
        g_string_append(w->out, "</g>\n");
        w->feature = -1;
    }
}

static void close_clip(Svg *w)
{
    close_feature(w);
    if (w->clip >= 0) {
        g_string_append(w->out, "</g>\n");
        w->clip = -1;
    }
}

static void close_layer(Svg *w)
{
    close_clip(w);
    if (w->layer >= 0) {
        g_string_append(w->out, "</g>\n");
        w->layer = -1;
    }
}

static void data_attr(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, " data-%s=\"", name);
    gm_text_append_xml(out, value);
    g_string_append_c(out, '"');
}

static void open_feature(Svg *w, int index, const GmSvgAttrs *a)
{
    const GmSheetFeature *f = g_ptr_array_index(w->sheet->features, index);
    GString *out = w->out;
    g_string_append(out, "<g");
    bool first = f->id && g_hash_table_add(w->seen, f->id);
    if (first) {
        g_string_append_printf(out, " id=\"%s", w->prefix);
        gm_text_append_xml(out, f->id);
        g_string_append_c(out, '"');
    }
    g_string_append(out, " class=\"");
    gm_text_append_xml(out, f->kind);
    const char *more[] = {f->status, f->certainty};
    for (int i = 0; i < 2; i++)
        if (more[i] && *more[i]) {
            g_string_append_c(out, ' ');
            gm_text_append_xml(out, more[i]);
        }
    g_string_append_c(out, '"');
    if (first) {
        data_attr(out, "name", f->name);
        data_attr(out, "kind", f->kind);
        data_attr(out, "status", f->status);
        data_attr(out, "certainty", f->certainty);
        data_attr(out, "source", f->source);
        data_attr(out, "bytes", f->bytes);
    } else {
        data_attr(out, "of", f->id);
    }
    gm_draw_svg_append_attrs(out, a, &w->root);
    g_string_append_c(out, '>');
    if (first)
        element(out, "title", f->title);
    w->feature = index;
    w->group = *a;
}

static void open_class(Svg *w, const char *class_, const GmSvgAttrs *a)
{
    g_string_append(w->out, "<g class=\"");
    gm_text_append_xml(w->out, class_);
    g_string_append_c(w->out, '"');
    gm_draw_svg_append_attrs(w->out, a, &w->root);
    g_string_append_c(w->out, '>');
    w->class_ = g_strdup(class_);
    w->group = *a;
}

/** Closes and opens until the groups around are those that @it asks for. */
static void enter(Svg *w, const GmItem *it, const GmSvgAttrs *a)
{
    if ((int)it->layer != w->layer) {
        close_layer(w);
        g_string_append_printf(w->out, "<g class=\"layer %s\">\n", layer_names[it->layer]);
        w->layer = (int)it->layer;
    }
    if (it->clip != w->clip) {
        close_clip(w);
        w->clip = it->clip;
        if (it->clip >= 0)
            g_string_append_printf(w->out, "<g clip-path=\"url(#%sc%d)\">\n", w->prefix, it->clip);
    }
    if (it->feature != w->feature) {
        close_feature(w);
        if (it->feature >= 0)
            open_feature(w, it->feature, a);
    }
    if (it->feature >= 0)
        return;
    const char *class_ = it->class_ ? it->class_ : "item";
    if (!w->class_ || strcmp(w->class_, class_)) {
        close_class(w);
        open_class(w, class_, a);
    }
}

static void append_item_class(Svg *w, const GmItem *it)
{
    if (it->feature >= 0 && it->class_) {
        g_string_append(w->out, " class=\"");
        gm_text_append_xml(w->out, it->class_);
        g_string_append_c(w->out, '"');
    }
}

/* ---- items ---- */

static void append_path_item(Svg *w, const GmItem *it, const GmSvgAttrs *a)
{
    if (!it->path->verbs->len)
        return;
    g_autofree char *d = path_data(it);
    guint shared = may_share(w, it) ? GPOINTER_TO_UINT(g_hash_table_lookup(w->shared, d)) : 0;
    g_string_append(w->out, shared ? "<use" : "<path");
    append_item_class(w, it);
    gm_draw_svg_append_attrs(w->out, a, &w->group);
    if (shared)
        g_string_append_printf(w->out, " href=\"#%sp%u\"/>", w->prefix, shared);
    else
        g_string_append_printf(w->out, " d=\"%s\"/>", d);
}

/** The outlines of a text as path data, through Cairo's path. */
static bool append_outline(Svg *w, const GmText *t)
{
    if (!w->painter) {
        w->painter = gm_draw_painter_new(w->sheet, &w->error);
        if (!w->painter)
            return false;
        cairo_surface_t *none = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
        w->cr = cairo_create(none);
        cairo_surface_destroy(none);
    }
    cairo_new_path(w->cr);
    gm_draw_text_path(w->painter, w->cr, t);
    cairo_path_t *cp = cairo_copy_path(w->cr);
    g_autoptr(GmPath) p = gm_layout_path_new();
    for (int i = 0; i < cp->num_data; i += cp->data[i].header.length) {
        const cairo_path_data_t *d = &cp->data[i];
        if (d->header.type == CAIRO_PATH_MOVE_TO)
            gm_layout_path_move(p, d[1].point.x, d[1].point.y);
        else if (d->header.type == CAIRO_PATH_LINE_TO)
            gm_layout_path_line(p, d[1].point.x, d[1].point.y);
        else if (d->header.type == CAIRO_PATH_CURVE_TO)
            gm_layout_path_curve(p, d[1].point.x, d[1].point.y, d[2].point.x, d[2].point.y,
                                 d[3].point.x, d[3].point.y);
        else
            gm_layout_path_close(p);
    }
    cairo_path_destroy(cp);
    gm_draw_svg_append_path(w->out, p);
    return true;
}

static void append_outline_item(Svg *w, const GmItem *it, const GmSvgAttrs *a)
{
    GmSvgAttrs b = *a;
    b.family = NULL;
    bool halo = *b.paint_order != 0;
    g_string_append(w->out, "<g");
    append_item_class(w, it);
    g_string_append(w->out, "><title>");
    gm_text_append_xml(w->out, it->text->string);
    g_string_append(w->out, "</title><path");
    if (halo)
        g_string_append(w->out, " paint-order=\"stroke\"");
    gm_draw_svg_append_attrs(w->out, &b, &w->group);
    g_string_append(w->out, " d=\"");
    append_outline(w, it->text);
    g_string_append(w->out, "\"/></g>");
}

static void append_at(GString *out, double x, double y, double angle)
{
    if (fabs(angle) < 1e-6) {
        g_string_append(out, " x=\"");
        gm_draw_svg_append_coord(out, x);
        g_string_append(out, "\" y=\"");
        gm_draw_svg_append_coord(out, y);
        g_string_append(out, "\"");
        return;
    }
    g_string_append(out, " transform=\"translate(");
    gm_draw_svg_append_coord(out, x);
    g_string_append_c(out, ' ');
    gm_draw_svg_append_coord(out, y);
    g_string_append(out, ")rotate(");
    gm_draw_svg_append_coord(out, angle * 180.0 / G_PI);
    g_string_append(out, ")\"");
}

/** Text along a curve: a letter each, since renderers disagree on text paths;
 *  the whole word stays readable in the group's label. */
static void append_curved(Svg *w, const GmItem *it, const GmSvgAttrs *a)
{
    const GmText *t = it->text;
    GmSvgAttrs b = *a;
    *b.text_anchor = *b.letter_spacing = 0;
    g_string_append(w->out, "<g");
    append_item_class(w, it);
    g_string_append(w->out, " role=\"img\" aria-label=\"");
    gm_text_append_xml(w->out, t->string);
    g_string_append_c(w->out, '"');
    gm_draw_svg_append_attrs(w->out, &b, &w->group);
    if (*w->group.text_anchor)
        g_string_append(w->out, " text-anchor=\"start\"");
    g_string_append_c(w->out, '>');
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        for (guint i = 0; i < run->glyphs->len; i++) {
            const GmGlyph *g = &g_array_index(run->glyphs, GmGlyph, i);
            gsize end = i + 1 < run->glyphs->len
                            ? g_array_index(run->glyphs, GmGlyph, i + 1).cluster
                            : run->end;
            if (end <= g->cluster)
                continue;
            g_autofree char *letter = g_strndup(t->string + g->cluster, end - g->cluster);
            if (!*g_strstrip(letter))
                continue;
            g_string_append(w->out, "<text");
            append_at(w->out, g->x, g->y, g->angle);
            g_string_append_c(w->out, '>');
            gm_text_append_xml(w->out, letter);
            g_string_append(w->out, "</text>");
        }
    }
    g_string_append(w->out, "</g>");
}

static void append_text_item(Svg *w, const GmItem *it, const GmSvgAttrs *a)
{
    const GmText *t = it->text;
    if (w->options->text_as_paths || (t->curve && t->rtl)) {
        append_outline_item(w, it, a);
        return;
    }
    if (t->curve) {
        append_curved(w, it, a);
        return;
    }
    GmSvgAttrs b = *a;
    if (t->rtl) /* the anchor is measured from the reading start: the right */
        g_strlcpy(b.text_anchor,
                  t->anchor == GM_ANCHOR_MIDDLE  ? "middle"
                  : t->anchor == GM_ANCHOR_START ? "end"
                                                 : "start",
                  sizeof b.text_anchor);
    g_string_append(w->out, "<text");
    append_item_class(w, it);
    append_at(w->out, t->x, t->y, t->angle);
    if (t->rtl)
        g_string_append(w->out, " direction=\"rtl\"");
    gm_draw_svg_append_attrs(w->out, &b, &w->group);
    g_string_append_c(w->out, '>');
    gm_text_append_xml(w->out, t->string);
    g_string_append(w->out, "</text>");
}

static void append_items(Svg *w)
{
    const GmSheet *s = w->sheet;
    for (guint i = 0; i < s->items->len && !w->error; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        const GmStyle *st = gm_sheet_style(s, it->style);
        GmSvgAttrs a;
        if (it->text)
            gm_draw_svg_text_attrs(&a, st, it->text, g_ptr_array_index(s->fonts, it->text->font));
        else
            gm_draw_svg_path_attrs(&a, st, it->style, w->prefix);
        enter(w, it, &a);
        if (it->path)
            append_path_item(w, it, &a);
        if (it->text)
            append_text_item(w, it, &a);
    }
    close_layer(w);
}

bool gm_draw_svg(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error)
{
    static const GmDrawOptions defaults = GM_DRAW_OPTIONS_INIT;
    if (!o)
        o = &defaults;
    if (o->cairo_svg)
        return gm_draw_cairo_svg(s, o, out, error);
    Svg w = {.sheet = s, .options = o, .out = out, .layer = -1, .clip = -1, .feature = -1};
    if (o->id_prefix && *o->id_prefix)
        clean_prefix(o->id_prefix, w.prefix, sizeof w.prefix);
    else
        derive_prefix(s, w.prefix, sizeof w.prefix);
    w.seen = g_hash_table_new(g_str_hash, g_str_equal);
    w.shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gm_draw_svg_root_attrs(&w.root, s);
    append_head(&w);
    append_items(&w);
    g_string_append(out, "</svg>\n");
    g_hash_table_unref(w.seen);
    g_hash_table_unref(w.shared);
    gm_draw_painter_free(w.painter);
    if (w.cr)
        cairo_destroy(w.cr);
    if (w.error) {
        g_propagate_error(error, w.error);
        return false;
    }
    return true;
}
