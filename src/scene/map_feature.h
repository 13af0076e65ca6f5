/** One entry of the map file's list of features -> spec. Private to scene. */
#pragma once

#include "map_site.h"

/** New spec of @entry (a map); NULL with @error. */
GmSpec *gm_map_feature(const GmMapContext *c, const GmYaml *entry, const char *document,
                       GError **error);
/** A "layer: file" entry; false when @entry is none. */
bool gm_map_is_layer(const GmYaml *entry);
GmSceneLayer *gm_map_layer(const GmMapContext *c, const GmYaml *entry, GError **error);
/** A key as it is compared: "valid_from" and "valid-from" are "valid from". New string. */
char *gm_map_key(const char *written);
bool gm_map_flag(const GmMapContext *c, const GmYaml *node, bool *out, GError **error);
bool gm_map_text(const GmMapContext *c, const GmYaml *node, char **out, GError **error);
