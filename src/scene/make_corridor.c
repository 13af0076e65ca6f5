#include "scene_maker.h"

#include "buffer.h"
#include "geodesic.h"
#include "markup.h"
#include "region_part.h"
#include "scene_route.h"

#include <math.h>

#define BAND_HALF 3000.0    /* metres; the soft band where no width is stated */
#define SIGN_TOLERANCE 0.01 /* share of its width that such a band may be off */

typedef struct {
    double left, right;         /* metres, as drawn */
    double alt_left, alt_right; /* the other reading; 0: none */
} Depths;

static const double direction_azimuth[8] = {0, 45, 90, 135, 180, 225, 270, 315};

void gm_maker_sides_of_line(const GmGeom *run, guint bits, bool *left, bool *right)
{
    *left = *right = false;
    if (bits & GM_SIDE_OF_BOTH)
        *left = *right = true;
    if (bits & GM_SIDE_OF_LEFT)
        *left = true;
    if (bits & GM_SIDE_OF_RIGHT)
        *right = true;
    double course = gm_geo_azimuth(run->pos[0], run->pos[run->n_pos - 1]);
    for (int d = 0; d < 8; d++)
        if (bits & (1u << d)) {
            double right_of = sin((direction_azimuth[d] - course) * G_PI / 180.0);
            *(right_of > 0.0 ? right : left) = true;
        }
    if (!*left && !*right)
        *left = *right = true;
}

static void add_measure(const GmSpec *s, const GmMeasure *m, const GmGeom *run, Depths *d)
{
    bool left, right;
    guint bits = m->side ? (guint)m->side : s->sides;
    gm_maker_sides_of_line(run, bits, &left, &right);
    bool both = left && right;
    bool whole = m->part == GM_MEASURE_WIDTH && both &&
                 (s->total_width || s->ambiguous_width || s->sides == 0);
    double depth = whole ? m->metres_max / 2.0 : m->metres_max;
    double least = whole ? m->metres / 2.0 : m->metres;
    if (left)
        d->left = MAX(d->left, depth);
    if (right)
        d->right = MAX(d->right, depth);
    if (s->ambiguous_width && whole) {
        d->alt_left = d->alt_right = m->metres_max;
    } else if (least < depth) {
        d->alt_left = left ? least : d->alt_left;
        d->alt_right = right ? least : d->alt_right;
    }
}

static bool is_across(const GmMeasure *m)
{
    return m->part == GM_MEASURE_WIDTH || m->part == GM_MEASURE_DEPTH ||
           m->part == GM_MEASURE_RADIUS || m->part == GM_MEASURE_DISTANCE;
}

static Depths read_depths(const GmSpec *s, const GmGeom *run)
{
    Depths d = {0};
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *m = &g_array_index(s->measures, GmMeasure, i);
        if (is_across(m) && m->metres_max > 0.0)
            add_measure(s, m, run, &d);
    }
    return d;
}

/** With @sign the band measures nothing: its edges are generalised. */
static GmGeom *band(GmMaker *m, const GmGeom *run, double left, double right, bool sign,
                    GError **error)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = left;
    o.right = right;
    o.side = left <= 0.0 ? GM_SIDE_RIGHT : right <= 0.0 ? GM_SIDE_LEFT : GM_SIDE_BOTH;
    o.cap = GM_CAP_FLAT;
    o.tolerance = sign ? SIGN_TOLERANCE : 1e-3;
    return gm_atlas_buffer(m->atlas, run, &o, error);
}

/** "6 + 6 km" */
static char *sides_text(double a, double b)
{
    GString *t = g_string_new(NULL);
    gm_text_append_number(t, a / 1000.0, 2);
    g_string_append(t, " + ");
    gm_text_append_number(t, b / 1000.0, 2);
    g_string_append(t, " km");
    return g_string_free(t, FALSE);
}

static void add_alternative(GmMaker *m, const GmSpec *s, const GmGeom *run, const Depths *d,
                            GmFeature *f)
{
    if (d->alt_left <= 0.0 && d->alt_right <= 0.0)
        return;
    g_autofree char *drawn = sides_text(d->left, d->right);
    g_autofree char *other = sides_text(d->alt_left, d->alt_right);
    const GmMeasure *extent = gm_spec_extent(s);
    g_autofree char *said = gm_measure_text(extent);
    if (s->ambiguous_width)
        gm_maker_note(f, "%s read as %s; the text also allows %s", said, drawn, other);
    else
        gm_maker_note(f, "%s: drawn at the greater, %s; the lesser is kept in the data", said,
                      drawn);
    gm_maker_less_certain(f, GM_CERTAINTY_APPROXIMATE);
    gm_scene_feature_alternative(f, other,
                                 gm_maker_wants_alternatives(m)
                                     ? band(m, run, d->alt_left, d->alt_right, false, NULL)
                                     : NULL);
}

/** No width in the text: the author's stand-in, or a soft band. */
static void stand_in(GmMaker *m, const GmSpec *s, const GmGeom *run, Depths *d, GmFeature *f)
{
    bool left, right;
    gm_maker_sides_of_line(run, s->sides, &left, &right);
    double half = m->options && m->options->width_m > 0.0
                      ? m->options->width_m / (left && right ? 2.0 : 1.0)
                      : BAND_HALF;
    d->left = left ? half : 0.0;
    d->right = right ? half : 0.0;
    if (m->options && m->options->width_m > 0.0)
        gm_maker_note(f, "width not stated; the width asked for stands in");
    else
        gm_maker_note(f, "width not stated; drawn as a sign, not a measure");
    gm_maker_less_certain(f, GM_CERTAINTY_INDICATIVE);
    f->soft_edge = true;
}

bool gm_make_corridor(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    g_autoptr(GmGeom) run = gm_route_of_spec(m, s, f, error);
    if (!run)
        return false;
    Depths d = read_depths(s, run);
    bool stated = d.left > 0.0 || d.right > 0.0;
    if (!stated)
        stand_in(m, s, run, &d, f);
    f->geom = band(m, run, d.left, d.right, !stated, error);
    if (!f->geom)
        return false;
    if (stated)
        add_alternative(m, s, run, &d, f);
    if (f->certainty == GM_CERTAINTY_INDICATIVE)
        f->soft_edge = true;
    return gm_maker_except(m, s, f, error);
}
