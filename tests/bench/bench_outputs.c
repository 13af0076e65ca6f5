/** bench_outputs DATA DOCUMENT [TIMES [FORMAT]]
 *
 *  Lays the map of DOCUMENT out once, with the data folder DATA, and inks it TIMES
 *  times (15) in each format or in FORMAT: bytes, and the least and the median milliseconds of
 *  processor time, all threads together. */
#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double milliseconds(void)
{
    return 1000.0 * (double)clock() / CLOCKS_PER_SEC;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static GmSheet *lay_out(GmSession *session, const char *path, GError **error)
{
    GmSettings settings = {0};
    GmRoomOptions rooms;
    if (!gm_session_room_options(&settings, &rooms, error))
        return NULL;
    g_autoptr(GmReading) reading =
        gm_session_read(session, path, &rooms.read, &rooms.mention, GM_STAGE_STATEMENTS, error);
    if (!reading)
        return NULL;
    g_autoptr(GmScene) scene = gm_session_scene(session, &reading, 1, &rooms.scene, error);
    g_autoptr(GString) out = g_string_new(NULL);
    GmSheet *sheet = NULL;
    if (scene)
        gm_session_render(session, scene, &reading, 1, "svg", &rooms.render, out, &sheet, error);
    return sheet;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "bench_outputs DATA DOCUMENT [TIMES [FORMAT]]\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    GmSessionOptions options = GM_SESSION_OPTIONS_INIT;
    options.data_dir = argv[1];
    g_autoptr(GmSession) session = gm_session_new(&options, &error);
    GmSheet *sheet = session ? lay_out(session, argv[2], &error) : NULL;
    int times = argc > 3 ? MAX(atoi(argv[3]), 1) : 15;
    g_autofree double *took = g_new(double, times);
    static const char *const formats[] = {"png", "svg", "pdf"};
    for (gsize f = 0; sheet && f < G_N_ELEMENTS(formats); f++) {
        if (argc > 4 && strcmp(argv[4], formats[f]) != 0)
            continue;
        gsize bytes = 0;
        for (int i = 0; i < times && !error; i++) {
            GmDrawOptions o = GM_DRAW_OPTIONS_INIT;
            g_autoptr(GString) out = g_string_new(NULL);
            double begin = milliseconds();
            gm_draw_output(formats[f])->draw(sheet, &o, out, &error);
            took[i] = milliseconds() - begin;
            bytes = out->len;
        }
        qsort(took, (gsize)times, sizeof *took, by_size);
        printf("%-4s %8zu bytes  least %6.2f ms  median %6.2f ms\n", formats[f], bytes, took[0],
               took[times / 2]);
    }
    gm_layout_sheet_free(sheet);
    if (error)
        fprintf(stderr, "%s\n", error->message);
    return error != NULL;
}
