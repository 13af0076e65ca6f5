/* 200 generated scenes: whatever is asked, labels never overlap, nothing is cut
 * by the frame, the legend says what is drawn, the scale bar tells the truth. */
#include "layout_fixture.h"

typedef struct {
    guint64 s;
} Dice; /* splitmix64: the same scenes everywhere */

static double roll(Dice *d)
{
    guint64 z = (d->s += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static guint pick(Dice *d, guint n)
{
    return (guint)(roll(d) * n);
}

static char *make_name(Dice *d, guint language)
{
    static const char *const parts[3][8] = {
        {"Tel", "Rif", "Kafr", "Sura", "Bara", "Hama", "Jabal", "Maar"},
        {"تل", "كفر", "دير", "حلب", "باب", "عين", "جبل", "قصر"},
        {"Тал", "Риф", "Сура", "Бара", "Джаб", "Мар", "Хама", "Дейр"}};
    GString *s = g_string_new(NULL);
    guint words = 1 + pick(d, 3);
    for (guint w = 0; w < words; w++) {
        g_string_append(s, w > 0 ? " " : "");
        g_string_append(s, parts[language][pick(d, 8)]);
        if (pick(d, 2))
            g_string_append(s, parts[language][pick(d, 8)]);
    }
    return g_string_free(s, FALSE);
}

static GmGeom *blob(Dice *d, double lat, double lon, double r)
{
    GmPos p[24];
    for (int i = 0; i < 24; i++) {
        double a = i * G_PI / 12, k = r * (0.6 + 0.4 * roll(d));
        double x = lon + k * cos(a) / MAX(cos(lat * G_PI / 180), 0.2);
        p[i] = (GmPos){CLAMP(lat + k * sin(a), -89, 89), CLAMP(x, -180, 180)};
    }
    return gm_geom_new_polygon(p, 24);
}

static GmGeom *wander(Dice *d, double lat, double lon, double r)
{
    GmPos p[12];
    double a = roll(d) * 2 * G_PI;
    for (int i = 0; i < 12; i++) {
        p[i] = (GmPos){CLAMP(lat, -89, 89), CLAMP(lon, -180, 180)};
        a += roll(d) - 0.5;
        lat += r / 8 * sin(a);
        lon += r / 8 * cos(a);
    }
    return gm_geom_new_line(p, 12);
}

static GmScene *random_scene(Dice *d, guint n_labels)
{
    static const char *const languages[] = {"en", "ar", "ru"};
    guint language = pick(d, 3);
    GmScene *s = new_scene("A generated scene", languages[language]);
    double lat = -65 + 130 * roll(d), lon = -175 + 350 * roll(d);
    double spread = pow(10.0, -1.0 + 2.2 * roll(d)); /* 0.1 to 16 degrees */
    for (guint i = 0; i < n_labels; i++) {
        g_autofree char *name = make_name(d, language);
        double y = CLAMP(lat + spread * (roll(d) - 0.5), -80, 80);
        double x = CLAMP(lon + spread * (roll(d) - 0.5), -180, 180);
        guint kind = pick(d, 20);
        GmFeature *f;
        if (kind == 0)
            f = add_feature(s,
                            (GmFeatureKind[]){GM_FEATURE_ZONE, GM_FEATURE_CORRIDOR,
                                              GM_FEATURE_BUFFER, GM_FEATURE_STRIP,
                                              GM_FEATURE_REGION_PART, GM_FEATURE_AREA}[pick(d, 6)],
                            name, blob(d, y, x, spread / 6));
        else if (kind == 1)
            f = add_feature(s,
                            (GmFeatureKind[]){GM_FEATURE_SEGMENT, GM_FEATURE_BORDER,
                                              GM_FEATURE_FLOW}[pick(d, 3)],
                            name, wander(d, y, x, spread / 3));
        else if (kind == 2) {
            f = add_feature(s, GM_FEATURE_HIGHWAY, name, wander(d, y, x, spread));
            f->shield = g_strdup_printf("M%u", pick(d, 9) + 1);
        } else
            f = add_feature(s,
                            (GmFeatureKind[]){GM_FEATURE_PLACE, GM_FEATURE_PLACE, GM_FEATURE_PLACE,
                                              GM_FEATURE_POST, GM_FEATURE_BASE, GM_FEATURE_CROSSING,
                                              GM_FEATURE_DEPLOYMENT}[pick(d, 7)],
                            name, gm_geom_new_point((GmPos){y, x}));
        f->status = (GmStatus)pick(d, 3);
        f->certainty = (GmCertainty)pick(d, 3);
        f->soft_edge = f->certainty == GM_CERTAINTY_INDICATIVE;
        f->rank = (int)pick(d, 200);
    }
    return s;
}

static void generated_scenes(void **state)
{
    (void)state;
    static const char *const sizes[] = {"1600x1200", "800x600", "A4", "1200x1600", "2400x1350"};
    static const char *const themes[] = {"report", "print", "dark", "humanitarian", "contrast"};
    g_autoptr(GError) error = NULL;
    g_autoptr(GmStudio) studio = gm_layout_studio_new(THEME_DIR, &error);
    if (studio == NULL) {
        print_message("%s: skipped\n", error->message);
        exit(77);
    }
    g_autoptr(GmShapeStore) shapes = gm_shapes_open(SHAPES_DIR, &error);
    assert_non_null(shapes);
    Dice d = {20200305};
    for (guint k = 0; k < 200; k++) {
        guint n = k < 20 ? k + 1 : 1 + (guint)(pow(roll(&d), 2.0) * 400);
        g_autoptr(GmScene) scene = random_scene(&d, n);
        GmLayoutOptions o = GM_LAYOUT_OPTIONS_INIT;
        o.size = sizes[pick(&d, 5)];
        o.theme = themes[pick(&d, 5)];
        g_autoptr(GmSheet) sheet = gm_layout_make(studio, scene, NULL, shapes, &o, &error);
        if (sheet == NULL)
            print_message("scene %u: %s\n", k, error->message);
        assert_non_null(sheet);
        guint over = count_overlaps(sheet, true), out = count_outside(sheet);
        guint off = count_off_page(sheet);
        double scale = scale_bar_error(sheet);
        if (over + out + off > 0 || scale > 0.005)
            print_message("scene %u (%u labels, %s): %u overlaps, %u cut, %u off the page, scale "
                          "%.4f\n",
                          k, n, o.size, over, out, off, scale);
        assert_int_equal(over, 0);
        assert_int_equal(out, 0);
        assert_int_equal(off, 0);
        assert_true(scale < 0.005);
        if (n <= 60) /* beyond, half a hundred classes are more than any legend holds */
            compare_legend(sheet);
    }
}

/* How many of a crowd find room on 1600 × 1200. */
static void share_placed(void **state)
{
    (void)state;
    g_autoptr(GmStudio) studio = gm_layout_studio_new(THEME_DIR, NULL);
    if (studio == NULL)
        exit(77);
    static const struct {
        guint n;
        double least;
    } cases[] = {{40, 1.0}, {100, 0.97}};
    for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
        Dice d = {7};
        g_autoptr(GmScene) s = new_scene("A crowd", "en");
        for (guint i = 0; i < cases[c].n; i++) {
            g_autofree char *name = make_name(&d, 0);
            add_feature(s, GM_FEATURE_PLACE, name,
                        gm_geom_new_point((GmPos){35 + roll(&d), 36 + 1.3 * roll(&d)}));
        }
        g_autoptr(GmSheet) sheet = gm_layout_make(studio, s, NULL, NULL, NULL, NULL);
        assert_non_null(sheet);
        guint placed = 0;
        for (guint i = 0; i < sheet->items->len; i++)
            placed += strcmp(gm_sheet_item(sheet, i)->class_, "place-label") == 0;
        print_message("%u of %u labels placed\n", placed, cases[c].n);
        assert_true(placed >= cases[c].least * cases[c].n);
        assert_int_equal(count_overlaps(sheet, true), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(generated_scenes),
                                       cmocka_unit_test(share_placed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
