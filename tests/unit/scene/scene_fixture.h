/** The data that ships, opened for the tests of the scene room: the built
 *  index where there is one, else built here from the tables. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "geodesic.h"
#include "index_build.h"
#include "line_ref.h"
#include "overlay.h"
#include "scene.h"

typedef struct {
    GmGazetteer *gazetteer;
    GmShapeStore *shapes;
} Fixture;

static GmGazetteer *fixture_build_index(GError **error)
{
    static const char *const tables[] = {
        "world.tsv.gz", "world_regions.tsv", "countries.tsv", "divisions.tsv", "districts.tsv",
        "regional.tsv", "highways.tsv",      "words.tsv",     "words.tsv.gz",  "sources.tsv"};
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        char *path = g_build_filename(GAZMAP_SOURCE_DIR, "gazetteer", tables[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            g_ptr_array_add(sources, path);
        else
            g_free(path);
    }
    g_ptr_array_add(sources, NULL);
    g_autofree char *dir = g_dir_make_tmp("gazmap-scene-XXXXXX", error);
    if (!dir)
        return NULL;
    g_autofree char *index = g_build_filename(dir, "places.gmx", NULL);
    GmBuildOptions o = {0};
    GmGazetteer *g = NULL;
    if (gm_gazetteer_build(index, (const char *const *)sources->pdata, &o, NULL, error))
        g = gm_gazetteer_open(index, error);
    g_remove(index);
    g_rmdir(dir);
    return g;
}

static int fixture_open(void **state)
{
    GError *error = NULL;
    Fixture *f = g_new0(Fixture, 1);
    f->gazetteer = gm_gazetteer_open(GAZMAP_SHARE_DIR "/gazetteer.gmx", NULL);
    if (!f->gazetteer)
        f->gazetteer = fixture_build_index(&error);
    if (f->gazetteer)
        f->shapes = gm_shapes_open(GAZMAP_SOURCE_DIR "/shapes", &error);
    if (error)
        print_message("%s\n", error->message);
    *state = f;
    return f->shapes ? 0 : -1;
}

static int fixture_close(void **state)
{
    Fixture *f = *state;
    gm_shapes_close(f->shapes);
    gm_gazetteer_close(f->gazetteer);
    g_free(f);
    return 0;
}

/** A document read to its scene; all stages kept until the end. */
typedef struct {
    GmDocument *document;
    GmMentions *mentions;
    GmStatements *statements;
} Reading;

static inline Reading fixture_read(const Fixture *f, const char *name, const char *text)
{
    GError *error = NULL;
    Reading r = {0};
    r.document = gm_text_read_bytes(name, text, strlen(text), NULL, &error);
    assert_non_null(r.document);
    r.mentions = gm_mention_find(r.document, f->gazetteer, NULL, &error);
    assert_non_null(r.mentions);
    r.statements = gm_statement_read(r.mentions, &error);
    assert_non_null(r.statements);
    return r;
}

static inline void fixture_done(Reading *r)
{
    gm_statement_free(r->statements);
    gm_mention_free(r->mentions);
    gm_text_document_free(r->document);
}

static inline GmScene *fixture_scene(const Fixture *f, const char *text)
{
    GError *error = NULL;
    Reading r = fixture_read(f, "note.txt", text);
    const GmStatements *const docs[] = {r.statements};
    GmScene *s = gm_scene_from_statements(docs, 1, f->shapes, NULL, &error);
    if (!s) {
        print_message("%s\n", error->message);
        g_error_free(error);
    }
    fixture_done(&r);
    return s;
}

static inline GmScene *fixture_map_with(const Fixture *f, const char *yaml, const GmSceneOptions *o,
                                        GError **error)
{
    return gm_scene_from_map_file("map.yaml", yaml, strlen(yaml), f->gazetteer, f->shapes, o,
                                  error);
}

/** The scene of a map file; NULL with the message in @message (owned). */
static inline GmScene *fixture_map(const Fixture *f, const char *yaml, char **message)
{
    GError *error = NULL;
    GmScene *s = fixture_map_with(f, yaml, NULL, &error);
    if (message)
        *message = error ? g_strdup(error->message) : NULL;
    else if (error)
        print_message("%s\n", error->message);
    g_clear_error(&error);
    return s;
}

/** The @nth feature of a kind, or NULL. */
static inline const GmFeature *feature_of(const GmScene *s, GmFeatureKind kind, guint nth)
{
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (f->kind == kind && nth-- == 0)
            return f;
    }
    return NULL;
}

static inline const GmFeature *feature_with_id(const GmScene *s, const char *id)
{
    for (guint i = 0; i < s->features->len; i++)
        if (g_str_equal(gm_scene_feature(s, i)->id, id))
            return gm_scene_feature(s, i);
    return NULL;
}

static inline bool has_note(const GmFeature *f, const char *part)
{
    for (guint i = 0; i < f->notes->len; i++)
        if (strstr(g_ptr_array_index(f->notes, i), part))
            return true;
    return false;
}

static inline double gap(GmPos a, double lat, double lon)
{
    return gm_geo_distance(a, (GmPos){lat, lon});
}
