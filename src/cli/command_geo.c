#include "command.h"

#include "geo_operand.h"
#include "geo_within.h"
#include "suggest.h"

#include "buffer.h"
#include "geodesic.h"
#include "overlay.h"

#include "file_save.h"
#include "layer.h"
#include "markup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    GmCliOptions common;
    char *distance, *left, *right, *inner, *side, *cap, *tolerance, *from, *to;
    gboolean dissolve;
} GeoOptions;

/** "0.01%" or "1e-4". */
static bool tolerance_option(const char *value, double *share, GError **error)
{
    if (!value)
        return true;
    char *end;
    double v = g_ascii_strtod(value, &end);
    if (*end == '%')
        v /= 100, end++;
    if (*end || end == value || !(v > 0 && v <= 0.1))
        return gm_cli_usage_error(
            error, "--tolerance: give a share of the distance such as 0.01%% or 1e-4, at most "
                   "10%%");
    *share = v;
    return true;
}

static bool buffer_options(const GeoOptions *o, GmBufferOptions *b, double *inner, GError **error)
{
    *b = (GmBufferOptions)GM_BUFFER_OPTIONS_INIT;
    *inner = 0;
    double d = NAN;
    if (!gm_cli_geo_length("distance", o->distance, &d, error))
        return false;
    b->left = b->right = d;
    if (!gm_cli_geo_length("left", o->left, &b->left, error) ||
        !gm_cli_geo_length("right", o->right, &b->right, error) ||
        !gm_cli_geo_length("inner", o->inner, inner, error) ||
        !tolerance_option(o->tolerance, &b->tolerance, error))
        return false;
    if (o->left && !o->right && !o->distance)
        b->right = 0;
    if (o->right && !o->left && !o->distance)
        b->left = 0;
    if (isnan(b->left) || isnan(b->right))
        return gm_cli_usage_error(error, "how far? give --distance, such as --distance 6km");
    if (o->side) {
        if (strcmp(o->side, "left") && strcmp(o->side, "right") && strcmp(o->side, "both"))
            return gm_cli_usage_error(error, "--side: left, right or both");
        b->side = !strcmp(o->side, "left")    ? GM_SIDE_LEFT
                  : !strcmp(o->side, "right") ? GM_SIDE_RIGHT
                                              : GM_SIDE_BOTH;
    }
    if (o->cap && strcmp(o->cap, "round") && strcmp(o->cap, "flat"))
        return gm_cli_usage_error(error, "--cap: round or flat");
    b->cap = !g_strcmp0(o->cap, "flat") ? GM_CAP_FLAT : GM_CAP_ROUND;
    return true;
}

static const char *out_path(const GeoOptions *o)
{
    return o->common.outputs ? o->common.outputs[0] : "-";
}

static bool write_shapes(const GeoOptions *o, GPtrArray *shapes, GError **error)
{
    const char *path = out_path(o);
    return gm_shapes_write_file(path, shapes, error);
}

/** All the polygons of @shapes as one shape. */
static bool dissolve(GPtrArray *shapes, GError **error)
{
    g_autofree const GmGeom **geoms = g_new(const GmGeom *, shapes->len + 1);
    gsize n = 0;
    for (guint i = 0; i < shapes->len; i++) {
        const GmShape *s = g_ptr_array_index(shapes, i);
        if (s->geom)
            geoms[n++] = s->geom;
    }
    GmGeom *all = gm_geo_union_all(geoms, n, error);
    if (!all)
        return false;
    g_ptr_array_set_size(shapes, 0);
    GmShape *one = g_new0(GmShape, 1);
    one->geom = all;
    g_ptr_array_add(shapes, one);
    return true;
}

/** The features of a file or stream, or a place or position as one; new. */
static GPtrArray *read_operand(const GeoOptions *o, const char *text, GError **error)
{
    bool file = !strcmp(text, "-") || g_str_has_suffix(text, ".shp") ||
                g_str_has_suffix(text, ".geojson") || g_str_has_suffix(text, ".json");
    if (file || g_file_test(text, G_FILE_TEST_EXISTS))
        return gm_shapes_read_file(text, error);
    g_autoptr(GmSession) s = gm_session_open(&o->common.settings, error);
    g_autoptr(GPtrArray) geoms = s ? gm_cli_geo_shapes(s, text, error) : NULL;
    if (!geoms)
        return NULL;
    GPtrArray *shapes = g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
    GmShape *place = g_new0(GmShape, 1);
    place->name = g_strdup(text);
    place->geom = gm_geom_copy(g_ptr_array_index(geoms, 0));
    g_ptr_array_add(shapes, place);
    return shapes;
}

static bool run_buffer(const GeoOptions *o, char **args, GError **error)
{
    GmBufferOptions b;
    double inner;
    if (!args[0] || args[1])
        return gm_cli_usage_error(error, "geo buffer takes one file (or - for GeoJSON on standard "
                                         "input), place or position");
    if (!buffer_options(o, &b, &inner, error))
        return false;
    g_autoptr(GPtrArray) shapes = read_operand(o, args[0], error);
    if (!shapes)
        return false;
    for (guint i = 0; i < shapes->len; i++) {
        GmShape *s = g_ptr_array_index(shapes, i);
        if (!s->geom)
            continue;
        GmGeom *zone = inner > 0 ? gm_geo_ring(s->geom, inner, b.left, b.tolerance, error)
                                 : gm_geo_buffer(s->geom, &b, error);
        if (!zone) {
            g_prefix_error(error, "%s: feature %u: ", args[0], i + 1);
            return false;
        }
        gm_geom_free(s->geom);
        s->geom = zone;
    }
    return (!o->dissolve || dissolve(shapes, error)) && write_shapes(o, shapes, error);
}

static bool run_segment(const GeoOptions *o, char **args, GError **error)
{
    if (!args[0] || args[1] || !o->from || !o->to)
        return gm_cli_usage_error(error, "geo segment takes one line, --from PLACE and --to PLACE");
    g_autoptr(GmSession) s = gm_session_open(&o->common.settings, error);
    g_autoptr(GmGeom) line = s ? gm_cli_geo_line(s, args[0], error) : NULL;
    GmFoot feet[2];
    g_autoptr(GmGeom) run = line ? gm_cli_geo_run(s, line, o->from, o->to, feet, error) : NULL;
    if (!run)
        return false;
    g_autoptr(GPtrArray) shapes =
        g_ptr_array_new_with_free_func((GDestroyNotify)gm_shapes_shape_free);
    GmShape *shape = g_new0(GmShape, 1);
    shape->geom = g_steal_pointer(&run);
    shape->name = g_strdup_printf("%s: %s to %s", args[0], o->from, o->to);
    shape->attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GString *n = g_string_new(NULL);
    gm_text_append_number(n, gm_geo_length(shape->geom), 1);
    g_hash_table_insert(shape->attributes, g_strdup("length_m"), g_string_free(n, FALSE));
    g_ptr_array_add(shapes, shape);
    gm_cli_note(&o->common, "%.3f km along the line; %s lies %.0f m off it, %s %.0f m",
                fabs(feet[1].chainage - feet[0].chainage) / 1000, o->from, feet[0].offset, o->to,
                feet[1].offset);
    return write_shapes(o, shapes, error);
}

static void measure_shape(GString *out, guint i, const GmShape *s)
{
    static const char *const kinds[] = {"point", "line", "polygon"};
    g_string_append_printf(out, "%u\t", i + 1);
    gm_text_append_tsv(out, s->name ? s->name : "");
    g_string_append_printf(out, "\t%s\t", s->geom ? kinds[s->geom->kind] : "none");
    if (s->geom && s->geom->kind != GM_GEOM_POINT)
        gm_text_append_number(out, gm_geo_length(s->geom), 3);
    g_string_append_c(out, '\t');
    if (s->geom && s->geom->kind == GM_GEOM_POLYGON)
        gm_text_append_number(out, gm_geo_area(s->geom), 1);
    g_string_append_c(out, '\n');
}

static bool measure_file(const char *path, GString *out, GError **error)
{
    g_autoptr(GPtrArray) shapes = gm_shapes_read_file(path, error);
    if (!shapes)
        return false;
    g_string_append(out, "feature\tname\tgeometry\tlength_m\tarea_m2\n");
    for (guint i = 0; i < shapes->len; i++)
        measure_shape(out, i, g_ptr_array_index(shapes, i));
    return true;
}

/** Length and area of a file's features, or distance and bearing of two places. */
static bool run_measure(const GeoOptions *o, char **args, GError **error)
{
    if (!args[0] || (args[1] && args[2]))
        return gm_cli_usage_error(error, "geo measure takes one file, or two places");
    g_autoptr(GString) out = g_string_new(NULL);
    if (!args[1]) {
        if (!measure_file(args[0], out, error))
            return false;
    } else {
        g_autoptr(GmSession) s = gm_session_open(&o->common.settings, error);
        GmPos a, b;
        if (!s || !gm_cli_geo_place(s, args[0], NULL, &a, error) ||
            !gm_cli_geo_place(s, args[1], &a, &b, error))
            return false;
        g_string_append(out, "distance_m\tbearing_deg\tback_bearing_deg\n");
        gm_text_append_number(out, gm_geo_distance(a, b), 3);
        g_string_append_c(out, '\t');
        gm_text_append_number(out, gm_geo_azimuth(a, b), 4);
        g_string_append_c(out, '\t');
        gm_text_append_number(out, gm_geo_azimuth(b, a), 4);
        g_string_append_c(out, '\n');
    }
    return gm_text_save(out_path(o), out->str, out->len, error);
}

static bool run_within(const GeoOptions *o, char **args, GError **error)
{
    if (!args[0] || args[1])
        return gm_cli_usage_error(error, "geo within takes one file, line or place");
    GmGeoWithin w = {args[0], o->from, o->to, o->distance};
    return gm_cli_geo_within(&o->common, &w, error);
}

/* A geo command is one function and one row. */
static const struct {
    const char *name;
    bool (*run)(const GeoOptions *o, char **args, GError **error);
} geo_commands[] = {{"buffer", run_buffer},
                    {"segment", run_segment},
                    {"within", run_within},
                    {"measure", run_measure}};

static int dispatch(const GeoOptions *o, char **argv)
{
    for (gsize i = 0; argv[1] && i < G_N_ELEMENTS(geo_commands); i++)
        if (!strcmp(argv[1], geo_commands[i].name)) {
            GError *error = NULL;
            return geo_commands[i].run(o, argv + 2, &error) ? GM_EXIT_DONE : gm_cli_give_up(error);
        }
    const char *names[G_N_ELEMENTS(geo_commands) + 1] = {NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(geo_commands); i++)
        names[i] = geo_commands[i].name;
    return gm_cli_unknown_word("geo", argv[1], names);
}

int gm_cli_geo(int argc, char **argv)
{
    GeoOptions o = {0};
    GOptionEntry extra[] = {
        {"distance", 0, 0, G_OPTION_ARG_FILENAME, &o.distance,
         "Buffer, within: how far (6km, 3.5nm; negative shrinks polygons)", "LENGTH"},
        {"left", 0, 0, G_OPTION_ARG_FILENAME, &o.left, "Buffer: depth left of a line", "LENGTH"},
        {"right", 0, 0, G_OPTION_ARG_FILENAME, &o.right, "Buffer: depth right of a line", "LENGTH"},
        {"inner", 0, 0, G_OPTION_ARG_FILENAME, &o.inner,
         "Buffer: leave out what is nearer (a ring)", "LENGTH"},
        {"side", 0, 0, G_OPTION_ARG_FILENAME, &o.side, "Buffer: left, right or both", "SIDE"},
        {"cap", 0, 0, G_OPTION_ARG_FILENAME, &o.cap, "Buffer: ends round or flat", "CAP"},
        {"tolerance", 0, 0, G_OPTION_ARG_FILENAME, &o.tolerance,
         "Buffer: share of the distance (default 0.01%)", "SHARE"},
        {"dissolve", 0, 0, G_OPTION_ARG_NONE, &o.dissolve, "Buffer: one zone of all", NULL},
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &o.from, "Segment, within: where the line begins",
         "PLACE"},
        {"to", 0, 0, G_OPTION_ARG_FILENAME, &o.to, "Segment, within: where it ends", "PLACE"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    int status = GM_EXIT_USAGE;
    if (gm_cli_parse(&o.common, GM_GROUP_DATA | GM_GROUP_OUTPUT, extra, gm_cli_command("geo"),
                     &argc, &argv))
        status = dispatch(&o, argv);
    char **strings[] = {&o.distance, &o.left, &o.right,     &o.inner, &o.side,
                        &o.cap,      &o.from, &o.tolerance, &o.to};
    for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(*strings[i]);
    gm_cli_options_clear(&o.common);
    return status;
}
