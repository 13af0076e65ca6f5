#include "page_size.h"

#include "layout.h"

#include <string.h>

#define PX_PER_MM (96.0 / 25.4)

static const struct {
    const char *name;
    double width, height; /* mm, portrait */
} papers[] = {{"a0", 841, 1189},        {"a1", 594, 841},        {"a2", 420, 594},
              {"a3", 297, 420},         {"a4", 210, 297},        {"a5", 148, 210},
              {"a6", 105, 148},         {"b4", 250, 353},        {"b5", 176, 250},
              {"letter", 215.9, 279.4}, {"legal", 215.9, 355.6}, {"tabloid", 279.4, 431.8}};

static bool named_paper(char **words, GmPageSize *out)
{
    for (gsize i = 0; words[0] != NULL && i < G_N_ELEMENTS(papers); i++) {
        if (strcmp(words[0], papers[i].name) != 0)
            continue;
        bool wide = words[1] != NULL && strcmp(words[1], "landscape") == 0;
        if (words[1] != NULL && !wide && strcmp(words[1], "portrait") != 0)
            return false;
        out->width = (wide ? papers[i].height : papers[i].width) * PX_PER_MM;
        out->height = (wide ? papers[i].width : papers[i].height) * PX_PER_MM;
        out->paper = true;
        return true;
    }
    return false;
}

static bool numbers(const char *text, GmPageSize *out)
{
    char *end;
    double w = g_ascii_strtod(text, &end);
    if (end == text)
        return false;
    while (*end == ' ')
        end++;
    gsize skip = *end == 'x' ? 1 : g_str_has_prefix(end, "×") ? strlen("×") : 0;
    if (skip == 0)
        return false;
    const char *second = end + skip;
    double h = g_ascii_strtod(second, &end);
    if (end == second)
        return false;
    while (*end == ' ')
        end++;
    double unit = 1.0;
    if (strcmp(end, "mm") == 0)
        unit = PX_PER_MM;
    else if (strcmp(end, "cm") == 0)
        unit = 10.0 * PX_PER_MM;
    else if (strcmp(end, "in") == 0)
        unit = 96.0;
    else if (*end != '\0' && strcmp(end, "px") != 0)
        return false;
    out->width = w * unit;
    out->height = h * unit;
    out->paper = unit != 1.0;
    return true;
}

bool gm_layout_page_size(const char *text, GmPageSize *out, GError **error)
{
    g_autofree char *lower = g_strstrip(g_ascii_strdown(text, -1));
    g_autofree char *spaced = g_strdelimit(g_strdup(lower), "-_", ' ');
    g_auto(GStrv) words = g_strsplit(spaced, " ", 2);
    if (!named_paper(words, out) && !numbers(lower, out)) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION,
                    "size '%s': give WIDTHxHEIGHT in px or mm, or a paper such as A4 or "
                    "'A3 landscape'",
                    text);
        return false;
    }
    if (!(out->width >= 200.0 && out->height >= 150.0 && out->width <= 20000.0 &&
          out->height <= 20000.0)) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION,
                    "size '%s': a page is 200 × 150 to 20000 × 20000 px", text);
        return false;
    }
    return true;
}
