/** Is a span a place name at all? A linear model over plain evidence: what sort
 *  of place the gazetteer knows, the words around, the shape of the name, the
 *  rest of the document. Its weights (judge_weights.h) are fitted on the
 *  development corpora by tests/corpora/fit_judge.py. Private to the room. */
#pragma once

#include "mention_scan.h"

/** Sorts of span, each with weights of its own for the same evidence. */
typedef enum {
    JUDGE_STRONG, /* country, division, continent */
    JUDGE_DEMONYM,
    JUDGE_ABBREVIATION,
    JUDGE_OTHER, /* districts, regions, waters, roads of the gazetteer */
    JUDGE_SETTLEMENT,
    JUDGE_PATTERN, /* not in the gazetteer */
    JUDGE_N_SORTS,
} JudgeSort;

enum {
    JUDGE_EVIDENCE = 104,
    JUDGE_BIASES = 24,
    JUDGE_HEADS = 256,
    JUDGE_WORDS = 1024,
    JUDGE_FEATURES = JUDGE_N_SORTS * JUDGE_EVIDENCE + JUDGE_BIASES + JUDGE_HEADS + JUDGE_WORDS,
    JUDGE_MAX_ACTIVE = 72
};

/** The candidate that says most about what a name can be; @sp has one. Borrowed. */
static inline const GmPlace *judge_chief(const Scan *s, const Span *sp)
{
    return &scan_match(s, sp, sp->chief)->place;
}
/** Corrects the sum of @sp by what the corpora have too little of to fit: names
 *  whose own words say that they are places. */
void judge_by_rule(Scan *s, Span *sp);
/** A highway named once is known by its number alone, and so is the second of
 *  "the routes M4 (Aleppo–Latakia) and M5 (Aleppo–Hama)". */
void judge_highways(Scan *s);
