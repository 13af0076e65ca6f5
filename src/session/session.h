/** Session: opens the data once and calls the rooms in order. What the command
 *  line, batches, the worker and libgazmap share. One thread at a time per
 *  session; sessions in several threads never meet. */
#pragma once

#include "draw.h"
#include "html_report.h"
#include "layout.h"

#define GM_SESSION_ERROR (gm_session_error_quark())
GQuark gm_session_error_quark(void);
typedef enum { GM_SESSION_ERROR_DATA, GM_SESSION_ERROR_FORMAT } GmSessionError;

typedef struct GmSession GmSession;

typedef struct {
    const char *data_dir;          /* NULL: $GAZMAP_DATA, then beside the program */
    const char *const *gazetteers; /* NULL-terminated; laid over ours in order */
    bool no_user_gazetteers;       /* leave out the user folder and $GAZMAP_GAZETTEER */
} GmSessionOptions;
#define GM_SESSION_OPTIONS_INIT                                                                    \
    {                                                                                              \
        NULL, NULL, false                                                                          \
    }

/** Finds the data folder; opens nothing yet. */
GmSession *gm_session_new(const GmSessionOptions *o, GError **error);
void gm_session_free(GmSession *s);
/** Borrowed; opened when first asked for. */
GmGazetteer *gm_session_gazetteer(GmSession *s, GError **error);
GmShapeStore *gm_session_shapes(GmSession *s, GError **error);
GmStudio *gm_session_studio(GmSession *s, GError **error);
const char *gm_session_data_dir(const GmSession *s);

/** Where the user said that the documents are at home: @near by name or coordinates, and
 *  @country by its ISO code; either may be NULL. False, with the error that tells what to
 *  write, when the gazetteer does not know it. @at (may be NULL) is set from @near. */
bool gm_session_home(const GmGazetteer *g, const char *near, const char *country, GmPos *at,
                     GError **error);

/** A document through the reading rooms; each stage made when first asked for. */
typedef struct {
    GmDocument *document;     /* owned */
    GmMentions *mentions;     /* owned */
    GmStatements *statements; /* owned; NULL unless asked for */
} GmReading;

typedef enum { GM_STAGE_MENTIONS, GM_STAGE_STATEMENTS } GmStage;

/** Reads the file @path ("-" standard input) up to @stage. */
GmReading *gm_session_read(GmSession *s, const char *path, const GmReadOptions *ro,
                           const GmMentionOptions *mo, GmStage stage, GError **error);
/** The same from memory; @name names it. */
GmReading *gm_session_read_bytes(GmSession *s, const char *name, const char *bytes, gsize len,
                                 const GmReadOptions *ro, const GmMentionOptions *mo, GmStage stage,
                                 GError **error);
/** The same from a document already read; takes it over, on failure too. */
GmReading *gm_session_read_document(GmSession *s, GmDocument *d, const GmMentionOptions *mo,
                                    GmStage stage, GError **error);
void gm_session_reading_free(GmReading *r);

/** True for names of map files (.yaml, .yml). */
bool gm_session_is_map_file(const char *path);
/** The scene of @n readings together. */
GmScene *gm_session_scene(GmSession *s, GmReading *const *readings, guint n,
                          const GmSceneOptions *o, GError **error);
/** Plain text so long that it is better read in parts (document_parts.h). */
bool gm_session_is_long_text(const char *path, const GmReadOptions *ro);
/** Whether one of @paths is, and none is standard input or larger than a document may be
 *  that is read whole: gm_session_scene_of_files is the way. */
bool gm_session_reads_in_parts(char *const *paths, const GmReadOptions *ro);
/** The scene of the files @paths (NULL-terminated, none of them standard input), read
 *  one after the other and a long text in parts, each a document of its own: memory is
 *  bounded by a part and by what is drawn. */
GmScene *gm_session_scene_of_files(GmSession *s, char *const *paths, const GmReadOptions *ro,
                                   const GmMentionOptions *mo, const GmSceneOptions *o,
                                   GError **error);
GmScene *gm_session_map_file(GmSession *s, const char *path, const GmSceneOptions *o,
                             GError **error);

/** The output formats beyond draw's: which names there are, and is @name one. */
bool gm_session_knows_format(const char *name);
/** Pictures show no alternatives: see drawn_only of GmSceneOptions. */
bool gm_session_is_picture(const char *name);
/** "svg, png, pdf, html, geojson, …" */
const char *gm_session_formats(void);

typedef struct {
    GmLayoutOptions layout;
    GmDrawOptions draw;
} GmRenderOptions;
#define GM_RENDER_OPTIONS_INIT                                                                     \
    {                                                                                              \
        GM_LAYOUT_OPTIONS_INIT, GM_DRAW_OPTIONS_INIT                                               \
    }

/** A scene in @format, appended to @out. Pictures need layout, data outputs do
 *  not. @readings (may be empty) are shown in the HTML report. @sheet_out, when
 *  not NULL, receives the sheet of a picture (owned by the caller). */
bool gm_session_render(GmSession *s, const GmScene *scene, GmReading *const *readings, guint n,
                       const char *format, const GmRenderOptions *o, GString *out,
                       GmSheet **sheet_out, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmSession, gm_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmReading, gm_session_reading_free)
