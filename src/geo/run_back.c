#include "run_back.h"

#include "geodesic.h"
#include "wgs84.h"

#include <math.h>

static bool same(GmPos a, GmPos b)
{
    return a.lat == b.lat && a.lon == b.lon;
}

/* Whether @u-@v-@w turns straight back at @v. */
static bool turns_back(GmPos u, GmPos v, GmPos w, double tolerance)
{
    double off = fold_angle(gm_geo_azimuth(v, u) - gm_geo_azimuth(v, w));
    return fabs(off) < 1.0 &&
           fmin(gm_geo_distance(v, u), gm_geo_distance(v, w)) * fabs(off) * DEG < tolerance;
}

/* The part with the end of a run back within an edge as a position of its own. */
static GArray *cut_part(const GmPos *p, size_t n, double tolerance)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (size_t i = 0; i < n; i++) {
        if (out->len > 0 && same(g_array_index(out, GmPos, out->len - 1), p[i]))
            continue;
        g_array_append_val(out, p[i]);
        if (out->len < 2 || i + 1 == n || same(p[i], p[i + 1]))
            continue;
        GmPos u = g_array_index(out, GmPos, out->len - 2), w = p[i + 1];
        if (same(u, w) || !turns_back(u, p[i], w, tolerance))
            continue;
        if (gm_geo_distance(p[i], w) < gm_geo_distance(p[i], u))
            g_array_insert_val(out, out->len - 1, w);
        else
            g_array_append_val(out, u);
    }
    return out;
}

static guint edge_hash(gconstpointer key)
{
    const GmPos *p = key;
    guint h = 0;
    for (int i = 0; i < 2; i++)
        h = (h * 31 + g_double_hash(&p[i].lat)) * 31 + g_double_hash(&p[i].lon);
    return h;
}

static gboolean edge_equal(gconstpointer a, gconstpointer b)
{
    const GmPos *p = a, *q = b;
    return same(p[0], q[0]) && same(p[1], q[1]);
}

/* Adds an edge to the latest track that ends where it begins. */
static void join_edge(GPtrArray *tracks, const GmPos *edge)
{
    for (guint i = tracks->len; i-- > 0;) {
        GArray *t = tracks->pdata[i];
        if (same(g_array_index(t, GmPos, t->len - 1), edge[0])) {
            g_array_append_val(t, edge[1]);
            return;
        }
    }
    GArray *t = g_array_new(FALSE, FALSE, sizeof(GmPos));
    g_array_append_vals(t, edge, 2);
    g_ptr_array_add(tracks, t);
}

static void free_track(gpointer track)
{
    g_array_free(track, TRUE);
}

static void rest_of(RunBack *r, size_t part)
{
    g_autoptr(GPtrArray) tracks = g_ptr_array_new_with_free_func(free_track);
    for (size_t i = r->line->start[part]; i + 1 < r->line->start[part + 1]; i++)
        if (!r->twice[i])
            join_edge(tracks, &r->line->pos[i]);
    for (guint i = 0; i < tracks->len; i++) {
        GArray *t = tracks->pdata[i];
        gm_geom_add_part(r->once, (const GmPos *)(const void *)t->data, t->len, false);
    }
}

RunBack *gm_geo_run_back(const GmGeom *g, double tolerance)
{
    g_autoptr(RunBack) r = g_new0(RunBack, 1);
    r->line = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < g->n_parts; i++) {
        g_autoptr(GArray) cut = cut_part(gm_geom_part(g, i), gm_geom_part_len(g, i), tolerance);
        gm_geom_add_part(r->line, (const GmPos *)(const void *)cut->data, cut->len, false);
    }
    r->twice = g_new0(bool, r->line->n_pos + 1);
    g_autoptr(GHashTable) edges = g_hash_table_new(edge_hash, edge_equal);
    for (size_t i = 0; i < r->line->n_parts; i++)
        for (size_t k = r->line->start[i]; k + 1 < r->line->start[i + 1]; k++)
            g_hash_table_add(edges, &r->line->pos[k]);
    bool any = false;
    for (size_t i = 0; i < r->line->n_parts; i++)
        for (size_t k = r->line->start[i]; k + 1 < r->line->start[i + 1]; k++) {
            GmPos back[2] = {r->line->pos[k + 1], r->line->pos[k]};
            r->twice[k] = g_hash_table_contains(edges, back);
            any = any || r->twice[k];
        }
    if (!any)
        return NULL;
    r->once = gm_geom_new(GM_GEOM_LINE);
    for (size_t i = 0; i < r->line->n_parts; i++)
        rest_of(r, i);
    return g_steal_pointer(&r);
}

void gm_geo_run_back_free(RunBack *r)
{
    if (!r)
        return;
    gm_geom_free(r->line);
    gm_geom_free(r->once);
    g_free(r->twice);
    g_free(r);
}
