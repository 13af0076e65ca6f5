/** In whose hands places are, told behind their names: "A was captured", "B and C are under
 *  rebel control", "D fell". */
#include "readers.h"

static bool is_area(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION);
}

int gm_read_hands_at(const Reading *r, int k, const char **subject)
{
    *subject = "control";
    k += gm_reading_one_of(r, k, "brought placed put") && is_word(r, k + 1, "under");
    if (gm_reading_one_of(r, k,
                          "captured seized recaptured retaken occupied liberated overrun taken "
                          "conquered stormed won") &&
        !(is_word(r, k, "taken") && !gm_reading_one_of(r, k + 1, "by back over from on after") &&
          !is_kind(r, k + 1, C_PUNCT) && !is_kind(r, k + 1, C_END)))
        return k;
    if (is_word(r, k, "cleared") && gm_reading_one_of(r, k + 1, "of from"))
        for (int n = k + 2; n < k + 7; n++)
            if (has_class(r, n, W_FORCE) || is_kind(r, n, C_ACTOR) || is_kind(r, n, C_NAME) ||
                gm_reading_one_of(r, n, "terrorists militant is isis isil daesh enemy extremists"))
                return n;
    if (gm_reading_one_of(r, k, "controlled secured") &&
        (is_kind(r, k + 1, C_PUNCT) || is_kind(r, k + 1, C_END)))
        return k;
    if (is_word(r, k, "dominated") && is_word(r, k + 1, "by") && gm_read_is_military(r, true))
        return k;
    if (gm_reading_one_of(r, k, "held controlled ruled") && is_word(r, k + 1, "by"))
        return k;
    if (gm_reading_one_of(r, k, "encircled besieged surrounded blockaded")) {
        *subject = "siege";
        return k;
    }
    if (gm_reading_one_of(r, k, "returned handed ceded transferred restored") &&
        (is_word(r, k + 1, "to") || (is_word(r, k + 1, "over") && is_word(r, k + 2, "to")) ||
         is_word(r, k + 1, "back")))
        return k + !is_word(r, k + 1, "to");
    if (!gm_reading_one_of(r, k, "under in"))
        return -1;
    for (int n = k + 1; n < k + 7 && !has_class(r, n, W_STOP); n++) {
        if (is_word(r, k, "in") ? is_word(r, n, "hands") : is_word(r, n, "control"))
            return n;
        if (is_word(r, k, "under") && gm_reading_one_of(r, n, "siege blockade")) {
            *subject = "siege";
            return n;
        }
    }
    return -1;
}

/** "X fell", "A, B and C fell to the rebels", "X came under control": the last
 *  chunk, or -1. */
static int fall_at(const Reading *r, int k, const char **subject)
{
    *subject = "control";
    if (gm_reading_one_of(r, k, "fell fallen falls"))
        return !has_class(r, k + 1, W_PREP) || gm_reading_one_of(r, k + 1, "to on in into after")
                   ? k
                   : -1;
    if (gm_reading_one_of(r, k, "changed changing change changes") && is_word(r, k + 1, "hands"))
        return k + 1;
    if (gm_reading_one_of(r, k, "came come comes passed passes fell remains remain remained") &&
        gm_reading_one_of(r, k + 1, "under into"))
        return gm_read_hands_at(r, k + 1, subject);
    return -1;
}

int gm_read_behind_auxiliaries(const Reading *r, int k, bool *partly)
{
    for (int n = 0; n < 6; n++, k++) {
        if (is_kind(r, k, C_NUMBER) &&
            (gm_reading_one_of(r, k + 1, "percent per") || r->d->text[at(r, k)->end] == '%')) {
            *partly = true; /* "is now 80% under control" */
            k += is_word(r, k + 1, "percent") + 2 * is_word(r, k + 1, "per");
            k += r->d->text[at(r, k)->end] == '%' && gm_reading_punct(r, k + 1, '%');
            continue;
        }
        if (!has_class(r, k, W_BE) && !gm_reading_quote(r, k) &&
            !gm_reading_one_of(r, k,
                               "has have had been will shall must to be now still again "
                               "largely fully reportedly also remains remain later partly "
                               "mostly all both once more currently"))
            break;
        *partly = *partly || is_word(r, k, "partly");
    }
    return k;
}

/** Over "in the X region", ", which" at @i, between places and what befell them. */
static int behind_home(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "center centers centre centres"))
        return i + 1; /* "A and B town centres" */
    if (gm_reading_punct(r, i, ',') && gm_reading_one_of(r, i + 1, "which that both all") &&
        (has_class(r, i + 2, W_BE) || gm_reading_one_of(r, i + 2, "has have had remain fell")))
        return i + 2;
    int k = i + 1 + has_class(r, i + 1, W_DET);
    if (!is_word(r, i, "in") || !is_area(r, k))
        return i;
    k = gm_read_behind_aside(r, k + 1 + has_class(r, k + 1, W_ADMIN | W_AREA | W_SETTLE));
    return k + (gm_reading_punct(r, k, ',') && has_class(r, k + 1, W_BE));
}

void gm_read_hands(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const char *subject = NULL;
    int k = behind_home(r, i + 1);
    k = k == i + 1 ? gm_read_behind_aside(r, k) : k;
    k += gm_reading_one_of(r, k, "also later reportedly") || gm_reading_quote(r, k);
    bool of_posts = gm_reading_one_of(r, i - 1, "in at on near around") && /* "positions in X" */
                    gm_reading_one_of(r, i - 2,
                                      "positions posts bases villages towns outposts "
                                      "settlements areas points checkpoints hills");
    bool in_land = has_class(r, i - 1, W_DET) && is_word(r, i - 2, "in") && i > 2;
    if (is_taken(sr, i, TAKEN_PLACE) || (has_class(r, i - 1, W_PREP) && !of_posts) || in_land)
        return;
    int aside = gm_reading_punct(r, i + 1, ',') || gm_reading_hyphen(r, i + 1) ? i + 2 : i;
    if (aside > i && gm_reading_one_of(r, aside, "encircled besieged surrounded held controlled") &&
        is_word(r, aside + 1, "by")) { /* "A, held by the rebels, ..." */
        int hands = gm_read_hands_at(r, aside, &subject);
        GmStatement *s = gm_build_new(r, GM_ST_AREA, i, hands);
        gm_build_anchors(r, s, GM_PART_IN, i);
        s->sides = is_kind(r, i, C_REGION) ? at(r, i)->sides : 0;
        bool siege = g_str_equal(subject, "siege");
        gm_read_list_area(sr, s, i, hands + 1, subject, siege ? "operation" : "control");
        return;
    }
    bool of_one = is_kind(r, i, C_PLACE) && !at(r, i)->possessive;
    int last = of_one ? fall_at(r, k, &subject) : -1;
    bool partly = false;
    if (last >= 0) { /* "snow fell", "the leaves of X fell to 3 per cent" */
        GmPlaceKind kind =
            gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_SETTLEMENT);
        if (kind == GM_PLACE_COUNTRY || kind == GM_PLACE_RIVER || is_kind(r, last + 2, C_NUMBER) ||
            !(gm_read_is_military(r, true) || is_word(r, last + 1, "to") || last > k))
            return;
    } else {
        if (!has_class(r, k, W_BE) && !gm_reading_one_of(r, k,
                                                         "has have had remains remain will shall "
                                                         "must became becomes become"))
            return;
        k += gm_reading_one_of(r, k, "became becomes become");
        k = gm_read_behind_auxiliaries(r, k, &partly);
        for (int n = k; is_word(r, k, "the") && n < k + 7;
             n++) /* "is the third town to be taken" */
            if (is_word(r, n, "to") && gm_reading_one_of(r, n + 1, "be fall"))
                k = n + 2;
        last = gm_read_hands_at(r, k, &subject);
        if (is_word(r, k - 1, "fall") && is_word(r, k - 2, "to"))
            last = k - 1;
    }
    if (last < 0)
        return;
    bool siege = g_str_equal(subject, "siege");
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, last);
    gm_build_anchors(r, s, GM_PART_IN, i);
    s->sides = partly ? GM_SIDE_OF_INSIDE : 0;
    if (is_kind(r, i, C_REGION))
        s->sides |= at(r, i)->sides;
    gm_read_list_area(sr, s, i, last + 1, subject, siege ? "operation" : "control");
}
