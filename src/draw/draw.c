#include "draw.h"

#include "outputs.h"

#include <string.h>

G_DEFINE_QUARK(gm - draw - error - quark, gm_draw_error)

/* An output format is one function and one row. */
static const GmOutput outputs[] = {
    {"svg", "image/svg+xml", gm_draw_svg},
    {"png", "image/png", gm_draw_png},
    {"pdf", "application/pdf", gm_draw_pdf},
};

const GmOutput *gm_draw_output(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(outputs); i++)
        if (!g_ascii_strcasecmp(outputs[i].name, name))
            return &outputs[i];
    return NULL;
}

const GmOutput *gm_draw_outputs(guint *n)
{
    *n = G_N_ELEMENTS(outputs);
    return outputs;
}
