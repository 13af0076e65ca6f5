/** See mention_judge.h. */
#include "mention_judge.h"

#include "judge_weights.h"

#include <string.h>

typedef enum {
    E_PREV_IN,
    E_PREV_TO_FROM,
    E_PREV_OF,
    E_PREV_THE,
    E_PREV_AND,
    E_PREV_COMMA,
    E_PREV_CAP,
    E_PREV_TITLE,
    E_PREV_SAY,
    E_PREV_DIRECTION,
    E_PREV_NUMBER,
    E_PREV_KIND_OF,
    E_SENTENCE_START,
    E_PREV_OPEN,
    E_PREV_HYPHEN,
    E_NEXT_CAP,
    E_NEXT_ORG,
    E_NEXT_OFFICE,
    E_NEXT_PEOPLE,
    E_NEXT_SAY,
    E_NEXT_CONTAINER,
    E_NEXT_COMMA,
    E_NEXT_HYPHEN,
    E_NEXT_KIND,
    E_POSSESSIVE,
    E_NEXT_MEDIA,
    E_NEXT_TEAM,
    E_NEXT_AUX,
    E_NEXT_STREET,
    E_NEXT_PAREN,
    E_GIVEN,
    E_SURNAME,
    E_ORDINARY,
    E_TITLE,
    E_ORG,
    E_DATE,
    E_PERSON,
    E_WEAK_PERSON,
    E_KNOWN_SURNAME,
    E_LOWER_SEEN,
    E_SHOUT,
    E_ALL_CAPS,
    E_MULTIWORD,
    E_EXACT,
    E_ONE_CANDIDATE,
    E_MANY_CANDIDATES,
    E_IS_CONTAINER,
    E_LIST,
    E_TWICE,
    E_OFTEN,
    E_DOC_STRONG,
    E_DOC_PERSON,
    E_PREV_WITH,
    E_SENTENCE_END,
    E_SHORT,
    E_ONLY_ALTERNATE,
    E_START_ORDINARY,
    E_EXTENDED,
    E_PREV_PLACE,
    E_NEXT_PLACE,
    E_NAME_SHAPE,
    E_BIG,
    E_HUGE,
    E_DATELINE,
    E_PREV_LOWER,
    E_NEXT_LOWER,
    E_UNCASED,
    E_SMALL_PLAIN,
    E_IN_QUOTES,
    E_ORDINARY_SMALL,
    E_FIRST_SENTENCE,
    E_KNOWN_NAME_BARE,
    E_PREV_OPENING,
    E_PERSON_LAST,
    E_PREV2_IN,
    E_PREV_FOR,
    E_BESIDE_PERSON,
    E_BESIDE_GIVEN,
    E_GAME_SENTENCE,
    E_GAME_DOCUMENT,
    E_SCORE,
    E_NEXT_CAP_NAME,
    E_NEXT_CAP_ORDINARY,
    E_NEXT_CAP_UNKNOWN,
    E_NEXT2_ORG,
    E_PREV2_TITLE,
    E_PLAIN_BIG,
    E_SUPPORT /* eight of them */,
    E_SUPPORT_END = E_SUPPORT + 7,
    E_SUPPORTED,
    E_WEAK_NAME_NEAR,
    E_PERSON_NEAR,
    E_STRANGE_SMALL,
    E_TWIN_SURE,
    E_TWIN_BAD,
    E_LIST_SURE,
    E_LIST_BAD,
    E_N,
} Evidence;
G_STATIC_ASSERT((int)E_N <= (int)JUDGE_EVIDENCE);

/* What the neighbours of each span are, found once. */
typedef struct {
    guint8 strong; /* somewhere in the document the same name stands in a place's context */
    guint8 person;
    guint16 count;
    float best, worst; /* of the first opinion, over its mentions */
} NameFacts;

/* The candidate that says most about what a name can be. */
static guint find_chief(const Scan *s, const Span *sp)
{
    static const guint8 WEIGHT[GM_N_PLACE_KINDS] = {
        [GM_PLACE_COUNTRY] = 9, [GM_PLACE_CONTINENT] = 8, [GM_PLACE_DIVISION] = 8};
    guint best = 0;
    for (guint i = 1; i < sp->n_cand; i++) {
        const GmPlace *p = &scan_match(s, sp, i)->place, *b = &scan_match(s, sp, best)->place;
        if (WEIGHT[p->kind] > WEIGHT[b->kind] ||
            (WEIGHT[p->kind] == WEIGHT[b->kind] && p->population > b->population))
            best = i;
    }
    return best;
}

static JudgeSort sort_of(const Scan *s, const Span *sp, guint *bias)
{
    if (sp->n_cand == 0) {
        *bias = (sp->flags & SPAN_GUESSED) != 0                         ? 20
                : (sp->flags & SPAN_UNKNOWN) != 0                       ? 0
                : (sp->flags & SPAN_FACILITY) != 0                      ? 1
                : (sp->flags & SPAN_FEATURE) != 0                       ? 2
                : s->tok[sp->first + sp->n - 1].kind == GM_TOKEN_NUMBER ? 3
                                                                        : 4;
        return JUDGE_PATTERN;
    }
    if ((sp->flags & SPAN_DEMONYM) != 0) {
        *bias = 5;
        return JUDGE_DEMONYM;
    }
    if ((sp->flags & SPAN_ABBREVIATION) != 0) {
        bool dotted = (s->tok[sp->first].flags & GM_TOKEN_ABBREVIATION) != 0;
        bool country = judge_chief(s, sp)->kind == GM_PLACE_COUNTRY;
        *bias = dotted ? (country ? 21 : 6) : country ? 22 : 7;
        return JUDGE_ABBREVIATION;
    }
    const GmPlace *p = judge_chief(s, sp);
    switch (p->kind) {
    case GM_PLACE_COUNTRY:
        *bias = 8;
        return JUDGE_STRONG;
    case GM_PLACE_CONTINENT:
        *bias = 9;
        return JUDGE_STRONG;
    case GM_PLACE_DIVISION:
        *bias = g_str_equal(p->country, "US") ? 10 : 11;
        return JUDGE_STRONG;
    case GM_PLACE_SETTLEMENT:
        *bias = p->population >= 1000000  ? 12
                : p->population >= 100000 ? 13
                : p->population >= 20000  ? 14
                : p->population >= 3000   ? 15
                                          : 16;
        return JUDGE_SETTLEMENT;
    case GM_PLACE_DISTRICT:
        *bias = 17;
        return JUDGE_OTHER;
    case GM_PLACE_REGION:
        if ((s->tok[sp->first].flags & GM_TOKEN_ALL_CAPS) != 0 ||
            strstr(p->name, "Union") != NULL) {
            *bias = 8; /* the EU stands where countries do */
            return JUDGE_STRONG;
        }
        *bias = p->country[0] == '\0' ? 23 : 18;
        return JUDGE_OTHER;
    case GM_PLACE_WATER:
    case GM_PLACE_RIVER:
        *bias = p->country[0] == '\0' ? 23 : 18;
        return JUDGE_OTHER;
    default:
        *bias = 19;
        return JUDGE_OTHER;
    }
}

/* Token before the span, stepping over an opening quote; -1 at its sentence's start. */
static int before(const Scan *s, const Span *sp)
{
    if (sp->first == 0 || !tok_same_sentence(s, sp->first - 1, sp->first))
        return -1;
    return (int)sp->first - 1;
}

static int after(const Scan *s, const Span *sp)
{
    guint j = tok_after(s, sp->first + sp->n - 1);
    return j < s->n_tokens && tok_same_sentence(s, sp->first, j) ? (int)j : -1;
}

static bool contains(const Scan *s, const Span *outer, const Span *inner)
{
    for (guint a = 0; a < outer->n_cand; a++) {
        const GmPlace *o = &scan_match(s, outer, a)->place;
        if (o->kind != GM_PLACE_COUNTRY && o->kind != GM_PLACE_DIVISION)
            continue;
        for (guint b = 0; b < inner->n_cand; b++) {
            const GmPlace *p = &scan_match(s, inner, b)->place;
            if (p->ref == o->ref || p->kind == GM_PLACE_COUNTRY)
                continue;
            if (o->kind == GM_PLACE_COUNTRY ? g_str_equal(o->country, p->country)
                                            : g_str_equal(o->admin1, p->admin1))
                return true;
        }
    }
    return false;
}

typedef struct {
    const Scan *s;
    guint16 *out;
    guint n;
    guint base;
} Writer;

static void put(Writer *w, Evidence e, bool holds)
{
    w->out[w->n] = (guint16)(w->base + e); /* without a branch: there is room for one more */
    w->n += holds && w->n < JUDGE_MAX_ACTIVE;
}

/* The item before or after over a comma or "and": "Anna, X and Paul", "(X)". */
static bool is_person_at(const Scan *s, guint i, guint marks, guint lex)
{
    return i < s->n_tokens && tok_is_cap(s, i) &&
           ((s->info[i].mark & marks) != 0 || (s->info[i].lex & lex) != 0);
}

static void put_company(Writer *w, const Span *sp, int b, int a)
{
    const Scan *s = w->s;
    static const guint PERSON = MARK_PERSON | MARK_SURNAME;
    guint p = b > 0 && (tok_char(s, (guint)b) == ',' || (tok_cls(s, (guint)b) & CW_AND) != 0)
                  ? (guint)b - 1
                  : G_MAXUINT;
    guint n = a >= 0 && (tok_char(s, (guint)a) == ',' || (tok_cls(s, (guint)a) & CW_AND) != 0)
                  ? (guint)a + 1
                  : G_MAXUINT;
    put(w, E_BESIDE_PERSON, is_person_at(s, p, PERSON, 0) || is_person_at(s, n, PERSON, 0));
    put(w, E_BESIDE_GIVEN,
        is_person_at(s, p, 0, GM_WORD_GIVEN_NAME) || is_person_at(s, n, 0, GM_WORD_GIVEN_NAME));
    put(w, E_GAME_SENTENCE, s->games[sp->sentence - s->first_sentence] >= 2);
    put(w, E_GAME_DOCUMENT, s->is_of_games);
    if (b > 0) {
        guint before_that = (guint)b - 1;
        bool link = (tok_cls(s, (guint)b) & (CW_THE | CW_DIRECTION)) != 0 ||
                    (s->tok[b].kind == GM_TOKEN_WORD && !tok_is_cap(s, (guint)b));
        bool same = tok_same_sentence(s, before_that, sp->first);
        put(w, E_PREV2_IN, link && same && (tok_cls(s, before_that) & CW_IN) != 0);
        put(w, E_PREV2_TITLE,
            same && tok_is_cap(s, (guint)b) && (tok_cls(s, before_that) & CW_TITLE) != 0);
    }
    put(w, E_PREV_FOR, b >= 0 && scan_fold_is(s, (guint)b, "for"));
}

/* A capitalised word after the name, which may make it another's. */
static void put_next_name(Writer *w, guint i)
{
    static const guint HEADS = CW_ORG | CW_COMPANY | CW_MEDIA | CW_TEAM;
    const Scan *s = w->s;
    guint lex = s->info[i].lex;
    bool person = (lex & (GM_WORD_SURNAME | GM_WORD_GIVEN_NAME)) != 0;
    put(w, E_NEXT_CAP_NAME, person);
    put(w, E_NEXT_CAP_ORDINARY, !person && (lex & GM_WORD_ORDINARY) != 0);
    put(w, E_NEXT_CAP_UNKNOWN, lex == 0);
    put(w, E_NEXT2_ORG,
        tok_same_sentence(s, i, i + 1) && tok_is_cap(s, i + 1) && (tok_cls(s, i + 1) & HEADS) != 0);
}

static void put_before(Writer *w, const Span *sp, int b)
{
    const Scan *s = w->s;
    put(w, E_SENTENCE_START, b < 0);
    if (b < 0)
        return;
    guint i = (guint)b, cls = s->info[i].cls;
    put(w, E_PREV_IN, (cls & CW_IN) != 0);
    put(w, E_PREV_TO_FROM, (cls & CW_TO_FROM) != 0);
    put(w, E_PREV_OF, (cls & CW_OF) != 0);
    put(w, E_PREV_THE, (cls & CW_THE) != 0);
    put(w, E_PREV_AND, (cls & CW_AND) != 0);
    put(w, E_PREV_WITH, (cls & CW_WITH) != 0);
    put(w, E_PREV_SAY, (cls & CW_SAY) != 0);
    put(w, E_PREV_DIRECTION, (cls & CW_DIRECTION) != 0);
    put(w, E_PREV_COMMA, tok_char(s, i) == ',');
    put(w, E_PREV_NUMBER, s->tok[i].kind == GM_TOKEN_NUMBER);
    put(w, E_PREV_OPEN,
        s->tok[i].kind == GM_TOKEN_PUNCT && tok_char(s, i) != ',' && !tok_is_hyphen(s, i));
    put(w, E_PREV_HYPHEN, tok_is_hyphen(s, i) && tok_touches(s, sp->first));
    put(w, E_PREV_LOWER, s->tok[i].kind == GM_TOKEN_WORD && !tok_is_cap(s, i) && cls == 0);
    bool title = (cls & CW_TITLE) != 0 ||
                 (tok_char(s, i) == '.' && i > 0 && (s->info[i - 1].cls & CW_TITLE) != 0);
    put(w, E_PREV_TITLE, title);
    bool cap = tok_is_cap(s, i) && (s->info[i].mark & MARK_POSSESSIVE) == 0 &&
               (s->info[i].lex & GM_WORD_DATE) == 0;
    bool opening = (s->tok[i].flags & GM_TOKEN_SENTENCE_START) != 0 &&
                   (cls != 0 || (s->info[i].lex & GM_WORD_ORDINARY) != 0);
    put(w, E_PREV_CAP, cap && !opening && (cls & (CW_DIRECTION | CW_IN | CW_THE | CW_AND)) == 0);
    put(w, E_PREV_OPENING, cap && opening);
}

static void put_after(Writer *w, const Span *sp, int a)
{
    const Scan *s = w->s;
    put(w, E_SENTENCE_END, a < 0 || tok_char(s, (guint)a) == '.');
    put(w, E_POSSESSIVE, (s->info[sp->first + sp->n - 1].mark & MARK_POSSESSIVE) != 0);
    if (a < 0)
        return;
    guint i = (guint)a, cls = s->info[i].cls;
    bool cap = tok_is_cap(s, i) && (s->info[sp->first + sp->n - 1].mark & MARK_POSSESSIVE) == 0;
    put(w, E_NEXT_CAP, cap && (cls & (CW_ORG | CW_OFFICE | CW_MEDIA | CW_STREET | CW_PEOPLE)) == 0);
    if (cap)
        put_next_name(w, i);
    put(w, E_SCORE, s->tok[i].kind == GM_TOKEN_NUMBER && s->info[i].len <= 3);
    put(w, E_NEXT_ORG, cap && (cls & (CW_ORG | CW_COMPANY | CW_MILITARY)) != 0);
    put(w, E_NEXT_OFFICE, (cls & CW_OFFICE) != 0);
    put(w, E_NEXT_PEOPLE, (cls & CW_PEOPLE) != 0);
    put(w, E_NEXT_SAY, (cls & CW_SAY) != 0);
    put(w, E_NEXT_COMMA, tok_char(s, i) == ',');
    put(w, E_NEXT_HYPHEN, tok_is_hyphen(s, i) && tok_touches(s, i));
    put(w, E_NEXT_KIND, (cls & (CW_LOCALITY | CW_DIVISION | CW_SETTLEMENT)) != 0);
    put(w, E_NEXT_MEDIA, cap && (cls & CW_MEDIA) != 0);
    put(w, E_NEXT_TEAM, (cls & CW_TEAM) != 0);
    put(w, E_NEXT_AUX, (cls & (CW_AUX | CW_ACT)) != 0);
    put(w, E_NEXT_STREET, cap && (cls & CW_STREET) != 0);
    put(w, E_NEXT_PAREN, tok_char(s, i) == '(');
    put(w, E_NEXT_LOWER, s->tok[i].kind == GM_TOKEN_WORD && !cap && cls == 0);
}

static void put_name(Writer *w, const Span *sp)
{
    const Scan *s = w->s;
    guint lex = 0, marks = 0;
    bool all_caps = true, plain_lower = true;
    guint words = 0;
    for (guint i = sp->first; i < sp->first + sp->n; i++) {
        if (s->tok[i].kind != GM_TOKEN_WORD)
            continue;
        words++;
        lex |= s->info[i].lex;
        marks |= s->info[i].mark;
        all_caps = all_caps && (s->tok[i].flags & GM_TOKEN_ALL_CAPS) != 0;
        plain_lower = plain_lower && (s->info[i].mark & MARK_LOWER_SEEN) != 0;
    }
    bool single = sp->name_n == 1;
    const TokenInfo *t = &s->info[sp->first];
    put(w, E_GIVEN, single && (lex & GM_WORD_GIVEN_NAME) != 0);
    put(w, E_SURNAME, single && (lex & GM_WORD_SURNAME) != 0);
    put(w, E_ORDINARY, single && (lex & GM_WORD_ORDINARY) != 0);
    put(w, E_TITLE, single && (lex & GM_WORD_TITLE) != 0);
    put(w, E_ORG, single && (lex & GM_WORD_ORGANISATION) != 0);
    put(w, E_DATE, single && (lex & GM_WORD_DATE) != 0);
    put(w, E_PERSON, (marks & MARK_PERSON) != 0);
    put(w, E_PERSON_LAST,
        (marks & MARK_PERSON) != 0 && sp->first > 0 &&
            (s->info[sp->first - 1].mark & MARK_PERSON) != 0);
    put(w, E_WEAK_PERSON, (marks & MARK_WEAK_PERSON) != 0);
    put(w, E_KNOWN_SURNAME, single && (t->mark & MARK_SURNAME) != 0 && (marks & MARK_PERSON) == 0);
    put(w, E_LOWER_SEEN, plain_lower);
    put(w, E_SHOUT, (marks & MARK_SHOUT) != 0);
    put(w, E_ALL_CAPS, all_caps && words > 0);
    put(w, E_MULTIWORD, words > 1);
    put(w, E_SHORT, single && t->len <= 3);
    put(w, E_EXTENDED, (sp->flags & SPAN_EXTENDED) != 0);
    put(w, E_UNCASED, (s->tok[sp->first].flags & GM_TOKEN_UNCASED) != 0);
    put(w, E_START_ORDINARY,
        single && (lex & GM_WORD_ORDINARY) != 0 &&
            (s->tok[sp->first].flags & GM_TOKEN_SENTENCE_START) != 0);
    put(w, E_PREV_KIND_OF, (sp->flags & SPAN_CERTAIN_NAME) != 0);
    put(w, E_FIRST_SENTENCE, sp->sentence == 0);
    put(w, E_KNOWN_NAME_BARE, single && lex == 0);
    const GmPlace *p = sp->n_cand > 0 ? judge_chief(s, sp) : NULL;
    if (p == NULL)
        return;
    bool exact = false;
    for (guint i = 0; i < sp->n_cand; i++)
        exact = exact || scan_match(s, sp, i)->match == GM_MATCH_EXACT;
    put(w, E_EXACT, exact);
    put(w, E_ONLY_ALTERNATE, !exact);
    put(w, E_ONE_CANDIDATE, sp->n_cand == 1);
    put(w, E_MANY_CANDIDATES, sp->n_cand > 5);
    put(w, E_BIG, p->population >= 50000);
    put(w, E_PLAIN_BIG, p->population >= 100000 && lex == 0);
    put(w, E_HUGE, p->population >= 500000);
    bool wide = p->country[0] == '\0'; /* seas, ranges, regions over many countries */
    put(w, E_SMALL_PLAIN, p->population < 10000 && single && !wide);
    put(w, E_ORDINARY_SMALL,
        !wide && p->population < 50000 && single && (lex & GM_WORD_ORDINARY) != 0);
}

static void put_neighbours(Writer *w, guint k, const NameFacts *facts)
{
    const Scan *s = w->s;
    const Span *sp = scan_span(s, k);
    const Span *prev = k > 0 ? scan_span(s, k - 1) : NULL;
    const Span *next = k + 1 < s->spans->len ? scan_span(s, k + 1) : NULL;
    guint end = sp->first + sp->n;
    if (next != NULL && tok_same_sentence(s, sp->first, next->first)) {
        put(w, E_NEXT_CONTAINER, sp->in_next);
        put(w, E_NEXT_PLACE, next->first == end);
        put(w, E_LIST,
            next->first <= end + 2 && next->first > end &&
                (tok_char(s, end) == ',' || (tok_cls(s, end) & CW_AND) != 0));
    }
    if (prev != NULL && tok_same_sentence(s, prev->first, sp->first)) {
        guint pe = prev->first + prev->n;
        put(w, E_IS_CONTAINER, prev->in_next);
        put(w, E_PREV_PLACE, sp->first == pe);
    }
    put(w, E_TWICE, facts->count >= 2);
    put(w, E_OFTEN, facts->count >= 4);
    put(w, E_DOC_STRONG, facts->strong > 0);
    put(w, E_DOC_PERSON, facts->person > 0);
    put(w, E_DATELINE, (s->info[sp->first].mark & MARK_DATELINE) != 0);
}

static guint head_number(const Scan *s, const Span *sp)
{
    guint i = sp->first + sp->n - 1;
    if (tok_char(s, i) == '.' && i > sp->first)
        i--;
    if (s->tok[i].kind == GM_TOKEN_NUMBER)
        i = sp->first;
    return s->info[i].hash % JUDGE_HEADS;
}

static void put_support(Writer *w, const Span *sp)
{
    if (sp->n_cand == 0 || sp->group < 0)
        return;
    for (guint i = 0; i < 8; i++)
        put(w, (Evidence)(E_SUPPORT + i), (sp->support >> i & 1) != 0);
    bool strange = (sp->support & SUPPORT_STRANGE) != 0;
    put(w, E_STRANGE_SMALL, strange && judge_chief(w->s, sp)->population < 300000);
    const TokenInfo *t = &w->s->info[sp->first];
    bool near = (sp->support & (SUPPORT_BESIDE | SUPPORT_DIVISION)) != 0;
    put(w, E_SUPPORTED, near && (sp->support & SUPPORT_SURE) != 0);
    put(w, E_WEAK_NAME_NEAR,
        near && (t->lex & (GM_WORD_ORDINARY | GM_WORD_SURNAME | GM_WORD_GIVEN_NAME)) != 0);
    put(w, E_PERSON_NEAR, near && (t->mark & (MARK_PERSON | MARK_WEAK_PERSON | MARK_SURNAME)) != 0);
}

/* The very words beside the name, a few hundred of them by hash. */
static void put_words(Writer *w, const Span *sp)
{
    const Scan *s = w->s;
    guint base = JUDGE_N_SORTS * JUDGE_EVIDENCE + JUDGE_BIASES + JUDGE_HEADS;
    int b = before(s, sp), a = after(s, sp);
    if (b >= 0 && s->tok[b].kind == GM_TOKEN_WORD && w->n < JUDGE_MAX_ACTIVE)
        w->out[w->n++] = (guint16)(base + s->info[b].hash % (JUDGE_WORDS / 2));
    if (a >= 0 && s->tok[a].kind == GM_TOKEN_WORD && w->n < JUDGE_MAX_ACTIVE)
        w->out[w->n++] = (guint16)(base + JUDGE_WORDS / 2 + s->info[a].hash % (JUDGE_WORDS / 2));
}

/* What was thought at first of the names it is listed with: "A, X and B". */
static void put_list(Writer *w, guint k)
{
    const Scan *s = w->s;
    const Span *sp = scan_span(s, k);
    bool sure = false, bad = false;
    for (guint side = 0; side < 2; side++) {
        if (side == 0 ? k == 0 : k + 1 >= s->spans->len)
            continue;
        const Span *o = scan_span(s, side == 0 ? k - 1 : k + 1);
        const Span *x = side == 0 ? o : sp, *y = side == 0 ? sp : o;
        guint end = x->first + x->n;
        if (!tok_same_sentence(s, x->first, y->first) || y->first <= end || y->first > end + 2)
            continue;
        bool listed = true;
        for (guint i = end; i < y->first; i++)
            listed = listed && (tok_char(s, i) == ',' || (tok_cls(s, i) & CW_AND) != 0);
        sure = sure || (listed && o->judge > 1.5f);
        bad = bad || (listed && o->judge < -1.0f);
    }
    put(w, E_LIST_SURE, sure);
    put(w, E_LIST_BAD, bad);
}

/* By itself: inside the loop of mention_judge gcc 12 takes it for code seldom run. */
static G_GNUC_NO_INLINE guint features_with(const Scan *s, guint k, const NameFacts *facts,
                                            bool supported, guint16 *out)
{
    const Span *sp = scan_span(s, k);
    guint bias = 0;
    JudgeSort sort = sort_of(s, sp, &bias);
    Writer w = {s, out, 0, (guint)sort * JUDGE_EVIDENCE};
    out[w.n++] = (guint16)(JUDGE_N_SORTS * JUDGE_EVIDENCE + bias);
    if (sort == JUDGE_PATTERN && (sp->flags & SPAN_UNKNOWN) == 0)
        out[w.n++] = (guint16)(JUDGE_N_SORTS * JUDGE_EVIDENCE + JUDGE_BIASES + head_number(s, sp));
    int b = before(s, sp), a = after(s, sp);
    put_before(&w, sp, b);
    put_after(&w, sp, a);
    put_company(&w, sp, b, a);
    put_name(&w, sp);
    put_neighbours(&w, k, facts);
    put_words(&w, sp);
    if (supported) {
        put_support(&w, sp);
        put_list(&w, k);
        put(&w, E_TWIN_SURE, facts->count > 1 && facts->best > 1.5f && facts->best > sp->judge);
        put(&w, E_TWIN_BAD, facts->count > 1 && facts->worst < -1.5f && facts->worst < sp->judge);
    }
    return w.n;
}

/* Numbers the names of the spans by their keys; how many there are. */
static guint number_names(const Scan *s)
{
    guint size = 64, n = 0;
    while (size < 2 * s->spans->len)
        size *= 2;
    guint *slots = g_new0(guint, size); /* a span of the name, plus one */
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        guint at = sp->key * 2654435769u & (size - 1);
        while (slots[at] != 0 && scan_span(s, slots[at] - 1)->key != sp->key)
            at = (at + 1) & (size - 1);
        sp->facts = slots[at] != 0 ? scan_span(s, slots[at] - 1)->facts : n++;
        slots[at] = slots[at] != 0 ? slots[at] : k + 1;
    }
    g_free(slots);
    return n;
}

/* Facts about each name over the whole document. */
static NameFacts *gather_facts(const Scan *s)
{
    NameFacts *facts = g_new0(NameFacts, number_names(s) + 1);
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        sp->chief = find_chief(s, sp);
        NameFacts *f = &facts[sp->facts];
        f->best = f->count == 0 ? sp->judge : MAX(f->best, sp->judge);
        f->worst = f->count == 0 ? sp->judge : MIN(f->worst, sp->judge);
        f->count++;
        int b = before(s, sp);
        guint cls = b >= 0 ? s->info[b].cls : 0;
        bool person = false;
        for (guint i = sp->first; i < sp->first + sp->n; i++)
            person = person || (s->info[i].mark & MARK_PERSON) != 0;
        const Span *next = k + 1 < s->spans->len ? scan_span(s, k + 1) : NULL;
        sp->in_next = next != NULL && next->first == sp->first + sp->n + 1 &&
                      tok_char(s, sp->first + sp->n) == ',' && contains(s, next, sp);
        f->person = (guint8)(f->person || person);
        f->strong = (guint8)(f->strong || sp->in_next || (!person && (cls & CW_IN) != 0));
    }
    return facts;
}

static void write_trace(const Scan *s, const Span *sp, const guint16 *active, guint n, float sum)
{
    g_string_append_printf(s->trace, "%zu\t%zu\t%.*s\t", sp->start, sp->end,
                           (int)(sp->end - sp->start), s->doc->text + sp->start);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(s->trace, "%s%u", i > 0 ? "," : "", active[i]);
    g_string_append_printf(s->trace, "\t%.2f\n", (double)sum);
}

void mention_judge(Scan *s, bool supported)
{
    NameFacts *facts = gather_facts(s);
    const float *weights = supported ? JUDGE_WEIGHTS : JUDGE_FIRST_WEIGHTS;
    guint16 active[JUDGE_MAX_ACTIVE + 1];
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        guint n = features_with(s, k, &facts[sp->facts], supported, active);
        float sum = 0;
        for (guint i = 0; i < n; i++)
            sum += weights[active[i]];
        sp->judge = sum;
        if (s->trace != NULL && supported && (sp->flags & (SPAN_VARIANT | SPAN_DROPPED)) == 0)
            write_trace(s, sp, active, n, sum);
        judge_by_rule(s, sp);
    }
    g_free(facts);
    judge_highways(s);
}
