/** The words of the map file that readers and the writer share: parts, winds,
 *  lengths, kinds of places. Private to scene. */
#pragma once

#include "scene_spec.h"

/** "along", "from", … -> part; false when it is none. */
bool gm_map_part_word(const char *word, GmAnchorPart *part);
/** The part of names that follow the feature's kind without a word. */
GmAnchorPart gm_map_default_part(GmFeatureKind kind);
/** "north", "northern", "n", "both", "left", "inside", "centre" -> GM_SIDE bits; 0: none. */
guint gm_map_side_word(const char *word);
/** Appends the sides as words joined with @between: "north and south", or adjectives. */
void gm_map_append_sides(GString *out, guint sides, bool adjectives, const char *between);
/** "6 km", "15–20 km", "about 40 miles" -> measure of @part; false: no length. */
bool gm_map_parse_measure(const char *text, GmMeasurePart part, GmMeasure *out);
/** The text that reads back as @m. */
void gm_map_append_measure(GString *out, const GmMeasure *m);
/** "province" -> division; false when it is no kind. */
bool gm_map_place_kind(const char *word, GmPlaceKind *out);
const char *gm_map_place_kind_word(GmPlaceKind kind);
/** "Idlib (province)" -> "Idlib" and the kind; false without such an ending. */
bool gm_map_split_kind(const char *text, char **name, GmPlaceKind *kind);
bool gm_map_parse_certainty(const char *word, GmCertainty *out);
bool gm_map_parse_status(const char *word, GmStatus *out);
