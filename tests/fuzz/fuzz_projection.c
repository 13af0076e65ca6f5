/* Any text as a projection: refused, or made and usable there and back. What looks
 * like a mere name is left to PROJ's own tests: it takes half a second to be sought
 * among thousands. */
#include "projection.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *s = g_strndup((const char *)data, size);
    if (!strpbrk(s, ":=[{"))
        return 0;
    g_autoptr(GmProjection) p = gm_geo_projection_new(s, NULL);
    if (!p)
        return 0;
    static const GmPos some[] = {{35.9, 36.6}, {0, 0}, {-80, 179.9}, {90, -180}};
    for (gsize i = 0; i < G_N_ELEMENTS(some); i++) {
        double x, y;
        GmPos back;
        if (gm_geo_project(p, some[i], &x, &y))
            gm_geo_unproject(p, x, y, &back);
    }
    return 0;
}
