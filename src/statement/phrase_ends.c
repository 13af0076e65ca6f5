/** The two ends of a run: "from A via C to B", "between A and B", "linking A to B". */
#include "phrase.h"

#include <string.h>

/* A comma, a bracket or a dash: around ", so and so,", "(…)", "— … —". */
static bool is_aside_mark(const Reading *r, int k)
{
    const Chunk *c = at(r, k);
    if (c->kind != C_PUNCT)
        return false;
    const char *t = r->d->text + c->start;
    return strchr(",()-", t[0]) != NULL || g_str_has_prefix(t, "–") || g_str_has_prefix(t, "—");
}

/** Behind the first end: ", so and so,", "in the east of C", "heading". */
static int behind_aside(const Reading *r, int k)
{
    if (is_aside_mark(r, k)) {
        for (int j = k + 1; j < k + 14 && j < n_chunks(r); j++)
            if (is_aside_mark(r, j) &&
                gm_reading_one_of(r, j + 1, "to until as towards toward and"))
                return j + 1;
        return k;
    }
    if (gm_reading_one_of(r, k, "in of near at")) {
        int j = skip_the(r, k + 1);
        if (is_kind(r, j, C_PLACE) || is_kind(r, j, C_REGION) || is_kind(r, j, C_DIR))
            k = j + 1;
        if (gm_reading_punct(r, k, ','))
            k++;
    } else if (is_kind(r, k, C_REGION)) {
        k++;
    }
    return k;
}

static bool is_end(const Reading *r, int i, const Args *a)
{
    /* a name inside a longer one ("Westwood Recreation Center") is no end */
    bool whole = is_kind(r, i, C_NAME) && !(at(r, i + 1)->token_flags & GM_TOKEN_CAPITAL);
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_BORDER) || is_kind(r, i, C_REGION) || whole ||
           is_kind(r, i, C_LINE) || gm_reading_names_road(r, i) ||
           (a->lands && is_kind(r, i, C_ACTOR));
}

/** "a point just [south of X]", "near X" as an end: the chunk of the place. */
static int behind_point(const Reading *r, int i)
{
    int k = i + gm_reading_one_of(r, i, "point place spot somewhere");
    while (k < i + 4 && gm_reading_one_of(r, k, "just near close to around"))
        k++;
    return k;
}

/** What lies on the way: "via C", "passing through C and D" at @i; its chunk or -1. */
static int place_via(const Reading *r, int i)
{
    int k = i + gm_reading_one_of(r, i, "passing running going");
    if (gm_reading_one_of(r, k, "by") && is_word(r, k + 1, "way") && is_word(r, k + 2, "of"))
        k += 2;
    else if (!gm_reading_one_of(r, k, "via through past"))
        return -1;
    k = skip_the(r, k + 1);
    return is_kind(r, k, C_PLACE) ? k : -1;
}

/** "from A [, so and so,] [via C] to B [via C]" */
int gm_phrase_read_from_to(const Reading *r, int i, Args *a)
{
    int from = behind_point(r, skip_the(r, i + 1));
    if (!is_end(r, from, a))
        return i;
    int k = behind_aside(r, from + 1), via = place_via(r, k);
    for (int n = 0; n < 4 && via < 0 &&
                    gm_reading_one_of(r, k,
                                      "up as far all the way through down heading "
                                      "going driving moving and headed leading "
                                      "running") &&
                    !is_word(r, k, "to");
         n++)
        k++;
    if (is_kind(r, k, C_DIR))
        k++;
    via = via < 0 ? place_via(r, k) : via;
    k = via >= 0 ? via + 1 : k;
    k += via >= 0 && gm_reading_punct(r, k, ',');
    if (!gm_reading_one_of(r, k, "to until till towards toward as"))
        return i;
    k = behind_point(r, skip_the(r, k + 1));
    if (gm_reading_one_of(r, k, "outskirts edge edges entrance") && is_word(r, k + 1, "of"))
        k = skip_the(r, k + 2);
    if (!is_end(r, k, a) && !is_kind(r, k, C_BORDER))
        return i;
    gm_phrase_add(a, GM_PART_FROM, from, false, false);
    gm_phrase_add(a, GM_PART_TO, k, false, false);
    int behind = via < 0 ? place_via(r, k + 1 + gm_reading_punct(r, k + 1, ',')) : via;
    if (behind >= 0)
        gm_phrase_add(a, GM_PART_AT, behind, false, false);
    gm_phrase_used(a, i, MAX(k, behind));
    return MAX(k, behind) + 1;
}

/** "between A and B", "linking A to B", "separating A from B" */
int gm_phrase_read_two(const Reading *r, int i, Args *a)
{
    int k = skip_the(r, i + 1);
    if (!is_end(r, k, a))
        return i;
    if (at(r, k)->n_refs == 2) {
        gm_phrase_add(a, GM_PART_FROM, k, false, false); /* its second ref is TO */
        gm_phrase_used(a, i, k);
        return k + 1;
    }
    if (at(r, k)->n_refs > 2 && is_kind(r, k, C_PLACE) && !is_word(r, i, "between")) {
        gm_phrase_add(a, GM_PART_FROM, k, false, false);
        a->chain = true;
        gm_phrase_used(a, i, k);
        return k + 1;
    }
    int b = k + 1;
    if (is_aside_mark(r, b)) /* "between A, just west of C, and B" */
        b = behind_aside(r, b);
    if (!gm_reading_one_of(r, b, "and to with from"))
        return i;
    b = skip_the(r, b + 1);
    while (gm_reading_one_of(r, b, "capital city of"))
        b++;
    if (!is_end(r, b, a))
        return i;
    gm_phrase_add(a, GM_PART_FROM, k, false, false);
    gm_phrase_add(a, GM_PART_TO, b, false, false);
    gm_phrase_used(a, i, b);
    return b + 1;
}
