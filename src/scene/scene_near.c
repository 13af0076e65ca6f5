#include "scene_near.h"

#include "line_ref.h"

#include <math.h>

#define BLOCK 24         /* segments to a box */
#define DEGREE 111412.0  /* metres; the longest of latitude or, at the equator, longitude */
#define SLACK 0.012      /* share by which the plane's metres may be wrong nearby */
#define EARTH 6350000.0  /* metres; least radius of curvature, rounded down */
#define STEEPEST 80.0    /* degrees of latitude beyond which the plane is not used */
#define LONGEST 150000.0 /* metres; with longer segments the plane is not used */

typedef struct {
    GmBox box; /* of the block's segments, grown by the distance */
    size_t part, first, n;
} Block;

struct GmNear {
    const GmGeom *line;
    double metres;
    GmBox box; /* of all blocks */
    GArray *blocks;
    guint last;  /* block that answered last */
    bool planar; /* false: geodesic feet only */
};

static GmBox grown(GmBox b, double metres)
{
    double lat = fmin(STEEPEST, fmax(fabs(b.south), fabs(b.north)) + metres / 110000.0);
    double dy = metres / 110000.0, dx = dy / cos(lat * G_PI / 180.0);
    return (GmBox){
        .west = b.west - dx, .south = b.south - dy, .east = b.east + dx, .north = b.north + dy};
}

/** How far at most the geodesic bows off the straight segment of the plane. */
static double bow_of(double length2, double across)
{
    return length2 / (4.0 * EARTH) * fmax(1.0, DEGREE / fmax(across, 1.0));
}

static double across_at(double lat)
{
    return 111350.0 * cos(lat * G_PI / 180.0);
}

static void add_blocks(GmNear *n, size_t part)
{
    const GmPos *pos = gm_geom_part(n->line, part);
    size_t len = gm_geom_part_len(n->line, part);
    for (size_t i = 0; i + 1 < len; i += BLOCK) {
        Block b = {gm_box_empty(), part, i, MIN((size_t)BLOCK, len - 1 - i)};
        double bow = 0.0;
        for (size_t k = i; k <= i + b.n; k++) {
            GmPos p = pos[k], q = pos[k > i ? k - 1 : k];
            GmBox one = {.west = p.lon, .south = p.lat, .east = p.lon, .north = p.lat};
            b.box = gm_box_join(b.box, one);
            double across = across_at(p.lat), dx = (p.lon - q.lon) * across,
                   dy = (p.lat - q.lat) * DEGREE, len2 = dx * dx + dy * dy;
            bow = fmax(bow, bow_of(len2, across));
            if (fabs(p.lat) > STEEPEST || len2 > LONGEST * LONGEST)
                n->planar = false;
        }
        b.box = grown(b.box, 1.05 * n->metres + bow + 50.0);
        n->box = gm_box_join(n->box, b.box);
        g_array_append_val(n->blocks, b);
    }
}

GmNear *gm_near_new(const GmGeom *line, double metres)
{
    GmNear *n = g_new0(GmNear, 1);
    *n = (GmNear){.line = line, .metres = metres, .box = gm_box_empty(), .planar = true};
    n->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    for (size_t i = 0; i < line->n_parts; i++)
        add_blocks(n, i);
    n->planar = n->planar && n->box.west > -180.0 && n->box.east < 180.0;
    return n;
}

void gm_near_free(GmNear *n)
{
    if (!n)
        return;
    g_array_unref(n->blocks);
    g_free(n);
}

static bool box_holds(const GmBox *b, GmPos p)
{
    return p.lon >= b->west && p.lon <= b->east && p.lat >= b->south && p.lat <= b->north;
}

bool gm_near_is_far(const GmNear *n, GmPos p)
{
    return n->planar && !box_holds(&n->box, p);
}

/** Bounds of the distance from @p to the segment, in metres. */
static void bounds(GmPos p, double across, GmPos a, GmPos b, double *low, double *high)
{
    double ax = (a.lon - p.lon) * across, ay = (a.lat - p.lat) * 111100.0;
    double dx = (b.lon - a.lon) * across, dy = (b.lat - a.lat) * 111100.0;
    double len2 = dx * dx + dy * dy, t = len2 > 0.0 ? -(ax * dx + ay * dy) / len2 : 0.0;
    t = CLAMP(t, 0.0, 1.0);
    double x = ax + t * dx, y = ay + t * dy, d = sqrt(x * x + y * y);
    double bow = bow_of(len2, across);
    *low = d * (1.0 - SLACK) - bow;
    *high = d * (1.0 + SLACK) + bow;
}

typedef enum { FAR, NEAR, CLOSE } Verdict; /* CLOSE: the plane cannot tell */

static Verdict test_block(const GmNear *n, const Block *b, GmPos p, double across)
{
    if (!box_holds(&b->box, p))
        return FAR;
    const GmPos *pos = gm_geom_part(n->line, b->part) + b->first;
    Verdict v = FAR;
    for (size_t i = 0; i < b->n; i++) {
        double low, high;
        bounds(p, across, pos[i], pos[i + 1], &low, &high);
        if (high <= n->metres)
            return NEAR;
        if (low <= n->metres)
            v = CLOSE;
    }
    return v;
}

static bool by_foot(const GmNear *n, GmPos p)
{
    GmFoot foot;
    return gm_geo_foot(n->line, p, &foot, NULL) && foot.offset <= n->metres;
}

bool gm_near_test(GmNear *n, GmPos p)
{
    if (!n->planar || fabs(p.lat) > STEEPEST || n->blocks->len == 0)
        return by_foot(n, p);
    if (!box_holds(&n->box, p))
        return false;
    double across = across_at(p.lat);
    bool close = false;
    for (guint i = 0; i < n->blocks->len; i++) {
        guint k = (n->last + i) % n->blocks->len;
        Verdict v = test_block(n, &g_array_index(n->blocks, Block, k), p, across);
        if (v == NEAR) {
            n->last = k;
            return true;
        }
        close = close || v == CLOSE;
    }
    return close && by_foot(n, p);
}
