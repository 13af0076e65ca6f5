/** Names that the gazetteer does not know as written, but as a spelling variant
 *  of a place where the document's other places are: "Trenbeh" for Tronba in a
 *  text on Idlib, never elsewhere in the world. */
#include "mention_scan.h"

#include "geodesic.h"

#include <string.h>

enum { NEAR_M = 250 * 1000, STRICT_NEAR_M = 80 * 1000, MAX_WORDS = 3 };
#define STRICT_SCORE 0.95
#define LEAST_SCORE 0.93 /* below it two names sound alike by chance: "Chamaa" and ash-Sham */

static bool is_covered(const Scan *s, const guint8 *covered, guint i)
{
    return i >= s->n_tokens || covered[i] != 0;
}

/* Does the place before the name ask for a place? */
static bool cue_before(const Scan *s, const guint8 *covered, guint i)
{
    if (i == 0 || !tok_same_sentence(s, i - 1, i))
        return false;
    guint b = i - 1, cls = tok_cls(s, b);
    if ((cls & (CW_IN | CW_TO_FROM | CW_LIKE | CW_DIRECTION)) != 0 && s->info[b].len > 1)
        return true;
    if ((cls & CW_OF) != 0 && b > 0)
        return (tok_cls(s, b - 1) & (CW_SETTLEMENT | CW_DIRECTION | CW_LOCALITY | CW_DIVISION)) !=
               0;
    if ((cls & CW_SETTLEMENT) != 0 && !tok_is_cap(s, b))
        return true;
    if (scan_fold_is(s, b, "between"))
        return true;
    /* a list: "Saraqib, Trenbeh and Nayrab" */
    if (tok_char(s, b) == ',' || (cls & CW_AND) != 0) {
        guint c = b > 0 ? b - 1 : 0;
        if ((cls & CW_AND) != 0 && tok_char(s, c) == ',' && c > 0)
            c--;
        return is_covered(s, covered, c);
    }
    return false;
}

static bool may_name(const Scan *s, guint i)
{
    const TokenInfo *t = &s->info[i];
    return tok_is_cap(s, i) && t->len >= 4 && t->lex == 0 &&
           (t->mark &
            (MARK_PERSON | MARK_WEAK_PERSON | MARK_SURNAME | MARK_SHOUT | MARK_LOWER_SEEN)) == 0 &&
           (t->cls & ~(guint)(CW_ARTICLE_AR | CW_PARTICLE)) == 0 &&
           (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ADDRESS | GM_TOKEN_ABBREVIATION)) == 0;
}

/* The token after @i in one name: past a hyphen, an article in lower case. */
static guint next_part(const Scan *s, guint i)
{
    guint j = i + 1;
    if ((s->info[i].mark & MARK_POSSESSIVE) != 0 || !tok_same_sentence(s, i, j))
        return 0;
    if (tok_is_hyphen(s, j) && tok_touches(s, j) && tok_touches(s, j + 1))
        j++;
    if (!tok_is_word(s, j) || (!tok_is_cap(s, j) && (s->info[j].cls & CW_ARTICLE_AR) == 0))
        return 0;
    return j;
}

/* The sound rules are about romanised Arabic and its neighbours' spelling:
 * countries that write Arabic, Persian, Kurdish, Turkish or Pashto. */
static bool rules_hold_in(const char *country)
{
    static const char COUNTRIES[] = " SY IQ LB JO PS IL EG LY TN DZ MA EH SD SA YE OM AE QA BH KW "
                                    "TR IR AF PK MR SO DJ KM TD ER CY AZ TJ ";
    const char *at = country[0] != '\0' ? strstr(COUNTRIES, country) : NULL;
    return at != NULL && at[-1] == ' ' && at[2] == ' ';
}

/* Does the text name a town or a province of that country, not only its government? */
static bool is_on_ground(const Scan *s, const char *country)
{
    for (guint k = 0; k < s->spans->len; k++) {
        const Span *sp = scan_span(s, k);
        if (sp->judge <= 0 || sp->n_cand == 0 || sp->best < 0 ||
            (sp->flags & (SPAN_DROPPED | SPAN_DEMONYM | SPAN_VARIANT)) != 0)
            continue;
        const GmPlace *p = &scan_match(s, sp, (guint)sp->best)->place;
        if (p->kind != GM_PLACE_COUNTRY && !g_str_equal(p->feature_code, "PPLC") &&
            g_str_equal(p->country, country))
            return true;
    }
    return false;
}

/* Elsewhere two names of one sound are mostly two places. */
static bool belongs_here(const Scan *s, const GmMatch *match)
{
    const GmPlace *p = &match->place;
    if (match->score < LEAST_SCORE)
        return false;
    if (!s->focus.has_centre) /* "Yemeni ports": nothing but the country is known */
        return rules_hold_in(p->country) && g_str_equal(p->country, s->focus.country);
    double m = gm_geo_distance(gm_place_pos(p), s->focus.centre);
    if (!rules_hold_in(p->country))
        return match->score >= STRICT_SCORE && m < STRICT_NEAR_M;
    if (!g_str_equal(p->country, s->focus.country))
        return m < NEAR_M / 2 && is_on_ground(s, p->country);
    return m < (match->score >= STRICT_SCORE ? 2 * NEAR_M : NEAR_M);
}

/* Looks tokens @from … @last up by their sound: how many places here were appended
 * to Scan.matches. */
static guint find_here(Scan *s, guint from, guint last)
{
    g_string_truncate(s->key, 0);
    for (guint i = from; i <= last; i++) {
        if (s->tok[i].kind != GM_TOKEN_WORD)
            continue;
        if (s->key->len > 0)
            g_string_append_c(s->key, ' ');
        g_string_append_len(s->key, tok_fold(s, i), s->info[i].len);
    }
    guint before = s->matches->len, kept = before;
    gm_gazetteer_find_variant(s->gaz, s->key->str, s->key->len, s->matches);
    for (guint i = before; i < s->matches->len; i++) {
        GmMatch m = g_array_index(s->matches, GmMatch, i);
        if (belongs_here(s, &m))
            g_array_index(s->matches, GmMatch, kept++) = m;
    }
    g_array_set_size(s->matches, kept);
    return kept - before;
}

/* Tries tokens @from … @last as one name; true when a span was added. */
static bool try_name(Scan *s, guint from, guint last)
{
    guint before = s->matches->len, n = find_here(s, from, last);
    if (n == 0)
        return false;
    Span *sp = scan_span(s, scan_add_span(s, from, last - from + 1, SPAN_VARIANT));
    sp->cand = before;
    sp->n_cand = n;
    return true;
}

static guint find_at(Scan *s, const guint8 *covered, guint i)
{
    guint from = i, name = i;
    if (!tok_is_cap(s, i)) { /* al-Nayrab */
        if ((s->info[i].cls & CW_ARTICLE_AR) == 0 || s->tok[i].kind != GM_TOKEN_WORD)
            return 0;
        name = next_part(s, i);
        if (name == 0)
            return 0;
    }
    bool head = scan_is_name_head(s, name);
    if ((!head && !may_name(s, name)) || is_covered(s, covered, name) ||
        !cue_before(s, covered, from))
        return 0;
    /* all of its words or none: "Kfar Kila" is no Kfar */
    guint last = name, n = 1;
    for (guint j = next_part(s, name); j != 0 && !is_covered(s, covered, j); j = next_part(s, j)) {
        /* "Ain Hour": after such a word an ordinary one may follow */
        if (tok_is_cap(s, j) && (s->info[j].lex == 0 || (head && n == 1))) {
            last = j;
            n++;
        } else if ((s->info[j].cls & CW_ARTICLE_AR) == 0) {
            break;
        }
    }
    if (n > MAX_WORDS || (head && n == 1 && !may_name(s, name)))
        return 0;
    return try_name(s, from, last) ? last : 0;
}

/* Further mentions of a name that was once accepted. */
static void repeat_names(Scan *s, guint8 *covered, guint first_new)
{
    guint n = s->spans->len;
    for (guint k = first_new; k < n; k++) {
        Span v = *scan_span(s, k);
        if (v.n != 1)
            continue;
        for (guint i = 0; i < s->n_tokens; i++) {
            if (s->info[i].hash != s->info[v.first].hash || !tok_is_cap(s, i) || covered[i] != 0)
                continue;
            Span *sp = scan_span(s, scan_add_span(s, i, 1, SPAN_VARIANT));
            sp->cand = v.cand;
            sp->n_cand = v.n_cand;
            covered[i] = 1;
        }
    }
}

/* In English-speaking countries an English text spells places as the gazetteer does. */
static bool is_spelled_one_way(const char *country)
{
    static const char *const ENGLISH[] = {"US", "GB", "CA", "AU", "NZ", "IE", NULL};
    return g_strv_contains(ENGLISH, country);
}

void mention_find_variants(Scan *s)
{
    if (s->focus.country[0] == '\0' || is_spelled_one_way(s->focus.country))
        return;
    guint8 *covered = g_new0(guint8, s->n_tokens + 1);
    guint first_new = s->spans->len;
    for (guint k = 0; k < first_new; k++) {
        Span *sp = scan_span(s, k);
        /* an unknown name from its context gives way to a variant */
        if (sp->judge <= 0 || sp->n_cand == 0)
            continue;
        if (sp->n == 1 && rules_hold_in(s->focus.country) && scan_is_name_head(s, sp->first) &&
            next_part(s, sp->first) != 0) {
            sp->judge = -9; /* the "Ain" of "Ain al-Hawr" */
            sp->flags |= SPAN_DROPPED;
            continue;
        }
        for (guint i = sp->first; i < sp->first + sp->n && i < s->n_tokens; i++)
            covered[i] = 1;
    }
    for (guint i = 0; i < s->n_tokens; i++) {
        guint last = find_at(s, covered, i);
        if (last == 0)
            continue;
        for (guint j = i; j <= last; j++)
            covered[j] = 1;
        i = last;
    }
    repeat_names(s, covered, first_new);
    g_free(covered);
    if (s->spans->len > first_new)
        scan_sort_spans(s);
}

void mention_place_unknown(Scan *s)
{
    for (guint k = 0; s->focus.country[0] != '\0' && k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if ((sp->flags & SPAN_UNKNOWN) == 0 || sp->n_cand > 0 ||
            (sp->flags & (SPAN_CERTAIN_NAME | SPAN_FRAMED)) == 0 || (sp->flags & SPAN_DROPPED) != 0)
            continue;
        guint before = s->matches->len, n = find_here(s, sp->first, sp->first + sp->n - 1);
        if (n == 0)
            continue;
        sp->cand = before;
        sp->n_cand = n;
        sp->flags = (sp->flags & ~(guint)(SPAN_UNKNOWN | SPAN_GUESSED)) | SPAN_VARIANT;
    }
}
