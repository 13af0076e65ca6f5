/** Lines that are no road and no border: lines of contact ("the ceasefire line",
 *  "the 1967 line", "the LoC"), lines by the places that they run through ("the
 *  line A–B–C"), parallels and meridians, and "the line" once more. */
#include "reading.h"

#include <string.h>

static void merge_line(Reading *r, int first, int last, Chunk c)
{
    c.kind = C_LINE;
    c.cls |= W_LINE;
    c.n_refs = 1;
    gm_reading_merge(r, first, last, c);
}

/** A line that bears no mention: its words are its name. */
static void make_line(Reading *r, int first, int last)
{
    Ref ref = {-1, -1, at(r, first)->start, at(r, last)->end};
    Chunk c = {.ref = gm_reading_add_ref(r, ref)};
    r->line = ref;
    merge_line(r, first, last, c);
}

/** "36th", "thirty-eighth" before chunk @i: the first chunk of it, or @i. */
static int ordinal_before(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i - 1, "st nd rd th")) /* cut off "36th" */
        return is_kind(r, i - 2, C_NUMBER) ? i - 2 : i;
    static const char ones[] = "first second third fourth fifth sixth seventh eighth ninth";
    if (gm_reading_one_of(r, i - 1, ones)) { /* "thirty-eighth" */
        int tens = gm_reading_hyphen(r, i - 2) ? i - 3 : i - 2;
        return gm_reading_one_of(r, tens, "twenty thirty forty fifty sixty") ? tens : i;
    }
    return gm_reading_one_of(r, i - 1,
                             "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
                             "seventeenth eighteenth nineteenth twentieth thirtieth fortieth")
               ? i - 1
               : i;
}

/** "degrees", "°", "north", "N" behind a number at @i; the chunk behind them. */
static int behind_degrees(const Reading *r, int i)
{
    int k = i;
    if (gm_reading_one_of(r, k, "degrees degree") ||
        (is_kind(r, k, C_PUNCT) && g_str_has_prefix(r->d->text + at(r, k)->start, "°")))
        k++;
    if (gm_reading_one_of(r, k, "n s e w north south east west") || is_kind(r, k, C_DIR))
        k += !is_word(r, k + 1, "of");
    return k;
}

/** "the 38th parallel [north]", "parallel 36", "latitude 36° N", "36 degrees north
 *  latitude", "the 25th meridian" at @i. */
static bool read_graticule(Reading *r, int i)
{
    int first = i, last = i;
    if (!strchr("plm", at(r, i)->fold[0]))
        return false;
    if (gm_reading_one_of(r, i, "parallel meridian")) {
        first = ordinal_before(r, i);
        if (first == i && is_kind(r, i + 1, C_NUMBER))
            last = behind_degrees(r, i + 2) - 1;
        else if (first < i)
            last = behind_degrees(r, i + 1) - 1;
        else
            return false;
    } else if (gm_reading_one_of(r, i, "latitude longitude")) {
        if (is_kind(r, i + 1, C_NUMBER)) {
            last = behind_degrees(r, i + 2) - 1;
        } else {
            int k = i - 1;
            k -= is_kind(r, k, C_DIR);
            k -= gm_reading_one_of(r, k, "degrees degree");
            if (k >= i - 1 || !is_kind(r, k, C_NUMBER))
                return false;
            first = k;
        }
    } else {
        return false;
    }
    Ref ref = {-1, -1, at(r, first)->start, at(r, last)->end};
    Chunk c = {.ref = gm_reading_add_ref(r, ref), .graticule = true};
    merge_line(r, first, last, c);
    return true;
}

/** "LoC", "MDL": what agreements call their lines for short. */
static bool read_initials(Reading *r, int i)
{
    static const char *const names[] = {"LoC",  "LOC",  "LAC",  "LoAC", "MDL", "IEBL",
                                        "FLOT", "FEBA", "AMBL", "NLL",  "ABL"};
    const Chunk *c = at(r, i);
    if (c->end - c->start > 4 || !(c->token_flags & GM_TOKEN_CAPITAL) ||
        !has_class(r, i - 1, W_DET))
        return false;
    for (gsize k = 0; k < G_N_ELEMENTS(names); k++)
        if (strlen(names[k]) == c->end - c->start &&
            memcmp(r->d->text + c->start, names[k], c->end - c->start) == 0) {
            make_line(r, i, i);
            return true;
        }
    return false;
}

/** "the line", "the said line", "that line": the one last named. */
static bool read_again(Reading *r, int i)
{
    if (!is_word(r, i, "line") || is_word(r, i + 1, "of") || r->line.end == 0)
        return false;
    int the = gm_reading_one_of(r, i - 1, "said same latter") ? i - 2 : i - 1;
    if (!gm_reading_one_of(r, the, "the this that these"))
        return false;
    Chunk c = {.back = true, .ref = gm_reading_add_ref(r, r->line)};
    merge_line(r, the + 1, i, c);
    return true;
}

static bool is_station(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_ACTOR) || is_kind(r, i, C_NAME) ||
           gm_reading_is_name(r, i);
}

/** The places joined by dashes from @i on: their chunks in @stations (unless NULL);
 *  how many. An unknown name may have several words. */
static guint read_stations(const Reading *r, int i, GArray *stations, int *behind)
{
    guint n = 0;
    int k = i;
    while (is_station(r, k) && n < 40) {
        int last = k;
        while (!is_kind(r, k, C_PLACE) && gm_reading_is_name(r, last + 1))
            last++;
        Ref ref = {-1, -1, at(r, k)->start, at(r, last)->end};
        if (!is_kind(r, k, C_WORD))
            ref = *reading_ref(r, at(r, k)->ref);
        else
            ref.antecedent = gm_reading_namesake(r, ref.start, ref.end);
        g_array_append_val(stations, ref);
        n++;
        *behind = last + 1;
        if (!gm_reading_hyphen(r, last + 1))
            break;
        k = last + 2;
    }
    return n;
}

/** "the line A–B–C", "the A–B–C line" at the noun @i. */
static bool line_by_stations(Reading *r, int i)
{
    g_autoptr(GArray) stations = g_array_new(FALSE, FALSE, sizeof(Ref));
    int first = i, behind = i + 1;
    int k = gm_reading_punct(r, i + 1, ':') ? i + 2 : i + 1;
    guint n = is_station(r, k) ? read_stations(r, k, stations, &behind) : 0;
    if (n < 2) { /* before the noun: not from the middle of a longer chain */
        g_array_set_size(stations, 0);
        first = i - 1;
        while (first >= 2 && gm_reading_hyphen(r, first - 1) && is_station(r, first - 2))
            first -= 2;
        n = first < i - 1 ? read_stations(r, first, stations, &behind) : 0;
        if (n < 2 || behind != i)
            return false;
        behind = i + 1;
    }
    guint placed = 0;
    for (guint s = 0; s < n; s++) {
        const Ref *ref = &g_array_index(stations, Ref, s);
        placed += ref->mention >= 0 || ref->antecedent >= 0;
    }
    if (placed == 0)
        return false;
    Ref ref = {-1, -1, at(r, first)->start, at(r, behind - 1)->end};
    Chunk c = {.ref = gm_reading_add_ref(r, ref), .end_refs = n};
    for (guint s = 0; s < n; s++)
        gm_reading_add_ref(r, g_array_index(stations, Ref, s));
    merge_line(r, first, behind - 1, c);
    return true;
}

/** A word or date that may stand in a line's name: "the Agreed Ceasefire Line", "the
 *  1-1-1956 line", "the 1967 lines". */
static bool is_name_part(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind == C_NUMBER || has_class(r, i, W_LINEMOD) || gm_reading_hyphen(r, i) ||
        gm_reading_punct(r, i, '/') || gm_reading_punct(r, i, '.'))
        return true;
    return c->kind == C_WORD && (c->token_flags & GM_TOKEN_CAPITAL) &&
           !has_class(r, i, W_DET | W_PREP | W_ROAD | W_STOP) &&
           !gm_reading_one_of(r, i, "metro pipe rail supply tram subway assembly production");
}

/** First chunk of a name that ends in the noun at @i and that an article begins
 *  ("the McMahon Line"); @i when it has none. */
static int name_before(const Reading *r, int i)
{
    int k = i;
    bool says = false;
    while (k > i - 8 && is_name_part(r, k - 1)) {
        k--;
        const Chunk *c = at(r, k);
        bool year = c->kind == C_NUMBER && c->end - c->start == 4;
        says = says || year || (c->kind == C_WORD && (at(r, i)->token_flags & GM_TOKEN_CAPITAL));
    }
    /* "the Durand Line": the place in it is not meant */
    if ((at(r, i)->token_flags & GM_TOKEN_CAPITAL) && is_kind(r, k - 1, C_PLACE) &&
        at(r, k - 1)->n_refs == 1 && !is_river(r, at(r, k - 1)) && is_word(r, k - 2, "the")) {
        says = true;
        k--;
    }
    if (!says || !gm_reading_one_of(r, k - 1, "the this that a"))
        return i;
    return k;
}

/** "line of contact", "ceasefire line", "Blue Line", "frontline". */
static bool line_by_words(Reading *r, int i)
{
    int first = i, last = i;
    if (!has_class(r, i, W_LINE) && !is_word(r, i, "frontline"))
        return false;
    while (gm_reading_hyphen(r, first - 1) || has_class(r, first - 1, W_LINEMOD) ||
           ((at(r, first - 1)->token_flags & GM_TOKEN_CAPITAL) && first < i &&
            gm_reading_one_of(r, first - 1, "military temporary")))
        first--;
    if (is_word(r, i + 1, "of") && has_class(r, i + 2, W_LINEMOD))
        last = i + 2;
    else if (is_word(r, i + 1, "of") && is_word(r, i + 2, "actual"))
        last = i + 3;
    int name = last == i && gm_reading_one_of(r, i, "line lines") ? name_before(r, first) : first;
    if (first == i && name == i && last == i)
        name = name_before(r, i);
    first = MIN(first, name);
    if (first == i && last == i && !is_word(r, i, "frontline"))
        return false;
    if (has_class(r, first, W_LINE) && last == i)
        return false;
    make_line(r, first, last);
    return true;
}

void gm_reading_lines(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if (c->kind == C_PLACE && (c->cls & W_LINE)) {
            Chunk named = *c;
            r->line = *reading_ref(r, named.ref);
            merge_line(r, i, i, named);
            continue;
        }
        if (c->kind != C_WORD)
            continue;
        int before = n_chunks(r);
        bool line = (c->cls & W_LINE) != 0;
        if (read_initials(r, i) || read_graticule(r, i) ||
            (line && (line_by_stations(r, i) || read_again(r, i))) || line_by_words(r, i))
            i = MAX(0, i - (before - n_chunks(r)));
    }
}
