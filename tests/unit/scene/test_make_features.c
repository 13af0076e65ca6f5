/* Makers: geometry, certainty and notes of each kind of feature, from map-file
 * entries on the data that ships. */
#include "scene_fixture.h"

#define HEAD "title: t\ncountry: SY\nfeatures:\n"

static GmScene *one(void **state, const char *entry)
{
    g_autofree char *yaml = g_strconcat(HEAD, entry, NULL);
    GmScene *s = fixture_map(*state, yaml, NULL);
    assert_non_null(s);
    assert_int_equal(s->features->len, 1);
    return s;
}

static char *failure(void **state, const char *entry)
{
    g_autofree char *yaml = g_strconcat(HEAD, entry, NULL);
    char *message = NULL;
    assert_null(fixture_map(*state, yaml, &message));
    return message;
}

static void test_segment_follows_the_road(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - segment: along M4 from Tronba to Ain al-Havr\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_string_equal(f->id, "segment-m4-tronba-ain-al-havr");
    assert_int_equal(f->geom->kind, GM_GEOM_LINE);
    assert_float_equal(gm_geo_length(f->geom), 71600.0, 500.0);
    assert_true(gap(f->geom->pos[0], 35.8703, 36.7654) < 500.0);
    assert_true(gap(f->geom->pos[f->geom->n_pos - 1], 35.7764, 36.1648) < 500.0);
    assert_int_equal(f->certainty, GM_CERTAINTY_EXACT);
}

/* The road goes on beyond what is known of it; another country's is another road. */
static void test_run_beyond_the_known_road(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - segment: along M4 from Tell Abyad to Manbij\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_int_equal(f->geom->kind, GM_GEOM_LINE);
    assert_int_equal(f->geom->n_pos, 2);
    assert_int_equal(f->certainty, GM_CERTAINTY_INDICATIVE);
    assert_non_null(strstr(g_ptr_array_index(f->notes, 0), "the course of M4 there is not known"));
}

static void test_reversed_run(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - segment: along M4 from Ain al-Havr to Tronba\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_float_equal(gm_geo_length(f->geom), 71600.0, 500.0);
    assert_true(gap(f->geom->pos[0], 35.7764, 36.1648) < 500.0);
}

static void test_corridor_has_flat_ends_and_both_depths(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                      "    each side: 6 km\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_int_equal(f->geom->kind, GM_GEOM_POLYGON);
    assert_int_equal(f->certainty, GM_CERTAINTY_EXACT);
    assert_false(f->soft_edge);
    /* 5.9 km from the foot of a straight stretch is inside, 6.1 km is not */
    GmPos foot = {35.8555, 36.6677}; /* on the road near Musaybin */
    g_autoptr(GmGeom) road = gm_shapes_find(((Fixture *)*state)->shapes, "roads:M4", NULL);
    GmFoot on;
    assert_true(gm_geo_foot(road, foot, &on, NULL));
    for (double az = 0.0; az < 360.0; az += 15.0) {
        GmPos p = gm_geo_direct(on.pos, az, 7000.0);
        GmFoot back;
        assert_true(gm_geo_foot(road, p, &back, NULL));
        if (back.offset < 5990.0)
            assert_true(gm_geo_contains(f->geom, p));
        if (back.offset > 6010.0)
            assert_false(gm_geo_contains(f->geom, p));
    }
    /* flat end: nothing beyond the eastern end by more than a little */
    GmPos end = {35.8703, 36.7654}, on_road = gm_geo_at_chainage(road, 0.0);
    assert_true(gap(on_road, end.lat, end.lon) > 5000.0);
    assert_false(gm_geo_contains(f->geom, gm_geo_direct(end, 75.0, 2000.0)));
}

static void test_total_width_is_halved_and_the_other_reading_kept(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                      "    width: 12 km\n    or each side: 12 km\n"
                                      "    sides: north and south\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(has_note(f, "12 km read as 6 + 6 km; the text also allows 12 + 12 km"));
    assert_int_equal(f->alternatives->len, 1);
    const GmAlternative *a = g_ptr_array_index(f->alternatives, 0);
    assert_string_equal(a->note, "12 + 12 km");
    double ratio = gm_geo_area(a->geom) / gm_geo_area(f->geom);
    assert_true(ratio > 1.7 && ratio < 2.1);
    assert_int_equal(f->certainty, GM_CERTAINTY_APPROXIMATE);
}

static void test_sides_by_direction(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                      "    north: 6 km\n    south: 2 km\n");
    g_autoptr(GmScene) r = one(state, "  - corridor: along M4 from Ain al-Havr to Tronba\n"
                                      "    north: 6 km\n    south: 2 km\n");
    g_autoptr(GmScene) n = one(state, "  - corridor: along M4 from Tronba to Ain al-Havr\n"
                                      "    north: 6 km\n");
    GmPos north = gm_geo_direct((GmPos){35.8555, 36.6677}, 340.0, 4000.0);
    GmPos south = gm_geo_direct((GmPos){35.8555, 36.6677}, 160.0, 4000.0);
    GmPos near = gm_geo_direct((GmPos){35.8555, 36.6677}, 160.0, 1500.0);
    const GmScene *both[] = {s, r};
    for (guint i = 0; i < 2; i++) {
        const GmGeom *g = gm_scene_feature(both[i], 0)->geom;
        assert_true(gm_geo_contains(g, north));
        assert_false(gm_geo_contains(g, south));
        assert_true(gm_geo_contains(g, near));
    }
    assert_true(gm_geo_contains(gm_scene_feature(n, 0)->geom, north));
    assert_false(gm_geo_contains(gm_scene_feature(n, 0)->geom, near));
}

static void test_unstated_width_is_soft(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - corridor: along M4 from Tronba to Ain al-Havr\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(f->soft_edge);
    assert_int_equal(f->certainty, GM_CERTAINTY_INDICATIVE);
    assert_true(has_note(f, "width not stated"));
}

static void test_unstated_ends_take_the_part_in_the_area(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - corridor: along M4 in Idlib (province)\n"
                                      "    each side: 6 km\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(f->soft_edge);
    assert_true(has_note(f, "end points are not stated"));
    assert_false(gm_geo_contains(f->geom, (GmPos){35.5162, 35.8515})); /* the road at Latakia */
    assert_true(gm_geo_contains(f->geom, (GmPos){35.8082, 36.5927}));  /* near Ariha */
}

static void test_range_keeps_both_ends(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - buffer: around Saraqib\n    radius: 15–20 km\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(fabs(gm_geo_area(f->geom) - G_PI * 20e3 * 20e3) < 3e6);
    assert_int_equal(f->alternatives->len, 1);
    const GmAlternative *a = g_ptr_array_index(f->alternatives, 0);
    assert_true(fabs(gm_geo_area(a->geom) - G_PI * 15e3 * 15e3) < 2e6);
}

static void test_inner_belt(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - buffer: around Idlib (province)\n"
                                      "    depth: 15 km\n    sides: inside\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    g_autoptr(GmScene) whole = one(state, "  - area: Idlib (province)\n");
    const GmGeom *area = gm_scene_feature(whole, 0)->geom;
    assert_true(gm_geo_area(f->geom) < gm_geo_area(area));
    assert_false(gm_geo_contains(f->geom, gm_geo_label_point(area)));
}

static void test_border_strip_inside_the_first_country(void **state)
{
    g_autoptr(GmScene) s =
        one(state, "  - strip: of Syria with Turkey from Tall Abyad to Ras al-Ayn\n"
                   "    depth: 32 km\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(gm_geo_contains(f->geom, (GmPos){36.60, 39.50}));  /* Syria, 25 km in */
    assert_false(gm_geo_contains(f->geom, (GmPos){36.40, 39.50})); /* deeper than that */
    assert_false(gm_geo_contains(f->geom, (GmPos){36.95, 39.50})); /* Turkey */
    assert_false(gm_geo_contains(f->geom, (GmPos){36.80, 38.20})); /* west of Tall Abyad */
    assert_int_equal(f->certainty, GM_CERTAINTY_EXACT);
}

static void test_border_strip_without_depth_is_soft(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - strip: of Syria with Turkey in Idlib (province)\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(f->soft_edge);
    assert_int_equal(f->certainty, GM_CERTAINTY_INDICATIVE);
    assert_true(has_note(f, "depth not stated"));
    assert_false(gm_geo_contains(f->geom, (GmPos){36.85, 38.5}));
}

static void test_border_strip_with_exception(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - strip: of Syria with Turkey except Al Qamishli\n"
                                      "    depth: 10 km\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    const GmPos city = {37.0522, 41.2313};
    assert_false(gm_geo_contains(f->geom, gm_geo_direct(city, 180.0, 500.0)));
    assert_true(gm_geo_contains(f->geom, gm_geo_direct(city, 95.0, 9000.0)) ||
                gm_geo_contains(f->geom, gm_geo_direct(city, 120.0, 6000.0)));
    assert_true(has_note(f, "taken out as a circle"));
}

static void test_northern_border(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - border: of Syria\n    sides: north\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    GmBox box = gm_geom_box(f->geom);
    assert_true(box.south > 35.5);
    assert_true(box.east > 41.0 && box.west < 37.5);
}

static void test_northern_part(void **state)
{
    g_autoptr(GmScene) n = one(state, "  - region part: northern Idlib (province)\n");
    g_autoptr(GmScene) c = one(state, "  - region part: southern Idlib (province)\n");
    const GmFeature *f = gm_scene_feature(n, 0);
    assert_true(f->soft_edge);
    assert_int_equal(f->certainty, GM_CERTAINTY_INDICATIVE);
    assert_true(gm_geo_contains(f->geom, (GmPos){36.15, 36.62}));
    assert_false(gm_geo_contains(f->geom, (GmPos){35.55, 36.65}));
    assert_false(gm_geo_contains(gm_scene_feature(c, 0)->geom, (GmPos){36.15, 36.62}));
}

static void test_sides_of_a_town(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - region part: south and east of Idlib (town)\n");
    const GmGeom *g = gm_scene_feature(s, 0)->geom;
    const GmPos idlib = {35.93062, 36.63393};
    assert_true(gm_geo_contains(g, gm_geo_direct(idlib, 180.0, 15000.0)));
    assert_true(gm_geo_contains(g, gm_geo_direct(idlib, 90.0, 15000.0)));
    assert_false(gm_geo_contains(g, gm_geo_direct(idlib, 0.0, 15000.0)));
    assert_false(gm_geo_contains(g, gm_geo_direct(idlib, 270.0, 15000.0)));
    assert_false(gm_geo_contains(g, idlib));
}

static void test_relative_point(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - post: 10 km south of Saraqib\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    const GmPos saraqib = {35.86447, 36.80591};
    assert_float_equal(gm_geo_distance(saraqib, f->geom->pos[0]), 10000.0, 60.0);
    assert_float_equal(gm_geo_azimuth(saraqib, f->geom->pos[0]), 180.0, 0.5);
    assert_int_equal(f->certainty, GM_CERTAINTY_APPROXIMATE);
}

static void test_point_along_the_road(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - place: 40 km from Latakia (town) along M4\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    g_autoptr(GmGeom) road = gm_shapes_find(((Fixture *)*state)->shapes, "roads:M4", NULL);
    GmFoot foot, town;
    assert_true(gm_geo_foot(road, f->geom->pos[0], &foot, NULL));
    assert_true(gm_geo_foot(road, (GmPos){35.53168, 35.79011}, &town, NULL));
    assert_true(foot.offset < 5.0);
    assert_float_equal(fabs(foot.chainage - town.chainage), 40000.0, 50.0);
}

static void test_highway_over_a_shared_carriageway(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - highway: M4 from Aleppo to Latakia (town)\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_string_equal(f->shield, "M4");
    assert_true(gap(f->geom->pos[0], 36.189, 37.1017) < 500.0);
    assert_true(gap(f->geom->pos[f->geom->n_pos - 1], 35.5095, 35.8451) < 2000.0);
    assert_float_equal(gm_geo_length(f->geom), 163000.0, 3000.0);
}

static void test_unknown_course_is_a_dashed_straight_line(void **state)
{
    g_autoptr(GmScene) s =
        one(state, "  - segment: from Ankara to Konya\n    subject: supply route\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_int_equal(f->geom->n_pos, 2);
    assert_int_equal(f->certainty, GM_CERTAINTY_INDICATIVE);
    assert_true(has_note(f, "straight line"));
}

static void test_straight_line_reaches_a_country_at_its_border(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - corridor: from Reyhanlı to Syria\n    width: 4 km\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_true(gm_geo_area(f->geom) < 100e6); /* a few kilometres, not to its middle */
    assert_true(f->soft_edge);
}

static void test_label_only(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - region part: northern Syria\n    show: label\n");
    const GmFeature *f = gm_scene_feature(s, 0);
    assert_int_equal(f->kind, GM_FEATURE_PLACE);
    assert_string_equal(f->name, "Northern Syria");
    assert_int_equal(f->geom->kind, GM_GEOM_POINT);
    assert_true(f->geom->pos[0].lat > 35.5);
    assert_int_equal(f->certainty, GM_CERTAINTY_INDICATIVE);
}

static void test_northern_part_of_a_town_is_small(void **state)
{
    g_autoptr(GmScene) s = one(state, "  - region part: northern Saraqib\n");
    const GmGeom *g = gm_scene_feature(s, 0)->geom;
    const GmPos saraqib = {35.86447, 36.80591};
    assert_true(gm_geo_contains(g, gm_geo_direct(saraqib, 0.0, 3000.0)));
    assert_false(gm_geo_contains(g, gm_geo_direct(saraqib, 0.0, 12000.0)));
    assert_false(gm_geo_contains(g, gm_geo_direct(saraqib, 180.0, 3000.0)));
}

static void test_near_and_between(void **state)
{
    g_autoptr(GmScene) n = one(state, "  - region part: near Darat Izza\n");
    assert_true(gm_scene_feature(n, 0)->soft_edge);
    g_autoptr(GmScene) b = one(state, "  - region part: between Idlib (town) and Ariha\n");
    const GmFeature *f = gm_scene_feature(b, 0);
    GmPos mid = gm_geo_between((GmPos){35.93062, 36.63393}, (GmPos){35.81443, 36.60985}, 0.5);
    assert_true(gm_geo_contains(f->geom, mid));
    assert_true(f->soft_edge);
    assert_string_equal(f->name, "Between Idlib and Ariha");
}

static void test_what_cannot_be_made_says_why(void **state)
{
    g_autofree char *far = failure(state, "  - segment: along M4 from Ankara to Konya\n");
    assert_non_null(
        strstr(far, "map.yaml:4:5: this cannot be drawn: M4 does not lead from Ankara"));
    g_autofree char *border = failure(state, "  - border: of Syria with France\n");
    assert_non_null(strstr(border, "Syria and France share no border"));
    g_autofree char *beyond = failure(state, "  - strip: of Syria with Turkey from Damascus to "
                                             "Daraa\n    depth: 5 km\n");
    assert_non_null(strstr(beyond, "do not lie along that border"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_segment_follows_the_road),
        cmocka_unit_test(test_run_beyond_the_known_road),
        cmocka_unit_test(test_reversed_run),
        cmocka_unit_test(test_corridor_has_flat_ends_and_both_depths),
        cmocka_unit_test(test_total_width_is_halved_and_the_other_reading_kept),
        cmocka_unit_test(test_sides_by_direction),
        cmocka_unit_test(test_unstated_width_is_soft),
        cmocka_unit_test(test_unstated_ends_take_the_part_in_the_area),
        cmocka_unit_test(test_range_keeps_both_ends),
        cmocka_unit_test(test_inner_belt),
        cmocka_unit_test(test_border_strip_inside_the_first_country),
        cmocka_unit_test(test_border_strip_without_depth_is_soft),
        cmocka_unit_test(test_border_strip_with_exception),
        cmocka_unit_test(test_northern_border),
        cmocka_unit_test(test_northern_part),
        cmocka_unit_test(test_sides_of_a_town),
        cmocka_unit_test(test_relative_point),
        cmocka_unit_test(test_point_along_the_road),
        cmocka_unit_test(test_highway_over_a_shared_carriageway),
        cmocka_unit_test(test_unknown_course_is_a_dashed_straight_line),
        cmocka_unit_test(test_straight_line_reaches_a_country_at_its_border),
        cmocka_unit_test(test_label_only),
        cmocka_unit_test(test_northern_part_of_a_town_is_small),
        cmocka_unit_test(test_near_and_between),
        cmocka_unit_test(test_what_cannot_be_made_says_why),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
