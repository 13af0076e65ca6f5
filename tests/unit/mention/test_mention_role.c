/* What a place name is meant as, sentence by sentence. */
#include "mention_fixture.h"

typedef struct {
    const char *text, *surface;
    guint nth;
    GmRole role;
} Case;

static const Case CASES[] = {
    {"Damascus rejected the plan on Monday.", "Damascus", 0, GM_ROLE_ACTOR},
    {"The envoy arrived in Damascus on Monday.", "Damascus", 0, GM_ROLE_LOCATION},
    {"The envoy flew to Moscow from Paris.", "Moscow", 0, GM_ROLE_LOCATION},
    {"According to Ankara, the road is open.", "Ankara", 0, GM_ROLE_ACTOR},
    {"Talks between Moscow and Ankara stalled.", "Moscow", 0, GM_ROLE_ACTOR},
    {"Turkey has sent troops into Syria.", "Turkey", 0, GM_ROLE_ACTOR},
    {"Turkey has sent troops into Syria.", "Syria", 0, GM_ROLE_LOCATION},
    {"Russia, Turkey and France will meet.", "Turkey", 0, GM_ROLE_ACTOR},
    {"Camps in Turkey and France are full.", "France", 0, GM_ROLE_LOCATION},
    {"Groups close to Turkey complained.", "Turkey", 0, GM_ROLE_ACTOR},
    {"The border with Turkey was closed.", "Turkey", 0, GM_ROLE_LOCATION},
    {"Fighting spread in northern Syria.", "Syria", 0, GM_ROLE_LOCATION},
    {"Turkey's south was shaken by a quake.", "Turkey", 0, GM_ROLE_LOCATION},
    {"In Turkey's view the pact is void.", "Turkey", 0, GM_ROLE_ACTOR},
    {"A Russia-backed unit held the hill.", "Russia", 0, GM_ROLE_DEMONYM},
    {"The Syrian army took the hill.", "Syrian", 0, GM_ROLE_DEMONYM},
    {"The Astana process goes on.", "Astana", 0, GM_ROLE_NESTED},
    {"They signed a deal on Idlib at night.", "Idlib", 0, GM_ROLE_NESTED},
    {"The Aleppo Media Center sent a film.", "Aleppo", 0, GM_ROLE_NESTED},
    {"Families fled from Aleppo to Saraqib.", "Aleppo", 0, GM_ROLE_LOCATION},
    {"The road linking Damascus to Aleppo is shut.", "Damascus", 0, GM_ROLE_LOCATION},
    {"Damascus announced that it would stop.", "Damascus", 0, GM_ROLE_ACTOR},
    {"A shell hit Saraqib at noon.", "Saraqib", 0, GM_ROLE_LOCATION},
};

static void test_roles(void **state)
{
    guint wrong = 0;
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const Case *c = &CASES[i];
        Reading r = read_text(state, c->text);
        const GmMention *m = mention_of(&r, c->surface, c->nth);
        if (m == NULL || m->role != c->role) {
            print_message("%s: %s is %s, should be %s\n", c->text, c->surface,
                          m == NULL ? "not found" : gm_mention_role_name(m->role),
                          gm_mention_role_name(c->role));
            wrong++;
        }
        read_done(&r);
    }
    assert_int_equal(wrong, 0);
}

static void test_comments_are_listed_not_mapped(void **state)
{
    Reading r = read_text(state, "Shells fell in Saraqib on Monday.\n\nNothing else was hit.\n");
    const GmMention *m = mention_of(&r, "Saraqib", 0);
    assert_non_null(m);
    assert_true(gm_mention_is_mapped(m));
    GmMention comment = *m;
    comment.section = GM_SECTION_COMMENTS;
    assert_false(gm_mention_is_mapped(&comment));
    read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_comments_are_listed_not_mapped),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
