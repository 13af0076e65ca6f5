/** Names that no list knows, where the words leave no doubt that a place is meant
 *  because a known one stands in the same frame: "from Malakal to X", "between X
 *  and Kosti", "posts at Morek, X and Surman", "the Saraqib–X road", "X, 11 km east
 *  of Mariupol". They are kept as places without a point, or with that of a place of the
 *  document's region whose name sounds alike. */
#include "framed_name.h"

#include "quantity.h"

#include <string.h>

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

/* "Deir Jamal", "Tal Ahmar": what stands behind a place's head may be a man's name. */
static bool behind_head(const Scan *s, guint head, guint i)
{
    static const guint NAMES = GM_WORD_SURNAME | GM_WORD_GIVEN_NAME;
    return scan_is_name_head(s, head) && !scan_fold_is(s, head, "sheikh") &&
           !scan_fold_is(s, head, "shaykh") && !scan_fold_is(s, head, "abu") &&
           !scan_fold_is(s, head, "khan") && (s->info[i].lex & ~NAMES) == 0 &&
           (s->info[i].cls & ~(guint)(CW_ARTICLE_AR | CW_PARTICLE)) == 0 &&
           (s->info[i].mark & OTHER_MARKS) == 0;
}

/* An unknown name from token @i on, all of it capitalised and none of it known. */
bool framed_unknown_at(const Frames *f, guint i, FramedItem *out)
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
                may_name(f, j) || scan_is_name_head(s, j) || (words > 1 && behind_head(s, i, j)) ||
                (words > 1 && s->info[j].len >= 2 && (s->info[j].mark | s->info[j].lex) == 0);
            if (words > FRAMED_WORDS || !word)
                return false;
            last = j;
        }
        j = next_part(s, j);
    } while (j != 0);
    *out = (FramedItem){i, last, false, false};
    return words > 1 || (words == 1 && !scan_is_name_head(s, last));
}

bool framed_item_at(const Frames *f, guint i, FramedItem *out)
{
    const Scan *s = f->s;
    if (i >= s->n_tokens)
        return false;
    if (f->owner[i] < 0 && f->named[i] >= 0) {
        const Span *x = scan_span(s, (guint)f->named[i]);
        *out = (FramedItem){i, x->first + x->n - 1, false, true};
        return true;
    }
    if (f->owner[i] < 0)
        return framed_unknown_at(f, i, out);
    const Span *sp = scan_span(s, (guint)f->owner[i]);
    bool variant = (sp->flags & SPAN_VARIANT) != 0; /* none is chosen yet */
    if (sp->first != i || sp->n_cand == 0 || (sp->best < 0 && !variant) ||
        (sp->flags & SPAN_DEMONYM) != 0)
        return false;
    GmPlaceKind kind = scan_match(s, sp, (guint)MAX(sp->best, 0))->place.kind;
    *out = (FramedItem){i, sp->first + sp->n - 1,
                        kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT, false};
    return true;
}

void framed_accept(Frames *f, const FramedItem *item)
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
static bool is_parley(const Frames *f, guint i, const FramedItem *known)
{
    const Scan *s = f->s;
    static const guint HEADS = CW_PROCESS | CW_SAY | CW_ACT | CW_TEAM;
    if (i > 0 && tok_same_sentence(s, i - 1, i) && (tok_cls(s, i - 1) & HEADS) != 0)
        return true;
    const Span *sp = scan_span(s, (guint)f->owner[known->first]);
    return g_str_equal(scan_match(s, sp, (guint)MAX(sp->best, 0))->place.feature_code, "PPLC") &&
           scan_fold_is(s, i, "between");
}

bool framed_looks_placed(const Frames *f, const FramedItem *item)
{
    const Scan *s = f->s;
    return item->last > item->first &&
           (scan_is_name_head(s, item->first) || (tok_cls(s, item->first) & CW_ARTICLE_AR) != 0);
}

/* Past "the towns of" from token @i on. */
static guint past_kind(const Scan *s, guint i)
{
    guint k = i + ((tok_cls(s, i) & CW_THE) != 0);
    return scan_is_kind_of_place(s, k) && scan_fold_is(s, k + 1, "of") &&
                   tok_same_sentence(s, i, k + 2)
               ? k + 2
               : i;
}

/* The joint behind the name whose last token is @last: past the quote of "Marea'", past
 * "in the west". */
static guint joint_behind(const Scan *s, guint last)
{
    guint j = last + 1;
    j += j < s->n_tokens && (s->tok[j].flags & GM_TOKEN_QUOTE) != 0;
    guint k = j + 1 + ((tok_cls(s, j + 1) & CW_THE) != 0);
    return scan_fold_is(s, j, "in") && (tok_cls(s, k) & CW_DIRECTION) != 0 ? k + 1 : j;
}

static GmPlaceKind kind_of(const Frames *f, const FramedItem *item)
{
    const Span *sp = scan_span(f->s, (guint)f->owner[item->first]);
    return sp->best < 0 ? GM_PLACE_COUNTRY : scan_match(f->s, sp, (guint)sp->best)->place.kind;
}

/* "from Zaporizhzhia to Nikopol": of a province and a town the province's town is meant,
 * but where the document is about that province. */
static void match_kinds(const Frames *f, const FramedItem *a, const FramedItem *b)
{
    GmPlaceKind ka = kind_of(f, a), kb = kind_of(f, b);
    const FramedItem *wide = ka == GM_PLACE_DIVISION && kb == GM_PLACE_SETTLEMENT   ? a
                             : kb == GM_PLACE_DIVISION && ka == GM_PLACE_SETTLEMENT ? b
                                                                                    : NULL;
    if (wide == NULL)
        return;
    Span *sp = scan_span(f->s, (guint)f->owner[wide->first]);
    if (sp->best >= 0 &&
        g_str_equal(scan_match(f->s, sp, (guint)sp->best)->place.admin1, f->s->focus.admin1))
        return;
    if ((sp->flags & (SPAN_EXTENDED | SPAN_WANTS_DIVISION | SPAN_AS_DIVISION)) == 0)
        sp->flags |= SPAN_AS_TOWN;
}

/* "from A to B", "between A and B" */
static void read_pair(Frames *f, guint i)
{
    const Scan *s = f->s;
    bool from = scan_fold_is(s, i, "from");
    FramedItem a, b;
    if ((!from && !scan_fold_is(s, i, "between")) || !tok_same_sentence(s, i, i + 3) ||
        !framed_item_at(f, past_kind(s, i + 1), &a))
        return;
    guint joint = joint_behind(s, a.last);
    if (!scan_fold_is(s, joint, from ? "to" : "and") || !tok_same_sentence(s, i, joint + 1) ||
        !framed_item_at(f, past_kind(s, joint + 1), &b))
        return;
    if (a.known && b.known && !is_parley(f, i, &a)) {
        scan_span(s, (guint)f->owner[a.first])->flags |= SPAN_FRAMED;
        scan_span(s, (guint)f->owner[b.first])->flags |= SPAN_FRAMED;
        match_kinds(f, &a, &b);
    }
    if (from && !a.known && !b.known && framed_looks_placed(f, &a) && framed_looks_placed(f, &b) &&
        f->owner[a.first] < 0 && f->owner[b.first] < 0) {
        framed_accept(f, &a);
        framed_accept(f, &b);
    }
    if (from && f->abroad && (a.named || b.named)) {
        framed_accept(f, &a);
        framed_accept(f, &b);
    }
    if (a.known == b.known)
        return;
    if ((f->owner[a.first] >= 0 && f->owner[b.first] >= 0) || is_parley(f, i, a.known ? &a : &b))
        return;
    framed_accept(f, a.known ? &b : &a);
}

/* "the A–B road", "the A–B–C highway": of one known place, or of names that are none
 * but places' by their look. */
static void read_road(Frames *f, guint i)
{
    static const char *const ROADS[] = {"road", "highway", "railway", "axis", "motorway", "route"};
    enum { MAX_ENDS = 5 };
    const Scan *s = f->s;
    FramedItem ends[MAX_ENDS];
    guint n = 0, j = i;
    if (!tok_is_cap(s, i) || (i > 0 && tok_is_hyphen(s, i - 1) && tok_touches(s, i)))
        return;
    while (n < MAX_ENDS && tok_same_sentence(s, i, j) && framed_item_at(f, j, &ends[n])) {
        j = ends[n++].last + 1;
        if (!tok_is_hyphen(s, j))
            break;
        j++;
    }
    bool road = false;
    for (guint k = 0; k < G_N_ELEMENTS(ROADS); k++)
        road = road || scan_fold_is(s, j, ROADS[k]);
    for (guint k = 0; road && n > 1 && k < n; k++)
        framed_accept(f, &ends[k]);
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

/* "X, 11 km east of A", "X, located some 5 miles from A": @i is the number. */
static void read_gloss(Frames *f, guint i)
{
    static const char *const LINK[] = {"located", "situated", "about", "some", "around",
                                       "just",    "roughly",  "lying", NULL};
    const Scan *s = f->s;
    double value;
    guint j = i + 1;
    if (tok_is_hyphen(s, j))
        j++;
    if (!tok_is_word(s, j) || gm_text_unit_metres(tok_fold(s, j)) <= 0 ||
        !gm_text_parse_number(tok_fold(s, i), &value))
        return;
    guint end = j + 1;
    while (end < j + 6 && tok_is_word(s, end) && (tok_cls(s, end) & CW_DIRECTION) != 0)
        end++;
    bool bearing = end > j + 1;
    if (!bearing || !(scan_fold_is(s, end, "of") || scan_fold_is(s, end, "from")))
        return;
    FramedItem anchor, x;
    if (!tok_same_sentence(s, i, end + 1) || !framed_item_at(f, end + 1, &anchor) || !anchor.known)
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
    if (framed_unknown_at(f, first, &x) && x.last == b - 2)
        framed_accept(f, &x);
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
            FramedItem item;
            if (i != x.first && same_words(s, i, &x) && framed_unknown_at(f, i, &item) &&
                item.last == i + x.n - 1)
                framed_accept(f, &item);
        }
    }
}

void mention_find_framed(Scan *s)
{
    Frames f = {s,
                g_new(int, s->n_tokens + 1),
                g_new(int, s->n_tokens + 1),
                g_new(int, s->n_tokens + 1),
                scan_is_abroad(s),
                false};
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
        framed_read_list(&f, i);
        if ((s->info[i].mark & MARK_FRAME) != 0 || s->info[i].len > 8)
            framed_read_list_before(&f, i);
        if (!any)
            continue;
        if (s->tok[i].kind == GM_TOKEN_NUMBER) {
            read_gloss(&f, i);
            continue;
        }
        guint cls = s->info[i].cls;
        if ((cls & (CW_TO_FROM | CW_WITH)) != 0)
            read_pair(&f, i);
    }
    for (guint i = 0; any && !s->is_of_games && i + 4 < s->n_tokens; i++)
        if (tok_is_cap(s, i))
            i = framed_read_run(&f, i);
    repeat_names(&f, first_new);
    mention_place_unknown(s);
    g_free(f.owner);
    g_free(f.weak);
    g_free(f.named);
    if (s->spans->len > first_new)
        scan_sort_spans(s);
}
