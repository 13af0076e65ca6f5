/** The closed word classes that the rules look for around a name: prepositions,
 *  verbs of saying, titles, heads of organisations, kinds of roads and places.
 *  A word may be of several classes. Private to the mention room. */
#pragma once

#include <glib.h>

enum {
    CW_IN = 1 << 0,      /* in, at, near, inside, … : what follows is a place */
    CW_TO_FROM = 1 << 1, /* to, from, via, … : often a place */
    CW_OF = 1 << 2,
    CW_THE = 1 << 3,
    CW_AND = 1 << 4,
    CW_SAY = 1 << 5,         /* verbs of saying, as a person or government does */
    CW_ACT = 1 << 6,         /* verbs of doing by governments */
    CW_TITLE = 1 << 7,       /* before a person's name */
    CW_OFFICE = 1 << 8,      /* after a place: mayor, governor, president */
    CW_PEOPLE = 1 << 9,      /* after a place: man, resident, woman, native */
    CW_ORG = 1 << 10,        /* head of an organisation's name */
    CW_PROCESS = 1 << 11,    /* talks, deal, accord, summit */
    CW_STREET = 1 << 12,     /* street, road, avenue */
    CW_ROAD = 1 << 13,       /* before a number: highway, route, interstate */
    CW_DIVISION = 1 << 14,   /* county, province, governorate, district */
    CW_SETTLEMENT = 1 << 15, /* city, town, village, settlement */
    CW_FEATURE = 1 << 16,    /* river, lake, mount, valley, island */
    CW_FACILITY = 1 << 17,   /* school, hospital, airport, university */
    CW_DIRECTION = 1 << 18,  /* north, southern, northwest, central */
    CW_PARTICLE = 1 << 19,   /* lower-case words inside names: of, the, al, de */
    CW_WITH = 1 << 20,       /* with, by, against, between: actors follow */
    CW_COMPOUND = 1 << 21,   /* after a hyphen: backed, based, led, born */
    CW_MEDIA = 1 << 22,      /* times, post, herald, news, agency */
    CW_TEAM = 1 << 23,       /* united, fc, bulldogs … and words of games */
    CW_AUX = 1 << 24,        /* is, was, has, will, would */
    CW_LIKE = 1 << 25,       /* reported motion to or being in: visited, left, hit */
    CW_MILITARY = 1 << 26,   /* army, brigade, front: heads of armed groups */
    CW_ARTICLE_AR = 1 << 27, /* al, el, as, ash, … of romanised Arabic */
    CW_LOCALITY = 1 << 28,   /* area, region, border, countryside, suburbs: a place is meant */
    CW_LOCAL_VERB = 1 << 29, /* located, lives, arrived, held: place prepositions follow */
    CW_COMPANY = 1 << 30,    /* inc, corp, ltd */
};
/** Kinds in the plural, roads, verbs of joining: what name_frame.c begins from.
 *  Kept out of TokenInfo.cls, as MARK_FRAME. */
#define CW_FRAME (1u << 31)

/** Classes of a folded word of @len bytes; 0 when it is in none. */
guint mention_word_classes(const char *fold, gsize len, guint32 hash);
guint32 mention_word_hash(const char *s, gsize len);
