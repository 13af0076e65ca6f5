/* A compiled place index with some of its bytes changed, under a head that vouches
 * for them: an error or answers, never a crash. An input is a list of changes, each
 * three bytes: where (16 bits; of the bytes before the grid's cells and behind them,
 * and every 256th of the cells), and the new byte. */
#include "gazetteer.h"
#include "index_build.h"
#include "index_format.h"
#include "index_sink.h"

#include <glib/gstdio.h>
#include <stdint.h>

static const char table[] = "name\tlat\tlon\tcountry\tkind\tnames\n"
                            "Idlib\t35.93\t36.63\tSY\tcity\tإدلب|Edlib|Idleb\n"
                            "Saraqib\t35.86\t36.80\tSY\ttown\tسراقب|Sarakib\n"
                            "Trumba\t35.80\t36.72\tSY\tvillage\tTronba|Tarnabah\n"
                            "al-Bab\t36.37\t37.51\tSY\ttown\tالباب|El Bab\n"
                            "M4\t35.9\t36.5\tSY\thighway\tM4 highway\n"
                            "Ain al-Havr\t35.8\t36.3\tSY\tvillage\tAyn al Hawr\n"
                            "Syria\t35\t38\tSY\tcountry\tسوريا|Syrie\n";

static char *dir, *path;

static GBytes *build(void)
{
    dir = g_dir_make_tmp("gazmap-fuzz-XXXXXX", NULL);
    g_autofree char *source = g_build_filename(dir, "f.tsv", NULL);
    path = g_build_filename(dir, "f.gmx", NULL);
    const char *const sources[] = {source, NULL};
    char *bytes;
    gsize len;
    g_assert_true(g_file_set_contents(source, table, -1, NULL));
    g_assert_true(gm_gazetteer_build(path, sources, NULL, NULL, NULL));
    g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
    g_unlink(source);
    return g_bytes_new_take(bytes, len);
}

static gsize change_at(const IndexHead *h, gsize len, gsize where)
{
    gsize start = h->section[SECTION_GRID].offset, cells = h->section[SECTION_GRID].size;
    gsize others = len - cells;
    if (where >= others)
        return start + (where - others) * 256 % cells;
    return where < start ? where : where + cells;
}

static void ask(GmGazetteer *g)
{
    static const char *const names[] = {"Idlib", "Trumba", "al-Bab", "Sarakib",
                                        "x",     "M4",     "إدلب",   "Ayn al-Hawr"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GArray) m = gm_gazetteer_lookup(g, names[i], NULL);
        for (guint k = 0; k < m->len; k++)
            g_assert_nonnull(g_array_index(m, GmMatch, k).place.name);
    }
    g_autoptr(GArray) in = gm_gazetteer_in_box(g, (GmBox){35, 36, 37, 38}, 20);
    g_autoptr(GArray) roads = gm_gazetteer_of_kind(g, GM_PLACE_HIGHWAY);
    g_assert_true(in == NULL || in->len <= 20);
    g_assert_nonnull(roads);
    gm_gazetteer_word(g, "reading", 7);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static GBytes *whole;
    if (!whole)
        whole = build();
    gsize len;
    const char *from = g_bytes_get_data(whole, &len);
    g_autofree char *bytes = g_memdup2(from, len);
    IndexHead head, *h = (IndexHead *)(void *)bytes;
    memcpy(&head, from, sizeof head);
    for (; size >= 3; data += 3, size -= 3)
        bytes[change_at(&head, len, (gsize)data[0] | (gsize)data[1] << 8)] = (char)data[2];
    h->head_sum = gm_gazetteer_index_sum(0, h, G_STRUCT_OFFSET(IndexHead, head_sum));
    g_assert_true(
        g_file_set_contents_full(path, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(path, NULL);
    if (g)
        ask(g);
    return 0;
}
