/* Spelling variants where their rules hold, and the text's own point against them. */
#include "mention_fixture.h"

/* That the sound rules do offer it, or the test would prove nothing. */
static void assert_offered(void **state, const char *folded, const char *name)
{
    const Fixture *f = *state;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    gm_gazetteer_find_variant(f->gazetteer, folded, strlen(folded), found);
    bool offered = false;
    for (guint i = 0; i < found->len; i++)
        offered = offered || g_str_equal(g_array_index(found, GmMatch, i).place.name, name);
    assert_true(offered);
}

static void test_variant_where_arabic_is_written(void **state)
{
    assert_offered(state, "saraqeb", "Saraqib");
    Reading r = read_text(state, "Shells fell in Idlib, Aleppo and in Saraqeb, in Syria.");
    const GmMention *m = mention_of(&r, "Saraqeb", 0);
    assert_at(m, 35.864, 36.806);
    assert_non_null(strstr(m->reason, "spelling variant"));
    read_done(&r);
}

static void test_no_variant_elsewhere(void **state)
{
    assert_offered(state, "shorokyne", "Sorokyne");
    Reading r = read_text(state, "Shells fell near Shorokyne. Mariupol, Donetsk and Luhansk, in "
                                 "Ukraine, were hit.");
    const GmMention *m = mention_of(&r, "Shorokyne", 0);
    assert_true(m == NULL || !m->has_place);
    read_done(&r);
}

static void test_the_text_places_it(void **state)
{
    Reading r = read_text(state, "Shorokyne, 11 km east of Mariupol, was shelled in Ukraine. The "
                                 "village of Shorokyne is empty, as Donetsk is.");
    for (guint i = 0; i < 2; i++) {
        const GmMention *m = mention_of(&r, "Shorokyne", i);
        assert_at(m, 47.094, 37.686);
        assert_non_null(strstr(m->reason, "11 km east of Mariupol"));
    }
    read_done(&r);
}

static void test_the_text_refutes_a_variant(void **state)
{
    /* 90 km off: no rounding explains it */
    Reading r = read_text(state, "The town of Saraqeb, 60 km south of Saraqib, was hit. Idlib and "
                                 "Aleppo, in Syria, were calm.");
    assert_offered(state, "saraqeb", "Saraqib");
    const GmMention *m = mention_of(&r, "Saraqeb", 0);
    assert_at(m, 35.3236, 36.8059);
    assert_non_null(strstr(m->reason, "as the text says"));
    assert_non_null(strstr(m->reason, "60.0 km"));
    read_done(&r);
}

static void test_a_bearing_refutes_a_variant(void **state)
{
    Reading r = read_text(state, "The town of Saraqeb, just south of Damascus, was hit. Idlib and "
                                 "Aleppo, in Syria, were calm. Saraqeb is far.");
    for (guint i = 0; i < 2; i++) {
        const GmMention *m = mention_of(&r, "Saraqeb", i);
        assert_non_null(m);
        assert_false(m->has_place);
        assert_non_null(strstr(m->reason, "south of Damascus"));
    }
    read_done(&r);
    r = read_text(state, "The town of Saraqeb, south of Aleppo, was hit. Idlib and Damascus, in "
                         "Syria, were calm.");
    assert_at(mention_of(&r, "Saraqeb", 0), 35.864, 36.806);
    read_done(&r);
}

/* Modest disagreement: the gazetteer. A namesake far away: the text. */
static void test_exact_names(void **state)
{
    Reading r = read_text(state, "They met in Tronba, 9 km west of Saraqib, in Syria.");
    assert_at(mention_of(&r, "Tronba", 0), 35.8598, 36.7683);
    read_done(&r);
    r = read_text(state, "They met in Malakal, 9 km west of Saraqib, near Idlib in Syria.");
    const GmMention *m = mention_of(&r, "Malakal", 0);
    assert_at(m, 35.864, 36.706);
    assert_non_null(strstr(m->reason, "Malakal that the gazetteer knows"));
    read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variant_where_arabic_is_written),
        cmocka_unit_test(test_no_variant_elsewhere),
        cmocka_unit_test(test_the_text_places_it),
        cmocka_unit_test(test_the_text_refutes_a_variant),
        cmocka_unit_test(test_a_bearing_refutes_a_variant),
        cmocka_unit_test(test_exact_names),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
