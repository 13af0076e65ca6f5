/* Any bytes as a place table: a GeoNames dump or one of our own with a header. */
#include "index_build.h"

#include <glib/gstdio.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *dir = g_dir_make_tmp("gazmap-fuzz-XXXXXX", NULL);
    if (!dir || !size)
        return 0;
    g_autofree char *source = g_build_filename(dir, data[0] & 1 ? "f.txt" : "f.tsv", NULL);
    g_autofree char *index = g_build_filename(dir, "f.gmx", NULL);
    g_file_set_contents(source, (const char *)data + 1, (gssize)size - 1, NULL);
    const char *const sources[] = {source, NULL};
    if (gm_gazetteer_build(index, sources, NULL, NULL, NULL)) {
        g_autoptr(GmGazetteer) g = gm_gazetteer_open(index, NULL);
        g_assert_nonnull(g);
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, "Idlib", NULL);
        g_assert_nonnull(m);
    }
    g_unlink(source);
    g_unlink(index);
    g_rmdir(dir);
    return 0;
}
