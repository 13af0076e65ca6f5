/* Lists with one word for their kind; roads and bearings between towns. */
#include "mention_fixture.h"

typedef struct {
    const char *text, *surface;
    guint nth;
    GmPlaceKind kind;
} Case;

static const Case CASES[] = {
    {"Troops in Ukraine dug in along the Kalmius near Donetsk.", "Kalmius", 0, GM_PLACE_RIVER},
    {"Shells in Ukraine hit Kalmius near Donetsk.", "Kalmius", 0, GM_PLACE_SETTLEMENT},
    {"Shells in Ukraine hit the Kalmius market near Donetsk.", "Kalmius", 0, GM_PLACE_SETTLEMENT},
    {"Officials of Luhansk region met in Ukraine; trucks left from Donetsk to Mariupol.", "Donetsk",
     0, GM_PLACE_SETTLEMENT},
    {"Officials of the Donetsk and Luhansk regions met in Ukraine.", "Donetsk", 0,
     GM_PLACE_DIVISION},
    {"Officials of the Donetsk and Luhansk regions met in Ukraine.", "Luhansk", 0,
     GM_PLACE_DIVISION},
    {"Clashes spread in neighbouring provinces (Latakia, Hama and Aleppo).", "Aleppo", 0,
     GM_PLACE_DIVISION},
    {"Clashes spread in Aleppo, Latakia and Hama provinces.", "Aleppo", 0, GM_PLACE_DIVISION},
    {"Clashes spread in Aleppo, Latakia and Hama provinces.", "Latakia", 0, GM_PLACE_DIVISION},
    {"Clashes spread in Aleppo, Latakia and Hama provinces.", "Hama", 0, GM_PLACE_DIVISION},
    {"The governorates of Aleppo, Latakia and Hama are calm.", "Latakia", 0, GM_PLACE_DIVISION},
    {"The governorates of Aleppo and Hama are calm. Trucks left for Aleppo.", "Aleppo", 1,
     GM_PLACE_SETTLEMENT},
    {"Shops opened in the Donetsk and Luhansk oblasts, in Ukraine.", "Luhansk", 0,
     GM_PLACE_DIVISION},
    {"Hama province is calm. The cities of Aleppo and Hama are not.", "Hama", 0,
     GM_PLACE_SETTLEMENT},
    {"Latakia province is calm. The towns of Qarnabit, Latakia and Saraqib are not.", "Latakia", 0,
     GM_PLACE_SETTLEMENT},
    {"Latakia province is calm. The M4 highway connects Aleppo to Latakia.", "Latakia", 0,
     GM_PLACE_SETTLEMENT},
    {"Hama province is calm. The Aleppo–Hama road is open.", "Hama", 0, GM_PLACE_SETTLEMENT},
    {"Hama province is calm. The M4 leaves the M5 highway (Aleppo–Hama) at Saraqib.", "Hama", 0,
     GM_PLACE_SETTLEMENT},
    {"Latakia province is calm. Planes fly from a base south of Latakia.", "Latakia", 0,
     GM_PLACE_SETTLEMENT},
    {"Latakia province is calm. It rained in the south of Latakia.", "Latakia", 0,
     GM_PLACE_DIVISION},
    {"Latakia province is calm. It rained in the south and east of Latakia.", "Latakia", 0,
     GM_PLACE_DIVISION},
    {"Latakia province is calm. They hold hills to the south and east of Latakia.", "Latakia", 0,
     GM_PLACE_SETTLEMENT},
    {"Donetsk region was shelled, Ukraine said.", "Donetsk", 0, GM_PLACE_DIVISION},
    {"Latakia province is calm. It rained in Latakia.", "Latakia", 0, GM_PLACE_DIVISION},
    {"Hama province is calm. The roads leading to Aleppo from Saraqib, Hama and Latakia are shut.",
     "Hama", 0, GM_PLACE_SETTLEMENT},
    {"Latakia province is calm. The roads to Aleppo from Saraqib, Hama and Latakia are shut.",
     "Latakia", 0, GM_PLACE_SETTLEMENT},
};

/* The case's name may also stand in "X province", another surface. */
static void test_kind_asked_for(void **state)
{
    guint wrong = 0;
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const Case *c = &CASES[i];
        Reading r = read_text(state, c->text);
        const GmMention *m = mention_of(&r, c->surface, c->nth);
        if (m == NULL || !m->has_place || m->place.kind != c->kind) {
            print_message("%s: %s is %s, should be %s\n", c->text, c->surface,
                          m == NULL ? "not found" : gm_gazetteer_kind_name(m->place.kind),
                          gm_gazetteer_kind_name(c->kind));
            wrong++;
        }
        read_done(&r);
    }
    assert_int_equal(wrong, 0);
}

/* A county that the gazetteer knows by its full name only. */
static void test_counties_written_out(void **state)
{
    Reading r = read_text(state, "Deputies in Barrow and Madison counties, Georgia, were called.");
    assert_at(mention_of(&r, "Barrow", 0), 33.99, -83.71);
    assert_at(mention_of(&r, "Madison", 0), 34.13, -83.21);
    read_done(&r);
}

/* A list needs its "and": what follows a comma may be the rest of the sentence. */
static void test_no_list(void **state)
{
    Reading r = read_text(state, "Aleppo province is calm. The towns of Saraqib, Aleppo said "
                                 "nothing.");
    assert_int_equal(mention_of(&r, "Aleppo", 0)->place.kind, GM_PLACE_DIVISION);
    read_done(&r);
}

static void test_military_crossing(void **state)
{
    Reading r = read_text(state, "They met at the Atme military crossing in Syria.");
    const GmMention *m = mention_of(&r, "Atme military crossing", 0);
    assert_at(m, 36.3255, 36.6619);
    assert_int_equal(m->place.kind, GM_PLACE_CROSSING);
    read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kind_asked_for),
        cmocka_unit_test(test_counties_written_out),
        cmocka_unit_test(test_no_list),
        cmocka_unit_test(test_military_crossing),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
