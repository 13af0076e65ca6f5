/** What "the volcano", "its crater", "the stricken plant" mean: the name told last before it
 *  that the words beside it say is one ("Mount X", "Y volcano", "the Z nuclear power plant"),
 *  be it on the map or not. */
#include "reading.h"

#include <string.h>

enum { FAR = 800 }; /* tokens: the memory of a reader */

/** The words that speak of a site again, those that stand behind its name, and those that
 *  stand before it. */
static const struct {
    const char *again, *behind, *before;
} kinds[] = {
    {"volcano crater craters summit vent vents peak caldera mountain dome cone fissure lava",
     "volcano volcanoes peak", "mount mt volcano"},
    {"plant station reactor reactors facility complex powerplant",
     "plant station facility complex npp powerplant reactor", ""},
    {"dam barrage", "dam barrage", ""},
    {"bridge", "bridge", ""},
    {"airport airfield airbase runway", "airport airfield airbase", ""},
    {"port harbour harbor", "port harbour harbor", "port"},
    {"refinery depot terminal factory warehouse", "refinery depot terminal factory warehouse", ""},
    {"mine pit", "mine", ""},
};

static bool is_listed(const char *word, const char *list)
{
    gsize n = strlen(word);
    for (const char *p = list; n > 0 && (p = strstr(p, word)) != NULL; p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

static bool is_capital(const Reading *r, guint t)
{
    const GmToken *token = gm_text_token(r->d, t);
    const char *fold = gm_text_token_fold(r->d, t);
    return token->kind == GM_TOKEN_WORD && (token->flags & GM_TOKEN_CAPITAL) &&
           !is_listed(fold,
                      "the a an this that its in on at of from as by to north south east west "
                      "international national united new nuclear power chemical atomic") &&
           gm_lexicon_month(fold) == 0;
}

static bool is_joined(const Reading *r, guint t)
{
    const GmToken *token = gm_text_token(r->d, t);
    return (token->flags & GM_TOKEN_HYPHEN) != 0 && !(token->flags & GM_TOKEN_SPACE_BEFORE);
}

/** Before "nuclear power" and the like, which stand before the noun at token @t. A station
 *  or a complex without them may be any ("field station"): 0. */
static guint trade_of(const Reading *r, guint t)
{
    guint k = t;
    while (k > 0 && t - k < 4 &&
           is_listed(gm_text_token_fold(r->d, k - 1),
                     "nuclear power chemical atomic thermal hydroelectric oil gas fuel ammunition "
                     "petrochemical fertiliser fertilizer military international gold copper coal "
                     "iron uranium cement steel"))
        k--;
    bool any = is_listed(gm_text_token_fold(r->d, t), "station facility complex");
    return any && k == t ? 0 : k;
}

/** The name that ends before token @t, over its trade: its tokens. */
static bool name_behind(const Reading *r, guint t, guint *first, guint *last)
{
    guint k = trade_of(r, t);
    if (k == 0 || !is_capital(r, k - 1))
        return false;
    *last = *first = k - 1;
    while (*first > 1 && t - *first < 6 &&
           gm_text_token(r->d, *first - 1)->sentence == gm_text_token(r->d, t)->sentence) {
        if (is_capital(r, *first - 1))
            (*first)--;
        else if (is_joined(r, *first - 1) && is_capital(r, *first - 2))
            *first -= 2;
        else
            break;
    }
    return true;
}

/** The name that begins behind token @t ("Mount X", "Mt. X"). */
static bool name_before(const Reading *r, guint t, guint *first, guint *last)
{
    guint n = r->d->tokens->len, k = t + 1;
    k += k < n && gm_text_token(r->d, k)->kind == GM_TOKEN_PUNCT &&
         r->d->text[gm_text_token(r->d, k)->start] == '.';
    if (k >= n || !is_capital(r, k))
        return false;
    bool title = (gm_text_token(r->d, t)->flags & GM_TOKEN_CAPITAL) != 0;
    *first = title ? t : k; /* "Mount X" is the name, of "the volcano X" only X */
    *last = k;
    while (*last + 1 < n && *last < k + 2 && is_capital(r, *last + 1) &&
           gm_text_token(r->d, *last + 1)->sentence == gm_text_token(r->d, k)->sentence)
        (*last)++;
    return true;
}

/** The name behind "a chemical plant in X", "the dam at Y" at token @t. */
static bool name_of_home(const Reading *r, guint t, guint *first, guint *last)
{
    guint n = r->d->tokens->len, k = t + 2;
    if (trade_of(r, t) == 0 || k >= n ||
        !is_listed(gm_text_token_fold(r->d, t + 1), "in at near outside") || !is_capital(r, k) ||
        gm_text_token(r->d, k)->sentence != gm_text_token(r->d, t)->sentence)
        return false;
    *first = *last = k;
    while (*last + 1 < n && *last < k + 2 && is_capital(r, *last + 1))
        (*last)++;
    return true;
}

/** The mention that lies in bytes @start..@end, or around them, or -1. */
static int mention_at(const Reading *r, gsize start, gsize end)
{
    guint i = gm_reading_first_mention(r, start);
    i -= i > 0 && gm_mention_at(r->m, i - 1)->end > start;
    if (i >= r->m->list->len)
        return -1;
    const GmMention *m = gm_mention_at(r->m, i);
    return m->start < end && m->end > start ? (int)i : -1;
}

static void set_meant(const Reading *r, guint first, guint last, Ref *ref)
{
    gsize start = gm_text_token(r->d, first)->start, end = gm_text_token(r->d, last)->end;
    int mention = mention_at(r, start, end);
    if (mention >= 0 && gm_mention_at(r->m, (guint)mention)->has_place)
        ref->antecedent = mention; /* the words at hand stand, the place is that one's */
    else
        *ref = (Ref){mention, -1, start, end};
}

static bool find_name(const Reading *r, gsize before, guint from, guint to, Ref *ref)
{
    guint t = gm_reading_at(r, 0)->first, first = 0, last = 0;
    while (t < r->d->tokens->len && gm_text_token(r->d, t)->start < before)
        t++;
    for (guint n = 0; t-- > 0 && n < FAR; n++) {
        const GmToken *token = gm_text_token(r->d, t);
        const char *fold = gm_text_token_fold(r->d, t);
        if (token->kind != GM_TOKEN_WORD)
            continue;
        for (guint k = from; k < to; k++)
            if ((is_listed(fold, kinds[k].behind) &&
                 (name_behind(r, t, &first, &last) || name_of_home(r, t, &first, &last))) ||
                (is_listed(fold, kinds[k].before) && name_before(r, t, &first, &last))) {
                if (gm_text_token(r->d, last)->end > before)
                    continue;
                set_meant(r, first, last, ref);
                return true;
            }
    }
    return false;
}

bool gm_reading_site_meant(const Reading *r, int i, Ref *ref)
{
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
        if (gm_reading_one_of(r, i, kinds[k].again))
            return find_name(r, ref->start, k, k + 1, ref);
    return false;
}

bool gm_reading_danger_meant(const Reading *r, gsize before, Ref *ref)
{
    return find_name(r, before, 0, 2, ref);
}
