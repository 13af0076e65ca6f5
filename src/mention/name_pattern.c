/** Names by their shape: streets and numbered roads, "Lake X", "X River",
 *  "X High School", names with the word for their kind beside them ("Idlib
 *  province", "County Cork", "the settlement of X"). */
#include "mention_scan.h"

#include <string.h>

static bool joined_by_space(const Scan *s, guint a, guint b)
{
    return b == a + 1 && tok_same_sentence(s, a, b) && !tok_touches(s, b);
}

static bool any_kind(const Scan *s, const Span *sp, GmPlaceKind a, GmPlaceKind b)
{
    for (guint i = 0; i < sp->n_cand; i++) {
        GmPlaceKind k = scan_match(s, sp, i)->place.kind;
        if (k == a || k == b)
            return true;
    }
    return false;
}

static void stretch(Scan *s, Span *sp, guint last)
{
    sp->n = last - sp->first + 1;
    sp->end = s->info[last].end;
    sp->flags |= SPAN_EXTENDED;
}

/* The name together with the words up to @last, if the gazetteer knows that. */
static bool stretch_known(Scan *s, Span *sp, guint last)
{
    guint before = s->matches->len;
    guint n = scan_lookup(s, sp->first, last - sp->first + 1);
    if (n == 0)
        return false;
    sp->cand = before;
    sp->n_cand = n;
    stretch(s, sp, last);
    return true;
}

/* Kind words that belong to the name even in lower case. */
static bool is_division_word(const Scan *s, guint i)
{
    return scan_fold_is(s, i, "province") || scan_fold_is(s, i, "governorate") ||
           scan_fold_is(s, i, "oblast") || scan_fold_is(s, i, "prefecture") ||
           scan_fold_is(s, i, "muhafazah") || scan_fold_is(s, i, "parish");
}

/* "Atme military crossing": known as "Atme crossing". */
static bool stretch_over(Scan *s, Span *sp, guint over, guint last)
{
    if (!scan_fold_is(s, over, "military") && !scan_fold_is(s, over, "border") &&
        !scan_fold_is(s, over, "international"))
        return false;
    guint before = s->matches->len;
    guint n = scan_lookup(s, sp->first, sp->n); /* leaves the name in the key */
    g_array_set_size(s->matches, before);
    if (n == 0)
        return false;
    g_string_append_c(s->key, ' ');
    g_string_append_len(s->key, tok_fold(s, last), s->info[last].len);
    n = gm_gazetteer_find(s->gaz, s->key->str, s->key->len, s->matches);
    if (n == 0)
        return false;
    sp->cand = before;
    sp->n_cand = n;
    stretch(s, sp, last);
    return true;
}

/* "the Olive Branch area", "the al-Tanf zone": words that end the names of areas. */
static bool is_area_word(const Scan *s, guint i)
{
    return scan_fold_is(s, i, "area") || scan_fold_is(s, i, "zone");
}

/* "Idlib province", "M4 highway", "Humaymim air base", "Atme military crossing" */
static void extend_right(Scan *s, Span *sp)
{
    guint last = sp->first + sp->n - 1, next = last + 1;
    if ((s->info[last].mark & MARK_POSSESSIVE) != 0 || !joined_by_space(s, last, next) ||
        !tok_is_word(s, next))
        return;
    guint cls = s->info[next].cls;
    if (tok_is_cap(s, next) && (cls & CW_MEDIA) != 0 && (cls & CW_DIRECTION) == 0)
        sp->flags |= SPAN_IN_MEDIA;
    if ((sp->flags & SPAN_DEMONYM) == 0) {
        for (guint to = MIN(next + 2, s->n_tokens - 1); to >= next; to--) {
            if (!tok_is_word(s, to) || !tok_same_sentence(s, last, to) ||
                ((s->info[to].cls & (CW_FACILITY | CW_STREET | CW_DIVISION | CW_FEATURE)) == 0 &&
                 !is_area_word(s, to)))
                continue;
            if (stretch_known(s, sp, to) || (to == next + 1 && stretch_over(s, sp, next, to)))
                return;
        }
    }
    if ((sp->flags & SPAN_DEMONYM) != 0 && tok_is_cap(s, next) &&
        (scan_fold_is(s, next, "republic") || scan_fold_is(s, next, "federation"))) {
        stretch(s, sp, next);
        sp->flags = (sp->flags & ~(guint)SPAN_DEMONYM) | SPAN_STATE_NAME;
        return;
    }
    if (any_kind(s, sp, GM_PLACE_HIGHWAY, GM_PLACE_HIGHWAY) && (cls & CW_STREET) != 0) {
        stretch(s, sp, next);
        return;
    }
    bool goes_on = tok_same_sentence(s, next, next + 1) && tok_is_cap(s, next + 1) &&
                   (s->info[next].mark & MARK_SHOUT) == 0;
    bool division = any_kind(s, sp, GM_PLACE_DIVISION, GM_PLACE_DISTRICT);
    if (tok_is_cap(s, next) && scan_is_township_word(s, next))
        return; /* by its form: towns' and counties' names are others' */
    if ((cls & CW_DIVISION) != 0 && s->info[next].len > 2) {
        bool numbered = next + 1 < s->n_tokens && s->tok[next + 1].kind == GM_TOKEN_NUMBER;
        if (scan_fold_is(s, next, "states") || scan_fold_is(s, next, "department") || numbered)
            return;
        if ((tok_is_cap(s, next) && !goes_on) || (division && is_division_word(s, next))) {
            stretch(s, sp, next);
            sp->flags |= SPAN_EXPLICIT_DIVISION | SPAN_WANTS_DIVISION;
        }
        return;
    }
    if (tok_is_cap(s, next) && scan_fold_is(s, next, "city") && !goes_on &&
        (sp->flags & SPAN_DEMONYM) == 0) {
        stretch(s, sp, next);
        sp->flags |= SPAN_WANTS_CITY;
    } else if ((cls & CW_SETTLEMENT) != 0 && !tok_is_cap(s, next)) {
        sp->flags |= SPAN_WANTS_CITY;
    }
}

/* "Idlib Province", "Boone County" as the gazetteer writes them. */
static void note_explicit(Scan *s, Span *sp)
{
    guint last = sp->first + sp->n - 1;
    if (sp->n > 1 && (s->info[last].cls & CW_DIVISION) != 0 &&
        any_kind(s, sp, GM_PLACE_DIVISION, GM_PLACE_DISTRICT))
        sp->flags |= SPAN_EXPLICIT_DIVISION | SPAN_WANTS_DIVISION;
}

/* Kind words before the name: "city of X", "County Cork", "Province of X". */
static void look_left(Scan *s, Span *sp)
{
    if (sp->first == 0 || !tok_same_sentence(s, sp->first - 1, sp->first))
        return;
    guint p = sp->first - 1;
    if (scan_fold_is(s, p, "county") && tok_is_cap(s, p) && joined_by_space(s, p, sp->first)) {
        sp->first = p;
        sp->n++;
        sp->start = s->tok[p].start;
        sp->flags |= SPAN_EXTENDED | SPAN_EXPLICIT_DIVISION | SPAN_WANTS_DIVISION;
        return;
    }
    if ((s->info[p].cls & CW_OF) == 0 || p == 0)
        return;
    guint cls = tok_cls(s, p - 1);
    if ((cls & CW_SETTLEMENT) != 0)
        sp->flags |= SPAN_WANTS_CITY | SPAN_CERTAIN_NAME;
    else if ((cls & CW_DIVISION) != 0)
        sp->flags |= SPAN_WANTS_DIVISION | SPAN_CERTAIN_NAME;
}

/* Words that begin a sentence or a party's label, not a name: The, In, Three. */
static bool no_name_word(const Scan *s, guint i)
{
    static const char *const WORDS[] = {
        "a",    "an",    "this",  "that",   "these", "those",      "each",     "every",
        "one",  "two",   "three", "four",   "five",  "six",        "seven",    "eight",
        "nine", "ten",   "both",  "all",    "some",  "many",       "most",     "its",
        "his",  "her",   "their", "our",    "my",    "your",       "no",       "while",
        "when", "where", "after", "before", "since", "republican", "democrat", "democratic",
        "rep",  "sen",   NULL};
    for (const char *const *w = WORDS; *w != NULL; w++)
        if (scan_fold_is(s, i, *w))
            return true;
    return (s->info[i].cls & (CW_THE | CW_AND | CW_OF | CW_TO_FROM | CW_WITH | CW_AUX)) != 0 ||
           ((s->info[i].cls & CW_IN) != 0 && s->info[i].len <= 4) ||
           (s->info[i].lex & GM_WORD_DATE) != 0;
}

/* First token of the run of capitalised words (and ordinals: "14th St.") that
 * ends at @last. */
static guint run_start(const Scan *s, guint last, guint max)
{
    guint i = last;
    for (guint n = 1; n < max && i > 0; n++) {
        guint p = i - 1;
        if (tok_is_hyphen(s, p) && p > 0 && tok_touches(s, p) && tok_touches(s, p + 1) &&
            (tok_cls(s, p - 1) & CW_ARTICLE_AR) != 0 && !tok_is_cap(s, p - 1) &&
            tok_same_sentence(s, p - 1, last)) {
            i = p - 1; /* "Salah al-Din Road" */
            continue;
        }
        if (tok_char(s, p) == '.' && p > 0 && tok_touches(s, p) && s->info[p - 1].len <= 3)
            p--;
        else if (tok_is_hyphen(s, p) && p > 0 && tok_touches(s, p) && tok_touches(s, p + 1)) {
            p--;
            if (s->info[p].len == 1 || (s->tok[p].flags & GM_TOKEN_ALL_CAPS) != 0)
                break; /* "R-Elbow Lake", "DFL-Cook" */
        }
        bool ordinal = s->tok[p].kind != GM_TOKEN_PUNCT && s->info[p].len >= 3 &&
                       g_ascii_isdigit(tok_fold(s, p)[0]) &&
                       g_ascii_isalpha(tok_fold(s, p)[s->info[p].len - 1]);
        if (!tok_same_sentence(s, p, last) || (s->info[p].mark & MARK_POSSESSIVE) != 0 ||
            !(tok_is_cap(s, p) || ordinal) || no_name_word(s, p))
            break;
        i = p;
    }
    return i;
}

/* "Memphis St.", "North Nokomis Street", "W. Bridge St." */
static guint street_at(Scan *s, guint i)
{
    if ((s->info[i].cls & CW_STREET) == 0 || !tok_is_cap(s, i) || i == 0)
        return 0;
    guint from = run_start(s, i, 5);
    if (from == i)
        return 0;
    guint k = scan_add_span(s, from, i - from + 1, SPAN_ROAD);
    if (tok_char(s, i + 1) == '.' && tok_touches(s, i + 1) && s->info[i].len <= 4 &&
        s->info[i].len != 4)
        scan_span(s, k)->end = s->tok[i + 1].end;
    return i + 1;
}

/* "Highway 200", "U.S. 31", "County Road 35", "I-95", "US-24", "KY 90" */
static guint numbered_road_at(Scan *s, guint i)
{
    if ((s->info[i].cls & CW_ROAD) == 0 || !tok_is_cap(s, i))
        return 0;
    guint j = i + 1;
    if (tok_char(s, j) == '.' && tok_touches(s, j))
        j++;
    if (tok_is_hyphen(s, j) && tok_touches(s, j))
        j++;
    if (j >= s->n_tokens || s->tok[j].kind != GM_TOKEN_NUMBER || !tok_same_sentence(s, i, j) ||
        s->info[j].len > 4)
        return 0;
    guint from = i;
    if (s->info[i].len > 3)
        from = run_start(s, i, 4);
    scan_add_span(s, from, j - from + 1, SPAN_ROAD);
    return j + 1;
}

/* "Lake Lanier", "Mount Hood" */
static guint feature_before(Scan *s, guint i)
{
    static const char *const FRONT[] = {"lake", "mount", "mt",   "fort",   "cape",
                                        "camp", "jabal", "port", "strait", "gulf"};
    if (!tok_is_cap(s, i))
        return 0;
    bool front = false;
    for (guint k = 0; k < G_N_ELEMENTS(FRONT) && !front; k++)
        front = scan_fold_is(s, i, FRONT[k]);
    guint j = i + 1;
    if (tok_char(s, j) == '.' && tok_touches(s, j))
        j++;
    if (scan_fold_is(s, j, "of"))
        j++;
    if (!front || !tok_is_cap(s, j) || !tok_same_sentence(s, i, j) ||
        (s->info[j].cls & (CW_ORG | CW_FEATURE)) != 0)
        return 0;
    while (tok_is_cap(s, j + 1) && joined_by_space(s, j, j + 1) && j - i < 4 &&
           (s->info[j].mark & MARK_POSSESSIVE) == 0 &&
           (s->info[j + 1].cls & (CW_ORG | CW_STREET | CW_ROAD | CW_PEOPLE | CW_OFFICE)) == 0)
        j++;
    scan_add_span(s, i, j - i + 1, SPAN_FEATURE);
    return j + 1;
}

/* "Neches River", "Rocky Mountain National Park", "Manila Cathedral" */
static guint headed_run(Scan *s, guint i)
{
    guint cls = s->info[i].cls;
    if ((cls & (CW_FEATURE | CW_FACILITY | CW_DIVISION)) == 0 || !tok_is_cap(s, i) || i == 0 ||
        s->info[i].len < 3)
        return 0;
    /* the head is the last word of its run */
    if (tok_is_cap(s, i + 1) && joined_by_space(s, i, i + 1) &&
        (s->info[i].mark & MARK_POSSESSIVE) == 0)
        return 0;
    guint from = run_start(s, i, 6);
    for (guint k = i; k-- > from && scan_is_township_word(s, i);)
        if ((s->info[k].cls & (CW_ORG | CW_OFFICE)) != 0 || scan_fold_is(s, k, "office"))
            from = k + 1; /* "Sheriff's Office Highland Township" */
    if (from == i)
        return 0;
    guint flag = (cls & CW_FACILITY) != 0 && (cls & CW_FEATURE) == 0 ? SPAN_FACILITY : SPAN_FEATURE;
    if (scan_is_township_word(s, i))
        flag |= SPAN_CERTAIN_NAME;
    scan_add_span(s, from, i - from + 1, flag);
    return i + 1;
}

/* "University of California", "Bank of England" */
static guint of_run(Scan *s, guint i)
{
    if ((s->info[i].cls & (CW_FACILITY | CW_ORG)) == 0 || !tok_is_cap(s, i) ||
        !scan_fold_is(s, i + 1, "of"))
        return 0;
    guint j = i + 2;
    if (scan_fold_is(s, j, "the"))
        j++;
    if (!tok_is_cap(s, j) || !tok_same_sentence(s, i, j))
        return 0;
    guint last = j;
    while (tok_is_cap(s, last + 1) && joined_by_space(s, last, last + 1) && last - j < 3 &&
           (s->info[last].mark & MARK_POSSESSIVE) == 0)
        last++;
    scan_add_span(s, run_start(s, i, 3), last - run_start(s, i, 3) + 1, SPAN_FACILITY);
    return j + 1;
}

/* "the highway", "main highways", "international highways" after a highway has been
 * named: the same roads again. */
static void back_references(Scan *s, guint n_known)
{
    guint first = 0;
    bool any = false;
    for (guint k = 0; k < n_known && !any; k++) {
        any = any_kind(s, scan_span(s, k), GM_PLACE_HIGHWAY, GM_PLACE_HIGHWAY);
        first = scan_span(s, k)->first;
    }
    if (!any)
        return;
    for (guint i = first + 1; i < s->n_tokens; i++) {
        bool many = scan_fold_is(s, i, "highways") || scan_fold_is(s, i, "motorways");
        bool one = scan_fold_is(s, i, "highway") || scan_fold_is(s, i, "motorway");
        if ((!many && !one) || tok_is_cap(s, i) || i == 0 || !tok_same_sentence(s, i - 1, i))
            continue;
        bool ok = one && scan_fold_is(s, i - 1, "the");
        if (many)
            ok = scan_fold_is(s, i - 1, "main") || scan_fold_is(s, i - 1, "international") ||
                 (s->info[i - 1].cls & CW_THE) != 0 || scan_fold_is(s, i - 1, "strategic");
        if (!ok)
            continue;
        for (guint k = n_known; k-- > 0;) {
            Span *known = scan_span(s, k);
            if (known->first > i || !any_kind(s, known, GM_PLACE_HIGHWAY, GM_PLACE_HIGHWAY))
                continue;
            guint cand = known->cand, n_cand = known->n_cand;
            guint32 key = known->key;
            Span *sp =
                scan_span(s, scan_add_span(s, i - 1, 2, SPAN_BACK_REFERENCE | SPAN_EXTENDED));
            sp->cand = cand;
            sp->n_cand = n_cand;
            sp->key = key;
            break;
        }
    }
}

/* Looks tokens @first … @last up with @word after them, for an area. */
static bool known_area(Scan *s, guint first, guint last, const char *word)
{
    guint before = s->matches->len;
    scan_lookup(s, first, last - first + 1);
    g_array_set_size(s->matches, before);
    g_string_append_c(s->key, ' ');
    g_string_append(s->key, word);
    gm_gazetteer_find(s->gaz, s->key->str, s->key->len, s->matches);
    guint kept = before;
    for (guint i = before; i < s->matches->len; i++) {
        GmMatch m = g_array_index(s->matches, GmMatch, i);
        if (m.place.kind == GM_PLACE_AREA)
            g_array_index(s->matches, GmMatch, kept++) = m;
    }
    g_array_set_size(s->matches, kept);
    return kept > before;
}

/* The span over just these tokens, a town's of that name perhaps, or a new one. */
static Span *span_over(Scan *s, guint first, guint n)
{
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->first == first && sp->n == n) {
            sp->flags |= SPAN_EXTENDED;
            return sp;
        }
    }
    return scan_span(s, scan_add_span(s, first, n, SPAN_EXTENDED));
}

/* "operations Euphrates Shield, Olive Branch, and Peace Spring": the areas of
 * those operations. */
static void operation_areas(Scan *s, guint i)
{
    bool one = scan_fold_is(s, i, "operation");
    if (!one && !scan_fold_is(s, i, "operations"))
        return;
    for (guint j = i + 1; j + 1 < s->n_tokens && tok_same_sentence(s, i, j + 1);) {
        guint cls = tok_cls(s, j);
        if (tok_char(s, j) == ',' || (s->tok[j].flags & GM_TOKEN_QUOTE) != 0 ||
            (cls & CW_AND) != 0) {
            j++;
            continue;
        }
        guint before = s->matches->len;
        if (!tok_is_cap(s, j) || !tok_is_cap(s, j + 1))
            return;
        if (known_area(s, j, j + 1, "area")) {
            guint from = j == i + 1 && one && tok_is_cap(s, i) ? i : j;
            Span *sp = span_over(s, from, j + 2 - from);
            sp->cand = before;
            sp->n_cand = s->matches->len - before;
        }
        j += 2;
    }
}

/* "eastern Euphrates": an area of its own, not a part of the river. */
static void extend_direction(Scan *s, Span *sp)
{
    if (sp->first == 0 || (tok_cls(s, sp->first - 1) & CW_DIRECTION) == 0 ||
        !tok_same_sentence(s, sp->first - 1, sp->first) ||
        !any_kind(s, sp, GM_PLACE_RIVER, GM_PLACE_AREA))
        return;
    guint before = s->matches->len;
    guint n = scan_lookup(s, sp->first - 1, sp->n + 1);
    if (n == 0 || g_array_index(s->matches, GmMatch, before).place.kind != GM_PLACE_AREA) {
        g_array_set_size(s->matches, before);
        return;
    }
    sp->first--;
    sp->n++;
    sp->start = s->tok[sp->first].start;
    sp->cand = before;
    sp->n_cand = n;
    sp->flags |= SPAN_EXTENDED;
}

void mention_mark_patterns(Scan *s)
{
    guint n_known = s->spans->len;
    for (guint i = 0; i < n_known; i++) {
        extend_right(s, scan_span(s, i));
        look_left(s, scan_span(s, i));
        note_explicit(s, scan_span(s, i));
        extend_direction(s, scan_span(s, i));
    }
    mention_mark_whole(s, n_known);
    mention_mark_unknown(s, n_known);
    for (guint i = 0; i < s->n_tokens; i++) {
        if (s->tok[i].kind != GM_TOKEN_WORD || s->info[i].cls == 0)
            continue;
        operation_areas(s, i);
        if (street_at(s, i) != 0)
            continue;
        if (numbered_road_at(s, i) != 0)
            continue;
        if (feature_before(s, i) != 0)
            continue;
        if (of_run(s, i) != 0)
            continue;
        headed_run(s, i);
    }
    back_references(s, n_known);
}
