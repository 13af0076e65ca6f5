#include "furniture.h"

#include "credit.h"
#include "map_words.h"

#include <math.h>
#include <string.h>

static double face_size(const GmPage *p, const char *class_)
{
    return gm_layout_theme_face(p->theme, class_, p->zoom).size;
}

static guint legend_rows(const GmPage *p)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < p->scene->features->len; i++)
        g_hash_table_add(seen, gm_layout_feature_class(p, gm_scene_feature(p->scene, i)));
    return g_hash_table_size(seen);
}

static double title_height(const GmPage *p, const char *title, const char *subtitle, double width)
{
    double high = 0.0;
    if (title != NULL && *title != '\0') {
        GmFace face = gm_layout_theme_face(p->theme, "title", p->zoom);
        g_autoptr(GPtrArray) lines = gm_layout_wrap(p->typesetter, title, &face, width);
        high += MIN(lines->len, 2u) * face.size * 1.22;
    }
    if (subtitle != NULL && *subtitle != '\0')
        high += face_size(p, "subtitle") * 1.5;
    return high;
}

/* Beside the map; in two columns when there is much to explain. */
static void panel_beside(const GmPage *p, GmComposition *c, double strip)
{
    double z = p->zoom, rows = legend_rows(p) + 13.0;
    double room = (c->frame[3] - c->frame[1]) / (24.5 * z);
    c->columns = rows > room && c->frame[2] - c->frame[0] > 1000.0 * z ? 2 : 1;
    double width = c->columns == 1 ? 288.0 * z : 500.0 * z;
    c->panel[0] = c->frame[2] - width;
    c->panel[1] = c->frame[1];
    c->panel[2] = c->frame[2];
    c->panel[3] = c->frame[3] + strip;
    c->frame[2] = c->panel[0] - 20.0 * z;
}

/* Below the map: as high as its content needs, once that is known. */
static void panel_under(const GmPage *p, GmComposition *c, double strip, double aspect)
{
    double z = p->zoom, left = c->frame[0] - strip, columns;
    columns = MAX(1.0, floor((c->frame[2] - left) / (250.0 * z)));
    /* rows, headings, certainty, notes and scale; one column for the locator */
    double guess = ((legend_rows(p) + 7.0) * 25.0 + 4.0 * 32.0 + 5.0 * 20.0 + 150.0) /
                   MAX(1.0, columns - 1.0) * 1.1 * z;
    double most = (c->frame[3] - c->frame[1]) * 0.48, gap = strip + 14.0 * z;
    double high =
        p->wish.panel > 0.0 ? p->wish.panel : CLAMP(guess, 150.0 * z, MAX(150.0 * z, most * 0.8));
    double bottom = c->frame[3] + strip;
    c->frame[3] = bottom - high - gap;
    if (aspect > 0.0) /* no higher than the world is */
        c->frame[3] = MIN(c->frame[3], c->frame[1] + (c->frame[2] - c->frame[0]) * aspect);
    c->panel[0] = left;
    c->panel[1] = c->frame[3] + gap;
    c->panel[2] = c->frame[2];
    c->panel[3] = aspect > 0.0 ? c->panel[1] + high : bottom;
    /* what the world leaves free of the page goes above and below it; on an
     * upright page the title stays with its map */
    double down = 0.4 * (bottom - c->panel[3]);
    double *parts[] = {c->frame, c->panel, c->title};
    for (gsize i = 0; i < (down > 60.0 * z ? 3u : 2u) && aspect > 0.0 && down > 0.0; i++) {
        parts[i][1] += down;
        parts[i][3] += down;
    }
}

GmComposition gm_layout_compose(const GmPage *p, const char *title, const char *subtitle,
                                double aspect)
{
    GmComposition c = {.page = {0.0, 0.0, p->sheet->width, p->sheet->height}, .columns = 1};
    double w = p->sheet->width, h = p->sheet->height, z = p->zoom, m = 26.0 * z;
    if (p->options->no_furniture) {
        memcpy(c.frame, c.page, sizeof c.frame);
        return c;
    }
    double aside = p->logo[0] > 0.0 ? p->logo[0] + 16.0 * z : 0.0;
    double top = m + title_height(p, title, subtitle, w - 2 * m - aside);
    top = MAX(top, m + p->logo[1]);
    memcpy(c.title, (const double[]){m, m, w - m - aside, top}, sizeof c.title);
    double lines = w / z < 620.0 ? 5.0 : w / z < 1000.0 ? 4.0 : w / z < 1250.0 ? 3.0 : 2.0;
    double foot = p->wish.footer > 0.0 ? p->wish.footer : face_size(p, "footer") * 1.45 * lines;
    double bottom = h - m * 0.7 - foot;
    memcpy(c.footer, (const double[]){m, bottom, w - m, h - m * 0.7}, sizeof c.footer);
    double strip = face_size(p, "graticule-label") * 1.6; /* edge labels */
    memcpy(c.frame,
           (const double[]){m + strip, top + (top > m ? 10.0 * z : 0.0), w - m,
                            bottom - strip - 6.0 * z},
           sizeof c.frame);
    c.has_panel = w >= 420.0 && h >= 300.0;
    c.panel_below = w / h < 1.15 || (aspect > 0.0 && w / h < 1.7);
    if (c.has_panel && c.panel_below)
        panel_under(p, &c, strip, aspect);
    else if (c.has_panel)
        panel_beside(p, &c, strip);
    return c;
}

/* The logo at the right end of the title's band. */
static void place_logo(GmPage *p, const GmComposition *c)
{
    if (p->logo[0] <= 0.0)
        return;
    double x = c->title[2] + 16.0 * p->zoom, y = c->title[1];
    GmPath *path = gm_layout_path_new();
    gm_layout_path_rect(path, x, y, x + p->logo[0], y + p->logo[1]);
    GmItem *item = gm_layout_page_path(p, GM_LAYER_FURNITURE, "logo", NULL, -1, -1, path);
    item->image = g_strdup(p->options->logo);
}

void gm_layout_title(GmPage *p, const GmComposition *c, const char *title, const char *subtitle)
{
    place_logo(p, c);
    double y = c->title[1];
    bool rtl = gm_layout_is_rtl(title != NULL ? title : "");
    double x = rtl ? c->title[2] : c->title[0];
    GmTextAnchor anchor = rtl ? GM_ANCHOR_END : GM_ANCHOR_START;
    if (title != NULL && *title != '\0') {
        GmFace face = gm_layout_theme_face(p->theme, "title", p->zoom);
        g_autoptr(GPtrArray) lines =
            gm_layout_wrap(p->typesetter, title, &face, c->title[2] - c->title[0]);
        for (guint i = 0; i < MIN(lines->len, 2u); i++) {
            gm_layout_page_write(p, GM_LAYER_FURNITURE, "title",
                                 (const char *)g_ptr_array_index(lines, i), x, y + face.size * 0.85,
                                 anchor, NULL);
            y += face.size * 1.22;
        }
    }
    if (subtitle != NULL && *subtitle != '\0')
        gm_layout_page_write(p, GM_LAYER_FURNITURE, "subtitle", subtitle, x,
                             y + face_size(p, "subtitle"), anchor, NULL);
}

void gm_layout_neatline(GmPage *p)
{
    const double *f = p->view.frame;
    if (p->view.world && !p->options->no_furniture)
        return; /* the earth's own edge is frame enough */
    GmPath *path = gm_layout_path_new();
    gm_layout_path_rect(path, f[0], f[1], f[2], f[3]);
    gm_layout_page_path(p, GM_LAYER_FURNITURE, "neatline", NULL, -1, -1, path);
}

/* ---- graticule ---- */

static double graticule_step(double span, double lines)
{
    static const double steps[] = {1 / 60.0,  2 / 60.0, 5 / 60.0, 10 / 60.0, 15 / 60.0,
                                   20 / 60.0, 0.5,      1.0,      2.0,       5.0,
                                   10.0,      15.0,     20.0,     30.0};
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (span / steps[i] <= lines)
            return steps[i];
    }
    return 30.0;
}

static char *degrees(double v, const char *positive, const char *negative)
{
    double a = fabs(v) + 1e-9;
    int d = (int)a, m = (int)round((a - d) * 60.0);
    if (m == 60) {
        d++;
        m = 0;
    }
    const char *side = d == 0 && m == 0 ? "" : v >= 0.0 ? positive : negative;
    return m == 0 ? g_strdup_printf("%d°%s", d, side) : g_strdup_printf("%d°%02d′%s", d, m, side);
}

/* The control point of the parabola through a line's ends and middle vertex. */
static void bow_control(const double *xy, guint n, double c[2])
{
    const double *b = xy + 2 * (n - 1), *m = xy + 2 * (n / 2);
    for (int i = 0; i < 2; i++)
        c[i] = 2.0 * m[i] - (xy[i] + b[i]) / 2.0;
}

/* Does that parabola pass every vertex within @most px? */
static bool is_bow(const double *xy, guint n, double most)
{
    const double *b = xy + 2 * (n - 1);
    double c[2], dx = b[0] - xy[0], dy = b[1] - xy[1], l2 = dx * dx + dy * dy;
    if (n < 3 || l2 <= 0.0)
        return false;
    bow_control(xy, n, c);
    for (guint i = 0; i < n; i++) {
        double x = xy[2 * i] - xy[0], y = xy[2 * i + 1] - xy[1], t = (x * dx + y * dy) / l2;
        double u = 2.0 * t * (1.0 - t);
        double off =
            (x - u * (c[0] - xy[0]) - t * t * dx) * dy - (y - u * (c[1] - xy[1]) - t * t * dy) * dx;
        if (fabs(off) > most * sqrt(l2))
            return false;
    }
    return true;
}

/* Meridians and parallels on a regional map are hardly more than straight: a curve
 * each; false, and nothing appended, where one bends otherwise. */
static bool append_bows(const GmPixelGeom *g, GmPath *path)
{
    guint n;
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        const double *xy = gm_layout_pixels_part(g, i, &n);
        if (!is_bow(xy, n, 0.15))
            return false;
    }
    for (guint i = 0; i < gm_layout_pixels_n_parts(g); i++) {
        const double *xy = gm_layout_pixels_part(g, i, &n), *b = xy + 2 * (n - 1);
        double c[2];
        bow_control(xy, n, c);
        gm_layout_path_move(path, xy[0], xy[1]);
        gm_layout_path_curve(path, (xy[0] + 2.0 * c[0]) / 3.0, (xy[1] + 2.0 * c[1]) / 3.0,
                             (b[0] + 2.0 * c[0]) / 3.0, (b[1] + 2.0 * c[1]) / 3.0, b[0], b[1]);
    }
    return true;
}

/* One meridian or parallel, drawn into @path; labels where it meets the
 * frame's foot (meridians) or left side (parallels). */
static void graticule_line(GmPage *p, bool meridian, double at, GmPath *path, GArray *marks)
{
    const GmMapView *v = &p->view;
    g_autoptr(GmGeom) line = gm_geom_new(GM_GEOM_LINE);
    enum { N = 90 };
    GmPos pos[N + 1];
    for (int i = 0; i <= N; i++) {
        double t = (double)i / N;
        double lon = v->window[0] + (v->window[2] - v->window[0]) * t + v->lon_c;
        pos[i].lat = meridian ? v->window[1] + (v->window[3] - v->window[1]) * t : at;
        pos[i].lon = meridian ? at : lon;
        if (fabs(pos[i].lon) > 180.0)
            pos[i].lon = remainder(pos[i].lon, 360.0);
    }
    gm_geom_add_part(line, pos, N + 1, false);
    g_autoptr(GmPixelGeom) all = gm_layout_view_geom(v, line, 0.0);
    if (!append_bows(all, path)) {
        g_autoptr(GmPixelGeom) g = gm_layout_pixels_thin(all, 5.0); /* they hardly bend */
        gm_layout_pixels_append_path(g, path);
    }
    for (guint i = 0; i < gm_layout_pixels_n_parts(all); i++) {
        guint n;
        const double *xy = gm_layout_pixels_part(all, i, &n);
        const double *ends[2] = {xy, xy + 2 * (n - 1)};
        for (int k = 0; k < 2; k++) {
            double off = meridian ? ends[k][1] - v->frame[3] : ends[k][0] - v->frame[0];
            if (fabs(off) > 0.5)
                continue;
            double mark[2] = {at, meridian ? ends[k][0] : ends[k][1]};
            g_array_append_vals(marks, mark, 2);
            break;
        }
    }
}

static void graticule_labels(GmPage *p, bool meridian, const GArray *marks)
{
    const double *f = p->view.frame;
    double size = face_size(p, "graticule-label"), last = -1e9;
    for (guint i = 0; i + 1 < marks->len; i += 2) {
        double at = g_array_index(marks, double, i), along = g_array_index(marks, double, i + 1);
        if (fabs(along - last) < size * 5.0 || along < f[meridian ? 0 : 1] + size * 2.2 ||
            along > f[meridian ? 2 : 3] - size * 2.2)
            continue;
        last = along;
        const char *positive =
            gm_scene_word(p->language, meridian ? GM_TERM_EAST_LETTER : GM_TERM_NORTH_LETTER);
        const char *negative =
            gm_scene_word(p->language, meridian ? GM_TERM_WEST_LETTER : GM_TERM_SOUTH_LETTER);
        g_autofree char *text = degrees(at, positive, negative);
        if (meridian) {
            gm_layout_page_write(p, GM_LAYER_FURNITURE, "graticule-label", text, along,
                                 f[3] + size * 1.25, GM_ANCHOR_MIDDLE, NULL);
            continue;
        }
        GmFace face = gm_layout_theme_face(p->theme, "graticule-label", p->zoom);
        GmText *t = gm_layout_set_text(p->typesetter, text, &face);
        gm_layout_text_move(t, f[0] - size * 0.5, along, GM_ANCHOR_MIDDLE);
        gm_layout_text_turn(t, -G_PI / 2);
        gm_layout_page_text(p, GM_LAYER_FURNITURE, "graticule-label", NULL, -1, t);
    }
}

void gm_layout_graticule(GmPage *p)
{
    const GmMapView *v = &p->view;
    double wide = v->window[2] - v->window[0], high = v->window[3] - v->window[1];
    double lines = MAX(3.0, (v->frame[2] - v->frame[0]) / (200.0 * p->zoom));
    double step = graticule_step(MIN(wide, high * 2.5), lines);
    GmPath *path = gm_layout_path_new();
    g_autoptr(GArray) meridians = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) parallels = g_array_new(FALSE, FALSE, sizeof(double));
    double west = v->window[0] + v->lon_c, east = v->window[2] + v->lon_c;
    for (double lon = ceil(west / step) * step; lon <= east; lon += step) {
        double folded = fabs(lon) <= 180.0 ? lon : remainder(lon, 360.0);
        graticule_line(p, true, folded, path, meridians);
    }
    for (double lat = ceil(v->window[1] / step) * step; lat <= v->window[3]; lat += step) {
        if (fabs(lat) < 89.9)
            graticule_line(p, false, lat, path, parallels);
    }
    gm_layout_page_path(p, GM_LAYER_BASE, "graticule", NULL, -1, p->map_clip, path);
    if (p->options->no_furniture)
        return;
    graticule_labels(p, true, meridians);
    graticule_labels(p, false, parallels);
}

/* ---- footer ---- */

static char *join(const GPtrArray *list, const char *separator)
{
    GString *s = g_string_new(NULL);
    for (guint i = 0; list != NULL && i < list->len; i++)
        g_string_append_printf(s, "%s%s", i > 0 ? separator : "",
                               (const char *)g_ptr_array_index(list, i));
    return g_string_free(s, FALSE);
}

static void note_gazetteer(GmPage *p)
{
    for (guint i = 0; p->gazetteer != NULL && i < gm_gazetteer_n_sources(p->gazetteer); i++) {
        GmSourceInfo info;
        if (gm_gazetteer_source(p->gazetteer, i, &info) &&
            g_hash_table_contains(p->place_sources, info.name))
            gm_layout_page_credit(p, info.credit, info.licence);
    }
}

static void note_features(GmPage *p)
{
    for (guint i = 0; p->gazetteer != NULL && i < p->scene->features->len; i++) {
        GmPlace place;
        guint64 ref = gm_scene_feature(p->scene, i)->place_ref;
        if (ref != 0 && gm_gazetteer_place(p->gazetteer, ref, &place))
            g_hash_table_add(p->place_sources, (gpointer)place.source);
    }
    for (guint i = 0; p->scene->credits != NULL && i < p->scene->credits->len; i++)
        gm_layout_page_credit(p, (const char *)g_ptr_array_index(p->scene->credits, i), NULL);
}

void gm_layout_footer(GmPage *p, const GmComposition *c)
{
    note_features(p);
    note_gazetteer(p);
    g_autofree char *documents = join(p->scene->sources, ", ");
    g_autofree char *credits = gm_credits_short(p->sheet->credits, ", ");
    g_autoptr(GString) line = g_string_new(NULL);
    if (*documents != '\0')
        g_string_append_printf(line, "%s %s. ", gm_scene_word(p->language, GM_TERM_DOCUMENT),
                               documents);
    if (*credits != '\0')
        g_string_append_printf(line, "%s %s. ", gm_scene_word(p->language, GM_TERM_SOURCES),
                               credits);
    g_string_append(line, gm_scene_word(p->language, GM_TERM_DISCLAIMER));
    if (p->scene->date != NULL) {
        g_autofree char *date = gm_scene_date_words(p->language, p->scene->date);
        g_string_append_printf(line, " %s%s", date, g_str_has_suffix(date, ".") ? "" : ".");
    }
    GmFace face = gm_layout_theme_face(p->theme, "footer", p->zoom);
    double width = c->footer[2] - c->footer[0], room = p->sheet->height - 4.0 - c->footer[1];
    g_autoptr(GPtrArray) lines = gm_layout_wrap(p->typesetter, line->str, &face, width);
    if ((lines->len + 0.4) * 1.42 * face.size > room * 1.25)
        p->wish.footer = face.size * 1.45 * lines->len;
    for (int k = 0; k < 6 && (lines->len + 0.4) * 1.42 * face.size > room; k++) {
        face.size *= 0.95;
        g_ptr_array_unref(lines);
        lines = gm_layout_wrap(p->typesetter, line->str, &face, width);
    }
    bool rtl = gm_scene_is_rtl(p->language);
    double y = c->footer[1] + face.size * 1.6;
    for (guint i = 0; i < lines->len && y < p->sheet->height - 2.0; i++, y += face.size * 1.42) {
        const char *words = (const char *)g_ptr_array_index(lines, i);
        g_autofree char *marked = rtl ? gm_layout_rtl_line(words) : NULL;
        GmText *text = gm_layout_set_text(p->typesetter, marked != NULL ? marked : words, &face);
        gm_layout_text_move(text, rtl ? c->footer[2] : c->footer[0], y,
                            rtl ? GM_ANCHOR_END : GM_ANCHOR_START);
        gm_layout_page_text(p, GM_LAYER_FURNITURE, "footer", NULL, -1, text);
    }
}
