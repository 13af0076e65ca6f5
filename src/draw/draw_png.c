#include "outputs.h"
#include "paint.h"
#include "png_file.h"

#include "markup.h"
#include "projection.h"

#include <math.h>

enum { MAX_SIDE = 30000 };
static const double MAX_PIXELS = 400e6;

static bool encode(const GmSheet *s, cairo_surface_t *image, GString *out)
{
    int width = cairo_image_surface_get_width(image);
    int height = cairo_image_surface_get_height(image);
    gsize stride = (gsize)cairo_image_surface_get_stride(image) / 4;
    const guint32 *pixels = (const guint32 *)(const void *)cairo_image_surface_get_data(image);
    g_autoptr(GString) sources = g_string_new(NULL);
    for (guint i = 0; i < s->sources->len; i++)
        g_string_append_printf(sources, "%s%s", i ? "; " : "",
                               (const char *)g_ptr_array_index(s->sources, i));
    gm_draw_png_begin(out, (guint32)width, (guint32)height, s->dpi);
    gm_draw_png_text(out, "Title", s->title);
    gm_draw_png_text(out, "Description", s->description);
    gm_draw_png_text(out, "Source", sources->str);
    gm_draw_png_text(out, "Software", "gazmap " GAZMAP_VERSION);
    GmPalette *palette = gm_draw_palette_new(pixels, width, height, stride);
    bool ok = gm_draw_png_pixels(out, palette, pixels, width, height, stride);
    gm_draw_palette_free(palette);
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
    g_autoptr(GmPainter) p = gm_draw_painter_new(s, error);
    if (!p)
        return false;
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)w, (int)h);
    cairo_t *cr = cairo_create(image);
    cairo_set_source_rgb(cr, s->background.r, s->background.g, s->background.b);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    bool ok = gm_draw_paint(p, cr, NULL, error);
    cairo_destroy(cr);
    if (ok) {
        cairo_surface_flush(image);
        ok = encode(s, image, out);
        if (!ok)
            g_set_error_literal(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "PNG: out of memory");
    }
    cairo_surface_destroy(image);
    return ok;
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
