#include "geo_within.h"

#include "geo_operand.h"
#include "place_list.h"

#include "buffer.h"
#include "file_save.h"
#include "geodesic.h"
#include "markup.h"
#include "overlay.h"

#include <math.h>
#include <string.h>

typedef struct {
    GmPlace place;
    double distance; /* metres; 0 inside */
    double along;    /* metres from the line's beginning; NAN where there is no line */
} Found;

/** One shape and what is needed to tell what is near it. */
typedef struct {
    const GmGeom *shape;
    GmGeom *edge; /* of a polygon: its rings as lines */
    double reach; /* metres */
} Target;

static GmGeom *rings_as_lines(const GmGeom *polygon)
{
    GmGeom *lines = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < polygon->n_parts; i++)
        gm_geom_add_part(lines, gm_geom_part(polygon, i), gm_geom_part_len(polygon, i), false);
    return lines;
}

/** True when @at is within reach; how far and where is added to @f. */
static bool reaches(const Target *t, GmPos at, Found *f)
{
    const GmGeom *g = t->shape;
    double distance = INFINITY, along = NAN;
    if (g->kind == GM_GEOM_POINT) {
        for (size_t i = 0; i < g->n_pos; i++)
            distance = fmin(distance, gm_geo_distance(g->pos[i], at));
    } else if (g->kind == GM_GEOM_POLYGON && gm_geo_contains(g, at)) {
        distance = 0;
    } else if (g->kind == GM_GEOM_LINE || t->reach > 0) {
        GmFoot foot;
        if (gm_geo_foot(g->kind == GM_GEOM_LINE ? g : t->edge, at, &foot, NULL)) {
            distance = foot.offset;
            along = g->kind == GM_GEOM_LINE ? foot.chainage : NAN;
        }
    }
    if (!(distance <= t->reach))
        return false;
    if (distance < f->distance) {
        f->distance = distance;
        f->along = along;
    }
    return true;
}

static int nearest_first(gconstpointer a, gconstpointer b)
{
    const Found *p = a, *q = b;
    if (p->distance < q->distance || p->distance > q->distance)
        return p->distance < q->distance ? -1 : 1;
    return p->place.rank != q->place.rank ? p->place.rank - q->place.rank
                                          : strcmp(p->place.name, q->place.name);
}

/** GArray of Found, each place once. */
static GArray *find_all(const GmGazetteer *g, const GPtrArray *shapes, double reach)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Found));
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < shapes->len; i++) {
        Target t = {g_ptr_array_index(shapes, i), NULL, reach};
        t.edge = t.shape->kind == GM_GEOM_POLYGON ? rings_as_lines(t.shape) : NULL;
        g_autoptr(GArray) places =
            gm_gazetteer_in_box(g, gm_box_grow(gm_geom_box(t.shape), reach), 0);
        for (guint k = 0; k < places->len; k++) {
            Found new = {g_array_index(places, GmPlace, k), INFINITY, NAN};
            guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known, &new.place.ref));
            if (!reaches(&t, gm_place_pos(&new.place),
                         at ? &g_array_index(out, Found, at - 1) : &new) ||
                at)
                continue;
            g_array_append_val(out, new);
            g_hash_table_insert(known, g_memdup2(&new.place.ref, sizeof new.place.ref),
                                GUINT_TO_POINTER(out->len));
        }
        gm_geom_free(t.edge);
    }
    g_array_sort(out, nearest_first);
    return out;
}

/* ---- listing ---- */

static void append_tsv(GString *out, const GArray *found)
{
    g_string_append(out, "name\tlat\tlon\tgeonames_id\tcountry\tpopulation\tdistance_m\talong_m\t"
                         "source\n");
    for (guint i = 0; i < found->len; i++) {
        const Found *f = &g_array_index(found, Found, i);
        const GmPlace *p = &f->place;
        gm_cli_append_place_tsv(out, p);
        g_string_append_printf(out, "\t%s\t", p->country);
        if (p->population)
            g_string_append_printf(out, "%u", p->population);
        g_string_append_c(out, '\t');
        gm_text_append_number(out, f->distance, 1);
        g_string_append_c(out, '\t');
        if (!isnan(f->along))
            gm_text_append_number(out, f->along, 1);
        g_string_append_c(out, '\t');
        gm_text_append_tsv(out, p->source);
        g_string_append_c(out, '\n');
    }
}

static void append_table(GString *out, const GArray *found)
{
    for (guint i = 0; i < found->len; i++) {
        const Found *f = &g_array_index(found, Found, i);
        glong pad = 30 - g_utf8_strlen(f->place.name, -1);
        g_autoptr(GString) where = g_string_new(NULL);
        gm_cli_append_position(where, &f->place);
        g_string_append_printf(out, "%s%*s %-2s  %-19s %8.1f km\n", f->place.name, (int)MAX(pad, 0),
                               "", f->place.country, where->str, f->distance / 1000);
    }
}

static void append_json(GString *out, const GArray *found, bool geojson)
{
    g_autoptr(GmJson) j = gm_text_json_new(out, 2);
    gm_cli_json_begin_list(j, geojson);
    for (guint i = 0; i < found->len; i++) {
        const Found *f = &g_array_index(found, Found, i);
        gm_cli_json_begin_place(j, &f->place, geojson);
        gm_cli_json_place(j, &f->place);
        gm_text_json_key(j, "population"), gm_text_json_int(j, f->place.population);
        gm_text_json_key(j, "distance_m"), gm_text_json_number(j, f->distance, 1);
        gm_text_json_key(j, "along_m"), gm_text_json_number(j, f->along, 1);
        gm_text_json_key(j, "source"), gm_text_json_string(j, f->place.source);
        gm_cli_json_end_place(j, geojson);
    }
    gm_cli_json_end_list(j, geojson);
    g_string_append_c(out, '\n');
}

/* ---- the command ---- */

static GPtrArray *find_shapes(GmSession *s, const GmGeoWithin *w, GError **error)
{
    if (!w->from)
        return gm_cli_geo_shapes(s, w->what, error);
    g_autoptr(GmGeom) line = gm_cli_geo_line(s, w->what, error);
    GmFoot feet[2];
    GmGeom *run = line ? gm_cli_geo_run(s, line, w->from, w->to, feet, error) : NULL;
    if (!run)
        return NULL;
    GPtrArray *one = g_ptr_array_new_with_free_func((GDestroyNotify)gm_geom_free);
    g_ptr_array_add(one, run);
    return one;
}

static bool check(const GmGeoWithin *w, double *reach, GError **error)
{
    *reach = 0;
    if (!gm_cli_geo_length("distance", w->distance, reach, error))
        return false;
    const char *wrong = (w->from != NULL) != (w->to != NULL) ? "give --from and --to, or neither"
                        : *reach < 0 || *reach > 2e7         ? "--distance: a length up to 20000 km"
                                                             : NULL;
    if (wrong)
        gm_cli_usage_error(error, "%s", wrong);
    return !wrong;
}

static bool needs_distance(const GPtrArray *shapes)
{
    for (guint i = 0; i < shapes->len; i++)
        if (((const GmGeom *)g_ptr_array_index(shapes, i))->kind != GM_GEOM_POLYGON)
            return true;
    return false;
}

bool gm_cli_geo_within(const GmCliOptions *o, const GmGeoWithin *w, GError **error)
{
    static const char *const known[] = {"table", "tsv", "json", "geojson", NULL};
    double reach;
    if (!check(w, &reach, error))
        return false;
    const char *path = o->outputs ? o->outputs[0] : "-";
    const char *format = gm_cli_list_format(o, "tsv", known, error);
    g_autoptr(GmSession) s = format ? gm_session_open(&o->settings, error) : NULL;
    g_autoptr(GPtrArray) shapes = s ? find_shapes(s, w, error) : NULL;
    const GmGazetteer *g = shapes ? gm_session_gazetteer(s, error) : NULL;
    if (!g)
        return false;
    if (!w->distance && needs_distance(shapes)) {
        gm_cli_usage_error(
            error, "%s has no inside; how far from it? give --distance, such as --distance 10km",
            w->what);
        return false;
    }
    g_autoptr(GArray) found = find_all(g, shapes, reach);
    g_autoptr(GString) out = g_string_new(NULL);
    if (!strcmp(format, "tsv"))
        append_tsv(out, found);
    else if (!strcmp(format, "table"))
        append_table(out, found);
    else
        append_json(out, found, !strcmp(format, "geojson"));
    if (o->verbose || !found->len)
        gm_cli_note(o, "%u settlements", found->len);
    return gm_text_save(path, out->str, out->len, error);
}
