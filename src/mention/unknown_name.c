/** Names that no list knows, told by the words beside them: "the village of X",
 *  "the X checkpoint", "12 km west of X", "captured X", "X, a village in". */
#include "mention_scan.h"

#include <string.h>

/* The last token of the name that begins at @k: "Kafr Nabl", "Hawsh al-Salehiyeh". */
static guint name_end(const Scan *s, guint k)
{
    guint last = k;
    for (guint n = 0; n < 4 && (s->info[last].mark & MARK_POSSESSIVE) == 0; n++) {
        guint m = last + 1;
        if (tok_is_hyphen(s, m) && tok_touches(s, m) && tok_touches(s, m + 1))
            m++;
        else if ((tok_cls(s, m) & CW_ARTICLE_AR) != 0 && !tok_is_cap(s, m)) {
            bool al = scan_fold_is(s, m, "al") || scan_fold_is(s, m, "el");
            m++;
            if (tok_is_hyphen(s, m))
                m++;
            else if (!al)
                break; /* "as Turkish" */
        }
        if (!tok_is_cap(s, m) || !tok_same_sentence(s, last, m))
            break;
        last = m;
    }
    return last;
}

/* May the word at @i begin a name that no list has? */
static bool may_be_new(const Scan *s, guint i)
{
    return tok_is_cap(s, i) && !scan_has_digit(s, i) && s->info[i].len >= 4 &&
           s->info[i].lex == 0 && s->info[i].cls == 0 &&
           (s->info[i].mark & (MARK_PERSON | MARK_SURNAME | MARK_LOWER_SEEN | MARK_SHOUT)) == 0 &&
           (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS | GM_TOKEN_ABBREVIATION)) == 0;
}

/* May a name begin at @i: "Qarnabaz", "Tal Qarnabaz"? */
static bool may_begin_new(const Scan *s, guint i)
{
    return may_be_new(s, i) || (scan_is_name_head(s, i) && name_end(s, i) > i);
}

bool scan_is_kind_of_place(const Scan *s, guint i)
{
    static const char *const MORE[] = {
        "settlements",    "communities", "hamlets",     "suburbs",     "outskirts",
        "heights",        "hill",        "hilltop",     "district",    "districts",
        "barangay",       "barangays",   "commune",     "communes",    "neighbourhoods",
        "neighborhoods",  "checkpoint",  "checkpoints", "crossing",    "crossings",
        "junction",       "ports",       "enclave",     "subdistrict", "municipality",
        "municipalities", "localities",  "locality",    NULL};
    return !tok_is_cap(s, i) && (((tok_cls(s, i) & CW_SETTLEMENT) != 0 && s->info[i].len >= 4) ||
                                 scan_fold_in(s, i, MORE));
}

/* Where the name at @j begins to be a name: past "al-". 0 when it does not. */
static guint first_word(const Scan *s, guint j)
{
    guint k = (tok_cls(s, j) & CW_ARTICLE_AR) != 0 && tok_is_hyphen(s, j + 1) ? j + 2 : j;
    return tok_is_cap(s, k) && (s->tok[k].flags & GM_TOKEN_ALL_CAPS) == 0 && !scan_has_digit(s, k)
               ? k
               : 0;
}

/* "the settlement of X", "village of X", "town called X": a name whatever the
 * gazetteer says. */
static guint named_kind(Scan *s, guint i)
{
    if ((tok_cls(s, i + 1) & CW_OF) == 0 && !scan_fold_is(s, i + 1, "called") &&
        !scan_fold_is(s, i + 1, "named"))
        return 0;
    bool settlement = (s->info[i].cls & CW_SETTLEMENT) != 0 && s->info[i].len >= 4;
    if ((!settlement && !scan_is_kind_of_place(s, i)) ||
        (tok_is_cap(s, i) && (s->info[i].cls & (CW_ORG | CW_FACILITY)) != 0))
        return 0; /* "City of X": the pattern of institutions */
    guint j = i + 1;
    if (scan_fold_is(s, j, "of") || scan_fold_is(s, j, "called") || scan_fold_is(s, j, "named"))
        j++;
    else
        return 0;
    guint k = tok_same_sentence(s, i, j) ? first_word(s, j) : 0;
    if (k == 0 || (!settlement && !may_begin_new(s, k)))
        return 0;
    guint last = name_end(s, k);
    scan_add_span(s, j, last - j + 1,
                  SPAN_UNKNOWN | SPAN_CERTAIN_NAME | (settlement ? 0 : SPAN_GUESSED));
    return last + 1;
}

/* "northeast of X", "12 km west of X" */
static guint name_of_bearing(Scan *s, guint i)
{
    if (i < 2 || !may_be_new(s, i) || !scan_fold_is(s, i - 1, "of") ||
        (tok_cls(s, i - 2) & CW_DIRECTION) == 0 || !tok_same_sentence(s, i - 2, i))
        return 0;
    guint last = name_end(s, i);
    scan_add_span(s, i, last - i + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
    return last + 1;
}

/* Is there an Arabic article inside the name, as in "Busra al-Harir"? */
static bool has_inner_article(const Scan *s, guint first, guint last)
{
    for (guint i = first + 1; i < last; i++)
        if ((tok_cls(s, i) & CW_ARTICLE_AR) != 0 && !tok_is_cap(s, i))
            return true;
    return false;
}

/* "in Godapitiya", "near Kerem Shalom": a name unknown to all lists, where a
 * place would stand. */
static guint guessed_name(Scan *s, guint i)
{
    if (i == 0 || !may_be_new(s, i) || !tok_same_sentence(s, i - 1, i))
        return 0;
    guint cls = tok_cls(s, i - 1);
    if ((cls & (CW_IN | CW_TO_FROM | CW_DIRECTION)) == 0)
        return 0;
    guint last = i, whole = name_end(s, i);
    if (has_inner_article(s, i, whole)) {
        scan_add_span(s, i, whole - i + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
        return whole + 1;
    }
    while (last - i < 3 && tok_is_cap(s, last + 1) && last + 1 < s->n_tokens &&
           tok_same_sentence(s, last, last + 1) && !tok_touches(s, last + 1) &&
           (s->info[last].mark & MARK_POSSESSIVE) == 0)
        last++;
    scan_add_span(s, i, last - i + 1, SPAN_UNKNOWN | SPAN_GUESSED);
    return last + 1;
}

/* "at al-Qarnab", "in al-Qarnab": @i is the article. */
static guint article_name(Scan *s, guint i)
{
    guint k = first_word(s, i);
    if (i == 0 || k != i + 2 || tok_is_cap(s, i) || (tok_cls(s, i - 1) & CW_IN) == 0 ||
        !tok_same_sentence(s, i - 1, k) || !may_be_new(s, k))
        return 0;
    guint last = name_end(s, k);
    scan_add_span(s, i, last - i + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
    return last + 1;
}

/* "captured X", "the siege of X": ground that changes hands. */
static guint taken_name(Scan *s, guint i)
{
    static const char *const TAKEN[] = {"captured",  "recaptured", "retook",      "stormed",
                                        "overran",   "besieged",   "shelled",     "bombed",
                                        "liberated", "recapture",  "recapturing", NULL};
    static const char *const LOSS[] = {"siege", "capture", "fall", "recapture", "shelling", NULL};
    if (i == 0 || !may_begin_new(s, i) || (s->info[i].mark & MARK_WEAK_PERSON) != 0 ||
        !tok_same_sentence(s, i - 1, i))
        return 0;
    bool of = scan_fold_is(s, i - 1, "of") && i > 1 && scan_fold_in(s, i - 2, LOSS);
    if (!of && !scan_fold_in(s, i - 1, TAKEN))
        return 0;
    guint last = name_end(s, i);
    scan_add_span(s, i, last - i + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
    return last + 1;
}

/* May the word at @i be a name, though persons may bear it? */
static bool may_be_named(const Scan *s, guint i)
{
    static const guint NAMES = GM_WORD_SURNAME | GM_WORD_GIVEN_NAME;
    return may_be_new(s, i) || (tok_is_cap(s, i) && s->info[i].len >= 4 && s->info[i].cls == 0 &&
                                (s->info[i].lex & ~NAMES) == 0 && s->info[i].mark == 0 &&
                                (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS |
                                                    GM_TOKEN_ABBREVIATION)) == 0);
}

/* "the X crossing", "the X checkpoint": the name alone. */
static guint kind_behind(Scan *s, guint i)
{
    static const char *const KINDS[] = {
        "checkpoint", "checkpoints", "crossing", "crossings",     "junction",     "intersection",
        "enclave",    "corridor",    "village",  "neighbourhood", "neighborhood", "pass",
        "roundabout", "barracks",    "sector",   "direction",     "axis",         NULL};
    bool article = i > 1 && tok_is_hyphen(s, i - 1) && (tok_cls(s, i - 2) & CW_ARTICLE_AR) != 0;
    guint from = article ? i - 2 : i;
    if (!may_be_named(s, i) || (s->info[i].mark & MARK_WEAK_PERSON) != 0 || from == 0 ||
        !tok_same_sentence(s, from - 1, i) || tok_is_cap(s, from - 1) ||
        (tok_is_hyphen(s, from - 1) && tok_touches(s, from)))
        return 0;
    guint last = name_end(s, i);
    static const guint AT = CW_IN | CW_TO_FROM;
    bool the = from > 1 && scan_fold_is(s, from - 1, "the");
    bool camp = scan_fold_is(s, last + 1, "camp") &&
                ((tok_cls(s, from - 1) & AT) != 0 || (the && (tok_cls(s, from - 2) & CW_IN) != 0));
    if ((s->info[last].mark & MARK_POSSESSIVE) != 0 ||
        (!camp && !scan_fold_in(s, last + 1, KINDS)) || tok_is_cap(s, last + 1) ||
        !tok_same_sentence(s, i, last + 1))
        return 0;
    for (guint k = i + 1; k <= last && s->info[i].lex != 0; k++)
        if (tok_is_cap(s, k) && (s->info[k].lex & GM_WORD_ORDINARY) != 0)
            return 0;
    scan_add_span(s, from, last - from + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
    return last + 1;
}

/* "X, a village in the north": what it is stands behind. */
static guint glossed_name(Scan *s, guint i)
{
    static const char *const KINDS[] = {"village",       "town",         "suburb",
                                        "hamlet",        "settlement",   "city",
                                        "neighbourhood", "neighborhood", NULL};
    static const guint GOES_ON = CW_IN | CW_OF | CW_TO_FROM | CW_DIRECTION | CW_AUX | CW_LOCAL_VERB;
    if (!may_be_new(s, i) || (i > 0 && tok_is_cap(s, i - 1) && !tok_touches(s, i)))
        return 0;
    guint last = name_end(s, i), j = last + 2;
    if (tok_char(s, last + 1) != ',' || (tok_cls(s, j) & CW_THE) == 0 ||
        !tok_same_sentence(s, i, j))
        return 0;
    for (guint k = j + 1; k <= j + 3 && tok_is_word(s, k) && !tok_is_cap(s, k); k++) {
        if (!scan_fold_in(s, k, KINDS))
            continue;
        bool goes_on = k + 1 >= s->n_tokens || s->tok[k + 1].kind != GM_TOKEN_WORD ||
                       (tok_cls(s, k + 1) & GOES_ON) != 0;
        if (goes_on)
            scan_add_span(s, i, last - i + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
        return goes_on ? last + 1 : 0;
    }
    return 0;
}

/* An unknown name that the gazetteer does know in part or whole gives way. */
static void settle_unknown(Scan *s, guint n_known)
{
    for (guint u = n_known; u < s->spans->len; u++) {
        Span *x = scan_span(s, u);
        if ((x->flags & SPAN_UNKNOWN) == 0)
            continue;
        guint low = 0, high = n_known; /* the known are in order */
        while (low < high) {
            guint mid = (low + high) / 2;
            if (scan_span(s, mid)->start < x->start)
                low = mid + 1;
            else
                high = mid;
        }
        Span *y = low < n_known ? scan_span(s, low) : NULL;
        if (y == NULL || y->start != x->start || y->end > x->end)
            continue;
        bool headed = x->n > 1 && scan_is_name_head(s, x->first); /* "Tal" of "Tal Qarnab" */
        if (y->end == x->end || ((x->flags & SPAN_GUESSED) != 0 && !headed) ||
            (y->flags & SPAN_DEMONYM) != 0)
            x->flags |= SPAN_DROPPED;
        else if (y->n_cand > 0 && (y->flags & SPAN_EXTENDED) == 0)
            y->flags |= SPAN_DROPPED;
    }
}

void mention_mark_unknown(Scan *s, guint n_known)
{
    for (guint i = 0; i < s->n_tokens; i++) {
        if (s->tok[i].kind != GM_TOKEN_WORD)
            continue;
        if (s->info[i].cls != 0) {
            if (named_kind(s, i) == 0 && article_name(s, i) == 0 && scan_is_name_head(s, i))
                taken_name(s, i);
        } else if (!tok_is_cap(s, i)) {
            named_kind(s, i);
        } else if (name_of_bearing(s, i) == 0 && kind_behind(s, i) == 0 && taken_name(s, i) == 0 &&
                   glossed_name(s, i) == 0) {
            guessed_name(s, i);
        }
    }
    settle_unknown(s, n_known);
}
