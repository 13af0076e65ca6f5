#include "paint.h"

#include "halo_mask.h"
#include "hatch.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include <math.h>
#include FT_FREETYPE_H

struct GmPainter {
    const GmSheet *sheet;
    guint n;
    cairo_font_face_t **faces;
    double grid;             /* sheet units; 0: none */
    GArray *halos;           /* GmPdfHalo, borrowed: haloes are marked; or NULL */
    double pixels;           /* a sheet unit, in pictures; 0: no picture */
    cairo_pattern_t **tiles; /* of each style, made when first needed */
};

/* Cairo keeps a font face alive in its caches after its last user is gone, so
 * each face owns the FreeType library that it was opened with. */
typedef struct {
    FT_Library library;
    FT_Face face;
} FaceOwner;

static const cairo_user_data_key_t owner_key;

static void free_owner(void *data)
{
    FaceOwner *o = data;
    if (o->face)
        FT_Done_Face(o->face);
    if (o->library)
        FT_Done_FreeType(o->library);
    g_free(o);
}

static cairo_font_face_t *open_face(const GmFont *font, GError **error)
{
    FaceOwner *o = g_new0(FaceOwner, 1);
    if (FT_Init_FreeType(&o->library) ||
        FT_New_Face(o->library, font->file, font->index, &o->face)) {
        g_set_error(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "%s: cannot open the font",
                    font->file);
        free_owner(o);
        return NULL;
    }
    cairo_font_face_t *f = cairo_ft_font_face_create_for_ft_face(o->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(f, &owner_key, o, free_owner) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(f);
        free_owner(o);
        g_set_error_literal(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "out of memory");
        return NULL;
    }
    return f;
}

GmPainter *gm_draw_painter_new(const GmSheet *s, GError **error)
{
    GmPainter *p = g_new0(GmPainter, 1);
    p->sheet = s;
    p->n = s->fonts->len;
    p->faces = g_new0(cairo_font_face_t *, p->n);
    p->tiles = g_new0(cairo_pattern_t *, s->styles->len + 1);
    for (guint i = 0; i < p->n; i++) {
        p->faces[i] = open_face(g_ptr_array_index(s->fonts, i), error);
        if (!p->faces[i]) {
            gm_draw_painter_free(p);
            return NULL;
        }
    }
    return p;
}

void gm_draw_painter_free(GmPainter *p)
{
    if (!p)
        return;
    for (guint i = 0; i < p->n; i++)
        if (p->faces[i])
            cairo_font_face_destroy(p->faces[i]);
    for (guint i = 0; i < p->sheet->styles->len; i++)
        if (p->tiles[i])
            cairo_pattern_destroy(p->tiles[i]);
    g_free(p->tiles);
    g_free(p->faces);
    g_free(p);
}

void gm_draw_painter_set_grid(GmPainter *p, double grid)
{
    p->grid = grid;
}

void gm_draw_painter_set_pixels(GmPainter *p, double pixels)
{
    p->pixels = pixels;
}

void gm_draw_painter_mark_halos(GmPainter *p, GArray *halos)
{
    p->halos = halos;
}

/** Puts the current path on the painter's grid; a halo's on one four times as
 *  coarse and in straight pieces. */
static void snap_path(const GmPainter *p, cairo_t *cr, bool halo)
{
    if (p->grid <= 0)
        return;
    double grid = halo ? 4 * p->grid : p->grid;
    cairo_path_t *path = halo ? cairo_copy_path_flat(cr) : cairo_copy_path(cr);
    for (int i = 0; i < path->num_data; i += path->data[i].header.length)
        for (int k = 1; k < path->data[i].header.length; k++) {
            cairo_path_data_t *d = &path->data[i + k];
            d->point.x = round(d->point.x / grid) * grid;
            d->point.y = round(d->point.y / grid) * grid;
        }
    cairo_new_path(cr);
    cairo_append_path(cr, path);
    cairo_path_destroy(path);
}

void gm_draw_add_path(cairo_t *cr, const GmPath *path)
{
    const double *c = (const double *)path->xy->data;
    for (guint i = 0; i < path->verbs->len; i++) {
        switch (g_array_index(path->verbs, guint8, i)) {
        case GM_PATH_MOVE:
            cairo_move_to(cr, c[0], c[1]);
            c += 2;
            break;
        case GM_PATH_LINE:
            cairo_line_to(cr, c[0], c[1]);
            c += 2;
            break;
        case GM_PATH_CURVE:
            cairo_curve_to(cr, c[0], c[1], c[2], c[3], c[4], c[5]);
            c += 6;
            break;
        default:
            cairo_close_path(cr);
        }
    }
}

static void set_colour(cairo_t *cr, GmColour c)
{
    cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

static void set_stroke(cairo_t *cr, const GmStyle *st)
{
    set_colour(cr, st->stroke);
    cairo_set_line_width(cr, st->stroke_width);
    cairo_set_dash(cr, st->dash, st->n_dash, 0);
    cairo_set_line_cap(cr, st->round_cap ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cr, st->round_join ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
}

/** Sets what the item is filled with; false for patterns that must be drawn. */
static bool set_fill(GmPainter *p, cairo_t *cr, const GmItem *it, const GmStyle *st)
{
    if (st->pattern == GM_FILL_SOLID) {
        set_colour(cr, st->fill);
        return true;
    }
    if (p->pixels <= 0)
        return false;
    if (!p->tiles[it->style])
        p->tiles[it->style] = gm_draw_hatch_tile(st, p->pixels);
    if (p->tiles[it->style])
        cairo_set_source(cr, p->tiles[it->style]);
    return p->tiles[it->style] != NULL;
}

/** In pictures, what is faint or wide and soft needs few levels at its edge, and
 *  round corners need fewer pieces the fainter they are. */
static void set_care(const GmPainter *p, cairo_t *cr, double alpha, double width)
{
    const double faint = 0.35, thin = 2, wide = 10; /* px */
    bool soft = p->pixels > 0 && (alpha < faint ? width > thin : width > wide && isfinite(width));
    cairo_set_antialias(cr, soft ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT);
    cairo_set_tolerance(cr, soft ? 0.35 : 0.1);
}

static void paint_path(GmPainter *p, cairo_t *cr, const GmItem *it, const GmStyle *st)
{
    cairo_new_path(cr);
    cairo_set_fill_rule(cr, st->even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
    gm_draw_add_path(cr, it->path);
    snap_path(p, cr, false);
    bool stroke = st->stroke.a > 0 && st->stroke_width > 0;
    if (!stroke)
        set_care(p, cr, st->fill.a, INFINITY);
    if (st->fill.a > 0 && !set_fill(p, cr, it, st)) {
        cairo_path_t *copy = cairo_copy_path(cr);
        gm_draw_hatch_fill(cr, st, it->box);
        cairo_new_path(cr);
        cairo_append_path(cr, copy);
        cairo_path_destroy(copy);
    } else if (st->fill.a > 0) {
        if (stroke)
            cairo_fill_preserve(cr);
        else
            cairo_fill(cr);
    }
    if (stroke) {
        set_stroke(cr, st);
        set_care(p, cr, st->stroke.a, st->stroke_width);
        cairo_stroke(cr);
    }
    set_care(p, cr, 1, 0);
    cairo_new_path(cr);
}

/** One stretch of glyphs that share an angle. */
static void set_font(GmPainter *p, cairo_t *cr, guint font, double size, double angle)
{
    cairo_set_font_face(cr, p->faces[font]);
    cairo_matrix_t m;
    cairo_matrix_init_rotate(&m, angle);
    cairo_matrix_scale(&m, size, size);
    cairo_set_font_matrix(cr, &m);
}

static guint same_angle(const GArray *glyphs, guint from)
{
    double a = g_array_index(glyphs, GmGlyph, from).angle;
    guint to = from + 1;
    while (to < glyphs->len && g_array_index(glyphs, GmGlyph, to).angle == a)
        to++;
    return to;
}

static void to_cairo(const GArray *glyphs, guint from, guint to, cairo_glyph_t *out)
{
    for (guint i = from; i < to; i++) {
        const GmGlyph *g = &g_array_index(glyphs, GmGlyph, i);
        out[i - from] = (cairo_glyph_t){.index = g->glyph, .x = g->x, .y = g->y};
    }
}

void gm_draw_glyph_path(GmPainter *p, cairo_t *cr, guint font, double size, guint32 glyph)
{
    cairo_glyph_t g = {.index = glyph};
    set_font(p, cr, font, size, 0);
    cairo_glyph_path(cr, &g, 1);
}

void gm_draw_text_path(GmPainter *p, cairo_t *cr, const GmText *t)
{
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        for (guint from = 0, to; from < run->glyphs->len; from = to) {
            to = same_angle(run->glyphs, from);
            g_autofree cairo_glyph_t *cg = g_new(cairo_glyph_t, to - from);
            to_cairo(run->glyphs, from, to, cg);
            set_font(p, cr, run->font, t->size, g_array_index(run->glyphs, GmGlyph, from).angle);
            cairo_glyph_path(cr, cg, (int)(to - from));
        }
    }
}

/** Clusters in the order that Cairo wants: that of the text; right to left it
 *  matches them with the glyphs from the last to the first. Returns the
 *  number; 0 when glyphs and text do not line up. */
static int make_clusters(const GmGlyphRun *run, cairo_text_cluster_t *out)
{
    int n = 0;
    guint len = run->glyphs->len;
    for (guint i = 0; i < len;) {
        guint c = g_array_index(run->glyphs, GmGlyph, i).cluster, j = i;
        while (j < len && g_array_index(run->glyphs, GmGlyph, j).cluster == c)
            j++;
        gsize next;
        if (run->rtl)
            next = i == 0 ? run->end : g_array_index(run->glyphs, GmGlyph, i - 1).cluster;
        else
            next = j == len ? run->end : g_array_index(run->glyphs, GmGlyph, j).cluster;
        if (next < c)
            return 0;
        out[n++] = (cairo_text_cluster_t){.num_bytes = (int)(next - c), .num_glyphs = (int)(j - i)};
        i = j;
    }
    for (int a = 0, b = n - 1; run->rtl && a < b; a++, b--) {
        cairo_text_cluster_t t = out[a];
        out[a] = out[b];
        out[b] = t;
    }
    return n;
}

/** Shows a run with its text, so that PDF keeps the words. */
static bool show_with_text(GmPainter *p, cairo_t *cr, const GmText *t, const GmGlyphRun *run)
{
    guint len = run->glyphs->len;
    if (!len || same_angle(run->glyphs, 0) != len)
        return false;
    g_autofree cairo_glyph_t *cg = g_new(cairo_glyph_t, len);
    g_autofree cairo_text_cluster_t *cl = g_new(cairo_text_cluster_t, len);
    int n = make_clusters(run, cl);
    if (!n)
        return false;
    to_cairo(run->glyphs, 0, len, cg);
    set_font(p, cr, run->font, t->size, g_array_index(run->glyphs, GmGlyph, 0).angle);
    cairo_show_text_glyphs(cr, t->string + run->start, (int)(run->end - run->start), cg, (int)len,
                           cl, n, run->rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
    return true;
}

static void show_text(GmPainter *p, cairo_t *cr, const GmText *t, bool with_words)
{
    for (guint r = 0; r < t->runs->len; r++) {
        const GmGlyphRun *run = &g_array_index(t->runs, GmGlyphRun, r);
        if (with_words && show_with_text(p, cr, t, run))
            continue;
        for (guint from = 0, to; from < run->glyphs->len; from = to) {
            to = same_angle(run->glyphs, from);
            g_autofree cairo_glyph_t *cg = g_new(cairo_glyph_t, to - from);
            to_cairo(run->glyphs, from, to, cg);
            set_font(p, cr, run->font, t->size, g_array_index(run->glyphs, GmGlyph, from).angle);
            cairo_show_glyphs(cr, cg, (int)(to - from));
        }
    }
}

/** The mark of a halo like @st's; each kind is numbered once. */
static GmColour halo_mark(const GmPainter *p, const GmStyle *st)
{
    GmPdfHalo halo = {st->halo, 2 * st->halo_width};
    guint i = 0;
    for (; i < p->halos->len; i++) {
        const GmPdfHalo *h = &g_array_index(p->halos, GmPdfHalo, i);
        if (h->width == halo.width && h->colour.r == halo.colour.r &&
            h->colour.g == halo.colour.g && h->colour.b == halo.colour.b)
            break;
    }
    if (i == p->halos->len)
        g_array_append_val(p->halos, halo);
    return gm_draw_pdf_mark(i, st->halo.a);
}

/** For pictures: the glyphs on a mask of their own, spread. */
static void spread_halo(GmPainter *p, cairo_t *cr, const GmItem *it, const GmStyle *st)
{
    double radius = st->halo_width * p->pixels, beyond = ceil(radius) + 2;
    double box[4], seen[4];
    cairo_clip_extents(cr, &seen[0], &seen[1], &seen[2], &seen[3]);
    for (int k = 0; k < 2; k++) {
        box[k] = MAX(it->box[k], seen[k]), box[k + 2] = MIN(it->box[k + 2], seen[k + 2]);
    }
    cairo_matrix_t m;
    cairo_get_matrix(cr, &m);
    cairo_matrix_transform_point(&m, &box[0], &box[1]);
    cairo_matrix_transform_point(&m, &box[2], &box[3]);
    double left = floor(box[0] - beyond), top = floor(box[1] - beyond);
    int width = (int)(ceil(box[2] + beyond) - left), height = (int)(ceil(box[3] + beyond) - top);
    if (width <= 0 || height <= 0)
        return;
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    cairo_t *glyphs = cairo_create(mask);
    m.x0 -= left, m.y0 -= top;
    cairo_set_matrix(glyphs, &m);
    show_text(p, glyphs, it->text, false);
    cairo_destroy(glyphs);
    cairo_surface_flush(mask);
    if (cairo_image_surface_get_data(mask))
        gm_draw_halo_spread(cairo_image_surface_get_data(mask), width, height,
                            (gsize)cairo_image_surface_get_stride(mask), radius);
    cairo_surface_mark_dirty(mask);
    cairo_save(cr);
    cairo_identity_matrix(cr);
    set_colour(cr, st->halo);
    cairo_mask_surface(cr, mask, left, top);
    cairo_restore(cr);
    cairo_surface_destroy(mask);
}

static void stroke_halo(GmPainter *p, cairo_t *cr, const GmText *t, const GmStyle *st)
{
    gm_draw_text_path(p, cr, t);
    snap_path(p, cr, true);
    set_colour(cr, st->halo);
    cairo_set_line_width(cr, 2 * st->halo_width);
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_stroke(cr);
}

static void paint_text(GmPainter *p, cairo_t *cr, const GmItem *it, const GmStyle *st)
{
    cairo_new_path(cr);
    if (st->halo.a > 0 && st->halo_width > 0) {
        if (p->halos) {
            set_colour(cr, halo_mark(p, st));
            show_text(p, cr, it->text, false);
        } else if (p->pixels > 0) {
            spread_halo(p, cr, it, st);
        } else {
            stroke_halo(p, cr, it->text, st);
        }
    }
    set_colour(cr, st->fill);
    show_text(p, cr, it->text, true);
}

/** A PNG into its box. A file that Cairo cannot read is an error of the page. */
static bool paint_image(cairo_t *cr, const GmItem *it, GError **error)
{
    cairo_surface_t *image = cairo_image_surface_create_from_png(it->image);
    cairo_status_t status = cairo_surface_status(image);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "%s: not a readable PNG: %s",
                    it->image, cairo_status_to_string(status));
        cairo_surface_destroy(image);
        return false;
    }
    cairo_save(cr);
    cairo_translate(cr, it->box[0], it->box[1]);
    cairo_scale(cr, (it->box[2] - it->box[0]) / cairo_image_surface_get_width(image),
                (it->box[3] - it->box[1]) / cairo_image_surface_get_height(image));
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_destroy(image);
    return true;
}

static bool paint_item(GmPainter *p, cairo_t *cr, const GmItem *it, GError **error)
{
    const GmStyle *st = gm_sheet_style(p->sheet, it->style);
    if (it->image)
        return paint_image(cr, it, error);
    if (it->path)
        paint_path(p, cr, it, st);
    if (it->text)
        paint_text(p, cr, it, st);
    return true;
}

/** Is any of the item's ink on what is painted? */
static bool is_in(const GmItem *it, const double box[4])
{
    const double near = 2; /* px */
    return it->box[0] < box[2] + near && it->box[2] > box[0] - near && it->box[1] < box[3] + near &&
           it->box[3] > box[1] - near;
}

bool gm_draw_paint(GmPainter *p, cairo_t *cr, const GmPaintHooks *hooks, GError **error)
{
    const GmSheet *s = p->sheet;
    double box[4];
    cairo_clip_extents(cr, &box[0], &box[1], &box[2], &box[3]);
    int clip = -1, feature = -1;
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        if (!is_in(it, box))
            continue;
        if (hooks && it->feature != feature) {
            if (feature >= 0 && hooks->end)
                hooks->end(cr, g_ptr_array_index(s->features, feature), hooks->user);
            feature = it->feature;
            if (feature >= 0 && hooks->begin)
                hooks->begin(cr, g_ptr_array_index(s->features, feature), hooks->user);
        }
        if (it->clip != clip) {
            if (clip >= 0)
                cairo_restore(cr);
            clip = it->clip;
            if (clip >= 0) {
                const double *c = (const double *)s->clips->data + (gsize)clip * 4;
                cairo_save(cr);
                cairo_rectangle(cr, c[0], c[1], c[2] - c[0], c[3] - c[1]);
                cairo_clip(cr);
            }
        }
        if (!paint_item(p, cr, it, error))
            return false;
    }
    if (clip >= 0)
        cairo_restore(cr);
    if (hooks && feature >= 0 && hooks->end)
        hooks->end(cr, g_ptr_array_index(s->features, feature), hooks->user);
    if (cairo_status(cr) != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "Cairo: %s",
                    cairo_status_to_string(cairo_status(cr)));
        return false;
    }
    return true;
}
