/* The panel beside or below the map: locator, legend, notes, lists. */
#include "base_map.h"
#include "furniture.h"
#include "legend_sample.h"
#include "map_words.h"
#include "theme_layer.h"

#include <math.h>
#include <string.h>

typedef struct {
    GmPage *p;
    double x0, x1, y, top, bottom; /* the column being written */
    double step;                   /* to the next column; negative: leftwards; 0: only one */
    double left, right;            /* columns may go so far */
    bool rtl, full;
    bool dry; /* only sees whether all fits */
} Column;

static bool has_next(const Column *c)
{
    return c->step != 0.0 && c->x1 + c->step <= c->right + 0.5 && c->x0 + c->step >= c->left - 0.5;
}

static void go_on(Column *c)
{
    c->x0 += c->step;
    c->x1 += c->step;
    c->y = c->top;
}

/* Makes room for @h; moves to the next column, or says no. */
static bool need(Column *c, double h)
{
    if (c->y + h <= c->bottom)
        return true;
    if (has_next(c)) {
        go_on(c);
        return c->y + h <= c->bottom;
    }
    c->full = true;
    return false;
}

static void write_line(Column *c, const char *class_, const char *text, double x, double baseline)
{
    if (c->dry)
        return;
    g_autofree char *marked = c->rtl ? gm_layout_rtl_line(text) : NULL;
    gm_layout_page_write(c->p, GM_LAYER_FURNITURE, class_, marked != NULL ? marked : text,
                         c->rtl ? c->x1 - (x - c->x0) : x, baseline,
                         c->rtl ? GM_ANCHOR_END : GM_ANCHOR_START, NULL);
}

static bool heading(Column *c, const char *text)
{
    GmFace f = gm_layout_theme_face(c->p->theme, "legend-heading", c->p->zoom);
    /* a heading never stands alone at a column's foot */
    if (!need(c, f.size * 4.4))
        return false;
    c->y += c->y > c->top ? f.size * 0.9 : 0.0;
    write_line(c, "legend-heading", text, c->x0, c->y + f.size);
    c->y += f.size * 1.75;
    return true;
}

static bool paragraph(Column *c, const char *class_, const char *text, double indent, guint most)
{
    GmFace f = gm_layout_theme_face(c->p->theme, class_, c->p->zoom);
    g_autoptr(GPtrArray) lines = gm_layout_wrap(c->p->typesetter, text, &f, c->x1 - c->x0 - indent);
    guint n = MIN(lines->len, most);
    if (!need(c, n * f.size * 1.32))
        return false;
    for (guint i = 0; i < n; i++) {
        g_autofree char *line = i + 1 == n && n < lines->len
                                    ? g_strconcat((char *)g_ptr_array_index(lines, i), " …", NULL)
                                    : g_strdup((char *)g_ptr_array_index(lines, i));
        write_line(c, class_, line, c->x0 + indent, c->y + f.size);
        c->y += f.size * 1.32;
    }
    return true;
}

/* ---- rows ---- */

/* In the map's language; "" when it has none. */
static const char *name_of(const GmFeature *f)
{
    return f->caption != NULL ? f->caption : f->name != NULL ? f->name : "";
}

/* A post or a base named after its place alone: the row says what it is, too. */
static char *symbol_text(const GmPage *p, const GmFeature *f, const GmLegendEntry *e)
{
    if (f == NULL || e->count != 1 || e->shape != GM_SAMPLE_SYMBOL || f->kind == GM_FEATURE_PLACE)
        return NULL;
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *o = gm_scene_feature(p->scene, i);
        if (o != f && o->geom != NULL && o->geom->kind == GM_GEOM_POINT &&
            g_strcmp0(o->name, f->name) == 0)
            return gm_scene_phrase(p->language, GM_TERM_NAME_AT,
                                   &(GmTermParts){.name = e->text, .a = name_of(f)});
    }
    return NULL;
}

/* The feature's own name when the entry stands for one, what its kind is
 * called otherwise; then what is special about its status. */
static char *own_text(const GmPage *p, const GmLegendEntry *e)
{
    const GmFeature *f = e->feature >= 0 ? gm_scene_feature(p->scene, (guint)e->feature) : NULL;
    g_autofree char *both = symbol_text(p, f, e);
    const char *text = both != NULL ? both : e->text;
    if (f != NULL && both == NULL && e->count == 1 && *name_of(f) != '\0' &&
        f->kind != GM_FEATURE_PLACE && g_utf8_strlen(name_of(f), -1) <= 80)
        text = name_of(f);
    if (f != NULL && f->geom->kind == GM_GEOM_POINT && f->certainty != GM_CERTAINTY_EXACT &&
        f->kind == GM_FEATURE_PLACE)
        return g_strdup_printf("%s (%s)", text, gm_scene_word(p->language, GM_TERM_ABOUT_HERE));
    if (f != NULL && f->geom->kind == GM_GEOM_LINE && f->certainty == GM_CERTAINTY_INDICATIVE)
        return g_strdup_printf("%s (%s)", text, gm_scene_word(p->language, GM_TERM_NO_COURSE));
    GmTerm status = f == NULL                         ? GM_TERM_NONE
                    : f->status == GM_STATUS_REPORTED ? GM_TERM_REPORTED
                    : f->status == GM_STATUS_PROPOSED ? GM_TERM_PROPOSED
                    : f->status == GM_STATUS_DENIED   ? GM_TERM_DENIED
                                                      : GM_TERM_NONE;
    if (status == GM_TERM_NONE || (f != NULL && f->kind == GM_FEATURE_PLACE))
        return g_strdup(text);
    const char *word = gm_scene_word(p->language, status);
    g_autofree char *lower = g_utf8_strdown(word, -1);
    return g_strdup_printf("%s (%s)", text, lower);
}

/* One fill may stand for several features: the row names them. */
static char *entry_text(const GmPage *p, const GmLegendEntry *e)
{
    g_autofree char *own = own_text(p, e);
    g_autoptr(GString) s = g_string_new(own);
    guint named = 1;
    for (guint i = 0; e->feature >= 0 && e->count == 1 && i < p->same->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        if (i == (guint)e->feature || g_array_index(p->same, guint, i) != (guint)e->feature ||
            *name_of(f) == '\0' || strstr(s->str, name_of(f)) != NULL || named == 3)
            continue;
        const GmLegendEntry follower = {
            .text = (char *)name_of(f), .shape = e->shape, .feature = (int)i, .count = 1};
        g_autofree char *text = own_text(p, &follower);
        g_string_append_printf(s, "; %s", text);
        named++;
    }
    return g_string_free(g_steal_pointer(&s), FALSE);
}

static void row(Column *c, const GmLegendEntry *e)
{
    double z = c->p->zoom, w = 34.0 * z, h = 15.0 * z, gap = 10.0 * z;
    GmFace f = gm_layout_theme_face(c->p->theme, "legend-text", z);
    g_autofree char *text = entry_text(c->p, e);
    g_autoptr(GPtrArray) lines =
        gm_layout_wrap(c->p->typesetter, text, &f, c->x1 - c->x0 - w - gap);
    guint n = MIN(lines->len, 3u);
    double lead = f.size * 1.25, high = MAX(h + 7.0 * z, n * lead + 6.0 * z);
    if (!need(c, high))
        return;
    double middle = c->y + high / 2;
    if (!c->dry)
        gm_layout_sample(c->p, e, c->rtl ? c->x1 - w : c->x0, middle, w, h);
    double y = middle - n * lead / 2 + lead * 0.5 + f.size * 0.36;
    for (guint i = 0; i < n; i++, y += lead)
        write_line(c, "legend-text", (const char *)g_ptr_array_index(lines, i), c->x0 + w + gap, y);
    c->y += high;
}

static int by_order(gconstpointer a, gconstpointer b)
{
    const GmLegendEntry *x = *(GmLegendEntry *const *)a, *y = *(GmLegendEntry *const *)b;
    if (x->group != y->group)
        return x->group - y->group;
    return x->order != y->order ? x->order - y->order : strcmp(x->style, y->style);
}

static void legend(Column *c, int group)
{
    GmPage *p = c->p;
    bool headed = false;
    for (guint i = 0; i < p->legend->len && !c->full; i++) {
        const GmLegendEntry *e = (const GmLegendEntry *)g_ptr_array_index(p->legend, i);
        if (e->group != group)
            continue;
        if (!headed)
            heading(c, gm_scene_word(p->language, group == 0 ? GM_TERM_LEGEND : GM_TERM_BASE_MAP));
        headed = true;
        row(c, e);
    }
}

/* A neutral swatch and what it means. */
static void sure_row(Column *c, const char *style, GmTerm word)
{
    double z = c->p->zoom, w = 34.0 * z, h = 13.0 * z, gap = 10.0 * z;
    GmFace f = gm_layout_theme_face(c->p->theme, "note", z);
    g_autoptr(GPtrArray) lines = gm_layout_wrap(
        c->p->typesetter, gm_scene_word(c->p->language, word), &f, c->x1 - c->x0 - w - gap);
    double lead = f.size * 1.28, high = MAX(h + 7.0 * z, lines->len * lead + 4.0 * z);
    if (!need(c, high))
        return;
    double middle = c->y + high / 2;
    if (!c->dry)
        gm_layout_sample_sure(c->p, style, c->rtl ? c->x1 - w : c->x0, middle, w, h);
    double y = middle - lines->len * lead / 2 + lead * 0.5 + f.size * 0.36;
    for (guint i = 0; i < lines->len; i++, y += lead)
        write_line(c, "note", (const char *)g_ptr_array_index(lines, i), c->x0 + w + gap, y);
    c->y += high;
}
/* Only what is on the map is explained. */
static void how_sure(Column *c)
{
    GmPage *p = c->p;
    enum { SOLID, DASHED, SOFT, HATCHED, HOLLOW, N_SIGNS };
    static const char *const styles[] = {"sure.solid", "sure.dashed", "sure.soft", "sure.hatched",
                                         "sure.hollow"};
    static const GmTerm words[] = {GM_TERM_EXACT, GM_TERM_APPROXIMATE, GM_TERM_INDICATIVE,
                                   GM_TERM_HATCHED, GM_TERM_HOLLOW};
    bool seen[N_SIGNS] = {false};
    for (guint i = 0; i < p->legend->len; i++) {
        const GmLegendEntry *e = (const GmLegendEntry *)g_ptr_array_index(p->legend, i);
        if (e->feature < 0)
            continue;
        const GmFeature *f = gm_scene_feature(p->scene, (guint)e->feature);
        if (e->shape == GM_SAMPLE_AREA) {
            bool soft = f->soft_edge || f->certainty == GM_CERTAINTY_INDICATIVE;
            seen[soft ? SOFT : f->certainty == GM_CERTAINTY_APPROXIMATE ? DASHED : SOLID] = true;
            seen[HATCHED] |= f->status == GM_STATUS_PROPOSED;
        } else if (e->shape == GM_SAMPLE_SYMBOL) {
            seen[HOLLOW] |= f->status == GM_STATUS_REPORTED;
        }
    }
    bool any = false;
    for (int k = 0; k < N_SIGNS; k++) {
        if (!seen[k])
            continue;
        if (!any && !heading(c, gm_scene_word(p->language, GM_TERM_HOW_SURE)))
            return;
        any = true;
        sure_row(c, styles[k], words[k]);
    }
}

/* Which features left anything on the map. */
static bool *drawn_features(const GmPage *p)
{
    bool *drawn = g_new0(bool, p->scene->features->len + 1);
    for (guint i = 0; i < p->sheet->items->len; i++) {
        int f = gm_sheet_item(p->sheet, i)->feature;
        if (f >= 0) {
            drawn[f] = true;
            drawn[g_array_index(p->same, guint, (guint)f)] = true;
        }
    }
    for (guint i = 0; i < p->same->len; i++)
        drawn[i] |= drawn[g_array_index(p->same, guint, i)];
    return drawn;
}

static bool is_off_map(const GmPage *p, const GmFeature *f)
{
    const double *frame = p->view.frame;
    double x, y;
    return !gm_layout_view_point(&p->view, f->geom->pos[0], &x, &y) || x < frame[0] ||
           x > frame[2] || y < frame[1] || y > frame[3];
}

/* A town, or what happened at one. */
static bool is_of_town(const GmFeature *f)
{
    bool town = f->kind == GM_FEATURE_PLACE && g_strcmp0(f->subtype, "settlement") == 0;
    bool event = f->kind == GM_FEATURE_DEPLOYMENT && g_strcmp0(f->subtype, "event") == 0;
    return f->geom != NULL && f->geom->kind == GM_GEOM_POINT && (town || event);
}

/* Towns that the document names and that lie off the map: the reader is told so. @any: a
 * note stands already. */
static void outside(Column *c, bool any)
{
    enum { MOST = 8 };
    const GmScene *s = c->p->scene;
    g_autofree bool *drawn = drawn_features(c->p);
    g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) names = g_string_new(gm_scene_word(c->p->language, GM_TERM_OUTSIDE));
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (drawn[i] || !is_of_town(f) || !is_off_map(c->p, f))
            continue;
        const char *name = f->label != NULL ? f->label : name_of(f);
        guint n = g_hash_table_size(said);
        if (g_hash_table_add(said, (gpointer)name) && n < MOST)
            g_string_append_printf(names, "%s%s", n > 0 ? "; " : "", name);
    }
    guint n = g_hash_table_size(said);
    if (n == 0 || (!any && !heading(c, gm_scene_word(c->p->language, GM_TERM_NOTES))))
        return;
    if (n > MOST)
        g_string_append(names, " …");
    paragraph(c, "note", names->str, 0.0, 4);
    c->y += 3.0 * c->p->zoom;
}

static void notes(Column *c)
{
    const GmScene *s = c->p->scene;
    g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
    guint n = 0;
    g_autofree bool *drawn = drawn_features(c->p);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        for (guint k = 0; drawn[i] && f->notes != NULL && k < f->notes->len && n < 5; k++) {
            const char *note = (const char *)g_ptr_array_index(f->notes, k);
            if (!g_hash_table_add(said, (gpointer)note))
                continue;
            if (n++ == 0 && !heading(c, gm_scene_word(c->p->language, GM_TERM_NOTES)))
                return;
            g_autofree char *words = gm_scene_note_words(s, f, note);
            paragraph(c, "note", words, 0.0, 4);
            c->y += 3.0 * c->p->zoom;
        }
    }
    outside(c, n > 0);
}

static char *place_line(const GmPage *p, guint i)
{
    const GmFeature *f = gm_scene_feature(p->scene, g_array_index(p->numbered, guint, i));
    return g_strdup_printf("%u\u2002%s", i + 1, f->label != NULL ? f->label : name_of(f));
}

/* Two abreast where all are short enough, numbered down and then across. */
static void place_list(Column *c)
{
    const GmPage *p = c->p;
    GmFace f = gm_layout_theme_face(p->theme, "note", p->zoom);
    double widest = 0.0, half = (c->x1 - c->x0) / 2.0;
    for (guint i = 0; i < p->numbered->len; i++) {
        g_autofree char *line = place_line(p, i);
        widest = MAX(widest, gm_layout_text_width(p->typesetter, line, &f));
    }
    bool two = p->numbered->len > 5 && widest < half - 8.0 * p->zoom;
    guint rows = two ? (p->numbered->len + 1) / 2 : p->numbered->len;
    for (guint i = 0; i < rows && need(c, f.size * 1.32); i++) {
        for (guint k = i; k < p->numbered->len; k += rows) {
            g_autofree char *line = place_line(p, k);
            write_line(c, "note", line, k == i ? c->x0 : c->x0 + half, c->y + f.size);
        }
        c->y += f.size * 1.32;
    }
}

/* Of a place that no gazetteer has there is no more to say on a map: such names stand
 * together, each once, and then what could not be drawn. */
static void unplaced_list(Column *c)
{
    static const char unknown[] = "not in the gazetteer";
    const GmScene *s = c->p->scene;
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < s->unplaced->len; i++) {
        const GmUnplaced *u = (const GmUnplaced *)g_ptr_array_index(s->unplaced, i);
        bool name = g_str_equal(u->what, "mention") && strstr(u->reason, unknown) != NULL;
        char *line =
            name ? g_strdup(u->surface) : g_strdup_printf("%s — %s", u->surface, u->reason);
        if (!g_hash_table_add(told, line))
            continue;
        if (name)
            g_string_append_printf(
                names, "%s%s", names->len > 0 ? gm_scene_word(c->p->language, GM_TERM_COMMA) : "",
                line);
        else
            g_ptr_array_add(lines, g_strdup(line));
    }
    if (names->len > 0) {
        g_string_append_printf(names, " — %s", unknown);
        GmFace f = gm_layout_theme_face(c->p->theme, "note", c->p->zoom);
        g_autoptr(GPtrArray) rows = gm_layout_wrap(c->p->typesetter, names->str, &f, c->x1 - c->x0);
        for (guint i = 0; i < rows->len && !c->full; i++) /* on into the next column */
            paragraph(c, "note", (const char *)g_ptr_array_index(rows, i), 0.0, 1);
    }
    for (guint i = 0; i < lines->len && !c->full; i++)
        paragraph(c, "note", (const char *)g_ptr_array_index(lines, i), 0.0, 2);
}

static void lists(Column *c)
{
    GmPage *p = c->p;
    if ((p->options->place_list || p->scene->place_list) && p->numbered->len > 0 &&
        heading(c, gm_scene_word(p->language, GM_TERM_PLACES))) {
        place_list(c);
    }
    if ((p->options->unplaced_list || p->scene->unplaced_list) && p->scene->unplaced->len > 0 &&
        heading(c, gm_scene_word(p->language, GM_TERM_UNPLACED))) {
        unplaced_list(c);
    }
}

static void scale_line(Column *c)
{
    GmPage *p = c->p;
    g_autoptr(GString) digits = g_string_new(NULL);
    /* a fitted scale is no round number: three digits are as true */
    double unit = pow(10.0, MAX(0.0, floor(log10(p->view.scale)) - 2.0));
    g_string_printf(digits, "%.0f", round(p->view.scale / unit) * unit);
    for (gssize at = (gssize)digits->len - 3; at > 0; at -= 3)
        g_string_insert(digits, at, "\u202f");
    g_autofree char *line =
        g_strdup_printf("%s 1:%s", gm_scene_word(p->language, GM_TERM_SCALE), digits->str);
    g_autofree char *projection =
        g_strdup_printf("%s %s, WGS 84", gm_scene_word(p->language, GM_TERM_PROJECTION),
                        gm_geo_projection_name(p->view.projection));
    GmFace f = gm_layout_theme_face(p->theme, "note", p->zoom);
    c->y += f.size;
    paragraph(c, "note", line, 0.0, 1);
    paragraph(c, "note", projection, 0.0, 2);
    if (gm_layout_base_is_coarse(p))
        paragraph(c, "note", gm_scene_word(p->language, GM_TERM_COARSE_BASE), 0.0, 4);
}

/* Parts of the panel in the order of their weight; true when all had room. */
static bool write_parts(Column *c, bool with_notes)
{
    legend(c, 0);
    how_sure(c);
    legend(c, 1);
    lists(c);
    bool whole = !c->full;
    if (with_notes)
        notes(c);
    return whole;
}

static Column columns_below(GmPage *p, const double r[4], bool *with_locator, double locator[4])
{
    double z = p->zoom, gap = 20.0 * z;
    Column c = {.p = p, .y = r[1], .top = r[1], .bottom = r[3], .left = r[0], .right = r[2]};
    double columns = MAX(1.0, floor((r[2] - r[0]) / (250.0 * z)));
    double step = (r[2] - r[0] + gap) / columns, wide = MIN(step - gap, (r[3] - r[1]) * 1.3);
    c.rtl = gm_scene_is_rtl(p->language);
    c.step = c.rtl ? -step : step;
    c.x0 = c.rtl ? r[2] - step + gap : r[0];
    c.x1 = c.x0 + step - gap;
    *with_locator = *with_locator && columns > 1.0;
    double x = c.rtl ? r[0] : r[2] - wide;
    memcpy(locator, (const double[]){x, r[1], x + wide, MIN(r[3], r[1] + wide)},
           4 * sizeof(double));
    if (*with_locator && c.rtl)
        c.left = locator[2] + 12.0 * z;
    else if (*with_locator)
        c.right = locator[0] - 12.0 * z;
    return c;
}

/* The panel's first column, and in @locator the place of the locator (when
 * @with_locator, and when there is room for one). */
static Column first_column(GmPage *p, const GmComposition *comp, bool *with_locator,
                           double locator[4])
{
    const double *r = comp->panel;
    double z = p->zoom, reserve = gm_layout_theme_face(p->theme, "note", z).size * 5.2;
    if (comp->panel_below)
        return columns_below(p, r, with_locator, locator);
    double gap = 20.0 * z, width = (r[2] - r[0] - gap * (comp->columns - 1)) / comp->columns;
    Column c = {.p = p,
                .x0 = r[0],
                .x1 = r[0] + width,
                .y = r[1],
                .top = r[1],
                .bottom = r[3] - reserve, /* the scale line is never left out */
                .step = comp->columns > 1 ? width + gap : 0.0,
                .left = r[0],
                .right = r[2],
                .rtl = gm_scene_is_rtl(p->language)};
    if (c.rtl && comp->columns > 1) {
        c.x0 = r[2] - width;
        c.x1 = r[2];
        c.step = -c.step;
    }
    *with_locator = *with_locator && r[3] - r[1] > 480.0 * z;
    memcpy(locator, (const double[]){c.x0, r[1], c.x1, r[1] + width * 0.72}, 4 * sizeof(double));
    if (*with_locator)
        c.y = locator[3] + 12.0 * z;
    return c;
}

static bool fits(Column c)
{
    c.dry = true;
    return write_parts(&c, false);
}

double gm_layout_panel_need(GmPage *p, const GmComposition *comp, double most)
{
    g_ptr_array_sort(p->legend, by_order);
    GmComposition trial = *comp;
    double step = 12.0 * p->zoom, locator[4];
    for (double h = 130.0 * p->zoom;; h += step) {
        bool with_locator = true;
        trial.panel[3] = trial.panel[1] + h;
        Column c = first_column(p, &trial, &with_locator, locator);
        c.dry = true;
        write_parts(&c, true);
        scale_line(&c);
        if (!c.full || h + step > most)
            return h;
    }
}

bool gm_layout_panel(GmPage *p, const GmComposition *comp, GError **error)
{
    if (!comp->has_panel)
        return true;
    g_ptr_array_sort(p->legend, by_order);
    double zoom = p->zoom, rect[4];
    bool locator = true;
    Column c = first_column(p, comp, &locator, rect);
    if (!fits(c)) { /* the legend goes before the locator, and is whole if small */
        locator = false;
        c = first_column(p, comp, &locator, rect);
        for (double k = 0.94; !fits(c) && k > 0.4; k -= 0.06) {
            p->zoom = zoom * k;
            c = first_column(p, comp, &locator, rect);
        }
    }
    GError *problem = NULL;
    if (locator && !gm_layout_locator(p, rect, &problem) && problem == NULL) {
        locator = false;
        c = first_column(p, comp, &locator, rect);
    }
    if (problem != NULL) {
        g_propagate_error(error, problem);
        p->zoom = zoom;
        return false;
    }
    write_parts(&c, true);
    if (!comp->panel_below)
        c.bottom = comp->panel[3];
    scale_line(&c);
    p->zoom = zoom;
    return true;
}
