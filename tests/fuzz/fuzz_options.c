/* Any text as options, a line each ("extent=35,35,37,36"): refused, or a map is made
 * by them. Options that name files are left out. */
#include "settings.h"

#include <stdint.h>
#include <string.h>

static const char map[] = "title: A\nfeatures:\n  - place: Idlib\n  - place: Aleppo\n";

static bool take(GmSettings *s, const char *line)
{
    static const char *const files[] = {"data", "gazetteer", "logo", "no-user", NULL};
    const char *is = strchr(line, '=');
    if (!is)
        return true;
    g_autofree char *name = g_strndup(line, (gsize)(is - line));
    return g_strv_contains(files, name) || (strcmp(name, "theme") == 0 && strchr(is, '/')) ||
           gm_session_settings_set(s, name, is + 1, NULL);
}

static void draw(GmSession *session, GmSettings *s)
{
    GmRoomOptions rooms;
    if (!gm_session_room_options(s, &rooms, NULL))
        return;
    g_autoptr(GmScene) scene = gm_scene_from_map_file(
        "fuzz.yaml", map, sizeof map - 1, gm_session_gazetteer(session, NULL),
        gm_session_shapes(session, NULL), &rooms.scene, NULL);
    if (!scene)
        return;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    bool ok = gm_session_render(session, scene, NULL, 0, "svg", &rooms.render, out, NULL, &error);
    g_assert_true(ok == (error == NULL));
    g_assert_true(!ok || g_str_has_prefix(out->str, "<?xml") || g_str_has_prefix(out->str, "<svg"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static GmSession *session;
    if (!session) {
        GmSettings ours = {.data_dir = (char *)(guintptr)GAZMAP_SHARE_DIR, .no_user = TRUE};
        session = gm_session_open(&ours, NULL);
        g_assert_nonnull(session);
    }
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 12);
    GmSettings s = {0};
    bool ok = true;
    for (char **line = lines; *line && ok; line++)
        ok = take(&s, *line);
    if (ok)
        draw(session, &s);
    gm_session_settings_clear(&s);
    return 0;
}
