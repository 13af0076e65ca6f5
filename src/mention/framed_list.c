/** Lists of names of which few or none are known: "the villages of A, B and C",
 *  "several towns, including A", "A, B and C villages", "A, B, C and D" among known places. */
#include "framed_name.h"

#include <string.h>

enum { MAX_ITEMS = 30 };

/* One list as it is read. */
typedef struct {
    FramedItem items[MAX_ITEMS];
    guint n, known;
    guint home;    /* of the known, those in the document's country */
    bool complete; /* its last name is behind "and" */
} NameList;

/* Do the words say that the list behind token @i is of places: "the villages of",
 * "targeting areas in", "the fronts of"? */
static bool tells_places(const Frames *f, guint i)
{
    const Scan *s = f->s;
    static const char *const SPOTS[] = {"places", "areas", "positions", "points", NULL};
    static const char *const LINES[] = {"fronts",     "front", "frontlines", "axes", "axis",
                                        "directions", "lines", "sectors",    NULL};
    if (i == 0 || tok_is_cap(s, i - 1))
        return false;
    if ((tok_cls(s, i) & CW_OF) != 0)
        return (tok_cls(s, i - 1) & (CW_SETTLEMENT | CW_LOCALITY)) != 0 ||
               scan_is_kind_of_place(s, i - 1) || (f->abroad && scan_fold_in(s, i - 1, LINES));
    return scan_fold_is(s, i, "in") && f->abroad && scan_fold_in(s, i - 1, SPOTS);
}

/* "took several towns, including A", "the following villages: A": the word before the
 * list whose mark stands at token @i; 0 none. */
static guint told_before(const Scan *s, guint i)
{
    static const char *const TOLD[] = {"including", "namely", "among", "includes", NULL};
    static const char *const MANY[] = {"towns", "villages",    "settlements", "localities",
                                       "hills", "communities", "hamlets",     NULL};
    enum { BACK = 12 };
    char mark = tok_char(s, i);
    guint last = i;
    if (mark != ':' && mark != ',' && mark != '(')
        return 0;
    if (mark != ':' && !scan_fold_in(s, ++last, TOLD))
        return 0;
    last += scan_fold_is(s, last + 1, "them");
    for (guint k = i; k-- > (i > BACK ? i - BACK : 0) && tok_same_sentence(s, k, last);)
        if (scan_fold_in(s, k, MANY))
            return last;
    return 0;
}

/* "targeting A, B and C": what is done to ground, where names are not English. */
static bool strikes_ground(const Frames *f, guint i)
{
    static const char *const STRIKES[] = {"shelled",    "shelling",   "bombed",    "bombing",
                                          "bombarded",  "bombarding", "targeting", "captured",
                                          "seized",     "stormed",    "overran",   "besieged",
                                          "liberated",  "retook",     "capturing", "recapturing",
                                          "recaptured", "inundated",  NULL};
    const Scan *s = f->s;
    return f->abroad && s->info[i].len > 5 && !tok_is_cap(s, i) && scan_fold_in(s, i, STRIKES);
}

/* "Druze and Alawite villages": those who live there. */
static bool is_people(const Scan *s, guint i)
{
    static const char *const PEOPLES[] = {
        "sunni",    "shia",     "shiite",   "shi",        "alawite",  "alawi",  "druze",
        "yazidi",   "yezidi",   "maronite", "christian",  "muslim",   "jewish", "bedouin",
        "turkmen",  "turkoman", "kurdish",  "arab",       "assyrian", "tutsi",  "hutu",
        "rohingya", "fulani",   "peul",     "dogon",      "hausa",    "serb",   "bosniak",
        "hindu",    "buddhist", "sikh",     "indigenous", "arabic",   "dalit",  NULL};
    return scan_fold_in(s, i, PEOPLES);
}

/* Any words in capitals up to the next comma, in a list that is said to be of places. */
static bool listed_at(const Frames *f, guint i, FramedItem *out)
{
    const Scan *s = f->s;
    guint j = i, last = i, words = 0;
    if (!f->sure || !(tok_is_cap(s, i) || (tok_cls(s, i) & CW_ARTICLE_AR) != 0))
        return false;
    for (; tok_same_sentence(s, i, j) && tok_char(s, j) != ',' && !scan_fold_is(s, j, "and"); j++) {
        bool inner = tok_is_hyphen(s, j) || (tok_cls(s, j) & CW_ARTICLE_AR) != 0 ||
                     (s->tok[j].flags & GM_TOKEN_QUOTE) != 0; /* Rasm al-'Ays */
        if (f->owner[j] >= 0 || (!tok_is_cap(s, j) && !inner) ||
            (s->tok[j].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS)) != 0)
            return false;
        words += tok_is_cap(s, j);
        last = j;
    }
    *out = (FramedItem){i, last, false, false};
    return words > 0 && words <= FRAMED_WORDS + 1 && j > last && tok_same_sentence(s, i, j);
}

/* "in Jabal al-Zawiya", "south of the city" behind the name before token @j, when the
 * list goes on behind it: where it goes on, or @j. */
static guint past_aside(const Frames *f, guint j)
{
    const Scan *s = f->s;
    guint i = j;
    if ((tok_cls(s, i) & CW_IN) != 0 && s->info[i].len <= 6)
        i++;
    while ((tok_cls(s, i) & (CW_DIRECTION | CW_OF | CW_THE)) != 0 && i < j + 5)
        i++;
    if (i == j || !tok_same_sentence(s, j, i) || f->owner[i] < 0)
        return j;
    const Span *sp = scan_span(s, (guint)f->owner[i]);
    i = sp->first + sp->n;
    i += scan_fold_is(s, i, "countryside") ? 1 : 0;
    return tok_same_sentence(s, j, i) && (tok_char(s, i) == ',' || scan_fold_is(s, i, "and")) ? i
                                                                                              : j;
}

/* Past a name that is none and its comma, from token @j on: where the list goes on, or @j. */
static guint past_item(const Scan *s, guint j)
{
    enum { LONGEST = 4 };
    guint k = j;
    while (k < j + LONGEST && tok_same_sentence(s, j, k) &&
           (tok_is_cap(s, k) || tok_is_hyphen(s, k)))
        k++;
    if (k == j || tok_char(s, k) != ',' || !tok_same_sentence(s, j, k + 1))
        return j;
    return k + 1 + scan_fold_is(s, k + 1, "and");
}

static bool is_at_home(const Frames *f, const FramedItem *item)
{
    const Scan *s = f->s;
    const Span *sp = scan_span(s, (guint)f->owner[item->first]);
    return sp->best < 0 ||
           g_str_equal(scan_match(s, sp, (guint)sp->best)->place.country, s->focus.country);
}

/* Reads names from token @j on; @told: the words say that they are places. Where it
 * stopped. */
static guint read_names(const Frames *f, guint j, bool told, NameList *l)
{
    const Scan *s = f->s;
    guint i = j;
    *l = (NameList){.n = 0};
    while (l->n < MAX_ITEMS && tok_same_sentence(s, i, j)) {
        FramedItem *item = &l->items[l->n];
        if (!framed_item_at(f, j, item) && !(l->n > 0 && listed_at(f, j, item))) {
            guint next = told && l->n > 1 ? past_item(s, j) : j;
            if (next > j) {
                j = next;
                continue;
            }
            l->complete = told; /* "the villages of A, B and some others" */
            break;
        }
        l->known += item->known;
        l->home += item->known && is_at_home(f, item);
        l->n++;
        j = item->last + 1;
        if (l->complete)
            break;
        if (told)
            j = past_aside(f, j);
        bool comma = tok_char(s, j) == ',';
        l->complete = scan_fold_is(s, j + (comma ? 1 : 0), "and");
        if (!comma && !l->complete) {
            l->complete = told;
            break;
        }
        j += (comma ? 1u : 0u) + (l->complete ? 1u : 0u);
    }
    return j;
}

/* Is the item a country, or a continent? */
static bool is_country(const Frames *f, const FramedItem *item)
{
    return f->owner[item->first] >= 0 && !item->known;
}

/* The names of a list are places'. What is known among many that are not is known by
 * chance: a village of another land, or a land that has a village's name. */
static void accept_list(Frames *f, const NameList *l, bool told)
{
    const Scan *s = f->s;
    guint unknown = 0, countries = 0;
    for (guint k = 0; k < l->n; k++) {
        unknown += f->owner[l->items[k].first] < 0;
        countries += is_country(f, &l->items[k]);
    }
    bool strays = told && f->abroad && l->n > 3 && l->home * 3 < l->n;
    for (guint k = 0; k < l->n; k++) {
        const FramedItem *item = &l->items[k];
        bool land = is_country(f, item) && countries == 1 && unknown >= 2 && l->home == 0;
        framed_accept(f, item);
        if ((strays || land) && f->owner[item->first] >= 0)
            scan_span(s, (guint)f->owner[item->first])->flags |= SPAN_LISTED;
    }
}

/* "the area of X": one name, told by nothing but these words. */
static bool is_area_of(const Frames *f, guint i)
{
    const Scan *s = f->s;
    static const char *const AREAS[] = {"area", "areas", "vicinity", "front", "axis", NULL};
    return i > 0 && f->abroad && scan_fold_is(s, i, "of") && scan_fold_in(s, i - 1, AREAS);
}

/* @i: the word before the list. */
static void read_list_behind(Frames *f, guint i, bool told)
{
    const Scan *s = f->s;
    guint cls = tok_cls(s, i), begin = i + 1;
    bool struck = !told && strikes_ground(f, i);
    if (!told && !struck && !scan_fold_is(s, i, "on") && ((cls & CW_IN) == 0 || s->info[i].len > 6))
        return;
    if (told && begin < s->n_tokens && (s->tok[begin].flags & GM_TOKEN_QUOTE) != 0)
        begin++;
    NameList l;
    f->sure = told || struck;
    read_names(f, begin, told, &l);
    f->sure = false;
    if (l.n == 1 && is_area_of(f, i) && f->owner[l.items[0].first] < 0)
        framed_accept(f, &l.items[0]);
    guint least = f->abroad && !scan_fold_is(s, i, "on") ? 4 : 2; /* one of so many is known */
    bool sure = told || (l.n > 0 && l.items[0].named);            /* of the first, and so of all */
    for (guint k = 0; k < l.n && struck && !sure; k++) /* not "captured Smith, Jones and Hall" */
        sure = l.n > 2 && (l.items[k].known || framed_looks_placed(f, &l.items[k]));
    if (struck && !sure)
        return;
    if (l.complete && (sure ? l.n > 1 : l.n > 2 && l.known > 0 && l.known * least >= l.n))
        accept_list(f, &l, sure);
}

void framed_read_list(Frames *f, guint i)
{
    static const guint BEFORE = CW_IN | CW_PARTICLE | CW_OF;
    const Scan *s = f->s;
    guint told = s->tok[i].kind == GM_TOKEN_PUNCT ? told_before(s, i) : 0;
    if (told != 0)
        read_list_behind(f, told, true);
    else if ((s->info[i].cls & BEFORE) != 0)
        read_list_behind(f, i, tells_places(f, i));
    else if (strikes_ground(f, i))
        read_list_behind(f, i, false);
}

/* Where the run of names that ends before token @i begins. */
static guint run_begin(const Scan *s, guint i)
{
    guint first = i;
    while (first > 0 && tok_same_sentence(s, first - 1, i)) {
        guint p = first - 1;
        bool part = tok_is_cap(s, p) || tok_char(s, p) == ',' || tok_is_hyphen(s, p) ||
                    (tok_cls(s, p) & (CW_AND | CW_ARTICLE_AR)) != 0 ||
                    (s->tok[p].flags & GM_TOKEN_QUOTE) != 0;
        if (!part)
            break;
        first = p;
    }
    while (first < i && (!tok_is_cap(s, first) || (tok_cls(s, first) & CW_THE) != 0) &&
           ((tok_cls(s, first) & CW_ARTICLE_AR) == 0 || !tok_is_hyphen(s, first + 1)))
        first++;
    return first;
}

void framed_read_list_before(Frames *f, guint i)
{
    static const char *const MANY[] = {"towns",          "villages",
                                       "settlements",    "localities",
                                       "hamlets",        "barangays",
                                       "neighbourhoods", "neighborhoods",
                                       "municipalities", "subdistricts",
                                       "communes",       "upazilas",
                                       "checkpoints",    NULL};
    enum { TRIES = 3 };
    const Scan *s = f->s;
    if (i < 3 || tok_is_cap(s, i) || !tok_is_cap(s, i - 1) || !scan_fold_in(s, i, MANY))
        return;
    guint begin = run_begin(s, i);
    for (guint n = 0; n < TRIES && begin < i; n++) {
        NameList l;
        f->sure = f->abroad;
        guint end = read_names(f, begin, false, &l);
        f->sure = false;
        bool plain = l.complete && l.n > 1 && end == i;
        for (guint k = begin; k < i && plain; k++)
            plain =
                !is_people(s, k) && (f->owner[k] >= 0 || (s->info[k].lex & GM_WORD_ORDINARY) == 0);
        if (plain) {
            accept_list(f, &l, true);
            return;
        }
        while (begin < i && tok_char(s, begin) != ',')
            begin++;
        begin++;
    }
}

guint framed_read_run(Frames *f, guint i)
{
    const Scan *s = f->s;
    FramedItem items[MAX_ITEMS];
    guint n = 0, known = 0, first_known = 0, j = i;
    bool complete = false;
    while (n < MAX_ITEMS && tok_same_sentence(s, i, j) && framed_item_at(f, j, &items[n])) {
        first_known += items[n].known || items[n].named;
        known += items[n].known || items[n].named || framed_looks_placed(f, &items[n]);
        j = items[n++].last + 1;
        if (complete || (s->info[j - 1].mark & MARK_POSSESSIVE) != 0)
            break;
        bool comma = tok_char(s, j) == ',';
        complete = scan_fold_is(s, j + (comma ? 1 : 0), "and");
        if (!comma && !complete)
            break;
        j += (comma ? 1u : 0u) + (complete ? 1u : 0u);
    }
    if (!complete || n < 3 || first_known == 0 || known * 2 < n || items[n - 1].last + 1 != j)
        return n > 0 ? items[0].last : i;
    for (guint k = 0; k < n; k++)
        framed_accept(f, &items[k]);
    return items[n - 1].last;
}
