/** Makers: a spec becomes a feature with its geometry, certainty and notes.
 *  One maker a feature kind, in make_NAME.c; the table is in scene_maker.c.
 *  Private to scene. */
#pragma once

#include "scene_atlas.h"
#include "scene_spec.h"

typedef struct {
    const GmGazetteer *gazetteer; /* borrowed; may be NULL */
    GmShapeStore *shapes;         /* borrowed; may be NULL */
    const GmSceneOptions *options;
    GmAtlas *atlas; /* shapes by "layer:key", borders by "layer:key|layer:key" */
    bool own_atlas;
    GArray *highways; /* GmPlace with a line; lazily */
    GPtrArray *specs; /* GmSpec, borrowed: all of the scene, for borrowing end points */
} GmMaker;

void gm_maker_init(GmMaker *m, const GmGazetteer *g, GmShapeStore *shapes, const GmSceneOptions *o);
void gm_maker_clear(GmMaker *m);

/** The shape "layer:key", borrowed from the atlas; NULL when absent. */
const GmGeom *gm_maker_geom(GmMaker *m, const char *reference);
/** The site's own geometry when it is of class @kind; NULL otherwise. */
const GmGeom *gm_maker_site_geom(GmMaker *m, const GmSite *s, GmGeomKind kind);
/** Polygons of the division or the country that hold the site; NULL: unknown. */
const GmGeom *gm_maker_division_of(GmMaker *m, const GmSite *s);
const GmGeom *gm_maker_country(GmMaker *m, const char *iso2);
/** Highways of the gazetteer that have a line. */
const GArray *gm_maker_highways(GmMaker *m);

/** The feature of @spec, which is taken. NULL with @error when the geometry
 *  cannot be made; @spec is then left to the caller. */
GmFeature *gm_maker_make(GmMaker *m, GmSpec *spec, GError **error);

/** For the makers. */
void gm_maker_less_certain(GmFeature *f, GmCertainty c);
void gm_maker_note(GmFeature *f, const char *format, ...) G_GNUC_PRINTF(2, 3);
bool gm_maker_fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/** Takes the EXCEPT sites off @f's polygon. */
bool gm_maker_except(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
/** Keeps what lies in the IN sites, where their outlines are known. */
bool gm_maker_within(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_geom_is_empty(const GmGeom *g);
/** Are alternatives to have their geometry? Pictures do without it. */
bool gm_maker_wants_alternatives(const GmMaker *m);

/** Which sides of the run, by its overall course, the GM_SIDE bits mean; both when
 *  they say nothing (make_corridor.c). */
void gm_maker_sides_of_line(const GmGeom *run, guint bits, bool *left, bool *right);
/** A band @metres wide on those sides of the line, with flat ends (make_region_part.c). */
GmGeom *gm_maker_beside_line(const GmGeom *line, guint bits, double metres, GError **error);

/** The makers; each fills @f's geom, certainty, soft_edge, notes, alternatives. */
bool gm_make_point(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_segment(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_corridor(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_buffer(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_waters(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_border_strip(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_border(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_area(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_region_part(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_between(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_near(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);
bool gm_make_flow(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error);

/** Names (name_feature.c): fills name, label, label_alt, shield, rank. */
void gm_name_feature(GmFeature *f, const GmGazetteer *g, const char *language,
                     const char *language2);
/** Notes that begin as a part of a sentence are given their feature's name: on
 *  the page each stands alone. When features are named. */
void gm_name_notes(GmFeature *f);
/** With a capital, new; NULL for nothing. */
char *gm_name_capitalised(const char *s);
/** "the M4", "Salah al-Din Road": in a sentence, new. */
char *gm_name_road(const GmSite *s);
/** Ids: stable slugs, unique in the scene. */
void gm_name_ids(GPtrArray *features);

/** scene.c */
GmScene *gm_scene_new(void);
GmFeature *gm_scene_feature_new(GmFeatureKind kind);
void gm_scene_feature_alternative(GmFeature *f, const char *note, GmGeom *geom);
GmUnplaced *gm_scene_add_unplaced(GmScene *s, const char *what, const char *surface,
                                  const char *reason);
/** scene_finish.c: drawing order, names, ids, what frames, description,
 *  credits; the same for documents and map files. */
void gm_scene_finish(GmScene *s, GmMaker *m);
