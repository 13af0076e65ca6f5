/** The work sheet of one document: what is known of each token, and the spans
 *  that may name places, with what the gazetteer answers for each. The stages
 *  (persons, patterns, judging, resolving, roles) fill it in turn. Private to
 *  the mention room. */
#pragma once

#include "mention.h"
#include "mention_words.h"

#include <string.h>

enum {                            /* TokenInfo.mark */
       MARK_PERSON = 1 << 0,      /* part of a person's name, by its shape */
       MARK_SURNAME = 1 << 1,     /* the surname of a person named in the document */
       MARK_LOWER_SEEN = 1 << 2,  /* the document has the same word in lower case */
       MARK_FRAME = 1 << 3,       /* asks something of the names around: see CW_FRAME */
       MARK_SHOUT = 1 << 4,       /* in a stretch of capitals, where case says nothing */
       MARK_DATELINE = 1 << 5,    /* before the dash that opens a report: "ATLANTA (AP) — " */
       MARK_WEAK_PERSON = 1 << 6, /* shape of a name, without a known given name */
       MARK_POSSESSIVE = 1 << 7,  /* written with 's or ’s */
};

typedef struct {
    guint32 hash; /* of the fold */
    guint32 cls;  /* closed word classes */
    gsize end;    /* of the word in the text, a possessive ending left out */
    guint16 len;  /* bytes of the fold, without the possessive's s */
    guint8 lex;   /* lexicon flags, words that begin with a capital only */
    guint8 mark;
} TokenInfo;

enum { /* Span.flags */
       SPAN_DEMONYM = 1 << 0,
       SPAN_ABBREVIATION = 1 << 1,
       SPAN_ROAD = 1 << 2,              /* street or numbered road, by pattern */
       SPAN_UNKNOWN = 1 << 3,           /* not in the gazetteer; named a place by its context */
       SPAN_EXTENDED = 1 << 4,          /* a kind word was added: "Idlib province" */
       SPAN_FACILITY = 1 << 5,          /* school, hospital, university: pattern */
       SPAN_FEATURE = 1 << 6,           /* river, lake, park: pattern */
       SPAN_VARIANT = 1 << 7,           /* candidates come from a spelling rule */
       SPAN_EXPLICIT_DIVISION = 1 << 8, /* "province", "county" are in the span */
       SPAN_WANTS_CITY = 1 << 9,        /* "city of X", "town", "X city" */
       SPAN_WANTS_DIVISION = 1 << 10,
       SPAN_RELATIVE = 1 << 12, /* resolved from a phrase like "2 km west of X" */
       SPAN_DROPPED = 1 << 13,
       SPAN_CERTAIN_NAME = 1 << 15,   /* strong local context for a place */
       SPAN_NAMED_AFTER = 1 << 16,    /* candidates are those of a name inside it */
       SPAN_STATE_NAME = 1 << 17,     /* "Turkish Republic" */
       SPAN_IN_MEDIA = 1 << 20,       /* "Washington Post" */
       SPAN_GUESSED = 1 << 19,        /* unknown, after a place's preposition only */
       SPAN_BACK_REFERENCE = 1 << 18, /* "the highway" */
       SPAN_AS_TOWN = 1 << 21,     /* end of a road, of a bearing: not the division of that name */
       SPAN_AS_DIVISION = 1 << 22, /* before "regions": not the town of that name */
       SPAN_FRAMED = 1 << 23,      /* unknown, in line with known places: "from A to X" */
       SPAN_ROAD_END = 1 << 24,    /* one of the two known names of "the A–B road" */
       SPAN_LISTED = 1 << 25,      /* in a list that is said to be of villages, few of them known */
};

enum {                          /* Span.support, of the chosen candidate against the other names' */
       SUPPORT_BESIDE = 1 << 0, /* in the neighbourhood of a sure place */
       SUPPORT_REGION = 1 << 1, /* in the region of one */
       SUPPORT_DIVISION = 1 << 2,
       SUPPORT_COUNTRY = 1 << 3, /* most other places are in its country */
       SUPPORT_STRANGE = 1 << 4, /* hardly any is */
       SUPPORT_SURE = 1 << 5,
       SUPPORT_UNSURE = 1 << 6,
       SUPPORT_ALONE = 1 << 7, /* the document names next to nothing else */
};

typedef struct {
    guint first, n; /* tokens */
    gsize start, end;
    guint sentence;
    guint flags;
    guint32 key;        /* hash of the folded name, the same for each mention of it */
    guint cand, n_cand; /* in Scan.matches */
    guint name_n;       /* tokens of the bare name, before extension */
    guint chief;        /* the weightiest candidate, for judging */
    float judge;        /* log-odds that it names a place */
    int group;          /* name group in the resolver, -1 none */
    int container;      /* span index that the text puts it in, -1 none */
    int best;           /* chosen candidate (offset from cand), -1 none */
    float best_p;       /* share of the belief that the chosen one has */
    guint8 support;     /* what the rest of the document says for it: SUPPORT_ bits */
    GmRole role;
    guint facts;    /* the judge's, of the name */
    bool in_next;   /* the text puts it in the name after it: "Saraqib, Idlib" */
    bool has_point; /* relative place: point */
    GmPos point;
    char *note; /* owned; why, for relative places; or NULL */
} Span;

typedef struct {
    const GmDocument *doc;
    const GmGazetteer *gaz;
    const GmMentionOptions *opt;
    guint base; /* the document's number of the window's first token */
    guint first_sentence, end_sentence;
    guint n_tokens; /* of the window; tokens are numbered from its start */
    const GmToken *tok;
    TokenInfo *info;
    GArray *spans;   /* Span, by start */
    GArray *matches; /* GmMatch */
    GArray *vectors; /* float[3] for each match, once it was asked for */
    GString *key;    /* scratch */
    guint8 *games;   /* words of games in each sentence */
    bool is_of_games;
    GmFocus focus;
    GHashTable *suggested; /* unknown name → what the gazetteer suggests; the document's */
    GString *trace;        /* NULL, or one line of features for each candidate span */
} Scan;

/** Is token @i the first word of many Arabic, Kurdish and Turkish place names
 *  ("spring", "village", "hill")? Alone it is no name; with the next word it is one. */
bool scan_is_name_head(const Scan *s, guint i);
/** Does token @i, in small letters, say what the name after "of" is: "village",
 *  "outskirts", "crossing"? */
bool scan_is_kind_of_place(const Scan *s, guint i);
/** "Howard Township": a division that the gazetteer seldom has; towns and counties of its
 *  name are other places. */
bool scan_is_township_word(const Scan *s, guint i);
/** Is the text about a country where English has no names of its own? What no list has
 *  is one of the country's names, a place's behind "in", and few villages are listed. */
bool scan_is_abroad(const Scan *s);
static inline Span *scan_span(const Scan *s, guint i)
{
    return &g_array_index(s->spans, Span, i);
}
static inline GmMatch *scan_match(const Scan *s, const Span *sp, guint i)
{
    return &g_array_index(s->matches, GmMatch, sp->cand + i);
}
static inline bool tok_is_word(const Scan *s, guint i)
{
    return i < s->n_tokens && s->tok[i].kind == GM_TOKEN_WORD;
}
static inline bool tok_is_cap(const Scan *s, guint i)
{
    return i < s->n_tokens && s->tok[i].kind == GM_TOKEN_WORD &&
           (s->tok[i].flags & GM_TOKEN_CAPITAL) != 0;
}
static inline guint tok_cls(const Scan *s, guint i)
{
    return i < s->n_tokens ? s->info[i].cls : 0;
}
static inline const char *tok_fold(const Scan *s, guint i)
{
    return s->doc->folds + s->tok[i].fold;
}
/** The only character of a punctuation token, or 0. */
static inline char tok_char(const Scan *s, guint i)
{
    return i < s->n_tokens && s->tok[i].kind == GM_TOKEN_PUNCT ? s->doc->text[s->tok[i].start]
                                                               : '\0';
}
/** No white space between token @i - 1 and @i. */
static inline bool tok_touches(const Scan *s, guint i)
{
    return i > 0 && i < s->n_tokens && s->tok[i].start == s->tok[i - 1].end;
}
static inline bool tok_is_hyphen(const Scan *s, guint i)
{
    return i < s->n_tokens && s->tok[i].kind == GM_TOKEN_PUNCT &&
           (s->tok[i].flags & GM_TOKEN_HYPHEN) != 0;
}
static inline bool tok_same_sentence(const Scan *s, guint a, guint b)
{
    return a < s->n_tokens && b < s->n_tokens && s->tok[a].sentence == s->tok[b].sentence;
}
/** The token after @last, its possessive ending stepped over. */
static inline guint tok_after(const Scan *s, guint last)
{
    return last + ((s->info[last].mark & MARK_POSSESSIVE) != 0 ? 2 : 1);
}
/** "A429", "R2bn" */
static inline bool scan_has_digit(const Scan *s, guint i)
{
    for (const char *c = tok_fold(s, i); *c != '\0'; c++)
        if (*c >= '0' && *c <= '9')
            return true;
    return false;
}
static inline bool scan_fold_is(const Scan *s, guint i, const char *word)
{
    if (i >= s->n_tokens)
        return false;
    const char *fold = s->doc->folds + s->tok[i].fold;
    gsize len = strlen(word);
    return fold[0] == word[0] && len == s->info[i].len && memcmp(fold, word, len) == 0;
}
/** The token is one of the NULL-ended @words. */
static inline bool scan_fold_in(const Scan *s, guint i, const char *const *words)
{
    for (; *words != NULL; words++)
        if (scan_fold_is(s, i, *words))
            return true;
    return false;
}
/** Appends a span over tokens @first … @first + @n - 1, trimmed of possessives;
 *  returns its index. */
guint scan_add_span(Scan *s, guint first, guint n, guint flags);
/** By start, the longer first, the known before the unknown. */
void scan_sort_spans(Scan *s);
/** Drops the spans so marked and those inside others; they are sorted. */
void scan_settle_spans(Scan *s);
/** Looks the words of tokens @first … up as one name; how many candidates were
 *  appended to Scan.matches. */
guint scan_lookup(Scan *s, guint first, guint n);

/** A work sheet for the sentences @first … @end - 1: long documents are read a
 *  window at a time. */
Scan *mention_scan_new(const GmDocument *d, const GmGazetteer *g, const GmMentionOptions *o,
                       guint first_sentence, guint end_sentence);
void mention_scan_free(Scan *s);

/** The stages, in their order. */
void mention_scan_candidates(Scan *s); /* mention_scan.c: names the gazetteer knows */
void mention_count_games(Scan *s);     /* game_words.c: is it a sports report */
void mention_mark_persons(Scan *s);    /* person_name.c */
void mention_mark_patterns(Scan *s);   /* name_pattern.c: streets, X County, unknown names */
/** whole_name.c: names that are no name when cut, and roads like "the A417". */
void mention_mark_whole(Scan *s, guint n_known);
/** unknown_name.c: names that their words say are places; the first @n_known spans
 *  are the gazetteer's, in order. */
void mention_mark_unknown(Scan *s, guint n_known);
void mention_mark_frames(Scan *s);           /* name_frame.c: kinds asked for by lists, roads */
void mention_judge(Scan *s, bool supported); /* mention_judge.c: is it a place at all */
void mention_resolve(Scan *s, guint rounds); /* mention_resolve.c: which one */
void mention_find_variants(Scan *s);  /* name_variant.c: other spellings of the places here */
void mention_place_unknown(Scan *s);  /* … of the names that their words say are places */
void mention_find_framed(Scan *s);    /* framed_name.c: unknown names in line with places */
void mention_assign_roles(Scan *s);   /* mention_role.c */
void mention_place_relative(Scan *s); /* relative_place.c: "2 km west of X" */

/** gm_mention_find, with the features of each candidate span appended to
 *  @trace, one line each: for training and looking closely. */
GmMentions *mention_find_traced(const GmDocument *d, const GmGazetteer *g,
                                const GmMentionOptions *o, GString *trace, GError **error);
