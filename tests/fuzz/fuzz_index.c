/* Any bytes as a compiled place index: an error or answers, never a crash. */
#include "gazetteer.h"

#include <glib/gstdio.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *dir = g_dir_make_tmp("gazmap-fuzz-XXXXXX", NULL);
    if (!dir)
        return 0;
    g_autofree char *path = g_build_filename(dir, "f.gmx", NULL);
    g_file_set_contents(path, (const char *)data, (gssize)size, NULL);
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(path, NULL);
    static const char *const names[] = {"Idlib", "Trumba", "al-Bab", "Sarakib", "x", "M4"};
    for (gsize i = 0; g && i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, names[i], NULL);
        for (guint k = 0; k < m->len; k++)
            g_assert_nonnull(g_array_index(m, GmMatch, k).place.name);
    }
    if (g) {
        g_autoptr(GArray) in = gm_gazetteer_in_box(g, (GmBox){35, 36, 37, 38}, 20);
        g_autoptr(GArray) roads = gm_gazetteer_of_kind(g, GM_PLACE_HIGHWAY);
        gm_gazetteer_word(g, "reading", 7);
    }
    g_unlink(path);
    g_rmdir(dir);
    return 0;
}
