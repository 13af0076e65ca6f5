/** Posts, bases, camps, crossings and checkpoints at places. */
#include "readers.h"

/** "stand at", "remain near" */
static bool stands(const Reading *r, int i)
{
    return gm_reading_one_of(r, i, "stand stands stood remain remains remained lie lay") &&
           gm_reading_one_of(r, i + 1, "in at near outside around on");
}

/** "14 posts", "their bases" */
static bool is_counted(const Reading *r, int i)
{
    return is_kind(r, i - 1, C_NUMBER) ||
           gm_reading_one_of(r, i - 1,
                             "one two three four five six seven eight nine ten eleven twelve "
                             "its their more dozen several");
}

static bool speaks_of_force(const Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++)
        if (has_class(r, i, W_FORCE) || gm_reading_one_of(r, i, "corps militants peacekeeping"))
            return true;
    return false;
}

static bool is_base(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "airbase airbases garrison garrisons barracks"))
        return true;
    return gm_reading_one_of(r, i, "base bases") &&
           !gm_reading_one_of(r, i + 1, "rate rates line") &&
           !gm_reading_one_of(r, i - 1,
                              "home customer power support data tax fan knowledge industrial") &&
           (has_class(r, i - 1, W_POSTMOD) || gm_read_is_military(r, true) || stands(r, i + 1) ||
            (is_counted(r, i) && speaks_of_force(r)));
}

static bool is_camp(const Reading *r, int i)
{
    return (has_class(r, i, W_SHELTER) && gm_reading_one_of(r, i - 1,
                                                            "field a new temporary set up "
                                                            "mobile emergency opened")) ||
           (gm_reading_one_of(r, i, "center centre centers centres") &&
            gm_reading_one_of(r, i - 1, "reception relief transit evacuation collective")) ||
           (gm_reading_one_of(r, i, "point points hub hubs") &&
            gm_reading_one_of(r, i - 1, "reception distribution collection assembly aid transit"));
}

/** Offices and sites of missions: "team sites", "regional office in". */
static bool is_office(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "site sites"))
        return has_class(r, i - 1, W_FORCE) ||
               gm_reading_one_of(r, i - 1, "observer observation radar missile");
    if (is_word(r, i, "headquartered"))
        return speaks_of_force(r) && gm_reading_one_of(r, i + 1, "in at near");
    return gm_reading_one_of(r, i, "office offices") && speaks_of_force(r) &&
           gm_reading_one_of(r, i - 1, "field regional sub sector liaison");
}

bool gm_read_told_of_posts(const Reading *r)
{
    for (guint i = r->list->len, n = 0; i-- > 0 && n < 40; n++) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (g_strcmp0(s->feature, "post") == 0 || g_strcmp0(s->feature, "checkpoint") == 0)
            return true;
    }
    return false;
}

static bool is_post(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "headquarters command") && has_class(r, i + 1, W_BE) &&
        gm_reading_one_of(r, i + 2, "in at near"))
        return true;
    if (gm_reading_one_of(r, i, "outpost outposts watchtower watchtowers") || is_office(r, i))
        return true;
    if (is_word(r, i, "post") && has_class(r, i - 1, W_DET) && is_word(r, i + 1, "at"))
        return true;
    /* "the post in X", "the Turkish point at X": where forces or posts are spoken of */
    if (gm_reading_one_of(r, i, "post point") &&
        (has_class(r, i - 1, W_DET) || is_kind(r, i - 1, C_DEMONYM)) &&
        gm_reading_one_of(r, i + 1,
                          is_word(r, i, "post") ? "in at near outside of" : "in at near") &&
        (has_class(r, i + 2, W_SETTLE | W_DET) || is_kind(r, i + 2, C_PLACE)) &&
        (gm_read_is_military(r, false) || gm_read_told_of_posts(r)))
        return true;
    if (is_word(r, i, "headquarters") && has_class(r, i - 1, W_DET | W_UNNAMED) &&
        gm_reading_one_of(r, i + 1, "in at near") && speaks_of_force(r))
        return true;
    if (is_word(r, i, "posts") && stands(r, i + 1) &&
        (has_class(r, i - 1, W_DET) || is_counted(r, i) || i == 0))
        return true;
    if (is_word(r, i, "posts") && is_counted(r, i) && gm_reading_one_of(r, i + 1, "in at near") &&
        (speaks_of_force(r) ||
         (gm_read_told_of_posts(r) && !gm_reading_one_of(r, i - 1, "its their more"))))
        return true;
    if (gm_reading_one_of(r, i, "posts headquarters") &&
        (has_class(r, i - 1, W_POSTMOD | W_FORCE) || has_class(r, i - 2, W_FORCE) ||
         gm_read_is_military(r, true)))
        return true;
    if (gm_reading_one_of(r, i, "center centre centers centres") &&
        !gm_reading_one_of(r, i - 1,
                           "observation monitoring coordination command joint military "
                           "surveillance ceasefire"))
        return false;
    if (has_class(r, i, W_POST) && has_class(r, i - 1, W_POSTMOD) &&
        !gm_reading_one_of(r, i, "site sites office offices command"))
        return true;
    for (int k = i - 1; k > i - 5 && is_word(r, i, "positions"); k--)
        if ((has_class(r, k, W_DEPLOY) && !gm_reading_one_of(r, k, "have has had")) ||
            (is_word(r, k, "up") && gm_reading_one_of(r, k - 1, "take took taken taking")) ||
            gm_reading_one_of(r, k, "keep keeps kept hold holds held"))
            return true;
    return false;
}

/** What is installed, by the noun at @i; NULL when it is no installation. */
static const char *installation_at(const Reading *r, int i)
{
    if (!has_class(r, i, W_CHECK | W_BASE | W_CROSS | W_CAMP | W_POST | W_SHELTER))
        return NULL;
    if (has_class(r, i, W_CHECK))
        return "checkpoint";
    if (is_camp(r, i))
        return gm_reading_one_of(r, i, "hospital hospitals clinic clinics") ? "hospital" : "camp";
    if (has_class(r, i, W_CROSS) &&
        (gm_reading_one_of(r, i + 1, "point points") ||
         (is_word(r, i, "crossings") &&
          gm_reading_one_of(r, i + 1 + gm_reading_punct(r, i + 1, ','), "at in near"))))
        return "crossing";
    if (is_base(r, i))
        return "base";
    if (has_class(r, i, W_CROSS) && (has_class(r, i - 1, W_BORDER | W_POSTMOD | W_DET) ||
                                     is_kind(r, i - 1, C_BORDER) || is_kind(r, i - 1, C_PLACE)))
        return gm_reading_one_of(r, i + 1, "the into") ? NULL : "crossing";
    if (has_class(r, i, W_CAMP))
        return "camp";
    return is_post(r, i) ? "post" : NULL;
}

/** "around the enclave, among them A and B": where the list begins, or -1. */
static int list_among(const Reading *r, int i)
{
    for (int k = i; k < i + 8; k++) {
        if (is_kind(r, k, C_PLACE) || has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            return -1;
        if (!gm_reading_punct(r, k, ',') ||
            !gm_reading_one_of(r, k + 1, "among including notably such"))
            continue;
        int list = k + 2;
        while (gm_reading_one_of(r, list, "them those as at in"))
            list++;
        return is_kind(r, list, C_PLACE) ? list : -1;
    }
    return -1;
}

/** "seven posts are behind the lines: A, B and C", "the posts are: three in A, B and
 *  C": where the list behind the colon begins, or -1. */
static int list_behind_colon(const Reading *r, int i)
{
    enum { FAR = 14 };
    for (int k = i; k < i + FAR; k++) {
        if (!gm_reading_punct(r, k, ':')) {
            if (is_kind(r, k, C_PLACE) || has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') ||
                is_kind(r, k, C_END))
                return -1;
            continue;
        }
        int list = k + 1;
        while (list < k + 4 &&
               (is_kind(r, list, C_NUMBER) || has_class(r, list, W_DET) ||
                gm_reading_one_of(r, list, "in at near one two three four five those")))
            list++;
        bool more = gm_reading_punct(r, list + 1, ',') || has_class(r, list + 1, W_AND) ||
                    at(r, list)->n_refs > 1;
        return (is_kind(r, list, C_PLACE) || is_kind(r, list, C_NAME)) && more ? list : -1;
    }
    return -1;
}

/** "No. 7 (A), No. 8 (B) and No. 9 (C)": adds the places; the chunk behind, or @i. */
static int add_numbered(const Reading *r, GmStatement *s, int i)
{
    int behind = i;
    for (int k = i; k < n_chunks(r); k++) {
        k += gm_reading_punct(r, k, ',');
        k += has_class(r, k, W_AND);
        int number = k;
        while (k < number + 4 && (is_kind(r, k, C_NUMBER) || gm_reading_punct(r, k, '.') ||
                                  gm_reading_punct(r, k, '#') ||
                                  gm_reading_one_of(r, k,
                                                    "no nos nr number post "
                                                    "point")))
            k++;
        if (k == number || !gm_reading_punct(r, k, '(') || !is_kind(r, k + 1, C_PLACE))
            break;
        int close = k + 2;
        while (close < k + 8 && !gm_reading_punct(r, close, ')'))
            close++;
        if (!gm_reading_punct(r, close, ')'))
            break;
        gm_build_anchors(r, s, GM_PART_AT, k + 1);
        behind = close + 1;
        k = close;
    }
    return behind;
}

int gm_read_phrase_start(const Reading *r, int i)
{
    int first = i;
    while (first > i - 6 &&
           (has_class(r, first - 1, W_POSTMOD | W_DET | W_UNNAMED | W_BORDER | W_FORCE) ||
            is_kind(r, first - 1, C_DEMONYM) || is_kind(r, first - 1, C_NUMBER) ||
            gm_reading_one_of(r, first - 1, "fixed joint new heavily un former")))
        first--;
    return first;
}

/* Past "have been set up" in "posts have been set up at", from token @k on. */
static int past_state(const Reading *r, int k)
{
    for (int n = 0; n < 8 && !gm_reading_one_of(r, k,
                                                "in at near inside outside around within across "
                                                "on between throughout");
         n++) {
        if (!(has_class(r, k, W_BE | W_DEPLOY) || is_kind(r, k, C_DEMONYM) ||
              gm_reading_one_of(r, k,
                                "have has had been will would was were are set up that which "
                                "also newly already being it they forces its army for "
                                "among them those notably ready stand stands stood remain remains "
                                "remained lie lay kept maintained erected built opened reopened "
                                "closed shut manned operated dismantled located situated placed "
                                "installed removed reinforced put up still currently") ||
              (gm_reading_punct(r, k, ',') &&
               gm_reading_one_of(r, k + 1, "among including notably in at"))))
            break;
        if (is_word(r, k + 1, "including"))
            k++;
        k++;
    }
    return k;
}

/* "X, where the army keeps a base": the place before the phrase that begins at *first,
 * where that then begins; -1 none. */
static int place_before(const Reading *r, int i, int *first)
{
    int where = gm_read_where_before(r, *first);
    while (where < 0 &&
           (has_class(r, *first - 1, W_DEPLOY | W_DET | W_UNNAMED | W_SETTLE) ||
            is_kind(r, *first - 1, C_ACTOR) || is_kind(r, *first - 1, C_NUMBER) ||
            gm_reading_one_of(r, *first - 1, "one of the")) &&
           *first > i - 10)
        where = gm_read_where_before(r, --*first);
    if (where >= 0)
        *first = where;
    return where;
}

/* Where the installation @i stands, told from token @k on, to @s; the token behind. */
static int add_sites(SentenceReading *sr, GmStatement *s, int i, int k)
{
    Reading *r = sr->r;
    int behind = gm_read_add_spots(sr, s, k);
    if (behind != k && !gm_statement_anchor(s, GM_PART_AT, 0) && gm_reading_punct(r, behind, ',')) {
        int named = list_among(r, behind); /* "camps in northern A, among them B and C" */
        return named > 0 ? gm_read_add_spot_list(r, s, named) : behind;
    }
    if (behind != k)
        return behind;
    int among = list_among(r, k), colon = list_behind_colon(r, i + 1);
    if (colon > 0 || among > 0)
        return gm_read_add_spot_list(r, s, colon > 0 ? colon : among);
    return MAX(k, add_numbered(r, s, i + 1));
}

/** "observation posts at A, B and C", "a base in D" */
void gm_read_installation(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const char *feature = installation_at(r, i);
    if (!feature)
        return;
    int first = gm_read_phrase_start(r, i), k = i + 1;
    bool points = has_class(r, i, W_CROSS) && gm_reading_one_of(r, k, "point points");
    k += points;
    if (!points || !is_word(r, k, "of")) /* "the crossing points of A and B" */
        k = past_state(r, k);
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, i);
    int behind = add_sites(sr, s, i, k);
    int where = s->anchors->len == 0 ? place_before(r, i, &first) : -1;
    if (where >= 0) {
        gm_build_anchors(r, s, GM_PART_AT, where);
        s->start = at(r, where)->start;
        behind = i + 1;
    }
    if (s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    if (gm_reading_punct(r, behind, ':') && is_kind(r, behind + 1, C_PLACE)) {
        behind = gm_read_add_spot_list(r, s, behind + 1); /* "12 posts in X: A, B and C" */
    }
    s->end = at(r, behind - 1)->end;
    if (!gm_statement_anchor(s, GM_PART_AT, 0)) { /* unnamed ones in an area */
        gm_build_note(s, "the text does not name the places");
        for (int n = k; n < behind; n++)
            if (is_kind(r, n, C_REGION))
                take(sr, n, n, TAKEN_SILENT);
    }
    g_autofree char *subject = NULL;
    if (has_class(r, i - 1, W_POSTMOD | W_BORDER))
        subject = g_strdup_printf("%s %s", at(r, i - 1)->fold, at(r, i)->fold);
    gm_build_subject(s, subject ? subject : at(r, i)->fold, feature);
    take(sr, first, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

static const char *named_installation(const Reading *r, const Chunk *c)
{
    switch (gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_SETTLEMENT)) {
    case GM_PLACE_CROSSING:
        return "crossing";
    case GM_PLACE_BASE:
        return "base";
    case GM_PLACE_POST:
        return "post";
    case GM_PLACE_AIRPORT:
        return "airport";
    default:
        break;
    }
    if (c->cls & W_CROSS)
        return "crossing";
    if (c->cls & W_CHECK)
        return "checkpoint";
    if (c->cls & W_CAMP)
        return "camp";
    if (c->cls & W_BASE)
        return "base";
    return c->cls & W_POST ? "post" : NULL;
}

/** "X observation post", not "X post". */
static bool names_post(const Reading *r, const Chunk *c)
{
    for (guint t = c->first; t < c->first + c->n; t++)
        if (gm_lexicon_class(r->words, gm_text_token_fold(r->d, t)) & W_POSTMOD)
            return true;
    return false;
}

/** "at the Atme military crossing", "landed at Humaymim Airport", "the X crossing
 *  was closed" */
void gm_read_named_installation(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    const char *feature = named_installation(r, c);
    if (!feature || is_taken(sr, i, TAKEN_PLACE))
        return;
    int before = i - 1;
    while (has_class(r, before, W_DET) || gm_reading_one_of(r, before, "strategic nearby"))
        before--;
    bool at_it =
        gm_reading_one_of(r, before, "at via through from into on near around inside to of");
    int verb = i + 1;
    if (gm_reading_punct(r, verb, ',')) /* "X, 300 km from Y, is overwhelmed" */
        for (int k = verb + 1; k < verb + 7 && verb == i + 1; k++)
            verb = gm_reading_punct(r, k, ',') ? k + 1 : verb;
    if (is_word(r, verb, "to") && is_kind(r, verb + 1, C_PLACE)) /* "the X crossing to Y has" */
        verb += 2;
    bool acted =
        (has_class(r, verb, W_BE) || (is_word(r, verb, "to") && is_word(r, verb + 1, "be")) ||
         (has_class(r, verb, W_AND) && g_str_equal(feature, "crossing"))) ||
        gm_reading_one_of(r, verb,
                          "has have had will remains closes closed shuts reopens reopened");
    /* "evacuated the X observation post": whatever is done to it, there it stands */
    acted = acted || (c->cls & W_CHECK) || ((c->cls & W_POST) && names_post(r, c)) ||
            has_class(r, before, W_SEIZE | W_STRIKE | W_ACT_ROAD);
    if (g_str_equal(feature, "airport")) {
        bool shut = false;
        for (int k = i + 1; acted && k < i + 5; k++)
            shut = shut ||
                   gm_reading_one_of(r, k, "closed closes shut shuts reopened reopens hit damaged");
        if (!shut && !gm_read_is_military(r, false))
            return;
        feature = "base";
    }
    if (!(at_it || acted))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, at_it ? before : i, i);
    gm_build_anchors(r, s, GM_PART_AT, i);
    gm_build_subject(s, feature, feature);
    take(sr, i, i, TAKEN_PLACE);
    gm_build_list(r, s);
}
