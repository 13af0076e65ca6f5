#include "outputs.h"
#include "paint.h"
#include "pdf_pack.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double PT = 72.0 / 96.0; /* points a sheet pixel */

static cairo_status_t sink(void *closure, const unsigned char *data, unsigned int len)
{
    g_string_append_len(closure, (const char *)data, len);
    return CAIRO_STATUS_SUCCESS;
}

/** SOURCE_DATE_EPOCH, else the document's date, else a fixed day: never now. */
static char *creation_date(const GmSheet *s)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        g_autoptr(GDateTime) t = g_date_time_new_from_unix_utc(g_ascii_strtoll(epoch, NULL, 10));
        if (t)
            return g_date_time_format(t, "%Y-%m-%dT%H:%M:%SZ");
    }
    if (s->date && strlen(s->date) >= 10)
        return g_strdup_printf("%.10sT00:00:00Z", s->date);
    return g_strdup("1970-01-01T00:00:00Z");
}

static char *joined(const GPtrArray *strings, const char *sep)
{
    GString *g = g_string_new(NULL);
    for (guint i = 0; i < strings->len; i++)
        g_string_append_printf(g, "%s%s", i ? sep : "",
                               (const char *)g_ptr_array_index(strings, i));
    return g_string_free(g, FALSE);
}

static void set_metadata(cairo_surface_t *pdf, const GmSheet *s)
{
    g_autofree char *date = creation_date(s);
    g_autofree char *sources = joined(s->sources, "; ");
    GString *keywords = g_string_new("map");
    for (guint i = 0; i < s->features->len && keywords->len < 400; i++) {
        const GmSheetFeature *f = g_ptr_array_index(s->features, i);
        if (f->name && *f->name)
            g_string_append_printf(keywords, ", %s", f->name);
    }
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, s->title ? s->title : "Map");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT,
                                   s->description ? s->description : "");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_AUTHOR, *sources ? sources : "gazmap");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_KEYWORDS, keywords->str);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "gazmap " GAZMAP_VERSION);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_MOD_DATE, date);
    g_string_free(keywords, TRUE);
}

typedef struct {
    cairo_surface_t *pdf;
    GHashTable *seen; /* feature ids that have their destination */
} Outline;

/** The first run of a feature's items becomes a destination and an entry. */
static void mark_feature(cairo_t *cr, const GmSheetFeature *f, gpointer user)
{
    Outline *o = user;
    if (!f->id || !f->name || !*f->name || strchr(f->id, '\'') || !g_hash_table_add(o->seen, f->id))
        return;
    g_autofree char *dest = g_strdup_printf("name='%s'", f->id);
    g_autofree char *link = g_strdup_printf("dest='%s'", f->id);
    cairo_tag_begin(cr, CAIRO_TAG_DEST, dest);
    cairo_tag_end(cr, CAIRO_TAG_DEST);
    cairo_pdf_surface_add_outline(o->pdf, CAIRO_PDF_OUTLINE_ROOT, f->name, link, 0);
}

/** @halos NULL: haloes as outlines. */
static bool paint_surface(const GmSheet *s, cairo_surface_t *surface, const GmPaintHooks *hooks,
                          GArray *halos, GError **error)
{
    g_autoptr(GmPainter) p = gm_draw_painter_new(s, error);
    bool ok = p != NULL;
    if (ok) {
        cairo_t *cr = cairo_create(surface);
        cairo_set_source_rgb(cr, s->background.r, s->background.g, s->background.b);
        cairo_paint(cr);
        cairo_scale(cr, PT, PT);
        cairo_set_tolerance(cr, 0.15);
        gm_draw_painter_set_grid(p, 1.0 / 32 / PT);
        if (halos)
            gm_draw_painter_mark_halos(p, halos);
        ok = gm_draw_paint(p, cr, hooks, error);
        cairo_show_page(cr);
        cairo_destroy(cr);
    }
    cairo_surface_finish(surface);
    cairo_status_t st = cairo_surface_status(surface);
    if (ok && st != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, GM_DRAW_ERROR, GM_DRAW_ERROR_PAINT, "Cairo: %s",
                    cairo_status_to_string(st));
        ok = false;
    }
    cairo_surface_destroy(surface);
    return ok;
}

static bool paint_pdf(const GmSheet *s, GArray *halos, GString *out, GError **error)
{
    cairo_surface_t *pdf =
        cairo_pdf_surface_create_for_stream(sink, out, s->width * PT, s->height * PT);
    cairo_pdf_surface_restrict_to_version(pdf, CAIRO_PDF_VERSION_1_5); /* as pdf_pack writes */
    set_metadata(pdf, s);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    Outline outline = {pdf, seen};
    GmPaintHooks hooks = {.begin = mark_feature, .user = &outline};
    return paint_surface(s, pdf, &hooks, halos, error);
}

static bool set_halos(const char *in, gsize len, GString *out, gpointer halos)
{
    return gm_draw_pdf_set_halos(in, len, halos, out);
}

bool gm_draw_pdf(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error)
{
    (void)o;
    g_autoptr(GArray) halos = g_array_new(FALSE, FALSE, sizeof(GmPdfHalo));
    g_autoptr(GString) marked = g_string_new(NULL);
    if (!paint_pdf(s, halos, marked, error))
        return false;
    for (guint i = 0; i < halos->len; i++)
        g_array_index(halos, GmPdfHalo, i).width *= PT;
    g_autoptr(GString) packed = g_string_new(NULL);
    if (gm_draw_pdf_pack(marked->str, marked->len, set_halos, halos, packed)) {
        g_string_append_len(out, packed->str, (gssize)packed->len);
        return true;
    }
    return paint_pdf(s, NULL, out, error); /* a Cairo that writes otherwise: as it comes */
}

bool gm_draw_cairo_svg(const GmSheet *s, const GmDrawOptions *o, GString *out, GError **error)
{
    (void)o;
    cairo_surface_t *svg =
        cairo_svg_surface_create_for_stream(sink, out, s->width * PT, s->height * PT);
    return paint_surface(s, svg, NULL, NULL, error);
}
