/* Which spans are places, which place, and in what role. */
#include "mention_fixture.h"

static void test_containment_decides(void **state)
{
    Reading r =
        read_text(state, "The fair opens in Paris, Texas, next week. Visitors come from Dallas.");
    assert_at(mention_of(&r, "Paris", 0), 33.66, -95.56);
    read_done(&r);
    r = read_text(state, "The fair opens in Paris next week, the mayor said in France.");
    assert_at(mention_of(&r, "Paris", 0), 48.85, 2.35);
    read_done(&r);
}

static void test_company_decides(void **state)
{
    Reading r =
        read_text(state, "A fire broke out in Alexandria on Monday. Deputies from Rapides Parish, "
                         "Louisiana, came to help.");
    assert_at(mention_of(&r, "Alexandria", 0), 31.31, -92.45);
    assert_string_equal(r.mentions->focus.country, "US");
    assert_string_equal(r.mentions->focus.admin1, "US.LA");
    read_done(&r);
}

/* A village that the gazetteer lacks, of the same name as one across the ocean. */
static void test_far_homonyms_stay_unplaced(void **state)
{
    Reading r = read_text(state, "Shells fell on Saraqib, Tronba and Atme in Idlib. A slide of mud "
                                 "buried houses in the village of Madison.");
    const GmMention *m = mention_of(&r, "Madison", 0);
    assert_non_null(m);
    assert_false(m->has_place);
    assert_true(m->n_runners_up > 0);
    assert_non_null(strstr(m->reason, "from the document's other places"));
    read_done(&r);
    r = read_text(state,
                  "Nurses of Saraqib, Tronba and Atme in Idlib were trained in Paris, Texas.");
    assert_at(mention_of(&r, "Paris", 0), 33.66, -95.56);
    read_done(&r);
}

static void test_home_decides(void **state)
{
    GmMentionOptions o = GM_MENTION_OPTIONS_INIT;
    Reading r = read_with(state, "A fire broke out in Alexandria on Monday.", &o);
    assert_at(mention_of(&r, "Alexandria", 0), 31.20, 29.92);
    read_done(&r);
    o.country = "US";
    o.near_place = "Rapides Parish";
    r = read_with(state, "A fire broke out in Alexandria on Monday.", &o);
    assert_at(mention_of(&r, "Alexandria", 0), 31.31, -92.45);
    read_done(&r);
}

static void test_governments_are_actors(void **state)
{
    Reading r =
        read_text(state, "Moscow and Ankara agreed on a truce. The envoys met in Moscow on Monday. "
                         "Russia said that it would hold.");
    assert_int_equal(mention_of(&r, "Moscow", 0)->role, GM_ROLE_ACTOR);
    assert_int_equal(mention_of(&r, "Ankara", 0)->role, GM_ROLE_ACTOR);
    assert_int_equal(mention_of(&r, "Moscow", 1)->role, GM_ROLE_LOCATION);
    assert_int_equal(mention_of(&r, "Russia", 0)->role, GM_ROLE_ACTOR);
    read_done(&r);
}

static void test_compounds_are_no_locations(void **state)
{
    Reading r =
        read_text(state, "The Turkish-backed fighters held a hill. A Moscow-Ankara pact, the "
                         "Astana talks and the Russian plan came later.");
    assert_int_equal(mention_of(&r, "Turkish", 0)->role, GM_ROLE_DEMONYM);
    assert_int_equal(mention_of(&r, "Russian", 0)->role, GM_ROLE_DEMONYM);
    for (guint i = 0; i < r.mentions->list->len; i++)
        assert_int_not_equal(gm_mention_at(r.mentions, i)->role, GM_ROLE_LOCATION);
    read_done(&r);
}

static void test_nested_names(void **state)
{
    Reading r =
        read_text(state, "Officers of the Dallas Police Department closed the road in Dallas.");
    assert_int_equal(mention_of(&r, "Dallas", 0)->role, GM_ROLE_NESTED);
    assert_int_equal(mention_of(&r, "Dallas", 1)->role, GM_ROLE_LOCATION);
    read_done(&r);
}

static void test_province_and_city(void **state)
{
    Reading r = read_text(state, "Fighting in Idlib province goes on. Families fled from Idlib. "
                                 "A shell fell in Idlib city near Saraqib.");
    const GmMention *province = mention_of(&r, "Idlib province", 0);
    assert_non_null(province);
    assert_int_equal(province->place.kind, GM_PLACE_DIVISION);
    assert_int_equal(mention_of(&r, "Idlib", 0)->place.kind, GM_PLACE_DIVISION);
    assert_int_equal(mention_of(&r, "Idlib", 1)->place.kind, GM_PLACE_SETTLEMENT);
    read_done(&r);
}

static void test_persons_and_words(void **state)
{
    Reading r = read_text(
        state, "Peter Jordan lives in Dallas, Texas. Jordan said that Reading is good for "
               "children. Mobile phones were banned. An S-400 was shown.");
    assert_null(mention_of(&r, "Jordan", 0));
    assert_null(mention_of(&r, "Mobile", 0));
    assert_non_null(mention_of(&r, "Dallas", 0));
    read_done(&r);
}

static void test_highway(void **state)
{
    Reading r = read_text(
        state, "Patrols began on the M4 highway near Saraqib. The M4 was closed; the S-400 "
               "was not. Traffic on the highway stopped.");
    const GmMention *m = mention_of(&r, "M4 highway", 0);
    assert_non_null(m);
    assert_int_equal(m->place.kind, GM_PLACE_HIGHWAY);
    assert_int_equal(m->role, GM_ROLE_LOCATION);
    assert_non_null(mention_of(&r, "M4", 0));
    m = mention_of(&r, "the highway", 0);
    assert_non_null(m);
    assert_non_null(strstr(m->reason, "M4"));
    for (guint i = 0; i < r.mentions->list->len; i++)
        assert_null(strstr(gm_mention_at(r.mentions, i)->surface, "S-400"));
    read_done(&r);
}

static void test_routes_of_a_list(void **state)
{
    Reading r = read_text(state, "In Idlib, Syria, traffic on the routes M4 (Aleppo–Latakia) and "
                                 "M5 (Aleppo–Hama) will be restored.");
    const char *const roads[] = {"M4", "M5"};
    for (guint i = 0; i < G_N_ELEMENTS(roads); i++) {
        const GmMention *m = mention_of(&r, roads[i], 0);
        assert_non_null(m);
        assert_int_equal(m->place.kind, GM_PLACE_HIGHWAY);
    }
    read_done(&r);
}

/* A great city goes before a province of its name on another continent. */
static void test_a_city_before_a_far_province(void **state)
{
    Reading r = read_text(state, "Fighting in Gaza continued on Monday.");
    assert_at(mention_of(&r, "Gaza", 0), 31.50, 34.47);
    read_done(&r);
}

/* The villages of a list are places, known or not. */
static void test_lists_of_unknown_villages(void **state)
{
    Reading r = read_text(state, "In Idlib, Syria, the army took the villages of Kafr Bateekh, Abu "
                                 "Al-Khashah and Inqrati.");
    const char *const names[] = {"Kafr Bateekh", "Abu Al-Khashah", "Inqrati"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const GmMention *m = mention_of(&r, names[i], 0);
        assert_non_null(m);
        assert_false(m->has_place);
    }
    read_done(&r);
}

/* Two villages of one name: the one along the road that the text names. */
static void test_a_road_decides(void **state)
{
    Reading r =
        read_text(state, "Patrols in Idlib, Syria, run along the M4 highway from Saraqib to "
                         "the village of Ain al-Hawr.");
    const GmMention *m = mention_of(&r, "Ain al-Hawr", 0);
    assert_non_null(m);
    assert_string_equal(m->place.name, "Ain al-Havr");
    read_done(&r);
}

/* "Ain" is a department of France, but not before a name in a text on Syria. */
static void test_first_words_are_no_names(void **state)
{
    Reading r = read_text(state, "Idlib, Syria. The convoy went from Ain Hour to Saraqib and on to "
                                 "Ain al-Hur.");
    assert_null(mention_of(&r, "Ain", 0));
    assert_non_null(mention_of(&r, "Ain Hour", 0));
    assert_non_null(mention_of(&r, "Ain al-Hur", 0));
    read_done(&r);
}

static void test_unknown_village_is_kept(void **state)
{
    Reading r =
        read_text(state, "Shells hit the village of Qarnabat al-Wusta near Saraqib on Monday.");
    const GmMention *m = mention_of(&r, "Qarnabat al-Wusta", 0);
    assert_non_null(m);
    assert_false(m->has_place);
    assert_false(gm_mention_is_mapped(m));
    assert_true(strlen(m->reason) > 0);
    read_done(&r);
}

static void test_relative_places(void **state)
{
    Reading r = read_text(
        state, "They met in the village of Qarnabat, located 5 km west of Saraqib, in Syria.");
    const GmMention *m = mention_of(&r, "Qarnabat", 0);
    assert_at(m, 35.8644, 36.7506);
    assert_true(gm_mention_is_mapped(m));
    read_done(&r);
    /* the gazetteer's point stands; the note says both */
    r = read_text(state,
                  "They met in the village of Tronba, located 9 km west of Saraqib, in Syria.");
    m = mention_of(&r, "Tronba", 0);
    assert_at(m, 35.8598, 36.7683);
    assert_non_null(strstr(m->reason, "9 km west of Saraqib"));
    assert_non_null(strstr(m->reason, "3.4 km"));
    read_done(&r);
    r = read_text(state,
                  "The town of Qarnabat, halfway between Idlib and Saraqib, was empty, in Syria.");
    assert_true(mention_of(&r, "Qarnabat", 0)->has_place);
    read_done(&r);
    /* a namesake far from where the text has it is another village */
    static const struct {
        const char *where;
        bool there;
    } cases[] = {{"a village some 15 km (nine miles) away from the town of Saraqib", false},
                 {"north of Saraqib", false},
                 {"southwest of Saraqib", true}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            "Troops left Saraqib in Idlib. The town of Alexandria, %s, was calm.", cases[i].where);
        r = read_text(state, text);
        m = mention_of(&r, "Alexandria", 0);
        assert_int_equal(m->has_place, cases[i].there);
        assert_int_equal(strstr(m->reason, "from where the text has it") == NULL, cases[i].there);
        read_done(&r);
    }
}

static void test_short_forms(void **state)
{
    Reading r =
        read_text(state, "He was born in Dallas, Tex., and the U.S. Senate met in Alexandria, La.");
    assert_at(mention_of(&r, "Tex.", 0), 31.25, -99.25);
    assert_at(mention_of(&r, "U.S.", 0), 39.76, -98.5);
    assert_at(mention_of(&r, "Alexandria", 0), 31.31, -92.45);
    read_done(&r);
}

static void test_winds_of_a_part(void **state)
{
    static const char text[] =
        "Mount Agung erupted. A zone of 3 km was kept, with extensions to 5 km in the SE sector.";
    Reading r = read_text(state, text);
    for (guint i = 0; i < r.mentions->list->len; i++)
        assert_false(gm_mention_at(r.mentions, i)->start == (gsize)(strstr(text, "SE ") - text));
    read_done(&r);
}

static void test_possessive_is_not_in_the_span(void **state)
{
    static const char TEXT[] =
        "Fighting goes on in Syria’s Idlib province and in Aleppo's suburbs.";
    Reading r = read_text(state, TEXT);
    const GmMention *m = mention_of(&r, "Syria", 0);
    assert_non_null(m);
    assert_memory_equal(TEXT + m->start, "Syria", 5);
    assert_int_equal(m->end - m->start, 5);
    assert_int_equal(m->role, GM_ROLE_LOCATION);
    assert_non_null(mention_of(&r, "Aleppo", 0));
    read_done(&r);
}

static void test_spans_are_in_order(void **state)
{
    Reading r = read_text(
        state, "From Aleppo to Saraqib and Idlib, from Paris, Texas to Dallas; the U.S. and "
               "Russia; the Dallas County Road 9 and Lake Saraqib.");
    for (guint i = 1; i < r.mentions->list->len; i++)
        assert_true(gm_mention_at(r.mentions, i - 1)->end <= gm_mention_at(r.mentions, i)->start);
    read_done(&r);
}

static void test_nothing_to_find(void **state)
{
    static const char *const TEXTS[] = {
        "no names here at all.", "12 3 4", "...", "’s", "A", "The", "US-", "- -"};
    for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        Reading r = read_text(state, TEXTS[i]);
        assert_true(r.mentions->list->len <= 1);
        read_done(&r);
    }
}

static void test_operation_area(void **state)
{
    Reading r =
        read_text(state, "Patrols left Aleppo and Saraqib for Idlib in Syria. The Olive Branch "
                         "area is held by factions from Aleppo.");
    assert_at(mention_of(&r, "Olive Branch area", 0), 36.53, 36.80);
    read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operation_area),
        cmocka_unit_test(test_containment_decides),
        cmocka_unit_test(test_company_decides),
        cmocka_unit_test(test_far_homonyms_stay_unplaced),
        cmocka_unit_test(test_home_decides),
        cmocka_unit_test(test_governments_are_actors),
        cmocka_unit_test(test_compounds_are_no_locations),
        cmocka_unit_test(test_nested_names),
        cmocka_unit_test(test_province_and_city),
        cmocka_unit_test(test_persons_and_words),
        cmocka_unit_test(test_highway),
        cmocka_unit_test(test_routes_of_a_list),
        cmocka_unit_test(test_a_road_decides),
        cmocka_unit_test(test_a_city_before_a_far_province),
        cmocka_unit_test(test_lists_of_unknown_villages),
        cmocka_unit_test(test_first_words_are_no_names),
        cmocka_unit_test(test_unknown_village_is_kept),
        cmocka_unit_test(test_relative_places),
        cmocka_unit_test(test_short_forms),
        cmocka_unit_test(test_winds_of_a_part),
        cmocka_unit_test(test_possessive_is_not_in_the_span),
        cmocka_unit_test(test_spans_are_in_order),
        cmocka_unit_test(test_nothing_to_find),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
