/** Areas by their corners: "the area bounded by lines joining 54-30N 010-15E, …",
 *  "the triangle between A, B and C", "areas between A, B and C", "the A–B–C triangle". */
#include "readers.h"

#include "quantity.h"

#include <string.h>

enum { MOST_CORNERS = 200, LEAST_CORNERS = 3 };

/** How many corners the figure at @i has; 0: no figure. */
static guint corners_of(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "triangle triangles"))
        return 3;
    if (gm_reading_one_of(r, i, "quadrilateral quadrangle rectangle"))
        return 4;
    return is_word(r, i, "pentagon") ? 5 : 0;
}

static bool is_area_noun(const Reading *r, int i)
{
    return has_class(r, i, W_AREA | W_ZONE) || corners_of(r, i) > 0 ||
           gm_reading_one_of(r, i,
                             "waters airspace sector sectors block polygon box sea ground "
                             "grounds perimeter limits");
}

/** The area noun before @i, at most @far chunks away in the same clause; or -1. */
static int noun_before(const Reading *r, int i, int far)
{
    for (int k = i - 1; k >= 0 && k >= i - far; k--)
        if (is_area_noun(r, k))
            return k;
    return -1;
}

/** The first word of the noun at @noun with what stands before it: "[the] firing practice
 *  area". */
static int first_of(const Reading *r, int noun)
{
    int k = noun;
    while (k > noun - 3 && is_kind(r, k - 1, C_WORD) &&
           !has_class(r, k - 1, W_DET | W_PREP | W_BE | W_AND | W_SAY | W_STOP))
        k--;
    bool whole = has_class(r, k - 1, W_DET) || is_kind(r, k - 1, C_END);
    while (!whole && k < noun && !has_class(r, k, W_ZONEMOD))
        k++;
    return k;
}

static GmStatement *new_area(const Reading *r, int noun, int first, int last)
{
    int k = noun >= 0 ? first_of(r, noun) : -1;
    GmStatement *s = gm_build_new(r, GM_ST_BOUNDED, k >= 0 ? MIN(k, first) : first, last);
    GString *subject = g_string_new(k < 0 ? "area" : NULL);
    for (int i = k; k >= 0 && i <= noun; i++)
        g_string_append_printf(subject, "%s%s", i > k ? " " : "", at(r, i)->fold);
    gm_build_subject(s, subject->str, "bounded");
    g_string_free(subject, TRUE);
    return s;
}

/* ---- corners that are positions ---- */

/** Between two positions of a list stands nothing but list marks: "; ", " and ", "\n 2. ",
 *  "thence to". */
static bool is_list_gap(const char *s, gsize n)
{
    static const char *const words[] = {"and", "to", "thence", "then", "point", "back"};
    gsize i = 0;
    while (i < n) {
        gsize len = 0;
        while (i + len < n && g_ascii_isalpha(s[i + len]))
            len++;
        bool known = len <= 1; /* "b)" */
        for (gsize k = 0; k < G_N_ELEMENTS(words) && !known; k++)
            known = strlen(words[k]) == len && g_ascii_strncasecmp(s + i, words[k], len) == 0;
        if (!known)
            return false;
        i += MAX(len, 1);
    }
    return n <= 40;
}

/** Adds the list of positions that begins at byte @from of the text, in this sentence or
 *  as its list below; the byte behind it. */
static gsize add_positions(const Reading *r, GArray *corners, gsize from, gsize to)
{
    gsize start, end, behind = from;
    double lat, lon;
    while (corners->len < MOST_CORNERS &&
           gm_text_find_coordinates(r->d->text, behind, MIN(to, r->d->len), &start, &end, &lat,
                                    &lon)) {
        if (corners->len > 0 && !is_list_gap(r->d->text + behind, start - behind))
            break;
        Ref ref = {-1, -1, start, end};
        g_array_append_val(corners, ref);
        behind = end;
        to = behind + 120; /* the next one follows, or the list has ended */
    }
    return behind;
}

/** Words of this sentence before byte @end that make an area of the positions behind. */
static bool says_enclosed(const Reading *r, gsize end, int *noun)
{
    bool enclosed = false;
    *noun = -1;
    for (int i = 0; i < n_chunks(r) && at(r, i)->start < end; i++) {
        enclosed =
            enclosed || gm_reading_one_of(r, i,
                                          "bounded enclosed delimited delineated defined formed "
                                          "joining connecting within inside coordinates corners "
                                          "vertices limits corner points polygon");
        if (is_area_noun(r, i))
            *noun = i;
    }
    return enclosed && *noun >= 0;
}

static void read_positions(SentenceReading *sr)
{
    Reading *r = sr->r;
    int last = n_chunks(r) - 1, noun = -1;
    if (last < 0 || !says_enclosed(r, at(r, last)->end, &noun))
        return;
    g_autoptr(GArray) corners = g_array_new(FALSE, FALSE, sizeof(Ref));
    /* positions of this sentence, or of the list that it announces */
    gsize behind = add_positions(r, corners, at(r, noun)->end, at(r, last)->end + 60);
    gsize first = corners->len ? g_array_index(corners, Ref, 0).start : 0;
    if (corners->len > 1) { /* said again to close the figure */
        const Ref *a = &g_array_index(corners, Ref, 0);
        const Ref *z = &g_array_index(corners, Ref, corners->len - 1);
        if (a->end - a->start == z->end - z->start &&
            memcmp(r->d->text + a->start, r->d->text + z->start, a->end - a->start) == 0)
            g_array_set_size(corners, corners->len - 1);
    }
    if (corners->len < LEAST_CORNERS || !says_enclosed(r, first, &noun))
        return;
    GmStatement *s = new_area(r, noun, noun, noun);
    for (guint i = 0; i < corners->len; i++)
        gm_build_anchor_ref(r, s, GM_PART_AT, &g_array_index(corners, Ref, i));
    s->end = behind;
    for (int i = 0; i <= last; i++)
        if (at(r, i)->start >= s->start && at(r, i)->end <= s->end)
            take(sr, i, i, TAKEN_PLACE | TAKEN_RANGE | TAKEN_MEASURE);
    gm_build_list(r, s);
}

/* ---- corners that are places ---- */

/** The spots of the list at @i, which may be cut by commas; the last chunk, or -1. */
static int add_spots(const Reading *r, GArray *corners, int i)
{
    int last = -1;
    for (; n_chunks(r) > i && corners->len < MOST_CORNERS; i++) {
        const Chunk *c = at(r, i);
        if (c->kind == C_PLACE) {
            for (guint n = 0; n < c->n_refs; n++) {
                const Ref *ref = reading_ref(r, c->ref + n);
                if (!gm_read_is_spot(r, ref))
                    return -1;
                g_array_append_val(corners, *ref);
            }
            last = i;
        } else if (last == i - 1 && gm_reading_one_of(r, i, "in to on") &&
                   is_kind(r, i + 1 + has_class(r, i + 1, W_DET), C_DIR)) {
            i += 1 + has_class(r, i + 1, W_DET); /* "A in the north, B in the east" */
            last = i;
        } else if (!(last >= 0 && (gm_reading_punct(r, i, ',') || gm_reading_hyphen(r, i) ||
                                   gm_reading_punct(r, i, '/') || has_class(r, i, W_AND)))) {
            break;
        }
    }
    return last;
}

static void list_spots(SentenceReading *sr, const GArray *corners, int noun, int first, int last)
{
    GmStatement *s = new_area(sr->r, noun, first, last);
    for (guint i = 0; i < corners->len; i++)
        gm_build_anchor_ref(sr->r, s, GM_PART_AT, &g_array_index(corners, Ref, i));
    take(sr, MIN(noun >= 0 ? noun : first, first), last, TAKEN_PLACE | TAKEN_RANGE);
    gm_build_list(sr->r, s);
}

/** "bounded by [the towns of]", "triangle between": where the list begins behind the
 *  noun or the verb at @i; or @i. */
static int behind_verb(const Reading *r, int i)
{
    int k = i + 1;
    if (corners_of(r, i) == 0) {
        if (!is_word(r, k, "by"))
            return i;
        k++;
    } else {
        k += gm_reading_punct(r, k, '(') || gm_reading_punct(r, k, ':');
        if (is_kind(r, k, C_PLACE)) /* "the triangle A–B–C" */
            return k;
        if (gm_reading_one_of(r, k, "formed bounded defined marked made"))
            k += 1 + is_word(r, k + 1, "up");
        if (!gm_reading_one_of(r, k, "between of by joining connecting"))
            return i;
        k++;
    }
    for (int n = 0; n < 6 && (has_class(r, k, W_DET | W_SETTLE) ||
                              gm_reading_one_of(r, k,
                                                "lines joining connecting points of between "
                                                "line villages towns cities three four"));
         n++)
        k++;
    return k;
}

/** "the A–B–C triangle": the first chunk of the names before the figure at @i, or -1. */
static int names_before(const Reading *r, int i, GArray *corners)
{
    int first = i;
    while (first > 0 && (is_kind(r, first - 1, C_PLACE) || gm_reading_hyphen(r, first - 1) ||
                         gm_reading_punct(r, first - 1, '/')))
        first--;
    return first < i && add_spots(r, corners, first) == i - 1 ? first : -1;
}

void gm_read_bounded(SentenceReading *sr)
{
    Reading *r = sr->r;
    read_positions(sr);
    for (int i = 0; i < n_chunks(r); i++) {
        guint figure = corners_of(r, i);
        bool amid = gm_reading_one_of(r, i, "area areas territory") && is_word(r, i + 1, "between");
        if (figure == 0 && !amid &&
            !gm_reading_one_of(r, i, "bounded enclosed delimited delineated"))
            continue;
        g_autoptr(GArray) corners = g_array_new(FALSE, FALSE, sizeof(Ref));
        int k = amid ? i + 2 : behind_verb(r, i), last = k > i ? add_spots(r, corners, k) : -1;
        int noun = figure || amid ? i : noun_before(r, i, 4);
        if (last >= 0 && corners->len >= LEAST_CORNERS && (figure == 0 || corners->len == figure) &&
            !is_taken(sr, last, TAKEN_PLACE)) {
            list_spots(sr, corners, noun, i, last);
            i = last;
            continue;
        }
        g_array_set_size(corners, 0);
        int first = figure ? names_before(r, i, corners) : -1;
        if (first >= 0 && corners->len == figure)
            list_spots(sr, corners, i, first, i);
    }
}
