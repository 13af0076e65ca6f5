#include "png_palette.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ENTRIES = 256, N_EXACT = 144 };

typedef struct {
    guint32 rgb;
    guint32 count;
    guint8 entry;
} Colour;

struct GmPalette {
    Colour *colours; /* distinct, in order of first appearance, then sorted */
    guint n;
    guint32 *slots; /* open addressing: index in colours + 1, or 0 */
    guint n_slots;  /* a power of two */
    guint32 entries[MAX_ENTRIES];
    guint n_entries;
};

static guint hash(guint32 rgb)
{
    return (rgb * 2654435761u) >> 8;
}

static guint find_slot(const GmPalette *p, guint32 rgb)
{
    guint i = hash(rgb) & (p->n_slots - 1);
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

static void count_colour(GmPalette *p, guint32 rgb, guint32 n)
{
    guint slot = find_slot(p, rgb);
    if (p->slots[slot]) {
        p->colours[p->slots[slot] - 1].count += n;
        return;
    }
    if ((p->n & (p->n - 1)) == 0 && p->n >= 1024)
        p->colours = g_renew(Colour, p->colours, (gsize)p->n * 2);
    p->colours[p->n] = (Colour){rgb, n, 0};
    p->slots[slot] = ++p->n;
    if (p->n * 2 > p->n_slots)
        index_colours(p, p->n_slots * 2);
}

static void count_all(GmPalette *p, const guint32 *pixels, int width, int height, gsize stride)
{
    p->colours = g_new(Colour, 1024);
    index_colours(p, 4096);
    for (int y = 0; y < height; y++) {
        const guint32 *row = pixels + (gsize)y * stride;
        for (int x = 0, from = 0; x < width; from = x) {
            guint32 rgb = row[x] & 0xffffff;
            while (x < width && (row[x] & 0xffffff) == rgb)
                x++;
            count_colour(p, rgb, (guint32)(x - from));
        }
    }
}

static int by_count(const void *a, const void *b)
{
    const Colour *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->rgb < y->rgb ? -1 : x->rgb > y->rgb;
}

/* ---- median cut ---- */

typedef struct {
    guint from, to; /* colours */
    guint64 weight;
    int channel, spread; /* the widest */
} Box;

static int channel_of(guint32 rgb, int channel)
{
    return (int)(rgb >> (16 - 8 * channel)) & 0xff;
}

static Box measure(const Colour *c, guint from, guint to)
{
    int lo[3] = {255, 255, 255}, hi[3] = {0, 0, 0};
    Box b = {.from = from, .to = to};
    for (guint i = from; i < to; i++) {
        b.weight += c[i].count;
        for (int k = 0; k < 3; k++) {
            int v = channel_of(c[i].rgb, k);
            lo[k] = MIN(lo[k], v), hi[k] = MAX(hi[k], v);
        }
    }
    for (int k = 0; k < 3; k++)
        if (hi[k] - lo[k] > b.spread)
            b.spread = hi[k] - lo[k], b.channel = k;
    return b;
}

/** Moves colours so that those up to the mean of the widest channel come
 *  first; returns where the others begin. */
static guint split(Colour *c, const Box *b)
{
    guint64 sum = 0;
    for (guint i = b->from; i < b->to; i++)
        sum += (guint64)channel_of(c[i].rgb, b->channel) * c[i].count;
    int mean = (int)(sum / MAX(b->weight, 1));
    guint at = b->from;
    for (guint i = b->from; i < b->to; i++)
        if (channel_of(c[i].rgb, b->channel) <= mean) {
            Colour t = c[i];
            c[i] = c[at], c[at++] = t;
        }
    return at;
}

static guint32 average(const Colour *c, const Box *b)
{
    guint64 sum[3] = {0, 0, 0};
    for (guint i = b->from; i < b->to; i++)
        for (int k = 0; k < 3; k++)
            sum[k] += (guint64)channel_of(c[i].rgb, k) * c[i].count;
    guint32 rgb = 0;
    for (int k = 0; k < 3; k++)
        rgb = rgb << 8 | (guint32)((sum[k] + b->weight / 2) / MAX(b->weight, 1));
    return rgb;
}

static void cut(GmPalette *p, guint from)
{
    Box boxes[MAX_ENTRIES];
    guint n = 1;
    boxes[0] = measure(p->colours, from, p->n);
    while (p->n_entries + n < MAX_ENTRIES) {
        guint best = 0;
        double worst = 0;
        for (guint i = 0; i < n; i++) {
            double v = (double)boxes[i].weight * boxes[i].spread * boxes[i].spread;
            if (v > worst)
                worst = v, best = i;
        }
        if (worst <= 0)
            break;
        Box b = boxes[best];
        guint at = split(p->colours, &b);
        boxes[best] = measure(p->colours, b.from, at);
        boxes[n++] = measure(p->colours, at, b.to);
    }
    for (guint i = 0; i < n; i++)
        p->entries[p->n_entries++] = average(p->colours, &boxes[i]);
}

static guint8 nearest(const GmPalette *p, guint32 rgb)
{
    int r = channel_of(rgb, 0), g = channel_of(rgb, 1), b = channel_of(rgb, 2);
    int best = G_MAXINT;
    guint8 at = 0;
    for (guint i = 0; i < p->n_entries; i++) {
        guint32 e = p->entries[i];
        int dr = r - channel_of(e, 0), dg = g - channel_of(e, 1), db = b - channel_of(e, 2);
        int d = 3 * dr * dr + 6 * dg * dg + db * db; /* the eye's weights, roughly */
        if (d < best)
            best = d, at = (guint8)i;
    }
    return at;
}

GmPalette *gm_draw_palette_new(const guint32 *pixels, int width, int height, gsize stride)
{
    GmPalette *p = g_new0(GmPalette, 1);
    count_all(p, pixels, width, height, stride);
    qsort(p->colours, p->n, sizeof *p->colours, by_count);
    guint exact = p->n <= MAX_ENTRIES ? p->n : N_EXACT;
    for (guint i = 0; i < exact; i++)
        p->entries[p->n_entries++] = p->colours[i].rgb;
    if (exact < p->n)
        cut(p, exact);
    for (guint i = 0; i < p->n; i++)
        p->colours[i].entry = i < exact ? (guint8)i : nearest(p, p->colours[i].rgb);
    index_colours(p, p->n_slots);
    return p;
}

void gm_draw_palette_free(GmPalette *p)
{
    if (!p)
        return;
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

void gm_draw_palette_map(const GmPalette *p, const guint32 *pixels, guint8 *out, int n)
{
    guint32 last = G_MAXUINT32;
    guint8 entry = 0;
    for (int i = 0; i < n; i++) {
        guint32 rgb = pixels[i] & 0xffffff;
        if (rgb != last) {
            last = rgb;
            entry = p->colours[p->slots[find_slot(p, rgb)] - 1].entry;
        }
        out[i] = entry;
    }
}
