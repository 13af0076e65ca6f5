/** Short texts and the feature that each must lead to: its kind, and words of its
 *  name and notes. */
#include "scene_fixture.h"

typedef struct {
    const char *text;
    GmFeatureKind kind;
    const char *name, *note; /* parts; note may be NULL */
} Case;

static const Case cases[] = {
    /* a strip into a country lies along the border of which the text speaks */
    {"Turkey wants a safe zone 32 kilometres deep inside Syria.", GM_FEATURE_STRIP,
     "border of Syria with Turkey, 32 km deep", "taken to be the one with Turkey"},
    {"Turkish soldiers set up a 10-kilometre buffer zone inside Syria, Ankara said.",
     GM_FEATURE_STRIP, "border of Syria with Turkey, 10 km deep", NULL},
    {"Forces hold a strip 5 km deep along the border of Syria.", GM_FEATURE_STRIP,
     "border of Syria, 5 km deep", "does not say which of the borders"},
    /* roads by where they lead */
    {"In Idlib, Syria, a patrol on the Aleppo-Latakia highway started from Tronba and reached the "
     "city of Ariha.",
     GM_FEATURE_SEGMENT, "Patrols on the M4, Tronba – Ariha", NULL},
    {"In Idlib, Syria, a security corridor runs six kilometres north and south of the M4 highway, "
     "a strategic motorway that links Aleppo to Latakia. Patrols on the M4 began from Trumba — two "
     "kilometers to the west of Saraqib — to Ain al-Hawr.",
     GM_FEATURE_CORRIDOR, "along the M4, 6 km each side", "taken from patrols"},
};

static void test_cases(void **state)
{
    guint wrong = 0;
    for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
        const Case *c = &cases[k];
        g_autoptr(GmScene) s = fixture_scene(*state, c->text);
        assert_non_null(s);
        const GmFeature *f = feature_of(s, c->kind, 0);
        if (f && strstr(f->name, c->name) && (!c->note || has_note(f, c->note)))
            continue;
        print_message("%s\n  drawn: %s; wanted: %s\n", c->text, f ? f->name : "nothing", c->name);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
