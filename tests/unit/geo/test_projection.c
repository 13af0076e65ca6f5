#include "projection.h"

#include <math.h>
#include <proj.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* cmocka compares floats; these are doubles. */
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

/* The formulas against PROJ itself, and there and back. */
static void agrees(const char *definition, double lat0, double lon0, double reach)
{
    PJ_CONTEXT *context = proj_context_create();
    PJ *pj = proj_create(context, definition);
    assert_non_null(pj);
    g_autoptr(GmProjection) p = gm_geo_projection_new(definition, NULL);
    assert_non_null(p);
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    double worst = 0.0, worst_back = 0.0;
    for (int i = 0; i < 2000; i++) {
        GmPos at = {lat0 + g_rand_double_range(rand, -reach, reach),
                    lon0 + g_rand_double_range(rand, -reach, reach)};
        at.lat = fmin(fmax(at.lat, -90), 90);
        at.lon = remainder(at.lon, 360.0);
        PJ_COORD c =
            proj_trans(pj, PJ_FWD, proj_coord(at.lon * G_PI / 180, at.lat * G_PI / 180, 0, 0));
        double x, y;
        assert_true(gm_geo_project(p, at, &x, &y));
        worst = fmax(worst, hypot(x - c.xy.x, y - c.xy.y));
        GmPos back;
        assert_true(gm_geo_unproject(p, x, y, &back));
        double dlon = remainder(back.lon - at.lon, 360.0) * cos(at.lat * G_PI / 180);
        worst_back = fmax(worst_back, hypot(back.lat - at.lat, dlon) * 111e3);
    }
    proj_destroy(pj);
    proj_context_destroy(context);
    if (worst > 1e-4 || worst_back > 1e-4)
        print_message("%s: %g m from PROJ, %g m there and back\n", definition, worst, worst_back);
    assert_true(worst < 1e-3);
    assert_true(worst_back < 1e-3);
}

static void formulas_agree_with_proj(void **state)
{
    (void)state;
    agrees("+proj=tmerc +lat_0=35 +lon_0=36.5 +k=0.9996 +x_0=500000 +datum=WGS84", 36, 37, 8);
    agrees("+proj=tmerc +lat_0=-20 +lon_0=179", -20, 179, 5);
    agrees("+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=WGS84", 52, 10, 35);
    agrees("+proj=laea +lat_0=90 +lon_0=30", 70, 30, 19);
    agrees("+proj=laea +lat_0=-90 +lon_0=0", -60, 30, 25);
    agrees("+proj=laea +lat_0=0 +lon_0=-170", 0, -170, 60);
    agrees("+proj=lcc +lat_0=35 +lon_0=38 +lat_1=33 +lat_2=37", 35, 38, 20);
    agrees("+proj=lcc +lat_0=-30 +lon_0=140 +lat_1=-18 +lat_2=-36 +units=m", -25, 140, 20);
    agrees("+proj=lcc +lat_1=45 +lat_0=45 +lon_0=5 +k_0=0.9998", 45, 5, 15);
    agrees("+proj=eqearth +lon_0=20", 0, 20, 89);
    agrees("+proj=stere +lat_0=90 +lon_0=10 +lat_ts=71", 75, 10, 14);
    agrees("+proj=stere +lat_0=-90 +lon_0=0 +k=0.994", -70, 0, 19);
}

static void other_definitions_go_through_proj(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(GmProjection) p = gm_geo_projection_new("+proj=robin +lon_0=10", &error);
    assert_null(error);
    assert_non_null(p);
    double x, y;
    GmPos back;
    assert_true(gm_geo_project(p, (GmPos){30, 40}, &x, &y));
    assert_true(gm_geo_unproject(p, x, y, &back));
    assert_near(back.lat, 30, 1e-4);
    assert_near(back.lon, 40, 1e-4);
    g_autoptr(GmProjection) utm = gm_geo_projection_new("EPSG:32637", &error);
    assert_null(error);
    assert_true(gm_geo_project(utm, (GmPos){36, 39}, &x, &y));
    assert_near(x, 500000, 1e-3);
    assert_true(strstr(gm_geo_projection_name(utm), "UTM zone 37N") != NULL);
    assert_null(gm_geo_projection_new("no such thing", &error));
    assert_true(g_error_matches(error, GM_GEO_ERROR, GM_GEO_ERROR_LIBRARY));
    g_clear_error(&error);
}

static void fit(GmBox box, const char *name)
{
    g_autoptr(GmProjection) p = gm_geo_projection_for_box(box, NULL);
    assert_non_null(p);
    assert_string_equal(gm_geo_projection_name(p), name);
    double x, y;
    assert_true(gm_geo_project(p, gm_box_centre(box), &x, &y));
}

static void boxes_get_a_fitting_projection(void **state)
{
    (void)state;
    fit((GmBox){35, 35.5, 37, 38}, "Transverse Mercator");
    fit((GmBox){32, 35, 38, 43}, "Lambert conformal conic");
    fit((GmBox){5, -20, 75, 60}, "Lambert azimuthal equal-area");
    fit((GmBox){-85, -180, 85, 180}, "Equal Earth");
    fit((GmBox){70, -180, 90, 180}, "Polar stereographic");
    fit((GmBox){-19, 176, -15, -178}, "Lambert conformal conic");
    assert_null(gm_geo_projection_for_box(gm_box_empty(), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_proj),
        cmocka_unit_test(other_definitions_go_through_proj),
        cmocka_unit_test(boxes_get_a_fitting_projection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
