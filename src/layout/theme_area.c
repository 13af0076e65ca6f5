/* The document's areas: firm ones with an edge, soft ones that fade out. */
#include "theme_layer.h"

#include "follow_lines.h"
#include "soft_edge.h"

#include <math.h>
#include <string.h>

static bool is_soft(const GmFeature *f)
{
    return f->soft_edge || f->certainty == GM_CERTAINTY_INDICATIVE;
}

static void add_area_geom(GmPage *p, const GmPixelGeom *g, const char *class_, const char *style,
                          int i, bool soft)
{
    if (gm_layout_pixels_n_parts(g) == 0)
        return;
    gm_layout_grid_fill(p->content, g, strcmp(class_, "area") == 0 ? 0.1 : 0.6);
    gm_layout_page_path(p, GM_LAYER_THEME, class_, style, i, p->map_clip,
                        soft ? gm_layout_pixels_soft_path(g)
                             : gm_layout_pixels_smooth_path(g, 1.2 * p->zoom));
}

#define BESIDE 6000.0 /* m: outlines of provinces lie so far beside finer borders */

static void add_area(GmPage *p, const GmGeom *geom, const char *class_, const char *style, int i)
{
    g_autoptr(GmGeom) whole = gm_layout_view_uncut(geom);
    g_autoptr(GmPixelGeom) all =
        gm_layout_view_geom(&p->view, whole != NULL ? whole : geom, 8.0 * p->zoom);
    g_autoptr(GmPixelGeom) thin = gm_layout_pixels_thin(all, 1.8);
    g_autoptr(GmPixelGeom) g = gm_layout_pixels_without_specks(thin, 12.0 * p->zoom);
    /* a province ends at the border and the coast that are drawn */
    double reach = MIN(BESIDE / p->view.px, 26.0 * p->zoom);
    if (strcmp(class_, "area") == 0 && p->edges != NULL && reach > 1.5) {
        g_autoptr(GmPixelGeom) along = gm_layout_follow_lines(g, p->edges, reach);
        gm_layout_pixels_free(g);
        g = gm_layout_pixels_thin(along, 1.8);
    }
    gm_layout_pixels_round(g, 10.0);
    add_area_geom(p, g, class_, style, i, false);
}

/* What lies near a town is no wider than the town's own dot on a map of a country: it
 * is marked as wide as can be seen. It has no firm limit anyway. */
static GmPixelGeom *wide_enough(GmPixelGeom *g, double radius)
{
    double box[4];
    gm_layout_pixels_box(g, box);
    if (gm_layout_pixels_n_parts(g) == 0 || MAX(box[2] - box[0], box[3] - box[1]) >= 2.0 * radius)
        return g;
    enum { CORNERS = 32 };
    GmPixelGeom *circle = gm_layout_pixels_new(GM_GEOM_POLYGON);
    gm_layout_pixels_begin_part(circle);
    for (int i = 0; i <= CORNERS; i++) {
        double a = 2.0 * G_PI * (i % CORNERS) / CORNERS;
        gm_layout_pixels_add(circle, (box[0] + box[2]) / 2.0 + radius * cos(a),
                             (box[1] + box[3]) / 2.0 + radius * sin(a));
    }
    gm_layout_pixels_free(g);
    return circle;
}

/* A falloff: the blurred area's contours, each nearly transparent. */
static void add_soft_area(GmPage *p, const GmFeature *f, int i, const char *style)
{
    static const double levels[] = {0.15, 0.38, 0.62, 0.85};
    double radius = 12.0 * p->zoom;
    g_autoptr(GmPixelGeom) g =
        wide_enough(gm_layout_view_geom(&p->view, f->geom, 3.0 * radius), radius);
    double frame[4] = {p->view.frame[0] - 2 * radius, p->view.frame[1] - 2 * radius,
                       p->view.frame[2] + 2 * radius, p->view.frame[3] + 2 * radius};
    g_autoptr(GPtrArray) contours =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_layout_pixels_free);
    /* a small area is blurred less, or it would vanish */
    double size = sqrt(gm_layout_pixels_area(g));
    radius = CLAMP(size * 0.12, 2.0, radius);
    gm_layout_soft_contours(g, frame, radius, levels, G_N_ELEMENTS(levels), contours);
    for (guint k = 0; k < contours->len; k++)
        add_area_geom(p, (const GmPixelGeom *)g_ptr_array_index(contours, k),
                      gm_scene_kind_name(f->kind), style, i, true);
}

static const GmFeatureKind area_order[] = {GM_FEATURE_AREA,        GM_FEATURE_ZONE,
                                           GM_FEATURE_REGION_PART, GM_FEATURE_STRIP,
                                           GM_FEATURE_BUFFER,      GM_FEATURE_CORRIDOR};

static bool in_frame(const GmPage *p, const GmGeom *g)
{
    g_autoptr(GmPixelGeom) px = gm_layout_view_geom(&p->view, g, 0.0);
    return gm_layout_pixels_n_parts(px) > 0;
}

/* An area that fills most of the map says nothing by its fill. */
static bool fills_frame(const GmPage *p, const GmGeom *g)
{
    g_autoptr(GmPixelGeom) px = gm_layout_view_geom(&p->view, g, 0.0);
    const double *f = p->view.frame;
    return gm_layout_pixels_area(px) > 0.45 * (f[2] - f[0]) * (f[3] - f[1]);
}

static void draw_area(GmPage *p, const GmFeature *f, int i)
{
    if (!in_frame(p, f->geom))
        return;
    const char *kind = gm_scene_kind_name(f->kind);
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    bool soft = is_soft(f);
    if (soft) {
        g_autofree char *style =
            g_strdup_printf("%s-soft.%s.%s", kind, gm_layout_status_class(f->status),
                            gm_scene_certainty_name(f->certainty));
        add_soft_area(p, f, i, style);
    } else if (f->kind == GM_FEATURE_AREA && fills_frame(p, f->geom)) {
        g_autofree char *style =
            g_strdup_printf("area-wide.%s.%s", gm_layout_status_class(f->status),
                            gm_scene_certainty_name(f->certainty));
        add_area(p, f->geom, kind, style, i);
    } else {
        add_area(p, f->geom, kind, class_, i);
        g_autoptr(GmPixelGeom) edge = gm_layout_view_outline(&p->view, f->geom, 4.0);
        gm_layout_grid_stroke(gm_layout_board_ink(p->board), edge, 0.4);
    }
    gm_layout_theme_legend(p, f, i, GM_SAMPLE_AREA, NULL);
}

void gm_layout_theme_areas(GmPage *p)
{
    for (gsize k = 0; k < G_N_ELEMENTS(area_order); k++) {
        for (guint i = 0; i < p->scene->features->len; i++) {
            const GmFeature *f = gm_scene_feature(p->scene, i);
            bool listed = g_strcmp0(f->subtype, "listed") == 0; /* its outline is filled already */
            if (f->geom != NULL && f->kind == area_order[k] && !listed &&
                f->geom->kind == GM_GEOM_POLYGON && g_array_index(p->same, guint, i) == i)
                draw_area(p, f, (int)i);
        }
    }
}
