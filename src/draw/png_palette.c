#include "png_palette.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_ENTRIES = 256,
    MAX_FLAT = 160,
    FLAT_RUN = 5,      /* pixels in a row of one colour: a surface, no edge */
    FLAT_PIXELS = 300, /* so many of them, and it is kept exactly */
    LIGHTNESS = 24,    /* how far a blend may be from its entry, of 255 */
    HUE = 8,
    FAINT = 3, /* … and only a third as far from a surface: faint lines do not sink in it */
};

typedef struct {
    guint32 rgb;
    guint32 count, flat; /* pixels; those of them in long runs */
    guint8 entry;
} Colour;

/** Pixels in a row of one colour. */
typedef struct {
    guint32 colour, n;
} Run;

struct GmPalette {
    Run *runs; /* of the pixels counted here, line by line */
    gsize n_runs;
    int width;       /* of a line */
    Colour *colours; /* distinct, in order of first appearance */
    guint n;
    guint32 *slots; /* open addressing: index in colours + 1, or 0 */
    guint n_slots;  /* a power of two */
    guint32 entries[MAX_ENTRIES];
    gint16 y[MAX_ENTRIES], cb[MAX_ENTRIES], cr[MAX_ENTRIES]; /* of the entries */
    guint n_entries, n_flat;
};

/* ---- the colours there are ---- */

static guint find_slot(const GmPalette *p, guint32 rgb)
{
    guint i = ((rgb * 2654435761u) >> 8) & (p->n_slots - 1);
    while (p->slots[i] && p->colours[p->slots[i] - 1].rgb != rgb)
        i = (i + 1) & (p->n_slots - 1);
    return i;
}

static void index_colours(GmPalette *p, guint n_slots)
{
    p->n_slots = n_slots;
    p->slots = g_renew(guint32, p->slots, n_slots);
    memset(p->slots, 0, n_slots * sizeof *p->slots);
    for (guint i = 0; i < p->n; i++)
        p->slots[find_slot(p, p->colours[i].rgb)] = i + 1;
}

/** Adds @n pixels, @flat of them in long runs; returns the colour's index. */
static guint32 count_colour(GmPalette *p, guint32 rgb, guint32 n, guint32 flat)
{
    guint slot = find_slot(p, rgb);
    if (!p->slots[slot]) {
        if ((p->n & (p->n - 1)) == 0 && p->n >= 1024)
            p->colours = g_renew(Colour, p->colours, (gsize)p->n * 2);
        p->colours[p->n] = (Colour){.rgb = rgb};
        p->slots[slot] = ++p->n;
        if (p->n * 2 > p->n_slots) {
            index_colours(p, p->n_slots * 2);
            slot = find_slot(p, rgb);
        }
    }
    guint32 at = p->slots[slot] - 1;
    p->colours[at].count += n;
    p->colours[at].flat += flat;
    return at;
}

/** Where the run of one colour ends that begins at @from. */
static int end_of_run(const guint32 *row, int from, int width)
{
    const guint64 colours = 0x00ffffff00ffffffu; /* of two pixels; what is beside them is nothing */
    guint32 rgb = row[from] & 0xffffff;
    guint64 both = (guint64)rgb << 32 | rgb;
    int x = from + 1;
    if (x < width && (row[x] & 0xffffff) != rgb)
        return x;
    for (; x + 4 <= width; x += 4) {
        guint64 two[2];
        memcpy(two, row + x, sizeof two);
        if (((two[0] ^ both) | (two[1] ^ both)) & colours)
            break;
    }
    while (x < width && (row[x] & 0xffffff) == rgb)
        x++;
    return x;
}

static void count_all(GmPalette *p, const guint32 *pixels, int width, int height, gsize stride)
{
    gsize room = 0;
    p->colours = g_new(Colour, 1024);
    index_colours(p, 4096);
    for (int y = 0; y < height; y++) {
        const guint32 *row = pixels + (gsize)y * stride;
        if (p->n_runs + (gsize)width > room) {
            room = 2 * p->n_runs + 16 * (gsize)width;
            p->runs = g_renew(Run, p->runs, room);
        }
        for (int x = 0, from = 0; x < width; from = x) {
            x = end_of_run(row, from, width);
            guint32 n = (guint32)(x - from);
            p->runs[p->n_runs++] =
                (Run){count_colour(p, row[from] & 0xffffff, n, n >= FLAT_RUN ? n : 0), n};
        }
    }
}

/* ---- the entries ---- */

typedef struct {
    int y, cb, cr;
} Seen; /* lightness and hue, as in ITU-R BT.601, 0..255 and signed */

static Seen seen(guint32 rgb)
{
    int r = (int)(rgb >> 16 & 0xff), g = (int)(rgb >> 8 & 0xff), b = (int)(rgb & 0xff);
    int y = (306 * r + 601 * g + 117 * b) / 1024;
    return (Seen){y, (b - y) * 578 / 1024, (r - y) * 730 / 1024};
}

static guint8 add_entry(GmPalette *p, guint32 rgb)
{
    Seen s = seen(rgb);
    guint i = p->n_entries++;
    p->entries[i] = rgb;
    p->y[i] = (gint16)s.y, p->cb[i] = (gint16)s.cb, p->cr[i] = (gint16)s.cr;
    return (guint8)i;
}

/** The entry that looks most like @rgb; *off: how far it is, in units of what
 *  may pass (1/16 of it). */
static guint8 nearest(const GmPalette *p, guint32 rgb, int *off)
{
    /* in 1/3 of those units, so that 16 / LIGHTNESS is a whole number; in two
     * passes, of which compilers make vectors */
    enum { UNIT = 3, Y = 16 * UNIT / LIGHTNESS, C = 16 * UNIT / HUE };
    Seen s = seen(rgb);
    gint16 y = (gint16)s.y, cb = (gint16)s.cb, cr = (gint16)s.cr, best = G_MAXINT16;
    gint16 d[MAX_ENTRIES];
    for (guint i = 0; i < p->n_entries; i++) {
        gint16 dy = (gint16)(p->y[i] - y), db = (gint16)(p->cb[i] - cb);
        gint16 dr = (gint16)(p->cr[i] - cr);
        dy = (gint16)(MAX(dy, -dy) * Y);
        db = (gint16)(MAX(db, -db) * C);
        dr = (gint16)(MAX(dr, -dr) * C);
        db = MAX(db, dr);
        d[i] = MAX(dy, db);
        best = MIN(best, d[i]);
    }
    guint at = 0;
    while (d[at] != best)
        at++;
    *off = best / UNIT * (at < p->n_flat ? FAINT : 1);
    return (guint8)at;
}

static int by_count(const void *a, const void *b)
{
    const Colour *x = *(Colour *const *)a, *y = *(Colour *const *)b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->rgb < y->rgb ? -1 : x->rgb > y->rgb;
}

/** Colours that differ by less than 4 of 255 share a cell and, as blends, an entry. */
static guint cell_of(guint32 rgb)
{
    return (rgb >> 6 & 0x3f000) | (rgb >> 4 & 0xfc0) | (rgb >> 2 & 0x3f);
}

/** Each cell's most frequent colour finds an entry, or becomes one. */
static void enter_blends(GmPalette *p, Colour **blends, guint n)
{
    enum { CELLS = 1 << 18, NONE = 0xffff };
    g_autofree guint16 *cells = g_new(guint16, CELLS);
    memset(cells, 0xff, CELLS * sizeof *cells);
    for (guint i = 0; i < n; i++) {
        guint16 *cell = &cells[cell_of(blends[i]->rgb)];
        int off = 0;
        if (*cell == NONE)
            *cell = nearest(p, blends[i]->rgb, &off);
        if (off > (blends[i]->count > 1000 ? 8 : 16) && p->n_entries < MAX_ENTRIES)
            *cell = add_entry(p, blends[i]->rgb);
        blends[i]->entry = (guint8)*cell;
    }
}

static void make_entries(GmPalette *p)
{
    g_autofree Colour **order = g_new(Colour *, p->n);
    guint flat = 0, blends = p->n;
    bool few = p->n <= MAX_ENTRIES;
    for (guint i = 0; i < p->n; i++) {
        Colour *c = &p->colours[i];
        order[few || c->flat >= FLAT_PIXELS ? flat++ : --blends] = c;
    }
    qsort(order, flat, sizeof *order, by_count);
    while (!few && flat > MAX_FLAT)
        blends = --flat;
    qsort(order + flat, p->n - flat, sizeof *order, by_count);
    for (guint i = 0; i < flat; i++)
        order[i]->entry = add_entry(p, order[i]->rgb);
    p->n_flat = few ? 0 : flat;
    enter_blends(p, order + flat, p->n - flat);
}

GmPalette *gm_draw_palette_new(const guint32 *pixels, int width, int height, gsize stride)
{
    GmPalette *p = g_new0(GmPalette, 1);
    p->width = width;
    count_all(p, pixels, width, height, stride);
    return p;
}

void gm_draw_palette_choose(GmPalette *p, GmPalette *more)
{
    guint n = more ? more->n : 0;
    g_autofree guint32 *same = g_new(guint32, n + 1);
    for (guint i = 0; i < n; i++) {
        const Colour *c = &more->colours[i];
        same[i] = count_colour(p, c->rgb, c->count, c->flat);
    }
    make_entries(p);
    for (guint i = 0; i < n; i++)
        more->colours[i].entry = p->colours[same[i]].entry;
}

void gm_draw_palette_free(GmPalette *p)
{
    if (!p)
        return;
    g_free(p->runs);
    g_free(p->colours);
    g_free(p->slots);
    g_free(p);
}

guint gm_draw_palette_size(const GmPalette *p)
{
    return p->n_entries;
}

guint32 gm_draw_palette_colour(const GmPalette *p, guint i)
{
    return p->entries[i];
}

void gm_draw_palette_map(const GmPalette *p, guint8 *out, gsize before)
{
    int left = 0; /* of the line */
    for (gsize i = 0; i < p->n_runs; i++) {
        const Run *run = &p->runs[i];
        if (left == 0) {
            memset(out, 0, before);
            out += before;
            left = p->width;
        }
        guint8 entry = p->colours[run->colour].entry;
        if (run->n < 8)
            for (guint32 k = 0; k < run->n; k++)
                out[k] = entry;
        else
            memset(out, entry, run->n);
        out += run->n;
        left -= (int)run->n;
    }
}
