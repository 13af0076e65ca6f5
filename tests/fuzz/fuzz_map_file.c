/* Any bytes as a map file, with the data of the build. */
#include "scene.h"

#include <stdint.h>

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
    g_autoptr(GError) error = NULL;
    g_autoptr(GmScene) s =
        gm_scene_from_map_file("fuzz.yaml", (const char *)data, size, g, shapes, NULL, &error);
    g_assert_true((s == NULL) == (error != NULL));
    return 0;
}
