/** Names that are no name when cut: "Busra al-Harir" is not Busra, "Wadi Gaza" not
 *  Gaza, "the Merapi volcano" no town; and roads by letter and number, "the A417". */
#include "mention_scan.h"

#include <string.h>

enum { HEAD_BYTES = 8, SHORTEST_HEAD = 2 };

/* The word at @i is one of @n words of eight bytes each, compared as one number. */
static bool is_head(const Scan *s, guint i, const char (*heads)[HEAD_BYTES], guint n)
{
    if (s->info[i].len < SHORTEST_HEAD || s->info[i].len >= HEAD_BYTES)
        return false;
    char word[HEAD_BYTES] = "";
    memcpy(word, tok_fold(s, i), s->info[i].len);
    for (guint k = 0; k < n; k++)
        if (memcmp(word, heads[k], sizeof word) == 0)
            return true;
    return false;
}

/* Can one of scan_is_name_head()'s words begin with these letters? Most cannot, at once. */
static bool may_head(const char *word)
{
    switch (word[0]) {
    case 'a':
        return strchr("iyb", word[1]) != NULL;
    case 'b':
        return strchr("eai", word[1]) != NULL;
    case 'k':
        return strchr("afeh", word[1]) != NULL;
    case 'd':
    case 'j':
    case 't':
        return word[1] == 'a' || word[1] == 'e';
    case 'm':
    case 'q':
    case 'r':
    case 'w':
        return word[1] == 'a';
    case 'e':
        return word[1] == 'i';
    case 's':
        return word[1] == 'h';
    case 'u':
        return word[1] == 'm';
    default:
        return false;
    }
}

bool scan_is_name_head(const Scan *s, guint i)
{
    static const char HEADS[][HEAD_BYTES] = {
        "ain",  "ayn",   "ein",    "tal",    "tall",   "tel",    "tell", "kafr",  "kfar",  "kafer",
        "kefr", "deir",  "dayr",   "khan",   "umm",    "beit",   "bayt", "jabal", "jebel", "wadi",
        "bir",  "qalat", "maarat", "maaret", "sheikh", "shaykh", "ras",  "abu",   "abo"};
    return tok_is_cap(s, i) && (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS)) == 0 &&
           s->info[i].len >= SHORTEST_HEAD && may_head(tok_fold(s, i)) &&
           is_head(s, i, HEADS, G_N_ELEMENTS(HEADS));
}

bool scan_is_township_word(const Scan *s, guint i)
{
    return scan_fold_is(s, i, "township") || scan_fold_is(s, i, "twp");
}

/* First words of Arabic and Hebrew place names that hardly stand before a person's. */
static bool is_strong_head(const Scan *s, guint i)
{
    static const char HEADS[][HEAD_BYTES] = {
        "tal",   "tall",   "tel",     "tell",    "kafr",    "kfar",    "kafer", "kefr",  "deir",
        "dayr",  "ein",    "ain",     "ayn",     "bir",     "beit",    "bayt",  "jebel", "wadi",
        "jisr",  "maarat", "maaret",  "khirbet", "khirbat", "kherbet", "qalat", "burj",  "marj",
        "hawsh", "sahl",   "mazraat", "rasm",    "tulul",   "jubb",    "qasr"};
    return is_head(s, i, HEADS, G_N_ELEMENTS(HEADS));
}

/* "X al-": an article in small letters, tied to a word with a capital. */
static bool has_article_behind(const Scan *s, guint i)
{
    guint j = i + 1;
    return (tok_cls(s, j) & CW_ARTICLE_AR) != 0 && !tok_touches(s, j) && tok_is_hyphen(s, j + 1) &&
           tok_touches(s, j + 1) && tok_touches(s, j + 2) && tok_is_cap(s, j + 2) &&
           tok_same_sentence(s, i, j + 2);
}

static guint name_end(const Scan *s, guint i, bool article)
{
    guint last = article ? i + 3 : i + 1;
    while (last + 2 < s->n_tokens && (s->info[last].mark & MARK_POSSESSIVE) == 0 &&
           tok_is_hyphen(s, last + 1) && tok_touches(s, last + 1) && tok_touches(s, last + 2) &&
           tok_is_cap(s, last + 2))
        last += 2;
    if (!article && has_article_behind(s, last) && (s->info[last].mark & MARK_POSSESSIVE) == 0)
        last += 3;
    return last;
}

/* The gazetteer's span that begins at token @i, of the first @n_known; NULL none. */
static const Span *known_at(const Scan *s, guint i, guint n_known)
{
    guint low = 0, high = n_known;
    while (low < high) {
        guint mid = (low + high) / 2;
        if (scan_span(s, mid)->first < i)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n_known && scan_span(s, low)->first == i ? scan_span(s, low) : NULL;
}

/* May the word at @next be the rest of the name that the head @i begins, with no
 * article between? "Tal Peters" is a person, "Tell Mother" no name. */
static bool goes_with(const Scan *s, guint i, guint next)
{
    static const guint OTHER =
        GM_WORD_GIVEN_NAME | GM_WORD_TITLE | GM_WORD_ORGANISATION | GM_WORD_DATE | GM_WORD_ORDINARY;
    return tok_is_cap(s, next) && !tok_touches(s, next) && tok_same_sentence(s, i, next) &&
           s->info[next].cls == 0 && (s->info[next].lex & OTHER) == 0 &&
           (s->tok[next].flags & GM_TOKEN_ALL_CAPS) == 0 && !scan_fold_is(s, i, "tal") &&
           (s->info[i].mark & MARK_SHOUT) == 0 && (s->info[i].lex & GM_WORD_GIVEN_NAME) == 0 &&
           (s->tok[i].flags & GM_TOKEN_SENTENCE_START) == 0;
}

/* "Busra al-Harir", "Tell Hajar", "Khirbet al-Joz", where the gazetteer knows no more
 * than a part. A name of persons or in a person's is left alone. */
static void compound_name(Scan *s, guint i, guint n_known)
{
    static const guint NOBODY = MARK_PERSON | MARK_SURNAME | MARK_POSSESSIVE;
    bool article = has_article_behind(s, i);
    if (!article && !tok_is_cap(s, i + 1))
        return; /* most words */
    bool head = is_strong_head(s, i);
    if ((!article && !head) || (s->info[i].mark & NOBODY) != 0 ||
        (s->info[i].cls & CW_MILITARY) != 0 || /* "Ajnad al-Sham" */
        (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS | GM_TOKEN_ABBREVIATION)) != 0)
        return;
    if (i > 0 && tok_same_sentence(s, i - 1, i) &&
        ((tok_is_cap(s, i - 1) && (s->info[i - 1].cls & (CW_IN | CW_DIRECTION | CW_THE)) == 0) ||
         (tok_cls(s, i - 1) & (CW_TITLE | CW_OFFICE)) != 0 ||
         (tok_is_hyphen(s, i - 1) && tok_touches(s, i))))
        return;
    const Span *known = known_at(s, i, n_known);
    if (known != NULL && known->n > 1)
        return;
    if (!head && (known == NULL || (known->flags & SPAN_DEMONYM) != 0 || s->info[i].lex != 0))
        return;
    guint next = article ? i + 3 : i + 1;
    if (!article && !goes_with(s, i, next))
        return;
    if ((s->info[next].mark & (MARK_PERSON | MARK_SURNAME)) != 0)
        return;
    scan_add_span(s, i, name_end(s, i, article) - i + 1, SPAN_UNKNOWN | SPAN_CERTAIN_NAME);
}

/* "A417", "E40", "SH94": one to three capitals and up to four digits. */
static bool is_lettered_number(const Scan *s, guint i)
{
    const char *fold = tok_fold(s, i);
    guint len = s->info[i].len, letters = 0;
    if (len < 2 || len > 7 || !g_ascii_isdigit(fold[len - 1]))
        return false;
    while (letters < len && g_ascii_isalpha(fold[letters]))
        letters++;
    if (letters == 0 || letters > 3 || len - letters > 4)
        return false;
    const char *text = s->doc->text + s->tok[i].start;
    for (guint k = 0; k < len; k++) {
        if (k >= letters && !g_ascii_isdigit(fold[k]))
            return false;
        if (k < letters && !g_ascii_isupper(text[k]))
            return false;
    }
    return true;
}

/* What only roads are said to be or to have, somewhere in the sentence of token @i. */
static bool speaks_of_roads(const Scan *s, guint i)
{
    static const char *const WORDS[] = {
        "road",      "roads",     "highway",    "highways",   "motorway",   "motorways",
        "route",     "traffic",   "bypass",     "junction",   "lane",       "lanes",
        "crash",     "collision", "lorry",      "motorists",  "drivers",    "carriageway",
        "eastbound", "westbound", "northbound", "southbound", "roundabout", NULL};
    enum { AROUND = 24 };
    guint from = i > AROUND ? i - AROUND : 0;
    for (guint k = from; k < MIN(i + AROUND, s->n_tokens); k++)
        if (tok_is_word(s, k) && tok_same_sentence(s, i, k) && scan_fold_in(s, k, WORDS))
            return true;
    return false;
}

/* "the SH94 road", "on the A417 near Birdlip": a road no list has. */
static void lettered_road(Scan *s, guint i, guint n_known)
{
    static const char *const KINDS[] = {"road", "highway", "motorway", "route", "expressway", NULL};
    static const char *const ALONG[] = {"on",     "along",   "off", "onto", "via",
                                        "closed", "blocked", "cut", NULL};
    if (!is_lettered_number(s, i) || known_at(s, i, n_known) != NULL)
        return;
    bool kind =
        i + 1 < s->n_tokens && tok_same_sentence(s, i, i + 1) && scan_fold_in(s, i + 1, KINDS);
    bool the = i > 1 && scan_fold_is(s, i - 1, "the") && tok_same_sentence(s, i - 2, i);
    bool along = the && scan_fold_in(s, i - 2, ALONG);
    bool goes_on = (tok_cls(s, i + 1) & (CW_IN | CW_TO_FROM)) != 0 ||
                   scan_fold_is(s, i + 1, "between") || !tok_is_word(s, i + 1);
    if (kind || (along && goes_on) || (the && goes_on && speaks_of_roads(s, i)))
        scan_add_span(s, i, 1, SPAN_ROAD | SPAN_CERTAIN_NAME);
}

/* "the Merapi volcano": @i is the last word. */
static void volcano(Scan *s, guint i)
{
    if (i == 0 || tok_is_cap(s, i) || !scan_fold_is(s, i, "volcano") || !tok_is_cap(s, i - 1) ||
        !tok_same_sentence(s, i - 1, i) || s->info[i - 1].cls != 0 ||
        (s->info[i - 1].mark & MARK_POSSESSIVE) != 0)
        return;
    guint from = i - 1;
    while (from > 0 && i - from < 4 && tok_is_cap(s, from - 1) &&
           tok_same_sentence(s, from - 1, i) && (s->info[from - 1].cls & ~(guint)CW_FEATURE) == 0 &&
           (s->tok[from - 1].flags & GM_TOKEN_SENTENCE_START) == 0 &&
           (s->info[from - 1].mark & MARK_POSSESSIVE) == 0)
        from--;
    for (guint k = s->spans->len; k-- > 0;) {
        const Span *sp = scan_span(s, k);
        if (sp->first == from && sp->first + sp->n > i)
            return; /* known by that name */
    }
    scan_add_span(s, from, i - from + 1, SPAN_FEATURE | SPAN_CERTAIN_NAME);
}

void mention_mark_whole(Scan *s, guint n_known)
{
    for (guint i = 0; i < s->n_tokens; i++) {
        if (s->tok[i].kind != GM_TOKEN_WORD)
            continue;
        if (!tok_is_cap(s, i)) {
            if ((s->info[i].cls & CW_FEATURE) != 0)
                volcano(s, i);
            continue;
        }
        compound_name(s, i, n_known);
        if (s->info[i].cls == 0)
            lettered_road(s, i, n_known);
    }
}
