/* Names of seas in open water, and of rivers along their course. */
#include "base_map.h"
#include "sea_names.h"
#include "theme_layer.h"

#include <math.h>
#include <string.h>

/* ---- seas ---- */

static char *sea_in_language(const GmPage *p, const char *name)
{
    if (p->gazetteer == NULL || strncmp(p->language, "en", 2) == 0)
        return g_strdup(name);
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.near_spelling = false;
    g_autoptr(GArray) found = gm_gazetteer_lookup(p->gazetteer, name, &o);
    for (guint i = 0; found != NULL && i < found->len; i++) {
        const GmPlace *place = &g_array_index(found, GmMatch, i).place;
        const char *local = place->kind == GM_PLACE_WATER
                                ? gm_gazetteer_name_in(p->gazetteer, place->ref, p->language)
                                : NULL;
        if (local != NULL)
            return g_strdup(local);
    }
    return NULL;
}

typedef struct {
    const char *name;
    GArray *at; /* x, y of open water that is its */
} Sea;

/* Open water, probed on a grid and gathered by name. */
static GArray *find_seas(GmPage *p)
{
    GArray *seas = g_array_new(FALSE, FALSE, sizeof(Sea));
    const double *f = p->view.frame;
    enum { N = 40 };
    double w = (f[2] - f[0]) / N, h = (f[3] - f[1]) / N;
    for (int k = 0; k < N; k++) {
        for (int i = 0; i < N; i++) {
            double x = f[0] + (i + 0.5) * w, y = f[1] + (k + 0.5) * h;
            double probe[4] = {x - w, y - h, x + w, y + h};
            GmPos pos;
            if (gm_layout_grid_mean(p->land, probe, 1.0) > 0.02 ||
                !gm_layout_view_place(&p->view, x, y, &pos))
                continue;
            const char *name = gm_layout_sea_at(pos);
            guint s = 0;
            while (name != NULL && s < seas->len && g_array_index(seas, Sea, s).name != name)
                s++;
            if (name == NULL)
                continue;
            if (s == seas->len) {
                Sea new = {name, g_array_new(FALSE, FALSE, sizeof(double))};
                g_array_append_val(seas, new);
            }
            g_array_append_vals(g_array_index(seas, Sea, s).at, (const double[]){x, y}, 2);
        }
    }
    return seas;
}

/* In one line, or two where that fits better: "Mediterranean / Sea". */
static GmLabel *sea_label(GmPage *p, const char *name, bool broken, double size)
{
    GmLabel *l = gm_layout_label_new("sea-label", NULL, -1);
    GmFace face = gm_layout_theme_face(p->theme, "sea-label", p->zoom);
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, "sea-label"))->halo_width;
    face.size *= size;
    face.spacing *= size;
    g_auto(GStrv) words = g_strsplit(name, " ", broken ? 3 : 1);
    for (char **w = words; *w != NULL; w++)
        gm_layout_label_add_line(l, p->typesetter, gm_layout_set_text(p->typesetter, *w, &face),
                                 NULL, halo);
    return l;
}

static bool place_sea(GmPage *p, const Sea *sea, GmLabel *l)
{
    double cx = 0.0, cy = 0.0;
    guint n = sea->at->len / 2;
    for (guint i = 0; i < n; i++) {
        cx += g_array_index(sea->at, double, 2 * i) / n;
        cy += g_array_index(sea->at, double, 2 * i + 1) / n;
    }
    double reach = hypot(p->view.frame[2] - p->view.frame[0], p->view.frame[3] - p->view.frame[1]);
    for (guint i = 0; i < n; i++) {
        double x = g_array_index(sea->at, double, 2 * i),
               y = g_array_index(sea->at, double, 2 * i + 1);
        double m = 6.0 * p->zoom;
        double box[4] = {x - l->w / 2 - m, y - l->h / 2 - m, x + l->w / 2 + m, y + l->h / 2 + m};
        if (gm_layout_grid_mean(p->land, box, 1.0) <= 0.0)
            gm_layout_label_spot(l, x - l->w / 2, y - l->h / 2, 0,
                                 8.0 * hypot(x - cx, y - cy) / reach);
    }
    if (!gm_layout_board_place(p->board, l))
        return false;
    gm_layout_page_emit(p, l);
    return true;
}

/* Higher than wide: its name is better broken. */
static bool is_upright(const Sea *sea)
{
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (guint i = 0; i + 1 < sea->at->len; i += 2) {
        double x = g_array_index(sea->at, double, i), y = g_array_index(sea->at, double, i + 1);
        box[0] = fmin(box[0], x);
        box[1] = fmin(box[1], y);
        box[2] = fmax(box[2], x);
        box[3] = fmax(box[3], y);
    }
    return box[3] - box[1] > 1.6 * (box[2] - box[0]);
}

static void name_seas(GmPage *p)
{
    if (p->land == NULL)
        return;
    GArray *seas = find_seas(p);
    for (guint i = 0; i < seas->len; i++) {
        Sea *sea = &g_array_index(seas, Sea, i);
        g_autofree char *name = sea->at->len / 2 >= 12 ? sea_in_language(p, sea->name) : NULL;
        bool done = name == NULL;
        double large = sea->at->len / 2 > 200 ? 1.25 : 1.0;
        int broken = is_upright(sea) ? 1 : 0;
        for (int t = 0; t < 4 && !done; t++) {
            GmLabel *l = sea_label(p, name, (t & 1) != broken, t < 2 ? large : 0.8);
            done = place_sea(p, sea, l);
            gm_layout_label_free(l);
        }
        g_array_unref(sea->at);
    }
    g_array_unref(seas);
}

/* ---- rivers ---- */

static const char *river_name(const GmPage *p, const GArray *rivers, const char *name)
{
    if (strncmp(p->language, "en", 2) == 0)
        return name;
    for (guint i = 0; rivers != NULL && i < rivers->len; i++) {
        const GmPlace *r = &g_array_index(rivers, GmPlace, i);
        const char *key = strchr(r->geometry, ':');
        if (strcmp(r->name, name) != 0 && (key == NULL || strcmp(key + 1, name) != 0))
            continue;
        return gm_gazetteer_name_in(p->gazetteer, r->ref, p->language);
    }
    return NULL;
}

/* The course at even steps, each point the mean over some way. */
static GArray *smooth_course(const double *xy, guint n, double step)
{
    g_autoptr(GArray) even = g_array_new(FALSE, FALSE, sizeof(double));
    double left = 0.0; /* to the next point */
    for (guint i = 0; i + 1 < n; i++) {
        double dx = xy[2 * i + 2] - xy[2 * i], dy = xy[2 * i + 3] - xy[2 * i + 1];
        double d = hypot(dx, dy);
        for (; left <= d && d > 0.0; left += step) {
            double p[2] = {xy[2 * i] + dx * left / d, xy[2 * i + 1] + dy * left / d};
            g_array_append_vals(even, p, 2);
        }
        left -= d;
    }
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(double), even->len);
    const double *e = (const double *)(void *)even->data;
    int count = (int)even->len / 2;
    for (int i = 0; i < count; i++) {
        double p[2] = {0.0, 0.0};
        int from = MAX(i - 3, 0), to = MIN(i + 3, count - 1);
        for (int k = from; k <= to; k++) {
            p[0] += e[2 * k] / (to - from + 1);
            p[1] += e[2 * k + 1] / (to - from + 1);
        }
        g_array_append_vals(out, p, 2);
    }
    return out;
}

/* @m points of the course as a line for letters to stand on: read from left to
 * right, and @lift px above. */
static void baseline(const double *course, guint m, double lift, double *out)
{
    bool turn = course[2 * (m - 1)] < course[0];
    for (guint i = 0; i < m; i++) {
        guint at = turn ? m - 1 - i : i;
        guint before = at > 0 ? at - 1 : 0, after = MIN(at + 1, m - 1);
        double dx = course[2 * after] - course[2 * before];
        double dy = course[2 * after + 1] - course[2 * before + 1];
        double d = MAX(hypot(dx, dy), 1e-9), k = turn ? -lift / d : lift / d;
        out[2 * i] = course[2 * at] + dy * k;
        out[2 * i + 1] = course[2 * at + 1] - dx * k;
    }
}

/* How much the line turns, radians; large when it is no place for letters. */
static double wriggle(const double *v, guint n)
{
    double sum = 0.0, last = 0.0, first = atan2(v[2 * n - 1] - v[1], v[2 * n - 2] - v[0]);
    for (guint i = 0; i + 1 < n; i++) {
        double a = atan2(v[2 * i + 3] - v[2 * i + 1], v[2 * i + 2] - v[2 * i]);
        if (fabs(remainder(a - first, 2 * G_PI)) > 1.0)
            return 99.0;
        double turn = i > 0 ? fabs(remainder(a - last, 2 * G_PI)) : 0.0;
        if (turn > 0.35)
            return 99.0;
        sum += turn;
        last = a;
    }
    return sum;
}

bool gm_layout_label_along(GmPage *p, const char *class_, int feature, const char *name,
                           const GmPixelGeom *g)
{
    GmFace face = gm_layout_theme_face(p->theme, class_, p->zoom);
    double halo = gm_sheet_style(p->sheet, gm_layout_page_style(p, class_))->halo_width;
    double need = gm_layout_text_width(p->typesetter, name, &face), lowest = 2.2;
    g_autoptr(GmText) best = NULL;
    double best_box[4];
    double step = 4.0 * p->zoom;
    guint m = (guint)(need / step) + 5, stride = MAX(1u, (guint)(need * 0.18 / step));
    g_autofree double *line = g_new(double, 2 * m);
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(g, i, &n);
        g_autoptr(GArray) course = smooth_course(xy, n, step);
        guint count = course->len / 2;
        for (guint at = 1; at + m < count; at += stride) {
            const double *piece = &g_array_index(course, double, 2 * at);
            double bends = wriggle(piece, m);
            double off = 0.3 * fabs((at + m / 2.0) / count - 0.5);
            for (int side = 0; side < 2 && bends + off + 0.15 * side < lowest; side++) {
                double lift = side == 0 ? 3.2 * p->zoom : -(3.2 * p->zoom + face.size * 0.72);
                baseline(piece, m, lift, line);
                g_autoptr(GmText) text = gm_layout_set_text(p->typesetter, name, &face);
                double box[4];
                if (!gm_layout_text_bend(text, line, m, 1.5 * step))
                    continue;
                gm_layout_text_box(p->typesetter, text, halo, box);
                if (!gm_layout_board_is_free(p->board, box, -1))
                    continue;
                gm_layout_text_free(best);
                best = g_steal_pointer(&text);
                memcpy(best_box, box, sizeof box);
                lowest = bends + off + 0.15 * side;
            }
        }
    }
    if (best == NULL)
        return false;
    gm_layout_board_block(p->board, best_box, -1);
    gm_layout_page_text(p, GM_LAYER_LABEL, class_, NULL, feature, g_steal_pointer(&best));
    return true;
}

/* "Litani" of "Litani River", "River Litani": the length of what is left, from *@from. */
static gsize bare_name(const char *name, const char **from)
{
    gsize len = strlen(name);
    *from = name;
    if (len > 6 && g_ascii_strncasecmp(name, "River ", 6) == 0) {
        *from += 6;
        len -= 6;
    } else if (len > 6 && g_ascii_strcasecmp(name + len - 6, " River") == 0) {
        len -= 6;
    }
    return len;
}

/* The document's own label of the river stands on the map. */
static bool is_lettered(const GmPage *p, const char *river)
{
    const char *bare;
    gsize len = bare_name(river, &bare);
    for (guint i = 0; i < p->labels->len; i++) {
        const GmLabel *l = (const GmLabel *)g_ptr_array_index(p->labels, i);
        const GmFeature *f = l->feature >= 0 ? gm_scene_feature(p->scene, (guint)l->feature) : NULL;
        const char *own;
        if (f == NULL || l->placed < 0 || g_strcmp0(f->subtype, "river") != 0 || f->label == NULL ||
            bare_name(f->label, &own) != len)
            continue;
        if (g_ascii_strncasecmp(own, bare, len) == 0)
            return true;
    }
    return false;
}

static void name_rivers(GmPage *p)
{
    const GmLayerInfo *l = gm_layout_base_layer(p, &p->view, "river");
    if (l == NULL || p->view.scale > 12e6)
        return;
    g_autoptr(GPtrArray) shapes = gm_shapes_in_box(p->shapes, l->layer, p->view.box, NULL);
    bool as_is = p->gazetteer == NULL || strncmp(p->language, "en", 2) == 0;
    g_autoptr(GArray) rivers = as_is ? NULL : gm_gazetteer_of_kind(p->gazetteer, GM_PLACE_RIVER);
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; shapes != NULL && i < shapes->len; i++) {
        const GmShape *s = (const GmShape *)g_ptr_array_index(shapes, i);
        if (s->geom == NULL || s->name == NULL || *s->name == '\0' ||
            g_hash_table_contains(done, s->name) || is_lettered(p, s->name))
            continue;
        const char *name = river_name(p, rivers, s->name);
        g_autoptr(GmPixelGeom) all = gm_layout_view_geom(&p->view, s->geom, -4.0 * p->zoom);
        g_autoptr(GmPixelGeom) joined = gm_layout_pixels_join(all);
        g_autoptr(GmPixelGeom) g = gm_layout_pixels_thin(joined, 0.8);
        if (name != NULL && gm_layout_label_along(p, "river-label", -1, name, g))
            g_hash_table_add(done, s->name);
    }
}

void gm_layout_water_names(GmPage *p)
{
    name_seas(p);
    name_rivers(p);
}
