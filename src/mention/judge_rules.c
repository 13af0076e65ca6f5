/** What is known about names and not fitted: see mention_judge.h. */
#include "mention_judge.h"

#include <string.h>

static bool named_road(const Scan *s, const Span *sp)
{
    if ((sp->flags & SPAN_EXTENDED) != 0 || sp->name_n > 1)
        return true;
    static const char *const WORDS[] = {"highway",   "highways", "road",    "roads",     "route",
                                        "routes",    "motorway", "traffic", "motorways", "patrol",
                                        "autoroute", "patrols",  "طريق",    "الطريق",    "трасса"};
    guint from = sp->first >= 4 ? sp->first - 4 : 0;
    for (guint i = from; i < MIN(sp->first + sp->n + 8, s->n_tokens); i++)
        for (guint k = 0; k < G_N_ELEMENTS(WORDS); k++)
            if (scan_fold_is(s, i, WORDS[k]) && tok_same_sentence(s, i, sp->first))
                return true;
    return false;
}

/* A highway of the gazetteer: where its country is spoken of; elsewhere the same
 * number is some other road, and unknown. */
static void judge_road(const Scan *s, Span *sp, const GmPlace *p)
{
    bool here = g_str_equal(s->focus.country, p->country);
    bool named = named_road(s, sp);
    bool definite = sp->first > 0 && scan_fold_is(s, sp->first - 1, "the");
    sp->judge = named || (here && definite) ? MAX(sp->judge, 2) : MIN(sp->judge, -2);
    if (named && !here && s->focus.country[0] != '\0' && (sp->flags & SPAN_BACK_REFERENCE) == 0) {
        sp->n_cand = 0;
        sp->flags |= SPAN_ROAD;
    }
}

/* Scripts without capitals, which the corpora do not have: a place is believed
 * by its weight, by its company and by the word before it. */
static void judge_uncased(const Scan *s, Span *sp, const GmPlace *p)
{
    static const char *const CUES[] = {"في",    "الى",  "الي", "من",     "قرب",   "بلده",
                                       "مدينه", "قريه", "ريف", "محافظه", "بلدات", "شمال",
                                       "جنوب",  "شرق",  "غرب", NULL};
    bool cue = false;
    for (const char *const *w = CUES; *w != NULL && sp->first > 0 && !cue; w++)
        cue = scan_fold_is(s, sp->first - 1, *w);
    bool weighty = p->kind != GM_PLACE_SETTLEMENT || p->population >= 200000;
    bool company = (sp->support & (SUPPORT_BESIDE | SUPPORT_DIVISION | SUPPORT_REGION)) != 0;
    guint letters = s->info[sp->first].len / 2;
    sp->judge = -1.5f + (weighty ? 2 : 0) + (company ? 1.5f : 0) + (cue ? 1.2f : 0) +
                (sp->n > 1 ? 1 : 0) +
                (letters >= 5  ? 0.5f
                 : letters < 4 ? -1
                               : 0);
}

/* "Khan al-Assal", "Salah al-Din Road": an Arabic article inside the name. */
static bool has_article(const Scan *s, const Span *sp)
{
    for (guint i = sp->first + 1; i + 2 < sp->first + sp->n; i++)
        if ((tok_cls(s, i) & CW_ARTICLE_AR) != 0 && tok_is_hyphen(s, i + 1))
            return true;
    return false;
}

static bool is_in_person(const Scan *s, const Span *sp)
{
    for (guint i = sp->first; i < sp->first + sp->n; i++)
        if ((s->info[i].mark & MARK_PERSON) != 0)
            return true;
    return false;
}

/* "Highway 4", "Route 60", "the A417"; not "US 31", whose first word is more often a
 * country. */
static bool is_numbered_road(const Scan *s, const Span *sp)
{
    guint last = sp->first + sp->n - 1;
    if ((sp->flags & SPAN_ROAD) == 0)
        return false;
    if (sp->n == 1)
        return scan_has_digit(s, last);
    return s->tok[last].kind == GM_TOKEN_NUMBER && tok_is_word(s, last - 1) &&
           s->info[last - 1].len > 3;
}

/* "Blue Line", "Green Line": lines of truce where the document is about that part of
 * the world, elsewhere lines of trains and trams. */
static void judge_line(Span *sp)
{
    bool here = (sp->support & (SUPPORT_BESIDE | SUPPORT_REGION | SUPPORT_COUNTRY)) != 0;
    sp->judge = here ? MAX(sp->judge, 1) : MIN(sp->judge, -2);
}

/* "the Atlantic", "the central Pacific": a sea by its short name, which is no part of
 * another name ("the Pacific Northwest", "the Atlantic City boardwalk"). */
static bool is_the_sea(const Scan *s, const Span *sp)
{
    bool sea = false;
    for (guint i = 0; i < sp->n_cand && !sea; i++) {
        const GmPlace *p = &scan_match(s, sp, i)->place;
        sea = p->kind == GM_PLACE_WATER && p->country[0] == '\0';
    }
    if (!sea || sp->n != 1 || sp->first == 0 || tok_is_cap(s, sp->first + 1))
        return false;
    guint i = sp->first - 1;
    if (i > 0 && (tok_cls(s, i) & CW_DIRECTION) != 0)
        i--;
    return scan_fold_is(s, i, "the");
}

void judge_by_rule(Scan *s, Span *sp)
{
    if ((sp->flags & SPAN_FRAMED) != 0)
        sp->judge = MAX(sp->judge, 0.5f); /* known places speak for it */
    if (sp->n_cand == 0) {
        bool street = (sp->flags & SPAN_ROAD) != 0 && has_article(s, sp);
        if ((street || is_numbered_road(s, sp)) && strcmp(s->focus.country, "US") != 0)
            sp->judge = MAX(sp->judge, 0.5f); /* of the States' roads the weights know better */
        return;
    }
    const GmPlace *p = judge_chief(s, sp);
    if ((sp->flags & SPAN_VARIANT) != 0) {
        sp->judge = 1; /* its context and its region were asked for already */
        return;
    }
    if ((s->tok[sp->first].flags & GM_TOKEN_UNCASED) != 0) {
        judge_uncased(s, sp, p);
        return;
    }
    /* John Jordan, Chelsea Georgia: the last part of a person's name */
    if (sp->name_n == 1 && sp->first > 0 && (s->info[sp->first].mark & MARK_PERSON) != 0 &&
        (s->info[sp->first - 1].mark & MARK_PERSON) != 0 &&
        (s->info[sp->first - 1].lex & GM_WORD_GIVEN_NAME) != 0 && tok_is_word(s, sp->first - 1))
        sp->judge -= 2;
    bool by_name = (sp->flags & SPAN_EXPLICIT_DIVISION) != 0 &&
                   (p->kind == GM_PLACE_DIVISION || p->kind == GM_PLACE_DISTRICT ||
                    p->kind == GM_PLACE_COUNTRY);
    bool thing = p->kind == GM_PLACE_CROSSING || p->kind == GM_PLACE_BASE ||
                 p->kind == GM_PLACE_AREA || p->kind == GM_PLACE_POST ||
                 p->kind == GM_PLACE_AIRPORT;
    if (p->kind == GM_PLACE_HIGHWAY)
        judge_road(s, sp, p);
    else if (by_name || (thing && sp->n > 1) || (sp->flags & SPAN_STATE_NAME) != 0)
        sp->judge = MAX(sp->judge, 2);
    else if ((sp->flags & SPAN_CERTAIN_NAME) != 0)
        sp->judge += 1;
    /* "the Lachin District" of which the gazetteer has the town */
    if ((sp->flags & SPAN_EXPLICIT_DIVISION) != 0 && p->kind == GM_PLACE_SETTLEMENT &&
        g_str_equal(p->country, s->focus.country) && scan_is_abroad(s) && !is_in_person(s, sp))
        sp->judge = MAX(sp->judge, 1);
    if (p->kind == GM_PLACE_REGION && sp->n == 2 && scan_fold_is(s, sp->first + 1, "line"))
        judge_line(sp);
    if (is_the_sea(s, sp))
        sp->judge = MAX(sp->judge, 1);
    if (has_article(s, sp) && !is_in_person(s, sp) &&
        (sp->support & (SUPPORT_BESIDE | SUPPORT_REGION)) != 0)
        sp->judge = MAX(sp->judge, 1);
    if ((sp->flags & (SPAN_AS_DIVISION | SPAN_ROAD_END)) != 0) /* "the X and Y oblasts" */
        sp->judge = MAX(sp->judge, 1);
}

void judge_highways(Scan *s)
{
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->n_cand == 0 || sp->judge > 0 || judge_chief(s, sp)->kind != GM_PLACE_HIGHWAY)
            continue;
        const char *country = judge_chief(s, sp)->country;
        for (guint j = 0; j < s->spans->len && sp->judge <= 0; j++) {
            const Span *o = scan_span(s, j);
            if ((o->key != sp->key && o->sentence != sp->sentence) || o->judge <= 0 ||
                o->n_cand == 0)
                continue;
            const GmPlace *p = judge_chief(s, o);
            if (o->key == sp->key ||
                (p->kind == GM_PLACE_HIGHWAY && g_str_equal(p->country, country)))
                sp->judge = 1.5f;
        }
    }
}
