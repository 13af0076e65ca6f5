/* What a view shows: the extent asked for or found in the scene, its
 * projection, and a scale that can be read. */
#include "map_view.h"

#include "geodesic.h"
#include "quantity.h"

#include <math.h>
#include <string.h>

/* ---- what the frame shows ---- */

static double seam_centre(const GmMapView *v, GmPos centre)
{
    const char *d = gm_geo_projection_definition(v->projection);
    const char *lon0 = strstr(d, "+lon_0=");
    if (lon0 != NULL)
        return g_ascii_strtod(lon0 + 7, NULL);
    return g_str_has_prefix(d, "+proj=utm") || !g_str_has_prefix(d, "+proj=") ? centre.lon : 0.0;
}

static void widen(double range[4], double lon, double lat)
{
    range[0] = fmin(range[0], lon);
    range[1] = fmin(range[1], lat);
    range[2] = fmax(range[2], lon);
    range[3] = fmax(range[3], lat);
}

static bool pole_in_frame(const GmMapView *v, double lat)
{
    double x, y;
    GmPos back;
    return gm_layout_view_point(v, (GmPos){lat, v->lon_c}, &x, &y) && x >= v->frame[0] &&
           x <= v->frame[2] && y >= v->frame[1] && y <= v->frame[3] &&
           gm_layout_view_place(v, x, y, &back);
}

/* Looks through the frame at a grid of points and keeps the range of what is
 * there; fills box and window. */
static void look_through(GmMapView *v)
{
    enum { N = 14 };
    double range[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    GmPos centre = {0.0, 0.0}, p;
    gm_layout_view_place(v, (v->frame[0] + v->frame[2]) / 2, (v->frame[1] + v->frame[3]) / 2,
                         &centre);
    v->lon_c = seam_centre(v, centre);
    v->world = false;
    for (int i = 0; i <= N; i++) {
        for (int k = 0; k <= N; k++) {
            double x = v->frame[0] + (v->frame[2] - v->frame[0]) * i / N;
            double y = v->frame[1] + (v->frame[3] - v->frame[1]) * k / N;
            if (gm_layout_view_place(v, x, y, &p))
                widen(range, remainder(p.lon - v->lon_c, 360.0), p.lat);
            else
                v->world = true;
        }
    }
    bool north = pole_in_frame(v, 90.0), south = pole_in_frame(v, -90.0);
    double mx = (range[2] - range[0]) / N * 0.6 + 0.01, my = (range[3] - range[1]) / N * 0.6 + 0.01;
    bool all = north || south || v->world || range[2] - range[0] > 300.0;
    v->window[0] = all ? -180.0 + 1e-7 : fmax(range[0] - mx, -180.0 + 1e-7);
    v->window[2] = all ? 180.0 - 1e-7 : fmin(range[2] + mx, 180.0 - 1e-7);
    v->window[1] = south || v->world ? -90.0 : fmax(range[1] - my, -90.0);
    v->window[3] = north || v->world ? 90.0 : fmin(range[3] + my, 90.0);
    bool whole = v->window[2] - v->window[0] > 359.0;
    v->box = (GmBox){
        .south = south ? -90.0 : range[1],
        .north = north ? 90.0 : range[3],
        .west = whole ? -180.0 : remainder(range[0] + v->lon_c, 360.0),
        .east = whole ? 180.0 : remainder(range[2] + v->lon_c, 360.0),
    };
}

static double nice_scale(double s)
{
    static const double steps[] = {1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5,
                                   4.0, 4.5,  5.0, 5.5,  6.0, 7.0,  8.0, 9.0,  10.0};
    double unit = pow(10.0, floor(log10(s)));
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (steps[i] * unit >= s * 0.9999)
            return steps[i] * unit;
    }
    return 10.0 * unit;
}

#define METRES_A_PX (0.0254 / 96.0)

static void set_scale(GmMapView *v, double cx, double cy, double scale)
{
    v->scale = scale;
    v->px = scale * METRES_A_PX;
    v->x0 = cx - v->px * (v->frame[2] - v->frame[0]) / 2;
    v->y0 = cy + v->px * (v->frame[3] - v->frame[1]) / 2;
    v->step = CLAMP(sqrt(v->px * 7.5e-7) * 180.0 / G_PI, 0.05, 4.0);
    look_through(v);
}

/* Fits projected bounds, padded, at a readable scale. */
static void fit(GmMapView *v, const double bounds[4], double pad, bool readable)
{
    double w = v->frame[2] - v->frame[0], h = v->frame[3] - v->frame[1];
    double bw = bounds[2] - bounds[0], bh = bounds[3] - bounds[1];
    double px = MAX(bw / (w * (1 - 2 * pad)), bh / (h * (1 - 2 * pad)));
    v->aspect = bw > 0.0 ? bh / bw : 1.0;
    double scale = px / METRES_A_PX;
    set_scale(v, (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2,
              readable ? nice_scale(scale) : scale);
}

static void bounds_add(GmMapView *v, double bounds[4], GmPos p)
{
    double x, y;
    if (gm_geo_project(v->projection, p, &x, &y))
        widen(bounds, x, y);
}

static void bounds_of_box(GmMapView *v, GmBox b, double bounds[4])
{
    double width = b.east >= b.west ? b.east - b.west : b.east - b.west + 360.0;
    for (int i = 0; i <= 64; i++) {
        double t = i / 64.0, lon = b.west + width * t, lat = b.south + (b.north - b.south) * t;
        /* the world's east edge is projected as such, not folded to the west */
        double in = width > 359.0 ? CLAMP(lon, b.west + 1e-7, b.west + width - 1e-7) : lon;
        double fold = fabs(in) <= 180.0 ? in : remainder(in, 360.0);
        double east = b.west + width - (width > 359.0 ? 1e-7 : 0.0);
        bounds_add(v, bounds, (GmPos){b.south, fold});
        bounds_add(v, bounds, (GmPos){b.north, fold});
        bounds_add(v, bounds, (GmPos){lat, b.west});
        bounds_add(v, bounds, (GmPos){lat, fabs(east) <= 180.0 ? east : remainder(east, 360.0)});
    }
}

static bool open_projection(GmMapView *v, GmBox box, const char *definition, GError **error)
{
    g_autoptr(GError) cause = NULL;
    v->projection = definition != NULL && *definition != '\0'
                        ? gm_geo_projection_new(definition, &cause)
                        : gm_geo_projection_for_box(box, &cause);
    if (v->projection == NULL)
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION, "projection: %s",
                    cause->message);
    return v->projection != NULL;
}

bool gm_layout_view_of_box(GmMapView *v, GmBox box, const double frame[4], GError **error)
{
    memset(v, 0, sizeof *v);
    memcpy(v->frame, frame, sizeof v->frame);
    if (!open_projection(v, box, NULL, error))
        return false;
    double bounds[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    bounds_of_box(v, box, bounds);
    fit(v, bounds, 0.0, false);
    gm_layout_view_quicken(v);
    return true;
}

/* ---- the extent ---- */

static GmBox scene_box(const GmScene *scene, bool only_framing)
{
    GmBox box = gm_box_empty();
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(scene, i);
        if (f->geom != NULL && f->geom->n_pos > 0 && (f->frames || !only_framing))
            box = gm_box_join(box, gm_geom_box(f->geom));
    }
    return box;
}

static bool four_numbers(const char *text, double v[4])
{
    char *end = (char *)text;
    for (int i = 0; i < 4; i++) {
        const char *p = end;
        v[i] = g_ascii_strtod(p, &end);
        if (end == p)
            return false;
        while (*end == ' ')
            end++;
        if (i < 3 && *end++ != ',')
            return false;
    }
    return *end == '\0';
}

/* "35.8,36.6@1:500000" */
static bool centre_and_scale(const char *text, GmPos *centre, double *scale)
{
    const char *at = strchr(text, '@');
    g_autofree char *position = at != NULL ? g_strndup(text, (gsize)(at - text)) : NULL;
    if (at == NULL || !gm_text_parse_coordinates(position, &centre->lat, &centre->lon, NULL))
        return false;
    const char *p = at + 1;
    while (*p == ' ')
        p++;
    if (g_str_has_prefix(p, "1:"))
        p += 2;
    char *end;
    *scale = g_ascii_strtod(p, &end);
    return end != p && *end == '\0' && *scale >= 100.0;
}

/* The shape of a reference such as "countries:SY": its layer, or the first of
 * the family when there are several scales ("countries_50m"). */
static GmGeom *find_shape(GmShapeStore *shapes, const char *reference)
{
    const char *colon = reference != NULL ? strchr(reference, ':') : NULL;
    if (shapes == NULL || colon == NULL)
        return NULL;
    g_autofree char *family = g_strndup(reference, (gsize)(colon - reference));
    if (gm_shapes_layer_named(shapes, family) != NULL)
        return gm_shapes_find(shapes, reference, NULL);
    g_autofree char *prefix = g_strconcat(family, "_", NULL);
    for (guint i = 0; i < gm_shapes_n_layers(shapes); i++) {
        const char *layer = gm_shapes_layer(shapes, i)->layer;
        if (!g_str_has_prefix(layer, prefix))
            continue;
        g_autofree char *whole = g_strconcat(layer, colon, NULL);
        return gm_shapes_find(shapes, whole, NULL);
    }
    return NULL;
}

static bool named_places(const char *text, const GmGazetteer *g, GmShapeStore *shapes, GmBox *box,
                         GError **error)
{
    g_auto(GStrv) names = g_strsplit(text, ",", -1);
    *box = gm_box_empty();
    GmPos near = {0.0, 0.0};
    if (gm_text_parse_coordinates(text, &near.lat, &near.lon, NULL)) {
        *box = (GmBox){near.lat, near.lon, near.lat, near.lon};
        return true;
    }
    bool has_near = false;
    for (char **n = names; *n != NULL; n++) {
        g_strstrip(*n);
        if (**n == '\0')
            continue;
        if (gm_text_parse_coordinates(*n, &near.lat, &near.lon, NULL)) {
            *box = gm_box_join(*box, (GmBox){near.lat, near.lon, near.lat, near.lon});
            has_near = true;
            continue;
        }
        GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
        o.near = has_near ? &near : NULL;
        o.max = 1;
        o.near_spelling = false; /* a map of another place would be worse than none */
        g_autoptr(GArray) found = g != NULL ? gm_gazetteer_lookup(g, *n, &o) : NULL;
        if (found == NULL || found->len == 0 ||
            g_array_index(found, GmMatch, 0).match == GM_MATCH_NEAR) {
            bool number = strspn(*n, "0123456789.+-") == strlen(*n);
            const GmMatch *like = gm_gazetteer_likely(found);
            g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION,
                        number
                            ? "extent '%s': a box is west,south,east,north, a point lat,lon@1:scale"
                            : "extent '%s': no place named '%s'%s%s%s",
                        text, *n, like ? "; did you mean " : "", like ? like->place.name : "",
                        like ? "?" : "");
            return false;
        }
        const GmPlace *p = &g_array_index(found, GmMatch, 0).place;
        g_autoptr(GmGeom) shape = find_shape(shapes, p->geometry);
        near = gm_place_pos(p);
        has_near = true;
        GmBox b =
            shape != NULL ? gm_geom_box(shape) : (GmBox){near.lat, near.lon, near.lat, near.lon};
        *box = gm_box_join(*box, b);
    }
    if (has_near)
        return true;
    g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION, "extent '%s': names no place",
                text);
    return false;
}

static bool read_extent(const char *text, const GmGazetteer *g, GmShapeStore *shapes, GmBox *box,
                        GmPos *centre, double *scale, GError **error)
{
    double v[4];
    *scale = 0.0;
    if (centre_and_scale(text, centre, scale)) {
        *box = gm_box_grow((GmBox){centre->lat, centre->lon, centre->lat, centre->lon},
                           *scale * METRES_A_PX * 600.0);
        return true;
    }
    if (g_ascii_strcasecmp(text, "world") == 0) {
        *box = (GmBox){-90.0, -180.0, 90.0, 180.0};
        return true;
    }
    if (!four_numbers(text, v))
        return named_places(text, g, shapes, box, error);
    if (!(fabs(v[0]) <= 180.0 && fabs(v[2]) <= 180.0 && v[1] >= -90.0 && v[3] <= 90.0 &&
          v[1] < v[3])) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION,
                    "extent '%s': west,south,east,north in degrees, south below north", text);
        return false;
    }
    *box = (GmBox){v[1], v[0], v[3], v[2]};
    return true;
}

static void scene_bounds(GmMapView *v, const GmScene *scene, bool only_framing, double bounds[4])
{
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(scene, i);
        if (f->geom == NULL || (only_framing && !f->frames))
            continue;
        for (size_t k = 0; k < f->geom->n_pos; k++)
            bounds_add(v, bounds, f->geom->pos[k]);
    }
}

/* A document that names a division or a country and nothing in it is about
 * the whole of it, not about the point that stands for it. */
static void areas_whole(GmMapView *v, const GmScene *scene, const GmGazetteer *g,
                        GmShapeStore *shapes, bool only_framing, double bounds[4])
{
    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; g != NULL && i < scene->features->len; i++) {
            const GmFeature *f = gm_scene_feature(scene, i);
            if (f->geom == NULL || (only_framing && !f->frames))
                continue;
            GmPlace place;
            bool known = f->kind == GM_FEATURE_PLACE && f->place_ref != 0 &&
                         gm_gazetteer_place(g, f->place_ref, &place);
            if (!known || (place.kind != GM_PLACE_DIVISION && place.kind != GM_PLACE_COUNTRY))
                return;
            g_autoptr(GmGeom) shape = pass > 0 ? find_shape(shapes, place.geometry) : NULL;
            for (size_t k = 0; shape != NULL && k < shape->n_pos; k++)
                bounds_add(v, bounds, shape->pos[k]);
        }
    }
}

static void at_least(double bounds[4], double metres)
{
    for (int i = 0; i < 2; i++) {
        double lack = metres - (bounds[i + 2] - bounds[i]);
        if (lack > 0.0) {
            bounds[i] -= lack / 2;
            bounds[i + 2] += lack / 2;
        }
    }
}

/* ---- room to find one's bearings ---- */

#define BEARINGS 6u           /* towns beside the document's places that say where this is */
#define KNOWN_TOWN 10000      /* people */
#define LONE_SCALE 1.2e6      /* a single place is shown at this scale, or twice as large */
#define MOST_WIDER 2.2        /* times the frame that just holds the places */
#define MOST_WIDER_BARE 4.0   /* as far where there is hardly a town */
#define MOST_WIDER_SHAPES 1.5 /* the same where lines and areas are drawn, too */
#define LEAST_AREA 90.0       /* px: an area that can be measured stays as large across */
#define SPREAD_OF_ONE 12000.0 /* metres: features no further apart are one place */

/* How many times wider the frame may become before what is drawn is too small. */
static double shapes_allow(const GmMapView *v, const GmScene *scene, double zoom)
{
    double least = MOST_WIDER;
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(scene, i);
        if (f->geom == NULL || !f->frames || f->geom->kind == GM_GEOM_POINT)
            continue;
        least = fmin(least, MOST_WIDER_SHAPES);
        if (f->geom->kind == GM_GEOM_LINE)
            continue;
        GmBox b = gm_geom_box(f->geom);
        double across = gm_geo_distance((GmPos){b.south, b.west}, (GmPos){b.north, b.east});
        least = fmin(least, across / v->px / (LEAST_AREA * zoom));
    }
    return fmax(least, 1.0);
}

static guint towns_in_frame(const GmMapView *v, const GmScene *scene, const GmGazetteer *g)
{
    g_autoptr(GArray) places = gm_gazetteer_in_box(g, v->box, BEARINGS * 4);
    guint n = 0;
    for (guint i = 0; places != NULL && i < places->len; i++) {
        const GmPlace *place = &g_array_index(places, GmPlace, i);
        bool own = place->population < KNOWN_TOWN;
        for (guint k = 0; k < scene->features->len && !own; k++) {
            const GmFeature *f = gm_scene_feature(scene, k);
            own = f->frames && f->place_ref == place->ref;
        }
        n += !own;
    }
    return n;
}

/* Widens a frame that shows the document's places and nothing that a reader
 * knows: step by step, as far as what is drawn stays legible. */
static void find_bearings(GmMapView *v, const GmScene *scene, const GmGazetteer *g,
                          const double bounds[4])
{
    double first = v->scale, zoom = (v->frame[2] - v->frame[0]) / 1240.0;
    bool lone = fmax(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= SPREAD_OF_ONE;
    double most = shapes_allow(v, scene, zoom) * first;
    double utmost = most, least = lone && most > first ? 0.5 * LONE_SCALE / zoom : 0.0;
    if (lone && most > first)
        most = fmax(most, LONE_SCALE / zoom);
    guint wanted = (guint)CLAMP(ceil(BEARINGS * zoom), 3.0, BEARINGS);
    if (most >= first * MOST_WIDER) /* farther for the first names at all */
        utmost = fmax(most, first * MOST_WIDER_BARE);
    double cx = (bounds[0] + bounds[2]) / 2, cy = (bounds[1] + bounds[3]) / 2;
    guint towns = towns_in_frame(v, scene, g);
    for (double scale = first; scale < least || towns < wanted;) {
        scale = nice_scale(scale * 1.12);
        if (scale > (towns < 3 ? utmost : most) || v->world)
            break;
        set_scale(v, cx, cy, scale);
        towns = towns_in_frame(v, scene, g);
    }
}

bool gm_layout_view_make(GmMapView *v, const GmScene *scene, const GmGazetteer *gazetteer,
                         GmShapeStore *shapes, const char *extent, const char *projection,
                         const double frame[4], GError **error)
{
    memset(v, 0, sizeof *v);
    memcpy(v->frame, frame, sizeof v->frame);
    GmBox box = scene_box(scene, true);
    GmPos centre = {0.0, 0.0};
    double scale = 0.0;
    bool given = extent != NULL && *extent != '\0', framing = !gm_box_is_empty(box);
    if (!framing)
        box = scene_box(scene, false);
    if (given && !read_extent(extent, gazetteer, shapes, &box, &centre, &scale, error))
        return false;
    if (gm_box_is_empty(box)) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_DATA,
                    "nothing has a position that could be drawn");
        return false;
    }
    double wide = box.east >= box.west ? box.east - box.west : box.east - box.west + 360.0;
    bool round_the_world = !given && wide > 160.0 && box.south < 45.0 && box.north > -35.0;
    if (round_the_world) { /* the lands that people live in, whole */
        box.north = fmax(box.north, 74.0);
        box.south = fmin(box.south, -56.0);
    }
    /* round a pole: seen from above it */
    bool polar = wide > 100.0 && (box.south > 50.0 || box.north < -50.0);
    GmBox seen = box;
    if (polar && box.south > 0.0)
        seen.north = 90.0;
    else if (polar)
        seen.south = -90.0;
    if (!open_projection(v, seen, projection, error))
        return false;
    double bounds[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    if (scale > 0.0) {
        bounds_add(v, bounds, centre);
        set_scale(v, bounds[0], bounds[1], scale);
        gm_layout_view_quicken(v);
        return true;
    }
    if (given || round_the_world || (wide > 180.0 && !polar))
        bounds_of_box(v, box, bounds);
    else {
        scene_bounds(v, scene, framing, bounds);
        areas_whole(v, scene, gazetteer, shapes, framing, bounds);
    }
    if (!(bounds[0] <= bounds[2])) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION,
                    "projection '%s' has no image of the extent",
                    gm_geo_projection_definition(v->projection));
        return false;
    }
    at_least(bounds, 12000.0);
    /* a box is shown as it was given; places and features get room around */
    double numbers[4];
    bool as_given = given && four_numbers(extent, numbers);
    bool close = as_given || wide > 300.0 || round_the_world;
    fit(v, bounds, close ? 0.01 : 0.075, wide < 300.0);
    if (!given && gazetteer != NULL && !close && !polar)
        find_bearings(v, scene, gazetteer, bounds);
    gm_layout_view_quicken(v);
    return true;
}
