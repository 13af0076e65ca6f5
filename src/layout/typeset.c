#include "typeset.h"

#include "font_map.h"
#include "pixel_geom.h"
#include "plain_line.h"

#include <math.h>
#include <string.h>

enum { MOST_WIDTHS = 4096, MOST_SHAPED_BYTES = 2 << 20 };

/* A line's glyphs as HarfBuzz gave them, px. */
typedef struct {
    guint glyph, cluster;
    double dx, dy, advance;
} ShapedGlyph;

struct GmTypesetter {
    GmFontFiles *fonts;
    GHashTable *sized;   /* size and slot packed -> hb_font_t of the first family, owned */
    GHashTable *unsized; /* const GmFontFile * -> hb_font_t in font units, owned */
    GHashTable *shaped;  /* "size slot line" -> GArray of ShapedGlyph, owned; none: not plain */
    gsize shaped_bytes;  /* what these take, about */
    PangoFontMap *map;   /* with the context, when a line first needs Pango */
    PangoContext *context;
    GmSheet *sheet;
    char *language;     /* of the map; or NULL */
    GPtrArray *files;   /* const GmFontFile *, same order as the sheet's fonts */
    GHashTable *widths; /* "face word" -> double *, owned: wrapping asks again and again */
    bool turkic;        /* capital i has a dot */
};

GmTypesetter *gm_layout_typesetter_new(const char *const *font_dirs, GError **error)
{
    GmFontFiles *fonts = gm_layout_font_files_new(font_dirs, error);
    if (fonts == NULL)
        return NULL;
    GmTypesetter *t = g_new0(GmTypesetter, 1);
    t->fonts = fonts;
    t->sized = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)hb_font_destroy);
    t->unsized = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)hb_font_destroy);
    t->shaped =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    t->files = g_ptr_array_new();
    t->widths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return t;
}

void gm_layout_typesetter_free(GmTypesetter *t)
{
    if (t == NULL)
        return;
    g_hash_table_unref(t->sized);
    g_hash_table_unref(t->unsized);
    g_hash_table_unref(t->shaped);
    if (t->map != NULL) {
        g_object_unref(t->context);
        g_object_unref(t->map);
    }
    gm_layout_font_files_free(t->fonts);
    g_ptr_array_unref(t->files);
    g_hash_table_unref(t->widths);
    g_free(t->language);
    g_free(t);
}

void gm_layout_typesetter_begin(GmTypesetter *t, GmSheet *sheet, const char *language)
{
    t->sheet = sheet;
    g_ptr_array_set_size(t->files, 0);
    bool other = g_strcmp0(language, t->language) != 0;
    if (other || g_hash_table_size(t->widths) > MOST_WIDTHS)
        g_hash_table_remove_all(t->widths);
    if (other || t->shaped_bytes > MOST_SHAPED_BYTES) {
        g_hash_table_remove_all(t->shaped);
        t->shaped_bytes = 0;
    }
    t->turkic =
        language != NULL && (g_str_has_prefix(language, "tr") || g_str_has_prefix(language, "az"));
    char *own = g_strdup(language);
    g_free(t->language);
    t->language = own;
}

static guint sheet_font(GmTypesetter *t, const GmFontFile *file)
{
    guint i;
    if (g_ptr_array_find(t->files, file, &i))
        return i;
    GmFont *f = g_new0(GmFont, 1);
    f->family = g_strdup(file->family);
    f->file = g_strdup(file->file);
    f->weight = file->weight;
    f->italic = file->italic;
    g_ptr_array_add(t->sheet->fonts, f);
    g_ptr_array_add(t->files, (gpointer)file);
    return t->files->len - 1;
}

static bool is_rtl_letter(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW ||
           script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA ||
           script == G_UNICODE_SCRIPT_NKO || script == G_UNICODE_SCRIPT_ADLAM;
}

#define RTL_MARK 0x200f

bool gm_layout_is_rtl(const char *string)
{
    for (const char *p = string; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == RTL_MARK)
            return true;
        if (g_unichar_isalpha(c))
            return is_rtl_letter(c);
    }
    return false;
}

char *gm_layout_rtl_line(const char *string)
{
    if (gm_layout_is_rtl(string))
        return NULL;
    for (const char *p = string; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalpha(c) && is_rtl_letter(c))
            return g_strconcat("\u200f", string, NULL);
    }
    return NULL;
}

/* One line: what cannot be shown on it becomes a space. */
static char *one_line(const char *string, bool caps, bool turkic)
{
    g_autofree char *valid = g_utf8_make_valid(string, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029)
            c = ' ';
        g_string_append_unichar(out, caps && turkic && c == 'i' ? 0x0130 : c);
    }
    if (!caps)
        return g_string_free(out, FALSE);
    char *upper = g_utf8_strup(out->str, -1);
    g_string_free(out, TRUE);
    return upper;
}

static bool joined_script(PangoScript s)
{
    return s == PANGO_SCRIPT_ARABIC || s == PANGO_SCRIPT_SYRIAC || s == PANGO_SCRIPT_MONGOLIAN ||
           s == PANGO_SCRIPT_DEVANAGARI || s == PANGO_SCRIPT_BENGALI;
}

static double add_run(GmTypesetter *t, GmText *text, const PangoItem *item, double pen)
{
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape_with_flags(text->string + item->offset, item->length, text->string, -1,
                           &item->analysis, glyphs, PANGO_SHAPE_NONE);
    GmGlyphRun run = {.glyphs = g_array_new(FALSE, FALSE, sizeof(GmGlyph)),
                      .start = (gsize)item->offset,
                      .end = (gsize)(item->offset + item->length),
                      .rtl = item->analysis.level & 1};
    run.font = sheet_font(t, gm_layout_font_file(item->analysis.font));
    hb_codepoint_t space = 0;
    hb_font_get_nominal_glyph(pango_font_get_hb_font(item->analysis.font), ' ', &space);
    bool spaced = !text->rtl && !joined_script((PangoScript)item->analysis.script);
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        GmGlyph g = {.glyph = info->glyph,
                     .x = pen + (double)info->geometry.x_offset / PANGO_SCALE,
                     .y = (double)info->geometry.y_offset / PANGO_SCALE,
                     .cluster = (guint)(item->offset + glyphs->log_clusters[i])};
        if (info->glyph == PANGO_GLYPH_EMPTY) /* a space keeps its characters in the text */
            g.glyph = space;
        else if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            g.glyph = 0; /* the font's own box */
        g_array_append_val(run.glyphs, g);
        pen += (double)info->geometry.width / PANGO_SCALE;
        if (spaced && info->geometry.width > 0)
            pen += text->letter_spacing;
    }
    pango_glyph_string_free(glyphs);
    g_array_append_val(text->runs, run);
    return pen;
}

static int pango_size(const GmFace *face)
{
    return (int)round(face->size * PANGO_SCALE);
}

static double set_by_pango(GmTypesetter *t, GmText *text, const GmFace *face)
{
    if (t->map == NULL) {
        t->map = gm_layout_font_map_new(t->fonts);
        t->context = pango_font_map_create_context(t->map);
        pango_context_set_round_glyph_positions(t->context, FALSE);
    }
    pango_context_set_language(
        t->context, pango_language_from_string(t->language != NULL ? t->language : "en"));
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, "Noto Sans");
    pango_font_description_set_weight(d, (PangoWeight)face->weight);
    pango_font_description_set_style(d, face->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(d, pango_size(face));
    pango_context_set_font_description(t->context, d);
    pango_font_description_free(d);
    PangoAttrList *none = pango_attr_list_new();
    GList *logical = pango_itemize_with_base_dir(
        t->context, text->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, text->string, 0,
        (int)strlen(text->string), none, NULL);
    GList *visual = pango_reorder_items(logical);
    double pen = 0.0;
    for (GList *l = visual; l != NULL; l = l->next)
        pen = add_run(t, text, (const PangoItem *)l->data, pen);
    g_list_free(visual);
    g_list_free_full(logical, (GDestroyNotify)pango_item_free);
    pango_attr_list_unref(none);
    return pen;
}

static hb_font_t *sized_font(GmTypesetter *t, hb_face_t *face, guint slot, int size)
{
    gpointer key = GUINT_TO_POINTER((guint)size << 2 | slot);
    hb_font_t *font = (hb_font_t *)g_hash_table_lookup(t->sized, key);
    if (font == NULL) {
        font = hb_font_create(face);
        hb_font_set_scale(font, size, size);
        g_hash_table_insert(t->sized, key, font);
    }
    return font;
}

static GArray *shape(GmTypesetter *t, const char *string, hb_font_t *font)
{
    hb_buffer_t *buffer = gm_layout_shape_plain_line(string, t->language, font);
    guint n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    GArray *glyphs = g_array_sized_new(FALSE, FALSE, sizeof(ShapedGlyph), n);
    for (guint i = 0; i < n; i++) {
        ShapedGlyph g = {info[i].codepoint, info[i].cluster, (double)at[i].x_offset / PANGO_SCALE,
                         (double)-at[i].y_offset / PANGO_SCALE,
                         (double)at[i].x_advance / PANGO_SCALE};
        g_array_append_val(glyphs, g);
    }
    hb_buffer_destroy(buffer);
    return glyphs;
}

/* The line's glyphs; an empty array when it is not plain. Maps of one region say the
 * same names again and again. */
static const GArray *shaped_line(GmTypesetter *t, const char *string, const GmFace *face,
                                 const GmFontFile *file, guint slot)
{
    g_autofree char *key = g_strdup_printf("%x %u %s", (guint)pango_size(face), slot, string);
    GArray *glyphs = (GArray *)g_hash_table_lookup(t->shaped, key);
    if (glyphs == NULL) {
        glyphs = gm_layout_is_plain_line(string, t->language, file->face)
                     ? shape(t, string, sized_font(t, file->face, slot, pango_size(face)))
                     : g_array_new(FALSE, FALSE, sizeof(ShapedGlyph));
        t->shaped_bytes += strlen(key) + glyphs->len * sizeof(ShapedGlyph) + 150;
        g_hash_table_insert(t->shaped, g_steal_pointer(&key), glyphs);
    }
    return glyphs;
}

static double set_plainly(GmTypesetter *t, GmText *text, const GArray *shaped,
                          const GmFontFile *file)
{
    GmGlyphRun run = {.glyphs = g_array_sized_new(FALSE, FALSE, sizeof(GmGlyph), shaped->len),
                      .end = strlen(text->string),
                      .font = sheet_font(t, file)};
    double pen = 0.0;
    for (guint i = 0; i < shaped->len; i++) {
        const ShapedGlyph *s = &g_array_index(shaped, ShapedGlyph, i);
        GmGlyph g = {.glyph = s->glyph, .x = pen + s->dx, .y = s->dy, .cluster = s->cluster};
        g_array_append_val(run.glyphs, g);
        pen += s->advance;
        if (s->advance > 0.0)
            pen += text->letter_spacing;
    }
    g_array_append_val(text->runs, run);
    return pen;
}

GmText *gm_layout_set_text(GmTypesetter *t, const char *string, const GmFace *face)
{
    GmText *text = g_new0(GmText, 1);
    text->string = one_line(string, face->caps, t->turkic);
    text->runs = g_array_new(FALSE, FALSE, sizeof(GmGlyphRun));
    text->size = face->size;
    text->letter_spacing = face->spacing;
    text->rtl = gm_layout_is_rtl(text->string);
    guint slot = (face->weight >= 600 ? 1u : 0u) + (face->italic ? 2u : 0u);
    const GmFontFile *file = gm_layout_font_files_get(t->fonts, 0, slot);
    const GArray *plain = file != NULL ? shaped_line(t, text->string, face, file, slot) : NULL;
    double pen = plain != NULL && plain->len > 0 ? set_plainly(t, text, plain, file)
                                                 : set_by_pango(t, text, face);
    for (guint r = 0; r < text->runs->len; r++) {
        if (g_array_index(text->runs, GmGlyphRun, r).rtl)
            text->letter_spacing = 0.0; /* joined letters must not be torn by whoever reads it */
    }
    text->width = pen > 0.0 ? pen - text->letter_spacing : 0.0;
    if (text->runs->len > 0)
        text->font = g_array_index(text->runs, GmGlyphRun, 0).font;
    else
        text->font = 0;
    return text;
}

double gm_layout_text_width(GmTypesetter *t, const char *string, const GmFace *face)
{
    /* the face as bytes that are never zero, then the string */
    guint size = (guint)(face->size * 64.0);
    char key[128];
    gsize n = strlen(string);
    if (n > sizeof key - 8 || face->spacing != 0.0 || face->caps) {
        g_autoptr(GmText) text = gm_layout_set_text(t, string, face);
        return text->width;
    }
    key[0] = (char)(1 + size % 127);
    key[1] = (char)(1 + size / 127 % 127);
    key[2] = (char)(1 + size / 16129 % 127);
    key[3] = (char)(1 + (face->weight > 400) + 2 * face->italic);
    memcpy(key + 4, string, n + 1);
    const double *known = (const double *)g_hash_table_lookup(t->widths, key);
    if (known != NULL)
        return *known;
    g_autoptr(GmText) text = gm_layout_set_text(t, string, face);
    double *width = g_new(double, 1);
    *width = text->width;
    g_hash_table_insert(t->widths, g_strdup(key), width);
    return *width;
}

static double anchor_shift(const GmText *t, GmTextAnchor anchor)
{
    return anchor == GM_ANCHOR_START ? 0.0 : anchor == GM_ANCHOR_MIDDLE ? t->width / 2 : t->width;
}

void gm_layout_text_move(GmText *t, double x, double y, GmTextAnchor anchor)
{
    double left = t->x - anchor_shift(t, t->anchor);
    double dx = x - anchor_shift(t, anchor) - left, dy = y - t->y;
    for (guint r = 0; r < t->runs->len; r++) {
        GArray *glyphs = g_array_index(t->runs, GmGlyphRun, r).glyphs;
        for (guint i = 0; i < glyphs->len; i++) {
            g_array_index(glyphs, GmGlyph, i).x += dx;
            g_array_index(glyphs, GmGlyph, i).y += dy;
        }
    }
    t->x = x;
    t->y = y;
    t->anchor = anchor;
}

void gm_layout_text_turn(GmText *t, double angle)
{
    double c = cos(angle), s = sin(angle);
    for (guint r = 0; r < t->runs->len; r++) {
        GArray *glyphs = g_array_index(t->runs, GmGlyphRun, r).glyphs;
        for (guint i = 0; i < glyphs->len; i++) {
            GmGlyph *g = &g_array_index(glyphs, GmGlyph, i);
            double dx = g->x - t->x, dy = g->y - t->y;
            g->x = t->x + c * dx - s * dy;
            g->y = t->y + s * dx + c * dy;
            g->angle += angle;
        }
    }
    t->angle += angle;
}

static void box_add(double box[4], double x, double y)
{
    box[0] = MIN(box[0], x);
    box[1] = MIN(box[1], y);
    box[2] = MAX(box[2], x);
    box[3] = MAX(box[3], y);
}

static hb_font_t *unsized_font(GmTypesetter *t, const GmFontFile *file)
{
    hb_font_t *font = (hb_font_t *)g_hash_table_lookup(t->unsized, file);
    if (font == NULL) {
        font = hb_font_create(file->face);
        g_hash_table_insert(t->unsized, (gpointer)file, font);
    }
    return font;
}

void gm_layout_text_box(GmTypesetter *ts, const GmText *t, double halo, double box[4])
{
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        const GmFontFile *file = (const GmFontFile *)g_ptr_array_index(ts->files, run->font);
        hb_font_t *hb = unsized_font(ts, file);
        double unit = t->size / (double)hb_face_get_upem(file->face);
        for (guint i = 0; i < run->glyphs->len; i++) {
            const GmGlyph *g = &g_array_index(run->glyphs, GmGlyph, i);
            hb_glyph_extents_t e;
            if (!hb_font_get_glyph_extents(hb, g->glyph, &e) || e.width == 0)
                continue;
            double c = cos(g->angle), s = sin(g->angle);
            for (int k = 0; k < 4; k++) {
                double x = unit * (e.x_bearing + (k & 1 ? e.width : 0));
                double y = -unit * (e.y_bearing + (k & 2 ? e.height : 0));
                box_add(box, g->x + c * x - s * y, g->y + s * x + c * y);
            }
        }
    }
    if (box[0] > box[2]) {
        box[0] = box[2] = t->x;
        box[1] = box[3] = t->y;
        return;
    }
    box[0] -= halo;
    box[1] -= halo;
    box[2] += halo;
    box[3] += halo;
}

static double glyph_advance_end(const GmText *t, guint r, guint i)
{
    const GArray *glyphs = g_array_index(t->runs, GmGlyphRun, r).glyphs;
    if (i + 1 < glyphs->len)
        return g_array_index(glyphs, GmGlyph, i + 1).x;
    if (r + 1 < t->runs->len) {
        const GArray *next = g_array_index(t->runs, GmGlyphRun, r + 1).glyphs;
        if (next->len > 0)
            return g_array_index(next, GmGlyph, 0).x;
    }
    return t->width;
}

bool gm_layout_text_bend(GmText *t, const double *xy, guint n, double offset)
{
    gm_layout_text_move(t, 0.0, 0.0, GM_ANCHOR_START);
    double x0, y0, a0, x1, y1, a1;
    if (!gm_layout_line_at(xy, n, offset, &x0, &y0, &a0) ||
        !gm_layout_line_at(xy, n, offset + t->width, &x1, &y1, &a1))
        return false;
    for (guint r = 0; r < t->runs->len; r++) {
        GArray *glyphs = g_array_index(t->runs, GmGlyphRun, r).glyphs;
        for (guint i = 0; i < glyphs->len; i++) {
            GmGlyph *g = &g_array_index(glyphs, GmGlyph, i);
            double half = MAX(0.0, (glyph_advance_end(t, r, i) - g->x) / 2), px, py, a;
            if (!gm_layout_line_at(xy, n, offset + g->x + half, &px, &py, &a))
                return false;
            double lift = g->y;
            g->x = px - cos(a) * half - sin(a) * lift;
            g->y = py - sin(a) * half + cos(a) * lift;
            g->angle = a;
        }
    }
    t->x = x0;
    t->y = y0;
    t->curve = gm_layout_path_new();
    gm_layout_path_move(t->curve, x0, y0);
    double s = 0.0;
    for (guint i = 0; i + 1 < n && s < offset + t->width; i++) {
        if (s > offset)
            gm_layout_path_line(t->curve, xy[2 * i], xy[2 * i + 1]);
        s += hypot(xy[2 * i + 2] - xy[2 * i], xy[2 * i + 3] - xy[2 * i + 1]);
    }
    gm_layout_path_line(t->curve, x1, y1);
    return true;
}

GPtrArray *gm_layout_wrap(GmTypesetter *t, const char *string, const GmFace *face, double width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) words = g_strsplit_set(string, " \t\n\r", -1);
    g_autoptr(GString) line = g_string_new(NULL);
    double space = gm_layout_text_width(t, " ", face), used = 0.0;
    for (char **w = words; *w != NULL; w++) {
        if (**w == '\0')
            continue;
        double word = gm_layout_text_width(t, *w, face);
        if (line->len > 0 && used + space + word > width) {
            g_ptr_array_add(lines, g_strdup(line->str));
            g_string_truncate(line, 0);
        }
        if (line->len > 0)
            g_string_append_c(line, ' ');
        used = line->len > 0 ? used + space + word : word;
        g_string_append(line, *w);
    }
    if (line->len > 0)
        g_ptr_array_add(lines, g_strdup(line->str));
    return lines;
}
