/** Zone nouns with their modifiers: "a 12-km security corridor", "the “fourth
 *  de-escalation zone”", "Aleppo security zone". */
#include "phrase.h"

#include <string.h>

/** "Philadelphi Corridor" as one name. */
static bool is_zone_name(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_PLACE || c->n_refs != 1 || c->n < 2)
        return false;
    const char *last = gm_text_token_fold(r->d, c->first + c->n - 1);
    return gm_lexicon_class(r->words, last) & W_CORRIDOR || g_str_equal(last, "zone");
}

/** "a 20-km-wide security ring", "a band of bush 3 km wide": zones by their size. */
static bool is_sized_noun(const Reading *r, int i)
{
    if (!strchr("rbst", at(r, i)->fold[0]) ||
        !gm_reading_one_of(r, i, "ring band swath swathe tract"))
        return false;
    for (int k = i - 1; k > i - 5 && !has_class(r, k, W_DET); k--)
        if (is_kind(r, k, C_MEASURE))
            return true;
    for (int k = i + 1; k < i + 6 && !has_class(r, k, W_BE | W_STOP); k++)
        if (is_kind(r, k, C_MEASURE) && at(r, k)->has_part)
            return true;
    return false;
}

/** "safe passage", "the humanitarian passages": a corridor by another name. */
static bool is_passage(const Reading *r, int i)
{
    return gm_reading_one_of(r, i, "passage passages") &&
           gm_reading_one_of(r, i - 1, "safe humanitarian evacuation") &&
           gm_reading_one_of(r, i + 1,
                             "from between along runs linking connecting leads will is was");
}

static bool is_zone_noun(const Reading *r, int i)
{
    if (is_sized_noun(r, i) || is_passage(r, i))
        return true;
    if (has_class(r, i, W_ZONE | W_CORRIDOR)) {
        /* "buffer" and "border" modify the noun that follows them */
        int k = gm_reading_hyphen(r, i + 1) ? i + 2 : i + 1;
        return !(has_class(r, k, W_ZONE | W_CORRIDOR) ||
                 (is_word(r, i, "buffer") && has_class(r, k, W_AREA)));
    }
    return false;
}

/** "de-escalation area", "area of separation": an area that is a zone. */
static bool is_zone_area(const Reading *r, int i)
{
    if (!has_class(r, i, W_AREA | W_LINE) || !gm_reading_one_of(r, i, "area areas line"))
        return false;
    if (is_word(r, i, "area") && is_word(r, i + 1, "of") && is_kind(r, i + 2, C_MEASURE))
        return true; /* "an area of 55 km around" */
    int size = gm_reading_hyphen(r, i - 1) ? i - 2 : i - 1;
    if (is_word(r, i, "area") && is_kind(r, size, C_MEASURE) &&
        (is_kind(r, i + 1, C_DIR) || is_kind(r, i + 1, C_REGION) ||
         gm_reading_one_of(r, i + 1, "along around on beside between")))
        return true; /* "the 14-Mile Area south of" */
    int maker = has_class(r, size - 1, W_DET) ? size - 2 : size - 1;
    if (is_word(r, i, "area") && is_kind(r, size, C_MEASURE) &&
        gm_reading_one_of(r, maker,
                          "demilitarize demilitarise demilitarizing demilitarising demilitarized "
                          "demilitarised clear clearing evacuate evacuating secure securing"))
        return true; /* "demilitarising a 15-to-20-km area" */
    if (gm_reading_one_of(r, i, "area areas") && is_word(r, i + 1, "of") &&
        gm_reading_one_of(r, i + 2, "separation limitation limitations disengagement"))
        return true;
    if (is_word(r, i, "line"))
        return false;
    return gm_reading_one_of(r, i - 1,
                             "safe escalation deescalation demilitarised demilitarized buffer "
                             "disengagement exclusion separation evacuation "
                             "deconfliction security prohibited");
}

/** Modifiers to the left of the noun; sets what they say. */
static int read_left(const Reading *r, ZonePhrase *z)
{
    int k = z->noun;
    bool not_zone = false;
    for (int n = 0; n < 9; n++) {
        int p = k - 1;
        if (gm_reading_quote(r, p) || gm_reading_hyphen(r, p)) {
            k = p;
            continue;
        }
        if (has_class(r, p, W_NOTZONE) && !has_class(r, p, W_ZONEMOD)) {
            not_zone = true;
            break;
        }
        if (is_kind(r, p, C_MEASURE)) {
            ArgMeasure m = {.chunk = p};
            g_array_prepend_val(z->args.measures, m);
            z->bare = false;
        } else if (is_kind(r, p, C_PLACE) || is_kind(r, p, C_REGION)) {
            z->name = p;
            if (!at(r, p)->possessive)
                z->bare = false;
        } else if (is_word(r, p, "such") || has_class(r, p, W_ZONEMOD | W_ZONE)) {
            z->bare = false;
        } else if (is_kind(r, p, C_BORDER)) {
            Arg along = {GM_PART_ALONG, p, false, false};
            g_array_append_val(z->args.places, along);
            z->bare = false;
        } else if (gm_reading_one_of(r, p,
                                     "new fourth third second first so called proposed planned "
                                     "joint continuous narrow wide deep vast long large "
                                     "small agreed existing future last remaining rebel "
                                     "opposition government held controlled backed besieged "
                                     "united nations established declared russian turkish "
                                     "un single strategic two kilometre kilometer northern "
                                     "larger smaller former current special permanent "
                                     "nuclear marine maritime naval civilian internal "
                                     "similar 24 mile km two militarised militarized") ||
                   is_kind(r, p, C_DEMONYM) || is_kind(r, p, C_DIR) || is_kind(r, p, C_ACTOR)) {
            /* keeps the noun phrase going */
        } else if (is_kind(r, p, C_WORD) &&
                   !has_class(r, p, W_PREP | W_DET | W_BE | W_STOP | W_SAY | W_AND) &&
                   !(at(r, p)->token_flags & GM_TOKEN_CAPITAL) &&
                   (is_kind(r, p - 1, C_MEASURE) || is_word(r, p, "safety"))) {
            z->bare = false; /* "a 5-mile safety zone" */
        } else {
            break;
        }
        k = p;
    }
    while (k < z->noun && (gm_reading_hyphen(r, k) || (is_kind(r, k, C_NUMBER))))
        k++;
    if (gm_reading_quote(r, k) && k > 0 && !has_class(r, k - 1, W_DET))
        k = (k + 1 <= z->noun) ? k + 1 : k;
    z->definite = gm_reading_one_of(r, k - 1, "the this that these those said");
    if (has_class(r, k - 1, W_DET))
        k--;
    else if (gm_reading_quote(r, k) && has_class(r, k - 1, W_DET))
        k--;
    return not_zone ? -1 : k;
}

/** "zone (A and the area surrounding B)": what it is made of. */
static int read_gloss(const Reading *r, int i, Args *a)
{
    int k = i;
    while (gm_reading_quote(r, k))
        k++;
    if (!gm_reading_punct(r, k, '('))
        return i;
    int from = ++k, n = 0;
    for (; k < from + 8; k++) {
        if (gm_reading_punct(r, k, ')')) {
            a->last = k;
            return n > 0 ? k + 1 : i;
        }
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION)) {
            Arg in = {GM_PART_IN, k, false, false};
            g_array_append_val(a->places, in);
            n++;
        } else if (!(gm_reading_punct(r, k, ',') || has_class(r, k, W_AND | W_DET))) {
            break;
        }
    }
    g_array_set_size(a->places, a->places->len - (guint)n);
    return i;
}

/** "the Lachin corridor" where the gazetteer does not know Lachin. */
static bool has_unknown_name(const Reading *r, int noun)
{
    const Chunk *c = at(r, noun - 1);
    return c->kind == C_WORD && (c->token_flags & GM_TOKEN_CAPITAL) &&
           !(c->token_flags & (GM_TOKEN_SENTENCE_START | GM_TOKEN_ALL_CAPS)) &&
           !(c->cls & ~(guint64)W_UNNAMED) && has_class(r, noun - 2, W_DET);
}

/** ", whose width is 5 km," behind the phrase, and what follows it ("links A with B");
 *  the chunk behind it, or @i. */
static int read_size_clause(const Reading *r, int i, Args *a)
{
    int k = i + (gm_reading_punct(r, i, ',') || gm_reading_punct(r, i, ':'));
    int n = k + 2;
    if (is_kind(r, k, C_MEASURE) && k > i)
        n = k; /* "the X corridor: 5 km wide, it joins" */
    else if (!gm_reading_one_of(r, k, "whose its with") ||
             !gm_reading_one_of(r, k + 1 + has_class(r, k + 1, W_DET),
                                "width depth breadth length"))
        return i;
    for (; n < k + 9; n++) {
        if (!is_kind(r, n, C_MEASURE) || !at(r, n)->has_part)
            continue;
        ArgMeasure m = {.chunk = n};
        g_array_append_val(a->measures, m);
        a->last = n;
        n += 1 + gm_reading_punct(r, n + 1, ',');
        gm_phrase_collect(r, n, gm_phrase_clause_end(r, n), a);
        return MAX(n, a->last + 1);
    }
    return i;
}

/** ", but will not include A" at @i: what is left out. */
static void read_left_out(const Reading *r, int i, Args *a)
{
    int k = i + gm_reading_punct(r, i, ',');
    if (!is_word(r, k, "but"))
        return;
    for (int n = k + 1; n < k + 5 && is_kind(r, n, C_WORD); n++)
        if (is_word(r, n, "not")) {
            gm_phrase_read_arg(r, n, a);
            return;
        }
}

static char *subject_words(const Reading *r, int first, int last)
{
    GString *s = g_string_new(NULL);
    for (int i = first; i <= last; i++) {
        const Chunk *c = at(r, i);
        bool hyphen = gm_reading_hyphen(r, i) && s->len > 0 && !(at(r, i - 1)->kind == C_MEASURE);
        if (hyphen) {
            g_string_append_c(s, '-');
            continue;
        }
        if (c->kind != C_WORD || (c->cls & W_DET) || gm_reading_one_of(r, i, "new so called"))
            continue;
        if (s->len > 0 && s->str[s->len - 1] != '-')
            g_string_append_c(s, ' ');
        g_string_append(s, c->fold);
    }
    return g_string_free(s, FALSE);
}

GArray *gm_phrase_zones(const Reading *r)
{
    GArray *zones = g_array_new(FALSE, FALSE, sizeof(ZonePhrase));
    for (int i = 0; i < n_chunks(r); i++) {
        bool area = is_zone_area(r, i);
        bool name = is_zone_name(r, i);
        if (!area && !name && !is_zone_noun(r, i))
            continue;
        /* "a corridor of opportunities" */
        if ((at(r, i)->cls & W_CORRIDOR) && is_word(r, i + 1, "of") && is_kind(r, i + 2, C_WORD) &&
            !has_class(r, i + 2, W_DET | W_APPROX) &&
            !(at(r, i + 2)->token_flags & GM_TOKEN_CAPITAL) &&
            !gm_reading_one_of(r, i + 2, "land territory"))
            continue;
        /* "the Lachin corridor, a narrow strip, links …": the same thing */
        if (zones->len > 0 && i <= g_array_index(zones, ZonePhrase, zones->len - 1).last)
            continue;
        ZonePhrase z = {.noun = i, .name = -1, .unknown = -1, .bare = true};
        gm_phrase_args_init(&z.args);
        z.first = read_left(r, &z);
        if (name) { /* "the 5-km-wide Lachin Corridor" */
            z.first = z.first < 0 || z.args.measures->len == 0 ? i : z.first;
            z.definite = false;
        }
        if (z.first < 0) {
            gm_phrase_args_clear(&z.args);
            continue;
        }
        z.corridor = (at(r, i)->cls & W_CORRIDOR) != 0 || is_passage(r, i);
        z.bare = z.bare && !area && !name && !is_word(r, i, "dmz");
        z.name = name ? i : z.name;
        int from = i + 1;
        if (area && is_word(r, from, "of") && !is_kind(r, from + 1, C_MEASURE))
            from += 2;
        if (z.corridor && z.name < 0 && has_unknown_name(r, i)) {
            z.unknown = i - 1;
            z.bare = false;
            z.first = i - 2;
        }
        bool sized = z.args.measures->len > 0;
        bool between = gm_reading_one_of(r, from, "between separating separates");
        z.args.lands = z.corridor || z.definite || (!z.bare && (between || sized));
        z.subject = subject_words(r, z.first, from - 1);
        from = read_gloss(r, from, &z.args);
        gm_phrase_collect(r, from, gm_phrase_clause_end(r, from), &z.args);
        from = read_size_clause(r, MAX(from, z.args.last + 1), &z.args);
        read_left_out(r, MAX(from, z.args.last + 1), &z.args);
        z.last = MAX(i, MAX(from - 1, z.args.last));
        if (z.args.places->len == 0 && z.first > 1 &&
            (is_kind(r, z.first - 1, C_PLACE) || is_linear(r, z.first - 1)) &&
            gm_reading_one_of(r, z.first - 2, "around along inside") &&
            gm_phrase_read_arg(r, z.first - 2, &z.args) == z.first)
            z.first -= 2; /* "establish around X a demilitarised zone" */
        g_array_append_val(zones, z);
    }
    return zones;
}
