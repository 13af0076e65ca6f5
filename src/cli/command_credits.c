#include "command.h"

#include "credit.h"

#include <string.h>

static bool credits_of_documents(GmCliOptions *o, GmSession *s, char **paths, GString *out,
                                 GError **error)
{
    GmRoomOptions rooms;
    if (!gm_session_room_options(&o->settings, &rooms, error))
        return false;
    for (char **p = paths; *p; p++) {
        g_autoptr(GmScene) scene = NULL;
        g_autoptr(GmReading) r = NULL;
        if (gm_session_is_map_file(*p)) {
            scene = gm_session_map_file(s, *p, &rooms.scene, error);
        } else {
            r = gm_session_read(s, *p, &rooms.read, &rooms.mention, GM_STAGE_STATEMENTS, error);
            scene = r ? gm_session_scene(s, &r, 1, &rooms.scene, error) : NULL;
        }
        if (!scene)
            return false;
        g_autoptr(GString) svg = g_string_new(NULL);
        g_autoptr(GmSheet) sheet = NULL;
        if (!gm_session_render(s, scene, &r, r ? 1 : 0, "svg", &rooms.render, svg, &sheet, error))
            return false;
        for (guint i = 0; i < sheet->credits->len; i++)
            g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(sheet->credits, i));
    }
    return true;
}

static void append_once(GString *out, GHashTable *seen, char *line)
{
    if (line && g_hash_table_add(seen, line))
        g_string_append_printf(out, "%s\n", line);
}

static bool all_credits(GmSession *s, GString *out, GError **error)
{
    GmGazetteer *g = gm_session_gazetteer(s, error);
    GmShapeStore *shapes = g ? gm_session_shapes(s, error) : NULL;
    if (!shapes)
        return false;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < gm_gazetteer_n_sources(g); i++) {
        GmSourceInfo si;
        if (gm_gazetteer_source(g, i, &si))
            append_once(out, seen, gm_credit_line(si.credit, si.licence));
    }
    for (guint i = 0; i < gm_shapes_n_layers(shapes); i++) {
        const GmLayerInfo *l = gm_shapes_layer(shapes, i);
        append_once(out, seen, gm_credit_line(l->credit, l->licence));
    }
    return true;
}

int gm_cli_credits(int argc, char **argv)
{
    GmCliOptions o;
    int groups = GM_GROUP_DATA | GM_GROUP_READ | GM_GROUP_SCENE | GM_GROUP_OUTPUT;
    if (!gm_cli_parse(&o, groups, NULL, gm_cli_command("credits"), &argc, &argv))
        return GM_EXIT_USAGE;
    if (!argv[1] || !gm_session_is_map_file(argv[1]))
        gm_cli_use_configured(&o);
    GError *error = NULL;
    g_autoptr(GmSession) s = gm_session_open(&o.settings, &error);
    g_autoptr(GString) out = g_string_new(NULL);
    int status = GM_EXIT_DONE;
    if (!s || !(argv[1] ? credits_of_documents(&o, s, argv + 1, out, &error)
                        : all_credits(s, out, &error)))
        status = gm_cli_give_up(error);
    else
        status = gm_cli_write(&o, out, GM_EXIT_DONE);
    gm_cli_options_clear(&o);
    return status;
}
