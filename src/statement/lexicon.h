/** The words that phrases are made of, by class. One table; a word may belong
 *  to several classes. Private to statement. */
#pragma once

#include <glib.h>

/* Word classes: a set of bits. */
#define W_DET (1ull << 0)         /* the, a, this, its */
#define W_DIR (1ull << 1)         /* north, southwest; the value is GM_SIDE bits */
#define W_DIRADJ (1ull << 2)      /* northern, south-western, central */
#define W_APPROX (1ull << 3)      /* about, some, nearly */
#define W_ZONE (1ull << 4)        /* zone, strip, belt, buffer, pocket */
#define W_CORRIDOR (1ull << 5)    /* corridor */
#define W_ZONEMOD (1ull << 6)     /* security, demilitarised, no-fly: what makes a zone one */
#define W_AREA (1ull << 7)        /* area, region, territory, countryside */
#define W_ROAD (1ull << 8)        /* highway, motorway, railway */
#define W_BORDER (1ull << 9)      /* border, frontier */
#define W_SETTLE (1ull << 10)     /* town, village */
#define W_ADMIN (1ull << 11)      /* province, district, countryside */
#define W_POST (1ull << 12)       /* post, point, outpost */
#define W_BASE (1ull << 13)       /* base, airbase, garrison */
#define W_CHECK (1ull << 14)      /* checkpoint, roadblock */
#define W_CROSS (1ull << 15)      /* crossing */
#define W_CAMP (1ull << 16)       /* camp */
#define W_FORCE (1ull << 17)      /* troops, convoy, peacekeepers */
#define W_PATROL (1ull << 18)     /* patrol, patrols, patrolled */
#define W_PIECE (1ull << 19)      /* section, stretch, segment of a line */
#define W_NEAR (1ull << 20)       /* near, around, outside */
#define W_DEPLOY (1ull << 21)     /* deployed, stationed, established */
#define W_STRIKE (1ull << 22)     /* airstrike, shelling, bombed */
#define W_TRUCE (1ull << 23)      /* ceasefire, truce */
#define W_SEIZE (1ull << 24)      /* captured, seized, retook */
#define W_CONTROL (1ull << 25)    /* control, controls, held */
#define W_OPERATION (1ull << 26)  /* operation, offensive */
#define W_MOVE (1ull << 27)       /* withdrew, advanced, fled: movement */
#define W_SAY (1ull << 28)        /* said, claimed, according */
#define W_STOP (1ull << 29)       /* because, while: a new clause begins */
#define W_PREP (1ull << 30)       /* in, of, at, along */
#define W_ACT_ROAD (1ull << 31)   /* secure, reopen, block: what is done to a road */
#define W_BE (1ull << 32)         /* is, was, lies, located */
#define W_PARTOF (1ull << 33)     /* part, half, side, suburbs, countryside of a place */
#define W_BORDERTAIL (1ull << 34) /* after "border": guard, town, crossing: no line meant */
#define W_NOTZONE (1ull << 35)    /* war, comfort, time: "zone" is no area then */
#define W_AND (1ull << 36)        /* and, or, & */
#define W_LINE (1ull << 37)       /* line */
#define W_LINEMOD (1ull << 38)    /* contact, demarcation, ceasefire (line) */
#define W_POSTMOD (1ull << 39)    /* observation, military, army */
#define W_UNNAMED (1ull << 40)    /* its, several, 12: unnamed ones in an area */
#define W_DISPLACE (1ull << 41)   /* fleeing, displaced */
#define W_AREANOUN (1ull << 42)   /* what may head an area statement: truce, control, capture */
#define W_WAY (1ull << 50)        /* pipeline, track, trench: leads somewhere, no road */
#define W_STAND (1ull << 51)      /* overlooking, off, foot: of what it begins a place beside */
#define W_SHELTER (1ull << 44)    /* shelter, hospital */
#define W_MARK (1ull << 43)       /* what may decide a status: agreed, may, denied, said */

typedef struct GmLexicon GmLexicon;

/** The table, made on first use and never changed; safe from several threads. */
const GmLexicon *gm_lexicon_get(void);
/** Class bits of a folded word; 0 when unlisted. */
guint64 gm_lexicon_class(const GmLexicon *x, const char *folded);
/** GM_SIDE bits of a direction word ("north", "southwestern", "ne"), or 0. */
guint gm_lexicon_sides(const char *folded);
/** Metres of a length unit and its short name ("km"), or 0. */
double gm_lexicon_unit(const char *folded, const char **name);
/** The month 1 … 12 that a folded word names, or 0. */
int gm_lexicon_month(const char *folded);
