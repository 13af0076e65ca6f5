/** Scenes made by hand or by a seeded generator, and the questions that every
 *  sheet must answer well. */
#pragma once

#include "geodesic.h"
#include "layout.h"
#include "map_view.h"
#include "scene_maker.h"
#include "theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define THEME_DIR GAZMAP_SOURCE_DIR "/src/layout/themes"
#define SHAPES_DIR GAZMAP_SOURCE_DIR "/shapes"

static inline GmFeature *add_feature(GmScene *s, GmFeatureKind kind, const char *label,
                                     GmGeom *geom)
{
    GmFeature *f = gm_scene_feature_new(kind);
    g_free(f->id);
    f->id = g_strdup_printf("%s-%u", gm_scene_kind_name(kind), s->features->len);
    f->name = g_strdup(label != NULL ? label : "a feature");
    f->label = g_strdup(label);
    f->geom = geom;
    f->frames = true;
    g_ptr_array_add(s->features, f);
    return f;
}

static inline GmScene *new_scene(const char *title, const char *language)
{
    GmScene *s = gm_scene_new();
    g_free(s->title);
    s->title = g_strdup(title);
    g_free(s->language);
    s->language = g_strdup(language);
    return s;
}

static inline bool is_label(const GmItem *i)
{
    return i->layer == GM_LAYER_LABEL && g_str_has_suffix(i->class_, "-label");
}

static inline bool overlap(const double a[4], const double b[4])
{
    const double e = 0.05; /* boxes may touch */
    return a[0] + e < b[2] && b[0] + e < a[2] && a[1] + e < b[3] && b[1] + e < a[3];
}

/* Labels against labels; against symbols and shields of others; against the
 * furniture that stands on the map. */
static inline guint count_overlaps(const GmSheet *s, bool tell)
{
    guint n = 0;
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *a = gm_sheet_item(s, i);
        if (!is_label(a))
            continue;
        for (guint k = 0; k < s->items->len; k++) {
            const GmItem *b = gm_sheet_item(s, k);
            bool both = is_label(b);
            bool symbol = b->layer == GM_LAYER_SYMBOL && b->feature != a->feature;
            bool shield = strcmp(b->class_, "shield") == 0 && b->feature != a->feature;
            bool town = b->layer == GM_LAYER_BASE &&
                        (strcmp(b->class_, "town") == 0 || strcmp(b->class_, "city") == 0 ||
                         strcmp(b->class_, "village") == 0 || strcmp(b->class_, "capital") == 0);
            bool plate = strcmp(b->class_, "plate") == 0;
            if (i == k || (both && k < i) || !(both || symbol || shield || plate || town))
                continue;
            if (!overlap(a->box, b->box))
                continue;
            n++;
            if (tell)
                print_message("%s (%s) over %s\n", a->id, a->text->string, b->id);
        }
    }
    return n;
}

static inline guint count_outside(const GmSheet *s)
{
    guint n = 0;
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *a = gm_sheet_item(s, i);
        if (is_label(a) && (a->box[0] < s->frame[0] || a->box[1] < s->frame[1] ||
                            a->box[2] > s->frame[2] || a->box[3] > s->frame[3]))
            n++;
    }
    return n;
}

/* Whether texts of the furniture are whole on the page. */
static inline guint count_off_page(const GmSheet *s)
{
    guint n = 0;
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *a = gm_sheet_item(s, i);
        if (a->text != NULL && (a->box[0] < -0.5 || a->box[1] < -0.5 ||
                                a->box[2] > s->width + 0.5 || a->box[3] > s->height + 0.5))
            n++;
    }
    return n;
}

static inline const GmItem *item_of(const GmSheet *s, const char *class_)
{
    for (guint i = 0; i < s->items->len; i++) {
        if (strcmp(gm_sheet_item(s, i)->class_, class_) == 0)
            return gm_sheet_item(s, i);
    }
    return NULL;
}

/* Geodesic length of what the scale bar's bar covers, at the frame's centre. */
static inline double scale_bar_error(const GmSheet *s)
{
    const GmItem *bar = item_of(s, "scale-bar");
    if (bar == NULL)
        return 1.0;
    const char *said = NULL;
    for (guint i = 0; i < s->items->len && said == NULL; i++) {
        if (strcmp(gm_sheet_item(s, i)->class_, "scale-text") == 0)
            said = gm_sheet_item(s, i)->text->string;
    }
    assert_non_null(said);
    bool km =
        strstr(said, "km") != NULL || strstr(said, "км") != NULL || strstr(said, "كم") != NULL;
    double metres = g_ascii_strtod(said, NULL) * (km ? 1000.0 : 1.0);
    g_autoptr(GmProjection) p = gm_geo_projection_new(s->projection, NULL);
    double px = bar->box[2] - bar->box[0];
    double mx = s->x_origin + (s->frame[2] - s->frame[0]) / 2 * s->px_size;
    double my = s->y_origin - (s->frame[3] - s->frame[1]) / 2 * s->px_size;
    double half = px / 2 * s->px_size;
    GmPos a, b;
    assert_true(gm_geo_unproject(p, mx - half, my, &a));
    assert_true(gm_geo_unproject(p, mx + half, my, &b));
    return fabs(gm_geo_distance(a, b) - metres) / metres;
}

static inline int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static inline char *joined_set(GHashTable *set)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, set);
    while (g_hash_table_iter_next(&it, &key, NULL))
        g_ptr_array_add(keys, key);
    g_ptr_array_sort(keys, by_text);
    g_ptr_array_add(keys, NULL);
    return g_strjoinv(" ", (char **)keys->pdata);
}

/* Styles of the document's features as drawn, and as the legend shows them. */
static inline void compare_legend(const GmSheet *s)
{
    g_autoptr(GHashTable) drawn = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) shown = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < s->items->len; i++) {
        const GmItem *item = gm_sheet_item(s, i);
        char *style = gm_sheet_style(s, item->style)->name;
        GmFeatureKind kind;
        bool own = (item->layer == GM_LAYER_THEME || item->layer == GM_LAYER_SYMBOL) &&
                   gm_scene_kind_from_name(item->class_, &kind);
        bool base = item->layer == GM_LAYER_BASE &&
                    (strcmp(style, "border") == 0 || strcmp(style, "division") == 0 ||
                     strcmp(style, "disputed") == 0 || strcmp(style, "road") == 0 ||
                     strcmp(style, "city") == 0 || strcmp(style, "town") == 0 ||
                     strcmp(style, "village") == 0 || strcmp(style, "capital") == 0);
        if (own || base)
            g_hash_table_add(drawn, style);
        if (strcmp(item->class_, "legend-sample") == 0 && strcmp(style, "river") != 0)
            g_hash_table_add(shown, style);
    }
    g_autofree char *a = joined_set(drawn), *b = joined_set(shown);
    assert_string_equal(a, b);
}
