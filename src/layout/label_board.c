#include "label_board.h"

#include <math.h>
#include <string.h>

#define BUCKET 64.0

typedef struct {
    double box[4];
    int owner;
    GmLabel *label; /* NULL: a hard obstacle */
    bool gone;      /* for a while, or out of the buckets */
} Taken;

/* A taken box beside those near it: most are told from the box alone. */
typedef struct {
    double box[4];
    guint index; /* in taken */
} Entry;

struct GmBoard {
    double frame[4], zoom;
    int patience; /* searches for places at the end of a line, left */
    GmInkGrid *ink;
    GArray *taken;    /* Taken */
    GArray **buckets; /* of Entry, nx × ny */
    int nx, ny;
};

GmBoard *gm_layout_board_new(const double frame[4], double zoom)
{
    GmBoard *b = g_new0(GmBoard, 1);
    memcpy(b->frame, frame, sizeof b->frame);
    b->zoom = zoom;
    b->patience = 250;
    b->ink = gm_layout_grid_new(frame, 4.0 * zoom);
    b->taken = g_array_new(FALSE, TRUE, sizeof(Taken));
    b->nx = (int)((frame[2] - frame[0]) / BUCKET) + 1;
    b->ny = (int)((frame[3] - frame[1]) / BUCKET) + 1;
    b->buckets = g_new0(GArray *, (gsize)(b->nx * b->ny));
    return b;
}

void gm_layout_board_free(GmBoard *b)
{
    if (b == NULL)
        return;
    for (int i = 0; i < b->nx * b->ny; i++) {
        if (b->buckets[i] != NULL)
            g_array_unref(b->buckets[i]);
    }
    g_free(b->buckets);
    g_array_unref(b->taken);
    gm_layout_grid_free(b->ink);
    g_free(b);
}

GmInkGrid *gm_layout_board_ink(GmBoard *b)
{
    return b->ink;
}

/* ---- boxes ---- */

static void bucket_range(const GmBoard *b, const double box[4], int r[4])
{
    r[0] = CLAMP((int)floor((box[0] - b->frame[0]) / BUCKET), 0, b->nx - 1);
    r[1] = CLAMP((int)floor((box[1] - b->frame[1]) / BUCKET), 0, b->ny - 1);
    r[2] = CLAMP((int)floor((box[2] - b->frame[0]) / BUCKET), 0, b->nx - 1);
    r[3] = CLAMP((int)floor((box[3] - b->frame[1]) / BUCKET), 0, b->ny - 1);
}

static int take(GmBoard *b, const double box[4], int owner, GmLabel *label)
{
    Taken t = {.owner = owner, .label = label};
    memcpy(t.box, box, sizeof t.box);
    g_array_append_val(b->taken, t);
    guint index = b->taken->len - 1;
    Entry e = {.index = index};
    memcpy(e.box, box, sizeof e.box);
    int r[4];
    bucket_range(b, box, r);
    for (int k = r[1]; k <= r[3]; k++) {
        for (int i = r[0]; i <= r[2]; i++) {
            GArray **bucket = &b->buckets[k * b->nx + i];
            if (*bucket == NULL)
                *bucket = g_array_new(FALSE, FALSE, sizeof(Entry));
            g_array_append_val(*bucket, e);
        }
    }
    return (int)index;
}

/* Out of the buckets, whose order stays: what goes came late. */
static void leave(GmBoard *b, guint index)
{
    Taken *t = &g_array_index(b->taken, Taken, index);
    int r[4];
    bucket_range(b, t->box, r);
    t->gone = true;
    for (int k = r[1]; k <= r[3]; k++) {
        for (int i = r[0]; i <= r[2]; i++) {
            GArray *bucket = b->buckets[k * b->nx + i];
            guint n = bucket->len;
            while (n > 0 && g_array_index(bucket, Entry, n - 1).index != index)
                n--;
            if (n > 0)
                g_array_remove_index(bucket, n - 1);
        }
    }
}

void gm_layout_board_block(GmBoard *b, const double box[4], int owner)
{
    take(b, box, owner, NULL);
}

static bool meets(const double a[4], const double c[4])
{
    return a[0] < c[2] && c[0] < a[2] && a[1] < c[3] && c[1] < a[3];
}

static bool in_frame(const GmBoard *b, const double box[4])
{
    double m = 2.0 * b->zoom;
    return box[0] >= b->frame[0] + m && box[1] >= b->frame[1] + m && box[2] <= b->frame[2] - m &&
           box[3] <= b->frame[3] - m;
}

/* 0 free, 1 only placed labels in the way (added to @pushed), 2 no; without @pushed, the
 * first of anything in the way. */
static int look(const GmBoard *b, const double box[4], int owner, GPtrArray *pushed)
{
    if (!in_frame(b, box))
        return 2;
    int r[4], result = 0;
    bucket_range(b, box, r);
    for (int k = r[1]; k <= r[3]; k++) {
        for (int i = r[0]; i <= r[2]; i++) {
            const GArray *bucket = b->buckets[k * b->nx + i];
            for (guint n = 0; bucket != NULL && n < bucket->len; n++) {
                const Entry *e = &g_array_index(bucket, Entry, n);
                const Taken *t = &g_array_index(b->taken, Taken, e->index);
                if (!meets(e->box, box) || t->gone)
                    continue;
                if (t->label == NULL) {
                    if (owner < 0 || t->owner != owner)
                        return 2;
                    continue;
                }
                if (pushed == NULL)
                    return 1;
                result = 1;
                if (!g_ptr_array_find(pushed, t->label, NULL))
                    g_ptr_array_add(pushed, t->label);
            }
        }
    }
    return result;
}

bool gm_layout_board_is_free(const GmBoard *b, const double box[4], int owner)
{
    return look(b, box, owner, NULL) == 0;
}

/* ---- labels ---- */

GmLabel *gm_layout_label_new(const char *class_, const char *style, int feature)
{
    GmLabel *l = g_new0(GmLabel, 1);
    l->class_ = g_strdup(class_);
    l->style = g_strdup(style != NULL ? style : class_);
    l->feature = feature;
    l->owner = -1;
    l->placed = l->slot = -1;
    l->spots = g_array_new(FALSE, FALSE, sizeof(GmSpot));
    return l;
}

void gm_layout_label_free(GmLabel *l)
{
    if (l == NULL)
        return;
    for (int i = 0; i < l->n_lines; i++) {
        gm_layout_text_free(l->line[i]);
        g_free(l->line_style[i]);
    }
    g_array_unref(l->spots);
    g_free(l->class_);
    g_free(l->style);
    g_free(l);
}

void gm_layout_label_add_line(GmLabel *l, GmTypesetter *ts, GmText *text, const char *style,
                              double halo)
{
    if (l->n_lines == GM_LABEL_MAX_LINES) {
        gm_layout_text_free(text);
        return;
    }
    int i = l->n_lines++;
    l->line[i] = text;
    l->line_style[i] = g_strdup(style);
    gm_layout_text_box(ts, text, halo, l->ink[i]);
    l->base[i] = -l->ink[i][1];
    if (i > 0) /* lines of one label never touch either */
        l->base[i] = MAX(l->base[i - 1] + text->size * 1.18,
                         l->base[i - 1] + l->ink[i - 1][3] - l->ink[i][1] + 0.1);
    l->w = MAX(l->w, l->ink[i][2] - l->ink[i][0]);
    l->h = l->base[i] + l->ink[i][3];
}

void gm_layout_label_spot(GmLabel *l, double x0, double y0, int align, double cost)
{
    GmSpot s = {.box = {x0, y0, x0 + l->w, y0 + l->h}, .cost = cost, .align = align};
    g_array_append_val(l->spots, s);
}

void gm_layout_label_around(GmLabel *l, double x, double y, double r, double gap, bool rtl)
{
    l->x = x;
    l->y = y;
    l->r = r;
    double side = rtl ? 1.0 : 0.0; /* a small price on the unnatural side */
    for (int ring = 0; ring < 3; ring++) {
        double d = r + gap + ring * gap * 1.6, c = ring * 2.2;
        double right = x + d, left = x - d - l->w, mid = x - l->w / 2;
        double up = y - d - l->h, down = y + d, level = y - l->h / 2;
        double diag = d * 0.75, up2 = y - diag * 0.6 - l->h, down2 = y + diag * 0.6;
        gm_layout_label_spot(l, right, level, -1, 0.0 + 2 * side + c);
        gm_layout_label_spot(l, x + diag, up2, -1, 0.6 + 2 * side + c);
        gm_layout_label_spot(l, x + diag, down2, -1, 0.9 + 2 * side + c);
        gm_layout_label_spot(l, left, level, 1, 2.0 - 2 * side + c);
        gm_layout_label_spot(l, x - diag - l->w, up2, 1, 2.3 - 2 * side + c);
        gm_layout_label_spot(l, x - diag - l->w, down2, 1, 2.6 - 2 * side + c);
        gm_layout_label_spot(l, mid, up, 0, 1.4 + c);
        gm_layout_label_spot(l, mid, down, 0, 1.6 + c);
        gm_layout_label_spot(l, right, level - l->h * 0.3, -1, 0.5 + 2 * side + c);
        gm_layout_label_spot(l, right, level + l->h * 0.3, -1, 0.6 + 2 * side + c);
        gm_layout_label_spot(l, left, level - l->h * 0.3, 1, 2.4 - 2 * side + c);
        gm_layout_label_spot(l, left, level + l->h * 0.3, 1, 2.5 - 2 * side + c);
        gm_layout_label_spot(l, mid + l->w * 0.25, up, 0, 1.7 + c);
        gm_layout_label_spot(l, mid - l->w * 0.25, up, 0, 1.9 + c);
        gm_layout_label_spot(l, mid + l->w * 0.25, down, 0, 2.0 + c);
        gm_layout_label_spot(l, mid - l->w * 0.25, down, 0, 2.1 + c);
    }
}

/** Where @mask's area has its weight: the mean of the boxes in it, by the square of
 *  how much of them is inside. */
static bool middle_of(GmInkGrid *mask, const double box[4], double *x, double *y)
{
    enum { N = 16 };
    double across[N][2], down[N][2], in[N * N], sum = 0.0;
    double wide = (box[2] - box[0]) / N, high = (box[3] - box[1]) / N;
    for (int i = 0; i < N; i++) {
        double cx = box[0] + (i + 0.5) * wide, cy = box[1] + (i + 0.5) * high;
        across[i][0] = cx - wide;
        across[i][1] = cx + wide;
        down[i][0] = cy - high;
        down[i][1] = cy + high;
    }
    gm_layout_grid_means(mask, N, across, down, in);
    *x = *y = 0.0;
    for (int i = 0; i < N * N; i++) {
        double weight = in[i] * in[i];
        *x += (box[0] + (i / N + 0.5) * wide) * weight;
        *y += (box[1] + (i % N + 0.5) * high) * weight;
        sum += weight;
    }
    *x /= sum;
    *y /= sum;
    return sum > 0.0;
}

void gm_layout_label_inside(GmLabel *l, const GmPixelGeom *area, const double frame[4],
                            double least)
{
    double box[4];
    gm_layout_pixels_box(area, box);
    box[0] = MAX(box[0], frame[0]);
    box[1] = MAX(box[1], frame[1]);
    box[2] = MIN(box[2], frame[2]);
    box[3] = MIN(box[3], frame[3]);
    if (box[2] <= box[0] || box[3] <= box[1])
        return;
    double cell = MAX(2.0, MIN(box[2] - box[0], box[3] - box[1]) / 40.0);
    g_autoptr(GmInkGrid) mask = gm_layout_grid_new(box, cell);
    gm_layout_grid_fill(mask, area, 1.0);
    double wide = box[2] - box[0], high = box[3] - box[1], size = hypot(wide, high), cx, cy;
    if (!middle_of(mask, box, &cx, &cy))
        return;
    if (l->r == 0.0) { /* where a leader line would begin */
        l->x = cx;
        l->y = cy;
        l->r = 1.0;
    }
    enum { N = 21 };
    double across[N][2], down[N][2], in[N * N];
    for (int i = 0; i < N; i++) {
        double x = box[0] + wide * i / (N - 1), y = box[1] + high * i / (N - 1);
        across[i][0] = x - l->w / 2;
        across[i][1] = x + l->w / 2;
        down[i][0] = y - l->h / 2;
        down[i][1] = y + l->h / 2;
    }
    gm_layout_grid_means(mask, N, across, down, in);
    for (int i = 0; i < N; i++) {
        for (int k = 0; k < N; k++) {
            if (in[i * N + k] < least)
                continue;
            double x = box[0] + wide * i / (N - 1), y = box[1] + high * k / (N - 1);
            double far = hypot(x - cx, y - cy) / size;
            gm_layout_label_spot(l, across[i][0], down[k][0], 0,
                                 45.0 * (1.0 - in[i * N + k]) + 9.0 * far);
        }
    }
}

void gm_layout_label_beside(GmLabel *l, const GmPixelGeom *area, const double frame[4])
{
    enum { COLUMNS = 12, ROWS = 60 };
    double box[4];
    gm_layout_pixels_box(area, box);
    for (int i = 0; i < 2; i++) {
        box[i] = MAX(box[i], frame[i]);
        box[i + 2] = MIN(box[i + 2], frame[i + 2]);
    }
    double wide = box[2] - box[0], high = (box[3] - box[1]) / ROWS, gap = 4.0;
    if (wide <= 0.0 || high <= 0.0)
        return;
    g_autoptr(GmInkGrid) mask = gm_layout_grid_new(box, MAX(2.0, MIN(wide, ROWS * high) / 40.0));
    gm_layout_grid_fill(mask, area, 1.0);
    for (int i = 1; i < COLUMNS; i++) {
        double x = box[0] + wide * i / COLUMNS, x0 = x - l->w / 2, x1 = x + l->w / 2;
        int top = ROWS, foot = 0;
        for (int k = 0; k < ROWS; k++) {
            double row[4] = {x0, box[1] + k * high, x1, box[1] + (k + 1) * high};
            if (gm_layout_grid_mean(mask, row, 0.0) <= 0.0)
                continue;
            top = MIN(top, k);
            foot = k + 1;
        }
        double cost = 24.0 + 9.0 * fabs((double)i / COLUMNS - 0.5);
        gm_layout_label_spot(l, x0, box[1] + top * high - gap - l->h, 0, cost);
        gm_layout_label_spot(l, x0, box[1] + foot * high + gap, 0, cost + 1.0);
    }
}

/* ---- choosing ---- */

static double spot_cost(GmBoard *b, const GmSpot *s)
{
    return s->cost + 90.0 * gm_layout_grid_mean(b->ink, s->box, 1.0);
}

static void settle(GmBoard *b, GmLabel *l, int spot)
{
    if (l->slot >= 0)
        leave(b, (guint)l->slot);
    l->placed = spot;
    l->slot = -1;
    if (spot < 0)
        return;
    const double *s = g_array_index(l->spots, GmSpot, spot).box, gap = 1.2 * b->zoom;
    l->slot = take(b, (const double[]){s[0] - gap, s[1], s[2] + gap, s[3]}, l->owner, l);
}

#define MISLEADING 14.0 /* the cost of standing nearer to another symbol than to one's own */

/* Another feature's symbol is as near to the box as the label's own: a reader
 * would take the name for that one's. */
static bool misleads(const GmBoard *b, const GmLabel *l, const GmSpot *s)
{
    if (l->r <= 0.0)
        return false;
    double dx = fmax(fmax(s->box[0] - l->x, l->x - s->box[2]), 0.0);
    double dy = fmax(fmax(s->box[1] - l->y, l->y - s->box[3]), 0.0);
    double near = fmax(hypot(dx, dy) - l->r, 1.0);
    double around[4] = {s->box[0] - near, s->box[1] - near, s->box[2] + near, s->box[3] + near};
    int r[4];
    bucket_range(b, around, r);
    for (int k = r[1]; k <= r[3]; k++) {
        for (int i = r[0]; i <= r[2]; i++) {
            const GArray *bucket = b->buckets[k * b->nx + i];
            for (guint n = 0; bucket != NULL && n < bucket->len; n++) {
                const Entry *e = &g_array_index(bucket, Entry, n);
                const Taken *t = &g_array_index(b->taken, Taken, e->index);
                if (meets(e->box, around) && !t->gone && t->label == NULL && t->owner >= 0 &&
                    t->owner != l->owner)
                    return true;
            }
        }
    }
    return false;
}

static int best_free(GmBoard *b, const GmLabel *l)
{
    int best = -1;
    double lowest = INFINITY;
    for (guint i = 0; i < l->spots->len; i++) {
        const GmSpot *s = &g_array_index(l->spots, GmSpot, i);
        double c = s->cost;
        if (c >= lowest)
            continue;
        c = spot_cost(b, s);
        if (c >= lowest || look(b, s->box, l->owner, NULL) != 0)
            continue;
        c += misleads(b, l, s) ? MISLEADING : 0.0;
        if (c < lowest) {
            best = (int)i;
            lowest = c;
        }
    }
    return best;
}

/* Where a leader line from the symbol reaches the box. */
void gm_layout_label_leader(const GmLabel *l, const GmSpot *s, double line[4])
{
    double tx = CLAMP(l->x, s->box[0], s->box[2]), ty = CLAMP(l->y, s->box[1], s->box[3]);
    double d = hypot(tx - l->x, ty - l->y), k = d > 0.0 ? l->r / d : 0.0;
    line[0] = l->x + (tx - l->x) * k;
    line[1] = l->y + (ty - l->y) * k;
    line[2] = tx;
    line[3] = ty;
}

static bool leader_is_free(const GmBoard *b, const GmLabel *l, const double line[4])
{
    double n = hypot(line[2] - line[0], line[3] - line[1]) / 4.0;
    for (int i = 1; i < (int)n; i++) {
        double x = line[0] + (line[2] - line[0]) * i / n, y = line[1] + (line[3] - line[1]) * i / n;
        double box[4] = {x - 1.5, y - 1.5, x + 1.5, y + 1.5};
        if (look(b, box, l->owner, NULL) != 0)
            return false;
    }
    return true;
}

static void block_leader(GmBoard *b, const double line[4])
{
    double n = MAX(1.0, hypot(line[2] - line[0], line[3] - line[1]) / 6.0);
    for (int i = 0; i <= (int)n; i++) {
        double x = line[0] + (line[2] - line[0]) * i / n, y = line[1] + (line[3] - line[1]) * i / n;
        gm_layout_board_block(b, (const double[]){x - 2.0, y - 2.0, x + 2.0, y + 2.0}, -1);
    }
}

static bool lead_out(GmBoard *b, GmLabel *l)
{
    GmSpot best = {.cost = INFINITY};
    b->patience--;
    for (int ring = 0; ring < 13 && best.cost > 3.0 * ring; ring++) {
        double d = l->r + (16.0 + 14.0 * ring) * b->zoom;
        for (int k = 0; k < 24; k++) {
            double a = k * G_PI / 12.0, ex = cos(a), ey = sin(a);
            double x = l->x + d * ex, y = l->y + d * ey;
            double x0 = x - l->w / 2 + ex * l->w / 2, y0 = y - l->h / 2 + ey * l->h / 2;
            GmSpot s = {.box = {x0, y0, x0 + l->w, y0 + l->h},
                        .align = ex > 0.3    ? -1
                                 : ex < -0.3 ? 1
                                             : 0,
                        .cost = 3.0 * ring,
                        .leader = true};
            s.cost = spot_cost(b, &s);
            double line[4];
            gm_layout_label_leader(l, &s, line);
            if (s.cost < best.cost && look(b, s.box, l->owner, NULL) == 0 &&
                leader_is_free(b, l, line))
                best = s;
        }
    }
    if (!isfinite(best.cost))
        return false;
    g_array_append_val(l->spots, best);
    settle(b, l, (int)l->spots->len - 1);
    double line[4];
    gm_layout_label_leader(l, &best, line);
    block_leader(b, line);
    return true;
}

enum { MOST_PUSHED = 3 };

/* What a try at pushing changes, so that it can be taken back. */
typedef struct {
    GmLabel *label[MOST_PUSHED];
    int before[MOST_PUSHED];
    guint spots[MOST_PUSHED], n, taken;
} Push;

static void take_back(GmBoard *b, GmLabel *l, const Push *push)
{
    settle(b, l, -1);
    for (guint k = 0; k < push->n; k++) {
        settle(b, push->label[k], -1);
        g_array_set_size(push->label[k]->spots, push->spots[k]);
    }
    for (guint i = b->taken->len; i-- > push->taken;)
        if (!g_array_index(b->taken, Taken, i).gone)
            leave(b, i);
    g_array_set_size(b->taken, push->taken);
    for (guint k = 0; k < push->n; k++)
        settle(b, push->label[k], push->before[k]);
}

static bool is_led(const GmLabel *l)
{
    return l->placed >= 0 && g_array_index(l->spots, GmSpot, l->placed).leader;
}

/* Takes the spot, where only labels stand, if each of them finds another: a free
 * one, or with @lead one at the end of a line. */
static bool push_from(GmBoard *b, GmLabel *l, int spot, bool lead)
{
    g_autoptr(GPtrArray) pushed = g_ptr_array_new();
    if (look(b, g_array_index(l->spots, GmSpot, spot).box, l->owner, pushed) != 1 ||
        pushed->len > MOST_PUSHED)
        return false;
    Push push = {.n = pushed->len, .taken = b->taken->len};
    for (guint k = 0; k < pushed->len; k++) {
        GmLabel *o = push.label[k] = (GmLabel *)g_ptr_array_index(pushed, k);
        push.before[k] = o->placed;
        push.spots[k] = o->spots->len;
        if (is_led(o)) /* its line stays where it is */
            return false;
    }
    for (guint k = 0; k < push.n; k++)
        settle(b, push.label[k], -1);
    settle(b, l, spot);
    bool all = true;
    for (guint k = 0; k < push.n && all; k++) {
        GmLabel *o = push.label[k];
        int other = best_free(b, o);
        if (other >= 0)
            settle(b, o, other);
        else
            all = lead && o->insist && o->r > 0.0 && b->patience > 0 && lead_out(b, o);
    }
    if (!all)
        take_back(b, l, &push);
    return all;
}

static bool push_others(GmBoard *b, GmLabel *l, bool lead)
{
    for (guint i = 0; i < l->spots->len; i++) {
        if (push_from(b, l, (int)i, lead))
            return true;
    }
    return false;
}

bool gm_layout_board_place(GmBoard *b, GmLabel *l)
{
    int spot = best_free(b, l);
    if (spot >= 0) {
        settle(b, l, spot);
        return true;
    }
    return l->insist &&
           (push_others(b, l, false) || (l->r > 0.0 && b->patience > 0 && lead_out(b, l)));
}

static int by_priority(gconstpointer a, gconstpointer b)
{
    const GmLabel *x = *(GmLabel *const *)a, *y = *(GmLabel *const *)b;
    return (x->priority > y->priority) - (x->priority < y->priority);
}

void gm_layout_board_place_all(GmBoard *b, GPtrArray *labels)
{
    g_ptr_array_sort(labels, by_priority); /* stable: a merge sort */
    for (guint i = 0; i < labels->len; i++)
        gm_layout_board_place(b, (GmLabel *)g_ptr_array_index(labels, i));
    /* now that all are down, each may still find better */
    for (int round = 0; round < 2; round++) {
        for (guint i = 0; i < labels->len; i++) {
            GmLabel *l = (GmLabel *)g_ptr_array_index(labels, i);
            if (l->placed < 0 || is_led(l))
                continue;
            int before = l->placed;
            g_array_index(b->taken, Taken, l->slot).gone = true;
            int spot = best_free(b, l);
            if (spot >= 0 && spot != before)
                settle(b, l, spot);
            else
                g_array_index(b->taken, Taken, l->slot).gone = false;
        }
    }
    for (guint i = 0; i < labels->len; i++) {
        GmLabel *l = (GmLabel *)g_ptr_array_index(labels, i);
        if (l->placed < 0 && l->insist && b->patience > 0 && !gm_layout_board_place(b, l))
            push_others(b, l, true);
    }
}
