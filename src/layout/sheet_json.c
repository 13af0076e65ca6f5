#include "json_writer.h"
#include "sheet.h"

static const char *const layer_names[GM_N_SHEET_LAYERS] = {"base", "theme", "symbol", "label",
                                                           "furniture"};

static void numbers(GmJson *j, const char *key, const double *v, guint n, int decimals)
{
    gm_text_json_key(j, key);
    gm_text_json_inline_array(j);
    for (guint i = 0; i < n; i++)
        gm_text_json_number(j, v[i], decimals);
    gm_text_json_end(j);
}

/* SVG path syntax, absolute: compact, and any program can draw it. */
static void write_path(GmJson *j, const char *key, const GmPath *p)
{
    static const char letters[] = {'M', 'L', 'C', 'Z'};
    static const guint counts[] = {2, 2, 6, 0};
    g_autoptr(GString) d = g_string_new(NULL);
    guint k = 0;
    for (guint i = 0; i < p->verbs->len; i++) {
        guint8 verb = g_array_index(p->verbs, guint8, i);
        g_string_append_c(d, letters[verb]);
        for (guint n = 0; n < counts[verb]; n++, k++) {
            char number[G_ASCII_DTOSTR_BUF_SIZE];
            g_ascii_formatd(number, sizeof number, "%.2f", g_array_index(p->xy, double, k));
            if (n > 0)
                g_string_append_c(d, ' ');
            g_string_append(d, number);
        }
    }
    gm_text_json_key(j, key);
    gm_text_json_string(j, d->str);
}

static void write_text(GmJson *j, const GmSheet *s, const GmText *t)
{
    gm_text_json_key(j, "text");
    gm_text_json_string(j, t->string);
    gm_text_json_key(j, "size");
    gm_text_json_number(j, t->size, 2);
    gm_text_json_key(j, "glyphs");
    gm_text_json_inline_array(j);
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        const GmFont *font = (const GmFont *)g_ptr_array_index(s->fonts, run->font);
        gm_text_json_inline_object(j);
        gm_text_json_key(j, "font");
        gm_text_json_string(j, font->family);
        gm_text_json_key(j, "rtl");
        gm_text_json_bool(j, run->rtl);
        gm_text_json_key(j, "at");
        gm_text_json_inline_array(j);
        for (guint g = 0; g < run->glyphs->len; g++) {
            const GmGlyph *glyph = &g_array_index(run->glyphs, GmGlyph, g);
            gm_text_json_inline_array(j);
            gm_text_json_int(j, glyph->glyph);
            gm_text_json_number(j, glyph->x, 2);
            gm_text_json_number(j, glyph->y, 2);
            if (glyph->angle != 0.0)
                gm_text_json_number(j, glyph->angle, 4);
            gm_text_json_end(j);
        }
        gm_text_json_end(j);
        gm_text_json_end(j);
    }
    gm_text_json_end(j);
}

static void write_item(GmJson *j, const GmSheet *s, const GmItem *item)
{
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "id");
    gm_text_json_string(j, item->id);
    gm_text_json_key(j, "feature");
    if (item->feature >= 0)
        gm_text_json_string(
            j, ((const GmSheetFeature *)g_ptr_array_index(s->features, (guint)item->feature))->id);
    else
        gm_text_json_null(j);
    gm_text_json_key(j, "layer");
    gm_text_json_string(j, layer_names[item->layer]);
    gm_text_json_key(j, "class");
    gm_text_json_string(j, item->class_);
    gm_text_json_key(j, "style");
    gm_text_json_string(j, gm_sheet_style(s, item->style)->name);
    numbers(j, "box", item->box, 4, 2);
    if (item->path != NULL)
        write_path(j, "path", item->path);
    if (item->text != NULL)
        write_text(j, s, item->text);
    gm_text_json_end(j);
}

void gm_layout_sheet_append_json(GString *out, const GmSheet *s)
{
    g_autoptr(GmJson) j = gm_text_json_new(out, 1);
    gm_text_json_object(j);
    gm_text_json_key(j, "width");
    gm_text_json_number(j, s->width, 2);
    gm_text_json_key(j, "height");
    gm_text_json_number(j, s->height, 2);
    gm_text_json_key(j, "unit");
    gm_text_json_string(j, "px");
    gm_text_json_key(j, "title");
    gm_text_json_string(j, s->title);
    gm_text_json_key(j, "theme");
    gm_text_json_string(j, s->theme);
    gm_text_json_key(j, "language");
    gm_text_json_string(j, s->language);
    gm_text_json_key(j, "projection");
    gm_text_json_string(j, s->projection);
    numbers(j, "extent",
            (const double[]){s->extent.west, s->extent.south, s->extent.east, s->extent.north}, 4,
            6);
    numbers(j, "frame", s->frame, 4, 2);
    gm_text_json_key(j, "scale");
    gm_text_json_number(j, s->scale, 0);
    numbers(j, "origin", (const double[]){s->x_origin, s->y_origin}, 2, 3);
    gm_text_json_key(j, "px_size");
    gm_text_json_number(j, s->px_size, 6);
    gm_text_json_key(j, "credits");
    gm_text_json_array(j);
    for (guint i = 0; i < s->credits->len; i++)
        gm_text_json_string(j, (const char *)g_ptr_array_index(s->credits, i));
    gm_text_json_end(j);
    gm_text_json_key(j, "items");
    gm_text_json_array(j);
    for (guint i = 0; i < s->items->len; i++)
        write_item(j, s, gm_sheet_item(s, i));
    gm_text_json_end(j);
    gm_text_json_end(j);
    g_string_append_c(out, '\n');
}
