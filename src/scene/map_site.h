/** Places in the map file: names, "Idlib (province)", coordinates, "2 km west
 *  of Saraqib", and the file's own table of places. Private to scene. */
#pragma once

#include "scene_spec.h"
#include "yaml_node.h"

typedef struct {
    const char *path; /* of the map file, for messages */
    const GmGazetteer *gazetteer;
    const char *country;  /* ISO code, or NULL */
    const GmYaml *places; /* the file's table, or NULL */
} GmMapContext;

/** The place that @text names; @node tells where it stands. NULL with @error
 *  when there is none. */
GmSite *gm_map_site(const GmMapContext *c, const GmYaml *node, const char *text, GmAnchorPart part,
                    GError **error);
/** The phrase behind a feature's kind: "along M4 from Tronba to Ain al-Havr",
 *  "northern Idlib", "10 km south of X", "between A and B". */
bool gm_map_phrase(const GmMapContext *c, const GmYaml *node, GmSpec *s, GError **error);
/** Sites of a keyed part: a name, or a list of names. */
bool gm_map_sites(const GmMapContext *c, const GmYaml *node, GmAnchorPart part, GmSpec *s,
                  GError **error);
/** Appends the phrase for @s; true when it holds the sides, and the distance. */
void gm_map_append_phrase(GString *out, const GmSpec *s, bool *sides, bool *distance);
/** True when "near X", "around X", "between A and B" say the region's subtype. */
bool gm_map_part_says(const GmSpec *s);
/** True when "10 km south of X" says all of the spec's place. */
bool gm_map_is_relative(const GmSpec *s);
