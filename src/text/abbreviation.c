#include "abbreviation.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    char word[8];
    guint8 kind;
} Entry;

#define T ABBREVIATION_TITLE
#define S ABBREVIATION_STATE
#define R ABBREVIATION_STREET
#define M ABBREVIATION_MONTH
#define U ABBREVIATION_UNIT
#define N ABBREVIATION_NUMBER
#define O ABBREVIATION_OTHER
/* clang-format off */
static const Entry entries[] = { /* in order of the word */
    {"adm", T}, {"al", O}, {"ala", S}, {"alta", S}, {"amb", T}, {"approx", U}, {"apr", M},
    {"ariz", S}, {"ark", S}, {"art", N}, {"assn", O}, {"assoc", O}, {"atty", T}, {"aug", M},
    {"ave", R}, {"bldg", R}, {"blvd", R}, {"brig", T}, {"bros", O}, {"c", U}, {"ca", U},
    {"calif", S}, {"capt", T}, {"cf", O}, {"ch", N}, {"cllr", T}, {"cmdr", T}, {"co", O},
    {"col", T}, {"colo", S}, {"conn", S}, {"corp", O}, {"cpl", T}, {"ct", R}, {"cu", U},
    {"dec", M}, {"del", S}, {"dept", O}, {"det", T}, {"dist", R}, {"dr", T}, {"e.g", O},
    {"ed", O}, {"eds", O}, {"eq", N}, {"est", O}, {"etc", O}, {"ext", O}, {"feb", M},
    {"fig", N}, {"fla", S}, {"fr", T}, {"ft", R}, {"ga", S}, {"gen", T}, {"gov", T},
    {"govt", O}, {"hon", T}, {"hr", U}, {"hrs", U}, {"hwy", R}, {"i.e", O}, {"ill", S},
    {"inc", O}, {"ind", S}, {"insp", T}, {"intl", O}, {"is", R}, {"isl", R}, {"jan", M},
    {"jr", O}, {"jul", M}, {"jun", M}, {"kan", S}, {"kans", S}, {"kg", U}, {"km", U},
    {"kms", U}, {"ky", S}, {"la", S}, {"lb", U}, {"lbs", U}, {"ln", R}, {"lt", T}, {"ltd", O},
    {"maj", T}, {"man", S}, {"mar", M}, {"mass", S}, {"md", S}, {"messrs", T}, {"mi", U},
    {"mich", S}, {"min", T}, {"minn", S}, {"mins", U}, {"miss", S}, {"mlle", T}, {"mme", T},
    {"mo", S}, {"mont", S}, {"mr", T}, {"mrs", T}, {"ms", T}, {"msgr", T}, {"mt", R},
    {"mts", R}, {"mx", T}, {"natl", O}, {"neb", S}, {"nebr", S}, {"nev", S}, {"no", N},
    {"nos", N}, {"nov", M}, {"oct", M}, {"okla", S}, {"ont", S}, {"ore", S}, {"oz", U},
    {"p", N}, {"pa", S}, {"para", N}, {"penn", S}, {"pkwy", R}, {"pl", R}, {"pp", N},
    {"pres", T}, {"prof", T}, {"prov", R}, {"pvt", T}, {"que", S}, {"rd", R}, {"rep", T},
    {"res", N}, {"rev", T}, {"sask", S}, {"sec", T}, {"sen", T}, {"sep", M}, {"sept", M},
    {"sgt", T}, {"sq", R}, {"sr", O}, {"st", R}, {"ste", R}, {"supt", T}, {"tel", O},
    {"tenn", S}, {"ter", R}, {"tex", S}, {"twp", R}, {"univ", O}, {"va", S}, {"vol", N},
    {"vs", O}, {"vt", S}, {"wash", S}, {"wis", S}, {"wisc", S}, {"wyo", S}, {"yd", U},
    {"yds", U},
};
/* clang-format on */
#undef T
#undef S
#undef R
#undef M
#undef U
#undef N
#undef O

static int compare(const void *key, const void *entry)
{
    return strcmp(key, ((const Entry *)entry)->word);
}

Abbreviation gm_text_abbreviation(const char *word, gsize len)
{
    char key[sizeof entries->word];
    if (len == 0 || len >= sizeof key)
        return ABBREVIATION_NONE;
    for (gsize i = 0; i < len; i++)
        key[i] = g_ascii_tolower(word[i]);
    key[len] = '\0';
    const Entry *e = bsearch(key, entries, G_N_ELEMENTS(entries), sizeof *entries, compare);
    return e ? (Abbreviation)e->kind : ABBREVIATION_NONE;
}
