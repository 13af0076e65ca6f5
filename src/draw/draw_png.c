#include "outputs.h"
#include "paint.h"
#include "png_file.h"

#include "markup.h"
#include "projection.h"

#include <math.h>

enum {
    MAX_SIDE = 30000,
    BANDS = 2,      /* always, so that the bytes are the same on every machine */
    MIN_BAND = 200, /* pixels high; a lower page is one band */
};
static const double MAX_PIXELS = 400e6;

/** A part of the page, its whole width, that a thread paints and turns into indices. */
typedef struct {
    const GmSheet *sheet;
    double scale;
    int width, top, height;
    guint32 *pixels;   /* of this band, without gaps */
    guint8 *lines;     /* of this band: a filter byte and a line's indices each */
    GmPalette *counts; /* the first band's has the page's entries */
    GError *error;
} Band;

static gpointer paint_band(gpointer data)
{
    Band *b = data;
    g_autoptr(GmPainter) p = gm_draw_painter_new(b->sheet, &b->error);
    if (!p)
        return NULL;
    gm_draw_painter_set_pixels(p, b->scale);
    GmColour back = b->sheet->background;
    cairo_surface_t *image =
        cairo_image_surface_create_for_data((guchar *)b->pixels, CAIRO_FORMAT_RGB24, b->width,
                                            b->height, b->width * (int)sizeof *b->pixels);
    cairo_t *cr = cairo_create(image);
    cairo_set_source_rgb(cr, back.r, back.g, back.b);
    cairo_paint(cr);
    cairo_translate(cr, 0, -b->top);
    cairo_scale(cr, b->scale, b->scale);
    bool ok = gm_draw_paint(p, cr, NULL, &b->error);
    cairo_destroy(cr);
    cairo_surface_finish(image);
    cairo_surface_destroy(image);
    if (ok)
        b->counts = gm_draw_palette_new(b->pixels, b->width, b->height, (gsize)b->width);
    return NULL;
}

static gpointer map_band(gpointer data)
{
    Band *b = data;
    gm_draw_palette_map(b->counts, b->lines, 1); /* the byte before: no filter */
    return NULL;
}

/** @work on each band at once; here too where there is no thread to be had. */
static void for_bands(Band *bands, guint n, GThreadFunc work)
{
    GThread *threads[BANDS] = {NULL};
    for (guint i = 1; i < n; i++)
        threads[i] = g_thread_try_new("band", work, &bands[i], NULL);
    for (guint i = 0; i < n; i++)
        if (!threads[i])
            work(&bands[i]);
    for (guint i = 1; i < n; i++)
        if (threads[i])
            g_thread_join(threads[i]);
}

static void begin_file(const GmSheet *s, int width, int height, GString *out)
{
    g_autoptr(GString) sources = g_string_new(NULL);
    for (guint i = 0; i < s->sources->len; i++)
        g_string_append_printf(sources, "%s%s", i ? "; " : "",
                               (const char *)g_ptr_array_index(s->sources, i));
    gm_draw_png_begin(out, (guint32)width, (guint32)height, s->dpi);
    gm_draw_png_text(out, "Title", s->title);
    gm_draw_png_text(out, "Description", s->description);
    gm_draw_png_text(out, "Source", sources->str);
    gm_draw_png_text(out, "Software", "gazmap " GAZMAP_VERSION);
}

/** Paints the bands and appends the file. */
static bool draw_bands(const GmSheet *s, Band *bands, guint n, gsize size, GString *out,
                       GError **error)
{
    const Band *last = &bands[n - 1];
    for_bands(bands, n, paint_band);
    for (guint i = 0; i < n; i++)
        if (bands[i].error) {
            g_propagate_error(error, g_steal_pointer(&bands[i].error));
            return false;
        }
    gm_draw_palette_choose(bands[0].counts, n > 1 ? last->counts : NULL);
    for_bands(bands, n, map_band);
    begin_file(s, last->width, last->top + last->height, out);
    if (gm_draw_png_pixels(out, bands[0].counts, bands[0].lines, size))
        return true;
    g_set_error_literal(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "PNG: out of memory");
    return false;
}

static bool draw_page(const GmSheet *s, int width, int height, GString *out, GError **error)
{
    gsize size = ((gsize)width + 1) * (gsize)height;
    g_autofree guint32 *pixels = g_try_malloc_n((gsize)width * (gsize)height, sizeof *pixels);
    g_autofree guint8 *lines = g_try_malloc(size);
    Band bands[BANDS] = {{0}};
    guint n = height >= BANDS * MIN_BAND ? BANDS : 1;
    for (guint i = 0; i < n; i++) {
        int top = height * (int)i / (int)n, end = height * (int)(i + 1) / (int)n;
        bands[i] = (Band){.sheet = s,
                          .scale = s->dpi / 96.0,
                          .width = width,
                          .top = top,
                          .height = end - top,
                          .pixels = pixels + (gsize)top * (gsize)width,
                          .lines = lines + (gsize)top * ((gsize)width + 1)};
    }
    bool ok = pixels && lines;
    if (ok)
        ok = draw_bands(s, bands, n, size, out, error);
    else
        g_set_error_literal(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "PNG: out of memory");
    for (guint i = 0; i < n; i++) {
        gm_draw_palette_free(bands[i].counts);
        g_clear_error(&bands[i].error);
    }
    return ok;
}

bool gm_draw_png(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error)
{
    (void)o;
    double scale = s->dpi / 96.0;
    double w = floor(s->width * scale + 0.5), h = floor(s->height * scale + 0.5);
    if (w < 1 || h < 1 || w > MAX_SIDE || h > MAX_SIDE || w * h > MAX_PIXELS) {
        g_set_error(error, GM_DRAW_ERROR, GM_DRAW_ERROR_LIMIT,
                    "a picture of %.0f x %.0f pixels is too large (at most %d a side); choose a "
                    "smaller --size or --dpi",
                    w, h, MAX_SIDE);
        return false;
    }
    return draw_page(s, (int)w, (int)h, out, error);
}

void gm_draw_world_file(const GmSheet *s, GString *pgw, GString *prj, GString *aux)
{
    double px = s->px_size * 96.0 / s->dpi; /* metres a raster pixel */
    double left = s->x_origin - s->frame[0] * s->px_size + px / 2;
    double top = s->y_origin + s->frame[1] * s->px_size - px / 2;
    double v[6] = {px, 0, 0, -px, left, top};
    for (int i = 0; i < 6; i++) {
        gm_text_append_number(pgw, v[i], 9);
        g_string_append_c(pgw, '\n');
    }
    const char *definition = s->projection ? s->projection : "";
    g_autofree char *esri = gm_geo_projection_wkt(definition, true);
    g_autofree char *wkt = gm_geo_projection_wkt(definition, false);
    g_string_append_printf(prj, "%s\n", esri ? esri : definition);
    g_string_append(aux, "<PAMDataset>\n  <SRS dataAxisToSRSAxisMapping=\"1,2\">");
    gm_text_append_xml(aux, wkt ? wkt : definition);
    g_string_append(aux, "</SRS>\n</PAMDataset>\n");
}
