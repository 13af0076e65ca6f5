#include "projection.h"

#include "geodesic.h"
#include "projection_builtin.h"
#include "wgs84.h"

#include <proj.h>
#include <string.h>

struct GmProjection {
    Builtin builtin; /* kind BUILTIN_NONE: through PROJ */
    PJ_CONTEXT *context;
    PJ *pj;
    bool radians; /* a bare PROJ operation, not a pair of CRS */
    char *definition, *name;
};

static const char *builtin_name(BuiltinKind kind)
{
    static const char *const names[] = {"",
                                        "Transverse Mercator",
                                        "Lambert azimuthal equal-area",
                                        "Lambert conformal conic",
                                        "Equal Earth",
                                        "Polar stereographic"};
    return names[kind];
}

static PJ *open_crs(PJ_CONTEXT *context, const char *definition)
{
    PJ *raw = proj_create_crs_to_crs(context, "EPSG:4326", definition, NULL);
    PJ *pj = raw ? proj_normalize_for_visualization(context, raw) : NULL;
    proj_destroy(raw);
    return pj;
}

static bool open_proj(GmProjection *p, GError **error)
{
    p->context = proj_context_create();
    proj_log_level(p->context, PJ_LOG_NONE);
    bool bare = g_str_has_prefix(p->definition, "+proj=") && !strstr(p->definition, "+type=crs") &&
                !strstr(p->definition, "+init=");
    p->pj = bare ? proj_create(p->context, p->definition) : open_crs(p->context, p->definition);
    if (p->pj && bare && proj_angular_input(p->pj, PJ_FWD) != 1) {
        proj_destroy(p->pj); /* plain degrees: treat it as a CRS */
        g_autofree char *crs = g_strconcat(p->definition, " +type=crs", NULL);
        p->pj = open_crs(p->context, crs);
        bare = false;
    }
    p->radians = bare;
    if (!p->pj) {
        int code = proj_context_errno(p->context);
        const char *reason = code ? proj_context_errno_string(p->context, code) : NULL;
        bool plain = reason && !strstr(reason, "Unknown error");
        g_set_error(error, GM_GEO_ERROR, GM_GEO_ERROR_LIBRARY,
                    "PROJ does not understand '%s'%s%s; give EPSG:CODE of a projected system, or a "
                    "string such as '+proj=laea +lat_0=35 +lon_0=37'",
                    p->definition, plain ? ": " : "", plain ? reason : "");
        return false;
    }
    PJ_PROJ_INFO info = proj_pj_info(p->pj);
    const char *crs_name = NULL;
    PJ *target = bare ? NULL : proj_get_target_crs(p->context, p->pj);
    if (target)
        crs_name = proj_get_name(target);
    p->name = g_strdup(crs_name && *crs_name && !g_str_equal(crs_name, "unknown") ? crs_name
                       : info.description && *info.description                    ? info.description
                                                                                  : p->definition);
    for (char *c = p->name; *c; c++) /* PROJ appends its parameters on new lines */
        if (*c == '\n')
            *c = '\0';
    proj_destroy(target);
    return true;
}

GmProjection *gm_geo_projection_new(const char *definition, GError **error)
{
    GmProjection *p = g_new0(GmProjection, 1);
    p->definition = g_strstrip(g_strdup(definition ? definition : ""));
    if (gm_geo_builtin_parse(p->definition, &p->builtin)) {
        p->name = g_strdup(builtin_name(p->builtin.kind));
        return p;
    }
    p->builtin.kind = BUILTIN_NONE;
    if (!open_proj(p, error)) {
        gm_geo_projection_free(p);
        return NULL;
    }
    return p;
}

void gm_geo_projection_free(GmProjection *p)
{
    if (!p)
        return;
    if (p->context) { /* PROJ is not called in vain: it would be opened for that */
        proj_destroy(p->pj);
        proj_context_destroy(p->context);
    }
    g_free(p->definition);
    g_free(p->name);
    g_free(p);
}

static char *format(const char *kind, const char *const *keys, const double *values, size_t n)
{
    GString *s = g_string_new("+proj=");
    g_string_append(s, kind);
    for (size_t i = 0; i < n; i++) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(number, sizeof number, "%.4f", values[i] + 0.0);
        g_string_append_printf(s, " +%s=%s", keys[i], number);
    }
    g_string_append(s, " +datum=WGS84 +units=m +no_defs");
    return g_string_free(s, FALSE);
}

GmProjection *gm_geo_projection_for_box(GmBox box, GError **error)
{
    static const char *const keys[] = {"lat_0", "lon_0", "lat_1", "lat_2"};
    if (gm_box_is_empty(box) || !isfinite(box.south + box.north + box.west + box.east)) {
        g_set_error_literal(error, GM_GEO_ERROR, GM_GEO_ERROR_GEOMETRY,
                            "there is no projection for an empty box");
        return NULL;
    }
    GmPos mid = gm_box_centre(box);
    double degrees = box.east >= box.west ? box.east - box.west : box.east - box.west + 360.0;
    double height = (box.north - box.south) * 111.2; /* km */
    double width = degrees * 111.2 * cos(mid.lat * DEG);
    bool pole = box.north > 84.0 || box.south < -84.0;
    double span = box.north - box.south;
    g_autofree char *definition = NULL;
    double quarter = span / 6.0; /* standard parallels a sixth in from the edges */
    double v[4] = {mid.lat, mid.lon, box.south + quarter, box.north - quarter};
    if (pole && span < 70.0 && fabs(mid.lat) > 45.0) {
        v[0] = copysign(90.0, mid.lat);
        definition = format("stere", keys, v, 2);
    } else if (degrees > 150.0 || span > 110.0) {
        definition = format("eqearth", keys + 1, v + 1, 1);
    } else if (height > 4500.0 || width > 4500.0) {
        definition = format("laea", keys, v, 2);
    } else if (width <= 600.0 || (width <= 1500.0 && width < height) || fabs(mid.lat) < 15.0) {
        definition = format(width <= 1500.0 ? "tmerc" : "laea", keys, v, 2);
    } else {
        definition = format("lcc", keys, v, 4);
    }
    return gm_geo_projection_new(definition, error);
}

const char *gm_geo_projection_definition(const GmProjection *p)
{
    return p->definition;
}

const char *gm_geo_projection_name(const GmProjection *p)
{
    return p->name;
}

bool gm_geo_project(GmProjection *p, GmPos pos, double *x, double *y)
{
    if (p->builtin.kind != BUILTIN_NONE)
        return gm_geo_builtin_forward(&p->builtin, pos, x, y);
    if (!(fabs(pos.lat) <= 90.0) || !isfinite(pos.lon))
        return false;
    double unit = p->radians ? DEG : 1.0;
    PJ_COORD c = proj_trans(p->pj, PJ_FWD, proj_coord(pos.lon * unit, pos.lat * unit, 0, 0));
    *x = c.xy.x;
    *y = c.xy.y;
    return isfinite(*x) && isfinite(*y);
}

bool gm_geo_unproject(GmProjection *p, double x, double y, GmPos *pos)
{
    if (p->builtin.kind != BUILTIN_NONE)
        return gm_geo_builtin_inverse(&p->builtin, x, y, pos);
    PJ_COORD c = proj_trans(p->pj, PJ_INV, proj_coord(x, y, 0, 0));
    double unit = p->radians ? DEG : 1.0;
    pos->lon = fold_lon(c.xy.x / unit);
    pos->lat = c.xy.y / unit;
    return isfinite(pos->lon) && isfinite(pos->lat) && fabs(pos->lat) <= 90.0;
}

void gm_geo_project_many(GmProjection *p, const GmPos *pos, size_t n, double *xy)
{
    for (size_t i = 0; i < n; i++)
        if (!gm_geo_project(p, pos[i], &xy[2 * i], &xy[2 * i + 1]))
            xy[2 * i] = xy[2 * i + 1] = (double)NAN;
}

char *gm_geo_projection_wkt(const char *definition, bool esri)
{
    static const char *const one_line[] = {"MULTILINE=NO", NULL};
    bool bare = strstr(definition, "+proj=") && !strstr(definition, "+type=crs");
    g_autofree char *crs = g_strconcat(definition, bare ? " +type=crs" : "", NULL);
    PJ_CONTEXT *context = proj_context_create();
    PJ *pj = proj_create(context, crs);
    const char *wkt =
        pj ? proj_as_wkt(context, pj, esri ? PJ_WKT1_ESRI : PJ_WKT2_2019, one_line) : NULL;
    char *copy = g_strdup(wkt);
    proj_destroy(pj);
    proj_context_destroy(context);
    return copy;
}
