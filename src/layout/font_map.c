#include "font_map.h"

#include <hb-ot.h>

struct _GmFontMap {
    PangoFontMap parent;
    GmFontFiles *files; /* borrowed */
    PangoCoverage *coverage[GM_FONT_FAMILIES][4];
    GHashTable *fonts; /* size, family and slot packed -> GmFileFont, owned */
};
typedef struct {
    PangoFontMapClass parent_class;
} GmFontMapClass;

typedef struct {
    PangoFont parent;
    GmFontMap *map; /* borrowed: the map outlives its fonts */
    const GmFontFile *file;
    guint family, slot;
    int size; /* Pango units */
} GmFileFont;
typedef struct {
    PangoFontClass parent_class;
} GmFileFontClass;

typedef struct {
    PangoFontset parent;
    GmFontMap *map;
    guint slot;
    int size;
    PangoLanguage *language;
} GmFileFontset;
typedef struct {
    PangoFontsetClass parent_class;
} GmFileFontsetClass;

static GType gm_font_map_get_type(void);
static GType gm_file_font_get_type(void);
static GType gm_file_fontset_get_type(void);
G_DEFINE_TYPE(GmFontMap, gm_font_map, PANGO_TYPE_FONT_MAP)
G_DEFINE_TYPE(GmFileFont, gm_file_font, PANGO_TYPE_FONT)
G_DEFINE_TYPE(GmFileFontset, gm_file_fontset, PANGO_TYPE_FONTSET)

const GmFontFile *gm_layout_font_file(PangoFont *font)
{
    return ((GmFileFont *)font)->file;
}

/* ---- one font: a file at a size ---- */

static PangoFontDescription *font_describe(PangoFont *font)
{
    const GmFileFont *f = (const GmFileFont *)font;
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, f->file->family);
    pango_font_description_set_weight(d, (PangoWeight)f->file->weight);
    pango_font_description_set_style(d, f->file->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(d, f->size);
    return d;
}

static PangoCoverage *font_coverage(PangoFont *font, PangoLanguage *language)
{
    (void)language;
    const GmFileFont *f = (const GmFileFont *)font;
    PangoCoverage **coverage = &f->map->coverage[f->family][f->slot];
    if (*coverage == NULL) {
        *coverage = pango_coverage_new();
        hb_set_t *set = hb_set_create();
        hb_face_collect_unicodes(f->file->face, set);
        for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(set, &c);)
            pango_coverage_set(*coverage, (int)c, PANGO_COVERAGE_EXACT);
        hb_set_destroy(set);
    }
    return g_object_ref(*coverage);
}

static hb_font_t *font_create_hb(PangoFont *font)
{
    const GmFileFont *f = (const GmFileFont *)font;
    hb_font_t *hb = hb_font_create(f->file->face);
    hb_font_set_scale(hb, f->size, f->size);
    return hb;
}

static void font_glyph_extents(PangoFont *font, PangoGlyph glyph, PangoRectangle *ink,
                               PangoRectangle *logical)
{
    hb_font_t *hb = pango_font_get_hb_font(font);
    hb_glyph_extents_t e = {0};
    hb_font_extents_t line = {0};
    hb_font_get_glyph_extents(hb, glyph, &e);
    hb_font_get_h_extents(hb, &line);
    if (ink != NULL)
        *ink = (PangoRectangle){e.x_bearing, -e.y_bearing, e.width, -e.height};
    if (logical != NULL)
        *logical = (PangoRectangle){0, -line.ascender, hb_font_get_glyph_h_advance(hb, glyph),
                                    line.ascender - line.descender};
}

static PangoFontMap *font_get_map(PangoFont *font)
{
    return (PangoFontMap *)((GmFileFont *)font)->map;
}

static void gm_file_font_init(GmFileFont *f)
{
    (void)f;
}

static void gm_file_font_class_init(GmFileFontClass *class)
{
    class->parent_class.describe = font_describe;
    class->parent_class.describe_absolute = font_describe;
    class->parent_class.get_coverage = font_coverage;
    class->parent_class.get_glyph_extents = font_glyph_extents;
    class->parent_class.get_font_map = font_get_map;
    class->parent_class.create_hb_font = font_create_hb;
}

/* ---- the map ---- */

static PangoFont *map_font(GmFontMap *map, guint family, guint slot, int size)
{
    const GmFontFile *file = gm_layout_font_files_get(map->files, family, slot);
    if (file == NULL)
        return NULL;
    gpointer key = GSIZE_TO_POINTER((gsize)size << 8 | family << 2 | slot);
    PangoFont *font = (PangoFont *)g_hash_table_lookup(map->fonts, key);
    if (font == NULL) {
        GmFileFont *f = (GmFileFont *)g_object_new(gm_file_font_get_type(), NULL);
        f->map = map;
        f->file = file;
        f->family = family;
        f->slot = slot;
        f->size = size;
        font = (PangoFont *)f;
        g_hash_table_insert(map->fonts, key, font);
    }
    return font;
}

static guint description_slot(const PangoFontDescription *d)
{
    guint slot = pango_font_description_get_weight(d) >= PANGO_WEIGHT_SEMIBOLD ? 1 : 0;
    return pango_font_description_get_style(d) != PANGO_STYLE_NORMAL ? slot + 2 : slot;
}

static PangoFontset *map_load_fontset(PangoFontMap *fontmap, PangoContext *context,
                                      const PangoFontDescription *desc, PangoLanguage *language)
{
    (void)context;
    GmFileFontset *set = (GmFileFontset *)g_object_new(gm_file_fontset_get_type(), NULL);
    set->map = (GmFontMap *)fontmap;
    set->slot = description_slot(desc);
    set->size = pango_font_description_get_size(desc);
    set->language = language;
    return (PangoFontset *)set;
}

static PangoFont *map_load_font(PangoFontMap *fontmap, PangoContext *context,
                                const PangoFontDescription *desc)
{
    (void)context;
    for (guint i = 0; i < GM_FONT_FAMILIES; i++) {
        PangoFont *f = map_font((GmFontMap *)fontmap, i, description_slot(desc),
                                pango_font_description_get_size(desc));
        if (f != NULL)
            return g_object_ref(f);
    }
    return NULL;
}

static void map_list_families(PangoFontMap *fontmap, PangoFontFamily ***list, int *n)
{
    (void)fontmap;
    *list = NULL;
    *n = 0;
}

static void map_finalize(GObject *object)
{
    GmFontMap *map = (GmFontMap *)object;
    g_hash_table_unref(map->fonts);
    for (guint i = 0; i < GM_FONT_FAMILIES; i++)
        for (guint k = 0; k < 4; k++)
            g_clear_object(&map->coverage[i][k]);
    G_OBJECT_CLASS(gm_font_map_parent_class)->finalize(object);
}

static void gm_font_map_init(GmFontMap *map)
{
    map->fonts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_object_unref);
}

static void gm_font_map_class_init(GmFontMapClass *class)
{
    G_OBJECT_CLASS(class)->finalize = map_finalize;
    class->parent_class.load_font = map_load_font;
    class->parent_class.load_fontset = map_load_fontset;
    class->parent_class.list_families = map_list_families;
    class->parent_class.shape_engine_type = "PangoRenderFc";
}

/* ---- the choice of fonts for one face ---- */

static void fontset_foreach(PangoFontset *fontset, PangoFontsetForeachFunc func, gpointer data)
{
    GmFileFontset *set = (GmFileFontset *)fontset;
    for (guint i = 0; i < GM_FONT_FAMILIES; i++) {
        PangoFont *f = map_font(set->map, i, set->slot, set->size);
        if (f != NULL && func(fontset, f, data))
            return;
    }
}

static PangoFont *fontset_get_font(PangoFontset *fontset, guint wc)
{
    GmFileFontset *set = (GmFileFontset *)fontset;
    PangoFont *first = NULL;
    for (guint i = 0; i < GM_FONT_FAMILIES; i++) {
        PangoFont *f = map_font(set->map, i, set->slot, set->size);
        if (f != NULL && pango_font_has_char(f, wc))
            return g_object_ref(f);
        first = first != NULL ? first : f;
    }
    return g_object_ref(first);
}

static PangoLanguage *fontset_get_language(PangoFontset *fontset)
{
    return ((GmFileFontset *)fontset)->language;
}

static void gm_file_fontset_init(GmFileFontset *set)
{
    (void)set;
}

static void gm_file_fontset_class_init(GmFileFontsetClass *class)
{
    class->parent_class.foreach = fontset_foreach;
    class->parent_class.get_font = fontset_get_font;
    class->parent_class.get_language = fontset_get_language;
}

PangoFontMap *gm_layout_font_map_new(GmFontFiles *files)
{
    GmFontMap *map = (GmFontMap *)g_object_new(gm_font_map_get_type(), NULL);
    map->files = files;
    return (PangoFontMap *)map;
}
