#include "hatch.h"

#include <math.h>

/** Lines at @angle across @box, anchored at the page's origin so that
 *  neighbouring shapes' hatches meet. */
static void hatch(cairo_t *cr, const GmStyle *st, double angle, const double box[4])
{
    double a = angle * G_PI / 180.0, dx = cos(a), dy = sin(a), gap = fmax(st->pattern_gap, 0.5);
    double lo = INFINITY, hi = -INFINITY, tlo = INFINITY, thi = -INFINITY;
    for (int i = 0; i < 4; i++) {
        double x = box[i & 1 ? 2 : 0], y = box[i & 2 ? 3 : 1];
        double off = -dy * x + dx * y, along = dx * x + dy * y;
        lo = fmin(lo, off), hi = fmax(hi, off), tlo = fmin(tlo, along), thi = fmax(thi, along);
    }
    for (double k = ceil(lo / gap); k * gap <= hi; k++) {
        double off = k * gap;
        cairo_move_to(cr, -dy * off + dx * tlo, dx * off + dy * tlo);
        cairo_line_to(cr, -dy * off + dx * thi, dx * off + dy * thi);
    }
    cairo_set_line_width(cr, st->pattern_width);
    cairo_stroke(cr);
}

static void dots(cairo_t *cr, const GmStyle *st, const double box[4])
{
    double gap = fmax(st->pattern_gap, 1.0), r = st->pattern_width / 2;
    for (double j = ceil(box[1] / gap); j * gap <= box[3]; j++)
        for (double i = ceil(box[0] / gap); i * gap <= box[2]; i++) {
            double x = (i + (fmod(fabs(j), 2) > 0 ? 0.5 : 0.0)) * gap;
            cairo_new_sub_path(cr);
            cairo_arc(cr, x, j * gap, r, 0, 2 * G_PI);
        }
    cairo_fill(cr);
}

static void lines(cairo_t *cr, const GmStyle *st, const double box[4])
{
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    hatch(cr, st, st->pattern_angle, box);
    if (st->pattern == GM_FILL_CROSS)
        hatch(cr, st, st->pattern_angle + 90, box);
}

static void set_colour(cairo_t *cr, const GmStyle *st)
{
    cairo_set_source_rgba(cr, st->fill.r, st->fill.g, st->fill.b, st->fill.a);
}

void gm_draw_hatch_fill(cairo_t *cr, const GmStyle *st, const double box[4])
{
    cairo_save(cr);
    cairo_clip(cr);
    cairo_new_path(cr);
    set_colour(cr, st);
    if (st->pattern == GM_FILL_DOTS)
        dots(cr, st, box);
    else
        lines(cr, st, box);
    cairo_restore(cr);
}

cairo_pattern_t *gm_draw_hatch_tile(const GmStyle *st, double scale)
{
    enum { MOST = 512 }; /* pixels */
    bool aslant = fmod(fabs(st->pattern_angle), 90.0) == 45.0;
    bool straight = fmod(fabs(st->pattern_angle), 90.0) == 0.0;
    double side = fmax(st->pattern_gap, 0.5) * scale * (aslant ? G_SQRT2 : 1.0);
    if (!(aslant || straight) || st->pattern == GM_FILL_DOTS || side < 1.0 || side > MOST ||
        fabs(side - round(side)) > 1e-3)
        return NULL;
    int n = (int)round(side);
    double box[4] = {-side / scale, -side / scale, 2 * side / scale, 2 * side / scale};
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, n, n);
    cairo_t *cr = cairo_create(image);
    cairo_scale(cr, scale, scale);
    set_colour(cr, st);
    lines(cr, st, box);
    cairo_destroy(cr);
    cairo_pattern_t *tile = cairo_pattern_create_for_surface(image);
    cairo_surface_destroy(image);
    cairo_pattern_set_extend(tile, CAIRO_EXTEND_REPEAT);
    cairo_pattern_set_filter(tile, CAIRO_FILTER_NEAREST);
    cairo_matrix_t to_pixels;
    cairo_matrix_init_scale(&to_pixels, scale, scale);
    cairo_pattern_set_matrix(tile, &to_pixels);
    return tile;
}
