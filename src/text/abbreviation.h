/** Words written with a full stop that ends no sentence. Private to text. */
#pragma once

#include <glib.h>

typedef enum {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE,  /* Gen., Mr.: a name follows */
    ABBREVIATION_STATE,  /* Tex., Calif.: after a comma */
    ABBREVIATION_STREET, /* St., Ave., Mt.: before or after a name */
    ABBREVIATION_MONTH,  /* Jan. */
    ABBREVIATION_UNIT,   /* km. */
    ABBREVIATION_NUMBER, /* No., Art.: a number follows */
    ABBREVIATION_OTHER,  /* Inc., etc., vs. */
} Abbreviation;

/** @word without its full stop, any case. */
Abbreviation gm_text_abbreviation(const char *word, gsize len);
