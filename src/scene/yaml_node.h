/** YAML read into a tree whose nodes know where they stand (libyaml). Aliases
 *  are refused: a map file needs none, and they make small files huge. Private to
 *  scene. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum { GM_YAML_SCALAR, GM_YAML_LIST, GM_YAML_MAP } GmYamlKind;

typedef struct GmYaml GmYaml;
struct GmYaml {
    GmYamlKind kind;
    guint line, column; /* from 1 */
    char *text;         /* scalars */
    bool quoted;        /* scalars in quotation marks */
    GPtrArray *items;   /* GmYaml: list items, or values of a map */
    GPtrArray *keys;    /* GmYaml: scalar keys of a map, beside items */
    GHashTable *key_at; /* of many keys, text -> number; their text is borrowed */
};

/** The one document in @bytes; errors are "PATH:LINE:COLUMN: …" in
 *  GM_SCENE_ERROR_MAP_FILE. NULL with @error when empty or not YAML. */
GmYaml *gm_yaml_read(const char *path, const char *bytes, gsize len, GError **error);
void gm_yaml_free(GmYaml *y);
/** The value of a key, or NULL. */
const GmYaml *gm_yaml_get(const GmYaml *map, const char *key);
/** Sets @error at @node: "PATH:LINE:COLUMN: …"; returns false. */
bool gm_yaml_fail(const char *path, const GmYaml *node, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/** The same for a key or another word at @node that is none of the NULL-terminated @known:
 *  with the one that was meant, or where to read of them. @what: "key". */
bool gm_yaml_unknown(const char *path, const GmYaml *node, const char *what,
                     const char *const *known, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GmYaml, gm_yaml_free)
