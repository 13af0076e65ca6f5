#include "layout.h"

#include "base_map.h"
#include "file_load.h"
#include "furniture.h"
#include "map_words.h"
#include "page_size.h"
#include "theme_layer.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(gm - layout - error - quark, gm_layout_error)

struct GmStudio {
    char *theme_dir;
    GmTypesetter *typesetter;
    GHashTable *themes;    /* name -> GmTheme, owned */
    GHashTable *divisions; /* shape -> GmPlace, of @gazetteer; NULL until asked for */
    const GmGazetteer *gazetteer;
    guint n_layers; /* of it */
};

GmStudio *gm_layout_studio_new(const char *theme_dir, GError **error)
{
    GmTypesetter *t = gm_layout_typesetter_new(NULL, error);
    if (t == NULL)
        return NULL;
    GmStudio *s = g_new0(GmStudio, 1);
    s->theme_dir = g_strdup(theme_dir);
    s->typesetter = t;
    s->themes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)gm_layout_theme_free);
    return s;
}

void gm_layout_studio_free(GmStudio *s)
{
    if (s == NULL)
        return;
    g_hash_table_unref(s->themes);
    g_clear_pointer(&s->divisions, g_hash_table_unref);
    gm_layout_typesetter_free(s->typesetter);
    g_free(s->theme_dir);
    g_free(s);
}

static const GmTheme *studio_theme(GmStudio *s, const char *name, GError **error)
{
    GmTheme *t = (GmTheme *)g_hash_table_lookup(s->themes, name);
    if (t == NULL) {
        t = gm_layout_theme_load(s->theme_dir, name, error);
        if (t != NULL)
            g_hash_table_insert(s->themes, g_strdup(name), t);
    }
    return t;
}

/* What was asked of another gazetteer, or of fewer layers, is no longer true. */
static GHashTable **studio_divisions(GmStudio *s, const GmGazetteer *g)
{
    guint n = g != NULL ? gm_gazetteer_n_layers(g) : 0;
    if (s->gazetteer != g || s->n_layers != n)
        g_clear_pointer(&s->divisions, g_hash_table_unref);
    s->gazetteer = g;
    s->n_layers = n;
    return &s->divisions;
}

static void legend_free(gpointer data)
{
    GmLegendEntry *e = (GmLegendEntry *)data;
    g_free(e->style);
    g_free(e->text);
    g_free(e->symbol);
    g_free(e);
}

static void page_clear(GmPage *p)
{
    gm_layout_view_clear(&p->view);
    gm_layout_board_free(p->board);
    gm_layout_grid_free(p->land);
    gm_layout_pixels_free(p->edges);
    gm_layout_grid_free(p->content);
    gm_layout_grid_free(p->clear);
    gm_layout_grid_free(p->cities);
    g_ptr_array_unref(p->legend);
    g_hash_table_unref(p->lettered);
    g_ptr_array_unref(p->labels);
    g_array_unref(p->numbered);
    g_array_unref(p->same);
    g_hash_table_unref(p->style_index);
    g_hash_table_unref(p->id_count);
    g_hash_table_unref(p->credits);
    g_hash_table_unref(p->place_sources);
    p->board = NULL;
    p->edges = NULL;
    p->land = p->content = p->clear = p->cities = NULL;
}

static void page_init(GmPage *p)
{
    p->legend = g_ptr_array_new_with_free_func(legend_free);
    p->labels = g_ptr_array_new_with_free_func((GDestroyNotify)gm_layout_label_free);
    p->lettered =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    p->numbered = g_array_new(FALSE, FALSE, sizeof(guint));
    p->same = g_array_new(FALSE, FALSE, sizeof(guint));
    p->style_index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    p->id_count = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    p->credits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    p->place_sources = g_hash_table_new(g_str_hash, g_str_equal);
}

static void describe_sheet(GmPage *p, const char *title)
{
    GmSheet *s = p->sheet;
    const GmMapView *v = &p->view;
    s->title = g_strdup(title);
    s->description = g_strdup(p->scene->description);
    s->date = g_strdup(p->scene->date);
    s->language = g_strdup(p->language);
    s->theme = g_strdup(gm_layout_theme_name(p->theme));
    for (guint i = 0; p->scene->sources != NULL && i < p->scene->sources->len; i++)
        g_ptr_array_add(s->sources, g_strdup((char *)g_ptr_array_index(p->scene->sources, i)));
    s->projection = g_strdup(gm_geo_projection_definition(v->projection));
    s->projection_name = g_strdup(gm_geo_projection_name(v->projection));
    s->extent = v->box;
    memcpy(s->frame, v->frame, sizeof s->frame);
    s->scale = v->scale;
    s->x_origin = v->x0;
    s->y_origin = v->y0;
    s->px_size = v->px;
    s->background = gm_layout_theme_colour(p->theme, "page", "background");
}

static bool draw_all(GmPage *p, const GmComposition *c, const char *title, const char *subtitle,
                     GError **error)
{
    if (!gm_layout_base_draw(p, error))
        return false;
    gm_layout_graticule(p);
    gm_layout_theme_areas(p);
    gm_layout_theme_lines(p);
    if (!p->options->no_furniture)
        gm_layout_scale_bar(p);
    gm_layout_theme_symbols(p);
    gm_layout_theme_shields(p);
    gm_layout_theme_labels(p);
    gm_layout_base_names(p);
    gm_layout_water_names(p);
    gm_layout_base_settlements(p);
    if (p->options->no_furniture)
        return true;
    gm_layout_neatline(p);
    gm_layout_title(p, c, title, subtitle);
    if (!gm_layout_panel(p, c, error))
        return false;
    gm_layout_footer(p, c);
    return true;
}

/* Layers are painted bottom up; inside a layer items keep their order. */
static int by_layer(gconstpointer a, gconstpointer b)
{
    const GmItem *x = *(GmItem *const *)a, *y = *(GmItem *const *)b;
    return (int)x->layer - (int)y->layer;
}

enum { LARGEST_LOGO = 16 << 20 }; /* bytes, and pixels */

static bool bad_logo(const char *path, const char *why, GError **error)
{
    g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION, "logo '%s': %s", path, why);
    return false;
}

/* A PNG says its size in its first 24 bytes (RFC 2083). */
static bool measure_logo(GmPage *p, GError **error)
{
    static const guchar signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    const char *path = p->options->logo;
    if (path == NULL || *path == '\0' || p->options->no_furniture)
        return true;
    g_autofree char *bytes = NULL;
    gsize len = 0;
    g_autoptr(GError) cause = NULL;
    if (!gm_text_load(path, LARGEST_LOGO, &bytes, &len, &cause)) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION, "logo %s", cause->message);
        return false;
    }
    if (len < 24 || memcmp(bytes, signature, sizeof signature) != 0)
        return bad_logo(path, "no PNG image", error);
    guint32 size[2];
    memcpy(size, bytes + 16, sizeof size);
    double w = GUINT32_FROM_BE(size[0]), h = GUINT32_FROM_BE(size[1]);
    if (w * h > LARGEST_LOGO) /* unpacked it takes four bytes a pixel */
        return bad_logo(path, "more than 16 million pixels", error);
    double k = MIN(52.0 * p->zoom / MAX(h, 1.0), 220.0 * p->zoom / MAX(w, 1.0));
    p->logo[0] = w * k;
    p->logo[1] = h * k;
    return true;
}

static bool make_view(GmPage *p, const GmComposition *c, GError **error)
{
    const GmLayoutOptions *o = p->options;
    const char *extent = o->extent != NULL ? o->extent : p->scene->extent;
    return gm_layout_view_make(&p->view, p->scene, p->gazetteer, p->shapes, extent, o->projection,
                               c->frame, error);
}

/* @again: a first try shows that panel or footer need another height. */
static bool make_page(GmPage *p, bool *again, GError **error)
{
    const GmLayoutOptions *o = p->options;
    const char *title = o->title != NULL ? o->title : p->scene->title;
    const char *given = o->subtitle != NULL ? o->subtitle : p->scene->subtitle;
    g_autofree char *date = given == NULL && p->scene->date != NULL
                                ? gm_scene_date_words(p->language, p->scene->date)
                                : NULL;
    bool told = date != NULL && title != NULL && strstr(title, date) != NULL;
    const char *subtitle = given != NULL ? given : told ? NULL : date;
    GmComposition c = gm_layout_compose(p, title, subtitle, 0.0);
    if (!make_view(p, &c, error))
        return false;
    if (p->view.world && !o->no_furniture) { /* the page fits itself to it */
        double aspect = p->view.aspect;
        c = gm_layout_compose(p, title, subtitle, aspect);
        gm_layout_view_clear(&p->view);
        if (!make_view(p, &c, error))
            return false;
    }
    describe_sheet(p, title);
    p->board = gm_layout_board_new(c.frame, p->zoom);
    p->content = gm_layout_grid_new(c.frame, 8.0 * p->zoom);
    p->map_clip = gm_layout_page_clip(p, c.frame);
    gm_layout_theme_list(p);
    if (!draw_all(p, &c, title, subtitle, error))
        return false;
    *again = p->wish.footer > 0.0;
    if (c.panel_below && c.has_panel) {
        double have = c.panel[3] - c.panel[1];
        p->wish.panel = gm_layout_panel_need(p, &c, 0.45 * p->sheet->height);
        *again |= p->wish.panel > have + 1.0 || p->wish.panel < have - 30.0 * p->zoom;
    }
    g_ptr_array_sort(p->sheet->items, by_layer);
    return true;
}

static bool few_labels(const GmScene *scene, GError **error)
{
    guint n = 0;
    for (guint i = 0; i < scene->features->len; i++)
        n += gm_scene_feature(scene, i)->label != NULL;
    if (n > GM_LAYOUT_MOST_LABELS)
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_LIMIT,
                    "more than %d labels; 'label: none' leaves one away", GM_LAYOUT_MOST_LABELS);
    return n <= GM_LAYOUT_MOST_LABELS;
}

GmSheet *gm_layout_make(GmStudio *studio, const GmScene *scene, const GmGazetteer *gazetteer,
                        GmShapeStore *shapes, const GmLayoutOptions *o, GError **error)
{
    static const GmLayoutOptions none = GM_LAYOUT_OPTIONS_INIT;
    o = o != NULL ? o : &none;
    const char *theme_name = o->theme != NULL       ? o->theme
                             : scene->theme != NULL ? scene->theme
                                                    : "report";
    const GmTheme *theme = studio_theme(studio, theme_name, error);
    GmPageSize size;
    if (theme == NULL || !few_labels(scene, error) ||
        !gm_layout_page_size(o->size != NULL ? o->size : "1600x1200", &size, error))
        return NULL;
    GmPage p = {.typesetter = studio->typesetter,
                .theme = theme,
                .scene = scene,
                .gazetteer = gazetteer,
                .divisions = studio_divisions(studio, gazetteer),
                .shapes = shapes,
                .options = o,
                .language = scene->language != NULL ? scene->language : "en"};
    /* lettering grows slower than the page: a small map needs readable words */
    p.zoom = CLAMP(pow(size.width * size.height / (1600.0 * 1200.0), 0.4), 0.62, 6.0);
    g_autoptr(GmSheet) sheet = NULL;
    bool again = true, ok = true;
    for (int round = 0; round < 2 && again && ok; round++) {
        gm_layout_sheet_free(sheet);
        p.sheet = sheet = gm_layout_sheet_new(size.width, size.height);
        sheet->paper = size.paper;
        sheet->dpi = o->dpi > 0.0 ? o->dpi : size.paper ? 300.0 : 96.0;
        gm_layout_typesetter_begin(studio->typesetter, sheet, p.language);
        page_init(&p);
        ok = measure_logo(&p, error) && make_page(&p, &again, error);
        page_clear(&p);
    }
    return ok ? g_steal_pointer(&sheet) : NULL;
}
