#include "geometry.h"

#include "geodesic.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(gm - geo - error - quark, gm_geo_error)

GmGeom *gm_geom_new(GmGeomKind kind)
{
    GmGeom *g = g_new0(GmGeom, 1);
    g->kind = kind;
    g->start = g_new0(size_t, 1);
    return g;
}

GmGeom *gm_geom_new_point(GmPos p)
{
    GmGeom *g = gm_geom_new(GM_GEOM_POINT);
    gm_geom_add_part(g, &p, 1, false);
    return g;
}

GmGeom *gm_geom_new_line(const GmPos *pos, size_t n)
{
    GmGeom *g = gm_geom_new(GM_GEOM_LINE);
    if (n > 0)
        gm_geom_add_part(g, pos, n, false);
    return g;
}

GmGeom *gm_geom_new_polygon(const GmPos *pos, size_t n)
{
    GmGeom *g = gm_geom_new(GM_GEOM_POLYGON);
    if (n > 0)
        gm_geom_add_part(g, pos, n, false);
    return g;
}

GmGeom *gm_geom_copy(const GmGeom *g)
{
    GmGeom *c = gm_geom_new(g->kind);
    gm_geom_append(c, g);
    return c;
}

void gm_geom_free(GmGeom *g)
{
    if (!g)
        return;
    g_free(g->pos);
    g_free(g->start);
    g_free(g->hole);
    g_free(g);
}

/* The first room is as asked; what grows again grows by half of itself. */
static size_t grown(size_t room, size_t wanted)
{
    return room == 0 ? wanted : MAX(wanted, room + room / 2);
}

void gm_geom_reserve(GmGeom *g, size_t n_pos, size_t n_parts)
{
    n_pos += g->n_pos;
    n_parts += g->n_parts;
    if (n_pos > g->room_pos) {
        g->room_pos = grown(g->room_pos, n_pos);
        g->pos = g_renew(GmPos, g->pos, g->room_pos);
    }
    if (n_parts <= g->room_parts)
        return;
    g->room_parts = grown(g->room_parts, n_parts);
    g->start = g_renew(size_t, g->start, g->room_parts + 1);
    if (g->kind == GM_GEOM_POLYGON)
        g->hole = g_renew(bool, g->hole, g->room_parts);
}

void gm_geom_add_part(GmGeom *g, const GmPos *pos, size_t n, bool hole)
{
    bool polygon = g->kind == GM_GEOM_POLYGON;
    bool open = polygon && n > 0 && (pos[0].lat != pos[n - 1].lat || pos[0].lon != pos[n - 1].lon);
    size_t total = g->n_pos + n + (open ? 1 : 0);
    gm_geom_reserve(g, total - g->n_pos, 1);
    if (n > 0)
        memcpy(g->pos + g->n_pos, pos, n * sizeof *pos);
    if (open)
        g->pos[total - 1] = pos[0];
    g->n_pos = total;
    g->start[g->n_parts + 1] = total;
    if (polygon)
        g->hole[g->n_parts] = hole;
    g->n_parts++;
}

void gm_geom_append(GmGeom *g, const GmGeom *other)
{
    g_return_if_fail(g->kind == other->kind);
    if (other->n_parts == 0)
        return;
    size_t pos0 = g->n_pos, part0 = g->n_parts;
    gm_geom_reserve(g, other->n_pos, other->n_parts);
    g->n_pos += other->n_pos;
    g->n_parts += other->n_parts;
    memcpy(g->pos + pos0, other->pos, other->n_pos * sizeof *g->pos);
    for (size_t i = 0; i <= other->n_parts; i++)
        g->start[part0 + i] = pos0 + other->start[i];
    if (g->kind == GM_GEOM_POLYGON)
        for (size_t i = 0; i < other->n_parts; i++)
            g->hole[part0 + i] = other->hole && other->hole[i];
}

bool gm_geom_check(const GmGeom *g, GError **error)
{
    if (!g || g->n_pos == 0) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY, "the geometry is empty");
        return false;
    }
    for (size_t i = 0; i < g->n_pos; i++) {
        GmPos p = g->pos[i];
        if (!isfinite(p.lat) || !isfinite(p.lon)) {
            g_set_error(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE,
                        "position %zu is not a finite latitude and longitude", i + 1);
            return false;
        }
        if (fabs(p.lat) > 90.0 || fabs(p.lon) > 180.0) {
            char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
            g_ascii_formatd(lat, sizeof lat, "%.6g", p.lat);
            g_ascii_formatd(lon, sizeof lon, "%.6g", p.lon);
            g_set_error(error, GM_GEO_ERROR, GM_GEO_ERROR_RANGE,
                        "position %zu (latitude %s, longitude %s) is out of range", i + 1, lat,
                        lon);
            return false;
        }
    }
    return true;
}
