/** Names that no list knows, where the words leave no doubt that a place is meant
 *  because a known one stands in the same frame: "from Malakal to X", "between X
 *  and Kosti", "posts at Morek, X and Surman", "the Saraqib–X road", "X, 11 km east
 *  of Mariupol". They are kept as places without a point, or with that of a place of the
 *  document's region whose name sounds alike. */
#include "mention_scan.h"

#include "quantity.h"

#include <string.h>

enum { MAX_ITEMS = 30, MAX_WORDS = 3 };

/* A name in a frame: a known place, or words that may be one. */
typedef struct {
    guint first, last; /* tokens */
    bool known;        /* a settlement, division or the like, believed so far */
    bool named;        /* unknown, and its words say that it is a place */
} Item;

typedef struct {
    Scan *s;
    int *owner; /* by token: the believed span over it, or -1 */
    int *weak;  /* by token: the span not believed that begins there, or -1 */
    int *named; /* by token: the unknown name told by its words that begins there, or -1 */
    bool sure;  /* the words before say that a place comes: no person is meant */
} Frames;

enum {
    PERSON_MARKS = MARK_PERSON | MARK_WEAK_PERSON | MARK_SURNAME,
    OTHER_MARKS = MARK_SHOUT | MARK_LOWER_SEEN | MARK_POSSESSIVE
};

static bool may_name(const Frames *f, guint i)
{
    const Scan *s = f->s;
    const TokenInfo *t = &s->info[i];
    guint marks = f->sure ? OTHER_MARKS : OTHER_MARKS | PERSON_MARKS;
    guint lex = f->sure ? t->lex & ~(guint)(GM_WORD_SURNAME | GM_WORD_GIVEN_NAME) : t->lex;
    return tok_is_cap(s, i) && t->len >= (f->sure ? 3 : 4) && lex == 0 && (t->mark & marks) == 0 &&
           (t->cls & ~(guint)(CW_ARTICLE_AR | CW_PARTICLE)) == 0 &&
           (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS | GM_TOKEN_ABBREVIATION)) == 0;
}

/* Past a hyphen or an article in lower case to the name's next word; 0 none. */
static guint next_part(const Scan *s, guint i)
{
    guint j = i + 1;
    if (tok_is_hyphen(s, j) && tok_touches(s, j) && tok_touches(s, j + 1) &&
        ((s->info[i].cls & CW_ARTICLE_AR) != 0 || (tok_cls(s, j + 1) & CW_ARTICLE_AR) != 0))
        j++;
    if (!tok_same_sentence(s, i, j) || !tok_is_word(s, j))
        return 0;
    return tok_is_cap(s, j) || (s->info[j].cls & CW_ARTICLE_AR) != 0 ? j : 0;
}

/* An unknown name from token @i on, all of it capitalised and none of it known. */
static bool unknown_at(const Frames *f, guint i, Item *out)
{
    const Scan *s = f->s;
    guint last = i, words = 0, j = i;
    if (!tok_is_cap(s, i) && (tok_cls(s, i) & CW_ARTICLE_AR) == 0)
        return false;
    do {
        if (j >= s->n_tokens || f->owner[j] >= 0)
            return false;
        bool tied = tok_is_hyphen(s, j + 1) && tok_touches(s, j + 1);
        if ((s->info[j].cls & CW_ARTICLE_AR) != 0 && (words > 0 || tied)) {
            j = next_part(s, j); /* Abu al-Khashah, Abu Al-Khashah, Al-Fterah */
            continue;
        }
        if (tok_is_cap(s, j)) {
            words++;
            bool word =
                may_name(f, j) || scan_is_name_head(s, j) ||
                (words > 1 && s->info[j].len >= 2 && (s->info[j].mark | s->info[j].lex) == 0);
            if (words > MAX_WORDS || !word)
                return false;
            last = j;
        }
        j = next_part(s, j);
    } while (j != 0);
    *out = (Item){i, last, false, false};
    return words > 1 || (words == 1 && !scan_is_name_head(s, last));
}

static bool item_at(const Frames *f, guint i, Item *out)
{
    const Scan *s = f->s;
    if (i >= s->n_tokens)
        return false;
    if (f->owner[i] < 0 && f->named[i] >= 0) {
        const Span *x = scan_span(s, (guint)f->named[i]);
        *out = (Item){i, x->first + x->n - 1, false, true};
        return true;
    }
    if (f->owner[i] < 0)
        return unknown_at(f, i, out);
    const Span *sp = scan_span(s, (guint)f->owner[i]);
    bool variant = (sp->flags & SPAN_VARIANT) != 0; /* none is chosen yet */
    if (sp->first != i || sp->n_cand == 0 || (sp->best < 0 && !variant) ||
        (sp->flags & SPAN_DEMONYM) != 0)
        return false;
    GmPlaceKind kind = scan_match(s, sp, (guint)MAX(sp->best, 0))->place.kind;
    *out = (Item){i, sp->first + sp->n - 1, kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT,
                  false};
    return true;
}

static void accept(Frames *f, const Item *item)
{
    Scan *s = f->s;
    if (item->known || f->owner[item->first] >= 0 || f->named[item->first] >= 0)
        return;
    guint n = item->last - item->first + 1;
    int weak = f->weak[item->first];
    guint k = (guint)weak;
    if (weak >= 0 && scan_span(s, k)->n == n)
        scan_span(s, k)->flags |= SPAN_FRAMED; /* known, but not believed alone */
    else
        k = scan_add_span(s, item->first, n, SPAN_UNKNOWN | SPAN_GUESSED | SPAN_FRAMED);
    for (guint i = item->first; i <= item->last; i++)
        f->owner[i] = (int)k;
}

/* "talks between A and B", "from A" as governments say it: no way, no ground. */
static bool is_parley(const Frames *f, guint i, const Item *known)
{
    const Scan *s = f->s;
    static const guint HEADS = CW_PROCESS | CW_SAY | CW_ACT | CW_TEAM;
    if (i > 0 && tok_same_sentence(s, i - 1, i) && (tok_cls(s, i - 1) & HEADS) != 0)
        return true;
    const Span *sp = scan_span(s, (guint)f->owner[known->first]);
    return g_str_equal(scan_match(s, sp, (guint)MAX(sp->best, 0))->place.feature_code, "PPLC") &&
           scan_fold_is(s, i, "between");
}

/* Is the item a place's by its own words: "Deir al-Sharqi", "al-Zarbah"? */
static bool looks_placed(const Frames *f, const Item *item)
{
    const Scan *s = f->s;
    return item->last > item->first &&
           (scan_is_name_head(s, item->first) || (tok_cls(s, item->first) & CW_ARTICLE_AR) != 0);
}

/* "from A to B", "between A and B" */
static void read_pair(Frames *f, guint i)
{
    const Scan *s = f->s;
    bool from = scan_fold_is(s, i, "from");
    Item a, b;
    if ((!from && !scan_fold_is(s, i, "between")) || !tok_same_sentence(s, i, i + 3) ||
        !item_at(f, i + 1, &a) || !scan_fold_is(s, a.last + 1, from ? "to" : "and") ||
        !tok_same_sentence(s, i, a.last + 2) || !item_at(f, a.last + 2, &b))
        return;
    if (a.known && b.known && !is_parley(f, i, &a)) {
        scan_span(s, (guint)f->owner[a.first])->flags |= SPAN_FRAMED;
        scan_span(s, (guint)f->owner[b.first])->flags |= SPAN_FRAMED;
    }
    if (from && !a.known && !b.known && looks_placed(f, &a) && looks_placed(f, &b) &&
        f->owner[a.first] < 0 && f->owner[b.first] < 0) {
        accept(f, &a);
        accept(f, &b);
    }
    if (a.known == b.known)
        return;
    if ((f->owner[a.first] >= 0 && f->owner[b.first] >= 0) || is_parley(f, i, a.known ? &a : &b))
        return;
    accept(f, a.known ? &b : &a);
}

/* "the A–B road", "the A–B–C highway": of one known place, or of names that are none
 * but places' by their look. */
static void read_road(Frames *f, guint i)
{
    static const char *const ROADS[] = {"road", "highway", "railway", "axis", "motorway", "route"};
    enum { MAX_ENDS = 5 };
    const Scan *s = f->s;
    Item ends[MAX_ENDS];
    guint n = 0, j = i;
    if (!tok_is_cap(s, i) || (i > 0 && tok_is_hyphen(s, i - 1) && tok_touches(s, i)))
        return;
    while (n < MAX_ENDS && tok_same_sentence(s, i, j) && item_at(f, j, &ends[n])) {
        j = ends[n++].last + 1;
        if (!tok_is_hyphen(s, j))
            break;
        j++;
    }
    bool road = false;
    for (guint k = 0; k < G_N_ELEMENTS(ROADS); k++)
        road = road || scan_fold_is(s, j, ROADS[k]);
    for (guint k = 0; road && n > 1 && k < n; k++)
        accept(f, &ends[k]);
}

bool scan_is_abroad(const Scan *s)
{
    static const char HOME[] = " US GB CA AU NZ IE ";
    const char *country = s->focus.country, *at = country[0] ? strstr(HOME, country) : NULL;
    return country[0] != '\0' && (at == NULL || at[-1] != ' ' || at[2] != ' ');
}

/* "in X", "near X" in such a text. */
static void believe_guesses(const Frames *f)
{
    const Scan *s = f->s;
    static const guint GUESS = SPAN_UNKNOWN | SPAN_GUESSED;
    for (guint k = 0; scan_is_abroad(s) && !s->is_of_games && k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if ((sp->flags & GUESS) != GUESS || (sp->flags & SPAN_DROPPED) != 0 || sp->first == 0 ||
            (tok_cls(s, sp->first - 1) & CW_IN) == 0 || s->info[sp->first].mark != 0 ||
            f->owner[sp->first] >= 0)
            continue;
        bool plain = !scan_has_digit(s, sp->first) && s->info[sp->first - 1].len <= 7 &&
                     !scan_fold_is(s, sp->first - 1, "at"); /* "an analyst at X" */
        for (guint i = sp->first; i < sp->first + sp->n; i++)
            plain = plain && (s->info[i].lex & ~(guint)GM_WORD_SURNAME) == 0;
        if (plain) {
            sp->flags |= SPAN_CERTAIN_NAME;
            f->named[sp->first] = (int)k;
        }
    }
}

/* Do the words say that the list behind token @i is of places: "the villages of",
 * "targeting areas in"? */
static bool tells_places(const Scan *s, guint i)
{
    static const char *const SPOTS[] = {"places", "areas", "positions", "points", NULL};
    if (i == 0 || tok_is_cap(s, i - 1))
        return false;
    if ((tok_cls(s, i) & CW_OF) != 0)
        return (tok_cls(s, i - 1) & (CW_SETTLEMENT | CW_LOCALITY)) != 0 ||
               scan_is_kind_of_place(s, i - 1);
    return scan_fold_is(s, i, "in") && scan_is_abroad(s) && scan_fold_in(s, i - 1, SPOTS);
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

/* Any words in capitals up to the next comma, in a list that is said to be of places. */
static bool listed_at(const Frames *f, guint i, Item *out)
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
    *out = (Item){i, last, false, false};
    return words > 0 && words <= MAX_WORDS + 1 && j > last && tok_same_sentence(s, i, j);
}

/* "at A, B and C", "villages of A, B and C": @i is the word before the list, which
 * (@of) says that it is of places. */
static void read_list(Frames *f, guint i, bool of)
{
    const Scan *s = f->s;
    if (!of && !scan_fold_is(s, i, "on") && ((tok_cls(s, i) & CW_IN) == 0 || s->info[i].len > 6))
        return;
    Item items[MAX_ITEMS];
    guint n = 0, known = 0;
    bool complete = false;
    f->sure = of;
    guint begin = i + 1;
    if (of && begin < s->n_tokens && (s->tok[begin].flags & GM_TOKEN_QUOTE) != 0)
        begin++;
    for (guint j = begin; n < MAX_ITEMS && tok_same_sentence(s, i, j);) {
        if (!item_at(f, j, &items[n]) && !(n > 0 && listed_at(f, j, &items[n]))) {
            complete = of; /* "the villages of A, B and some others" */
            break;
        }
        known += items[n].known;
        j = items[n++].last + 1;
        if (complete)
            break;
        bool comma = tok_char(s, j) == ',';
        complete = scan_fold_is(s, j + (comma ? 1 : 0), "and");
        if (!comma && !complete) {
            complete = of;
            break;
        }
        j += (comma ? 1u : 0u) + (complete ? 1u : 0u);
    }
    f->sure = false;
    guint least =
        scan_is_abroad(s) && !scan_fold_is(s, i, "on") ? 4 : 2; /* one of so many is known */
    bool told = of || (n > 0 && items[0].named);                /* of the first, and so of all */
    if (!complete || (told ? n < 2 : n < 3 || known == 0 || known * least < n))
        return;
    for (guint k = 0; k < n; k++)
        accept(f, &items[k]);
    for (guint k = 0; k < n && of && n > 3 && known * 3 < n && scan_is_abroad(s); k++)
        if (f->owner[items[k].first] >= 0)
            scan_span(s, (guint)f->owner[items[k].first])->flags |= SPAN_LISTED;
}

/* "A, B, C and D" in the running text, half of it known places at least. */
static guint read_run(Frames *f, guint i)
{
    const Scan *s = f->s;
    Item items[MAX_ITEMS];
    guint n = 0, known = 0, first_known = 0, j = i;
    bool complete = false;
    while (n < MAX_ITEMS && tok_same_sentence(s, i, j) && item_at(f, j, &items[n])) {
        first_known += items[n].known || items[n].named;
        known += items[n].known || items[n].named || looks_placed(f, &items[n]);
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
        accept(f, &items[k]);
    return items[n - 1].last;
}

/* "X, 11 km east of A", "X, located some 5 miles from A": @i is the number. */
static void read_gloss(Frames *f, guint i)
{
    static const char *const LINK[] = {"located", "situated", "about", "some", "around",
                                       "just",    "roughly",  "lying", NULL};
    const Scan *s = f->s;
    double value;
    guint j = i + 1;
    if (!gm_text_parse_number(tok_fold(s, i), &value))
        return;
    if (tok_is_hyphen(s, j))
        j++;
    if (!tok_is_word(s, j) || gm_text_unit_metres(tok_fold(s, j)) <= 0)
        return;
    guint end = j + 1;
    while (end < j + 6 && tok_is_word(s, end) && (tok_cls(s, end) & CW_DIRECTION) != 0)
        end++;
    bool bearing = end > j + 1;
    if (!bearing || !(scan_fold_is(s, end, "of") || scan_fold_is(s, end, "from")))
        return;
    Item anchor, x;
    if (!tok_same_sentence(s, i, end + 1) || !item_at(f, end + 1, &anchor) || !anchor.known)
        return;
    guint b = i;
    while (b > 0) {
        bool link = false;
        for (const char *const *w = LINK; *w != NULL && !link; w++)
            link = scan_fold_is(s, b - 1, *w);
        if (!link)
            break;
        b--;
    }
    if (b < 2 || (tok_char(s, b - 1) != ',' && tok_char(s, b - 1) != '('))
        return;
    guint first = b - 2; /* the name's last word, then back to its first */
    while (first > 0 && tok_same_sentence(s, first - 1, b) && b - first < 6 &&
           (tok_is_cap(s, first - 1) || (tok_is_hyphen(s, first - 1) && tok_touches(s, first)) ||
            (tok_cls(s, first - 1) & CW_ARTICLE_AR) != 0))
        first--;
    if (unknown_at(f, first, &x) && x.last == b - 2)
        accept(f, &x);
}

static bool same_words(const Scan *s, guint i, const Span *x)
{
    for (guint k = 0; k < x->n; k++)
        if (i + k >= s->n_tokens || s->info[i + k].hash != s->info[x->first + k].hash ||
            !tok_same_sentence(s, i, i + k))
            return false;
    return tok_is_cap(s, i);
}

/* Other mentions of an unknown name once accepted: by the hash of its first word,
 * the spans of the names that begin so. */
static GHashTable *unknown_names(const Scan *s, guint first_new)
{
    GHashTable *names = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    for (guint k = 0; k < s->spans->len; k++) {
        const Span *x = scan_span(s, k);
        bool sure = (x->flags & SPAN_UNKNOWN) != 0 && (x->flags & SPAN_CERTAIN_NAME) != 0;
        if ((k < first_new && !sure) || (x->flags & SPAN_DROPPED) != 0)
            continue;
        gpointer key = GUINT_TO_POINTER(s->info[x->first].hash);
        GArray *list = g_hash_table_lookup(names, key);
        if (list == NULL) {
            list = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(names, key, list);
        }
        bool known = false;
        for (guint i = 0; i < list->len && !known; i++) {
            const Span *o = scan_span(s, g_array_index(list, guint, i));
            known = o->n == x->n && same_words(s, x->first, o);
        }
        if (!known)
            g_array_append_val(list, k);
    }
    return names;
}

static void repeat_names(Frames *f, guint first_new)
{
    Scan *s = f->s;
    f->sure = false;
    g_autoptr(GHashTable) names = unknown_names(s, first_new);
    for (guint i = 0; i < s->n_tokens && g_hash_table_size(names) > 0; i++) {
        if (f->owner[i] >= 0 || !tok_is_cap(s, i))
            continue;
        const GArray *list = g_hash_table_lookup(names, GUINT_TO_POINTER(s->info[i].hash));
        for (guint k = 0; list != NULL && k < list->len && f->owner[i] < 0; k++) {
            const Span x = *scan_span(s, g_array_index(list, guint, k));
            Item item;
            if (i != x.first && same_words(s, i, &x) && unknown_at(f, i, &item) &&
                item.last == i + x.n - 1)
                accept(f, &item);
        }
    }
}

void mention_find_framed(Scan *s)
{
    Frames f = {s, g_new(int, s->n_tokens + 1), g_new(int, s->n_tokens + 1),
                g_new(int, s->n_tokens + 1), false};
    guint first_new = s->spans->len;
    bool any = false;
    for (guint i = 0; i <= s->n_tokens; i++)
        f.owner[i] = f.weak[i] = f.named[i] = -1;
    for (guint k = 0; k < first_new; k++) {
        const Span *sp = scan_span(s, k);
        static const guint TOLD = SPAN_UNKNOWN | SPAN_CERTAIN_NAME;
        if ((sp->flags & SPAN_DROPPED) == 0 && (sp->flags & TOLD) == TOLD && sp->n_cand == 0)
            f.named[sp->first] = (int)k;
        if ((sp->flags & SPAN_DROPPED) != 0 || sp->n_cand == 0)
            continue;
        if (sp->judge <= 0 && (sp->flags & SPAN_VARIANT) == 0) {
            if ((sp->flags & (SPAN_DEMONYM | SPAN_ABBREVIATION)) == 0)
                f.weak[sp->first] = (int)k;
            continue;
        }
        any = true;
        for (guint i = sp->first; i < sp->first + sp->n && i < s->n_tokens; i++)
            if (f.owner[i] < 0)
                f.owner[i] = (int)k;
    }
    believe_guesses(&f);
    for (guint i = 0; i + 2 < s->n_tokens; i++) {
        if (tok_is_hyphen(s, i + 1))
            read_road(&f, i);
        guint told = s->tok[i].kind == GM_TOKEN_PUNCT ? told_before(s, i) : 0;
        if (told != 0)
            read_list(&f, told, true);
        else if ((s->info[i].cls & CW_OF) != 0)
            read_list(&f, i, tells_places(s, i));
        if (!any)
            continue;
        if (s->tok[i].kind == GM_TOKEN_NUMBER) {
            read_gloss(&f, i);
            continue;
        }
        guint cls = s->info[i].cls;
        if ((cls & (CW_TO_FROM | CW_WITH)) != 0)
            read_pair(&f, i);
        if ((cls & (CW_IN | CW_PARTICLE)) != 0)
            read_list(&f, i, tells_places(s, i));
    }
    for (guint i = 0; any && !s->is_of_games && i + 4 < s->n_tokens; i++)
        if (tok_is_cap(s, i))
            i = read_run(&f, i);
    repeat_names(&f, first_new);
    mention_place_unknown(s);
    g_free(f.owner);
    g_free(f.weak);
    g_free(f.named);
    if (s->spans->len > first_new)
        scan_sort_spans(s);
}
