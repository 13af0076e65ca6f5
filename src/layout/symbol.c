#include "symbol.h"

#include <math.h>
#include <string.h>

const char *gm_layout_symbol_name(const GmFeature *f)
{
    const char *s = f->subtype != NULL ? f->subtype : "";
    switch (f->kind) {
    case GM_FEATURE_POST:
        return strstr(s, "checkpoint") != NULL ? "checkpoint" : "post";
    case GM_FEATURE_BASE:
        return strstr(s, "air") != NULL ? "airfield" : "base";
    case GM_FEATURE_CROSSING:
        return "crossing";
    case GM_FEATURE_DEPLOYMENT:
        if (strstr(s, "observation") != NULL || strcmp(s, "post") == 0)
            return "post";
        if (strstr(s, "checkpoint") != NULL)
            return "checkpoint";
        if (strstr(s, "strike") != NULL || strstr(s, "attack") != NULL)
            return "strike";
        if (strcmp(s, "event") == 0)
            return "event";
        if (strcmp(s, "base") == 0 || strcmp(s, "camp") == 0 || strcmp(s, "hospital") == 0)
            return s;
        return "unit";
    default:
        return "town";
    }
}

double gm_layout_symbol_radius(const char *name)
{
    return strcmp(name, "town") == 0 ? 4.2 : 8.5;
}

static void polygon(GmPath *p, double x, double y, double r, const double *xy, int n)
{
    for (int i = 0; i < n; i++) {
        if (i == 0)
            gm_layout_path_move(p, x + r * xy[0], y + r * xy[1]);
        else
            gm_layout_path_line(p, x + r * xy[2 * i], y + r * xy[2 * i + 1]);
    }
    gm_layout_path_close(p);
}

static void stroke(GmPath *p, double x, double y, double r, double x0, double y0, double x1,
                   double y1)
{
    gm_layout_path_move(p, x + r * x0, y + r * y0);
    gm_layout_path_line(p, x + r * x1, y + r * y1);
}

static void star(GmPath *p, double x, double y, double r)
{
    double xy[16 * 2];
    for (int i = 0; i < 16; i++) {
        double a = i * G_PI / 8.0, d = i % 2 == 0 ? 1.0 : 0.55;
        xy[2 * i] = d * sin(a);
        xy[2 * i + 1] = -d * cos(a);
    }
    polygon(p, x, y, r, xy, 16);
}

/* An aircraft from above, nose up. */
static void aircraft(GmPath *p, double x, double y, double r)
{
    static const double xy[] = {0.0,  -0.72, 0.1,   -0.55, 0.1,   -0.2, 0.68,  0.14, 0.68,
                                0.3,  0.1,   0.12,  0.08,  0.46,  0.26, 0.6,   0.26, 0.72,
                                0.0,  0.64,  -0.26, 0.72,  -0.26, 0.6,  -0.08, 0.46, -0.1,
                                0.12, -0.68, 0.3,   -0.68, 0.14,  -0.1, -0.2,  -0.1, -0.55};
    polygon(p, x, y, r, xy, 18);
}

void gm_layout_symbol_paths(const char *name, double x, double y, double r, GmPath **outline,
                            GmPath **detail)
{
    GmPath *o = gm_layout_path_new(), *d = gm_layout_path_new();
    if (strcmp(name, "post") == 0) { /* a triangle with a dot: an observation post */
        static const double xy[] = {0.0, -1.0, 0.95, 0.72, -0.95, 0.72};
        polygon(o, x, y, r, xy, 3);
        gm_layout_path_circle(d, x, y + 0.18 * r, 0.24 * r);
    } else if (strcmp(name, "airfield") == 0) {
        gm_layout_path_circle(o, x, y, r);
        aircraft(d, x, y, r);
    } else if (strcmp(name, "base") == 0) { /* a square fort */
        static const double in[] = {-0.36, -0.36, 0.36, -0.36, 0.36, 0.36, -0.36, 0.36};
        gm_layout_path_rect(o, x - 0.86 * r, y - 0.86 * r, x + 0.86 * r, y + 0.86 * r);
        polygon(d, x, y, r, in, 4);
    } else if (strcmp(name, "crossing") == 0) { /* a gate: two posts and a bar */
        static const double bar[] = {-0.6, -0.34, 0.6, -0.34, 0.6, -0.08, -0.6, -0.08};
        static const double left[] = {-0.6, -0.34, -0.36, -0.34, -0.36, 0.5, -0.6, 0.5};
        static const double right[] = {0.36, -0.34, 0.6, -0.34, 0.6, 0.5, 0.36, 0.5};
        gm_layout_path_round_rect(o, x - 0.92 * r, y - 0.92 * r, x + 0.92 * r, y + 0.92 * r,
                                  0.35 * r);
        polygon(d, x, y, r, bar, 4);
        polygon(d, x, y, r, left, 4);
        polygon(d, x, y, r, right, 4);
    } else if (strcmp(name, "checkpoint") == 0) {
        static const double bar[] = {-0.62, -0.16, 0.62, -0.16, 0.62, 0.16, -0.62, 0.16};
        gm_layout_path_circle(o, x, y, 0.92 * r);
        polygon(d, x, y, r, bar, 4);
    } else if (strcmp(name, "strike") == 0) {
        star(o, x, y, 1.05 * r);
    } else if (strcmp(name, "event") == 0) { /* a lozenge with a dot: an incident */
        static const double lozenge[] = {0.0, -1.05, 1.05, 0.0, 0.0, 1.05, -1.05, 0.0};
        polygon(o, x, y, r, lozenge, 4);
        gm_layout_path_circle(d, x, y, 0.3 * r);
    } else if (strcmp(name, "camp") == 0) { /* a tent */
        static const double tent[] = {-0.66, 0.42, 0.0, -0.6, 0.66, 0.42,
                                      0.2,   0.42, 0.0, 0.06, -0.2, 0.42};
        gm_layout_path_circle(o, x, y, r);
        polygon(d, x, y, r, tent, 6);
    } else if (strcmp(name, "hospital") == 0) { /* a cross */
        static const double cross[] = {-0.2, -0.6, 0.2,  -0.6, 0.2,  -0.2, 0.6,  -0.2,
                                       0.6,  0.2,  0.2,  0.2,  0.2,  0.6,  -0.2, 0.6,
                                       -0.2, 0.2,  -0.6, 0.2,  -0.6, -0.2, -0.2, -0.2};
        gm_layout_path_round_rect(o, x - 0.9 * r, y - 0.9 * r, x + 0.9 * r, y + 0.9 * r, 0.3 * r);
        polygon(d, x, y, r, cross, 12);
    } else if (strcmp(name, "unit") == 0) { /* a framed unit: box with crossed lines */
        gm_layout_path_rect(o, x - 1.05 * r, y - 0.72 * r, x + 1.05 * r, y + 0.72 * r);
        stroke(d, x, y, r, -1.05, -0.72, 1.05, 0.72);
        stroke(d, x, y, r, -1.05, 0.72, 1.05, -0.72);
    } else {
        gm_layout_path_circle(o, x, y, r);
    }
    *outline = o;
    *detail = d;
    if (d->verbs->len == 0) {
        gm_layout_path_free(d);
        *detail = NULL;
    }
}
