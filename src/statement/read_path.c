/** The way something moves, from the phrases behind its verb: "from A through B to C",
 *  "out of A", "into B via C", "back to D". */
#include "readers.h"

enum { MOST_WORDS = 7 }; /* between two phrases of one path */

int gm_read_behind_way(const Reading *r, int i, GmAnchorPart *part)
{
    static const struct {
        const char *first, *second;
        GmAnchorPart part;
    } two[] = {
        {"out", "of", GM_PART_FROM},     {"away", "from", GM_PART_FROM},
        {"outside", "of", GM_PART_FROM}, {"far", "as", GM_PART_TO},
        {"up", "to", GM_PART_TO},        {"bound", "for", GM_PART_TO},
        {"direction", "of", GM_PART_TO}, {"way", "of", GM_PART_AT},
    };
    for (guint n = 0; n < G_N_ELEMENTS(two); n++)
        if (gm_reading_one_of(r, i, two[n].first) && gm_reading_one_of(r, i + 1, two[n].second)) {
            *part = two[n].part;
            return i + 2;
        }
    bool for_goal = is_word(r, i, "for") && has_class(r, i - 1, W_MOVE);
    for (int k = i - 2; is_word(r, i, "for") && k > i - 7 && !for_goal; k--)
        for_goal = gm_reading_one_of(r, k, "headed heading bound set left leaving departed");
    if (is_word(r, i, "from"))
        *part = GM_PART_FROM;
    else if (for_goal || gm_reading_one_of(r, i, "to towards toward into onto"))
        *part = GM_PART_TO;
    else if (gm_reading_one_of(r, i, "through via past"))
        *part = GM_PART_AT;
    else
        return i;
    return i + 1;
}

bool gm_read_is_wind_of_town(const Reading *r, int i)
{
    return is_kind(r, i, C_DIR) && has_class(r, i + 1, W_SETTLE | W_ADMIN) &&
           gm_reading_one_of(r, i + 2, "of called named");
}

/** "Rebel-held", "X-controlled" at *@k: set on its last word. */
static bool is_hands(const Reading *r, int *k)
{
    if (!gm_reading_hyphen(r, *k + 1) ||
        !gm_reading_one_of(r, *k + 2, "held controlled occupied run administered"))
        return false;
    *k += 2;
    return true;
}

/** The place behind "the town of", "the outskirts of", "a base in", "positions near"
 *  at @i; or -1. */
int gm_read_way_place(const Reading *r, int i)
{
    int k = i;
    while (
        k < i + 7 &&
        (is_hands(r, &k) ||
         has_class(r, k,
                   W_DET | W_PARTOF | W_AREA | W_SETTLE | W_BASE | W_POST | W_POSTMOD | W_CAMP |
                       W_CHECK | W_UNNAMED | W_NEAR) ||
         is_kind(r, k, C_NUMBER) || is_kind(r, k, C_DEMONYM) || gm_read_is_wind_of_town(r, k) ||
         (k > i && gm_reading_one_of(r, k, "of in at north")) ||
         gm_reading_one_of(r, k,
                           "nearby neighbouring neighboring strategic government rebel "
                           "places urban centres centers such as front line frontlines new "
                           "school schools hospital main key port ports provincial regional state "
                           "capital")))
        k++;
    return is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION) || (k == i && is_kind(r, k, C_ACTOR))
               ? k
               : -1;
}

static bool ends_path(const Reading *r, int k)
{
    return has_class(r, k, W_STOP | W_SAY | W_STRIKE | W_SEIZE) || gm_reading_punct(r, k, ';') ||
           is_kind(r, k, C_END) || is_kind(r, k, C_MEASURE) ||
           (has_class(r, k, W_AND) && has_class(r, k + 1, W_DET)); /* of something else */
}

guint gm_read_path(const SentenceReading *sr, int i, PathStop stops[], guint most)
{
    const Reading *r = sr->r;
    guint n = 0;
    int idle = 0;
    for (int k = i; n < most && idle < MOST_WORDS && !ends_path(r, k);) {
        GmAnchorPart part = GM_PART_AT;
        if (is_kind(r, k, C_REGION) &&
            g_str_equal(gm_text_token_fold(r->d, at(r, k)->first), "to")) {
            stops[n++] = (PathStop){GM_PART_TO, k++}; /* "to the east of the river" */
            continue;
        }
        int behind = gm_read_behind_way(r, k, &part),
            place = behind > k ? gm_read_way_place(r, behind) : -1;
        if (place >= 0 &&
            (is_taken(sr, place, TAKEN_PLACE | TAKEN_RANGE) || is_taken(sr, k, TAKEN_RANGE)))
            break;
        if (place < 0) {
            bool aside = is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION);
            /* "from A, in B": where A is; a place in another rôle ends the path */
            if (aside && !gm_reading_one_of(r, k - 1, "in near of at on"))
                break;
            idle++;
            k++;
            continue;
        }
        stops[n++] = (PathStop){part, place};
        k = place + 1;
        idle = 0;
        while (gm_reading_punct(r, k, ',') || has_class(r, k, W_AND)) /* ", B and C" */
            k++;
    }
    return n;
}

int gm_read_behind_aside(const Reading *r, int i)
{
    enum { LONG = 12 };
    bool bracket = gm_reading_punct(r, i, '('), dash = gm_reading_hyphen(r, i);
    if (!bracket && !dash && !gm_reading_punct(r, i, ','))
        return i;
    for (int k = i + 1; k < i + LONG; k++) {
        if (bracket ? gm_reading_punct(r, k, ')')
            : dash  ? gm_reading_hyphen(r, k)
                    : gm_reading_punct(r, k, ','))
            return k > i + 1 ? k + 1 : i;
        if (gm_reading_punct(r, k, ';') || is_kind(r, k, C_END))
            break;
    }
    return i;
}
