#include "outputs.h"
#include "svg_writer.h"

#include "markup.h"

#include <string.h>

static const char *const layer_names[GM_N_SHEET_LAYERS] = {"base", "theme", "symbol", "label",
                                                           "furniture"};

/* ---- groups ---- */

static void close_class(GmSvg *w)
{
    if (w->class_) {
        g_string_append(w->out, "</g>\n");
        g_clear_pointer(&w->class_, g_free);
    }
}

static void close_feature(GmSvg *w)
{
    close_class(w);
    if (w->feature >= 0) {
        g_string_append(w->out, "</g>\n");
        w->feature = -1;
    }
}

static void close_clip(GmSvg *w)
{
    close_feature(w);
    if (w->clip >= 0) {
        g_string_append(w->out, "</g>\n");
        w->clip = -1;
    }
}

static void close_layer(GmSvg *w)
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

static void open_feature(GmSvg *w, int index, const GmSvgAttrs *a)
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
        gm_draw_svg_element(out, "title", f->title);
    w->feature = index;
    w->group = *a;
}

static void open_class(GmSvg *w, const char *class_, const GmSvgAttrs *a)
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
static void enter(GmSvg *w, const GmItem *it, const GmSvgAttrs *a)
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

static void append_items(GmSvg *w)
{
    const GmSheet *s = w->sheet;
    for (guint i = 0; i < s->items->len && !w->error; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        const GmStyle *st = gm_sheet_style(s, it->style);
        GmSvgAttrs a;
        if (it->text && it->text->font < s->fonts->len)
            gm_draw_svg_text_attrs(&a, st, it->text, g_ptr_array_index(s->fonts, it->text->font));
        else
            gm_draw_svg_path_attrs(&a, st, it->style, w->prefix);
        enter(w, it, &a);
        gm_draw_svg_item(w, it, &a);
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
    GmSvg w = {.sheet = s, .options = o, .out = out, .layer = -1, .clip = -1, .feature = -1};
    gm_draw_svg_prefix(&w, o->id_prefix);
    w.seen = g_hash_table_new(g_str_hash, g_str_equal);
    w.shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gm_draw_svg_root_attrs(&w.root, s);
    gm_draw_svg_head(&w);
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
