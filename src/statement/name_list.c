/** Names that no gazetteer has, alone or in lists of their own, where the words around show
 *  that they name places: "the X, Y and Z districts", "X and Y have been retaken", "at X",
 *  "Tal X". */
#include "readers.h"

enum { MOST = 12 };

/** "X, Y and Z": names and places. */
typedef struct {
    int n, behind, first[MOST], last[MOST];
    bool known[MOST];
} NameList;

/** Over ", used for grain" between the places of a list: the comma behind it, or @i. */
static int behind_use(const Reading *r, int i)
{
    enum { LONG = 8 };
    if (!gm_reading_one_of(r, i + 1, "used which known formerly once a an the home"))
        return i;
    int k = i + 2;
    while (k < i + LONG &&
           (is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER) || is_kind(r, k, C_DEMONYM)))
        k++;
    int next = k + 1 + has_class(r, k + 1, W_AND);
    return gm_reading_punct(r, k, ',') && is_kind(r, next, C_PLACE) ? k : i;
}

int gm_reading_behind_gloss(const Reading *r, int i)
{
    if (gm_reading_punct(r, i, ','))
        return behind_use(r, i);
    if (!gm_reading_punct(r, i, '('))
        return i;
    int k = i + 1;
    while (k < i + 8 &&
           (is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER) || is_kind(r, k, C_PLACE) ||
            gm_reading_punct(r, k, '.') || gm_reading_punct(r, k, '#') || gm_reading_hyphen(r, k)))
        k++;
    return k > i + 1 && gm_reading_punct(r, k, ')') ? k + 1 : i;
}

static int behind_any(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) && !at(r, i)->possessive ? i + 1 : gm_reading_behind_name(r, i);
}

/** Reads the list that begins at @i; false where none does, or where its end is not told. */
static bool read_list(const Reading *r, int i, NameList *l)
{
    bool ended = false;
    int k = i;
    l->n = 0;
    while (l->n < MOST) {
        int behind = behind_any(r, k);
        if (behind == k)
            return false;
        l->known[l->n] = is_kind(r, k, C_PLACE);
        l->first[l->n] = k;
        l->last[l->n++] = behind - 1;
        l->behind = behind = gm_reading_behind_gloss(r, behind);
        if (ended)
            return true;
        k = behind + gm_reading_punct(r, behind, ',');
        ended = has_class(r, k, W_AND);
        k += ended;
        if (k == behind || (l->n == 1 && !ended && behind_any(r, k) == k))
            return l->n == 1;
    }
    return false;
}

/** "Districts", "areas" behind what is named: of two or more. */
static bool is_plural(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "districts areas villages towns provinces governorates regions "
                             "counties subdistricts neighbourhoods neighborhoods suburbs rivers "
                             "valleys crossings camps townships municipalities woredas localities "
                             "hills mountains islands quarters kebeles gullies sectors");
}

/** "Fell", "have been retaken" at @i: what befalls places, or (@many) a list of them. */
static bool is_fate(const Reading *r, int i, bool many)
{
    int k = i + gm_reading_one_of(r, i, "both all also soon then");
    if (gm_reading_one_of(r, k, "fell falls"))
        return gm_reading_one_of(r, k + 1, "to on this within yesterday today last in") ||
               is_kind(r, k + 1, C_PUNCT) || is_kind(r, k + 1, C_END);
    int verb = k;
    while (verb < k + 4 && gm_reading_one_of(r, verb,
                                             "has have had been was were are is being "
                                             "also since already again now"))
        verb++;
    return verb > k &&
           (gm_reading_one_of(
                r, verb,
                "retaken recaptured overrun liberated shelled bombed bombarded besieged "
                "encircled flooded stormed reoccupied") ||
            (many && is_word(r, verb, "taken")));
}

/** No place's name, though "at" stands before it, or no name that goes on. */
static bool is_house(const Reading *r, int first, int behind)
{
    static const char houses[] = "university college school institute stadium arena hall easter "
                                 "christmas ramadan court church hotel square park times news";
    for (int k = first; k <= behind; k++)
        if (gm_reading_one_of(r, k, houses))
            return true;
    return (at(r, behind)->token_flags & GM_TOKEN_CAPITAL) != 0 || is_kind(r, behind, C_NAME) ||
           is_kind(r, behind, C_NUMBER);
}

/** The sentence names some place, or speaks of forces. */
static bool is_of_ground(const Reading *r)
{
    for (int k = 0; k < n_chunks(r); k++)
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_BORDER) || is_kind(r, k, C_ROAD) ||
            has_class(r, k, W_CHECK | W_PATROL | W_CAMP | W_CROSS) ||
            gm_reading_one_of(r, k,
                              "convoy convoys bridge bridges river village villages town towns"))
            return true;
    return gm_read_is_military(r, false);
}

/** Behind "Tal X", "Jabal Al-X", "Wadi X" at @i, a place by its first word; or @i. */
static int behind_toponym(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i,
                           "tal tell tel jabal jebel jabel kafr kfar deir dayr beit bayt wadi "
                           "khirbet khirbat ain ayn tuluul") ||
        !(at(r, i)->token_flags & GM_TOKEN_CAPITAL))
        return i;
    int k = i + 1;
    k += 2 * gm_reading_hyphen(r, k + 1) *
         gm_reading_one_of(r, k, "al el as ash ad an ar at az ez ed er");
    if (!is_kind(r, k, C_WORD) || !(at(r, k)->token_flags & GM_TOKEN_CAPITAL))
        return i;
    return MAX(k + 1, gm_reading_behind_name(r, i));
}

/** The text has told of fighting and of places in somebody's hands. */
static bool is_told_of_war(const Reading *r)
{
    for (guint i = r->list->len, n = 0; i-- > 0 && n < 40; n++) {
        const char *feature = ((const GmStatement *)g_ptr_array_index(r->list, i))->feature;
        if (g_strcmp0(feature, "control") == 0 || g_strcmp0(feature, "strike") == 0 ||
            g_strcmp0(feature, "unit") == 0)
            return true;
    }
    return gm_read_is_military(r, false);
}

/** "Took control of", "controls", "the capture of" before the list at @i: of places. */
static bool is_held(const Reading *r, int i)
{
    bool of = gm_reading_one_of(r, i - 1, "of over") &&
              gm_reading_one_of(r, i - 2, "control capture recapture seizure loss");
    return (of || gm_reading_one_of(r, i - 1, "controls retook recaptured overran")) &&
           is_told_of_war(r);
}

/** The words before the list at @i and behind it show places. */
static bool is_shown(const Reading *r, int i, const NameList *l)
{
    bool many = l->n > 1;
    int like = i - 1 - (is_word(r, i - 1, "as") && is_word(r, i - 2, "such"));
    if (many &&
        (is_held(r, i) || (gm_reading_one_of(r, like, "like such including") && is_of_ground(r) &&
                           gm_reading_one_of(r, like - 1,
                                             "towns villages cities districts "
                                             "neighbourhoods suburbs"))))
        return true;
    if (many && is_plural(r, l->behind) &&
        gm_reading_one_of(r, i - 1, "the in of across from between and"))
        return true;
    int kind = l->behind + 1 + has_class(r, l->behind + 1, W_APPROX);
    while (kind < l->behind + 5 &&
           (has_class(r, kind, W_DET) || is_kind(r, kind, C_NUMBER) ||
            gm_reading_one_of(r, kind, "two three four five six both small nearby border")))
        kind++; /* "X, Y and Z, three islands off the coast" */
    if (many && gm_reading_punct(r, l->behind, ',') && is_plural(r, kind) && i > 0)
        return true;
    /* "Sales fell": that the first word is capital says nothing */
    bool own = many || (i > 0 && !(at(r, i - 1)->token_flags & GM_TOKEN_CAPITAL)) ||
               !gm_reading_one_of(r, l->behind, "fell falls");
    if (is_fate(r, l->behind, many) && own && is_of_ground(r))
        return true;
    bool ends =
        is_kind(r, l->behind, C_END) || is_kind(r, l->behind, C_PUNCT) ||
        has_class(r, l->behind, W_AND | W_PREP | W_STOP | W_BE | W_CROSS | W_CHECK | W_CAMP) ||
        gm_reading_one_of(r, l->behind, "bridge dam pass junction last this");
    bool above = gm_reading_one_of(r, i - 1, "above overlooking") &&
                 gm_reading_one_of(r, i - 2, "hills hill heights ridge ridges mountains slopes");
    bool via = gm_reading_one_of(r, i - 1, "via through") && has_class(r, i - 2, W_MOVE) && !many;
    return (above || via || is_word(r, i - 1, "at")) && ends && is_of_ground(r) &&
           !is_house(r, i, l->behind);
}

void gm_reading_name_lists(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        bool plain = is_kind(r, i, C_WORD) && !(at(r, i)->token_flags & GM_TOKEN_CAPITAL) &&
                     !gm_reading_hyphen(r, i + 1); /* most words: neither a name nor "al-" */
        if (plain || !(is_kind(r, i, C_WORD) || is_kind(r, i, C_PLACE)))
            continue;
        int behind = gm_reading_behind_name(r, i);
        bool name = behind > i;
        if (!name && !is_kind(r, i, C_PLACE))
            continue;
        NameList l;
        int toponym = behind_toponym(r, i);
        if (toponym > i && !has_class(r, toponym, W_SAY)) {
            gm_reading_make_place(r, i, toponym - 1);
            continue;
        }
        if (!read_list(r, i, &l)) {
            i = name ? behind - 1 : i;
            continue;
        }
        bool unknown = false;
        for (int k = 0; k < l.n; k++)
            unknown = unknown || !l.known[k];
        bool shown = unknown && is_shown(r, i, &l);
        for (int k = shown ? l.n : 0; k-- > 0;)
            if (!l.known[k])
                gm_reading_make_place(r, l.first[k], l.last[k]);
        if (!shown)
            i = l.behind - 1;
    }
}
