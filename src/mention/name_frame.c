/** What the words around several names ask of all of them: "the Idlib and Aleppo
 *  provinces", "the towns of A, B and C", "the road from A to B", "south of A".
 *  Roads and bearings run from town to town; a list has one kind. */
#include "mention_scan.h"

#include <string.h>

enum { MAX_LIST = 16 };

/* Words for first- and second-level divisions; "regions" may be anything. */
static const struct {
    const char *many, *one;
} DIVISION_PLURALS[] = {
    {"provinces", "province"}, {"governorates", "governorate"},
    {"oblasts", "oblast"},     {"counties", "county"},
    {"districts", "district"}, {"prefectures", "prefecture"},
    {"parishes", "parish"},    {"raions", "raion"},
    {"cantons", "canton"},     {"states", "state"},
    {"emirates", "emirate"},   {"voivodeships", "voivodeship"},
};

static bool is_division_plural(const Scan *s, guint i)
{
    for (guint k = 0; k < G_N_ELEMENTS(DIVISION_PLURALS); k++)
        if (scan_fold_is(s, i, DIVISION_PLURALS[k].many))
            return true;
    return false;
}

static bool is_settlement_plural(const Scan *s, guint i)
{
    static const char *const WORDS[] = {"cities",      "towns",   "villages", "settlements",
                                        "communities", "hamlets", "suburbs",  NULL};
    return scan_fold_in(s, i, WORDS);
}

static bool is_road_word(const Scan *s, guint i)
{
    static const char *const WORDS[] = {"road",      "roads",      "highway",    "highways",
                                        "route",     "routes",     "railway",    "motorway",
                                        "motorways", "expressway", "autostrada", NULL};
    return scan_fold_in(s, i, WORDS);
}

/* Number of the known span that begins at token @i; @k is any span at or before
 * it. -1 none. */
static int known_at(const Scan *s, guint k, guint i)
{
    for (; k < s->spans->len; k++) {
        const Span *sp = scan_span(s, k);
        if (sp->first > i)
            return -1;
        if (sp->first == i && sp->n_cand > 0 && (sp->flags & (SPAN_DEMONYM | SPAN_DROPPED)) == 0)
            return (int)k;
    }
    return -1;
}

/* The known span that ends before token @end, looked for from span @k down. */
static int known_before(const Scan *s, guint k, guint end)
{
    for (k = MIN(k + 1, s->spans->len); k-- > 0;) {
        const Span *sp = scan_span(s, k);
        if (sp->first + 12 < end)
            return -1;
        if (sp->first + sp->n == end && sp->n_cand > 0 &&
            (sp->flags & (SPAN_DEMONYM | SPAN_DROPPED)) == 0)
            return (int)k;
    }
    return -1;
}

static bool has_wide_place(const Scan *s, const Span *sp)
{
    for (guint i = 0; i < sp->n_cand; i++) {
        GmPlaceKind kind = scan_match(s, sp, i)->place.kind;
        if (kind == GM_PLACE_COUNTRY || kind == GM_PLACE_DIVISION)
            return true;
    }
    return false;
}

static void ask_for_town(const Scan *s, Span *sp)
{
    /* "the cities of Moscow, Idaho, and …": a division stays one unless a town
     * of it has its name */
    sp->flags |= has_wide_place(s, sp) ? SPAN_AS_TOWN : SPAN_WANTS_CITY | SPAN_CERTAIN_NAME;
}

/* "Jackson and Barrow counties": what the gazetteer has as "Barrow County". */
static void take_written_out(Scan *s, Span *sp, const char *singular)
{
    guint before = s->matches->len;
    scan_lookup(s, sp->first, sp->n); /* leaves the name in the key */
    g_array_set_size(s->matches, before);
    g_string_append_c(s->key, ' ');
    g_string_append(s->key, singular);
    gm_gazetteer_find(s->gaz, s->key->str, s->key->len, s->matches);
    guint kept = before;
    for (guint i = before; i < s->matches->len; i++) {
        GmMatch m = g_array_index(s->matches, GmMatch, i);
        if (m.place.kind == GM_PLACE_DISTRICT || m.place.kind == GM_PLACE_DIVISION)
            g_array_index(s->matches, GmMatch, kept++) = m;
    }
    g_array_set_size(s->matches, kept);
    if (kept == before)
        return;
    sp->cand = before;
    sp->n_cand = kept - before;
}

/* @word: the plural that asks. */
static void ask_for_division(Scan *s, Span *sp, guint word)
{
    sp->flags |= SPAN_AS_DIVISION;
    for (guint k = 0; k < G_N_ELEMENTS(DIVISION_PLURALS); k++) {
        if (!scan_fold_is(s, word, DIVISION_PLURALS[k].many))
            continue;
        sp->flags |= SPAN_WANTS_DIVISION;
        if ((sp->flags & SPAN_EXTENDED) == 0)
            take_written_out(s, sp, DIVISION_PLURALS[k].one);
    }
}

/* Steps back over "," "and" ", and" from token @i (the first of an item): the
 * token after the item before, or 0. */
static guint back_over_joint(const Scan *s, guint i)
{
    if (i < 2 || !tok_same_sentence(s, i - 1, i))
        return 0;
    guint j = i;
    if (tok_is_hyphen(s, j - 1) && (tok_cls(s, j - 2) & CW_ARTICLE_AR) != 0) /* "and al-Bab" */
        j -= 2;
    else if (scan_fold_is(s, j - 1, "the") || (tok_cls(s, j - 1) & CW_ARTICLE_AR) != 0)
        j--;
    if (j > 0 && (tok_cls(s, j - 1) & CW_AND) != 0) {
        j--;
        return j > 0 && tok_char(s, j - 1) == ',' ? j - 1 : j;
    }
    return j > 0 && tok_char(s, j - 1) == ',' ? j - 1 : 0;
}

/* "Donetsk and Luhansk regions", "Idlib, Aleppo and Hama provinces": token @i is
 * the word for their kind, span @k the last before it. */
static void read_kind_after(Scan *s, guint k, guint i)
{
    bool divisions = scan_fold_is(s, i, "regions") || is_division_plural(s, i);
    if (!divisions && !is_settlement_plural(s, i))
        return;
    const Span *last = scan_span(s, k);
    bool inside = last->first < i && last->first + last->n == i + 1; /* "Luhansk Oblasts" */
    guint end = inside ? i + 1 : i;
    guint items[MAX_LIST], n = 0;
    while (n < MAX_LIST) {
        int at = known_before(s, k, end);
        if (at < 0 || !tok_same_sentence(s, scan_span(s, (guint)at)->first, i))
            break;
        items[n++] = k = (guint)at;
        end = back_over_joint(s, scan_span(s, k)->first);
        if (end == 0 || (n == 1 && tok_char(s, end) == ',' && (tok_cls(s, end + 1) & CW_AND) == 0))
            break;
    }
    for (guint m = 0; n > 1 && m < n; m++) {
        Span *sp = scan_span(s, items[m]);
        if (divisions)
            ask_for_division(s, sp, i);
        else
            ask_for_town(s, sp);
    }
}

/* "Kherson region": a division, where divisions are called so; in the United
 * States it is the town and what lies around. */
static void read_region(Scan *s, guint k, guint i)
{
    int at = known_before(s, k, i);
    if (at < 0 || tok_touches(s, i) || !tok_same_sentence(s, i - 1, i))
        return;
    Span *sp = scan_span(s, (guint)at);
    for (guint m = 0; m < sp->n_cand; m++)
        if (g_str_equal(scan_match(s, sp, m)->place.country, "US") &&
            scan_match(s, sp, m)->place.kind == GM_PLACE_DIVISION)
            return;
    if ((sp->flags & (SPAN_EXTENDED | SPAN_WANTS_CITY)) == 0)
        sp->flags |= SPAN_AS_DIVISION;
}

/* "the cities of A, B and C", "the provinces (A and B)": token @i is the plural, span @k
 * one before. */
static void read_kind_before(Scan *s, guint k, guint i)
{
    bool divisions = is_division_plural(s, i) || scan_fold_is(s, i, "regions");
    if ((!divisions && !is_settlement_plural(s, i)) ||
        !(scan_fold_is(s, i + 1, "of") || tok_char(s, i + 1) == '(') ||
        !tok_same_sentence(s, i, i + 2))
        return;
    guint items[MAX_LIST], n = 0;
    bool complete = false;
    for (guint j = i + 2; n < MAX_LIST && tok_same_sentence(s, i, j);) {
        int at = known_at(s, k, j);
        guint end = j;
        if (at >= 0) {
            items[n++] = (guint)at;
            end = scan_span(s, (guint)at)->first + scan_span(s, (guint)at)->n;
        } else { /* a name that is not known yet */
            while (tok_is_cap(s, end) && end - j < 3)
                end++;
            if (end == j)
                break;
        }
        if (complete)
            break; /* the item after "and" was the last */
        bool comma = tok_char(s, end) == ',';
        end += comma ? 1 : 0;
        complete = (tok_cls(s, end) & CW_AND) != 0;
        if (!comma && !complete)
            break;
        j = end + (complete ? 1 : 0);
    }
    for (guint m = 0; complete && m < n; m++) {
        Span *sp = scan_span(s, items[m]);
        if (divisions)
            ask_for_division(s, sp, i);
        else
            ask_for_town(s, sp);
    }
}

/* "from A to B, C and D", "A with B": marks the names from token @i on as ends of
 * a road, as long as only such words stand between them. */
static void mark_ends(Scan *s, guint k, guint i)
{
    static const char *const BETWEEN[] = {"and", "or",   "to",      "from",    "with", "via",
                                          "the", "past", "through", "towards", NULL};
    guint limit = i + 2;
    for (guint n = 0; n < MAX_LIST; n++) {
        int at = -1;
        guint j = i;
        for (; at < 0 && j <= limit && tok_same_sentence(s, i, j); j++) {
            at = known_at(s, k, j);
            if (at < 0 && !scan_fold_in(s, j, BETWEEN) && tok_char(s, j) != ',' &&
                !tok_is_hyphen(s, j))
                return;
        }
        if (at < 0)
            return;
        Span *sp = scan_span(s, (guint)at);
        sp->flags |= SPAN_AS_TOWN;
        k = (guint)at;
        i = sp->first + sp->n;
        limit = i + 3;
    }
}

static bool is_highway(const Scan *s, const Span *sp)
{
    return scan_match(s, sp, 0)->place.kind == GM_PLACE_HIGHWAY;
}

/* "the road [that leads] from A to B", "M5 (A–B)": @i is the token after the road. */
static void read_road(Scan *s, guint k, guint i)
{
    static const char *const LEADS[] = {"leading", "leads", "running", "runs", "that",    "which",
                                        "lead",    "run",   "going",   "goes", "linking", NULL};
    static const char *const START[] = {"from", "to", "between", "linking", "connecting", NULL};
    if (i == 0 || !tok_same_sentence(s, i - 1, i))
        return;
    if (tok_char(s, i) == '(') {
        mark_ends(s, k, i + 1);
        return;
    }
    for (guint n = 0; n < 3 && scan_fold_in(s, i, LEADS); n++)
        i++;
    if (scan_fold_in(s, i, START))
        mark_ends(s, k, i + 1);
}

/* "the A–B road", "A-B international highway": @i is the road's word. */
static void read_pair(Scan *s, guint k, guint i)
{
    guint end = i;
    if (end > 0 && (scan_fold_is(s, end - 1, "international") || scan_fold_is(s, end - 1, "main") ||
                    scan_fold_is(s, end - 1, "strategic")))
        end--;
    int b = known_before(s, k, end);
    if (b < 0)
        return;
    guint first = scan_span(s, (guint)b)->first;
    if (first < 2 || !tok_is_hyphen(s, first - 1))
        return;
    int a = known_before(s, (guint)b, first - 1);
    if (a < 0)
        return;
    scan_span(s, (guint)a)->flags |= SPAN_AS_TOWN | SPAN_ROAD_END;
    scan_span(s, (guint)b)->flags |= SPAN_AS_TOWN | SPAN_ROAD_END;
}

/* "south of A", "12 km from A", "near A"; but "the south of A" is a part of it. */
static bool is_bearing(const Scan *s, const Span *sp)
{
    static const char *const POINTS[] = {"north",     "south",     "east",      "west", "northeast",
                                         "northwest", "southeast", "southwest", NULL};
    guint f = sp->first;
    if (f < 2 || (tok_cls(s, f - 1) & (CW_OF | CW_TO_FROM)) == 0 || !tok_same_sentence(s, f - 2, f))
        return false;
    if (scan_fold_is(s, f - 1, "from"))
        return f > 2 && s->tok[f - 3].kind == GM_TOKEN_NUMBER;
    if (!scan_fold_is(s, f - 1, "of") || !scan_fold_in(s, f - 2, POINTS))
        return false;
    guint p = f - 2; /* back over "south-", "north and " */
    while (p > 1 && tok_same_sentence(s, p - 2, f) && scan_fold_in(s, p - 2, POINTS) &&
           (tok_is_hyphen(s, p - 1) || (tok_cls(s, p - 1) & CW_AND) != 0))
        p -= 2;
    if (p == 0 || !tok_same_sentence(s, p - 1, p))
        return true;
    if (scan_fold_is(s, p - 1, "the"))
        return p > 1 && scan_fold_is(s, p - 2, "to");
    return !scan_fold_is(s, p - 1, "far") && !scan_fold_is(s, p - 1, "in") &&
           (tok_cls(s, p - 1) & CW_OF) == 0;
}

/* "northern Hama countryside", "the countryside of Idlib", "northern Hama": the land
 * around, so the division where there is one of the name. */
static bool is_land(const Scan *s, const Span *sp)
{
    static const char *const PARTS[] = {
        "northern",     "southern",     "eastern",      "western", "northeastern",
        "northwestern", "southeastern", "southwestern", "rural",   NULL};
    guint f = sp->first, behind = f + sp->n;
    if ((s->info[behind - 1].mark & MARK_POSSESSIVE) != 0) { /* "Idlib's southern countryside" */
        behind = tok_after(s, behind - 1);
        behind += scan_fold_in(s, behind, PARTS);
    }
    if (scan_fold_is(s, behind, "countryside") && tok_same_sentence(s, f, behind))
        return true;
    if (f == 0 || !tok_same_sentence(s, f - 1, f))
        return false;
    return scan_fold_in(s, f - 1, PARTS) ||
           (f > 1 && scan_fold_is(s, f - 1, "of") && scan_fold_is(s, f - 2, "countryside"));
}

static bool is_wind(const Scan *s, guint i)
{
    static const char *const WINDS[] = {"north", "south", "east", "west", "central", NULL};
    return tok_is_cap(s, i) && scan_fold_in(s, i, WINDS);
}

/* "North and Central Darfur", "North, South and West Darfur": the wind at token @i belongs
 * to the name behind the last, and alone is none. */
static void read_shared_name(Scan *s, guint i)
{
    guint j = i;
    while (is_wind(s, j) && (tok_char(s, j + 1) == ',' || (tok_cls(s, j + 1) & CW_AND) != 0))
        j += tok_char(s, j + 1) == ',' && (tok_cls(s, j + 2) & CW_AND) != 0 ? 3u : 2u;
    if (j == i || !is_wind(s, j) || !tok_is_cap(s, j + 1) || !tok_same_sentence(s, i, j + 1))
        return;
    g_string_assign(s->key, tok_fold(s, i));
    g_string_append_c(s->key, ' ');
    g_string_append_len(s->key, tok_fold(s, j + 1), s->info[j + 1].len);
    guint before = s->matches->len;
    gm_gazetteer_find(s->gaz, s->key->str, s->key->len, s->matches);
    guint found = s->matches->len - before;
    if (found == 0 ||
        g_array_index(s->matches, GmMatch, before).place.kind == GM_PLACE_SETTLEMENT) {
        g_array_set_size(s->matches, before);
        return;
    }
    for (guint k = 0; k < s->spans->len; k++)
        if (scan_span(s, k)->first == i)
            scan_span(s, k)->flags |= SPAN_DROPPED;
    Span *sp = scan_span(s, scan_add_span(s, i, 1, SPAN_AS_DIVISION));
    sp->cand = before;
    sp->n_cand = found;
    sp->key = mention_word_hash(s->key->str, s->key->len);
}

/* "in Rwanda camp": a camp has its own name, whatever land bears it, too; "the Little Town
 * of Washington" is no Little Town. */
static void read_borrowed_name(const Scan *s, Span *sp)
{
    static const char *const KINDS[] = {"town", "city", "village", NULL};
    guint last = sp->first + sp->n - 1, next = last + 1;
    bool land = (sp->flags & (SPAN_DEMONYM | SPAN_ABBREVIATION)) == 0 &&
                scan_match(s, sp, 0)->place.kind == GM_PLACE_COUNTRY;
    if (land && scan_fold_is(s, next, "camp") && !tok_is_cap(s, next) && sp->first > 0 &&
        tok_same_sentence(s, sp->first - 1, next) &&
        (tok_cls(s, sp->first - 1) & (CW_IN | CW_TO_FROM)) != 0) {
        sp->n_cand = 0;
        sp->flags |= SPAN_UNKNOWN | SPAN_CERTAIN_NAME;
    } else if (sp->n > 1 && scan_fold_in(s, last, KINDS) && scan_fold_is(s, next, "of") &&
               tok_is_cap(s, next + 1) && sp->first > 0 && scan_fold_is(s, sp->first - 1, "the") &&
               tok_same_sentence(s, sp->first, next + 1)) {
        sp->flags |= SPAN_DROPPED;
        sp->judge = -9;
    }
}

/* "along the Dnipro", "the Dnipro near Kherson": with an article, and no noun behind it, the
 * river and not the town of its name. */
static void read_river(Scan *s, Span *sp)
{
    static const guint BEHIND = CW_IN | CW_TO_FROM | CW_AND | CW_AUX | CW_WITH;
    guint next = sp->first + sp->n, before = s->matches->len;
    if (sp->first == 0 || !scan_fold_is(s, sp->first - 1, "the") ||
        !tok_same_sentence(s, sp->first - 1, sp->first) || (sp->flags & SPAN_EXTENDED) != 0)
        return;
    if (tok_same_sentence(s, sp->first, next) && s->tok[next].kind != GM_TOKEN_PUNCT &&
        (tok_cls(s, next) & BEHIND) == 0)
        return;
    if (tok_is_hyphen(s, next))
        return;
    for (guint i = 0; i < sp->n_cand; i++) {
        GmMatch m = *scan_match(s, sp, i);
        if (m.place.kind == GM_PLACE_RIVER)
            g_array_append_val(s->matches, m);
    }
    if (s->matches->len > before && s->matches->len - before < sp->n_cand) {
        sp->n_cand = s->matches->len - before;
        sp->cand = before;
        sp->flags |= SPAN_CERTAIN_NAME;
    }
}

void mention_mark_frames(Scan *s)
{
    static const char *const JOINS[] = {"connects", "connecting", "connect", "connected", "links",
                                        "linking",  "link",       "linked",  NULL};
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->n_cand == 0)
            continue;
        read_borrowed_name(s, sp);
        if (sp->n_cand == 0)
            continue;
        read_river(s, sp);
        if (is_bearing(s, sp) && has_wide_place(s, sp))
            sp->flags |= SPAN_AS_TOWN;
        else if (is_land(s, sp) && has_wide_place(s, sp))
            sp->flags |= SPAN_AS_DIVISION;
        if (is_highway(s, sp))
            read_road(s, k, sp->first + sp->n);
    }
    guint k = 0, n_spans = s->spans->len;
    for (guint i = 0; i + 3 < s->n_tokens; i++)
        if ((s->info[i].cls & CW_DIRECTION) != 0 && is_wind(s, i))
            read_shared_name(s, i);
    if (s->spans->len > n_spans)
        scan_sort_spans(s);
    for (guint i = 0; i < s->n_tokens && s->spans->len > 0; i++) {
        if ((s->info[i].mark & MARK_FRAME) == 0)
            continue;
        while (k + 1 < s->spans->len && scan_span(s, k + 1)->first <= i)
            k++;
        if (scan_fold_in(s, i, JOINS))
            mark_ends(s, k, i + 1);
        if (is_road_word(s, i)) {
            read_road(s, k, i + 1);
            read_pair(s, k, i);
        } else if (scan_fold_is(s, i, "region")) {
            read_region(s, k, i);
        } else if (tok_fold(s, i)[s->info[i].len - 1] == 's') {
            read_kind_after(s, k, i);
            read_kind_before(s, k, i);
        }
    }
}
