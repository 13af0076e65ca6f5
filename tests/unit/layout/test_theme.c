/* Themes: every one loads, means different things differently, also to eyes
 * that lack a kind of cone (simulation: Machado, Oliveira & Fernandes 2009). */
#include "layout_fixture.h"

#include <glib/gstdio.h>

static const char *const themes[] = {"report", "print", "dark", "humanitarian", "contrast"};

static const double sight[4][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
};
static const char *const sight_names[] = {"full sight", "protanopia", "deuteranopia", "tritanopia"};

static double linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double lab_f(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116.0;
}

/* @c over @ground, as seen, in CIE L*a*b*. */
static void seen(GmColour c, GmColour ground, const double *m, double lab[3])
{
    double rgb[3] = {linear(c.r * c.a + ground.r * (1 - c.a)),
                     linear(c.g * c.a + ground.g * (1 - c.a)),
                     linear(c.b * c.a + ground.b * (1 - c.a))};
    double v[3];
    for (int i = 0; i < 3; i++)
        v[i] = CLAMP(m[3 * i] * rgb[0] + m[3 * i + 1] * rgb[1] + m[3 * i + 2] * rgb[2], 0.0, 1.0);
    double x = (0.4124 * v[0] + 0.3576 * v[1] + 0.1805 * v[2]) / 0.95047;
    double y = 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
    double z = (0.0193 * v[0] + 0.1192 * v[1] + 0.9505 * v[2]) / 1.08883;
    lab[0] = 116 * lab_f(y) - 16;
    lab[1] = 500 * (lab_f(x) - lab_f(y));
    lab[2] = 200 * (lab_f(y) - lab_f(z));
}

static double difference(GmColour a, GmColour b, GmColour ground, int s)
{
    double p[3], q[3];
    seen(a, ground, sight[s], p);
    seen(b, ground, sight[s], q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

static GmTheme *load(const char *name)
{
    g_autoptr(GError) error = NULL;
    GmTheme *t = gm_layout_theme_load(THEME_DIR, name, &error);
    if (t == NULL)
        print_message("%s\n", error->message);
    assert_non_null(t);
    return t;
}

/* Edges of the areas, and the lines, told apart by anybody. */
static void colours_differ(void **state)
{
    (void)state;
    static const char *const kinds[] = {"corridor", "buffer", "zone", "strip", "area", "segment"};
    for (gsize k = 0; k < G_N_ELEMENTS(themes); k++) {
        if (strcmp(themes[k], "print") == 0)
            continue; /* told apart by hatches and dots: next test */
        g_autoptr(GmTheme) t = load(themes[k]);
        GmColour land = gm_layout_theme_colour(t, "land", "fill");
        for (int s = 0; s < 4; s++) {
            for (gsize a = 0; a < G_N_ELEMENTS(kinds); a++) {
                for (gsize b = a + 1; b < G_N_ELEMENTS(kinds); b++) {
                    double d = difference(gm_layout_theme_colour(t, kinds[a], "stroke"),
                                          gm_layout_theme_colour(t, kinds[b], "stroke"), land, s);
                    if (d < 8.0)
                        print_message("%s: %s and %s differ by %.1f in %s\n", themes[k], kinds[a],
                                      kinds[b], d, sight_names[s]);
                    assert_true(d >= 8.0);
                }
            }
        }
    }
}

static void print_uses_patterns(void **state)
{
    (void)state;
    g_autoptr(GmTheme) t = load("print");
    static const char *const kinds[] = {"corridor", "buffer", "zone", "strip"};
    for (gsize a = 0; a < G_N_ELEMENTS(kinds); a++) {
        for (gsize b = a + 1; b < G_N_ELEMENTS(kinds); b++) {
            GmStyle *x = gm_layout_theme_style(t, kinds[a], 1.0);
            GmStyle *y = gm_layout_theme_style(t, kinds[b], 1.0);
            assert_true(x->pattern != y->pattern || fabs(x->pattern_angle - y->pattern_angle) > 20);
            assert_true(x->fill.r == x->fill.g && x->fill.g == x->fill.b);
            g_free(x->name);
            g_free(x);
            g_free(y->name);
            g_free(y);
        }
    }
}

/* Letters against the ground they stand on: WCAG contrast. */
static void letters_can_be_read(void **state)
{
    (void)state;
    static const char *const texts[] = {"title",          "legend-text", "note",
                                        "place-label",    "post-label",  "city-label",
                                        "corridor-label", "zone-label",  "segment-label",
                                        "area-label",     "strip-label", "buffer-label"};
    for (gsize k = 0; k < G_N_ELEMENTS(themes); k++) {
        g_autoptr(GmTheme) t = load(themes[k]);
        for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
            bool page = i < 3;
            GmColour g = page ? gm_layout_theme_colour(t, "page", "background")
                              : gm_layout_theme_colour(t, "land", "fill");
            GmColour c = gm_layout_theme_colour(t, texts[i], "colour");
            double a = 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b) + 0.05;
            double b = 0.2126 * linear(g.r) + 0.7152 * linear(g.g) + 0.0722 * linear(g.b) + 0.05;
            double contrast = MAX(a, b) / MIN(a, b);
            double least = strcmp(themes[k], "contrast") == 0 ? 7.0 : 4.5;
            if (contrast < least)
                print_message("%s: %s has contrast %.1f\n", themes[k], texts[i], contrast);
            assert_true(contrast >= least);
        }
    }
}

static void most_specific_wins(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("gazmap-theme-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "mine.theme", NULL);
    static const char text[] = "[default]\nwidth=1\nstroke=#111\n[corridor]\nwidth=2\n"
                               "[.proposed]\nwidth=3\n[corridor.exact]\nwidth=4\n"
                               "[corridor.proposed.exact]\nfill=#ff8000 / 0.5\n";
    assert_true(g_file_set_contents(path, text, -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(GmTheme) t = gm_layout_theme_load(THEME_DIR, path, &error);
    assert_non_null(t);
    static const struct {
        const char *class_;
        double width;
    } cases[] = {{"zone", 1},
                 {"corridor", 2},
                 {"corridor.agreed.approximate", 2},
                 {"zone.proposed.exact", 3},
                 {"corridor.proposed.exact", 4}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GmStyle *s = gm_layout_theme_style(t, cases[i].class_, 2.0);
        assert_true(fabs(s->stroke_width - 2.0 * cases[i].width) < 1e-9);
        if (i == 4)
            assert_true(fabs(s->fill.a - 0.5) < 1e-9 && s->fill.g > 0.5 && s->fill.g < 0.51);
        g_free(s->name);
        g_free(s);
    }
    assert_int_equal(g_remove(path), 0);
    assert_int_equal(g_rmdir(dir), 0);
}

static void circles_and_nonsense(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("gazmap-theme-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "a.theme", NULL);
    assert_true(g_file_set_contents(path, "[theme]\ninherits=a\n", -1, NULL));
    g_autoptr(GError) error = NULL;
    assert_null(gm_layout_theme_load(dir, "a", &error));
    assert_non_null(strstr(error->message, "circle"));
    g_clear_error(&error);
    assert_true(g_file_set_contents(path, "no group at all", -1, NULL));
    assert_null(gm_layout_theme_load(dir, "a", &error));
    assert_non_null(error);
    assert_int_equal(g_remove(path), 0);
    assert_int_equal(g_rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_differ),       cmocka_unit_test(print_uses_patterns),
        cmocka_unit_test(letters_can_be_read),  cmocka_unit_test(most_specific_wins),
        cmocka_unit_test(circles_and_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
