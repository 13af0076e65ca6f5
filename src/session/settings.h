/** Settings: what the command line, a job, a line of the worker or a program
 *  asks of the rooms, by the names of the long options. */
#pragma once

#include "session.h"

typedef struct {
    /* data */
    char *data_dir, **gazetteers;
    gboolean no_user;
    /* reading */
    char *encoding, *input_format, *near, *country, **include;
    /* scene */
    char *language, *width;
    gboolean knowledge;
    /* page */
    char *size, *extent, *projection, *theme, *title, *subtitle, *logo, *id_prefix, *svg_text,
        *engine;
    double dpi;
    gboolean bare, list_places, list_unplaced;
    /* made from language when asked for; owned */
    char *languages;
} GmSettings;

#define GM_SETTINGS_ERROR (gm_settings_error_quark())
GQuark gm_settings_error_quark(void); /* every error is the asker's: code 0 */

void gm_session_settings_clear(GmSettings *s);
/** Sets one by its option's name ("theme", "list-places"); switches take "yes"
 *  or "no", lists are added to. */
bool gm_session_settings_set(GmSettings *s, const char *name, const char *value, GError **error);
/** The names, in order; NULL behind the last. */
const char *gm_session_settings_name(guint i);
/** What @s leaves unset is taken over from @from. */
void gm_session_settings_inherit(GmSettings *s, const GmSettings *from);
/** Appends every setting that is set, a line each: equal text, equal settings. */
void gm_session_settings_describe(GString *out, const GmSettings *s);

/** What the rooms take, filled from @s, whose strings they borrow. */
typedef struct {
    GmReadOptions read;
    GmMentionOptions mention;
    GmSceneOptions scene;
    GmRenderOptions render;
} GmRoomOptions;

bool gm_session_room_options(GmSettings *s, GmRoomOptions *out, GError **error);
/** A session on the data that @s names. */
GmSession *gm_session_open(const GmSettings *s, GError **error);
