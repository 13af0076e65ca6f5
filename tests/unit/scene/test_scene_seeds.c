/* What the five reference documents become, against scene_seeds.list. Skipped where
 * the reference is not at hand. Lines beginning with '~' are known to fall short;
 * they are printed, and fail the test only when they begin to hold. */
#include "scene_fixture.h"

#include <stdio.h>

#define DOCUMENTS GAZMAP_REFERENCE_DIR "/documents"

typedef struct {
    char code[8];
    Reading reading;
    GmScene *scene;
} Document;

static Document documents[5];

static bool meets(const GmFeature *f, gsize start, gsize end)
{
    for (guint i = 0; i < f->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(f->evidence, i);
        if (e->byte_start < end && start < e->byte_end)
            return true;
    }
    return false;
}

static bool passes(const GmGeom *g, GmPos p)
{
    if (g->kind == GM_GEOM_POLYGON)
        return gm_geo_contains(g, p);
    if (g->kind == GM_GEOM_LINE) {
        GmFoot foot;
        return gm_geo_foot(g, p, &foot, NULL) && foot.offset <= 500.0;
    }
    for (size_t i = 0; i < g->n_pos; i++)
        if (gm_geo_distance(g->pos[i], p) <= 500.0)
            return true;
    return false;
}

static bool holds(const GmFeature *f, const char *check)
{
    double a, b;
    if (sscanf(check, "near %lf %lf", &a, &b) == 2)
        return passes(f->geom, (GmPos){a, b});
    if (sscanf(check, "away %lf %lf", &a, &b) == 2)
        return !passes(f->geom, (GmPos){a, b});
    if (sscanf(check, "length %lf", &a) == 1)
        return fabs(gm_geo_length(f->geom) - a * 1000.0) <= 500.0;
    if (sscanf(check, "other %lf", &a) == 1)
        return f->alternatives->len == (guint)a;
    if (g_str_has_prefix(check, "name "))
        return strstr(f->name, check + 5) != NULL;
    if (g_str_has_prefix(check, "note "))
        return has_note(f, check + 5);
    if (g_str_has_prefix(check, "from "))
        return f->valid_from && strstr(f->valid_from, check + 5);
    if (strcmp(check, "soft") == 0 || strcmp(check, "firm") == 0)
        return f->soft_edge == (*check == 's');
    return strcmp(check, gm_scene_certainty_name(f->certainty)) == 0 ||
           strcmp(check, gm_statement_status_name(f->status)) == 0;
}

/** NULL when the line holds, else why not (owned). */
static char *check_line(const GmScene *s, char **field, gsize start, gsize end)
{
    const char *what = field[4];
    bool none = g_str_has_prefix(what, "no ");
    GString *why = g_string_new(NULL);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (!meets(f, start, end))
            continue;
        const char *kind = gm_scene_kind_name(f->kind);
        if (strcmp(what, "nothing") == 0 && f->kind != GM_FEATURE_PLACE) {
            /* the outline of a division that is only named is a name, too */
            if (!f->subtype || strcmp(f->subtype, "division") != 0)
                g_string_append_printf(why, "; drawn: %s", f->id);
            continue;
        }
        if (none && strcmp(what + 3, kind) == 0)
            g_string_append_printf(why, "; drawn: %s", f->id);
        if (none || strcmp(what, kind) != 0)
            continue;
        bool all = true;
        for (guint k = 5; field[k]; k++)
            if (!holds(f, field[k])) {
                all = false;
                g_string_append_printf(why, "; %s: not %s", f->id, field[k]);
            }
        if (all) {
            g_string_free(why, TRUE);
            return NULL;
        }
    }
    bool absence = none || strcmp(what, "nothing") == 0;
    if (absence && why->len == 0) {
        g_string_free(why, TRUE);
        return NULL;
    }
    if (why->len == 0)
        g_string_append(why, "; none drawn");
    return g_string_free(why, FALSE);
}

static const GmScene *scene_of(const char *code)
{
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++)
        if (g_str_has_prefix(documents[i].code, code))
            return documents[i].scene;
    return NULL;
}

static void test_seeds(void **state)
{
    (void)state;
    if (!documents[0].scene)
        skip();
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(GAZMAP_SOURCE_DIR "/tests/unit/scene/scene_seeds.list", &text,
                                    NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint failed = 0, done = 0, known = 0;
    for (guint i = 0; lines[i]; i++) {
        if (!*lines[i] || *lines[i] == '#')
            continue;
        bool short_of = *lines[i] == '~';
        g_auto(GStrv) field = g_strsplit(lines[i] + (short_of ? 1 : 0), "|", -1);
        assert_true(g_strv_length(field) >= 5);
        for (guint k = 0; field[k]; k++)
            g_strstrip(field[k]);
        const GmScene *s = scene_of(field[1]);
        assert_non_null(s);
        g_autofree char *why = check_line(s, field, (gsize)g_ascii_strtoull(field[2], NULL, 10),
                                          (gsize)g_ascii_strtoull(field[3], NULL, 10));
        done++;
        if (why) {
            print_message("%s%s %s%s\n", short_of ? "known: " : "", field[0], field[4], why);
            known += short_of;
        } else if (short_of) {
            print_message("%s %s holds now: take its '~' away\n", field[0], field[4]);
        }
        failed += (why == NULL) == short_of;
    }
    print_message("%u checks, %u known to fall short\n", done, known);
    assert_int_equal(failed, 0);
}

static int open_documents(void **state)
{
    if (fixture_open(state) != 0)
        return -1;
    GDir *dir = g_dir_open(DOCUMENTS, 0, NULL);
    const char *name;
    guint n = 0;
    while (dir && (name = g_dir_read_name(dir)) && n < G_N_ELEMENTS(documents)) {
        g_autofree char *path = g_build_filename(DOCUMENTS, name, NULL), *text = NULL;
        if (!g_str_has_suffix(name, ".txt") || !g_file_get_contents(path, &text, NULL, NULL))
            continue;
        Document *d = &documents[n++];
        g_strlcpy(d->code, name, 4);
        d->reading = fixture_read(*state, name, text);
        const GmStatements *const docs[] = {d->reading.statements};
        d->scene = gm_scene_from_statements(docs, 1, ((Fixture *)*state)->shapes, NULL, NULL);
    }
    if (dir)
        g_dir_close(dir);
    if (n == 0)
        print_message("skipped: the reference documents are not at hand\n");
    return 0;
}

static int close_documents(void **state)
{
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++)
        if (documents[i].scene) {
            gm_scene_free(documents[i].scene);
            fixture_done(&documents[i].reading);
        }
    return fixture_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seeds),
    };
    return cmocka_run_group_tests(tests, open_documents, close_documents);
}
