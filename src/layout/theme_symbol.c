/* The document's points: symbols side by side, and their labels. */
#include "theme_layer.h"

#include "symbol.h"

#include <math.h>
#include <string.h>

typedef struct {
    guint feature;
    double x, y, r;
    const char *name;
    double wide; /* half the width of the row of symbols it stands in */
    bool drawn, hidden;
} Spot;

static bool is_town(const Spot *s)
{
    return s->name != NULL && strcmp(s->name, "town") == 0;
}

static bool wants_numbers(const GmPage *p)
{
    return p->options->place_list || p->scene->place_list;
}

static GArray *point_spots(GmPage *p)
{
    GArray *spots = g_array_new(FALSE, TRUE, sizeof(Spot));
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom == NULL || f->geom->kind != GM_GEOM_POINT)
            continue;
        for (size_t k = 0; k < f->geom->n_pos; k++) {
            Spot s = {.feature = i, .name = gm_layout_symbol_name(f)};
            s.r = gm_layout_symbol_radius(s.name) * p->zoom;
            if (is_town(&s) && wants_numbers(p))
                s.r = 8.5 * p->zoom; /* room for its number */
            const double *fr = p->view.frame;
            if (gm_layout_view_point(&p->view, f->geom->pos[k], &s.x, &s.y) && s.x > fr[0] + s.r &&
                s.x < fr[2] - s.r && s.y > fr[1] + s.r && s.y < fr[3] - s.r)
                g_array_append_val(spots, s);
        }
    }
    return spots;
}

#define SAME_PLACE 3.0 /* px: nearer symbols stand side by side */

typedef struct {
    double x;
    guint spot;
} Across;

static int by_x(gconstpointer a, gconstpointer b)
{
    const Across *m = (const Across *)a, *n = (const Across *)b;
    if (m->x != n->x)
        return m->x < n->x ? -1 : 1;
    return (m->spot > n->spot) - (m->spot < n->spot);
}

static guint first_from(const GArray *across, double x)
{
    guint lo = 0, hi = across->len;
    while (lo < hi) {
        guint mid = (lo + hi) / 2;
        if (g_array_index(across, Across, mid).x < x)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

enum { MOST_IN_ROW = 6 };

/* The symbols at a spot's place, in their order; @across holds where all were. */
static guint row_at(const GArray *spots, const GArray *across, const Spot *a, guint *row)
{
    guint n = 0;
    for (guint i = first_from(across, a->x - SAME_PLACE);
         i < across->len && g_array_index(across, Across, i).x <= a->x + SAME_PLACE; i++) {
        guint k = g_array_index(across, Across, i).spot, at = n;
        const Spot *b = &g_array_index(spots, Spot, k);
        if (b->drawn || is_town(b) || hypot(a->x - b->x, a->y - b->y) > SAME_PLACE)
            continue;
        while (at > 0 && row[at - 1] > k)
            at--;
        if (at == MOST_IN_ROW)
            continue;
        n = MIN(n + 1, (guint)MOST_IN_ROW);
        memmove(row + at + 1, row + at, (n - at - 1) * sizeof *row);
        row[at] = k;
    }
    return n;
}

/* Symbols of one place stand side by side; its plain dot gives way to them. */
static void spread(GArray *spots, double gap)
{
    g_autoptr(GArray) across = g_array_sized_new(FALSE, FALSE, sizeof(Across), spots->len);
    for (guint i = 0; i < spots->len; i++) {
        Across at = {g_array_index(spots, Spot, i).x, i};
        g_array_append_val(across, at);
    }
    g_array_sort(across, by_x);
    for (guint i = 0; i < spots->len; i++) {
        Spot *a = &g_array_index(spots, Spot, i);
        if (a->drawn)
            continue;
        guint row[MOST_IN_ROW], n = row_at(spots, across, a, row);
        if (is_town(a)) {
            a->hidden = n > 0;
            continue;
        }
        double x = a->x, step = 2.0 * a->r * 1.05 + gap;
        for (guint k = 0; k < n; k++) {
            Spot *b = &g_array_index(spots, Spot, row[k]);
            b->x = x + (k - (n - 1) / 2.0) * step;
            b->wide = n * step / 2;
            b->drawn = true; /* moved already */
        }
    }
}

/* The place's number in the list, in its symbol. */
static void number_place(GmPage *p, const Spot *s)
{
    g_array_append_val(p->numbered, s->feature);
    g_autofree char *number = g_strdup_printf("%u", p->numbered->len);
    GmFace face = gm_layout_theme_face(p->theme, "number-text", p->zoom);
    GmText *text = gm_layout_set_text(p->typesetter, number, &face);
    gm_layout_text_move(text, s->x, s->y + face.size * 0.36, GM_ANCHOR_MIDDLE);
    gm_layout_page_text(p, GM_LAYER_SYMBOL, "number-text", NULL, (int)s->feature, text);
}

static void draw_symbol(GmPage *p, const Spot *s)
{
    const GmFeature *f = gm_scene_feature(p->scene, s->feature);
    const char *kind = gm_scene_kind_name(f->kind);
    g_autofree char *class_ = gm_layout_feature_class(p, f);
    GmPath *outline, *detail;
    gm_layout_symbol_paths(s->name, s->x, s->y, s->r, &outline, &detail);
    GmItem *item = gm_layout_page_path(p, GM_LAYER_SYMBOL, kind, class_, (int)s->feature,
                                       p->map_clip, outline);
    gm_layout_board_block(p->board, item->box, (int)s->feature);
    gm_layout_grid_box(p->content,
                       (const double[]){s->x - 60.0 * p->zoom, s->y - 20.0 * p->zoom,
                                        s->x + 90.0 * p->zoom, s->y + 20.0 * p->zoom},
                       1.0);
    if (detail != NULL) {
        bool lines = strcmp(s->name, "unit") == 0;
        g_autofree char *style = g_strdup_printf("%s.%s.%s", lines ? "symbol-lines" : "symbol-mark",
                                                 gm_layout_status_class(f->status),
                                                 gm_scene_certainty_name(f->certainty));
        gm_layout_page_path(p, GM_LAYER_SYMBOL, lines ? "symbol-lines" : "symbol-mark", style,
                            (int)s->feature, p->map_clip, detail);
    }
    if (is_town(s) && wants_numbers(p) && f->name != NULL)
        number_place(p, s);
    gm_layout_theme_legend(p, f, (int)s->feature, is_town(s) ? GM_SAMPLE_TOWN : GM_SAMPLE_SYMBOL,
                           s->name);
}

static int towns_first(gconstpointer a, gconstpointer b)
{
    const Spot *x = (const Spot *)a, *y = (const Spot *)b;
    if (is_town(x) != is_town(y))
        return is_town(x) ? -1 : 1;
    return (x->feature > y->feature) - (x->feature < y->feature);
}

/* A country or province that is only a point in the scene: its name stands
 * there, without a dot that would claim a place. */
static bool is_area_name(const GmPage *p, const GmFeature *f)
{
    static const char *const kinds[] = {"country",   "division", "district", "region",
                                        "continent", "water",    "area",     "river"};
    bool small = p->view.scale > 4.0 * GM_DIVISION_NAMES_SCALE; /* a province is a point there */
    for (gsize i = 0; f->kind == GM_FEATURE_PLACE && f->subtype != NULL && i < G_N_ELEMENTS(kinds);
         i++) {
        if (strcmp(f->subtype, kinds[i]) == 0)
            return !small ||
                   (strcmp(kinds[i], "division") != 0 && strcmp(kinds[i], "district") != 0);
    }
    return false;
}

static const char *area_name_class(const GmFeature *f)
{
    static const struct {
        const char *subtype, *class_;
    } classes[] = {{"country", "country-label"},
                   {"continent", "country-label"},
                   {"division", "division-named-label"},
                   {"district", "division-named-label"},
                   {"water", "sea-label"},
                   {"region", "region-label"},
                   {"river", "river-label"}};
    for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
        if (g_strcmp0(f->subtype, classes[i].subtype) == 0)
            return classes[i].class_;
    }
    return "region_part-label";
}

/* Countries, and provinces where the base map names them. */
static bool is_base_name(const GmPage *p, const GmFeature *f)
{
    return f->kind == GM_FEATURE_PLACE && p->shapes != NULL &&
           (g_strcmp0(f->subtype, "country") == 0 ||
            (g_strcmp0(f->subtype, "division") == 0 && p->view.scale <= GM_DIVISION_NAMES_SCALE));
}

/* Many names on one map are set smaller: from some 25 on a page of 1600 × 1200. */
static double crowding(const GmPage *p, guint names)
{
    const double *f = p->view.frame;
    double area = (f[2] - f[0]) * (f[3] - f[1]) / (p->zoom * p->zoom);
    double least = gm_layout_theme_number(p->theme, "place-label", "least-size", 0.8);
    return CLAMP(1.0 - 0.008 * (names * 1.25e6 / MAX(area, 1.0) - 25.0), MIN(least, 1.0), 1.0);
}

void gm_layout_theme_symbols(GmPage *p)
{
    g_autoptr(GArray) spots = point_spots(p);
    g_array_sort(spots, towns_first);
    p->crowding = crowding(p, spots->len);
    spread(spots, 2.0 * p->zoom);
    for (guint i = 0; i < spots->len; i++) {
        const Spot *s = &g_array_index(spots, Spot, i);
        if (!s->hidden && !is_area_name(p, gm_scene_feature(p->scene, s->feature)))
            draw_symbol(p, s);
    }
    for (guint i = 0; i < spots->len; i++) {
        const Spot *s = &g_array_index(spots, Spot, i);
        const GmFeature *f = gm_scene_feature(p->scene, s->feature);
        if (is_base_name(p, f))
            continue;
        if (!gm_layout_theme_has_label(f) || gm_layout_theme_labelled(p, f->label, s->x, s->y))
            continue;
        g_autofree char *class_ = is_area_name(p, f)
                                      ? g_strdup(area_name_class(f))
                                      : g_strconcat(gm_scene_kind_name(f->kind), "-label", NULL);
        GmLabel *l = gm_layout_theme_label(p, f, (int)s->feature, class_, INFINITY);
        double r = s->hidden ? 9.5 * p->zoom : s->r;
        if (is_area_name(p, f))
            gm_layout_label_spot(l, s->x - l->w / 2, s->y - l->h / 2, 0, 0.0);
        gm_layout_label_around(l, s->x, s->y, MAX(r, s->wide), 3.0 * p->zoom, l->line[0]->rtl);
    }
}
