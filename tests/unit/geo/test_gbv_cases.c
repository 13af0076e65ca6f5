/* The reference verifier's cases: builds it when the reference is there, makes
 * each zone, and lets it judge. `test_gbv_cases IN DIST SIDE CAP TOL OUT` only
 * makes one zone, for a look by hand. */
#include "buffer.h"
#include "line_ref.h"

#include <glib/gstdio.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASES GAZMAP_REFERENCE_DIR "/tools/gbv/cases/"

static char *work_dir, *verifier;

/* Positions of a one-geometry GeoJSON file: enough for the cases. */
static GmGeom *read_geojson(const char *path)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    GmGeomKind kind = strstr(text, "Polygon")  ? GM_GEOM_POLYGON
                      : strstr(text, "String") ? GM_GEOM_LINE
                                               : GM_GEOM_POINT;
    GmGeom *g = gm_geom_new(kind);
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    char *c = strstr(text, "\"coordinates\"");
    int closing = 0;
    for (c = c ? c + 13 : text; *c && *c != '}';) {
        if (*c == ']' && ++closing == 2 && pos->len > 0) {
            gm_geom_add_part(g, (GmPos *)(void *)pos->data, pos->len, false);
            g_array_set_size(pos, 0);
        }
        if (g_ascii_isdigit(*c) || *c == '-') {
            double lon = g_ascii_strtod(c, &c);
            c += strspn(c, ", \n");
            double lat = g_ascii_strtod(c, &c);
            g_array_append_val(pos, ((GmPos){lat, lon}));
            closing = 0;
            continue;
        }
        c++;
    }
    if (pos->len > 0)
        gm_geom_add_part(g, (GmPos *)(void *)pos->data, pos->len, false);
    return g;
}

static void write_geojson(const GmGeom *g, const char *path)
{
    g_autoptr(GString) s = g_string_new("{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (size_t i = 0; i < g->n_parts; i++) {
        bool hole = g->hole[i];
        g_string_append(s, i == 0 ? "[[" : hole ? ",[" : "],[[");
        for (size_t k = g->start[i]; k < g->start[i + 1]; k++) {
            char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];
            g_ascii_dtostr(lon, sizeof lon, g->pos[k].lon);
            g_ascii_dtostr(lat, sizeof lat, g->pos[k].lat);
            g_string_append_printf(s, "%s[%s,%s]", k > g->start[i] ? "," : "", lon, lat);
        }
        g_string_append(s, "]");
    }
    g_string_append(s, g->n_parts ? "]]}\n" : "]}\n");
    assert_true(g_file_set_contents(path, s->str, (gssize)s->len, NULL));
}

static GmGeom *make_zone(const char *path, double metres, const char *side, const char *cap,
                         double tolerance)
{
    g_autoptr(GmGeom) in = read_geojson(path);
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = metres;
    o.side = *side == 'l' ? GM_SIDE_LEFT : *side == 'r' ? GM_SIDE_RIGHT : GM_SIDE_BOTH;
    o.cap = *cap == 'f' ? GM_CAP_FLAT : GM_CAP_ROUND;
    o.tolerance = tolerance;
    g_autoptr(GError) error = NULL;
    GmGeom *zone = gm_geo_buffer(in, &o, &error);
    if (error)
        print_message("%s: %s\n", path, error->message);
    return zone;
}

static double field(const char *json, const char *key)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\":", key);
    const char *at = strstr(json, quoted);
    return at ? g_ascii_strtod(at + strlen(quoted), NULL) : (double)NAN;
}

typedef struct {
    const char *file;
    double metres;
    const char *side, *cap;
    double tolerance;
    size_t max_vertices; /* 0: any */
} Case;

static void judge(const Case *c)
{
    g_autofree char *in = g_strconcat(CASES, c->file, ".geojson", NULL);
    g_autofree char *out = g_build_filename(work_dir, "zone.geojson", NULL);
    g_autoptr(GmGeom) zone = make_zone(in, c->metres, c->side, c->cap, c->tolerance);
    assert_non_null(zone);
    write_geojson(zone, out);
    g_autofree char *dist = g_strdup_printf("%.0f", c->metres);
    g_autofree char *pct = g_strdup_printf("%g", c->tolerance * 100);
    g_autofree char *area = g_strdup_printf("%g", c->tolerance * 120);
    char *argv[] = {verifier,
                    "--json",
                    "--dist",
                    dist,
                    "--side",
                    (char *)c->side,
                    "--cap",
                    (char *)c->cap,
                    "--max-pct",
                    pct,
                    "--max-area-pct",
                    area,
                    in,
                    out,
                    NULL};
    g_autofree char *text = NULL;
    int status = -1;
    assert_true(
        g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, NULL));
    print_message("%s %+.0f m %s %s %g: deviation %.5f %%, at vertices %.4f m, area %.5f %%, %zu "
                  "vertices\n",
                  c->file, c->metres, c->side, c->cap, c->tolerance, field(text, "max_dev_pct"),
                  field(text, "max_dev_vertex_m"),
                  field(text, "missing_area_pct") + field(text, "excess_area_pct"), zone->n_pos);
    if (status != 0)
        print_message("%s", text);
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "\"rfc7946_ok\":true"));
    assert_true(field(text, "wrong_orientation") == 0);
    if (strcmp(c->cap, "round") == 0) /* the other caps are judged against chords */
        assert_true(field(text, "max_dev_vertex_m") <= 0.01);
    if (c->max_vertices > 0)
        assert_true(zone->n_pos <= c->max_vertices);
}

static void judge_all(const Case *cases, size_t n)
{
    if (!verifier)
        skip();
    for (size_t i = 0; i < n; i++)
        judge(&cases[i]);
}

static void round_zones(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"a", 12000, "both", "round", 1e-4, 260},  {"b", 6000, "both", "round", 1e-4, 380},
        {"c", 100000, "both", "round", 1e-4, 950}, {"c", 15000, "both", "round", 1e-4, 3600},
        {"d", 500000, "both", "round", 1e-4, 0},   {"e", 300000, "both", "round", 1e-4, 0},
        {"f", 300000, "both", "round", 1e-4, 0},   {"g", 50000, "both", "round", 1e-4, 1150},
        {"h", 20000, "both", "round", 1e-4, 900},  {"h", -5000, "both", "round", 1e-4, 0},
        {"j", 40000, "both", "round", 1e-4, 0},    {"k", 60000, "both", "round", 1e-4, 0},
    };
    judge_all(cases, G_N_ELEMENTS(cases));
}

static void flat_and_one_sided_zones(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"b", 6000, "both", "flat", 1e-4, 0},  {"b", 6000, "left", "flat", 1e-4, 0},
        {"b", 6000, "right", "flat", 1e-4, 0}, {"j", 40000, "both", "flat", 1e-4, 0},
        {"j", 40000, "left", "flat", 1e-4, 0}, {"c", 15000, "right", "flat", 1e-4, 0},
        {"c", 15000, "left", "flat", 1e-4, 0}, {"g", 50000, "left", "flat", 1e-4, 0},
    };
    judge_all(cases, G_N_ELEMENTS(cases));
}

static void any_tolerance(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"a", 12000, "both", "round", 1e-3, 0},  {"a", 12000, "both", "round", 1e-5, 0},
        {"b", 6000, "both", "round", 1e-3, 0},   {"b", 6000, "both", "round", 1e-5, 0},
        {"c", 15000, "both", "round", 1e-3, 0},  {"c", 15000, "both", "round", 1e-5, 0},
        {"f", 300000, "both", "round", 1e-5, 0}, {"g", 50000, "both", "round", 1e-5, 0},
        {"h", 20000, "both", "round", 1e-3, 0},  {"h", 20000, "both", "round", 1e-5, 0},
        {"k", 60000, "both", "round", 1e-5, 0},
    };
    judge_all(cases, G_N_ELEMENTS(cases));
}

/* Feet of random places, each against the verifier's distance. */
static void probe(const char *file, double spread, double tolerance)
{
    g_autofree char *in = g_strconcat(CASES, file, ".geojson", NULL);
    g_autofree char *points = g_build_filename(work_dir, "points.txt", NULL);
    g_autoptr(GmGeom) line = read_geojson(in);
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    g_autoptr(GString) s = g_string_new(NULL);
    enum { N = 300 };
    GmPos at[N];
    for (int i = 0; i < N; i++) {
        GmPos near = line->pos[g_rand_int_range(rand, 0, (gint32)line->n_pos)];
        char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
        at[i].lat = near.lat + g_rand_double_range(rand, -spread, spread);
        at[i].lon = near.lon + g_rand_double_range(rand, -spread, spread);
        g_string_append_printf(s, "%s %s\n", g_ascii_dtostr(lon, sizeof lon, at[i].lon),
                               g_ascii_dtostr(lat, sizeof lat, at[i].lat));
    }
    assert_true(g_file_set_contents(points, s->str, -1, NULL));
    char *argv[] = {verifier, "--probe", in, points, NULL};
    g_autofree char *text = NULL;
    assert_true(
        g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, NULL));
    char *c = text;
    double worst = 0.0, worst_along = 0.0;
    for (int i = 0; i < N; i++) {
        double d = g_ascii_strtod(c, &c);
        long edge = strtol(c, &c, 10);
        double on_edge = g_ascii_strtod(c, &c);
        GmFoot foot;
        assert_true(gm_geo_foot(line, at[i], &foot, NULL));
        worst = fmax(worst, fabs(foot.offset - d));
        GmFoot there;
        assert_true(gm_geo_foot(line, line->pos[edge], &there, NULL));
        if (foot.n_equal == 0)
            worst_along = fmax(worst_along, fabs(foot.chainage - there.chainage - on_edge));
    }
    print_message("%s: feet within %.6f m, chainages within %.6f m\n", file, worst, worst_along);
    assert_true(worst <= tolerance);
    /* The verifier keeps the place of the least distance it saw; some 10 km off
     * the line, distance tells places apart to a centimetre at best. */
    assert_true(worst_along <= 0.02);
}

static void feet_agree_with_the_verifier(void **state)
{
    (void)state;
    if (!verifier)
        skip();
    probe("b", 0.3, 1e-3);
    probe("g", 4.0, 1e-2);
}

static int build_verifier(void **state)
{
    (void)state;
    const char *source = GAZMAP_REFERENCE_DIR "/tools/gbv/gbv.c";
    work_dir = g_dir_make_tmp("gazmap-gbv-XXXXXX", NULL);
    if (!g_file_test(source, G_FILE_TEST_EXISTS)) {
        print_message("skipped: no reference verifier at %s\n", source);
        return 0;
    }
    char *binary = g_build_filename(work_dir, "gbv", NULL);
    char *argv[] = {"cc",           "-O2",    "-w",       "-o",  binary,
                    (char *)source, "-lproj", "-lgeos_c", "-lm", NULL};
    int status = -1;
    if (g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                     NULL) &&
        status == 0)
        verifier = binary;
    else
        print_message("skipped: the reference verifier does not build here\n");
    return 0;
}

static int clean(void **state)
{
    (void)state;
    const char *const files[] = {"gbv", "zone.geojson", "points.txt"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(work_dir, files[i], NULL);
        g_unlink(path);
    }
    g_rmdir(work_dir);
    g_free(work_dir);
    g_free(verifier);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 7) {
        g_autoptr(GmGeom) zone = make_zone(argv[1], g_ascii_strtod(argv[2], NULL), argv[3], argv[4],
                                           g_ascii_strtod(argv[5], NULL));
        if (zone)
            write_geojson(zone, argv[6]);
        return zone ? 0 : 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_zones),
        cmocka_unit_test(flat_and_one_sided_zones),
        cmocka_unit_test(any_tolerance),
        cmocka_unit_test(feet_agree_with_the_verifier),
    };
    return cmocka_run_group_tests(tests, build_verifier, clean);
}
