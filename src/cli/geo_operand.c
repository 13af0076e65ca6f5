#include "geo_operand.h"

#include "layer.h"
#include "overlay.h"
#include "quantity.h"

#include <string.h>

bool gm_cli_geo_length(const char *option, const char *value, double *metres, GError **error)
{
    if (!value)
        return true;
    bool negative = *value == '-';
    GError *cause = NULL;
    if (!gm_text_parse_length(value + negative, metres, &cause)) {
        gm_cli_usage_error(error, "--%s: %s", option, cause->message);
        g_error_free(cause);
        return false;
    }
    if (negative)
        *metres = -*metres;
    return true;
}

bool gm_cli_geo_place(GmSession *s, const char *text, const GmPos *near, GmPos *out, GError **error)
{
    if (gm_text_parse_coordinates(text, &out->lat, &out->lon, NULL))
        return true;
    GmGazetteer *g = gm_session_gazetteer(s, error);
    if (!g)
        return false;
    GmLookupOptions lo = GM_LOOKUP_OPTIONS_INIT;
    lo.near = near;
    lo.max = 1;
    g_autoptr(GArray) m = gm_gazetteer_lookup(g, text, &lo);
    if (!m->len || g_array_index(m, GmMatch, 0).match == GM_MATCH_NEAR) {
        const GmMatch *likely = gm_gazetteer_likely(m);
        const char *near_name = likely ? likely->place.name : NULL;
        g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOT_FOUND, "no place named '%s'%s%s%s",
                    text, near_name ? "; did you mean " : "", near_name ? near_name : "",
                    near_name ? "?" : "");
        return false;
    }
    *out = gm_place_pos(&g_array_index(m, GmMatch, 0).place);
    return true;
}

/* Farther off a line than this, a place does not tell where on it. */
static const double FARTHEST_M = 50e3;

static bool find_foot(const GmGeom *line, const char *name, GmPos at, GmFoot *foot, GError **error)
{
    if (!gm_geo_foot(line, at, foot, error))
        return false;
    if (foot->offset <= FARTHEST_M)
        return true;
    g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOT_FOUND,
                "'%s' lies %.0f km off the line, too far to tell where on it", name,
                foot->offset / 1000);
    return false;
}

static bool is_line(const GmPlace *p)
{
    return (p->kind == GM_PLACE_HIGHWAY || p->kind == GM_PLACE_RIVER) && *p->geometry;
}

GmGeom *gm_cli_geo_line(GmSession *s, const char *text, GError **error)
{
    if (!strcmp(text, "-") || g_file_test(text, G_FILE_TEST_EXISTS)) {
        g_autoptr(GPtrArray) shapes = gm_shapes_read_file(text, error);
        g_autoptr(GmGeom) all = shapes ? gm_geom_new(GM_GEOM_LINE) : NULL;
        for (guint i = 0; shapes && i < shapes->len; i++) {
            const GmShape *shape = g_ptr_array_index(shapes, i);
            if (shape->geom && shape->geom->kind == GM_GEOM_LINE)
                gm_geom_append(all, shape->geom);
        }
        if (all && !all->n_parts) {
            g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOT_FOUND, "%s: holds no line", text);
            return NULL;
        }
        return all ? gm_geo_join_parts(all, 1.0) : NULL;
    }
    GmGazetteer *g = gm_session_gazetteer(s, error);
    GmShapeStore *shapes = g ? gm_session_shapes(s, error) : NULL;
    if (!shapes)
        return NULL;
    const char *like = NULL;
    g_autoptr(GArray) m = gm_gazetteer_lookup(g, text, NULL);
    for (guint i = 0; i < m->len; i++) {
        const GmMatch *found = &g_array_index(m, GmMatch, i);
        if (!is_line(&found->place))
            continue;
        if (found->match != GM_MATCH_NEAR)
            return gm_shapes_find(shapes, found->place.geometry, error);
        like = like ? like : found->place.name;
    }
    g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOT_FOUND,
                "%s: neither a file nor a line that the gazetteer knows%s%s%s", text,
                like ? "; did you mean " : "", like ? like : "", like ? "?" : "");
    return NULL;
}

GmGeom *gm_cli_geo_run(GmSession *s, const GmGeom *line, const char *from, const char *to,
                       GmFoot feet[2], GError **error)
{
    GmPos middle = gm_box_centre(gm_geom_box(line)), at;
    const char *names[] = {from, to};
    for (int i = 0; i < 2; i++)
        if (!gm_cli_geo_place(s, names[i], &middle, &at, error) ||
            !find_foot(line, names[i], at, &feet[i], error))
            return NULL;
    return gm_geo_sub_line(line, feet[0].chainage, feet[1].chainage);
}

static GmGeom *shape_of_place(GmSession *s, const char *text, GError **error)
{
    GmPos at;
    if (gm_text_parse_coordinates(text, &at.lat, &at.lon, NULL))
        return gm_geom_new_point(at);
    GmGazetteer *g = gm_session_gazetteer(s, error);
    GmShapeStore *shapes = g ? gm_session_shapes(s, error) : NULL;
    if (!shapes)
        return NULL;
    g_autoptr(GArray) m = gm_gazetteer_lookup(g, text, NULL);
    const GmMatch *best = m->len ? &g_array_index(m, GmMatch, 0) : NULL;
    if (best && best->match != GM_MATCH_NEAR)
        return *best->place.geometry ? gm_shapes_find(shapes, best->place.geometry, error)
                                     : gm_geom_new_point(gm_place_pos(&best->place));
    best = gm_gazetteer_likely(m);
    g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOT_FOUND,
                "%s: neither a file nor a place that the gazetteer knows%s%s%s", text,
                best ? "; did you mean " : "", best ? best->place.name : "", best ? "?" : "");
    return NULL;
}

GPtrArray *gm_cli_geo_shapes(GmSession *s, const char *text, GError **error)
{
    g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify)gm_geom_free);
    if (strcmp(text, "-") && !g_file_test(text, G_FILE_TEST_EXISTS)) {
        GmGeom *g = shape_of_place(s, text, error);
        if (!g)
            return NULL;
        g_ptr_array_add(out, g);
        return g_steal_pointer(&out);
    }
    g_autoptr(GPtrArray) shapes = gm_shapes_read_file(text, error);
    for (guint i = 0; shapes && i < shapes->len; i++) {
        GmShape *shape = g_ptr_array_index(shapes, i);
        if (shape->geom)
            g_ptr_array_add(out, g_steal_pointer(&shape->geom));
    }
    return shapes ? g_steal_pointer(&out) : NULL;
}
