/** Near a place: "near Darat Izza", "on the outskirts of X", "close to the border". */
#include "readers.h"

/** Something is "on" or "at" the border at @border: a village, a camp, he who was arrested;
 *  no talks on it, no pressure. */
static bool stands_there(const Reading *r, int i, int border)
{
    if (has_class(r, i - 1,
                  W_SETTLE | W_POST | W_BASE | W_CAMP | W_CHECK | W_BE | W_FORCE | W_CROSS))
        return true;
    if (at(r, border)->back || at(r, border)->n_refs == 0)
        return false;
    return is_kind(r, i - 1, C_PLACE) || has_class(r, i - 1, W_STRIKE | W_MOVE) ||
           gm_reading_one_of(r, i - 1,
                             "fighting incident area areas region arrested killed wounded detained "
                             "stopped people refugees stranded gathered remain remained seized "
                             "camped villages waiting trapped held stuck outposts drone fire "
                             "hilltops hill farms houses");
}

/** "The area of X" as one chunk: about X. */
static bool is_area_of(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_PLACE || c->n_refs != 1 || c->n < 4 ||
        !gm_read_is_spot(r, reading_ref(r, c->ref)))
        return false;
    return g_str_equal(gm_text_token_fold(r->d, c->first + 1), "area") &&
           g_str_equal(gm_text_token_fold(r->d, c->first + 2), "of");
}

/** "Anchored off", "the hills above", "overlooking", "across the river from", "within sight
 *  of" at @i: where something stands by a place; the chunk behind, or @i. */
static int behind_by(const Reading *r, int i)
{
    static const char ships[] = "ship ships tanker tankers vessel vessels boat boats frigate "
                                "freighter trawler anchored moored sank sunk aground adrift cargo "
                                "submarine warship warships carrier dinghy capsized attacked";
    static const char heights[] = "hills hill heights ridge ridges mountain mountains slope slopes "
                                  "cliffs cliff plateau valley gorge woods forest fields";
    if (!has_class(r, i, W_STAND))
        return i;
    if (is_word(r, i, "off")) {
        for (int k = i - 1; k >= 0 && k > i - 14; k--)
            if (gm_reading_one_of(r, k, ships))
                return i + 1;
        return i;
    }
    if (gm_reading_one_of(r, i, "above below"))
        return gm_reading_one_of(r, i - 1, heights) &&
                       !is_river(r, at(r, i + 1 + has_class(r, i + 1, W_DET)))
                   ? i + 1
                   : i;
    if (is_word(r, i, "overlooking"))
        return i + 1;
    if (is_word(r, i, "opposite"))
        return has_class(r, i - 1, W_BE | W_BASE | W_POST) || gm_reading_punct(r, i - 1, ',')
                   ? i + 1
                   : i;
    if (is_word(r, i, "across") && has_class(r, i + 1, W_DET)) {
        int from = i + 2;
        while (from < i + 5 && !is_word(r, from, "from"))
            from++;
        bool water = is_river(r, at(r, i + 2)) || is_kind(r, i + 2, C_BORDER) ||
                     gm_reading_one_of(r, i + 2,
                                       "river border strait bay lake water estuary "
                                       "channel valley frontier lagoon");
        return water && is_word(r, from, "from") ? from + 1 : i;
    }
    int of = i + 1;
    if (gm_reading_one_of(r, i, "foot slopes flank flanks gates doorstep threshold shores mouth"))
        return is_word(r, of, "of") && has_class(r, i - 1, W_DET) ? of + 1 : i;
    if (is_word(r, i, "approaches"))
        return is_word(r, of, "to") ? of + 1 : i;
    if (is_word(r, i, "within")) {
        while (of < i + 5 &&
               gm_reading_one_of(r, of,
                                 "sight range reach artillery mortar striking shouting "
                                 "walking rocket distance firing easy"))
            of++;
        return of > i + 1 && gm_reading_one_of(r, of, "of from") ? of + 1 : i;
    }
    return i;
}

/** The chunk behind a phrase of nearness at @i, or @i. */
static int behind_nearness(const Reading *r, int i, const char **subject)
{
    *subject = "near";
    int border = has_class(r, i + 1, W_DET) ? i + 2 : i + 1;
    if (gm_reading_one_of(r, i, "on at") && is_kind(r, border, C_BORDER))
        return stands_there(r, i, border) ? i + 1 : i; /* "a town on the border" */
    if (is_word(r, i, "in") && is_area_of(r, i + 1))
        return i + 1;
    int stand = behind_by(r, i);
    if (stand > i || (!has_class(r, i, W_NEAR) && !is_word(r, i, "not")))
        return stand;
    if (gm_reading_one_of(r, i, "close adjacent next nearer") && is_word(r, i + 1, "to"))
        return i + 2;
    if (is_word(r, i, "not") && is_word(r, i + 1, "far") && is_word(r, i + 2, "from"))
        return i + 3;
    if (gm_reading_one_of(r, i, "near nearby around outside")) {
        if (is_word(r, i, "outside")) {
            *subject = "outskirts";
            return is_word(r, i + 1, "of") ? i + 2 : i + 1;
        }
        return i + 1;
    }
    if (gm_reading_one_of(r, i,
                          "vicinity outskirts environs suburbs surroundings edge edges fringes "
                          "countryside approaches") &&
        is_word(r, i + 1, "of")) {
        if (is_word(r, i, "countryside"))
            return i;
        *subject = is_word(r, i, "vicinity") ? "near" : "outskirts";
        return i + 2;
    }
    return i;
}

/** "the broken bridge at", "the disengagement area of" @i: what stands there is about the
 *  place; the chunk of that, or @i. */
static int behind_thing(const Reading *r, int i)
{
    int k = i;
    while (k < i + 4 && is_kind(r, k, C_WORD) && !has_class(r, k, W_PREP | W_AND | W_STOP | W_BE) &&
           !(at(r, k)->token_flags & GM_TOKEN_CAPITAL))
        k++;
    if (k > i && is_kind(r, k, C_PLACE) &&
        (gm_reading_one_of(r, i, "strategic key") ||
         g_str_equal(gm_text_token_fold(r->d, at(r, k)->first), "area")))
        return k;
    bool thing = k > i && gm_reading_one_of(r, k, "of at in") && is_kind(r, k + 1, C_PLACE) &&
                 !gm_reading_one_of(r, k - 1,
                                    "end beginning start centre center top bottom size "
                                    "number capital time border");
    return thing && gm_read_is_spot(r, reading_ref(r, at(r, k + 1)->ref)) ? k + 1 : i;
}

static bool can_be_near(const Reading *r, const Chunk *c, bool close)
{
    if (c->kind == C_BORDER || (close && c->kind == C_LINE && c->n_refs > 0))
        return true;
    if (c->kind != C_PLACE || c->possessive)
        return false;
    switch (gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_SETTLEMENT)) {
    case GM_PLACE_COUNTRY:
    case GM_PLACE_CONTINENT:
    case GM_PLACE_DIVISION:
        return false;
    case GM_PLACE_REGION:
        return close;
    default:
        return true;
    }
}

/** Over "northern city of", "provincial capital of" before a place at @i; or @i. */
static int behind_rank(const Reading *r, int i)
{
    int k = i + (is_kind(r, i, C_DIR) || gm_reading_one_of(r, i, "provincial regional state"));
    bool rank = gm_reading_one_of(r, k, "city town village capital") && is_word(r, k + 1, "of");
    return rank && is_kind(r, k + 2, C_PLACE) ? k + 2 : i;
}

void gm_read_near(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        const char *subject = NULL;
        int k = behind_nearness(r, i, &subject);
        if (k == i)
            continue;
        if (has_class(r, k, W_DET))
            k++;
        k = behind_rank(r, k);
        if (gm_reading_one_of(r, i, "near close beside adjacent next") ||
            gm_reading_one_of(r, k, "strategic key"))
            k = behind_thing(r, k);
        bool coast = is_word(r, i, "off") && is_kind(r, k, C_PLACE) && !at(r, k)->possessive;
        bool close = gm_reading_one_of(r, i, "near close") ||
                     (is_word(r, i, "around") && has_class(r, i - 1, W_STRIKE));
        if (!(coast || can_be_near(r, at(r, k), close)) || is_taken(sr, k, TAKEN_SILENT))
            continue;
        if ((is_word(r, i, "around") && is_kind(r, k, C_BORDER)) ||
            (behind_by(r, i) > i && is_taken(sr, k, TAKEN_PLACE)))
            continue;
        if (is_kind(r, k, C_BORDER) && is_taken(sr, k, TAKEN_MEASURE))
            continue;
        if (is_taken(sr, i, TAKEN_MEASURE) || is_taken(sr, k, TAKEN_RANGE))
            continue;
        if (i == 0 && gm_reading_punct(r, k + 1, ',')) /* "Around X, by contrast, …" */
            continue;
        int first = i;
        while (gm_reading_one_of(r, first - 1, "the on in at"))
            first--;
        if (first < i && is_word(r, first, "the"))
            first++;
        GmStatement *s = gm_build_new(r, GM_ST_NEAR, i, k);
        gm_build_anchors(r, s, GM_PART_OF, k);
        gm_build_subject(s, subject, NULL);
        gm_build_list(r, s);
    }
}
