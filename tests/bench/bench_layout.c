/** bench_layout [INDEX]
 *
 *  Lays out maps of the shipped base with more and more places: milliseconds of
 *  processor time for the first and for a later map, and the share of labels
 *  that found room on 1600 × 1200. With INDEX (gazetteer.gmx) the base map has
 *  its settlements too. */
#include "layout.h"
#include "scene_maker.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static GmScene *crowd(guint n)
{
    GmScene *s = gm_scene_new();
    s->title = g_strdup("A crowd");
    s->language = g_strdup("en");
    for (guint i = 0; i < n; i++) {
        GmFeature *f = gm_scene_feature_new(GM_FEATURE_PLACE);
        f->id = g_strdup_printf("place-%u", i);
        f->name = g_strdup_printf("Village %u", i);
        f->label = g_strdup(f->name);
        /* a low-discrepancy scatter (Roberts 2018) */
        double x = (i + 1) * 0.7548776662, y = (i + 1) * 0.5698402910;
        f->geom =
            gm_geom_new_point((GmPos){35.4 + 0.9 * (y - (guint)y), 36.0 + 1.2 * (x - (guint)x)});
        f->frames = true;
        f->rank = (int)i;
        g_ptr_array_add(s->features, f);
    }
    return s;
}

static double milliseconds(void)
{
    return 1000.0 * (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GmShapeStore) shapes = gm_shapes_open(GAZMAP_SOURCE_DIR "/shapes", &error);
    g_autoptr(GmGazetteer) g = argc > 1 ? gm_gazetteer_open(argv[1], &error) : NULL;
    g_autoptr(GmStudio) studio =
        gm_layout_studio_new(GAZMAP_SOURCE_DIR "/src/layout/themes", &error);
    if (shapes == NULL || studio == NULL || (argc > 1 && g == NULL)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    printf("%8s %10s %10s %8s %8s\n", "labels", "first ms", "later ms", "placed", "items");
    static const guint counts[] = {1, 10, 40, 100, 400, 1000, 5000};
    for (gsize k = 0; k < G_N_ELEMENTS(counts); k++) {
        g_autoptr(GmScene) scene = crowd(counts[k]);
        double t0 = milliseconds();
        g_autoptr(GmSheet) sheet = gm_layout_make(studio, scene, g, shapes, NULL, &error);
        double t1 = milliseconds();
        if (sheet == NULL) {
            fprintf(stderr, "%s\n", error->message);
            return 1;
        }
        guint rounds = counts[k] < 1000 ? 10 : 1, placed = 0;
        for (guint r = 0; r < rounds; r++)
            gm_layout_sheet_free(gm_layout_make(studio, scene, g, shapes, NULL, NULL));
        double t2 = milliseconds();
        for (guint i = 0; i < sheet->items->len; i++)
            placed += strcmp(gm_sheet_item(sheet, i)->class_, "place-label") == 0;
        printf("%8u %10.1f %10.1f %7.1f%% %8u\n", counts[k], t1 - t0, (t2 - t1) / rounds,
               100.0 * placed / counts[k], sheet->items->len);
    }
    return 0;
}
