/** When a thing holds: "will start at 00:01 on 6 March", "until 30 June 2021",
 *  "within seven days", "by the end of 2018". Years not said come from the
 *  document's date; without one the ISO 8601 form with no year stands ("--03-06"). */
#include "build.h"

#include "quantity.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    int year, month, day; /* 0: not said */
    int behind;           /* chunk */
} Date;

static int small_number(const Reading *r, int i, int max)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_NUMBER || strpbrk(c->fold, ".,:"))
        return 0;
    long v = strtol(c->fold, NULL, 10);
    return v >= 1 && v <= max ? (int)v : 0;
}

static int read_year(const Reading *r, int i)
{
    int y = small_number(r, i, 2200);
    return y >= 1900 ? y : 0;
}

static int read_month(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_WORD || !(c->token_flags & GM_TOKEN_CAPITAL))
        return 0;
    return gm_lexicon_month(c->fold);
}

static bool read_date(const Reading *r, int i, Date *out)
{
    *out = (Date){0};
    int k = i, month;
    if (gm_reading_one_of(r, k, "the"))
        k++;
    if (is_word(r, k, "end") && is_word(r, k + 1, "of")) {
        out->month = read_month(r, k + 2);
        out->year = read_year(r, out->month ? k + 3 : k + 2);
        out->month = out->month ? out->month : 12;
        static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        out->day = days[out->month - 1];
        out->behind = k + 4;
        return out->year != 0;
    }
    int day = small_number(r, k, 31);
    if (day) {
        int m = k + 1;
        if (gm_reading_one_of(r, m, "st nd rd th"))
            m++;
        if (is_word(r, m, "of"))
            m++;
        month = read_month(r, m);
        if (!month)
            return false;
        *out = (Date){0, month, day, m + 1};
    } else if ((month = read_month(r, k)) != 0) {
        day = small_number(r, k + 1, 31);
        *out = (Date){0, month, day, day ? k + 2 : k + 1};
    } else if ((out->year = read_year(r, k)) != 0) {
        out->behind = k + 1;
        return true;
    } else {
        return false;
    }
    int y = gm_reading_punct(r, out->behind, ',') ? out->behind + 1 : out->behind;
    if ((out->year = read_year(r, y)) != 0)
        out->behind = y + 1;
    return out->day != 0 || out->year != 0;
}

static char *iso(const Reading *r, Date d, const char *clock)
{
    if (d.year == 0 && r->d->date && strlen(r->d->date) >= 4)
        d.year = (int)strtol(r->d->date, NULL, 10);
    GString *s = g_string_new(NULL);
    if (d.year)
        g_string_append_printf(s, "%04d", d.year);
    else
        g_string_append_c(s, '-');
    if (d.month)
        g_string_append_printf(s, "-%02d", d.month);
    if (d.day)
        g_string_append_printf(s, "-%02d", d.day);
    if (clock && d.day)
        g_string_append_printf(s, "T%s%s", strlen(clock) == 4 ? "0" : "", clock);
    return g_string_free(s, FALSE);
}

/** A time of day at @i ("00:01"). */
static const char *read_clock(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    const char *colon = c->kind == C_NUMBER ? strchr(c->fold, ':') : NULL;
    if (!colon || strlen(colon) != 3 || strlen(c->fold) > 5)
        return NULL;
    return c->fold;
}

/** "on 6 March" says when something begins only beside a verb that says so. */
static bool begins_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 9; k--)
        if (gm_reading_one_of(r, k,
                              "start starts started begin begins began effect force effective "
                              "commence commenced comes entered starting beginning"))
            return true;
    return false;
}

/** A new clause between two chunks: what is due in one is not due in the other. */
static bool parted(const Reading *r, int from, int to)
{
    bool joined = false;
    if (to - from > 14)
        return true;
    for (int k = from; k < to; k++) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') || gm_reading_punct(r, k, ':') ||
            gm_reading_one_of(r, k, "nor provided"))
            return true;
        joined = joined || has_class(r, k, W_AND) || is_word(r, k, "but");
        if (joined && (has_class(r, k, W_BE) ||
                       gm_reading_one_of(r, k, "will must shall should may can has have had")))
            return true;
    }
    return false;
}

/** "The details of the corridor": they are due, not the corridor. */
static bool only_details(const Reading *r, int first)
{
    while (has_class(r, first - 1, W_DET) || is_kind(r, first - 1, C_DEMONYM))
        first--;
    if (!gm_reading_one_of(r, first - 1, "of on about for"))
        return false;
    for (int k = first - 2; k >= 0 && k > first - 10; k--)
        if (gm_reading_one_of(r, k,
                              "details detail parameters terms talks functioning modalities "
                              "rules specifics negotiations"))
            return true;
    return false;
}

/** The words at @i stand in another clause behind what @s says: "X, where since 2015". */
static bool is_apart(const Reading *r, const GmStatement *s, int i)
{
    int last = -1;
    for (int k = 0; k < n_chunks(r) && at(r, k)->start < s->end; k++)
        last = k;
    return i > last && parted(r, last + 1, i);
}

/** What is due by the words at @i is what @s says: of the same clause, and a
 *  thing to be done. */
static bool is_due(const Reading *r, const GmStatement *s, int i)
{
    int first = -1, last = -1;
    for (int k = 0; k < n_chunks(r); k++) {
        if (first < 0 && at(r, k)->end > s->start)
            first = k;
        if (at(r, k)->start < s->end)
            last = k;
    }
    if (first < 0 || g_strcmp0(s->feature, "strike") == 0 || g_strcmp0(s->feature, "event") == 0)
        return false;
    if (i > last && parted(r, last + 1, i))
        return false;
    if (i < first && parted(r, i, first))
        return false;
    return !only_details(r, first);
}

/** "In 1992 troops took A", "captured B in July 2014": news of then, of the same clause as
 *  "in" at @i. */
static bool is_news_of(const Reading *r, const GmStatement *s, int i)
{
    if (!is_word(r, i, "in") || g_strcmp0(s->feature, "control") != 0)
        return false;
    int first = -1, last = -1;
    for (int k = 0; k < n_chunks(r); k++) {
        if (first < 0 && at(r, k)->end > s->start)
            first = k;
        if (at(r, k)->start < s->end)
            last = k;
    }
    int from = i > last ? last + 1 : i, to = i > last ? i : first;
    for (int k = from; k < to; k++)
        if (gm_reading_one_of(r, k, "which that who and but"))
            return false;
    return first >= 0 && !parted(r, from, to);
}

static void read_deadline(const Reading *r, GmStatement *s, int i)
{
    double n = 0.0;
    const Chunk *c = at(r, i + 1);
    if ((c->kind != C_WORD && c->kind != C_NUMBER) || !gm_text_parse_number(c->fold, &n))
        return;
    if (!gm_reading_one_of(r, i + 2, "day days hour hours week weeks month months"))
        return;
    gm_build_note(s, "due within %g %s", n, at(r, i + 2)->fold);
}

static bool can_have_time(GmStatementKind k)
{
    return k == GM_ST_CORRIDOR || k == GM_ST_BUFFER || k == GM_ST_BORDER_STRIP ||
           k == GM_ST_SEGMENT || k == GM_ST_AREA || k == GM_ST_DEPLOYMENT || k == GM_ST_LINE;
}

void gm_validity_read(const Reading *r, GmStatement *s)
{
    if (!can_have_time(s->kind))
        return;
    int n = n_chunks(r);
    const char *clock = NULL;
    for (int i = 0; i < n; i++) {
        if (read_clock(r, i))
            clock = read_clock(r, i);
        if (is_word(r, i, "within") && is_due(r, s, i))
            read_deadline(r, s, i);
        Date d;
        bool from = gm_reading_one_of(r, i, "from since starting beginning effective");
        bool until = gm_reading_one_of(r, i, "until till through");
        bool by = is_word(r, i, "by");
        bool on = gm_reading_one_of(r, i, "on at in") && begins_before(r, i);
        int k = i + 1;
        if (is_word(r, i, "as") && is_word(r, i + 1, "of")) {
            from = true;
            k = i + 2;
        }
        if (from && gm_reading_one_of(r, k, "on at")) /* "starting on" */
            k++;
        if (from && is_word(r, k, "midnight") && is_word(r, k + 1, "on"))
            k += 2;
        if (is_word(r, i - 1, "time") || /* "for the first time since 2012" */
            (is_word(r, i, "since") && is_apart(r, s, i)))
            continue;
        on = on || is_news_of(r, s, i);
        if (!(from || until || by || on) || !read_date(r, k, &d))
            continue;
        if (until && !s->valid_to) {
            s->valid_to = iso(r, d, NULL);
        } else if (by && is_due(r, s, i)) {
            g_autofree char *date = iso(r, d, NULL);
            gm_build_note(s, "due by %s", date);
        } else if (!until && !by && !s->valid_from) {
            const char *late = read_clock(r, d.behind)      ? read_clock(r, d.behind)
                               : is_word(r, d.behind, "at") ? read_clock(r, d.behind + 1)
                                                            : NULL;
            s->valid_from = iso(r, d, on || from ? (clock ? clock : late) : NULL);
        }
        i = d.behind - 1;
    }
}
