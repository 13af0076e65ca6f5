#include "scene.h"

void gm_scene_append_yaml(GString *out, const GmScene *s)
{
    g_string_append_printf(out, "title: %s\n", s->title ? s->title : "");
}
