/* Grid references; the positions are those that PROJ's cs2cs gives for the UTM ones. */
#include "mgrs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void known_squares(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double lat, lon, side;
    } cases[] = {
        {"31U DQ 48251 11932", 48.8581984, 2.2944960, 1.0},
        {"18SUJ2348306479", 38.8894674, -77.0352364, 1.0},
        {"56H LH 34873 52298", -33.8567079, 151.2150093, 1.0},
        {"37s bv 4 7", 35.8860821, 36.1750975, 10000.0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GmPos p = {0, 0};
        double side = 0.0;
        assert_true(gm_geo_parse_mgrs(cases[i].text, &p, &side));
        assert_true(fabs(p.lat - cases[i].lat) < 1e-6);
        assert_true(fabs(p.lon - cases[i].lon) < 1e-6);
        assert_true(side == cases[i].side);
    }
}

static void no_references(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "35.86, 36.80",         "Idlib",       "37S",      "37S B",
        "61S BV 1 1", "37I BV 1 1",           "37S BV 1 12", "37S JV11", "37S BW 1 1",
        "0S BV 1 1",  "37S BV 123456 123456", "37S BV 4x"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        GmPos p;
        assert_false(gm_geo_parse_mgrs(texts[i], &p, NULL));
    }
}

static void utm_positions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double lat, lon;
    } cases[] = {
        {"31U 448251.5 5411932.5", 48.8581984, 2.2944960},
        {"UTM 18S 323483.5mE, 4306479.5mN", 38.8894674, -77.0352364},
        {"56H 334873.5 E 6252298.5 N", -33.8567079, 151.2150093},
        {"56 S 334873.5 6252298.5", -33.8567079, 151.2150093}, /* no such northing in band S */
        {"31N 448251.5,5411932.5", 48.8581984, 2.2944960},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GmPos p = {0, 0};
        if (!gm_geo_parse_utm(cases[i].text, &p))
            fail_msg("'%s' was not read", cases[i].text);
        if (fabs(p.lat - cases[i].lat) > 1e-6 || fabs(p.lon - cases[i].lon) > 1e-6)
            fail_msg("'%s' is %f %f", cases[i].text, p.lat, p.lon);
    }
    static const char *const bad[] = {
        "",
        "37S",
        "37S 302123",
        "37S 302123 3955456 1",
        "61S 302123 3955456",
        "37H 302123 3955456", /* the band is the other half of the world */
        "37S 2123 3955456",
        "37S 302123 39554560",
        "37S 302123N 3955456E",
        "37 302123 3955456",
        "37S 3021233955456",
        "37S BV 1 1",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        GmPos p;
        if (gm_geo_parse_utm(bad[i], &p))
            fail_msg("'%s' was read as %f %f", bad[i], p.lat, p.lon);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_squares),
        cmocka_unit_test(no_references),
        cmocka_unit_test(utm_positions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
