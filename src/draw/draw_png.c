#include "outputs.h"
#include "paint.h"
#include "png_palette.h"

#include "markup.h"

#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SIDE = 30000 };
static const double MAX_PIXELS = 400e6;

typedef struct {
    GString *out;
    char message[120];
    jmp_buf *jump;
} PngSink;

static void sink_write(png_structp png, png_bytep data, png_size_t len)
{
    PngSink *s = png_get_io_ptr(png);
    g_string_append_len(s->out, (const char *)data, (gssize)len);
}

static void sink_flush(png_structp png)
{
    (void)png;
}

static void sink_error(png_structp png, png_const_charp message)
{
    PngSink *s = png_get_error_ptr(png);
    g_strlcpy(s->message, message, sizeof s->message);
    png_longjmp(png, 1);
}

static void sink_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void add_text(png_text *t, int *n, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    t[(*n)++] = (png_text){.compression = PNG_ITXT_COMPRESSION_NONE,
                           .key = (char *)(guintptr)key,
                           .text = (char *)(guintptr)value,
                           .lang = (char *)(guintptr) "",
                           .lang_key = (char *)(guintptr) ""};
}

static void write_chunks(png_structp png, png_infop info, const GmSheet *s, const char *sources)
{
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_uint_32 ppm = (png_uint_32)lround(s->dpi / 0.0254);
    png_set_pHYs(png, info, ppm, ppm, PNG_RESOLUTION_METER);
    png_text text[4];
    int n = 0;
    add_text(text, &n, "Title", s->title);
    add_text(text, &n, "Description", s->description);
    add_text(text, &n, "Source", sources);
    add_text(text, &n, "Software", "gazmap " GAZMAP_VERSION);
    png_set_text(png, info, text, n);
}

static void set_palette(png_structp png, png_infop info, const GmPalette *p)
{
    png_color colours[256];
    guint n = gm_draw_palette_size(p);
    for (guint i = 0; i < n; i++) {
        guint32 c = gm_draw_palette_colour(p, i);
        colours[i] = (png_color){(png_byte)(c >> 16), (png_byte)(c >> 8), (png_byte)c};
    }
    png_set_PLTE(png, info, colours, (int)n);
}

static bool encode(const GmSheet *s, cairo_surface_t *image, const char *sources, GString *out,
                   GError **error)
{
    int width = cairo_image_surface_get_width(image),
        height = cairo_image_surface_get_height(image);
    gsize stride = (gsize)cairo_image_surface_get_stride(image) / 4;
    const guint32 *pixels = (const guint32 *)(const void *)cairo_image_surface_get_data(image);
    GmPalette *palette = gm_draw_palette_new(pixels, width, height, stride);
    guint8 *row = g_malloc((gsize)width);
    PngSink sink = {.out = out};
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, sink_error, sink_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool ok = false;
    if (!info || setjmp(png_jmpbuf(png))) {
        g_set_error(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "PNG: %s",
                    *sink.message ? sink.message : "out of memory");
    } else {
        png_set_write_fn(png, &sink, sink_write, sink_flush);
        png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_PALETTE,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        set_palette(png, info, palette);
        png_set_filter(png, 0, PNG_FILTER_NONE);
        png_set_compression_level(png, 6);
        write_chunks(png, info, s, sources);
        png_write_info(png, info);
        for (int y = 0; y < height; y++) {
            gm_draw_palette_map(palette, pixels + (gsize)y * stride, row, width);
            png_write_row(png, row);
        }
        png_write_end(png, info);
        ok = true;
    }
    png_destroy_write_struct(&png, &info);
    g_free(row);
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
        g_autoptr(GString) sources = g_string_new(NULL);
        for (guint i = 0; i < s->sources->len; i++)
            g_string_append_printf(sources, "%s%s", i ? "; " : "",
                                   (const char *)g_ptr_array_index(s->sources, i));
        ok = encode(s, image, sources->str, out, error);
    }
    cairo_surface_destroy(image);
    return ok;
}

void gm_draw_world_file(const GmSheet *s, GString *pgw, GString *prj)
{
    double px = s->px_size * 96.0 / s->dpi; /* metres a raster pixel */
    double left = s->x_origin - s->frame[0] * s->px_size + px / 2;
    double top = s->y_origin + s->frame[1] * s->px_size - px / 2;
    double v[6] = {px, 0, 0, -px, left, top};
    for (int i = 0; i < 6; i++) {
        gm_text_append_number(pgw, v[i], 9);
        g_string_append_c(pgw, '\n');
    }
    g_string_append_printf(prj, "%s\n", s->projection ? s->projection : "");
}
