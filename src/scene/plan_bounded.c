/** Areas by their corners: a polygon through them. */
#include "scene_plan.h"

#include "antimeridian.h"

#include <math.h>

/** Twice the signed area of the triangle, longitudes within half a turn of @a's. */
static double turn(GmPos a, GmPos b, GmPos c)
{
    double bx = remainder(b.lon - a.lon, 360.0), cx = remainder(c.lon - a.lon, 360.0);
    return bx * (c.lat - a.lat) - cx * (b.lat - a.lat);
}

static bool edges_cross(GmPos a, GmPos b, GmPos c, GmPos d)
{
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

static bool crosses_itself(const GmPos *p, guint n)
{
    for (guint i = 0; i < n; i++)
        for (guint k = i + 2; k < n; k++)
            if ((k + 1) % n != i && edges_cross(p[i], p[i + 1], p[k], p[(k + 1) % n]))
                return true;
    return false;
}

static gint by_bearing(gconstpointer a, gconstpointer b, gpointer centre)
{
    const GmPos *x = a, *y = b, *c = centre;
    double ax = atan2(x->lat - c->lat, remainder(x->lon - c->lon, 360.0));
    double ay = atan2(y->lat - c->lat, remainder(y->lon - c->lon, 360.0));
    return ax < ay ? -1 : ax > ay;
}

/** The corners in the order of the text; around their middle, where that order crosses
 *  itself. */
static void put_in_order(GArray *corners, GmSpec *s)
{
    const GmPos *p = &g_array_index(corners, GmPos, 0);
    if (!crosses_itself(p, corners->len))
        return;
    GmPos middle = {0, 0};
    for (guint i = 0; i < corners->len; i++) {
        middle.lat += p[i].lat / corners->len;
        middle.lon += remainder(p[i].lon - p[0].lon, 360.0) / corners->len;
    }
    middle.lon += p[0].lon;
    g_array_sort_with_data(corners, by_bearing, &middle);
    gm_spec_note(s, "its corners, in the order of the text, would cross; they are joined in turn");
}

static GmGeom *ring_of(const GArray *corners)
{
    g_autoptr(GmGeom) ring =
        gm_geom_new_polygon((const GmPos *)(void *)corners->data, corners->len);
    return gm_geo_split_antimeridian(ring, NULL);
}

/** "Idlib–Saraqib–Ariha triangle", "prohibited area". */
static char *name_of(const GmSpec *s, const char *subject)
{
    GString *name = g_string_new(NULL);
    for (guint i = 0; i < s->sites->len; i++)
        g_string_append_printf(name, "%s%s", i ? "–" : "",
                               ((const GmSite *)g_ptr_array_index(s->sites, i))->name);
    g_string_append_printf(name, " %s", subject);
    return g_string_free(name, FALSE);
}

void gm_plan_bounded(GmPlan *p, const GmGroup *g)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_ZONE);
    g_autoptr(GArray) corners = g_array_new(FALSE, FALSE, sizeof(GmPos));
    bool named = false;
    guint said = 0;
    gm_plan_sites(p, g, s, GM_PART_AT, GM_PART_AT);
    while (gm_statement_anchor(g->st, GM_PART_AT, said))
        said++;
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *at = g_ptr_array_index(s->sites, i);
        GmPos pos = gm_site_pos(at);
        if (gm_site_is_point(at))
            g_array_append_val(corners, pos);
        named = named || at->ref != 0 || at->title;
    }
    if (corners->len < 3 || corners->len < said) {
        gm_spec_free(s);
        gm_plan_drop(p, g, "not all of its corners are points on the map");
        return;
    }
    put_in_order(corners, s);
    s->given = ring_of(corners);
    if (named) {
        s->name = name_of(s, s->subject);
        s->at_least = GM_CERTAINTY_APPROXIMATE;
        gm_spec_note(s, "drawn through the points of the places at its corners");
    } else {
        s->name = gm_name_capitalised(s->subject);
    }
    s->sides = 0;
    g_ptr_array_set_size(s->sites, 0); /* they have features of their own */
    gm_plan_keep(p, s);
}
