/* Paths that are drawn more than once are written once; those that run along
 * each other are written in the same direction, since deflate finds what recurs. */
#include "svg_path.h"
#include "svg_writer.h"

#include <math.h>
#include <string.h>

enum { WORTH_SHARING = 120 }; /* bytes of path data */

/** One distinct path. */
typedef struct {
    guint first;  /* the first item that draws it */
    guint number; /* of its definition, or 0 */
    bool firm;    /* dashes: they would run from the other end */
    bool filled;
    bool worth;
} Shape;

/** Base shapes and stroked lines may be used; a feature's filled shape stays a
 *  path of its own, so that page CSS finds it. */
static bool may_share(const GmSvg *w, const GmItem *it)
{
    return it->feature < 0 || gm_sheet_style(w->sheet, it->style)->fill.a <= 0;
}

/** The distinct paths; *of: for each item its shape's index + 1, or 0. */
static GArray *gather_shapes(const GmSvg *w, guint *of)
{
    const GmSheet *s = w->sheet;
    GArray *shapes = g_array_new(FALSE, TRUE, sizeof(Shape));
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < s->items->len; i++) {
        const char *d = w->data[i];
        if (!d)
            continue;
        const GmItem *it = gm_sheet_item(s, i);
        const GmStyle *st = gm_sheet_style(s, it->style);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known, d));
        if (!at) {
            Shape shape = {.first = i, .worth = strlen(d) >= WORTH_SHARING};
            g_array_append_val(shapes, shape);
            at = shapes->len;
            g_hash_table_insert(known, (gpointer)(guintptr)d, GUINT_TO_POINTER(at));
        }
        Shape *shape = &g_array_index(shapes, Shape, at - 1);
        shape->firm |= st->n_dash > 0;
        shape->filled |= st->fill.a > 0;
        of[i] = at;
    }
    return shapes;
}

static void number_shapes(GmSvg *w, GArray *shapes, const guint *of)
{
    guint n = 0;
    g_autofree guint *users = g_new0(guint, shapes->len + 1);
    for (guint i = 0; i < w->sheet->items->len; i++)
        if (of[i] && may_share(w, gm_sheet_item(w->sheet, i)))
            users[of[i] - 1]++;
    for (guint k = 0; k < shapes->len; k++) {
        Shape *shape = &g_array_index(shapes, Shape, k);
        if (shape->worth && users[k] > 1)
            shape->number = ++n;
    }
    for (guint i = 0; i < w->sheet->items->len; i++)
        if (of[i] && may_share(w, gm_sheet_item(w->sheet, i)))
            w->shared[i] = g_array_index(shapes, Shape, of[i] - 1).number;
}

/* ---- direction ---- */

/** A part of a path: its verbs [from, to) and where its coordinates begin. */
typedef struct {
    guint from, to, xy;
    bool closed;
} Part;

static Part part_at(const GmPath *p, guint from, guint xy)
{
    Part t = {.from = from, .to = from + 1, .xy = xy};
    while (t.to < p->verbs->len && g_array_index(p->verbs, guint8, t.to) != GM_PATH_MOVE)
        t.closed |= g_array_index(p->verbs, guint8, t.to++) == GM_PATH_CLOSE;
    return t;
}

static guint coordinates(guint8 verb)
{
    return verb == GM_PATH_CURVE ? 6 : verb == GM_PATH_CLOSE ? 0 : 2;
}

/** Two steps along a path, hashed; the other way round they are others. */
static gpointer two_steps(const double *a, const double *b, const double *c, double unit)
{
    const double *at[3] = {a, b, c};
    guint64 h = 14695981039346656037u;
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < 2; j++) {
            long step = lround(at[k + 1][j] * unit) - lround(at[k][j] * unit);
            h = (h ^ (guint64)step) * 1099511628211u;
        }
    return GSIZE_TO_POINTER((gsize)(h >> 8));
}

typedef void (*StepFunc)(gpointer steps, gpointer back, gpointer user);

/** Calls @func for each two steps of a part, with how they are back to front. */
static void each_two_steps(const GmPath *p, Part t, double unit, StepFunc func, gpointer user)
{
    const double *c = (const double *)p->xy->data + t.xy, *a = NULL, *b = NULL;
    for (guint v = t.from; v < t.to; v++) {
        guint n = coordinates(g_array_index(p->verbs, guint8, v));
        if (!n)
            continue;
        const double *end = c + n - 2;
        if (a)
            func(two_steps(a, b, end, unit), two_steps(end, b, a, unit), user);
        a = b, b = end;
        c += n;
    }
}

typedef struct {
    GHashTable *seen;
    guint ahead, back;
} Tally;

static void count_steps(gpointer steps, gpointer back, gpointer user)
{
    Tally *t = user;
    t->ahead += g_hash_table_contains(t->seen, steps) ? 1 : 0;
    t->back += g_hash_table_contains(t->seen, back) ? 1 : 0;
}

static void note_steps(gpointer steps, gpointer back, gpointer user)
{
    (void)back;
    g_hash_table_add(((Tally *)user)->seen, steps);
}

/** Appends a part, from its last point to its first when @back. */
static void append_part(GmPath *out, const GmPath *p, Part t, bool back)
{
    const guint8 *verbs = (const guint8 *)p->verbs->data;
    const double *xy = (const double *)p->xy->data + t.xy;
    guint n = 0, last = t.closed ? t.to - 1 : t.to;
    for (guint v = t.from; v < t.to; v++)
        n += coordinates(verbs[v]);
    if (!back) {
        g_array_append_vals(out->verbs, verbs + t.from, t.to - t.from);
        g_array_append_vals(out->xy, xy, n);
        return;
    }
    g_array_append_vals(out->verbs, verbs + t.from, 1);
    for (guint v = last; v-- > t.from + 1;)
        g_array_append_vals(out->verbs, verbs + v, 1);
    if (t.closed)
        g_array_append_vals(out->verbs, verbs + last, 1);
    for (guint k = n; k > 0; k -= 2)
        g_array_append_vals(out->xy, xy + k - 2, 2);
}

/** The path with each part, when @filled all of them together, in the direction
 *  of more of what was @seen; NULL when that is its own. Adds to @seen. */
static GmPath *turn(const GmPath *p, double unit, bool firm, bool filled, GHashTable *seen)
{
    g_autoptr(GmPath) out = gm_layout_path_new();
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_autoptr(GArray) tallies = g_array_new(FALSE, FALSE, sizeof(Tally));
    Tally all = {.seen = seen};
    guint xy = 0;
    for (guint v = 0; v < p->verbs->len;) {
        Part t = part_at(p, v, xy);
        Tally tally = {.seen = seen};
        each_two_steps(p, t, unit, count_steps, &tally);
        all.ahead += tally.ahead, all.back += tally.back;
        g_array_append_val(parts, t);
        g_array_append_val(tallies, tally);
        for (; v < t.to; v++)
            xy += coordinates(g_array_index(p->verbs, guint8, v));
    }
    bool turned = false;
    for (guint i = 0; i < parts->len; i++) {
        const Tally *tally = filled ? &all : &g_array_index(tallies, Tally, i);
        bool back = !firm && tally->back > tally->ahead;
        append_part(out, p, g_array_index(parts, Part, i), back);
        turned |= back;
    }
    xy = 0;
    for (guint i = 0; i < parts->len; i++) {
        Part t = g_array_index(parts, Part, i);
        t.xy = xy;
        each_two_steps(out, t, unit, note_steps, &all);
        for (guint v = t.from; v < t.to; v++)
            xy += coordinates(g_array_index(out->verbs, guint8, v));
    }
    return turned ? g_steal_pointer(&out) : NULL;
}

void gm_draw_svg_share(GmSvg *w, const guint8 *decimals)
{
    guint n = w->sheet->items->len;
    g_autofree guint *of = g_new0(guint, n + 1);
    g_autofree char **turned = NULL;
    g_autoptr(GArray) shapes = gather_shapes(w, of);
    number_shapes(w, shapes, of);
    turned = g_new0(char *, shapes->len + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (int defined = 1; defined >= 0; defined--) /* in the order of writing */
        for (guint k = 0; k < shapes->len; k++) {
            const Shape *shape = &g_array_index(shapes, Shape, k);
            if (!shape->worth || (shape->number > 0) != defined)
                continue;
            g_autoptr(GmPath) path =
                turn(gm_sheet_item(w->sheet, shape->first)->path,
                     decimals[shape->first] == 1 ? 10 : 100, shape->firm, shape->filled, seen);
            if (path)
                turned[k] = gm_draw_svg_path_data(path, decimals[shape->first]);
        }
    for (guint i = 0; i < n; i++)
        if (of[i] && turned[of[i] - 1]) {
            g_free(w->data[i]);
            w->data[i] = g_strdup(turned[of[i] - 1]);
        }
    for (guint k = 0; k < shapes->len; k++)
        g_free(turned[k]);
}

void gm_draw_svg_append_shared(GmSvg *w)
{
    guint written = 0;
    for (guint i = 0; i < w->sheet->items->len; i++)
        if (w->shared[i] > written)
            g_string_append_printf(w->out, "<path id=\"%sp%u\" d=\"%s\"/>\n", w->prefix, ++written,
                                   w->data[i]);
}
