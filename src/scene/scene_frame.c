#include "ref_lists.h"
#include "scene_plan.h"

#include "geodesic.h"

#include <math.h>
#include <string.h>

#define NEAR_STATEMENTS 60000.0 /* metres from what statements drew: in the frame */
#define NEAR_AT_LEAST 30000.0   /* metres; so near even of something small */
#define MIN_SPREAD 150000.0     /* metres; places this near the middle always frame */
#define MOST_COMPARED 300u      /* features compared with each other; beyond, a sample */
#define SOFT_SIZE 300000.0      /* metres; larger soft features do not say where the map is */
#define SMALL_LEAD 30000.0      /* metres; so little does not say it alone */
#define SPREAD_FACTOR 3.0       /* times the median distance from the middle */

/* A place, or what happened at one: what is told of it does not make it the map's middle. */
static bool is_place(const GmFeature *f)
{
    return f->kind == GM_FEATURE_PLACE ||
           (f->kind == GM_FEATURE_DEPLOYMENT && g_strcmp0(f->subtype, "event") == 0);
}

static double size_of(const GmGeom *g)
{
    GmBox b = gm_geom_box(g);
    return gm_geo_distance((GmPos){b.south, b.west}, (GmPos){b.north, b.east});
}

/** What says where the map is, the surest that there is: 0 things drawn to
 *  measure, 1 soft ones of a moderate size, 2 any. */
static bool leads(const GmFeature *f, int sureness)
{
    bool thing = !is_place(f) && f->frames && f->kind != GM_FEATURE_AREA &&
                 f->kind != GM_FEATURE_FLOW && f->kind != GM_FEATURE_BASE &&
                 f->kind != GM_FEATURE_CROSSING && (sureness > 0 || f->kind != GM_FEATURE_ZONE);
    /* the course of a road may be unknown: its ends are not */
    bool ends = f->kind == GM_FEATURE_SEGMENT && size_of(f->geom) < SOFT_SIZE;
    if (sureness == 0)
        return thing && (ends || f->certainty != GM_CERTAINTY_INDICATIVE);
    if (sureness == 1)
        return thing && size_of(f->geom) < SOFT_SIZE;
    return thing;
}

static GmPos middle_of(const GmFeature *f)
{
    return f->geom->kind == GM_GEOM_POINT ? f->geom->pos[0] : gm_box_centre(gm_geom_box(f->geom));
}

typedef struct {
    double distance;
    guint weight;
} Reach;

static int by_distance(gconstpointer a, gconstpointer b)
{
    double x = ((const Reach *)a)->distance, y = ((const Reach *)b)->distance;
    return x < y ? -1 : x > y;
}

/** Weighted median distance of the framing features from @centre. */
static double median_distance(const GmScene *s, GmPos centre)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Reach));
    guint total = 0, sum = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (!f->frames)
            continue;
        Reach r = {gm_geo_distance(centre, middle_of(f)), MAX(1, f->evidence->len)};
        g_array_append_val(list, r);
        total += r.weight;
    }
    g_array_sort(list, by_distance);
    for (guint i = 0; i < list->len; i++) {
        const Reach *r = &g_array_index(list, Reach, i);
        sum += r->weight;
        if (2 * sum >= total)
            return r->distance;
    }
    return 0.0;
}

typedef struct {
    GmPos at;
    double weight, sum; /* of its distances to the others */
} Middle;

/** The framing feature with the least summed distance to the others. */
static GmPos medoid(const GmScene *s)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Middle));
    guint step = s->features->len / MOST_COMPARED + 1;
    for (guint i = 0; i < s->features->len; i += step) {
        const GmFeature *f = gm_scene_feature(s, i);
        Middle m = {.at = {0, 0}};
        if (!f->frames)
            continue;
        m.at = middle_of(f);
        m.weight = MAX(1, f->evidence->len);
        g_array_append_val(list, m);
    }
    Middle *m = (Middle *)(void *)list->data, none = {.at = {0, 0}}, *best = &none;
    for (guint i = 0; i < list->len; i++)
        for (guint k = i + 1; k < list->len; k++) {
            double d = gm_geo_distance(m[i].at, m[k].at);
            m[i].sum += m[k].weight * d;
            m[k].sum += m[i].weight * d;
        }
    for (guint i = 0; i < list->len; i++)
        if (i == 0 || m[i].sum < best->sum)
            best = &m[i];
    return best->at;
}

/** "80 km north-west of Kathmandu": who reads that looks for Kathmandu. */
static bool measured_from(const GmFeature *f, const GmFeature *place)
{
    return g_strcmp0(f->subtype, "relative") == 0 &&
           gm_geo_distance(middle_of(f), middle_of(place)) <= MIN_SPREAD;
}

/** The features, but indicative ones, by the places that they are made from. */
static GHashTable *features_by_site(const GmScene *s)
{
    GHashTable *lists = gm_ref_lists_new();
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        bool sure = f->spec && f->certainty != GM_CERTAINTY_INDICATIVE;
        for (guint k = 0; sure && k < f->spec->sites->len; k++) {
            const GmSite *site = g_ptr_array_index(f->spec->sites, k);
            if (site->ref)
                gm_ref_lists_add(lists, site->ref, f);
        }
    }
    return lists;
}

static bool is_anchor(GHashTable *by_site, const GmFeature *place)
{
    const GPtrArray *list = place->place_ref ? gm_ref_lists_of(by_site, place->place_ref) : NULL;
    for (guint i = 0; list && i < list->len; i++) {
        const GmFeature *f = g_ptr_array_index(list, i);
        if (f->frames && (!is_place(f) || measured_from(f, place)))
            return true;
    }
    return false;
}

static GmBox leading_box(const GmScene *s, int *sureness)
{
    GmBox led = gm_box_empty();
    for (*sureness = 0; *sureness < 3 && gm_box_is_empty(led); ++*sureness)
        for (guint i = 0; i < s->features->len; i++) {
            const GmFeature *f = gm_scene_feature(s, i);
            if (leads(f, *sureness))
                led = gm_box_join(led, gm_geom_box(f->geom));
        }
    --*sureness;
    return led;
}

/** Only whole roads lead: they may be named for a far part of them. */
static bool only_roads_lead(const GmScene *s, int sureness)
{
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (leads(f, sureness) && f->kind != GM_FEATURE_HIGHWAY)
            return false;
    }
    return true;
}

/** A lone post leads nowhere by itself: what is drawn softly about it leads too. */
static GmBox widen_small_lead(const GmScene *s, GmBox led)
{
    GmBox near = gm_box_grow(led, NEAR_STATEMENTS);
    if (gm_box_is_empty(led) ||
        gm_geo_distance((GmPos){led.south, led.west}, (GmPos){led.north, led.east}) > SMALL_LEAD)
        return led;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (leads(f, 1) && gm_box_meets(gm_geom_box(f->geom), near))
            led = gm_box_join(led, gm_geom_box(f->geom));
    }
    return led;
}

/** Metres: a map of a small strip does not reach for the capital. */
static double near_of(GmBox led)
{
    double size = gm_geo_distance((GmPos){led.south, led.west}, (GmPos){led.north, led.east});
    return CLAMP(size, NEAR_AT_LEAST, NEAR_STATEMENTS);
}

/** Beside what leads: near it and, for areas, not much larger. */
static bool belongs(const GmFeature *f, GmBox led, GmPos centre, double reach)
{
    GmPos p = middle_of(f);
    if (gm_box_is_empty(led)) /* what is said of a place reaches farther than its name */
        return gm_geo_distance(centre, p) <= (is_place(f) ? 1.0 : 2.0) * reach;
    GmBox near = gm_box_grow(led, near_of(led));
    double most =
        1.3 * gm_geo_distance((GmPos){near.south, near.west}, (GmPos){near.north, near.east});
    return gm_box_contains(near, p) && size_of(f->geom) <= most;
}

/** Most of what may be in the frame lies elsewhere. */
static bool most_lies_elsewhere(const GmScene *s, GmBox led, int sureness)
{
    guint here = 0, all = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (!f->frames || leads(f, sureness) || size_of(f->geom) > SOFT_SIZE)
            continue;
        here += belongs(f, led, (GmPos){0, 0}, 0);
        all++;
    }
    return 2 * here < all;
}

/** Far from the rest: on the list, not in the frame. */
static void leave_out_far(GmScene *s)
{
    int sureness;
    GmBox led = widen_small_lead(s, leading_box(s, &sureness));
    if (!gm_box_is_empty(led) && only_roads_lead(s, sureness) &&
        most_lies_elsewhere(s, led, sureness))
        led = gm_box_empty();
    GmPos centre = medoid(s);
    double reach = MAX(MIN_SPREAD, SPREAD_FACTOR * median_distance(s, centre));
    g_autoptr(GHashTable) by_site = features_by_site(s);
    for (guint i = 0; i < s->features->len; i++) {
        GmFeature *f = g_ptr_array_index(s->features, i);
        if (!f->frames || leads(f, sureness) || (f->spec && f->spec->frames == 1))
            continue;
        if (!belongs(f, led, centre, reach) && !(is_place(f) && is_anchor(by_site, f)))
            f->frames = false;
    }
}

void gm_scene_frame(GmScene *s)
{
    bool any = false;
    for (guint i = 0; i < s->features->len; i++)
        any = any || gm_scene_feature(s, i)->frames;
    if (any)
        leave_out_far(s);
    any = false;
    for (guint i = 0; i < s->features->len; i++)
        any = any || gm_scene_feature(s, i)->frames;
    for (guint i = 0; i < s->features->len; i++) {
        GmFeature *f = g_ptr_array_index(s->features, i);
        if (!any) /* nothing but countries and seas: they are the map */
            f->frames = true;
        f->spec->frames = f->frames ? -1 : 0;
    }
}
