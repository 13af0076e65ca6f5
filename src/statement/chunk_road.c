/** Roads, by name, by number, by their ends or by "the highway". */
#include "reading.h"

#include <string.h>

static bool is_road_noun(const Reading *r, int i)
{
    return has_class(r, i, W_ROAD);
}

/** Behind "international", "strategic" of a road at @i; or @i. */
static int behind_rank(const Reading *r, int i)
{
    int k = i;
    while (k < i + 2 && gm_reading_one_of(r, k,
                                          "international strategic main coastal vital key "
                                          "national trunk federal ring desert toll old new "
                                          "important commercial supply"))
        k++;
    return k;
}

/** A road by its name, though that stands in another's: "the A-B M5 highway". */
static bool is_named_road(const Reading *r, int i)
{
    return is_kind(r, i, C_ROAD) || (is_kind(r, i, C_NAME) && at(r, i)->n_refs == 1 &&
                                     gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref),
                                                           GM_PLACE_COUNTRY) == GM_PLACE_HIGHWAY);
}

/** The chunk behind "[international] highway(s)" at @i, or @i. */
static int behind_road_noun(const Reading *r, int i)
{
    int k = i;
    if (is_kind(r, i - 1, C_PLACE) || is_kind(r, i - 1, C_ACTOR))
        k += is_word(r, i, "axis"); /* "the Sake–Masisi axis" */
    if (k > i)
        return k;
    k = behind_rank(r, k);
    if (gm_reading_hyphen(r, k))
        k++;
    if (!is_road_noun(r, k))
        return i;
    while (is_road_noun(r, k))
        k++;
    return k;
}

/** A place, also as part of a pair: there a capital is the city and no government
 *  ("the Aleppo–Damascus road"), and a nested name is the place. */
static bool is_end_of_pair(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_ACTOR) ||
           (is_kind(r, i, C_NAME) && gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref),
                                                           GM_PLACE_COUNTRY) != GM_PLACE_COUNTRY);
}

/** "A–B" or "A-to-B" at @i: places joined by dashes; returns the chunk behind
 *  and the first and last place. */
static int read_pair(const Reading *r, int i, int *a, int *b)
{
    if (!is_end_of_pair(r, i))
        return i;
    *a = i;
    int k = i + 1, n = 1;
    /* "the Aleppo to Latakia highway" needs its article: "drove A to B" has none */
    bool to = is_word(r, k, "to") && is_word(r, i - 1, "the");
    while (gm_reading_hyphen(r, k) || gm_reading_punct(r, k, '/') || to) {
        int next = k + 1;
        if (is_word(r, next, "to"))
            next++;
        if (gm_reading_hyphen(r, next))
            next++;
        if (!is_end_of_pair(r, next))
            break;
        *b = next;
        k = next + 1;
        to = false;
        n++;
    }
    return n > 1 ? k : i;
}

static bool same_place(const Reading *r, const Ref *a, const Ref *b)
{
    if (a->mention < 0 || b->mention < 0)
        return false;
    const GmMention *x = gm_mention_at(r->m, (guint)a->mention);
    const GmMention *y = gm_mention_at(r->m, (guint)b->mention);
    if (x->has_place && y->has_place && x->place.ref != 0)
        return x->place.ref == y->place.ref;
    return g_str_equal(x->surface, y->surface);
}

/** The named road that the text has said runs between these ends, or -1. */
static int road_with_ends(const Reading *r, const Ref *a, const Ref *b)
{
    for (guint i = 0; i < r->road_ends->len; i++) {
        const RoadEnds *e = &g_array_index(r->road_ends, RoadEnds, i);
        if (e->road.mention < 0)
            continue;
        if ((same_place(r, a, &e->ends[0]) && same_place(r, b, &e->ends[1])) ||
            (same_place(r, a, &e->ends[1]) && same_place(r, b, &e->ends[0])))
            return e->road.mention;
    }
    return -1;
}

static void remember_ends(Reading *r, const Chunk *c)
{
    const Ref *road = reading_ref(r, c->ref);
    if (c->end_refs != 2)
        return;
    RoadEnds e = {*road,
                  {*reading_ref(r, c->ref + c->n_refs), *reading_ref(r, c->ref + c->n_refs + 1)}};
    g_array_append_val(r->road_ends, e);
}

/** Behind "al-Sham" at @i, the rest of a name that nobody knows whole; or @i. */
static int behind_name_rest(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    const char *t = r->d->text + c->start;
    if (c->kind == C_WORD && c->end - c->start > 3 && t[2] == '-' && g_ascii_isupper(t[3]) &&
        g_ascii_islower(t[0]))
        return i + 1;
    bool article = gm_reading_one_of(r, i, "al el as ash ad an ar at az ez") &&
                   gm_reading_hyphen(r, i + 1) && gm_reading_is_name(r, i + 2);
    return article ? i + 3 : i;
}

/** "Aleppo–Latakia [international] highway [(M4)]" and "M4 Aleppo–Latakia highway". */
static bool road_by_ends(Reading *r, int i)
{
    int a = 0, b = 0, k = read_pair(r, i, &a, &b);
    if (k == i)
        return false;
    int rest = behind_name_rest(r, k);
    if (rest > k && behind_road_noun(r, rest) == rest)
        rest = k;
    bool unknown = rest > k;
    Ref whole = {-1, -1, at(r, b)->start, at(r, rest - 1)->end};
    k = rest;
    int named = -1, first = i, behind = k;
    if (is_kind(r, i - 1, C_ROAD))
        first = named = i - 1;
    if (gm_reading_punct(r, k, '(') && is_kind(r, k + 1, C_ROAD) &&
        gm_reading_punct(r, k + 2, ')')) {
        named = k + 1;
        behind = k += 3;
    } else if (is_named_road(r, behind_rank(r, k))) {
        named = behind_rank(r, k);
        behind = k = named + 1;
    }
    k = behind_road_noun(r, k);
    if (k == behind && named < 0) { /* "A–B and A–C roads": the noun stands for both */
        int c = 0, d = 0, other = has_class(r, k, W_AND) ? read_pair(r, k + 1, &c, &d) : k + 1;
        if (other == k + 1 || behind_road_noun(r, other) == other)
            return false;
    }
    behind = k;
    if (!is_kind(r, i, C_PLACE) && gm_reading_one_of(r, k, "map maps to ahead"))
        return false;
    if (gm_reading_punct(r, k, '(') && is_kind(r, k + 1, C_ROAD) &&
        gm_reading_punct(r, k + 2, ')')) {
        named = k + 1;
        behind = k + 3;
    }
    Ref ends[2] = {*reading_ref(r, at(r, a)->ref), *reading_ref(r, at(r, b)->ref)};
    if (unknown)
        ends[1] = whole;
    Ref road = {-1, -1, at(r, i)->start, at(r, k - 1)->end};
    if (named >= 0)
        road = *reading_ref(r, at(r, named)->ref);
    else
        road.antecedent = road_with_ends(r, &ends[0], &ends[1]);
    Chunk c = {.kind = C_ROAD, .n_refs = 1, .end_refs = 2, .cls = W_ROAD};
    c.ref = gm_reading_add_ref(r, road);
    gm_reading_add_ref(r, ends[0]);
    gm_reading_add_ref(r, ends[1]);
    gm_reading_merge(r, first, behind - 1, c);
    remember_ends(r, at(r, first));
    return true;
}

/** "the highway of Aleppo–Latakia" */
static bool road_of_ends(Reading *r, int i)
{
    int a = 0, b = 0;
    if (!is_road_noun(r, i) || !is_word(r, i + 1, "of"))
        return false;
    int k = read_pair(r, i + 2, &a, &b);
    if (k == i + 2)
        return false;
    Ref ends[2] = {*reading_ref(r, at(r, a)->ref), *reading_ref(r, at(r, b)->ref)};
    Ref road = {-1, road_with_ends(r, &ends[0], &ends[1]), at(r, i)->start, at(r, k - 1)->end};
    Chunk c = {.kind = C_ROAD, .n_refs = 1, .end_refs = 2, .cls = W_ROAD};
    c.ref = gm_reading_add_ref(r, road);
    gm_reading_add_ref(r, ends[0]);
    gm_reading_add_ref(r, ends[1]);
    gm_reading_merge(r, i, k - 1, c);
    return true;
}

/** "the international highways" as a mention: words, no name. */
static bool is_generic_road(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_ROAD || c->n_refs != 1 || c->end_refs != 0)
        return false;
    for (guint k = c->first; k < c->first + c->n; k++)
        if ((gm_text_token(r->d, k)->flags & GM_TOKEN_CAPITAL) ||
            gm_text_token(r->d, k)->kind == GM_TOKEN_NUMBER)
            return false;
    return true;
}

/** "M4 (Aleppo–Latakia) [highway]", "the M4 [international highway]", "highway M4". */
static void extend_named_road(Reading *r, int i)
{
    Chunk c = *at(r, i);
    int first = i, behind = i + 1;
    int a = 0, b = 0;
    if (gm_reading_punct(r, i + 1, '(')) {
        int k = read_pair(r, i + 2, &a, &b);
        int close = k > i + 2 ? behind_road_noun(r, k) : k;
        if (k > i + 2 && gm_reading_punct(r, close, ')')) {
            Ref road = *reading_ref(r, c.ref),
                ends[2] = {*reading_ref(r, at(r, a)->ref), *reading_ref(r, at(r, b)->ref)};
            c.ref = gm_reading_add_ref(r, road);
            gm_reading_add_ref(r, ends[0]);
            gm_reading_add_ref(r, ends[1]);
            c.end_refs = 2;
            behind = close + 1;
        }
    }
    if (is_kind(r, behind, C_ROAD) && !is_generic_road(r, i) && is_generic_road(r, behind))
        behind++; /* "M4 and M5 international highways": the noun has its own mention */
    int noun = behind_road_noun(r, behind);
    if (noun > behind)
        c.plural = g_str_has_suffix(at(r, noun - 1)->fold, "s");
    behind = noun;
    while (is_road_noun(r, first - 1))
        first--;
    c.cls |= W_ROAD;
    gm_reading_merge(r, first, behind - 1, c);
    remember_ends(r, at(r, first));
}

static bool looks_like_number(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind == C_NUMBER)
        return c->end - c->start <= 4 && !strpbrk(c->fold, ".,:");
    if (c->kind != C_WORD || c->end - c->start > 5 || !g_ascii_isupper(r->d->text[c->start]))
        return false;
    gsize digits = 0, letters = 0;
    for (gsize k = c->start; k < c->end; k++) {
        digits += g_ascii_isdigit(r->d->text[k]);
        letters += g_ascii_isupper(r->d->text[k]);
    }
    return digits > 0 && letters <= 2 && digits + letters == c->end - c->start;
}

/** "M5 from A to B", "M5 (A–B)": what has two ends is a road. */
static bool has_ends_behind(const Reading *r, int i)
{
    if (is_word(r, i, "from") && is_kind(r, i + 1, C_PLACE))
        return is_word(r, i + 2, "to") && is_kind(r, i + 3, C_PLACE);
    return gm_reading_punct(r, i, '(') && is_kind(r, i + 1, C_PLACE) &&
           gm_reading_hyphen(r, i + 2) && is_kind(r, i + 3, C_PLACE);
}

/** "FH7 (Mendocino Pass Road)" */
static bool has_name_behind(const Reading *r, int i)
{
    for (int k = i + 1; gm_reading_punct(r, i, '(') && k < i + 7; k++)
        if (gm_reading_punct(r, k, ')'))
            return is_road_noun(r, k - 1);
    return false;
}

/** "along the RN2": what one goes along and that bears a number. */
static bool is_followed(const Reading *r, int i)
{
    int k = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
    return gm_reading_one_of(r, k, "along via") || /* "the section of the M17" */
           (is_word(r, k, "of") && has_class(r, k - 1, W_PIECE));
}

/** "SH94 to the west of A has reopened": what is shut or open so is a road. */
static bool is_shut_behind(const Reading *r, int i)
{
    for (int k = i + 1; k < i + 10 && !gm_reading_punct(r, k, ','); k++)
        if (gm_reading_one_of(r, k,
                              "closed shut open reopened blocked impassable passable flooded") &&
            (has_class(r, k - 1, W_BE) ||
             gm_reading_one_of(r, k - 1,
                               "has been stays remains stay remain now partly partially")))
            return true;
    return false;
}

/** "N-631" in pieces: letters, a hyphen and a number without spaces. */
static bool is_lettered(const Reading *r, int i)
{
    const Chunk *c = at(r, i), *h = at(r, i + 1), *n = at(r, i + 2);
    return c->kind == C_WORD && is_word(r, i - 1, "the") && c->end - c->start <= 2 &&
           (c->token_flags & GM_TOKEN_CAPITAL) && gm_reading_hyphen(r, i + 1) &&
           n->kind == C_NUMBER && looks_like_number(r, i + 2) && c->end == h->start &&
           h->end == n->start && g_ascii_isupper(r->d->text[c->end - 1]) &&
           (has_class(r, i + 3, W_BE | W_ROAD) || gm_reading_one_of(r, i + 3, "between from"));
}

/** "Highway 60", "the H20 highway": roads that no gazetteer has. */
static bool road_by_number(Reading *r, int i)
{
    int first = i, last = i;
    const Chunk *c = at(r, i);
    bool capital = (c->token_flags & GM_TOKEN_CAPITAL) != 0;
    bool ranked = gm_reading_one_of(r, i - 1, "national federal provincial state");
    if (is_road_noun(r, i) && looks_like_number(r, i + 1) &&
        (capital || ranked || at(r, i + 1)->kind == C_WORD)) {
        last = i + 1;
        first -= ranked && (at(r, i - 1)->token_flags & GM_TOKEN_CAPITAL) != 0;
    } else if (is_lettered(r, i)) /* "the N-631" */
        last = i + 2;
    else if (c->kind == C_WORD && looks_like_number(r, i) &&
             (is_road_noun(r, i + 1) || has_ends_behind(r, i + 1) || is_followed(r, i) ||
              has_name_behind(r, i + 1) || is_shut_behind(r, i)))
        last = is_road_noun(r, i + 1) ? i + 1 : i;
    else
        return false;
    if (gm_reading_punct(r, last + 1, '(') && looks_like_number(r, last + 2) &&
        gm_reading_punct(r, last + 3, ')')) /* "National Road 2 (RN2)" */
        last += 3;
    Ref road = {-1, -1, at(r, first)->start, at(r, last)->end};
    if (has_name_behind(r, last + 1))
        while (!gm_reading_punct(r, last, ')'))
            last++;
    for (guint k = 0; k < r->roads->len; k++) { /* named before: the same road */
        const Ref *old = &g_array_index(r->roads, Ref, k);
        if (old->mention < 0 && old->end - old->start == road.end - road.start &&
            memcmp(r->d->text + old->start, r->d->text + road.start, road.end - road.start) == 0)
            road.antecedent = old->antecedent;
    }
    Chunk n = {.kind = C_ROAD, .n_refs = 1, .cls = W_ROAD};
    n.ref = gm_reading_add_ref(r, road);
    gm_reading_merge(r, first, last, n);
    return true;
}

/** "the Indus Highway [(N-55)]", "the Pacific Coast Highway": names that no
 *  gazetteer has. */
static bool road_by_name(Reading *r, int i)
{
    const Chunk *noun = at(r, i);
    if (!is_road_noun(r, i) || !(noun->token_flags & GM_TOKEN_CAPITAL) ||
        !gm_reading_one_of(r, i, "highway motorway expressway freeway autobahn railway road") ||
        gm_reading_one_of(r, i - 1, "silk and"))
        return false;
    int first = i;
    while (first > i - 6 && gm_reading_hyphen(r, first - 2) &&
           gm_reading_one_of(r, first - 3, "al el as ash ad an ar at az")) /* "Salah al-Din" */
        first -= 3;
    const char *text = r->d->text;
    const Chunk *by = at(r, first - 1); /* "al-Din" as one word */
    if (by->kind == C_WORD && by->end - by->start > 3 && text[by->start + 2] == '-' &&
        g_ascii_isupper(text[by->start + 3]))
        first--;
    while (first > i - 8 && (at(r, first - 1)->token_flags & GM_TOKEN_CAPITAL) &&
           (is_kind(r, first - 1, C_WORD) || is_kind(r, first - 1, C_PLACE) ||
            is_kind(r, first - 1, C_NAME) || is_kind(r, first - 1, C_DEMONYM)) &&
           !has_class(r, first - 1, W_DET | W_PREP))
        first--;
    if (first == i)
        return false;
    Ref road = {-1, -1, at(r, first)->start, noun->end};
    for (guint k = 0; k < r->roads->len; k++) {
        const Ref *old = &g_array_index(r->roads, Ref, k);
        if (old->mention < 0 && old->end - old->start == road.end - road.start &&
            memcmp(r->d->text + old->start, r->d->text + road.start, road.end - road.start) == 0)
            road.antecedent = old->antecedent;
    }
    int last = i;
    if (gm_reading_punct(r, i + 1, '(') && !is_kind(r, i + 2, C_PLACE))
        for (int k = i + 2; k < i + 6; k++)
            if (gm_reading_punct(r, k, ')'))
                last = k;
    Chunk c = {.kind = C_ROAD, .n_refs = 1, .cls = W_ROAD};
    c.ref = gm_reading_add_ref(r, road);
    gm_reading_merge(r, first, last, c);
    return true;
}

/** The ends of a road that has no other name ("the A–B highway"), for "the highway"
 *  behind it; how many were added. */
static guint add_ends_of(Reading *r, const Ref *road, Ref span)
{
    for (guint i = r->road_ends->len; i-- > 0;) {
        const RoadEnds e = g_array_index(r->road_ends, RoadEnds, i);
        if (e.road.start != road->start || e.road.end != road->end)
            continue;
        for (int k = 0; k < 2; k++) {
            span.antecedent = e.ends[k].mention >= 0 ? e.ends[k].mention : e.ends[k].antecedent;
            gm_reading_add_ref(r, span);
        }
        return 2;
    }
    return 0;
}

static bool has_own_ends(const Reading *r, const Ref *road)
{
    for (guint i = 0; i < r->road_ends->len; i++) {
        const RoadEnds *e = &g_array_index(r->road_ends, RoadEnds, i);
        if (e->road.start == road->start && e->road.end == road->end)
            return true;
    }
    return false;
}

/** Behind "the road" at @i stands where it leads: no road named before. */
static bool is_described(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i,
                          "from between linking connecting leading that which joining running"))
        return true;
    if (is_word(r, i, "out"))
        return is_word(r, i + 1, "of");
    bool wind = is_kind(r, i, C_DIR) && !at(r, i)->adjective;
    if (wind)
        return gm_reading_one_of(r, i + 1, "from to towards out");
    return gm_reading_one_of(r, i, "to towards toward into") && is_end_of_pair(r, i + 1);
}

/** "the highway", "both motorways": the road(s) last named. */
static void road_by_reference(Reading *r, int i)
{
    if (!has_class(r, i, W_DET) || !gm_reading_one_of(r, i, "the this both these those"))
        return;
    int k = i + 1;
    while (k < i + 4 &&
           gm_reading_one_of(r, k,
                             "two same international strategic main important vital key "
                             "coastal said aforementioned mentioned latter"))
        k++;
    if (!is_road_noun(r, k))
        return;
    bool plural = g_str_has_suffix(at(r, k)->fold, "s");
    bool described = is_described(r, k + 1);
    bool idiom = gm_reading_one_of(r, k + 1,
                                   "map maps to ahead forward block blocks accident "
                                   "safety traffic network tax");
    Chunk c = {.kind = C_ROAD, .cls = W_ROAD, .back = true, .plural = plural};
    guint n = plural ? MIN(2, r->roads->len) : MIN(1, r->roads->len);
    if (n == 0 && !described)
        return;
    bool ended = n == 1 && described && /* another run of it, or another road */
                 !gm_reading_one_of(r, k + 1, "that which from between") &&
                 has_own_ends(r, &g_array_index(r->roads, Ref, r->roads->len - 1));
    if (idiom || ended ||
        (described && gm_reading_one_of(r, k, "road roads route railway railroad"))) {
        n = 0; /* another road than the one named before */
        if (idiom)
            return;
    }
    c.ref = r->refs->len;
    for (guint j = r->roads->len - n; j < r->roads->len; j++) {
        Ref old = g_array_index(r->roads, Ref, j);
        Ref ref = {-1, old.mention >= 0 ? old.mention : old.antecedent, at(r, i)->start,
                   at(r, k)->end};
        gm_reading_add_ref(r, ref);
        if (n == 1 && ref.antecedent < 0)
            c.end_refs = add_ends_of(r, &old, ref);
    }
    if (n == 0) {
        Ref ref = {-1, -1, at(r, i)->start, at(r, k)->end};
        gm_reading_add_ref(r, ref);
        c.back = false;
        n = 1;
    }
    c.n_refs = n;
    gm_reading_merge(r, i, k, c);
}

/** Such a mention means the roads last named, when there are any. */
static void generic_road_by_reference(Reading *r, int i)
{
    Chunk c = *at(r, i);
    c.plural = r->d->text[c.end - 1] == 's';
    guint n = MIN(c.plural ? 2u : 1u, r->roads->len);
    if (n == 0)
        return;
    c.ref = r->refs->len;
    c.back = true;
    c.n_refs = n;
    for (guint k = r->roads->len - n; k < r->roads->len; k++) {
        Ref old = g_array_index(r->roads, Ref, k);
        Ref ref = {-1, old.mention >= 0 ? old.mention : old.antecedent, c.start, c.end};
        gm_reading_add_ref(r, ref);
        if (n == 1 && ref.antecedent < 0)
            c.end_refs = add_ends_of(r, &old, ref);
    }
    gm_reading_merge(r, i, i, c);
}

static bool same_road(const Reading *r, const Ref *a, const Ref *b)
{
    int x = a->mention >= 0 ? a->mention : a->antecedent;
    int y = b->mention >= 0 ? b->mention : b->antecedent;
    if (x < 0 || y < 0)
        return false;
    Ref p = {x, -1, 0, 0}, q = {y, -1, 0, 0};
    return same_place(r, &p, &q);
}

/** Notes a road as the one last named; each road stands once, latest last. */
static void remember_road(Reading *r, Ref ref)
{
    for (guint i = 0; i < r->roads->len; i++) {
        if (!same_road(r, &ref, &g_array_index(r->roads, Ref, i)))
            continue;
        g_array_remove_index(r->roads, i);
        break;
    }
    g_array_append_val(r->roads, ref);
}

bool gm_reading_names_road(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_ROAD || c->n_refs == 0)
        return false;
    const Ref *ref = reading_ref(r, c->ref);
    if (ref->mention >= 0 || ref->antecedent >= 0)
        return true;
    for (gsize k = ref->start; k < ref->end; k++)
        if (g_ascii_isdigit(r->d->text[k]))
            return true;
    bool capital = false;
    for (guint k = c->first + 1; k < c->first + c->n; k++)
        capital = capital || (gm_text_token(r->d, k)->flags & GM_TOKEN_CAPITAL) != 0;
    return capital && c->end_refs == 0 && g_ascii_isupper(r->d->text[ref->start]) &&
           !has_class(r, i, W_DET);
}

void gm_reading_roads(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        if ((is_end_of_pair(r, i) && road_by_ends(r, i)) || road_of_ends(r, i))
            continue;
        if (is_kind(r, i, C_ROAD) && !at(r, i)->cls)
            extend_named_road(r, i);
        else if (is_kind(r, i, C_ROAD) && at(r, i)->end_refs == 0)
            extend_named_road(r, i);
        else if (is_kind(r, i, C_WORD) && (road_by_number(r, i) || road_by_name(r, i)))
            extend_named_road(r, i);
    }
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if (c->kind == C_ROAD && !c->back) {
            Ref ref = *reading_ref(r, c->ref);
            if (is_generic_road(r, i))
                generic_road_by_reference(r, i);
            else if (ref.mention >= 0 || ref.antecedent >= 0 || c->end_refs == 2)
                remember_road(r, ref);
        } else if (c->kind == C_WORD) {
            road_by_reference(r, i);
        }
    }
}
