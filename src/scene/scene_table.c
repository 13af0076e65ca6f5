#include "scene.h"

#include "geodesic.h"
#include "scene_spec.h"

#include <string.h>

/** Appends @s padded or cut to @width characters (0: as it is). */
static void column(GString *out, const char *s, long width)
{
    long n = g_utf8_strlen(s, -1);
    if (width > 0 && n > width) {
        g_autofree char *cut = g_utf8_substring(s, 0, MAX(width - 1, 0));
        g_string_append_printf(out, "%s…", cut);
        n = width;
    } else {
        g_string_append(out, s);
    }
    for (; n < width; n++)
        g_string_append_c(out, ' ');
}

static char *size_text(const GmGeom *g)
{
    if (g->kind == GM_GEOM_LINE)
        return gm_length_text(gm_geo_length(g));
    if (g->kind == GM_GEOM_POLYGON)
        return g_strdup_printf("%.0f km²", gm_geo_area(g) / 1e6);
    return g_strdup("");
}

static void trim_line(GString *out)
{
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static long widest_name(const GmScene *s, long most)
{
    long w = 4;
    for (guint i = 0; i < s->features->len; i++)
        w = MAX(w, g_utf8_strlen(gm_scene_feature(s, i)->name, -1));
    return MIN(w, most);
}

static void head(GString *out, long name)
{
    column(out, "KIND", 12);
    column(out, "NAME", name + 2);
    column(out, "CERTAINTY", 13);
    column(out, "STATUS", 10);
    column(out, "SIZE", 12);
    column(out, "QUOTE", 0);
    trim_line(out);
}

static void row(GString *out, const GmFeature *f, long name, int width)
{
    g_autofree char *size = size_text(f->geom);
    column(out, gm_scene_kind_name(f->kind), 12);
    column(out, f->name, name);
    g_string_append(out, "  ");
    column(out, gm_scene_certainty_name(f->certainty), 13);
    column(out, gm_scene_status_name(f), 10);
    column(out, size, 12);
    const GmEvidence *e = f->evidence->len ? g_ptr_array_index(f->evidence, 0) : NULL;
    long left = width > 0 ? width - (12 + name + 2 + 13 + 10 + 12) : 60;
    if (e && e->quote && left > 8)
        column(out, e->quote, MIN(left, g_utf8_strlen(e->quote, -1)));
    trim_line(out);
    for (guint i = 0; i < f->notes->len; i++) {
        column(out, "", 12);
        g_string_append(out, "· ");
        const char *note = g_ptr_array_index(f->notes, i);
        column(out, note, width > 14 ? MIN(width - 14, g_utf8_strlen(note, -1)) : 0);
        trim_line(out);
    }
}

void gm_scene_append_table(GString *out, const GmScene *s, int width)
{
    long name = widest_name(s, width > 0 ? MAX(16, width / 3) : 60);
    head(out, name);
    for (guint i = 0; i < s->features->len; i++)
        row(out, gm_scene_feature(s, i), name, width);
    if (s->unplaced->len > 0)
        g_string_append_printf(out, "\nNot placed (%u):\n", s->unplaced->len);
    for (guint i = 0; i < s->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(s->unplaced, i);
        g_autofree char *line = g_strdup_printf("  %s: %s", u->surface, u->reason);
        column(out, line, width > 0 ? MIN(width, g_utf8_strlen(line, -1)) : 0);
        trim_line(out);
    }
}
