/* Unknown names that known places stand beside. */
#include "mention_fixture.h"

typedef struct {
    const char *text, *surface; /* unplaced, or not to be found at all */
    bool found;
} Case;

static const Case CASES[] = {
    {"Convoys moved from Malakal to Qubbaji on Monday.", "Qubbaji", true},
    {"Convoys moved from Qubbaji to Malakal on Monday.", "Qubbaji", true},
    {"Between Qubbaji and Kosti, soldiers held the bridge.", "Qubbaji", true},
    {"On the road from Wadakona to Malakal, trucks waited.", "Wadakona", true},
    {"Troops keep posts at Saraqib, Qarnabaz and Tronba.", "Qarnabaz", true},
    {"Shells fell on Saraqib, Qarnabaz and Tronba.", "Qarnabaz", true},
    {"The villages of Saraqib, Qarnabaz and Tronba were hit.", "Qarnabaz", true},
    {"The Saraqib–Qarnabaz road was cut.", "Qarnabaz", true},
    {"Qarnabaz, 5 km west of Saraqib, was hit.", "Qarnabaz", true},
    {"The villages of Um Zelq, Qarnabaz and Wadakoni were hit.", "Qarnabaz", true},
    {"The villages of Um Zelq, Qarnabaz and Wadakoni were hit.", "Wadakoni", true},
    {"The rebels took Saraqib, Qarnabaz, Tronba and Morek.", "Qarnabaz", true},
    {"Traffic on the Qarnabaz-Wadakoni-Zelqash road stopped.", "Wadakoni", true},
    {"They withdrew to the Qarnabaz checkpoint.", "Qarnabaz", true},
    {"The army captured Qarnabaz on Monday.", "Qarnabaz", true},
    {"The siege of Qarnabaz went on.", "Qarnabaz", true},
    {"On the outskirts of Qarnabaz, trucks waited.", "Qarnabaz", true},
    {"They moved on to Busrak al-Qarnabaz.", "Busrak al-Qarnabaz", true},
    {"Qarnabaz, a small village in the hills, was hit.", "Qarnabaz", true},
    {"Soldiers took the hill of Tal Qarnab, south of Saraqib.", "Tal Qarnab", true},
    {"Shells fell in Saraqib, Qarnabaz, Wadakoni and Zelqash.", "Zelqash", true},
    /* lists that are said to be of places */
    {"The army took several towns in Syria, including Qarnabaz, Rasm Al-‘Ays and Zelqash.",
     "Rasm Al-‘Ays", true},
    {"The army in Syria took the following villages: Qarnabaz, Wadakoni and Zelqash.", "Wadakoni",
     true},
    {"Rockets hit places in Al-Qarnab, Wadakoni and Zelqash in Syria.", "Al-Qarnab", true},
    {"The patrol in Syria toured the villages of \"Qarnabaz, Ho Zelqash, Binder, Wadakoni\".",
     "Ho Zelqash", true},
    {"The army in Syria took several men, including Qarnabaz, Wadakoni and Zelqash.", "Wadakoni",
     false},
    {"The army in Syria left the Tronba District on Monday.", "Tronba District", true},
    {"Guns in Syria shelled the villages of Qarnabaz, Zelqash in the north of Idlib, Wadakoni "
     "and Bafrut.",
     "Bafrut", true},
    {"Fighting went on in Syria in the area of Qarnabaz.", "Qarnabaz", true},
    {"They shelled the fronts of Qarnabaz and Wadakoni in Syria.", "Wadakoni", true},
    {"In the Qarnabaz sector troops in Syria lost a post.", "Qarnabaz", true},
    {"Water in Syria ran into Saraqib, Qarnabaz, Hussel and Zelqash villages.", "Zelqash", true},
    {"Planes in Syria bombed Qarnabaz, Al-Zelqash and Deir Wadak.", "Qarnabaz", true},
    {"Clashes in Syria went on between Saraqib and Deir Jamal.", "Deir Jamal", true},
    {"Shells fell on the Druze and Alawite villages of Syria.", "Druze", false},
    {"Police in Syria were targeting Qarnabaz, Wadakoni and Zelqash.", "Wadakoni", false},
    {"Talks in Syria were held with Ajnad al-Sham.", "Ajnad al-Sham", false},
    {"A line in Syria runs from the towns of Qarnabaz in the west to Zelqash in the east.",
     "Zelqash", true},
    /* lists told by their words whose known names lie in other lands; a camp's own name */
    {"The displaced in Idlib, Syria, came from the villages of Qarnabaz, Dallas, Paris, Reading "
     "and "
     "Zelqash.",
     "Dallas", true},
    {"The displaced in Syria took refuge in France camp near Saraqib.", "France", true},
    /* divisions that bear the names of other places */
    {"A crash closed a road in Olive Branch Township on Monday.", "Olive Branch Township", true},
    /* kept whole, not cut to what the gazetteer knows of them */
    {"Rebels attacked Idlib al-Harir on Monday.", "Idlib al-Harir", true},
    {"Tank fire hit Khirbet al-Qarnab in Syria.", "Khirbet al-Qarnab", true},
    {"People were told to leave for Wadi Gaza at once.", "Wadi Gaza", true},
    {"Cars left Gaza by Salah al-Din Road on Monday.", "Salah al-Din Road", true},
    {"People fled from the Qarnab volcano in Turkey.", "Qarnab volcano", true},
    {"Police in Turkey closed Highway 4 on Monday.", "Highway 4", true},
    {"Convoys of the army in Ukraine moved on the E40 near Donetsk.", "E40", true},
    {"Convoys of the army in Ukraine use the T1524 road.", "T1524", true},
    {"He was photographed with the M16 near Donetsk.", "M16", false},
    {"The call by Tal Peters came from Gaza.", "Tal Peters", false},
    {"The speech of Peter al-Harir was heard in Gaza.", "Peter al-Harir", false},
    /* persons, ordinary words, frames without a known place, another sort of list */
    {"A letter went from Peter Qubbaji to Malakal.", "Qubbaji", false},
    {"Prices went from Nice to Malakal.", "Nice", false},
    {"A letter went from Qubbaji to Zeltros.", "Zeltros", false},
    {"Talks between Qubbaji and Turkey failed.", "Qubbaji", false},
    {"Talks between Qubbaji and Malakal failed.", "Qubbaji", false},
    {"There is no trust between Qubbaji and Damascus.", "Qubbaji", false},
    {"Qubbaji and Malakal signed.", "Qubbaji", false},
    {"Qubbaji, a village elder, spoke in Malakal.", "Qubbaji", false},
    {"The Qubbaji family captured Idlib in paintings.", "Qubbaji", false},
    {"The army captured Peter Qubbaji on Monday.", "Qubbaji", false},
    {"They spoke of Saraqib, Anna, Paul and Qubbaji.", "Qubbaji", false},
};

static void test_frames(void **state)
{
    guint wrong = 0;
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Reading r = read_text(state, CASES[i].text);
        const GmMention *m = mention_of(&r, CASES[i].surface, 0);
        bool found = m != NULL && m->role == GM_ROLE_LOCATION;
        if (found != CASES[i].found) {
            print_message("%s: %s is %s\n", CASES[i].text, CASES[i].surface,
                          found ? "found" : "not found");
            wrong++;
        }
        read_done(&r);
    }
    assert_int_equal(wrong, 0);
}

/* Of a village's namesake on another continent nothing is known. */
static void test_stray_of_a_list(void **state)
{
    Reading r = read_text(state, "The patrol left Saraqib in Syria for the villages of Qarnabaz, "
                                 "Wadakoni, Dallas, Zelqash and Tellaqarn.");
    const GmMention *m = mention_of(&r, "Dallas", 0);
    assert_non_null(m);
    assert_false(m->has_place);
    read_done(&r);
}

/* Among unknown villages the name of a country far off is one of theirs, unless the
 * country is spoken of elsewhere. */
static void test_country_of_a_list(void **state)
{
    Reading r = read_text(state, "Guns in Idlib, Syria, hit the villages of France, Qarnabaz and "
                                 "Zelqash near Saraqib.");
    const GmMention *m = mention_of(&r, "France", 0);
    assert_non_null(m);
    assert_false(m->has_place);
    read_done(&r);
    r = read_text(state, "Guns in Idlib, Syria, hit the villages of France, Qarnabaz and Zelqash "
                         "near Saraqib. The government of France protested in France.");
    m = mention_of(&r, "France", 2);
    assert_non_null(m);
    assert_true(m->has_place);
    read_done(&r);
}

static void test_borrowed_names(void **state)
{
    Reading r =
        read_text(state, "The displaced in Idlib, Syria, came from the villages of Qarnabaz, "
                         "Dallas, Paris, Reading and Zelqash to France camp near Saraqib.");
    static const char *const NAMES[] = {"Dallas", "Paris", "Reading", "France"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        const GmMention *m = mention_of(&r, NAMES[i], 0);
        assert_true(m == NULL || !m->has_place);
    }
    read_done(&r);
}

/* A village of another part of the country, known by its name alone. */
static void test_village_far_off(void **state)
{
    Reading r =
        read_text(state, "In Idlib, Syria, shells fell on the villages of Tronba and Qubbaj "
                         "near Saraqib on Monday. Saraqib was calm.");
    const GmMention *m = mention_of(&r, "Qubbaj", 0);
    assert_non_null(m);
    assert_false(m->has_place);
    assert_non_null(strstr(m->reason, "not placed"));
    read_done(&r);
}

/* A township is not placed at a town of its name in another part of the country. */
static void test_township(void **state)
{
    Reading r = read_text(state, "A house burned in Paris Township, Rapides Parish, Louisiana, on "
                                 "Monday. Crews came from Alexandria.");
    const GmMention *m = mention_of(&r, "Paris Township", 0);
    assert_non_null(m);
    assert_false(m->has_place);
    read_done(&r);
}

static void test_it_has_no_place(void **state)
{
    Reading r = read_text(state, "Convoys moved from Malakal to Qubbaji. Nobody slept; the mayor "
                                 "called Qubbaji empty.");
    for (guint i = 0; i < 2; i++) {
        const GmMention *m = mention_of(&r, "Qubbaji", i);
        assert_non_null(m);
        assert_false(m->has_place);
        assert_false(gm_mention_is_mapped(m));
        assert_non_null(strstr(m->reason, "not in the gazetteer"));
    }
    read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames),
        cmocka_unit_test(test_stray_of_a_list),
        cmocka_unit_test(test_country_of_a_list),
        cmocka_unit_test(test_borrowed_names),
        cmocka_unit_test(test_village_far_off),
        cmocka_unit_test(test_township),
        cmocka_unit_test(test_it_has_no_place),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
