/** The two ends of a run: "from A via C to B", "between A and B", "linking A to B". */
#include "phrase.h"

#include <string.h>

/* What closes an aside that begins at @k: its own like, ")" for "("; 0 where none begins. */
static char aside_mark(const Reading *r, int k)
{
    const Chunk *c = at(r, k);
    if (c->kind != C_PUNCT)
        return 0;
    const char *t = r->d->text + c->start;
    if (g_str_has_prefix(t, "–") || g_str_has_prefix(t, "—"))
        return '-';
    return t[0] == '(' ? ')' : strchr(",)-", t[0]) ? t[0] : 0;
}

static bool leads_to_end(const Reading *r, int k)
{
    return gm_reading_one_of(r, k,
                             "to until till as up towards toward and via through past passing "
                             "ending reaching down all heading headed leading with");
}

/** Behind an aside at @k: ", so and so,", "(…)", "– … –"; @k when it is none. */
static int behind_remark(const Reading *r, int k)
{
    char mark = aside_mark(r, k);
    if (!mark || mark == ')') {
        if (mark && aside_mark(r, k + 1) == 0 && leads_to_end(r, k + 1))
            return k + 1;
        if (!gm_reading_punct(r, k, '('))
            return k;
    }
    if (mark == ',' && leads_to_end(r, k + 1) && !has_class(r, k + 1, W_AND))
        return k + 1;
    for (int j = k + 1; j < k + 18 && j < n_chunks(r); j++) {
        char close = aside_mark(r, j);
        bool comma_after = mark == ')' && gm_reading_punct(r, j + 1, ',');
        if (gm_reading_punct(r, j, ';'))
            return k;
        if (gm_reading_punct(r, j, '('))
            continue;
        if (close == mark && leads_to_end(r, j + 1 + comma_after))
            return j + 1 + comma_after;
    }
    return k;
}

/** Behind the first end: ", so and so,", "in the east of C", "eastwards". */
static int behind_aside(const Reading *r, int k)
{
    for (int n = 0; n < 3; n++) {
        int before = k;
        k = behind_remark(r, k);
        if (gm_reading_one_of(r, k, "in of near at on to")) {
            int j = skip_the(r, k + 1);
            bool wind = is_kind(r, j, C_DIR) && !at(r, j)->adjective;
            if (wind || (!gm_reading_one_of(r, k, "on to") &&
                         (is_kind(r, j, C_PLACE) || is_kind(r, j, C_REGION))))
                k = j + 1;
        } else if (is_kind(r, k, C_REGION) || (is_kind(r, k, C_DIR) && leads_to_end(r, k + 1))) {
            k++;
        }
        if (k == before)
            break;
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

int gm_phrase_point(const Reading *r, int i)
{
    bool point = gm_reading_one_of(r, i, "point place spot somewhere");
    int k = i + point;
    while (k < i + 4 && (gm_reading_one_of(r, k, "just near close to around") ||
                         (point && gm_reading_one_of(r, k, "on at along in by"))))
        k++;
    k = skip_the(r, k);
    if (is_kind(r, k, C_DIR) && at(r, k)->adjective && has_class(r, k + 1, W_ADMIN) &&
        is_word(r, k + 2, "of")) /* "the northern province of" */
        k += 3;
    k += is_kind(r, k, C_DEMONYM) && is_word(r, k + 1, "capital"); /* "the Syrian capital X" */
    for (int n = 0; n < 3 && (gm_reading_one_of(r, k,
                                                "occupied besieged disputed contested annexed "
                                                "rebel government opposition regime held "
                                                "controlled capital city nearby neighbouring "
                                                "neighboring border frontier mountain key major "
                                                "main port strategic") ||
                              (is_word(r, k, "of") && is_word(r, k - 1, "port")) ||
                              (n > 0 && gm_reading_hyphen(r, k)));
         n++)
        k++;
    if (gm_reading_one_of(r, k,
                          "outskirts edge edges entrance entrances gates approaches suburbs top "
                          "summit peak foot slopes mouth source shore shores bank banks") &&
        gm_reading_one_of(r, k + 1, "of to"))
        k = skip_the(r, k + 2);
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

/** Behind "to", "up to", "all the way to", "as far as", "reaching" at @i; -1 when no
 *  such words stand there. */
static int behind_goal_words(const Reading *r, int i)
{
    int k = i;
    while (k < i + 5 && gm_reading_one_of(r, k,
                                          "up all the way through down right heading going driving "
                                          "moving headed leading running and on onwards onward "
                                          "further extending stretching straight"))
        k++;
    if (is_kind(r, k, C_DIR))
        k++;
    if (is_word(r, k, "as") && is_word(r, k + 1, "far") && gm_reading_one_of(r, k + 2, "as to"))
        return k + 3;
    if (is_word(r, k, "to") &&
        gm_reading_one_of(r, k + 1, "head go continue drive move proceed reach arrive"))
        return k + 2 + gm_reading_one_of(r, k + 2, "to towards toward for at in");
    if (gm_reading_one_of(r, k, "reaching ending finishing"))
        return k + 1 + gm_reading_one_of(r, k + 1, "at in near on");
    return gm_reading_one_of(r, k, "to until till towards toward as") ? k + 1 : -1;
}

/* Past "in the east" behind an end: where that lies, not where the zone does. */
static int behind_wind(const Reading *r, int k)
{
    int wind = k + 1 + has_class(r, k + 1, W_DET);
    return gm_reading_one_of(r, k, "in on to") && is_kind(r, wind, C_DIR) &&
                   !at(r, wind)->adjective && !is_word(r, wind + 1, "of")
               ? wind + 1
               : k;
}

/** "from A [, so and so,] [via C] to B [via C]" */
int gm_phrase_read_from_to(const Reading *r, int i, Args *a)
{
    int from = gm_phrase_point(r, skip_the(r, i + 1));
    if (!is_end(r, from, a))
        return i;
    int k = behind_aside(r, from + 1), via = place_via(r, k);
    if (via < 0 && gm_reading_one_of(r, k, "up down heading going driving moving all"))
        via = place_via(r, k + 1);
    k = via >= 0 ? via + 1 : k;
    k += via >= 0 && gm_reading_punct(r, k, ',');
    k = behind_goal_words(r, k);
    if (k < 0)
        return i;
    k = gm_phrase_point(r, skip_the(r, k));
    if (!is_end(r, k, a) && !is_kind(r, k, C_BORDER))
        return i;
    gm_phrase_add(a, GM_PART_FROM, from, false, false);
    gm_phrase_add(a, GM_PART_TO, k, false, false);
    int behind = via < 0 ? place_via(r, k + 1 + gm_reading_punct(r, k + 1, ',')) : via;
    if (behind >= 0)
        gm_phrase_add(a, GM_PART_AT, behind, false, false);
    gm_phrase_used(a, i, MAX(k, behind));
    return behind_wind(r, MAX(k, behind) + 1);
}

int gm_phrase_goal(const Reading *r, int i)
{
    int k = behind_goal_words(r, i);
    k = k < 0 ? -1 : gm_phrase_point(r, skip_the(r, k));
    return is_kind(r, k, C_PLACE) || gm_reading_names_road(r, k) ? k : -1;
}

/** "between A and B", "linking A to B", "separating A from B" */
int gm_phrase_read_two(const Reading *r, int i, Args *a)
{
    int k = gm_phrase_point(r, skip_the(r, i + 1));
    if (!is_end(r, k, a) || gm_reading_one_of(r, i - 1, "junction intersection interchange"))
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
    int b = behind_aside(r, k + 1);  /* "between A, just west of C, and B" */
    if (gm_reading_punct(r, b, '(')) /* "between A (in C) and B" */
        for (int n = b + 1; n < b + 6; n++)
            if (gm_reading_punct(r, n, ')')) {
                b = n + 1;
                break;
            }
    if (!gm_reading_one_of(r, b, "and to with from"))
        return i;
    b = gm_phrase_point(r, skip_the(r, b + 1));
    while (gm_reading_one_of(r, b, "capital city of"))
        b++;
    if (!is_end(r, b, a))
        return i;
    gm_phrase_add(a, GM_PART_FROM, k, false, false);
    gm_phrase_add(a, GM_PART_TO, b, false, false);
    gm_phrase_used(a, i, b);
    return b + 1;
}
