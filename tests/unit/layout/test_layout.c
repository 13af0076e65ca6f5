/* A scene with one of everything, on the shipped base map. */
#include "layout_fixture.h"

#include <stdio.h>
#include <unistd.h>

typedef struct {
    GmStudio *studio;
    GmShapeStore *shapes;
} Room;

static int set_up(void **state)
{
    Room *r = g_new0(Room, 1);
    g_autoptr(GError) error = NULL;
    r->studio = gm_layout_studio_new(THEME_DIR, &error);
    if (r->studio == NULL) {
        print_message("%s: skipped\n", error->message);
        exit(77);
    }
    r->shapes = gm_shapes_open(SHAPES_DIR, &error);
    assert_non_null(r->shapes);
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    Room *r = (Room *)*state;
    gm_layout_studio_free(r->studio);
    gm_shapes_close(r->shapes);
    g_free(r);
    return 0;
}

static GmGeom *box_geom(double w, double s, double e, double n)
{
    const GmPos p[] = {{s, w}, {s, e}, {n, e}, {n, w}};
    return gm_geom_new_polygon(p, 4);
}

static GmScene *one_of_everything(void)
{
    GmScene *s = new_scene("One of everything", "en");
    static const GmPos road[] = {
        {35.88, 36.82}, {35.80, 36.55}, {35.77, 36.30}, {35.78, 36.16}, {35.60, 35.97}};
    GmFeature *f = add_feature(s, GM_FEATURE_HIGHWAY, "M4 highway", gm_geom_new_line(road, 5));
    f->shield = g_strdup("M4");
    f = add_feature(s, GM_FEATURE_SEGMENT, "Patrols", gm_geom_new_line(road, 4));
    f->subtype = g_strdup("patrol");
    add_feature(s, GM_FEATURE_CORRIDOR, "Security corridor", box_geom(36.2, 35.7, 36.8, 35.9))
        ->certainty = GM_CERTAINTY_APPROXIMATE;
    add_feature(s, GM_FEATURE_ZONE, "Safe zone", box_geom(36.3, 36.0, 36.6, 36.2))->status =
        GM_STATUS_PROPOSED;
    f = add_feature(s, GM_FEATURE_REGION_PART, "Northern part", box_geom(36.7, 36.0, 37.0, 36.2));
    f->certainty = GM_CERTAINTY_INDICATIVE;
    f->soft_edge = true;
    add_feature(s, GM_FEATURE_POST, "Post", gm_geom_new_point((GmPos){35.65, 36.68}))->status =
        GM_STATUS_REPORTED;
    add_feature(s, GM_FEATURE_PLACE, "Idlib", gm_geom_new_point((GmPos){35.93, 36.63}));
    add_feature(s, GM_FEATURE_PLACE, "Saraqib", gm_geom_new_point((GmPos){35.864, 36.806}));
    const GmPos way[] = {{35.5, 36.9}, {35.7, 36.75}};
    add_feature(s, GM_FEATURE_FLOW, "Movement", gm_geom_new_line(way, 2));
    return s;
}

static GmSheet *make(Room *r, const GmScene *s, const GmLayoutOptions *o)
{
    g_autoptr(GError) error = NULL;
    GmSheet *sheet = gm_layout_make(r->studio, s, NULL, r->shapes, o, &error);
    if (sheet == NULL)
        print_message("%s\n", error->message);
    assert_non_null(sheet);
    return sheet;
}

static void all_parts_are_there(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = one_of_everything();
    g_autoptr(GmSheet) sheet = make(r, s, NULL);
    static const char *const classes[] = {"sea",
                                          "land",
                                          "coast",
                                          "border",
                                          "river-major",
                                          "graticule",
                                          "highway",
                                          "segment",
                                          "segment-end",
                                          "corridor",
                                          "zone",
                                          "region_part",
                                          "post",
                                          "place",
                                          "flow",
                                          "shield",
                                          "place-label",
                                          "title",
                                          "legend-heading",
                                          "legend-sample",
                                          "scale-bar",
                                          "north-arrow",
                                          "graticule-label",
                                          "locator-frame",
                                          "footer",
                                          "neatline",
                                          "country-label",
                                          "sure-sample"};
    for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
        if (item_of(sheet, classes[i]) == NULL)
            print_message("no %s\n", classes[i]);
        assert_non_null(item_of(sheet, classes[i]));
    }
    assert_int_equal(count_overlaps(sheet, true), 0);
    assert_int_equal(count_outside(sheet), 0);
    assert_int_equal(count_off_page(sheet), 0);
    assert_true(scale_bar_error(sheet) < 0.005);
    compare_legend(sheet);
    assert_true(sheet->credits->len >= 2);
    /* every feature is on the sheet, under its own index */
    for (guint i = 0; i < s->features->len; i++) {
        bool found = false;
        for (guint k = 0; k < sheet->items->len; k++)
            found |= gm_sheet_item(sheet, k)->feature == (int)i;
        assert_true(found);
    }
}

static void ids_are_unique(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = one_of_everything();
    g_autoptr(GmSheet) sheet = make(r, s, NULL);
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < sheet->items->len; i++)
        assert_true(g_hash_table_add(ids, gm_sheet_item(sheet, i)->id));
    int layer = 0;
    for (guint i = 0; i < sheet->items->len; i++) {
        assert_true((int)gm_sheet_item(sheet, i)->layer >= layer);
        layer = (int)gm_sheet_item(sheet, i)->layer;
    }
}

static void same_input_same_dump(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = one_of_everything();
    g_autoptr(GmSheet) a = make(r, s, NULL), b = make(r, s, NULL);
    g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);
    gm_layout_sheet_append_json(first, a);
    gm_layout_sheet_append_json(second, b);
    assert_string_equal(first->str, second->str);
    assert_non_null(strstr(first->str, "\"unit\": \"px\""));
}

static void sizes_and_extents(void **state)
{
    Room *r = (Room *)*state;
    static const struct {
        const char *size, *extent, *projection;
    } cases[] = {
        {"A4", NULL, NULL},
        {"A3 landscape", NULL, NULL},
        {"640x480", NULL, NULL},
        {"420x900", NULL, NULL},
        {"300x200", NULL, NULL},
        {"3200x2400", NULL, NULL},
        {NULL, "35.5,35.2,37.5,36.5", NULL},
        {NULL, "35.8,36.6@1:500000", NULL},
        {NULL, "35.93,36.63", NULL},
        {NULL, "37S CV 02 55@1:500000", NULL},
        {NULL, "world", NULL},
        {NULL, "170,-50,-170,-30", NULL},
        {NULL, "-180,70,180,90", NULL},
        {NULL, "20,20,60,50", NULL},
        {NULL, NULL, "+proj=merc"},
        {NULL, NULL, "EPSG:32637"},
    };
    g_autoptr(GmScene) s = one_of_everything();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GmLayoutOptions o = GM_LAYOUT_OPTIONS_INIT;
        o.size = cases[i].size;
        o.extent = cases[i].extent;
        o.projection = cases[i].projection;
        g_autoptr(GmSheet) sheet = make(r, s, &o);
        guint over = count_overlaps(sheet, true);
        if (over > 0 || count_outside(sheet) > 0 || count_off_page(sheet) > 0 ||
            scale_bar_error(sheet) > 0.005)
            print_message("case %zu: %u overlaps, %u outside, %u off page, scale %.4f\n", i, over,
                          count_outside(sheet), count_off_page(sheet), scale_bar_error(sheet));
        assert_int_equal(over, 0);
        assert_int_equal(count_outside(sheet), 0);
        assert_int_equal(count_off_page(sheet), 0);
        assert_true(scale_bar_error(sheet) < 0.005);
    }
}

static void given_scale_is_kept(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = one_of_everything();
    GmLayoutOptions o = GM_LAYOUT_OPTIONS_INIT;
    o.extent = "35.8,36.6@1:750000";
    g_autoptr(GmSheet) sheet = make(r, s, &o);
    assert_true(fabs(sheet->scale - 750000.0) < 1.0);
    assert_true(fabs(sheet->px_size - 750000.0 * 0.0254 / 96.0) < 1e-6);
}

static void wrong_options_say_so(void **state)
{
    Room *r = (Room *)*state;
    static const GmLayoutOptions bad[] = {
        {.size = "huge"},
        {.extent = "1,2,3"},
        {.extent = ",,,"},
        {.extent = "36,40,37,30"},
        {.projection = "+proj=nosuch"},
        {.theme = "no-such-theme"},
    };
    g_autoptr(GmScene) s = one_of_everything();
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(gm_layout_make(r->studio, s, NULL, r->shapes, &bad[i], &error));
        assert_non_null(error);
    }
}

static void logo_has_its_place(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = one_of_everything();
    g_autofree char *dir = g_dir_make_tmp("gazmap-logo-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "logo.png", NULL);
    /* only the head matters here: 200 × 100 px */
    static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\xc8\0\0\0\x64";
    assert_true(g_file_set_contents(path, head, sizeof head - 1, NULL));
    GmLayoutOptions o = GM_LAYOUT_OPTIONS_INIT;
    o.logo = path;
    g_autoptr(GmSheet) sheet = make(r, s, &o);
    const GmItem *logo = item_of(sheet, "logo"), *title = item_of(sheet, "title");
    assert_non_null(logo);
    assert_string_equal(logo->image, path);
    double w = logo->box[2] - logo->box[0], h = logo->box[3] - logo->box[1];
    assert_true(fabs(w - 2 * h) < 0.01 && h > 20.0);
    assert_false(overlap(logo->box, title->box));
    assert_true(logo->box[3] <= sheet->frame[1] && logo->box[2] <= sheet->width);
    assert_true(g_file_set_contents(path, "no image", -1, NULL));
    g_autoptr(GError) error = NULL;
    assert_null(gm_layout_make(r->studio, s, NULL, r->shapes, &o, &error));
    assert_non_null(strstr(error->message, "logo"));
    assert_int_equal(remove(path), 0);
    assert_int_equal(rmdir(dir), 0);
}

static void bare_map(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = one_of_everything();
    GmLayoutOptions o = GM_LAYOUT_OPTIONS_INIT;
    o.no_furniture = true;
    g_autoptr(GmSheet) sheet = make(r, s, &o);
    for (guint i = 0; i < sheet->items->len; i++)
        assert_int_not_equal(gm_sheet_item(sheet, i)->layer, GM_LAYER_FURNITURE);
    assert_true(sheet->frame[0] == 0.0 && sheet->frame[2] == 1600.0);
}

static void shared_trunk_has_both_shields(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = new_scene("Two roads", "en");
    static const GmPos m4[] = {{36.2, 37.1}, {35.9, 36.85}, {35.8, 36.5}, {35.6, 36.0}};
    static const GmPos m5[] = {{36.2, 37.1}, {35.9, 36.85}, {35.5, 36.7}, {35.1, 36.75}};
    add_feature(s, GM_FEATURE_HIGHWAY, "M4", gm_geom_new_line(m4, 4))->shield = g_strdup("M4");
    add_feature(s, GM_FEATURE_HIGHWAY, "M5", gm_geom_new_line(m5, 4))->shield = g_strdup("M5");
    g_autoptr(GmSheet) sheet = make(r, s, NULL);
    bool pair = false;
    for (guint i = 0; i < sheet->items->len; i++) {
        const GmItem *a = gm_sheet_item(sheet, i);
        for (guint k = 0; k < sheet->items->len; k++) {
            const GmItem *b = gm_sheet_item(sheet, k);
            pair |= strcmp(a->class_, "shield") == 0 && strcmp(b->class_, "shield") == 0 &&
                    a->feature != b->feature && fabs(a->box[1] - b->box[1]) < 0.1 &&
                    fabs(a->box[2] - b->box[0]) < 6.0;
        }
    }
    assert_true(pair);
    assert_int_equal(count_overlaps(sheet, true), 0);
}

static void one_fill_for_one_area(void **state)
{
    Room *r = (Room *)*state;
    static const GmPos ring[] = {
        {35.4, 36.2}, {35.4, 37.0}, {36.1, 37.0}, {36.1, 36.2}, {35.4, 36.2}};
    g_autoptr(GmScene) s = new_scene("Three times one area", "en");
    for (int i = 0; i < 3; i++) {
        GmFeature *f = add_feature(s, GM_FEATURE_AREA, "Area", gm_geom_new(GM_GEOM_POLYGON));
        gm_geom_add_part(f->geom, ring, 5, false);
        f->certainty = i == 1 ? GM_CERTAINTY_EXACT : GM_CERTAINTY_INDICATIVE;
    }
    g_autoptr(GmSheet) sheet = make(r, s, NULL);
    guint fills = 0, labels = 0;
    for (guint i = 0; i < sheet->items->len; i++) {
        const GmItem *item = gm_sheet_item(sheet, i);
        bool theme = item->layer == GM_LAYER_THEME;
        fills += theme;
        labels += is_label(item) && item->feature >= 0;
        if (theme) /* the firmest stands for all */
            assert_int_equal(item->feature, 1);
    }
    assert_int_equal(fills, 1);
    assert_int_equal(labels, 1);
}

/* However much there is to explain, the legend explains all of it. */
static void many_classes_all_in_the_legend(void **state)
{
    Room *r = (Room *)*state;
    static const GmFeatureKind kinds[] = {GM_FEATURE_CORRIDOR, GM_FEATURE_BUFFER, GM_FEATURE_STRIP,
                                          GM_FEATURE_ZONE,     GM_FEATURE_POST,   GM_FEATURE_BASE,
                                          GM_FEATURE_CROSSING};
    static const GmStatus statuses[] = {GM_STATUS_AGREED, GM_STATUS_REPORTED, GM_STATUS_PROPOSED};
    static const char *const sizes[] = {"1600x1200", "1200x1600"};
    g_autoptr(GmScene) s = new_scene("Everything at once", "en");
    for (guint i = 0; i < G_N_ELEMENTS(kinds) * 9; i++) {
        double x = 36.0 + 0.1 * (i % 12), y = 35.3 + 0.1 * (int)(i / 12);
        GmFeatureKind kind = kinds[i % G_N_ELEMENTS(kinds)];
        guint k = i / G_N_ELEMENTS(kinds);
        GmGeom *g = kind >= GM_FEATURE_POST ? gm_geom_new_point((GmPos){y, x})
                                            : box_geom(x, y, x + 0.08, y + 0.06);
        GmFeature *f = add_feature(s, kind, "A name of some length", g);
        f->status = statuses[k % 3];
        f->certainty = (GmCertainty)(k / 3);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        GmLayoutOptions o = GM_LAYOUT_OPTIONS_INIT;
        o.size = sizes[i];
        g_autoptr(GmSheet) sheet = make(r, s, &o);
        guint samples = 0;
        for (guint k = 0; k < sheet->items->len; k++)
            samples += strcmp(gm_sheet_item(sheet, k)->class_, "legend-sample") == 0;
        assert_true(samples >= 63);
        compare_legend(sheet);
        assert_int_equal(count_off_page(sheet), 0);
    }
}

static void unknown_course_is_no_highway(void **state)
{
    Room *r = (Room *)*state;
    static const GmPos line[] = {{36.2, 37.1}, {35.2, 36.7}};
    g_autoptr(GmScene) s = new_scene("A road somewhere", "en");
    GmFeature *f = add_feature(s, GM_FEATURE_HIGHWAY, "Road", gm_geom_new_line(line, 2));
    f->certainty = GM_CERTAINTY_INDICATIVE;
    g_autoptr(GmSheet) sheet = make(r, s, NULL);
    assert_null(item_of(sheet, "highway-casing"));
    const GmItem *road = item_of(sheet, "highway");
    assert_non_null(road);
    const GmStyle *style = gm_sheet_style(sheet, road->style);
    assert_true(style->n_dash > 0 && style->stroke_width < 2.0);
}

/* "reinforcements from A, B and C": an arrow each. */
static void an_arrow_for_each_way(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmScene) s = new_scene("Ways", "en");
    const GmPos ways[][2] = {{{35.5, 36.9}, {35.9, 36.6}}, {{35.5, 36.3}, {35.9, 36.6}}};
    GmGeom *both = gm_geom_new_line(ways[0], 2);
    g_autoptr(GmGeom) other = gm_geom_new_line(ways[1], 2);
    gm_geom_append(both, other);
    add_feature(s, GM_FEATURE_FLOW, "Movement", both);
    g_autoptr(GmSheet) sheet = make(r, s, NULL);
    guint n = 0;
    for (guint i = 0; i < sheet->items->len; i++)
        n += strcmp(gm_sheet_item(sheet, i)->class_, "flow") == 0;
    assert_int_equal(n, 2);
}

static void reported_proposed_agreed_differ(void **state)
{
    Room *r = (Room *)*state;
    g_autoptr(GmTheme) t = gm_layout_theme_load(THEME_DIR, "report", NULL);
    (void)r;
    GmStyle *agreed = gm_layout_theme_style(t, "corridor.agreed.exact", 1.0);
    GmStyle *proposed = gm_layout_theme_style(t, "corridor.proposed.exact", 1.0);
    GmStyle *vague = gm_layout_theme_style(t, "corridor.agreed.approximate", 1.0);
    assert_int_not_equal(agreed->pattern, proposed->pattern);
    assert_int_equal(agreed->n_dash, 0);
    assert_true(vague->n_dash > 0);
    GmStyle *post = gm_layout_theme_style(t, "post.agreed.exact", 1.0);
    GmStyle *said = gm_layout_theme_style(t, "post.reported.exact", 1.0);
    assert_true(fabs(post->fill.r - said->fill.r) > 0.5);
    GmStyle *all[] = {agreed, proposed, vague, post, said};
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
        g_free(all[i]->name);
        g_free(all[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_parts_are_there),
        cmocka_unit_test(ids_are_unique),
        cmocka_unit_test(same_input_same_dump),
        cmocka_unit_test(sizes_and_extents),
        cmocka_unit_test(given_scale_is_kept),
        cmocka_unit_test(wrong_options_say_so),
        cmocka_unit_test(logo_has_its_place),
        cmocka_unit_test(bare_map),
        cmocka_unit_test(shared_trunk_has_both_shields),
        cmocka_unit_test(one_fill_for_one_area),
        cmocka_unit_test(many_classes_all_in_the_legend),
        cmocka_unit_test(unknown_course_is_no_highway),
        cmocka_unit_test(an_arrow_for_each_way),
        cmocka_unit_test(reported_proposed_agreed_differ),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
