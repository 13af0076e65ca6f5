/** The map's own words (legend, notes, credits) in the languages it knows;
 *  English where it does not. Private to layout. */
#pragma once

#include "scene.h"

typedef enum {
    GM_WORD_NONE,
    GM_WORD_LEGEND,
    GM_WORD_BASE_MAP,
    GM_WORD_BORDER,
    GM_WORD_DISPUTED,
    GM_WORD_DIVISION,
    GM_WORD_ROAD,
    GM_WORD_RIVER,
    GM_WORD_TOWN,
    GM_WORD_VILLAGE,
    GM_WORD_CITY,
    GM_WORD_CAPITAL,
    GM_WORD_REPORTED,
    GM_WORD_PROPOSED,
    GM_WORD_DENIED,
    GM_WORD_AGREED,
    GM_WORD_EXACT,
    GM_WORD_APPROXIMATE,
    GM_WORD_INDICATIVE,
    GM_WORD_HATCHED,
    GM_WORD_HOLLOW,
    GM_WORD_ABOUT_HERE,
    GM_WORD_NO_COURSE,
    GM_WORD_HOW_SURE,
    GM_WORD_KM,
    GM_WORD_MI,
    GM_WORD_M,
    GM_WORD_SOURCES,
    GM_WORD_DOCUMENT,
    GM_WORD_DISCLAIMER,
    GM_WORD_PROJECTION,
    GM_WORD_SCALE,
    GM_WORD_LOCATION,
    GM_WORD_NOTES,
    GM_WORD_PLACES,
    GM_WORD_UNPLACED,
    GM_WORD_NORTH,
    GM_N_WORDS,
} GmWord;

/** Borrowed, static. */
const char *gm_layout_word(const char *language, GmWord word);
/** What the legend calls features of a kind and subtype: "Patrol route". */
const char *gm_layout_kind_word(const char *language, GmFeatureKind kind, const char *subtype);
