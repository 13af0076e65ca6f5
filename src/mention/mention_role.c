/** What a place name is meant as: the place, the government or people it stands
 *  for, an adjective, or a part of another thing's name. */
#include "mention_scan.h"

#include "mention_resolve.h"

#include <string.h>

static const GmPlace *chosen(const Scan *s, const Span *sp)
{
    return sp->best < 0 || sp->n_cand == 0 ? NULL : &scan_match(s, sp, (guint)sp->best)->place;
}

/* Countries and their capitals stand for governments; towns and provinces do not. */
static bool is_power(const GmPlace *p)
{
    /* the Kremlin, the White House, the EU */
    return p != NULL && (p->kind == GM_PLACE_COUNTRY || p->kind == GM_PLACE_LANDMARK ||
                         (p->kind == GM_PLACE_REGION && strstr(p->name, "Union") != NULL) ||
                         (p->kind == GM_PLACE_SETTLEMENT && g_str_equal(p->feature_code, "PPLC")));
}

static int word_before(const Scan *s, guint i)
{
    int b = (int)i - 1;
    while (b >= 0 && s->tok[b].kind == GM_TOKEN_PUNCT && (s->tok[b].flags & GM_TOKEN_QUOTE) != 0)
        b--;
    return b >= 0 && tok_same_sentence(s, (guint)b, i) ? b : -1;
}

static bool in_words(const Scan *s, guint i, const char *const *words)
{
    for (; *words != NULL; words++)
        if (scan_fold_is(s, i, *words))
            return true;
    return false;
}

static bool moves(const Scan *s, guint i)
{
    static const char *const WORDS[] = {
        "come",       "came",       "comes",     "coming",      "go",          "went",
        "gone",       "going",      "goes",      "travel",      "traveled",    "travelled",
        "traveling",  "travelling", "return",    "returned",    "returning",   "returns",
        "flee",       "fled",       "fleeing",   "fly",         "flew",        "flown",
        "flying",     "flight",     "flights",   "arrive",      "arrived",     "arriving",
        "visit",      "visits",     "visited",   "trip",        "trips",       "way",
        "deported",   "moved",      "moving",    "move",        "leading",     "leads",
        "led",        "lead",       "road",      "roads",       "route",       "drive",
        "drove",      "driving",    "crossed",   "crossing",    "cross",       "migrated",
        "emigrated",  "journey",    "tour",      "transferred", "transported", "shipped",
        "refugees",   "entered",    "back",      "withdraw",    "withdrew",    "escaped",
        "headed",     "heading",    "sailed",    "border",      "borders",     "borderregion",
        "adjacent",   "links",      "link",      "linking",     "linked",      "connects",
        "connect",    "connecting", "connected", "sending",     "send",        "sent",
        "deployed",   "deploy",     "invited",   "pilgrimage",  "immigrated",  "extradited",
        "evacuated",  "airlifted",  "exported",  "imported",    "smuggled",    "trucked",
        "diverted",   "spread",     "spreads",   "spreading",   "bound",       "stretches",
        "stretching", "runs",       "ran",       "bus",         "buses",       "train",
        "trains",     "ferry",      "ferries",   "convoy",      "convoys",     "ship",
        "ships",      "boats",      "link",      "extends",     "left",        "leave",
        "leaves",     "leaving",    NULL};
    return in_words(s, i, WORDS);
}

static bool process_before(const Scan *s, guint i)
{
    static const char *const LINK[] = {"on", "for", "over", "about", "of", NULL};
    int b = word_before(s, i);
    if (b < 1 || !in_words(s, (guint)b, LINK))
        return false;
    guint cls = tok_cls(s, (guint)b - 1);
    static const char *const HEADS[] = {"battle", "deal",         "deals",  "agreement", "talks",
                                        "summit", "negotiations", "accord", "accords",   NULL};
    return (cls & CW_PROCESS) != 0 && in_words(s, (guint)b - 1, HEADS) &&
           (!scan_fold_is(s, (guint)b, "of") || scan_fold_is(s, (guint)b - 1, "battle"));
}

/* "Astana talks", "Idlib de-escalation agreement", "Sochi Agreement" */
static bool process_after(const Scan *s, const Span *sp)
{
    guint last = sp->first + sp->n - 1;
    if ((s->info[last].mark & MARK_POSSESSIVE) != 0)
        return false;
    for (guint i = last + 1, words = 0; i < s->n_tokens && words < 3; i++) {
        if (!tok_same_sentence(s, last, i))
            return false;
        if (s->tok[i].kind == GM_TOKEN_PUNCT) {
            if (!tok_is_hyphen(s, i))
                return false;
            continue;
        }
        words++;
        guint cls = tok_cls(s, i);
        static const char *const DEESC[] = {"de",       "escalation", "deescalation", "cease",
                                            "peace",    "nuclear",    "trade",        "fire",
                                            "security", NULL};
        if ((cls & CW_PROCESS) != 0) { /* "the Karabakh conflict zone" is ground */
            if ((tok_cls(s, i + 1) & CW_LOCALITY) != 0 || scan_fold_is(s, i + 1, "zone"))
                return false;
            /* "Moscow talks with Putin" are held there; "Astana talks" are a name */
            return !(scan_fold_is(s, i + 1, "with") && scan_fold_is(s, i, "talks"));
        }
        if (scan_fold_is(s, i, "escalation") || scan_fold_is(s, i, "deescalation"))
            return (tok_cls(s, i + 1) & CW_LOCALITY) == 0 && !scan_fold_is(s, i + 1, "zone");
        if (!in_words(s, i, DEESC))
            return false;
    }
    return false;
}

/* Tied by a hyphen or dash to what stands before or after. */
static bool hyphened_after(const Scan *s, const Span *sp)
{
    guint i = sp->first + sp->n;
    return tok_is_hyphen(s, i) && tok_touches(s, i) && tok_touches(s, i + 1) &&
           i + 1 < s->n_tokens && s->tok[i + 1].kind == GM_TOKEN_WORD;
}

static bool hyphened_before(const Scan *s, const Span *sp)
{
    guint i = sp->first;
    return i >= 2 && tok_is_hyphen(s, i - 1) && tok_touches(s, i) && tok_touches(s, i - 1) &&
           s->tok[i - 2].kind == GM_TOKEN_WORD;
}

/* Do the capitalised words from @a on have the head of another thing's name:
 * "Police Department", "Media Center", "Liberation Movement"? */
static bool heads_other_name(const Scan *s, guint a)
{
    static const guint HEADS = CW_ORG | CW_MEDIA | CW_COMPANY | CW_MILITARY | CW_TEAM | CW_OFFICE;
    for (guint i = a, n = 0; n < 4 && tok_is_cap(s, i) && tok_same_sentence(s, a, i); i++, n++) {
        if ((tok_cls(s, i) & HEADS) != 0)
            return true;
        if ((s->info[i].mark & MARK_POSSESSIVE) != 0)
            return false;
    }
    return false;
}

static bool is_nested(const Scan *s, const Span *sp)
{
    guint last = sp->first + sp->n - 1, a = tok_after(s, last);
    bool possessive = (s->info[last].mark & MARK_POSSESSIVE) != 0;
    bool next_cap = !possessive && tok_is_cap(s, a) && tok_same_sentence(s, last, a) &&
                    (s->info[a].mark & MARK_SHOUT) == 0;
    guint cls = tok_cls(s, a);
    if (next_cap && heads_other_name(s, a))
        return true;
    if (!possessive && (cls & CW_TEAM) != 0 && tok_is_cap(s, a))
        return true;
    /* "Syria Call", "China Daily": a country before another name */
    const GmPlace *p = chosen(s, sp);
    if (next_cap && a == last + 1 && !tok_touches(s, a) && p != NULL &&
        p->kind == GM_PLACE_COUNTRY && (s->info[a].lex & GM_WORD_DATE) == 0 &&
        (cls & (CW_DIRECTION | CW_DIVISION | CW_SETTLEMENT)) == 0)
        return true;
    if (!possessive && (cls & CW_OFFICE) != 0 && tok_same_sentence(s, last, a) &&
        (sp->flags & SPAN_EXTENDED) == 0 && (cls & CW_DIVISION) == 0)
        return true;
    if (process_after(s, sp) || process_before(s, sp->first))
        return true;
    int b = word_before(s, sp->first);
    if (b < 0)
        return false;
    guint pc = tok_cls(s, (guint)b);
    if (b == (int)sp->first - 1 && tok_is_cap(s, (guint)b) && !tok_touches(s, sp->first) &&
        (s->info[b].mark & (MARK_POSSESSIVE | MARK_SHOUT)) == 0 &&
        (pc & (CW_DIRECTION | CW_IN | CW_TO_FROM | CW_THE | CW_AND | CW_OF | CW_WITH)) == 0 &&
        (s->tok[b].flags & GM_TOKEN_SENTENCE_START) == 0 && (s->info[b].lex & GM_WORD_DATE) == 0)
        return true;
    if ((pc & CW_OF) != 0 && b > 0 && tok_is_cap(s, (guint)b - 1) &&
        (tok_cls(s, (guint)b - 1) & (CW_ORG | CW_FACILITY | CW_MILITARY | CW_COMPANY)) != 0 &&
        (tok_cls(s, (guint)b - 1) & (CW_SETTLEMENT | CW_DIVISION)) == 0)
        return true;
    return false;
}

/* "in X", "northern X", "fled to X", "the border with X": @b is the word before. */
static bool literal_by_word_before(const Scan *s, const Span *sp, guint b)
{
    static const char *const IN[] = {
        "in",      "into",       "inside",   "within", "throughout",  "across",
        "near",    "at",         "outside",  "around", "neighboring", "neighbouring",
        "linking", "connecting", "connects", "off",    "above",       "passes",
        "reached", "reaches",    "leaves",   NULL};
    static const char *const MOVE[] = {"to",   "from",    "through", "via",
                                       "with", "towards", "for",     NULL};
    guint cls = tok_cls(s, b);
    if (in_words(s, b, IN) || (cls & (CW_DIRECTION | CW_LIKE)) != 0)
        return true;
    if (b == 0)
        return false;
    if (scan_fold_is(s, b, "as")) /* felt as far away as Beirut */
        return b >= 3 && (scan_fold_is(s, b - 1, "away") || scan_fold_is(s, b - 1, "far"));
    if (scan_fold_is(s, b, "of"))
        return (tok_cls(s, b - 1) &
                (CW_DIRECTION | CW_LOCALITY | CW_SETTLEMENT | CW_FEATURE | CW_DIVISION)) != 0;
    if (!in_words(s, b, MOVE))
        return false;
    for (guint i = b, n = 0; i-- > 0 && n < 4 && tok_same_sentence(s, i, sp->first); n++)
        if (moves(s, i))
            return true;
    return false;
}

/* A verb of saying or doing follows, as governments say and do. */
static bool is_subject(const Scan *s, const Span *sp)
{
    guint last = sp->first + sp->n - 1, a = tok_after(s, last);
    return tok_same_sentence(s, last, a) && (tok_cls(s, a) & (CW_SAY | CW_ACT | CW_AUX)) != 0;
}

/* "Sochi, Russia": it holds the place before it. "in Lebanon and Jordan", "hit Guinea,
 * Liberia and Sierra Leone": it shares the preposition of the list's first. */
static bool literal_by_neighbour(const Scan *s, guint k, guint b)
{
    if (k > 0 && tok_char(s, b) == ',' && scan_span(s, k - 1)->container == (int)k)
        return true;
    bool comma = tok_char(s, b) == ',' || (b > 0 && tok_char(s, b - 1) == ',');
    if (comma && is_subject(s, scan_span(s, k)))
        return false; /* "in Moscow, Ankara said", "in Idlib, and Turkey has vowed" */
    for (guint j = k; j-- > 0;) {
        const Span *prev = scan_span(s, j);
        guint last = prev->first + prev->n - 1, end = tok_after(s, last);
        bool list = tok_char(s, end) == ',';
        bool follows = end == b || (end + 1 == b && list && (tok_cls(s, b) & CW_AND) != 0);
        if (!follows || !tok_same_sentence(s, last, b) ||
            (!list && (tok_cls(s, end) & CW_AND) == 0) ||
            (s->info[last].mark & MARK_POSSESSIVE) != 0)
            return false;
        int before = word_before(s, prev->first);
        if (before < 0)
            return false;
        if (literal_by_word_before(s, prev, (guint)before))
            return true;
        b = (guint)before;
    }
    return false;
}

/* A capital is the town unless it acts or is acted with: "Ankara said", "a gift to
 * Moscow", "between Paris and Berlin", "Damascus's allies". */
static bool capital_acts(const Scan *s, guint k)
{
    static const char *const TOWARDS[] = {
        "to",   "from",   "with", "by",   "between", "against", "of",    "on", "for", "over",
        "than", "unlike", "but",  "that", "because", "when",    "while", "as", NULL};
    const Span *sp = scan_span(s, k);
    guint last = sp->first + sp->n - 1, a = tok_after(s, last);
    int b = word_before(s, sp->first);
    if ((s->info[last].mark & MARK_POSSESSIVE) != 0 || b < 0 || in_words(s, (guint)b, TOWARDS))
        return true;
    if ((tok_cls(s, (guint)b) & (CW_ACT | CW_SAY)) != 0) /* "backs Damascus" */
        return true;
    if (!tok_same_sentence(s, last, a))
        return false;
    if (scan_fold_is(s, a, "to") && (tok_cls(s, (guint)b) & (CW_IN | CW_AND | CW_THE)) == 0 &&
        s->tok[b].kind == GM_TOKEN_WORD)
        return true; /* "prompting Ankara to target" */
    if (tok_is_word(s, a) && !tok_is_cap(s, a) &&
        (tok_cls(s, a) & (CW_AND | CW_IN | CW_TO_FROM | CW_OF | CW_WITH)) == 0)
        return true; /* most likely its verb */
    if ((tok_cls(s, a) & CW_AND) == 0 && (tok_cls(s, (guint)b) & CW_AND) == 0)
        return false;
    /* one of a pair: "Moscow and Ankara agreed" */
    const Span *other = (tok_cls(s, a) & CW_AND) != 0 ? k + 1 < s->spans->len ? sp + 1 : NULL
                        : k > 0                       ? sp - 1
                                                      : NULL;
    if (other == NULL || !is_power(chosen(s, other)))
        return false;
    const Span *first = other < sp ? other : sp, *second = other < sp ? sp : other;
    b = word_before(s, first->first);
    return is_subject(s, second) || b < 0 || in_words(s, (guint)b, TOWARDS);
}

/* "Syria’s Idlib province", "Turkey's south" */
static bool literal_by_possession(const Scan *s, guint k)
{
    const Span *sp = scan_span(s, k);
    guint last = sp->first + sp->n - 1, a = tok_after(s, last);
    if ((s->info[last].mark & MARK_POSSESSIVE) == 0 || !tok_same_sentence(s, last, a))
        return false;
    if ((tok_cls(s, a) & (CW_DIRECTION | CW_LOCALITY | CW_DIVISION | CW_SETTLEMENT | CW_FEATURE)) !=
        0)
        return true;
    if (k + 1 >= s->spans->len)
        return false;
    const Span *next = scan_span(s, k + 1);
    const GmPlace *p = chosen(s, sp), *q = chosen(s, next);
    return next->first <= a + 1 && tok_same_sentence(s, last, next->first) && p != NULL &&
           q != NULL && mention_place_holds(p, q);
}

/* Does the text around say that the place itself is meant? */
static bool is_literal(const Scan *s, guint k, bool theatre)
{
    const Span *sp = scan_span(s, k);
    guint last = sp->first + sp->n - 1, a = tok_after(s, last);
    bool owner = (s->info[last].mark & MARK_POSSESSIVE) != 0;
    int b = word_before(s, sp->first);
    if (b >= 0 && scan_fold_is(s, (guint)b, "the"))
        b = word_before(s, (guint)b);
    if (sp->container >= 0 && !owner)
        return true; /* "DAMASCUS, Syria": an address or a dateline */
    if (b >= 0 && !owner &&
        (literal_by_word_before(s, sp, (guint)b) || literal_by_neighbour(s, k, (guint)b)))
        return true;
    if (literal_by_possession(s, k))
        return true;
    /* "Moscow talks with Putin" are held in Moscow */
    if ((tok_cls(s, a) & CW_PROCESS) != 0 && scan_fold_is(s, a + 1, "with"))
        return true;
    if (!theatre)
        return false;
    return !(tok_same_sentence(s, last, a) && (tok_cls(s, a) & (CW_SAY | CW_ACT)) != 0);
}

static GmRole role_of(const Scan *s, guint k)
{
    const Span *sp = scan_span(s, k);
    const GmPlace *p = chosen(s, sp);
    if ((sp->flags & SPAN_DEMONYM) != 0)
        return GM_ROLE_DEMONYM;
    if ((sp->flags & SPAN_ROAD_END) != 0)
        return GM_ROLE_LOCATION;
    if (hyphened_after(s, sp)) {
        guint w = sp->first + sp->n + 1;
        if ((tok_cls(s, w) & CW_COMPOUND) != 0 && !tok_is_cap(s, w))
            return GM_ROLE_DEMONYM;
        if (is_power(p))
            return GM_ROLE_ACTOR;
        if (!tok_is_cap(s, w))
            return GM_ROLE_NESTED;
    }
    /* the end of a road, "M5 (Aleppo–Damascus)", is a town; not so "Moscow–Ankara" */
    if (hyphened_before(s, sp) && is_power(p))
        return (sp->flags & SPAN_AS_TOWN) != 0 ? GM_ROLE_LOCATION : GM_ROLE_ACTOR;
    if ((sp->flags & SPAN_BACK_REFERENCE) != 0)
        return GM_ROLE_LOCATION;
    if ((sp->flags & SPAN_STATE_NAME) != 0)
        return is_literal(s, k, false) ? GM_ROLE_LOCATION : GM_ROLE_ACTOR;
    if ((sp->flags & SPAN_FACILITY) != 0 && (p == NULL || (sp->flags & SPAN_NAMED_AFTER) != 0))
        return GM_ROLE_NESTED;
    if ((sp->flags & SPAN_NAMED_AFTER) != 0)
        return (tok_cls(s, sp->first + sp->n - 1) & CW_DIVISION) != 0 ? GM_ROLE_LOCATION
                                                                      : GM_ROLE_NESTED;
    if ((sp->flags & SPAN_ROAD) == 0 && is_nested(s, sp))
        return GM_ROLE_NESTED;
    if (is_power(p)) {
        if ((s->info[sp->first].mark & MARK_DATELINE) != 0)
            return GM_ROLE_LOCATION;
        if (p->kind == GM_PLACE_SETTLEMENT && !capital_acts(s, k))
            return GM_ROLE_LOCATION;
        bool theatre = p->kind == GM_PLACE_COUNTRY && s->focus.has_centre &&
                       g_str_equal(p->country, s->focus.country);
        return is_literal(s, k, theatre) ? GM_ROLE_LOCATION : GM_ROLE_ACTOR;
    }
    return GM_ROLE_LOCATION;
}

/* Nothing but a comma or "and" stands between the names @k and @k + 1. */
static bool stand_in_list(const Scan *s, guint k)
{
    if (k + 1 >= s->spans->len)
        return false;
    const Span *a = scan_span(s, k), *b = scan_span(s, k + 1);
    guint i = a->first + a->n;
    if (!tok_same_sentence(s, a->first, b->first) || (s->info[i - 1].mark & MARK_POSSESSIVE) != 0)
        return false;
    i += tok_char(s, i) == ',';
    i += (tok_cls(s, i) & CW_AND) != 0;
    return i > a->first + a->n && i == b->first;
}

static bool is_town(const Scan *s, guint k)
{
    const GmPlace *p = chosen(s, scan_span(s, k));
    return scan_span(s, k)->role == GM_ROLE_LOCATION && p != NULL &&
           p->kind == GM_PLACE_SETTLEMENT && !is_power(p);
}

/* "bounded by Beirut, Sidon and Baalbek": beside towns that are no powers a capital is a
 * town, too. */
static bool is_listed_capital(const Scan *s, guint k)
{
    const Span *sp = scan_span(s, k);
    const GmPlace *p = chosen(s, sp);
    return sp->role == GM_ROLE_ACTOR && p != NULL && p->kind == GM_PLACE_SETTLEMENT &&
           !is_subject(s, sp) &&
           ((stand_in_list(s, k) && is_town(s, k + 1)) ||
            (k > 0 && stand_in_list(s, k - 1) && is_town(s, k - 1)));
}

void mention_assign_roles(Scan *s)
{
    for (guint k = 0; k < s->spans->len; k++)
        scan_span(s, k)->role = role_of(s, k);
    for (guint k = 0; k < s->spans->len; k++)
        if (is_listed_capital(s, k))
            scan_span(s, k)->role = GM_ROLE_LOCATION;
}
