/* Dates with a year, as datelines and bylines write them. */
#include "markup_text.h"
#include "section_cues.h"

#include <stdlib.h>
#include <string.h>

static guint month_of(const char *word)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    gsize n = strlen(word);
    if (n < 3)
        return 0;
    for (guint i = 0; i < 12; i++)
        if (strcmp(word, months[i]) == 0 ||
            ((n == 3 || (n == 4 && i == 8)) && strncmp(word, months[i], n) == 0))
            return i + 1;
    return 0;
}

static guint number_at(const GmDocument *d, guint i, guint end, guint low, guint high)
{
    if (i >= end || gm_text_token(d, i)->kind != GM_TOKEN_NUMBER)
        return 0;
    const char *s = gm_text_token_fold(d, i);
    if (strspn(s, "0123456789") != strlen(s) || strlen(s) > 4)
        return 0;
    guint v = (guint)atoi(s);
    return v >= low && v <= high ? v : 0;
}

static guint year_at(const GmDocument *d, guint i, guint end)
{
    return number_at(d, i, end, 1900, 2100);
}

static bool is_mark(const GmDocument *d, guint i, guint end, const char *marks)
{
    return i < end && gm_text_token(d, i)->kind == GM_TOKEN_PUNCT &&
           strchr(marks, d->text[gm_text_token(d, i)->start]) != NULL;
}

static guint skip_comma(const GmDocument *d, guint i, guint end)
{
    return i + is_mark(d, i, end, ",");
}

static guint skip_ordinal(const GmDocument *d, guint i, guint end)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (gsize k = 0; i < end && k < G_N_ELEMENTS(endings); k++)
        if (strcmp(gm_text_token_fold(d, i), endings[k]) == 0)
            return i + 1;
    return i;
}

static guint month_at(const GmDocument *d, guint i, guint end)
{
    return i < end && gm_text_token(d, i)->flags & GM_TOKEN_CAPITAL
               ? month_of(gm_text_token_fold(d, i))
               : 0;
}

typedef struct {
    guint year, month, day, after;
} Date;

/* "2020-03-05", "2020/03/05" */
static bool iso_at(const GmDocument *d, guint i, guint end, Date *out)
{
    out->year = year_at(d, i, end);
    out->month = number_at(d, i + 2, end, 1, 12);
    out->day = number_at(d, i + 4, end, 1, 31);
    out->after = i + 5;
    return out->year && out->month && out->day && is_mark(d, i + 1, end, "-/") &&
           is_mark(d, i + 3, end, "-/");
}

/* "5 March 2020", "5th of March, 2020" */
static bool day_first_at(const GmDocument *d, guint i, guint end, Date *out)
{
    out->day = number_at(d, i, end, 1, 31);
    if (!out->day)
        return false;
    guint k = skip_ordinal(d, i + 1, end);
    if (k < end && strcmp(gm_text_token_fold(d, k), "of") == 0)
        k++;
    out->month = month_at(d, k, end);
    k = skip_comma(d, k + 1, end);
    out->year = out->month ? year_at(d, k, end) : 0;
    out->after = k + 1;
    return out->year != 0;
}

/* "March 5, 2020", "Mar. 5th 2020" */
static bool month_first_at(const GmDocument *d, guint i, guint end, Date *out)
{
    out->month = month_at(d, i, end);
    if (!out->month)
        return false;
    guint k = i + 1 + is_mark(d, i + 1, end, ".");
    out->day = number_at(d, k, end, 1, 31);
    k = skip_comma(d, skip_ordinal(d, k + 1, end), end);
    out->year = out->day ? year_at(d, k, end) : 0;
    out->after = k + 1;
    return out->year != 0;
}

/* "25/01/2020": only where day and month cannot be confused */
static bool slashed_at(const GmDocument *d, guint i, guint end, Date *out)
{
    guint a = number_at(d, i, end, 1, 31), b = number_at(d, i + 2, end, 1, 31);
    out->year = year_at(d, i + 4, end);
    out->after = i + 5;
    if (!a || !b || !out->year || !is_mark(d, i + 1, end, "/.") || !is_mark(d, i + 3, end, "/."))
        return false;
    if ((a > 12) == (b > 12) && a != b)
        return false;
    out->day = a > 12 || a == b ? a : b;
    out->month = a > 12 || a == b ? b : a;
    return out->month <= 12;
}

char *gm_text_find_date(const GmDocument *d, guint first, guint end, guint *at, guint *n)
{
    for (guint i = first; i < end; i++) {
        const GmToken *t = gm_text_token(d, i);
        Date date;
        if (t->kind == GM_TOKEN_PUNCT || (t->kind == GM_TOKEN_WORD && !month_at(d, i, end)))
            continue;
        if (!iso_at(d, i, end, &date) && !day_first_at(d, i, end, &date) &&
            !month_first_at(d, i, end, &date) && !slashed_at(d, i, end, &date))
            continue;
        *at = i;
        *n = date.after - i;
        return g_strdup_printf("%04u-%02u-%02u", date.year, date.month, date.day);
    }
    return NULL;
}

char *gm_text_iso_date(const char *value, gsize len)
{
    guint v[3];
    static const guint8 at[] = {0, 5, 8}, n[] = {4, 2, 2};
    if (len < 10 || value[4] != '-' || value[7] != '-')
        return NULL;
    for (int i = 0; i < 3; i++) {
        v[i] = 0;
        for (int k = 0; k < n[i]; k++) {
            char c = value[at[i] + k];
            if (!g_ascii_isdigit(c))
                return NULL;
            v[i] = v[i] * 10 + (guint)(c - '0');
        }
    }
    bool sound = v[0] >= 1000 && v[1] >= 1 && v[1] <= 12 && v[2] >= 1 && v[2] <= 31;
    return sound ? g_strndup(value, 10) : NULL;
}
