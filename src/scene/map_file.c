#include "scene.h"

GmScene *gm_scene_from_map_file(const char *path, const char *bytes, gsize len,
                                const GmGazetteer *g, GmShapeStore *shapes, const GmSceneOptions *o,
                                GError **error)
{
    (void)bytes;
    (void)len;
    (void)g;
    (void)shapes;
    (void)o;
    g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_MAP_FILE, "%s: map files are not read yet",
                path);
    return NULL;
}
