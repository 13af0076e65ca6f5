/* Settlements and names of the base map: whatever room the document's own
 * content leaves. */
#include "base_map.h"

#include "map_words.h"
#include "theme_layer.h"

#include <math.h>
#include <string.h>

/* A place's name in the map's language; its preferred one when it has none. */
static const char *name_of(const GmPage *p, const GmPlace *place)
{
    const char *name = NULL;
    if (p->language != NULL && strncmp(p->language, "en", 2) != 0)
        name = gm_gazetteer_name_in(p->gazetteer, place->ref, p->language);
    return name != NULL ? name : place->name;
}

typedef enum { CAPITAL, CITY, TOWN, VILLAGE } TownRank;

static TownRank town_rank(const GmPlace *place)
{
    if (strcmp(place->feature_code, "PPLC") == 0)
        return CAPITAL;
    if (place->population >= 100000 || strcmp(place->feature_code, "PPLA") == 0)
        return CITY;
    return place->population >= 10000 ? TOWN : VILLAGE;
}

static const struct {
    const char *symbol, *label;
    double radius;
    GmTerm word;
} ranks[] = {{"capital", "capital-label", 3.9, GM_TERM_CAPITAL},
             {"city", "city-label", 3.4, GM_TERM_CITY},
             {"town", "town-label", 2.5, GM_TERM_TOWN},
             {"village", "village-label", 2.0, GM_TERM_VILLAGE}};

/* The document's features already show this place. */
static bool shown_already(const GmPage *p, const GmPlace *place, double x, double y)
{
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->geom == NULL || f->geom->kind != GM_GEOM_POINT || f->geom->n_pos == 0)
            continue;
        if (f->place_ref != 0 && f->place_ref == place->ref)
            return true;
        double fx, fy;
        if (!gm_layout_view_point(&p->view, f->geom->pos[0], &fx, &fy))
            continue;
        double d = hypot(fx - x, fy - y) / p->zoom;
        if (d < 7.0 || (d < 40.0 && (g_strcmp0(f->label, place->name) == 0 ||
                                     g_strcmp0(f->label, name_of(p, place)) == 0 ||
                                     g_strcmp0(f->name, place->name) == 0)))
            return true;
    }
    return false;
}

/* On bilingual maps the larger places have both names. */
static void add_second_name(GmPage *p, GmLabel *l, const GmPlace *place, TownRank rank)
{
    const char *language = p->scene->language2;
    if (language == NULL || rank > TOWN)
        return;
    const char *name = strncmp(language, "en", 2) == 0
                           ? place->name
                           : gm_gazetteer_name_in(p->gazetteer, place->ref, language);
    if (name == NULL || strcmp(name, l->line[0]->string) == 0)
        return;
    GmFace face = gm_layout_theme_face(p->theme, "second-label", p->zoom);
    face.size *= 0.9;
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, "second-label"))->halo_width;
    gm_layout_label_add_line(l, p->typesetter, gm_layout_set_text(p->typesetter, name, &face),
                             "second-label", halo);
}

static void draw_town(GmPage *p, const GmPlace *place, TownRank rank, double x, double y)
{
    double r = ranks[rank].radius * p->zoom;
    double box[4] = {x - r - 1.0, y - r - 1.0, x + r + 1.0, y + r + 1.0};
    if (!gm_layout_board_is_free(p->board, box, -1))
        return;
    GmFace face = gm_layout_theme_face(p->theme, ranks[rank].label, p->zoom);
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, ranks[rank].label))->halo_width;
    GmLabel *l = gm_layout_label_new(ranks[rank].label, NULL, -1);
    gm_layout_label_add_line(
        l, p->typesetter, gm_layout_set_text(p->typesetter, name_of(p, place), &face), NULL, halo);
    add_second_name(p, l, place, rank);
    gm_layout_label_around(l, x, y, r, 2.5 * p->zoom, l->line[0]->rtl);
    if (gm_layout_board_place(p->board, l)) {
        GmPath *path = gm_layout_path_new();
        if (rank == CAPITAL)
            gm_layout_path_rect(path, x - r, y - r, x + r, y + r);
        else
            gm_layout_path_circle(path, x, y, r);
        GmItem *item =
            gm_layout_page_path(p, GM_LAYER_BASE, ranks[rank].symbol, NULL, -1, p->map_clip, path);
        gm_layout_board_block(p->board, item->box, -1);
        gm_layout_page_emit(p, l);
        g_hash_table_add(p->place_sources, (gpointer)place->source);
        gm_layout_page_legend(p, ranks[rank].symbol, GM_SAMPLE_TOWN, ranks[rank].symbol, 1,
                              50 + (int)rank, gm_scene_word(p->language, ranks[rank].word));
    }
    gm_layout_label_free(l);
}

void gm_layout_base_settlements(GmPage *p)
{
    if (p->gazetteer == NULL)
        return;
    const double *f = p->view.frame;
    double area = (f[2] - f[0]) * (f[3] - f[1]) / (p->zoom * p->zoom);
    double dense = gm_layout_theme_number(p->theme, "base", "settlements", 44.0);
    guint want = (guint)MAX(4.0, area / 1.25e6 * dense);
    double near = gm_layout_theme_number(p->theme, "base", "settlement-distance", 46.0) * p->zoom;
    g_autoptr(GArray) places = gm_gazetteer_in_box(p->gazetteer, p->view.box, want * 8);
    g_autoptr(GArray) at = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; places != NULL && i < places->len && at->len / 2 < want; i++) {
        const GmPlace *place = &g_array_index(places, GmPlace, i);
        double x, y;
        if (!gm_layout_view_point(&p->view, gm_place_pos(place), &x, &y) ||
            shown_already(p, place, x, y))
            continue;
        bool crowded = false;
        for (guint k = 0; k + 1 < at->len && !crowded; k += 2)
            crowded = hypot(g_array_index(at, double, k) - x,
                            g_array_index(at, double, k + 1) - y) < near;
        if (crowded)
            continue;
        guint before = p->sheet->items->len;
        draw_town(p, place, town_rank(place), x, y);
        if (p->sheet->items->len > before)
            g_array_append_vals(at, (const double[]){x, y}, 2);
    }
}

/* ---- names of areas ---- */

/* No "MINSK" beside Minsk: spots near a point of the document that bears the
 * same name are left out. */
static void keep_off_namesake(const GmPage *p, GmLabel *l, const char *name)
{
    g_autofree char *low = g_utf8_casefold(name, -1);
    double most = 150.0 * p->zoom;
    for (guint i = 0; i < p->labels->len; i++) {
        const GmLabel *o = (const GmLabel *)g_ptr_array_index(p->labels, i);
        const GmFeature *f = o->feature >= 0 ? gm_scene_feature(p->scene, (guint)o->feature) : NULL;
        g_autofree char *said =
            f != NULL && f->label != NULL ? g_utf8_casefold(f->label, -1) : NULL;
        if (o->placed < 0 || g_strcmp0(low, said) != 0)
            continue;
        const double *b = g_array_index(o->spots, GmSpot, o->placed).box;
        for (guint k = l->spots->len; k-- > 0;) {
            const double *a = g_array_index(l->spots, GmSpot, k).box;
            if (hypot((b[0] + b[2] - a[0] - a[2]) / 2, (b[1] + b[3] - a[1] - a[3]) / 2) < most)
                g_array_remove_index(l->spots, k);
        }
    }
}

/* In letters of @size of their usual height, where at least @inside of the
 * name lies in the area. */
static bool try_name(GmPage *p, const char *class_, const char *name, const GmPixelGeom *g,
                     double share, int feature, double size, double inside)
{
    double box[4], length = (double)g_utf8_strlen(name, -1);
    gm_layout_pixels_box(g, box);
    GmFace face = gm_layout_theme_face(p->theme, class_, p->zoom);
    face.size *= gm_layout_is_rtl(name) ? 1.2 * size : size; /* no capitals, no spacing lift it */
    /* letters spread with the area's width, within what reads as one word */
    double room = (box[2] - box[0]) * share / MAX(length, 3.0) - face.size * 0.62;
    face.spacing = CLAMP(room, face.spacing * 0.4 * size, face.spacing * 2.2 * size);
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, class_))->halo_width;
    GmLabel *l = gm_layout_label_new(class_, NULL, feature);
    gm_layout_label_add_line(l, p->typesetter, gm_layout_set_text(p->typesetter, name, &face), NULL,
                             halo);
    gm_layout_label_inside(l, g, p->view.frame, inside);
    keep_off_namesake(p, l, name);
    gm_layout_shun(p, l);
    bool placed = gm_layout_board_place(p->board, l);
    if (placed) { /* a name close before or behind it would be read as part of it */
        const double *b = g_array_index(l->spots, GmSpot, l->placed).box;
        double aside = 1.5 * face.size;
        gm_layout_board_block(p->board, (double[]){b[0] - aside, b[1], b[2] + aside, b[3]}, -1);
        gm_layout_page_emit(p, l);
    }
    gm_layout_label_free(l);
    return placed;
}

static void name_area(GmPage *p, const char *class_, const char *name, const GmPixelGeom *g,
                      double share, int feature)
{
    if (!try_name(p, class_, name, g, share, feature, 1.0, 0.62))
        try_name(p, class_, name, g, 0.3 * share, feature, 0.82, 0.45);
}

/* The scene's feature that is this place and left its name to the base map. */
static int feature_of(const GmPage *p, guint64 ref)
{
    for (guint i = 0; ref != 0 && i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (f->kind == GM_FEATURE_PLACE && f->place_ref == ref)
            return (int)i;
    }
    return -1;
}

static GHashTable *divisions_by_shape(const GmPage *p)
{
    if (*p->divisions != NULL)
        return *p->divisions;
    GHashTable *by_shape = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GArray) all = gm_gazetteer_of_kind(p->gazetteer, GM_PLACE_DIVISION);
    for (guint i = 0; i < all->len; i++) {
        const GmPlace *d = &g_array_index(all, GmPlace, i);
        if (*d->geometry != '\0' && !g_hash_table_contains(by_shape, d->geometry))
            g_hash_table_insert(by_shape, g_strdup(d->geometry), g_memdup2(d, sizeof *d));
    }
    return *p->divisions = by_shape;
}

static const char *division_name(const GmPage *p, const GmShape *s, int *feature, guint64 *ref)
{
    g_autofree char *reference = g_strconcat("divisions:", s->key, NULL);
    const GmPlace *d =
        s->key != NULL ? g_hash_table_lookup(divisions_by_shape(p), reference) : NULL;
    if (d == NULL)
        return s->name;
    *feature = feature_of(p, d->ref);
    *ref = d->ref;
    return name_of(p, d);
}

/* "Sahel (Burkina Faso)" stands in Burkina Faso: the map shows that. New string. */
static char *without_bracket(const char *name)
{
    const char *open = strstr(name, " (");
    bool last = open != NULL && open > name && g_str_has_suffix(name, ")");
    return last ? g_strndup(name, (gsize)(open - name)) : g_strdup(name);
}

/* The country's name; in *feature the scene's feature that is this country. */
static const char *country_name(const GmPage *p, const GmShape *s, int *feature, guint64 *ref)
{
    GmPlace c;
    if (p->gazetteer == NULL || s->key == NULL || !gm_gazetteer_country(p->gazetteer, s->key, &c))
        return s->name;
    *feature = feature_of(p, c.ref);
    *ref = c.ref;
    return name_of(p, &c);
}

/* One of the document's labels says it already, or names the same area in
 * other words (@ref, or 0). */
static bool lettered(const GmPage *p, const char *name, guint64 ref)
{
    for (guint i = 0; i < p->labels->len; i++) {
        const GmLabel *l = (const GmLabel *)g_ptr_array_index(p->labels, i);
        const GmFeature *f = l->feature >= 0 ? gm_scene_feature(p->scene, (guint)l->feature) : NULL;
        if (f != NULL && l->placed >= 0 && f->geom->kind == GM_GEOM_POLYGON &&
            (g_strcmp0(f->label, name) == 0 || (ref != 0 && f->place_ref == ref)))
            return true;
    }
    return false;
}

static void name_areas(GmPage *p, const char *layer, const char *class_, double smallest,
                       bool divisions)
{
    GmMapView far = p->view; /* to place a name, coarse shapes do */
    far.scale = MAX(far.scale, 20e6);
    const GmLayerInfo *l = gm_layout_base_layer(p, &far, layer);
    if (l == NULL)
        return;
    g_autoptr(GPtrArray) shapes = gm_layout_base_shapes(p, &p->view, l, 1.4, NULL);
    for (guint i = 0; shapes != NULL && i < shapes->len; i++) {
        const GmShape *s = (const GmShape *)g_ptr_array_index(shapes, i);
        if (s->geom == NULL)
            continue;
        g_autoptr(GmPixelGeom) g = gm_layout_view_geom(&p->view, s->geom, 0.0);
        if (gm_layout_pixels_area(g) < smallest * p->zoom * p->zoom)
            continue;
        int feature = -1;
        guint64 ref = 0;
        const char *name =
            divisions ? division_name(p, s, &feature, &ref) : country_name(p, s, &feature, &ref);
        if (name == NULL || *name == '\0' || lettered(p, name, ref))
            continue;
        g_autofree char *plain = divisions ? without_bracket(name) : g_strdup(name);
        name_area(p, class_, plain, g, 0.55, feature);
    }
}

void gm_layout_base_names(GmPage *p)
{
    name_areas(p, "country", "country-label", 9000.0, false);
    if (p->view.scale > GM_DIVISION_NAMES_SCALE || p->gazetteer == NULL)
        return;
    name_areas(p, "division", "division-label", 16000.0, true);
}
