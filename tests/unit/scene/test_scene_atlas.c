/* What scenes share is what would be worked out without it. */
#include "scene_fixture.h"

#include "overlay.h"
#include "scene_atlas.h"

#define N_ROAD 40

static GmGeom *road_at(double lat)
{
    GmPos pos[N_ROAD];
    for (int i = 0; i < N_ROAD; i++)
        pos[i] = (GmPos){lat + 0.01 * (i % 3), 36.0 + 0.02 * i};
    return gm_geom_new_line(pos, N_ROAD);
}

static void assert_same(const GmGeom *a, const GmGeom *b)
{
    assert_non_null(a);
    assert_non_null(b);
    assert_int_equal(a->n_pos, b->n_pos);
    assert_int_equal(a->n_parts, b->n_parts);
    assert_memory_equal(a->pos, b->pos, a->n_pos * sizeof *a->pos);
}

static void answers_are_those_of_the_work(void **state)
{
    (void)state;
    GmAtlas *atlas = gm_atlas_new();
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = 6000.0;
    g_autoptr(GmGeom) road = road_at(35.0);
    g_autoptr(GmGeom) other = road_at(35.02);
    g_autoptr(GmGeom) plain = gm_geo_buffer(road, &o, NULL);
    g_autoptr(GmGeom) beside = gm_geo_buffer(other, &o, NULL);
    g_autoptr(GmGeom) common = gm_geo_intersection(plain, beside, NULL);
    for (int again = 0; again < 3; again++) {
        g_autoptr(GmGeom) a = gm_atlas_buffer(atlas, road, &o, NULL);
        g_autoptr(GmGeom) b = gm_atlas_buffer(atlas, other, &o, NULL);
        g_autoptr(GmGeom) both = gm_atlas_intersection(atlas, a, b, NULL);
        assert_same(a, plain);
        assert_same(b, beside);
        assert_same(both, common);
        GmFoot foot, known;
        GmPos p = {35.1, 36.3 + 0.01 * again};
        assert_true(gm_geo_foot(road, p, &known, NULL));
        assert_true(gm_atlas_foot(atlas, road, p, &foot, NULL));
        assert_true(foot.chainage == known.chainage && foot.offset == known.offset);
        assert_true(gm_atlas_length(atlas, road) == gm_geo_length(road));
        assert_true(gm_atlas_area(atlas, plain) == gm_geo_area(plain));
    }
    o.right = 5000.0; /* another question about the same line */
    g_autoptr(GmGeom) lopsided = gm_geo_buffer(road, &o, NULL);
    g_autoptr(GmGeom) c = gm_atlas_buffer(atlas, road, &o, NULL);
    assert_same(c, lopsided);
    gm_atlas_free(atlas);
}

/* Errors are told each time, and old answers make room. */
static void it_forgets_and_fails_like_the_work(void **state)
{
    (void)state;
    GmAtlas *atlas = gm_atlas_new();
    GmBufferOptions bad = GM_BUFFER_OPTIONS_INIT, o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = 500.0;
    g_autoptr(GmGeom) road = road_at(35.0);
    for (int again = 0; again < 2; again++) {
        g_autoptr(GError) error = NULL;
        assert_null(gm_atlas_buffer(atlas, road, &bad, &error));
        assert_non_null(error);
    }
    g_autoptr(GmGeom) first = gm_atlas_buffer(atlas, road, &o, NULL);
    for (int i = 0; i < 600; i++) { /* more than there is room for */
        GmFoot foot;
        assert_true(gm_atlas_foot(atlas, road, (GmPos){35.1, 36.0 + 0.001 * i}, &foot, NULL));
    }
    g_autoptr(GmGeom) again = gm_atlas_buffer(atlas, road, &o, NULL);
    assert_same(again, first);
    gm_atlas_free(atlas);
}

/* Two scenes of one atlas are those of none. */
static void scenes_are_the_same(void **state)
{
    static const char *const MAP = "title: t\ncountry: SY\nfeatures:\n"
                                   "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                   "    each side: 6 km\n"
                                   "  - strip: of Syria with Turkey from Tall Abyad to Ras al-Ayn\n"
                                   "    depth: 32 km\n";
    g_autoptr(GmScene) alone = fixture_map(*state, MAP, NULL);
    assert_non_null(alone);
    GmAtlas *atlas = gm_atlas_new();
    GmSceneOptions o = GM_SCENE_OPTIONS_INIT;
    o.atlas = atlas;
    for (int again = 0; again < 2; again++) {
        g_autoptr(GmScene) s = fixture_map_with(*state, MAP, &o, NULL);
        assert_non_null(s);
        assert_int_equal(s->features->len, alone->features->len);
        for (guint i = 0; i < s->features->len; i++)
            assert_same(gm_scene_feature(s, i)->geom, gm_scene_feature(alone, i)->geom);
    }
    gm_atlas_free(atlas);
}

/* What is only drawn tells of its other reading without making it. */
static void other_readings_on_demand(void **state)
{
    static const char *const MAP = "title: t\ncountry: SY\nfeatures:\n"
                                   "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                   "    each side: 4-6 km\n";
    for (int drawn = 0; drawn < 2; drawn++) {
        GmSceneOptions o = GM_SCENE_OPTIONS_INIT;
        o.drawn_only = drawn;
        g_autoptr(GmScene) s = fixture_map_with(*state, MAP, &o, NULL);
        assert_non_null(s);
        const GmFeature *f = gm_scene_feature(s, 0);
        assert_int_equal(f->alternatives->len, 1);
        const GmAlternative *other = g_ptr_array_index(f->alternatives, 0);
        assert_int_equal(other->geom != NULL, !drawn);
        assert_true(has_note(f, "the lesser is kept in the data"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_those_of_the_work),
        cmocka_unit_test(it_forgets_and_fails_like_the_work),
        cmocka_unit_test(scenes_are_the_same),
        cmocka_unit_test(other_readings_on_demand),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
