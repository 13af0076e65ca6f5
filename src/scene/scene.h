/** The scene: features with geometry, certainty, status and evidence, made
 *  from statements or from a map file. Everything on the map's theme layers is
 *  one of these. */
#pragma once

#include "shape_store.h"
#include "statement.h"

enum {
    GM_SCENE_MAP_FILE_MAX = 16 << 20, /* bytes of a map file */
    GM_SCENE_MOST_FEATURES = 250000,
};

#define GM_SCENE_ERROR (gm_scene_error_quark())
GQuark gm_scene_error_quark(void);
typedef enum {
    GM_SCENE_ERROR_MAP_FILE, /* "FILE:LINE:COLUMN: …" */
    GM_SCENE_ERROR_NOTHING,  /* no place to draw */
    GM_SCENE_ERROR_NOT_FOUND,
    GM_SCENE_ERROR_LIMIT, /* documents with too many features; a map file's: _MAP_FILE */
} GmSceneError;

typedef enum {
    GM_FEATURE_PLACE,
    GM_FEATURE_HIGHWAY,
    GM_FEATURE_SEGMENT, /* patrol or other run of a line */
    GM_FEATURE_CORRIDOR,
    GM_FEATURE_BUFFER,
    GM_FEATURE_STRIP, /* along a border */
    GM_FEATURE_ZONE,  /* named zone, de-escalation area */
    GM_FEATURE_REGION_PART,
    GM_FEATURE_BORDER,
    GM_FEATURE_POST,
    GM_FEATURE_BASE,
    GM_FEATURE_CROSSING,
    GM_FEATURE_DEPLOYMENT,
    GM_FEATURE_FLOW, /* arrow */
    GM_FEATURE_AREA, /* province or country highlighted */
    GM_N_FEATURE_KINDS,
} GmFeatureKind;

typedef enum { GM_CERTAINTY_EXACT, GM_CERTAINTY_APPROXIMATE, GM_CERTAINTY_INDICATIVE } GmCertainty;

typedef struct {
    char *document;             /* owned; its name */
    gsize byte_start, byte_end; /* in the file as given */
    char *quote;                /* owned; white space runs made one space */
} GmEvidence;

typedef struct {
    char *note;   /* owned: "12 + 12 km" */
    GmGeom *geom; /* owned; may be NULL */
} GmAlternative;

/** What a feature is made from, in the words of the map file; private to
 *  scene, kept so that the scene can be written as a map file. */
typedef struct GmSpec GmSpec;

typedef struct {
    char *id; /* owned; stable slug: "corridor-m4-tronba-ain-al-havr" */
    GmFeatureKind kind;
    char *name;      /* owned; in English, for title elements and data */
    char *caption;   /* owned; the name in the label language, for the legend; NULL: name */
    char *label;     /* owned; on the map, in the label language; NULL: none */
    char *label_alt; /* owned; second line of bilingual labels; or NULL */
    char *subtype;   /* owned; "patrol", "unit", "observation", "settlement", … or NULL; an area
                        that is "listed" shares another one's outline: not to be filled again */
    GmGeom *geom;    /* owned; WGS84 */
    GmCertainty certainty;
    GmStatus status;
    GArray *measures;            /* GmMeasure, owned; may be NULL */
    GPtrArray *evidence;         /* GmEvidence */
    GPtrArray *notes;            /* char* */
    GPtrArray *alternatives;     /* GmAlternative */
    char *valid_from, *valid_to; /* or NULL */
    char *style;                 /* owned; style name of the map file, or NULL */
    char *shield;                /* owned; highways: "M4"; or NULL */
    bool frames;                 /* counts for the extent */
    bool soft_edge;              /* fuzzy outline: no firm edge */
    int rank;                    /* 0 most important; orders labels */
    guint64 place_ref;           /* gazetteer place, or 0 */
    GmSpec *spec;                /* owned, private */
} GmFeature;

typedef struct {
    char *surface, *reason; /* owned */
    char *document;
    gsize byte_start, byte_end;
    char *what; /* "mention" or "statement" */
} GmUnplaced;

typedef struct {
    char *title, *subtitle; /* or NULL */
    char *date;             /* ISO, or NULL */
    char *language;         /* label language, "en" */
    char *language2;        /* second label language, or NULL */
    char *country;          /* ISO code that names are looked up in first, or NULL */
    char *theme;            /* or NULL: "report" */
    char *extent;           /* as the map file gives it, or NULL */
    char *description;      /* a sentence a person would say, for <desc> */
    GPtrArray *features;    /* GmFeature, in drawing order by kind then evidence */
    GPtrArray *unplaced;    /* GmUnplaced */
    GPtrArray *sources;     /* char*: document names/urls the map is made from */
    GPtrArray *credits;     /* char*: data credits its features rely on */
    GPtrArray *layers;      /* user layers: GmSceneLayer */
    bool place_list;        /* numbered list of places on the page */
    bool unplaced_list;
} GmScene;

typedef struct {
    char *path, *style; /* owned */
    GPtrArray *shapes;  /* GmShape */
} GmSceneLayer;

/** Geometry that the scenes of one shape store share: see scene_atlas.h. For one thread. */
typedef struct GmAtlas GmAtlas;
GmAtlas *gm_atlas_new(void);
void gm_atlas_free(GmAtlas *a);

typedef struct {
    const char *language;  /* NULL: "en" */
    const char *language2; /* bilingual */
    double width_m;        /* stands in where no width is stated; 0: none */
    bool include_comments;
    bool knowledge;  /* draw optional outside knowledge (operation areas) */
    GmAtlas *atlas;  /* borrowed; NULL: the scene's own */
    bool drawn_only; /* for pictures: alternatives keep their notes, without geometry */
} GmSceneOptions;
#define GM_SCENE_OPTIONS_INIT                                                                      \
    {                                                                                              \
        NULL, NULL, 0.0, false, false, NULL, false                                                 \
    }

/** From one or more documents' statements. NOTHING when no place can be
 *  drawn. @shapes is used for geometry; not kept. */
GmScene *gm_scene_from_statements(const GmStatements *const *docs, guint n_docs,
                                  GmShapeStore *shapes, const GmSceneOptions *o, GError **error);
/** The statements of the @i-th document, borrowed until another is asked for; NULL behind
 *  the last, and with @error on failure. Asked in order, and once more from 0 when
 *  nothing is found to be drawn. */
typedef const GmStatements *GmSceneNext(guint i, void *user, GError **error);
/** The same from documents of which one at a time is held. */
GmScene *gm_scene_from_each(GmSceneNext *next, void *user, GmShapeStore *shapes,
                            const GmSceneOptions *o, GError **error);
/** From a map file (YAML). Errors carry file, line and column. */
GmScene *gm_scene_from_map_file(const char *path, const char *bytes, gsize len,
                                const GmGazetteer *g, GmShapeStore *shapes, const GmSceneOptions *o,
                                GError **error);
void gm_scene_free(GmScene *s);
void gm_scene_feature_free(GmFeature *f);

/** The status as data say it: "agreed", …; "named" for the places and roads of which
 *  nothing is agreed: they are there. */
const char *gm_scene_status_name(const GmFeature *f);
const char *gm_scene_kind_name(GmFeatureKind k); /* "region_part", … */
bool gm_scene_kind_from_name(const char *name, GmFeatureKind *out);
const char *gm_scene_certainty_name(GmCertainty c);

static inline const GmFeature *gm_scene_feature(const GmScene *s, guint i)
{
    return (const GmFeature *)g_ptr_array_index(s->features, i);
}

/** Outputs; all append to @out. The map file reads back to the same scene. */
void gm_scene_append_geojson(GString *out, const GmScene *s);
void gm_scene_append_csv(GString *out, const GmScene *s); /* with WKT */
/** What stands beside a CSV for GDAL's driver: its columns' types (.csvt), the
 *  coordinate system of its WKT (.prj). */
void gm_scene_append_csv_types(GString *out, const GmScene *s);
void gm_scene_append_csv_prj(GString *out, const GmScene *s);
void gm_scene_append_kml(GString *out, const GmScene *s);
void gm_scene_append_gpx(GString *out, const GmScene *s);  /* waypoints and tracks */
void gm_scene_append_yaml(GString *out, const GmScene *s); /* the map file */
void gm_scene_append_table(GString *out, const GmScene *s, int width);
/** Shapefiles PATH_points.shp, PATH_lines.shp, PATH_polygons.shp as needed. */
bool gm_scene_write_shapefiles(const char *path, const GmScene *s, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmScene, gm_scene_free)
