/** The map's own words, and the patterns of composed names, in the languages
 *  it knows; English where it does not. The table is words/LANGUAGE.inc, one
 *  readable file a language (see words/README.md). All results are the map's
 *  language as it is written: no locale is asked. */
#pragma once

#include "scene.h"

typedef enum {
    GM_TERM_NONE,
#define WORD(key, text) GM_TERM_##key,
#include "words/en.inc"
#undef WORD
    GM_N_TERMS
} GmTerm;

/** What fills a pattern's {name}, {a}, {b}, … ; NULL as "". */
typedef struct {
    const char *name, *a, *b, *m, *wind, *way, *date;
} GmTermParts;

/** Borrowed, static. @language is a tag such as "ar" or "fr-CH"; NULL: English. */
const char *gm_scene_word(const char *language, GmTerm word);
/** There is a table of its own for @language; English has one, too. */
bool gm_scene_has_words(const char *language);
/** What the legend calls features of a kind and subtype: "Patrol route". */
const char *gm_scene_kind_word(const char *language, GmFeatureKind kind, const char *subtype);
/** What a document's "security corridor" is called; NULL: not in the table. */
const char *gm_scene_subject_word(const char *language, const char *subject);
/** A pattern filled; new string. In right-to-left languages a mark keeps what
 *  follows a Latin part out of its run. */
char *gm_scene_phrase(const char *language, GmTerm pattern, const GmTermParts *parts);
/** "6 km", "15–20 км": a length as the language writes it; new string. */
char *gm_scene_measure_words(const char *language, const GmMeasure *m);
/** "2020-03-06T00:01" as "00:01, 6 March 2020"; "--03-06" has no year. New
 *  string; the text itself when it is no date. */
char *gm_scene_date_words(const char *language, const char *iso);
/** A feature's note, which is English, in the scene's language: the patterns
 *  NOTE_… said again, names as the map has them; as it is when it is none of
 *  them. New string. */
char *gm_scene_note_words(const GmScene *s, const GmFeature *f, const char *note);
/** The language is written from right to left. */
bool gm_scene_is_rtl(const char *language);
