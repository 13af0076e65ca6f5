/** Deployments: posts, bases, camps, crossings, checkpoints and units at places;
 *  strikes on towns. */
#include "readers.h"

static bool is_settlement_like(const Reading *r, const Ref *ref)
{
    switch (gm_reading_place_kind(r, ref, GM_PLACE_SETTLEMENT)) {
    case GM_PLACE_COUNTRY:
    case GM_PLACE_DIVISION:
    case GM_PLACE_DISTRICT:
    case GM_PLACE_REGION:
    case GM_PLACE_CONTINENT:
    case GM_PLACE_WATER:
    case GM_PLACE_RIVER:
    case GM_PLACE_AREA:
        return false;
    default:
        return true;
    }
}

static bool is_military(const Reading *r, bool nations);

/** "stand at", "remain near" */
static bool stands(const Reading *r, int i)
{
    return gm_reading_one_of(r, i, "stand stands stood remain remains remained lie lay") &&
           gm_reading_one_of(r, i + 1, "in at near outside around on");
}

/** What is installed, by the noun at @i; NULL when it is no installation. */
static const char *installation_at(const Reading *r, int i)
{
    if (!has_class(r, i, W_CHECK | W_BASE | W_CROSS | W_CAMP | W_POST | W_SHELTER))
        return NULL;
    if (has_class(r, i, W_CHECK))
        return "checkpoint";
    if ((has_class(r, i, W_SHELTER) && gm_reading_one_of(r, i - 1,
                                                         "field a new temporary set up "
                                                         "mobile emergency opened")) ||
        (gm_reading_one_of(r, i, "center centre centers centres") &&
         gm_reading_one_of(r, i - 1, "reception relief transit evacuation collective")))
        return "camp";
    if (has_class(r, i, W_CROSS) &&
        (gm_reading_one_of(r, i + 1, "point points") ||
         (is_word(r, i, "crossings") && gm_reading_one_of(r, i + 1, "at in near"))))
        return "crossing";
    if (gm_reading_one_of(r, i, "point points hub hubs") &&
        gm_reading_one_of(r, i - 1, "reception distribution collection assembly aid transit"))
        return "camp";
    if (is_word(r, i, "headquarters") && has_class(r, i + 1, W_BE) &&
        gm_reading_one_of(r, i + 2, "in at near"))
        return "post";
    if (gm_reading_one_of(r, i, "airbase airbases garrison garrisons barracks"))
        return "base";
    if (gm_reading_one_of(r, i, "base bases") && !gm_reading_one_of(r, i + 1, "rate rates line") &&
        !gm_reading_one_of(r, i - 1,
                           "home customer power support data tax fan knowledge industrial"))
        return has_class(r, i - 1, W_POSTMOD) || is_military(r, true) || stands(r, i + 1) ? "base"
                                                                                          : NULL;
    if (has_class(r, i, W_CROSS) && (has_class(r, i - 1, W_BORDER | W_POSTMOD | W_DET) ||
                                     is_kind(r, i - 1, C_BORDER) || is_kind(r, i - 1, C_PLACE)))
        return gm_reading_one_of(r, i + 1, "the into") ? NULL : "crossing";
    if (has_class(r, i, W_CAMP))
        return "camp";
    if (gm_reading_one_of(r, i, "outpost outposts watchtower watchtowers"))
        return "post";
    if (is_word(r, i, "post") && has_class(r, i - 1, W_DET) && is_word(r, i + 1, "at"))
        return "post";
    if (is_word(r, i, "posts") && stands(r, i + 1) &&
        (has_class(r, i - 1, W_DET) || is_kind(r, i - 1, C_NUMBER) || i == 0 ||
         gm_reading_one_of(r, i - 1,
                           "one two three four five six seven eight nine ten twelve its "
                           "their more")))
        return "post";
    if (gm_reading_one_of(r, i, "posts headquarters") &&
        (has_class(r, i - 1, W_POSTMOD | W_FORCE) || has_class(r, i - 2, W_FORCE) ||
         is_military(r, true)))
        return "post";
    if (gm_reading_one_of(r, i, "center centre centers centres") &&
        !gm_reading_one_of(r, i - 1,
                           "observation monitoring coordination command joint military "
                           "surveillance ceasefire"))
        return NULL;
    if (has_class(r, i, W_POST) && has_class(r, i - 1, W_POSTMOD))
        return "post";
    for (int k = i - 1; k > i - 5 && is_word(r, i, "positions"); k--)
        if ((has_class(r, k, W_DEPLOY) && !gm_reading_one_of(r, k, "have has had")) ||
            (is_word(r, k, "up") && gm_reading_one_of(r, k - 1, "take took taken taking")) ||
            gm_reading_one_of(r, k, "keep keeps kept hold holds held"))
            return "post";
    return NULL;
}

/** Over ", 20 km north of B" between the places of a list: the comma behind it. */
static int behind_gloss(const Reading *r, int i)
{
    if (!gm_reading_punct(r, i, ',') || !is_kind(r, i + 1, C_MEASURE))
        return i;
    for (int k = i + 2; k < i + 7; k++)
        if (gm_reading_punct(r, k, ',') && has_class(r, k + 1, W_AND))
            return k;
    return i;
}

/** Adds the places behind "in", "at", … at @i; the chunk behind, or @i. */
static int add_places(SentenceReading *sr, GmStatement *s, int i)
{
    Reading *r = sr->r;
    int k = i;
    if (is_word(r, i, "along") || is_word(r, i, "on")) {
        int line = has_class(r, i + 1, W_DET) ? i + 2 : i + 1;
        if (is_linear(r, line)) {
            gm_build_anchors(r, s, GM_PART_ALONG, line);
            int more = gm_reading_one_of(r, line + 1, "in at near inside across")
                           ? add_places(sr, s, line + 1)
                           : line + 1;
            return more > line + 1 ? more : line + 1;
        }
    }
    if (!gm_reading_one_of(r, k,
                           "in at near inside outside around on within across of to into "
                           "throughout along from through over against including"))
        return i;
    /* a province has no "near": its town is meant */
    bool near = gm_reading_one_of(r, k, "near outside");
    k++;
    for (int n = 0; n < 4 && !is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION) &&
                    (has_class(r, k, W_DET | W_AREA | W_PARTOF | W_SETTLE) ||
                     gm_reading_one_of(r, k, "of both near between strategic outskirts the"));
         n++)
        k++;
    if (!is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION))
        return i;
    int last = k;
    for (;;) { /* "in A and B in the countryside of C", "A and northern B" */
        const Chunk *c = at(r, k);
        for (guint n = 0; n < c->n_refs; n++) {
            const Ref *ref = reading_ref(r, c->ref + n);
            GmPlaceKind kind = gm_reading_place_kind(r, ref, GM_PLACE_SETTLEMENT);
            bool spot = c->kind == C_PLACE && !(c->cls & W_ADMIN & ~W_SETTLE) &&
                        (is_settlement_like(r, ref) || (near && kind == GM_PLACE_DIVISION));
            gm_build_anchor_ref(r, s, spot ? GM_PART_AT : GM_PART_IN, ref);
        }
        if (c->kind == C_REGION && !gm_statement_anchor(s, GM_PART_AT, 0))
            s->sides |= c->sides;
        last = k;
        int next = behind_gloss(r, k + 1);
        if (gm_reading_punct(r, next, ','))
            next++;
        bool joined = has_class(r, next, W_AND);
        next += joined;
        if (gm_reading_one_of(r, next, joined ? "in at near on around" : "in"))
            next++;
        if (is_word(r, next, "the"))
            next++;
        if (gm_reading_one_of(r, next, "outskirts edge edges suburbs") &&
            is_word(r, next + 1, "of"))
            next += 2;
        if (next == k + 1 || !(is_kind(r, next, C_PLACE) || is_kind(r, next, C_REGION)))
            break;
        k = next;
    }
    return last + 1;
}

/** Places of a list in which the gazetteer may not know every name. */
static int add_list(const Reading *r, GmStatement *s, int i)
{
    int last = i;
    for (int k = i; k < n_chunks(r); k++) {
        bool name = is_kind(r, k, C_WORD) && (at(r, k)->token_flags & GM_TOKEN_CAPITAL);
        if (is_kind(r, k, C_PLACE)) {
            gm_build_anchors(r, s, GM_PART_AT, k);
            last = k;
        } else if (!(name || gm_reading_punct(r, k, ',') || gm_reading_hyphen(r, k) ||
                     has_class(r, k, W_AND | W_DET))) {
            break;
        }
    }
    return last + 1;
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

static int noun_phrase_start(const Reading *r, int i)
{
    int first = i;
    while (first > i - 6 &&
           (has_class(r, first - 1, W_POSTMOD | W_DET | W_UNNAMED | W_BORDER | W_FORCE) ||
            is_kind(r, first - 1, C_DEMONYM) || is_kind(r, first - 1, C_NUMBER) ||
            gm_reading_one_of(r, first - 1, "fixed joint new heavily un former")))
        first--;
    return first;
}

/** "observation posts at A, B and C", "a base in D" */
static void read_installation(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const char *feature = installation_at(r, i);
    if (!feature)
        return;
    int first = noun_phrase_start(r, i), k = i + 1;
    if (has_class(r, i, W_CROSS) && gm_reading_one_of(r, k, "point points"))
        k++;
    /* "posts have been set up at", "camps located in", "12 posts: A, B and C" */
    for (int n = 0; n < 8 && !gm_reading_one_of(r, k,
                                                "in at near inside outside around within across "
                                                "on between throughout");
         n++) {
        if (!(has_class(r, k, W_BE | W_DEPLOY) || is_kind(r, k, C_DEMONYM) ||
              gm_reading_one_of(r, k,
                                "have has had been will would was were are set up that which "
                                "also newly already being it they forces its army for "
                                "among them those notably ready stand stands stood remain remains "
                                "remained lie lay") ||
              (gm_reading_punct(r, k, ',') &&
               gm_reading_one_of(r, k + 1, "among including notably"))))
            break;
        if (is_word(r, k + 1, "including"))
            k++;
        k++;
    }
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, i);
    int behind = add_places(sr, s, k), among = behind == k ? list_among(r, k) : -1;
    if (behind == k && gm_reading_punct(r, i + 1, ':') && is_kind(r, i + 2, C_PLACE))
        behind = add_list(r, s, i + 2);
    else if (among > 0)
        behind = add_list(r, s, among);
    if (behind == k || s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    if (gm_reading_punct(r, behind, ':') && is_kind(r, behind + 1, C_PLACE)) {
        behind = add_list(r, s, behind + 1); /* "12 posts in X: A, B and C" */
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

/** The sentence speaks of forces, or (@nations) names a nation's doing. */
static bool is_military(const Reading *r, bool nations)
{
    static const char words[] =
        "troops soldiers forces army military militants fighters tanks artillery peacekeepers "
        "brigade battalion militia militias rebels rebel warplanes jets munitions missiles weapons "
        "drones navy marines insurgents garrison paratroopers unifil warplane helicopters "
        "reinforcements regime observers monitors airstrike airstrikes shelling";
    for (int i = 0; i < n_chunks(r); i++)
        if ((nations && (is_kind(r, i, C_DEMONYM) || is_kind(r, i, C_ACTOR))) ||
            gm_reading_one_of(r, i, words))
            return true;
    return false;
}

/** "at the Atme military crossing", "landed at Humaymim Airport", "the X crossing
 *  was closed" */
static void read_named_installation(SentenceReading *sr, int i)
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
    bool acted = (has_class(r, verb, W_BE) ||
                  (has_class(r, verb, W_AND) && g_str_equal(feature, "crossing"))) ||
                 gm_reading_one_of(r, verb, "has have had will remains");
    acted = acted || has_class(r, before, W_SEIZE | W_STRIKE | W_ACT_ROAD);
    if (g_str_equal(feature, "airport")) {
        bool shut = false;
        for (int k = i + 1; acted && k < i + 5; k++)
            shut = shut || gm_reading_one_of(r, k, "closed shut reopened hit damaged");
        if (!shut && !is_military(r, false))
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

/** A force named in the clause around the verb at @i. */
static bool force_near(const Reading *r, int i, int *first)
{
    for (int k = i - 1; k >= 0 && k > i - 9; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            break;
        if (has_class(r, k, W_FORCE) || gm_reading_one_of(r, k, "presence")) {
            *first = noun_phrase_start(r, k);
            return true;
        }
    }
    for (int k = i + 1; k < i + 7; k++) {
        if (has_class(r, k, W_FORCE) || is_word(r, k, "presence"))
            return true;
        if (!is_kind(r, k, C_WORD) && !is_kind(r, k, C_NUMBER) && !is_kind(r, k, C_DEMONYM) &&
            !gm_reading_punct(r, k, ','))
            return false;
    }
    return false;
}

/** "units were deployed in A and B", "deployed troops to C", "a presence in D" */
static void read_units(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i, W_DEPLOY))
        return;
    bool presence = is_word(r, i, "presence") && is_word(r, i + 1, "in");
    if (!presence &&
        !gm_reading_one_of(r, i,
                           "deployed deploy deploys deploying deployment stationed stationing "
                           "positioned based redeployed redeploy massed amassed garrisoned "
                           "quartered arrived entered sent dispatched station concentrated "
                           "gathered present regrouping regrouped assembled landed landing"))
        return;
    if (is_word(r, i, "present") && !is_word(r, i + 1, "in"))
        return;
    int first = i;
    if (!presence && !force_near(r, i, &first))
        return;
    int k = i + 1;
    /* "X, 20 km from Y, where troops are stationed" */
    int where = first;
    while (where > first - 4 && where > 0 && !is_word(r, where, "where"))
        where--;
    if (is_word(r, where, "where")) {
        int place = where - 1 - gm_reading_punct(r, where - 1, ',');
        for (int n = place; n > place - 4; n--)
            if (is_kind(r, n, C_MEASURE)) {
                place = n - 1;
                while (has_class(r, place, W_APPROX) || gm_reading_punct(r, place, ','))
                    place--;
                break;
            }
        if (is_kind(r, place, C_PLACE) &&
            is_settlement_like(r, reading_ref(r, at(r, place)->ref))) {
            GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, place, i);
            gm_build_anchors(r, s, GM_PART_AT, place);
            gm_build_subject(s, "units", "unit");
            gm_build_list(r, s);
            return;
        }
    }
    for (int n = 0; n < 9 && !gm_reading_one_of(r, k,
                                                "in at near inside outside around within across "
                                                "to into on along throughout");
         n++) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') || is_kind(r, k, C_END))
            return;
        if (is_kind(r, k, C_PLACE) && is_word(r, i, "entered"))
            break;
        k++;
    }
    if (presence)
        k = i + 1;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, i);
    int behind = add_places(sr, s, k);
    if (is_word(r, i, "entered") && is_kind(r, i + 1, C_PLACE)) {
        gm_build_anchors(r, s, GM_PART_AT, i + 1);
        behind = i + 2;
    }
    if (s->anchors->len == 0 || is_taken(sr, behind - 1, TAKEN_PLACE)) {
        gm_build_free(s);
        return;
    }
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, presence ? "presence" : "units", "unit");
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

/** AT for spots, IN for areas. */
static void add_places_of(const Reading *r, GmStatement *s, int i)
{
    const Chunk *c = at(r, i);
    for (guint n = 0; n < c->n_refs; n++) {
        const Ref *ref = reading_ref(r, c->ref + n);
        bool spot = c->kind == C_PLACE && is_settlement_like(r, ref);
        gm_build_anchor_ref(r, s, spot ? GM_PART_AT : GM_PART_IN, ref);
    }
}

/** What was done, as a noun: "targeted" is an attack. */
static const char *strike_noun(const char *fold)
{
    static const char *const nouns[][2] = {
        {"targeted", "attacks"},       {"targeting", "attacks"},     {"shelled", "shelling"},
        {"bombed", "bombing"},         {"bombarded", "bombardment"}, {"raided", "raid"},
        {"shells", "shelling"},        {"rockets", "rocket fire"},   {"missiles", "missile strike"},
        {"missile", "missile strike"}, {"artillery", "shelling"},    {"drones", "drone strike"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(nouns); i++)
        if (g_str_equal(fold, nouns[i][0]))
            return nouns[i][1];
    return fold;
}

/** What strikes stands before the verb: "warplanes struck A". */
static bool weapon_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 5; k--)
        if (gm_reading_one_of(r, k,
                              "warplanes jets planes aircraft drones drone missiles missile "
                              "artillery helicopters mortars f bombs"))
            return true;
    return false;
}

/** "airstrike in Idlib", "shelling of A and B", "targeting areas in C" */
static void read_strike(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i, W_STRIKE))
        return;
    bool event = gm_reading_one_of(r, i,
                                   "clashes skirmishes fighting battles clash ambush explosion "
                                   "explosions blast");
    bool strike =
        gm_reading_one_of(r, i,
                          "airstrike airstrikes shelling shelled bombed bombing bombardment "
                          "bombarded raid raids raided targeted targeting rockets bombardments "
                          "shells") ||
        (gm_reading_one_of(r, i, "struck hit pounded") && weapon_before(r, i)) ||
        (gm_reading_one_of(r, i, "strike strikes attack attacks") &&
         gm_reading_one_of(r, i - 1, "air drone missile rocket artillery chemical mortar"));
    if (is_word(r, i, "fighting") && i > 0 &&
        is_kind(r, i - 1, C_WORD) && /* "a coalition fighting in" */
        !gm_reading_one_of(r, i - 1,
                           "heavy fierce intense ground renewed ongoing the street of as "
                           "amid from and ongoing by while that continued more new"))
        return;
    if (!(event || strike))
        return;
    int k = i + 1;
    for (int n = 0; n < 5 && !is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION); n++) {
        if (gm_reading_one_of(r, k,
                              "in at near on of across around over against throughout inside") &&
            !has_class(r, k + 1, W_PREP))
            break;
        bool heard = has_class(r, k, W_BE) &&
                     gm_reading_one_of(r, k + 1, "heard reported seen recorded registered under");
        if (heard)
            k++;
        else if (!is_kind(r, k, C_WORD) || has_class(r, k, W_STOP | W_BE | W_SAY) ||
                 is_word(r, k, "from"))
            return;
        if (event && !heard &&
            !gm_reading_one_of(r, k,
                               "erupted broke out continued raged went took place "
                               "between and the two sides occurred extended flared "
                               "spread started began resumed rocked injures kills "
                               "killed wounded"))
            return;
        k++;
    }
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, i);
    int behind = k;
    if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION)) {
        add_places_of(r, s, k);
        behind = k + 1;
    } else {
        behind = add_places(sr, s, k);
    }
    if (s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    s->end = at(r, behind - 1)->end;
    if (!gm_statement_anchor(s, GM_PART_AT, 0))
        s->kind = GM_ST_AREA;
    for (int n = i; n < behind; n++)
        if (s->kind == GM_ST_AREA && is_kind(r, n, C_REGION))
            s->sides = at(r, n)->sides;
    gm_build_subject(s, strike_noun(at(r, i)->fold), event ? "event" : "strike");
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

/** "X was shelled", "X was rocked by heavy shelling" */
static void read_passive_strike(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1;
    while (k < i + 5 && (has_class(r, k, W_BE) || gm_reading_one_of(r, k,
                                                                    "has have had been again "
                                                                    "also heavily reportedly")))
        k++;
    if (k == i + 1 || has_class(r, i - 1, W_PREP)) /* "the road to X was shelled" */
        return;
    int last = gm_reading_one_of(r, k, "shelled bombed bombarded") ? k : -1;
    if (gm_reading_one_of(r, k, "rocked hit struck targeted pounded attacked") &&
        gm_reading_one_of(r, k + 1, "by in with"))
        for (int n = k + 2; n < k + 7; n++)
            if (gm_reading_one_of(r, n,
                                  "shelling airstrike airstrikes strike strikes rockets "
                                  "artillery missiles missile bombardment explosion explosions "
                                  "blast blasts drones raids shells"))
                last = n;
    if (last < 0)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, last);
    add_places_of(r, s, i);
    if (!gm_statement_anchor(s, GM_PART_AT, 0))
        s->kind = GM_ST_AREA;
    if (is_kind(r, i, C_REGION))
        s->sides = at(r, i)->sides;
    gm_build_subject(s, strike_noun(at(r, last)->fold), "strike");
    take(sr, i, last, TAKEN_PLACE);
    gm_build_list(r, s);
}

void gm_read_deployment(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        if (!is_kind(r, i, C_WORD) || is_taken(sr, i, TAKEN_PLACE))
            continue;
        read_installation(sr, i);
    }
    for (int i = 0; i < n_chunks(r); i++) {
        if ((is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION)) && !is_taken(sr, i, TAKEN_PLACE))
            read_passive_strike(sr, i);
        if (is_kind(r, i, C_PLACE)) {
            read_named_installation(sr, i);
        } else if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE)) {
            read_units(sr, i);
            read_strike(sr, i);
        }
    }
}
