/* Any bytes as GeoJSON; what is read is measured, buffered and written again. What is
 * behind the closing brace says how it is buffered: a line feed with flat ends, a tab
 * to the left alone, a blank by unequal depths. */
#include "buffer.h"
#include "geodesic.h"
#include "layer.h"

#include <stdint.h>

static GmBufferOptions options_by(char last)
{
    GmBufferOptions o = GM_BUFFER_OPTIONS_INIT;
    o.left = o.right = 5000;
    if (last == '\n')
        o.cap = GM_CAP_FLAT;
    if (last == '\t')
        o.side = GM_SIDE_LEFT;
    if (last == ' ')
        o.right = 900;
    return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GPtrArray) shapes = gm_shapes_read_geojson("fuzz", (const char *)data, size, NULL);
    for (guint i = 0; shapes && i < shapes->len && i < 4; i++) {
        const GmShape *s = g_ptr_array_index(shapes, i);
        if (!s->geom)
            continue;
        g_assert_true(gm_geom_check(s->geom, NULL));
        gm_geo_length(s->geom);
        gm_geo_area(s->geom);
        g_autoptr(GString) out = g_string_new(NULL);
        gm_shapes_append_geojson(out, s->geom);
        if (s->geom->n_pos > 200)
            continue;
        GmBufferOptions o = options_by((char)data[size - 1]);
        g_autoptr(GmGeom) zone = gm_geo_buffer(s->geom, &o, NULL);
        if (zone)
            g_assert_true(gm_geom_check(zone, NULL));
    }
    return 0;
}
