/* Any text through mentions, statements, scene and back out as GeoJSON and map
 *  file, with the data of the build. */
#include "scene.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static GmGazetteer *g;
    static GmShapeStore *shapes;
    if (!g) {
        g = gm_gazetteer_open(GAZMAP_SHARE_DIR "/gazetteer.gmx", NULL);
        shapes = gm_shapes_open(GAZMAP_SHARE_DIR "/shapes", NULL);
        g_assert_nonnull(g);
        g_assert_nonnull(shapes);
    }
    g_autoptr(GmDocument) d = gm_text_read_bytes("fuzz.txt", (const char *)data, size, NULL, NULL);
    g_autoptr(GmMentions) m = d ? gm_mention_find(d, g, NULL, NULL) : NULL;
    g_autoptr(GmStatements) s = m ? gm_statement_read(m, NULL) : NULL;
    if (!s)
        return 0;
    const GmStatements *docs[] = {s};
    g_autoptr(GmScene) scene = gm_scene_from_statements(docs, 1, shapes, NULL, NULL);
    if (!scene)
        return 0;
    for (guint i = 0; i < scene->features->len; i++)
        if (gm_scene_feature(scene, i)->geom)
            g_assert_true(gm_geom_check(gm_scene_feature(scene, i)->geom, NULL));
    g_autoptr(GString) out = g_string_new(NULL);
    gm_scene_append_geojson(out, scene);
    gm_scene_append_yaml(out, scene);
    return 0;
}
