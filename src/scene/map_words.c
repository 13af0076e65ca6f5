#include "map_words.h"

#include "fold.h"
#include "markup.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    const char *english, *text;
} Subject;

/* Each file is read twice: for its words and for its subjects. */
#define WORD(key, text) [GM_TERM_##key] = text,
#define SUBJECT(english, text)
static const char *const words_en[GM_N_TERMS] = {
#include "words/en.inc"
};
static const char *const words_ar[GM_N_TERMS] = {
#include "words/ar.inc"
};
static const char *const words_de[GM_N_TERMS] = {
#include "words/de.inc"
};
static const char *const words_es[GM_N_TERMS] = {
#include "words/es.inc"
};
static const char *const words_fr[GM_N_TERMS] = {
#include "words/fr.inc"
};
static const char *const words_ru[GM_N_TERMS] = {
#include "words/ru.inc"
};
static const char *const words_tr[GM_N_TERMS] = {
#include "words/tr.inc"
};
static const char *const words_uk[GM_N_TERMS] = {
#include "words/uk.inc"
};
#undef WORD
#undef SUBJECT
#define WORD(key, text)
#define SUBJECT(english, text) {english, text},
static const Subject subjects_ar[] = {
#include "words/ar.inc"
    {NULL, NULL}};
static const Subject subjects_de[] = {
#include "words/de.inc"
    {NULL, NULL}};
static const Subject subjects_es[] = {
#include "words/es.inc"
    {NULL, NULL}};
static const Subject subjects_fr[] = {
#include "words/fr.inc"
    {NULL, NULL}};
static const Subject subjects_ru[] = {
#include "words/ru.inc"
    {NULL, NULL}};
static const Subject subjects_tr[] = {
#include "words/tr.inc"
    {NULL, NULL}};
static const Subject subjects_uk[] = {
#include "words/uk.inc"
    {NULL, NULL}};
#undef WORD
#undef SUBJECT

static const struct {
    const char *code;
    const char *const *words;
    const Subject *subjects;
} languages[] = {
    {"en", words_en, NULL},        {"ar", words_ar, subjects_ar}, {"de", words_de, subjects_de},
    {"es", words_es, subjects_es}, {"fr", words_fr, subjects_fr}, {"ru", words_ru, subjects_ru},
    {"tr", words_tr, subjects_tr}, {"uk", words_uk, subjects_uk},
};

/* The table of "fr" for "fr", "fr-CH" and "fr_CH"; none for "fra…". */
static gsize table_of(const char *language)
{
    for (gsize i = 0; language != NULL && i < G_N_ELEMENTS(languages); i++) {
        if (strncmp(language, languages[i].code, 2) == 0 && !g_ascii_isalpha(language[2]))
            return i;
    }
    return G_N_ELEMENTS(languages);
}

bool gm_scene_has_words(const char *language)
{
    return table_of(language) < G_N_ELEMENTS(languages);
}

const char *gm_scene_word(const char *language, GmTerm word)
{
    gsize i = table_of(language);
    const char *text = i < G_N_ELEMENTS(languages) ? languages[i].words[word] : NULL;
    if (text == NULL)
        text = words_en[word];
    return text != NULL ? text : "";
}

bool gm_scene_is_rtl(const char *language)
{
    static const char *const codes[] = {"ar", "he", "fa", "ur", "ps", "ku-Arab", "ckb"};
    for (gsize i = 0; language != NULL && i < G_N_ELEMENTS(codes); i++) {
        gsize n = strlen(codes[i]);
        if (strncmp(language, codes[i], n) == 0 && !g_ascii_isalpha(language[n]))
            return true;
    }
    return false;
}

static const struct {
    GmFeatureKind kind;
    const char *subtype; /* NULL: any */
    GmTerm word;
} kinds[] = {
    {GM_FEATURE_PLACE, NULL, GM_TERM_KIND_PLACE},
    {GM_FEATURE_HIGHWAY, "rest", GM_TERM_KIND_HIGHWAY_REST},
    {GM_FEATURE_HIGHWAY, NULL, GM_TERM_KIND_HIGHWAY},
    {GM_FEATURE_SEGMENT, "patrol", GM_TERM_KIND_PATROL},
    {GM_FEATURE_SEGMENT, NULL, GM_TERM_KIND_SEGMENT},
    {GM_FEATURE_CORRIDOR, NULL, GM_TERM_KIND_CORRIDOR},
    {GM_FEATURE_BUFFER, NULL, GM_TERM_KIND_BUFFER},
    {GM_FEATURE_STRIP, NULL, GM_TERM_KIND_STRIP},
    {GM_FEATURE_ZONE, NULL, GM_TERM_KIND_ZONE},
    {GM_FEATURE_REGION_PART, NULL, GM_TERM_KIND_REGION_PART},
    {GM_FEATURE_BORDER, NULL, GM_TERM_KIND_BORDER},
    {GM_FEATURE_POST, "checkpoint", GM_TERM_KIND_CHECKPOINT},
    {GM_FEATURE_POST, NULL, GM_TERM_KIND_POST},
    {GM_FEATURE_BASE, "airfield", GM_TERM_KIND_AIRFIELD},
    {GM_FEATURE_BASE, NULL, GM_TERM_KIND_BASE},
    {GM_FEATURE_CROSSING, NULL, GM_TERM_KIND_CROSSING},
    {GM_FEATURE_DEPLOYMENT, "post", GM_TERM_KIND_POST},
    {GM_FEATURE_DEPLOYMENT, "observation", GM_TERM_KIND_POST},
    {GM_FEATURE_DEPLOYMENT, "checkpoint", GM_TERM_KIND_CHECKPOINT},
    {GM_FEATURE_DEPLOYMENT, "base", GM_TERM_KIND_BASE},
    {GM_FEATURE_DEPLOYMENT, "strike", GM_TERM_KIND_STRIKE},
    {GM_FEATURE_DEPLOYMENT, "attack", GM_TERM_KIND_STRIKE},
    {GM_FEATURE_DEPLOYMENT, "event", GM_TERM_KIND_EVENT},
    {GM_FEATURE_DEPLOYMENT, "camp", GM_TERM_KIND_CAMP},
    {GM_FEATURE_DEPLOYMENT, "hospital", GM_TERM_KIND_HOSPITAL},
    {GM_FEATURE_DEPLOYMENT, NULL, GM_TERM_KIND_DEPLOYMENT},
    {GM_FEATURE_FLOW, NULL, GM_TERM_KIND_FLOW},
    {GM_FEATURE_AREA, "ceasefire", GM_TERM_KIND_CEASEFIRE},
    {GM_FEATURE_AREA, NULL, GM_TERM_KIND_AREA},
};

const char *gm_scene_kind_word(const char *language, GmFeatureKind kind, const char *subtype)
{
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (kinds[i].kind == kind &&
            (kinds[i].subtype == NULL || g_strcmp0(kinds[i].subtype, subtype) == 0))
            return gm_scene_word(language, kinds[i].word);
    }
    return gm_scene_kind_name(kind);
}

const char *gm_scene_subject_word(const char *language, const char *subject)
{
    gsize table = table_of(language);
    if (subject == NULL || table == G_N_ELEMENTS(languages))
        return NULL;
    g_autofree char *folded = gm_text_fold(subject, -1);
    gsize n = strlen(folded);
    for (char *z = strstr(folded, "demilitaris"); z != NULL; z = NULL)
        z[strlen("demilitari")] = 'z';
    for (const Subject *s = languages[table].subjects; s != NULL && s->english != NULL; s++) {
        gsize m = strlen(s->english);
        bool plural = n == m + 1 && folded[n - 1] == 's';
        if ((n == m || plural) && strncmp(folded, s->english, m) == 0)
            return s->text;
    }
    return NULL;
}

/* ---- patterns ---- */

/* "près de" + "Alep" is "près d’Alep". */
static void elide(GString *out, const char *next)
{
    static const char vowels[] = "aeiouyàâäéèêëîïôöùûü";
    gunichar c = g_unichar_tolower(g_utf8_get_char(next));
    gsize n = out->len;
    if (n >= 3 && g_utf8_strchr(vowels, -1, c) != NULL && c != 0 &&
        g_ascii_strncasecmp(out->str + n - 3, "de ", 3) == 0 &&
        (n == 3 || out->str[n - 4] == ' ')) {
        g_string_truncate(out, n - 2);
        g_string_append(out, "’");
    }
}

typedef struct {
    const char *key, *text;
} Part;

static const char *part_of(const Part *parts, gsize n_parts, const char *key, gsize n)
{
    for (gsize i = 0; i < n_parts; i++) {
        if (strlen(parts[i].key) == n && strncmp(parts[i].key, key, n) == 0)
            return parts[i].text != NULL ? parts[i].text : "";
    }
    return "";
}

/* Its last letter is Latin, Greek or Cyrillic, digits after it or not: "M4". */
static bool reads_left_to_right(const char *text)
{
    bool left = false;
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == 0x200f)
            left = false;
        else if (g_unichar_isalpha(u))
            left = u < 0x0590 || (u >= 0x0900 && u < 0xfb1d);
    }
    return left;
}

static char *fill(const char *language, const char *pattern, const Part *parts, gsize n_parts)
{
    bool french = language != NULL && strncmp(language, "fr", 2) == 0;
    bool rtl = gm_scene_is_rtl(language);
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *c = pattern; *c != '\0'; c++) {
        const char *end = *c == '{' ? strchr(c, '}') : NULL;
        if (end == NULL) {
            g_string_append_c(out, *c);
            continue;
        }
        const char *text = part_of(parts, n_parts, c + 1, (gsize)(end - c - 1));
        if (french && *text != '\0')
            elide(out, text);
        g_string_append(out, text);
        if (rtl && reads_left_to_right(text))
            g_string_append(out, "\u200f"); /* what follows is not drawn into its run */
        c = end;
    }
    return g_strdup(out->str);
}

char *gm_scene_phrase(const char *language, GmTerm pattern, const GmTermParts *p)
{
    const Part parts[] = {{"name", p->name}, {"a", p->a},     {"b", p->b},      {"m", p->m},
                          {"wind", p->wind}, {"way", p->way}, {"date", p->date}};
    return fill(language, gm_scene_word(language, pattern), parts, G_N_ELEMENTS(parts));
}

/* ---- numbers and dates ---- */

static void append_number(GString *out, const char *language, double value)
{
    gsize from = out->len;
    gm_text_append_number(out, value, 3);
    char *dot = strchr(out->str + from, '.');
    if (dot != NULL)
        *dot = *gm_scene_word(language, GM_TERM_DECIMAL);
}

char *gm_scene_measure_words(const char *language, const GmMeasure *m)
{
    static const struct {
        const char *unit;
        GmTerm word;
    } units[] = {{"km", GM_TERM_KM},   {"m", GM_TERM_M},   {"mi", GM_TERM_MI},
                 {"nmi", GM_TERM_NMI}, {"ft", GM_TERM_FT}, {"yd", GM_TERM_YD}};
    g_autoptr(GString) out = g_string_new(NULL);
    append_number(out, language, m->value);
    if (m->max > m->value) {
        g_string_append(out, "–");
        append_number(out, language, m->max);
    }
    const char *unit = m->unit;
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_strcmp0(m->unit, units[i].unit) == 0)
            unit = gm_scene_word(language, units[i].word);
    }
    g_string_append_printf(out, "\u00a0%s", unit);
    return g_strdup(out->str);
}

/* Without a year what follows the month in the pattern is left out. */
static char *date_words(const char *language, int day, int month, int year)
{
    g_autofree char *pattern = g_strdup(gm_scene_word(language, GM_TERM_DATE));
    char *behind = year == 0 ? strstr(pattern, "{month}") : NULL;
    if (behind != NULL)
        behind[strlen("{month}")] = '\0';
    g_autofree char *d = g_strdup_printf("%d", day), *y = g_strdup_printf("%d", year);
    const char *name = gm_scene_word(language, (GmTerm)((int)GM_TERM_MONTH_1 + month - 1));
    const Part parts[] = {{"day", d}, {"month", name}, {"year", y}};
    return fill(language, pattern, parts, G_N_ELEMENTS(parts));
}

char *gm_scene_date_words(const char *language, const char *iso)
{
    int y = 0, mo = 0, d = 0, h = 0, mi = 0;
    bool no_year = g_str_has_prefix(iso, "--");
    int n = no_year ? sscanf(iso, "--%2d-%2dT%2d:%2d", &mo, &d, &h, &mi) + 1
                    : sscanf(iso, "%4d-%2d-%2dT%2d:%2d", &y, &mo, &d, &h, &mi);
    if (n < 3 || mo < 1 || mo > 12)
        return g_strdup(iso);
    char *date = date_words(language, d, mo, y);
    if (n < 5)
        return date;
    char *timed =
        g_strdup_printf("%02d:%02d%s%s", h, mi, gm_scene_word(language, GM_TERM_COMMA), date);
    g_free(date);
    return timed;
}
