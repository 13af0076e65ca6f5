#include "outputs.h"
#include "svg_writer.h"

#include "markup.h"

#include <string.h>

static const char *const layer_names[GM_N_SHEET_LAYERS] = {"base", "theme", "symbol", "label",
                                                           "furniture"};

static void data_attr(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, " data-%s=\"", name);
    gm_text_append_xml(out, value);
    g_string_append_c(out, '"');
}

void gm_draw_svg_append_feature(GmSvg *w, const GmSheetFeature *f, bool first)
{
    GString *out = w->out;
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
        data_attr(out, "certainty", f->certainty);
        data_attr(out, "source", f->source);
        data_attr(out, "bytes", f->bytes);
    } else {
        data_attr(out, "of", f->id);
    }
}

/* ---- groups ---- */

/** A run of items that share layer and clip, and feature or class. */
typedef struct {
    guint from, to; /* in the order of writing */
    GmSvgAttrs common;
} Group;

static bool in_one_group(const GmItem *a, const GmItem *b)
{
    return a->layer == b->layer && a->clip == b->clip && a->feature == b->feature &&
           (a->feature >= 0 || !g_strcmp0(a->class_, b->class_));
}

/** The groups of the layer that begins at @from, each with what it has in
 *  common; @layer: what they all have. Returns where the layer ends. */
static guint gather_layer(const GmSvg *w, const guint *order, guint from, GArray *groups,
                          GmSvgAttrs *layer)
{
    const GmSheet *s = w->sheet;
    const GmItem *first = gm_sheet_item(s, order[from]);
    guint at = from;
    g_autoptr(GPtrArray) members = g_ptr_array_new();
    while (at < s->items->len && gm_sheet_item(s, order[at])->layer == first->layer) {
        const GmItem *head = gm_sheet_item(s, order[at]);
        Group g = {.from = at};
        g_ptr_array_set_size(members, 0);
        do
            g_ptr_array_add(members, &w->attrs[order[at++]]);
        while (at < s->items->len && in_one_group(head, gm_sheet_item(s, order[at])));
        g.to = at;
        gm_draw_svg_common_attrs(&g.common, (const GmSvgAttrs *const *)members->pdata, members->len,
                                 NULL);
        g_array_append_val(groups, g);
    }
    g_ptr_array_set_size(members, 0);
    for (guint i = 0; i < groups->len; i++)
        g_ptr_array_add(members, &g_array_index(groups, Group, i).common);
    gm_draw_svg_common_attrs(layer, (const GmSvgAttrs *const *)members->pdata, members->len,
                             &w->outer);
    return at;
}

/** What stands side by side, and how each is written. */
typedef struct Row Row;
struct Row {
    const guint *order;
    const Group *groups;            /* or NULL: a row of items */
    const GmSvgAttrs *const *attrs; /* of each */
    void (*write)(GmSvg *w, const Row *r, guint index);
    const char *end; /* of a line */
};

/** [from, to) of a row; neighbours of one look stand in a group that says it once. */
static void write_row(GmSvg *w, const Row *r, guint from, guint to)
{
    while (from < to && !w->error) {
        GmSvgAttrs around = w->outer, shared;
        guint n = gm_draw_svg_worth_group(&shared, r->attrs + from, to - from, &around);
        if (!n) {
            r->write(w, r, from++);
            continue;
        }
        g_string_append(w->out, "<g");
        gm_draw_svg_append_attrs(w->out, &shared, &around);
        g_string_append_printf(w->out, ">%s", r->end);
        w->outer = gm_draw_svg_inherit(&around, &shared);
        write_row(w, r, from, from + n);
        w->outer = around;
        g_string_append_printf(w->out, "</g>%s", r->end);
        from += n;
    }
}

static void write_row_item(GmSvg *w, const Row *r, guint index)
{
    gm_draw_svg_item(w, r->order[index]);
}

/** The item at @from and what follows of its class, in a group where that is shorter.
 *  Returns where the run ends. */
static guint write_run(GmSvg *w, const guint *order, guint from, guint end)
{
    const GmItem *head = gm_sheet_item(w->sheet, order[from]);
    guint to = from + 1;
    while (to < end && !g_strcmp0(gm_sheet_item(w->sheet, order[to])->class_, head->class_))
        to++;
    GmSvgAttrs around = w->outer, common;
    g_autoptr(GPtrArray) members = g_ptr_array_new();
    for (guint i = from; i < to; i++)
        g_ptr_array_add(members, &w->attrs[order[i]]);
    if (to - from < 2 || w->bare || !gm_draw_svg_has_own_class(w, head)) {
        Row row = {.order = order + from,
                   .attrs = (const GmSvgAttrs *const *)members->pdata,
                   .write = write_row_item,
                   .end = ""};
        write_row(w, &row, 0, to - from);
        return to;
    }
    gm_draw_svg_common_attrs(&common, (const GmSvgAttrs *const *)members->pdata, members->len,
                             &around);
    g_string_append(w->out, "<g class=\"");
    gm_text_append_xml(w->out, head->class_ ? head->class_ : "item");
    g_string_append_c(w->out, '"');
    gm_draw_svg_append_attrs(w->out, &common, &around);
    g_string_append_c(w->out, '>');
    w->outer = gm_draw_svg_inherit(&around, &common);
    w->classed = true;
    for (guint i = from; i < to && !w->error; i++)
        gm_draw_svg_item(w, order[i]);
    w->classed = false;
    w->outer = around;
    g_string_append(w->out, "</g>");
    return to;
}

static void write_group(GmSvg *w, const guint *order, const Group *g)
{
    const GmItem *head = gm_sheet_item(w->sheet, order[g->from]);
    if (gm_draw_svg_dots(w, order, g->from, g->to))
        return;
    GmSvgAttrs around = w->outer;
    const GmSheetFeature *f =
        head->feature >= 0 ? g_ptr_array_index(w->sheet->features, head->feature) : NULL;
    bool first = f && f->id && g_hash_table_add(w->seen, f->id);
    w->bare = !first && g->to - g->from == 1;
    if (!w->bare) {
        g_string_append(w->out, "<g");
        if (f) {
            gm_draw_svg_append_feature(w, f, first);
        } else {
            g_string_append(w->out, " class=\"");
            gm_text_append_xml(w->out, head->class_ ? head->class_ : "item");
            g_string_append_c(w->out, '"');
        }
        gm_draw_svg_append_attrs(w->out, &g->common, &around);
        g_string_append_c(w->out, '>');
        if (first)
            gm_draw_svg_element(w->out, "title", f->title);
        w->outer = gm_draw_svg_inherit(&around, &g->common);
    }
    for (guint i = g->from; i < g->to && !w->error;)
        i = write_run(w, order, i, g->to);
    if (!w->bare)
        g_string_append(w->out, "</g>");
    g_string_append_c(w->out, '\n');
    w->outer = around;
}

static void write_row_group(GmSvg *w, const Row *r, guint index)
{
    write_group(w, r->order, &r->groups[index]);
}

static guint write_layer(GmSvg *w, const guint *order, guint from)
{
    g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(Group));
    GmSvgAttrs layer, root = w->outer;
    guint to = gather_layer(w, order, from, groups, &layer);
    g_string_append_printf(w->out, "<g class=\"layer %s\"",
                           layer_names[gm_sheet_item(w->sheet, order[from])->layer]);
    gm_draw_svg_append_attrs(w->out, &layer, &root);
    g_string_append(w->out, ">\n");
    w->outer = gm_draw_svg_inherit(&root, &layer);
    g_autofree const GmSvgAttrs **attrs = g_new(const GmSvgAttrs *, groups->len);
    for (guint i = 0; i < groups->len; i++)
        attrs[i] = &g_array_index(groups, Group, i).common;
    Row row = {.order = order,
               .groups = (const Group *)(const void *)groups->data,
               .attrs = attrs,
               .write = write_row_group,
               .end = "\n"};
    for (guint i = 0, next; i < groups->len && !w->error; i = next) {
        int clip = gm_sheet_item(w->sheet, order[row.groups[i].from])->clip;
        next = i + 1;
        while (next < groups->len &&
               gm_sheet_item(w->sheet, order[row.groups[next].from])->clip == clip)
            next++;
        if (clip >= 0)
            g_string_append_printf(w->out, "<g clip-path=\"url(#%sc%d)\">\n", w->prefix, clip);
        write_row(w, &row, i, next);
        if (clip >= 0)
            g_string_append(w->out, "</g>\n");
    }
    g_string_append(w->out, "</g>\n");
    w->outer = root;
    return to;
}

bool gm_draw_svg(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error)
{
    static const GmDrawOptions defaults = GM_DRAW_OPTIONS_INIT;
    if (!o)
        o = &defaults;
    if (o->cairo_svg)
        return gm_draw_cairo_svg(s, o, out, error);
    GmSvg w = {.sheet = s, .options = o, .out = out};
    gm_draw_svg_prefix(&w, o->id_prefix);
    w.seen = g_hash_table_new(g_str_hash, g_str_equal);
    w.strings = g_string_chunk_new(4096);
    gm_draw_svg_prepare_items(&w);
    gm_draw_svg_head(&w);
    g_autofree guint *order = gm_draw_svg_order(s);
    for (guint at = 0; at < s->items->len && !w.error;)
        at = write_layer(&w, order, at);
    g_string_append(out, "</svg>\n");
    for (guint i = 0; i < s->items->len; i++)
        g_free(w.data[i]);
    g_free(w.data);
    g_free(w.shared);
    g_free(w.attrs);
    g_hash_table_unref(w.seen);
    g_hash_table_unref(w.glyphs);
    g_string_chunk_free(w.strings);
    gm_draw_painter_free(w.painter);
    if (w.cr)
        cairo_destroy(w.cr);
    if (w.error) {
        g_propagate_error(error, w.error);
        return false;
    }
    return true;
}
