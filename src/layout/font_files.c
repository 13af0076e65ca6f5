#include "font_files.h"

#include "layout.h"

static const char *const usual_dirs[] = {
    "/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto",
    "/usr/local/share/fonts",         NULL};

/* In order of choice. A row without an italic serves for both slants. */
static const struct {
    const char *family, *regular, *bold, *italic, *bold_italic;
} families[] = {
    {"Noto Sans", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf",
     "NotoSans-BoldItalic.ttf"},
    {"Noto Sans Arabic", "NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf", NULL, NULL},
    {"DejaVu Sans", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf",
     "DejaVuSans-BoldOblique.ttf"},
#define NOTO(family, stem)                                                                         \
    {                                                                                              \
        "Noto Sans " family, "NotoSans" stem "-Regular.ttf", "NotoSans" stem "-Bold.ttf", NULL,    \
            NULL                                                                                   \
    }
    NOTO("Hebrew", "Hebrew"),
    NOTO("Armenian", "Armenian"),
    NOTO("Georgian", "Georgian"),
    NOTO("Devanagari", "Devanagari"),
    NOTO("Bengali", "Bengali"),
    NOTO("Gurmukhi", "Gurmukhi"),
    NOTO("Gujarati", "Gujarati"),
    NOTO("Tamil", "Tamil"),
    NOTO("Telugu", "Telugu"),
    NOTO("Kannada", "Kannada"),
    NOTO("Malayalam", "Malayalam"),
    NOTO("Sinhala", "Sinhala"),
    NOTO("Thai", "Thai"),
    NOTO("Lao", "Lao"),
    NOTO("Khmer", "Khmer"),
    NOTO("Myanmar", "Myanmar"),
    NOTO("Ethiopic", "Ethiopic"),
    NOTO("Thaana", "Thaana"),
    NOTO("Syriac", "Syriac"),
    {"Noto Sans CJK JP", "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", NULL, NULL},
    NOTO("Symbols2", "Symbols2"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(families) == GM_FONT_FAMILIES);

struct GmFontFiles {
    char **dirs;
    GmFontFile files[GM_FONT_FAMILIES][4];
    bool tried[GM_FONT_FAMILIES][4];
};

static const char *file_name(guint family, guint slot)
{
    const char *names[] = {families[family].regular, families[family].bold, families[family].italic,
                           families[family].bold_italic};
    if (names[slot] == NULL)
        return names[slot & 1];
    return names[slot];
}

const GmFontFile *gm_layout_font_files_get(GmFontFiles *fonts, guint family, guint slot)
{
    GmFontFile *f = &fonts->files[family][slot];
    if (fonts->tried[family][slot])
        return f->face != NULL ? f : NULL;
    fonts->tried[family][slot] = true;
    for (char **dir = fonts->dirs; *dir != NULL && f->face == NULL; dir++) {
        g_autofree char *path = g_build_filename(*dir, file_name(family, slot), NULL);
        hb_blob_t *blob = hb_blob_create_from_file(path);
        if (hb_blob_get_length(blob) > 0) {
            f->face = hb_face_create(blob, 0);
            f->file = g_steal_pointer(&path);
        }
        hb_blob_destroy(blob);
    }
    f->family = families[family].family;
    f->weight = slot & 1 ? 700 : 400;
    f->italic = slot >= 2 && families[family].italic != NULL;
    return f->face != NULL ? f : NULL;
}

GmFontFiles *gm_layout_font_files_new(const char *const *dirs, GError **error)
{
    GmFontFiles *fonts = g_new0(GmFontFiles, 1);
    fonts->dirs = g_strdupv((char **)(dirs != NULL ? dirs : usual_dirs));
    if (gm_layout_font_files_get(fonts, 0, 0) == NULL &&
        gm_layout_font_files_get(fonts, 2, 0) == NULL) {
        g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_FONT,
                    "no font found: install fonts-noto-core or fonts-dejavu-core (searched %s, …)",
                    fonts->dirs[0] != NULL ? fonts->dirs[0] : "nothing");
        gm_layout_font_files_free(fonts);
        return NULL;
    }
    return fonts;
}

void gm_layout_font_files_free(GmFontFiles *fonts)
{
    if (fonts == NULL)
        return;
    for (guint i = 0; i < GM_FONT_FAMILIES; i++) {
        for (guint k = 0; k < 4; k++) {
            g_free(fonts->files[i][k].file);
            hb_face_destroy(fonts->files[i][k].face);
        }
    }
    g_strfreev(fonts->dirs);
    g_free(fonts);
}
