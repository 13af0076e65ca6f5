#include "legend_sample.h"

#include "furniture.h"
#include "symbol.h"

#include <string.h>

static void sample_line(GmPage *p, const char *style, double x, double y, double w)
{
    GmPath *path = gm_layout_path_new();
    gm_layout_path_move(path, x, y);
    gm_layout_path_line(path, x + w, y);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-sample", style, -1, -1, path);
}

static void sample_area(GmPage *p, const GmLegendEntry *e, double x, double y, double w, double h)
{
    bool soft = e->feature >= 0 && (gm_scene_feature(p->scene, (guint)e->feature)->soft_edge ||
                                    gm_scene_feature(p->scene, (guint)e->feature)->certainty ==
                                        GM_CERTAINTY_INDICATIVE);
    if (!soft) {
        GmPath *path = gm_layout_path_new();
        gm_layout_path_rect(path, x, y - h / 2, x + w, y + h / 2);
        gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-sample", e->style, -1, -1, path);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(e->style, ".", 2);
    g_autofree char *style = g_strconcat(parts[0], "-soft.", parts[1], NULL);
    for (int k = 0; k < 4; k++) {
        double in = (k - 1.0) * 1.5 * p->zoom;
        GmPath *path = gm_layout_path_new();
        gm_layout_path_round_rect(path, x + in, y - h / 2 + in, x + w - in, y + h / 2 - in,
                                  4.0 * p->zoom);
        gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-sample", style, -1, -1, path);
    }
}

static void sample_symbol(GmPage *p, const GmLegendEntry *e, double x, double y)
{
    const char *name = e->symbol != NULL ? e->symbol : "town";
    GmPath *outline, *detail;
    gm_layout_symbol_paths(name, x, y, gm_layout_symbol_radius(name) * p->zoom, &outline, &detail);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-sample", e->style, -1, -1, outline);
    if (detail == NULL)
        return;
    g_autofree char *style = g_strconcat(strcmp(name, "unit") == 0 ? "symbol-lines" : "symbol-mark",
                                         strchr(e->style, '.'), NULL);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-mark", style, -1, -1, detail);
}

static void sample_town(GmPage *p, const GmLegendEntry *e, double x, double y)
{
    if (e->group == 0) {
        sample_symbol(p, e, x, y);
        return;
    }
    GmPath *path = gm_layout_path_new();
    double r = (strcmp(e->symbol, "capital") == 0 ? 3.9
                : strcmp(e->symbol, "city") == 0  ? 3.4
                : strcmp(e->symbol, "town") == 0  ? 2.5
                                                  : 2.0) *
               p->zoom;
    if (strcmp(e->symbol, "capital") == 0)
        gm_layout_path_rect(path, x - r, y - r, x + r, y + r);
    else
        gm_layout_path_circle(path, x, y, r);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-sample", e->style, -1, -1, path);
}

static void sample_route(GmPage *p, const GmLegendEntry *e, double x, double y, double w)
{
    GmPixelGeom *g = gm_layout_pixels_new(GM_GEOM_LINE);
    gm_layout_pixels_begin_part(g);
    gm_layout_pixels_add(g, x, y);
    gm_layout_pixels_add(g, x + w, y);
    sample_line(p, e->style, x, y, w);
    GmPath *chevrons = gm_layout_chevrons(g, w / 2.2, 4.2 * p->zoom);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-mark", "segment-direction", -1, -1,
                        chevrons);
    gm_layout_pixels_free(g);
}

void gm_layout_sample(GmPage *p, const GmLegendEntry *e, double x, double y, double w, double h)
{
    const double line[4] = {x, y, x + w, y};
    double box[4];
    switch (e->shape) {
    case GM_SAMPLE_AREA:
        sample_area(p, e, x, y, w, h);
        break;
    case GM_SAMPLE_LINE:
        sample_line(p, e->style, x, y, w);
        break;
    case GM_SAMPLE_ROUTE:
        sample_route(p, e, x, y, w);
        break;
    case GM_SAMPLE_HIGHWAY: {
        g_autofree char *casing = g_strconcat("highway-casing", strchr(e->style, '.'), NULL);
        GmPath *path = gm_layout_path_new();
        gm_layout_path_move(path, x, y);
        gm_layout_path_line(path, x + w, y);
        gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-mark", casing, -1, -1, path);
        sample_line(p, e->style, x, y, w);
        if (e->symbol != NULL && e->count == 1)
            gm_layout_shield(p, GM_LAYER_FURNITURE, e->symbol, -1, x + w / 2, y, true, box);
        break;
    }
    case GM_SAMPLE_FLOW: {
        g_autoptr(GmPixelGeom) course = gm_layout_flow_course(line, 2, 0.0);
        GmPath *path = gm_layout_flow_path(course, 2.0 * p->zoom, 6.0 * p->zoom, 13.0 * p->zoom);
        if (path != NULL)
            gm_layout_page_path(p, GM_LAYER_FURNITURE, "legend-sample", e->style, -1, -1, path);
        break;
    }
    case GM_SAMPLE_TOWN:
        sample_town(p, e, x + w / 2, y);
        break;
    case GM_SAMPLE_SYMBOL:
        sample_symbol(p, e, x + w / 2, y);
        break;
    }
}

void gm_layout_sample_sure(GmPage *p, const char *style, double x, double middle, double w,
                           double h)
{
    double z = p->zoom;
    GmPath *path = gm_layout_path_new();
    if (strcmp(style, "sure.hollow") == 0)
        gm_layout_path_circle(path, x + w / 2, middle, h * 0.45);
    else
        gm_layout_path_rect(path, x, middle - h / 2, x + w, middle + h / 2);
    for (int k = 1; strcmp(style, "sure.soft") == 0 && k < 4; k++) {
        GmPath *inner = gm_layout_path_new();
        double in = k * 1.6 * z;
        gm_layout_path_rect(inner, x + in, middle - h / 2 + in, x + w - in, middle + h / 2 - in);
        gm_layout_page_path(p, GM_LAYER_FURNITURE, "sure-sample", style, -1, -1, inner);
    }
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "sure-sample", style, -1, -1, path);
}
