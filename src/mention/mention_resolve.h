/** Which of the places of one name is meant. Every candidate starts from its
 *  own weight (kind, population) and gains by evidence: the text puts it inside
 *  another place, the document's other places share its country and division
 *  or lie near it, a word asks for its kind. Names are decided together, a few
 *  rounds over; every mention of one name has one sense unless the text beside
 *  one says otherwise. Cf. Lieberman and Samet 2012 (toponym proximity), Yarowsky 1992 (one
 *  sense per discourse). Private to the room. */
#pragma once

#include "mention_scan.h"

/** The weights of the evidence, in natural-log units of belief. */
typedef struct {
    double population;                                     /* per decade of inhabitants */
    double country, continent, division, district, region; /* prior of a kind */
    double capital;                     /* country's capital; a division's has a third */
    double alternate;                   /* the name is not the preferred one */
    double rival;                       /* … and another place bears it as its preferred one */
    double contained;                   /* the text puts it in a place that holds it */
    double contains;                    /* … and for the place that holds */
    double same_country, same_division; /* per log of shared weight */
    double world_city;        /* share of a world city's weight that goes to its division */
    double country_itself;    /* a country whose places are named, per log of their weight */
    double close, close_km;   /* per log of sure places in the region … */
    double beside, beside_km; /* … and in the neighbourhood */
    double kind_word;         /* the kind asked for, or against the others */
    double home;              /* option --near, --country */
    double on_road;           /* along a highway that the document names */
    double gives_name;        /* a town that a first-level division is named after */
    double namesake;          /* a town against the division that bears its name */
    double explicit_division; /* the document has "X province" elsewhere */
    double listed;            /* beside a place that it is listed with */
    double english;           /* the United States, in English text without other signs */
    double temperature;
    double sparse;     /* few inhabitants known: 0 */
    double metropolis; /* per decade of inhabitants above 300,000, besides population */
    double exonym;     /* share of alternate and rival for a great city */
    double leading;    /* share of alternate and rival for "Frankfurt" of Frankfurt am Main */
    double adjective;  /* a place of an adjective's name: San Germán, "German" */
    double abroad;     /* rivers, seas, regions of no one country, for same_country */
    double territory;  /* what a dependent territory has less than a country */
    double enough;     /* what the document's other places can add at most */
} ResolveWeights;

extern const ResolveWeights RESOLVE_DEFAULT;

/** True when @outer (a country or first-level division) holds @inner by its codes. */
bool mention_place_holds(const GmPlace *outer, const GmPlace *inner);
