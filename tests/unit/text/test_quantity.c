#include "quantity.h"

#include "document.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static void lengths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double metres;
    } good[] = {{"6km", 6000},           {"3.5 nm", 6482},         {"12 mi", 19312.128},
                {"500 m", 500},          {"6 kilometres", 6000},   {"twelve kilometers", 12000},
                {"1,200 metres", 1200},  {"5,5 km", 5500},         {"two nautical miles", 3704},
                {"½ mile", 804.672},     {"half a mile", 804.672}, {"10 km.", 10000},
                {"30\xC2\xA0km", 30000}, {"12-km", 12000},         {"100 yards", 91.44},
                {"٦ كم", 6000}};
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        double m = -1;
        g_autoptr(GError) error = NULL;
        if (!gm_text_parse_length(good[i].text, &m, &error))
            fail_msg("'%s': %s", good[i].text, error->message);
        if (fabs(m - good[i].metres) > 1e-6)
            fail_msg("'%s' is %f m", good[i].text, m);
    }
    static const char *const bad[] = {"6",     "km",        "",     "six",    "6 apples",
                                      "-6 km", "6 km wide", "km 6", "6..5 km"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        double m = -1;
        g_autoptr(GError) error = NULL;
        if (gm_text_parse_length(bad[i], &m, &error))
            fail_msg("'%s' was read as %f m", bad[i], m);
        assert_int_equal(error->code, GM_TEXT_ERROR_VALUE);
        assert_true(m == -1);
    }
}

static void coordinates_in_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *found;
        double lat, lon;
    } good[] = {{"at 36°10'N 35°20'E, off the coast", "36°10'N 35°20'E", 36.166667, 35.333333},
                {"joining 54-30.0N 010-15.0E.", "54-30.0N 010-15.0E", 54.5, 10.25},
                {"(N36.5, E35.25)", "N36.5, E35.25", 36.5, 35.25},
                {"N36°10' E035°20'30\" and", "N36°10' E035°20'30\"", 36.166667, 35.341667},
                {"WI 543000N 0101530E-", "543000N 0101530E", 54.5, 10.258333},
                {"5430.5N 01015.5W", "5430.5N 01015.5W", 54.508333, -10.258333},
                {"latitude 36° 10′ North and longitude 35° 20′ East",
                 "36° 10′ North and longitude 35° 20′ East", 36.166667, 35.333333},
                {"33°52′S, 151°12′E", "33°52′S, 151°12′E", -33.866667, 151.2},
                {"12.5 E 47.25 N", "12.5 E 47.25 N", 47.25, 12.5},
                {"36,5° N; 35,25° E", "36,5° N; 35,25° E", 36.5, 35.25}};
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        gsize start = 0, end = 0;
        double lat = 0, lon = 0;
        if (!gm_text_find_coordinates(good[i].text, 0, strlen(good[i].text), &start, &end, &lat,
                                      &lon))
            fail_msg("nothing found in '%s'", good[i].text);
        g_autofree char *found = g_strndup(good[i].text + start, end - start);
        assert_string_equal(found, good[i].found);
        assert_near(lat, good[i].lat, 1e-5);
        assert_near(lon, good[i].lon, 1e-5);
    }
    static const char *const bad[] = {"",
                                      "35.8, 36.7",
                                      "from 12 N to 14 N",
                                      "36°10'N alone",
                                      "M4 E80",
                                      "E80 N4 is a junction of 3",
                                      "95°N 12°E",
                                      "36°70'N 35°20'E",
                                      "36 Names 35 East",
                                      "2 South African and 3 Western units",
                                      "12 North, 13 South"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        gsize start, end;
        double lat, lon;
        bool found = gm_text_find_coordinates(bad[i], 0, strlen(bad[i]), &start, &end, &lat, &lon);
        if (found)
            fail_msg("'%s' has a position at %f %f", bad[i], lat, lon);
    }
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {{"twelve", 12},
                {"12", 12},
                {"1,200", 1200},
                {"5.5", 5.5},
                {"5,5", 5.5},
                {"twenty five", 25},
                {"a hundred", 100},
                {"two thousand", 2000},
                {"three hundred and fifty", 350},
                {"1 200", 1200},
                {"2.5 million", 2.5e6},
                {"1,200,000", 1.2e6},
                {"one and a half", 1.5},
                {"1⁄2", 0.5},
                {"2 1⁄2", 2.5},
                {"a dozen", 12}};
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        double v = -1;
        if (!gm_text_parse_number(good[i].text, &v) || fabs(v - good[i].value) > 1e-9)
            fail_msg("'%s' is %f", good[i].text, v);
    }
    static const char *const bad[] = {"", "a", "idlib", "12 idlib", "twelve idlib", "and", "1/0"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        double v;
        if (gm_text_parse_number(bad[i], &v))
            fail_msg("'%s' was read as %f", bad[i], v);
    }
}

static void positions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double lat, lon;
    } good[] = {
        {"35.86,36.77", 35.86, 36.77},
        {" 35.86 , 36.77 ", 35.86, 36.77},
        {"35.86 36.77", 35.86, 36.77},
        {"-35.5;-36.25", -35.5, -36.25},
        {"35°51'N 36°46'E", 35.85, 36 + 46 / 60.0},
        {"35°51′00″N, 36°46′12″E", 35.85, 36.77},
        {"35 51 35 N, 36 46 12 E", 35 + 51 / 60.0 + 35 / 3600.0, 36.77},
        {"36.77E 35.86N", 35.86, 36.77},
        {"N35.86 W36.77", 35.86, -36.77},
        {"33°55.5'S 18°25.2'E", -33.925, 18.42},
        {"35 51 36 46", 35.85, 36 + 46 / 60.0},
        {"35 36", 35, 36},
        {"−35.5, 36", -35.5, 36},
        {"31U DQ 48251 11932", 48.8581984, 2.2944960},
        {"31U 448251.5 5411932.5", 48.8581984, 2.2944960},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        double lat = 0, lon = 0;
        g_autoptr(GError) error = NULL;
        if (!gm_text_parse_coordinates(good[i].text, &lat, &lon, &error))
            fail_msg("%s", error->message);
        if (fabs(lat - good[i].lat) > 1e-7 || fabs(lon - good[i].lon) > 1e-7)
            fail_msg("'%s' is %f %f", good[i].text, lat, lon);
    }
    static const char *const bad[] = {"",
                                      "35.86",
                                      "Idlib",
                                      "91,10",
                                      "10,181",
                                      "35.86N 36.77S",
                                      "35.86N 36.77",
                                      "35 61 N 36 E",
                                      "1 2 3 4 5 6 7",
                                      "35.5 30 N 36 E",
                                      "-35N 36E",
                                      "35,36,37"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        double lat, lon;
        g_autoptr(GError) error = NULL;
        if (gm_text_parse_coordinates(bad[i], &lat, &lon, &error))
            fail_msg("'%s' was read as %f %f", bad[i], lat, lon);
        assert_non_null(error);
    }
}

static void unit_words(void **state)
{
    (void)state;
    assert_near(gm_text_unit_metres("km"), 1000, 0);
    assert_near(gm_text_unit_metres("nautical miles"), 1852, 0);
    assert_near(gm_text_unit_metres("idlib"), 0, 0);
    assert_near(gm_text_unit_metres(""), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths),    cmocka_unit_test(coordinates_in_text),
        cmocka_unit_test(numbers),    cmocka_unit_test(positions),
        cmocka_unit_test(unit_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
